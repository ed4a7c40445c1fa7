//! Emphasis that stands on other words than in the other language.
//!
//! What both languages have in common tells which words translate which: facts, numbers, terms, names, words of one origin,
//! and words that nearly always stand where a word of the other language does. A phrase of which nothing is so known, or
//! which is known to be emphasised there too, is left alone.

use crate::Context;
use crate::alignment::Pair;
use crate::context::Comparison;
use crate::references;
use crate::rules::translation::terms::{cut, in_language};
use crate::words::{ByHash, Form, Hashes, Phrases, Placed, Tongues, folded, stretch};
use concord_diagnostics::Span;
use concord_document::{InlineKind, LanguageTag, walk};
use concord_publication::Manuscript;
use std::collections::BTreeSet;

/// Phrases of more content words are put freely, so that a word of one origin elsewhere says nothing.
const MOST_WORDS: usize = 3;
/// Shorter words are too often alike by chance.
const LEAST_LETTERS: u8 = 4;
/// How many letters words of one origin have at least, how many of them are the same, and how like the whole words are.
const COGNATE_LENGTH: u8 = 6;
const COGNATE_BEGINNING: usize = 5;
const COGNATE_LIKENESS: f64 = 0.6;
/// In how many places two words must have stood beside each other, and how seldom the one without the other (Dice).
const LEAST_PLACES: usize = 3;
const LEAST_DICE: f64 = 0.75;

/// What is known of a pair of languages.
pub(super) struct Known {
    tongues: [Tongues; 2],
    /// Terms and names by their numbers.
    phrases: [Phrases; 2],
    /// Their acronyms.
    acronyms: [Vec<Option<u64>>; 2],
    /// The stem that nearly always stands beside one, from either language to the other.
    usual: [ByHash<u64>; 2],
}

impl Known {
    pub(super) fn new(context: &Context<'_>, source: &Manuscript, translation: &Manuscript) -> Self {
        let tags = [&source.language, &translation.language];
        let mut known = Self {
            tongues: tags.map(|tag| Tongues::of_tag(tag.as_str())),
            phrases: tags.map(|tag| Phrases::by_stem(tag.as_str())),
            acronyms: Default::default(),
            usual: Default::default(),
        };
        for term in context.publication.glossary.terms.values() {
            let forms = tags.map(|tag| in_language(&term.translations, tag).map(|form| form.value.as_str()));
            let acronyms = tags.map(|tag| {
                let acronym = in_language(&term.acronyms, tag);
                acronym.and_then(|form| cut(&form.value, tag).first().map(|word| word.exact))
            });
            known.add(tags, forms, acronyms);
        }
        let tables = source.messages.tables().into_iter().zip(translation.messages.tables());
        for ((_, names), (_, translated)) in
            tables.filter(|((table, _), _)| matches!(*table, "names" | "countries" | "regions"))
        {
            for (key, name) in names {
                let form = translated.get(key).map(|form| form.value.as_str());
                known.add(tags, [Some(&name.value), form], [None, None]);
            }
        }
        known.learn(context, &translation.language);
        known
    }

    fn add(&mut self, tags: [&LanguageTag; 2], forms: [Option<&str>; 2], acronyms: [Option<u64>; 2]) {
        let [Some(source), Some(translation)] = forms else { return };
        for (side, form) in [source, translation].into_iter().enumerate() {
            self.phrases[side].add(&cut(form, tags[side]));
            self.acronyms[side].push(acronyms[side]);
        }
    }

