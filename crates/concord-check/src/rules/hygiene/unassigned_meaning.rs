//! Every character means something to everyone.
//!
//! **What.** Characters of private use, noncharacters, and the replacement character U+FFFD, which stands where a program
//! could not read a letter.
//!
//! **Why.** What the first show depends on the font; the last says that a letter was lost.
//!
//! **How to mend.** Type what was meant.

use super::{files, number};
use crate::Context;
use concord_diagnostics::{Code, Diagnostic, Span};

/// Looks at every file.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, source) in files(context) {
        let text = source.text();
        for (at, character) in text.char_indices().filter(|(_, character)| !character.is_ascii()) {
            let Some((what, label)) = meaning(character) else { continue };
            let span = Span::new(id, at..at + character.len_utf8());
            let message = format!("`{}` holds {what} ({})", source.name(), number(character));
            let finding = Diagnostic::new(Code::UNASSIGNED_MEANING, message).at(span, label);
            found.push(finding.help("type what was meant"));
        }
    }
    found
}

fn meaning(character: char) -> Option<(&'static str, &'static str)> {
    match u32::from(character) {
        0xfffd => Some(("the replacement character", "a letter was lost here")),
        0xe000..=0xf8ff | 0xf_0000..=0xf_fffd | 0x10_0000..=0x10_fffd => {
            Some(("a character of private use", "means nothing outside one font"))
        }
        0xfdd0..=0xfdef => Some(("a noncharacter", "never text")),
        number if number & 0xfffe == 0xfffe => Some(("a noncharacter", "never text")),
        _ => None,
    }
}
