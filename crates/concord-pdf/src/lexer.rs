//! The words of a content stream or a character map (ISO 32000-1, 7.2 and 7.8.2).
//!
//! Nothing is copied: a token is a piece of the stream. Strings are decoded only when they are shown.

use std::borrow::Cow;

/// A word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A number.
    Number(&'a [u8]),
    /// A name without its slash.
    Name(&'a [u8]),
    /// What stands between parentheses.
    Literal(&'a [u8]),
    /// What stands between angle brackets.
    Hexadecimal(&'a [u8]),
    /// `[`
    ArrayStart,
    /// `]`
    ArrayEnd,
    /// `<<`
    DictionaryStart,
    /// `>>`
    DictionaryEnd,
    /// An operator, or one of the words `true`, `false` and `null`.
    Word(&'a [u8]),
}

impl Token<'_> {
    /// The bytes that a string stands for, in a buffer that is used again.
    pub fn string<'b>(&'b self, buffer: &'b mut Vec<u8>) -> Option<&'b [u8]> {
        match self {
            Token::Literal(raw) if !raw.contains(&b'\\') && !raw.contains(&b'\r') => Some(raw),
            Token::Literal(raw) => {
                decode_literal(raw, buffer);
                Some(buffer)
            }
            Token::Hexadecimal(raw) => {
                decode_hexadecimal(raw, buffer);
                Some(buffer)
            }
            _ => None,
        }
    }

    /// The bytes that a name stands for (ISO 32000-1, 7.3.5): two digits after `#` are one byte.
    pub fn name(&self) -> Option<Cow<'_, [u8]>> {
        let Token::Name(raw) = self else { return None };
        if !raw.contains(&b'#') {
            return Some(Cow::Borrowed(raw));
        }
        let digit = |at: usize| raw.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let mut out = Vec::with_capacity(raw.len());
        let mut at = 0;
        while let Some(byte) = raw.get(at) {
            match (byte, digit(at + 1), digit(at + 2)) {
                (b'#', Some(high), Some(low)) => {
                    out.push((high << 4 | low).to_le_bytes()[0]);
                    at += 3;
                }
                _ => {
                    out.push(*byte);
                    at += 1;
                }
            }
        }
        Some(Cow::Owned(out))
    }

    /// A whole number that is not negative.
    pub fn number(&self) -> Option<u32> {
        match self {
            Token::Number(digits) => std::str::from_utf8(digits).ok()?.parse().ok(),
            _ => None,
        }
    }
}

/// Cuts bytes into tokens.
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    /// Begins at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes the data of an inline image: up to `EI` between white space (ISO 32000-1, 8.9.7).
    pub fn skip_image_data(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let is_end = |window: &[u8]| {
            is_space(window[0]) && &window[1..3] == b"EI" && window.get(3).is_none_or(|byte| is_space(*byte))
        };
        let end = (0..rest.len()).find(|at| {
            let window = &rest[*at..rest.len().min(at + 4)];
            window.len() >= 3 && is_end(window)
        });
        self.at = end.map_or(self.bytes.len(), |end| self.at + end + 3);
    }

    /// Passes the data of an inline image whose length in bytes is known, and the `EI` behind it.
    pub fn skip_image_bytes(&mut self, length: usize) {
        // One white space stands between `ID` and the data.
        let end = self.at.saturating_add(1).saturating_add(length);
        let is_end = self.bytes.get(end..).is_some_and(|rest| {
            let rest = rest.trim_ascii_start();
            rest.starts_with(b"EI") && rest.get(2).is_none_or(|byte| !is_regular(*byte))
        });
        if is_end {
            self.at = end;
            self.next();
        } else {
            // The length is not what its entries say.
            self.skip_image_data();
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self.peek(0).is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// From here to the first byte that does not belong, which is left.
    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'a [u8] {
        let start = self.at;
        while self.peek(0).is_some_and(&belongs) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn literal(&mut self) -> Token<'a> {
        let start = self.at + 1;
        let mut depth = 0_usize;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Token::Literal(&self.bytes[start..self.at - 1]);
            }
        }
        self.at = self.bytes.len();
        Token::Literal(self.bytes.get(start..).unwrap_or_default())
    }

    fn hexadecimal(&mut self) -> Token<'a> {
        self.at += 1;
        let digits = self.take_while(|byte| byte != b'>');
        self.at += 1;
        Token::Hexadecimal(digits)
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_space();
        let (first, second) = (self.peek(0)?, self.peek(1));
        let (token, length) = match (first, second) {
            (b'(', _) => return Some(self.literal()),
            (b'<', Some(b'<')) => (Token::DictionaryStart, 2),
            (b'>', Some(b'>')) => (Token::DictionaryEnd, 2),
            (b'<', _) => return Some(self.hexadecimal()),
            (b'[', _) => (Token::ArrayStart, 1),
            (b']', _) => (Token::ArrayEnd, 1),
            (b'/', _) => {
                self.at += 1;
                return Some(Token::Name(self.take_while(is_regular)));
            }
            (b'0'..=b'9' | b'+' | b'-' | b'.', _) => return Some(Token::Number(self.take_while(is_regular))),
            // A delimiter that opens nothing is passed over as a word of its own.
            (b')' | b'>' | b'{' | b'}', _) => (Token::Word(&self.bytes[self.at..=self.at]), 1),
            _ => return Some(Token::Word(self.take_while(is_regular))),
        };
        self.at += length;
        Some(token)
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// ISO 32000-1, 7.3.4.2.
fn decode_literal(raw: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => match bytes.next() {
                Some(b'n') => out.push(b'\n'),
                Some(b'r') => out.push(b'\r'),
                Some(b't') => out.push(b'\t'),
                Some(b'b') => out.push(8),
                Some(b'f') => out.push(12),
                Some(b'\r') => {
                    bytes.next_if_eq(&b'\n');
                }
                Some(b'\n') | None => {}
                Some(digit @ b'0'..=b'7') => {
                    let mut value = u32::from(digit - b'0');
                    for _ in 0..2 {
                        let Some(digit) = bytes.next_if(|byte| (b'0'..=b'7').contains(byte)) else { break };
                        value = value * 8 + u32::from(digit - b'0');
                    }
                    out.push(value.to_le_bytes()[0]);
                }
                Some(other) => out.push(other),
            },
            b'\r' => {
                bytes.next_if_eq(&b'\n');
                out.push(b'\n');
            }
            _ => out.push(byte),
        }
    }
}

/// ISO 32000-1, 7.3.4.3: an odd last digit is followed by 0; what is no digit does not count.
fn decode_hexadecimal(raw: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let mut high = None;
    for byte in raw {
        let Some(digit) = char::from(*byte).to_digit(16) else { continue };
        let digit = digit.to_le_bytes()[0];
        match high.take() {
            None => high = Some(digit << 4),
            Some(high) => out.push(high | digit),
        }
    }
    out.extend(high);
}
