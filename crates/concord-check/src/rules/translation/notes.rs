//! A translated text calls the notes of its source.
//!
//! **What.** A block calls the notes that its source calls, by the same labels, in any order.
//!
//! **Why.** A note that is called from another sentence explains another sentence; one that is not called is not set.
//!
//! **How to mend.** Call the note where its source does, `[^label]`.

use crate::Context;
use crate::alignment::{Pair, Side};
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{InlineKind, walk};

/// Looks at every pair of texts.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let comparisons = context.comparisons.iter();
    comparisons
        .flat_map(|comparison| {
            let tags = [comparison.source.language.as_str(), comparison.translation.language.as_str()];
            comparison.alignment.pairs.iter().flat_map(move |pair| differing(tags, pair))
        })
        .collect()
}

fn differing([from, to]: [&str; 2], pair: &Pair<'_>) -> Vec<Diagnostic> {
    let [expected, mut extra] = [&pair.source, &pair.translation].map(calls);
    let mut diagnostics = Vec::new();
    for (label, span) in expected {
        if let Some(at) = extra.iter().position(|(other, _)| *other == label) {
            extra.remove(at);
            continue;
        }
        let message = format!(
            "the {to} translation does not call the note `[^{label}]` here",
            to = wording::language(to)
        );
        diagnostics.push(
            Diagnostic::new(Code::NOTE_DIFFERS, message)
                .at(pair.translation.span, "no call of the note")
                .and(span, format!("called in the {from} text", from = wording::language(from)))
                .help(format!("add `[^{label}]` where its source has it")),
        );
    }
    diagnostics.extend(extra.into_iter().map(|(label, span)| {
        let message = format!(
            "the {to} translation calls the note `[^{label}]`, and its source does not",
            to = wording::language(to)
        );
        Diagnostic::new(Code::NOTE_DIFFERS, message)
            .at(span, "called here")
            .and(pair.source.span, format!("not called in the {from} text", from = wording::language(from)))
            .help("remove it, or add it to the source")
    }));
    diagnostics
}

fn calls<'a>(side: &Side<'a>) -> Vec<(&'a str, Span)> {
    let mut calls = Vec::new();
    for content in side.lists() {
        walk::inlines(content, &mut |inline| {
            if let InlineKind::NoteReference(label) = &inline.kind {
                calls.push((label.as_str(), inline.span));
            }
        });
    }
    calls
}
