//! What a file says of its encryption (ISO 32000-1, 7.6).

use lopdf::{Dictionary, Document, Object};

/// The encryption of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encryption {
    /// `P`, the permissions as bits (ISO 32000-1, table 22), where the file has them.
    pub permissions: Option<u64>,
    /// `V`, the algorithm.
    pub version: Option<i64>,
    /// `R`, the revision of the security handler.
    pub revision: Option<i64>,
    /// Whether the empty user password opened the file. Otherwise none of its objects can be read.
    pub is_open: bool,
}

impl Encryption {
    /// What a loaded file tells; `None` where it is not encrypted.
    pub(crate) fn of(document: &Document) -> Option<Self> {
        if let Some(state) = &document.encryption_state {
            return Some(Self {
                permissions: Some(state.permissions().bits()),
                version: Some(state.version()),
                revision: Some(state.revision()),
                is_open: true,
            });
        }
        let entries = match document.trailer.get(b"Encrypt").ok()? {
            Object::Reference(id) => document.get_dictionary(*id).ok(),
            direct => direct.as_dict().ok(),
        };
        let integer = |key: &str| integer(entries?, key);
        Some(Self {
            // Negative numbers are bits too.
            permissions: integer("P").map(|bits| u64::from_ne_bytes(bits.to_ne_bytes())),
            version: integer("V"),
            revision: integer("R"),
            is_open: false,
        })
    }
}

fn integer(entries: &Dictionary, key: &str) -> Option<i64> {
    entries.get(key.as_bytes()).and_then(Object::as_i64).ok()
}
