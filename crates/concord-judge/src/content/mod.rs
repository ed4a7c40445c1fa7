//! Content streams: what is painted must be tagged or an artifact, and what is shown is collected for the fonts
//! (ISO 14289-1, 7.1, 7.2 and 7.20).
//!
//! One interpreter reads them all. The content of pages, and of the forms that it draws, is *real*: it must be marked.
//! Appearances of annotations, tiling patterns and the glyphs of Type 3 fonts are read for their fonts, forms and
//! languages only.

mod interpreter;
mod marks;
mod operators;
mod state;

use crate::annotations;
use crate::file::File;
use crate::finding::Place;
use crate::fonts::UsedFonts;
use crate::language::Ancestries;
use crate::rules;
use concord_pdf::lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::{BTreeMap, BTreeSet};

/// Streams that are interpreted, over the whole file.
const MOST_RUNS: usize = 100_000;

/// How deep streams may draw each other.
const DEEPEST: usize = 32;

/// What a stream is given by the one that draws it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Handed {
    /// Whether its content must be marked.
    is_real: bool,
    /// Whether it is the appearance of a PrinterMark, whose content should be marked as an artifact.
    is_printer_mark: bool,
    /// Whether it is drawn inside of tagged content.
    is_tagged: bool,
    /// Whether it is drawn inside of an artifact.
    is_artifact: bool,
}

/// A stream that is to be interpreted.
struct Source<'o> {
    /// The page or form, which says by which keys the parent tree knows its content.
    owner: &'o Dictionary,
    /// Where findings are said to be.
    id: Option<ObjectId>,
    page: Option<usize>,
    /// The resources of the stream, and those of the page.
    resources: [Option<&'o Dictionary>; 2],
    content: Vec<u8>,
    handed: Handed,
}

/// A form XObject that is drawn.
struct Drawn {
    id: Option<ObjectId>,
    times: usize,
    has_key: bool,
    has_marks: bool,
}

/// What is known over all streams of a file.
struct Walker<'f, 'o> {
    file: &'f File<'o>,
    ancestries: Ancestries,
    fonts: UsedFonts<'o>,
    /// The streams that are being interpreted, the outermost first.
    open: Vec<usize>,
    /// What was interpreted already, and with what it was given.
    done: BTreeSet<(usize, Handed)>,
    drawn: BTreeMap<usize, Drawn>,
    runs: usize,
}

/// Judges all content and says which fonts show what.
pub(crate) fn judge<'o>(file: &File<'o>) -> UsedFonts<'o> {
    let mut walker = Walker {
        file,
        ancestries: Ancestries::default(),
        fonts: UsedFonts::default(),
        open: Vec::new(),
        done: BTreeSet::new(),
        drawn: BTreeMap::new(),
        runs: 0,
    };
    for (number, page) in file.pages.iter().enumerate() {
        let source = Source {
            owner: page.entries,
            id: page.id,
            page: Some(number),
            resources: [page.resources, None],
            content: walker.page_content(page.entries, number),
            handed: Handed { is_real: true, ..Handed::default() },
        };
        walker.run(&source);
    }
    for annotation in annotations::list(file) {
        walker.appearances(&annotation);
    }
    walker.judge_repeated();
    walker.fonts
}

