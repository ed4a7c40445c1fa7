//! How far a translation is.
//!
//! Every text of the source has one state in a translation. It is *untranslated* where it is not there, waits as a copy of
//! the source's (see [`crate::staleness`]), or has the source's very words and was never recorded; *failing* where an error
//! stands in it; *stale* where its source changed after it was recorded; *translated* otherwise. Words are those of the
//! source, so that languages can be compared.

use crate::Context;
use crate::staleness::{self, MESSAGES, Standing, entries, plain};
use concord_diagnostics::{Diagnostic, Severity, Span};
use concord_document::{Block, LanguageTag, walk};
use concord_publication::{Manuscript, Publication};
use std::collections::{BTreeMap, BTreeSet};

/// The state of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextState {
    /// Translated, and its source is as it was.
    Translated,
    /// Translated from what the source said before.
    Stale,
    /// Not translated.
    Untranslated,
    /// With an error in it.
    Failing,
}

/// A number of texts and of the source's words in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Blocks and messages.
    pub blocks: usize,
    /// Words of the source.
    pub words: usize,
}

impl Amount {
    fn add(&mut self, words: usize) {
        self.blocks += 1;
        self.words += words;
    }
}

/// How far a file of a translation is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileProgress {
    /// By state.
    pub states: BTreeMap<TextState, Amount>,
    /// The places of what is not translated or up to date, where it has one.
    pub places: Vec<(TextState, Span)>,
}

/// How far a translation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The language.
    pub language: LanguageTag,
    /// By path.
    pub files: BTreeMap<String, FileProgress>,
}

impl Progress {
    /// What is in a state.
    pub fn of(&self, state: TextState) -> Amount {
        let amounts = self.files.values().filter_map(|file| file.states.get(&state));
        amounts.fold(Amount::default(), |sum, one| Amount {
            blocks: sum.blocks + one.blocks,
            words: sum.words + one.words,
        })
    }

    /// All texts.
    pub fn total(&self) -> Amount {
        let states = [TextState::Translated, TextState::Stale, TextState::Untranslated, TextState::Failing];
        states.into_iter().map(|state| self.of(state)).fold(Amount::default(), |sum, one| Amount {
            blocks: sum.blocks + one.blocks,
            words: sum.words + one.words,
        })
    }

    /// How many of the words are translated and up to date, in percent, rounded down.
    pub fn percent(&self) -> usize {
        let words = self.of(TextState::Translated).words * 100;
        words.checked_div(self.total().words).unwrap_or(100)
    }

    fn count(&mut self, path: &str, state: TextState, words: usize, place: Option<Span>) {
        let file = self.files.entry(path.to_owned()).or_default();
        file.states.entry(state).or_default().add(words);
        if let Some(place) = place.filter(|_| state != TextState::Translated) {
            file.places.push((state, place));
        }
    }
}

/// How far every translation is, in order of tag. `findings` are those of the publication.
pub fn progress(context: &Context<'_>, findings: &[Diagnostic]) -> Vec<Progress> {
    let errors: Vec<Span> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .filter_map(|finding| finding.primary.as_ref().map(|label| label.span))
        .collect();
    let Some(source) = context.publication.source() else { return Vec::new() };
    let translations = context.publication.translations();
    translations.map(|translation| of_language(context, source, translation, &errors)).collect()
}

fn of_language(
    context: &Context<'_>,
    source: &Manuscript,
    translation: &Manuscript,
    errors: &[Span],
) -> Progress {
    let language = translation.language.clone();
    let mut progress = Progress { language, files: BTreeMap::new() };
    for entry in entries(context, translation).into_iter().filter(|entry| entry.is_part) {
        if !staleness::has_letters(&entry.words[0]) {
            continue;
        }
        let state = match entry.standing(&translation.lock).0 {
            Standing::Open => TextState::Untranslated,
            Standing::Unrecorded if entry.is_copy() => TextState::Untranslated,
            _ if errors.iter().any(|error| within(*error, entry.span)) => TextState::Failing,
            Standing::Stale => TextState::Stale,
            Standing::Current | Standing::Unrecorded => TextState::Translated,
        };
        let path = if entry.place.starts_with(MESSAGES) { MESSAGES } else { &entry.place };
        progress.count(path, state, entry.words[0].split(' ').count(), Some(entry.span));
    }
    missing_texts(context, source, translation, &mut progress);
    missing_messages(context.publication, translation, &mut progress);
    progress
}

fn within(error: Span, text: Span) -> bool {
    error.source == text.source && text.start <= error.start && error.start < text.end.max(text.start + 1)
}

/// Texts of the source that stand beside nothing.
fn missing_texts(
    context: &Context<'_>,
    source: &Manuscript,
    translation: &Manuscript,
    progress: &mut Progress,
) {
    let mut paired: BTreeSet<(usize, Option<usize>)> = BTreeSet::new();
    let comparisons = context.comparisons.iter();
    for comparison in comparisons.filter(|it| it.translation.language == translation.language) {
        for pair in comparison.alignment.pairs.iter().chain(&comparison.alignment.open) {
            paired.extend(pair.source.texts.iter().map(|(block, part)| (address(block), *part)));
        }
    }
    for (path, text) in &source.texts {
        let notes = text.content.notes.values().flat_map(|note| &note.blocks);
        let mut blocks = Vec::new();
        walk::blocks(&text.content.blocks, &mut |block| blocks.push(block));
        notes.for_each(|block| walk::blocks(std::slice::from_ref(block), &mut |block| blocks.push(block)));
        let unasked = unasked(&blocks, &paired);
        for block in blocks.into_iter().filter(|block| !unasked.contains(&address(block))) {
            for (part, list) in walk::inline_lists(block).into_iter().enumerate() {
                let address = address(block);
                let is_paired = paired.contains(&(address, None)) || paired.contains(&(address, Some(part)));
                let words = plain(&walk::plain_text(list));
                if !is_paired && staleness::has_letters(&words) {
                    progress.count(path, TextState::Untranslated, words.split(' ').count(), None);
                }
            }
        }
    }
}

/// Shorter words that the translation has none beside, with all that is in them: each language decides where it has some.
fn unasked(blocks: &[&Block], paired: &BTreeSet<(usize, Option<usize>)>) -> BTreeSet<usize> {
    let mut unasked = BTreeSet::new();
    let is_alone = |block: &&&Block| block.is_shorter() && !paired.contains(&(address(block), None));
    for block in blocks.iter().filter(is_alone) {
        walk::blocks(std::slice::from_ref(*block), &mut |inner| {
            unasked.insert(address(inner));
        });
    }
    unasked
}

fn address(block: &Block) -> usize {
    std::ptr::from_ref(block).addr()
}

fn missing_messages(publication: &Publication, translation: &Manuscript, progress: &mut Progress) {
    let Some(source) = publication.source() else { return };
    let (own, other) = (source.messages.tables(), translation.messages.tables());
    for ((_, messages), (_, translated)) in own.into_iter().zip(other) {
        for (_, message) in messages.iter().filter(|(key, _)| !translated.contains_key(*key)) {
            let words = plain(&message.value).split(' ').count();
            progress.count(MESSAGES, TextState::Untranslated, words, None);
        }
    }
    for (unit, noun) in &source.messages.nouns {
        if !translation.messages.nouns.contains_key(unit) {
            progress.count(MESSAGES, TextState::Untranslated, noun.forms.len(), None);
        }
    }
}