    /// Counts beside which words those stand that are emphasised somewhere.
    fn learn(&mut self, context: &Context<'_>, language: &LanguageTag) {
        let own = |comparison: &&Comparison<'_>| comparison.translation.language == *language;
        let pairs =
            || context.comparisons.iter().filter(own).flat_map(|comparison| &comparison.alignment.pairs);
        let mut wanted: [Hashes; 2] = Default::default();
        for pair in pairs() {
            for (side, text) in [&pair.source, &pair.translation].into_iter().enumerate() {
                let phrases = emphasised(text.lists().as_slice());
                if phrases.is_empty() {
                    continue;
                }
                let words = context.words(text);
                let inside = words.iter().filter(|placed| is_in(placed.span(), &phrases));
                wanted[side]
                    .extend(inside.filter(|word| self.tells(word, side)).map(|placed| placed.word.stem));
            }
        }
        if wanted.iter().all(Hashes::is_empty) {
            return;
        }
        let mut counts: [ByHash<usize>; 2] = Default::default();
        let mut beside: [ByHash<ByHash<usize>>; 2] = Default::default();
        for pair in pairs() {
            let stems = [(0, &pair.source), (1, &pair.translation)].map(|(side, text)| -> BTreeSet<u64> {
                let words = context.words(text);
                words.iter().filter(|word| self.tells(word, side)).map(|placed| placed.word.stem).collect()
            });
            for side in [0, 1] {
                for stem in &stems[side] {
                    *counts[side].entry(*stem).or_default() += 1;
                    if wanted[side].contains(stem) {
                        let others = beside[side].entry(*stem).or_default();
                        stems[1 - side].iter().for_each(|other| *others.entry(*other).or_default() += 1);
                    }
                }
            }
        }
        for side in [0, 1] {
            let count = |side: usize, stem: u64| counts[side].get(&stem).copied().unwrap_or(0);
            let found = wanted[side].iter().filter_map(|stem| {
                let others = beside[side].get(stem)?.iter().filter(|(_, both)| **both >= LEAST_PLACES);
                let like = |other: u64, both: usize| {
                    2.0 * both as f64 / (count(side, *stem) + count(1 - side, other)) as f64
                };
                let all: Vec<(f64, u64)> =
                    others.map(|(other, both)| (like(*other, *both), *other)).collect();
                let (best, other) =
                    all.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
                // Two that are as likely are a phrase, of which either may be meant.
                let is_one = all.iter().filter(|(like, _)| *like >= best - 0.05).count() == 1;
                (best >= LEAST_DICE && is_one).then_some((*stem, other))
            });
            let found: Vec<(u64, u64)> = found.collect();
            self.usual[side].extend(found);
        }
    }

    /// Whether a word is more than a function word or a number.
    fn tells(&self, placed: &Placed<'_>, side: usize) -> bool {
        let word = &placed.word;
        let is_small = word.form == Form::Small && word.length < LEAST_LETTERS;
        !is_small && word.form != Form::Number && !word.tongues.has(self.tongues[side])
    }

    /// Whether a word of the other language is known to stand for one.
    fn is_counterpart(&self, side: usize, one: &Placed<'_>, other: &Placed<'_>) -> bool {
        let (a, b) = (&one.word, &other.word);
        let is_alike = a.form != Form::Small && a.exact == b.exact && a.form == b.form;
        is_alike
            || self.usual[side].get(&a.stem) == Some(&b.stem)
            || self.usual[1 - side].get(&b.stem) == Some(&a.stem)
            || is_cognate(one, other)
    }
}

/// Words that begin alike and are alike as wholes.
fn is_cognate(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    if one.word.root != other.word.root || one.word.length.min(other.word.length) < COGNATE_LENGTH {
        return false;
    }
    let (one, other) = (folded(&one.text()), folded(&other.text()));
    let begins = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count() >= COGNATE_BEGINNING;
    begins && strsim::normalized_levenshtein(&one, &other) >= COGNATE_LIKENESS
}

/// The emphasised and strong phrases of a text.
pub(super) fn emphasised(lists: &[&[concord_document::Inline]]) -> Vec<Span> {
    let mut phrases = Vec::new();
    for content in lists {
        walk::inlines(content, &mut |inline| {
            if matches!(inline.kind, InlineKind::Emphasis(_) | InlineKind::Strong(_)) {
                phrases.push(inline.span);
            }
        });
    }
    phrases
}

fn is_in(span: Option<Span>, phrases: &[Span]) -> bool {
    span.is_some_and(|span| phrases.iter().any(|phrase| phrase.overlaps(span)))
}

/// Something in a phrase that is known in the other language.
struct Mark {
    place: Span,
    /// Whether it stands outside the phrase too.
    is_elsewhere: bool,
    /// Where it is in the other language.
    counterparts: Vec<Span>,
}

/// A phrase whose words are emphasised in neither place of the other language: the phrase, what of it is known, and where
/// that stands.
pub(super) struct Moved {
    pub(super) phrase: Span,
    pub(super) known: Span,
    pub(super) counterpart: Span,
}

