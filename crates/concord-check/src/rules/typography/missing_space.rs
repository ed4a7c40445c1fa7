//! A space behind punctuation.
//!
//! **What.** A comma, semicolon, colon, question or exclamation mark with a letter directly behind it, or a full stop
//! between a word and a capital.
//!
//! **Why.** Two words are set, and searched for, as one.
//!
//! **How to mend.** Add the space.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every passage.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    in_passages(context, |passage, _, found| {
        for at in 1..passage.characters.len() {
            if lacks_space(passage, at) {
                found.extend(finding(context, passage, at));
            }
        }
    })
}

fn lacks_space(passage: &Passage, at: usize) -> bool {
    let (Some(before), Some(after)) = (passage.beside(at, -1), passage.beside(at, 1)) else { return false };
    let ends_word = before.is_alphabetic() || ")]»”".contains(before);
    // The letters directly before the sign, and behind it.
    let letters = passage.characters[..at].iter().rev().take_while(|c| c.is_alphabetic()).count();
    let word = &passage.characters[at - letters..at];
    match passage.characters[at] {
        ',' | ';' => (ends_word || before.is_ascii_digit()) && after.is_alphabetic(),
        '!' | '?' => ends_word && after.is_alphabetic(),
        // Not `urn:isbn`, nor the prefixes of namespaces.
        ':' => letters > 1 && after.is_uppercase() && word.iter().skip(1).all(|c| c.is_lowercase()),
        // Not `U.S.A`, `p.Ex` or `README.Md`.
        '.' => {
            let next = passage.beside(at, 2).is_some_and(char::is_lowercase);
            letters > 2 && word.iter().all(|c| c.is_lowercase()) && after.is_uppercase() && next
        }
        _ => false,
    }
}

fn finding(context: &Context<'_>, passage: &Passage, at: usize) -> Option<Diagnostic> {
    let sign = passage.characters[at];
    let message = format!("no space after `{sign}` in {}", passage.language_name());
    let finding = passage.finding(Code::MISSING_SPACE, at - 1..at + 2, message, "a space is missing here")?;
    let finding = finding.help("add a space");
    Some(match passage.exact_before(at + 1, context.sources) {
        Some(place) => finding.fix(place, " "),
        None => finding,
    })
}
