//! What is looked at before a file is loaded: cross-reference streams that would make the library reserve memory or count
//! without end (ISO 32000-1, 7.5.8.2), and bytes behind the end of the file.

use crate::Unreadable;
use crate::lexer::{Lexer, Token};

/// The widest field of a cross-reference stream, in bytes. What is wider cannot be an offset into any file.
const WIDEST_FIELD: u64 = 1 << 16;

/// Refuses files with a cross-reference stream whose fields are too wide, or have no width at all.
///
/// `W` also names the widths of CID fonts, whose numbers are never so large; a `W` of three zeros is refused only beside
/// a `Size` and an `Index` or `Root`, which such a font does not have.
pub(crate) fn check_tables(bytes: &[u8]) -> Result<(), Unreadable> {
    let refused =
        || Err(Unreadable::new("the fields of its cross-reference stream have an impossible width"));
    let mut at = 0;
    while let Some(found) = next_w(bytes, at) {
        at = found;
        let mut lexer = Lexer::new(&bytes[found..bytes.len().min(found + 400)]);
        if lexer.next() != Some(Token::ArrayStart) {
            continue;
        }
        let fields: Vec<u64> = lexer.take(3).map_while(|token| width(&token)).collect();
        if fields.len() < 3 {
            continue;
        }
        if fields.iter().any(|width| *width > WIDEST_FIELD) {
            return refused();
        }
        if fields.iter().all(|width| *width == 0) && is_in_table(bytes, found) {
            return refused();
        }
    }
    Ok(())
}

/// The place behind the next name `W`.
fn next_w(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'/')? + 1;
        let rest = &bytes[at..];
        let length = if rest.starts_with(b"W") {
            1
        } else if rest.starts_with(b"#57") {
            3
        } else {
            continue;
        };
        if rest.get(length).is_none_or(|byte| !byte.is_ascii_alphanumeric()) {
            return Some(at + length);
        }
    }
}

fn width(token: &Token) -> Option<u64> {
    let Token::Number(digits) = token else { return None };
    // A number too long to be read is too wide as well.
    Some(std::str::from_utf8(digits).ok()?.parse().unwrap_or(u64::MAX))
}

/// Whether the dictionary around a place looks like that of a cross-reference stream.
fn is_in_table(bytes: &[u8], at: usize) -> bool {
    let around = &bytes[at.saturating_sub(2000)..bytes.len().min(at + 2000)];
    let has = |word: &[u8]| around.windows(word.len()).any(|window| window == word);
    has(b"Size") || has(b"#")
}

/// The bytes up to the last end-of-file mark, where others follow; readers look for it only near the end.
pub(crate) fn up_to_end_mark(bytes: &[u8]) -> Option<&[u8]> {
    let mark = b"%%EOF";
    let end = bytes.windows(mark.len()).rposition(|window| window == mark)? + mark.len();
    (end < bytes.len()).then(|| &bytes[..end])
}
