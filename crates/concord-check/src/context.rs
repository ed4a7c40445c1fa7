//! What rules share, read once: the values of every text, and every translation laid beside its source.

use crate::alignment::{Alignment, Pair, Side, Signature, align};
use crate::passages::{self, Passage};
use crate::references;
use crate::staleness::{self, Standing};
use crate::values::{self, Found, Run};
use crate::words::{self, Form, Placed, Word};
use concord_diagnostics::Sources;
use concord_document::{Block, LanguageTag};
use concord_locale::{Locale, StatedConventions};
use concord_publication::{Manuscript, Publication, Spanned, Text};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// A publication as the rules see it.
pub struct Context<'a> {
    /// The publication.
    pub publication: &'a Publication,
    /// The texts that spans point into.
    pub sources: &'a Sources,
    /// Every text of every language, in order of language and path.
    pub(crate) texts: Readings<'a>,
    /// Every translated text beside its source, in order of language and path.
    pub(crate) comparisons: Vec<Comparison<'a>>,
    /// Every translated message beside its source, in words.
    pub(crate) messages: Vec<ReadMessages<'a>>,
    /// Messages that are copies of their source's, which wait to be translated.
    pub(crate) open_messages: Vec<MessagePair<'a>>,
    /// The languages' conventions in their house styles; those of a tag that has none are not there.
    pub(crate) locales: BTreeMap<&'a LanguageTag, Locale>,
    /// Every stretch of running text, cut into words when the first rule asks.
    passages: OnceLock<Vec<Passage>>,
}

/// Texts whose blocks were read.
pub(crate) struct Readings<'a> {
    texts: Vec<TextReading<'a>>,
    /// Where the reading of a block is, by the block's address: blocks have no ids of their own.
    places: HashMap<usize, (usize, usize)>,
}

/// A text whose blocks were read.
pub(crate) struct TextReading<'a> {
    pub(crate) manuscript: &'a Manuscript,
    pub(crate) text: &'a Text,
    /// Every block in reading order, outer before inner, then those of the notes.
    pub(crate) blocks: Vec<BlockReading<'a>>,
}

/// What a block itself says, without the blocks inside it.
pub(crate) struct BlockReading<'a> {
    pub(crate) block: &'a Block,
    /// Its literal text, one run or more for every heading, paragraph, cell, term, caption and alternative text.
    pub(crate) runs: Vec<Run>,
    /// The values in those runs, in order.
    pub(crate) values: Vec<Found>,
    /// The words in those runs, in order.
    pub(crate) words: Vec<Word>,
    /// What it has in common with its translations.
    pub(crate) signature: Signature,
}

/// A translated text beside its source.
pub(crate) struct Comparison<'a> {
    pub(crate) source: &'a Manuscript,
    pub(crate) translation: &'a Manuscript,
    /// Relative to the locale's folder.
    pub(crate) path: &'a str,
    pub(crate) alignment: Alignment<'a>,
}

/// A translated message beside its source.
pub(crate) struct MessagePair<'a> {
    pub(crate) source_language: &'a LanguageTag,
    pub(crate) language: &'a LanguageTag,
    /// The table, such as `text`.
    pub(crate) table: &'static str,
    pub(crate) key: &'a str,
    pub(crate) source: &'a Spanned<String>,
    pub(crate) translation: &'a Spanned<String>,
}

/// A translated message beside its source, each with its words. What templates put in (`{title}`) is no literal text.
pub(crate) struct ReadMessages<'a> {
    pub(crate) pair: MessagePair<'a>,
    runs: [Run; 2],
    words: [Vec<Word>; 2],
}

impl<'a> Context<'a> {
    /// Reads a publication. `sources` are the texts that it was made from.
    pub fn new(publication: &'a Publication, sources: &'a Sources) -> Self {
        let texts: Vec<_> = publication
            .manuscripts
            .values()
            .flat_map(|manuscript| manuscript.texts.values().map(move |text| (manuscript, text)))
            .collect();
        let texts: Vec<TextReading<'a>> =
            texts.into_par_iter().map(|(manuscript, text)| TextReading::new(manuscript, text)).collect();
        let texts = Readings::new(texts);
        let comparisons = comparisons(publication, &texts);
        let locales = publication.manuscripts.keys();
        let locales = locales.filter_map(|tag| Some((tag, locale(publication, tag)?))).collect();
        let passages = OnceLock::new();
        let (open_messages, messages): (Vec<_>, Vec<_>) = message_pairs(publication)
            .into_iter()
            .partition(|pair| staleness::is_open_message(publication, pair));
        let messages = messages.into_iter().map(ReadMessages::new).collect();
        Self { publication, sources, texts, comparisons, messages, open_messages, locales, passages }
    }

