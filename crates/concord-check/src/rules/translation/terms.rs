//! A translation has the glossary's terms where its source has them.
//!
//! **What.** Where the source writes a term of the glossary, the translated block has the glossary's translation of that
//! term, its acronym, or the expression. Endings and small words are free, and of terms within terms the longest counts.
//! A term that the section has named already may be shortened or replaced by a pronoun. Words that the glossary keeps
//! apart, by forbidding the one for the other, are not exchanged, even where they stand alone.
//!
//! **Why.** A reader who meets two words looks for two things; and where the two words are two crimes, they are.
//!
//! **How to mend.** Write the glossary's translation, or the expression.

use crate::Context;
use crate::parallel::{self, Passages};
use crate::values::Run;
use crate::wording;
use crate::words::{self, Hit, Phrases, Placed, Word, stretch};
use concord_diagnostics::{Code, Diagnostic, Severity, Span};
use concord_document::LanguageTag;
use concord_publication::{Publication, Spanned, Term};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Looks at every pair of blocks and messages.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let publication = context.publication;
    let Some(source) = publication.source() else { return Vec::new() };
    let source = &source.language;
    let terms: BTreeMap<&LanguageTag, Terms<'_>> = publication
        .translations()
        .map(|translation| (&translation.language, Terms::new(publication, source, &translation.language)))
        .collect();
    let mut diagnostics: Vec<Diagnostic> = context
        .comparisons
        .par_iter()
        .flat_map_iter(|comparison| {
            let terms = terms.get(&comparison.translation.language);
            let mut named = BTreeSet::new();
            parallel::of_text(context, comparison).flat_map(move |pair| {
                if pair.begins {
                    named.clear();
                }
                terms.map(|terms| terms.differing(&pair, &mut named)).unwrap_or_default()
            })
        })
        .collect();
    for messages in &context.messages {
        let pair = parallel::of_messages(messages);
        let terms = terms.get(messages.pair.language);
        diagnostics.extend(terms.into_iter().flat_map(|terms| terms.differing(&pair, &mut BTreeSet::new())));
    }
    diagnostics
}

/// What stands before the thing that is dealt in: `trafic de drogue`.
const OF: [&str; 6] = ["of", "in", "de", "d", "des", "del"];

/// The glossary in the source's language and a translation's.
struct Terms<'a> {
    terms: Vec<Entry<'a>>,
    languages: [&'a LanguageTag; 2],
    /// The terms in each language, by their numbers.
    phrases: [Phrases; 2],
    /// What is forbidden in the translation's language, and for which terms.
    forbidden: Phrases,
    forbidden_for: Vec<usize>,
    /// Terms that the glossary keeps apart in the translation's language.
    apart: Vec<(usize, usize)>,
}

struct Entry<'a> {
    id: &'a str,
    forms: [Option<&'a Spanned<String>>; 2],
    acronym: Option<u64>,
    /// The words by which the term is known, those that no other term has, in the translation's language.
    telling: Vec<u64>,
    /// The word that stands for the whole in each language.
    heads: [Option<u64>; 2],
}

impl<'a> Terms<'a> {
    fn new(publication: &'a Publication, source: &'a LanguageTag, language: &'a LanguageTag) -> Self {
        let languages = [source, language];
        let mut terms = Self {
            terms: Vec::new(),
            languages,
            phrases: languages.map(|tag| Phrases::by_stem(tag.as_str())),
            forbidden: Phrases::by_stem(language.as_str()),
            forbidden_for: Vec::new(),
            apart: Vec::new(),
        };
        for (id, term) in &publication.glossary.terms {
            terms.add(id, term);
        }
        for at in 0..terms.terms.len() {
            let telling = terms.telling(at);
            terms.terms[at].telling = telling;
        }
        terms.apart = terms.kept_apart();
        terms
    }

    fn add(&mut self, id: &'a str, term: &'a Term) {
        let forms = self.languages.map(|tag| in_language(&term.translations, tag));
        let mut heads = [None, None];
        // A term that one of the two languages has not is never called for.
        let is_whole = forms.iter().all(Option::is_some);
        for side in [0, 1] {
            let tag = self.languages[side];
            let words =
                forms[side].filter(|_| is_whole).map(|form| cut(&form.value, tag)).unwrap_or_default();
            self.phrases[side].add(&words);
            heads[side] = head(&words, tag);
        }
        let acronym = in_language(&term.acronyms, self.languages[1]);
        let acronym =
            acronym.and_then(|form| cut(&form.value, self.languages[1]).first().map(|word| word.exact));
        let forbidden =
            tags(self.languages[1]).into_iter().filter_map(|tag| term.forbidden.get(tag)).flatten();
        for form in forbidden {
            self.forbidden.add(&cut(&form.value, self.languages[1]));
            self.forbidden_for.push(self.terms.len());
        }
        self.terms.push(Entry { id, forms, acronym, telling: Vec::new(), heads });
    }

