//! Dates in the order and form of the language.
//!
//! **What.** `December 15, 2020` or `15th December` in British English, `décembre 15, 2020` and `1 janvier` in French, `15
//! diciembre 2020` and `marzo 2025` in Spanish; a zero before the day (`05 mars`) in any of them.
//!
//! **Why.** The form is another language's, or a form's.
//!
//! **How to mend.** Write the form of the language; `{{date "..."}}` writes a fact of the ledger right.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use concord_diagnostics::Code;
use concord_locale::Style;
use std::ops::Range;

/// Looks at every month.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        let style = context.locale_of(passage.tag()).map(concord_locale::Locale::style);
        let is_american = kind == LanguageKind::English && style == Some(Style::Cldr);
        for at in 0..passage.tokens.len() {
            if month_at(passage, at).is_none() {
                continue;
            }
            let date = Parts::around(passage, at);
            let own = match kind {
                LanguageKind::English if is_american => None,
                LanguageKind::English => english(passage, &date, at),
                LanguageKind::French => french(passage, &date, at),
                LanguageKind::Spanish => spanish(passage, &date, at),
            };
            let Some((tokens, own)) = own.or_else(|| leading_zero(passage, &date, at)) else { continue };
            let range = passage.range(tokens);
            let (written, language) = (passage.text(range.clone()), passage.language_name());
            let message = format!("`{written}` is not the {language} form of a date");
            let finding = passage.finding(Code::DATE_FORM, range.clone(), message, "");
            let finding = finding.map(|finding| finding.help(format!("write `{own}`")));
            found.extend(finding.map(|finding| passage.mend(finding, range, &own, false, context.sources)));
        }
    })
}

/// The number of the month, from 0, whose full name stands at a token.
pub(super) fn month_at(passage: &Passage, at: usize) -> Option<usize> {
    let language = passage.language?;
    let word = passage.lower(at);
    language
        .months
        .iter()
        .position(|names| names.first() == Some(&word) || names.contains(&word) && word == "setiembre")
}

/// The numbers around a month's name, by their tokens.
struct Parts {
    /// A day directly before the month, or before its "de", and the first token of it.
    day: Option<usize>,
    has_of: bool,
    /// A number behind the month that may be a day, with the year behind it.
    day_behind: Option<usize>,
    year_behind_day: Option<usize>,
    /// A year behind the month.
    year: Option<usize>,
    has_year_of: bool,
}

impl Parts {
    fn around(passage: &Passage, at: usize) -> Self {
        let is_day = |at: &usize| {
            passage
                .digits(*at)
                .is_some_and(|d| d.len() <= 2 && d.parse().is_ok_and(|d: u32| (1..=31).contains(&d)))
        };
        let is_year = |at: &usize| {
            passage.digits(*at).is_some_and(|d| d.len() == 4 && (d.starts_with('1') || d.starts_with('2')))
        };
        let before = passage.before_space(at);
        let has_of = before.is_some_and(|before| passage.lower(before) == "de");
        let day = if has_of { before.and_then(|of| passage.before_space(of)) } else { before };
        let is_joined =
            |at: &usize| at.checked_sub(1).is_some_and(|b| !passage.is_space(b) && passage.word(b) != "(");
        let day = day.filter(is_day).filter(|day| !is_joined(day));
        let behind = at + 2;
        let has_year_of = matches!(passage.lower(behind), "de" | "del") && passage.is_space(at + 1);
        let year = if has_year_of { behind + 2 } else { behind };
        let day_behind = Some(behind).filter(|_| passage.is_space(at + 1)).filter(is_day);
        let comma = day_behind.map(|day| day + 1 + usize::from(passage.word(day + 1) == ","));
        let year_behind_day = comma.map(|space| space + 1).filter(is_year);
        Self {
            day,
            has_of,
            day_behind,
            year_behind_day,
            year: Some(year).filter(is_year).filter(|_| passage.is_space(at + 1)),
            has_year_of,
        }
    }
}

/// Tokens, and what belongs there.
type Own = Option<(Range<usize>, String)>;

fn english(passage: &Passage, date: &Parts, at: usize) -> Own {
    if let (Some(day), Some(year), None) = (date.day_behind, date.year_behind_day, date.day) {
        return Some((
            at..year + 1,
            format!("{} {} {}", plain(passage, day), passage.word(at), passage.word(year)),
        ));
    }
    // `15th December`; `the 15th of December` is prose.
    let letters = passage.before_space(at)?;
    let day = letters.checked_sub(1).filter(|day| passage.digits(*day).is_some_and(|day| day.len() <= 2))?;
    let is_ordinal = ["st", "nd", "rd", "th"].contains(&passage.lower(letters));
    is_ordinal.then(|| (day..at + 1, format!("{} {}", plain(passage, day), passage.word(at))))
}

fn french(passage: &Passage, date: &Parts, at: usize) -> Own {
    let day_of = |day: usize| match plain(passage, day) {
        "1" => "1er".to_owned(),
        day => day.to_owned(),
    };
    if let (Some(day), Some(year), None) = (date.day_behind, date.year_behind_day, date.day) {
        return Some((at..year + 1, format!("{} {} {}", day_of(day), passage.lower(at), passage.word(year))));
    }
    let day = date.day.filter(|day| !date.has_of && plain(passage, *day) == "1")?;
    Some((day..at + 1, format!("1er {}", passage.word(at))))
}

fn spanish(passage: &Passage, date: &Parts, at: usize) -> Own {
    let (month, word) = (passage.lower(at), passage.word(at));
    if let (Some(day), Some(year), None) = (date.day_behind, date.year_behind_day, date.day) {
        return Some((at..year + 1, format!("{} de {month} de {}", plain(passage, day), passage.word(year))));
    }
    let of_year = date.year.map(|year| (year, format!(" de {}", passage.word(year))));
    match (date.day, date.has_of, of_year) {
        (Some(day), false, Some((year, of_year))) => {
            Some((day..year + 1, format!("{} de {month}{of_year}", plain(passage, day))))
        }
        (Some(day), false, None) => Some((day..at + 1, format!("{} de {month}", plain(passage, day)))),
        (_, _, Some((year, of_year))) if !date.has_year_of => {
            Some((at..year + 1, format!("{word}{of_year}")))
        }
        _ => None,
    }
}

fn leading_zero(passage: &Passage, date: &Parts, at: usize) -> Own {
    let day = date.day.filter(|day| passage.word(*day).starts_with('0'))?;
    let end = passage.range(day + 1..at + 1);
    let plain = plain(passage, day);
    Some((day..at + 1, format!("{plain}{}", passage.text(end))))
}

fn plain(passage: &Passage, day: usize) -> &str {
    passage.word(day).trim_start_matches('0')
}
