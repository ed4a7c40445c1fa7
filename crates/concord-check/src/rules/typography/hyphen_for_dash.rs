//! Dashes are dashes.
//!
//! **What.** A hyphen between spaces, or two or three hyphens, where a dash belongs.
//!
//! **Why.** They are set as they are typed. Markdown and composition make no dashes of them.
//!
//! **How to mend.** English and French: an en dash between spaces. Spanish: an em dash closed up to the inserted words.

use super::in_passages;
use crate::Context;
use crate::passages::{Passage, is_space};
use crate::values::LanguageKind;
use concord_diagnostics::{Code, Diagnostic};
use std::ops::Range;

/// Looks at every hyphen.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    in_passages(context, |passage, kind, found| {
        let mut at = 0;
        while at < passage.characters.len() {
            let length = passage.characters[at..].iter().take_while(|c| **c == '-').count();
            if length > 0 {
                found.extend(judge(context, passage, kind, at..at + length));
            }
            at += length.max(1);
        }
    })
}

fn judge(
    context: &Context<'_>,
    passage: &Passage,
    kind: LanguageKind,
    range: Range<usize>,
) -> Option<Diagnostic> {
    let (before, after) = (passage.beside(range.start, -1)?, passage.beside(range.end, 0)?);
    let is_spaced = is_space(before) && is_space(after);
    let is_closed = !is_space(before) && !is_space(after);
    // A name of an option, such as `--fix`, has a letter on one side alone.
    // Spanish closes its dashes up to the words they set apart: ` -así- `. A hyphen before a space may be a suspended one.
    let opens = kind == LanguageKind::Spanish && is_space(before) && after.is_alphabetic();
    let is_open = passage.characters[..range.start].iter().filter(|c| **c == '—').count() % 2 == 1;
    let closes =
        kind == LanguageKind::Spanish && is_open && before.is_alphabetic() && !after.is_alphanumeric();
    let is_dash = match range.len() {
        1 => is_spaced || opens || closes,
        2 | 3 => is_spaced || is_closed && before.is_alphabetic() && after.is_alphabetic(),
        _ => false,
    };
    // A minus sign or a range between two numbers may be meant.
    let number = |at: Option<char>| at.is_some_and(|c| c.is_ascii_digit());
    let is_between_numbers = number(passage.beside(range.start, -2)) && number(passage.beside(range.end, 1));
    if !is_dash {
        return None;
    }
    let what = if range.len() == 1 { "a hyphen stands" } else { "hyphens stand" };
    let message = format!("{what} where a dash is meant in {}", passage.language_name());
    let finding = passage.finding(Code::HYPHEN_FOR_DASH, range.clone(), message, "")?;
    if is_between_numbers {
        return Some(finding.help("write an en dash without spaces for a range, or `−` for a minus"));
    }
    if kind == LanguageKind::Spanish {
        return Some(finding.help("write an em dash, closed up to the words that it sets apart: `—así—`"));
    }
    let own = if is_spaced { "–" } else { " – " };
    let finding = finding.help(format!("write `{}`", own.trim()));
    Some(passage.mend(finding, range, own, true, context.sources))
}
