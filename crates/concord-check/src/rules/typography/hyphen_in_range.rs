//! The dash of a range.
//!
//! **What.** In English and French a hyphen stands between two numbers that are the ends of a range: `10-20`,
//! `2014-2020`. Spanish takes a hyphen, in the Academia's style no dash (Ortografía, III 4.1.1.3.1). Dates, telephone
//! numbers, document numbers and scores are left alone.
//!
//! **Why.** The hyphen is set as it is typed and binds the two into one code; beside the ledger's ranges it is another sign
//! for the same.
//!
//! **How to mend.** Type an en dash, or in Spanish a hyphen.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use concord_diagnostics::Code;
use concord_locale::{Locale, Style};

/// Looks at every pair of numbers.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        let is_academic = context.locale_of(passage.tag()).map(Locale::style) == Some(Style::Rae);
        let (typed, words, own, help): (&[&str], _, _, _) = match kind {
            LanguageKind::Spanish if is_academic => {
                (&["–"], "a dash, not a hyphen", "-", "write a hyphen: `-`")
            }
            LanguageKind::Spanish => return,
            _ => (&["-", "‐", "‑"], "a hyphen, not a dash", "–", "write an en dash: `–`"),
        };
        for at in 0..passage.tokens.len() {
            if !typed.contains(&passage.word(at + 1)) || !is_range(passage, at) {
                continue;
            }
            let range = passage.range(at..at + 3);
            let sign = passage.range(at + 1..at + 2);
            let message = format!("the range `{}` has {words}", passage.text(range.clone()));
            let finding = passage.finding(Code::HYPHEN_IN_RANGE, range, message, "");
            let finding = finding.map(|finding| finding.help(help));
            found.extend(finding.map(|finding| passage.mend(finding, sign, own, true, context.sources)));
        }
    })
}

fn is_range(passage: &Passage, at: usize) -> bool {
    let (Some(first), Some(second)) = (passage.digits(at), passage.digits(at + 2)) else { return false };
    let joins = |at: usize| {
        passage.is_word(at)
            || passage.word(at).starts_with(['-', '‑', '–', '/', '.', '+', '_', ':', '\0', '§'])
    };
    let ends = |at: usize| {
        let is_stop = passage.word(at).starts_with(['.', ',', ':']);
        is_stop && (passage.token(at + 1).is_none() || passage.is_space(at + 1)) || !joins(at) && !is_stop
    };
    let starts = at.checked_sub(1).is_none_or(|before| {
        !joins(before) && !passage.word(before).starts_with([',', '(']) || passage.word(before) == "("
    });
    let (low, high): (u32, u32) = match (first.parse(), second.parse()) {
        (Ok(low), Ok(high)) => (low, high),
        _ => return false,
    };
    // `2007-08` is the year 2007 and the next.
    let is_short_year = first.len() == 4 && second.len() == 2 && low % 100 < high;
    let is_sized = first.len() <= 4 && second.len() <= 4 && second.len() - first.len().min(second.len()) <= 1;
    let has_zero = first.starts_with('0') || (second.starts_with('0') && !is_short_year);
    starts && ends(at + 3) && !has_zero && (is_short_year || is_sized && low < high)
}
