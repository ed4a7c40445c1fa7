//! The dash of a range.
//!
//! **What.** In English and French a hyphen stands between two numbers that are the ends of a range: `10-20`,
//! `2014-2020`. Spanish takes a hyphen. Dates, telephone numbers, document numbers and scores are left alone.
//!
//! **Why.** The hyphen is set as it is typed and binds the two into one code.
//!
//! **How to mend.** Type an en dash.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use concord_diagnostics::Code;

/// Looks at every pair of numbers.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        if kind == LanguageKind::Spanish {
            return;
        }
        for at in 0..passage.tokens.len() {
            if !is_range(passage, at) {
                continue;
            }
            let range = passage.range(at..at + 3);
            let hyphen = passage.range(at + 1..at + 2);
            let message = format!("the range `{}` has a hyphen, not a dash", passage.text(range.clone()));
            let finding = passage.finding(Code::HYPHEN_IN_RANGE, range, message, "");
            let finding = finding.map(|finding| finding.help("write an en dash: `–`"));
            found.extend(finding.map(|finding| passage.mend(finding, hyphen, "–", true, context.sources)));
        }
    })
}

fn is_range(passage: &Passage, at: usize) -> bool {
    let (Some(first), Some(second)) = (passage.digits(at), passage.digits(at + 2)) else { return false };
    let is_hyphen = matches!(passage.word(at + 1), "-" | "‐" | "‑");
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
    is_hyphen && starts && ends(at + 3) && !has_zero && (is_short_year || is_sized && low < high)
}
