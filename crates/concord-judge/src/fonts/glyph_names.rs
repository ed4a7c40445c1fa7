//! Names of glyphs: which codes have one (ISO 32000-1, annex D), and which names have a text.

use super::UsedFont;
use crate::file::File;
use concord_pdf::lopdf::{Dictionary, Object};
use skrifa::raw::ps::agl;

/// What the encoding of a simple font says of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// This name, from the differences.
    Own(Vec<u8>),
    /// A name of a base encoding, all of which have texts.
    OfBase,
    /// The base encoding has nothing for the code.
    NotDefined,
    /// Only the font program can tell.
    OfProgram,
}

/// What the dictionary of a simple font says of a code.
pub(crate) fn of_code(file: &File, font: &UsedFont, code: u8) -> Name {
    let encoding = file.objects.get(font.entries, "Encoding");
    let base = match encoding {
        Some(Object::Name(name)) => Some(name.as_slice()),
        Some(Object::Dictionary(entries)) => {
            if let Some(name) = difference(file, entries, code) {
                return if name == b".notdef" { Name::NotDefined } else { Name::Own(name.to_vec()) };
            }
            file.objects.get_name_bytes(entries, "BaseEncoding")
        }
        _ => None,
    };
    let is_listed = match base {
        Some(b"WinAnsiEncoding") => is_in_win_ansi(code),
        Some(b"MacRomanEncoding") => is_in_mac_roman(code),
        Some(b"MacExpertEncoding") => is_in_mac_expert(code),
        _ => return Name::OfProgram,
    };
    if is_listed { Name::OfBase } else { Name::NotDefined }
}

/// The name of a code among the differences; the last one counts.
fn difference<'o>(file: &'o File, encoding: &'o Dictionary, code: u8) -> Option<&'o [u8]> {
    let differences = file.objects.get_array(encoding, "Differences")?;
    let (mut at, mut found) = (0_i64, None);
    for item in differences.iter().take(10_000) {
        match file.objects.resolve(item) {
            Some(Object::Integer(next)) => at = *next,
            Some(Object::Name(name)) => {
                if at == i64::from(code) {
                    found = Some(name.as_slice());
                }
                at = at.saturating_add(1);
            }
            _ => {}
        }
    }
    found
}

/// Whether a name stands in the Adobe Glyph List.
pub(crate) fn is_in_adobe_list(name: &[u8]) -> bool {
    name == b".notdef" || (has_text(name) && !is_of_dingbats(name))
}

/// Whether a name stands in the Adobe Glyph List or that of the Zapf Dingbats. Names that are made by a scheme, such as
/// `uni0041`, stand in neither.
pub(crate) fn has_text(name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else { return false };
    let is_made = |prefix: &str, least: usize| {
        name.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() >= least
                && rest.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte))
        })
    };
    let is_plain = !name.contains(['.', '_']) && !is_made("uni", 4) && !is_made("u", 4);
    is_plain && agl::name_to_chars(name).next().is_some()
}

/// `a` and a number.
fn is_of_dingbats(name: &[u8]) -> bool {
    name.strip_prefix(b"a").is_some_and(|rest| !rest.is_empty() && rest.iter().all(u8::is_ascii_digit))
}

fn is_in_win_ansi(code: u8) -> bool {
    // What is not used shows a bullet (ISO 32000-1, D.2, note 3).
    code >= 32
}

fn is_in_mac_roman(code: u8) -> bool {
    // Characters that the encoding of the system has and that of PDF has not.
    const ABSENT: [u8; 15] = [173, 176, 178, 179, 182, 183, 184, 185, 186, 189, 195, 197, 198, 215, 240];
    (32..127).contains(&code) || (code >= 128 && !ABSENT.contains(&code))
}

fn is_in_mac_expert(code: u8) -> bool {
    // ISO 32000-1, D.5.
    matches!(code, 32..=36 | 38..=58 | 60..=63 | 66..=73 | 77..=90 | 91..=97 | 100..=175 | 178..=246 | 249..=251)
}