impl<'o> Walker<'_, 'o> {
    /// The content of a page: one stream, or several that are read as one (ISO 32000-1, table 30).
    fn page_content(&self, page: &'o Dictionary, number: usize) -> Vec<u8> {
        let objects = self.file.objects;
        let parts = match objects.get(page, "Contents") {
            None | Some(Object::Null) => return Vec::new(),
            Some(Object::Array(parts)) => parts.iter().map(|part| objects.resolve(part)).collect(),
            one => vec![one],
        };
        let mut content = Vec::new();
        for part in parts {
            match part {
                Some(Object::Stream(stream)) => {
                    content.extend(self.unpack(stream, Some(number)));
                    content.push(b'\n');
                }
                // The library takes a stream whose length is wrong for its dictionary.
                Some(Object::Dictionary(_)) => {
                    self.file.unread(format!("the content of page {}, which is damaged", number + 1));
                }
                _ => {}
            }
        }
        content
    }

    fn unpack(&self, stream: &Stream, page: Option<usize>) -> Vec<u8> {
        self.file.objects.unpack(stream).unwrap_or_else(|error| {
            let place = page.map_or("the file".into(), |page| format!("page {}", page + 1));
            self.file.unread(format!("content of {place} ({})", error.reason()));
            Vec::new()
        })
    }

    /// The appearance streams of an annotation, in all its states.
    fn appearances(&mut self, annotation: &annotations::Annotation<'o>) {
        let objects = self.file.objects;
        let Some(all) = objects.get_dictionary(annotation.entries, "AP") else { return };
        let subtype = objects.get_name_bytes(annotation.entries, "Subtype");
        let handed = Handed { is_printer_mark: subtype == Some(b"PrinterMark"), ..Handed::default() };
        let page = &self.file.pages[annotation.page];
        for key in ["N", "D", "R"] {
            let Some(appearance) = all.get(key.as_bytes()).ok() else { continue };
            let states = match objects.resolve(appearance) {
                Some(Object::Dictionary(states)) => states.iter().map(|(_, state)| state).collect(),
                _ => vec![appearance],
            };
            for state in states {
                if let Some((id, Object::Stream(form))) = objects.follow(state) {
                    self.form(form, id, Some(annotation.page), page.resources, handed);
                }
            }
        }
    }

    /// Draws a form XObject: one of content, or an appearance.
    fn form(
        &mut self,
        form: &'o Stream,
        id: Option<ObjectId>,
        page: Option<usize>,
        page_resources: Option<&'o Dictionary>,
        handed: Handed,
    ) {
        let drawn = self.drawn.entry(std::ptr::from_ref(form) as usize).or_insert_with(|| Drawn {
            id,
            times: 0,
            has_key: form.dict.has(b"StructParents"),
            has_marks: false,
        });
        drawn.times += 1;
        if drawn.times == 1 && form.dict.has(b"Ref") {
            let message = "a form XObject has `Ref`";
            self.file.find(&rules::C7_20_T1, Place::on_page(page, id), message);
        }
        self.stream(form, id, page, page_resources, handed);
    }

    /// Interprets a stream, unless that was done already with the same result.
    fn stream(
        &mut self,
        stream: &'o Stream,
        id: Option<ObjectId>,
        page: Option<usize>,
        page_resources: Option<&'o Dictionary>,
        handed: Handed,
    ) {
        let key = std::ptr::from_ref(stream) as usize;
        if self.open.contains(&key) || !self.done.insert((key, handed)) {
            return;
        }
        self.runs += 1;
        if self.open.len() >= DEEPEST || self.runs > MOST_RUNS {
            self.file.unread("content that is drawn by too many other streams");
            return;
        }
        let source = Source {
            owner: &stream.dict,
            id,
            page,
            resources: [self.file.objects.get_dictionary(&stream.dict, "Resources"), page_resources],
            content: self.unpack(stream, page),
            handed,
        };
        self.open.push(key);
        self.run(&source);
        self.open.pop();
    }

    /// ISO 14289-1, 7.20: content of the structure tree stands at one place.
    fn judge_repeated(&self) {
        for drawn in self.drawn.values().filter(|drawn| drawn.times > 1) {
            let place = Place::object(drawn.id);
            let message =
                format!("a form XObject with content of the structure tree is drawn {} times", drawn.times);
            if drawn.has_key {
                self.file.find(&rules::C7_20_T2, place, message);
            } else if drawn.has_marks {
                self.file.find(&rules::REPEATED_FORM, place, message);
            }
        }
    }
}
