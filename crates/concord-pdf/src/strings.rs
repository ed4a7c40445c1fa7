//! Text strings (ISO 32000-1, 7.9.2.2).

use lopdf::{Object, StringFormat};

/// The text of a string: UTF-16 or UTF-8 where its first bytes say so, else PDFDocEncoding. What cannot be decoded
/// becomes U+FFFD, so that a text that is there never seems to be absent.
pub fn text(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        let units = rest.chunks(2).map(|pair| match pair {
            [high, low] => u16::from_be_bytes([*high, *low]),
            _ => 0xFFFD,
        });
        return char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect();
    }
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return String::from_utf8_lossy(rest).into_owned();
    }
    if bytes.iter().all(|byte| (b' '..=b'~').contains(byte)) {
        return bytes.iter().map(|byte| char::from(*byte)).collect();
    }
    bytes.iter().map(|byte| pdf_doc_character(*byte)).collect()
}

/// Whether a text string has no character.
pub fn is_empty_text(bytes: &[u8]) -> bool {
    matches!(bytes, b"" | b"\xFE\xFF" | b"\xEF\xBB\xBF")
}

fn pdf_doc_character(byte: u8) -> char {
    let object = Object::String(vec![byte], StringFormat::Literal);
    lopdf::decode_text_string(&object).ok().and_then(|text| text.chars().next()).unwrap_or('\u{FFFD}')
}
