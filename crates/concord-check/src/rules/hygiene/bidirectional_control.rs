//! Nothing turns text around unseen.
//!
//! **What.** A control character of the bidirectional algorithm stands in a file: marks, embeddings, overrides, isolates.
//! The two marks U+200E and U+200F are left alone beside a script that is written from right to left.
//!
//! **Why.** They make a text look other than it is, in the editor and on the page: a figure can be shown reversed.
//! Composition finds the direction of text by itself.
//!
//! **How to mend.** Delete it, and look whether the text is in the right order.

use super::{files, number, script_beside};
use crate::Context;
use concord_diagnostics::{Code, Diagnostic, Span};
use unicode_script::Script;

const NAMES: &[(char, &str)] = &[
    ('\u{61c}', "Arabic letter mark"),
    ('\u{200e}', "left-to-right mark"),
    ('\u{200f}', "right-to-left mark"),
    ('\u{202a}', "left-to-right embedding"),
    ('\u{202b}', "right-to-left embedding"),
    ('\u{202c}', "end of embedding"),
    ('\u{202d}', "left-to-right override"),
    ('\u{202e}', "right-to-left override"),
    ('\u{2066}', "left-to-right isolate"),
    ('\u{2067}', "right-to-left isolate"),
    ('\u{2068}', "first-strong isolate"),
    ('\u{2069}', "end of isolate"),
];

const FROM_RIGHT: &[Script] = &[Script::Arabic, Script::Hebrew, Script::Syriac, Script::Thaana, Script::Nko];

/// Looks at every file.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, source) in files(context) {
        let text = source.text();
        for (at, character) in text.char_indices() {
            let Some((_, name)) = NAMES.iter().find(|(known, _)| *known == character) else { continue };
            let end = at + character.len_utf8();
            let is_mark = matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}');
            let beside = script_beside(text, at, end);
            if is_mark && beside.iter().flatten().any(|script| FROM_RIGHT.contains(script)) {
                continue;
            }
            let span = Span::new(id, at..end);
            let message = format!("`{}` holds a {name} ({})", source.name(), number(character));
            found.push(
                Diagnostic::new(Code::BIDIRECTIONAL_CONTROL, message)
                    .at(span, "invisible, and turns text around")
                    .help("delete it, and look whether the text is in the right order")
                    .suggest(span, ""),
            );
        }
    }
    found
}
