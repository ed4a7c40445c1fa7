//! Fonts and runs of glyphs.

use crate::{Color, Point};
use std::sync::Arc;

/// The number of a font in [`crate::SetDocument::fonts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u16);

/// A font file and what the PDF must say of it.
#[derive(Clone)]
pub struct FontProgram {
    /// The PostScript name.
    pub name: String,
    /// The file's bytes.
    pub data: Arc<[u8]>,
    /// The face in a collection.
    pub index: u32,
    /// Its measures.
    pub metrics: FontMetrics,
    /// Advance widths by glyph, in 1/1000 em, rounded to whole numbers: what the PDF declares.
    pub widths: Arc<[u16]>,
}

impl std::fmt::Debug for FontProgram {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FontProgram").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Measures of a font, in 1/1000 em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FontMetrics {
    /// Above the baseline.
    pub ascent: f32,
    /// Below the baseline, negative.
    pub descent: f32,
    /// Height of capitals.
    pub cap_height: f32,
    /// Degrees, negative leaning right.
    pub italic_angle: f32,
    /// Left, bottom, right, top of all glyphs.
    pub bounds: [f32; 4],
    /// Weight class, 400 for regular.
    pub weight: u16,
    /// Whether it has serifs.
    pub serif: bool,
    /// Whether every glyph is as wide.
    pub fixed_pitch: bool,
}

/// Glyphs of one font at one size on one baseline, left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The font.
    pub font: FontId,
    /// Its size in points.
    pub size: f32,
    /// The colour.
    pub color: Color,
    /// Where the baseline starts.
    pub origin: Point,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// The characters that the glyphs show, in reading order.
    pub text: String,
}

impl GlyphRun {
    /// The left and right edges of its spaces.
    pub fn spaces(&self) -> impl Iterator<Item = (f32, f32)> + '_ {
        let mut x = self.origin.x;
        self.glyphs.iter().filter_map(move |glyph| {
            let left = x;
            x += glyph.advance * self.size / 1000.0;
            let is_space = self.text[glyph.cluster as usize..].starts_with([' ', '\u{a0}']);
            is_space.then_some((left, x))
        })
    }
}

/// One glyph of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// The glyph's number in the font file.
    pub id: u16,
    /// How far the next glyph stands from this one, in 1/1000 em: width, kerning and justification together.
    pub advance: f32,
    /// Raises the glyph (a mark's place), in 1/1000 em; 0 for nearly all.
    pub y_offset: i16,
    /// Moves the glyph right without moving the next, in 1/1000 em; 0 for nearly all.
    pub x_offset: i16,
    /// The first byte in [`GlyphRun::text`] of the characters that this glyph and those after it with the same value
    /// show. Their end is the next glyph's value, or the text's end.
    pub cluster: u32,
}
