//! The pages of the sample, by the report on layout: what no page of a good book has.

use crate::command::{self, exits};
use crate::{Check, checks, sample};
use libtest_mimic::Trial;
use serde_json::Value;
use std::sync::OnceLock;

/// Faults that no edition may have.
const NEVER: [&str; 7] =
    ["widow", "orphan", "stranded-heading", "overfull", "ladder", "overlap", "off-sheet"];

/// How far the last page of a section is filled at least.
const LEAST_LAST_FILL: f64 = 0.25;
/// So many of ten pages whose section goes on reach their foot at least.
const LEAST_LEVEL: u64 = 4;

pub(crate) fn trials() -> Vec<Trial> {
    let trials: [(&str, Check); 9] = [
        ("faults", || faults_in(report()?, 6)),
        ("faults-on-other-sheets-a4", || faults_on("a4")),
        ("faults-on-other-sheets-letter", || faults_on("letter")),
        ("faults-on-other-sheets-a5", || faults_on("a5")),
        ("faults-on-other-sheets-square", || faults_on("square")),
        ("last-pages", last_pages),
        ("pages-are-level", pages_are_level),
        ("human", human),
        ("other-forms-are-refused", other_forms),
    ];
    checks("layout", &trials)
}

/// The report on every edition of the sample, made once.
fn report() -> Result<&'static Value, String> {
    static REPORT: OnceLock<Result<Value, String>> = OnceLock::new();
    let measure = || {
        let said = publish(&["--message-format", "json"], 0)?;
        serde_json::from_str(&said.out).map_err(|error| error.to_string())
    };
    REPORT.get_or_init(measure).as_ref().map_err(String::clone)
}

fn publish(arguments: &[&str], status: i32) -> Result<command::Said, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut command = command::publish(&sample::fixture(), &folder.path().join("dist"));
    exits(command.args(["--report", "layout"]).args(arguments), status)
}

fn list<'v>(value: &'v Value, member: &str) -> Result<&'v Vec<Value>, String> {
    value[member].as_array().ok_or_else(|| format!("no list `{member}`"))
}

/// The editions on another sheet, and the pseudo-language, whose words are a third longer.
fn faults_on(sheet: &str) -> Result<(), String> {
    let said = publish(&["--message-format", "json", "--pseudo", "--page-size", sheet], 0)?;
    let report: Value = serde_json::from_str(&said.out).map_err(|error| error.to_string())?;
    faults_in(&report, 8)
}

fn faults_in(report: &Value, count: usize) -> Result<(), String> {
    let editions = list(report, "editions")?;
    if editions.len() != count {
        return Err(format!("{} editions are measured instead of {count}", editions.len()));
    }
    let mut found = Vec::new();
    for edition in editions {
        let file = edition["file"].as_str().unwrap_or_default();
        if edition["totals"]["lines"].as_u64().is_none_or(|lines| lines < 50) {
            found.push(format!("{file}: lines were not measured"));
        }
        let kinds = edition["totals"]["faults"].as_object().ok_or("no counts of faults")?;
        let unknown = NEVER.iter().filter(|kind| !kinds.contains_key(**kind));
        found.extend(unknown.map(|kind| format!("{file}: `{kind}` is not counted")));
        let bad = list(edition, "faults")?
            .iter()
            .filter(|fault| fault["kind"].as_str().is_some_and(|kind| NEVER.contains(&kind)));
        found.extend(bad.map(|fault| format!("{file}: {fault}")));
    }
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

/// No section of several pages ends with a page that is nearly empty: each of the sample has a way out of it.
fn last_pages() -> Result<(), String> {
    let mut found = Vec::new();
    for edition in list(report()?, "editions")? {
        let sections = list(edition, "sections")?;
        let long = sections.iter().filter(|section| section["pages"].as_u64().is_some_and(|pages| pages > 1));
        let mut counted = 0;
        for section in long {
            counted += 1;
            if section["last_fill"].as_f64().is_none_or(|fill| fill < LEAST_LAST_FILL) {
                found.push(format!("{}: {section}", edition["file"]));
            }
        }
        // A factsheet is one page.
        let is_sheet = sections.iter().all(|section| section["kind"] == "factsheet");
        if counted == 0 && !is_sheet {
            found.push(format!("{}: no section of several pages", edition["file"]));
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

/// Pages whose section goes on reach their foot, but for those where something that is never divided did not fit.
fn pages_are_level() -> Result<(), String> {
    let mut found = Vec::new();
    for edition in list(report()?, "editions")? {
        let totals = &edition["totals"];
        let number = |member: &str| totals[member].as_u64().ok_or_else(|| format!("no `{member}`"));
        let (level, going_on) = (number("level_pages")?, number("pages_that_go_on")?);
        if level * 10 < going_on * LEAST_LEVEL {
            found.push(format!("{}: {level} of {going_on} pages reach their foot", edition["file"]));
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

/// The tables say what the JSON says.
fn human() -> Result<(), String> {
    let out = publish(&[], 0)?.out;
    let mut missing = Vec::new();
    for edition in list(report()?, "editions")? {
        let (file, totals) = (edition["file"].as_str().unwrap_or_default(), &edition["totals"]);
        let first = format!("{file}: {} pages, {} lines", totals["pages"], totals["lines"]);
        if !out.contains(&first) {
            missing.push(first);
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(format!("not in the report:\n{}", missing.join("\n"))) }
}

fn other_forms() -> Result<(), String> {
    for form in ["sarif", "github", "junit"] {
        let said = publish(&["--message-format", form], 2)?;
        if !said.error.contains("--report has the forms") || !said.out.is_empty() {
            return Err(format!("{form}: {}{}", said.error, said.out));
        }
    }
    Ok(())
}
