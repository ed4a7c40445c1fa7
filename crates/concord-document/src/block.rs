//! What a text is made of.

use crate::{Inline, walk};
use concord_diagnostics::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its id, classes and further attributes.
    pub attributes: Attributes,
    /// Where it was written.
    pub span: Span,
}

impl Block {
    /// The name of the container that holds shorter words for the block before it.
    pub const SHORTER: &str = "shorter";

    /// Whether it holds shorter words for the block before it, for a document that must keep its number of pages. Each
    /// language decides where it has some.
    pub fn is_shorter(&self) -> bool {
        matches!(&self.kind, BlockKind::Container { name, .. } if name == Self::SHORTER)
    }
}

/// What braces after a block, a span or a container's name say: `{#id .class key="value"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The id, unique in the edition.
    pub id: Option<String>,
    /// The classes.
    pub classes: Vec<String>,
    /// Keys and values.
    pub pairs: BTreeMap<String, String>,
}

impl Attributes {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs.get(key).map(String::as_str)
    }

    /// Whether a class is there.
    pub fn has_class(&self, class: &str) -> bool {
        self.classes.iter().any(|known| known == class)
    }
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// The items.
        items: Vec<ListItem>,
    },
    /// Terms and what they mean.
    DefinitionList(Vec<DefinitionItem>),
    /// A table.
    Table(Table),
    /// A block quotation.
    Quote(Vec<Block>),
    /// A picture.
    Figure(Figure),
    /// A thematic break.
    Break,
    /// `::: name`.
    Container {
        /// The name after the colons.
        name: String,
        /// A word after the name that is no attribute, such as the path of `include`.
        argument: Option<String>,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// A chart, filled in from the ledger.
    Chart(Chart),
    /// A timeline, filled in from the ledger.
    Timeline(Timeline),
    /// A map with countries marked, filled in from the ledger.
    Map(Map),
    /// Key figures, filled in from the ledger.
    KeyFigures(Vec<KeyFigure>),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Where it was written.
    pub span: Span,
}

/// A term and its definition.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionItem {
    /// The term.
    pub term: Vec<Inline>,
    /// What it means.
    pub blocks: Vec<Block>,
    /// Where it was written.
    pub span: Span,
}

/// How a column's text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// At the start of the line.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// At the end of the line.
    End,
}

/// A table: one head row, body rows, and an optional caption.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// One for each column.
    pub alignments: Vec<Alignment>,
    /// The head.
    pub head: TableRow,
    /// The body.
    pub rows: Vec<TableRow>,
}

impl Table {
    /// Whether the first column names the rows: every row has text there, and no two the same. A voice that goes down
    /// another column then says with each cell what it is about (ISO 14289-1, 7.5; WCAG 2.1, 1.3.1).
    pub fn has_row_headers(&self) -> bool {
        let mut names = BTreeSet::new();
        self.alignments.len() > 1
            && self.rows.iter().all(|row| {
                let name = row.cells.first().map(|cell| walk::plain_text(&cell.content)).unwrap_or_default();
                !name.trim().is_empty() && names.insert(name)
            })
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// The cells, as many as the table has columns.
    pub cells: Vec<TableCell>,
    /// Where it was written.
    pub span: Span,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableCell {
    /// Its text.
    pub content: Vec<Inline>,
    /// Where it was written.
    pub span: Span,
}

/// A picture with its alternative text and caption.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The file, relative to the publication folder.
    pub path: String,
    /// What the picture says, for those who do not see it.
    pub alternative: String,
    /// The words below it; may be empty.
    pub caption: Vec<Inline>,
}

/// The kinds of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Horizontal bars from zero.
    Bars,
    /// One bar cut into shares of a whole.
    Share,
}

/// A chart drawn from the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What kind.
    pub kind: ChartKind,
    /// The words above it.
    pub caption: Vec<Inline>,
    /// What is drawn, in order.
    pub data: Vec<Datum>,
    /// What the chart says, for those who do not see it.
    pub alternative: String,
}

/// A labelled value.
#[derive(Clone, Debug, PartialEq)]
pub struct Datum {
    /// The fact's id.
    pub key: String,
    /// The short label.
    pub label: String,
    /// The value to draw.
    pub value: f64,
    /// The value as it is written in the language.
    pub text: String,
}

/// Phases on a line of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The words above it.
    pub caption: Vec<Inline>,
    /// The phases in order.
    pub phases: Vec<TimelinePhase>,
    /// What the timeline says, for those who do not see it.
    pub alternative: String,
}

/// One phase of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelinePhase {
    /// The fact's id.
    pub key: String,
    /// Its name.
    pub label: String,
    /// The start as a year with a fraction.
    pub start: f64,
    /// The end (exclusive) as a year with a fraction.
    pub end: f64,
    /// The period as it is written in the language.
    pub text: String,
}

/// A map with countries marked on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// How much of the earth is shown.
    pub view: MapView,
    /// The words above it; may be empty.
    pub caption: Vec<Inline>,
    /// The codes of the countries that are marked (ISO 3166-1 alpha-2).
    pub countries: Vec<String>,
    /// What the map says, for those who do not see it.
    pub alternative: String,
}

/// How much of the earth a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapView {
    /// The part around the countries that are marked.
    Region,
    /// All that is inhabited.
    World,
}

/// A large figure with its label: `qualifier` small, `number` large, then `label`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFigure {
    /// The fact's id.
    pub key: String,
    /// Such as "more than"; may be empty.
    pub qualifier: String,
    /// Such as "120".
    pub number: String,
    /// Such as "countries".
    pub label: String,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Where it was written.
    pub span: Span,
}
