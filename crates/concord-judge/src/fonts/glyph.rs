//! What a code that is shown means in the font program: a glyph that is there, how wide it is, and whether it is
//! `.notdef`.

use super::composite::Characters;
use super::names::{Form, Names};
use super::program::Program;
use super::{Code, UsedFont, type3};
use crate::file::File;
use concord_fontfile::{Cff, NOTDEF, TrueType, Type1};
use concord_pdf::lopdf::Dictionary;

/// What a code means.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Glyph {
    /// Whether the program has the glyph; `None` where there is no program, or it cannot be asked.
    pub(crate) is_present: Option<bool>,
    /// Its width in the program, in thousandths of an em (in Type 3 fonts in their own units).
    pub(crate) width: Option<f64>,
    /// Whether the code means `.notdef`.
    pub(crate) is_notdef: bool,
}

/// What is asked for each code of a font.
pub(crate) enum Glyphs<'o, 'p> {
    /// Of a composite font.
    Composite(Characters<'p>),
    /// Of a TrueType font.
    TrueType { names: Names, is_symbolic: bool, program: Option<&'p TrueType<'p>> },
    /// Of a Type 1 font, whatever its program.
    Type1 { names: Names, program: Option<&'p Program<'p>> },
    /// Of a Type 3 font.
    Type3 { names: Names, streams: Option<&'o Dictionary> },
}

impl<'o, 'p> Glyphs<'o, 'p> {
    /// Those of a font that is used.
    pub(crate) fn of_font(file: &File<'o>, font: &UsedFont<'o>, program: Option<&'p Program<'p>>) -> Self {
        if font.is_composite() {
            return Self::Composite(Characters::of_font(file, font, program));
        }
        let names = Names::of_font(file, font);
        match (font.subtype, program) {
            (b"TrueType", program) => {
                let program = match program {
                    Some(Program::TrueType(program)) => Some(program),
                    _ => None,
                };
                Self::TrueType { names, is_symbolic: font.is_symbolic(file), program }
            }
            (b"Type3", _) => {
                Self::Type3 { names, streams: file.objects.get_dictionary(font.entries, "CharProcs") }
            }
            (_, program) => Self::Type1 { names, program },
        }
    }

    /// What a code means.
    pub(crate) fn of_code(&self, file: &File, font: &UsedFont, code: Code) -> Glyph {
        let byte = code.value.to_le_bytes()[0];
        match self {
            Self::Composite(characters) => characters.glyph(font, code),
            Self::TrueType { names, is_symbolic, program } => true_type(names, *is_symbolic, *program, byte),
            Self::Type1 { names, program } => type1(names, *program, byte),
            Self::Type3 { names, streams } => type3::glyph(file, names, *streams, byte),
        }
    }

    /// How many steps it may take to tell what a code means.
    pub(crate) fn steps(&self, code: Code) -> usize {
        let of_program = match self {
            Self::TrueType { program: Some(program), .. } => 4 * program.steps(),
            Self::Type1 { names, program: Some(Program::Type1(program)) } => {
                let code = code.value.to_le_bytes()[0];
                let name = names.of_code(code).or_else(|| program.name_of_code(code));
                name.map_or(1, |name| program.steps(name))
            }
            Self::Type1 { names, program: Some(Program::Compact(program)) } => {
                let is_named = names.of_code(code.value.to_le_bytes()[0]).is_some();
                if is_named { 1 } else { program.steps() }
            }
            _ => 1,
        };
        64 + of_program
    }

    /// Whether no table of codes leads to a glyph of a TrueType font, but `post` does, which names glyphs for printers.
    pub(crate) fn is_only_posted(&self, code: Code) -> bool {
        let Self::TrueType { names, is_symbolic: false, program: Some(program) } = self else { return false };
        let name = names.in_true_type(code.value.to_le_bytes()[0]).filter(|_| names.form() != Form::Absent);
        name.is_some_and(|name| {
            name != NOTDEF && program.coded(name) == 0 && program.glyph_of_name(name) != 0
        })
    }

    /// The name of a code in a simple font, by its dictionary or else by its program.
    pub(crate) fn name(&self, code: u8) -> Option<String> {
        match self {
            Self::Composite(_) => None,
            Self::TrueType { names, is_symbolic: true, .. } => names.of_code(code).map(str::to_owned),
            Self::TrueType { names, program: Some(_), .. } => {
                names.of_code(code).or_else(|| names.in_true_type(code)).map(str::to_owned)
            }
            Self::TrueType { names, .. } | Self::Type3 { names, .. } => {
                names.of_code(code).map(str::to_owned)
            }
            Self::Type1 { names, program } => match (names.of_code(code), program) {
                (Some(name), _) => Some(name.to_owned()),
                (None, Some(Program::Type1(program))) => program.name_of_code(code).map(str::to_owned),
                (None, Some(Program::Compact(program))) => match program.predefined_name(code) {
                    Some(name) => Some(name.to_owned()),
                    None => program.name_of(own_glyph(program, code)),
                },
                (None, _) => None,
            },
        }
    }
}

/// Code 0 counts as there in every font that has a program.
fn present(code: u8, is_present: bool) -> Option<bool> {
    Some(code == 0 || is_present)
}

/// ISO 32000-1, 9.6.6.4: a symbolic font, or one without an encoding, is asked for codes, others for names.
fn true_type(names: &Names, is_symbolic: bool, program: Option<&TrueType>, code: u8) -> Glyph {
    let is_named = !is_symbolic && names.form() != Form::Absent;
    let name = if is_named { names.in_true_type(code) } else { None };
    let Some(program) = program else {
        let name = names.of_code(code).filter(|_| !is_symbolic);
        let is_notdef = name.map_or(code == 0, |name| name == NOTDEF);
        return Glyph { is_notdef, ..Glyph::default() };
    };
    match name {
        Some(name) => {
            let glyph = program.glyph_of_name(name);
            let is_there = name != NOTDEF && glyph != 0 && glyph < program.glyph_count();
            Glyph {
                is_present: present(code, is_there),
                width: Some(program.width_of_name(name)),
                // The dictionary has the word; what it leaves out is named after Standard Encoding.
                is_notdef: names.of_code(code).unwrap_or(name) == NOTDEF,
            }
        }
        // An encoding that cannot be is judged as such.
        None if is_named => Glyph::default(),
        None => Glyph {
            is_present: present(code, program.glyph_of_symbol(code) != 0),
            width: Some(program.width_of_symbol(code)),
            is_notdef: false,
        },
    }
}

/// ISO 32000-1, 9.6.6.2: by the name that the dictionary gives, else by the program's own encoding.
fn type1(names: &Names, program: Option<&Program>, code: u8) -> Glyph {
    let name = names.of_code(code);
    let (is_present, width) = match program {
        Some(Program::Type1(program)) => by_name(program, name.or_else(|| program.name_of_code(code))),
        Some(Program::Compact(program)) => match name {
            Some(name) => compact_name(program, name),
            None => compact_code(program, code),
        },
        Some(Program::TrueType(_)) | None => (None, None),
    };
    let is_present = is_present.and_then(|is_present| present(code, is_present));
    Glyph { is_present, width, is_notdef: name == Some(NOTDEF) }
}

fn by_name(program: &Type1, name: Option<&str>) -> (Option<bool>, Option<f64>) {
    let has = name.is_some_and(|name| name != NOTDEF && program.has(name));
    (Some(has), name.and_then(|name| program.width(name)))
}

/// What is not there is as wide as `.notdef`, which is drawn for it.
fn compact_name(program: &Cff, name: &str) -> (Option<bool>, Option<f64>) {
    let glyph = program.named(name);
    (Some(glyph.is_some()), program.width(glyph.unwrap_or(0)))
}

fn compact_code(program: &Cff, code: u8) -> (Option<bool>, Option<f64>) {
    match program.predefined_name(code) {
        Some(name) => compact_name(program, name),
        None => {
            let glyph = own_glyph(program, code);
            (
                Some(u32::from(glyph) < program.glyph_count()),
                program.width(glyph).or_else(|| program.width(0)),
            )
        }
    }
}

/// The glyph of a code in a program with an encoding of its own. What that leaves out is taken for the first glyph after
/// `.notdef`, as validators take it, so that files are judged alike.
fn own_glyph(program: &Cff, code: u8) -> u16 {
    program.of_code(code).unwrap_or(1)
}
