//! The lists of what an embedded subset has are right (ISO 14289-1, 7.21.4.2).

use super::UsedFont;
use super::composite::Characters;
use super::glyph as font_glyphs;
use super::names::text;
use super::program::Program;
use crate::file::File;
use crate::finding::Place;
use crate::language::shorten;
use crate::rules;
use concord_fontfile::{Glyphs, NOTDEF};
use concord_pdf::{Lexer, Token};
use std::collections::BTreeSet;

/// Bytes of a `CIDSet` that say something: a bit for each character of two bytes, twice over.
const MOST_BYTES: usize = 16_384;

/// Judges a font that is used and whose program could be read.
pub(crate) fn judge(file: &File, font: &UsedFont, program: &Program, glyphs: &font_glyphs::Glyphs) {
    let name = file.objects.get_name_bytes(font.inner, "BaseFont").unwrap_or_default();
    if !is_subset(name) {
        return;
    }
    match glyphs {
        font_glyphs::Glyphs::Type1 { .. } => names(file, font, program),
        font_glyphs::Glyphs::Composite(characters) => of_collection(file, font, characters),
        _ => {}
    }
}

/// Six capitals and a plus sign begin the name of a subset (ISO 32000-1, 9.6.4).
fn is_subset(name: &[u8]) -> bool {
    let (tag, plus) = (name.get(..6).unwrap_or_default(), name.get(6));
    plus == Some(&b'+') && tag.iter().all(u8::is_ascii_uppercase)
}

/// 7.21.4.2, `CharSet`: the names of the glyphs. `.notdef` may be left out.
fn names(file: &File, font: &UsedFont, program: &Program) {
    let descriptor = font.descriptor(file);
    let Some(list) = descriptor.and_then(|descriptor| file.objects.get_string(descriptor, "CharSet")) else {
        return;
    };
    let of_program: BTreeSet<&str> = match program {
        Program::Type1(program) => program.names().collect(),
        Program::Compact(program) => match program.glyphs() {
            Glyphs::Named(names) => names.keys().map(String::as_str).collect(),
            Glyphs::Cids(_) => return,
        },
        Program::TrueType(_) => return,
    };
    let mut lexer = Lexer::new(list);
    let mut listed = BTreeSet::new();
    // A word that is no object ends the list.
    while let Some(token) = lexer.next().filter(|token| !matches!(token, Token::Word(_))) {
        listed.extend(token.name().map(|name| text(&name)));
    }
    let missing = of_program.iter().find(|name| **name != NOTDEF && !listed.contains(**name));
    let added = listed.iter().find(|name| *name != NOTDEF && !of_program.contains(name.as_str()));
    let (condition, what) = match (missing, added) {
        (Some(name), _) => ("31-012", format!("leaves out the glyph {}", shorten(name))),
        (None, Some(name)) => ("31-013", format!("lists {}, which the font has not", shorten(name))),
        (None, None) => return,
    };
    let message = format!("`CharSet` of {} {what}", font.name(file));
    file.find_as(&rules::C7_21_4_2_T1, Some(condition), font.place(), message);
}

/// 7.21.4.2, `CIDSet`: a bit for each character. That of character 0 is free.
fn of_collection(file: &File, font: &UsedFont, characters: &Characters) {
    let descriptor = font.descriptor(file);
    let Some(stream) = descriptor.and_then(|descriptor| file.objects.get_stream(descriptor, "CIDSet")) else {
        return;
    };
    let Ok(bytes) = file.objects.unpack(stream) else {
        file.unread(format!("`CIDSet` of {}, which cannot be unpacked", font.name(file)));
        return;
    };
    if !file.spend(8 * MOST_BYTES) {
        return;
    }
    let bits = &bytes[..bytes.len().min(MOST_BYTES)];
    let is_set = |cid: u32| {
        let byte = bits.get((cid / 8) as usize).copied().unwrap_or(0);
        byte & (0x80 >> (cid % 8)) != 0
    };
    let missing = characters.all().into_iter().find(|cid| *cid != 0 && !is_set(*cid));
    let added = (1..8 * bits.len())
        .filter_map(|cid| u32::try_from(cid).ok())
        .find(|cid| is_set(*cid) && !characters.contains(*cid));
    let (condition, what) = match (missing, added) {
        (Some(cid), _) => ("31-014", format!("leaves out the character {cid}")),
        (None, Some(cid)) => ("31-015", format!("marks the character {cid}, which the font has not")),
        (None, None) => return,
    };
    let message = format!("`CIDSet` of {} {what}", font.name(file));
    let place = Place::on_page(font.page, font.inner_id);
    file.find_as(&rules::C7_21_4_2_T2, Some(condition), place, message);
}
