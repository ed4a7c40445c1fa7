//! Terms, names, and texts that were not translated.

use super::{Kind, MESSAGES, TEXTS, TRANSLATION, kind};
use crate::selftest::change::Change;
use crate::selftest::scene::{Scene, entries, trimmed};
use crate::selftest::words::words;
use concord_document::BlockKind;
use std::ops::Range;

const TERMS: &[&str] = &["forbidden-term", "facts-differ", "T*", "F*"];
const NAMES: &[&str] = &["T*", "F*", "exchanged-letters", "elision", "lost-word"];

pub(super) const KINDS: &[Kind] = &[
    kind("forbidden term", TERMS, TEXTS, term_forbidden),
    kind("another term", TERMS, TRANSLATION, term_exchanged),
    kind("acronym misspelt", NAMES, TRANSLATION, |scene| names(scene, acronym, misspelt)),
    kind("acronym lost", NAMES, TRANSLATION, |scene| names(scene, acronym, lost)),
    kind("name misspelt", NAMES, TRANSLATION, |scene| names(scene, name, misspelt)),
    kind("name lost", NAMES, TRANSLATION, |scene| names(scene, name, lost)),
    kind("paragraph left in the source language", &["T*", "A*"], TRANSLATION, |scene| {
        untranslated(scene, is_prose)
    }),
    kind("heading or item left in the source language", &["T*", "A*"], TRANSLATION, |scene| {
        untranslated(scene, is_short)
    }),
    kind("message removed", &["message-missing"], MESSAGES, message_removed),
    kind("placeholder removed", &["T*", "C*"], MESSAGES, placeholder_removed),
];

/// A reference to a term, written out in a form that must not stand for it.
fn term_forbidden(scene: &Scene<'_>) -> Vec<Change> {
    let terms = &scene.publication.glossary.terms;
    let mut changes = Vec::new();
    for (expression, key, range) in scene.expressions() {
        let Some(term) = terms.get(key).filter(|_| expression.helper == "term") else { continue };
        let forms =
            term.forbidden.iter().find(|(tag, _)| tag.as_str() == scene.locale).map(|(_, forms)| forms);
        let form = forms.and_then(|forms| forms.first());
        changes.extend(form.map(|form| Change::replace(range, form.value.clone())));
    }
    changes
}

fn term_exchanged(scene: &Scene<'_>) -> Vec<Change> {
    let terms = &scene.publication.glossary.terms;
    let mut changes = Vec::new();
    for (expression, key, range) in scene.expressions() {
        let other = terms.keys().find(|other| other.as_str() > key).or(terms.keys().next());
        let quoted = format!("\"{key}\"");
        let at = scene.text[range.clone()].find(&quoted);
        if let (Some(other), Some(at), "term") = (other, at, expression.helper.as_str()) {
            let start = range.start + at + 1;
            changes.push(Change::replace(start..start + key.len(), other.clone()));
        }
    }
    changes
}

/// Words of a kind that the source text has too.
fn names(
    scene: &Scene<'_>,
    is_name: fn(&str, &str) -> bool,
    change: fn(&Scene<'_>, Range<usize>) -> Option<Change>,
) -> Vec<Change> {
    let Some(source) = &scene.source else { return Vec::new() };
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for range in words(piece.text) {
            let word = &piece.text[range.clone()];
            // A word that is also written small is no name, but a word of the trade such as `Action`.
            let small = word.to_lowercase();
            let is_common = [scene.text, source.text].iter().any(|text| text.contains(&small));
            if is_name(&piece.text[..range.start], word) && source.text.contains(word) && !is_common {
                changes.extend(change(scene, piece.at + range.start..piece.at + range.end));
            }
        }
    }
    changes
}

fn acronym(_: &str, word: &str) -> bool {
    let count = word.chars().count();
    let is_roman = word.chars().all(|c| "IVXLCDM".contains(c));
    count > 2 && word.chars().all(char::is_uppercase) && !is_roman
}

/// A word with a capital inside a sentence.
fn name(before: &str, word: &str) -> bool {
    let is_inside =
        before.ends_with(' ') && before.trim_end().ends_with(|c: char| c.is_lowercase() || c == ',');
    let mut characters = word.chars();
    let is_capital = characters.next().is_some_and(char::is_uppercase);
    is_inside && is_capital && word.chars().count() > 4 && characters.all(char::is_lowercase)
}

/// Two letters in the middle exchanged.
fn misspelt(scene: &Scene<'_>, range: Range<usize>) -> Option<Change> {
    let mut letters: Vec<char> = scene.text[range.clone()].chars().collect();
    let at = (1..letters.len().saturating_sub(1)).rev().find(|at| letters[*at] != letters[at + 1])?;
    letters.swap(at, at + 1);
    Some(Change::replace(range, letters.into_iter().collect::<String>()))
}

fn lost(scene: &Scene<'_>, range: Range<usize>) -> Option<Change> {
    let space = scene.text[..range.start].ends_with(' ');
    Some(Change::remove(range.start - usize::from(space)..range.end))
}

/// Blocks of a kind in the words of the source.
fn untranslated(scene: &Scene<'_>, takes: fn(&BlockKind, &str) -> bool) -> Vec<Change> {
    let Some(source) = &scene.source else { return Vec::new() };
    let mut changes = Vec::new();
    for (own, original) in scene.pairs() {
        let (range, place) =
            (trimmed(scene.text, own.span.range()), trimmed(source.text, original.span.range()));
        let (written, words) = (&scene.text[range.clone()], &source.text[place]);
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        if takes(&own.kind, words) && written != words && letters > 12 {
            changes.push(Change::replace(range, words).shown_too(scene.counterpart(own)));
        }
    }
    changes
}

fn is_prose(kind: &BlockKind, words: &str) -> bool {
    matches!(kind, BlockKind::Paragraph(_)) && words.len() > 120
}

fn is_short(kind: &BlockKind, words: &str) -> bool {
    matches!(kind, BlockKind::Heading { .. }) || matches!(kind, BlockKind::Paragraph(_)) && words.len() <= 120
}

/// A message that the source has too.
fn message_removed(scene: &Scene<'_>) -> Vec<Change> {
    let Some(source) = &scene.source else { return Vec::new() };
    let originals = entries(source.text);
    let mut changes = Vec::new();
    for entry in entries(scene.text).iter().filter(|entry| entry.header == "text") {
        let original = originals.iter().find(|original| original.header == entry.header);
        for key in &entry.keys {
            let same =
                original.and_then(|original| original.keys.iter().find(|other| other.name == key.name));
            let place = same.map(|same| (source.path.clone(), same.line.clone()));
            changes.extend(place.map(|place| Change::remove(key.line.clone()).shown_too(vec![place])));
        }
    }
    changes
}

fn placeholder_removed(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for (start, _) in piece.text.match_indices('{') {
            if let Some(length) = piece.text[start..].find('}') {
                let at = piece.at + start;
                changes.push(Change::remove(at..at + length + 1));
            }
        }
    }
    changes
}
