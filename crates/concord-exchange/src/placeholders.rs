//! Whether a translation keeps what its source has: facts, links, notes, emphasis.
//!
//! Languages do not use all markup alike, and a translation that stands already was accepted. So what a new translation may
//! have of each placeholder lies between what its source has and what the translation before it had.

use crate::segment::{MarkerKind, Segment};
use std::collections::{BTreeMap, BTreeSet};

/// A placeholder that is there too seldom or too often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub kind: MarkerKind,
    /// How it is written.
    pub written: String,
    /// How often it should be there.
    pub expected: usize,
    /// How often it is there.
    pub found: usize,
}

type Counts = BTreeMap<(MarkerKind, String), (usize, String)>;

fn counts(segment: &Segment) -> Counts {
    let mut counts = Counts::new();
    for marker in segment.markers.iter().filter(|marker| !marker.kind.is_free()) {
        let written = match &marker.close {
            Some(close) => format!("{}…{close}", marker.open),
            None => marker.open.clone(),
        };
        counts.entry((marker.kind, marker.identity.clone())).or_insert((0, written)).0 += 1;
    }
    counts
}

/// What a translation has too little or too much of.
pub fn differences(source: &Segment, current: Option<&Segment>, translation: &Segment) -> Vec<Difference> {
    let source = counts(source);
    let current = current.map_or_else(|| source.clone(), counts);
    let translation = counts(translation);
    let of = |counts: &Counts, key: &(MarkerKind, String)| counts.get(key).map_or(0, |(count, _)| *count);
    let keys: BTreeSet<_> = source.keys().chain(current.keys()).chain(translation.keys()).collect();
    let mut differences = Vec::new();
    for key in keys {
        let (one, other, found) = (of(&source, key), of(&current, key), of(&translation, key));
        let expected = found.clamp(one.min(other), one.max(other));
        if expected != found {
            let written = [&source, &translation, &current].into_iter().find_map(|counts| counts.get(key));
            let written = written.map(|(_, written)| written.clone()).unwrap_or_default();
            differences.push(Difference { kind: key.0, written, expected, found });
        }
    }
    differences
}

/// Whether a translation may go without a marker of its source.
pub fn may_go(source: &Segment, current: Option<&Segment>, number: usize) -> bool {
    let Some(marker) = source.markers.get(number) else { return true };
    let count = |segment: &Segment| {
        let same =
            segment.markers.iter().filter(|it| it.kind == marker.kind && it.identity == marker.identity);
        same.count()
    };
    marker.kind.is_free() || current.is_some_and(|current| count(current) < count(source))
}
