//! Sources, spans, codes and diagnostics, and the ways to show them.
//!
//! A [`Diagnostic`] points at what the writer edits. It has a stable [`Code`], a message that stands alone, a place
//! (a [`Span`] in a [`Source`]), further places with their own words, and a remedy. Stages return values together with
//! the diagnostics they met; nothing here prints. The renderings in [`render`] turn a sorted list into text.
//!
//! ```
//! use concord_diagnostics::{Code, Diagnostic, Sources, Span, has_errors, render};
//!
//! let mut sources = Sources::new();
//! let text = sources.add("en/text.md", "In 2019, 40 towns took part.");
//! let finding = Diagnostic::new(Code::INVALID_VALUE, "the number has no source")
//!     .at(Span::new(text, 9..11), "written out here")
//!     .help("refer to the ledger");
//! assert!(has_errors(std::slice::from_ref(&finding)));
//! assert!(render::human(&sources, &[finding], false).contains("en/text.md:1:10"));
//! ```

pub mod codes;
pub mod edits;
pub mod render;
mod source;

pub use codes::Code;
pub use source::{Position, Source, SourceId, Sources, Span};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there; may be empty for the first place.
    pub message: String,
}

/// Another text for a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What takes its place.
    pub replacement: String,
}

/// What mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The edits, all of them or none, in the order of their places and without overlap.
    pub edits: Vec<Edit>,
    /// Whether it can be made unseen, because it changes no word, figure or fact.
    pub is_safe: bool,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// Puts findings in the one order in which they are shown: files with the worst findings first, then in the order of the
/// sources; within a file the worst first, then by place, code and message. Those without a place come before all.
/// Equal ones are shown once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let source = |finding: &Diagnostic| finding.primary.as_ref().map(|label| label.span.source);
    let mut worst: BTreeMap<Option<SourceId>, Severity> = BTreeMap::new();
    for finding in diagnostics.iter() {
        let known = worst.entry(source(finding)).or_insert(finding.severity);
        *known = finding.severity.min(*known);
    }
    let file = |finding: &Diagnostic| {
        let source = source(finding);
        // What has no place is not weighed against files.
        (source.and_then(|_| worst.get(&source).copied()), source)
    };
    diagnostics.sort_by(|a, b| {
        let key = |finding: &Diagnostic| {
            let place = finding.primary.as_ref().map(|label| label.span);
            (file(finding), finding.severity, place, finding.code.id())
        };
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    diagnostics.dedup();
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// What stops publication.
    pub errors: usize,
    /// What someone should look at.
    pub warnings: usize,
    /// What is worth knowing.
    pub notes: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Self::default();
        for finding in diagnostics {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// In words, such as `2 errors, 1 warning`; nothing is said of what there is none of.
    pub fn in_words(self) -> String {
        let counted = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let words = counted.into_iter().filter(|(count, _)| *count > 0);
        let words = words.map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }));
        words.collect::<Vec<_>>().join(", ")
    }
}

/// The findings of each file together, in the order of [`sort`]: the name of the file, or `None` for findings without a
/// place.
pub fn by_file<'a>(
    sources: &'a Sources,
    diagnostics: &'a [Diagnostic],
) -> Vec<(Option<&'a str>, &'a [Diagnostic])> {
    let file = |finding: &Diagnostic| finding.primary.as_ref().map(|label| label.span.source);
    let chunks = diagnostics.chunk_by(|a, b| file(a) == file(b));
    let name = |finding: &Diagnostic| Some(sources.get(file(finding)?)?.name());
    chunks.map(|chunk| (chunk.first().and_then(name), chunk)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_with_the_worst_come_first() {
        let at = |code: Code, source: u32, start: usize| {
            Diagnostic::new(code, "m").at(Span::new(SourceId(source), start..start + 1), "")
        };
        let mut findings = vec![
            at(Code::UNUSED_NOTE, 0, 1),
            at(Code::UNUSED_FACT, 1, 0),
            at(Code::UNUSED_NOTE, 1, 2),
            at(Code::BROKEN_LINK, 1, 9),
            at(Code::BROKEN_LINK, 1, 3),
            at(Code::BROKEN_LINK, 1, 3),
            Diagnostic::new(Code::UNUSED_FACT, "m"),
        ];
        sort(&mut findings);
        let order: Vec<_> = findings
            .iter()
            .map(|finding| (finding.code.id(), finding.primary.as_ref().map(|label| label.span.start)))
            .collect();
        let places = [("I015", Some(3)), ("I015", Some(9)), ("I014", Some(2)), ("L113", Some(0))];
        assert_eq!(order[0], ("L113", None));
        assert_eq!(order[1..5], places);
        assert_eq!(order[5..], [("I014", Some(1))]);
        assert_eq!(Counts::of(&findings).in_words(), "2 errors, 2 warnings, 2 notes");
        assert_eq!(by_file(&Sources::new(), &findings).len(), 3);
    }
}
