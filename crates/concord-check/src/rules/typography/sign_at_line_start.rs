//! A sign stands on the line of its word.
//!
//! **What.** A line of the source begins with a comma, full stop, colon, closing bracket or another sign that belongs to
//! the word before it.
//!
//! **Why.** The end of a line is a space, so that the sign is set apart from its word, and may begin a line on the page.
//!
//! **How to mend.** Move the sign to the end of the line above.

use super::in_passages;
use crate::Context;
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every passage.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    in_passages(context, |passage, _, found| {
        for at in 1..passage.characters.len() {
            let sign = passage.characters[at];
            let is_line_end = passage.characters[at - 1] == ' '
                && passage
                    .run
                    .place(at - 1)
                    .is_some_and(|place| context.sources.snippet(place).contains('\n'));
            let is_alone =
                passage.beside(at, 1).is_none_or(|next| next.is_whitespace() || ",.;:!?)]»”".contains(next));
            if !is_line_end || !is_alone || !",.;:!?)]»”…".contains(sign) {
                continue;
            }
            let message = format!("a line in {} begins with `{sign}`", passage.language_name());
            let finding =
                passage.finding(Code::SIGN_AT_LINE_START, at..at + 1, message, "apart from its word");
            let help = "move it to the end of the line above";
            found.extend(finding.map(|finding| finding.help(help)));
        }
    })
}