    /// The words of a term that no other term has, unless that holds the whole of it.
    fn telling(&self, at: usize) -> Vec<u64> {
        let phrases = &self.phrases[1];
        let own = phrases.words(at);
        let holds_all = |other: &[u64]| own.iter().all(|word| other.contains(word));
        let others = (0..self.terms.len()).filter(|other| *other != at && !holds_all(phrases.words(*other)));
        let others: Vec<u64> = others.flat_map(|other| phrases.words(other).to_vec()).collect();
        own.iter().copied().filter(|word| !others.contains(word)).collect()
    }

    /// Pairs of terms of which one's forbidden forms have the other's head.
    fn kept_apart(&self) -> Vec<(usize, usize)> {
        let mut apart = BTreeSet::new();
        for (number, one) in self.forbidden_for.iter().enumerate() {
            let forbidden = self.forbidden.words(number);
            for (other, entry) in self.terms.iter().enumerate() {
                let Some(head) = entry.heads[1].filter(|head| forbidden.contains(head)) else { continue };
                let is_told = other != *one && self.terms[*one].heads[1].is_some_and(|own| own != head);
                if is_told && !self.phrases[1].words(*one).contains(&head) && entry.telling.contains(&head) {
                    apart.insert((*one, other));
                    apart.insert((other, *one));
                }
            }
        }
        apart.into_iter().collect()
    }

    /// `named` are the terms that the section has named so far in the translation.
    fn differing(&self, pair: &Passages<'_>, named: &mut BTreeSet<usize>) -> Vec<Diagnostic> {
        let called = self.phrases[0].find(&pair.source.words);
        let found = self.phrases[1].find(&pair.translation.words);
        if pair.translation.side.is_some() {
            let ids = pair.translation.terms();
            let numbers = self.terms.iter().enumerate().filter(|(_, term)| ids.contains(&term.id));
            named.extend(numbers.map(|(number, _)| number));
        }
        let mut diagnostics = Vec::new();
        let mut seen = BTreeSet::new();
        for hit in &called {
            if !seen.insert(hit.phrase) || self.is_answered(hit.phrase, pair, &found) {
                continue;
            }
            if let Some(rival) = self.rival(hit.phrase, pair, &called, &found) {
                diagnostics.extend(self.exchanged(pair, hit, rival));
            } else if !self.is_understood(hit.phrase, &pair.translation.words, named) {
                diagnostics.extend(self.missing(pair, hit));
            }
        }
        if diagnostics.is_empty() {
            diagnostics.extend(self.apart.iter().filter_map(|apart| self.confused(pair, *apart)));
        }
        named.extend(found.iter().map(|hit| hit.phrase));
        diagnostics
    }

    fn is_answered(&self, term: usize, pair: &Passages<'_>, found: &[Hit]) -> bool {
        let entry = &self.terms[term];
        let words = &pair.translation.words;
        // The source's own expressions are answered by the translation's.
        let expressions = [&pair.source, &pair.translation]
            .map(|passage| passage.terms().iter().filter(|id| **id == entry.id).count());
        let has = |hash: u64| words.iter().any(|placed| placed.word.exact == hash);
        found.iter().any(|hit| hit.phrase == term)
            || self.phrases[1].is_in(term, words)
            || entry.acronym.is_some_and(has)
            || expressions[1] > expressions[0]
            // A forbidden form is another rule's finding, and said once.
            || self.forbidden.find(words).iter().any(|hit| self.forbidden_for[hit.phrase] == term)
    }

    /// A term that stands in the translation though the source has not called for it.
    fn rival(&self, term: usize, pair: &Passages<'_>, called: &[Hit], found: &[Hit]) -> Option<Hit> {
        let [source, translation] = [0, 1].map(|side| self.phrases[side].words(term));
        let expressions = pair.source.terms();
        let is_called = |other: usize| {
            called.iter().any(|hit| hit.phrase == other)
                || expressions.contains(&self.terms[other].id)
                || self.phrases[0].is_in(other, &pair.source.words)
        };
        let is_part = |one: &[u64], other: &[u64]| one.iter().all(|word| other.contains(word));
        let is_other = |hit: &&Hit| {
            let [other_source, other] = [0, 1].map(|side| self.phrases[side].words(hit.phrase));
            hit.phrase != term
                && !is_called(hit.phrase)
                && !is_part(other, translation)
                && !is_part(translation, other)
                && !is_part(other_source, source)
                // A single common word stands for itself, not for another term.
                && (other.len() > 1 || translation.len() == 1)
        };
        found.iter().find(is_other).copied()
    }

