//! Real fonts, and what is left of them when they are damaged.

mod compact;
mod damage;
mod glyph_names;
mod maker;
mod programs;
mod tables;

use std::borrow::Cow;

/// A static TrueType font.
pub(super) const TRUE_TYPE: &[u8] = notosans::REGULAR_TTF;

/// An OpenType font with a compact program that names its glyphs.
pub(super) fn open_type() -> &'static [u8] {
    typst_assets::fonts().find(|font| font.starts_with(b"OTTO")).expect("an OpenType font")
}

/// Glyphs of a font cut out as for a PDF, numbered from 1 in the order given.
pub(super) fn subset(font: &[u8], glyphs: &[u16]) -> Vec<u8> {
    let mut remapper = subsetter::GlyphRemapper::new();
    for glyph in glyphs {
        remapper.remap(*glyph);
    }
    subsetter::subset(font, 0, &remapper).expect("a subset")
}

/// A compact program as a PDF embeds it, without a container, whose glyphs have names.
pub(super) const COMPACT: &[u8] = typst_assets::pdf::SANS;

/// One whose glyphs are no letters.
pub(super) const COMPACT_SYMBOLS: &[u8] = typst_assets::pdf::DING_BATS;

/// TrueType, compact with names and with CIDs, and Type 1.
pub(super) fn all() -> Vec<Cow<'static, [u8]>> {
    vec![
        TRUE_TYPE.into(),
        open_type().into(),
        subset(TRUE_TYPE, &[36, 37, 38, 39]).into(),
        subset(open_type(), &[36, 37, 38, 39]).into(),
        COMPACT.into(),
        COMPACT_SYMBOLS.into(),
        maker::type1(1000).into(),
    ]
}
