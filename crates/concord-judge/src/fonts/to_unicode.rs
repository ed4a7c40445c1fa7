//! Every code that is shown has a text (ISO 14289-1, 7.21.7).

use super::glyph::Glyphs;
use super::predefined::Texts;
use super::{Code, UsedFont, collections, composite};
use crate::file::File;
use crate::rules;
use concord_fontfile::{NOTDEF, is_dingbat, is_listed};
use concord_pdf::lopdf::Object;
use concord_pdf::{Lexer, Token};
use std::collections::BTreeMap;

/// Codes and ranges that a map may have.
const MOST_ENTRIES: usize = 1 << 17;

/// How many maps may build on each other.
const DEEPEST: usize = 8;

/// Judges a font that is used.
pub(crate) fn judge(file: &File, font: &UsedFont, glyphs: &Glyphs) {
    let map = file.objects.get(font.entries, "ToUnicode").and_then(|object| Map::of(file, object, DEEPEST));
    let texts = texts(file, font);
    for code in font.codes() {
        if !file.spend(1) {
            return;
        }
        match map.as_ref().and_then(|map| map.get(code)) {
            Some(text) => characters(file, font, code, &text),
            None => by_encoding(file, font, glyphs, texts.as_ref(), code),
        }
    }
}

/// A code with all its bytes.
pub(crate) fn shown(code: Code) -> String {
    format!("<{:0width$X}>", code.value, width = usize::from(code.length) * 2)
}

/// No text has characters that are none.
fn characters(file: &File, font: &UsedFont, code: Code, text: &[u16]) {
    let Some(unit) = text.iter().find(|unit| matches!(**unit, 0 | 0xFEFF | 0xFFFE)) else { return };
    let condition = if *unit == 0 { "31-028" } else { "31-029" };
    let message = format!("{}: code {} stands for U+{unit:04X}", font.name(file), shown(code));
    file.find_as(&rules::C7_21_7_T2, Some(condition), font.place(), message);
}

/// What the encoding alone says of a code (ISO 32000-1, 9.10.2), or the font program where it names its glyphs.
fn by_encoding(file: &File, font: &UsedFont, glyphs: &Glyphs, texts: Option<&Texts>, code: Code) {
    let name = glyphs.name(code.value.to_le_bytes()[0]);
    let has_text = match &name {
        _ if font.is_composite() => {
            texts.is_some_and(|texts| texts.has(composite::cid(font, code).unwrap_or(0)))
        }
        // What the encoding leaves open stands for U+0000.
        Some(name) if name == NOTDEF => return characters(file, font, code, &[0]),
        Some(name) => is_listed(name) || is_dingbat(name),
        None => false,
    };
    if !has_text {
        let message = format!("{}: code {} has no text", font.name(file), shown(code));
        file.find(&rules::C7_21_7_T1, font.place(), message);
    }
}

/// The texts of the characters of a composite font, if they are those of a collection whose texts are published.
fn texts(file: &File, font: &UsedFont) -> Option<Texts> {
    if !font.is_composite() {
        return None;
    }
    let collection = match file.objects.get(font.entries, "Encoding") {
        Some(Object::Name(name)) if !name.starts_with(b"Identity") => {
            let (ordering, _) = collections::predefined(&String::from_utf8_lossy(name))?;
            return Texts::of_collection(file, b"Adobe", ordering.as_bytes());
        }
        Some(Object::Stream(map)) => file.objects.get_dictionary(&map.dict, "CIDSystemInfo"),
        _ => file.objects.get_dictionary(font.inner, "CIDSystemInfo"),
    };
    let value = |key: &str| file.objects.get_string(collection?, key);
    Texts::of_collection(file, value("Registry")?, value("Ordering")?)
}

/// A ToUnicode map (ISO 32000-1, 9.10.3).
#[derive(Default)]
struct Map {
    is_identity: bool,
    characters: BTreeMap<u32, Vec<u16>>,
    ranges: Vec<(u32, u32, Vec<u8>)>,
    base: Option<Box<Map>>,
}

