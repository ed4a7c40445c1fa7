//! The `cmap` table of a TrueType font: which codes its subtables list, and the glyphs of these.
//!
//! Formats 0, 4 and 6 are read, the ones in which codes of one byte and the characters of simple fonts are stored.
//! A subtable of another format counts as there, but lists nothing.

use crate::{Damaged, sfnt::Sfnt};

/// How many ranges all subtables together may have.
const MOST_RANGES: usize = 1 << 17;

/// All subtables, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct CodeTables<'a> {
    tables: Vec<CodeTable<'a>>,
    ranges: usize,
}

/// One subtable.
#[derive(Debug, Clone)]
pub struct CodeTable<'a> {
    platform: u16,
    encoding: u16,
    file: Sfnt<'a>,
    form: Form,
}

/// How a subtable stores its codes; numbers are offsets into the file.
#[derive(Debug, Clone)]
enum Form {
    /// A byte for each of 256 codes.
    Bytes { glyphs: usize },
    /// Ranges, of which each has a difference or a place in an array.
    Ranges { count: usize, ends: usize },
    /// An array for consecutive codes.
    Array { first: u16, count: u16, glyphs: usize },
    /// Not read.
    Other,
}

/// A range of format 4.
struct Range {
    first: u16,
    last: u16,
    delta: u16,
    /// Where the glyph of the first code stands; none if the difference says all.
    glyphs: Option<usize>,
}

impl Range {
    fn codes(&self) -> usize {
        (usize::from(self.last) + 1).saturating_sub(usize::from(self.first))
    }
}

impl<'a> CodeTables<'a> {
    /// Reads the table that begins at an offset. A subtable that reaches beyond the file damages the font.
    pub(crate) fn read(file: Sfnt<'a>, offset: usize) -> Result<Self, Damaged> {
        let count = usize::from(file.short(offset.saturating_add(2))?);
        let (mut tables, mut ranges) = (Vec::new(), 0);
        for record in 0..count {
            let at = offset.saturating_add(4 + 8 * record);
            let (platform, encoding) = (file.short(at)?, file.short(at + 2)?);
            let begin = usize::try_from(file.long(at + 4)?).unwrap_or(usize::MAX);
            let begin = offset.saturating_add(begin);
            if file.short(begin)? == 4 {
                ranges += usize::from(file.short(begin.saturating_add(6))? / 2);
            }
            if ranges > MOST_RANGES {
                return Err(Damaged("the tables of codes have too many ranges"));
            }
            let form = Form::read(file, begin)?;
            tables.push(CodeTable { platform, encoding, file, form });
        }
        Ok(Self { tables, ranges })
    }

    /// The number of subtables, of whatever format.
    pub fn len(&self) -> usize {
        self.tables.len()
    }

    /// How many steps it may take to find a code.
    pub(crate) fn steps(&self) -> usize {
        self.tables.len() + self.ranges
    }

    /// Whether there is no subtable.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The first subtable for a platform and encoding.
    pub fn get(&self, platform: u16, encoding: u16) -> Option<&CodeTable<'a>> {
        self.tables.iter().find(|table| table.platform == platform && table.encoding == encoding)
    }

    /// The glyph of a code in the first subtable that lists it, whichever its encoding.
    pub fn any(&self, code: u32) -> Option<u16> {
        self.tables.iter().find_map(|table| table.glyph(code))
    }
}

