//! What a document must be before it is drawn.
//!
//! Whatever later steps take for granted is looked at here, so that they can be plain: every number names something,
//! every mark has one owner that knows it, and the tags have what PDF/UA asks of them.

use crate::fault::{Breaks, Fault};
use concord_pages::{
    Child, ElementId, FontProgram, GlyphRun, Item, Link, Mark, Owner, Page, Role, Segment, SetDocument,
    StructureTree, Target,
};
use std::collections::BTreeSet;

/// Every fault, each said once, in a fixed order.
pub(crate) fn inspect(document: &SetDocument) -> BTreeSet<Fault> {
    let mut faults = BTreeSet::new();
    metadata(document, &mut faults);
    for (number, page) in document.pages.iter().enumerate() {
        self::page(document, number, page, &mut faults);
    }
    images(document, &mut faults);
    structure(document, &mut faults);
    outline(document, &mut faults);
    faults
}

fn accessibility(message: impl Into<String>) -> Fault {
    Fault { message: message.into(), breaks: Breaks::Accessibility }
}

fn on_page(number: usize, fault: Fault) -> Fault {
    Fault { message: format!("page {}: {}", number + 1, fault.message), ..fault }
}

fn metadata(document: &SetDocument, faults: &mut BTreeSet<Fault>) {
    // PDF/UA-1, 7.1: a title that is shown.
    if document.metadata.title.trim().is_empty() {
        faults.insert(accessibility("the document has no title"));
    }
    let date = &document.metadata.date;
    if !is_iso_date(date) {
        faults.insert(Fault::fatal(format!("the date `{date}` is not of the form 2026-05-31")));
    }
    if document.pages.is_empty() {
        faults.insert(Fault::fatal("the document has no page"));
    }
}

fn is_iso_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn page(document: &SetDocument, number: usize, page: &Page, faults: &mut BTreeSet<Fault>) {
    // ISO 32000-1, annex C: pages from 3 to 14,400 units a side; ISO 19005-2, 6.1.13 repeats it.
    let margin = page.press.map_or(0.0, |press| 2.0 * press.sheet);
    let sides = [page.width + margin, page.height + margin];
    if !sides.iter().all(|side| (3.0..=14_400.0).contains(side)) {
        let is_drawable = sides.iter().all(|side| side.is_finite() && *side > 0.0);
        let breaks = if is_drawable { Breaks::Archive } else { Breaks::File };
        faults.insert(Fault { message: format!("page {}: its size is not possible", number + 1), breaks });
    }
    for mark in &page.marks {
        for item in &mark.items {
            if let Some(fault) = self::item(document, item) {
                faults.insert(on_page(number, fault));
            }
        }
        owner(document, mark, number, faults);
    }
    for link in &page.links {
        if let Some(fault) = self::link(document, link) {
            faults.insert(on_page(number, fault));
        }
    }
}

fn owner(document: &SetDocument, mark: &Mark, page: usize, faults: &mut BTreeSet<Fault>) {
    if let Owner::Element(ElementId(element)) = mark.owner
        && element >= document.structure.elements().len()
    {
        faults.insert(Fault::fatal(format!(
            "page {}: a mark belongs to element {element}, which there is not",
            page + 1
        )));
    }
}

fn item(document: &SetDocument, item: &Item) -> Option<Fault> {
    let finite = |numbers: &[f32]| numbers.iter().all(|number| number.is_finite());
    let sound = match item {
        Item::Text(run) => {
            let Some(font) = document.fonts.get(usize::from(run.font.0)) else {
                return Some(Fault::fatal(format!("text is set in font {}, which there is not", run.font.0)));
            };
            if finite(&[run.size, run.origin.x, run.origin.y]) {
                return glyphs(run, font);
            }
            false
        }
        Item::Path(path) => path.segments.iter().all(|segment| match segment {
            Segment::Move(point) | Segment::Line(point) => finite(&[point.x, point.y]),
            Segment::Curve(a, b, c) => finite(&[a.x, a.y, b.x, b.y, c.x, c.y]),
            Segment::Close => true,
        }),
        Item::Image(placed) => {
            if placed.image.0 >= document.images.len() {
                return Some(Fault::fatal(format!("image {} is placed, which there is not", placed.image.0)));
            }
            finite(&[placed.rect.x, placed.rect.y, placed.rect.width, placed.rect.height])
        }
    };
    (!sound).then(|| Fault::fatal("something stands at a place that is no number"))
}

