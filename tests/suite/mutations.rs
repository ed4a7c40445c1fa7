//! The checks themselves, measured: single faults are planted into the sample, and each must be found where it stands.
//! `docs/recall.md` is the table of it.

use crate::cases::difference;
use crate::folder::read_all;
use crate::{Check, blesses, checks, root, sample};
use concord::selftest::{Choice, Report, Tally, Verdict, faults, measure};
use concord_manuscript::Files;
use libtest_mimic::Trial;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The least number of faults that are planted.
const LEAST: usize = 200;

pub(crate) fn trials() -> Vec<Trial> {
    let all: [(&str, Check); 4] =
        [("found", found), ("every-kind", every_kind), ("recall", recall), ("same-seed", same_seed)];
    checks("mutations", &all)
}

/// The sample, with what it has no place for.
fn files() -> Result<Files, String> {
    let mut files = Files::new();
    for folder in [sample::fixture(), root().join("tests/selftest")] {
        read_all(&folder, "", &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    files.retain(|path, _| path != "README.md");
    Ok(files)
}

fn choice(seed: u64) -> Choice {
    Choice { seed, per_kind: 3, only: String::new() }
}

/// The faults and what became of them, made once for all trials.
fn measured() -> Result<&'static Report, String> {
    static MEASURED: OnceLock<Result<Report, String>> = OnceLock::new();
    let measure = || measure(&files()?, &choice(1)).map_err(|failure| failure.to_string());
    MEASURED.get_or_init(measure).as_ref().map_err(String::clone)
}

/// The clean publication has no finding, and every fault is found at its place.
fn found() -> Result<(), String> {
    let report = measured()?;
    let total = report.total();
    if report.clean_findings > 0 {
        return Err(format!("the publication has {} findings without any fault", report.clean_findings));
    }
    if total.planted < LEAST {
        return Err(format!("{} faults are too few", total.planted));
    }
    if total.found < total.planted {
        return Err(format!(
            "{} of {} are not found\n{}",
            total.planted - total.found,
            total.planted,
            report.to_text()
        ));
    }
    Ok(())
}

/// Every kind is planted in some language, and every language has faults.
fn every_kind() -> Result<(), String> {
    let report = measured()?;
    let planted = report.kinds();
    let without: Vec<&str> =
        report.places.iter().map(|(kind, _)| *kind).filter(|kind| !planted.contains_key(kind)).collect();
    let locales: Vec<&str> = report.locales().into_keys().collect();
    if !without.is_empty() {
        return Err(format!("there is no place for: {}", without.join(", ")));
    }
    if locales != ["en", "es", "fr", "ledger"] {
        return Err(format!("faults stand in {}", locales.join(", ")));
    }
    Ok(())
}

/// The table that people read is the one that was measured.
fn recall() -> Result<(), String> {
    let seen = table(measured()?);
    let path = root().join("docs/recall.md");
    if blesses() {
        return std::fs::write(&path, seen).map_err(|error| error.to_string());
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected == seen {
        return Ok(());
    }
    Err(format!("docs/recall.md differs (BLESS=1 accepts what is seen)\n{}", difference(&expected, &seen)))
}

fn table(report: &Report) -> String {
    let total = report.total();
    let mut out = format!(
        "# Which faults are found\n\nThe suite plants single faults into copies of the sample, one at a time, and runs every \
         check. A fault is found where a new finding points\nat its block or line under a code that says what it is; see \
         `docs/selftest.md`. This page is written by the trial `mutations/recall`.\n\n{} of {} faults are found ({} %), \
         with no finding on the clean text.\n\n| kind of fault | places | planted | found | by |\n|---|--:|--:|--:|---|\n",
        total.found,
        total.planted,
        total.rate().unwrap_or_default(),
    );
    let tallies = report.kinds();
    let mut codes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (fault, verdict) in &report.faults {
        if let Verdict::Found(code) = verdict {
            codes.entry(fault.kind).or_default().insert(code);
        }
    }
    for (kind, places) in &report.places {
        let Tally { planted, found, .. } = tallies.get(kind).copied().unwrap_or_default();
        let by: Vec<&str> = codes.get(kind).into_iter().flatten().copied().collect();
        let count: usize = places.values().sum();
        out.push_str(&format!("| {kind} | {count} | {planted} | {found} | {} |\n", by.join(", ")));
    }
    out.push_str("\n| language | planted | found |\n|---|--:|--:|\n");
    for (locale, Tally { planted, found, .. }) in report.locales() {
        out.push_str(&format!("| {locale} | {planted} | {found} |\n"));
    }
    out
}

/// The same seed plants the same faults; another one, others.
fn same_seed() -> Result<(), String> {
    let files = files()?;
    let planned = |seed| faults(&files, &choice(seed)).map_err(|failure| failure.to_string());
    let (first, again, other) = (planned(7)?, planned(7)?, planned(8)?);
    match (first == again, first == other) {
        (true, false) => Ok(()),
        (false, _) => Err("the same seed chose other faults".to_owned()),
        (_, true) => Err("another seed chose the same faults".to_owned()),
    }
}
