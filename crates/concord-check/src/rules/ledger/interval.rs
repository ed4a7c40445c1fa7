//! Exact reckoning with numbers that are only known within bounds.
//!
//! Counts with a qualifier stand for a range (see [`range`]), and what is reckoned from ranges is a range. Bounds are
//! fractions of whole numbers, so that nothing is lost to binary rounding; where one grows beyond 127 bits, the result
//! is `None` and nobody judges by it.

use crate::rules::ledger::series::range;
use concord_ledger::{Amount, Count, Decimal, Scale};
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};
use std::ops::RangeInclusive;

/// An exact number.
pub(crate) type Exact = Ratio<i128>;

/// All numbers between two bounds, which belong to it; `None` where there is no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) low: Option<Exact>,
    pub(crate) high: Option<Exact>,
}

const EVERYTHING: Interval = Interval { low: None, high: None };

/// 10¹⁸, in which decimals are whole.
const ATTO: i128 = 1_000_000_000_000_000_000;

pub(crate) fn exact(decimal: Decimal) -> Option<Exact> {
    Some(Exact::new(i128::try_from(decimal.atto()).ok()?, ATTO))
}

impl Interval {
    pub(crate) fn of(number: Exact) -> Self {
        Self { low: Some(number), high: Some(number) }
    }

    /// The whole numbers of a range.
    pub(crate) fn whole(range: RangeInclusive<u64>) -> Self {
        let bound = |number: u64| Some(Exact::from_integer(i128::from(number)));
        Self { low: bound(*range.start()), high: bound(*range.end()) }
    }

    pub(crate) fn decimal(decimal: Decimal) -> Option<Self> {
        exact(decimal).map(Self::of)
    }

    /// What a count can stand for.
    pub(crate) fn count(count: &Count) -> Self {
        let range = range(count);
        let bound = |number: u64| Exact::from_integer(i128::from(number));
        let high = Some(*range.end()).filter(|end| *end < u64::MAX);
        Self { low: Some(bound(*range.start())), high: high.map(bound) }
    }

    /// The whole sum.
    pub(crate) fn amount(amount: &Amount) -> Option<Self> {
        let scale = 10i128.pow(amount.scale.map_or(0, Scale::exponent));
        let sum = exact(amount.value.value)?.checked_mul(&Exact::from_integer(scale))?;
        Some(Self::of(sum))
    }

    /// What may have been rounded to this percentage: half a unit of its last written digit to both sides.
    pub(crate) fn rounded(written: Decimal) -> Option<Self> {
        let places = u32::try_from(written.fraction_digits()).ok()?;
        let half = Exact::new(1, 2 * 10i128.checked_pow(places)?);
        let value = exact(written)?;
        Some(Self { low: value.checked_sub(&half), high: value.checked_add(&half) })
    }

    fn is_exact(self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    fn map(self, other: Self, each: impl Fn(&Exact, &Exact) -> Option<Exact>) -> Option<Self> {
        let bound = |a: Option<Exact>, b: Option<Exact>| match (a, b) {
            (Some(a), Some(b)) => each(&a, &b).map(Some),
            _ => Some(None),
        };
        Some(Self { low: bound(self.low, other.low)?, high: bound(self.high, other.high)? })
    }

    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        self.map(other, CheckedAdd::checked_add)
    }

    pub(crate) fn negative(self) -> Option<Self> {
        let zero = Exact::from_integer(0);
        let turned = |bound: Option<Exact>| match bound {
            Some(bound) => zero.checked_sub(&bound).map(Some),
            None => Some(None),
        };
        Some(Self { low: turned(self.high)?, high: turned(self.low)? })
    }

    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negative()?)
    }

    pub(crate) fn times(self, other: Self) -> Option<Self> {
        if let (Some(a), Some(b)) = (self.bounds(), other.bounds()) {
            return Self::hull(&a, &b, CheckedMul::checked_mul);
        }
        if !self.is_not_negative() || !other.is_not_negative() {
            return Some(EVERYTHING);
        }
        let low = self.low?.checked_mul(&other.low?)?;
        Some(Self { low: Some(low), high: None })
    }

    /// `Some(None)` where it divides by zero.
    pub(crate) fn over(self, other: Self) -> Option<Option<Self>> {
        let zero = Exact::from_integer(0);
        if other == Self::of(zero) {
            return Some(None);
        }
        if other.contains(zero) {
            return Some(Some(EVERYTHING));
        }
        if let (Some(a), Some(b)) = (self.bounds(), other.bounds()) {
            return Self::hull(&a, &b, CheckedDiv::checked_div).map(Some);
        }
        if !self.is_not_negative() || !other.is_not_negative() {
            return Some(Some(EVERYTHING));
        }
        let low = match other.high {
            Some(most) => self.low?.checked_div(&most)?,
            None => zero,
        };
        let high = match self.high {
            Some(high) => Some(high.checked_div(&other.low?)?),
            None => None,
        };
        Some(Some(Self { low: Some(low), high }))
    }

    fn bounds(self) -> Option<[Exact; 2]> {
        Some([self.low?, self.high?])
    }

    fn hull(a: &[Exact; 2], b: &[Exact; 2], each: impl Fn(&Exact, &Exact) -> Option<Exact>) -> Option<Self> {
        let corners: Vec<Exact> =
            a.iter().flat_map(|a| b.iter().map(|b| each(a, b))).collect::<Option<_>>()?;
        Some(Self { low: corners.iter().min().copied(), high: corners.iter().max().copied() })
    }

    fn is_not_negative(self) -> bool {
        self.low.is_some_and(|low| low >= Exact::from_integer(0))
    }

    pub(crate) fn contains(self, number: Exact) -> bool {
        self.low.is_none_or(|low| low <= number) && self.high.is_none_or(|high| number <= high)
    }

    /// Whether no number is in both.
    pub(crate) fn is_apart(self, other: Self) -> bool {
        self.is_below(other) || other.is_below(self)
    }

    fn is_below(self, other: Self) -> bool {
        matches!((self.high, other.low), (Some(high), Some(low)) if high < low)
    }

    /// Whether it is less than the other: `None` where that is not certain.
    pub(crate) fn less(self, other: Self) -> Option<bool> {
        let is_not_less = matches!((self.low, other.high), (Some(low), Some(high)) if low >= high);
        if self.is_below(other) { Some(true) } else { is_not_less.then_some(false) }
    }

    /// Whether both are the same number: `None` where that is not certain.
    pub(crate) fn equal(self, other: Self) -> Option<bool> {
        if self.is_apart(other) { Some(false) } else { (self.is_exact() && other.is_exact()).then_some(true) }
    }

    /// In digits, rounded to `places` after the point.
    pub(crate) fn shown(self, places: u32) -> String {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => digits(low, places),
            (Some(low), Some(high)) => format!("{} to {}", digits(low, places), digits(high, places)),
            (Some(low), None) => format!("{} or more", digits(low, places)),
            (None, Some(high)) => format!("{} or less", digits(high, places)),
            (None, None) => "any number".to_owned(),
        }
    }
}

