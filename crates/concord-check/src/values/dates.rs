//! Dates, years and times of day.
//!
//! The orders are CLDR's long forms and what LOCALES c3 adds: `1er septembre 2003`, `primero de marzo de 2014`,
//! `September 1, 2003`. A month alone is no value, as "may" and "mars" are more than months.

use super::language::Kind;
use super::scanner::{Read, Scanner};
use super::words::Word;
use super::{Date, Number, Value};

/// A time as other languages may write it: `10 heures`, `14.30`.
fn hours_and_minutes(hour: u32, minute: u32) -> Option<Number> {
    Number::of_digits(&hour.to_string(), &format!("{minute:02}"))
}

impl Scanner {
    /// A date with its month in words.
    pub(crate) fn date(&self, at: usize) -> Option<Read> {
        if let Some(month) = self.month(at) {
            return self.month_first(at, month);
        }
        let (day, end) = self.day(at)?;
        let next = self.after_of_words(end);
        // `−15 December` is no date, but a number that no translation has.
        let month = self.month(next).filter(|_| next > end && !self.is_negative(at))?;
        let end = self.behind_month(next);
        let dated = self.year_behind(end);
        if self.is_abbreviated(next) && dated.is_none() {
            return None;
        }
        let (year, end) = dated.map_or((None, end), |(year, end)| (Some(year), end));
        Some(Read::new(Value::Date(Date { year, month, day: Some(day) }), at, end))
    }

    /// `December 2020`, `December 15, 2020`, `December 15`.
    fn month_first(&self, at: usize, month: u8) -> Option<Read> {
        let end = self.behind_month(at);
        if let Some((year, end)) = self.year_behind(end) {
            return Some(Read::new(Value::Date(Date { year: Some(year), month, day: None }), at, end));
        }
        if self.language.kind != Kind::English || self.is_abbreviated(at) || !self.is_space(end) {
            return self.month_of_range(at, month, end);
        }
        let Some((day, end)) = self.day(end + 1) else { return self.month_of_range(at, month, end) };
        let behind = if self.is_sign(end, ',') { end + 1 } else { end };
        if let Some((year, end)) = self.year_behind(behind) {
            return Some(Read::new(Value::Date(Date { year: Some(year), month, day: Some(day) }), at, end));
        }
        let mut read = Read::new(Value::Date(Date { year: None, month, day: Some(day) }), at, end);
        read.add(Value::Number(Number::whole(day)));
        Some(read)
    }

    /// The first month of `January to June 2012`: its year may be stated once or twice.
    fn month_of_range(&self, at: usize, month: u8, end: usize) -> Option<Read> {
        let next = self.after_space(end);
        let is_joint = self.is_dash(next) || self.language.joints.contains(&self.lower(next));
        let last = self.after_space(next + 1);
        let (year, _) =
            self.month(last).filter(|_| is_joint).and_then(|_| self.year_behind(self.behind_month(last)))?;
        let mut read = Read::new(Value::Date(Date { year: Some(year), month, day: None }), at, end);
        read.is_soft = true;
        Some(read)
    }

    /// A month's number. English months have a capital, as "may" and "march" are words too.
    fn month(&self, at: usize) -> Option<u8> {
        let token = self.word(at)?;
        if self.language.kind == Kind::English && !token.text.starts_with(char::is_uppercase) {
            return None;
        }
        let month = self.language.months.iter().position(|names| names.contains(&token.lower.as_str()))?;
        u8::try_from(month + 1).ok()
    }

    /// Abbreviations are months only with a year: "sept" is a number, "mar" the sea.
    fn is_abbreviated(&self, at: usize) -> bool {
        let lower = self.lower(at);
        // "Setiembre" and "aout" are whole.
        !matches!(lower, "setiembre" | "aout")
            && !self.language.months.iter().any(|names| names.first() == Some(&lower))
    }

    fn behind_month(&self, at: usize) -> usize {
        if self.is_abbreviated(at) && self.is_sign(at + 1, '.') { at + 2 } else { at + 1 }
    }

    /// A year behind a month: with a space, with "de" in Spanish.
    fn year_behind(&self, end: usize) -> Option<(u128, usize)> {
        let next = self.after_of_words(end);
        let year = self.year(next).filter(|_| next > end)?;
        let is_more = self.is_sign(next + 1, '/') && self.digits(next + 2).is_some();
        (!is_more).then_some((year, next + 1))
    }

    /// Behind a space and the "of" of the language.
    fn after_of_words(&self, at: usize) -> usize {
        let next = self.after_space(at);
        if self.language.of.contains(&self.lower(next)) { self.after_space(next + 1) } else { next }
    }

