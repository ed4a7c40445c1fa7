//! A translation is about as long as its source.
//!
//! **What.** A translated block of some length is not far longer or shorter than its source, by what is usual between the
//! two languages in this publication. The usual ratio is the median of all pairs; lengths stray from it by the square
//! root of the length (Gale and Church, "A program for aligning sentences in bilingual corpora", 1993), as much as they do
//! here.
//!
//! **Why.** A sentence that was left out, or is there twice, has often no figure that would betray it.
//!
//! **How to mend.** Compare the two sentence by sentence.

use crate::Context;
use crate::parallel::{self, Passages};
use crate::wording;
use crate::words::Placed;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::LanguageTag;
use std::collections::BTreeMap;

/// Shorter texts differ in length for many reasons.
const LEAST_LETTERS: f64 = 90.0;
/// Fewer pairs do not say what is usual.
const LEAST_PAIRS: usize = 30;
/// What is usual where there are fewer: lengths are about the same, and stray as Gale and Church measured.
const RATIO: f64 = 1.1;
const SPREAD: f64 = 2.6;
/// How many spreads are too many, and what part of the expected length must be missing or too much besides.
const MOST_SPREADS: f64 = 3.2;
const LEAST_MISSING: f64 = 0.24;
const LEAST_EXTRA: f64 = 0.28;

struct Lengths {
    spans: [Span; 2],
    words: [usize; 2],
    letters: [f64; 2],
}

impl Lengths {
    fn of(pair: &Passages<'_>) -> Self {
        let letters = |words: &[Placed<'_>]| {
            words.iter().map(|placed| f64::from(placed.word.length) + 1.0).sum::<f64>()
        };
        let (source, translation) = (&pair.source, &pair.translation);
        Self {
            spans: [source.span, translation.span],
            words: [source.words.len(), translation.words.len()],
            letters: [letters(&source.words), letters(&translation.words)],
        }
    }

    fn strays(&self, ratio: f64) -> f64 {
        let expected = self.letters[0] * ratio;
        (self.letters[1] - expected) / expected.sqrt()
    }
}

/// Looks at every pair of blocks.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut languages: BTreeMap<[&LanguageTag; 2], Vec<Lengths>> = BTreeMap::new();
    for comparison in &context.comparisons {
        let key = [&comparison.source.language, &comparison.translation.language];
        let lengths = languages.entry(key).or_default();
        let pairs = parallel::of_text(context, comparison).map(|pair| Lengths::of(&pair));
        lengths.extend(pairs.filter(|pair| pair.letters[0] >= LEAST_LETTERS && pair.letters[1] > 0.0));
    }
    languages.into_iter().flat_map(|(tags, lengths)| differing(tags, &lengths)).collect()
}

fn differing(tags: [&LanguageTag; 2], lengths: &[Lengths]) -> Vec<Diagnostic> {
    let (mut ratio, mut spread) = (RATIO, SPREAD);
    if lengths.len() >= LEAST_PAIRS {
        ratio = median(lengths.iter().map(|pair| pair.letters[1] / pair.letters[0]).collect());
        // The median deviation of what is distributed normally is 0.6745 of its standard deviation.
        spread = median(lengths.iter().map(|pair| pair.strays(ratio).abs()).collect()) / 0.6745;
        spread = spread.clamp(SPREAD / 4.0, SPREAD);
    }
    let is_far = |pair: &&Lengths| {
        let expected = pair.letters[0] * ratio;
        let share = pair.letters[1] / expected - 1.0;
        pair.strays(ratio).abs() > MOST_SPREADS * spread && !(-LEAST_MISSING..LEAST_EXTRA).contains(&share)
    };
    lengths.iter().filter(is_far).map(|pair| finding(tags, pair, ratio)).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(1.0)
}

fn finding([from, to]: [&LanguageTag; 2], pair: &Lengths, ratio: f64) -> Diagnostic {
    let share = pair.letters[1] / (pair.letters[0] * ratio);
    let [source, translation] = pair.words;
    let (than, help) = if share < 1.0 {
        ("shorter", "see whether a sentence was left out")
    } else {
        ("longer", "see whether a sentence stands twice, or was put in")
    };
    Diagnostic::new(
        Code::LENGTH_DIFFERS,
        format!(
            "the {to} text is much {than} than its source: {translation} words for {source}",
            to = wording::language(to)
        ),
    )
    .at(pair.spans[1], format!("{translation} words"))
    .and(pair.spans[0], format!("{source} words in {from}", from = wording::language(from)))
    .note(format!(
        "it has {:.0}% of the letters that {to} usually has for such a text",
        share * 100.0,
        to = wording::language(to)
    ))
    .help(help)
}
