//! Words of other languages are marked.
//!
//! **What.** An emphasised or quoted phrase of five words or more that is very probably in another language than the text
//! has a mark that says so. Phrases with a term of the glossary are left alone, and so are names: what is written in
//! capitals is not counted.
//!
//! **Why.** A voice reads words by the rules of the language that is named (WCAG 2.1, 3.1.2), and lines are broken by them.
//!
//! **How to mend.** Mark the words: `*Créer des liens*{lang="fr"}`.

use crate::Context;
use crate::values::Run;
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Inline, InlineKind, walk};
use std::collections::BTreeSet;
use whatlang::{Detector, Lang};

/// The least words in small letters, and the least letters, by which a language can be told.
const WORDS: usize = 4;
const LETTERS: usize = 24;
/// How sure the detector must be, from 0 to 1.
const CONFIDENCE: f64 = 0.9;

/// The languages that are told apart, with their tags. Few of them, as short phrases are easily taken for a language that
/// nobody meant.
const LANGUAGES: &[(&str, Lang)] = &[
    ("de", Lang::Deu),
    ("en", Lang::Eng),
    ("es", Lang::Spa),
    ("fr", Lang::Fra),
    ("it", Lang::Ita),
    ("nl", Lang::Nld),
    ("pt", Lang::Por),
];

/// Looks at every phrase of every text whose own language can be told.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let detector = Detector::with_allowlist(LANGUAGES.iter().map(|(_, lang)| *lang).collect());
    let mut diagnostics = Vec::new();
    for text in context.texts.iter() {
        let tag = &text.manuscript.language;
        let Some((own, _)) = LANGUAGES.iter().find(|(known, _)| *known == tag.language()) else { continue };
        let terms = terms(context, tag.as_str());
        let mut seen = BTreeSet::new();
        for reading in &text.blocks {
            let mut phrases = emphasised(walk::inline_lists(reading.block));
            phrases.extend(reading.runs.iter().filter(|run| run.tag == tag.as_str()).flat_map(quoted));
            for (phrase, span) in phrases {
                let lower = phrase.to_lowercase();
                if terms.iter().any(|term| lower.contains(term)) {
                    continue;
                }
                let Some(found) = language(&detector, &phrase).filter(|found| found != own) else { continue };
                if !seen.insert((span.start, span.end)) {
                    continue;
                }
                let message = format!(
                    "`{phrase}` in {tag} is very probably {found}, and is not marked",
                    tag = wording::language(tag),
                    found = wording::language(found)
                );
                diagnostics.push(
                    Diagnostic::new(Code::UNMARKED_LANGUAGE, message)
                        .at(span, format!("probably {}", wording::language(found)))
                        .help(format!("mark the words: `[{phrase}]{{lang=\"{found}\"}}`")),
                );
            }
        }
    }
    diagnostics
}

/// The terms and acronyms of a language, which may come from another one.
fn terms(context: &Context<'_>, tag: &str) -> Vec<String> {
    let terms = context.publication.glossary.terms.values();
    let own = terms.flat_map(|term| [term.translations.get(tag), term.acronyms.get(tag)]);
    own.flatten().map(|term| term.value.to_lowercase()).collect()
}

/// The emphasised phrases that no mark of a language stands around or directly inside.
fn emphasised(contents: Vec<&[Inline]>) -> Vec<(String, Span)> {
    let mut phrases = Vec::new();
    for content in contents {
        gather(content, &mut phrases);
    }
    phrases
}

fn gather(content: &[Inline], phrases: &mut Vec<(String, Span)>) {
    for inline in content {
        match &inline.kind {
            InlineKind::Span { attributes, .. } if attributes.get("lang").is_some() => {}
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) => {
                if let (Some(first), Some(last)) = (inner.first(), inner.last())
                    && !has_mark(inner)
                {
                    let span = Span { end: last.span.end, ..first.span };
                    phrases.push((walk::plain_text(inner), span));
                }
            }
            _ => gather(walk::inner(inline).unwrap_or_default(), phrases),
        }
    }
}

fn has_mark(content: &[Inline]) -> bool {
    let mut has_mark = false;
    walk::inlines(content, &mut |inline| {
        has_mark |=
            matches!(&inline.kind, InlineKind::Span { attributes, .. } if attributes.get("lang").is_some());
    });
    has_mark
}

/// What stands between quotation marks inside a run, without the marks.
fn quoted(run: &Run) -> Vec<(String, Span)> {
    let mut phrases = Vec::new();
    let mut start = None;
    for (at, character) in run.characters.iter().enumerate() {
        match character {
            '“' | '«' | '„' => start = Some(at + 1),
            '"' if start.is_none() => start = Some(at + 1),
            '”' | '»' | '"' => {
                if let Some(first) = start.take() {
                    phrases.extend(trimmed(run, first, at));
                }
            }
            '\0' | '\n' => start = None,
            _ => {}
        }
    }
    phrases
}

fn trimmed(run: &Run, mut first: usize, mut end: usize) -> Option<(String, Span)> {
    let is_space = |at: usize| run.characters.get(at).is_some_and(|character| character.is_whitespace());
    while first < end && is_space(first) {
        first += 1;
    }
    while first < end && is_space(end - 1) {
        end -= 1;
    }
    let phrase = run.characters.get(first..end)?.iter().collect();
    Some((phrase, run.span(first..end)?))
}

/// The language of a phrase, where it is long enough to be told with confidence. Words that begin with a capital, except
/// the first, are names and say nothing.
fn language(detector: &Detector, phrase: &str) -> Option<&'static str> {
    let is_plain = |word: &&str| word.chars().next().is_some_and(|first| !first.is_uppercase());
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let plain: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(at, word)| *at == 0 || is_plain(word))
        .map(|(_, word)| *word)
        .collect();
    let letters: usize = plain.iter().map(|word| word.chars().filter(|c| c.is_alphabetic()).count()).sum();
    if plain.len() <= WORDS || letters < LETTERS {
        return None;
    }
    let info = detector.detect(&plain.join(" ")).filter(|info| info.confidence() >= CONFIDENCE)?;
    LANGUAGES.iter().find(|(_, lang)| *lang == info.lang()).map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(phrase: &str) -> Option<&'static str> {
        language(&Detector::with_allowlist(LANGUAGES.iter().map(|(_, lang)| *lang).collect()), phrase)
    }

    #[test]
    fn long_phrases_are_told_and_short_ones_are_not() {
        assert_eq!(
            told("Créer des liens et renforcer les capacités dans le domaine des migrations"),
            Some("fr")
        );
        assert_eq!(
            told("el fortalecimiento de las capacidades en materia de migración y desarrollo"),
            Some("es")
        );
        assert_eq!(told("capacity building on migration through the exchange of expertise"), Some("en"));
        for short in ["Créer des liens", "à la carte", "ad hoc", "Office français de l’immigration"] {
            assert_eq!(told(short), None, "{short}");
        }
    }
}