    /// The words of one side of a pair, without those in other languages.
    pub(crate) fn words(&self, side: &Side<'_>) -> Vec<Placed<'_>> {
        self.words_where(side, |word| !word.is_foreign)
    }

    /// The acronyms of one side that stand in other languages, as in a title.
    pub(crate) fn foreign_acronyms(&self, side: &Side<'_>) -> Vec<String> {
        let is_foreign = |(block, _): &(&Block, _)| {
            let reading = self.texts.get(block);
            reading.is_some_and(|reading| reading.runs.windows(2).any(|two| two[0].tag != two[1].tag))
        };
        if !side.texts.iter().any(is_foreign) {
            return Vec::new();
        }
        let words = self.words_where(side, |word| word.is_foreign && word.form == Form::Acronym);
        words.iter().map(Placed::text).collect()
    }

    /// The words of one side of a pair that stand in other languages.
    pub(crate) fn foreign_words(&self, side: &Side<'_>) -> Vec<Placed<'_>> {
        self.words_where(side, |word| word.is_foreign)
    }

    fn words_where(&self, side: &Side<'_>, is_meant: impl Fn(&Word) -> bool) -> Vec<Placed<'_>> {
        let mut words = Vec::new();
        for (block, part) in &side.texts {
            let Some(reading) = self.texts.get(block) else { continue };
            let meant = reading.words_of(*part).iter().filter(|word| is_meant(word));
            words.extend(meant.filter_map(|word| {
                let run = reading.runs.get(word.run as usize)?;
                Some(Placed { run, word: *word })
            }));
        }
        words
    }

    /// The values that one side of a pair states.
    pub(crate) fn values(&self, side: &Side<'_>) -> Vec<&Found> {
        let mut values = Vec::new();
        for (block, part) in &side.texts {
            let Some(reading) = self.texts.get(block) else { continue };
            let is_meant = |found: &&Found| part.is_none_or(|part| reading.part_of(found) == Some(part));
            values.extend(reading.values.iter().filter(is_meant));
        }
        values
    }

    /// The values that one side of a pair states, each with its run.
    pub(crate) fn runs_of_values<'s>(
        &'s self,
        side: &Side<'_>,
    ) -> impl Iterator<Item = (&'s Run, &'s Found)> + use<'s, 'a> {
        let texts: Vec<_> = side.texts.iter().map(|(block, part)| (self.texts.get(block), *part)).collect();
        texts.into_iter().filter_map(|(reading, part)| Some((reading?, part))).flat_map(|(reading, part)| {
            let placed =
                reading.values.iter().filter_map(|found| Some((reading.runs.get(found.run)?, found)));
            placed.filter(move |(run, _)| part.is_none_or(|part| run.part == part))
        })
    }

    /// Every stretch of running text of the texts and the messages, in their order.
    pub(crate) fn passages(&self) -> &[Passage] {
        self.passages.get_or_init(|| passages::read(self))
    }

    /// The conventions for a tag: its own, or those of another locale of the same language.
    pub(crate) fn locale_of(&self, tag: &str) -> Option<&Locale> {
        let language = tag.split('-').next().unwrap_or(tag);
        let own = self.locales.iter().find(|(known, _)| known.as_str() == tag);
        own.or_else(|| self.locales.iter().find(|(known, _)| known.language() == language))
            .map(|(_, locale)| locale)
    }

    /// Every message of every translation beside its source's, where both have it.
    pub(crate) fn message_pairs(&self) -> impl Iterator<Item = &MessagePair<'a>> {
        self.messages.iter().map(|messages| &messages.pair)
    }
}

impl<'a> ReadMessages<'a> {
    fn new(pair: MessagePair<'a>) -> Self {
        let read = |message, tag: &LanguageTag| {
            let mut run = Run::of_message(message, tag.as_str());
            let mut is_inside = false;
            for character in &mut run.characters {
                is_inside |= *character == '{';
                let is_end = *character == '}';
                if is_inside {
                    *character = '\0';
                }
                is_inside &= !is_end;
            }
            run
        };
        let runs = [read(pair.source, pair.source_language), read(pair.translation, pair.language)];
        let words = [words::of_run(&runs[0]), words::of_run(&runs[1])];
        Self { pair, runs, words }
    }

