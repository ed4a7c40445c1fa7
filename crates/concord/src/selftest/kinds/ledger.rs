//! The ledger: periods, parts, shares, series, sources, invariants.

use super::{Kind, LEDGER, kind};
use crate::selftest::change::Change;
use crate::selftest::scene::{Entry, Scene, entries};
use std::ops::Range;

pub(super) const KINDS: &[Kind] = &[
    kind("phase ends early", &["phases-gap", "L*"], LEDGER, |scene| phase_end(scene, -2)),
    kind("phase ends late", &["phases-overlap", "L*"], LEDGER, |scene| phase_end(scene, 2)),
    kind("period reversed", &["period-reversed"], LEDGER, reversed),
    kind("part changed", &["parts-differ-from-total", "L*"], LEDGER, part_changed),
    kind("share changed", &["shares-differ-from-100", "L*"], LEDGER, share_changed),
    kind("cumulative count lowered", &["series-falls", "L*"], LEDGER, lowered),
    kind("source removed", &["missing-source", "L*"], LEDGER, source_removed),
    kind("date outside its phase", &["date-outside-phase", "L*"], LEDGER, outside),
    kind("number of an invariant changed", &["span-differs", "L*"], LEDGER, invariant_changed),
    kind("unknown source", &["unknown-reference"], LEDGER, source_unknown),
];

fn quoted(value: impl std::fmt::Display) -> String {
    format!("\"{value}\"")
}

/// A year or month so many months later; a year moves by one.
fn moved(date: &str, months: i32) -> Option<String> {
    let (year, month) = date.split_once('-').unwrap_or((date, ""));
    let year: i32 = year.parse().ok()?;
    if month.is_empty() {
        return Some(format!("{:04}", year + months.signum()));
    }
    let count = year * 12 + month.parse::<i32>().ok()? - 1 + months;
    Some(format!("{:04}-{:02}", count.div_euclid(12), count.rem_euclid(12) + 1))
}

/// Ends of phases that another phase of their group follows.
fn phase_end(scene: &Scene<'_>, months: i32) -> Vec<Change> {
    let entries = entries(scene.text);
    let phases: Vec<_> = entries
        .iter()
        .filter(|entry| entry.fact("phases").is_some())
        .filter_map(|entry| {
            let get = |name| entry.get(scene.text, name);
            Some((get("group")?.0, get("start")?.0, get("end")?))
        })
        .collect();
    let mut changes = Vec::new();
    for (group, start, (end, place)) in &phases {
        let is_followed = phases.iter().any(|(other, later, _)| other == group && later > start);
        let other = moved(end, months).filter(|_| is_followed);
        changes.extend(other.map(|other| Change::replace(place.clone(), quoted(other))));
    }
    changes
}

fn reversed(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for entry in entries(scene.text).iter().filter(|entry| entry.fact("phases").is_some()) {
        if let (Some((start, first)), Some((end, second))) =
            (entry.get(scene.text, "start"), entry.get(scene.text, "end"))
            && start != end
        {
            changes.push(Change::edits(vec![(first, quoted(end)), (second, quoted(start))]));
        }
    }
    changes
}

fn number(scene: &Scene<'_>, entry: &Entry<'_>) -> Option<(u64, Range<usize>)> {
    let (value, place) = entry.get(scene.text, "value")?;
    Some((value.parse().ok()?, place))
}

fn part_changed(scene: &Scene<'_>) -> Vec<Change> {
    let entries = entries(scene.text);
    let lists = entries.iter().filter(|entry| entry.fact("counts").is_some());
    let listed: Vec<&str> = lists.filter_map(|entry| Some(entry.get(scene.text, "parts")?.0)).collect();
    let is_part =
        |id: &str| listed.iter().any(|list| list.contains(&quoted(id)) || list.contains(&format!("{id}\"")));
    let parts = entries.iter().filter(|entry| entry.fact("counts").is_some_and(is_part));
    let changes = parts.filter_map(|entry| {
        let (value, place) = number(scene, entry)?;
        Some(Change::replace(place, (value + 1).to_string()))
    });
    changes.collect()
}

