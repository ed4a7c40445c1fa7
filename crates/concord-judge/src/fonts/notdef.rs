//! No code that is shown means `.notdef`, in whatever rendering mode (ISO 14289-1, 7.21.8).

use super::glyph::Glyph;
use super::{Code, UsedFont, to_unicode};
use crate::file::File;
use crate::rules;

/// Judges a code that is shown.
pub(crate) fn judge(file: &File, font: &UsedFont, code: Code, glyph: Glyph) {
    if glyph.is_notdef {
        let message = format!("{}: code {} means .notdef", font.name(file), to_unicode::shown(code));
        file.find(&rules::C7_21_8_T1, font.place(), message);
    }
}
