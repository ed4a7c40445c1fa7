//! Exact decimal numbers.

/// A decimal number that is not negative, with as many digits after the point as were written. Text is always made from
/// these digits, never from a binary fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: u64,
    fraction_digits: u8,
}

impl Decimal {
    /// Reads `4.5`, `46` or `1.50`. `None` for signs, exponents, group separators, a point without digits on both
    /// sides, and numbers of more than 18 digits.
    pub fn parse(text: &str) -> Option<Self> {
        let (integer, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(integer) || !is_digits(fraction) || integer.len() + fraction.len() > 18 {
            return None;
        }
        let fraction = if text.contains('.') { fraction } else { "" };
        let digits = format!("{integer}{fraction}").parse().ok()?;
        Some(Self { digits, fraction_digits: u8::try_from(fraction.len()).ok()? })
    }

    /// For drawing: the nearest binary fraction.
    pub fn to_f64(self) -> f64 {
        self.digits as f64 / 10u64.pow(u32::from(self.fraction_digits)) as f64
    }

    /// The number times 10¹⁸, in which all decimals can be added and compared exactly.
    pub fn atto(self) -> u128 {
        u128::from(self.digits) * 10u128.pow(18 - u32::from(self.fraction_digits))
    }

    /// How many digits stand after the point.
    pub fn fraction_digits(self) -> usize {
        usize::from(self.fraction_digits)
    }
}

impl From<u64> for Decimal {
    fn from(digits: u64) -> Self {
        Self { digits, fraction_digits: 0 }
    }
}

/// With a point and no group separators, as it was written: `4.5`, `1.50`.
impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let places = self.fraction_digits();
        let text = format!("{:0width$}", self.digits, width = places + 1);
        let (integer, fraction) = text.split_at(text.len() - places);
        f.write_str(integer)?;
        if places > 0 { write!(f, ".{fraction}") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stay_as_written() {
        for text in ["0", "46", "4.5", "1.50", "0.05", "1234567.89", "0.0"] {
            let decimal = Decimal::parse(text).expect(text);
            assert_eq!(decimal.to_string(), text);
            assert_eq!(decimal.to_f64(), text.parse::<f64>().expect(text));
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in ["", "-1", "1e3", "1,5", ".5", "5.", "1 000", "1234567890123456789", "nan"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn sums_are_exact() {
        let sum: u128 =
            ["0.1", "0.2"].iter().filter_map(|text| Decimal::parse(text)).map(Decimal::atto).sum();
        assert_eq!(Some(sum), Decimal::parse("0.30").map(Decimal::atto));
    }
}
