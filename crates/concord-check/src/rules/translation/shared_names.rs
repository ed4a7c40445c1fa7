//! A name of several words that languages share is whole in every one of them.
//!
//! **What.** A word with a capital of the source stands beside another that the translation has, and another translation of
//! the same text has it letter by letter: it is a part of a name ("Francesco Luciani", "Boa Vista"), and stands in this
//! translation too, or something like it. Words that the source writes without a
//! capital elsewhere, and those of countries, are not meant.
//!
//! **Why.** Half a name is another place or another person, and only the other languages show that it is one.
//!
//! **How to mend.** Write the whole name, as the language spells it.

use crate::Context;
use crate::parallel::{self, Passages};
use crate::values::Run;
use crate::words::{self, Form};
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
        let is_shared =
            |word: u64| !ordinary.contains(&word) && others.iter().any(|words| words.contains(&word));
        if !others.is_empty() {
            for pair in parallel::of_text(context, comparison) {
                diagnostics.extend(lost(own.as_str(), &pair, is_shared));
            }
        }
    }
    diagnostics
}

/// The words that the source language writes in small letters, and those of its names of countries, which are compared
/// as names.
fn ordinary_words(context: &Context<'_>) -> HashSet<u64> {
    let tag = &context.publication.config.source_locale.value;
    let texts = context.texts.iter().filter(|text| text.manuscript.language == *tag);
    let words = texts.flat_map(|text| text.blocks.iter().flat_map(|block| &block.words));
    let mut ordinary: HashSet<u64> =
        words.filter(|word| word.form == Form::Small).map(|word| word.exact).collect();
    if let Some(source) = context.publication.source() {
        let countries = source.messages.countries.values().map(|name| &name.value);
        let runs = countries.map(|name| Run::of_words(name, tag.as_str()));
        ordinary.extend(runs.flat_map(|run| words::of_run(&run)).map(|word| word.exact));
    }
    ordinary
}

fn lost(to: &str, pair: &Passages<'_>, is_shared: impl Fn(u64) -> bool) -> Vec<Diagnostic> {
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
        if !is_name || !is_part || is_there || !is_shared(word.exact) {
            continue;
        }
        let Some(span) = placed.span() else { continue };
        let message = format!("the {to} text lacks the name `{}`", placed.text());
        diagnostics.push(
            Diagnostic::new(Code::NAME_DIFFERS, message)
                .at(pair.translation.span, "the name is missing or misspelt")
                .and(span, "in the source, and in another translation")
                .help("write the name, spelt as the language spells it"),
        );
    }
    diagnostics
}
