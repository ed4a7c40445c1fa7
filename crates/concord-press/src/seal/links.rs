//! Links (ISO 32000-1, 12.5.6.5).
//!
//! PDF/UA-1, 7.18.5: a link annotation belongs to a Link element, which refers to it by an object reference, and has a
//! description in its `Contents`.

use super::Seal;
use super::pages::Sheets;
use super::targets::Targets;
use super::values::{destination, dictionary, go_to, name, rectangle, text};
use crate::number::rounded;
use concord_pages::{ElementId, Link, Rect, Target};
use lopdf::{Dictionary, Object, ObjectId, StringFormat};

/// The link annotations of the file.
pub(super) struct Links {
    all: Vec<Annotation>,
}

/// One annotation and what it belongs to.
pub(super) struct Annotation {
    /// Its object.
    pub(super) id: ObjectId,
    /// The page that it is on.
    pub(super) page: usize,
    /// The element that refers to it.
    pub(super) element: ElementId,
}

impl Links {
    /// The annotations in the order of their numbers in the parent tree.
    pub(super) fn all(&self) -> &[Annotation] {
        &self.all
    }

    /// A page's annotations.
    pub(super) fn on_page(&self, page: usize) -> Option<Object> {
        let ids: Vec<Object> = self
            .all
            .iter()
            .filter(|annotation| annotation.page == page)
            .map(|annotation| annotation.id.into())
            .collect();
        (!ids.is_empty()).then_some(Object::Array(ids))
    }
}

/// Makes the annotations. In the parent tree they come after the pages.
pub(super) fn annotate(seal: &mut Seal, sheets: &Sheets, targets: Option<&Targets>) -> Links {
    let mut all = Vec::new();
    let document = seal.document;
    for (page, set) in document.pages.iter().enumerate() {
        for link in &set.links {
            let mut entries = annotation(link, set.height, sheets.pages[page]);
            entries.set("StructParent", (document.pages.len() + all.len()) as i64);
            match &link.target {
                Target::Address(address) => entries.set("A", action(address)),
                Target::Place(place) => {
                    let height = document.pages[place.page].height;
                    let sheet = sheets.pages[place.page];
                    match targets.map(|targets| targets.of_link(link, *place)) {
                        Some(element) => entries.set("A", go_to(*place, sheet, element, height)),
                        None => entries.set("Dest", destination(*place, sheet, height)),
                    }
                }
            }
            let id = seal.add(entries);
            all.push(Annotation { id, page, element: link.element });
        }
    }
    Links { all }
}

fn annotation(link: &Link, page_height: f32, page: ObjectId) -> Dictionary {
    let mut entries = dictionary([
        ("Type", name("Annot")),
        ("Subtype", name("Link")),
        ("P", page.into()),
        ("Rect", rectangle(around(&link.rects), page_height)),
        // ISO 19005-2, 6.3.2: printed, and not hidden.
        ("F", 4.into()),
        ("Border", Object::Array(vec![0.into(), 0.into(), 0.into()])),
        ("Contents", text(&link.description)),
    ]);
    if link.rects.len() > 1 {
        entries.set("QuadPoints", quadrilaterals(&link.rects, page_height));
    }
    entries
}

/// The smallest rectangle around all.
fn around(rects: &[Rect]) -> Rect {
    let mut sides = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for rect in rects {
        sides[0] = sides[0].min(rect.x);
        sides[1] = sides[1].min(rect.y);
        sides[2] = sides[2].max(rect.x + rect.width);
        sides[3] = sides[3].max(rect.y + rect.height);
    }
    let [left, top, right, bottom] = sides;
    Rect { x: left, y: top, width: right - left, height: bottom - top }
}

/// A link that runs over lines, line by line: the corners in the order that readers in fact expect, upper left, upper
/// right, lower left, lower right.
fn quadrilaterals(rects: &[Rect], page_height: f32) -> Object {
    let corners = rects.iter().flat_map(|rect| {
        let (left, right) = (rect.x, rect.x + rect.width);
        let (top, bottom) = (page_height - rect.y, page_height - rect.y - rect.height);
        [left, top, right, top, left, bottom, right, bottom]
    });
    Object::Array(corners.map(|number| rounded(number).into()).collect())
}

/// ISO 32000-1, 12.6.4.7: an address in ASCII; all else is escaped as in RFC 3986, 2.1.
fn action(address: &str) -> Dictionary {
    let mut ascii = Vec::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'!'..=b'~' => ascii.push(byte),
            _ => ascii.extend(format!("%{byte:02X}").bytes()),
        }
    }
    dictionary([("S", name("URI")), ("URI", Object::String(ascii, StringFormat::Literal))])
}
