//! The forms of findings for programs, given findings that hold whatever could break them.

use crate::tools::Tool;
use crate::{Check, checks};
use concord_diagnostics::render::{self, Frame};
use concord_diagnostics::{Code, Diagnostic, Edit, Sources, Span, sort};
use libtest_mimic::Trial;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn trials() -> Vec<Trial> {
    let plain: [(&str, Check); 4] =
        [("json", json), ("github", github), ("junit", junit), ("fingerprints", fingerprints)];
    let mut trials = checks("formats", &plain);
    trials.push(Trial::ignorable_test("formats/sarif-schema", || {
        Tool::Sarif.trial(|validator| {
            let log = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
            std::fs::write(log.path(), hostile(render::sarif)).map_err(|error| error.to_string())?;
            validator.output([log.path()]).map(drop)
        })
    }));
    trials
}

/// Ends lines, tags, commands and strings; cannot be in XML; changes the direction of text; is outside the first plane.
const HOSTILE: &str =
    "\u{0}\u{1b}[31m\r\n::error::\t%0A,:=]]>&amp;<b a='\"'>\u{202e}\u{fffe}\u{7f}\u{85}\u{2028}🌉";

fn hostile(render: fn(&Sources, &[Diagnostic], &Frame<'_>) -> String) -> String {
    let mut sources = Sources::new();
    let text = format!("ä {HOSTILE} end\n{HOSTILE}\n");
    let name = format!("en/{}.md", HOSTILE.replace(['\0', '/'], ""));
    let file = sources.add(name, text.clone());
    let skeleton = sources.add("<templates/text.md.hbs for en>", "one\ntwo");
    let whole = Span::new(file, 3..text.len());
    let mut findings = vec![
        Diagnostic::new(Code::BROKEN_LINK, HOSTILE)
            .at(Span::new(file, 3..3 + HOSTILE.len()), HOSTILE)
            .and(Span::new(skeleton, 4..7), HOSTILE)
            .and(whole, "")
            .note(HOSTILE)
            .help(HOSTILE)
            .with_fix(
                vec![
                    Edit { span: Span::new(file, 0..0), replacement: HOSTILE.to_owned() },
                    Edit { span: whole, replacement: String::new() },
                ],
                true,
            ),
        Diagnostic::new(Code::UNUSED_NOTE, HOSTILE).at(whole, ""),
        Diagnostic::new(Code::UNUSED_FACT, HOSTILE).at(Span::new(skeleton, 0..3), HOSTILE),
        Diagnostic::new(Code::MISSING_FILE, HOSTILE),
    ];
    sort(&mut findings);
    shown(&sources, &findings, render)
}

fn shown(
    sources: &Sources,
    findings: &[Diagnostic],
    render: fn(&Sources, &[Diagnostic], &Frame<'_>) -> String,
) -> String {
    let path = |name: &str| (!name.starts_with('<')).then(|| format!("a folder/{name}"));
    let page = |_: Code| "# X\n\n## What\n\nOne thing. And more.\n\n## How to mend\n\nSo.\n";
    let drafts = BTreeMap::from([("fr".to_owned(), 2)]);
    let frame = Frame { tool: HOSTILE, version: "1.2.3", path: &path, page: &page, drafts: &drafts };
    render(sources, findings, &frame)
}

fn expect(holds: bool, what: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.into()) }
}

fn json() -> Result<(), String> {
    let text = hostile(render::json);
    let report: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let summary = &report["summary"];
    let counts =
        ["errors", "warnings", "notes", "files"].map(|key| summary[key].as_u64().unwrap_or_default());
    expect(counts == [2, 1, 1, 2], &text)?;
    expect(summary["drafts"][0]["parity_findings"] == 2, &text)?;
    let finding = &report["findings"][1];
    expect(finding["message"] == HOSTILE && finding["primary"]["text"] == HOSTILE, &text)?;
    expect(finding["fix"]["edits"][0]["replacement"] == HOSTILE, &text)
}

/// Every command is a line of its own, and nothing in it begins another or another property.
fn github() -> Result<(), String> {
    let text = hostile(render::github);
    expect(text.lines().count() == 4 && !text.contains('\r'), &text)?;
    for line in text.lines() {
        let command = line.strip_prefix("::").ok_or(&text)?;
        let (properties, _) = command.split_once("::").ok_or(&text)?;
        let (_, properties) = properties.split_once(' ').ok_or(&text)?;
        let names: Vec<&str> = properties.split(',').filter_map(|one| Some(one.split_once('=')?.0)).collect();
        let known = ["file", "line", "endLine", "col", "endColumn", "title"];
        expect(
            names.len() == properties.split(',').count() && names.iter().all(|n| known.contains(n)),
            line,
        )?;
    }
    Ok(())
}

fn junit() -> Result<(), String> {
    let text = hostile(render::junit);
    let document = roxmltree::Document::parse(&text).map_err(|error| format!("{error}\n{text}"))?;
    let count = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count();
    expect((count("testsuite"), count("testcase")) == (3, 4), &text)?;
    expect((count("failure"), count("system-out")) == (2, 2), &text)?;
    let failure = document.descendants().rfind(|node| node.has_tag_name("failure")).ok_or(&text)?;
    // What XML cannot hold is replaced, and the rest is whole.
    let whole = HOSTILE.replace(['\0', '\u{1b}', '\u{fffe}'], "\u{fffd}");
    expect(failure.attribute("message") == Some(&whole), &text)
}

/// A finding keeps its name when lines are put in above it; equal words in one file have names of their own.
fn fingerprints() -> Result<(), String> {
    let names = |text: &str| {
        let mut sources = Sources::new();
        let file = sources.add("en/text.md", text);
        let places = text.match_indices("wrong").map(|(at, word)| Span::new(file, at..at + word.len()));
        let findings: Vec<Diagnostic> =
            places.map(|span| Diagnostic::new(Code::BROKEN_LINK, "m").at(span, "")).collect();
        render::fingerprints(&sources, &findings)
    };
    let before = names("wrong and wrong\n");
    expect(before.iter().collect::<BTreeSet<_>>().len() == 2, format!("{before:?}"))?;
    expect(names("a line\n\nwrong, and then wrong\n") == before, "a name changed with the line")
}
