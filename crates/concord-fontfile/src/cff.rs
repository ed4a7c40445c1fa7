//! Compact font programs (Adobe Technical Note 5176), bare or in the `CFF ` table of an OpenType font.

use std::collections::BTreeMap;

use read_fonts::ps::cff::charset::CharsetKind;
use read_fonts::ps::cff::index::Index;
use read_fonts::ps::cff::{CffFontRef, Encoding, Subfont};
use read_fonts::types::GlyphId;

use crate::charstring::width_operand;
use crate::sfnt::Sfnt;
use crate::{Damaged, NOTDEF};

/// The longest name of a glyph that is read, in bytes (the limit of names in PostScript).
const LONGEST_NAME: usize = 127;

/// The most dictionaries that glyphs of one font can choose from; the choice is stored in a byte.
const MOST_DICTIONARIES: u16 = 256;

/// A compact font program.
#[derive(Clone)]
pub struct Cff<'a> {
    font: CffFontRef<'a>,
    glyphs: Glyphs,
    encoding: Option<Encoding<'a>>,
    parts: Vec<Part<'a>>,
}

/// How a program tells its glyphs apart, with the glyph of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Glyphs {
    /// By names, `.notdef` among them.
    Named(BTreeMap<String, u16>),
    /// By the CIDs of a character collection, 0 among them.
    Cids(BTreeMap<u16, u16>),
}

/// What one of the dictionaries of a program says of the glyphs that choose it.
#[derive(Clone)]
struct Part<'a> {
    subroutines: Index<'a>,
    default_width: f64,
    nominal_width: f64,
    /// Thousandths of an em to a unit.
    scale: f64,
}

impl<'a> Cff<'a> {
    /// Reads a bare program, as a `FontFile3` of `Type1C` or `CIDFontType0C` holds.
    ///
    /// # Errors
    /// If the top dictionary, the charstrings, the list of names or CIDs, or the dictionaries of widths cannot be read.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Damaged> {
        let font =
            CffFontRef::new_cff(bytes, 0, None).map_err(|_| Damaged("the compact font cannot be read"))?;
        if font.num_glyphs() == 0 {
            return Err(Damaged("the compact font has no glyph"));
        }
        let glyphs = glyphs(&font)?;
        let parts = (0..font.num_subfonts().min(MOST_DICTIONARIES))
            .map(|index| Part::read(&font, index))
            .collect::<Result<_, _>>()?;
        let encoding = font.encoding();
        Ok(Self { font, glyphs, encoding, parts })
    }

    /// Reads the `CFF ` table of an OpenType font.
    ///
    /// # Errors
    /// If there is none, or as [`Cff::read`].
    pub fn read_open_type(bytes: &'a [u8]) -> Result<Self, Damaged> {
        let file = Sfnt::new(bytes);
        let place = file.directory()?.cff.ok_or(Damaged("there is no table of a compact font"))?;
        Self::read(file.slice(place))
    }

    /// The number of glyphs.
    pub fn glyph_count(&self) -> u32 {
        self.font.num_glyphs()
    }

    /// How many steps it may take to find the glyph of a code.
    pub fn steps(&self) -> usize {
        self.font.num_glyphs() as usize
    }

    /// The glyphs by name or CID.
    pub fn glyphs(&self) -> &Glyphs {
        &self.glyphs
    }

    /// The glyph of a name, in a program with names.
    pub fn named(&self, name: &str) -> Option<u16> {
        match &self.glyphs {
            Glyphs::Named(names) => names.get(name).copied(),
            Glyphs::Cids(_) => None,
        }
    }

    /// The glyph of a CID, in a program with CIDs.
    pub fn of_cid(&self, cid: u16) -> Option<u16> {
        match &self.glyphs {
            Glyphs::Named(_) => None,
            Glyphs::Cids(cids) => cids.get(&cid).copied(),
        }
    }

    /// The glyph that the program's own encoding gives a code; none where it gives none. A predefined encoding gives a
    /// name, of which the program may have no glyph.
    pub fn of_code(&self, code: u8) -> Option<u16> {
        self.encoding.as_ref()?.map(code).and_then(|glyph| u16::try_from(glyph.to_u32()).ok())
    }

    /// The name that one of the predefined encodings gives a code, `.notdef` where it gives none; none if the program has
    /// an encoding of its own.
    pub fn predefined_name(&self, code: u8) -> Option<&'static str> {
        Some(self.encoding.as_ref()?.predefined()?.name(code))
    }

    /// The name of a glyph, in a program with names.
    pub fn name_of(&self, glyph: u16) -> Option<String> {
        if self.font.is_cid() || u32::from(glyph) >= self.glyph_count() {
            return None;
        }
        let sid = self.font.charset()?.string_id(GlyphId::from(glyph))?;
        self.font.string(sid).map(text)
    }

    /// Whether the program's own encoding is one of its own rather than Standard or Expert.
    pub fn has_own_encoding(&self) -> bool {
        self.encoding.as_ref().is_some_and(|encoding| encoding.predefined().is_none())
    }

    /// The width of a glyph in thousandths of an em; none if there is no such glyph.
    pub fn width(&self, glyph: u16) -> Option<f64> {
        let charstring = self.font.charstrings().get(usize::from(glyph))?;
        let part = self.parts.get(usize::from(self.font.subfont_index(GlyphId::from(glyph))?))?;
        let operand = width_operand(charstring, &part.subroutines, self.font.global_subrs());
        let width = operand.map_or(part.default_width, |operand| operand + part.nominal_width);
        Some(width * part.scale)
    }
}

