//! An ellipsis is one sign, or three dots.
//!
//! **What.** Two dots, four or more, dots with spaces between, a full stop behind an ellipsis, or an ellipsis behind
//! `etc.`
//!
//! **Why.** Three dots are set as an ellipsis; these are set as they are typed.
//!
//! **How to mend.** Write `…` or three dots; behind `etc.` nothing.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use concord_diagnostics::{Code, Diagnostic};
use std::ops::Range;

/// Looks at every passage.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    in_passages(context, |passage, _, found| {
        let mut at = 0;
        while at < passage.characters.len() {
            let length = dots(&passage.characters[at..]);
            if length > 0 {
                found.extend(judge(context, passage, at..at + length));
            }
            at += length.max(1);
        }
    })
}

/// How many characters of dots begin here, with spaces between dots.
fn dots(characters: &[char]) -> usize {
    let is_dot = |character: &char| matches!(character, '.' | '…');
    let mut length = characters.iter().take_while(|c| is_dot(c)).count();
    while length > 0 && characters.get(length) == Some(&' ') && characters.get(length + 1).is_some_and(is_dot)
    {
        length += 1 + characters[length + 1..].iter().take_while(|c| is_dot(c)).count();
    }
    length
}

fn judge(context: &Context<'_>, passage: &Passage, range: Range<usize>) -> Option<Diagnostic> {
    let written = passage.text(range.clone());
    let before: String = passage.characters[range.start.saturating_sub(3)..range.start].iter().collect();
    let is_etc = before.to_lowercase() == "etc";
    // Paths such as `../x`, and a sign that is talked about.
    let is_beside_word = written.contains(' ')
        || passage.beside(range.start, -1).is_some_and(|c| c.is_alphanumeric() || ")]»”’".contains(c));
    let is_path = passage.beside(range.end, 0).is_some_and(|c| c == '/' || c == '\\');
    let (replacement, is_safe, message) = match written.as_str() {
        "." => return None,
        "…" | "..." if !is_etc => return None,
        _ if is_path || !is_beside_word => return None,
        _ if is_etc => (".", true, format!("an ellipsis stands after `{before}.`, which says the same")),
        ".." => (
            ".",
            false,
            format!("two dots in {} are neither a full stop nor an ellipsis", passage.language_name()),
        ),
        _ => ("…", true, format!("`{written}` in {} is not set as an ellipsis", passage.language_name())),
    };
    let is_digit = |at: usize, by: isize| passage.beside(at, by).is_some_and(|c| c.is_ascii_digit());
    let is_safe = is_safe && !(is_digit(range.start, -1) && is_digit(range.end, 0));
    let finding = passage.finding(Code::MALFORMED_ELLIPSIS, range.clone(), message, "")?;
    let help = if is_etc { format!("write `{before}.`") } else { format!("write `{replacement}`") };
    Some(passage.mend(finding.help(help), range, replacement, is_safe, context.sources))
}
