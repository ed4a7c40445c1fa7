//! What is new in a release: which facts changed, from the ledgers.

use crate::concordance::ledger_value;
use crate::manifest::Manifest;
use concord_ledger::{Fact, Ledger};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The notes as Markdown. Without a ledger before, they are the notes of a first release.
pub(super) fn notes(manifest: &Manifest, before: Option<&Ledger>, now: &Ledger) -> String {
    let mut out = format!("# {}\n\n", manifest.publication);
    write_files(manifest, &mut out);
    out.push_str("## Facts\n\n");
    match before {
        None => {
            let _ =
                writeln!(out, "The first release: {} facts from {} sources.", count(now), now.sources.len());
        }
        Some(before) => write_changes(before, now, &mut out),
    }
    if !manifest.translations.is_empty() {
        out.push_str("\n## Translations\n\n");
        for (tag, state) in &manifest.translations {
            let _ = writeln!(out, "- {tag}: {} % of the words, {}", state.percent, state.fate.words());
        }
    }
    out
}

// A string takes no error from writing.

fn write_files(manifest: &Manifest, out: &mut String) {
    out.push_str("## Files\n\n");
    for output in &manifest.outputs {
        let Some(pages) = output.pages else { continue };
        let pages = if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") };
        let standards = output.standards.as_deref().unwrap_or_default().join(", ");
        let _ = writeln!(out, "- {} ({}): {}, {standards}", output.title, output.file, pages);
    }
    out.push('\n');
}

fn write_changes(before: &Ledger, now: &Ledger, out: &mut String) {
    let values = |ledger: &Ledger| -> BTreeMap<String, String> {
        ledger.facts().map(|(id, fact)| (id.to_owned(), ledger_value(fact))).collect()
    };
    let (old, new) = (values(before), values(now));
    let mut lines = 0;
    for (id, fact) in now.facts() {
        let value = ledger_value(fact);
        let line = match old.get(id) {
            Some(known) if *known == value => continue,
            Some(known) => format!("{id}: {known} to {value}"),
            None => format!("{id}: {value} (new)"),
        };
        let _ = writeln!(out, "- {line}{}", sources(now, fact));
        lines += 1;
    }
    for (id, value) in old.iter().filter(|(id, _)| !new.contains_key(*id)) {
        let _ = writeln!(out, "- {id}: {value} (withdrawn)");
        lines += 1;
    }
    if lines == 0 {
        out.push_str("No fact changed.\n");
    }
}

/// Where a fact is from, as the end of a line.
fn sources(ledger: &Ledger, fact: Fact<'_>) -> String {
    let known = fact.provenance().sources.iter().filter_map(|id| ledger.sources.get(&id.value));
    let names: Vec<String> = known
        .map(|source| {
            let (title, publisher) = (&source.title.value, &source.publisher.value);
            match &source.url {
                Some(url) => format!("[{title}]({}), {publisher}", url.value),
                None => format!("{title}, {publisher}"),
            }
        })
        .collect();
    if names.is_empty() { String::new() } else { format!("; source: {}", names.join("; ")) }
}

fn count(ledger: &Ledger) -> usize {
    ledger.facts().count()
}
