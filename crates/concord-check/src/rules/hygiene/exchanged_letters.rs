//! No word is another one with two letters exchanged.
//!
//! **What.** A word that stands once in all texts of a language and becomes a word that stands there several times when
//! two letters beside each other are exchanged: `Europae` beside `Europea`. No dictionary is needed, and words of the
//! trade, which none has, are seen too. Inflection never exchanges letters, so forms of one word are not meant. An acronym
//! is a slip only for one that the source's language has too: OIM and OMI are both acronyms.
//!
//! **Why.** It is the commonest slip of typing, and a slip in a name hides it from search.
//!
//! **How to mend.** Write the word as it stands elsewhere, or allow the place where both words exist.

use crate::Context;
use crate::words::{ByHash, Form, Placed, hash};
use concord_diagnostics::{Code, Diagnostic};
use std::collections::BTreeMap;

/// In shorter words, too many pairs are both words: "los" and "sol".
const LEAST_LETTERS: u8 = 5;
/// The same of acronyms.
const LEAST_CAPITALS: u8 = 3;
/// How often the other word must stand.
const LEAST_TIMES: u32 = 2;

/// Looks at every word of every language that stands only once.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut languages: BTreeMap<&str, ByHash<Uses<'_>>> = BTreeMap::new();
    for placed in all_words(context) {
        let language = placed.run.tag.split('-').next().unwrap_or(&placed.run.tag);
        let uses = languages.entry(language).or_default().entry(placed.word.exact);
        uses.or_insert(Uses { count: 0, first: placed }).count += 1;
    }
    let mut diagnostics = Vec::new();
    let source = languages.get(context.publication.config.source_locale.value.language());
    for words in languages.values() {
        let mut single: Vec<&Placed<'_>> =
            words.values().filter(|uses| uses.count == 1).map(|uses| &uses.first).collect();
        single.sort_by_key(|placed| placed.span().map(|span| (span.source, span.start)));
        diagnostics.extend(single.into_iter().filter_map(|placed| slip(placed, words, source)));
    }
    diagnostics
}

struct Uses<'c> {
    count: u32,
    first: Placed<'c>,
}

fn all_words<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Placed<'c>> {
    let blocks = context.texts.iter().flat_map(|text| &text.blocks);
    let words = blocks.flat_map(|block| {
        let placed =
            |word: &crate::words::Word| Some(Placed { run: block.runs.get(word.run as usize)?, word: *word });
        block.words.iter().filter_map(placed)
    });
    let messages = context.messages.iter().flat_map(|messages| messages.words().into_iter().flatten());
    words.chain(messages)
}

fn slip(
    placed: &Placed<'_>,
    words: &ByHash<Uses<'_>>,
    source: Option<&ByHash<Uses<'_>>>,
) -> Option<Diagnostic> {
    let word = &placed.word;
    let in_source = |letters: u64| source.is_some_and(|source| source.contains_key(&letters));
    let is_acronym = word.form == Form::Acronym;
    let least = if is_acronym { LEAST_CAPITALS } else { LEAST_LETTERS };
    if word.length < least || word.form == Form::Number || is_acronym && in_source(word.exact) {
        return None;
    }
    let written: Vec<char> = placed.text().chars().collect();
    // The first letter is seldom typed too late, and "algunas" is no slip for "lagunas".
    let meant = (1..written.len().saturating_sub(1)).find_map(|at| {
        let mut letters = written.clone();
        letters.swap(at, at + 1);
        let meant: String = letters.into_iter().collect();
        let letters = hash(&if is_acronym { meant.clone() } else { meant.to_lowercase() });
        let uses = words.get(&letters).filter(|_| !is_acronym || in_source(letters))?;
        (is_acronym || uses.count >= LEAST_TIMES).then_some(meant)
    })?;
    let span = placed.span()?;
    Some(
        Diagnostic::new(
            Code::EXCHANGED_LETTERS,
            format!("`{}` is `{meant}` with two letters swapped", placed.text()),
        )
        .at(span, format!("did you mean `{meant}`?"))
        .help(format!("write `{meant}`, as it stands elsewhere in this language"))
        .suggest(span, meant),
    )
}
