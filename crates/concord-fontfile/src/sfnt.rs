//! The container of TrueType and OpenType fonts: numbers in it, and where its tables begin.

use crate::Damaged;

/// The bytes of a font file, read by offset.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sfnt<'a> {
    bytes: &'a [u8],
}

/// Where a table begins and how long the directory says it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) offset: usize,
    pub(crate) length: usize,
}

/// The tables of which a place is kept. The last entry of a name counts.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Directory {
    pub(crate) cff: Option<Place>,
    pub(crate) cmap: Option<Place>,
    pub(crate) head: Option<Place>,
    pub(crate) hhea: Option<Place>,
    pub(crate) hmtx: Option<Place>,
    pub(crate) maxp: Option<Place>,
    pub(crate) post: Option<Place>,
}

impl<'a> Sfnt<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// The byte at an offset.
    pub(crate) fn byte(self, offset: usize) -> Result<u8, Damaged> {
        self.bytes.get(offset).copied().ok_or(Damaged("the font file ends too early"))
    }

    /// The two bytes at an offset as a number.
    pub(crate) fn short(self, offset: usize) -> Result<u16, Damaged> {
        let high = self.byte(offset)?;
        let low = self.byte(offset.saturating_add(1))?;
        Ok(u16::from_be_bytes([high, low]))
    }

    /// The four bytes at an offset as a number.
    pub(crate) fn long(self, offset: usize) -> Result<u32, Damaged> {
        let high = self.short(offset)?;
        let low = self.short(offset.saturating_add(2))?;
        Ok((u32::from(high) << 16) | u32::from(low))
    }

    /// What of a place lies in the file.
    pub(crate) fn slice(self, place: Place) -> &'a [u8] {
        let end = place.offset.saturating_add(place.length).min(self.bytes.len());
        self.bytes.get(place.offset..end).unwrap_or_default()
    }

    /// The table directory.
    pub(crate) fn directory(self) -> Result<Directory, Damaged> {
        let count = usize::from(self.short(4)?);
        let mut found = Directory::default();
        for entry in 0..count {
            let at = 12 + 16 * entry;
            let (offset, length) = (self.long(at + 8)?, self.long(at + 12)?);
            let too_large = Damaged("a table begins too far on");
            let place = Place {
                offset: usize::try_from(offset).map_err(|_| too_large)?,
                length: usize::try_from(length).map_err(|_| too_large)?,
            };
            match &self.long(at)?.to_be_bytes() {
                b"CFF " => found.cff = Some(place),
                b"cmap" => found.cmap = Some(place),
                b"head" => found.head = Some(place),
                b"hhea" => found.hhea = Some(place),
                b"hmtx" => found.hmtx = Some(place),
                b"maxp" => found.maxp = Some(place),
                b"post" => found.post = Some(place),
                _ => {}
            }
        }
        Ok(found)
    }
}
