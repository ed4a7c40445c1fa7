//! The encoding of TrueType fonts (ISO 14289-1, 7.21.6), as far as their dictionaries show.

use super::UsedFont;
use super::names::text;
use crate::file::File;
use crate::language::shorten;
use crate::rules;
use concord_fontfile::{NOTDEF, is_listed};
use concord_pdf::lopdf::{Dictionary, Object};

/// Judges a font that is used.
pub(crate) fn judge(file: &File, font: &UsedFont, has_program: bool) {
    if font.subtype != b"TrueType" {
        return;
    }
    let encoding = file.objects.get(font.entries, "Encoding");
    let base = match encoding {
        Some(Object::Name(name)) => Some(name.as_slice()),
        Some(Object::Dictionary(entries)) => file.objects.get_name_bytes(entries, "BaseEncoding"),
        _ => None,
    };
    if font.is_symbolic(file) {
        if let Some(base) = base {
            let base = shorten(&String::from_utf8_lossy(base));
            let message = format!("{} is symbolic and has the encoding {base}", font.name(file));
            file.find(&rules::C7_21_6_T3, font.place(), message);
        }
        return;
    }
    if !matches!(base, Some(b"MacRomanEncoding" | b"WinAnsiEncoding")) {
        let (condition, what) = match (encoding, base) {
            (_, Some(base)) => {
                ("31-021", format!("the encoding {}", shorten(&String::from_utf8_lossy(base))))
            }
            (Some(Object::Dictionary(_)), None) => ("31-020", "an encoding without a base".into()),
            _ => ("31-019", "no encoding".into()),
        };
        let message = format!("{} is not symbolic and has {what}", font.name(file));
        file.find_as(&rules::C7_21_6_T2, Some(condition), font.place(), message);
    } else if let Some(Object::Dictionary(entries)) = encoding
        && has_program
        && let Some(name) = unlisted_name(file, entries)
    {
        let message =
            format!("{} names the glyph {name}, which is not in the Adobe Glyph List", font.name(file));
        file.find_as(&rules::C7_21_6_T2, Some("31-022"), font.place(), message);
    }
}

/// The first name among the differences that has no character.
fn unlisted_name(file: &File, encoding: &Dictionary) -> Option<String> {
    let differences = file.objects.get_array(encoding, "Differences")?;
    let mut names = differences.iter().filter_map(|item| file.objects.resolve(item)?.as_name().ok());
    let name = names.find(|name| *name != NOTDEF.as_bytes() && !is_listed(&text(name)))?;
    Some(shorten(&String::from_utf8_lossy(name)))
}
