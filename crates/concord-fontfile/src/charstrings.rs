//! The glyphs of the encrypted part of a Type 1 font, and the widths that open them.
//!
//! The reader of the font is content with the glyphs that are there; a program that breaks off among them has been cut,
//! and what is cut off may be shown. It also runs glyphs until they state their width, which may take long where they are
//! made to; almost all begin with it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::Damaged;

/// The key of the encrypted part (Adobe Type 1 Font Format, 7.1).
const KEY: u16 = 55_665;

/// How many bytes of it mean nothing.
const NOISE: usize = 4;

/// The key of each glyph in it.
const GLYPH_KEY: u16 = 4_330;

/// How many numbers of a glyph are kept; a width has at most three before it, and some are quotients.
const STACK: usize = 24;

/// The encrypted part, and where its glyphs are.
#[derive(Debug, Default)]
pub(crate) struct Encrypted {
    plain: Vec<u8>,
    glyphs: BTreeMap<String, Range<usize>>,
    /// How many bytes of each glyph mean nothing.
    noise: usize,
}

impl Encrypted {
    /// Reads the encrypted part. Every glyph that begins in it also ends in it, and something follows.
    ///
    /// # Errors
    /// If it is written in hexadecimal digits, which is for printers, or if it breaks off.
    pub(crate) fn read(font: &[u8]) -> Result<Self, Damaged> {
        // What has no such part is not readable anyhow.
        let Some(start) = find(font, b"eexec", 0) else { return Ok(Self::default()) };
        let rest = font.get(start + 5..).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
        let part = &rest[blank..];
        if part.len() >= NOISE && part.iter().take(NOISE).all(u8::is_ascii_hexdigit) {
            return Err(Damaged("the encrypted part of the Type 1 font is written in digits"));
        }
        let plain: Vec<u8> = decrypted(part, KEY, NOISE).collect();
        let stated = find(&plain, b"/lenIV", 0).and_then(|at| number(word(&plain, &mut (at + 6))?));
        let glyphs = glyphs(&plain)?;
        Ok(Self { plain, glyphs, noise: stated.unwrap_or(NOISE) })
    }

    /// The width that a glyph states, in units of the font, if it does so with its first operator, or after divisions.
    pub(crate) fn width(&self, name: &str) -> Option<f64> {
        let glyph = self.plain.get(self.glyphs.get(name)?.clone())?;
        let mut bytes = decrypted(glyph, GLYPH_KEY, self.noise);
        let mut numbers: Vec<f64> = Vec::new();
        while numbers.len() < STACK {
            let first = bytes.next()?;
            let mut next = || bytes.next().map(f64::from);
            match first {
                // Side bearing and width.
                13 => return numbers.get(1).copied(),
                12 => match bytes.next()? {
                    // Both side bearings, and both widths.
                    7 => return numbers.get(2).copied(),
                    12 => {
                        let (divisor, number) = (numbers.pop()?, numbers.pop()?);
                        numbers.push(number / divisor);
                    }
                    _ => return None,
                },
                32..=246 => numbers.push(f64::from(first) - 139.0),
                247..=250 => numbers.push((f64::from(first) - 247.0) * 256.0 + next()? + 108.0),
                251..=254 => numbers.push(-(f64::from(first) - 251.0) * 256.0 - next()? - 108.0),
                255 => {
                    let parts = [bytes.next()?, bytes.next()?, bytes.next()?, bytes.next()?];
                    numbers.push(f64::from(i32::from_be_bytes(parts)));
                }
                _ => return None,
            }
        }
        None
    }
}

fn decrypted(part: &[u8], key: u16, noise: usize) -> impl Iterator<Item = u8> {
    let mut key = key;
    let plain = part.iter().map(move |cipher| {
        let [high, _] = key.to_be_bytes();
        key = u16::from(*cipher).wrapping_add(key).wrapping_mul(52_845).wrapping_add(22_719);
        cipher ^ high
    });
    plain.skip(noise)
}

/// Each glyph is a name, a length, a word, a blank and so many bytes, then words up to the next name or `end`.
fn glyphs(private: &[u8]) -> Result<BTreeMap<String, Range<usize>>, Damaged> {
    let mut glyphs = BTreeMap::new();
    let broken = Damaged("the Type 1 font breaks off among its glyphs");
    let Some(start) = find(private, b"/CharStrings", 0) else { return Ok(glyphs) };
    let mut at = start + 12;
    let Some(count) = word(private, &mut at).and_then(number) else { return Ok(glyphs) };
    at = find(private, b"/", at).ok_or(broken)?;
    for _ in 0..count {
        let name = loop {
            match word(private, &mut at) {
                Some(b"end") => return Ok(glyphs),
                Some([b'/', name @ ..]) => break name.iter().map(|byte| char::from(*byte)).collect(),
                Some(_) => {}
                None => return Err(broken),
            }
        };
        // Whatever is no length is left to the reader of the glyphs.
        let Some(length) = number(word(private, &mut at).ok_or(broken)?) else { return Ok(glyphs) };
        word(private, &mut at).ok_or(broken)?;
        let from = at.saturating_add(1);
        at = from.saturating_add(length);
        if at > private.len() {
            return Err(broken);
        }
        // The first of a name counts.
        glyphs.entry(name).or_insert(from..at);
    }
    Ok(glyphs)
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
