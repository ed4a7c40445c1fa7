//! For programs: one object, described in `docs/findings.md`.

use super::frame::{Frame, Place, fingerprints};
use crate::{Counts, Diagnostic, Edit, Label, Sources, by_file};
use serde::Serialize;

/// The version of the form. It grows when a field changes its meaning or goes away, not when one is added.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: Tool<'a>,
    summary: Summary<'a>,
    findings: Vec<Object<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct Summary<'a> {
    errors: usize,
    warnings: usize,
    notes: usize,
    files: usize,
    drafts: Vec<Draft<'a>>,
}

#[derive(Serialize)]
struct Draft<'a> {
    locale: &'a str,
    parity_findings: usize,
}

#[derive(Serialize)]
struct Object<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    fingerprint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary: Option<Labelled<'a>>,
    secondary: Vec<Labelled<'a>>,
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Region<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start_byte: u32,
    end_byte: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct Labelled<'a> {
    #[serde(flatten)]
    region: Region<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Fix<'a> {
    is_safe: bool,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    #[serde(flatten)]
    region: Region<'a>,
    replacement: &'a str,
}

/// The findings as one JSON object, pretty-printed and ended by a line break.
pub fn json(sources: &Sources, diagnostics: &[Diagnostic], frame: &Frame<'_>) -> String {
    let Counts { errors, warnings, notes } = Counts::of(diagnostics);
    let files = by_file(sources, diagnostics).iter().filter(|(file, _)| file.is_some()).count();
    let drafts = frame.drafts.iter();
    let drafts = drafts.map(|(locale, count)| Draft { locale, parity_findings: *count }).collect();
    let names = fingerprints(sources, diagnostics);
    let findings = diagnostics.iter().zip(names).map(|(finding, name)| object(sources, finding, name));
    let report = Report {
        version: VERSION,
        tool: Tool { name: frame.tool, version: frame.version },
        summary: Summary { errors, warnings, notes, files, drafts },
        findings: findings.collect(),
    };
    super::pretty(&report)
}

fn object<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic, fingerprint: String) -> Object<'a> {
    let edits = |edits: &'a [Edit]| edits.iter().filter_map(|edit| replacement(sources, edit)).collect();
    Object {
        code: diagnostic.code.id(),
        name: diagnostic.code.name(),
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        fingerprint,
        primary: diagnostic.primary.as_ref().and_then(|label| labelled(sources, label)),
        secondary: diagnostic.secondary.iter().filter_map(|label| labelled(sources, label)).collect(),
        notes: &diagnostic.notes,
        help: diagnostic.help.as_deref(),
        fix: diagnostic.fix.as_ref().map(|fix| Fix { is_safe: fix.is_safe, edits: edits(&fix.edits) }),
    }
}

fn region(sources: &Sources, span: crate::Span) -> Option<Region<'_>> {
    let place = Place::new(sources, span)?;
    Some(Region {
        file: place.source.name(),
        line: place.start.line,
        column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
        start_byte: span.start,
        end_byte: span.end,
        text: place.text,
    })
}

fn labelled<'a>(sources: &'a Sources, label: &'a Label) -> Option<Labelled<'a>> {
    Some(Labelled { region: region(sources, label.span)?, message: &label.message })
}

fn replacement<'a>(sources: &'a Sources, edit: &'a Edit) -> Option<Replacement<'a>> {
    Some(Replacement { region: region(sources, edit.span)?, replacement: &edit.replacement })
}
