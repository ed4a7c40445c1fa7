//! Ingest: the bytes of a publication folder become a [`Publication`](concord_publication::Publication).
//!
//! Nothing here reads a file. The shell gathers the bytes into [`Files`]; [`ingest`] registers every text among the
//! sources, so that each finding can underline what a person wrote, and makes as much of the publication as it can.
//! One fault never hides another: tables are read entry by entry, and every Markdown file is parsed whatever happened
//! to the others.
//!
//! [`parse_markdown`] is also the way in for text that a template made, since templates are written in the same
//! dialect as manuscripts.
//!
//! ```
//! let mut sources = concord_diagnostics::Sources::new();
//! let text = "# Title\n\nMore than {{count \"towns\"}}.\n";
//! let id = sources.add("en/text.md", text);
//! let parsed = concord_manuscript::parse_markdown(id, text);
//! assert!(parsed.diagnostics.is_empty());
//! assert_eq!(parsed.value.blocks.len(), 2);
//! ```

mod config;
mod glossary;
mod images;
mod ingest;
mod locales;
mod markdown;
mod messages;
mod tables;
mod texts;

pub use ingest::ingest;
pub use markdown::parse_markdown;

/// The files of a publication folder: bytes by path relative to the folder, with `/` between the parts.
pub type Files = std::collections::BTreeMap<String, Vec<u8>>;
