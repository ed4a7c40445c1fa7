//! Months and days in small letters.
//!
//! **What.** In French and Spanish the name of a month beside a day or a year, or of a day of the week behind an article,
//! begins with a capital inside a sentence.
//!
//! **Why.** Only English has that capital.
//!
//! **How to mend.** Write a small letter. Where the name is part of a proper name, allow it in place.

use super::date_form::month_at;
use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use concord_diagnostics::Code;

const DAYS: &[&str] = &[
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
];

/// Words between which a day of the week stands as such.
const ARTICLES: &[&str] = &["le", "les", "du", "ce", "chaque", "el", "los", "del", "este", "cada"];

/// Looks at every month and day.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        if kind == LanguageKind::English {
            return;
        }
        for at in 0..passage.tokens.len() {
            let word = passage.word(at);
            let is_capital = word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().skip(1).all(char::is_lowercase);
            let start = passage.range(at..at + 1).start;
            if !is_capital
                || passage.begins_sentence(start)
                || !(is_month(passage, at) || is_day(passage, at))
            {
                continue;
            }
            let own = word.to_lowercase();
            let message = format!(
                "`{word}` begins with a capital; {} writes months and days with a small letter",
                passage.language_name()
            );
            let range = passage.range(at..at + 1);
            let finding = passage.finding(Code::CAPITAL_MONTH, range.clone(), message, "");
            let finding = finding.map(|finding| finding.help(format!("write `{own}`")));
            found.extend(finding.map(|finding| passage.mend(finding, range, &own, false, context.sources)));
        }
    })
}

/// A month with a day before it or a year behind it.
fn is_month(passage: &Passage, at: usize) -> bool {
    let before = passage.before_space(at);
    let of = before.filter(|before| passage.lower(*before) == "de").and_then(|of| passage.before_space(of));
    let is_number = |at: Option<usize>| {
        at.is_some_and(|at| passage.digits(at).is_some() || matches!(passage.lower(at), "er" | "º"))
    };
    let behind = at + if matches!(passage.lower(at + 2), "de" | "del") { 4 } else { 2 };
    let has_year = passage.is_space(at + 1) && passage.digits(behind).is_some_and(|year| year.len() == 4);
    let is_after_word = before.is_some_and(|before| passage.word(before).chars().all(char::is_lowercase));
    month_at(passage, at).is_some() && (is_number(before) || is_number(of) || has_year && is_after_word)
}

fn is_day(passage: &Passage, at: usize) -> bool {
    let before = passage.before_space(at).map_or("", |before| passage.lower(before));
    DAYS.contains(&passage.lower(at)) && ARTICLES.contains(&before)
}
