//! Names of glyphs in the `post` table of a TrueType font.

use std::collections::BTreeMap;

use read_fonts::tables::post::DEFAULT_GLYPH_NAMES;

use crate::Damaged;
use crate::sfnt::{Place, Sfnt};

/// Where what only some formats have begins.
const HEADER: usize = 32;

/// The glyph of each name, in formats 2 and 2.5; none in others, which name no glyph of their own.
///
/// # Errors
/// If the table ends behind the file.
pub(crate) fn names(file: Sfnt<'_>, place: Place) -> Result<BTreeMap<String, u16>, Damaged> {
    match file.long(place.offset)? {
        0x0002_0000 => version_2(file, place),
        0x0002_8000 => Ok(version_2_5(file.slice(place))),
        _ => Ok(BTreeMap::new()),
    }
}

/// Each glyph has a number: of a standard name, or of one that the table lists.
fn version_2(file: Sfnt<'_>, place: Place) -> Result<BTreeMap<String, u16>, Damaged> {
    let count = file.short(place.offset.saturating_add(HEADER))?;
    let numbers = place.offset + HEADER + 2;
    let mut at = numbers + 2 * usize::from(count);
    // Where each name of the list begins, its length first.
    let mut own = Vec::new();
    while at < place.offset.saturating_add(place.length) {
        own.push(at);
        at += 1 + usize::from(file.byte(at)?);
    }
    let mut names = BTreeMap::new();
    for glyph in 0..count {
        let index = usize::from(file.short(numbers + 2 * usize::from(glyph))?);
        let name = match DEFAULT_GLYPH_NAMES.get(index) {
            Some(name) => Some((*name).to_owned()),
            None => own.get(index - DEFAULT_GLYPH_NAMES.len()).map(|at| string(file, *at)),
        };
        if let Some(name) = name {
            names.insert(name, glyph);
        }
    }
    Ok(names)
}

/// A name behind its length, with a character for each byte.
fn string(file: Sfnt<'_>, at: usize) -> String {
    let length = usize::from(file.byte(at).unwrap_or(0));
    file.slice(Place { offset: at + 1, length }).iter().map(|byte| char::from(*byte)).collect()
}

/// Each glyph has the distance of its name's number from its own.
fn version_2_5(table: &[u8]) -> BTreeMap<String, u16> {
    let Some([high, low]) = table.get(HEADER..HEADER + 2) else { return BTreeMap::new() };
    let count = u16::from_be_bytes([*high, *low]);
    let offsets = table.get(HEADER + 2..).unwrap_or_default();
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
