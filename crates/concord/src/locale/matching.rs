//! Which piece of a translation stands for which of the source as it is now.
//!
//! What was recorded goes first, since it is certain: the same two texts; then ids; then texts whose source was changed,
//! by the words that it had. Pieces that were never recorded, or edited since, are given what is left: first what is known
//! to have had a translation, then what nothing is known of.

use super::segments::{Piece, Pieces, SHORTER};
use concord_publication::Record;
use std::collections::{BTreeMap, BTreeSet};

/// Texts are taken for one that was changed where they share so many of their words (Dice's coefficient).
const ALIKE: f64 = 0.4;

/// Whether two lines can stand for each other.
type Test<'a> = &'a dyn Fn(&str, &str) -> bool;

/// What stands for what.
pub(super) struct Matches {
    /// For every piece of the source, that of the translation.
    pub(super) of_source: Vec<Option<usize>>,
    /// What a piece of the source said when its translation was recorded, where it says something else now and the
    /// translation was edited since.
    pub(super) bases: BTreeMap<usize, Record>,
}

/// Matches pieces. `aligned` are the pieces that a comparison of both texts lays beside each other.
pub(super) fn matches(
    source: &Pieces<'_>,
    translation: &Pieces<'_>,
    records: &[Record],
    aligned: &[(usize, usize)],
) -> Matches {
    let mut matcher = Matcher {
        source: &source.list,
        translation: &translation.list,
        records,
        of_source: vec![None; source.list.len()],
        of_translation: vec![None; translation.list.len()],
        bases: BTreeMap::new(),
    };
    matcher.recorded();
    matcher.named();
    matcher.changed();
    matcher.find_bases();
    for is_known in [true, false] {
        for (one, other) in aligned {
            if matcher.may_stand(*one, *other, is_known) {
                matcher.pair(*one, *other);
            }
        }
        matcher.by_order(is_known);
    }
    matcher.structure(source, translation);
    matcher.shorter();
    Matches { of_source: matcher.of_source, bases: matcher.bases }
}

struct Matcher<'a> {
    source: &'a [Piece],
    translation: &'a [Piece],
    records: &'a [Record],
    of_source: Vec<Option<usize>>,
    of_translation: Vec<Option<usize>>,
    bases: BTreeMap<usize, Record>,
}

