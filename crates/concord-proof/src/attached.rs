//! Files that are inside a file.

use concord_pdf::{Objects, Unreadable};

/// A file inside a PDF (ISO 32000-1, 7.11.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it is to the document, such as `Source` (ISO 19005-3, annex E).
    pub relationship: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The files that the catalog associates with the document, in its order. What is no file specification is passed over.
///
/// # Errors
///
/// A file whose bytes cannot be unpacked within the limits.
pub fn attachments(objects: &Objects<'_>) -> Result<Vec<Attached>, Unreadable> {
    objects.renew();
    let Some(catalog) = objects.catalog() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for specification in objects.get_array(catalog, "AF").unwrap_or_default() {
        let Some(specification) = objects.dictionary(specification) else { continue };
        let files = objects.get_dictionary(specification, "EF");
        let stream = files
            .and_then(|files| objects.get_stream(files, "UF").or_else(|| objects.get_stream(files, "F")));
        let Some(stream) = stream else { continue };
        let name = objects.get_text(specification, "UF").or_else(|| objects.get_text(specification, "F"));
        found.push(Attached {
            name: name.unwrap_or_default(),
            media_type: objects.get_name(&stream.dict, "Subtype").unwrap_or_default(),
            relationship: objects.get_name(specification, "AFRelationship").unwrap_or_default(),
            bytes: objects.unpack(stream)?,
        });
    }
    Ok(found)
}
