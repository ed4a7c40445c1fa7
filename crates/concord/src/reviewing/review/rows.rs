//! The blocks of a source, each with its translation.

use crate::Failure;
use crate::reviewing::words::{self, Part as WordPart};
use concord_check::Context;
use concord_check::beside::{Beside, beside};
use concord_check::staleness::{self, words_of_block};
use concord_diagnostics::Span;
use concord_document::{Block, Inline, LanguageTag, walk};
use concord_exchange::{Part, Slot, slots};
use concord_publication::{Manuscript, Text};
use std::collections::{BTreeMap, BTreeSet};

/// A file's rows.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// The path in the language's folder.
    pub(super) path: String,
    pub(super) rows: Vec<Row<'a>>,
}

/// A block and its translation.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// Unique on the page, and the same as long as the text keeps its headings' ids and order.
    pub(super) id: String,
    /// Such as `paragraph`.
    pub(super) what: String,
    pub(super) source: Option<Side<'a>>,
    pub(super) translation: Option<Side<'a>>,
    pub(super) state: State,
    /// What changed in the source since it was translated, where that was recorded.
    pub(super) change: Vec<WordPart>,
}

/// One side of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'a> {
    pub(super) span: Span,
    pub(super) content: Content<'a>,
}

/// What a side says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content<'a> {
    Inlines(&'a [Inline]),
    Plain(&'a str),
}

/// How far a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Translated,
    /// Its source changed since.
    Stale,
    /// It is a copy of the source that waits.
    Waits,
    /// There is nothing beside it.
    Untranslated,
    /// Only the translation has it.
    OnlyTranslation,
    /// It has no words of its own to translate, or is shorter words that one of the languages goes without.
    NoWords,
}

/// The rows of every text and of the messages.
pub(super) fn sections<'a>(context: &Context<'a>, tag: &LanguageTag) -> Result<Vec<Section<'a>>, Failure> {
    let publication = context.publication;
    let source =
        publication.source().ok_or_else(|| Failure::new("the folder of the source language is not there"))?;
    let translation = publication
        .manuscripts
        .get(tag)
        .ok_or_else(|| Failure::new(format!("the publication has no translation `{tag}`")))?;
    let maker =
        Maker { context, translation, pairs: beside(context, tag), open: staleness::open_places(context) };
    let mut sections: Vec<Section<'a>> =
        source.texts.iter().map(|(path, text)| maker.text(path, text)).collect();
    for (path, text) in translation.texts.iter().filter(|(path, _)| !source.texts.contains_key(*path)) {
        let written = maker.written(text);
        let rows = slots(&text.content, written).iter().map(|slot| maker.extra(path, text, slot)).collect();
        sections.push(Section { path: path.clone(), rows });
    }
    sections.push(maker.messages(source));
    Ok(sections)
}

struct Maker<'c, 'a> {
    context: &'c Context<'a>,
    translation: &'a Manuscript,
    pairs: Vec<Beside<'a>>,
    /// Texts of translations that are recorded as waiting.
    open: Vec<Span>,
}

fn address(block: &Block) -> usize {
    std::ptr::from_ref(block).addr()
}

fn side<'a>(text: &Text, slot: &Slot<'a>) -> Side<'a> {
    let content = match (&slot.part, &slot.block.kind) {
        (Part::Alternative, concord_document::BlockKind::Figure(figure)) => {
            Content::Plain(&figure.alternative)
        }
        _ => Content::Inlines(slot.inlines),
    };
    Side { span: Span::new(text.source, slot.range.clone()), content }
}

