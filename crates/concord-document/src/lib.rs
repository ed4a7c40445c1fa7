//! The document tree: blocks and inlines with spans and stable ids.
//!
//! One tree serves two states. A manuscript's tree may hold [`Inline`]s that are [`InlineKind::Expression`]; a composed
//! document's tree holds [`InlineKind::Fact`] in their place, and its generated blocks (charts, timelines, sources)
//! are filled in. Spans always point at the text that a person edits.
//!
//! ```
//! use concord_document::LanguageTag;
//!
//! let tag = LanguageTag::parse("PT-br").unwrap();
//! assert_eq!((tag.as_str(), tag.language()), ("pt-BR", "pt"));
//! assert!(LanguageTag::parse("not a tag").is_err());
//! ```

mod block;
mod inline;
mod language;
pub mod walk;

pub use block::{
    Alignment, Attributes, Block, BlockKind, Chart, ChartKind, Datum, DefinitionItem, Figure, KeyFigure,
    ListItem, Map, MapView, Note, Table, TableCell, TableRow, Timeline, TimelinePhase,
};
pub use inline::{Expression, FactText, Inline, InlineKind};
pub use language::{InvalidLanguageTag, LanguageTag};

use std::collections::BTreeMap;

/// A parsed text or a composed document: blocks in reading order, and the notes that they call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// Footnotes by label.
    pub notes: BTreeMap<String, Note>,
}

/// A composed document in one language: what is set, pressed and proved.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Which document of the publication, such as `factsheet`.
    pub id: String,
    /// The language and region.
    pub language: LanguageTag,
    /// What catalogues and readers are told.
    pub metadata: Metadata,
    /// The words that the setter adds itself.
    pub words: Words,
    /// The text.
    pub content: Content,
}

/// What catalogues and readers are told of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Who made the text.
    pub creator: String,
    /// Who publishes it.
    pub publisher: String,
    /// Keywords.
    pub keywords: Vec<String>,
    /// The publication date in ISO 8601, to the day.
    pub date: String,
}

/// Words in the document's language that appear where no manuscript puts them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// On a table's repeated head, such as "(continued)".
    pub continued: String,
    /// Before a footnote's number when spoken, such as "Note".
    pub note: String,
    /// The title of the contents.
    pub contents: String,
    /// The short title for running heads.
    pub running_title: String,
    /// Before a part's number, such as "Part".
    pub part: String,
    /// "Page", for link descriptions.
    pub page: String,
    /// "Back to text".
    pub back_to_text: String,
}
