//! Fonts of shown text (ISO 14289-1, 7.21): one group of rules a file.
//!
//! Judged is what is used: a font that only stands in resources shows nothing. [`UsedFont`] has its dictionary and the
//! codes that are shown in it, in any content stream of the file.

mod charmaps;
mod collections;
mod composite;
mod embedding;
mod encoding;
mod encoding_map;
mod glyph;
mod names;
mod notdef;
mod predefined;
mod program;
mod subsets;
mod to_unicode;
mod type3;
mod used;
mod widths;

pub(crate) use used::{Code, UsedFont, UsedFonts};

use crate::file::File;
use glyph::Glyphs;
use program::Embedding;
use widths::Widths;

/// Judges all fonts that are used.
pub(crate) fn judge(file: &File, fonts: &UsedFonts) {
    for font in fonts.iter() {
        let is_known = font.has_known_type(file);
        let mut buffer = Vec::new();
        let embedding = if is_known { program::read(file, font, &mut buffer) } else { Embedding::Unknown };
        embedding::judge(file, font, &embedding);
        if !is_known {
            file.unread(format!("text in {}, which is no kind of font that there is", font.name(file)));
            if !font.is_composite() {
                continue;
            }
        }
        if font.is_undecoded {
            file.unread(format!("text in {}, whose predefined CMap is not known here", font.name(file)));
        }
        let glyphs = Glyphs::of_font(file, font, embedding.program());
        if font.is_composite() {
            collections::judge(file, font, embedding.program().is_some());
        } else {
            encoding::judge(file, font, embedding.program().is_some());
        }
        if let Some(program) = embedding.program() {
            charmaps::judge(file, font, program);
            subsets::judge(file, font, program, &glyphs);
        }
        shown(file, font, &glyphs);
        to_unicode::judge(file, font, &glyphs);
    }
}

/// Judges each code that is shown by the glyph that it means.
fn shown(file: &File, font: &UsedFont, glyphs: &Glyphs) {
    let widths = Widths::of_font(file, font);
    for code in font.codes() {
        if !file.spend(glyphs.steps(code)) {
            return;
        }
        let glyph = glyphs.of_code(file, font, code);
        notdef::judge(file, font, code, glyph);
        if code.is_visible {
            embedding::glyph(file, font, glyphs, code, glyph);
            widths::judge(file, font, &widths, code, glyph);
        }
    }
}