impl Matcher<'_> {
    fn pair(&mut self, one: usize, other: usize) {
        self.of_source[one] = Some(other);
        self.of_translation[other] = Some(one);
    }

    fn are_free(&self, one: usize, other: usize) -> bool {
        let (source, translation) = (&self.source[one], &self.translation[other]);
        self.of_source[one].is_none()
            && self.of_translation[other].is_none()
            && source.class == translation.class
            && source.is_text()
            && translation.is_text()
    }

    /// Every free pair that a test takes, in order, each piece once.
    fn pair_where(&mut self, test: impl Fn(&Piece, &Piece) -> bool) {
        for other in 0..self.translation.len() {
            let is_it = |one: &usize| {
                self.are_free(*one, other) && test(&self.source[*one], &self.translation[other])
            };
            if let Some(one) = (0..self.source.len()).find(is_it) {
                self.pair(one, other);
            }
        }
    }

    fn recorded(&mut self) {
        let records: BTreeSet<(u64, u64)> =
            self.records.iter().map(|it| (it.source, it.translation)).collect();
        self.pair_where(|source, translation| records.contains(&(source.digest, translation.digest)));
        self.pair_where(|source, translation| source.digest == translation.digest);
    }

    fn named(&mut self) {
        self.pair_where(|source, translation| source.id.is_some() && source.id == translation.id);
    }

    /// Translations whose source is not there any more, by what it said.
    fn changed(&mut self) {
        let mut scored = Vec::new();
        for (other, translation) in self.translation.iter().enumerate() {
            let own = self.records.iter().filter(|record| record.translation == translation.digest);
            for record in own.filter(|record| !record.words.is_empty()) {
                let free = (0..self.source.len()).filter(|one| self.are_free(*one, other));
                scored.extend(free.map(|one| (likeness(&record.words, &self.source[one].words), one, other)));
            }
        }
        for (one, other) in best(scored) {
            self.pair(one, other);
        }
    }

    /// Pieces of the source that said something else when a translation was recorded that has been edited since.
    fn find_bases(&mut self) {
        let own: BTreeSet<u64> = self.source.iter().map(|piece| piece.digest).collect();
        let other: BTreeSet<u64> = self.translation.iter().map(|piece| piece.digest).collect();
        let is_orphan =
            |record: &Record| !own.contains(&record.source) && !other.contains(&record.translation);
        let mut scored = Vec::new();
        for (at, record) in self.records.iter().enumerate() {
            if !record.words.is_empty() && is_orphan(record) {
                let open = (0..self.source.len()).filter(|one| self.is_open(*one));
                scored.extend(open.map(|one| (likeness(&record.words, &self.source[one].words), one, at)));
            }
        }
        for (one, at) in best(scored) {
            self.bases.insert(one, self.records[at].clone());
        }
    }

    /// Whether a piece of the source has no translation of its own, or one that is not recorded.
    fn is_open(&self, one: usize) -> bool {
        let is_recorded = |other: usize| {
            let digest = self.translation[other].digest;
            self.records.iter().any(|record| record.translation == digest)
        };
        self.source[one].is_text() && self.of_source[one].is_none_or(|other| !is_recorded(other))
    }

    fn may_stand(&self, one: usize, other: usize, is_known: bool) -> bool {
        let own = self.source[one].digest;
        let was_recorded = |digest: u64| self.records.iter().any(|record| record.translation == digest);
        let has_record =
            self.bases.contains_key(&one) || self.records.iter().any(|record| record.source == own);
        self.are_free(one, other)
            && !was_recorded(self.translation[other].digest)
            && (has_record || self.records.is_empty() || !is_known)
    }

    /// What is left between the same neighbours, in order.
    fn by_order(&mut self, is_known: bool) {
        for other in 0..self.translation.len() {
            let before = self.of_translation[..other].iter().rev().find_map(|it| *it);
            let after = self.of_translation[other..].iter().find_map(|it| *it);
            let start = before.map_or(0, |before| before + 1);
            let end = after.filter(|after| *after >= start).unwrap_or(self.source.len());
            let one = (start..end).find(|one| self.may_stand(*one, other, is_known));
            if let Some(one) = one {
                self.pair(one, other);
            }
        }
    }

    /// Lines of containers and other pieces without words: the same lines first, then the same containers, in order.
    fn structure(&mut self, source: &Pieces<'_>, translation: &Pieces<'_>) {
        let name = |line: &str| line.split(['{', '\n']).next().unwrap_or_default().trim().to_owned();
        let tests: [Test<'_>; 2] =
            [&|one, other| one.trim() == other.trim(), &|one, other| name(one) == name(other)];
        for test in tests {
            let mut start = 0;
            for other in 0..self.translation.len() {
                if let Some(matched) = self.of_translation[other] {
                    start = start.max(matched + 1);
                    continue;
                }
                if self.translation[other].is_text() {
                    continue;
                }
                let is_it = |one: &usize| {
                    self.of_source[*one].is_none()
                        && !self.source[*one].is_text()
                        && test(source.raw(*one), translation.raw(other))
                };
                if let Some(one) = (start..self.source.len()).find(is_it) {
                    self.pair(one, other);
                    start = one + 1;
                }
            }
        }
    }
}

impl Matcher<'_> {
    /// Shorter words of the same block, whatever they say.
    fn shorter(&mut self) {
        let is_shorter = |list: &[Piece], at: usize| list.get(at).is_some_and(|piece| piece.class == SHORTER);
        for one in 0..self.source.len() {
            let Some(other) = self.of_source[one] else { continue };
            let (mut next, mut following) = (one + 1, other + 1);
            while is_shorter(self.source, next) && is_shorter(self.translation, following) {
                if self.are_free(next, following) {
                    self.pair(next, following);
                }
                (next, following) = (next + 1, following + 1);
            }
        }
    }
}

/// The likeliest pairs, each number once, the nearest first where several are as likely.
fn best(mut scored: Vec<(f64, usize, usize)>) -> Vec<(usize, usize)> {
    scored.retain(|(score, ..)| *score >= ALIKE);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, one, other) in scored {
        if !pairs.iter().any(|pair| pair.0 == one || pair.1 == other) {
            pairs.push((one, other));
        }
    }
    pairs
}

/// How many words two texts share, from 0 to 1.
fn likeness(one: &str, other: &str) -> f64 {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    one.split(' ').for_each(|word| *counts.entry(word).or_default() += 1);
    let mut shared = 0;
    for word in other.split(' ') {
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    let total = one.split(' ').count() + other.split(' ').count();
    2.0 * f64::from(u32::try_from(shared).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(total).unwrap_or(u32::MAX))
}
