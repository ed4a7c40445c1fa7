//! Which source a block was translated from.
//!
//! `concord locale record` notes, for every block of a translation, digests of the source's text and of its own. A block
//! that stands as it was recorded while its source does not was left behind. Records name texts, not places: moving a
//! paragraph makes nothing stale, and two branches that translate different blocks merge line by line.

use crate::Context;
use crate::alignment::{Pair, Side};
use concord_diagnostics::Span;
use concord_document::{Inline, InlineKind, LanguageTag, walk};
use concord_publication::Record;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How a translated block stands to what was recorded of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Both texts are as they were recorded.
    Current,
    /// The translation is as it was recorded, and its source is not.
    Stale,
    /// The translation was not recorded, or was edited since.
    Unrecorded,
}

/// What was recorded of a language.
#[derive(Debug, Default)]
pub struct Recorded {
    /// The text of `translation.lock`.
    pub text: String,
    /// How many blocks had been recorded as they are.
    pub current: usize,
    /// How many are recorded for the first time, or anew.
    pub new: usize,
    /// The blocks that are stale, where they are; they keep their old record unless they are accepted.
    pub stale: Vec<Span>,
}

/// Records what a language's blocks were translated from. With `accepts`, stale blocks are taken as translated.
pub fn record(context: &Context<'_>, language: &LanguageTag, accepts: bool) -> Recorded {
    let mut recorded = Recorded::default();
    let mut lines: BTreeMap<&str, Vec<Record>> = BTreeMap::new();
    for comparison in context.comparisons.iter().filter(|it| it.translation.language == *language) {
        let known = comparison.translation.records.get(comparison.path).map_or(&[][..], Vec::as_slice);
        let records = lines.entry(comparison.path).or_default();
        for pair in &comparison.alignment.pairs {
            let Some((standing, now)) = standing(pair, known) else { continue };
            match standing {
                Standing::Current => recorded.current += 1,
                Standing::Unrecorded => recorded.new += 1,
                Standing::Stale if accepts => recorded.new += 1,
                Standing::Stale => {
                    recorded.stale.push(pair.translation.span);
                    records.extend(known.iter().filter(|old| old.translation == now.translation));
                    continue;
                }
            }
            records.push(now);
        }
    }
    recorded.text = text(&lines);
    recorded
}

fn text(lines: &BTreeMap<&str, Vec<Record>>) -> String {
    let mut text = String::from(
        "# Which source text each block was translated from. Written by `concord locale record`; not to be edited.\n",
    );
    for (path, records) in lines {
        // A text that stands twice is recorded once.
        let mut seen = BTreeSet::new();
        for record in records.iter().filter(|record| seen.insert(**record)) {
            text.push_str(&format!("{path} {:016x} {:016x}\n", record.source, record.translation));
        }
    }
    text
}

/// How a pair stands to what was recorded, and its digests now. `None` for what holds no text of its own.
pub(crate) fn standing(pair: &Pair<'_>, records: &[Record]) -> Option<(Standing, Record)> {
    let now = Record { source: digest(&pair.source)?, translation: digest(&pair.translation)? };
    let standing = if records.contains(&now) {
        Standing::Current
    } else if records.iter().any(|record| record.translation == now.translation) {
        Standing::Stale
    } else {
        Standing::Unrecorded
    };
    Some((standing, now))
}

/// A digest of a side's words, expressions, links and notes; line breaks and emphasis are no words.
fn digest(side: &Side<'_>) -> Option<u64> {
    let mut words = String::new();
    for list in side.lists() {
        write(list, &mut words);
        words.push('\n');
    }
    if words.trim().is_empty() {
        return None;
    }
    let mut hasher = Sha256::new();
    for word in words.split_whitespace() {
        hasher.update(word.as_bytes());
        hasher.update(b" ");
    }
    let digest = hasher.finalize();
    let first: [u8; 8] = digest.get(..8)?.try_into().ok()?;
    Some(u64::from_be_bytes(first))
}

fn write(list: &[Inline], words: &mut String) {
    walk::inlines(list, &mut |inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => words.push_str(text),
        InlineKind::Expression(expression) => words.push_str(&format!("{{{{{}}}}}", expression.source)),
        InlineKind::NoteReference(label) => words.push_str(&format!("[^{label}]")),
        InlineKind::Link { target, .. } => words.push_str(&format!("<{target}>")),
        InlineKind::Break => words.push(' '),
        _ => {}
    });
}
