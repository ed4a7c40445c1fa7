//! The places of a text that hold running text, with names that stay.
//!
//! A place is named by the section that it stands in (the id of the heading above), its kind, and its number among its kind in
//! that section. What is written into another section renames nothing here.

use crate::segment::{Notation, Segment, range_of};
use concord_document::{Block, BlockKind, Content, Inline, ListItem, walk};
use std::collections::BTreeMap;
use std::ops::Range;

/// Which text of a block is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// One of its lists of inlines.
    List(usize),
    /// Its alternative text.
    Alternative,
}

/// A place that holds running text.
#[derive(Clone, Debug)]
pub struct Slot<'a> {
    /// The block.
    pub block: &'a Block,
    /// Which text of it.
    pub part: Part,
    /// Its name in the file, such as `practices:p2`.
    pub name: String,
    /// What it is, in words.
    pub what: &'static str,
    /// The words of the heading above.
    pub heading: String,
    /// The bytes of the text that it takes.
    pub range: Range<usize>,
    /// What it says.
    pub segment: Segment,
    /// How it is written there.
    pub notation: Notation,
    /// The inlines, where it has any.
    pub inlines: &'a [Inline],
    /// Whether it stands in shorter words, which each language has where it needs them.
    pub is_shorter: bool,
}

/// Every place of a text, in the order of the text. `text` is what the content was read from.
pub fn slots<'a>(content: &'a Content, text: &str) -> Vec<Slot<'a>> {
    let mut gatherer = Gatherer {
        text,
        section: "top".to_owned(),
        heading: String::new(),
        counts: BTreeMap::new(),
        slots: Vec::new(),
        is_shorter: false,
    };
    gatherer.blocks(&content.blocks, "p");
    for (label, note) in &content.notes {
        gatherer.section = format!("note.{label}");
        gatherer.heading = String::new();
        gatherer.blocks(&note.blocks, "p");
    }
    let mut slots = gatherer.slots;
    slots.sort_by_key(|slot| (slot.range.start, slot.range.end));
    slots
}

struct Gatherer<'a, 't> {
    text: &'t str,
    section: String,
    heading: String,
    counts: BTreeMap<(String, &'static str), usize>,
    slots: Vec<Slot<'a>>,
    is_shorter: bool,
}

impl<'a> Gatherer<'a, '_> {
    fn blocks(&mut self, blocks: &'a [Block], paragraph: &'static str) {
        for block in blocks {
            self.block(block, paragraph);
        }
    }

    fn block(&mut self, block: &'a Block, paragraph: &'static str) {
        match &block.kind {
            BlockKind::Heading { content, .. } => {
                if let Some(id) = &block.attributes.id {
                    self.section.clone_from(id);
                }
                self.heading = walk::plain_text(content);
                let name = self.numbered("h");
                self.list(block, 0, content, name, "heading");
            }
            BlockKind::Paragraph(content) => {
                let name = self.numbered(paragraph);
                let what = if paragraph == "li" { "list item" } else { "paragraph" };
                self.list(block, 0, content, name, what);
            }
            BlockKind::List { items, .. } => self.items(items),
            BlockKind::DefinitionList(items) => {
                for (number, item) in items.iter().enumerate() {
                    let name = self.numbered("term");
                    self.list(block, number, &item.term, name, "term");
                    self.blocks(&item.blocks, "def");
                }
            }
            BlockKind::Table(table) => {
                let name = self.numbered("t");
                let rows = std::iter::once(&table.head).chain(&table.rows);
                let mut number = 0;
                for (row, cells) in rows.enumerate() {
                    for (column, cell) in cells.cells.iter().enumerate() {
                        let name = format!("{name}r{row}c{}", column + 1);
                        let what = if row == 0 { "head of a table's column" } else { "cell of a table" };
                        self.list(block, number, &cell.content, name, what);
                        number += 1;
                    }
                }
            }
            BlockKind::Figure(figure) => self.figure(block, figure),
            BlockKind::Chart(_)
            | BlockKind::Timeline(_)
            | BlockKind::Map(_)
            | BlockKind::KeyFigures(_)
            | BlockKind::Break => {}
            BlockKind::Quote(blocks) | BlockKind::Container { blocks, .. } => {
                let was_shorter = self.is_shorter;
                self.is_shorter |= block.is_shorter();
                self.blocks(blocks, paragraph);
                self.is_shorter = was_shorter;
            }
        }
    }

    fn items(&mut self, items: &'a [ListItem]) {
        for item in items {
            self.blocks(&item.blocks, "li");
        }
    }

    fn figure(&mut self, block: &'a Block, figure: &'a concord_document::Figure) {
        let name = self.numbered("fig");
        let start = block.span.range().start;
        let written = self.text.get(block.span.range()).unwrap_or_default();
        if let Some(range) = alternative(written, &figure.alternative) {
            let range = start + range.start..start + range.end;
            let segment = Segment::of_text(&figure.alternative);
            let (part, name) = (Part::Alternative, format!("{name}-alt"));
            self.push(
                block,
                part,
                name,
                "alternative text of a picture",
                range,
                segment,
                Notation::Alternative,
                &[],
            );
        }
        // A caption that could only be read as a whole has the place of its picture.
        let Some(range) = range_of(&figure.caption) else { return };
        if range == block.span.range() {
            return;
        }
        let quote = self.text.get(range.end..).and_then(|rest| rest.chars().next());
        if let Some(quote) = quote.filter(|quote| matches!(quote, '"' | '\'' | ')')) {
            let segment = Segment::of_inlines(&figure.caption, self.text);
            let (part, notation) = (Part::List(0), Notation::Caption(quote));
            let name = format!("{name}-caption");
            self.push(block, part, name, "caption", range, segment, notation, &figure.caption);
        }
    }

    fn list(
        &mut self,
        block: &'a Block,
        number: usize,
        inlines: &'a [Inline],
        name: String,
        what: &'static str,
    ) {
        let Some(range) = range_of(inlines) else { return };
        let notation =
            if matches!(block.kind, BlockKind::Table(_)) { Notation::Cell } else { Notation::Markdown };
        let segment = Segment::of_inlines(inlines, self.text);
        self.push(block, Part::List(number), name, what, range, segment, notation, inlines);
    }

    #[allow(clippy::too_many_arguments, reason = "the fields of a slot, in their order")]
    fn push(
        &mut self,
        block: &'a Block,
        part: Part,
        name: String,
        what: &'static str,
        range: Range<usize>,
        segment: Segment,
        notation: Notation,
        inlines: &'a [Inline],
    ) {
        let (heading, is_shorter) = (self.heading.clone(), self.is_shorter);
        let slot = Slot { block, part, name, what, heading, range, segment, notation, inlines, is_shorter };
        self.slots.push(slot);
    }

    fn numbered(&mut self, kind: &'static str) -> String {
        let count = self.counts.entry((self.section.clone(), kind)).or_default();
        *count += 1;
        format!("{}:{kind}{count}", self.section)
    }
}

/// Where the alternative text of a picture stands in `![...](...)`.
fn alternative(written: &str, alternative: &str) -> Option<Range<usize>> {
    let inner = written.strip_prefix("![")?;
    let mut ends = inner.match_indices("](").map(|(at, _)| at);
    let end = ends.find(|at| unescaped(&inner[..*at]) == alternative)?;
    (!alternative.trim().is_empty()).then_some(2..2 + end)
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek().is_some_and(char::is_ascii_punctuation) => {
                out.extend(characters.next());
            }
            '\n' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
