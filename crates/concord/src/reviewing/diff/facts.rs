//! The facts that a file states, from what travels with it.

use super::FactChange;
use crate::concordance::Appearance;
use crate::{files, passport};
use concord_proof::Objects;
use std::collections::BTreeMap;
use std::path::Path;

/// The facts of a file by id.
pub(super) type Facts = BTreeMap<String, Fact>;

/// A fact as a file states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// As the ledger has it.
    value: String,
    /// As readers see it, each wording once, in the order of the text.
    words: Vec<String>,
}

impl Fact {
    fn new(value: String, places: &[Appearance]) -> Self {
        let mut words: Vec<String> = Vec::new();
        for place in places {
            if !words.contains(&place.text) {
                words.push(place.text.clone());
            }
        }
        Self { value, words }
    }
}

/// The facts of a file: of its passport, or of the concordance beside it where that names the file.
///
/// # Errors
///
/// A passport that cannot be read.
pub(super) fn of(objects: &Objects<'_>, path: &Path, name: &str) -> Result<Option<Facts>, String> {
    if let Some(stated) = passport::stated(objects)? {
        let facts = stated.into_iter().map(|(id, (value, places))| (id, Fact::new(value, &places)));
        return Ok(Some(facts.collect()));
    }
    let Some(known) = path.parent().and_then(files::earlier_concordance) else { return Ok(None) };
    let facts: Facts = known
        .facts
        .into_iter()
        .filter_map(|(id, entry)| Some((id, Fact::new(entry.value, entry.editions.get(name)?))))
        .collect();
    Ok((!facts.is_empty()).then_some(facts))
}

/// The facts that differ, in the order of their ids.
pub(super) fn compare(old: &Facts, new: &Facts) -> Vec<FactChange> {
    let mut ids: Vec<&String> = old.keys().chain(new.keys()).collect();
    ids.sort();
    ids.dedup();
    let differs = |id: &&String| match (old.get(*id), new.get(*id)) {
        (Some(one), Some(other)) => one.value != other.value,
        _ => true,
    };
    let change = |id: &String| {
        let (before, now) = (old.get(id), new.get(id));
        let words = |fact: Option<&Fact>| fact.map(|fact| fact.words.clone()).unwrap_or_default();
        FactChange {
            id: id.clone(),
            before: before.map(|fact| fact.value.clone()),
            now: now.map(|fact| fact.value.clone()),
            words_before: words(before),
            words_now: words(now),
        }
    };
    ids.into_iter().filter(differs).map(change).collect()
}
