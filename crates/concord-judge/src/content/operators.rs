//! A content stream as operators with their operands (ISO 32000-1, 7.8.2).

use concord_pdf::{Lexer, Token, operands};

/// Operands that one operator may have; those beyond are left out.
const MOST_OPERANDS: usize = 100_000;

/// The operators of a stream, one after another.
pub(crate) struct Operators<'b> {
    lexer: Lexer<'b>,
    operands: Vec<Token<'b>>,
    is_used: bool,
}

impl<'b> Operators<'b> {
    pub(crate) fn new(content: &'b [u8]) -> Self {
        Self { lexer: Lexer::new(content), operands: Vec::new(), is_used: false }
    }

    /// The next operator. An inline image is one, `ID`, with its entries as operands and its data passed over.
    pub(crate) fn next(&mut self) -> Option<&'b [u8]> {
        if std::mem::take(&mut self.is_used) {
            self.operands.clear();
        }
        loop {
            match self.lexer.next()? {
                token @ Token::Word(b"true" | b"false" | b"null") => self.push(token),
                Token::Word(b"BI") => self.operands.clear(),
                Token::Word(operator) => {
                    if operator == b"ID" {
                        match image_length(&self.operands) {
                            Some(length) => self.lexer.skip_image_bytes(length),
                            None => self.lexer.skip_image_data(),
                        }
                    }
                    self.is_used = true;
                    return Some(operator);
                }
                token => self.push(token),
            }
        }
    }

    /// The operands of the last operator.
    pub(crate) fn operands(&self) -> &[Token<'b>] {
        &self.operands
    }

    fn push(&mut self, token: Token<'b>) {
        if self.operands.len() < MOST_OPERANDS {
            self.operands.push(token);
        }
    }
}

/// The bytes of an inline image without filters (ISO 32000-1, 8.9.7), where its entries tell.
fn image_length(entries: &[Token]) -> Option<usize> {
    let value = |names: [&[u8]; 2]| {
        let at =
            entries.iter().position(|token| matches!(token, Token::Name(name) if names.contains(name)))?;
        entries.get(at + 1)
    };
    if value([b"F", b"Filter"]).is_some() {
        return None;
    }
    let number = |names| match value(names) {
        Some(Token::Number(digits)) => operands::number(digits).map(|number| number as usize),
        _ => None,
    };
    let is_mask = matches!(value([b"IM", b"ImageMask"]), Some(Token::Word(b"true")));
    let components = match value([b"CS", b"ColorSpace"]) {
        _ if is_mask => 1,
        Some(Token::Name(b"G" | b"DeviceGray" | b"CalGray")) => 1,
        Some(Token::Name(b"RGB" | b"DeviceRGB" | b"CalRGB")) => 3,
        Some(Token::Name(b"CMYK" | b"DeviceCMYK")) => 4,
        Some(Token::ArrayStart) => 1,
        _ => return None,
    };
    let bits = if is_mask { 1 } else { number([b"BPC", b"BitsPerComponent"])? };
    let row = number([b"W", b"Width"])?.checked_mul(components)?.checked_mul(bits)?.checked_add(7)? / 8;
    row.checked_mul(number([b"H", b"Height"])?)
}

/// The operator from which on marked content counts for nothing: the beginning of a sequence that no other encloses and
/// that the stream does not end.
pub(crate) fn first_unended(content: &[u8]) -> usize {
    let mut operators = Operators::new(content);
    let (mut depth, mut start, mut number) = (0_usize, 0, 0);
    while let Some(operator) = operators.next() {
        match operator {
            b"BMC" | b"BDC" => {
                if depth == 0 {
                    start = number;
                }
                depth += 1;
            }
            b"EMC" => depth = depth.saturating_sub(1),
            _ => {}
        }
        number += 1;
    }
    if depth > 0 { start } else { usize::MAX }
}
