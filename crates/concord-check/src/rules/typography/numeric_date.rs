//! Dates with the month in words.
//!
//! **What.** A date in digits: `03/04/2025`, `3.4.2025`, `03-04-25`. The order of ISO 8601, year first, is clear and is
//! left alone.
//!
//! **Why.** Half of the readers take the day for the month, and translators copy it as it stands.
//!
//! **How to mend.** Write the month in words; `{{date "..."}}` writes a fact of the ledger right in every language.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use concord_diagnostics::Code;

/// Looks at every date in digits.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, _, found| {
        for at in 0..passage.tokens.len() {
            let Some((first, second)) = numeric(passage, at) else { continue };
            let range = passage.range(at..at + 5);
            let written = passage.text(range.clone());
            let message = format!("`{written}` in {} is a date in digits", passage.language_name());
            let label = if first <= 12 && second <= 12 && first != second { "which is the day?" } else { "" };
            let finding = passage.finding(Code::NUMERIC_DATE, range, message, label);
            let help = "write the month in words, or state the date in the ledger and refer to it";
            found.extend(finding.map(|finding| finding.help(help)));
        }
    })
}

/// The first two numbers of a date that begins here.
fn numeric(passage: &Passage, at: usize) -> Option<(u32, u32)> {
    let sign = passage.word(at + 1).chars().next().filter(|sign| matches!(sign, '/' | '.' | '-'))?;
    let is_same = passage.word(at + 3).starts_with(sign);
    let [first, second, year] = [passage.digits(at)?, passage.digits(at + 2)?, passage.digits(at + 4)?];
    let joins = |at: usize| passage.is_word(at) || passage.word(at).starts_with(['/', '-', '_', '\0', '(']);
    let goes_on = joins(at + 5) || passage.word(at + 5).starts_with('.') && passage.digits(at + 6).is_some();
    let is_joined = at.checked_sub(1).is_some_and(|before| {
        joins(before) && passage.word(before) != "(" || passage.word(before).starts_with('.')
    });
    let is_short = |part: &str| part.len() <= 2;
    // Two digits of a year may be a version or a section, save between slashes.
    let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
        || year.len() == 2 && sign == '/';
    let (day, month): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    let (low, high) = (day.min(month), day.max(month));
    let is_date =
        is_same && is_short(first) && is_short(second) && is_year && (1..=12).contains(&low) && high <= 31;
    (is_date && !is_joined && !goes_on).then_some((day, month))
}
