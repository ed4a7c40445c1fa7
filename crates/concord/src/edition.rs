//! One edition: a parsed skeleton goes in, a proved file comes out.
//!
//! Editions share nothing that changes, so they are made at the same time. The place where the stages meet is here, and
//! only here: each takes what the one before gave.

use crate::cache::{Cache, Key};
use crate::claims;
use crate::layout::EditionLayout;
use crate::manifest::{Output, sha256};
use crate::names::Names;
use crate::plan::Planned;
use crate::remedies::{Fitted, Wordings, set_within, too_many_pages};
use concord_compose::Edition;
use concord_diagnostics::{Code, Diagnostic, Findings, has_errors};
use concord_document::Document;
use concord_judge::{Level, Verdict};
use concord_locale::{Hyphenator, Locale};
use concord_pages::SetDocument;
use concord_press::{Claim, Pressed, Standard};
use concord_proof::{FactPlace, Limits, Objects, Shape};
use concord_publication::Publication;
use concord_typeset::{Fonts, Hyphenation, Theme, Tie, typeset};
use std::collections::BTreeMap;

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
    /// Whether pages are measured.
    pub measures_layout: bool,
    /// Whether a design is tried on another sheet than its own.
    pub is_trial: bool,
    /// Whether pages are kept, to print them once more.
    pub keeps_pages: bool,
    /// What the files are made to be.
    pub press: &'a concord_press::Settings,
    /// Where finished editions are kept.
    pub cache: Option<&'a Cache>,
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
    /// What it takes to print it once more, where that was asked for.
    pub kept: Option<Box<Kept>>,
}

/// What an edition is printed from, and what was found of the file.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The pages.
    pub set: SetDocument,
    /// What they say.
    pub document: Document,
    /// The SHA-256 of what the file says to a voice.
    pub speech_sha256: String,
    /// What the judge of PDF/UA-1 said, where the file is made to that.
    pub verdict: Option<Verdict>,
}

/// Finished editions by their documents, in the order in which they are given.
pub fn by_document(finished: &[Finished]) -> BTreeMap<&str, Vec<&Finished>> {
    let mut documents: BTreeMap<&str, Vec<&Finished>> = BTreeMap::new();
    for edition in finished {
        if let Some(document) = &edition.output.document {
            documents.entry(document).or_default().push(edition);
        }
    }
    documents
}

/// What became of an edition.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// What composition found.
    pub composition: Vec<Diagnostic>,
    /// What the stages after it found.
    pub production: Vec<Diagnostic>,
    /// What was measured of its pages, where that was asked for.
    pub layout: Option<EditionLayout>,
    /// The file; `None` where it would not be published.
    pub finished: Option<Finished>,
}

/// An edition that is printed, where nothing stood against it, and not proved yet.
pub struct Printed<'a> {
    file: String,
    standard: Standard,
    made: Made,
    print: Option<Print>,
    /// Where it is to be kept when it is proved.
    place: Option<(&'a Cache, Key)>,
}

/// What is printed, and what it is proved against.
struct Print {
    pressed: Pressed,
    document: Document,
    pages: usize,
    /// The pages, where they are kept.
    set: Option<SetDocument>,
}

/// Composes, sets and prints an edition, or takes it from the cache.
pub fn print<'a>(workshop: &Workshop<'a>, planned: Planned<'_>) -> Printed<'a> {
    let file = planned.file();
    let Planned { manuscript, document, locale, skeleton } = planned;
    let edition = Edition { publication: workshop.publication, manuscript, locale, document };
    let composed = Wordings::compose(skeleton, &edition, workshop.date);
    let mut made = Made { composition: composed.diagnostics, ..Made::default() };
    let sound = workshop.is_sound && !has_errors(&made.composition);
    let standard = workshop.press.standard;
    let nothing = |made| Printed { file: file.clone(), standard, made, print: None, place: None };
    let Some(theme) = workshop.theme else { return nothing(made) };
    let place = workshop.cache.filter(|_| sound && !workshop.measures_layout).map(|cache| {
        // Pages that are measured have to be set, so they are not looked for.
        (cache, cache.keys.key(&edition, &composed.value))
    });
    if let Some((finished, found)) = place.as_ref().and_then(|(cache, key)| cache.take(key)) {
        made.production = found;
        made.finished = Some(finished);
        return nothing(made);
    }
    let fitted = set_within(workshop, &edition, theme, composed.value);
    if workshop.measures_layout {
        made.layout = Some(EditionLayout::of(&file, &fitted));
    }
    let print = press(workshop, &edition, fitted, sound, &mut made.production);
    Printed { file, standard, made, print, place }
}

/// Sets a document whose names are known.
pub fn set(
    workshop: &Workshop<'_>,
    edition: &Edition<'_>,
    names: &Names,
    document: &Document,
    theme: &Theme,
) -> Findings<SetDocument> {
    let hyphenation = Conventions { locale: edition.locale, names };
    let images = &workshop.publication.images;
    typeset(document, theme, workshop.fonts, &hyphenation, images)
}

