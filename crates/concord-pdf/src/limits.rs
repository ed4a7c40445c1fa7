//! How much a file may ask of its reader, and why bytes are no document.

use concord_diagnostics::{Code, Diagnostic};

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
    /// With the reason, in words that follow a colon.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }

    /// The reason, in words that follow a colon.
    pub fn reason(&self) -> &str {
        &self.reason
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
