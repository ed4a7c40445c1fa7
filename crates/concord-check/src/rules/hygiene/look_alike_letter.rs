//! A word is of one script.
//!
//! **What.** A Latin word holds a Cyrillic or Greek letter, or a word made of such look-alikes alone stands between Latin
//! words. `µm` and other units are left alone.
//!
//! **Why.** The word looks right and is another: it is not found, not spoken and not compared as what it seems to be.
//!
//! **How to mend.** Type the letter again.

use super::{files, number};
use crate::Context;
use concord_diagnostics::{Code, Diagnostic, Span};
use std::ops::Range;
use unicode_script::{Script, UnicodeScript};
use unicode_security::confusable_detection::skeleton;

/// Looks at every file.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, source) in files(context) {
        let text = source.text();
        if text.is_ascii() {
            continue;
        }
        let words = words(text);
        for (at, range) in words.iter().enumerate() {
            let word = &text[range.clone()];
            if word.is_ascii() {
                continue;
            }
            let neighbours = [at.checked_sub(1).and_then(|at| words.get(at)), words.get(at + 1)];
            let is_between_latin = neighbours.into_iter().all(|other| {
                other.is_some_and(|other| text[other.clone()].chars().all(|c| c.script() == Script::Latin))
            });
            if let Some(own) = disguised(word, is_between_latin) {
                found.push(finding(source.name(), Span::new(id, range.clone()), word, &own));
            }
        }
    }
    found
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices().filter(|(_, character)| character.is_alphabetic()) {
        let end = at + character.len_utf8();
        match words.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => words.push(at..end),
        }
    }
    words
}

fn is_foreign(character: char) -> bool {
    matches!(character.script(), Script::Cyrillic | Script::Greek)
}

/// The Latin word that a word is taken for.
fn disguised(word: &str, is_between_latin: bool) -> Option<String> {
    let foreign = word.chars().filter(|c| is_foreign(*c)).count();
    let latin = word.chars().filter(|c| c.script() == Script::Latin).count();
    let is_whole = latin == 0 && foreign > 0;
    let is_unit = word.starts_with(['μ', 'Ω']) || word.ends_with('Ω');
    if foreign == 0 || is_unit || is_whole && !is_between_latin || foreign > latin && !is_whole {
        return None;
    }
    let own: String =
        word.chars().map(|c| if is_foreign(c) { latin_of(c) } else { Some(c) }).collect::<Option<_>>()?;
    Some(own)
}

/// The Latin letter that a letter is confused with (UTS 39).
fn latin_of(character: char) -> Option<char> {
    let mut alike = skeleton(character.encode_utf8(&mut [0; 4])).collect::<Vec<_>>().into_iter();
    match (alike.next(), alike.next()) {
        // The skeleton of capital I and its look-alikes is a small l.
        (Some('l'), None) if character.is_uppercase() => Some('I'),
        (Some(letter), None) if letter.is_ascii_alphabetic() => Some(letter),
        _ => None,
    }
}

fn finding(name: &str, span: Span, word: &str, own: &str) -> Diagnostic {
    let foreign: Vec<String> = word
        .chars()
        .zip(own.chars())
        .filter(|(written, latin)| written != latin)
        .map(|(written, latin)| {
            let script = if written.script() == Script::Greek { "Greek" } else { "Cyrillic" };
            format!("a {script} `{written}` ({}) that looks like `{latin}`", number(written))
        })
        .collect();
    let message = format!("`{word}` in `{name}` has {}", foreign.join(" and "));
    Diagnostic::new(Code::LOOK_ALIKE_LETTER, message)
        .at(span, "not the word that it seems")
        .help(format!("type `{own}` again in Latin letters"))
        .suggest(span, own)
}