impl<'a> Maker<'_, 'a> {
    fn written(&self, text: &Text) -> &'a str {
        self.context.sources.get(text.source).map(|source| source.text().as_ref()).unwrap_or_default()
    }

    fn text(&self, path: &str, text: &'a Text) -> Section<'a> {
        let translated_text = self.translation.texts.get(path);
        let translated =
            translated_text.map(|text| slots(&text.content, self.written(text))).unwrap_or_default();
        let by_block: BTreeMap<(usize, Part), usize> =
            translated.iter().enumerate().map(|(at, slot)| ((address(slot.block), slot.part), at)).collect();
        let own = self.pairs.iter().filter(|pair| pair.path == path);
        let pairs: BTreeMap<(usize, usize), &Beside<'a>> =
            own.map(|pair| ((address(pair.source.0), pair.source.1), pair)).collect();
        let units = staleness::aligned_units(self.context, &self.translation.language, path);
        let (mut rows, mut row_of) = (Vec::new(), BTreeMap::new());
        let mut told = BTreeSet::new();
        for slot in &slots(&text.content, self.written(text)) {
            let number = if let Part::List(number) = slot.part { number } else { 0 };
            let pair = pairs.get(&(address(slot.block), number)).copied();
            let partner = pair.and_then(|pair| {
                let is_alternative = slot.part == Part::Alternative;
                let part = if is_alternative { slot.part } else { Part::List(pair.translation.1) };
                by_block.get(&(address(pair.translation.0), part)).copied()
            });
            if let Some(at) = partner {
                row_of.insert(at, rows.len());
            }
            let other = partner.zip(translated_text).map(|(at, text)| side(text, &translated[at]));
            let state = self.state(slot, pair, other);
            let mut change = Vec::new();
            if let (State::Stale, Some(pair), Some(other)) = (state, pair, other) {
                let unit = units.iter().find(|(_, unit)| holds(*unit, other.span));
                let key = unit.map_or(other.span, |(_, unit)| *unit);
                if told.insert(key) {
                    change = self.change(path, text, pair, unit);
                }
            }
            rows.push(Row {
                id: format!("{path}:{}", slot.name),
                what: slot.what.to_owned(),
                source: Some(side(text, slot)),
                translation: other,
                state,
                change,
            });
        }
        if let Some(text) = translated_text {
            rows = self.with_extras(rows, &row_of, path, text, &translated);
        }
        Section { path: path.to_owned(), rows }
    }

    /// Whether a text stands in one that is recorded as waiting.
    fn waits(&self, side: Side<'_>) -> bool {
        self.open.iter().any(|open| open.overlaps(side.span))
    }

    fn state(&self, slot: &Slot<'_>, pair: Option<&Beside<'_>>, other: Option<Side<'_>>) -> State {
        match other {
            _ if !slot.segment.has_words() => State::NoWords,
            None if slot.is_shorter => State::NoWords,
            None => State::Untranslated,
            Some(side) if slot.part == Part::Alternative && self.waits(side) => State::Waits,
            Some(_) if pair.is_some_and(|pair| pair.is_open) => State::Waits,
            Some(_) if pair.is_some_and(|pair| pair.is_stale) => State::Stale,
            Some(_) => State::Translated,
        }
    }

    /// The words of the source then and now. What was recorded may be a whole list or table.
    fn change(
        &self,
        path: &str,
        text: &'a Text,
        pair: &Beside<'a>,
        unit: Option<&(Span, Span)>,
    ) -> Vec<WordPart> {
        let translated = self.translation.texts.get(path);
        let whole = unit.and_then(|(source, translation)| {
            Some((block_at(text, *source)?, block_at(translated?, *translation)?))
        });
        for (source, translation) in whole.into_iter().chain([(pair.source.0, pair.translation.0)]) {
            let now = staleness::digest(&words_of_block(translation));
            let records = self.translation.lock.of(path).iter();
            let mut known = records.filter(|it| it.translation == now && !it.is_open && !it.words.is_empty());
            if let Some(record) = known.next_back() {
                return words::diff(&record.words, &words_of_block(source));
            }
        }
        Vec::new()
    }

    /// Puts what only the translation has behind what it follows there.
    fn with_extras(
        &self,
        rows: Vec<Row<'a>>,
        row_of: &BTreeMap<usize, usize>,
        path: &str,
        text: &'a Text,
        translated: &[Slot<'a>],
    ) -> Vec<Row<'a>> {
        let mut behind: BTreeMap<Option<usize>, Vec<Row<'a>>> = BTreeMap::new();
        for (at, slot) in translated.iter().enumerate().filter(|(at, _)| !row_of.contains_key(at)) {
            let before = row_of.range(..at).next_back().map(|(_, row)| *row);
            behind.entry(before).or_default().push(self.extra(path, text, slot));
        }
        let mut out = behind.remove(&None).unwrap_or_default();
        for (number, row) in rows.into_iter().enumerate() {
            out.push(row);
            out.extend(behind.remove(&Some(number)).unwrap_or_default());
        }
        out
    }

    fn extra(&self, path: &str, text: &Text, slot: &Slot<'a>) -> Row<'a> {
        let is_extra = slot.segment.has_words() && !slot.is_shorter;
        Row {
            id: format!("{}/{path}:{}", self.translation.language, slot.name),
            what: slot.what.to_owned(),
            source: None,
            translation: Some(side(text, slot)),
            state: if is_extra { State::OnlyTranslation } else { State::NoWords },
            change: Vec::new(),
        }
    }

    fn messages(&self, source: &'a Manuscript) -> Section<'a> {
        let mut rows = Vec::new();
        let tables = source.messages.tables().into_iter().zip(self.translation.messages.tables());
        for ((table, messages), (_, translated)) in tables {
            for (key, message) in messages {
                let other = translated.get(key);
                let translation = other.map(|it| Side { span: it.span, content: Content::Plain(&it.value) });
                let place = staleness::message_place(table, key);
                let records = self.translation.lock.of(&place);
                let digests = other.map(|it| [&message.value, &it.value].map(|text| staleness::digest(text)));
                let standing = digests.map(|[one, other]| staleness::standing_of(records, one, other));
                let state = match standing {
                    None => State::Untranslated,
                    Some(staleness::Standing::Open) => State::Waits,
                    Some(staleness::Standing::Stale) => State::Stale,
                    Some(_) => State::Translated,
                };
                let known = digests.and_then(|[_, now]| {
                    records.iter().rfind(|it| it.translation == now && !it.words.is_empty())
                });
                let change = known.filter(|_| state == State::Stale);
                rows.push(Row {
                    id: format!("messages.toml:{table}.{key}"),
                    what: format!("message {table}.{key}"),
                    source: Some(Side { span: message.span, content: Content::Plain(&message.value) }),
                    translation,
                    state,
                    change: change
                        .map(|it| words::diff(&it.words, &staleness::plain(&message.value)))
                        .unwrap_or_default(),
                });
            }
        }
        Section { path: "messages.toml".to_owned(), rows }
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}

fn block_at(text: &Text, span: Span) -> Option<&Block> {
    let mut found = None;
    walk::blocks(&text.content.blocks, &mut |block| {
        if found.is_none() && block.span == span {
            found = Some(block);
        }
    });
    found
}
