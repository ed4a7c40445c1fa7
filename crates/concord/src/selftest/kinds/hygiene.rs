//! Characters that nobody sees, and what tools leave in files.

use super::{Kind, TEXTS, kind};
use crate::selftest::change::Change;
use crate::selftest::scene::Scene;
use crate::selftest::words::words;
use std::ops::Range;

const CHARACTERS: &[&str] = &["H*", "Y*"];

pub(super) const KINDS: &[Kind] = &[
    kind("bidirectional control", CHARACTERS, TEXTS, |scene| {
        in_words(scene, |_| Some((0, 0, "\u{202e}".to_owned())))
    }),
    kind("zero-width space in a word", CHARACTERS, TEXTS, |scene| {
        in_words(scene, |word| second(word, "\u{200b}"))
    }),
    kind("Cyrillic letter in a word", CHARACTERS, TEXTS, |scene| in_words(scene, cyrillic)),
    kind("letter and accent apart", CHARACTERS, TEXTS, |scene| in_words(scene, apart)),
    kind("merge mark", &["H*", "T*"], TEXTS, merge_mark),
];

/// A part of a word (its bytes) and what takes its place.
type Part = (usize, usize, String);

fn in_words(scene: &Scene<'_>, change: fn(&str) -> Option<Part>) -> Vec<Change> {
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        let long = words(piece.text).into_iter().filter(|word| word.len() > 5);
        let parts = long.filter_map(|word: Range<usize>| {
            let (start, end, other) = change(&piece.text[word.clone()])?;
            let at = piece.at + word.start;
            Some(Change::replace(at + start..at + end, other))
        });
        changes.extend(parts);
    }
    changes
}

fn second(word: &str, put: &str) -> Option<Part> {
    let (at, _) = word.char_indices().nth(2)?;
    Some((at, at, put.to_owned()))
}

fn cyrillic(word: &str) -> Option<Part> {
    let at = word.find('a')?;
    Some((at, at + 1, "\u{430}".to_owned()))
}

fn apart(word: &str) -> Option<Part> {
    let at = word.find('é').or_else(|| word.find('ó'))?;
    let plain = if word[at..].starts_with('é') { 'e' } else { 'o' };
    Some((at, at + 2, format!("{plain}\u{301}")))
}

fn merge_mark(scene: &Scene<'_>) -> Vec<Change> {
    let starts = scene.paragraphs().into_iter().map(|(_, range)| range.start);
    let alone = starts.filter(|at| *at == 0 || scene.text[..*at].ends_with("\n\n"));
    alone.map(|at| Change::insert(at, "<<<<<<< HEAD\n")).collect()
}
