//! A package as a PO file.

use super::plurals;
use super::{MADE, SOURCE_LANGUAGE};
use crate::segment::{MarkerKind, Segment};
use crate::take::written;
use crate::unit::{Package, State, Unit};
use crate::writing::Reader;

/// Writes a package. `read` is the reader of Markdown that imports will use.
pub fn write(package: &Package, read: &Reader<'_>) -> String {
    let mut out = header(package);
    for unit in &package.units {
        entry(unit, read, &mut out);
    }
    out
}

fn header(package: &Package) -> String {
    let language = package.target.replace('-', "_");
    let date = format!("{} 00:00+0000", package.date);
    let mut fields = vec![
        ("Project-Id-Version", package.publication.clone()),
        ("POT-Creation-Date", date.clone()),
        ("PO-Revision-Date", date),
        ("Last-Translator", "none named".to_owned()),
        ("Language-Team", package.target.clone()),
        ("Language", language),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", "text/plain; charset=UTF-8".to_owned()),
        ("Content-Transfer-Encoding", "8bit".to_owned()),
    ];
    if let Some(rule) = plurals::rule(&package.target) {
        fields.push(("Plural-Forms", rule.to_owned()));
    }
    fields.push(("X-Generator", concat!("Concord ", env!("CARGO_PKG_VERSION")).to_owned()));
    fields.push((SOURCE_LANGUAGE, package.source.clone()));
    let mut out = String::from(
        "# Keep what stands in {{double braces}} as it is: it is filled in. So is the name behind [^.\n\
         # Words between ** or *, and the words of a [link](address), are translated with these signs around them.\n\
         msgid \"\"\nmsgstr \"\"\n",
    );
    for (name, value) in fields {
        out.push_str(&quoted(&format!("{name}: {value}\n")));
        out.push('\n');
    }
    out
}

fn entry(unit: &Unit, read: &Reader<'_>, out: &mut String) {
    out.push('\n');
    for note in unit.notes.iter().cloned().chain(unit.value_notes()) {
        for line in note.lines() {
            out.push_str(&format!("#. {line}\n"));
        }
    }
    out.push_str(&format!("#. {MADE}{}\n", unit.made()));
    out.push_str(&format!("#: {}\n", unit.place));
    let mut flags = Vec::new();
    if unit.state == State::NeedsReview {
        flags.push("fuzzy");
    }
    if unit.is_message && is_brace_format(&unit.source) {
        flags.push("python-brace-format");
    }
    if !flags.is_empty() {
        out.push_str(&format!("#, {}\n", flags.join(", ")));
    }
    string("msgctxt", &unit.id, out);
    string("msgid", &written(&unit.source, unit.is_message, read), out);
    let target = unit.target.as_ref().map(|target| written(target, unit.is_message, read));
    string("msgstr", &target.unwrap_or_default(), out);
}

/// Whether tools can check a message's names by the rules of Python's braces.
fn is_brace_format(source: &Segment) -> bool {
    let mut names = source.markers.iter().filter(|marker| marker.kind == MarkerKind::Name).peekable();
    let has_names = names.peek().is_some();
    has_names && names.all(|name| !name.identity.contains('-')) && !source.words().contains(['{', '}'])
}

fn string(keyword: &str, text: &str, out: &mut String) {
    if !text.contains('\n') {
        out.push_str(&format!("{keyword} {}\n", quoted(text)));
        return;
    }
    out.push_str(&format!("{keyword} \"\"\n"));
    for line in text.split_inclusive('\n') {
        out.push_str(&quoted(line));
        out.push('\n');
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
