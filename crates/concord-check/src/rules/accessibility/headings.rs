//! Headings have words.
//!
//! **What.** Every heading has a letter, a digit, or an expression that will give some.
//!
//! **Why.** Readers move from heading to heading, and the outline and the contents are made of them.
//!
//! **How to mend.** Write the heading, or remove it.

use crate::Context;
use concord_diagnostics::{Code, Diagnostic};
use concord_document::{BlockKind, Inline, InlineKind, walk};

/// Looks at every heading of every language.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for text in context.texts.iter() {
        for reading in &text.blocks {
            let BlockKind::Heading { level, content } = &reading.block.kind else { continue };
            if has_words(content) {
                continue;
            }
            let message = format!("a heading of level {level} in {} has no words", text.manuscript.language);
            diagnostics.push(
                Diagnostic::new(Code::EMPTY_HEADING, message)
                    .at(reading.block.span, "no words")
                    .help("write the heading, or remove it"),
            );
        }
    }
    diagnostics
}

/// Whether anything of it can be read aloud.
pub(super) fn has_words(content: &[Inline]) -> bool {
    let mut has_words = false;
    walk::inlines(content, &mut |inline| {
        has_words |= match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => text.chars().any(char::is_alphanumeric),
            InlineKind::Expression(_) | InlineKind::Fact(_) => true,
            _ => false,
        };
    });
    has_words
}
