//! One space between words.
//!
//! **What.** Two or more spaces stand together inside a line, in any language.
//!
//! **Why.** They are set as they are typed, and show as a gap in the line.
//!
//! **How to mend.** Leave one space.

use crate::Context;
use crate::passages::is_space;
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every passage.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for passage in context.passages() {
        let characters = &passage.characters;
        let mut at = 0;
        while at < characters.len() {
            let length = characters[at..].iter().take_while(|character| is_space(**character)).count();
            let range = at..at + length;
            at = range.end + 1;
            if length < 2 || range.start == 0 || range.end == characters.len() {
                continue;
            }
            // The space that no line may break was typed for a reason.
            let kept = characters[range.clone()].iter().find(|space| **space != ' ').unwrap_or(&' ');
            let Some(span) = passage.exact(range.clone(), context.sources) else { continue };
            let message = format!("{length} spaces in {} where one belongs", passage.language_name());
            let finding = Diagnostic::new(Code::DOUBLE_SPACE, message).at(span, "");
            let finding = finding.help("leave one space");
            // Between digits one space could make one number of two.
            let is_digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
            let is_between_digits = is_digit(range.start - 1) && is_digit(range.end);
            found.push(if is_between_digits {
                finding.suggest(span, kept.to_string())
            } else {
                finding.fix(span, kept.to_string())
            });
        }
    }
    found
}
