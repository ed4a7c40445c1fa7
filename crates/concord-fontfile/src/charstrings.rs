//! Whether the encrypted part of a Type 1 font is whole.
//!
//! The reader of the glyphs is content with those that are there; a program that breaks off among them has been cut, and
//! what is cut off may be shown.

use crate::Damaged;

/// The key of the encrypted part (Adobe Type 1 Font Format, 7.1).
const KEY: u16 = 55_665;

/// How many bytes of it mean nothing.
const NOISE: usize = 4;

/// Checks that every glyph that begins in the encrypted part also ends in it, and that nothing is missing after it.
///
/// # Errors
/// If the encrypted part is written in hexadecimal digits, which is for printers, or if it breaks off.
pub(crate) fn check(font: &[u8]) -> Result<(), Damaged> {
    // What has no such part is not readable anyhow.
    let Some(start) = find(font, b"eexec", 0) else { return Ok(()) };
    let rest = font.get(start + 5..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
    let part = &rest[blank..];
    if part.len() >= NOISE && part.iter().take(NOISE).all(u8::is_ascii_hexdigit) {
        return Err(Damaged("the encrypted part of the Type 1 font is written in digits"));
    }
    glyphs(&decrypted(part))
}

fn decrypted(part: &[u8]) -> Vec<u8> {
    let mut key = KEY;
    let plain = part.iter().map(|cipher| {
        let [high, _] = key.to_be_bytes();
        key = u16::from(*cipher).wrapping_add(key).wrapping_mul(52_845).wrapping_add(22_719);
        cipher ^ high
    });
    plain.skip(NOISE).collect()
}

/// Each glyph is a name, a length, a word, a blank and so many bytes, then words up to the next name or `end`.
fn glyphs(private: &[u8]) -> Result<(), Damaged> {
    let broken = Damaged("the Type 1 font breaks off among its glyphs");
    let Some(start) = find(private, b"/CharStrings", 0) else { return Ok(()) };
    let mut at = start + 12;
    let Some(count) = word(private, &mut at).and_then(number) else { return Ok(()) };
    at = find(private, b"/", at).ok_or(broken)?;
    for _ in 0..count {
        loop {
            match word(private, &mut at) {
                Some(b"end") => return Ok(()),
                Some([b'/', ..]) => break,
                Some(_) => {}
                None => return Err(broken),
            }
        }
        // Whatever is no length is left to the reader of the glyphs.
        let Some(length) = word(private, &mut at).and_then(number) else { return Ok(()) };
        word(private, &mut at).ok_or(broken)?;
        at = at.saturating_add(1).saturating_add(length);
        if at > private.len() {
            return Err(broken);
        }
    }
    Ok(())
}

/// The next word, which begins at a slash or after a blank and ends before either.
fn word<'a>(bytes: &'a [u8], at: &mut usize) -> Option<&'a [u8]> {
    let rest = bytes.get(*at..)?;
    let start = rest.iter().position(|byte| !is_blank(*byte))?;
    let length = rest[start + 1..].iter().position(|byte| is_blank(*byte) || *byte == b'/');
    let end = length.map_or(rest.len(), |length| start + 1 + length);
    *at += end;
    Some(&rest[start..end])
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\x0C' | 0)
}

fn number(word: &[u8]) -> Option<usize> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let place = bytes.get(from..)?.windows(what.len()).position(|window| window == what)?;
    Some(from + place)
}
