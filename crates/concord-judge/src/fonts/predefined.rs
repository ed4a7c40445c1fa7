//! The predefined CMaps and the texts of the characters of their collections (ISO 32000-1, 9.7.5.2 and 9.10.2).

use crate::file::File;
use hayro_cmap::{CMap, CMapName, load_embedded};

/// What it costs to read one of them, in steps.
const COST: usize = 50_000;

/// The last character of Adobe-KR-9.
const LAST_OF_KR: u32 = 22_896;

/// A predefined CMap other than Identity.
#[derive(Clone, Debug)]
pub(crate) struct Predefined(CMap);

impl Predefined {
    /// That of a name; `None` if it is not one of them.
    pub(crate) fn named(file: &File, name: &[u8]) -> Option<Self> {
        let name = CMapName::from_bytes(name);
        let is_text = name.to_bytes().ends_with(b"-UCS2");
        if matches!(name, CMapName::Custom(_) | CMapName::IdentityH | CMapName::IdentityV) || is_text {
            return None;
        }
        read(file, name).map(Self)
    }

    /// The character (CID) of a code of so many bytes.
    pub(crate) fn character(&self, length: usize, code: u32) -> Option<u32> {
        self.0.lookup_cid_code(code, u8::try_from(length).ok()?)
    }

    /// How many of these bytes are the next code: as few as have a character. Codes without one have two bytes.
    pub(crate) fn code_length(&self, bytes: &[u8]) -> usize {
        let mut code = 0;
        for (length, byte) in (1..=4).zip(bytes) {
            code = code << 8 | u32::from(*byte);
            if self.character(length, code).is_some() {
                return length;
            }
        }
        2
    }
}

/// The texts of the characters of a collection of Adobe's.
pub(crate) enum Texts {
    /// A table of them.
    Table(Box<CMap>),
    /// There is a table, but not here: every character up to this one counts as having a text.
    Elsewhere(u32),
}

impl Texts {
    /// Those of a collection, if they are published.
    pub(crate) fn of_collection(file: &File, registry: &[u8], ordering: &[u8]) -> Option<Self> {
        let name = match (registry, ordering) {
            (b"Adobe", b"Japan1") => CMapName::AdobeJapan1Ucs2,
            (b"Adobe", b"CNS1") => CMapName::AdobeCns1Ucs2,
            (b"Adobe", b"GB1") => CMapName::AdobeGb1Ucs2,
            (b"Adobe", b"Korea1") => CMapName::AdobeKorea1Ucs2,
            (b"Adobe", b"KR") => return Some(Self::Elsewhere(LAST_OF_KR)),
            _ => return None,
        };
        Some(read(file, name).map_or(Self::Elsewhere(u32::MAX), |table| Self::Table(Box::new(table))))
    }

    /// Whether a character has a text.
    pub(crate) fn has(&self, cid: u32) -> bool {
        match self {
            Self::Table(table) => table.lookup_bf_string(cid).is_some(),
            Self::Elsewhere(last) => cid <= *last,
        }
    }
}

fn read(file: &File, name: CMapName) -> Option<CMap> {
    if !file.spend(COST) {
        return None;
    }
    CMap::parse(load_embedded(name)?, load_embedded)
}
