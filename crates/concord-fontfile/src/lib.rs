//! Embedded font programs read without trust, as far as a judge of PDF files needs them.
//!
//! A PDF font dictionary promises that its program has a glyph for each code that is shown, and how wide each is
//! (ISO 14289-1, 7.21.4 to 7.21.6). What the program itself says is read here: TrueType tables ([`TrueType`]), compact
//! fonts with names or CIDs ([`Cff`]) and Type 1 fonts ([`Type1`]). Nothing is drawn.
//!
//! Bytes are an attacker's: whatever they are, an answer or [`Damaged`] comes back, after work that is bounded by the
//! size of the file. Widths are in thousandths of an em.
//!
//! Compact and Type 1 fonts, the Adobe Glyph List and Standard Encoding are read by `read-fonts`. The tables of TrueType
//! are read here, since a judge needs what a renderer hides: whether a table lists a code that leads to glyph 0, which
//! code it lists first, and files whose directory is wrong about lengths.
//!
//! ```
//! assert_eq!(concord_fontfile::text_of("eacute").as_deref(), Some("é"));
//! assert_eq!(concord_fontfile::text_of("no-such-glyph"), None);
//! ```

mod cff;
mod charmap;
mod charstring;
mod charstrings;
mod encodings;
mod glyph_list;
mod post;
mod sfnt;
#[cfg(test)]
mod tests;
mod truetype;
mod type1;

pub use cff::{Cff, Glyphs};
pub use charmap::{CodeTable, CodeTables};
pub use encodings::{BaseEncoding, NOTDEF, mac_os_roman_code};
pub use glyph_list::{is_dingbat, is_listed, text_of};
pub use truetype::TrueType;
pub use type1::Type1;

/// A font program that cannot be read, which counts as none; holds what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged(pub &'static str);

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Damaged {}
