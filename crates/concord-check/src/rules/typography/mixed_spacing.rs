//! One way of spacing in a French file.
//!
//! **What.** A French file types `; : ! ?` or the insides of `« »` both with a space and without.
//!
//! **Why.** The house style decides what is set, so this is a note; but the file reads as if two people had typed it.
//!
//! **How to mend.** Type all of them one way; `concord check --fix` follows the more frequent one.

use crate::Context;
use crate::passages::{Passage, is_space};
use crate::values::LanguageKind;
use concord_diagnostics::{Code, Diagnostic, Edit, SourceId, Span};
use std::collections::BTreeMap;

/// A sign: its place, and what would make it the other way.
struct Place {
    span: Span,
    edit: Option<Edit>,
}

/// Signs with a space and without.
#[derive(Default)]
struct Ways {
    spaced: Vec<Place>,
    closed: Vec<Place>,
}

/// Looks at every French file.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut files: BTreeMap<(SourceId, bool), Ways> = BTreeMap::new();
    let passages = context.passages().iter();
    for passage in passages.filter(|passage| passage.kind() == Some(LanguageKind::French)) {
        for at in 0..passage.characters.len() {
            read(context, passage, at, &mut files);
        }
    }
    files.into_iter().filter_map(|((file, quotes), ways)| finding(context, file, quotes, ways)).collect()
}

fn read(context: &Context<'_>, passage: &Passage, at: usize, files: &mut BTreeMap<(SourceId, bool), Ways>) {
    let sign = passage.characters[at];
    let is_quote = matches!(sign, '«' | '»');
    let (inside, edge) = if sign == '«' { (1, at + 1) } else { (-1, at) };
    let Some(neighbour) = passage.beside(at, inside) else { return };
    let is_sign = match sign {
        // Only where words stand inside.
        '«' => {
            let first = passage.characters[at + 1..].iter().find(|c| !is_space(**c));
            first.is_some_and(|c| c.is_alphanumeric() || "“‘…\0".contains(*c))
        }
        '»' => {
            let last = passage.word_end_before(at);
            last.is_some_and(|(_, c)| c.is_alphanumeric() || ".…!?)”’%\0".contains(c))
        }
        ';' | ':' | '!' | '?' => {
            let ends = |c: char| c.is_alphanumeric() || "…»)]’”%".contains(c);
            let gap = |c: char| c.is_whitespace() || is_space(c) || "»)]".contains(c);
            let is_value = |place: usize, c: char| c == '\0' && !passage.is_address(place);
            let is_ended =
                passage.word_end_before(at).is_some_and(|(place, c)| ends(c) || is_value(place, c));
            is_ended && passage.beside(at, 1).is_none_or(gap)
        }
        _ => false,
    };
    let Some(span) = passage.run.span(at..at + 1).filter(|_| is_sign) else { return };
    let ways = files.entry((passage.source, is_quote)).or_default();
    let exact = passage.exact(at..at + 1, context.sources);
    if is_space(neighbour) {
        let space = at.saturating_add_signed(inside);
        let is_address = space > 0 && passage.is_address(space - 1);
        let edit = passage.exact(space..space + 1, context.sources).filter(|_| !is_address);
        let edit = edit.map(|span| Edit { span, replacement: String::new() });
        ways.spaced.push(Place { span, edit });
    } else {
        let offset = if edge > at { exact.map(|span| span.end) } else { exact.map(|span| span.start) };
        let place = exact.zip(offset).map(|(span, offset)| Span { start: offset, end: offset, ..span });
        let edit = place.map(|span| Edit { span, replacement: "\u{a0}".to_owned() });
        ways.closed.push(Place { span, edit });
    }
}

fn finding(context: &Context<'_>, file: SourceId, is_quote: bool, ways: Ways) -> Option<Diagnostic> {
    let (first_spaced, first_closed) = (ways.spaced.first()?.span, ways.closed.first()?.span);
    let name = context.sources.get(file)?.name();
    let what = if is_quote { "the insides of « »" } else { "the signs ; : ! ?" };
    let message = format!("`{name}` types {what} both with a space and without");
    let is_rarer = ways.closed.len() <= ways.spaced.len();
    let (rarer, first, other, how, otherwise) = if is_rarer {
        (ways.closed, first_closed, first_spaced, "without a space", "with one")
    } else {
        (ways.spaced, first_spaced, first_closed, "with a space", "without one")
    };
    let finding = Diagnostic::new(Code::MIXED_SPACING, message)
        .at(first, format!("{how}, in {}", crate::wording::places(rarer.len())))
        .and(other, otherwise)
        .help("type all of them one way; the house style decides what is printed");
    let edits: Vec<Edit> = rarer.into_iter().filter_map(|place| place.edit).collect();
    Some(if edits.is_empty() { finding } else { finding.with_fix(edits, true) })
}
