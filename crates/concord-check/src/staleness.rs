//! Which source a text was translated from.
//!
//! `concord locale record` notes, for every text of a translation, digests of the source's words and of its own. A text that
//! stands as it was recorded while its source does not was left behind. Records name texts, not places: moving a
//! paragraph makes nothing stale, and two branches that translate different blocks merge line by line.
//!
//! Two sizes of text are recorded: the *parts* that are compared (a paragraph, an item's paragraph, a cell), and the *units*
//! that are carried over as one (a paragraph, a whole list, a whole table, a note); of units the source's words are kept, so
//! that a change can be shown. Messages are both.

use crate::Context;
use crate::alignment::{Pair, Side};
use crate::context::{Comparison, MessagePair};
use concord_diagnostics::Span;
use concord_document::{Block, BlockKind, Inline, InlineKind, LanguageTag, walk};
use concord_publication::{Lock, Manuscript, Noun, Publication, Record};
use sha2::{Digest, Sha256};

/// The file of messages, in the places of the lock.
pub const MESSAGES: &str = "messages.toml";

/// How a translated text stands to what was recorded of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Both texts are as they were recorded.
    Current,
    /// The text is a copy of a source text, put there to be translated.
    Open,
    /// The translation is as it was recorded, and its source is not.
    Stale,
    /// The translation was not recorded, or was edited since.
    Unrecorded,
}

/// What was recorded of a language.
#[derive(Debug, Default)]
pub struct Recorded {
    /// The records as they are to be kept.
    pub lock: Lock,
    /// How many texts had been recorded as they are.
    pub current: usize,
    /// How many are recorded for the first time, or anew.
    pub new: usize,
    /// How many wait for their translation.
    pub open: usize,
    /// How many of these had never been recorded, and have their source's very words.
    pub copies: usize,
    /// The texts that are stale, where they are; they keep their old record unless they are accepted.
    pub stale: Vec<Span>,
}

/// A text of a translation beside its source.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The place in the lock.
    pub(crate) place: String,
    /// Where the translation stands.
    pub(crate) span: Span,
    /// The source's words with one space between them, and the translation's.
    pub(crate) words: [String; 2],
    /// Whether it is compared by itself.
    pub(crate) is_part: bool,
    /// Whether it is carried over as one.
    is_unit: bool,
}

impl Entry {
    /// Whether it has its source's very words, though there is something to translate in them.
    pub(crate) fn is_copy(&self) -> bool {
        self.words[0] == self.words[1] && has_letters(&self.words[0])
    }

    /// How it stands, and its digests now.
    pub(crate) fn standing(&self, lock: &Lock) -> (Standing, Record) {
        let [source, translation] = [0, 1].map(|side| digest(&self.words[side]));
        let words = if self.is_unit { self.words[0].clone() } else { String::new() };
        let now = Record { source, translation, is_open: false, words };
        (standing_of(lock.of(&self.place), source, translation), now)
    }
}

/// Records what a language's texts were translated from. `accepts` says of a stale text that it is translated as it
/// stands, and of one that waits for its translation, or that was never recorded and has its source's very words, that it
/// needs none. A text that it does not say this of waits.
pub fn record(
    context: &Context<'_>,
    language: &LanguageTag,
    accepts: &dyn Fn(Standing, Span) -> bool,
) -> Recorded {
    let mut recorded = Recorded::default();
    let Some(manuscript) = context.publication.manuscripts.get(language) else { return recorded };
    for entry in entries(context, manuscript) {
        let (standing, mut now) = entry.standing(&manuscript.lock);
        let is_new_copy = standing == Standing::Unrecorded && entry.is_copy();
        let is_asked = is_new_copy || matches!(standing, Standing::Stale | Standing::Open);
        let is_accepted = is_asked && accepts(standing, entry.span);
        let counts = usize::from(entry.is_part);
        match standing {
            Standing::Current => recorded.current += counts,
            _ if is_accepted => recorded.new += counts,
            Standing::Unrecorded if !is_new_copy => recorded.new += counts,
            Standing::Open | Standing::Unrecorded => {
                recorded.open += counts;
                recorded.copies += if is_new_copy { counts } else { 0 };
                now.is_open = true;
            }
            Standing::Stale => {
                if entry.is_part {
                    recorded.stale.push(entry.span);
                }
                let known = manuscript.lock.of(&entry.place).iter();
                for old in known.filter(|old| old.translation == now.translation) {
                    recorded.lock.add(&entry.place, old.clone());
                }
                continue;
            }
        }
        recorded.lock.add(&entry.place, now);
    }
    recorded
}