impl CodeTable<'_> {
    /// The platform: 1 Macintosh, 3 Windows.
    pub fn platform(&self) -> u16 {
        self.platform
    }

    /// The encoding within the platform: (3, 0) symbols, (3, 1) Unicode, (1, 0) Mac Roman.
    pub fn encoding(&self) -> u16 {
        self.encoding
    }

    /// The glyph of a code; 0 where the code is listed and means none.
    pub fn glyph(&self, code: u32) -> Option<u16> {
        let code = u16::try_from(code).ok()?;
        match self.form {
            Form::Bytes { glyphs } if code < 256 => {
                self.file.byte(glyphs + usize::from(code)).ok().map(u16::from)
            }
            Form::Ranges { count, ends } => self.in_ranges(code, count, ends),
            Form::Array { first, count, glyphs } => {
                let place = code.checked_sub(first).filter(|place| *place < count)?;
                self.file.short(glyphs + 2 * usize::from(place)).ok()
            }
            Form::Bytes { .. } | Form::Other => None,
        }
    }

    /// The first code that the subtable lists, which shows where symbols begin.
    pub fn first_code(&self) -> Option<u16> {
        match self.form {
            Form::Bytes { .. } => Some(0),
            Form::Ranges { count, ends } => (0..count)
                .filter_map(|index| range(self.file, count, ends, index).ok())
                .find(|range| range.codes() > 0)
                .map(|range| range.first),
            Form::Array { first, count, .. } => (count > 0).then_some(first),
            Form::Other => None,
        }
    }

    /// The glyph of a code of one byte in a subtable of symbols, which lists it as it is or in a row of 256 codes
    /// of its own: F000, F100 or F200 (ISO 32000-1, 9.6.6.4).
    pub fn symbol(&self, code: u8) -> Option<u16> {
        let row = self.first_code()? & 0xFF00;
        matches!(row, 0 | 0xF000 | 0xF100 | 0xF200)
            .then(|| self.glyph(u32::from(row) + u32::from(code)))
            .flatten()
    }

    /// Ranges should not overlap; where they do, the last has the word.
    fn in_ranges(&self, code: u16, count: usize, ends: usize) -> Option<u16> {
        let ranges = (0..count).rev().filter_map(|index| range(self.file, count, ends, index).ok());
        let found = { ranges }.find(|range| (range.first..=range.last).contains(&code))?;
        let Some(glyphs) = found.glyphs else { return Some(code.wrapping_add(found.delta)) };
        match self.file.short(glyphs + 2 * usize::from(code - found.first)).ok()? {
            0 => Some(0),
            glyph => Some(glyph.wrapping_add(found.delta)),
        }
    }
}

impl Form {
    fn read(file: Sfnt<'_>, at: usize) -> Result<Self, Damaged> {
        let number = |place: usize| file.short(at.saturating_add(place));
        match number(0)? {
            0 => {
                file.byte(at + 6 + 255)?;
                Ok(Self::Bytes { glyphs: at + 6 })
            }
            4 => {
                let (count, ends) = (usize::from(number(6)? / 2), at + 14);
                for index in 0..count {
                    let range = range(file, count, ends, index)?;
                    if let (Some(glyphs), Some(last)) = (range.glyphs, range.codes().checked_sub(1)) {
                        file.short(glyphs + 2 * last)?;
                    }
                }
                Ok(Self::Ranges { count, ends })
            }
            6 => {
                let (first, count, glyphs) = (number(6)?, number(8)?, at + 10);
                if count > 0 {
                    file.short(glyphs + 2 * usize::from(count - 1))?;
                }
                Ok(Self::Array { first, count, glyphs })
            }
            _ => Ok(Self::Other),
        }
    }
}

/// A range of format 4. Its four arrays follow each other, with two bytes after the first.
fn range(file: Sfnt<'_>, count: usize, ends: usize, index: usize) -> Result<Range, Damaged> {
    let array = |number: usize| ends + 2 + 2 * (number * count + index);
    let last = file.short(ends + 2 * index)?;
    let (first, delta, offset) = (file.short(array(1))?, file.short(array(2))?, file.short(array(3))?);
    let glyphs = (offset != 0).then(|| array(3) + usize::from(offset / 2) * 2);
    // The closing range is no range of an array, though some files say so.
    let closing = glyphs.is_some() && (first == 0xFFFF || last == 0xFFFF);
    Ok(if closing {
        Range { first: 1, last: 0, delta, glyphs }
    } else {
        Range { first, last, delta, glyphs }
    })
}
