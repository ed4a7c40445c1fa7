//! Annotations and the order in which they are reached (ISO 14289-1, 7.18).

use crate::catalog::file_specification_fault;
use crate::file::File;
use crate::finding::Place;
use crate::language;
use crate::pages::{Page, rectangle};
use crate::rules;
use concord_pdf::lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;

/// The annotation types of ISO 32000-1, table 169.
const KNOWN: [&str; 26] = [
    "Text",
    "Link",
    "FreeText",
    "Line",
    "Square",
    "Circle",
    "Polygon",
    "PolyLine",
    "Highlight",
    "Underline",
    "Squiggly",
    "StrikeOut",
    "Stamp",
    "Caret",
    "Ink",
    "Popup",
    "FileAttachment",
    "Sound",
    "Movie",
    "Widget",
    "Screen",
    "PrinterMark",
    "TrapNet",
    "Watermark",
    "3D",
    "Redact",
];

/// An annotation of a page.
pub(crate) struct Annotation<'o> {
    pub(crate) id: Option<ObjectId>,
    pub(crate) entries: &'o Dictionary,
    /// The page, from 0.
    pub(crate) page: usize,
}

/// The annotations of all pages, each once.
pub(crate) fn list<'o>(file: &File<'o>) -> Vec<Annotation<'o>> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for (number, page) in file.pages.iter().enumerate() {
        for (id, entries) in of_page(file, page) {
            if seen.insert(std::ptr::from_ref(entries) as usize) && file.spend(1) {
                all.push(Annotation { id, entries, page: number });
            }
        }
    }
    all
}

fn of_page<'o>(file: &File<'o>, page: &Page<'o>) -> impl Iterator<Item = (Option<ObjectId>, &'o Dictionary)> {
    let all = file.objects.get_array(page.entries, "Annots").unwrap_or_default();
    all.iter().filter_map(|annotation| match file.objects.follow(annotation)? {
        (id, Object::Dictionary(entries)) => Some((id, entries)),
        _ => None,
    })
}

/// Judges all annotations, and the tab order of pages that have some.
pub(crate) fn judge(file: &File) {
    for (number, page) in file.pages.iter().enumerate() {
        if of_page(file, page).next().is_none() || !file.spend(1) {
            continue;
        }
        let place = Place::on_page(Some(number), page.id);
        match file.objects.get(page.entries, "Tabs") {
            Some(Object::Name(order)) if order == b"S" => {}
            None | Some(Object::Null) => {
                file.find(&rules::C7_18_3_T1, place, "the page has annotations and no `Tabs`");
            }
            Some(_) => {
                let message = "the page has annotations, and its `Tabs` is not S";
                file.find_as(&rules::C7_18_3_T1, Some("28-009"), place, message);
            }
        }
    }
    for annotation in list(file) {
        let judged = Judged::new(file, &annotation);
        judged.language();
        judged.attachment();
        if !judged.is_hidden && !judged.is_outside {
            judged.nesting();
            judged.description();
        }
    }
}

struct Judged<'f, 'o> {
    file: &'f File<'o>,
    entries: &'o Dictionary,
    place: Place,
    subtype: String,
    /// The structure element in which it is, by the parent tree.
    element: Option<&'o Dictionary>,
    standard: Option<&'static str>,
    is_hidden: bool,
    is_outside: bool,
}

impl<'f, 'o> Judged<'f, 'o> {
    fn new(file: &'f File<'o>, annotation: &Annotation<'o>) -> Self {
        let entries = annotation.entries;
        let element = element_of(file, entries);
        let tag = element.and_then(|element| file.objects.get_name_bytes(element, "S"));
        Self {
            file,
            entries,
            place: Place::on_page(Some(annotation.page), annotation.id),
            subtype: file.objects.get_name(entries, "Subtype").unwrap_or_default(),
            element,
            standard: tag.and_then(|tag| file.roles.mapping(tag).standard),
            is_hidden: file.objects.get_integer(entries, "F").unwrap_or(0) & 2 != 0,
            is_outside: is_outside(file, entries, &file.pages[annotation.page]),
        }
    }

    fn find(&self, rule: &'static rules::Rule, message: String) {
        self.file.find(rule, self.place.clone(), message);
    }

    /// The type as it can stand in a message.
    fn kind(&self) -> String {
        if self.subtype.is_empty() {
            "an annotation without a type".into()
        } else {
            language::shorten(&self.subtype)
        }
    }