impl Map {
    fn of(file: &File, object: &Object, depth: usize) -> Option<Self> {
        match object {
            Object::Name(name) => {
                name.starts_with(b"Identity-").then(|| Self { is_identity: true, ..Self::default() })
            }
            Object::Stream(stream) => {
                let Ok(bytes) = file.objects.unpack(stream) else {
                    file.unread("a ToUnicode map that cannot be unpacked");
                    return None;
                };
                let mut map = Self::parse(&bytes);
                let name = file.objects.get_name_bytes(&stream.dict, "CMapName");
                map.is_identity = name.is_some_and(|name| name.starts_with(b"Identity-"));
                if map.characters.len() + map.ranges.len() >= MOST_ENTRIES {
                    file.unread("a ToUnicode map that has too many entries");
                }
                let base = file.objects.get(&stream.dict, "UseCMap");
                map.base = depth.checked_sub(1).and_then(|depth| Self::of(file, base?, depth)).map(Box::new);
                Some(map)
            }
            _ => None,
        }
    }

    fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes);
        while let Some(token) = lexer.next() {
            match token {
                Token::Word(b"beginbfchar") => map.single(&mut lexer),
                Token::Word(b"beginbfrange") => map.range(&mut lexer),
                _ => {}
            }
        }
        map
    }

    fn is_full(&self) -> bool {
        self.characters.len() + self.ranges.len() >= MOST_ENTRIES
    }

    fn single(&mut self, lexer: &mut Lexer) {
        while let Some(code) = lexer.next().and_then(|token| bytes(&token)) {
            let Some(text) = lexer.next().and_then(|token| bytes(&token)) else { return };
            if !self.is_full() {
                self.characters.insert(number(&code), units(&text));
            }
        }
    }

    fn range(&mut self, lexer: &mut Lexer) {
        while let Some(first) = lexer.next().and_then(|token| bytes(&token)) {
            let Some(last) = lexer.next().and_then(|token| bytes(&token)) else { return };
            let (first, last) = (number(&first), number(&last));
            match lexer.next() {
                Some(Token::ArrayStart) => {
                    let mut code = first;
                    while let Some(text) = lexer.next().and_then(|token| bytes(&token)) {
                        if code <= last && !self.is_full() {
                            self.characters.insert(code, units(&text));
                        }
                        code = code.saturating_add(1);
                    }
                }
                Some(token) => {
                    let Some(text) = bytes(&token) else { return };
                    if !self.is_full() {
                        self.ranges.push((first, last, text));
                    }
                }
                None => return,
            }
        }
    }

    /// The text of a code, as UTF-16; `None` where the map has none.
    fn get(&self, code: Code) -> Option<Vec<u16>> {
        if self.is_identity {
            return Some(vec![u16::try_from(code.value).unwrap_or(0xFFFD)]);
        }
        if let Some(text) = self.characters.get(&code.value) {
            return Some(text.clone());
        }
        let range = self.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&code.value));
        match range {
            Some((first, _, text)) => Some(counted(text, code.value - first)),
            None => self.base.as_ref().and_then(|base| base.get(code)),
        }
    }
}

/// A text that is counted on from the first of its range: as one number over all its bytes.
fn counted(text: &[u8], mut by: u32) -> Vec<u16> {
    let mut bytes = text.to_vec();
    for byte in bytes.iter_mut().rev() {
        let sum = u32::from(*byte) + (by & 0xFF);
        *byte = sum.to_le_bytes()[0];
        by = (by >> 8) + (sum >> 8);
    }
    if bytes.windows(2).any(|pair| matches!(pair, [0xFE, 0xFF] | [0xFF, 0xFE])) {
        return vec![0xFFFE];
    }
    match bytes.as_slice() {
        [0, .., last] => vec![u16::from(*last)],
        _ => units(&bytes),
    }
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [only] => vec![u16::from(*only)],
        // A text is a few characters.
        _ => bytes.chunks_exact(2).take(64).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
    }
}

fn bytes(token: &Token) -> Option<Vec<u8>> {
    let mut buffer = Vec::new();
    token.string(&mut buffer).map(<[u8]>::to_vec)
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}