/// The phrases of one side (0 is the source) whose counterparts are not emphasised on the other.
pub(super) fn find(context: &Context<'_>, known: &Known, pair: &Pair<'_>, side: usize) -> Vec<Moved> {
    let sides = [&pair.source, &pair.translation];
    let phrases = emphasised(&sides[side].lists());
    let others = emphasised(&sides[1 - side].lists());
    let words = [context.words(sides[side]), context.words(sides[1 - side])];
    let moved = |phrase: Span| {
        let mut marks = certain(context, known, pair, side, phrase, &words);
        marks.extend(likely(known, side, phrase, &words));
        let is_emphasised = |mark: &Mark| mark.counterparts.iter().any(|place| is_in(Some(*place), &others));
        if marks.iter().any(is_emphasised) {
            return None;
        }
        let mark = marks.iter().find(|mark| !mark.is_elsewhere && !mark.counterparts.is_empty())?;
        Some(Moved { phrase, known: mark.place, counterpart: *mark.counterparts.first()? })
    };
    phrases.into_iter().filter_map(moved).collect()
}

/// Facts, numbers, terms and names in a phrase.
fn certain(
    context: &Context<'_>,
    known: &Known,
    pair: &Pair<'_>,
    side: usize,
    phrase: Span,
    words: &[Vec<Placed<'_>>; 2],
) -> Vec<Mark> {
    let sides = [&pair.source, &pair.translation];
    let (own, other) = (sides[side], sides[1 - side]);
    let mut marks = Vec::new();
    let there = references::of_side(other);
    let here = references::of_side(own);
    for reference in here.iter().filter(|reference| phrase.overlaps(reference.span)) {
        let same = |other: &&references::Reference<'_>| other.key == reference.key;
        marks.push(Mark {
            place: reference.span,
            is_elsewhere: here.iter().filter(same).any(|other| !phrase.overlaps(other.span)),
            counterparts: there.iter().filter(same).map(|other| other.span).collect(),
        });
    }
    let (here, there) = (context.values(own), context.values(other));
    for value in here.iter().filter(|value| !value.is_soft && phrase.overlaps(value.span)) {
        marks.push(Mark {
            place: value.span,
            is_elsewhere: here.iter().any(|it| !phrase.overlaps(it.span) && it.agrees_with(value)),
            counterparts: there.iter().filter(|it| it.agrees_with(value)).map(|it| it.span).collect(),
        });
    }
    let place = |words: &[Placed<'_>], first: usize, last: usize| {
        words.get(first..=last).and_then(stretch).map(|(span, _)| span)
    };
    let (here, there) = (known.phrases[side].find(&words[0]), known.phrases[1 - side].find(&words[1]));
    for hit in &here {
        let Some(span) = place(&words[0], hit.first, hit.last).filter(|span| phrase.overlaps(*span)) else {
            continue;
        };
        let is_outside = |first, last| place(&words[0], first, last).is_some_and(|it| !phrase.overlaps(it));
        let is_same = |other: &&crate::words::Hit| other.phrase == hit.phrase;
        let acronym = known.acronyms[1 - side].get(hit.phrase).copied().flatten();
        let acronyms = words[1].iter().filter(|placed| Some(placed.word.exact) == acronym);
        let found = there.iter().filter(is_same).filter_map(|it| place(&words[1], it.first, it.last));
        marks.push(Mark {
            place: span,
            is_elsewhere: here.iter().filter(is_same).any(|it| is_outside(it.first, it.last)),
            counterparts: found.chain(acronyms.filter_map(Placed::span)).collect(),
        });
    }
    marks
}

/// Words of a short phrase that are known by themselves. Only a word that is one on both sides says where it is.
fn likely(known: &Known, side: usize, phrase: Span, words: &[Vec<Placed<'_>>; 2]) -> Vec<Mark> {
    let is_inside = |placed: &&Placed<'_>| placed.span().is_some_and(|span| phrase.overlaps(span));
    let inside: Vec<&Placed<'_>> =
        words[0].iter().filter(is_inside).filter(|placed| known.tells(placed, side)).collect();
    let is_short = inside.len() <= MOST_WORDS;
    let mark = |placed: &&Placed<'_>| {
        let counterparts = words[1].iter().filter(|other| known.is_counterpart(side, placed, other));
        let counterparts: Vec<Span> = counterparts.filter_map(Placed::span).collect();
        let is_like = |other: &&Placed<'_>| other.word.stem == placed.word.stem || is_cognate(other, placed);
        let is_elsewhere = words[0].iter().filter(is_like).any(|other| !is_inside(&other));
        Some(Mark {
            place: placed.span()?,
            is_elsewhere: is_elsewhere || counterparts.len() > 1 || !is_short,
            counterparts,
        })
    };
    inside.iter().filter_map(mark).collect()
}
