//! A short text is translated in one way.
//!
//! **What.** Headings, cells, captions and terms of the same words in the source have the same words in a translation.
//! Capitals do not count, and texts with facts are not compared.
//!
//! **Why.** In a table or a contents page two words are two things.
//!
//! **How to mend.** Choose one.

use crate::Context;
use crate::alignment::Side;
use crate::parallel::{self, Passage};
use crate::wording;
use crate::words::{Placed, stretch};
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{BlockKind, LanguageTag};
use std::collections::BTreeMap;

/// Longer texts are sentences, which may be put in several ways.
const MOST_WORDS: usize = 6;

/// The ways in which one text is translated, by their words, each with its places.
type Ways = BTreeMap<Vec<u64>, Vec<(Span, Span)>>;

/// Looks at every pair of short blocks.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut texts: BTreeMap<(&LanguageTag, Vec<u64>), (String, Ways)> = BTreeMap::new();
    for comparison in &context.comparisons {
        for pair in parallel::of_text(context, comparison) {
            let (Some(source), Some(translation)) = (words(&pair.source), words(&pair.translation)) else {
                continue;
            };
            let written = stretch(&pair.source.words).map(|(_, written)| written).unwrap_or_default();
            let key = (&comparison.translation.language, source);
            let (_, ways) = texts.entry(key).or_insert_with(|| (written, Ways::new()));
            ways.entry(translation).or_default().push((pair.translation.span, pair.source.span));
        }
    }
    let from = context.publication.source().map(|source| &source.language);
    let several = texts.into_iter().filter(|(_, (_, ways))| ways.len() > 1);
    several
        .flat_map(|((language, _), (written, ways))| {
            from.map(|from| rarer(context, [from, language], &written, &ways)).unwrap_or_default()
        })
        .collect()
}

/// The words of a short text that may be compared.
fn words(passage: &Passage<'_>) -> Option<Vec<u64>> {
    let is_label = passage.side.is_some_and(is_label);
    let is_short = (1..=MOST_WORDS).contains(&passage.words.len());
    let is_plain = |placed: &Placed<'_>| !placed.run.characters.contains(&'\0');
    let is_compared = is_label && is_short && passage.words.iter().all(is_plain);
    is_compared.then(|| passage.words.iter().map(|placed| placed.word.exact).collect())
}

fn is_label(side: &Side<'_>) -> bool {
    let [(block, part)] = side.texts.as_slice() else { return false };
    part.is_some() || matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Figure(_))
}

/// A finding for every place that does not have the commonest way, of equals the first in the texts.
fn rarer(
    context: &Context<'_>,
    [from, to]: [&LanguageTag; 2],
    written: &str,
    ways: &Ways,
) -> Vec<Diagnostic> {
    let commonest =
        ways.iter().max_by_key(|(_, places)| (places.len(), std::cmp::Reverse(places.first().copied())));
    let Some((chosen, (elsewhere, _))) = commonest.and_then(|(way, places)| Some((way, *places.first()?)))
    else {
        return Vec::new();
    };
    let shown = |span: Span| {
        let text = context.sources.snippet(span).trim();
        let text = text.split(" {#").next().unwrap_or(text).trim_start_matches(['#', ' ']);
        text.to_owned()
    };
    let others = ways.iter().filter(|(way, _)| *way != chosen).flat_map(|(_, places)| places);
    others
        .map(|(place, source)| {
            let message = format!(
                "`{written}` in {from} is `{}` here in {to}, and `{}` elsewhere",
                shown(*place),
                shown(elsewhere),
                to = wording::language(to),
                from = wording::language(from)
            );
            Diagnostic::new(Code::INCONSISTENT_TRANSLATION, message)
                .at(*place, format!("here `{}`", shown(*place)))
                .and(elsewhere, format!("elsewhere `{}`", shown(elsewhere)))
                .and(*source, format!("the {from} text", from = wording::language(from)))
                .help("choose one of the two, unless the two places mean different things")
        })
        .collect()
}
