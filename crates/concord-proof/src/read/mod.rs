//! Bytes into a transcript.
//!
//! The input may be any bytes at all: everything is looked up with a limit on its depth and on what it unpacks to, and
//! what does not make sense is left out or noted as an irregularity. Only a file without a page tree is no document.

mod cmap;
mod content;
mod fonts;
mod labels;
mod lexer;
mod links;
mod metadata;
mod objects;
mod outline;
mod pages;
mod structure;
#[cfg(test)]
mod tests;

use crate::transcript::Transcript;
use concord_diagnostics::{Code, Diagnostic};
use objects::Objects;

/// How much a file may ask of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file: usize,
    /// Bytes that any one stream may unpack to.
    pub stream: usize,
    /// Bytes that all streams together may unpack to.
    pub unpacked: usize,
    /// Pages.
    pub pages: usize,
    /// Structure elements, bookmarks, or links.
    pub elements: usize,
    /// How deep page tree, structure tree, outline and marked content may nest.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 512 << 20,
            stream: 64 << 20,
            unpacked: 512 << 20,
            pages: 10_000,
            elements: 1_000_000,
            nesting: 200,
        }
    }
}

/// Why bytes are no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    reason: String,
}

impl Unreadable {
    fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }

    /// The same as a finding.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::new(Code::UNREADABLE_PDF, self.to_string())
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the PDF cannot be read back: {}", self.reason)
    }
}

impl std::error::Error for Unreadable {}

/// Reads a file.
///
/// # Errors
///
/// Where the bytes are no PDF, are encrypted, have no pages, or exceed the limits.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Transcript, Unreadable> {
    let objects = Objects::open(bytes, limits)?;
    let mut transcript = Transcript::default();
    metadata::read(&objects, &mut transcript);
    let pages = pages::list(&objects)?;
    labels::read(&objects, &pages, &mut transcript);
    let mut texts = pages::read(&objects, &pages, &mut transcript)?;
    let annotations = links::read(&objects, &pages, &mut transcript);
    structure::read(&objects, &pages, &mut texts, &annotations, &mut transcript);
    outline::read(&objects, &pages, &mut transcript);
    Ok(transcript)
}
