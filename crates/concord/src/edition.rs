//! One edition: a parsed skeleton goes in, a proved file comes out.
//!
//! Editions share nothing that changes, so they are made at the same time. The place where the stages meet is here, and
//! only here: each takes what the one before gave.

use crate::manifest::{Output, sha256, tool};
use crate::plan::Planned;
use concord_compose::{Edition, compose};
use concord_diagnostics::{Code, Diagnostic, has_errors};
use concord_document::Document;
use concord_locale::{Hyphenator, Locale};
use concord_publication::Publication;
use concord_typeset::{Fonts, Hyphenation, Theme, typeset};

/// What all editions of a run share.
pub struct Workshop<'a> {
    /// The publication.
    pub publication: &'a Publication,
    /// The fonts.
    pub fonts: &'a Fonts,
    /// How pages look; `None` where the theme cannot be used.
    pub theme: Option<&'a Theme>,
    /// The date of the documents, where the environment decides it.
    pub date: Option<&'a str>,
    /// Whether nothing was found so far that stops publication. Otherwise editions are set, to find more, but not
    /// printed.
    pub is_sound: bool,
}

/// A finished file.
#[derive(Clone, Debug)]
pub struct Finished {
    /// What the manifest says of it.
    pub output: Output,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What became of an edition.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// What composition found.
    pub composition: Vec<Diagnostic>,
    /// What the stages after it found.
    pub production: Vec<Diagnostic>,
    /// The file; `None` where it would not be published.
    pub finished: Option<Finished>,
}

/// Makes an edition.
pub fn make(workshop: &Workshop<'_>, planned: Planned<'_>) -> Made {
    let file = planned.file();
    let Planned { manuscript, document, locale, skeleton } = planned;
    let edition = Edition { publication: workshop.publication, manuscript, locale, document };
    let composed = compose(skeleton, &edition);
    let mut made = Made { composition: composed.diagnostics, ..Made::default() };
    let mut composed = composed.value;
    if let Some(date) = workshop.date {
        composed.metadata.date = date.to_owned();
    }
    let sound = workshop.is_sound && !has_errors(&made.composition);
    made.finished = produce(workshop, &edition, &composed, sound, &mut made.production)
        .map(|(bytes, pages)| finished(file, bytes, pages, &composed));
    made
}

/// Sets, prints and proves a document. Gives the bytes and the number of pages where all of it succeeded.
fn produce(
    workshop: &Workshop<'_>,
    edition: &Edition<'_>,
    document: &Document,
    sound: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Vec<u8>, usize)> {
    let theme = workshop.theme?;
    let hyphenation = Conventions { locale: edition.locale };
    let images = &workshop.publication.images;
    let set = typeset(document, theme, workshop.fonts, &hyphenation, images);
    diagnostics.extend(set.diagnostics);
    let pages = set.value.pages.len();
    diagnostics.extend(too_many_pages(edition, pages));
    if !sound || has_errors(diagnostics) {
        return None;
    }
    let settings = concord_press::Settings { creator_tool: tool() };
    let bytes = match concord_press::press(&set.value, &settings) {
        Ok(bytes) => bytes,
        Err(faults) => {
            diagnostics.extend(faults);
            return None;
        }
    };
    prove(&bytes, document, diagnostics);
    (!has_errors(diagnostics)).then_some((bytes, pages))
}

/// Opens the finished bytes and compares what they say with the document.
fn prove(bytes: &[u8], document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    match concord_proof::read(bytes, &concord_proof::Limits::default()) {
        Ok(transcript) => diagnostics.extend(concord_proof::prove(&transcript, document).diagnostics),
        Err(unreadable) => diagnostics.push(unreadable.diagnostic()),
    }
}

fn too_many_pages(edition: &Edition<'_>, pages: usize) -> Option<Diagnostic> {
    let limit = edition.document.max_pages.filter(|limit| pages > *limit)?;
    let (id, language) = (&edition.document.id, &edition.manuscript.language);
    let message = format!("`{}` has {pages} pages in `{language}`, and may have {limit}", id.value);
    Some(Diagnostic::new(Code::TOO_MANY_PAGES, message).at(id.span, "limited by max-pages here"))
}

fn finished(file: String, bytes: Vec<u8>, pages: usize, document: &Document) -> Finished {
    let output = Output {
        file,
        sha256: sha256(&bytes),
        bytes: bytes.len(),
        pages: Some(pages),
        locale: Some(document.language.to_string()),
        document: Some(document.id.clone()),
        title: document.metadata.title.clone(),
    };
    Finished { output, bytes }
}

/// Hyphenation for the setter, which does not know languages itself.
pub struct Conventions<'a> {
    /// The edition's language.
    pub locale: &'a Locale,
}

impl Hyphenation for Conventions<'_> {
    fn places(&self, language: &str, word: &str) -> Vec<usize> {
        let hyphenator =
            if language == self.locale.tag() { self.locale.hyphenator() } else { Hyphenator::new(language) };
        hyphenator.map(|hyphenator| hyphenator.hyphenate(word)).unwrap_or_default()
    }
}
