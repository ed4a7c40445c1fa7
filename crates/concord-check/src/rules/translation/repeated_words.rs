//! No word stands twice.
//!
//! **What.** No text of any language has the same word twice in a row with nothing but space between, unless its language
//! does so ("nous nous réunissons", "that that") or it is a name.
//!
//! **Why.** It is the trace of an edit, and the eye that has read a text before does not see it.
//!
//! **How to mend.** Take one of the two away.

use crate::Context;
use crate::words::{Form, Hashes, Word, hash};
use concord_diagnostics::{Code, Diagnostic};
use std::sync::LazyLock;

/// Words that grammar may put twice: English, French, Spanish.
const TWICE: &str = "that had nous vous elle elles en faire très muy ya casi is her";

static ALLOWED: LazyLock<Hashes> = LazyLock::new(|| TWICE.split(' ').map(hash).collect());

/// Looks at every text.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for reading in context.texts.iter().flat_map(|text| &text.blocks) {
        for pair in reading.words.windows(2) {
            let [first, second] = pair else { continue };
            if first.exact != second.exact || first.run != second.run || is_right(first, second) {
                continue;
            }
            let Some(run) = reading.runs.get(first.run as usize) else { continue };
            let between = run.characters.get(first.range().end..second.range().start).unwrap_or_default();
            if between.is_empty() || !between.iter().all(|character| character.is_whitespace()) {
                continue;
            }
            let both = run.span(first.range().start..second.range().end);
            let (Some(both), Some(extra)) = (both, run.span(first.range().end..second.range().end)) else {
                continue;
            };
            let written: String = run.characters.get(second.range()).into_iter().flatten().collect();
            diagnostics.push(
                Diagnostic::new(Code::REPEATED_WORD, format!("`{written}` stands twice"))
                    .at(both, "twice")
                    .help("take one of the two away, or say the other with another word")
                    .suggest(extra, ""),
            );
        }
    }
    diagnostics
}

fn is_right(first: &Word, second: &Word) -> bool {
    let is_name = second.form == Form::Capitalised && first.form == Form::Capitalised;
    is_name
        || second.form == Form::Number
        || second.form == Form::Acronym
        || first.length < 2 && first.tongues.is_none()
        || ALLOWED.contains(&first.exact)
}
