//! A name of several words is whole, as the publication itself shows it.
//!
//! **What.** Words with capitals that stand together in the source ("European Union") stand for two words of the
//! translation wherever they occur but for once ("Unión Europea"); where one of the two stands alone, the other is
//! missing. No list is needed: what every other block agrees on is taken for the name. So is a single word with a capital
//! that both languages write alike ("Action"), where a block alone of many lacks it and every word of its root.
//!
//! **Why.** Half a name is another thing, or nothing.
//!
//! **How to mend.** Write the whole name; where the short form is meant, write the short form in the source too.

use crate::Context;
use crate::parallel::{self, Passages};
use crate::wording;
use crate::words::{Form, Placed, Tongues, stretch};
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::LanguageTag;
use std::collections::BTreeMap;

/// How many blocks must have a name before it is taken for one.
const LEAST_BLOCKS: usize = 3;
/// One block in so many may say otherwise.
const ONE_IN: usize = 5;

/// Two words, by the hashes of their stems.
type Two = (u64, u64);

/// Looks at every pair of blocks.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for translation in context.publication.translations() {
        let language = &translation.language;
        let own = |comparison: &&crate::context::Comparison<'_>| comparison.translation.language == *language;
        let pairs: Vec<Passages<'_>> = context
            .comparisons
            .iter()
            .filter(own)
            .flat_map(|comparison| parallel::of_text(context, comparison))
            .collect();
        let tongues = [&context.publication.config.source_locale.value, language]
            .map(|tag| Tongues::of_tag(tag.as_str()));
        diagnostics.extend(halves(language, &pairs, tongues));
        diagnostics.extend(singles(language, &pairs, tongues[0]));
    }
    diagnostics
}

/// A pair of blocks by the twos in it.
struct Seen {
    names: BTreeMap<Two, Span>,
    twos: BTreeMap<Two, String>,
}

