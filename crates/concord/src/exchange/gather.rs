//! The units of a publication for one language, and where their translations stand.

mod messages;

use crate::publish::{Opened, Templates};
use crate::settings::{Selection, SourceSettings};
use crate::{Failure, plan};
use concord_check::Context;
use concord_check::beside::{Beside, beside};
use concord_check::rules::translation::untranslated;
use concord_check::staleness;
use concord_compose::Wording;
use concord_diagnostics::{Sources, Span};
use concord_document::{Block, BlockKind, LanguageTag, walk};
use concord_exchange::{
    MarkerKind, Notation, Package, Part, Segment, Slot, State, Unit, expressions, name_token, slots,
};
use concord_locale::Locale;
use concord_publication::{Manuscript, Publication, Text};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// A translation of this many words that is its source, word for word, is a copy that waits to be translated.
const COPY: usize = 4;
/// Dates files whose publication has no date.
const NO_DATE: &str = "1970-01-01";

/// Where the translation of a unit stands, or goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a text.
    Text { file: String, range: Range<usize>, notation: Notation },
    /// In a text that is not there yet: it is made of the source's, where the unit stands at `range`.
    NewText { file: String, source: String, range: Range<usize>, notation: Notation },
    /// Under a key.
    Value { file: String, section: Vec<String>, key: Vec<String> },
    /// Nowhere: the translation of the text has no such block.
    Nowhere,
}

/// The units of a language.
#[derive(Clone, Debug)]
pub(super) struct Gathered {
    pub(super) package: Package,
    /// By the units' ids.
    pub(super) places: BTreeMap<String, Place>,
    /// Where what stands for a unit's translation was read, if it only waits in the form of its source too.
    pub(super) spans: BTreeMap<String, Span>,
}

impl Gathered {
    /// In a line.
    pub(super) fn summary(&self, tag: &LanguageTag, path: &Path) -> String {
        let count = |state| self.package.units.iter().filter(|unit| unit.state == state).count();
        format!(
            "{}\t{tag}: {} units; {} translated, {} to be looked at again, {} not translated\n",
            path.display(),
            self.package.units.len(),
            count(State::Translated),
            count(State::NeedsReview),
            count(State::Initial)
        )
    }
}

/// Which documents include each text, as far as the templates can be read.
pub(super) fn documents(
    publication: &Publication,
    folder: &Path,
    sources: &Sources,
) -> BTreeMap<String, Vec<String>> {
    let mut documents: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let settings = SourceSettings { folder: folder.to_owned(), templates: None };
    let mut opened = Opened {
        folder: crate::files::Folder::default(),
        sources: sources.clone(),
        publication: None,
        diagnostics: Vec::new(),
    };
    let Ok(templates) = Templates::open(&settings, publication, &mut opened) else { return documents };
    let Ok(locales) = plan::locales(publication) else { return documents };
    let selection =
        Selection { locales: vec![publication.config.source_locale.value.clone()], ..Selection::default() };
    let mut ignored = Vec::new();
    let planned =
        plan::plan(publication, &locales, &selection, &templates.ids, &mut opened.sources, &mut ignored);
    for planned in planned.into_iter().flatten() {
        walk::blocks(&planned.skeleton.blocks, &mut |block| {
            if let BlockKind::Container { argument: Some(path), .. } = &block.kind {
                let known = documents.entry(path.clone()).or_default();
                if !known.contains(&planned.document.id.value) {
                    known.push(planned.document.id.value.clone());
                }
            }
        });
    }
    documents
}