/// How two texts stand to the records of their place.
pub fn standing_of(records: &[Record], source: u64, translation: u64) -> Standing {
    let mut own = records.iter().filter(|record| record.translation == translation).peekable();
    if own.peek().is_none() {
        return Standing::Unrecorded;
    }
    let own: Vec<&Record> = own.collect();
    match own.iter().find(|record| record.source == source) {
        Some(record) if record.is_open => Standing::Open,
        Some(_) => Standing::Current,
        // A copy of what the source said before waits all the same.
        None if own.iter().all(|record| record.is_open) => Standing::Open,
        None => Standing::Stale,
    }
}

/// Where texts stand that wait for their translation. What they say is the source's, and is checked there.
pub fn open_places(context: &Context<'_>) -> Vec<Span> {
    let mut places = Vec::new();
    for manuscript in context.publication.translations().filter(|it| !it.lock.is_empty()) {
        for entry in entries(context, manuscript) {
            if entry.standing(&manuscript.lock).0 == Standing::Open {
                places.push(entry.span);
            }
        }
    }
    places
}

/// Every text of a translation that has a source, in the order of files and in each of places.
pub(crate) fn entries(context: &Context<'_>, manuscript: &Manuscript) -> Vec<Entry> {
    let mut entries = Vec::new();
    let comparisons = context.comparisons.iter();
    for comparison in comparisons.filter(|it| it.translation.language == manuscript.language) {
        let mut own = entries_of_text(comparison);
        own.sort_by_key(|entry| (entry.span.start, !entry.is_unit));
        entries.append(&mut own);
    }
    entries.extend(entries_of_messages(context, manuscript));
    entries
}

fn entries_of_text(comparison: &Comparison<'_>) -> Vec<Entry> {
    let place = comparison.path.to_owned();
    let entry = |span, source: String, translation: String, is_unit: bool| {
        let is_empty = source.is_empty() || translation.is_empty();
        let words = [source, translation];
        (!is_empty).then(|| Entry { place: place.clone(), span, words, is_part: !is_unit, is_unit })
    };
    let pairs = comparison.alignment.pairs.iter().chain(&comparison.alignment.open);
    let parts = pairs.filter_map(|pair| {
        entry(pair.translation.span, words_of_side(&pair.source), words_of_side(&pair.translation), false)
    });
    let units = comparison.alignment.units.iter().filter_map(|(source, translation)| {
        entry(translation.span, words_of_block(source), words_of_block(translation), true)
    });
    let texts =
        comparison.source.texts.get(comparison.path).zip(comparison.translation.texts.get(comparison.path));
    let notes = texts.into_iter().flat_map(|(source, translation)| {
        let notes = &translation.content.notes;
        source.content.notes.iter().filter_map(move |(label, note)| Some((note, notes.get(label)?)))
    });
    let notes = notes.filter_map(|(note, translated)| {
        entry(translated.span, words_of_blocks(&note.blocks), words_of_blocks(&translated.blocks), true)
    });
    parts.chain(units).chain(notes).collect()
}

fn entries_of_messages(context: &Context<'_>, manuscript: &Manuscript) -> Vec<Entry> {
    let entry = |place: String, span, source: &str, translation: &str| {
        let words = [plain(source), plain(translation)];
        let is_empty = words.iter().any(String::is_empty);
        (!is_empty).then_some(Entry { place, span, words, is_part: true, is_unit: true })
    };
    let pairs = context.message_pairs().chain(&context.open_messages);
    let pairs = pairs.filter(|pair| *pair.language == manuscript.language);
    let mut entries: Vec<Entry> = pairs
        .filter_map(|pair| {
            let place = message_place(pair.table, pair.key);
            entry(place, pair.translation.span, &pair.source.value, &pair.translation.value)
        })
        .collect();
    for (id, translated) in &manuscript.messages.terms {
        let term = context.publication.glossary.terms.get(id);
        let from = context.publication.config.source_locale.value.as_str();
        let Some(source) = term.and_then(|term| term.translations.get(from)) else { continue };
        let place = message_place("terms", id);
        entries.extend(entry(place, translated.span, &source.value, &translated.value));
    }
    let nouns = context.publication.source().map(|source| &source.messages.nouns);
    for (unit, noun) in nouns.into_iter().flatten() {
        let Some(translated) = manuscript.messages.nouns.get(unit) else { continue };
        let place = message_place("nouns", unit);
        entries.extend(entry(place, translated.span, &words_of_noun(noun), &words_of_noun(translated)));
    }
    entries
}

/// Whether a message is a copy of its source's, which waits to be translated.
pub(crate) fn is_open_message(publication: &Publication, pair: &MessagePair<'_>) -> bool {
    let manuscript = publication.manuscripts.get(pair.language).filter(|it| !it.lock.is_empty());
    let [source, translation] = [pair.source, pair.translation].map(|message| digest(&message.value));
    manuscript.is_some_and(|manuscript| {
        let records = manuscript.lock.of(&message_place(pair.table, pair.key));
        standing_of(records, source, translation) == Standing::Open
    })
}

