//! Which faults are planted: every place is listed in order, and a small generator with a given seed chooses.

use super::change::{Change, Fault};
use super::kinds::{self, Kind};
use super::scene::{Scene, scenes};
use concord_diagnostics::Sources;
use concord_publication::Publication;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How many faults are planted, and which.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Another number chooses other places.
    pub seed: u64,
    /// How many faults of a kind are planted in each language at most.
    pub per_kind: usize,
    /// Only kinds whose names have these words in them; all where it is empty.
    pub only: String,
}

/// The faults of a publication, in order of kind, language and place; and for every kind and language how many places
/// there are.
pub(super) fn plan(publication: &Publication, sources: &Sources, choice: &Choice) -> (Vec<Fault>, Places) {
    let scenes = scenes(publication, sources);
    let kinds: Vec<&Kind> = kinds::all().filter(|kind| kind.name.contains(&choice.only)).collect();
    let planned: Vec<Vec<Chosen>> = kinds.par_iter().map(|kind| of_kind(kind, &scenes, choice)).collect();
    let mut faults = Vec::new();
    let mut places = Places::new();
    for (kind, chosen) in kinds.iter().zip(planned) {
        for Chosen { locale, count, faults: own } in chosen {
            places.entry(kind.name).or_default().insert(locale, count);
            faults.extend(own);
        }
    }
    (faults, places)
}

/// How many places there are for a kind in each language.
pub(super) type Places = BTreeMap<&'static str, BTreeMap<String, usize>>;

struct Chosen {
    locale: String,
    count: usize,
    faults: Vec<Fault>,
}

fn of_kind(kind: &Kind, scenes: &[Scene<'_>], choice: &Choice) -> Vec<Chosen> {
    let mut by_locale: BTreeMap<&str, Vec<(&Scene<'_>, Change)>> = BTreeMap::new();
    for scene in scenes.iter().filter(|scene| kind.is_made_in(scene)) {
        let places = by_locale.entry(scene.locale).or_default();
        places.extend(
            (kind.find)(scene)
                .into_iter()
                .filter(|change| changes(change, scene))
                .map(|change| (scene, change)),
        );
    }
    let chosen = by_locale.into_iter().map(|(locale, places)| {
        // A kind or language that is added leaves the others' choice as it is.
        let mut generator =
            fastrand::Rng::with_seed(choice.seed ^ digest(&format!("{}\0{locale}", kind.name)));
        let mut numbers = generator.choose_multiple(0..places.len(), choice.per_kind);
        numbers.sort_unstable();
        let faults = numbers.into_iter().filter_map(|number| places.get(number));
        let faults = faults
            .map(|(scene, change)| Fault::new(kind.name, locale, &scene.path, scene.text, change.clone()));
        Chosen { locale: locale.to_owned(), count: places.len(), faults: faults.collect() }
    });
    chosen.collect()
}

/// Whether a change changes anything.
fn changes(change: &Change, scene: &Scene<'_>) -> bool {
    change.removes_file
        || change.edits.iter().any(|(range, other)| scene.text.get(range.clone()) != Some(other))
}

/// FNV-1a of 64 bits.
fn digest(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
