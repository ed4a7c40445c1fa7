//! ToUnicode maps (ISO 32000-1, 9.10.3).

use crate::lexer::{Lexer, Token};

/// How many codes a map may have: all that two bytes can say.
const MOST_CODES: usize = 1 << 16;

/// The texts of codes.
#[derive(Clone, Debug, Default)]
pub struct CharacterMap {
    /// By code, where its text stands in `texts`.
    places: Vec<(u32, u32)>,
    texts: String,
    /// Whether codes have two bytes; `None` where the map does not say.
    pub is_wide: Option<bool>,
}

impl CharacterMap {
    /// Reads a map; what makes no sense is passed over.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes);
        while let Some(token) = lexer.next() {
            match token {
                Token::Word(b"begincodespacerange") => map.code_space(&mut lexer),
                Token::Word(b"beginbfchar") => map.characters(&mut lexer),
                Token::Word(b"beginbfrange") => map.ranges(&mut lexer),
                _ => {}
            }
        }
        map
    }

    /// The text of a code.
    pub fn get(&self, code: u16) -> Option<&str> {
        let (start, end) = *self.places.get(usize::from(code))?;
        self.texts.get(start as usize..end as usize).filter(|text| !text.is_empty())
    }

    fn code_space(&mut self, lexer: &mut Lexer) {
        while let Some(Token::Hexadecimal(first)) = lexer.next() {
            self.is_wide = Some(first.len() > 2);
            lexer.next();
        }
    }

    fn characters(&mut self, lexer: &mut Lexer) {
        while let Some(code @ Token::Hexadecimal(_)) = lexer.next() {
            let Some(text) = lexer.next() else { return };
            self.set(number(code), &utf16(text));
        }
    }

    /// A range counts on from one text, or has an array with a text for each code.
    fn ranges(&mut self, lexer: &mut Lexer) {
        while let Some(first @ Token::Hexadecimal(_)) = lexer.next() {
            let (Some(last), Some(target)) = (lexer.next(), lexer.next()) else { return };
            let codes = number(first)..=number(last).min(MOST_CODES - 1);
            if target == Token::ArrayStart {
                let mut codes = codes;
                while let Some(text @ (Token::Hexadecimal(_) | Token::Literal(_))) = lexer.next() {
                    if let Some(code) = codes.next() {
                        self.set(code, &utf16(text));
                    }
                }
                continue;
            }
            let mut units = utf16(target);
            for code in codes {
                self.set(code, &units);
                if let Some(unit) = units.last_mut() {
                    *unit = unit.wrapping_add(1);
                }
            }
        }
    }

    fn set(&mut self, code: usize, units: &[u16]) {
        // A text is a few characters; a map cannot be made to fill the memory with long ones.
        let units = &units[..units.len().min(64)];
        if code >= MOST_CODES {
            return;
        }
        if self.places.len() <= code {
            self.places.resize(code + 1, (0, 0));
        }
        let start = self.texts.len();
        self.texts.extend(char::decode_utf16(units.iter().copied()).map(|unit| unit.unwrap_or('\u{FFFD}')));
        let place = |at: usize| u32::try_from(at).unwrap_or(0);
        self.places[code] = (place(start), place(self.texts.len()));
    }
}

fn number(token: Token) -> usize {
    let mut buffer = Vec::new();
    let bytes = token.string(&mut buffer).unwrap_or_default();
    bytes.iter().take(4).fold(0, |number, byte| number << 8 | usize::from(*byte))
}

fn utf16(token: Token) -> Vec<u16> {
    let mut buffer = Vec::new();
    let bytes = token.string(&mut buffer).unwrap_or_default();
    bytes.chunks(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte))).collect()
}
