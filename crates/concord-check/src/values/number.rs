//! Exact numbers: what digits and words are read as.

use std::fmt;

/// A decimal number, exact however it was written: 1.50 and 1,5 are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    is_negative: bool,
    /// Without zeros at its end.
    mantissa: u128,
    exponent: i32,
}

impl Number {
    pub(crate) fn whole(value: u128) -> Self {
        Self { is_negative: false, mantissa: value, exponent: 0 }.normal()
    }

    /// From ASCII digits before and behind the decimal sign; `None` where there are more than any quantity has.
    pub(crate) fn of_digits(whole: &str, fraction: &str) -> Option<Self> {
        let mantissa = format!("{whole}{fraction}").parse().ok()?;
        let exponent = -i32::try_from(fraction.len()).ok()?;
        Some(Self { is_negative: false, mantissa, exponent }.normal())
    }

    /// A decimal of the ledger, times a power of ten.
    pub(crate) fn of_decimal(decimal: concord_ledger::Decimal, power: i32) -> Option<Self> {
        let text = decimal.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        Self::of_digits(whole, fraction).map(|number| number.times_ten_to(power))
    }

    fn normal(mut self) -> Self {
        if self.mantissa == 0 {
            return Self { is_negative: false, mantissa: 0, exponent: 0 };
        }
        while self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.exponent += 1;
        }
        self
    }

    pub(crate) fn times_ten_to(self, power: i32) -> Self {
        Self { exponent: self.exponent + power, ..self }.normal()
    }

    pub(crate) fn negated(self) -> Self {
        Self { is_negative: !self.is_negative, ..self }.normal()
    }

    /// The value, where it is a whole number that is not negative.
    pub(crate) fn to_whole(self) -> Option<u128> {
        let power = u32::try_from(self.exponent).ok().and_then(|exponent| 10_u128.checked_pow(exponent))?;
        if self.is_negative { None } else { self.mantissa.checked_mul(power) }
    }

    /// Whether one digit differs, or two are exchanged, in numbers of one magnitude.
    pub(crate) fn is_a_digit_from(self, other: Self) -> bool {
        let digits = |number: Self| number.mantissa.to_string();
        let (one, two) = (digits(self), digits(other));
        let is_long = one.len() > 1 && one.len() == two.len();
        is_long && self.exponent == other.exponent && strsim::damerau_levenshtein(&one, &two) == 1
    }

    /// By how many powers of ten two numbers differ that are otherwise the same.
    pub(crate) fn powers_between(self, other: Self) -> Option<u32> {
        let same = (self.is_negative, self.mantissa) == (other.is_negative, other.mantissa);
        let powers = self.exponent.abs_diff(other.exponent);
        (same && powers > 0).then_some(powers)
    }
}

/// In the English manner, as the diagnostics are: `1,234.5`; four digits are not grouped, as years are not.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.to_string();
        let (whole, fraction) = if self.exponent >= 0 {
            let zeros = usize::try_from(self.exponent).unwrap_or(0);
            (format!("{digits}{}", "0".repeat(zeros)), String::new())
        } else {
            let places = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(0);
            let padded = format!("{digits:0>width$}", width = places + 1);
            let (whole, fraction) = padded.split_at(padded.len() - places);
            (whole.to_owned(), format!(".{fraction}"))
        };
        let sign = if self.is_negative { "−" } else { "" };
        write!(f, "{sign}{}{fraction}", grouped(&whole))
    }
}

fn grouped(whole: &str) -> String {
    if whole.len() <= 4 {
        return whole.to_owned();
    }
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn one_value_has_one_form() {
        for (whole, fraction, power, expected) in [
            ("1234", "50", 0, "1234.5"),
            ("12345", "", 0, "12\u{202f}345"),
            ("4", "5", 6, "4\u{202f}500\u{202f}000"),
            ("0", "05", 0, "0.05"),
            ("000", "", 0, "0"),
        ] {
            let number = Number::of_digits(whole, fraction).expect("short enough");
            assert_eq!(number.times_ten_to(power).to_string(), expected);
        }
        assert_eq!(Number::whole(1500).powers_between(Number::of_digits("1", "5").expect("short")), Some(3));
        assert_eq!(Number::whole(5).negated().to_string(), "−5");
    }
}
