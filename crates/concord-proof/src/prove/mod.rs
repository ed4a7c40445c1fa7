//! A transcript against the document that was to be printed.
//!
//! The expected passages come from the document alone, the found ones from the file alone; `compare` lines the two up.
//! What the setter adds by itself (contents, list labels, numbers of notes and parts) is found without being expected
//! and is passed over: it is told by its tags (`TOC`, `Lbl`, `Reference`) or stands between expected passages.

mod compare;
mod concordance;
mod expected;
mod faults;
mod found;
mod links;
mod marks;
mod metadata;
mod outline;

pub use concordance::FactPlace;

use crate::transcript::Transcript;
use concord_diagnostics::{Code, Diagnostic, Findings};
use concord_document::Document;

/// Proves that a file says what a document says and claims to be PDF/UA-1 and PDF/A-2a, and lists where its facts stand.
///
/// Every finding is an error, and points at the manuscript where it can.
pub fn prove(transcript: &Transcript, document: &Document) -> Findings<Vec<FactPlace>> {
    prove_promises(transcript, document, &Promises::default())
}

/// What a file promises to be, besides what its document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promises {
    /// Properties of the XMP packet with their values; one with an empty value must not be there.
    pub properties: Vec<(&'static str, &'static str)>,
    /// Whether there is an Info dictionary, which then agrees with the packet (ISO 19005-2, 6.6.3), or none
    /// (ISO 19005-4, 6.1.3).
    pub has_information: bool,
}

impl Default for Promises {
    fn default() -> Self {
        let properties = vec![("pdfuaid:part", "1"), ("pdfaid:part", "2"), ("pdfaid:conformance", "A")];
        Self { properties, has_information: true }
    }
}

/// The same of a file that promises to be something else.
pub fn prove_promises(
    transcript: &Transcript,
    document: &Document,
    promises: &Promises,
) -> Findings<Vec<FactPlace>> {
    let expected = expected::Expected::of(document);
    let found = found::Found::of(transcript);
    let mut diagnostics = Vec::new();
    metadata::prove(transcript, document, promises, &mut diagnostics);
    fonts(transcript, &mut diagnostics);
    for irregularity in &transcript.irregularities {
        diagnostics.push(Diagnostic::new(Code::TAGS_DIFFER, irregularity.clone()));
    }
    let body = compare::compare(&expected.passages, &found.passages, &mut diagnostics);
    let notes = compare::compare(&expected.notes, &found.notes, &mut diagnostics);
    outline::prove(transcript, document, &expected, &found, &body, &mut diagnostics);
    marks::prove(transcript, document, &mut diagnostics);
    links::prove(transcript, &expected, &found, &body, &mut diagnostics);
    let mut facts = concordance::of_passages(&expected.passages, &found.passages, &body, &mut diagnostics);
    facts.extend(concordance::of_passages(&expected.notes, &found.notes, &notes, &mut diagnostics));
    facts.extend(concordance::of_words(&expected, &found, &body, &mut diagnostics));
    Findings { value: facts, diagnostics }
}

/// PDF/UA-1, 7.21.4.1 and 7.21.7.
fn fonts(transcript: &Transcript, diagnostics: &mut Vec<Diagnostic>) {
    for font in &transcript.fonts {
        if !font.is_embedded {
            let message = format!("the font `{}` is not in the PDF", font.name);
            diagnostics.push(Diagnostic::new(Code::FONT_NOT_EMBEDDED, message));
        }
        if !font.has_text || !font.is_complete {
            let message = format!("the font `{}` shows glyphs that stand for no character", font.name);
            diagnostics.push(Diagnostic::new(Code::TEXT_DIFFERS, message));
        }
    }
}
