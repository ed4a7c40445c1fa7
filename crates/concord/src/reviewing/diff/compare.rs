//! Two editions compared.

use super::align::{Step, align};
use super::blocks::Block;
use super::read::Edition;
use super::{Change, Compared, Fate, Summary, TagChange, facts};
use crate::reviewing::words::{self, Kind};
use concord_proof::Transcript;
use std::collections::BTreeSet;

/// Compares two editions.
pub(super) fn compare(old: &Edition, new: &Edition) -> Compared {
    let steps = align(&old.blocks, &new.blocks);
    let blocks: Vec<Change> = steps.iter().filter_map(|step| change(*step, old, new)).collect();
    let is_elsewhere = |step: &&Step| match **step {
        Step::Same(one, other) => label(old, &old.blocks[one]) != label(new, &new.blocks[other]),
        _ => false,
    };
    let on_other_pages = steps.iter().filter(is_elsewhere).count();
    let metadata = metadata(&old.transcript, &new.transcript);
    let (pages_before, pages_now) = (old.transcript.pages.len(), new.transcript.pages.len());
    let (facts, facts_not_compared) = match (&old.facts, &new.facts) {
        (Some(one), Some(other)) => (facts::compare(one, other), None),
        (one, _) => {
            let which = match (one, &new.facts) {
                (None, None) => "neither file has",
                (None, _) => "the file from before does not have",
                _ => "the file of now does not have",
            };
            let why = format!("{which} a passport or a concordance.json beside it");
            (Vec::new(), Some(why))
        }
    };
    let same = blocks.is_empty()
        && metadata.is_empty()
        && facts.is_empty()
        && on_other_pages == 0
        && pages_before == pages_now;
    Compared {
        before: old.name.clone(),
        now: new.name.clone(),
        locale: new.locale.clone(),
        document: new.document.clone(),
        language: new.transcript.language.clone(),
        same,
        pages_before,
        pages_now,
        on_other_pages,
        facts_not_compared,
        facts,
        metadata,
        blocks,
    }
}

fn label(edition: &Edition, block: &Block) -> Option<String> {
    block.page.map(|page| edition.page(page))
}

fn change(step: Step, old: &Edition, new: &Edition) -> Option<Change> {
    let (one, other) = match step {
        Step::Same(one, other) | Step::Changed(one, other) | Step::Moved(one, other) => {
            (Some(&old.blocks[one]), Some(&new.blocks[other]))
        }
        Step::Removed(one) => (Some(&old.blocks[one]), None),
        Step::Added(other) => (None, Some(&new.blocks[other])),
    };
    let tags = one.zip(other).map(|(one, other)| one.tag_changes(other)).unwrap_or_default();
    let (fate, words) = match (step, one, other) {
        (Step::Same(..), _, Some(block)) if !tags.is_empty() => {
            (Fate::Tags, words::all(Kind::Same, &block.text))
        }
        (Step::Changed(..), Some(one), Some(other)) => (Fate::Changed, words::diff(&one.text, &other.text)),
        (Step::Moved(..), _, Some(block)) => (Fate::Moved, words::all(Kind::Same, &block.text)),
        (Step::Removed(_), Some(block), _) => (Fate::Removed, words::all(Kind::Removed, &block.text)),
        (Step::Added(_), _, Some(block)) => (Fate::Added, words::all(Kind::Added, &block.text)),
        _ => return None,
    };
    let shown = other.or(one)?;
    let of_file = if other.is_some() { &new.transcript } else { &old.transcript };
    let language = shown.language().map(str::to_owned).or_else(|| of_file.language.clone());
    Some(Change {
        fate,
        what: shown.what(),
        under: shown.heading.clone(),
        language,
        page_before: one.and_then(|block| label(old, block)),
        page_now: other.and_then(|block| label(new, block)),
        words,
        tags,
    })
}

/// A property of a file as text.
type Property = fn(&Transcript) -> String;

/// What a file says about itself.
fn metadata(old: &Transcript, new: &Transcript) -> Vec<TagChange> {
    let properties: [(&str, Property); 7] = [
        ("title", |it| it.title().unwrap_or_default()),
        ("language", |it| it.language.clone().unwrap_or_default()),
        ("standards", standards),
        ("author", |it| information(it, "Author")),
        ("description", |it| information(it, "Subject")),
        ("keywords", |it| information(it, "Keywords")),
        ("date", |it| information(it, "CreationDate")),
    ];
    let differs = |(what, of): (&str, Property)| {
        let (before, after) = (of(old), of(new));
        (before != after).then(|| TagChange { what: what.to_owned(), before, after })
    };
    properties.into_iter().filter_map(differs).collect()
}

fn information(transcript: &Transcript, key: &str) -> String {
    let property = match key {
        "Author" => "dc:creator",
        "Subject" => "dc:description",
        "Keywords" => "pdf:Keywords",
        _ => "xmp:CreateDate",
    };
    transcript.xmp.value(property).or_else(|| transcript.information.get(key).cloned()).unwrap_or_default()
}

/// The standards that a file claims to keep.
fn standards(transcript: &Transcript) -> String {
    let value = |property| transcript.xmp.value(property);
    let accessible = value("pdfuaid:part").map(|part| format!("PDF/UA-{part}"));
    let archived = value("pdfaid:part").map(|part| {
        format!("PDF/A-{part}{}", value("pdfaid:conformance").unwrap_or_default().to_lowercase())
    });
    accessible.into_iter().chain(archived).collect::<Vec<_>>().join(", ")
}

/// All of it in numbers.
pub(super) fn summary(editions: &[Compared]) -> Summary {
    let facts: BTreeSet<&str> =
        editions.iter().flat_map(|edition| edition.facts.iter().map(|fact| fact.id.as_str())).collect();
    let count = |fate: Fate| {
        editions.iter().flat_map(|edition| &edition.blocks).filter(|change| change.fate == fate).count()
    };
    let sum = |of: fn(&Compared) -> usize| editions.iter().map(of).sum();
    Summary {
        facts: facts.len(),
        changed: count(Fate::Changed),
        added: count(Fate::Added),
        removed: count(Fate::Removed),
        moved: count(Fate::Moved),
        tags: count(Fate::Tags),
        on_other_pages: sum(|edition| edition.on_other_pages),
        metadata: sum(|edition| edition.metadata.len()),
        pages_before: sum(|edition| edition.pages_before),
        pages_now: sum(|edition| edition.pages_now),
    }
}
