//! The concordance: every fact and the pages that it stands on.

use super::compare::Matches;
use super::expected::{Expected, FactRange, Passage, Words, WordsPlace};
use super::found::{Found, FoundPassage, Stretch};
use concord_diagnostics::{Code, Diagnostic, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A fact in a finished file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactPlace {
    /// The id in the ledger, glossary or messages.
    pub key: String,
    /// What formatted it: a helper such as `count`, or `chart`, `timeline`, `figures`.
    pub helper: String,
    /// The words.
    pub text: String,
    /// The pages, from 0: two where a page ends within the words.
    pub pages: Vec<usize>,
    /// Where the manuscript refers to it.
    pub span: Span,
}

/// The facts in running text.
pub(super) fn of_passages(
    expected: &[Passage],
    found: &[FoundPassage],
    matches: &Matches,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<FactPlace> {
    let mut places = Vec::new();
    for (number, passage) in expected.iter().enumerate() {
        for fact in &passage.facts {
            let exact = matches.exact(number).map(|at| found[at].pages(&fact.range));
            let near = || matches.nearest(number).and_then(|at| near(&found[at], passage, fact));
            match exact.or_else(near) {
                Some(pages) => places.push(place(fact, pages)),
                None => diagnostics.push(not_found(&fact.fact.key, &fact.fact.text, fact.span)),
            }
        }
    }
    places
}

/// The fact in a passage that differs elsewhere.
fn near(found: &FoundPassage, passage: &Passage, fact: &FactRange) -> Option<Vec<usize>> {
    let words = &passage.text[fact.range.clone()];
    let at = found.text.find(words)?;
    Some(found.pages(&(at..at + words.len())))
}

fn place(fact: &FactRange, pages: Vec<usize>) -> FactPlace {
    let (key, helper, text) = (fact.fact.key.clone(), fact.fact.helper.clone(), fact.fact.text.clone());
    FactPlace { key, helper, text, pages, span: fact.span }
}

/// The facts in drawings and key figures.
pub(super) fn of_words(
    expected: &Expected,
    found: &Found,
    matches: &Matches,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<FactPlace> {
    let mut places = Vec::new();
    let mut stretches: BTreeMap<WordsPlace, (Stretch, usize)> = BTreeMap::new();
    for words in &expected.words {
        let (stretch, from) =
            stretches.entry(words.place).or_insert_with(|| (stretch(words.place, found, matches), 0));
        // Key figures follow each other.
        match locate(words, stretch, *from) {
            Some((end, pages)) => {
                *from = end;
                let (key, helper, text) =
                    (words.key.to_owned(), words.helper.to_owned(), words.parts.join(" "));
                places.push(FactPlace { key, helper, text, pages, span: words.span });
            }
            None => diagnostics.push(not_found(words.key, &words.parts.join(" "), words.span)),
        }
    }
    places
}

fn stretch(place: WordsPlace, found: &Found, matches: &Matches) -> Stretch {
    match place {
        WordsPlace::Passage(passage) => matches
            .nearest(passage)
            .map(|at| Stretch::of_passages(&found.passages[at..=at]))
            .unwrap_or_default(),
        WordsPlace::Gap(passage) => {
            let gap = matches.gap(passage, found.passages.len());
            Stretch::of_passages(&found.passages[gap])
        }
    }
}

/// All parts one after the other: where the last ends, and the pages of all.
fn locate(words: &Words, stretch: &Stretch, from: usize) -> Option<(usize, Vec<usize>)> {
    let (mut end, mut pages) = (from, Vec::new());
    for part in &words.parts {
        let (next, on) = stretch.find(part, end)?;
        end = next;
        pages.extend(on);
    }
    pages.sort_unstable();
    pages.dedup();
    Some((end, pages))
}

fn not_found(key: &str, text: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::FACT_NOT_FOUND, format!("the fact `{key}` is not where it belongs in the PDF"))
        .at(span, "this fact")
        .note(format!("expected: {text}"))
}