    /// A day of the month: `15`, `15th`, `1er`, `1.º`, `primero`.
    fn day(&self, at: usize) -> Option<(u128, usize)> {
        if let Some(Word::Ordinal(1) | Word::Below(1)) = self.number_word(at) {
            return (self.language.kind != Kind::English).then_some((1, at + 1));
        }
        let day =
            self.digits(at).and_then(|digits| digits.parse().ok()).filter(|day| (1..=31).contains(day))?;
        let is_part = self.before(at).is_some_and(|before| before.is_sign('.') || before.is_sign(','))
            && at.checked_sub(2).is_some_and(|at| self.digits(at).is_some());
        (!is_part).then_some((day, self.behind_suffix(at + 1)))
    }

    /// Behind the letters of a rank.
    pub(crate) fn behind_suffix(&self, at: usize) -> usize {
        let dot = if self.is_sign(at, '.') { at + 1 } else { at };
        let is_suffix = matches!(
            self.lower(dot),
            "st" | "nd" | "rd" | "th" | "er" | "re" | "e" | "ᵉʳ" | "ᵉ" | "ème" | "º" | "ª" | "o" | "a"
        );
        if is_suffix { dot + 1 } else { at }
    }

    /// `15/12/2020`, `15.12.2020`, `2020-12-15`. Where either of the first two can be the day, the region decides.
    pub(crate) fn numeric_date(&self, at: usize) -> Option<Read> {
        let part =
            |at| self.digits(at).filter(|digits| digits.len() <= 2).and_then(|digits| digits.parse().ok());
        let separator =
            self.token(at + 1).filter(|sign| ['/', '.', '-'].iter().any(|known| sign.is_sign(*known)))?;
        if self.token(at + 3).is_none_or(|second| second.text != separator.text) {
            return None;
        }
        let middle: u128 = part(at + 2)?;
        let (year, day, month) = match self.year(at) {
            Some(year) if separator.is_sign('-') => (year, part(at + 4)?, middle),
            _ if self.is_month_first => (self.year(at + 4)?, middle, part(at)?),
            _ => (self.year(at + 4)?, part(at)?, middle),
        };
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        let is_day = (1..=31).contains(&day);
        is_day.then(|| Read::new(Value::Date(Date { year: Some(year), month, day: Some(day) }), at, at + 5))
    }

    /// `14:30`, `14 h 30`, `14 h`, `2:30 pm`, `2 pm`.
    pub(crate) fn time(&self, at: usize) -> Option<Read> {
        let hour =
            self.digits(at).filter(|digits| digits.len() <= 2)?.parse().ok().filter(|hour| *hour < 24)?;
        let minutes = |at| {
            let minutes = self.digits(at).filter(|digits| digits.len() == 2)?.parse().ok();
            minutes.filter(|minutes: &u32| *minutes < 60)
        };
        let letter = self.after_space(at + 1);
        let (minute, end) = if self.is_sign(at + 1, ':') {
            (Some(minutes(at + 2)?), at + 3)
        } else if self.language.kind == Kind::French && self.lower(letter) == "h" {
            let behind = self.after_space(letter + 1);
            minutes(behind).map_or((Some(0), letter + 1), |minutes| (Some(minutes), behind + 1))
        } else {
            (None, at + 1)
        };
        let (shift, end) = match self.half_day(self.after_space(end)) {
            Some((half, end)) => (half, end),
            None => (None, end),
        };
        let minute = minute.or(shift.map(|_| 0))?;
        let hour = shift.map_or(hour, |is_afternoon| hour % 12 + if is_afternoon { 12 } else { 0 });
        let mut read = Read::new(Value::Time(hour, minute), at, end);
        read.add(Value::Number(hours_and_minutes(hour, minute)?));
        Some(read)
    }

    /// `am`, `p.m.` and the like: whether it is the afternoon, and the token behind.
    fn half_day(&self, at: usize) -> Option<(Option<bool>, usize)> {
        let first = self.lower(at);
        if matches!(first, "am" | "pm") {
            return Some((Some(first == "pm"), at + 1));
        }
        let is_dotted = matches!(first, "a" | "p") && self.is_sign(at + 1, '.');
        let second = if is_dotted { self.after_space(at + 2) } else { return None };
        let is_whole = self.lower(second) == "m" && self.is_sign(second + 1, '.');
        is_whole.then_some((Some(first == "p"), second + 2))
    }

    /// `2007–08` and `2014/15` are two years.
    pub(crate) fn short_years(&self, at: usize) -> Option<Vec<Read>> {
        let first = self.year(at)?;
        if !self.is_dash(at + 1) && !self.is_sign(at + 1, '/') {
            return None;
        }
        let last: u128 = self.digits(at + 2).filter(|digits| digits.len() == 2)?.parse().ok()?;
        let is_grouped = self.whole(at + 2).1 > at + 3;
        let is_more = is_grouped || self.is_dash(at + 3) || self.is_sign(at + 3, '/');
        if last <= first % 100 || is_more {
            return None;
        }
        let last = Value::Number(Number::whole(first - first % 100 + last));
        Some(vec![
            Read::new(Value::Number(Number::whole(first)), at, at + 1),
            Read::new(last, at + 2, at + 3),
        ])
    }
}
