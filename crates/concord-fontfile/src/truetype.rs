//! TrueType programs: how many glyphs, how wide, and by which code, name or number they are found.

use std::collections::BTreeMap;

use crate::charmap::CodeTables;
use crate::sfnt::{Place, Sfnt};
use crate::{Damaged, glyph_list, mac_os_roman_code, post};

/// The units of an em where the font does not say.
const USUAL_UNITS: u16 = 2048;

/// A TrueType program.
#[derive(Debug, Clone)]
pub struct TrueType<'a> {
    file: Sfnt<'a>,
    units_per_em: u16,
    glyphs: u16,
    /// How many widths `hmtx` holds, and where.
    metrics: u16,
    widths: usize,
    codes: Option<CodeTables<'a>>,
    names: BTreeMap<String, u16>,
}

impl<'a> TrueType<'a> {
    /// Reads a program.
    ///
    /// # Errors
    /// If the directory or one of the tables `hhea` and `hmtx` is missing, or if these, `head`, `maxp`, `cmap` or `post` end
    /// before they should. Without `head` an em is 2048 units, without `maxp` there are as many glyphs as widths;
    /// `cmap` and `post` may be missing.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Damaged> {
        let file = Sfnt::new(bytes);
        let found = file.directory()?;
        let number = |place: Place, at: usize| file.short(place.offset.saturating_add(at));
        let units_per_em = found.head.map_or(Ok(USUAL_UNITS), |head| number(head, 18))?;
        let hhea = found.hhea.ok_or(Damaged("there is no table hhea"))?;
        let metrics = number(hhea, 34)?;
        let hmtx = found.hmtx.ok_or(Damaged("there is no table hmtx"))?;
        if let Some(last) = metrics.checked_sub(1) {
            number(hmtx, 4 * usize::from(last))?;
        }
        let codes = found.cmap.map(|cmap| CodeTables::read(file, cmap.offset)).transpose()?;
        let glyphs = found.maxp.map_or(Ok(metrics), |maxp| number(maxp, 4))?;
        let names = found.post.map(|place| post::names(file, place)).transpose()?.unwrap_or_default();
        Ok(Self { file, units_per_em, glyphs, metrics, widths: hmtx.offset, codes, names })
    }

    /// The number of glyphs.
    pub fn glyph_count(&self) -> u16 {
        self.glyphs
    }

    /// The number of widths that the program states; the glyphs after them are as wide as the last.
    pub fn width_count(&self) -> u16 {
        self.metrics
    }

    /// The width of a glyph in thousandths of an em; that of glyph 0 if there is no such glyph.
    pub fn width(&self, glyph: u16) -> f64 {
        let last = self.metrics.saturating_sub(1);
        let glyph = if glyph <= last {
            glyph
        } else if glyph < self.glyphs {
            last
        } else {
            0
        };
        let units = if self.metrics == 0 { 0 } else { self.units(glyph) };
        // In single precision, as widths are reckoned elsewhere: a difference of exactly 1 must stay one.
        f64::from(f32::from(units) * (1000.0 / f32::from(self.units_per_em)))
    }

    fn units(&self, glyph: u16) -> u16 {
        self.file.short(self.widths + 4 * usize::from(glyph)).unwrap_or_default()
    }

    /// The subtables of `cmap`, if there is one.
    pub fn codes(&self) -> Option<&CodeTables<'a>> {
        self.codes.as_ref()
    }

    /// The number of subtables of `cmap`.
    pub fn code_table_count(&self) -> usize {
        self.codes.as_ref().map_or(0, CodeTables::len)
    }

    /// How many steps it may take to find the glyph of a code.
    pub fn steps(&self) -> usize {
        self.codes.as_ref().map_or(1, CodeTables::steps)
    }

    /// Whether `cmap` has a subtable for a platform and encoding.
    pub fn has_codes(&self, platform: u16, encoding: u16) -> bool {
        self.codes.as_ref().is_some_and(|codes| codes.get(platform, encoding).is_some())
    }

    /// The glyph that `post` gives a name.
    pub fn named(&self, name: &str) -> Option<u16> {
        self.names.get(name).copied()
    }

    /// The glyph of a name in a font that is not symbolic, by tables of codes alone: its character in a (3, 1) subtable,
    /// else its Mac OS Roman code in a (1, 0) one (ISO 32000-1, 9.6.6.4). 0 is none.
    pub fn coded(&self, name: &str) -> u16 {
        let table = |platform, encoding| self.codes.as_ref()?.get(platform, encoding);
        let unicode = || table(3, 1)?.glyph(glyph_list::text_of(name)?.chars().next()?.into());
        let roman = || table(1, 0)?.glyph(mac_os_roman_code(name)?.into());
        unicode().filter(|glyph| *glyph != 0).or_else(roman).unwrap_or(0)
    }

    /// The glyph of a name in a font that is not symbolic: by tables of codes, else by `post`. 0 is none.
    pub fn glyph_of_name(&self, name: &str) -> u16 {
        match self.coded(name) {
            0 => self.named(name).unwrap_or(0),
            glyph => glyph,
        }
    }

    /// The glyph of a code in a symbolic font: by a (3, 0) subtable if there is one, else by (1, 0)
    /// (ISO 32000-1, 9.6.6.4). 0 is none.
    pub fn glyph_of_symbol(&self, code: u8) -> u16 {
        let Some(codes) = &self.codes else { return 0 };
        match (codes.get(3, 0), codes.get(1, 0)) {
            (Some(symbols), _) => symbols.symbol(code).unwrap_or(0),
            (None, Some(roman)) => roman.glyph(code.into()).unwrap_or(0),
            (None, None) => 0,
        }
    }

    /// The width of a code in a symbolic font: of its glyph by (3, 0), else by (1, 0) where that is, else by the first
    /// subtable that lists it. Without `cmap` it is 0.
    pub fn width_of_symbol(&self, code: u8) -> f64 {
        let Some(codes) = &self.codes else { return 0.0 };
        let symbol = codes.get(3, 0).and_then(|table| table.symbol(code)).filter(|glyph| *glyph != 0);
        let glyph = symbol.or_else(|| match codes.get(1, 0) {
            Some(roman) => roman.glyph(code.into()),
            None => codes.any(code.into()),
        });
        self.width(glyph.unwrap_or(0))
    }

    /// The width of a code that an encoding names, in a font that is not symbolic. A font without codes knows it only
    /// by `post`.
    pub fn width_of_name(&self, name: &str) -> f64 {
        match &self.codes {
            None if self.named(name).is_none() => 0.0,
            _ => self.width(self.glyph_of_name(name)),
        }
    }
}
