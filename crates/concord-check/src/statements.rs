//! What literal text says of numbers: of what, and how exactly.
//!
//! `more than 120 countries` is the number 120, the unit `country` of the ledger, and the qualifier more-than. A unit is
//! known by the forms of its noun in the language's messages.

use crate::values::{Found, Run};
use concord_diagnostics::Span;
use concord_ledger::Qualifier;
use concord_publication::Messages;
use std::collections::BTreeMap;
use std::ops::Range;

/// The nouns of a language by their first words.
#[derive(Debug, Default)]
pub(crate) struct Nouns<'a> {
    by_word: BTreeMap<String, Vec<(Vec<String>, &'a str)>>,
}

impl<'a> Nouns<'a> {
    /// From `[nouns]` of a language's messages.
    pub(crate) fn of(messages: &'a Messages) -> Self {
        let mut nouns = Self::default();
        for (unit, noun) in &messages.nouns {
            for form in noun.forms.values() {
                let words: Vec<String> = words_of(form);
                let Some(first) = words.first().cloned() else { continue };
                let known = nouns.by_word.entry(first).or_default();
                if !known.iter().any(|(other, _)| *other == words) {
                    known.push((words, unit));
                }
            }
        }
        // The longest first, so that "thematic areas" is not taken for "thematic".
        for known in nouns.by_word.values_mut() {
            known.sort_by_key(|(words, unit)| (std::cmp::Reverse(words.len()), *unit));
        }
        nouns
    }

    /// The unit whose noun begins at a character, and the character behind it.
    fn unit_at(&self, run: &Run, at: usize) -> Option<(&'a str, usize)> {
        let first = word_at(run, at)?;
        let known = self.by_word.get(&lower(run, first.clone()))?;
        known.iter().find_map(|(words, unit)| {
            let mut end = first.end;
            for word in &words[1..] {
                let next = word_at(run, behind_gap(run, end))?;
                if lower(run, next.clone()) != *word {
                    return None;
                }
                end = next.end;
            }
            Some((*unit, end))
        })
    }
}

/// A number with what it counts.
#[derive(Debug)]
pub(crate) struct Statement<'c> {
    pub(crate) found: &'c Found,
    /// The unit of the ledger.
    pub(crate) unit: Option<&'c str>,
    /// How exactly the text states the number, and the words that say so.
    pub(crate) qualifier: Option<(Qualifier, Span)>,
    /// Whether an article or "all" before it says that these are all there are.
    pub(crate) is_definite: bool,
    /// Everything from the qualifier to the noun.
    pub(crate) span: Span,
}

/// Every value of some runs with its surroundings. Foreign runs have no units.
pub(crate) fn statements<'c>(
    runs: &'c [Run],
    values: &'c [Found],
    nouns: &Nouns<'c>,
    tag: &str,
) -> Vec<Statement<'c>> {
    let of_value = |found: &'c Found| {
        let run = runs.get(found.run)?;
        let noun = Some(run).filter(|run| run.tag == tag).and_then(|run| {
            let start = behind_of(run, behind_gap(run, found.range.end));
            nouns.unit_at(run, start)
        });
        let qualifier = qualifier_before(run, found.range.start, tag);
        let start = qualifier.as_ref().map_or(found.range.start, |(_, words)| words.start);
        let end = noun.map_or(found.range.end, |(_, end)| end);
        let before = word_before(run, start).map(|word| lower(run, word)).unwrap_or_default();
        Some(Statement {
            found,
            is_definite: matches!(
                before.as_str(),
                "the" | "all" | "les" | "los" | "las" | "todos" | "todas" | "tous"
            ),
            unit: noun.map(|(unit, _)| unit),
            qualifier: qualifier.and_then(|(qualifier, words)| Some((qualifier, run.span(words)?))),
            span: run.span(start..end)?,
        })
    };
    values.iter().filter_map(of_value).collect()
}

/// Whether the words of a qualifier are also plain prepositions or articles: "over three days", "around two tables".
pub(crate) fn is_ambiguous(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "over" | "about" | "around" | "some" | "quelque" | "hasta" | "unos" | "unas" | "up to"
    )
}

