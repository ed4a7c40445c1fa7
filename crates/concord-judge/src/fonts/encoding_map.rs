//! CMaps: how the bytes of a composite font become codes and characters (ISO 32000-1, 9.7.5).

use super::predefined::Predefined;
use crate::file::File;
use concord_pdf::lopdf::{Dictionary, Object};
use concord_pdf::{Lexer, Token};

/// Ranges that one CMap may have.
const MOST_RANGES: usize = 1 << 16;

/// How many CMaps may build on each other.
const DEEPEST: usize = 8;

/// From the first to the last code of so many bytes.
#[derive(Clone, Copy, Debug)]
struct Range {
    length: usize,
    first: u32,
    last: u32,
}

/// A CMap that could be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct EncodingMap {
    codes: Vec<Range>,
    characters: Vec<(Range, u32)>,
    /// What codes without a character mean, one for a whole range.
    missing: Vec<(Range, u32)>,
    /// `WMode` as the text of the CMap sets it.
    pub(crate) writing_mode: i64,
    /// A predefined one, or that on which this one builds.
    predefined: Option<Predefined>,
    /// The CMap that the text of this one builds on.
    pub(crate) uses: Option<Vec<u8>>,
}

impl EncodingMap {
    /// That of a font; `None` where it is none that there is, or cannot be read.
    pub(crate) fn of_font(file: &File, font: &Dictionary) -> Option<Self> {
        Self::of(file, file.objects.get(font, "Encoding")?, DEEPEST)
    }

    fn of(file: &File, encoding: &Object, depth: usize) -> Option<Self> {
        match encoding {
            Object::Name(name) => Self::named(file, name),
            Object::Stream(stream) => {
                let Ok(bytes) = file.objects.unpack(stream) else {
                    file.unread("a CMap that cannot be unpacked");
                    return None;
                };
                let mut map = Self::parse(&bytes);
                if map.characters.len().max(map.missing.len()) >= MOST_RANGES {
                    file.unread("a CMap that has too many ranges");
                }
                let base = match file.objects.get(&stream.dict, "UseCMap") {
                    Some(base) => Self::of(file, base, depth.checked_sub(1)?),
                    None => map.uses.as_ref().and_then(|name| Self::named(file, name)),
                };
                if let Some(base) = base {
                    map.codes.extend(base.codes);
                    map.characters.extend(base.characters);
                    map.missing.extend(base.missing);
                    map.predefined = base.predefined;
                }
                Some(map)
            }
            _ => None,
        }
    }

    fn named(file: &File, name: &[u8]) -> Option<Self> {
        if name.starts_with(b"Identity") {
            return Some(Self::identity());
        }
        let predefined = Predefined::named(file, name)?;
        Some(Self { predefined: Some(predefined), ..Self::default() })
    }

    fn identity() -> Self {
        let range = Range { length: 2, first: 0, last: 0xFFFF };
        Self { codes: vec![range], characters: vec![(range, 0)], ..Self::default() }
    }