fn halves(language: &LanguageTag, pairs: &[Passages<'_>], [from, to]: [Tongues; 2]) -> Vec<Diagnostic> {
    let seen: Vec<Seen> = pairs
        .iter()
        .map(|pair| Seen { names: names(&pair.source.words, from), twos: twos(&pair.translation.words, to) })
        .collect();
    let mut totals: BTreeMap<Two, usize> = BTreeMap::new();
    let mut together: BTreeMap<Two, BTreeMap<Two, usize>> = BTreeMap::new();
    for seen in &seen {
        seen.twos.keys().for_each(|two| *totals.entry(*two).or_default() += 1);
        for name in seen.names.keys() {
            let counts = together.entry(*name).or_default();
            seen.twos.keys().for_each(|two| *counts.entry(*two).or_default() += 1);
        }
    }
    let mut blocks: BTreeMap<Two, usize> = BTreeMap::new();
    seen.iter().flat_map(|seen| seen.names.keys()).for_each(|name| *blocks.entry(*name).or_default() += 1);
    let mut diagnostics = Vec::new();
    for (name, count) in blocks {
        let most = together.get(&name).into_iter().flatten().max_by_key(|(_, count)| **count);
        let Some((two, shared)) = most else { continue };
        let is_rare = |missing: usize| missing * ONE_IN <= count.max(ONE_IN);
        let total = totals.get(two).copied().unwrap_or_default();
        if count < LEAST_BLOCKS || !is_rare(count - shared) || !is_rare(total - shared) {
            continue;
        }
        let form = seen.iter().find_map(|seen| seen.twos.get(two).filter(|_| seen.names.contains_key(&name)));
        for (pair, seen) in pairs.iter().zip(&seen) {
            let place = seen.names.get(&name).filter(|_| !seen.twos.contains_key(two));
            if let (Some(place), Some(form)) = (place, form) {
                diagnostics.extend(half(language, pair, *two, form, *place));
            }
        }
    }
    diagnostics
}

/// A word is taken for one that both languages write alike where so many blocks have it, and one alone lacks it.
const MANY: usize = 40;

/// Single words with a capital that the translation has in all blocks of the source's but for one.
fn singles(language: &LanguageTag, pairs: &[Passages<'_>], from: Tongues) -> Vec<Diagnostic> {
    let mut blocks: BTreeMap<u64, [usize; 2]> = BTreeMap::new();
    let has_root =
        |pair: &Passages<'_>, root: u64| pair.translation.words.iter().any(|placed| placed.word.root == root);
    let singles_of = |pair: &Passages<'_>| -> BTreeMap<u64, (Span, u64, String)> {
        let words = pair.source.words.iter().filter(|placed| {
            let word = &placed.word;
            word.form == Form::Capitalised && !word.opens && !word.tongues.has(from) && !word.is_foreign
        });
        words
            .filter_map(|placed| Some((placed.word.exact, (placed.span()?, placed.word.root, placed.text()))))
            .collect()
    };
    let seen: Vec<_> = pairs.iter().map(singles_of).collect();
    for (pair, singles) in pairs.iter().zip(&seen) {
        for (word, (_, root, _)) in singles {
            let [all, with] = blocks.entry(*word).or_default();
            *all += 1;
            *with += usize::from(has_root(pair, *root));
        }
    }
    let is_alike = |word: &u64| blocks.get(word).is_some_and(|[all, with]| *all >= MANY && all - with == 1);
    let mut diagnostics = Vec::new();
    for (pair, singles) in pairs.iter().zip(&seen) {
        let missing = singles.iter().filter(|(word, (_, root, _))| is_alike(word) && !has_root(pair, *root));
        diagnostics.extend(missing.map(|(_, (place, _, text))| {
            let to = wording::language(language);
            Diagnostic::new(
                Code::NAME_DIFFERS,
                format!("the {language} text lacks `{text}`, which {to} writes alike everywhere else"),
            )
            .at(pair.translation.span, "no such word")
            .and(*place, "in the source")
            .help(format!("write `{text}`, or the word that stands for it here"))
        }));
    }
    diagnostics
}

/// The finding where exactly one of the two words stands in the translation.
fn half(
    language: &LanguageTag,
    pair: &Passages<'_>,
    two: Two,
    form: &str,
    source: Span,
) -> Option<Diagnostic> {
    let of = |stem: u64| pair.translation.words.iter().find(|placed| placed.word.stem == stem);
    let left = match (of(two.0), of(two.1)) {
        (Some(left), None) | (None, Some(left)) => left,
        _ => return None,
    };
    // `Costa de Marfil` is no half of `Costa Rica`.
    let is_capital = |at: usize| {
        pair.translation.words.get(at).is_some_and(|placed| placed.word.form == Form::Capitalised)
    };
    let at = pair.translation.words.iter().position(|placed| placed.span() == left.span())?;
    let next = (at + 1..=at + 2).find(|at| is_capital(*at));
    let is_other = next.is_some_and(|next| pair.translation.words[at + 1..=next].iter().all(is_joined));
    if left.word.opens || is_other {
        return None;
    }
    Some(
        Diagnostic::new(
            Code::NAME_DIFFERS,
            format!(
                "`{}` in {language} is half of `{form}`",
                left.text(),
                language = wording::language(language)
            ),
        )
        .at(left.span()?, format!("elsewhere `{form}`"))
        .and(source, "the whole name in the source")
        .help(format!("write `{form}`")),
    )
}

/// Words with capitals directly beside each other.
fn names(words: &[Placed<'_>], tongue: Tongues) -> BTreeMap<Two, Span> {
    let is_part =
        |placed: &Placed<'_>| placed.word.form == Form::Capitalised && !placed.word.tongues.has(tongue);
    let joined = words.windows(2).filter(|two| two.iter().all(is_part) && is_joined(&two[1]));
    let placed = joined.filter_map(|two| Some(((two[0].word.stem, two[1].word.stem), stretch(two)?.0)));
    placed.collect()
}

/// Words beside each other, or with function words between, of which one has a capital; with the letters of both.
fn twos(words: &[Placed<'_>], tongue: Tongues) -> BTreeMap<Two, String> {
    let mut twos = BTreeMap::new();
    let content: Vec<usize> = (0..words.len()).filter(|at| !words[*at].word.tongues.has(tongue)).collect();
    for two in content.windows(2) {
        let (first, last) = (two[0], two[1]);
        let (one, other) = (&words[first], &words[last]);
        let has_capital = [one, other].iter().any(|placed| placed.word.form == Form::Capitalised);
        let is_letters = [one, other].iter().all(|placed| placed.word.form != Form::Number);
        let is_together = words[first + 1..=last].iter().all(is_joined);
        if has_capital && is_letters && is_together && last - first <= 2 {
            let text = stretch(&words[first..=last]).map(|(_, text)| text).unwrap_or_default();
            twos.entry((one.word.stem, other.word.stem)).or_insert(text);
        }
    }
    twos
}

fn is_joined(placed: &Placed<'_>) -> bool {
    !placed.word.gap && !placed.word.pause
}