/// Gathers the units of a language, which need not be there yet.
pub(super) fn gather(
    context: &Context<'_>,
    tag: &LanguageTag,
    documents: &BTreeMap<String, Vec<String>>,
) -> Result<Gathered, Failure> {
    let publication = context.publication;
    let source =
        publication.source().ok_or_else(|| Failure::new("the folder of the source language is not there"))?;
    let locale = Locale::new(tag.as_str(), None).map_err(|error| Failure::new(error.to_string()))?;
    let locales = plan::locales(publication)?;
    let translation = publication.manuscripts.get(tag);
    let copies = untranslated::find(context);
    let mut gatherer = Gatherer {
        sources: context.sources,
        source,
        translation,
        tag,
        documents,
        wordings: [Some(source), translation].map(|text| plan::wording(publication, text, &locales)),
        copies: copies.into_iter().filter_map(|finding| finding.primary.map(|label| label.span)).collect(),
        open: staleness::open_places(context),
        units: Vec::new(),
        places: BTreeMap::new(),
        spans: BTreeMap::new(),
    };
    let pairs = beside(context, tag);
    for (path, text) in &source.texts {
        gatherer.text(path, text, &pairs);
    }
    gatherer.messages(&locale);
    gatherer.glossary(publication);
    let date = publication.ledger.dates.get(&publication.config.date.value);
    let package = Package {
        publication: publication.config.id.clone(),
        source: source.language.to_string(),
        target: tag.to_string(),
        date: date.map_or_else(|| NO_DATE.to_owned(), |date| date.on.value.first_day().to_string()),
        units: gatherer.units,
    };
    Ok(Gathered { package, places: gatherer.places, spans: gatherer.spans })
}

struct Gatherer<'a> {
    sources: &'a Sources,
    source: &'a Manuscript,
    translation: Option<&'a Manuscript>,
    tag: &'a LanguageTag,
    documents: &'a BTreeMap<String, Vec<String>>,
    wordings: [Option<Wording<'a>>; 2],
    /// Translations that are their source, by rule.
    copies: Vec<Span>,
    /// Texts of the translation that are recorded as waiting.
    open: Vec<Span>,
    units: Vec<Unit>,
    places: BTreeMap<String, Place>,
    spans: BTreeMap<String, Span>,
}

/// A text of the source, and what stands beside it.
struct Entry<'e> {
    path: &'e str,
    line: usize,
    slot: &'e Slot<'e>,
    pair: Option<&'e Beside<'e>>,
    partner: Option<&'e Slot<'e>>,
    translation: Option<&'e Text>,
}

impl Entry<'_> {
    /// Where its translation stands, or goes.
    fn place(&self, tag: &LanguageTag, source: &str) -> Place {
        let file = format!("{tag}/{}", self.path);
        match (self.partner, self.translation) {
            (Some(slot), _) => Place::Text { file, range: slot.range.clone(), notation: slot.notation },
            (None, None) => Place::NewText {
                file,
                source: source.to_owned(),
                range: self.slot.range.clone(),
                notation: self.slot.notation,
            },
            (None, Some(_)) => Place::Nowhere,
        }
    }
}

fn address(block: &Block) -> usize {
    std::ptr::from_ref(block).addr()
}

