//! One translated text made anew in the order of its source, with everything that its translator wrote.

use super::marks;
use super::matching::{Matches, matches};
use super::segments::{OPENING, Pieces, SHORTER};
use concord_check::staleness::{Standing, digest, has_letters, standing_of};
use concord_publication::{Lock, Record};
use std::ops::Range;

/// What became of a text.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// The text as it is to be.
    pub(super) text: String,
    /// Where in it copies of the source stand that were put there now.
    pub(super) inserted: Vec<Range<usize>>,
    /// Pieces whose source is not there any more: the source's words, where they are known, and the piece as it was.
    pub(super) left: Vec<(String, String)>,
    /// How many pieces stand in another order than before.
    pub(super) moved: usize,
    /// How many are marked, because their source changed.
    pub(super) marked: usize,
}

/// Makes a text anew. `place` is its place in the lock, whose records of it are brought up to date.
pub(super) fn carry(
    source: &Pieces<'_>,
    translation: &Pieces<'_>,
    place: &str,
    lock: &mut Lock,
    aligned: &[(usize, usize)],
) -> Carried {
    let records = lock.of(place).to_vec();
    let matches = matches(source, translation, &records, aligned);
    let mut carrier = Carrier {
        source,
        translation,
        records: &records,
        matches: &matches,
        own_shorter: Vec::new(),
        out: Carried::default(),
    };
    let mut before = None;
    let mut last = 0;
    for one in 0..source.list.len() {
        let other = matches.of_source[one];
        match other {
            Some(other) => carrier.carried(one, other, before),
            None if carrier.goes_without(one) => continue,
            None => carrier.inserted(one),
        }
        if let Some(other) = other.filter(|_| source.list[one].is_text()) {
            carrier.out.moved += usize::from(other < last);
            last = last.max(other);
        }
        before = other.map(|other| carrier.with_own_shorter(other));
    }
    carrier.leave(before);
    let Carrier { out, own_shorter, .. } = carrier;
    let kept: Vec<usize> = matches.of_source.iter().flatten().copied().chain(own_shorter).collect();
    let is_replaced = |record: &Record| {
        let gone = translation.list.iter().enumerate().filter(|(at, piece)| {
            piece.is_text() && piece.digest == record.translation && (!kept.contains(at) || record.is_open)
        });
        let stays = source.list.iter().any(|piece| piece.digest == record.source);
        gone.count() > 0 && !stays
    };
    lock.retain(place, |record| !is_replaced(record));
    out
}

struct Carrier<'a, 't> {
    source: &'a Pieces<'t>,
    translation: &'a Pieces<'t>,
    records: &'a [Record],
    matches: &'a Matches,
    /// Shorter words that only the translation has, and keeps.
    own_shorter: Vec<usize>,
    out: Carried,
}

impl Carrier<'_, '_> {
    /// A piece of the translation in its place; a copy that waits becomes a copy of what the source says now.
    fn carried(&mut self, one: usize, other: usize, before: Option<usize>) {
        let (source, translated) = (&self.source.list[one], &self.translation.list[other]);
        let standing = standing_of(self.records, source.digest, translated.digest);
        let is_next = other.checked_sub(1) == before && (other > 0 || one == 0);
        let gap = self.translation.gap(other);
        let keeps_marks = standing == Standing::Unrecorded && translated.is_text();
        let (clean, had_mark) = without_marks(gap, keeps_marks);
        self.space(one, &clean, is_next);
        if !source.is_text() || standing == Standing::Open {
            let start = self.out.text.len();
            self.out.text.push_str(self.source.raw(one));
            if source.is_text() && source.digest != translated.digest {
                self.out.inserted.push(start..self.out.text.len());
            }
            return;
        }
        let old = match standing {
            Standing::Stale => {
                let own = self.records.iter().rev().filter(|record| record.translation == translated.digest);
                own.map(|record| record.words.as_str()).max_by_key(|words| !words.is_empty())
            }
            Standing::Unrecorded if !had_mark => {
                self.matches.bases.get(&one).map(|record| record.words.as_str())
            }
            _ => None,
        };
        if let Some(old) = old {
            self.out.text.push_str(&marks::markdown(old, &source.words));
        }
        self.out.marked += usize::from(old.is_some() || had_mark && keeps_marks);
        self.out.text.push_str(self.translation.raw(other));
    }