/// PDF/UA-1, 7.21.8 and ISO 19005-2, 6.2.11.8: glyph 0, `.notdef`, is never shown.
fn glyphs(run: &GlyphRun, font: &FontProgram) -> Option<Fault> {
    let lacks = |breaks| Fault {
        message: format!("font `{}` lacks a glyph of the text `{}`", font.name, run.text),
        breaks,
    };
    if run.glyphs.iter().any(|glyph| usize::from(glyph.id) >= font.widths.len()) {
        return Some(lacks(Breaks::File));
    }
    if run.glyphs.iter().any(|glyph| !glyph.advance.is_finite()) {
        let message = format!("a glyph of the text `{}` has a width that is no number", run.text);
        return Some(Fault::fatal(message));
    }
    run.glyphs.iter().any(|glyph| glyph.id == 0).then(|| lacks(Breaks::Both))
}

fn link(document: &SetDocument, link: &Link) -> Option<Fault> {
    if link.rects.is_empty() {
        return Some(Fault::fatal(format!("the link `{}` has no place", link.description)));
    }
    if link.element.0 >= document.structure.elements().len() {
        return Some(Fault::fatal(format!("the link `{}` belongs to no element", link.description)));
    }
    let message = match &link.target {
        Target::Place(place) if place.page >= document.pages.len() || !place.y.is_finite() => format!(
            "the link `{}` leads to page {}, which there is not",
            link.description,
            place.page.saturating_add(1)
        ),
        Target::Address(address) if address.is_empty() => {
            format!("the link `{}` leads nowhere", link.description)
        }
        // PDF/UA-1, 7.18.5: a link says what it is.
        _ if link.description.trim().is_empty() => return Some(accessibility("a link has no description")),
        _ => return None,
    };
    Some(Fault::fatal(message))
}

fn images(document: &SetDocument, faults: &mut BTreeSet<Fault>) {
    for (number, image) in document.images.iter().enumerate() {
        let pixels = image.width as usize * image.height as usize;
        let whole = pixels > 0
            && image.rgb.len() == pixels * 3
            && image.alpha.as_ref().is_none_or(|alpha| alpha.len() == pixels);
        if !whole {
            faults.insert(Fault::fatal(format!("image {number} does not hold as many pixels as it says")));
        }
    }
}

fn structure(document: &SetDocument, faults: &mut BTreeSet<Fault>) {
    let elements = document.structure.elements();
    let mut parents = vec![0_usize; elements.len()];
    let mut named: Vec<Vec<u32>> = document.pages.iter().map(|page| vec![0; page.marks.len()]).collect();
    for (number, element) in elements.iter().enumerate() {
        for child in &element.children {
            match *child {
                Child::Element(ElementId(inner)) if inner < elements.len() => parents[inner] += 1,
                Child::Mark { page, mark } if is_owned(document, page, mark, number) => {
                    named[page][mark] += 1
                }
                _ => {
                    faults.insert(Fault::fatal(format!(
                        "element {number} ({}) has a child that is not its own",
                        element.role.name()
                    )));
                }
            }
        }
    }
    if is_tree(document, &parents) {
        headings(document, faults);
    } else {
        faults.insert(Fault::fatal(
            "the structure is not a tree: an element has not one parent, or is its own ancestor",
        ));
    }
    for (page, counts) in document.pages.iter().zip(&named) {
        let owned = page.marks.iter().zip(counts).filter(|(mark, _)| matches!(mark.owner, Owner::Element(_)));
        if owned.into_iter().any(|(_, count)| *count != 1) {
            faults.insert(Fault::fatal("a mark is not named once by the element that owns it"));
        }
    }
    attributes(document, faults);
}

