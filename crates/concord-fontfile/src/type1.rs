//! Type 1 font programs.

use std::collections::BTreeMap;

use read_fonts::ps::type1::Type1Font;
use read_fonts::types::GlyphId;

use crate::charstrings::Encrypted;
use crate::{Damaged, NOTDEF};

/// A Type 1 font program.
pub struct Type1 {
    font: Type1Font,
    glyphs: BTreeMap<String, GlyphId>,
    encrypted: Encrypted,
}

impl Type1 {
    /// Reads a program as a `FontFile` holds it, without the headers of a file of segments (ISO 32000-1, 9.9).
    ///
    /// # Errors
    /// If it is a file of segments, if its encrypted part is written in digits or breaks off among the glyphs, or if one of
    /// its parts cannot be read or has no glyph.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        if bytes.first() == Some(&0x80) {
            return Err(Damaged("the Type 1 font has the headers of a file of segments"));
        }
        let encrypted = Encrypted::read(bytes)?;
        let font = Type1Font::new(bytes).map_err(|_| Damaged("the Type 1 font cannot be read"))?;
        let glyphs = font.glyph_names().map(|(glyph, name)| (name.to_owned(), glyph)).collect();
        Ok(Self { font, glyphs, encrypted })
    }

    /// The number of glyphs, `.notdef` among them.
    pub fn glyph_count(&self) -> usize {
        self.glyphs.len()
    }

    /// The names of the glyphs, `.notdef` among them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.glyphs.keys().map(String::as_str)
    }

    /// Whether there is a glyph of a name.
    pub fn has(&self, name: &str) -> bool {
        self.glyphs.contains_key(name)
    }

    /// The name that the program's own encoding gives a code; `.notdef` where that has no glyph, none where the program
    /// has no encoding.
    pub fn name_of_code(&self, code: u8) -> Option<&str> {
        Some(self.font.encoding()?.glyph_name(code).unwrap_or(NOTDEF))
    }

    /// The width of the glyph of a name in thousandths of an em, cut to a whole number; none if there is no such glyph
    /// or it states none.
    pub fn width(&self, name: &str) -> Option<f64> {
        let glyph = *self.glyphs.get(name)?;
        let units = match self.encrypted.width(name) {
            Some(units) => units * self.font.matrix().elements()[0].to_f64(),
            None => self.font.evaluate_width(glyph).ok()??.to_f64(),
        };
        Some((units * 1000.0 / f64::from(self.font.upem().max(1))).trunc())
    }

    /// How many steps it may take to find the width of the glyph of a name.
    pub fn steps(&self, name: &str) -> usize {
        // The most operators that are run.
        if self.encrypted.width(name).is_some() || !self.has(name) { 1 } else { 100_000 }
    }
}

impl std::fmt::Debug for Type1 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Type1").field("glyphs", &self.glyphs).finish_non_exhaustive()
    }
}