/// Presses a document that was set, and is sound so far or not. `None` where something stands against it.
fn press(
    workshop: &Workshop<'_>,
    edition: &Edition<'_>,
    mut fitted: Fitted,
    sound: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Print> {
    claims::excuse(workshop.press, &mut fitted.set.diagnostics);
    diagnostics.append(&mut fitted.set.diagnostics);
    diagnostics.extend(too_many_pages(workshop, edition, &fitted));
    if !sound || has_errors(diagnostics) {
        return None;
    }
    let Fitted { document, set, .. } = fitted;
    match concord_press::produce(&set.value, workshop.press) {
        Ok(mut pressed) => {
            let broken = std::mem::take(&mut pressed.broken);
            diagnostics.extend(claims::locate(broken, edition, &document));
            let pages = set.value.pages.len();
            Some(Print { pressed, document, pages, set: workshop.keeps_pages.then_some(set.value) })
        }
        Err(faults) => {
            diagnostics.extend(claims::locate(faults, edition, &document));
            None
        }
    }
}

impl Printed<'_> {
    /// The name of the file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Opens the finished bytes and compares what they say with the document.
    pub fn prove(self) -> Made {
        let Self { file, standard, mut made, print, place } = self;
        let Some(Print { pressed, document, pages, set }) = print else { return made };
        let promises = claims::promises(standard, &pressed.claims);
        let limits = Limits::default();
        let read = Objects::open(&pressed.bytes, &limits)
            .and_then(|objects| Ok((concord_proof::transcribe(&objects)?, objects)));
        match read {
            Ok((transcript, objects)) => {
                let proved = concord_proof::prove_promises(&transcript, &document, &promises);
                made.production.extend(proved.diagnostics);
                let is_judged = pressed.claims.contains(&Claim::PdfUa1);
                if is_judged {
                    made.production.extend(judged(&objects));
                }
                drop(objects);
                if !has_errors(&made.production) {
                    let output = output(file, &pressed, pages, &document);
                    let shape = Shape::of(&transcript);
                    let kept = set.map(|set| {
                        let speech_sha256 = sha256(transcript.to_speech().as_bytes());
                        // Whatever the judge finds is an error: what came here passed.
                        let verdict = is_judged.then_some(Verdict::Pass);
                        Box::new(Kept { set, document, speech_sha256, verdict })
                    });
                    let (bytes, facts) = (pressed.bytes, proved.value);
                    made.finished = Some(Finished { output, bytes, facts, shape, kept });
                }
            }
            Err(unreadable) => made.production.push(unreadable.diagnostic()),
        }
        if let Some((cache, key)) = place {
            cache.put(&key, &made);
        }
        made
    }
}

/// What the file breaks of PDF/UA-1. Nothing is expected: the press makes no such file.
fn judged(objects: &Objects<'_>) -> Vec<Diagnostic> {
    let judgement = match concord_judge::judge_loaded(objects) {
        Ok(judgement) => judgement,
        Err(unreadable) => return vec![unreadable.diagnostic()],
    };
    let broken = judgement.findings.iter().filter(|finding| finding.rule.level == Level::Error);
    let broken = broken.map(|finding| {
        let condition =
            finding.condition.map_or(String::new(), |condition| format!(", Matterhorn {condition}"));
        let clause = finding.rule.clause;
        let message = format!("{}: {} (ISO 14289-1, {clause}{condition})", finding.place, finding.message);
        Diagnostic::new(Code::STANDARD_BROKEN, message)
    });
    let unread = judgement.unread.iter().map(|what| {
        Diagnostic::new(Code::STANDARD_BROKEN, format!("the PDF has what cannot be read back: {what}"))
    });
    broken.chain(unread).collect()
}

fn output(file: String, pressed: &Pressed, pages: usize, document: &Document) -> Output {
    let Pressed { bytes, claims, .. } = pressed;
    Output {
        file,
        sha256: sha256(bytes),
        bytes: bytes.len(),
        pages: Some(pages),
        locale: Some(document.language.to_string()),
        document: Some(document.id.clone()),
        title: document.metadata.title.clone(),
        standards: Some(claims.iter().map(|claim| claim.name().to_owned()).collect()),
    }
}

/// Hyphenation for the setter, which does not know languages itself.
pub struct Conventions<'a> {
    /// The edition's language.
    pub locale: &'a Locale,
    /// The names that its texts use.
    pub names: &'a Names,
}

impl Hyphenation for Conventions<'_> {
    fn places(&self, language: &str, word: &str) -> Vec<usize> {
        let hyphenator =
            if language == self.locale.tag() { self.locale.hyphenator() } else { Hyphenator::new(language) };
        hyphenator.map(|hyphenator| hyphenator.hyphenate(word)).unwrap_or_default()
    }

    fn tie(&self, language: &str, before: &str, after: &str) -> Tie {
        if language != self.locale.tag() {
            return Tie::Free;
        }
        let tie = match self.locale.tie(before, after) {
            concord_locale::Tie::Free => Tie::Free,
            concord_locale::Tie::Loose => Tie::Loose,
            concord_locale::Tie::Close => Tie::Close,
            concord_locale::Tie::Tight => Tie::Tight,
        };
        if self.names.parts_name(before, after) { tie.max(Tie::Close) } else { tie }
    }

    fn may_be_name(&self, language: &str, word: &str) -> bool {
        language != self.locale.tag() || self.names.has_word(word)
    }
}
