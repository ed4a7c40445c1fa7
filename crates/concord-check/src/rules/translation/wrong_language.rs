//! A text is in its own language.
//!
//! **What.** No sentence of a text, caption, cell or message has the function words of another of English, French and
//! Spanish, and none or hardly one of its own. Words marked as foreign do not count. What is the source word for word is
//! T319's.
//!
//! **Why.** A sentence left in the source's language has its figures and links in order, and no other rule sees it.
//!
//! **How to mend.** Translate it, or mark it: `[...]{lang="en"}`.

use crate::Context;
use crate::parallel;
use crate::rules::translation::untranslated::is_identical;
use crate::wording;
use crate::words::{Form, Placed, Tongues, stretch};
use concord_diagnostics::{Code, Diagnostic};
use concord_document::LanguageTag;
use rayon::prelude::*;

/// Telling words of another language that a sentence without one of its own must have.
const LEAST: usize = 2;
/// How many times as many as its own they must otherwise be, and how many at least.
const TIMES: usize = 4;
/// A sentence of so many small words without a function word of its language is not in it.
const LONG: usize = 10;

/// Looks at every text and message.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = context
        .comparisons
        .par_iter()
        .flat_map_iter(|comparison| {
            let language = &comparison.translation.language;
            let pairs = parallel::of_text(context, comparison).filter(|pair| !is_identical(pair));
            pairs.flat_map(move |pair| foreign(language, &pair.translation.words))
        })
        .collect();
    let source = context.publication.source().map(|source| &source.language);
    for text in context.texts.iter().filter(|text| Some(&text.manuscript.language) == source) {
        for reading in &text.blocks {
            let words: Vec<Placed<'_>> = reading
                .words
                .iter()
                .filter(|word| !word.is_foreign)
                .filter_map(|word| Some(Placed { run: reading.runs.get(word.run as usize)?, word: *word }))
                .collect();
            diagnostics.extend(foreign(&text.manuscript.language, &words));
        }
    }
    for messages in &context.messages {
        let pair = parallel::of_messages(messages);
        if !is_identical(&pair) {
            diagnostics.extend(foreign(messages.pair.language, &pair.translation.words));
        }
    }
    diagnostics
}

/// The sentences that are in another language, those that follow each other as one.
fn foreign(language: &LanguageTag, words: &[Placed<'_>]) -> Vec<Diagnostic> {
    let own = Tongues::of_tag(language.as_str());
    if own.is_none() {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let is_end = |at: &usize| words.get(*at).is_none_or(|placed| placed.word.gap && placed.word.opens);
        let end = (start + 1..=words.len()).find(is_end).unwrap_or(words.len());
        if let Some(tongue) = tongue(own, &words[start..end]) {
            match found.last_mut() {
                Some((_, last, same)) if *last == start && *same == tongue => *last = end,
                _ => found.push((start, end, tongue)),
            }
        }
        start = end;
    }
    found
        .into_iter()
        .filter_map(|(start, end, tongue)| finding(language, tongue, &words[start..end]))
        .collect()
}

/// The tag of the language of a sentence that is not in its own, empty where it cannot be told.
fn tongue(own: Tongues, words: &[Placed<'_>]) -> Option<&'static str> {
    if words.len() < 3 {
        return None;
    }
    let others = Tongues::LISTED.iter().filter(|(_, tongue)| *tongue != own);
    let telling = others.map(|(tag, tongue)| {
        let has = |one: Tongues, two: Tongues| {
            let is_telling =
                |placed: &&Placed<'_>| placed.word.tongues.has(one) && !placed.word.tongues.has(two);
            words.iter().filter(is_telling).count()
        };
        (*tag, has(*tongue, own), has(own, *tongue))
    });
    let best = telling.max_by_key(|(_, other, own)| (*other, std::cmp::Reverse(*own)));
    if let Some((tag, other, own)) = best
        && (own == 0 && other >= LEAST || other >= TIMES && own * TIMES <= other)
    {
        return Some(tag);
    }
    let small = words.iter().filter(|placed| placed.word.form == Form::Small).count();
    let is_strange = small >= LONG && !words.iter().any(|placed| placed.word.tongues.has(own));
    is_strange.then_some("")
}

fn finding(language: &LanguageTag, tongue: &str, words: &[Placed<'_>]) -> Option<Diagnostic> {
    let (span, _) = stretch(words)?;
    let (other, mark) = match tongue {
        "" => ("another language".to_owned(), "..."),
        tongue => (wording::language(tongue), tongue),
    };
    let message =
        format!("this sentence of the {language} text is in {other}", language = wording::language(language));
    Some(
        Diagnostic::new(Code::WRONG_LANGUAGE, message)
            .at(span, format!("in {other}"))
            .help(format!("translate it, or mark it: `[...]{{lang=\"{mark}\"}}`")),
    )
}