    /// The words of the source and of the translation.
    pub(crate) fn words(&self) -> [Vec<Placed<'_>>; 2] {
        [0, 1].map(|side| {
            let run = &self.runs[side];
            self.words[side].iter().map(|word| Placed { run, word: *word }).collect()
        })
    }
}

impl<'a> Readings<'a> {
    fn new(texts: Vec<TextReading<'a>>) -> Self {
        let mut places = HashMap::new();
        for (text, reading) in texts.iter().enumerate() {
            for (block, read) in reading.blocks.iter().enumerate() {
                places.insert(address(read.block), (text, block));
            }
        }
        Self { texts, places }
    }

    /// Every text.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &TextReading<'a>> {
        self.texts.iter()
    }

    /// What a block says. `None` for a block of another publication.
    pub(crate) fn get(&self, block: &Block) -> Option<&BlockReading<'a>> {
        let (text, block) = self.places.get(&address(block))?;
        self.texts.get(*text)?.blocks.get(*block)
    }
}

impl BlockReading<'_> {
    /// The words of one list of inlines, or all. They stand in the order of the lists, and a table has many.
    fn words_of(&self, part: Option<usize>) -> &[Word] {
        let Some(part) = part else { return &self.words };
        let part_of = |word: &Word| self.runs.get(word.run as usize).map_or(0, |run| run.part);
        let start = self.words.partition_point(|word| part_of(word) < part);
        let end = self.words.partition_point(|word| part_of(word) <= part);
        self.words.get(start..end).unwrap_or_default()
    }

    /// The number of the list of inlines that a value stands in.
    pub(crate) fn part_of(&self, found: &Found) -> Option<usize> {
        self.runs.get(found.run).map(|run| run.part)
    }
}

impl<'a> TextReading<'a> {
    fn new(manuscript: &'a Manuscript, text: &'a Text) -> Self {
        let tag = manuscript.language.as_str();
        let read = |block| {
            let runs = values::runs(block, tag);
            let values = values::find_all(&runs);
            let words = words::of_runs(&runs, tag);
            let signature = Signature::of_block(block, &values);
            BlockReading { block, runs, values, words, signature }
        };
        let blocks = references::blocks(&text.content).into_iter().map(read).collect();
        Self { manuscript, text, blocks }
    }
}

fn address(block: &Block) -> usize {
    std::ptr::from_ref(block).addr()
}

fn comparisons<'a>(publication: &'a Publication, readings: &Readings<'a>) -> Vec<Comparison<'a>> {
    let Some(source) = publication.source() else { return Vec::new() };
    let pairs: Vec<_> = publication
        .translations()
        .flat_map(|translation| source.texts.iter().map(move |(path, text)| (translation, path, text)))
        .filter_map(|(translation, path, text)| {
            Some((translation, path.as_str(), text, translation.texts.get(path)?))
        })
        .collect();
    let compare = |(translation, path, text, translated): (&'a Manuscript, &'a str, &'a Text, &'a Text)| {
        let mut alignment = align(text, translated, readings);
        let records = translation.lock.of(path);
        if !records.is_empty() {
            let pairs = std::mem::take(&mut alignment.pairs).into_iter();
            let is_open = |pair: &Pair<'_>| staleness::standing(pair, records) == Some(Standing::Open);
            (alignment.open, alignment.pairs) = pairs.partition(is_open);
        }
        Comparison { source, translation, path, alignment }
    };
    pairs.into_par_iter().map(compare).collect()
}

/// Every message of every translation beside its source's, where both have it.
fn message_pairs(publication: &Publication) -> Vec<MessagePair<'_>> {
    let Some(source) = publication.source() else { return Vec::new() };
    let mut pairs = Vec::new();
    for translation in publication.translations() {
        let tables = source.messages.tables().into_iter().zip(translation.messages.tables());
        for ((table, messages), (_, translated)) in tables {
            pairs.extend(messages.iter().filter_map(|(key, message)| {
                Some(MessagePair {
                    source_language: &source.language,
                    language: &translation.language,
                    table,
                    key,
                    source: message,
                    translation: translated.get(key)?,
                })
            }));
        }
    }
    pairs
}

/// The conventions of a language in the publication's house style, or in the language's own where that is unknown.
fn locale(publication: &Publication, tag: &LanguageTag) -> Option<Locale> {
    let styles = &publication.config.styles;
    let style = styles.get(tag.as_str()).or_else(|| styles.get(tag.language()));
    let style = style.map(|style| style.value.as_str());
    let locale = Locale::new(tag.as_str(), style).or_else(|_| Locale::new(tag.as_str(), None)).ok()?;
    let stated = publication.manuscripts.get(tag).map(|manuscript| &manuscript.messages.conventions);
    let pairs = stated.into_iter().flatten().map(|(key, message)| (key.as_str(), message.value.as_str()));
    Some(locale.with_conventions(StatedConventions::new(pairs)))
}