impl<'a> Gatherer<'a> {
    fn text(&mut self, path: &str, text: &Text, pairs: &[Beside<'_>]) {
        let written =
            |text: &Text| self.sources.get(text.source).map(|it| it.text().clone()).unwrap_or_default();
        let own = written(text);
        let translation = self.translation.and_then(|manuscript| manuscript.texts.get(path));
        let other = translation.map(written).unwrap_or_default();
        let translated = translation.map(|text| slots(&text.content, &other)).unwrap_or_default();
        let by_block: BTreeMap<(usize, Part), &Slot<'_>> =
            translated.iter().map(|slot| ((address(slot.block), slot.part), slot)).collect();
        let partners: BTreeMap<(usize, usize), &Beside<'_>> = pairs
            .iter()
            .filter(|pair| pair.path == path)
            .map(|pair| ((address(pair.source.0), pair.source.1), pair))
            .collect();
        for slot in slots(&text.content, &own).iter().filter(|slot| slot.segment.has_words()) {
            let number = if let Part::List(number) = slot.part { number } else { 0 };
            let pair = partners.get(&(address(slot.block), number)).copied();
            let partner = pair.and_then(|pair| {
                let part =
                    if slot.part == Part::Alternative { slot.part } else { Part::List(pair.translation.1) };
                by_block.get(&(address(pair.translation.0), part)).copied()
            });
            // Where a translation goes without shorter words, there is nothing to translate.
            if slot.is_shorter && partner.is_none() && translation.is_some() {
                continue;
            }
            let line = own[..slot.range.start].matches('\n').count() + 1;
            self.unit(&Entry { path, line, slot, pair, partner, translation });
        }
    }

    fn unit(&mut self, entry: &Entry<'_>) {
        let Entry { path, line, slot, pair, partner, translation } = *entry;
        let source_file = format!("{}/{path}", self.source.language);
        let span = partner.zip(translation).map(|(slot, text)| Span::new(text.source, slot.range.clone()));
        // An alternative text is recorded with its picture, other texts by themselves.
        let waits = match slot.part {
            Part::Alternative => self.waits(span),
            Part::List(_) => pair.is_some_and(|pair| pair.is_open),
        };
        let target = partner.filter(|partner| !waits && !self.is_copy(&slot.segment, &partner.segment, span));
        let state = match (target, pair) {
            (None, _) => State::Initial,
            (Some(_), Some(pair)) if pair.is_stale || !(pair.is_certain || pair.is_recorded) => {
                State::NeedsReview
            }
            _ => State::Translated,
        };
        let mut values = BTreeMap::new();
        self.values(slot, &mut values);
        if let Some(target) = target {
            self.values(target, &mut values);
        }
        let id = format!("{}#{}", name_token(path), name_token(&slot.name));
        self.places.insert(id.clone(), entry.place(self.tag, &source_file));
        self.spans.extend(span.map(|span| (id.clone(), span)));
        self.units.push(Unit {
            id,
            place: format!("{source_file}:{line}"),
            notes: self.notes(path, slot),
            source: slot.segment.clone(),
            target: target.map(|slot| slot.segment.clone()),
            state,
            is_message: false,
            values,
        });
    }

    fn notes(&self, path: &str, slot: &Slot<'_>) -> Vec<String> {
        let heading = slot.heading.trim();
        let is_heading = slot.what == "heading" || heading.is_empty();
        let mut note =
            if is_heading { slot.what.to_owned() } else { format!("{}, below “{heading}”", slot.what) };
        if slot.is_shorter {
            note.push_str(
                "; shorter words for what stands before, where a document must keep its number of pages",
            );
        }
        if let Some(documents) = self.documents.get(path) {
            note.push_str(&format!("; in {}", documents.join(", ")));
        }
        vec![note]
    }

    /// Whether a text stands in one that is recorded as waiting.
    fn waits(&self, span: Option<Span>) -> bool {
        span.is_some_and(|span| self.open.iter().any(|open| open.overlaps(span)))
    }

    /// Whether a translation that is not recorded as waiting is a copy of its source all the same.
    fn is_copy(&self, source: &Segment, target: &Segment, span: Option<Span>) -> bool {
        if !source.is_same(target) {
            return false;
        }
        let small = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
        let count = source.words().split_whitespace().filter(small).count();
        let is_found = span.is_some_and(|span| self.copies.iter().any(|copy| copy.overlaps(span)));
        count >= COPY || is_found
    }

    /// What the expressions of a text read in both languages.
    fn values(&mut self, slot: &Slot<'_>, values: &mut BTreeMap<String, [Option<String>; 2]>) {
        let markers = slot.segment.markers.iter().filter(|marker| marker.kind == MarkerKind::Expression);
        for (marker, expression) in markers.zip(expressions(slot.inlines)) {
            if values.contains_key(&marker.open) {
                continue;
            }
            let words = self.wordings.each_mut().map(|wording| wording.as_mut()?.of(expression));
            values.insert(marker.open.clone(), words);
        }
    }
}
