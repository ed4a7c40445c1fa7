//! What finished files claim to be: what is asked of the proof, and where the causes of a broken claim stand.

use concord_compose::Edition;
use concord_diagnostics::{Code, Diagnostic, Severity, Span};
use concord_document::{Document, walk};
use concord_press::{Claim, Effort, Settings, Standard};
use concord_proof::Promises;

/// What the proof of a file is to find: the identification in its metadata, and none of a standard that it does not
/// claim.
pub fn promises(standard: Standard, claims: &[Claim]) -> Promises {
    Promises { properties: properties(claims), has_information: standard != Standard::Ua2A4 }
}

/// Every property by which a file can claim something, with the value that it has in a file that makes these claims; empty where
/// the file must not have it.
pub fn properties(claims: &[Claim]) -> Vec<(&'static str, &'static str)> {
    let made: Vec<_> = claims.iter().flat_map(|claim| claim.properties()).copied().collect();
    let all = ["pdfuaid:part", "pdfuaid:rev", "pdfaid:part", "pdfaid:conformance", "pdfaid:rev"];
    let value =
        |property: &str| made.iter().find(|(made, _)| *made == property).map_or("", |(_, value)| *value);
    all.into_iter().map(|property| (property, value(property))).collect()
}

/// Where the file is made as well as can be, a character without a glyph is no reason to make none: the press finds
/// the glyph that stands in for it, and takes the claims back.
pub fn excuse(settings: &Settings, findings: &mut [Diagnostic]) {
    if settings.effort == Effort::Best {
        for finding in findings.iter_mut().filter(|finding| finding.code == Code::MISSING_GLYPH) {
            finding.severity = Severity::Warning;
        }
    }
}

/// Findings of the press with the places in the sources that brought them about, where there is one such place.
pub fn locate(findings: Vec<Diagnostic>, edition: &Edition<'_>, document: &Document) -> Vec<Diagnostic> {
    let title = || {
        let key = edition.document.title.value.as_str();
        edition.manuscript.messages.text.get(key).map(|message| (message.span, "the title is written here"))
    };
    let place = |message: &str| {
        if message == "the document has no title" {
            return title();
        }
        let (_, words) = message.split_once("lacks a glyph of the text `")?;
        let words = words.strip_suffix('`')?.trim();
        words_of(document, words).filter(|_| !words.is_empty()).map(|span| (span, "shown here"))
    };
    let locate = |finding: Diagnostic| match place(&finding.message) {
        Some((span, label)) => finding.at(span, label),
        None => finding,
    };
    findings.into_iter().map(locate).collect()
}

/// The first text of the document that holds these words.
fn words_of(document: &Document, words: &str) -> Option<Span> {
    let mut found = None;
    let blocks = std::iter::once(&document.content.blocks);
    let notes = document.content.notes.values().map(|note| &note.blocks);
    for blocks in blocks.chain(notes) {
        walk::blocks(blocks, &mut |block| {
            for list in walk::inline_lists(block) {
                walk::inlines(list, &mut |inline| {
                    let holds = walk::plain_text(std::slice::from_ref(inline)).contains(words);
                    if holds && found.is_none() {
                        found = Some(inline.span);
                    }
                });
            }
        });
    }
    found
}