fn share_changed(scene: &Scene<'_>) -> Vec<Change> {
    let entries = entries(scene.text);
    let grouped = entries
        .iter()
        .filter(|entry| entry.fact("shares").is_some() && entry.get(scene.text, "group").is_some());
    let changes = grouped.filter_map(|entry| {
        let (value, place) = number(scene, entry)?;
        Some(Change::replace(place, (value + 5).to_string()))
    });
    changes.collect()
}

/// An exact count certainly below one of an earlier year of its series, whatever that one's qualifier.
fn lowered(scene: &Scene<'_>) -> Vec<Change> {
    let entries = entries(scene.text);
    let counted: Vec<_> = entries
        .iter()
        .filter(|entry| entry.fact("counts").is_some())
        .filter_map(|entry| {
            let get = |name| entry.get(scene.text, name);
            let (year, is_exact) = (get("as-of")?.0.get(..4)?, get("qualifier").is_none());
            Some((get("series")?.0, year, is_exact, number(scene, entry)?))
        })
        .collect();
    let mut changes = Vec::new();
    for (series, year, _, (_, place)) in counted.iter().filter(|(_, _, is_exact, _)| *is_exact) {
        let earlier = counted.iter().filter(|(other, earlier, ..)| other == series && earlier < year);
        let highest = earlier.map(|(.., (value, _))| *value).max().filter(|value| *value > 10);
        changes.extend(highest.map(|value| Change::replace(place.clone(), (value / 4).to_string())));
    }
    changes
}

fn sourced<'t>(scene: &Scene<'t>) -> Vec<(Range<usize>, Range<usize>)> {
    const KINDS: [&str; 5] = ["phases", "dates", "counts", "shares", "amounts"];
    let mut found = Vec::new();
    for entry in
        entries(scene.text).iter().filter(|entry| KINDS.iter().any(|kind| entry.fact(kind).is_some()))
    {
        let lines = entry.keys.iter().filter(|key| key.name == "sources");
        found.extend(lines.map(|key| (key.line.clone(), key.value.clone())));
    }
    found
}

fn source_removed(scene: &Scene<'_>) -> Vec<Change> {
    sourced(scene).into_iter().map(|(_, value)| Change::replace(value, "[]")).collect()
}

fn source_unknown(scene: &Scene<'_>) -> Vec<Change> {
    sourced(scene).into_iter().map(|(_, value)| Change::replace(value, "[\"no-such-source\"]")).collect()
}

fn outside(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for entry in entries(scene.text).iter().filter(|entry| entry.fact("dates").is_some()) {
        if let (Some((date, place)), Some(_)) = (entry.get(scene.text, "on"), entry.get(scene.text, "within"))
            && let Some(year) = date.get(..4).and_then(|year| year.parse::<u32>().ok())
        {
            changes.push(Change::replace(place, quoted(format!("{}{}", year + 30, &date[4..]))));
        }
    }
    changes
}

fn invariant_changed(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for entry in entries(scene.text).iter().filter(|entry| entry.header == "[invariants]") {
        if let Some((value, place)) = entry.get(scene.text, "equals")
            && let Ok(value) = value.parse::<i64>()
        {
            changes.push(Change::replace(place, (value + 1).to_string()));
        } else if let Some((count, _)) = entry.get(scene.text, "equals") {
            // The number is a count's: that is what a slip would change.
            let header = format!("counts.{}", count.trim_matches('"'));
            let counts = entries(scene.text);
            let named = counts.iter().find(|entry| entry.header == header);
            let value = named.and_then(|entry| entry.get(scene.text, "value"));
            changes.extend(value.and_then(|(value, place)| {
                let value: i64 = value.parse().ok()?;
                Some(Change::replace(place, (value + 1).to_string()))
            }));
        }
    }
    changes
}
