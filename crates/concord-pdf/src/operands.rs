//! Words of a content stream as objects, where an operator needs more than its words (property lists, colours).

use crate::lexer::Token;
use lopdf::{Dictionary, Object, StringFormat};

/// How deep the arrays and dictionaries of operands may nest; what lies deeper is null.
const DEEPEST: usize = 32;

/// The operands as objects. A bracket that is never closed ends with the operands.
pub fn objects(tokens: &[Token]) -> Vec<Object> {
    let mut reader = Reader { tokens, at: 0 };
    let mut out = Vec::new();
    while reader.at < tokens.len() {
        out.extend(reader.object(DEEPEST));
    }
    out
}

/// A number as it is written, whole or with a fraction.
pub fn number(digits: &[u8]) -> Option<f64> {
    std::str::from_utf8(digits).ok()?.parse::<f64>().ok().filter(|number| number.is_finite())
}

struct Reader<'t, 'b> {
    tokens: &'t [Token<'b>],
    at: usize,
}

impl Reader<'_, '_> {
    /// The next object; `None` for a bracket that closes what was not open.
    fn object(&mut self, depth: usize) -> Option<Object> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        let mut buffer = Vec::new();
        Some(match token {
            Token::Number(digits) => plain_number(digits),
            Token::Name(_) => {
                Object::Name(token.name().map(std::borrow::Cow::into_owned).unwrap_or_default())
            }
            Token::Literal(_) => {
                Object::String(token.string(&mut buffer).unwrap_or_default().to_vec(), StringFormat::Literal)
            }
            Token::Hexadecimal(_) => Object::String(
                token.string(&mut buffer).unwrap_or_default().to_vec(),
                StringFormat::Hexadecimal,
            ),
            Token::ArrayStart => self.array(depth),
            Token::DictionaryStart => self.dictionary(depth),
            Token::Word(b"true") => Object::Boolean(true),
            Token::Word(b"false") => Object::Boolean(false),
            Token::Word(_) => Object::Null,
            Token::ArrayEnd | Token::DictionaryEnd => return None,
        })
    }

    fn array(&mut self, depth: usize) -> Object {
        let mut items = Vec::new();
        while let Some(token) = self.tokens.get(self.at) {
            if *token == Token::ArrayEnd {
                self.at += 1;
                break;
            }
            let item = self.nested(depth);
            items.extend(item);
        }
        Object::Array(items)
    }

    fn dictionary(&mut self, depth: usize) -> Object {
        let mut entries = Dictionary::new();
        while let Some(token) = self.tokens.get(self.at) {
            if *token == Token::DictionaryEnd {
                self.at += 1;
                break;
            }
            let key = token.name().map(std::borrow::Cow::into_owned);
            self.at += 1;
            if let Some(key) = key
                && self.tokens.get(self.at) != Some(&Token::DictionaryEnd)
                && let Some(value) = self.nested(depth)
            {
                entries.set(key, value);
            }
        }
        Object::Dictionary(entries)
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        match depth.checked_sub(1) {
            Some(depth) => self.object(depth),
            None => {
                self.at += 1;
                Some(Object::Null)
            }
        }
    }
}

fn plain_number(digits: &[u8]) -> Object {
    let text = std::str::from_utf8(digits).unwrap_or_default();
    match text.parse::<i64>() {
        Ok(number) => Object::Integer(number),
        #[expect(clippy::cast_possible_truncation, reason = "objects hold numbers in single precision")]
        Err(_) => number(digits).map_or(Object::Null, |number| Object::Real(number as f32)),
    }
}
