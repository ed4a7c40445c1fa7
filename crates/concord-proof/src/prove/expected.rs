//! What the document leads to expect: a sequence of passages, each a text with the kind of tag that it stands in.

use crate::fold::{Folded, fold};
use concord_diagnostics::Span;
use concord_document::{
    Block, BlockKind, Datum, Document, FactText, Inline, InlineKind, KeyFigure, Table, TimelinePhase,
};
use std::collections::BTreeSet;
use std::ops::Range;

/// What stands for the call of a note: its number is the setter's, its place the writer's.
pub(super) const NOTE_CALL: &str = "\u{FFFC}";

/// The kinds of passage, by the tags that they stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// `H1` to `H6`.
    Heading(u8),
    /// `P`, or a list's body or a quotation that holds text itself.
    Paragraph,
    /// `Lbl` of a list of definitions.
    Term,
    /// `TH`: a cell that heads others.
    HeaderCell,
    /// `TD`.
    Cell,
    /// `Caption`.
    Caption,
    /// The alternative text of a `Figure`.
    Figure,
}

/// With an article, as findings say it.
impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Heading(level) => write!(f, "a heading of level {level}"),
            Self::Paragraph => f.write_str("a paragraph"),
            Self::Term => f.write_str("a term of a definition"),
            Self::HeaderCell => f.write_str("a header cell of a table"),
            Self::Cell => f.write_str("a table cell"),
            Self::Caption => f.write_str("a caption"),
            Self::Figure => f.write_str("the alternative text of a figure"),
        }
    }
}

/// A passage of the document.
#[derive(Clone, Debug)]
pub(super) struct Passage<'a> {
    pub(super) kind: Kind,
    /// Folded.
    pub(super) text: String,
    /// Where it was written.
    pub(super) span: Span,
    pub(super) facts: Vec<FactRange<'a>>,
}

/// A fact in a passage.
#[derive(Clone, Debug)]
pub(super) struct FactRange<'a> {
    pub(super) fact: &'a FactText,
    pub(super) span: Span,
    /// Where it stands in the passage's text.
    pub(super) range: Range<usize>,
}

/// Words that stand in a passage or between two, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Words<'a> {
    pub(super) place: WordsPlace,
    pub(super) parts: Vec<String>,
    pub(super) span: Span,
    /// The fact's id.
    pub(super) key: &'a str,
    /// What shows it.
    pub(super) helper: &'static str,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WordsPlace {
    /// In this passage.
    Passage(usize),
    /// After so many passages, before the next one.
    Gap(usize),
}

/// A link of the document.
#[derive(Clone, Debug)]
pub(super) struct ExpectedLink<'a> {
    pub(super) target: &'a str,
    /// Folded.
    pub(super) text: String,
    pub(super) span: Span,
}

/// All that is expected.
#[derive(Clone, Debug, Default)]
pub(super) struct Expected<'a> {
    pub(super) passages: Vec<Passage<'a>>,
    /// The passages of the notes, in the order of their calls.
    pub(super) notes: Vec<Passage<'a>>,
    pub(super) words: Vec<Words<'a>>,
    pub(super) links: Vec<ExpectedLink<'a>>,
    /// Ids, each with the number of the first passage in what has it.
    pub(super) ids: Vec<(&'a str, usize)>,
    /// The notes that are called, and those that there are.
    calls: Vec<&'a str>,
    known_notes: BTreeSet<&'a str>,
}

