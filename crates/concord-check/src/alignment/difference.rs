//! Where the structures of a text and its translation differ.

use concord_diagnostics::Span;

/// How the structures differ somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DifferenceKind {
    /// The source's is not in the translation.
    Missing,
    /// The translation's is not in the source.
    Extra,
    /// Both have one, of another kind or form.
    Changed,
    /// It stands elsewhere.
    Moved,
}

/// A place where the structures differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) kind: DifferenceKind,
    /// What the source has, in words.
    pub(crate) expected: String,
    /// What the translation has.
    pub(crate) found: String,
    pub(crate) source: Span,
    /// Where it is in the translation, or behind what it belongs.
    pub(crate) translation: Span,
    /// The one mark that differs, where everything else is the same.
    pub(crate) mark: Option<Mark>,
}

/// A mark of a block, such as the level of a heading, in the source and in the translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) kind: MarkKind,
    pub(crate) expected: String,
    pub(crate) found: String,
}

/// Which mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// The level of a heading.
    Level,
    /// The id of a heading; empty where it has none.
    Id,
    /// What is behind the colons of a container.
    Container,
    /// The file of a picture.
    Picture,
}
