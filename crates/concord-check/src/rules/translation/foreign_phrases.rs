//! Words in a third language are the same in every edition.
//!
//! **What.** Where the source and its translation both mark words as being in one language, as an office's own name is,
//! those of the translation are letter by letter some of the source's. Words that share less than half are taken for
//! other words on purpose. Words of the source's own language, as a title left in English, are not half of what stands
//! there with capitals.
//!
//! **Why.** Nobody translates them, so nobody reads them again; a slip in them is a name that cannot be searched for.
//!
//! **How to mend.** Copy the words from the source.

use crate::Context;
use crate::alignment::Side;
use crate::wording;
use crate::words::{Form, Placed, hash, stretch};
use concord_diagnostics::{Code, Diagnostic};
use rayon::prelude::*;

/// Looks at every pair of blocks.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let pairs = context.comparisons.par_iter().flat_map_iter(|comparison| {
        let language = comparison.translation.language.as_str();
        comparison.alignment.pairs.iter().flat_map(move |pair| {
            let phrases = phrases(context, &pair.translation);
            let side = Some(&pair.source).filter(|_| !phrases.is_empty());
            let originals = side.map(|side| self::phrases(context, side)).unwrap_or_default();
            let found = phrases.iter().filter_map(|phrase| differing(language, phrase, &originals));
            let own = comparison.source.language.as_str();
            let quoted = phrases.iter().filter(|phrase| phrase.tag() == Some(own));
            let source = Some(context.words(&pair.source)).filter(|_| !phrases.is_empty());
            let source = source.unwrap_or_default();
            let halves = quoted.filter_map(|phrase| half(language, phrase, &source));
            found.chain(halves).collect::<Vec<_>>()
        })
    });
    pairs.collect()
}

/// Words of the source's own language of which the source has more: `Building` for `Building Bridges`.
fn half(language: &str, phrase: &Phrase<'_>, source: &[Placed<'_>]) -> Option<Diagnostic> {
    let letters = phrase.letters();
    let is_capital = |at: usize| source.get(at).is_some_and(|placed| placed.word.form == Form::Capitalised);
    let is_joined = |at: usize| source.get(at).is_some_and(|placed| !placed.word.gap && !placed.word.pause);
    let is_same = |window: &[Placed<'_>]| {
        window.iter().zip(&letters).all(|(placed, letters)| hash(&placed.text()) == *letters)
    };
    let places: Vec<usize> = source
        .windows(letters.len())
        .enumerate()
        .filter_map(|(at, window)| is_same(window).then_some(at))
        .collect();
    let longer = |start: usize| {
        let (mut first, mut last) = (start, start + letters.len() - 1);
        // The capital of a sentence's first word says nothing.
        let is_name = |at: usize| source.get(at).is_some_and(|placed| placed.word.is_name());
        while is_capital(first) && is_joined(first) && first.checked_sub(1).is_some_and(is_name) {
            first -= 1;
        }
        while is_capital(last) && is_joined(last + 1) && is_capital(last + 1) {
            last += 1;
        }
        (last - first + 1 > letters.len()).then_some((first, last))
    };
    // Where the source has the very words by themselves too, they are meant.
    let wholes: Vec<(usize, usize)> = places.iter().map(|at| longer(*at)).collect::<Option<_>>()?;
    let (first, last) = wholes.first().copied()?;
    let (place, written) = stretch(&phrase.words)?;
    let (whole, meant) = stretch(source.get(first..=last)?)?;
    Some(
        Diagnostic::new(
            Code::FOREIGN_PHRASE_DIFFERS,
            format!(
                "`{written}` in {language} is half of `{meant}` in the source",
                language = wording::language(language)
            ),
        )
        .at(place, format!("did you mean `{meant}`?"))
        .and(whole, "in the source")
        .help(format!("write `{meant}`"))
        .suggest(place, meant),
    )
}

/// Words in one language other than their block's.
struct Phrase<'c> {
    words: Vec<Placed<'c>>,
}

impl Phrase<'_> {
    fn tag(&self) -> Option<&str> {
        self.words.first().map(|placed| placed.run.tag.as_str())
    }

    fn letters(&self) -> Vec<u64> {
        self.words.iter().map(|placed| hash(&placed.text())).collect()
    }
}

fn phrases<'c>(context: &'c Context<'_>, side: &Side<'_>) -> Vec<Phrase<'c>> {
    let mut phrases: Vec<Phrase<'c>> = Vec::new();
    for placed in context.foreign_words(side) {
        match phrases.last_mut() {
            Some(phrase) if phrase.words.last().is_some_and(|last| std::ptr::eq(last.run, placed.run)) => {
                phrase.words.push(placed);
            }
            _ => phrases.push(Phrase { words: vec![placed] }),
        }
    }
    phrases
}

fn differing(language: &str, phrase: &Phrase<'_>, originals: &[Phrase<'_>]) -> Option<Diagnostic> {
    let letters = phrase.letters();
    let common = |original: &Phrase<'_>| {
        let others = original.letters();
        letters.iter().filter(|word| others.contains(word)).count()
    };
    let candidates = originals.iter().filter(|original| original.tag() == phrase.tag());
    let original = candidates.max_by_key(|original| {
        (common(original), std::cmp::Reverse(original.words.len().abs_diff(letters.len())))
    })?;
    let longest = original.words.len().max(letters.len());
    if original.letters() == letters || common(original) * 2 < longest {
        return None;
    }
    let (place, written) = stretch(&phrase.words)?;
    let (source, meant) = stretch(&original.words)?;
    let tag = phrase.tag()?;
    Some(
        Diagnostic::new(
            Code::FOREIGN_PHRASE_DIFFERS,
            format!(
                "the {tag} words `{written}` in {language} are not those of the source, `{meant}`",
                language = wording::language(language),
                tag = wording::language(tag)
            ),
        )
        .at(place, format!("did you mean `{meant}`?"))
        .and(source, "in the source")
        .help(format!("write `{meant}`, as the source has it"))
        .suggest(place, meant),
    )
}