impl<'a> Expected<'a> {
    /// Walks the document.
    pub(super) fn of(document: &'a Document) -> Self {
        let known_notes = document.content.notes.keys().map(String::as_str).collect();
        let mut expected = Self { known_notes, ..Self::default() };
        expected.blocks(&document.content.blocks);
        // A note may call another, which then comes after all that were called before.
        let mut next = 0;
        while let Some(label) = expected.calls.get(next).copied() {
            next += 1;
            let Some(note) = document.content.notes.get(label) else { continue };
            let body = std::mem::take(&mut expected.passages);
            expected.blocks(&note.blocks);
            let note = std::mem::replace(&mut expected.passages, body);
            expected.notes.extend(note);
        }
        expected
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            let first = self.passages.len();
            self.block(block);
            if let Some(id) = &block.attributes.id {
                self.ids.push((id, first));
            }
        }
    }

    fn block(&mut self, block: &'a Block) {
        let span = block.span;
        match &block.kind {
            BlockKind::Heading { level, content } => {
                self.passage(Kind::Heading((*level).clamp(1, 6)), content, span)
            }
            BlockKind::Paragraph(content) => self.passage(Kind::Paragraph, content, span),
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
            BlockKind::DefinitionList(items) => {
                for item in items {
                    self.passage(Kind::Term, &item.term, item.span);
                    self.blocks(&item.blocks);
                }
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Quote(blocks) => self.blocks(blocks),
            BlockKind::Figure(figure) => {
                self.alternative(&figure.alternative, span);
                self.passage(Kind::Caption, &figure.caption, span);
            }
            BlockKind::Break => {}
            // Both are filled in by whoever composes or sets.
            BlockKind::Container { name, .. } if name == "contents" || name == "include" => {}
            BlockKind::Container { blocks, .. } => self.blocks(blocks),
            BlockKind::Chart(chart) => {
                self.passage(Kind::Caption, &chart.caption, span);
                self.alternative(&chart.alternative, span);
                chart.data.iter().for_each(|datum| self.datum(datum, span));
            }
            BlockKind::Timeline(timeline) => {
                self.passage(Kind::Caption, &timeline.caption, span);
                self.alternative(&timeline.alternative, span);
                timeline.phases.iter().for_each(|phase| self.phase(phase, span));
            }
            BlockKind::Map(map) => {
                if !map.caption.is_empty() {
                    self.passage(Kind::Caption, &map.caption, span);
                }
                self.alternative(&map.alternative, span);
            }
            BlockKind::KeyFigures(figures) => figures.iter().for_each(|figure| self.key_figure(figure, span)),
        }
    }

    fn table(&mut self, table: &'a Table) {
        for cell in &table.head.cells {
            self.passage(Kind::HeaderCell, &cell.content, cell.span);
        }
        let has_row_headers = table.has_row_headers();
        for row in &table.rows {
            for (column, cell) in row.cells.iter().enumerate() {
                let kind = if column == 0 && has_row_headers { Kind::HeaderCell } else { Kind::Cell };
                self.passage(kind, &cell.content, cell.span);
            }
        }
    }

    fn alternative(&mut self, text: &str, span: Span) {
        self.passages.push(Passage { kind: Kind::Figure, text: fold(text), span, facts: Vec::new() });
    }

    fn datum(&mut self, datum: &'a Datum, span: Span) {
        self.cell(Kind::HeaderCell, &datum.label, &datum.key, "chart", span);
        self.cell(Kind::Cell, &datum.text, &datum.key, "chart", span);
    }

    fn phase(&mut self, phase: &'a TimelinePhase, span: Span) {
        self.cell(Kind::HeaderCell, &phase.label, &phase.key, "timeline", span);
        self.cell(Kind::Cell, &phase.text, &phase.key, "timeline", span);
    }

    /// Words of a drawing, which are cells of a table behind it.
    fn cell(&mut self, kind: Kind, text: &'a str, key: &'a str, helper: &'static str, span: Span) {
        let folded = fold(text);
        if !folded.is_empty() {
            let place = WordsPlace::Passage(self.passages.len());
            self.words(Words { place, parts: vec![folded.clone()], span, key, helper });
            self.passages.push(Passage { kind, text: folded, span, facts: Vec::new() });
        }
    }

    fn key_figure(&mut self, figure: &'a KeyFigure, span: Span) {
        let place = WordsPlace::Gap(self.passages.len());
        let parts = [&figure.qualifier, &figure.number, &figure.label].map(|part| fold(part)).to_vec();
        self.words(Words { place, parts, span, key: &figure.key, helper: "figures" });
    }

    fn words(&mut self, mut words: Words<'a>) {
        words.parts.retain(|part| !part.is_empty());
        if !words.parts.is_empty() {
            self.words.push(words);
        }
    }

    /// A passage of running text; one without any is none.
    fn passage(&mut self, kind: Kind, content: &'a [Inline], span: Span) {
        let (mut text, mut facts) = (Folded::default(), Vec::new());
        self.inlines(content, &mut text, &mut facts);
        let text = text.finish();
        if !text.is_empty() {
            self.passages.push(Passage { kind, text, span, facts });
        }
    }

    fn inlines(&mut self, content: &'a [Inline], text: &mut Folded, facts: &mut Vec<FactRange<'a>>) {
        for inline in content {
            match &inline.kind {
                InlineKind::Text(part) | InlineKind::Code(part) => text.push(part),
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Superscript(inner)
                | InlineKind::Span { content: inner, .. } => self.inlines(inner, text, facts),
                InlineKind::Link { target, content } => {
                    let words = fold(&concord_document::walk::plain_text(content));
                    self.links.push(ExpectedLink { target, text: words, span: inline.span });
                    self.inlines(content, text, facts);
                }
                InlineKind::NoteReference(label) => {
                    if self.known_notes.contains(label.as_str()) {
                        text.push(NOTE_CALL);
                    }
                    if !self.calls.contains(&label.as_str()) {
                        self.calls.push(label);
                    }
                }
                InlineKind::Break => text.push(" "),
                InlineKind::Expression(expression) => text.push(&expression.source),
                InlineKind::Fact(fact) => {
                    let start = text.end();
                    text.push(&fact.text);
                    if !fact.is_page() {
                        facts.push(FactRange { fact, span: inline.span, range: start..text.end() });
                    }
                }
            }
        }
    }
}
