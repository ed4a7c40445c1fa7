//! Sources, spans, codes and diagnostics, and the ways to show them.
//!
//! A [`Diagnostic`] points at what the writer edits. It has a stable [`Code`], a message that stands alone, a place
//! (a [`Span`] in a [`Source`]), further places with their own words, and a remedy. Stages return values together with
//! the diagnostics they met; nothing here prints. The renderings in [`render`] turn a sorted list into text.

pub mod codes;
pub mod edits;
pub mod render;
mod source;

pub use codes::Code;
pub use source::{Position, Source, SourceId, Sources, Span};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published while one of these stands.
    Error,
    /// Published, but someone should look.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The lower-case word used in every rendering.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A place with words about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there; may be empty for the first place.
    pub message: String,
}

/// Another text for a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What takes its place.
    pub replacement: String,
}

/// What mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The edits, all of them or none, in the order of their places and without overlap.
    pub edits: Vec<Edit>,
    /// Whether it can be made unseen, because it changes no word, figure or fact.
    pub is_safe: bool,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// The weight; starts as the code's own.
    pub severity: Severity,
    /// One sentence without a final stop that can be read without the place.
    pub message: String,
    /// The place that the writer edits. `None` for a thing that has no text, such as a folder.
    pub primary: Option<Label>,
    /// Other places that explain, such as the ledger's line.
    pub secondary: Vec<Label>,
    /// What was expected and why.
    pub notes: Vec<String>,
    /// How to mend it.
    pub help: Option<String>,
    /// The exact replacement, where there is one.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding with the code's own severity and no place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Points at the text to edit.
    #[must_use]
    pub fn at(mut self, span: Span, message: impl Into<String>) -> Self {
        self.primary = Some(Label { span, message: message.into() });
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn and(mut self, span: Span, message: impl Into<String>) -> Self {
        self.secondary.push(Label { span, message: message.into() });
        self
    }

    /// Adds what was expected and why.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Diagnostic {
    /// Gives a replacement that changes no word, figure or fact, so that `--fix` may make it.
    #[must_use]
    pub fn fix(self, span: Span, replacement: impl Into<String>) -> Self {
        self.with_fix(vec![Edit { span, replacement: replacement.into() }], true)
    }

    /// Gives a replacement that a person must look at.
    #[must_use]
    pub fn suggest(self, span: Span, replacement: impl Into<String>) -> Self {
        self.with_fix(vec![Edit { span, replacement: replacement.into() }], false)
    }

    /// Gives a replacement of several places.
    #[must_use]
    pub fn with_fix(mut self, edits: Vec<Edit>, is_safe: bool) -> Self {
        self.fix = Some(Fix { edits, is_safe });
        self
    }
}

/// A value and what was met on the way to it. The value is there also when some of the findings are errors, so that
/// later stages can find more; whoever publishes looks at [`has_errors`] first.
#[derive(Clone, Debug)]
pub struct Findings<T> {
    /// What was made.
    pub value: T,
    /// What was met.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether any finding stops publication.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Puts findings in the one order in which they are shown: by source, place, code, message; those without a place
/// first. Equal ones are shown once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.primary.as_ref().map(|label| label.span), d.code.id());
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    diagnostics.dedup();
}
