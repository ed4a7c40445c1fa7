//! `concord check --fix`: what can be mended without a change of words, figures or facts.
//!
//! The findings of a check say what would mend them. What is safe is made in the bytes in memory, and these are checked
//! again, until nothing more is to be made: an edit can be in the way of another, or make a third one possible. Only
//! then are files written, each at once. Bytes outside the edits stay as they are, line ends and byte order marks too.

use crate::check::check_folder;
use crate::files::{self, Folder};
use crate::publish::Outcome;
use crate::settings::{SourceSettings, Strictness};
use crate::{Failure, report};
use concord_diagnostics::edits::{apply, select};
use concord_diagnostics::{Fix, Source};
use concord_manuscript::Files;
use similar::TextDiff;
use std::collections::BTreeMap;

/// Rounds of checking and mending. Two or three are needed; more say that two rules want different things.
const ROUNDS: usize = 10;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What was mended in memory, and what remains to be reported.
#[derive(Debug)]
pub struct Mended {
    /// The findings after mending.
    pub outcome: Outcome,
    /// The files that changed: as they were, and as they are to be.
    changed: BTreeMap<String, (Vec<u8>, Vec<u8>)>,
    /// How many findings were mended, by file.
    counts: BTreeMap<String, usize>,
}

/// Checks a publication and mends it in memory. Nothing is written.
pub fn mend(settings: &SourceSettings, strictness: Strictness) -> Result<Mended, Failure> {
    let read = files::read_publication(&settings.folder)?;
    let mut files = read.files.clone();
    let mut counts = BTreeMap::new();
    let check = |files: &Files| {
        let folder = Folder { files: files.clone(), diagnostics: read.diagnostics.clone() };
        check_folder(settings, strictness, folder, &[])
    };
    let mut outcome = check(&files)?;
    for _ in 0..ROUNDS {
        if !round(&outcome, &mut files, &mut counts) {
            break;
        }
        outcome = check(&files)?;
    }
    let mut changed = BTreeMap::new();
    for (name, bytes) in files {
        let before = read.files.get(&name).filter(|before| **before != bytes);
        if let Some(before) = before {
            changed.insert(name, (before.clone(), bytes));
        }
    }
    Ok(Mended { outcome, changed, counts })
}

/// Makes the safe fixes of one check. Returns whether anything changed.
fn round(outcome: &Outcome, files: &mut Files, counts: &mut BTreeMap<String, usize>) -> bool {
    let fixes = outcome.diagnostics.iter().filter_map(|finding| finding.fix.as_ref());
    let is_ours = |fix: &&Fix| {
        fix.edits.iter().all(|edit| {
            let source = outcome.sources.get(edit.span.source);
            source.is_some_and(|source| text_of(files, source).is_some())
        })
    };
    let selection = select(fixes.filter(|fix| fix.is_safe).filter(is_ours));
    let mut has_changed = false;
    for (id, edits) in &selection.edits {
        let Some(source) = outcome.sources.get(*id) else { continue };
        let Some(text) = apply(source.text(), edits) else { continue };
        let Some(bytes) = files.get_mut(source.name()) else { continue };
        let mark = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { b"" };
        let new = [mark, text.as_bytes()].concat();
        has_changed |= *bytes != new;
        *bytes = new;
        *counts.entry(source.name().to_owned()).or_default() += selection.taken.get(id).copied().unwrap_or(0);
    }
    has_changed
}

/// The text of a source, where it is that of a file of the publication, whole: edits are made in no other.
fn text_of<'f>(files: &'f Files, source: &Source) -> Option<&'f str> {
    let bytes = files.get(source.name())?;
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).ok()?;
    (text == &**source.text() && !source.name().starts_with("templates/")).then_some(text)
}

impl Mended {
    /// Writes the files that changed.
    pub fn write(&self, settings: &SourceSettings) -> Result<(), Failure> {
        for (name, (before, after)) in &self.changed {
            files::exchange(&settings.folder.join(name), before, after)?;
        }
        Ok(())
    }

    /// The changes as a unified diff, with three lines around each.
    pub fn difference(&self) -> String {
        let mut out = String::new();
        for (name, (before, after)) in &self.changed {
            let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
            let difference = TextDiff::from_lines(&*before, &*after);
            let (old, new) = (format!("a/{name}"), format!("b/{name}"));
            out.push_str(&difference.unified_diff().context_radius(3).header(&old, &new).to_string());
        }
        out
    }

    /// What was mended, one line a file.
    pub fn summary(&self, is_dry_run: bool) -> String {
        if self.changed.is_empty() {
            return "nothing to mend\n".to_owned();
        }
        let verb = if is_dry_run { "would mend" } else { "mended" };
        let lines = self.counts.iter().filter(|(name, _)| self.changed.contains_key(*name));
        lines
            .map(|(name, count)| format!("{verb} {} in {name}\n", report::counted(*count, "finding")))
            .collect()
    }
}
