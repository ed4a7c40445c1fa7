//! Expected passages against found ones: the longest sequence that both share, and what is wrong with the rest.

use super::expected::{Kind, Passage};
use super::faults;
use super::found::FoundPassage;
use concord_diagnostics::Diagnostic;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Found passages looked at for one that is missing.
const MOST_CANDIDATES: usize = 200;

/// Which found passage every expected one is.
#[derive(Clone, Debug)]
pub(super) struct Matches {
    exact: Vec<Option<usize>>,
    /// The found passage that comes nearest to one that is not there.
    near: Vec<Option<usize>>,
}

impl Matches {
    /// The found passage that has the same text and tag.
    pub(super) fn exact(&self, expected: usize) -> Option<usize> {
        self.exact.get(expected).copied().flatten()
    }

    /// The found passage that is meant to be this one, as well as can be told.
    pub(super) fn nearest(&self, expected: usize) -> Option<usize> {
        self.exact(expected).or_else(|| self.near.get(expected).copied().flatten())
    }

    /// The found passages between the last one matched before an expected one and the first one matched from it on.
    pub(super) fn gap(&self, expected: usize, count: usize) -> std::ops::Range<usize> {
        let split = expected.min(self.exact.len());
        let before = self.exact[..split].iter().rev().find_map(|found| *found).map_or(0, |found| found + 1);
        let after = self.exact[split..].iter().find_map(|found| *found).unwrap_or(count);
        before..after.max(before)
    }
}

/// Lines the two sequences up and reports every expected passage that is not found in its place.
pub(super) fn compare(
    expected: &[Passage],
    found: &[FoundPassage],
    diagnostics: &mut Vec<Diagnostic>,
) -> Matches {
    let wanted: Vec<(Kind, &str)> =
        expected.iter().map(|passage| (passage.kind, passage.text.as_str())).collect();
    let there: Vec<(Kind, &str)> =
        found.iter().map(|passage| (passage.kind, passage.text.as_str())).collect();
    let mut exact = vec![None; expected.len()];
    let mut is_taken = vec![false; found.len()];
    for operation in capture_diff_slices(Algorithm::Myers, &wanted, &there) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            for step in 0..len {
                exact[old_index + step] = Some(new_index + step);
                is_taken[new_index + step] = true;
            }
        }
    }
    let mut matches = Matches { exact, near: vec![None; expected.len()] };
    for (number, passage) in expected.iter().enumerate() {
        if matches.exact[number].is_some() {
            continue;
        }
        let gap = matches.gap(number, found.len());
        let near = nearest(passage, found, gap.take(MOST_CANDIDATES).filter(|at| !is_taken[*at]));
        let astray = || (0..found.len()).find(|at| !is_taken[*at] && found[*at].text == passage.text);
        let near = near.or_else(astray);
        if let Some(at) = near {
            is_taken[at] = true;
        }
        diagnostics.push(fault(passage, near.map(|at| &found[at])));
        matches.near[number] = near;
    }
    matches
}

fn fault(passage: &Passage, near: Option<&FoundPassage>) -> Diagnostic {
    match near {
        None => faults::missing(passage),
        Some(found) if found.text != passage.text => faults::text_differs(passage, found),
        Some(found) if found.kind != passage.kind => faults::tag_differs(passage, found),
        Some(found) => faults::out_of_order(passage, found),
    }
}

/// Of some found passages, the one with most words in common; none where not even half are.
fn nearest(
    passage: &Passage,
    found: &[FoundPassage],
    candidates: impl Iterator<Item = usize>,
) -> Option<usize> {
    let words: BTreeSet<&str> = passage.text.split_whitespace().collect();
    let likeness = |at: usize| {
        let there: BTreeSet<&str> = found[at].text.split_whitespace().collect();
        // In percent of the longer one; a little more where the tag is the same.
        let shared = 100 * words.intersection(&there).count() / words.len().max(there.len()).max(1);
        shared + usize::from(passage.kind == found[at].kind)
    };
    let best = candidates.map(|at| (likeness(at), Reverse(at))).max()?;
    (best.0 >= 50).then_some(best.1.0)
}
