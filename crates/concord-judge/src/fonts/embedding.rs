//! Fonts are embedded (ISO 14289-1, 7.21.4.1), as far as their dictionaries show.

use super::UsedFont;
use crate::file::File;
use crate::rules;

/// Judges a font that is used; the glyphs of a Type 3 font are content of the file.
pub(crate) fn judge(file: &File, font: &UsedFont) {
    if font.subtype != b"Type3" && font.is_visible && font.program(file).is_none() {
        file.find(&rules::C7_21_4_1_T1, font.place(), format!("{} is not embedded", font.name(file)));
    }
}