/// Rounded half up to `places` after the point, without zeros at the end.
fn digits(number: Exact, places: u32) -> String {
    let power = 10i128.pow(places.min(9));
    let sign = if number < Exact::from_integer(0) { "-" } else { "" };
    let (whole, part) = (number.numer().unsigned_abs(), number.denom().unsigned_abs());
    let (integer, rest) = (whole / part, whole % part);
    // A denominator beyond 2^96 would overflow here; its number is shown without a fraction.
    let Some(scaled) = rest.checked_mul(power.unsigned_abs()) else { return format!("{sign}{integer}") };
    let fraction = (scaled + part / 2) / part;
    let (integer, fraction) = (integer + fraction / power.unsigned_abs(), fraction % power.unsigned_abs());
    let width = usize::try_from(places.min(9)).unwrap_or(0);
    let text = format!("{sign}{integer}.{fraction:0width$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(numerator: i128, denominator: i128) -> Exact {
        Exact::new(numerator, denominator)
    }

    fn between(low: i64, high: i64) -> Interval {
        let bound = |number: i64| Some(Exact::from_integer(number.into()));
        Interval { low: bound(low), high: bound(high) }
    }

    fn of(text: &str) -> Interval {
        Interval::decimal(Decimal::parse(text).expect(text)).expect(text)
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(of("0.1").plus(of("0.2")), Some(of("0.3")));
        assert_eq!(of("1").over(of("3")).flatten().and_then(|third| third.times(of("3"))), Some(of("1")));
        assert_eq!(of("1").over(of("0.0")), Some(None));
        assert_eq!(of("0.1").minus(of("0.3")).map(|less| less.shown(2)), Some("-0.2".to_owned()));
    }

    /// What is reckoned from ranges holds what is reckoned from any two of their numbers.
    #[test]
    fn results_hold_every_single_result() {
        let ranges: Vec<(i64, i64)> =
            (-3..=3).flat_map(|low| (low..=3).map(move |high| (low, high))).collect();
        for (a, b) in &ranges {
            for (c, d) in &ranges {
                let (left, right) = (between(*a, *b), between(*c, *d));
                for x in *a..=*b {
                    for y in *c..=*d {
                        let (x, y) = (number(x.into(), 1), number(y.into(), 1));
                        assert!(left.plus(right).expect("small").contains(x + y));
                        assert!(left.minus(right).expect("small").contains(x - y));
                        assert!(left.times(right).expect("small").contains(x * y));
                        if let Some(quotient) = left.over(right).expect("small")
                            && y != number(0, 1)
                        {
                            assert!(quotient.contains(x / y));
                        }
                        if let Some(less) = left.less(right) {
                            assert_eq!(less, x < y);
                        }
                        if let Some(equal) = left.equal(right) {
                            assert_eq!(equal, x == y);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_has_no_bound_keeps_none() {
        let more = Interval { low: Some(number(121, 1)), high: None };
        assert_eq!(more.plus(of("1")).map(|sum| sum.shown(0)), Some("122 or more".to_owned()));
        assert_eq!(of("1").minus(more).map(|rest| rest.shown(0)), Some("-120 or less".to_owned()));
        assert_eq!(more.times(of("2")).map(|twice| twice.shown(0)), Some("242 or more".to_owned()));
        assert_eq!(of("242").over(more).flatten().map(|part| part.shown(1)), Some("0 to 2".to_owned()));
        assert_eq!(more.negative().and_then(|less| less.times(more)), Some(EVERYTHING));
        assert_eq!(more.less(of("121")), Some(false));
        assert_eq!(more.less(of("122")), None);
    }

    #[test]
    fn what_grows_too_large_is_nothing() {
        let mut large = of("99999999999999999");
        while let Some(larger) = large.times(large) {
            large = larger;
        }
        assert!(large.low.is_some());
        assert_eq!(
            of("0.00000000000000001").times(of("0.00000000000000001")).map(|tiny| tiny.shown(3)),
            Some("0".to_owned())
        );
    }

    #[test]
    fn rounding_follows_the_written_digits() {
        for (written, low, high) in
            [("42", "41.5", "42.5"), ("42.0", "41.95", "42.05"), ("0.25", "0.245", "0.255")]
        {
            let rounded = Interval::rounded(Decimal::parse(written).expect(written)).expect(written);
            assert_eq!((rounded.low, rounded.high), (of(low).low, of(high).high));
        }
    }
}