/// Whether all elements but the first have one parent and are reached from the first.
fn is_tree(document: &SetDocument, parents: &[usize]) -> bool {
    // With one parent each there is no circle that the walk could enter.
    let single = parents.iter().enumerate().all(|(number, count)| *count == usize::from(number > 0));
    single && reading_order(document).len() == parents.len()
}

/// The elements of a tree, outer before inner.
pub(crate) fn reading_order(document: &SetDocument) -> Vec<usize> {
    let elements = document.structure.elements();
    let (mut order, mut open) = (Vec::with_capacity(elements.len()), vec![StructureTree::ROOT]);
    while let Some(ElementId(number)) = open.pop() {
        order.push(number);
        let children = elements.get(number).map_or(&[][..], |element| &element.children);
        open.extend(children.iter().rev().filter_map(|child| match *child {
            Child::Element(inner) => Some(inner),
            Child::Mark { .. } => None,
        }));
    }
    order
}

/// PDF/UA-1, 7.4.2: the first heading is of level 1, and none is skipped on the way down.
fn headings(document: &SetDocument, faults: &mut BTreeSet<Fault>) {
    let elements = document.structure.elements();
    let mut above = 0;
    for number in reading_order(document) {
        let Some(level) = level_of(elements[number].role) else { continue };
        if level > above + 1 {
            faults.insert(accessibility(format!("a heading of level {level} follows one of level {above}")));
        }
        above = level;
    }
}

fn level_of(role: Role) -> Option<u8> {
    match role {
        Role::H1 => Some(1),
        Role::H2 => Some(2),
        Role::H3 => Some(3),
        Role::H4 => Some(4),
        Role::H5 => Some(5),
        Role::H6 => Some(6),
        _ => None,
    }
}

fn is_owned(document: &SetDocument, page: usize, mark: usize, element: usize) -> bool {
    let mark = document.pages.get(page).and_then(|page| page.marks.get(mark));
    mark.is_some_and(|mark| mark.owner == Owner::Element(ElementId(element)))
}

fn attributes(document: &SetDocument, faults: &mut BTreeSet<Fault>) {
    let mut ids = BTreeSet::new();
    for element in document.structure.elements() {
        let attributes = &element.attributes;
        if let Some(id) = &attributes.id
            && !ids.insert(id)
        {
            faults
                .insert(Fault { message: format!("two elements have the id `{id}`"), breaks: Breaks::Both });
        }
        if attributes.bounds.is_some_and(|(page, _)| page >= document.pages.len()) {
            faults.insert(Fault::fatal("a figure stands on a page that there is not"));
        }
        // PDF/UA-1, 7.3: a figure has an alternative or replacement text.
        let described = attributes.alternative.is_some() || attributes.actual_text.is_some();
        if element.role == Role::Figure && !described {
            faults.insert(accessibility("a figure has no alternative text"));
        }
        // PDF/UA-1, 7.9: a note has an id.
        if element.role == Role::Note && attributes.id.is_none() {
            faults.insert(accessibility("a note has no id"));
        }
        // PDF/UA-1, 7.5: what a header cell heads is told by its scope.
        if element.role == Role::Th && attributes.scope.is_none() {
            faults.insert(accessibility("a header cell of a table has no scope"));
        }
    }
}

fn outline(document: &SetDocument, faults: &mut BTreeSet<Fault>) {
    for entry in &document.outline {
        if entry.place.page >= document.pages.len() || !entry.place.y.is_finite() {
            faults.insert(Fault::fatal(format!(
                "the bookmark `{}` leads to a page that there is not",
                entry.title
            )));
        }
    }
    let firsts: Vec<usize> = document.labels.iter().map(|range| range.first_page).collect();
    if !firsts.is_sorted_by(|a, b| a < b) {
        faults.insert(Fault::fatal("the ranges of page numbers are not in order"));
    }
}