    /// Reads the text of a CMap; what makes no sense is passed over.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes);
        let mut last = [None, None];
        while let Some(token) = lexer.next() {
            match token {
                Token::Word(b"begincodespacerange") => map.code_space(&mut lexer),
                Token::Word(b"begincidchar") => map.single(&mut lexer),
                Token::Word(b"begincidrange") => map.ranges(&mut lexer),
                Token::Word(b"beginnotdefchar") => map.missing_single(&mut lexer),
                Token::Word(b"beginnotdefrange") => map.missing_ranges(&mut lexer),
                Token::Word(b"usecmap") => {
                    map.uses = last[1].and_then(|name: Token| Some(name.name()?.into_owned()));
                }
                Token::Word(b"def") => {
                    if let [Some(Token::Name(b"WMode")), Some(value)] = last {
                        map.writing_mode = value.number().map_or(0, i64::from);
                    }
                }
                _ => {}
            }
            last = [last[1], Some(token)];
        }
        map
    }

    fn code_space(&mut self, lexer: &mut Lexer) {
        while let Some((length, first)) = lexer.next().and_then(|token| code(&token)) {
            let Some((_, last)) = lexer.next().and_then(|token| code(&token)) else { return };
            if self.codes.len() < MOST_RANGES {
                self.codes.push(Range { length, first, last });
            }
        }
    }

    fn missing_single(&mut self, lexer: &mut Lexer) {
        while let Some((length, first)) = lexer.next().and_then(|token| code(&token)) {
            let Some(character) = lexer.next().and_then(|token| token.number()) else { return };
            self.add_missing(Range { length, first, last: first }, character);
        }
    }

    fn missing_ranges(&mut self, lexer: &mut Lexer) {
        while let Some((length, first)) = lexer.next().and_then(|token| code(&token)) {
            let Some((_, last)) = lexer.next().and_then(|token| code(&token)) else { return };
            let Some(character) = lexer.next().and_then(|token| token.number()) else { return };
            self.add_missing(Range { length, first, last }, character);
        }
    }

    fn add_missing(&mut self, range: Range, character: u32) {
        if self.missing.len() < MOST_RANGES {
            self.missing.push((range, character));
        }
    }

    fn single(&mut self, lexer: &mut Lexer) {
        while let Some((length, first)) = lexer.next().and_then(|token| code(&token)) {
            let Some(character) = lexer.next().and_then(|token| token.number()) else { return };
            self.add(Range { length, first, last: first }, character);
        }
    }

    fn ranges(&mut self, lexer: &mut Lexer) {
        while let Some((length, first)) = lexer.next().and_then(|token| code(&token)) {
            let Some((_, last)) = lexer.next().and_then(|token| code(&token)) else { return };
            let Some(character) = lexer.next().and_then(|token| token.number()) else { return };
            self.add(Range { length, first, last }, character);
        }
    }

    fn add(&mut self, range: Range, character: u32) {
        if self.characters.len() < MOST_RANGES {
            self.characters.push((range, character));
        }
    }

    /// How many of these bytes are the next code, and its number; 0 where no code begins so (ISO 32000-1, 9.7.6.3).
    pub(crate) fn next_code(&self, bytes: &[u8]) -> (usize, u32) {
        let mut value = 0_u32;
        let mut shortest = self.codes.iter().map(|range| range.length).min();
        for (at, byte) in bytes.iter().take(4).enumerate() {
            value = value << 8 | u32::from(*byte);
            if self.codes.iter().any(|range| range.length == at + 1 && range.has(value)) {
                return (at + 1, value);
            }
            let begins = self.codes.iter().filter(|range| range.begins_with(&bytes[..=at]));
            match begins.map(|range| range.length).min() {
                Some(length) => shortest = Some(length),
                None => break,
            }
        }
        let number =
            |length: usize| bytes.iter().take(length).fold(0, |value, byte| value << 8 | u32::from(*byte));
        match (&self.predefined, shortest) {
            (Some(predefined), _) => {
                let length = predefined.code_length(bytes);
                (length, number(length))
            }
            (None, Some(length)) => (length, 0),
            // Without any, no code begins anywhere.
            (None, None) => (bytes.len().min(5), 0),
        }
    }

    /// The character (CID) of a code, if the CMap has one for it.
    pub(crate) fn character(&self, length: usize, code: u32) -> Option<u32> {
        // Numbers of codes are compared, not their lengths, as validators do.
        let has = |range: &Range| (range.first..=range.last).contains(&code);
        let found = self.characters.iter().find(|(range, _)| has(range));
        match found {
            Some((range, character)) => Some(character.saturating_add(code - range.first)),
            None => {
                let missing = || self.missing.iter().find(|(range, _)| has(range));
                let predefined = self.predefined.as_ref().and_then(|map| map.character(length, code));
                predefined.or_else(|| missing().map(|(_, character)| *character))
            }
        }
    }
}

impl Range {
    /// Whether these bytes lie between those of the limits, as far as they go.
    fn begins_with(&self, bytes: &[u8]) -> bool {
        let limit = |number: u32, at: usize| number.to_be_bytes()[4 - self.length.clamp(1, 4) + at];
        bytes.len() <= self.length.min(4)
            && bytes
                .iter()
                .enumerate()
                .all(|(at, byte)| (limit(self.first, at)..=limit(self.last, at)).contains(byte))
    }

    /// Whether every byte of a code lies between those of the limits.
    fn has(&self, code: u32) -> bool {
        let bytes = |number: u32| number.to_be_bytes();
        let limits = bytes(self.first).into_iter().zip(bytes(self.last));
        bytes(code).into_iter().zip(limits).all(|(byte, (first, last))| (first..=last).contains(&byte))
    }
}

/// A code: how many bytes, and which number.
fn code(token: &Token) -> Option<(usize, u32)> {
    let mut buffer = Vec::new();
    let bytes = token.string(&mut buffer)?;
    let is_code = (1..=4).contains(&bytes.len());
    is_code.then(|| (bytes.len(), bytes.iter().fold(0, |value, byte| value << 8 | u32::from(*byte))))
}
