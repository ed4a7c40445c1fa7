//! The blocks of two files beside each other.

use super::blocks::Block;
use crate::reviewing::words::{Numbers, likeness};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What became of a block. Numbers are positions in the lists of the first and of the second file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It says the same at the same place.
    Same(usize, usize),
    /// It says something else.
    Changed(usize, usize),
    /// It says the same at another place.
    Moved(usize, usize),
    /// Only the first file has it.
    Removed(usize),
    /// Only the second file has it.
    Added(usize),
}

/// How alike the words of two blocks must be to be taken for one that changed.
const ALIKE: f64 = 0.4;
/// Blocks of at most so many words, such as cells, are taken for one by their place and type.
const SHORT: usize = 4;
/// What such a pair counts beside pairs that are alike.
const BY_PLACE: f64 = 0.1;
/// Stretches with more pairs of blocks than this are not searched for pairs.
const MOST_PAIRS: usize = 250_000;
/// Shorter blocks are not said to have moved: the same few words stand in many places.
const LEAST_MOVED: usize = 4;

/// Lays two lists of blocks beside each other, in the order of the second; what was removed stands where it was.
pub(super) fn align(old: &[Block], new: &[Block]) -> Vec<Step> {
    let texts: Vec<&str> = old.iter().map(|block| block.text.as_str()).collect();
    let others: Vec<&str> = new.iter().map(|block| block.text.as_str()).collect();
    let mut numbers = Numbers::default();
    let words: Vec<Vec<u32>> = old.iter().map(|block| numbers.of(&block.text)).collect();
    let other_words: Vec<Vec<u32>> = new.iter().map(|block| numbers.of(&block.text)).collect();
    let score = |one: usize, other: usize| {
        let likeness = likeness(&words[one], &other_words[other]);
        let is_same_type = old[one].role == new[other].role;
        let is_short = words[one].len().max(other_words[other].len()) <= SHORT;
        match (likeness >= ALIKE, is_same_type) {
            (true, true) => Some(likeness + BY_PLACE),
            (true, false) => Some(likeness),
            (false, true) if is_short => Some(BY_PLACE),
            _ => None,
        }
    };
    let mut steps = Vec::new();
    let (mut removed, mut added) = (0..0, 0..0);
    for op in capture_diff_slices(Algorithm::Patience, &texts, &others) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            pair(removed, added, &score, &mut steps);
            steps.extend((0..len).map(|at| Step::Same(old_index + at, new_index + at)));
            (removed, added) = (old_index + len..old_index + len, new_index + len..new_index + len);
        } else {
            removed.end = op.old_range().end.max(removed.end);
            added.end = op.new_range().end.max(added.end);
        }
    }
    pair(removed, added, &score, &mut steps);
    moved(steps, old, new, &words)
}

/// Pairs what lies between blocks that are the same, in order, so that the pairs are as alike as they can be.
fn pair(
    old: Range<usize>,
    new: Range<usize>,
    score: &dyn Fn(usize, usize) -> Option<f64>,
    steps: &mut Vec<Step>,
) {
    let (rows, columns) = (old.len(), new.len());
    if rows.saturating_mul(columns) > MOST_PAIRS {
        steps.extend(old.map(Step::Removed));
        steps.extend(new.map(Step::Added));
        return;
    }
    // The best that can be had from here to the end.
    let width = columns + 1;
    let mut best = vec![0.0_f64; (rows + 1) * width];
    let mut scores = vec![None; rows * columns];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let own = score(old.start + row, new.start + column);
            scores[row * columns + column] = own;
            let without = best[(row + 1) * width + column].max(best[row * width + column + 1]);
            let with = own.map_or(0.0, |own| own + best[(row + 1) * width + column + 1]);
            best[row * width + column] = without.max(with);
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let here = best[row * width + column];
        let own = scores[row * columns + column];
        if own.is_some_and(|own| own + best[(row + 1) * width + column + 1] >= here) {
            steps.push(Step::Changed(old.start + row, new.start + column));
            (row, column) = (row + 1, column + 1);
        } else if best[(row + 1) * width + column] >= here {
            steps.push(Step::Removed(old.start + row));
            row += 1;
        } else {
            steps.push(Step::Added(new.start + column));
            column += 1;
        }
    }
    steps.extend((old.start + row..old.end).map(Step::Removed));
    steps.extend((new.start + column..new.end).map(Step::Added));
}

/// What was removed here and added there, word for word, has moved.
fn moved(steps: Vec<Step>, old: &[Block], new: &[Block], words: &[Vec<u32>]) -> Vec<Step> {
    let mut gone: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for step in steps.iter().rev() {
        if let Step::Removed(one) = *step
            && words[one].len() >= LEAST_MOVED
        {
            gone.entry(old[one].text.as_str()).or_default().push(one);
        }
    }
    let mut taken = BTreeSet::new();
    let mut out: Vec<Step> = steps
        .into_iter()
        .map(|step| match step {
            Step::Added(other) => match gone.get_mut(new[other].text.as_str()).and_then(Vec::pop) {
                Some(one) => {
                    taken.insert(one);
                    Step::Moved(one, other)
                }
                None => step,
            },
            _ => step,
        })
        .collect();
    out.retain(|step| !matches!(step, Step::Removed(one) if taken.contains(one)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(texts: &[&str]) -> Vec<Block> {
        let block =
            |text: &&str| Block { role: "P".to_owned(), text: (*text).to_owned(), ..Block::default() };
        texts.iter().map(block).collect()
    }

    #[test]
    fn what_is_removed_before_a_change_hides_neither() {
        let old = blocks(&[
            "A first paragraph",
            "One that goes away for good",
            "The number of all is 39",
            "An end",
        ]);
        let new = blocks(&["A first paragraph", "The number of all is 40", "An end"]);
        let expected = [Step::Same(0, 0), Step::Removed(1), Step::Changed(2, 1), Step::Same(3, 2)];
        assert_eq!(align(&old, &new), expected);
    }

    #[test]
    fn what_changed_its_place_has_moved() {
        let (one, other) = ("These are words enough to be known", "And these are some others, as many");
        let long = "A long text between them stays where it is, and holds them apart";
        let steps = align(&blocks(&[one, long, other, "e"]), &blocks(&[other, one, long, "e"]));
        assert_eq!(steps, [Step::Moved(2, 0), Step::Same(0, 1), Step::Same(1, 2), Step::Same(3, 3)]);
    }
}
