//! Plants every fault into a copy of the publication and looks at what is found there.

use super::change::Fault;
use super::kinds::{self, Kind};
use concord_check::Policy;
use concord_diagnostics::{Diagnostic, Label, Sources};
use concord_manuscript::{Files, ingest};
use concord_publication::Publication;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What became of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A finding that says what it is points at it: its code.
    Found(&'static str),
    /// There are new findings, but none that says what it is and points at it: their codes.
    Elsewhere(Vec<&'static str>),
    /// There is no new finding.
    Missed,
}

/// The findings of a publication without composing it: of ingest and of every rule, as they weigh in it.
pub(super) struct Checked {
    pub(super) sources: Sources,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) publication: Option<Publication>,
}

impl Checked {
    pub(super) fn of(files: &Files, used_elsewhere: &BTreeSet<String>) -> Self {
        let mut sources = Sources::new();
        let ingested = ingest(files, &mut sources);
        let mut findings = ingested.diagnostics;
        if let Some(publication) = &ingested.value {
            findings.extend(concord_check::check(publication, &sources, used_elsewhere));
            let mut policy = Policy::of(publication, &sources);
            policy.weigh(&sources, &mut findings);
            findings.extend(policy.faults().to_vec());
            findings.extend(policy.unused());
        }
        concord_diagnostics::sort(&mut findings);
        Self { sources, findings, publication: ingested.value }
    }

    /// What findings are compared by: code, message and underlined text.
    pub(super) fn keys(&self) -> BTreeSet<Key> {
        self.findings.iter().map(|finding| self.key(finding)).collect()
    }

    fn key(&self, finding: &Diagnostic) -> Key {
        let text = finding.primary.as_ref().map_or("", |label| self.sources.snippet(label.span));
        (finding.code.id(), finding.message.clone(), text.to_owned())
    }
}

type Key = (&'static str, String, String);

/// The verdict on every fault, in their order.
pub(super) fn judge(
    files: &Files,
    clean: &BTreeSet<Key>,
    used_elsewhere: &BTreeSet<String>,
    faults: &[Fault],
) -> Vec<Verdict> {
    let kinds: BTreeMap<&str, &Kind> = kinds::all().map(|kind| (kind.name, kind)).collect();
    let verdict = |fault: &Fault| {
        let (faulty, places) = fault.plant(files);
        let checked = Checked::of(&faulty, used_elsewhere);
        let new = checked.findings.iter().filter(|finding| !clean.contains(&checked.key(finding)));
        let new: Vec<&Diagnostic> = new.collect();
        let is_right = |finding: &&&Diagnostic| {
            let is_code = kinds.get(fault.kind).is_some_and(|kind| kind.is_found_by(finding.code));
            is_code && touches(&checked.sources, finding, &places)
        };
        if let Some(finding) = new.iter().find(is_right) {
            return Verdict::Found(finding.code.id());
        }
        let codes: BTreeSet<&str> = new.iter().map(|finding| finding.code.id()).collect();
        if codes.is_empty() { Verdict::Missed } else { Verdict::Elsewhere(codes.into_iter().collect()) }
    };
    faults.par_iter().map(verdict).collect()
}

/// Whether a place of a finding is at one of the places of a fault.
fn touches(sources: &Sources, finding: &Diagnostic, places: &[(String, Range<usize>)]) -> bool {
    let is_there = |label: &Label| {
        let (name, span) = (sources.get(label.span.source).map(|source| source.name()), label.span.range());
        let at = |(file, range): &(String, Range<usize>)| {
            name == Some(file.as_str()) && span.start <= range.end && range.start <= span.end
        };
        places.iter().any(at)
    };
    finding.primary.iter().chain(&finding.secondary).any(is_there)
}
