//! Dates that are known to the year, the month or the day, and periods between them.
//!
//! The length of a date is its precision, and `2009` is not the same fact as `2009-01-01`. Comparisons therefore go
//! through the first and the last day that a date covers.

use std::cmp::Ordering;

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the year.
    Year,
    /// To the month.
    Month,
    /// To the day.
    Day,
}

/// A date of the Gregorian calendar, known to the year, the month or the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// It is not written as `2009`, `2009-01` or `2009-01-01`.
    Form,
    /// There is no such month.
    NoSuchMonth,
    /// The month has no such day.
    NoSuchDay,
}

impl PartialDate {
    /// Reads `2009`, `2009-01` or `2009-01-01`.
    pub fn parse(text: &str) -> Result<Self, DateFault> {
        let form = [4, 2, 2];
        let parts: Vec<&str> = text.split('-').collect();
        let well_formed = parts.len() <= 3
            && parts
                .iter()
                .zip(form)
                .all(|(part, length)| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()));
        if !well_formed {
            return Err(DateFault::Form);
        }
        let year = parts[0].parse().map_err(|_| DateFault::Form)?;
        let part = |index: usize| parts.get(index).map(|part| part.parse().unwrap_or(0));
        let date = Self { year, month: part(1), day: part(2) };
        if date.month.is_some_and(|month| !(1..=12).contains(&month)) {
            return Err(DateFault::NoSuchMonth);
        }
        let days = days_in_month(year, date.month.unwrap_or(1));
        if date.day.is_some_and(|day| !(1..=days).contains(&day)) {
            return Err(DateFault::NoSuchDay);
        }
        Ok(date)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1, where it is known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, from 1, where it is known.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// How exactly it is known.
    pub fn precision(self) -> Precision {
        match (self.month, self.day) {
            (None, _) => Precision::Year,
            (Some(_), None) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
        }
    }

    /// The same date known only to `precision`, or as it is where it is not known so exactly.
    #[must_use]
    pub fn at_most(self, precision: Precision) -> Self {
        match precision {
            Precision::Year => Self { month: None, day: None, ..self },
            Precision::Month => Self { day: None, ..self },
            Precision::Day => self,
        }
    }

    /// The first day that it covers.
    #[must_use]
    pub fn first_day(self) -> Self {
        Self { month: Some(self.month.unwrap_or(1)), day: Some(self.day.unwrap_or(1)), ..self }
    }

    /// The last day that it covers.
    #[must_use]
    pub fn last_day(self) -> Self {
        let month = self.month.unwrap_or(12);
        let day = self.day.unwrap_or_else(|| days_in_month(self.year, month));
        Self { month: Some(month), day: Some(day), ..self }
    }

    /// The number of the first day that it covers; days are counted from 1 January of the year 0.
    pub fn first_day_number(self) -> u32 {
        day_number(self.first_day())
    }

    /// The number of the last day that it covers.
    pub fn last_day_number(self) -> u32 {
        day_number(self.last_day())
    }

    /// The start as a year with a fraction, for lines of time: March 2014 starts at about 2014.16.
    pub fn start_year(self) -> f64 {
        year_fraction(self.year, self.first_day_number())
    }

    /// The end (exclusive) as a year with a fraction: 2009 ends at 2010.0, March 2014 at about 2014.25.
    pub fn end_year(self) -> f64 {
        year_fraction(self.year, self.last_day_number() + 1)
    }

    /// The order in time where it is certain: `None` when one date lies inside the other.
    pub fn certain_order(self, other: Self) -> Option<Ordering> {
        if self == other {
            Some(Ordering::Equal)
        } else if self.last_day_number() < other.first_day_number() {
            Some(Ordering::Less)
        } else if self.first_day_number() > other.last_day_number() {
            Some(Ordering::Greater)
        } else {
            None
        }
    }
}

/// In ISO 8601, at the date's precision.
impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// A stretch of time; both ends belong to it, at their precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day, month or year.
    pub start: PartialDate,
    /// The last day, month or year.
    pub end: PartialDate,
}