/// The place of a message in the lock.
pub fn message_place(table: &str, key: &str) -> String {
    format!("{MESSAGES}#{table}.{key}")
}

/// A noun's forms as one text. Its gender is a matter of each language.
pub fn words_of_noun(noun: &Noun) -> String {
    let forms: Vec<String> =
        noun.forms.iter().map(|(category, form)| format!("{category}={}", plain(form))).collect();
    forms.join(" ")
}

/// How a pair stands to what was recorded. `None` for what holds no text of its own.
pub(crate) fn standing(pair: &Pair<'_>, records: &[Record]) -> Option<Standing> {
    let [source, translation] = [&pair.source, &pair.translation].map(words_of_side);
    let is_empty = source.is_empty() || translation.is_empty();
    (!is_empty).then(|| standing_of(records, digest(&source), digest(&translation)))
}

/// A digest of words as [`words_of_block`] and [`plain`] give them.
pub fn digest(words: &str) -> u64 {
    let mut hasher = Sha256::new();
    for word in words.split_whitespace() {
        hasher.update(word.as_bytes());
        hasher.update(b" ");
    }
    let digest = hasher.finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A text with one space between words.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text has letters outside expressions and addresses, so that it can be translated.
pub fn has_letters(words: &str) -> bool {
    let mut rest = words;
    while let Some(start) = rest.find(['{', '<']) {
        if rest[..start].contains(char::is_alphabetic) {
            return true;
        }
        let close = if rest[start..].starts_with('{') { '}' } else { '>' };
        match rest[start..].find(close) {
            Some(length) => rest = &rest[start + length..],
            None => return rest.contains(char::is_alphabetic),
        }
        rest = rest.trim_start_matches(['}', '>']);
    }
    rest.contains(char::is_alphabetic)
}

/// The words, expressions, links and notes of a block with all that is in it, with one space between them; line breaks and
/// emphasis are no words.
pub fn words_of_block(block: &Block) -> String {
    words_of_blocks(std::slice::from_ref(block))
}

/// The same of several.
pub fn words_of_blocks(blocks: &[Block]) -> String {
    let mut words = String::new();
    walk::blocks(blocks, &mut |block| {
        if let BlockKind::Figure(figure) = &block.kind {
            words.push_str(&format!("{}\n", figure.alternative));
        }
        for list in walk::inline_lists(block) {
            write(list, &mut words);
            words.push('\n');
        }
    });
    plain(&words)
}

/// The words of one side of a pair.
pub(crate) fn words_of_side(side: &Side<'_>) -> String {
    let mut words = String::new();
    for list in side.lists() {
        write(list, &mut words);
        words.push('\n');
    }
    plain(&words)
}

fn write(list: &[Inline], words: &mut String) {
    walk::inlines(list, &mut |inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => words.push_str(text),
        InlineKind::Expression(expression) => words.push_str(&format!("{{{{{}}}}}", expression.source)),
        InlineKind::NoteReference(label) => words.push_str(&format!("[^{label}]")),
        InlineKind::Link { target, .. } => words.push_str(&format!("<{target}>")),
        InlineKind::Break => words.push(' '),
        _ => {}
    });
}

/// The records of a language whose texts are copies of the source's: each waits, unless there is nothing to translate in it.
/// Only texts that `is_meant` takes are recorded, by their places in the lock and in their files.
pub fn copies(context: &Context<'_>, language: &LanguageTag, is_meant: &dyn Fn(&str, Span) -> bool) -> Lock {
    let mut lock = Lock::default();
    let Some(manuscript) = context.publication.manuscripts.get(language) else { return lock };
    for entry in entries(context, manuscript) {
        // Languages have different forms of nouns.
        let is_noun = entry.place.starts_with(&message_place("nouns", ""));
        if (is_noun || entry.words[0] == entry.words[1]) && is_meant(&entry.place, entry.span) {
            let now = entry.standing(&Lock::default()).1;
            let is_open = has_letters(&entry.words[0]);
            lock.add(&entry.place, Record { is_open, ..now });
        }
    }
    lock
}

/// The units of a translated text that stand beside one of the source, by place.
pub fn aligned_units(context: &Context<'_>, language: &LanguageTag, path: &str) -> Vec<(Span, Span)> {
    let comparisons = context.comparisons.iter();
    let own = comparisons.filter(|it| it.translation.language == *language && it.path == path);
    own.flat_map(|it| it.alignment.units.iter().map(|(source, translated)| (source.span, translated.span)))
        .collect()
}
