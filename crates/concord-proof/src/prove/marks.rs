//! Words that are marked: as being in another language, and as abbreviations of others.
//!
//! A voice changes its language at the first (PDF/UA-1, 7.2) and reads the second in full (ISO 32000-1, 14.9.5). Words
//! that stand twice are marked twice; where they are is the business of the passages.

use crate::fold::fold;
use crate::transcript::{Element, Transcript};
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Document, Inline, InlineKind, walk};
use std::collections::{BTreeMap, BTreeSet};

/// A mark: its words, and what they are marked with.
type Mark = (String, Kind, String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Language,
    Expansion,
}

/// Every mark of the document is in the file.
pub(super) fn prove(transcript: &Transcript, document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<Mark, usize> = BTreeMap::new();
    for (number, element) in transcript.elements.iter().enumerate() {
        for (kind, value) in values(element) {
            *found.entry((fold(&transcript.text(number)), kind, value.clone())).or_default() += 1;
        }
    }
    for (mark, span) in marks(document) {
        match found.get_mut(&mark).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None => diagnostics.push(missing(&mark, span)),
        }
    }
}

fn values(element: &Element) -> impl Iterator<Item = (Kind, &String)> {
    let language = element.language.as_ref().map(|language| (Kind::Language, language));
    language.into_iter().chain(element.expansion.as_ref().map(|words| (Kind::Expansion, words)))
}

fn marks(document: &Document) -> Vec<(Mark, Span)> {
    let mut marks = Vec::new();
    let mut enter = |content: &[Inline]| {
        walk::inlines(content, &mut |inline| {
            let InlineKind::Span { attributes, content } = &inline.kind else { return };
            let words = fold(&walk::plain_text(content));
            for (kind, key) in [(Kind::Language, "lang"), (Kind::Expansion, "expansion")] {
                if let (Some(value), false) = (attributes.get(key), words.is_empty()) {
                    marks.push(((words.clone(), kind, value.to_owned()), inline.span));
                }
            }
        });
    };
    let called = called(document);
    let notes = document.content.notes.iter().filter(|(label, _)| called.contains(label.as_str()));
    let notes = notes.map(|(_, note)| &note.blocks);
    for blocks in std::iter::once(&document.content.blocks).chain(notes) {
        walk::blocks(blocks, &mut |block| walk::inline_lists(block).into_iter().for_each(&mut enter));
    }
    marks
}

/// The notes that some text calls: no other is set.
fn called(document: &Document) -> BTreeSet<&str> {
    let mut labels = BTreeSet::new();
    let notes = document.content.notes.values().map(|note| &note.blocks);
    for blocks in std::iter::once(&document.content.blocks).chain(notes) {
        walk::blocks(blocks, &mut |block| {
            for list in walk::inline_lists(block) {
                walk::inlines(list, &mut |inline| {
                    if let InlineKind::NoteReference(label) = &inline.kind {
                        labels.insert(label.as_str());
                    }
                });
            }
        });
    }
    labels
}

fn missing((words, kind, value): &Mark, span: Span) -> Diagnostic {
    let message = match kind {
        Kind::Language => format!("`{words}` is not marked as `{value}` in the PDF"),
        Kind::Expansion => format!("`{words}` does not say in the PDF that it stands for `{value}`"),
    };
    Diagnostic::new(Code::TAGS_DIFFER, message).at(span, "these words")
}
