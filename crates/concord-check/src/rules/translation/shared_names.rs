//! A name of several words that languages share is whole in every one of them.
//!
//! **What.** A word with a capital of the source stands beside another that the translation has, and another translation of
//! the same text has it letter by letter: it is a part of a name ("Francesco Luciani", "Boa Vista"), and stands in this
//! translation too, or something like it. So does a name that stands alone inside a sentence ("Madrid"), unless the
//! translation has a word that shares half its letters. Words that the source writes without a capital elsewhere, and
//! those of countries, are not meant.
//!
//! **Why.** Half a name is another place or another person, and only the other languages show that it is one.
//!
//! **How to mend.** Write the whole name, as the language spells it.

use crate::Context;
use crate::parallel::{self, Passages};
use crate::rules::translation::untranslated::is_shared as is_shared_word;
use crate::values::Run;
use crate::wording;
use crate::words::{self, Form, Placed};
use concord_diagnostics::{Code, Diagnostic};
use concord_document::LanguageTag;
use std::collections::{BTreeMap, HashSet};

/// The shortest word that is looked for: shorter ones are particles.
const SHORTEST: u8 = 4;

/// Looks at every pair of texts.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let ordinary = ordinary_words(context);
    let mut texts: BTreeMap<&str, Vec<(&LanguageTag, HashSet<u64>)>> = BTreeMap::new();
    for comparison in &context.comparisons {
        let words = parallel::of_text(context, comparison).flat_map(|pair| pair.translation.words);
        let words = words.map(|placed| placed.word.exact).collect();
        texts.entry(comparison.path).or_default().push((&comparison.translation.language, words));
    }
    let mut diagnostics = Vec::new();
    for comparison in &context.comparisons {
        let own = &comparison.translation.language;
        let others = texts.get(comparison.path).map_or(&[][..], Vec::as_slice);
        let others: Vec<&HashSet<u64>> =
            others.iter().filter(|(tag, _)| *tag != own).map(|(_, words)| words).collect();
        let is_shared = |word: u64| others.iter().any(|words| words.contains(&word));
        if !others.is_empty() {
            for pair in parallel::of_text(context, comparison) {
                diagnostics.extend(lost(own.as_str(), &pair, &ordinary, is_shared));
            }
        }
    }
    diagnostics
}

/// Words that are no names by themselves.
struct Ordinary {
    /// Those that the source language writes in small letters.
    small: HashSet<u64>,
    /// Those of its names of countries, which are compared as names.
    countries: HashSet<u64>,
}

fn ordinary_words(context: &Context<'_>) -> Ordinary {
    let tag = &context.publication.config.source_locale.value;
    let texts = context.texts.iter().filter(|text| text.manuscript.language == *tag);
    let words = texts.flat_map(|text| text.blocks.iter().flat_map(|block| &block.words));
    let small = words.filter(|word| word.form == Form::Small).map(|word| word.exact).collect();
    let mut countries = HashSet::new();
    if let Some(source) = context.publication.source() {
        let names = source.messages.countries.values().map(|name| &name.value);
        let runs = names.map(|name| Run::of_words(name, tag.as_str()));
        countries.extend(runs.flat_map(|run| words::of_run(&run)).map(|word| word.exact));
    }
    Ordinary { small, countries }
}

fn lost(
    to: &str,
    pair: &Passages<'_>,
    ordinary: &Ordinary,
    is_shared: impl Fn(u64) -> bool,
) -> Vec<Diagnostic> {
    let exact: HashSet<u64> = pair.translation.words.iter().map(|placed| placed.word.exact).collect();
    let roots: HashSet<u64> = pair.translation.words.iter().map(|placed| placed.word.root).collect();
    let mut diagnostics = Vec::new();
    let source = &pair.source.words;
    // Beside a word with a capital that is there: "Francesco" without "Luciani". Alone, "Commission" may be "Comisión".
    let is_kept = |at: Option<usize>, joined: bool| {
        let word = at.and_then(|at| source.get(at)).map(|placed| placed.word);
        joined && word.is_some_and(|word| word.form == Form::Capitalised && exact.contains(&word.exact))
    };
    let is_joined = |at: usize| source.get(at).is_some_and(|placed| !placed.word.gap && !placed.word.pause);
    for (at, placed) in source.iter().enumerate() {
        let word = placed.word;
        let is_part = is_kept(at.checked_sub(1), is_joined(at)) || is_kept(Some(at + 1), is_joined(at + 1));
        let is_name = word.form == Form::Capitalised && word.length >= SHORTEST;
        let is_there = exact.contains(&word.exact) || roots.contains(&word.root);
        // `Austria` beside a given name is a surname; beside nothing, or in a country's name of several words, it is not.
        let is_of_country = |at: Option<usize>| {
            let word = at.and_then(|at| source.get(at)).map(|placed| placed.word.exact);
            word.is_some_and(|word| ordinary.countries.contains(&word))
        };
        let is_country = is_of_country(Some(at))
            && (!is_part || is_of_country(at.checked_sub(1)) || is_of_country(Some(at + 1)));
        let is_ordinary = ordinary.small.contains(&word.exact) || is_country;
        if !is_name || is_there || is_ordinary || !is_shared(word.exact) {
            continue;
        }
        if !is_part && (word.opens || is_word(placed, &pair.translation.words)) {
            continue;
        }
        let Some(span) = placed.span() else { continue };
        let message = format!("the {to} text lacks the name `{}`", placed.text(), to = wording::language(to));
        diagnostics.push(
            Diagnostic::new(Code::NAME_DIFFERS, message)
                .at(pair.translation.span, "the name is missing or misspelt")
                .and(span, "in the source, and in another translation")
                .help("write the name, spelt as the language spells it"),
        );
    }
    diagnostics
}

/// Whether what stands alone may be another word in this language: Phase, fase; Bruxelles, Bruselas; and Qualification,
/// by its ending a word that two languages share.
fn is_word(name: &Placed<'_>, words: &[Placed<'_>]) -> bool {
    let name = name.text().to_lowercase();
    let most = name.chars().count() / 2;
    let is_kindred = |placed: &Placed<'_>| strsim::osa_distance(&name, &placed.text().to_lowercase()) <= most;
    is_shared_word(&name, false) || is_shared_word(&name, true) || words.iter().any(is_kindred)
}
