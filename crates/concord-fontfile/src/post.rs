//! Names of glyphs in the `post` table of a TrueType font.

use std::collections::BTreeMap;

use read_fonts::tables::post::{DEFAULT_GLYPH_NAMES, Post};
use read_fonts::types::Version16Dot16;
use read_fonts::{FontData, FontRead};

/// The glyph of each name, in formats 2 and 2.5; none in others, which name no glyph of their own.
pub(crate) fn names(table: &[u8]) -> BTreeMap<String, u16> {
    let Ok(post) = Post::read(FontData::new(table)) else { return BTreeMap::new() };
    match post.version() {
        Version16Dot16::VERSION_2_0 => version_2(&post),
        Version16Dot16::VERSION_2_5 => version_2_5(table),
        _ => BTreeMap::new(),
    }
}

/// Each glyph has a number: of a standard name, or of one that the table lists.
fn version_2(post: &Post<'_>) -> BTreeMap<String, u16> {
    let mut own = Vec::new();
    if let Some(strings) = post.string_data() {
        // A list that breaks off keeps what came before.
        own.extend(strings.iter().map_while(Result::ok).map(|name| name.as_str().to_owned()));
    }
    let mut names = BTreeMap::new();
    for (glyph, index) in (0..=u16::MAX).zip(post.glyph_name_index().unwrap_or_default()) {
        let index = usize::from(index.get());
        let name = match DEFAULT_GLYPH_NAMES.get(index) {
            Some(name) => Some((*name).to_owned()),
            None => own.get(index - DEFAULT_GLYPH_NAMES.len()).cloned(),
        };
        if let Some(name) = name {
            names.insert(name, glyph);
        }
    }
    names
}

/// Each glyph has the distance of its name's number from its own.
fn version_2_5(table: &[u8]) -> BTreeMap<String, u16> {
    let Some([high, low]) = table.get(32..34) else { return BTreeMap::new() };
    let count = u16::from_be_bytes([*high, *low]);
    let offsets = table.get(34..).unwrap_or_default();
    let mut names = BTreeMap::new();
    for (glyph, offset) in (0..count).zip(offsets) {
        let index = i32::from(glyph) + i32::from(i8::from_be_bytes([*offset]));
        let name = usize::try_from(index).ok().and_then(|index| DEFAULT_GLYPH_NAMES.get(index));
        if let Some(name) = name {
            names.insert((*name).to_owned(), glyph);
        }
    }
    names
}
