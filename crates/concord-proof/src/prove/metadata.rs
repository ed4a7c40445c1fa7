//! What readers and catalogues are told.

use super::Promises;
use crate::fold::fold;
use crate::transcript::Transcript;
use concord_diagnostics::{Code, Diagnostic};
use concord_document::Document;

/// Title, language and the rest agree with the document, and Info with XMP (ISO 19005-2, 6.6; PDF/UA-1, 5 and 7.1).
pub(super) fn prove(
    transcript: &Transcript,
    document: &Document,
    promises: &Promises,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let metadata = &document.metadata;
    let mut differ = |what: &str, expected: &str, found: Option<String>| {
        if fold(expected) != fold(found.as_deref().unwrap_or_default()) {
            let message = format!("the {what} of the PDF is not the document's");
            let found = found.map_or_else(|| "nothing".to_owned(), |found| format!("`{found}`"));
            let diagnostic = Diagnostic::new(Code::METADATA_DIFFERS, message);
            diagnostics.push(diagnostic.note(format!("expected `{expected}`, found {found}")));
        }
    };
    let xmp = &transcript.xmp;
    let expected = |value: &str| if promises.has_information { value.to_owned() } else { String::new() };
    let information = |key: &str| transcript.information.get(key).cloned();
    differ("title", &metadata.title, xmp.value("dc:title"));
    differ("title in the Info dictionary", &expected(&metadata.title), information("Title"));
    differ("description", &metadata.description, xmp.value("dc:description"));
    differ("description in the Info dictionary", &expected(&metadata.description), information("Subject"));
    differ("creator", &metadata.creator, xmp.value("dc:creator"));
    differ("creator in the Info dictionary", &expected(&metadata.creator), information("Author"));
    differ("publisher", &metadata.publisher, xmp.value("dc:publisher"));
    differ("list of keywords", &metadata.keywords.join(", "), Some(xmp.values("dc:subject").join(", ")));
    differ("language", document.language.as_str(), transcript.language.clone());
    differ("language in the XMP packet", document.language.as_str(), xmp.value("dc:language"));
    let date = xmp.value("xmp:CreateDate").map(|date| date.chars().take(10).collect());
    differ("date", &metadata.date, date);
    for (property, value) in &promises.properties {
        differ(&format!("promise `{property}`"), value, xmp.value(property));
    }
    if !transcript.shows_title {
        diagnostics.push(Diagnostic::new(Code::METADATA_DIFFERS, "readers are not told to show the title"));
    }
    if !transcript.is_tagged {
        diagnostics.push(Diagnostic::new(Code::METADATA_DIFFERS, "the PDF does not say that it is tagged"));
    }
}