impl<'a> Part<'a> {
    fn read(font: &CffFontRef<'a>, index: u16) -> Result<Self, Damaged> {
        let damaged = Damaged("a dictionary of the compact font cannot be read");
        let subfont = font.subfont(index, &[]).map_err(|_| damaged)?;
        let subroutines = match subfont.subrs_offset() as usize {
            0 => Index::Empty,
            offset => {
                let data = font.data().get(offset..).ok_or(damaged)?;
                Index::new(data, false).map_err(|_| damaged)?
            }
        };
        Ok(Self {
            subroutines,
            default_width: subfont.default_width().map_or(0.0, |width| width.to_f64()),
            nominal_width: subfont.nominal_width().to_f64(),
            scale: scale(font, &subfont),
        })
    }
}

/// Thousandths of an em to a unit, by the matrices of the program and of the dictionary.
fn scale(font: &CffFontRef<'_>, subfont: &Subfont) -> f64 {
    let matrix = match (font.matrix(), subfont.matrix()) {
        (Some(top), Some(part)) => top.combine(part),
        (Some(one), None) | (None, Some(one)) => *one,
        (None, None) => return 1.0,
    };
    let first = matrix.matrix.elements()[0].to_f64();
    first * 1000.0 / f64::from(matrix.scale.max(1))
}

fn glyphs(font: &CffFontRef<'_>) -> Result<Glyphs, Damaged> {
    let count = font.num_glyphs();
    let charset = font.charset().ok_or(Damaged("the list of glyphs cannot be read"))?;
    let number = |glyph: GlyphId| u16::try_from(glyph.to_u32()).ok();
    if font.is_cid() {
        // Without a list of its own a program counts its glyphs.
        let own = matches!(charset.kind(), CharsetKind::Custom(_));
        let listed = charset.iter().filter_map(|(glyph, sid)| Some((sid.to_u16(), number(glyph)?)));
        let counted = (0..=u16::MAX).take(count as usize).map(|glyph| (glyph, glyph));
        let mut cids: BTreeMap<u16, u16> = if own { listed.collect() } else { counted.collect() };
        cids.insert(0, 0);
        return Ok(Glyphs::Cids(cids));
    }
    let listed = charset.iter().filter_map(|(glyph, sid)| {
        Some((font.string(sid).map(text)?, number(glyph).filter(|glyph| u32::from(*glyph) < count)?))
    });
    let mut names: BTreeMap<String, u16> = listed.collect();
    names.insert(NOTDEF.to_owned(), 0);
    Ok(Glyphs::Named(names))
}

/// A name in Latin letters, byte by byte.
fn text(name: &[u8]) -> String {
    name.iter().take(LONGEST_NAME).map(|byte| char::from(*byte)).collect()
}
