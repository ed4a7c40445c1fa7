//! Segments as text.
//!
//! Words are first written as they are. Where the Markdown made so does not read back as the same segment, every character
//! that could be markup is escaped. What does not read back even then, such as bold that begins with a space, is not
//! written at all.

use crate::segment::{Notation, Piece, Segment};

/// Reads a text as the segment that it is; `None` where it is not one piece of running text.
pub type Reader<'r> = dyn Fn(&str) -> Option<Segment> + 'r;

/// Characters that can be markup.
const SIGNS: &[char] =
    &['\\', '`', '*', '_', '[', ']', '{', '}', '^', '<', '>', '&', '|', '~', '"', '\'', '#', '!', ':', '$'];

/// Writes a segment in a notation. `None` where it cannot be written so that `read` gives it back.
pub fn write(segment: &Segment, notation: Notation, read: &Reader<'_>) -> Option<String> {
    match notation {
        Notation::Message => Some(plain(segment)),
        Notation::Alternative => {
            let has_words_only = segment.pieces.iter().all(|piece| matches!(piece, Piece::Text(_)));
            has_words_only.then(|| {
                escaped(segment, &|sign| matches!(sign, '\\' | '[' | ']' | '`' | '*' | '_' | '<' | '&' | '!'))
            })
        }
        _ => markdown(segment, read).map(|text| in_place(&text, notation)),
    }
}

/// A segment as Markdown that reads back as the same.
pub fn markdown(segment: &Segment, read: &Reader<'_>) -> Option<String> {
    let is_read = |text: &String| read(text).is_some_and(|seen| seen.is_same(segment));
    let lightly = escaped(segment, &|sign| sign == '\\');
    if is_read(&lightly) {
        return Some(lightly);
    }
    let fully = guarded(&escaped(segment, &|sign| SIGNS.contains(&sign)), segment);
    Some(fully).filter(is_read)
}

/// A segment as it stands, without any escape: the form of messages.
pub(crate) fn plain(segment: &Segment) -> String {
    escaped(segment, &|_| false)
}

fn escaped(segment: &Segment, is_escaped: &dyn Fn(char) -> bool) -> String {
    let mut out = String::new();
    for piece in &segment.pieces {
        match piece {
            Piece::Text(text) => {
                for character in text.chars() {
                    if is_escaped(character) {
                        out.push('\\');
                    }
                    out.push(character);
                }
            }
            Piece::Open(number) | Piece::Alone(number) => {
                out.push_str(segment.markers.get(*number).map_or("", |marker| &marker.open));
            }
            Piece::Close(number) => {
                let marker = segment.markers.get(*number);
                out.push_str(marker.and_then(|marker| marker.close.as_deref()).unwrap_or_default());
            }
        }
    }
    out
}

/// Also escapes what would begin a list, a heading or an underline.
fn guarded(text: &str, segment: &Segment) -> String {
    if !matches!(segment.pieces.first(), Some(Piece::Text(_))) {
        return text.to_owned();
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let at = if digits > 0 { digits } else { 0 };
    match text[at..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &text[..at], &text[at..]),
        Some('-' | '+' | '=') if digits == 0 => format!("\\{text}"),
        _ => text.to_owned(),
    }
}

/// Signs that end what a text stands in.
fn in_place(text: &str, notation: Notation) -> String {
    let ending = match notation {
        Notation::Cell => '|',
        Notation::Caption(quote) => quote,
        _ => return text.to_owned(),
    };
    let mut out = String::new();
    let mut is_after_escape = false;
    for character in text.chars() {
        if character == ending && !is_after_escape {
            out.push('\\');
        }
        is_after_escape = character == '\\' && !is_after_escape;
        out.push(character);
    }
    out
}