impl Period {
    /// Whether the end certainly lies before the start.
    pub fn is_reversed(self) -> bool {
        self.end.certain_order(self.start) == Some(Ordering::Less)
    }

    /// Whether a date may lie inside: `false` only where no day that the date covers is inside.
    pub fn may_contain(self, date: PartialDate) -> bool {
        date.last_day_number() >= self.start.first_day_number()
            && date.first_day_number() <= self.end.last_day_number()
    }
}

fn is_leap_year(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn days_before_year(year: u16) -> u32 {
    let year = u32::from(year);
    // The year 0 is a leap year, so the leap days before a year are those of the years 0 to year - 1.
    let leap_days = if year == 0 { 0 } else { (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1 };
    year * 365 + leap_days
}

fn day_number(date: PartialDate) -> u32 {
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    let days: u32 = (1..month).map(|month| u32::from(days_in_month(date.year, month))).sum();
    days_before_year(date.year) + days + u32::from(day) - 1
}

fn year_fraction(year: u16, day_number: u32) -> f64 {
    let days = if is_leap_year(year) { 366.0 } else { 365.0 };
    f64::from(year) + f64::from(day_number - days_before_year(year)) / days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::parse(text).expect(text)
    }

    #[test]
    fn length_is_precision() {
        assert_eq!(date("2009").precision(), Precision::Year);
        assert_eq!(date("2009-01").precision(), Precision::Month);
        assert_eq!(date("2009-01-31").precision(), Precision::Day);
        assert_eq!(date("2009-01-31").at_most(Precision::Month), date("2009-01"));
        assert_eq!(date("2009").at_most(Precision::Day), date("2009"));
    }

    #[test]
    fn the_calendar_is_kept() {
        assert_eq!(PartialDate::parse("2009-13"), Err(DateFault::NoSuchMonth));
        assert_eq!(PartialDate::parse("2009-00"), Err(DateFault::NoSuchMonth));
        assert_eq!(PartialDate::parse("2009-02-29"), Err(DateFault::NoSuchDay));
        assert_eq!(PartialDate::parse("1900-02-29"), Err(DateFault::NoSuchDay));
        assert_eq!(PartialDate::parse("2009-04-31"), Err(DateFault::NoSuchDay));
        assert_eq!(date("2000-02-29").to_string(), "2000-02-29");
        for text in ["", "9", "2009-1", "2009-01-01-01", "2009/01", "20090", "+200", "二〇〇九"] {
            assert_eq!(PartialDate::parse(text), Err(DateFault::Form), "{text}");
        }
    }

    #[test]
    fn days_are_counted_without_a_break() {
        assert_eq!(date("2011-12").last_day_number() + 1, date("2012-01").first_day_number());
        assert_eq!(date("2012").last_day_number() + 1, date("2013-01-01").first_day_number());
        assert_eq!(date("2000").last_day_number() - date("2000").first_day_number(), 365);
        assert_eq!(date("0000").first_day_number(), 0);
        assert_eq!(date("0001").first_day_number(), 366);
    }

    #[test]
    fn a_line_of_time_is_filled() {
        assert_eq!(date("2009").start_year(), 2009.0);
        assert_eq!(date("2011-12").end_year(), 2012.0);
        assert_eq!(date("2015-12-31").end_year(), date("2016-01").start_year());
    }

    #[test]
    fn order_is_known_only_where_dates_are_apart() {
        assert_eq!(date("2009").certain_order(date("2010-01")), Some(Ordering::Less));
        assert_eq!(date("2010").certain_order(date("2010-05")), None);
        assert_eq!(date("2010-05").certain_order(date("2010-05")), Some(Ordering::Equal));
        assert!(Period { start: date("2010-05"), end: date("2010-04-30") }.is_reversed());
        assert!(!Period { start: date("2010-05"), end: date("2010") }.is_reversed());
    }
}
