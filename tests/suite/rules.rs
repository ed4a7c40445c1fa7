//! Cases of rules: the findings that are expected of a text stand behind the lines that they point at.
//!
//! ```text
//! Les travaux ont duré 18 mois. //~ error T308 "18"
//! ```
//!
//! Severity, code and the underlined text (its first line) are compared; a finding that no line expects, and one that is
//! missing, fail the case. What stands behind `//~` is taken off before the files are read.

use crate::folder::Folder;
use crate::format::{Case, Change, Malformed, shown};
use crate::{blesses, cases};
use concord_check::Policy;
use concord_diagnostics::{Diagnostic, Sources, sort};
use concord_manuscript::ingest;
use libtest_mimic::{Failed, Trial};
use std::collections::BTreeMap;

/// The folder of these cases below `tests/cases`.
pub(crate) const AREA: &str = "rules";
const MARK: &str = " //~ ";

/// One trial a case.
pub(crate) fn trials(cases: &[Result<Case, Malformed>]) -> Vec<Trial> {
    let cases = cases.iter().filter_map(|case| case.as_ref().ok()).filter(|case| case.area == AREA);
    cases
        .map(|case| {
            let case = case.clone();
            Trial::test(case.trial(), move || check(&case))
        })
        .collect()
}

/// The expectations of a line, by file and line from 1.
type Lines = BTreeMap<(String, usize), Vec<String>>;

fn check(case: &Case) -> Result<(), Failed> {
    let mut bare = case.clone();
    for change in &mut bare.changes {
        // A picture is no text, and has no marks.
        if let Change::File(_, bytes) = change
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            *bytes = without_marks(text).into_bytes();
        }
    }
    let seen = annotations(&Folder::of(&bare)?)?;
    let text = annotated(&case.text, &seen)?;
    if text == case.text {
        return Ok(());
    }
    if blesses() {
        return std::fs::write(&case.path, text)
            .map_err(|error| format!("{}: {error}", shown(&case.path)).into());
    }
    let difference = cases::difference(&case.text, &text);
    Err(format!("{} (BLESS=1 accepts what is seen)\n{difference}", shown(&case.path)).into())
}

fn without_marks(text: &str) -> String {
    text.split_inclusive('\n').map(|line| bare(line).to_owned() + ending(line)).collect()
}

fn bare(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.split(MARK).next().unwrap_or(line)
}

fn ending(line: &str) -> &'static str {
    if line.ends_with('\n') { "\n" } else { "" }
}

/// The findings of ingest and of every rule, as they weigh in the publication.
pub(crate) fn findings(folder: &Folder, sources: &mut Sources) -> Result<Vec<Diagnostic>, String> {
    let ingested = ingest(&folder.publication, sources);
    let mut findings = ingested.diagnostics;
    let publication = ingested.value.ok_or("the case has no publication")?;
    findings.extend(concord_check::check(&publication, sources, &Default::default()));
    let mut policy = Policy::of(&publication, sources);
    policy.weigh(sources, &mut findings);
    findings.extend(policy.faults().to_vec());
    findings.extend(policy.unused());
    sort(&mut findings);
    Ok(findings)
}

fn annotations(folder: &Folder) -> Result<Lines, String> {
    let mut sources = Sources::new();
    let mut lines = Lines::new();
    for finding in findings(folder, &mut sources)? {
        let nowhere = || format!("a finding without a place: {} {}", finding.code.id(), finding.message);
        let span = finding.primary.as_ref().ok_or_else(nowhere)?.span;
        let source = sources.get(span.source).ok_or_else(nowhere)?;
        let place = (source.name().to_owned(), source.position(span.start).line);
        let underlined = sources.snippet(span).lines().next().unwrap_or_default();
        let annotation = format!("{} {} \"{underlined}\"", finding.severity.word(), finding.code.id());
        lines.entry(place).or_default().push(annotation);
    }
    Ok(lines)
}

/// The case's text with what was seen behind its lines, and nothing else changed.
fn annotated(text: &str, seen: &Lines) -> Result<String, String> {
    let mut left = seen.clone();
    let mut out = String::new();
    let mut file: Option<(String, usize)> = None;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        file = match file {
            None => trimmed
                .trim_start_matches('`')
                .strip_prefix("file ")
                .filter(|_| trimmed.starts_with("```"))
                .map(|path| (path.to_owned(), 0)),
            Some(_) if trimmed.starts_with("```") && trimmed.chars().all(|c| c == '`') => None,
            Some((path, number)) => Some((path, number + 1)),
        };
        let Some((path, number)) = file.clone().filter(|(_, number)| *number > 0) else {
            out.push_str(line);
            continue;
        };
        out.push_str(bare(line));
        for annotation in left.remove(&(path, number)).unwrap_or_default() {
            out.push_str(MARK);
            out.push_str(&annotation);
        }
        out.push_str(ending(line));
    }
    match left.into_iter().next() {
        None => Ok(out),
        Some(((path, line), annotations)) => {
            Err(format!("a finding outside the case's files: {path}:{line}: {}", annotations.join(", ")))
        }
    }
}