    fn has_alternative(&self) -> bool {
        self.element.is_some_and(|element| self.file.has_text(element, "Alt"))
    }

    /// ISO 14289-1, 7.2: the language of `Contents` comes from the element itself, or from the catalog.
    fn language(&self) {
        let file = self.file;
        if let Some(element) = self.element {
            language::judge(file, element, || self.place.clone());
        }
        let has_language = self.element.is_some_and(|element| file.has_string(element, "Lang"));
        if file.has_string(self.entries, "Contents") && !has_language && !file.has_language {
            self.find(
                &rules::C7_2_T24,
                format!("the language of the `Contents` of {} is not known", self.kind()),
            );
        }
    }

    /// ISO 14289-1, 7.18.1, 7.18.4, 7.18.5 and 7.18.8: in what the annotation is nested.
    fn nesting(&self) {
        let within = self.standard.unwrap_or("nothing that has a standard type");
        let message = format!("{} is nested in {within}", self.kind());
        match self.subtype.as_str() {
            "Widget" if self.standard != Some("Form") => self.find(&rules::C7_18_4_T1, message),
            "Link" if self.standard != Some("Link") => self.find(&rules::C7_18_5_T1, message),
            "PrinterMark" => {
                let tag = self.element.and_then(|element| self.file.objects.get_name_bytes(element, "S"));
                if let Some(tag) = tag {
                    let message = format!("PrinterMark is nested in {}", String::from_utf8_lossy(tag));
                    self.find(&rules::C7_18_8_T1, message);
                }
            }
            "Widget" | "Link" => {}
            other => {
                if other == "TrapNet" {
                    self.find(&rules::C7_18_2_T1, "there is an annotation of the type TrapNet".into());
                }
                if self.standard != Some("Annot") {
                    let condition = if KNOWN.contains(&other) { "28-002" } else { "28-006" };
                    self.file.find_as(&rules::C7_18_1_T1, Some(condition), self.place.clone(), message);
                }
            }
        }
    }

    /// ISO 14289-1, 7.18.1 and 7.18.5: what is said instead of an annotation.
    fn description(&self) {
        let file = self.file;
        if self.subtype == "Widget" {
            let field = if file.has(self.entries, "T") {
                Some(self.entries)
            } else {
                file.objects.get_dictionary(self.entries, "Parent")
            };
            if field.is_some_and(|field| !file.has_text(field, "TU")) && !self.has_alternative() {
                let message = "a field has neither `TU` nor an element with an alternative text";
                self.find(&rules::C7_18_1_T3, message.into());
            }
            return;
        }
        let has_contents = file.has_text(self.entries, "Contents");
        if !has_contents && !self.has_alternative() {
            let message =
                format!("{} has neither `Contents` nor an element with an alternative text", self.kind());
            self.find(&rules::C7_18_1_T2, message);
        }
        if self.subtype == "Link" && !has_contents {
            self.find(&rules::C7_18_5_T2, "a link has no `Contents`".into());
        }
    }

    /// The file of an attachment, where it does not say to be a file specification and so was not found as one.
    fn attachment(&self) {
        let Some(specification) = self.file.objects.get_dictionary(self.entries, "FS") else { return };
        let is_typed = self.file.objects.get_name_bytes(specification, "Type") == Some(b"Filespec");
        if self.subtype == "FileAttachment"
            && !is_typed
            && let Some(message) = file_specification_fault(self.file, specification)
        {
            self.find(&rules::UNTYPED_FILE, message);
        }
    }
}

/// The structure element of an annotation or field.
pub(crate) fn element_of<'o>(file: &File<'o>, entries: &Dictionary) -> Option<&'o Dictionary> {
    let key = file.objects.get_integer(entries, "StructParent")?;
    match file.objects.resolve(file.parents.get(key)?)? {
        Object::Dictionary(element) => Some(element),
        _ => None,
    }
}

/// Whether nothing of an annotation lies inside of what is shown of its page; to touch it is not enough.
fn is_outside(file: &File, entries: &Dictionary, page: &Page) -> bool {
    let (Some(rect), Some(shown)) = (rectangle(file.objects, entries, "Rect"), page.crop_box) else {
        return false;
    };
    shown[1] >= rect[3] || shown[0] >= rect[2] || shown[3] <= rect[1] || shown[2] <= rect[0]
}
