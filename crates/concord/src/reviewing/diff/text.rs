//! Differences as text.

use super::{Change, Compared, FactChange, Fate, Report, Summary};
use crate::report::counted;
use crate::reviewing::words;
use std::fmt::Write;

/// The differences, the summary first.
pub(super) fn text(report: &Report) -> String {
    let mut out = String::new();
    // A string takes no error from writing.
    let _ = writeln!(out, "{}", summary(report));
    for name in &report.only_before {
        let _ = writeln!(out, "\n{name}: only before");
    }
    for name in &report.only_now {
        let _ = writeln!(out, "\n{name}: only now");
    }
    for edition in report.editions.iter().filter(|edition| !edition.same) {
        self::edition(edition, &mut out);
    }
    let mut reasons: Vec<&str> =
        report.editions.iter().filter_map(|edition| edition.facts_not_compared.as_deref()).collect();
    reasons.dedup();
    for reason in reasons {
        let _ = writeln!(out, "\nfacts were not compared: {reason}");
    }
    out
}

/// In a line.
pub(super) fn summary(report: &Report) -> String {
    let Summary { facts, changed, added, removed, moved, tags, on_other_pages, metadata, .. } =
        report.summary;
    let editions = counted(report.editions.len(), "edition");
    if report.same {
        return format!("nothing differs in {editions}");
    }
    let mut parts = Vec::new();
    let mut part = |count: usize, words: String| {
        if count > 0 {
            parts.push(words);
        }
    };
    part(facts, counted(facts, "fact"));
    part(changed, format!("{} changed", counted(changed, "block")));
    part(added, format!("{added} added"));
    part(removed, format!("{removed} removed"));
    part(moved, format!("{moved} moved"));
    part(tags, format!("{tags} with other tags"));
    part(on_other_pages, format!("{on_other_pages} the same on another page"));
    part(metadata, format!("{} of the metadata", counted(metadata, "line")));
    part(report.only_before.len(), format!("{} only before", counted(report.only_before.len(), "file")));
    part(report.only_now.len(), format!("{} only now", counted(report.only_now.len(), "file")));
    let pages = pages(report.summary.pages_before, report.summary.pages_now);
    format!("{}; {pages} in {editions}", parts.join(", "))
}

pub(super) fn pages(before: usize, now: usize) -> String {
    format!("{} before, {now} now", counted(before, "page"))
}

/// What an edition is called.
pub(super) fn title(edition: &Compared) -> String {
    let parts = [edition.locale.as_deref(), edition.document.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    let files = if edition.before == edition.now {
        edition.now.clone()
    } else {
        format!("{} -> {}", edition.before, edition.now)
    };
    if parts.is_empty() { files } else { format!("{} ({files})", parts.join(" ")) }
}

fn edition(edition: &Compared, out: &mut String) {
    let _ = writeln!(out, "\n{}", title(edition));
    let _ = write!(out, "  {}", pages(edition.pages_before, edition.pages_now));
    if edition.on_other_pages > 0 {
        let _ = write!(out, "; {} the same on another page", counted(edition.on_other_pages, "block"));
    }
    out.push('\n');
    for fact in &edition.facts {
        let _ = writeln!(out, "  fact {}", self::fact(fact));
    }
    for property in &edition.metadata {
        let _ = writeln!(out, "  {}: {}", property.what, change_of(&property.before, &property.after));
    }
    for change in &edition.blocks {
        let _ = writeln!(out, "  {}", heading(change));
        let _ = writeln!(out, "    {}", words::marked(&change.words));
        for tag in &change.tags {
            let _ = writeln!(out, "    {}: {}", tag.what, change_of(&tag.before, &tag.after));
        }
    }
}

/// A property before and now.
pub(super) fn change_of(before: &str, now: &str) -> String {
    let or_none = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
    format!("{} -> {}", or_none(before), or_none(now))
}

fn fact(fact: &FactChange) -> String {
    let FactChange { id, before, now, words_before, words_now } = fact;
    let quoted = |words: &[String]| words.iter().map(|it| format!("“{it}”")).collect::<Vec<_>>().join(", ");
    match (before, now) {
        (Some(before), Some(now)) => {
            format!("{id}: {before} -> {now} ({} -> {})", quoted(words_before), quoted(words_now))
        }
        (Some(before), None) => format!("{id}: {before}, no longer stated ({})", quoted(words_before)),
        (None, now) => {
            format!("{id}: {}, not stated before ({})", now.clone().unwrap_or_default(), quoted(words_now))
        }
    }
}

/// Where a block stands, what it is and what became of it.
pub(super) fn heading(change: &Change) -> String {
    let page = match (&change.page_before, &change.page_now) {
        (Some(before), Some(now)) if before != now => format!("page {before}, now {now}"),
        (Some(page), None) => format!("page {page} before"),
        (_, Some(page)) => format!("page {page}"),
        _ => "no page".to_owned(),
    };
    let under = match change.under.as_str() {
        "" => String::new(),
        under => format!(" after “{under}”"),
    };
    format!("{page}, {}{under}: {}", change.what, fate(change.fate))
}

pub(super) fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Changed => "changed",
        Fate::Added => "added",
        Fate::Removed => "removed",
        Fate::Moved => "moved",
        Fate::Tags => "other tags",
    }
}
