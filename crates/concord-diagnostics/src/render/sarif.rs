//! SARIF 2.1.0 (OASIS), which code scanning services and editors read.

use super::frame::{Frame, Place, details, fingerprints};
use crate::{Code, Diagnostic, Edit, Fix, Label, Severity, Sources};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The findings as one run of a SARIF log, pretty-printed and ended by a line break.
pub fn sarif(sources: &Sources, diagnostics: &[Diagnostic], frame: &Frame<'_>) -> String {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|finding| finding.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let log = Log { sources, frame, codes: &codes };
    let names = fingerprints(sources, diagnostics);
    let results: Vec<Value> =
        diagnostics.iter().zip(&names).map(|(finding, name)| log.result(finding, name)).collect();
    let rules: Vec<Value> = codes.iter().map(|code| log.rule(*code)).collect();
    super::pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": frame.tool, "semanticVersion": frame.version, "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

struct Log<'a> {
    sources: &'a Sources,
    frame: &'a Frame<'a>,
    codes: &'a [Code],
}

impl Log<'_> {
    fn rule(&self, code: Code) -> Value {
        let page = (self.frame.page)(code);
        let (what, mend) = (section(page, "What"), section(page, "How to mend"));
        let first = what.split_inclusive(". ").next().unwrap_or_default().trim_end();
        let mut rule = json!({
            "id": code.id(),
            "name": code.name(),
            "defaultConfiguration": { "level": level(code.severity()) },
        });
        if !what.is_empty() {
            rule["shortDescription"] = message(first);
            rule["fullDescription"] = message(&what);
            rule["help"] = json!({ "text": mend, "markdown": page });
        }
        rule
    }

    fn result(&self, finding: &Diagnostic, fingerprint: &str) -> Value {
        let mut words = vec![finding.message.clone()];
        words.extend(details(self.sources, finding));
        let mut result = json!({
            "ruleId": finding.code.id(),
            "ruleIndex": self.codes.binary_search(&finding.code).unwrap_or_default(),
            "level": level(finding.severity),
            "message": { "text": words.join("\n") },
            "partialFingerprints": { "concord/v1": fingerprint },
        });
        let locations = finding.primary.iter().filter_map(|label| self.location(label, None));
        result["locations"] = locations.collect();
        let related = finding.secondary.iter().zip(1..);
        let related: Vec<Value> = related.filter_map(|(label, id)| self.location(label, Some(id))).collect();
        if !related.is_empty() {
            result["relatedLocations"] = related.into();
        }
        if let Some(fix) = finding.fix.as_ref().and_then(|fix| self.fix(fix)) {
            result["fixes"] = json!([fix]);
        }
        result
    }

    /// A place in a file, or in a text that is in none, which has a name alone.
    fn location(&self, label: &Label, id: Option<usize>) -> Option<Value> {
        let place = Place::new(self.sources, label.span)?;
        let mut location = Map::new();
        if let Some(id) = id {
            location.insert("id".to_owned(), id.into());
        }
        if !label.message.is_empty() {
            location.insert("message".to_owned(), message(&label.message));
        }
        match (self.frame.path)(place.source.name()) {
            Some(path) => {
                let mut region = region(&place);
                region["snippet"] = json!({ "text": place.text });
                let artifact = json!({ "uri": uri(&path) });
                let physical = json!({ "artifactLocation": artifact, "region": region });
                location.insert("physicalLocation".to_owned(), physical);
            }
            None => {
                let line = place.start.line;
                let name = format!("{}:{line}", place.source.name());
                location.insert("logicalLocations".to_owned(), json!([{ "fullyQualifiedName": name }]));
            }
        }
        Some(Value::Object(location))
    }

    fn fix(&self, fix: &Fix) -> Option<Value> {
        let mut changes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for Edit { span, replacement } in &fix.edits {
            let place = Place::new(self.sources, *span)?;
            let path = (self.frame.path)(place.source.name())?;
            let replacement =
                json!({ "deletedRegion": region(&place), "insertedContent": { "text": replacement } });
            changes.entry(uri(&path)).or_default().push(replacement);
        }
        let changes: Vec<Value> = changes
            .into_iter()
            .map(|(uri, edits)| json!({ "artifactLocation": { "uri": uri }, "replacements": edits }))
            .collect();
        let description = super::human::remedies(self.sources, fix).join("; ");
        (!changes.is_empty())
            .then(|| json!({ "description": message(&description), "artifactChanges": changes }))
    }
}

fn message(text: &str) -> Value {
    json!({ "text": text })
}

fn level(severity: Severity) -> &'static str {
    severity.word()
}

fn region(place: &Place<'_>) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    })
}

/// The text of a page's section, its lines joined to paragraphs.
fn section(page: &str, title: &str) -> String {
    let head = format!("## {title}\n");
    let body = page.split_once(&head).map_or("", |(_, rest)| rest);
    let body = body.split("\n## ").next().unwrap_or_default().trim();
    let paragraphs = body.split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// A path as a URI reference (RFC 3986): relative, or of the scheme `file` where the path begins at the root.
fn uri(path: &str) -> String {
    let mut out = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
