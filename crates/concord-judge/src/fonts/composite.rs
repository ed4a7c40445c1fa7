//! From a code of a composite font to a character (CID), and from that to a glyph (ISO 32000-1, 9.7.4 and 9.7.5).

use super::glyph::Glyph;
use super::program::Program;
use super::{Code, UsedFont};
use crate::file::File;
use concord_fontfile::{Cff, Glyphs, TrueType};
use concord_pdf::lopdf::Object;

/// The characters of a composite font, with what is embedded of them.
pub(crate) struct Characters<'p> {
    program: Option<&'p Program<'p>>,
    /// `CIDToGIDMap` as a stream: two bytes for each character.
    glyphs: Option<Vec<u8>>,
}

impl<'p> Characters<'p> {
    /// Those of a font that is used.
    pub(crate) fn of_font(file: &File, font: &UsedFont, program: Option<&'p Program<'p>>) -> Self {
        let glyphs = match file.objects.get(font.inner, "CIDToGIDMap") {
            Some(Object::Stream(stream)) if matches!(program, Some(Program::TrueType(_))) => {
                let unpacked = file.objects.unpack(stream);
                if unpacked.is_err() {
                    file.unread(format!("`CIDToGIDMap` of {}, which cannot be unpacked", font.name(file)));
                }
                Some(unpacked.unwrap_or_default())
            }
            _ => None,
        };
        Self { program, glyphs }
    }

    /// What a code means. A font without a program is not asked.
    pub(crate) fn glyph(&self, font: &UsedFont, code: Code) -> Glyph {
        let Some(program) = self.program else { return Glyph::default() };
        let character = cid(font, code);
        // A code that the CMap leaves out is character 0.
        let cid = character.unwrap_or(0);
        let (is_there, width) = match program {
            Program::TrueType(program) => {
                let is_there = character.is_some() && self.has(program, cid);
                (is_there, Some(program.width(self.true_type_glyph(cid))))
            }
            Program::Compact(program) => compact(program, character),
            Program::Type1(_) => return Glyph::default(),
        };
        Glyph { is_present: Some(code.value == 0 || is_there), width, is_notdef: !is_there }
    }

    /// The characters of the program, as far as it says which it has. All but 0 are real.
    pub(crate) fn all(&self) -> Vec<u32> {
        match self.program {
            Some(Program::TrueType(program)) => match self.listed() {
                Some(listed) => (0..listed).filter(|cid| self.has(program, *cid)).collect(),
                None => (0..u32::from(program.width_count())).collect(),
            },
            Some(Program::Compact(program)) => match program.glyphs() {
                Glyphs::Cids(cids) => cids.keys().copied().map(u32::from).collect(),
                Glyphs::Named(_) => Vec::new(),
            },
            Some(Program::Type1(_)) | None => Vec::new(),
        }
    }

    /// Whether the program has a character other than 0. One that names its glyphs has none.
    pub(crate) fn contains(&self, cid: u32) -> bool {
        match self.program {
            Some(Program::TrueType(program)) => self.has(program, cid),
            Some(Program::Compact(program)) => {
                let glyph = u16::try_from(cid).ok().and_then(|cid| program.of_cid(cid));
                glyph.is_some_and(|glyph| glyph != 0)
            }
            Some(Program::Type1(_)) | None => false,
        }
    }

    fn has(&self, program: &TrueType, cid: u32) -> bool {
        let is_listed = self.listed().is_none_or(|listed| cid < listed);
        cid != 0 && is_listed && self.glyph_number(cid) < u32::from(program.glyph_count())
    }

    /// How many characters `CIDToGIDMap` lists; none where it is Identity.
    fn listed(&self) -> Option<u32> {
        let bytes = self.glyphs.as_ref()?;
        Some(u32::try_from(bytes.len().div_ceil(2)).unwrap_or(u32::MAX))
    }

    fn glyph_number(&self, cid: u32) -> u32 {
        let Some(bytes) = &self.glyphs else { return cid };
        let at = (cid as usize).saturating_mul(2);
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
        u32::from(u16::from_be_bytes([byte(at), byte(at.saturating_add(1))]))
    }

    fn true_type_glyph(&self, cid: u32) -> u16 {
        u16::try_from(self.glyph_number(cid)).unwrap_or(u16::MAX)
    }
}

/// The character of a code, if the CMap has one for it.
pub(crate) fn cid(font: &UsedFont, code: Code) -> Option<u32> {
    font.map.as_ref()?.character(usize::from(code.length), code.value)
}

/// In a program without CIDs these are the numbers of its glyphs.
fn compact(program: &Cff, character: Option<u32>) -> (bool, Option<f64>) {
    let cid = u16::try_from(character.unwrap_or(0)).ok();
    match program.glyphs() {
        Glyphs::Cids(_) => {
            let glyph = cid.and_then(|cid| program.of_cid(cid));
            let is_there = character.is_some() && glyph.is_some_and(|glyph| glyph != 0);
            (is_there, glyph.and_then(|glyph| program.width(glyph)))
        }
        Glyphs::Named(_) => {
            let is_there = cid.is_some_and(|cid| u32::from(cid) < program.glyph_count());
            (is_there, cid.and_then(|cid| program.width(cid)))
        }
    }
}
