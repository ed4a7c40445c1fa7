//! Glyphs of Type 3 fonts: content streams that begin with their width (ISO 32000-1, 9.6.5).

use super::glyph::Glyph;
use super::names::Names;
use crate::file::File;
use concord_fontfile::NOTDEF;
use concord_pdf::lopdf::{Dictionary, Object};
use concord_pdf::{Lexer, Token};

/// What a code means.
pub(crate) fn glyph(file: &File, names: &Names, streams: Option<&Dictionary>, code: u8) -> Glyph {
    let name = names.of_code(code);
    let glyph = name.and_then(|name| {
        // Keys are bytes; names have a character for each.
        let key: Vec<u8> = name.chars().filter_map(|letter| u8::try_from(letter).ok()).collect();
        file.objects.resolve(streams?.get(&key).ok()?)
    });
    let width = match glyph {
        Some(Object::Stream(stream)) => match file.objects.unpack(stream) {
            Ok(bytes) if file.spend(1) => width(&bytes),
            _ => {
                file.unread("a glyph of a Type 3 font that cannot be unpacked");
                None
            }
        },
        _ => None,
    };
    let is_present = glyph.is_some_and(|glyph| !matches!(glyph, Object::Null));
    Glyph { is_present: Some(is_present), width, is_notdef: name == Some(NOTDEF) }
}

/// The first of the two operands of `d0`, or of the six of `d1`.
fn width(content: &[u8]) -> Option<f64> {
    let mut lexer = Lexer::new(content);
    let mut operands = 0;
    let mut first = None;
    loop {
        match lexer.next()? {
            Token::Number(digits) => {
                first = first.or_else(|| concord_pdf::operands::number(digits));
                operands += 1;
            }
            Token::Word(b"d0") if operands == 2 => return first,
            Token::Word(b"d1") if operands == 6 => return first,
            _ => return None,
        }
    }
}
