//! Workflow commands, which GitHub Actions shows beside the lines of a pull request.

use super::frame::{Frame, Place, details};
use crate::{Diagnostic, Severity, Sources};

/// One command a finding, a line each.
pub fn github(sources: &Sources, diagnostics: &[Diagnostic], frame: &Frame<'_>) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let title = format!("{} {}", diagnostic.code.id(), diagnostic.code.name());
        let mut properties = place(sources, diagnostic, frame);
        properties.push(("title", title));
        let properties: Vec<String> =
            properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
        let mut lines = vec![diagnostic.message.clone()];
        lines.extend(details(sources, diagnostic));
        out.push_str(&format!("::{command} {}::{}\n", properties.join(","), data(&lines.join("\n"))));
    }
    out
}

/// The file and the place in it. Columns are there where the place is in one line: GitHub takes them for no other.
fn place(sources: &Sources, diagnostic: &Diagnostic, frame: &Frame<'_>) -> Vec<(&'static str, String)> {
    let Some(place) = Place::of(sources, diagnostic.primary.as_ref()) else { return Vec::new() };
    let Some(path) = (frame.path)(place.source.name()) else { return Vec::new() };
    let mut properties =
        vec![("file", path), ("line", place.start.line.to_string()), ("endLine", place.end.line.to_string())];
    if place.start.line == place.end.line {
        properties.push(("col", place.start.column.to_string()));
        properties.push(("endColumn", place.end.column.to_string()));
    }
    properties
}

/// The text of a command: what would end or change the line is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which ends at a comma or colon too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
