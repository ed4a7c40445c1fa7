//! The font program that a dictionary embeds, read as what the dictionary says that it is.

use super::UsedFont;
use crate::file::File;
use concord_fontfile::{Cff, Damaged, TrueType, Type1};

/// A font program of one of the kinds that there are (ISO 32000-1, table 126).
pub(crate) enum Program<'b> {
    /// TrueType, also in an OpenType file.
    TrueType(TrueType<'b>),
    /// Compact (CFF), bare or in an OpenType file.
    Compact(Box<Cff<'b>>),
    /// Type 1.
    Type1(Box<Type1>),
}

/// What is known of the program of a font.
pub(crate) enum Embedding<'b> {
    /// The dictionary embeds none.
    Absent,
    /// What it embeds is no font program, which counts as none.
    Damaged(Damaged),
    /// It could not be unpacked, or the font is of no known kind, so that nothing can be said.
    Unknown,
    /// It was read.
    Readable(Box<Program<'b>>),
}

impl Embedding<'_> {
    /// The program, if it could be read.
    pub(crate) fn program(&self) -> Option<&Program<'_>> {
        match self {
            Self::Readable(program) => Some(program),
            _ => None,
        }
    }
}

/// Unpacks the program of a font into a buffer and reads it.
pub(crate) fn read<'b>(file: &File, font: &UsedFont, buffer: &'b mut Vec<u8>) -> Embedding<'b> {
    let Some((key, stream)) = font.program(file) else { return Embedding::Absent };
    let Ok(bytes) = file.objects.unpack(stream) else {
        file.unread(format!("the font program of {}, which cannot be unpacked", font.name(file)));
        return Embedding::Unknown;
    };
    // All of it may have to be looked through once.
    if !file.spend(bytes.len()) {
        return Embedding::Unknown;
    }
    *buffer = bytes;
    let is_open_type = file.objects.get_name_bytes(&stream.dict, "Subtype") == Some(b"OpenType");
    let program = match file.objects.get_name_bytes(font.inner, "Subtype") {
        Some(b"TrueType") => TrueType::read(buffer).map(Program::TrueType),
        Some(b"CIDFontType2") if key == "FontFile2" || is_open_type => {
            TrueType::read(buffer).map(Program::TrueType)
        }
        _ if key == "FontFile" => Type1::read(buffer).map(Box::new).map(Program::Type1),
        _ if is_open_type => Cff::read_open_type(buffer).map(Box::new).map(Program::Compact),
        _ => Cff::read(buffer).map(Box::new).map(Program::Compact),
    };
    match program {
        Ok(program) => Embedding::Readable(Box::new(program)),
        Err(damaged) => Embedding::Damaged(damaged),
    }
}
