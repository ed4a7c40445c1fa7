//! New translations in the bytes of their files.

use super::gather::{Gathered, Place};
use super::{Tally, read_text};
use crate::files::Change;
use crate::keys::{self, Keys};
use concord_check::staleness::Standing;
use concord_diagnostics::{Code, Span};
use concord_document::LanguageTag;
use concord_exchange::{Notation, Segment, Unit, write};
use concord_manuscript::Files;
use std::collections::BTreeMap;
use std::ops::Range;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What is to be taken in for one language.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) tag: LanguageTag,
    /// Whether the publication does not have the language yet.
    pub(super) is_new: bool,
    /// The units as the publication has them.
    pub(super) gathered: Gathered,
    /// The new translations by unit, and where they stand in their files.
    pub(super) new: BTreeMap<String, (Segment, Span)>,
    pub(super) tally: Tally,
}

impl Wanted {
    /// Whether a text that reads as its source needs no translation: one that came back as it is. `now` is what was read of
    /// the texts that were made.
    pub(super) fn accepts<'n>(&self, now: &'n Gathered) -> impl Fn(Standing, Span) -> bool + use<'n> {
        let is_taken = |unit: &str| self.new.contains_key(unit);
        let waiting = now.package.units.iter().filter(|unit| unit.target.is_none() && !is_taken(&unit.id));
        let spans = |units: &mut dyn Iterator<Item = &str>| -> Vec<Span> {
            units.filter_map(|unit| now.spans.get(unit).copied()).collect()
        };
        let waiting = spans(&mut waiting.map(|unit| unit.id.as_str()));
        let taken = spans(&mut self.new.keys().map(String::as_str));
        move |standing, span| {
            let is_in = |spans: &[Span]| spans.iter().any(|it| it.overlaps(span));
            standing != Standing::Stale && is_in(&taken) && !is_in(&waiting)
        }
    }
}

/// A value of a TOML text: its section, its key there, and what it is to be.
type Value<'w> = (&'w [String], &'w [String], String);
/// A place in a text and what it is to hold.
type Edit = (Range<usize>, String);

/// Makes the new translations in `files`. Gives the units that cannot be written, and why.
pub(super) fn make(wanted: &Wanted, old: &Files, files: &mut Files) -> Vec<(String, Code)> {
    let mut failed = Vec::new();
    let mut texts: BTreeMap<String, (Vec<u8>, Vec<Edit>)> = BTreeMap::new();
    let mut values: BTreeMap<String, Vec<Value<'_>>> = BTreeMap::new();
    for (unit, (segment, _)) in &wanted.new {
        let (file, base, range, notation) = match wanted.gathered.places.get(unit) {
            Some(Place::Text { file, range, notation }) => (file, file, range, *notation),
            Some(Place::NewText { file, source, range, notation }) => (file, source, range, *notation),
            Some(Place::Value { file, section, key }) => {
                let text = write(segment, Notation::Message, &read_text).unwrap_or_default();
                values.entry(file.clone()).or_default().push((section, key, text));
                continue;
            }
            Some(Place::Nowhere) | None => {
                failed.push((unit.clone(), Code::UNIT_WITHOUT_PLACE));
                continue;
            }
        };
        let Some(text) = write(segment, notation, &read_text) else {
            failed.push((unit.clone(), Code::UNWRITABLE_UNIT));
            continue;
        };
        let (bytes, edits) = texts
            .entry(file.clone())
            .or_insert_with(|| (old.get(base).cloned().unwrap_or_default(), Vec::new()));
        edits.push((range.clone(), continued(&text, bytes, range.start)));
    }
    for (file, (bytes, edits)) in texts {
        files.insert(file, replaced(&bytes, edits));
    }
    for (file, values) in values {
        let base = old.get(&file).or_else(|| {
            let source = &wanted.gathered.package.source;
            let (_, name) = file.split_once('/')?;
            old.get(&format!("{source}/{name}"))
        });
        let bytes = files.get(&file).or(base).cloned().unwrap_or_default();
        let bytes = with_values(bytes, &values);
        files.insert(file, bytes);
    }
    failed
}

/// A text whose further lines begin as those do that it stands among.
fn continued(text: &str, bytes: &[u8], start: usize) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let (_, bytes) = without_mark(bytes);
    let before = bytes.get(..start).unwrap_or_default();
    let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let prefix: String = String::from_utf8_lossy(line)
        .chars()
        .map(|character| if character == '>' { '>' } else { ' ' })
        .collect();
    text.replace('\n', &format!("\n{prefix}"))
}

fn without_mark(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (BYTE_ORDER_MARK, rest),
        None => (b"", bytes),
    }
}

fn replaced(bytes: &[u8], mut edits: Vec<Edit>) -> Vec<u8> {
    let (mark, text) = without_mark(bytes);
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = mark.to_vec();
    let mut at = 0;
    for (range, new) in edits {
        out.extend_from_slice(text.get(at..range.start).unwrap_or_default());
        out.extend_from_slice(new.as_bytes());
        at = range.end.max(at);
    }
    out.extend_from_slice(text.get(at..).unwrap_or_default());
    out
}

/// A TOML text with values in their places. Those that are there are replaced; others are put at the end of their section.
fn with_values(bytes: Vec<u8>, values: &[Value<'_>]) -> Vec<u8> {
    let (mark, text) = without_mark(&bytes);
    let Ok(mut text) = String::from_utf8(text.to_vec()) else { return bytes };
    let mark = mark.to_vec();
    let keys = Keys::of(&text);
    let mut edits = Vec::new();
    let mut new = Vec::new();
    for (section, key, value) in values {
        let path: Vec<String> = section.iter().chain(*key).cloned().collect();
        match keys.values.get(&path) {
            Some(range) => edits.push((range.clone(), keys::quoted(value))),
            None => new.push((section, key, value)),
        }
    }
    text = String::from_utf8_lossy(&replaced(text.as_bytes(), edits)).into_owned();
    for (section, key, value) in new {
        let (at, addition) = Keys::of(&text).addition(&text, section, key, value);
        text.insert_str(at, &addition);
    }
    [mark, text.into_bytes()].concat()
}

/// The units that do not read back as they were written, or that changed though they were not to.
pub(super) fn unlike(wanted: &Wanted, now: &Gathered) -> Vec<String> {
    let read: BTreeMap<&str, &Unit> = now.package.units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
    let mut unlike = Vec::new();
    let mut has_strayed = false;
    for unit in &wanted.gathered.package.units {
        let target = read.get(unit.id.as_str()).and_then(|unit| unit.target.as_ref());
        match wanted.new.get(&unit.id) {
            // A translation that is its source may be taken for a copy.
            Some((new, _))
                if target.is_some_and(|target| target.is_same(new)) || new.is_same(&unit.source) => {}
            Some(_) => unlike.push(unit.id.clone()),
            // In a new file it stands as its source.
            None if unit.target.is_none() && target.is_some_and(|target| target.is_same(&unit.source)) => {}
            None => has_strayed |= unit.target.as_ref().map(Segment::key) != target.map(Segment::key),
        }
    }
    // What was not to change did: one of the new texts of a file reaches beyond its place.
    if has_strayed && unlike.is_empty() {
        unlike.extend(wanted.new.keys().cloned());
    }
    unlike
}

/// The files that are not as they were.
pub(super) fn changed(old: &Files, files: Files) -> Vec<Change> {
    let changes = files.into_iter().filter_map(|(name, after)| {
        let before = old.get(&name).cloned();
        (before.as_ref() != Some(&after)).then_some(Change { name, before, after })
    });
    changes.collect()
}
