//! The likeliest correspondence of two sequences (Needleman and Wunsch, 1970).

/// What stands for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An element and its counterpart, by their places.
    Both(usize, usize),
    /// An element of the first sequence without one.
    First(usize),
    /// An element of the second sequence without one.
    Second(usize),
}

/// Beyond this many comparisons sequences are laid beside each other one by one, so that no input takes long.
const MOST_COMPARISONS: usize = 1_000_000;

/// What it costs to leave an element without a counterpart. Two that are alike in nothing but their kind score above
/// twice this, so that a translation as long as its source is laid beside it one by one unless more speaks against it.
const GAP: f32 = -0.4;

/// Aligns two sequences by a score: from about 0 (of one kind) to 1 (alike in everything), `None` where the two cannot
/// stand for each other.
pub(super) fn align(first: usize, second: usize, score: impl Fn(usize, usize) -> Option<f32>) -> Vec<Step> {
    if first == 0 || second == 0 || first.saturating_mul(second) > MOST_COMPARISONS {
        return one_by_one(first, second, score);
    }
    let columns = second + 1;
    let mut best = vec![0.0_f32; (first + 1) * columns];
    let mut from = vec![0_u8; (first + 1) * columns];
    for row in 0..=first {
        for column in 0..=second {
            let at = row * columns + column;
            let mut candidates = [(f32::NEG_INFINITY, 0_u8); 3];
            if row > 0
                && column > 0
                && let Some(score) = score(row - 1, column - 1)
            {
                candidates[0] = (best[at - columns - 1] + score, 1);
            }
            if row > 0 {
                candidates[1] = (best[at - columns] + GAP, 2);
            }
            if column > 0 {
                candidates[2] = (best[at - 1] + GAP, 3);
            }
            // Of equal ones the first: a counterpart, then a missing element, then an extra one.
            let mut chosen = candidates[0];
            for candidate in &candidates[1..] {
                if candidate.0 > chosen.0 {
                    chosen = *candidate;
                }
            }
            if row + column > 0 {
                (best[at], from[at]) = chosen;
            }
        }
    }
    steps_back(first, second, &from)
}

fn steps_back(first: usize, second: usize, from: &[u8]) -> Vec<Step> {
    let columns = second + 1;
    let (mut row, mut column) = (first, second);
    let mut steps = Vec::with_capacity(first.max(second));
    while row + column > 0 {
        let step = match from.get(row * columns + column) {
            Some(1) => Step::Both(row - 1, column - 1),
            Some(2) => Step::First(row - 1),
            _ => Step::Second(column - 1),
        };
        match step {
            Step::Both(..) => (row, column) = (row - 1, column - 1),
            Step::First(_) => row -= 1,
            Step::Second(_) => column -= 1,
        }
        steps.push(step);
    }
    steps.reverse();
    steps
}

fn one_by_one(first: usize, second: usize, score: impl Fn(usize, usize) -> Option<f32>) -> Vec<Step> {
    let mut steps = Vec::new();
    for at in 0..first.max(second) {
        if at < first && at < second && score(at, at).is_some() {
            steps.push(Step::Both(at, at));
            continue;
        }
        steps.extend((at < first).then_some(Step::First(at)));
        steps.extend((at < second).then_some(Step::Second(at)));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::{Step, align};

    fn aligned(first: &str, second: &str) -> String {
        let (first, second): (Vec<char>, Vec<char>) = (first.chars().collect(), second.chars().collect());
        let score = |a: usize, b: usize| Some(if first[a] == second[b] { 1.0 } else { 0.0 });
        let shown = align(first.len(), second.len(), score).into_iter().map(|step| match step {
            Step::Both(a, b) => format!("{}{}", first[a], second[b]),
            Step::First(a) => format!("{}-", first[a]),
            Step::Second(b) => format!("-{}", second[b]),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_missing_is_found_where_it_is_missing() {
        assert_eq!(aligned("abcd", "abd"), "aa bb c- dd");
        assert_eq!(aligned("abd", "abcd"), "aa bb -c dd");
        assert_eq!(aligned("ab", "xy"), "ax by");
        assert_eq!(aligned("", "a"), "-a");
        assert_eq!(aligned("a", ""), "a-");
    }
}
