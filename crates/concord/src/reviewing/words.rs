//! Two texts compared word by word.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;

/// Longer texts than this many words and signs are shown whole, as removed and added.
const MOST: usize = 6_000;
/// So many characters, to a word's end, are shown on both sides of a change.
const AROUND: usize = 48;

/// What became of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// They are in both texts.
    Same,
    /// Only the first has them.
    Removed,
    /// Only the second has them.
    Added,
}

/// Words that had the same fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// The parts of two texts, in order: those that are the same or removed give the first text, those that are the same or
/// added the second.
pub(super) fn diff(old: &str, new: &str) -> Vec<Part> {
    let (tokens, others) = (tokens(old), tokens(new));
    if tokens.len().max(others.len()) > MOST {
        return whole(old, new);
    }
    let ops = capture_diff_slices(Algorithm::Myers, &tokens, &others);
    let last = ops.len().saturating_sub(1);
    let mut parts = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    for (at, op) in ops.iter().enumerate() {
        let (from, to) = (tokens[op.old_range()].concat(), others[op.new_range()].concat());
        if let DiffOp::Equal { .. } = op {
            // Single words that changed side by side are one change.
            if at > 0 && at < last && from.chars().all(char::is_whitespace) {
                removed.push_str(&from);
                added.push_str(&from);
                continue;
            }
            flush(&mut removed, &mut added, &mut parts);
            parts.push(Part { kind: Kind::Same, text: from });
        } else {
            removed.push_str(&from);
            added.push_str(&to);
        }
    }
    flush(&mut removed, &mut added, &mut parts);
    parts
}

/// A text of which all has one fate.
pub(super) fn all(kind: Kind, text: &str) -> Vec<Part> {
    if text.is_empty() { Vec::new() } else { vec![Part { kind, text: text.to_owned() }] }
}

fn whole(old: &str, new: &str) -> Vec<Part> {
    if old == new {
        return all(Kind::Same, old);
    }
    [all(Kind::Removed, old), all(Kind::Added, new)].concat()
}

/// What is removed and added between the same words. Spaces alone on one side mean that nothing was there.
fn flush(removed: &mut String, added: &mut String, parts: &mut Vec<Part>) {
    let (old, new) = (std::mem::take(removed), std::mem::take(added));
    parts.extend(all(Kind::Removed, &old));
    parts.extend(all(Kind::Added, &new));
}

/// Words, runs of spaces, and single signs. Scripts without spaces are taken character by character.
fn tokens(text: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Word,
        Space,
        Sign,
    }
    let class = |character: char| match character {
        '\u{0e00}'..='\u{0eff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => Class::Sign,
        '\u{0300}'..='\u{036f}' | '\u{0900}'..='\u{0dff}' => Class::Word,
        _ if character.is_alphanumeric() => Class::Word,
        _ if character.is_whitespace() => Class::Space,
        _ => Class::Sign,
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before: Option<Class> = None;
    for (at, character) in text.char_indices() {
        let own = class(character);
        if before.is_some_and(|before| before != own || own == Class::Sign) {
            tokens.push(&text[start..at]);
            start = at;
        }
        before = Some(own);
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

/// How many of the words of two texts are the same, from 0 to 1. Each is a list of words' numbers in order.
pub(super) fn likeness(one: &[u32], other: &[u32]) -> f64 {
    let (mut a, mut b, mut common) = (0, 0, 0_u32);
    while let (Some(first), Some(second)) = (one.get(a), other.get(b)) {
        match first.cmp(second) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => (a, b, common) = (a + 1, b + 1, common + 1),
        }
    }
    let all = u32::try_from(one.len() + other.len()).unwrap_or(u32::MAX);
    if all == 0 { 1.0 } else { f64::from(2 * common) / f64::from(all) }
}

/// Numbers for words.
#[derive(Debug, Default)]
pub(super) struct Numbers<'a>(BTreeMap<&'a str, u32>);

impl<'a> Numbers<'a> {
    /// The numbers of a text's words, in their own order.
    pub(super) fn of(&mut self, text: &'a str) -> Vec<u32> {
        let words = tokens(text).into_iter().filter(|token| token.chars().any(char::is_alphanumeric));
        let mut numbers: Vec<u32> = words
            .map(|word| {
                let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
                *self.0.entry(word).or_insert(next)
            })
            .collect();
        numbers.sort_unstable();
        numbers
    }
}

/// As text: `[-removed-]{+added+}`, with some of what is the same around it.
pub(super) fn marked(parts: &[Part]) -> String {
    let last = parts.len().saturating_sub(1);
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        match part.kind {
            Kind::Removed => out.push_str(&format!("[-{}-]", part.text)),
            Kind::Added => out.push_str(&format!("{{+{}+}}", part.text)),
            Kind::Same => out.push_str(&shortened(&part.text, at > 0, at < last)),
        }
    }
    out
}

fn shortened(text: &str, follows: bool, precedes: bool) -> String {
    let start = if follows { forward(text) } else { 0 };
    let end = if precedes { backward(text) } else { text.len() };
    if start >= end || text[start..end].chars().count() < AROUND {
        return text.to_owned();
    }
    let (head, tail) = (text[..start].trim_end(), text[end..].trim_start());
    [head, "…", tail].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where a word ends some way into a text.
fn forward(text: &str) -> usize {
    let spaces = text.char_indices().skip(AROUND).find(|(_, character)| character.is_whitespace());
    spaces.map_or(text.len(), |(at, _)| at)
}

/// Where a word begins some way before a text's end.
fn backward(text: &str) -> usize {
    let spaces = text.char_indices().rev().skip(AROUND).find(|(_, character)| character.is_whitespace());
    spaces.map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_give_both_texts() {
        let texts = [
            "",
            "a b",
            "For ten years, it stood",
            "For eleven years it has stood.",
            "日本語の文",
            "日本の文章",
        ];
        for old in texts {
            for new in texts {
                let parts = diff(old, new);
                let of = |kind| {
                    let is_meant = |part: &&Part| part.kind == Kind::Same || part.kind == kind;
                    parts.iter().filter(is_meant).map(|part| part.text.as_str()).collect::<String>()
                };
                assert_eq!((of(Kind::Removed).as_str(), of(Kind::Added).as_str()), (old, new));
            }
        }
    }

    #[test]
    fn only_words_that_changed_are_marked() {
        assert_eq!(
            marked(&diff("39\u{a0}requests came", "40\u{a0}requests came")),
            "[-39-]{+40+}\u{a0}requests came"
        );
        assert_eq!(marked(&diff("one two three", "one four five")), "one [-two three-]{+four five+}");
    }
}
