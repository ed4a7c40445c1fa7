//! One edition: a parsed skeleton goes in, a proved file comes out.
//!
//! Editions share nothing that changes, so they are made at the same time. The place where the stages meet is here, and
//! only here: each takes what the one before gave.

use crate::manifest::{Output, sha256, tool};
use crate::plan::Planned;
use concord_compose::{Edition, compose};
use concord_diagnostics::{Code, Diagnostic, Findings, has_errors};
use concord_document::Document;
use concord_locale::{Hyphenator, Locale};
use concord_pages::SetDocument;
use concord_proof::{FactPlace, Shape};
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
    /// Where its facts stand, as read back.
    pub facts: Vec<FactPlace>,
    /// What its tags offer, as read back.
    pub shape: Shape,
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

/// An edition that is printed, where nothing stood against it, and not proved yet.
pub struct Printed {
    file: String,
    document: Document,
    made: Made,
    /// The bytes and the number of pages.
    print: Option<(Vec<u8>, usize)>,
}

/// Composes, sets and prints an edition.
pub fn print(workshop: &Workshop<'_>, planned: Planned<'_>) -> Printed {
    let file = planned.file();
    let Planned { manuscript, document, locale, skeleton } = planned;
    let edition = Edition { publication: workshop.publication, manuscript, locale, document };
    let composed = compose(skeleton, &edition);
    let mut made = Made { composition: composed.diagnostics, ..Made::default() };
    let mut document = composed.value;
    if let Some(date) = workshop.date {
        document.metadata.date = date.to_owned();
    }
    let sound = workshop.is_sound && !has_errors(&made.composition);
    let print = set_and_press(workshop, &edition, &document, sound, &mut made.production);
    Printed { file, document, made, print }
}

/// Sets a document. `None` where there is no theme to set it in.
pub fn set(
    workshop: &Workshop<'_>,
    edition: &Edition<'_>,
    document: &Document,
) -> Option<Findings<SetDocument>> {
    let theme = workshop.theme?;
    let hyphenation = Conventions { locale: edition.locale };
    let images = &workshop.publication.images;
    Some(typeset(document, theme, workshop.fonts, &hyphenation, images))
}

/// Sets and presses a document. Gives the bytes and the number of pages where nothing stands against it.
fn set_and_press(
    workshop: &Workshop<'_>,
    edition: &Edition<'_>,
    document: &Document,
    sound: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Vec<u8>, usize)> {
    let set = set(workshop, edition, document)?;
    diagnostics.extend(set.diagnostics);
    let pages = set.value.pages.len();
    diagnostics.extend(too_many_pages(edition, pages));
    if !sound || has_errors(diagnostics) {
        return None;
    }
    let settings = concord_press::Settings { creator_tool: tool() };
    match concord_press::press(&set.value, &settings) {
        Ok(bytes) => Some((bytes, pages)),
        Err(faults) => {
            diagnostics.extend(faults);
            None
        }
    }
}

impl Printed {
    /// The name of the file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Opens the finished bytes and compares what they say with the document.
    pub fn prove(self) -> Made {
        let Self { file, document, mut made, print } = self;
        let Some((bytes, pages)) = print else { return made };
        match concord_proof::read(&bytes, &concord_proof::Limits::default()) {
            Ok(transcript) => {
                let proved = concord_proof::prove(&transcript, &document);
                made.production.extend(proved.diagnostics);
                if !has_errors(&made.production) {
                    let output = output(file, &bytes, pages, &document);
                    let shape = Shape::of(&transcript);
                    made.finished = Some(Finished { output, bytes, facts: proved.value, shape });
                }
            }
            Err(unreadable) => made.production.push(unreadable.diagnostic()),
        }
        made
    }
}

fn too_many_pages(edition: &Edition<'_>, pages: usize) -> Option<Diagnostic> {
    let limit = edition.document.max_pages.filter(|limit| pages > *limit)?;
    let (id, language) = (&edition.document.id, &edition.manuscript.language);
    let message = format!("`{}` has {pages} pages in `{language}`, and may have {limit}", id.value);
    Some(Diagnostic::new(Code::TOO_MANY_PAGES, message).at(id.span, "limited by max-pages here"))
}

fn output(file: String, bytes: &[u8], pages: usize, document: &Document) -> Output {
    Output {
        file,
        sha256: sha256(bytes),
        bytes: bytes.len(),
        pages: Some(pages),
        locale: Some(document.language.to_string()),
        document: Some(document.id.clone()),
        title: document.metadata.title.clone(),
    }
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
