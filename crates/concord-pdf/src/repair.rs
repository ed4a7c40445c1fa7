//! Files whose tables or lengths are wrong, read all the same where it is clear what is meant.

use crate::lexer::{Lexer, Token};
use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, Stream};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How far behind its number the data of a stream may begin, in bytes.
const LONGEST_DICTIONARY: usize = 1 << 16;

/// Finds the first place of some bytes.
pub(crate) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The file with a new table of its objects behind it, found by looking for them. Of objects with the same number the last
/// counts. `None` where no catalog is named, or the file is encrypted.
pub(crate) fn with_new_table(bytes: &[u8]) -> Option<Vec<u8>> {
    let header = find(bytes, b"%PDF-")?;
    let body = &bytes[header..];
    if find(body, b"/Encrypt").is_some() {
        return None;
    }
    let objects = objects(body);
    let root = body.windows(5).rposition(|window| window == b"/Root")?;
    let mut words = Lexer::new(&body[root + 5..]);
    let (number, generation) = (words.next()?.number()?, words.next()?.number()?);
    if words.next() != Some(Token::Word(b"R")) {
        return None;
    }
    let mut table = String::from("\nxref\n0 1\n0000000000 65535 f \n");
    for (number, (generation, offset)) in &objects {
        let _ = write!(table, "{number} 1\n{offset:010} {generation:05} n \n");
    }
    let size = u64::from(*objects.last_key_value()?.0) + 1;
    let _ = write!(table, "trailer\n<</Size {size}/Root {number} {generation} R>>\n");
    let start = body.len() + 1;
    let _ = write!(table, "startxref\n{start}\n%%EOF\n");
    Some([body, table.as_bytes()].concat())
}

/// The numbers of objects, with their generations and where they begin.
fn objects(bytes: &[u8]) -> BTreeMap<u32, (u16, usize)> {
    let mut objects = BTreeMap::new();
    for (at, window) in bytes.windows(4).enumerate() {
        if window[0].is_ascii_whitespace()
            && &window[1..] == b"obj"
            && let Some((generation, at)) = number_before(bytes, at)
            && let Some((number, at)) = at.checked_sub(1).and_then(|space| number_before(bytes, space))
            && let (Ok(number), Ok(generation)) = (u32::try_from(number), u16::try_from(generation))
        {
            objects.insert(number, (generation, at));
        }
    }
    objects
}

/// The number whose digits end at a place, and where it begins.
fn number_before(bytes: &[u8], end: usize) -> Option<(u64, usize)> {
    let digits = bytes[..end].iter().rev().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(&bytes[end - digits..end]).ok()?;
    Some((text.parse().ok()?, end - digits))
}

/// Makes streams of dictionaries that are followed by data. The library takes a stream whose `Length` is wrong for its
/// dictionary alone; the data ends where the file says so.
pub(crate) fn streams(document: &mut Document, bytes: &[u8]) {
    let header = find(bytes, b"%PDF-").unwrap_or(0);
    let has_length = |entries: &Dictionary| entries.has(b"Length");
    let mut left = bytes.len().saturating_mul(4);
    let mut found = Vec::new();
    for (id, object) in &document.objects {
        let Object::Dictionary(entries) = object else { continue };
        let Some(XrefEntry::Normal { offset, .. }) = document.reference_table.get(id.0) else { continue };
        if !has_length(entries) {
            continue;
        }
        let Some(rest) = bytes.get(header.saturating_add(*offset as usize)..) else { continue };
        let window = &rest[..rest.len().min(LONGEST_DICTIONARY)];
        left = left.saturating_sub(window.len());
        let Some(start) = start_of_data(window) else { continue };
        let Some(end) = find(&rest[start..], b"endstream") else { continue };
        left = left.saturating_sub(end);
        if left == 0 {
            break;
        }
        let data = &rest[start..start + end];
        let data = data.strip_suffix(b"\n").unwrap_or(data);
        let data = data.strip_suffix(b"\r").unwrap_or(data);
        found.push((*id, Stream::new(entries.clone(), data.to_vec())));
    }
    for (id, stream) in found {
        document.objects.insert(id, Object::Stream(stream));
    }
}

/// Where the data of a stream begins, if a stream begins before the object ends.
fn start_of_data(object: &[u8]) -> Option<usize> {
    let word = find(object, b"stream")?;
    if find(&object[..word], b"endobj").is_some() {
        return None;
    }
    match object.get(word + 6..)? {
        [b'\r', b'\n', ..] => Some(word + 8),
        [b'\n' | b'\r', ..] => Some(word + 7),
        _ => None,
    }
}