    /// Whether a piece is shorter words of the source for a block that the translation has without such.
    fn goes_without(&self, one: usize) -> bool {
        let list = &self.source.list;
        let block = (0..one).rev().find(|at| list[*at].class != SHORTER);
        let is_carried = |at: usize| list[at].class != OPENING && self.matches.of_source[at].is_some();
        list[one].class == SHORTER && block.is_some_and(is_carried)
    }

    /// Behind a piece of the translation, the shorter words that it alone has. Gives the last piece that was carried over.
    fn with_own_shorter(&mut self, other: usize) -> usize {
        let mut last = other;
        while let Some(piece) = self.translation.list.get(last + 1) {
            let is_matched = self.matches.of_source.contains(&Some(last + 1));
            if piece.class != SHORTER || is_matched || self.waits(piece.digest) {
                break;
            }
            last += 1;
            let (gap, _) = without_marks(self.translation.gap(last), false);
            self.out.text.push_str(&gap);
            self.out.text.push_str(self.translation.raw(last));
            self.own_shorter.push(last);
        }
        last
    }

    /// Whether a text is known as nothing but a copy of the source that waits.
    fn waits(&self, translation: u64) -> bool {
        let mut own = self.records.iter().filter(|record| record.translation == translation).peekable();
        own.peek().is_some() && own.all(|record| record.is_open)
    }

    /// A piece of the source that has no translation.
    fn inserted(&mut self, one: usize) {
        self.space(one, "", false);
        let start = self.out.text.len();
        self.out.text.push_str(self.source.raw(one));
        if self.source.list[one].is_text() {
            self.out.inserted.push(start..self.out.text.len());
        }
    }

    /// What stands before a piece: what stood there, where its neighbour is the same; else as many empty lines as in the
    /// source, and the comments that belong to it.
    fn space(&mut self, one: usize, gap: &str, is_next: bool) {
        if is_next {
            self.out.text.push_str(gap);
            return;
        }
        if one > 0 {
            let lines = self.source.gap(one).bytes().filter(|byte| *byte == b'\n').count();
            self.out.text.push_str(if lines > 1 { "\n\n" } else { "\n" });
        }
        let comments = gap.trim();
        if !comments.is_empty() {
            self.out.text.push_str(comments);
            self.out.text.push('\n');
        }
    }

    /// What stands behind the last piece, and everything that has no place any more.
    fn leave(&mut self, before: Option<usize>) {
        let count = self.translation.list.len();
        let (tail, _) = without_marks(self.translation.gap(count), false);
        if before.map_or(0, |before| before + 1) == count && !tail.is_empty() {
            self.out.text.push_str(&tail);
        } else {
            let comments = tail.trim();
            self.out.text.push_str(if comments.is_empty() { "\n" } else { "\n\n" });
            if !comments.is_empty() {
                self.out.text.push_str(&format!("{comments}\n"));
            }
        }
        for (other, piece) in self.translation.list.iter().enumerate() {
            if self.matches.of_source.contains(&Some(other)) || self.own_shorter.contains(&other) {
                continue;
            }
            let mut records = self.records.iter().filter(|record| record.translation == piece.digest);
            let words = records.next().map(|record| record.words.clone()).unwrap_or_default();
            let is_open = self.waits(piece.digest);
            let (gap, _) = without_marks(self.translation.gap(other), false);
            let own = if piece.is_text() && !is_open { self.translation.raw(other) } else { "" };
            let left =
                [gap.trim(), own].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
            if !left.is_empty() {
                self.out.left.push((words, left));
            }
        }
    }
}

/// A gap without the marks of earlier runs, or with them; and whether it had one.
fn without_marks(gap: &str, keeps: bool) -> (String, bool) {
    let had = gap.lines().any(marks::is_markdown);
    let kept = gap.split_inclusive('\n').filter(|line| keeps || !marks::is_markdown(line));
    (kept.collect(), had)
}

/// The record of a copy of a source text.
pub(super) fn copy(words: &str) -> Record {
    Record { is_open: has_letters(words), ..Record::open(digest(words), words) }
}