/// The words of a language that say how exactly a number is known, the longest first.
fn qualifiers(tag: &str) -> &'static [(&'static [&'static str], Qualifier)] {
    match tag.split('-').next() {
        Some("en") => &[
            (&["no", "fewer", "than"], Qualifier::AtLeast),
            (&["no", "more", "than"], Qualifier::UpTo),
            (&["not", "more", "than"], Qualifier::UpTo),
            (&["less", "than"], Qualifier::UpTo),
            (&["fewer", "than"], Qualifier::UpTo),
            (&["more", "than"], Qualifier::MoreThan),
            (&["upwards", "of"], Qualifier::MoreThan),
            (&["at", "least"], Qualifier::AtLeast),
            (&["close", "to"], Qualifier::Almost),
            (&["at", "most"], Qualifier::UpTo),
            (&["up", "to"], Qualifier::UpTo),
            (&["over"], Qualifier::MoreThan),
            (&["almost"], Qualifier::Almost),
            (&["nearly"], Qualifier::Almost),
            (&["about"], Qualifier::About),
            (&["around"], Qualifier::About),
            (&["approximately"], Qualifier::About),
            (&["roughly"], Qualifier::About),
            (&["some"], Qualifier::About),
            (&["exactly"], Qualifier::Exact),
        ],
        Some("fr") => &[
            (&["pas", "plus", "de"], Qualifier::UpTo),
            (&["pas", "moins", "de"], Qualifier::AtLeast),
            (&["moins", "de"], Qualifier::UpTo),
            (&["moins", "d"], Qualifier::UpTo),
            (&["plus", "de"], Qualifier::MoreThan),
            (&["plus", "d"], Qualifier::MoreThan),
            (&["au", "moins"], Qualifier::AtLeast),
            (&["au", "plus"], Qualifier::UpTo),
            (&["jusqu", "à"], Qualifier::UpTo),
            (&["près", "de"], Qualifier::Almost),
            (&["presque"], Qualifier::Almost),
            (&["environ"], Qualifier::About),
            (&["quelque"], Qualifier::About),
            (&["exactement"], Qualifier::Exact),
        ],
        Some("es") => &[
            (&["no", "más", "de"], Qualifier::UpTo),
            (&["no", "menos", "de"], Qualifier::AtLeast),
            (&["menos", "de"], Qualifier::UpTo),
            (&["más", "de"], Qualifier::MoreThan),
            (&["al", "menos"], Qualifier::AtLeast),
            (&["por", "lo", "menos"], Qualifier::AtLeast),
            (&["como", "máximo"], Qualifier::UpTo),
            (&["cerca", "de"], Qualifier::Almost),
            (&["alrededor", "de"], Qualifier::About),
            (&["aproximadamente"], Qualifier::About),
            (&["hasta"], Qualifier::UpTo),
            (&["casi"], Qualifier::Almost),
            (&["unos"], Qualifier::About),
            (&["unas"], Qualifier::About),
            (&["exactamente"], Qualifier::Exact),
        ],
        _ => &[],
    }
}

/// How exactly the words just before a character say that what follows is known, and those words.
pub(crate) fn qualifier_before(run: &Run, at: usize, tag: &str) -> Option<(Qualifier, Range<usize>)> {
    let known = qualifiers(tag);
    let most = known.iter().map(|(words, _)| words.len()).max()?;
    let mut before: Vec<Range<usize>> = Vec::new();
    let mut end = at;
    while before.len() < most {
        let Some(word) = word_before(run, end) else { break };
        end = word.start;
        before.push(word);
    }
    before.reverse();
    let words: Vec<String> = before.iter().map(|word| lower(run, word.clone())).collect();
    known.iter().find_map(|(form, qualifier)| {
        let start = words.len().checked_sub(form.len())?;
        let is_form = words[start..].iter().zip(*form).all(|(word, known)| word == known);
        is_form.then(|| (*qualifier, before[start].start..before[before.len() - 1].end))
    })
}

/// Behind spaces and a hyphen.
fn behind_gap(run: &Run, at: usize) -> usize {
    let is_gap = |character: &&char| character.is_whitespace() || matches!(character, '-' | '‑' | '‐');
    at + run.characters.iter().skip(at).take_while(is_gap).take(2).count()
}

/// Behind the `de` that French and Spanish put between millions and a noun.
fn behind_of(run: &Run, at: usize) -> usize {
    let Some(word) = word_at(run, at) else { return at };
    match lower(run, word.clone()).as_str() {
        "de" => behind_gap(run, word.end),
        "d" if matches!(run.characters.get(word.end), Some('’' | '\'')) => word.end + 1,
        _ => at,
    }
}

/// The word that begins at a character.
fn word_at(run: &Run, at: usize) -> Option<Range<usize>> {
    let length = run.characters.iter().skip(at).take_while(|character| character.is_alphabetic()).count();
    (length > 0).then_some(at..at + length)
}

/// The word before a character, with only spaces or an apostrophe between.
fn word_before(run: &Run, at: usize) -> Option<Range<usize>> {
    let characters = run.characters.get(..at)?;
    let is_gap = |character: &char| character.is_whitespace() || matches!(character, '’' | '\'');
    let end = characters.iter().rposition(|character| !is_gap(character))? + 1;
    let start =
        characters[..end].iter().rposition(|character| !character.is_alphabetic()).map_or(0, |at| at + 1);
    (start < end).then_some(start..end)
}

fn lower(run: &Run, range: Range<usize>) -> String {
    run.characters[range].iter().flat_map(|character| character.to_lowercase()).collect()
}

fn words_of(form: &str) -> Vec<String> {
    form.split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
