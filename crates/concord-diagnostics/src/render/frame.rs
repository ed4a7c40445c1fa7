//! What the renderings for programs need to know beside the findings, and what they share.

use crate::{Code, Diagnostic, Label, Position, Source, Sources, Span};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The run that findings come from.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The program's name.
    pub tool: &'a str,
    /// Its version.
    pub version: &'a str,
    /// The path, as seen from the working directory and with `/`, of a source by its name; `None` for a text that is in no
    /// file.
    pub path: &'a dyn Fn(&str) -> Option<String>,
    /// The page about a code, in Markdown with the sections of `docs/rules`; empty where there is none.
    pub page: &'a dyn Fn(Code) -> &'static str,
    /// Languages that are drafts, with the number of findings where they differ from their source.
    pub drafts: &'a BTreeMap<String, usize>,
}

/// A place with its source looked up.
pub(super) struct Place<'a> {
    pub(super) source: &'a Source,
    pub(super) start: Position,
    /// One past the last character.
    pub(super) end: Position,
    pub(super) text: &'a str,
}

impl<'a> Place<'a> {
    pub(super) fn new(sources: &'a Sources, span: Span) -> Option<Self> {
        let source = sources.get(span.source)?;
        let (start, end) = (source.position(span.start), source.position(span.end));
        Some(Self { source, start, end, text: sources.snippet(span) })
    }

    pub(super) fn of(sources: &'a Sources, label: Option<&Label>) -> Option<Self> {
        Self::new(sources, label?.span)
    }
}

/// What a finding says beyond its message: the words at its places, notes, and the remedy; a line each.
pub(super) fn details(sources: &Sources, diagnostic: &Diagnostic) -> Vec<String> {
    let place = |label: &Label| {
        let place = Place::new(sources, label.span)?;
        let Position { line, column } = place.start;
        let words = if label.message.is_empty() { "see also" } else { &label.message };
        Some(format!("{}:{line}:{column}: {words}", place.source.name()))
    };
    let mut lines: Vec<String> = Vec::new();
    lines.extend(
        diagnostic.primary.iter().map(|label| label.message.clone()).filter(|words| !words.is_empty()),
    );
    lines.extend(diagnostic.secondary.iter().filter_map(place));
    lines.extend(diagnostic.notes.iter().map(|note| format!("note: {note}")));
    lines.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    let fix = diagnostic.fix.iter().flat_map(|fix| super::human::remedies(sources, fix));
    lines.extend(fix.map(|remedy| format!("help: {remedy}")));
    lines
}

/// A name for every finding that stays the same while lines move: a digest of its code, file and underlined text, and of
/// how many such findings stand before it in the file.
pub fn fingerprints(sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<String> {
    let key = |finding: &Diagnostic| match Place::of(sources, finding.primary.as_ref()) {
        Some(place) => (finding.code.id(), place.source.name().to_owned(), place.text.to_owned()),
        None => (finding.code.id(), String::new(), finding.message.clone()),
    };
    let place = |at: usize| diagnostics.get(at).and_then(|finding| Some(finding.primary.as_ref()?.span));
    let mut order: Vec<usize> = (0..diagnostics.len()).collect();
    order.sort_by_key(|at| (place(*at), *at));
    let mut occurrences: BTreeMap<_, usize> = BTreeMap::new();
    let mut names = vec![String::new(); diagnostics.len()];
    for at in order {
        let key = key(&diagnostics[at]);
        let occurrence = occurrences.entry(key.clone()).or_default();
        *occurrence += 1;
        let (code, file, text) = key;
        let digest = Sha256::digest(format!("{code}\0{file}\0{text}\0{occurrence}"));
        names[at] = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    }
    names
}
