//! JUnit's XML, which CI servers show as tests: a suite for every file, a case for every finding.

use super::frame::{Frame, Place, details};
use crate::{Counts, Diagnostic, Severity, Sources, by_file};
use std::collections::BTreeSet;

/// The findings as a document of JUnit. Errors are failures; a warning or note is a case that passes and says so in its
/// output. A file without findings is a suite of one case that passes.
pub fn junit(sources: &Sources, diagnostics: &[Diagnostic], frame: &Frame<'_>) -> String {
    let mut suites = String::new();
    let groups = by_file(sources, diagnostics);
    for (file, findings) in &groups {
        suite(sources, file.unwrap_or("the publication as a whole"), findings, frame, &mut suites);
    }
    let with: BTreeSet<&str> = groups.iter().filter_map(|(file, _)| *file).collect();
    let files = sources.iter().map(|(_, source)| source.name()).filter(|name| (frame.path)(name).is_some());
    let without: Vec<&str> = files.filter(|name| !with.contains(name)).collect();
    for name in &without {
        let file = attribute(name);
        suites.push_str(&format!(
            "  <testsuite name=\"{file}\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n    \
             <testcase name=\"no findings\" classname=\"{file}\"/>\n  </testsuite>\n"
        ));
    }
    let (tests, failures) = (diagnostics.len() + without.len(), Counts::of(diagnostics).errors);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{tests}\" \
         failures=\"{failures}\" errors=\"0\">\n{suites}</testsuites>\n",
        attribute(frame.tool)
    )
}

fn suite(sources: &Sources, name: &str, findings: &[Diagnostic], frame: &Frame<'_>, out: &mut String) {
    let (tests, failures) = (findings.len(), Counts::of(findings).errors);
    out.push_str(&format!(
        "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">\n",
        attribute(name)
    ));
    for finding in findings {
        case(sources, name, finding, frame, out);
    }
    out.push_str("  </testsuite>\n");
}

fn case(sources: &Sources, file: &str, finding: &Diagnostic, frame: &Frame<'_>, out: &mut String) {
    let place = Place::of(sources, finding.primary.as_ref());
    let (id, name) = (finding.code.id(), finding.code.name());
    let at =
        place.as_ref().map_or(String::new(), |place| format!(" {}:{}", place.start.line, place.start.column));
    out.push_str(&format!(
        "    <testcase name=\"{}\" classname=\"{}\"",
        attribute(&format!("{id} {name}{at}")),
        attribute(file)
    ));
    if let Some((path, place)) = place.and_then(|place| Some(((frame.path)(place.source.name())?, place))) {
        out.push_str(&format!(" file=\"{}\" line=\"{}\"", attribute(&path), place.start.line));
    }
    out.push_str(">\n");
    let lines = details(sources, finding).join("\n");
    if finding.severity == Severity::Error {
        let message = attribute(&finding.message);
        out.push_str(&format!(
            "      <failure message=\"{message}\" type=\"{id}\">{}</failure>\n",
            text(&lines)
        ));
    } else {
        let said = format!("{}: {}\n{lines}", finding.severity.word(), finding.message);
        out.push_str(&format!("      <system-out>{}</system-out>\n", text(&said)));
    }
    out.push_str("    </testcase>\n");
}

/// Text between tags. Characters that XML 1.0 cannot hold become U+FFFD.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            // `]]>` may not stand in text.
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

/// Text between double quotes, where a reader would make spaces of line breaks and tabs.
fn attribute(value: &str) -> String {
    text(value).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;")
}
