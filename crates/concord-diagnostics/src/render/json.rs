//! For programs: an array of objects with positions in lines, columns and bytes.

use crate::{Diagnostic, Label, Sources};
use serde::Serialize;

#[derive(Serialize)]
struct Object<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary: Option<Place<'a>>,
    secondary: Vec<Place<'a>>,
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start_byte: u32,
    end_byte: u32,
    message: &'a str,
}

/// The findings as a JSON array, pretty-printed and ended by a line break.
pub fn json(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let objects: Vec<_> = diagnostics.iter().map(|diagnostic| object(sources, diagnostic)).collect();
    let mut text = serde_json::to_string_pretty(&objects).unwrap_or_else(|error| format!("\"{error}\""));
    text.push('\n');
    text
}

fn object<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Object<'a> {
    Object {
        code: diagnostic.code.id(),
        name: diagnostic.code.name(),
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        primary: diagnostic.primary.as_ref().and_then(|label| place(sources, label)),
        secondary: diagnostic.secondary.iter().filter_map(|label| place(sources, label)).collect(),
        notes: &diagnostic.notes,
        help: diagnostic.help.as_deref(),
    }
}

fn place<'a>(sources: &'a Sources, label: &'a Label) -> Option<Place<'a>> {
    let source = sources.get(label.span.source)?;
    let (start, end) = (source.position(label.span.start), source.position(label.span.end));
    Some(Place {
        file: source.name(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start_byte: label.span.start,
        end_byte: label.span.end,
        message: &label.message,
    })
}
