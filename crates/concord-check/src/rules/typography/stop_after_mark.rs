//! No full stop behind a question or exclamation mark.
//!
//! **What.** `?.` or `!.` at the end of a sentence.
//!
//! **Why.** The mark ends the sentence already, in all three languages.
//!
//! **How to mend.** Remove the full stop.

use super::in_passages;
use crate::Context;
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every passage.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    in_passages(context, |passage, _, found| {
        for at in 1..passage.characters.len() {
            let (mark, next) = (passage.characters[at - 1], passage.beside(at, 1));
            let is_end = next.is_none_or(|next| next.is_whitespace() || ")»”’\"".contains(next));
            if passage.characters[at] != '.' || !matches!(mark, '?' | '!') || !is_end {
                continue;
            }
            let message = format!("a full stop stands after `{mark}` in {}", passage.language_name());
            let finding = passage.finding(Code::STOP_AFTER_MARK, at - 1..at + 1, message, "");
            let finding = finding.map(|finding| finding.help("remove the full stop"));
            found.extend(finding.map(|finding| passage.mend(finding, at..at + 1, "", true, context.sources)));
        }
    })
}
