//! Files that travel inside a file.

/// A file that is put into the PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, which no other attachment of the document has.
    pub name: String,
    /// What it is, in a few words.
    pub description: String,
    /// Its media type, such as `application/json`.
    pub media_type: &'static str,
    /// What it is to the document.
    pub relationship: Relationship,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What an embedded file is to the document that it is in (ISO 32000-2, table 43).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relationship {
    /// What the document was made from.
    Source,
    /// What drawings and tables in the document show.
    Data,
    /// What is told beside the document.
    Supplement,
}

impl Relationship {
    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "Source",
            Self::Data => "Data",
            Self::Supplement => "Supplement",
        }
    }
}
