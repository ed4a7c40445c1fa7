//! The values that literal text states: numbers, shares, money, dates, times, document numbers.
//!
//! A value is what a reader of the language understands, whatever it is written with: 1,234.5 in English is 1 234,5 in
//! French, `three billion` is `trois milliards` and `tres mil millones`. Facts and other expressions are no literal text;
//! they agree because they come from one ledger.

mod dates;
mod digits;
mod documents;
mod language;
mod number;
mod roman;
mod running;
mod scanner;
mod series;
mod spelled;
mod token;
mod units;
mod words;

#[cfg(test)]
mod inverse;
#[cfg(test)]
mod tests;

pub(crate) use language::{Kind as LanguageKind, Language, language, separators};
pub(crate) use number::Number;
pub(crate) use running::{Run, runs};
pub(crate) use token::{Kind as TokenKind, Token, tokens};

use concord_diagnostics::Span;
use std::fmt;

/// A value by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// A count, a rank, a year, a Roman numeral: whatever has no unit of the kinds below.
    Number(Number),
    /// Hundredths.
    Percent(Number),
    /// Money: the code of ISO 4217, and how much.
    Money(&'static str, Number),
    /// A length, a weight and so on: the unit's symbol, and how many.
    Measure(&'static str, Number),
    /// A date.
    Date(Date),
    /// A time of day.
    Time(u32, u32),
    /// A document's number, opaque, without the letters that differ between languages.
    Document(String),
}

impl Value {
    /// The number in it.
    pub(crate) fn number(&self) -> Option<Number> {
        match self {
            Self::Number(number)
            | Self::Percent(number)
            | Self::Money(_, number)
            | Self::Measure(_, number) => Some(*number),
            Self::Date(_) | Self::Time(..) | Self::Document(_) => None,
        }
    }

    /// The same kind with another number.
    fn with(&self, number: Number) -> Self {
        match self {
            Self::Percent(_) => Self::Percent(number),
            Self::Money(currency, _) => Self::Money(currency, number),
            Self::Measure(unit, _) => Self::Measure(unit, number),
            _ => Self::Number(number),
        }
    }
}

/// How a value is shown in diagnostics: in one manner for all languages.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Percent(number) => write!(f, "{number}%"),
            Self::Money(currency, number) => write!(f, "{currency} {number}"),
            Self::Measure(unit, number) => write!(f, "{number} {unit}"),
            Self::Date(date) => write!(f, "{date}"),
            Self::Time(hour, minute) => write!(f, "{hour}:{minute:02}"),
            Self::Document(number) => write!(f, "document {number}"),
        }
    }
}

/// A date to the precision that is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: Option<u128>,
    pub(crate) month: u8,
    pub(crate) day: Option<u128>,
}

/// ISO 8601, with dashes for what is not stated.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year}-{:02}", self.month)?,
            None => write!(f, "--{:02}", self.month)?,
        }
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// A value where it was found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// What it may mean, the likeliest first; more than one where the language leaves it open.
    pub(crate) readings: Vec<Value>,
    /// Whether it may answer a value of the other language but is never missed: small number words, which languages
    /// replace by pronouns and adjectives.
    pub(crate) is_soft: bool,
    /// Whether it is a rank in words, or a word that means a number only by the way ("both").
    pub(crate) is_rank: bool,
    /// Whether it is a rank in words.
    pub(crate) is_ordinal: bool,
    /// The power of ten of a magnitude in words behind digits, which is part of the value.
    pub(crate) power: i32,
    pub(crate) span: Span,
    /// As it was written.
    pub(crate) written: String,
    /// Which of the runs that were read together it stands in.
    pub(crate) run: usize,
    /// Its characters in that run.
    pub(crate) range: std::ops::Range<usize>,
}

impl Found {
    /// What it most likely means.
    pub(crate) fn value(&self) -> Option<&Value> {
        self.readings.first()
    }

    /// Whether two places may state one value.
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        self.readings.iter().any(|reading| other.readings.contains(reading))
    }
}

/// The values of a stretch of text in order. Empty for languages without tables: what cannot be read is not judged.
pub(crate) fn find(run: &Run) -> Vec<Found> {
    language::language(&run.tag).map(|language| scanner::scan(run, language)).unwrap_or_default()
}

/// The values of several stretches, in order.
pub(crate) fn find_all(runs: &[Run]) -> Vec<Found> {
    let numbered = runs.iter().enumerate();
    numbered
        .flat_map(|(number, run)| find(run).into_iter().map(move |found| Found { run: number, ..found }))
        .collect()
}

/// Whether texts of this language can be read.
pub(crate) fn is_known(tag: &str) -> bool {
    language::language(tag).is_some()
}
