//! Fonts are embedded, with all glyphs that are shown (ISO 14289-1, 7.21.4.1).

use super::glyph::{Glyph, Glyphs};
use super::program::Embedding;
use super::{Code, UsedFont, to_unicode};
use crate::file::File;
use crate::rules;

/// Judges a font that is used. What cannot be read is not embedded.
pub(crate) fn judge(file: &File, font: &UsedFont, embedding: &Embedding) {
    // The glyphs of a Type 3 font are content of the file.
    if font.subtype == b"Type3" || !font.is_visible {
        return;
    }
    let what = match embedding {
        Embedding::Absent => "is not embedded".to_owned(),
        Embedding::Damaged(damaged) => format!("is embedded in a form that cannot be read: {damaged}"),
        Embedding::Unknown | Embedding::Readable(_) => return,
    };
    file.find(&rules::C7_21_4_1_T1, font.place(), format!("{} {what}", font.name(file)));
}

/// Judges a code that is shown visibly.
pub(crate) fn glyph(file: &File, font: &UsedFont, glyphs: &Glyphs, code: Code, glyph: Glyph) {
    if glyph.is_present == Some(false) {
        let message = format!("{} has no glyph for code {}", font.name(file), to_unicode::shown(code));
        file.find(&rules::C7_21_4_1_T2, font.place(), message);
    } else if glyphs.is_only_posted(code) {
        let message = format!(
            "{} has the glyph for code {} only by its name",
            font.name(file),
            to_unicode::shown(code)
        );
        file.find(&rules::POST_ONLY, font.place(), message);
    }
}
