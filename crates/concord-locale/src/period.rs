//! Periods between two dates; both ends belong to them.

use crate::phrase::elides;
use crate::{Date, Language, Locale, Style};

/// U+2009 on both sides of the dash where the ends have spaces of their own (CLDR's interval formats).
const SPACED_DASH: &str = "\u{2009}–\u{2009}";

impl Locale {
    /// A period in short: `2009–2011`, `January–March 2012`, `2–5 March 2014`, `January 2016 – March 2020`. Periods of
    /// whole years are written as years. Two days that follow each other are a list in French and Spanish, `11 et 12
    /// novembre 2015`; the Academia writes ranges with a hyphen and without spaces (Ortografía, III 4.1.1.3.1), and in
    /// words where the ends have spaces of their own.
    pub fn period(&self, start: Date, end: Date) -> String {
        let (start, end) = as_whole_years(start, end);
        if start == end {
            return self.date(end);
        }
        let is_academic = self.style == Style::Rae;
        let dash = if is_academic { "-" } else { self.stated.range().unwrap_or("–") };
        if let Some(stated) = self.stated_in_list(start, end) {
            return stated;
        }
        let same_year = start.year == end.year && self.language != Language::Other;
        match shared_precision(start, end) {
            Some(Precision::Year) => format!("{}{dash}{}", self.date(start), self.date(end)),
            Some(Precision::Month) if same_year => {
                format!("{}{dash}{}", self.month_name(start), self.date(end))
            }
            Some(Precision::Day) if same_year && start.month == end.month && self.day_comes_first() => {
                let sign = self.sign_between_days(start, end).unwrap_or(dash);
                format!("{}{sign}{}", self.day_number(start), self.date(end))
            }
            _ if is_academic => self.period_in_prose(start, end),
            Some(Precision::Day) if same_year && self.day_comes_first() => {
                format!("{}{SPACED_DASH}{}", self.date_without_year(start), self.date(end))
            }
            _ => format!("{}{SPACED_DASH}{}", self.date(start), self.date(end)),
        }
    }

    /// What stands between two days of a month that follow each other.
    fn sign_between_days(&self, start: Date, end: Date) -> Option<&'static str> {
        let follow = start.day.zip(end.day).is_some_and(|(first, last)| first + 1 == last);
        match self.language {
            Language::French if follow => Some(" et "),
            Language::Spanish if follow => Some(" y "),
            _ => None,
        }
    }

    /// A period in running text: `from January 2009 to December 2011`, `du 2 au 5 mars 2014`, `in 2012`; the short form
    /// in languages without a table.
    pub fn period_in_prose(&self, start: Date, end: Date) -> String {
        if self.language == Language::Other {
            let stated =
                (start != end).then(|| self.stated.period(&self.first_of(start, end), &self.date(end)));
            return stated.flatten().unwrap_or_else(|| self.period(start, end));
        }
        if start == end {
            return self.moment(end);
        }
        let first = self.first_date(start, end);
        let last = self.date(end);
        match self.language {
            Language::French => {
                let from = match start.day {
                    Some(_) => "du ",
                    None if elides(&first) => "d’",
                    None => "de ",
                };
                let to = if end.day.is_some() { "au" } else { "à" };
                format!("{from}{first} {to} {last}")
            }
            Language::Spanish => {
                let from = if start.day.is_some() { "del" } else { "de" };
                let to = if end.day.is_some() { "al" } else { "a" };
                format!("{from} {first} {to} {last}")
            }
            Language::English | Language::Other => format!("from {first} to {last}"),
        }
    }

    /// A period of months or days by the language's stated pattern; years have their sign between them.
    fn stated_in_list(&self, start: Date, end: Date) -> Option<String> {
        if shared_precision(start, end) == Some(Precision::Year) {
            return None;
        }
        self.stated.period_in_list(&self.first_of(start, end), &self.date(end))
    }

    /// The first date of a period in a language without tables: without its year where both share it and it ends the last
    /// date, as it does not in every language.
    fn first_of(&self, start: Date, end: Date) -> String {
        if self.date(end).ends_with(&end.year.to_string()) {
            self.first_date(start, end)
        } else {
            self.date(start)
        }
    }

    /// A time without an end: `since January 2009`, `depuis le 2 mars 2014`, `2009–`.
    pub fn since(&self, start: Date) -> String {
        let date = self.date(start);
        match (self.language, start.day) {
            (Language::English, _) => format!("since {date}"),
            (Language::French, None) => format!("depuis {date}"),
            (Language::French, Some(_)) => format!("depuis le {date}"),
            (Language::Spanish, None) => format!("desde {date}"),
            (Language::Spanish, Some(_)) => format!("desde el {date}"),
            (Language::Other, _) => format!("{date}–"),
        }
    }

    /// A date as an adverb: `in 2012`, `le 2 mars 2014`.
    fn moment(&self, date: Date) -> String {
        let word = match (self.language, date.day) {
            (Language::English, None) => "in",
            (Language::English, Some(_)) => "on",
            (Language::French, Some(_)) => "le",
            (Language::Spanish, Some(_)) => "el",
            _ => "en",
        };
        format!("{word} {}", self.date(date))
    }

    /// The first date of a period in prose, without what the last one says again.
    fn first_date(&self, start: Date, end: Date) -> String {
        let same_precision = shared_precision(start, end).is_some();
        if !same_precision || start.year != end.year || start.month.is_none() {
            return self.date(start);
        }
        if start.day.is_some() && start.month == end.month && self.day_comes_first() {
            return self.day_number(start);
        }
        self.date_without_year(start)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Precision {
    Year,
    Month,
    Day,
}

fn precision(date: Date) -> Precision {
    match (date.month, date.day) {
        (None, _) => Precision::Year,
        (Some(_), None) => Precision::Month,
        (Some(_), Some(_)) => Precision::Day,
    }
}

fn shared_precision(start: Date, end: Date) -> Option<Precision> {
    Some(precision(start)).filter(|precision_of_start| *precision_of_start == precision(end))
}

/// January 2009 to December 2011 is 2009 to 2011.
fn as_whole_years(start: Date, end: Date) -> (Date, Date) {
    let starts_year = start.month.unwrap_or(1) == 1 && start.day.unwrap_or(1) == 1;
    let ends_year = end.month.unwrap_or(12) == 12 && end.day.unwrap_or(31) == 31;
    if starts_year && ends_year {
        return (Date::of_year(start.year), Date::of_year(end.year));
    }
    (start, end)
}
