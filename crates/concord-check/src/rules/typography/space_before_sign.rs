//! Signs that are closed up.
//!
//! **What.** English and Spanish have no space before `, . ; : ! ?`; no language has one before a full stop, a comma or a
//! closing bracket, nor behind an opening bracket, and none but French inside quotation marks.
//!
//! **Why.** The space is set, and the sign may begin a line.
//!
//! **How to mend.** Remove the space.

use super::in_passages;
use crate::Context;
use crate::passages::{Passage, is_space};
use crate::values::LanguageKind;
use concord_diagnostics::{Code, Diagnostic};
use std::ops::Range;

/// Looks at every passage.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    in_passages(context, |passage, kind, found| {
        for at in 0..passage.characters.len() {
            let space = space_before(passage, kind, at).or_else(|| space_behind(passage, kind, at));
            if let Some((space, place)) = space {
                found.extend(finding(context, passage, at, space, place));
            }
        }
    })
}

fn space_before(passage: &Passage, kind: LanguageKind, at: usize) -> Option<(Range<usize>, &'static str)> {
    let closed = if kind == LanguageKind::French { ",.)]" } else { ",.;:!?)]»”" };
    let sign = passage.characters[at];
    let before = passage.characters[..at].iter().rev().take_while(|c| is_space(**c)).count();
    let follows = passage.beside(at, 1);
    let is_sign = closed.contains(sign) && before > 0 && before < at;
    // `.NET`, `...` and `:)` are no punctuation.
    let is_more = follows.is_some_and(|c| c.is_alphanumeric() || c == sign || c == '\0' || "-)".contains(c));
    // Dots with spaces between are no full stops.
    let is_dot = |character: Option<char>| character.is_some_and(|c| ".…".contains(c));
    let next = passage.characters[at + 1..].iter().copied().find(|c| !is_space(*c));
    let last = passage.word_end_before(at).map(|(_, character)| character);
    let is_dots = sign == '.' && (is_dot(last) || is_dot(next));
    (is_sign && !is_dots && (!is_more || ")]»”".contains(sign))).then_some((at - before..at, "before"))
}

fn space_behind(passage: &Passage, kind: LanguageKind, at: usize) -> Option<(Range<usize>, &'static str)> {
    let opening = if kind == LanguageKind::French { "([" } else { "([«“¿¡" };
    let sign = passage.characters[at];
    let behind = passage.characters[at + 1..].iter().take_while(|c| is_space(**c)).count();
    let is_sign = opening.contains(sign) && behind > 0 && at + 1 + behind < passage.characters.len();
    is_sign.then_some((at + 1..at + 1 + behind, "behind"))
}

fn finding(
    context: &Context<'_>,
    passage: &Passage,
    at: usize,
    space: Range<usize>,
    place: &str,
) -> Option<Diagnostic> {
    let is_address = space.start > 0 && passage.is_address(space.start - 1);
    let span = passage.exact(space, context.sources)?;
    let sign = passage.characters[at];
    let message = format!("a space stands {place} `{sign}`");
    let whole = passage.run.span(at..at + 1)?;
    let underlined = if place == "before" {
        concord_diagnostics::Span { start: span.start, ..whole }
    } else {
        concord_diagnostics::Span { end: span.end, ..whole }
    };
    let finding = Diagnostic::new(Code::SPACE_BEFORE_SIGN, message).at(underlined, "");
    let finding = finding.help("remove the space");
    Some(if is_address { finding.suggest(span, "") } else { finding.fix(span, "") })
}
