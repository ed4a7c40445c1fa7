//! PO, the format of GNU gettext (its manual, chapter "The Format of PO Files").
//!
//! A unit is an entry: `msgctxt` is its id, `msgid` and `msgstr` are the Markdown of source and target, or the message. Nouns
//! with plural forms are a unit a form: their forms are also for fractions and for numbers in words, and tools that put their
//! own rule of plurals in the place of the header's would drop one that theirs does not have, such as `many` in French.

mod plurals;
mod reading;
mod writing;

pub use reading::read;
pub use writing::write;

/// The comment that keeps the digest of the translation that went out.
const MADE: &str = "made of translation ";
/// The header's field for the language that is translated from.
const SOURCE_LANGUAGE: &str = "X-Source-Language";
