//! Notes and ids of one text: what is called, what is written, what is there twice.

use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Block, InlineKind, Note, walk};
use concord_ledger::nearest;
use std::collections::{BTreeMap, BTreeSet};

/// The labels of notes in one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    called: BTreeSet<String>,
    written: BTreeSet<String>,
}

/// Finds everything that looks like `[^label]`. It may find too much, which does no harm: see
/// [`Labels::with_stand_ins`].
pub(super) fn gather(text: &str) -> Labels {
    let mut labels = Labels::default();
    for line in text.lines() {
        let mut rest = line;
        let mut first = true;
        while let Some(open) = rest.find("[^") {
            let before = &rest[..open];
            rest = &rest[open + 2..];
            let length = rest.find([']', '[', ' ', '\t', '\\']).unwrap_or(rest.len());
            if length == 0 || !rest[length..].starts_with(']') {
                continue;
            }
            let at_line_start = first && before.trim_matches([' ', '\t', '>']).is_empty();
            let set = if at_line_start && rest[length + 1..].starts_with(':') {
                &mut labels.written
            } else {
                &mut labels.called
            };
            set.insert(rest[..length].to_owned());
            first = false;
        }
    }
    labels
}

impl Labels {
    /// The parser takes `[^label]` for plain text where no note of that label is written. Notes written after the end
    /// of the text make every call a call; they are never read themselves.
    pub(super) fn with_stand_ins(&self, text: &str) -> String {
        self.append(text, self.called.difference(&self.written))
    }

    /// The same for a part of the text that is parsed on its own, away from the notes.
    pub(super) fn with_all_stand_ins(&self, part: &str) -> String {
        self.append(part, self.called.union(&self.written))
    }

    fn append<'a>(&self, text: &str, labels: impl Iterator<Item = &'a String>) -> String {
        let mut out = text.to_owned();
        for label in labels {
            out.push_str("\n\n[^");
            out.push_str(label);
            out.push_str("]: x\n");
        }
        out
    }
}

/// The form under which a label is looked up; upper and lower case are the same.
pub(super) fn normalise(label: &str) -> String {
    label.to_lowercase()
}

/// Reports calls without a note and notes without a call, and drops the latter. A note that calls a note is reported
/// too: a page could not say where it belongs.
pub(super) fn check(blocks: &[Block], notes: &mut BTreeMap<String, Note>, diagnostics: &mut Vec<Diagnostic>) {
    let calls = note_calls(blocks);
    for (label, span) in &calls {
        if !notes.contains_key(*label) {
            let message = format!("the note `{label}` is called but not written");
            let finding = Diagnostic::new(Code::MISSING_NOTE, message).at(*span, "called here");
            let uncalled = notes.keys().filter(|note| !calls.iter().any(|(called, _)| called == note));
            diagnostics.push(finding.help(match nearest(label, uncalled.map(String::as_str)) {
                Some(near) => format!("did you mean `[^{near}]`?"),
                None => format!("add a paragraph `[^{label}]: ...`, or remove the call"),
            }));
        }
    }
    for note in notes.values() {
        for (label, span) in note_calls(&note.blocks) {
            let message = format!("a note calls the note `{label}`");
            let finding = Diagnostic::new(Code::UNSUPPORTED_MARKUP, message).at(span, "called inside a note");
            diagnostics.push(finding.help("put both into one note"));
        }
    }
    let called: BTreeSet<String> = calls.iter().map(|(label, _)| (*label).to_owned()).collect();
    notes.retain(|label, note| {
        if called.contains(label) {
            return true;
        }
        let message = format!("the note `{label}` is never called");
        diagnostics.push(Diagnostic::new(Code::UNUSED_NOTE, message).at(note.span, "written here"));
        false
    });
}

fn note_calls(blocks: &[Block]) -> Vec<(&str, Span)> {
    let mut calls = Vec::new();
    walk::blocks(blocks, &mut |block| {
        for content in walk::inline_lists(block) {
            walk::inlines(content, &mut |inline| {
                if let InlineKind::NoteReference(label) = &inline.kind {
                    calls.push((label.as_str(), inline.span));
                }
            });
        }
    });
    calls
}

/// Reports ids that two blocks of this text have. Ids of different texts meet only in a document.
pub(super) fn check_ids(blocks: &[Block], notes: &BTreeMap<String, Note>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for list in std::iter::once(blocks).chain(notes.values().map(|note| note.blocks.as_slice())) {
        walk::blocks(list, &mut |block| {
            let Some(id) = &block.attributes.id else { return };
            let Some(first) = seen.get(id.as_str()) else {
                seen.insert(id, block.span);
                return;
            };
            let finding = Diagnostic::new(Code::DUPLICATE_ID, format!("the id `{id}` is given twice"))
                .at(block.span, "again here")
                .and(*first, "first here");
            diagnostics.push(finding.help(
                "give one of the two another id, the same in every language, and correct the links to it",
            ));
        });
    }
}
