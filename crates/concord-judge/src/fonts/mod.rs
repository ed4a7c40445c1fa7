//! Fonts of shown text (ISO 14289-1, 7.21): one group of rules a file.
//!
//! Judged is what is used: a font that only stands in resources shows nothing. [`UsedFont`] has its dictionary and the
//! codes that are shown in it, in any content stream of the file.

mod collections;
mod embedding;
mod encoding;
mod encoding_map;
mod glyph_names;
mod to_unicode;
mod used;

pub(crate) use used::{Code, UsedFont, UsedFonts};

use crate::file::File;

/// Judges all fonts that are used.
pub(crate) fn judge(file: &File, fonts: &UsedFonts) {
    for font in fonts.iter() {
        if !font.has_known_type() {
            file.unread(format!("text in {}, which is no kind of font that there is", font.name(file)));
            continue;
        }
        if font.is_undecoded {
            file.unread(format!("text in {}, whose predefined CMap is not known here", font.name(file)));
        }
        embedding::judge(file, font);
        if font.is_composite() {
            collections::judge(file, font);
        } else {
            encoding::judge(file, font);
        }
        to_unicode::judge(file, font);
    }
}