    /// Whether a term that does not stand there in full is understood: by a word of one root, or because the section
    /// has named it and a word of it, or a pronoun for a single word, now stands for it.
    fn is_understood(&self, term: usize, words: &[Placed<'_>], named: &mut BTreeSet<usize>) -> bool {
        let entry = &self.terms[term];
        let has_telling = || words.iter().any(|placed| entry.telling.contains(&placed.word.stem));
        if self.phrases[1].words(term).len() == 1 {
            let form = entry.forms[1].map(|form| cut(&form.value, self.languages[1])).unwrap_or_default();
            let root = form
                .iter()
                .find(|word| !word.tongues.has(words::Tongues::of_tag(self.languages[1].as_str())));
            let has_root = root.is_some_and(|root| words.iter().any(|placed| placed.word.root == root.root));
            if has_root {
                named.insert(term);
            }
            return named.contains(&term);
        }
        named.contains(&term) && has_telling()
    }

    fn exchanged(&self, pair: &Passages<'_>, called: &Hit, rival: Hit) -> Option<Diagnostic> {
        let [from, to] = self.languages;
        let (entry, other) = (&self.terms[called.phrase], &self.terms[rival.phrase]);
        let (expected, other_source) = (entry.forms[1]?, other.forms[0]?);
        let (place, written) = stretch(pair.translation.words.get(rival.first..=rival.last)?)?;
        let (source, term) = stretch(pair.source.words.get(called.first..=called.last)?)?;
        let message = format!(
            "`{written}` in {to} is not the term `{term}` of {from}, but `{}`",
            other_source.value,
            to = wording::language(to),
            from = wording::language(from)
        );
        let mut diagnostic = Diagnostic::new(Code::TERM_DIFFERS, message)
            .at(place, format!("the term `{}`", other.id))
            .and(source, format!("the term `{}`", entry.id))
            .and(expected.span, "the glossary’s translation")
            .help(self.remedy(entry, &expected.value));
        diagnostic.severity = Severity::Error;
        Some(diagnostic)
    }

    fn missing(&self, pair: &Passages<'_>, called: &Hit) -> Option<Diagnostic> {
        let to = self.languages[1];
        let entry = &self.terms[called.phrase];
        let expected = entry.forms[1]?;
        let (source, term) = stretch(pair.source.words.get(called.first..=called.last)?)?;
        let message = format!(
            "the {to} text lacks the glossary’s `{}` for `{term}`",
            expected.value,
            to = wording::language(to)
        );
        let (place, label) = match self.instead(called.phrase, &pair.translation.words) {
            Some(place) => (place, "not the glossary’s term"),
            None => (pair.translation.span, "no such term"),
        };
        let diagnostic = Diagnostic::new(Code::TERM_DIFFERS, message)
            .at(place, label)
            .and(source, format!("the term `{}`", entry.id))
            .and(expected.span, "the glossary’s translation");
        Some(diagnostic.help(self.remedy(entry, &expected.value)))
    }

    fn remedy(&self, entry: &Entry<'_>, expected: &str) -> String {
        format!(
            "write `{expected}`, as its sentence inflects it, or {{{{term \"{}\"}}}} in every language",
            entry.id
        )
    }

    /// What most likely stands for a term: the words of it that are there, with the word beside them in whose place
    /// another word of the term would be.
    fn instead(&self, term: usize, words: &[Placed<'_>]) -> Option<Span> {
        let tongue = words::Tongues::of_tag(self.languages[1].as_str());
        let keys = self.phrases[1].words(term);
        let is_content = |at: &usize| words.get(*at).is_some_and(|placed| !placed.word.tongues.has(tongue));
        let position = |placed: &Placed<'_>| keys.iter().position(|key| *key == placed.word.stem);
        let (at, key) = words.iter().enumerate().find_map(|(at, placed)| Some((at, position(placed)?)))?;
        let before =
            (at.saturating_sub(3)..at).rev().find(is_content).filter(|_| key > 0 && !words[at].word.gap);
        let after =
            (at + 1..(at + 4).min(words.len())).find(is_content).filter(|_| key == 0 && keys.len() > 1);
        let after = after.filter(|after| words[at + 1..=*after].iter().all(|placed| !placed.word.gap));
        let (first, last) = (before.unwrap_or(at), after.unwrap_or(at));
        stretch(words.get(first..=last)?).map(|(span, _)| span)
    }

    /// Of two terms that are kept apart, the source has the head of the one more often, and the translation that of the
    /// other.
    fn confused(&self, pair: &Passages<'_>, (one, other): (usize, usize)) -> Option<Diagnostic> {
        let (sources, translations) = (&pair.source.words, &pair.translation.words);
        let (entry, rival) = (&self.terms[one], &self.terms[other]);
        let places = |side: usize, words: &[Placed<'_>], term: &Entry<'_>| -> Vec<usize> {
            let head = term.heads[side];
            let places = words.iter().enumerate().filter(|(_, placed)| Some(placed.word.stem) == head);
            places.map(|(at, _)| at).collect()
        };
        let found = places(1, translations, rival);
        if found.is_empty() {
            return None;
        }
        let expressions = [pair.source.terms(), pair.translation.terms()];
        let count = |side: usize, places: &[usize], term: &Entry<'_>| {
            places.len() + expressions[side].iter().filter(|id| **id == term.id).count()
        };
        let called = places(0, sources, entry);
        let is_lost = count(1, &places(1, translations, entry), entry) < count(0, &called, entry);
        let is_put_in = count(1, &found, rival) > count(0, &places(0, sources, rival), rival);
        let source = *called.first()?;
        let mut alone = found.into_iter().filter(|at| self.stands_alone(translations, *at, one, other));
        let found = alone.next().filter(|_| is_lost && is_put_in)?;
        let [from, to] = self.languages;
        let (place, source) = (&translations[found], &sources[source]);
        let message = format!(
            "`{}` in {to} stands where {from} has `{}`, which is another thing",
            place.text(),
            source.text(),
            to = wording::language(to),
            from = wording::language(from)
        );
        let mut diagnostic = Diagnostic::new(Code::TERM_DIFFERS, message)
            .at(place.span()?, format!("the term `{}`", rival.id))
            .and(source.span()?, format!("the term `{}`", entry.id))
            .and(entry.forms[1]?.span, "the glossary’s translation")
            .help(self.remedy(entry, &entry.forms[1]?.value));
        diagnostic.severity = Severity::Error;
        Some(diagnostic)
    }

    /// Whether a word is used for one of two terms, and not for something else: `trafic de drogue` is neither.
    fn stands_alone(&self, words: &[Placed<'_>], at: usize, one: usize, other: usize) -> bool {
        let tongue = words::Tongues::of_tag(self.languages[1].as_str());
        let own = |word: &Word| {
            [one, other].iter().any(|term| self.phrases[1].words(*term).contains(&word.stem))
                || word.tongues.has(tongue)
        };
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        // In English what is dealt in stands before: drug trafficking.
        let is_free = self.languages[1].language() != "en" || before.is_none_or(|before| own(&before.word));
        let is_of =
            |word: &Word| !word.gap && !word.pause && OF.iter().any(|of| words::hash(of) == word.exact);
        let next = words.get(at + 1).filter(|next| is_of(&next.word));
        let dealt_in = next.and_then(|_| words.get(at + 2)).filter(|word| !word.word.gap);
        is_free && dealt_in.is_none_or(|word| own(&word.word))
    }
}

/// The tag and its language alone.
fn tags(language: &LanguageTag) -> BTreeSet<&str> {
    BTreeSet::from([language.as_str(), language.language()])
}

pub(super) fn in_language<'a>(
    forms: &'a BTreeMap<String, Spanned<String>>,
    language: &LanguageTag,
) -> Option<&'a Spanned<String>> {
    tags(language).into_iter().rev().find_map(|tag| forms.get(tag))
}

pub(super) fn cut(text: &str, language: &LanguageTag) -> Vec<Word> {
    words::of_run(&Run::of_words(text, language.as_str()))
}

/// The word that may stand for a whole term: the first of a Romance one; in English the last before a preposition.
fn head(words: &[Word], language: &LanguageTag) -> Option<u64> {
    let tongue = words::Tongues::of_tag(language.as_str());
    let first = words.split(|word| word.tongues.has(tongue)).find(|part| !part.is_empty())?;
    let head = if language.language() == "en" { first.last() } else { first.first() };
    head.map(|word| word.stem)
}
