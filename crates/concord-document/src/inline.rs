//! What stands inside a block's text.

use crate::Attributes;
use concord_diagnostics::Span;

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it was written.
    pub span: Span,
}

/// The kinds of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Characters. In a manuscript they are the source's own, byte for byte, unless the span is an escape or entity.
    Text(String),
    /// Emphasis: italics.
    Emphasis(Vec<Inline>),
    /// Strong importance: bold.
    Strong(Vec<Inline>),
    /// Code: a fixed-width face.
    Code(String),
    /// Raised text, such as the `er` of `1er`.
    Superscript(Vec<Inline>),
    /// A link. `target` is an address, or `#id` for a place in the edition.
    Link {
        /// Where it leads.
        target: String,
        /// The text that is clicked.
        content: Vec<Inline>,
    },
    /// The call of a footnote.
    NoteReference(String),
    /// A line break that the author asked for.
    Break,
    /// `[text]{...}`: a language, a class.
    Span {
        /// What the braces say.
        attributes: Attributes,
        /// The text in the brackets.
        content: Vec<Inline>,
    },
    /// `{{...}}`, not evaluated yet.
    Expression(Expression),
    /// An evaluated reference to the ledger, the glossary or the messages.
    Fact(FactText),
}

/// A handlebars expression in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// The source between the braces, such as `count "countries"`.
    pub source: String,
    /// The helper: the first word.
    pub helper: String,
    /// The first argument, where it is a quoted string: the id of the fact.
    pub key: Option<String>,
}

/// A fact as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactText {
    /// The helper that formatted it, such as `count`.
    pub helper: String,
    /// The id in the ledger, glossary or messages.
    pub key: String,
    /// The words, in the document's language.
    pub text: String,
}

impl FactText {
    /// The helper that names the page of a heading, whose id is its key.
    pub const PAGE: &str = "page";

    /// Whether it is the number of a page, which is known when the document is set, and is no fact of the ledger.
    pub fn is_page(&self) -> bool {
        self.helper == Self::PAGE
    }
}

impl Inline {
    /// A text.
    pub fn text(text: impl Into<String>, span: Span) -> Self {
        Self { kind: InlineKind::Text(text.into()), span }
    }
}
