//! The names that the dictionary of a simple font gives its codes (ISO 32000-1, 9.6.6).

use super::UsedFont;
use crate::file::File;
use concord_fontfile::{BaseEncoding, NOTDEF};
use concord_pdf::lopdf::{Dictionary, Object};
use std::collections::BTreeMap;

/// The standard fonts that have letters; without a descriptor they have Standard Encoding (ISO 32000-1, 9.6.2.2).
const STANDARD_FONTS: [&[u8]; 12] = [
    b"Courier",
    b"Courier-Bold",
    b"Courier-Oblique",
    b"Courier-BoldOblique",
    b"Helvetica",
    b"Helvetica-Bold",
    b"Helvetica-Oblique",
    b"Helvetica-BoldOblique",
    b"Times-Roman",
    b"Times-Bold",
    b"Times-Italic",
    b"Times-BoldItalic",
];

/// What `Encoding` of a simple font says.
#[derive(Debug, Default)]
pub(crate) struct Names {
    base: Option<BaseEncoding>,
    differences: BTreeMap<u8, String>,
    form: Form,
}

/// How `Encoding` is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    /// Not at all.
    #[default]
    Absent,
    /// As a name, or as something that it cannot be.
    Name,
    /// As a dictionary.
    Dictionary,
}

impl Names {
    /// Those of a font that is used.
    pub(crate) fn of_font(file: &File, font: &UsedFont) -> Self {
        let stated = |name: &[u8]| {
            // Standard Encoding cannot be stated, it is the default of the program.
            BaseEncoding::from_name(name).filter(|base| *base != BaseEncoding::Standard)
        };
        let mut names = match file.objects.get(font.entries, "Encoding") {
            None | Some(Object::Null) => Self::default(),
            Some(Object::Dictionary(entries)) => Self {
                base: file.objects.get_name_bytes(entries, "BaseEncoding").and_then(stated),
                differences: differences(file, entries),
                form: Form::Dictionary,
            },
            Some(other) => {
                Self { base: other.as_name().ok().and_then(stated), form: Form::Name, ..Self::default() }
            }
        };
        let is_standard = font.subtype == b"Type1"
            && font.descriptor(file).is_none()
            && file
                .objects
                .get_name_bytes(font.entries, "BaseFont")
                .is_some_and(|name| STANDARD_FONTS.contains(&name));
        if is_standard && names.base.is_none() {
            names.base = Some(BaseEncoding::Standard);
        }
        names
    }

    /// How the encoding is written.
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    /// The name of a code; `.notdef` where there is a base encoding that leaves it out, none where only the program can
    /// tell.
    pub(crate) fn of_code(&self, code: u8) -> Option<&str> {
        let own = self.differences.get(&code).map(String::as_str);
        own.or_else(|| self.base.map(|base| base.name(code)))
    }

    /// The name of a code in a TrueType font that is not symbolic: the codes that an encoding dictionary leaves out are
    /// those of Standard Encoding (ISO 32000-1, 9.6.6.4). None if the encoding is one that such a font cannot have.
    pub(crate) fn in_true_type(&self, code: u8) -> Option<&str> {
        let name = self.of_code(code);
        match self.form {
            Form::Dictionary => {
                let own = name.filter(|name| *name != NOTDEF);
                Some(own.unwrap_or_else(|| BaseEncoding::Standard.name(code)))
            }
            Form::Name if self.base != Some(BaseEncoding::MacExpert) => name,
            Form::Name | Form::Absent => None,
        }
    }
}

/// The names of `Differences`, the last of each code.
fn differences(file: &File, encoding: &Dictionary) -> BTreeMap<u8, String> {
    let mut names = BTreeMap::new();
    let Some(items) = file.objects.get_array(encoding, "Differences") else { return names };
    if !file.spend(items.len()) {
        return names;
    }
    let mut at = 0_i64;
    for item in items {
        match file.objects.resolve(item) {
            Some(Object::Integer(next)) => at = *next,
            Some(Object::Name(name)) => {
                if let Ok(code) = u8::try_from(at) {
                    names.insert(code, text(name));
                }
                at = at.saturating_add(1);
            }
            _ => {}
        }
    }
    names
}

/// A name with a character for each byte, as font programs give theirs.
pub(crate) fn text(name: &[u8]) -> String {
    name.iter().map(|byte| char::from(*byte)).collect()
}
