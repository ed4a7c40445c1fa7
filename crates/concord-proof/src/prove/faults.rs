//! The findings, worded.

use super::expected::Passage;
use super::found::FoundPassage;
use concord_diagnostics::{Code, Diagnostic};

/// Characters shown on each side of the first difference.
const CONTEXT: usize = 32;

fn on_page(found: &FoundPassage) -> String {
    found.first_page().map_or_else(String::new, |page| format!(" on page {}", page + 1))
}

/// Nothing like a passage is in the file.
pub(super) fn missing(passage: &Passage) -> Diagnostic {
    Diagnostic::new(Code::TEXT_DIFFERS, format!("{} is missing in the PDF", passage.kind))
        .at(passage.span, "not found in the finished file")
        .note(format!("expected: {}", excerpt(&passage.text, 0)))
}

/// A passage is there, with other words.
pub(super) fn text_differs(passage: &Passage, found: &FoundPassage) -> Diagnostic {
    let same = passage.text.chars().zip(found.text.chars()).take_while(|(a, b)| a == b).count();
    Diagnostic::new(
        Code::TEXT_DIFFERS,
        format!("the words of {} differ in the PDF{}", passage.kind, on_page(found)),
    )
    .at(passage.span, "printed differently")
    .note(format!("expected: {}", excerpt(&passage.text, same)))
    .note(format!("found:    {}", excerpt(&found.text, same)))
}

/// The words are there under another tag.
pub(super) fn tag_differs(passage: &Passage, found: &FoundPassage) -> Diagnostic {
    let message = format!("{} is tagged as {} in the PDF{}", passage.kind, found.kind, on_page(found));
    Diagnostic::new(Code::TAGS_DIFFER, message).at(passage.span, "tagged differently")
}

/// The words are there, but not in their place.
pub(super) fn out_of_order(passage: &Passage, found: &FoundPassage) -> Diagnostic {
    let message = format!("{} is read in another place{} of the PDF", passage.kind, on_page(found));
    Diagnostic::new(Code::TAGS_DIFFER, message)
        .at(passage.span, "read before or after its place")
        .note("the tags must follow the order of the manuscript")
}

/// A text around a character, with what is invisible written out.
fn excerpt(text: &str, at: usize) -> String {
    let from = at.saturating_sub(CONTEXT);
    let mut out = String::from(if from > 0 { "…" } else { "" });
    for character in text.chars().skip(from).take(2 * CONTEXT) {
        match character {
            '\u{A0}' | '\u{202F}' | '\u{2007}' | '\u{2009}' | '\u{2011}' | '\u{FFFD}' => {
                out.push_str(&format!("<U+{:04X}>", u32::from(character)));
            }
            '\u{FFFC}' => out.push_str("<note>"),
            _ => out.push(character),
        }
    }
    if text.chars().count() > from + 2 * CONTEXT {
        out.push('…');
    }
    out
}
