//! Fonts are embedded (ISO 14289-1, 7.21.4.1), as far as their dictionaries show.

use super::UsedFont;
use crate::file::File;
use crate::rules;

/// Judges a font that is used.
pub(crate) fn judge(file: &File, font: &UsedFont) {
    let needs_program = match font.subtype {
        b"Type3" => false,
        b"Type0" => !std::ptr::eq(font.inner, font.entries),
        _ => true,
    };
    if needs_program && font.is_visible && font.program(file).is_none() {
        file.find(&rules::C7_21_4_1_T1, font.place(), format!("{} is not embedded", font.name(file)));
    }
}
