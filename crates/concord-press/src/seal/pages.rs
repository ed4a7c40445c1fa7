//! Pages and what they share.
//!
//! printpdf's pages come with boxes and empty dictionaries that nobody needs. They are made new around its content
//! streams, all with one dictionary of resources. It is named by every page instead of being inherited, as
//! ISO 19005-2, 6.2.2 asks.

use super::links::Links;
use super::targets::Targets;
use super::values::{dictionary, name};
use super::{Seal, labels, outline};
use crate::draw::around;
use crate::number::rounded;
use concord_pages::Page;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// The page objects of the file.
pub(super) struct Sheets {
    /// The pages in order.
    pub(super) pages: Vec<ObjectId>,
    /// The fonts by the names that pages call them by.
    pub(super) fonts: Dictionary,
    contents: Vec<ObjectId>,
    resources: ObjectId,
    root: ObjectId,
}

/// Takes printpdf's file apart: content streams, fonts and pictures stay, and its last page, the registrar, goes.
pub(super) fn take(seal: &mut Seal) -> Result<Sheets, String> {
    let torn = |error: lopdf::Error| format!("the drawing library's file cannot be taken apart: {error}");
    let pdf = &mut seal.pdf;
    let catalog = pdf.catalog().map_err(torn)?.clone();
    let root = catalog.get(b"Pages").and_then(Object::as_reference).map_err(torn)?;
    let mut pages: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    let mut contents = Vec::with_capacity(pages.len());
    let mut shared = Vec::new();
    for page in &pages {
        let page = pdf.get_dictionary(*page).map_err(torn)?;
        contents.push(page.get(b"Contents").and_then(Object::as_reference).map_err(torn)?);
        shared.push(page.get(b"Resources").and_then(Object::as_reference).map_err(torn)?);
    }
    let resources = resources(pdf, shared.first().copied()).map_err(torn)?;
    let fonts = resources.get(b"Font").and_then(Object::as_dict).map_err(torn)?.clone();
    let registrar = [pages.pop(), contents.pop()];
    let leftovers =
        ["Root", "Info"].map(|key| pdf.trailer.get(key.as_bytes()).and_then(Object::as_reference).ok());
    for id in shared.into_iter().chain(registrar.into_iter().chain(leftovers).flatten()) {
        pdf.objects.remove(&id);
    }
    let resources = pdf.add_object(resources);
    Ok(Sheets { pages, fonts, contents, resources, root })
}

/// The fonts and pictures that printpdf's pages refer to, as one dictionary.
fn resources(pdf: &mut Document, shared: Option<ObjectId>) -> lopdf::Result<Dictionary> {
    let listed = pdf.get_dictionary(shared.unwrap_or_default())?.clone();
    let mut resources = Dictionary::new();
    for key in ["Font", "XObject", "ExtGState", "Shading"] {
        let id = listed.get(key.as_bytes()).and_then(Object::as_reference)?;
        let entries = pdf.get_dictionary(id)?.clone();
        pdf.objects.remove(&id);
        if key == "Font" || !entries.is_empty() {
            resources.set(key, entries);
        }
    }
    Ok(resources)
}

/// Makes the pages, and everything in the catalog that is about pages.
pub(super) fn finish(seal: &mut Seal, sheets: Sheets, links: &Links, targets: Option<&Targets>) {
    for (number, (id, contents)) in sheets.pages.iter().zip(&sheets.contents).enumerate() {
        let page = &seal.document.pages[number];
        let sheet = page.press.map_or(0.0, |press| press.sheet);
        let mut entries = dictionary([
            ("Type", name("Page")),
            ("Parent", sheets.root.into()),
            ("MediaBox", sides(page, sheet)),
            ("Resources", sheets.resources.into()),
            ("Contents", (*contents).into()),
            ("StructParents", (number as i64).into()),
            // PDF/UA-1, 7.18.3: the order of tabulation is that of the structure.
            ("Tabs", name("S")),
        ]);
        // ISO 32000-1, 14.11.2: the page as it is cut out, and how far its grounds reach.
        if let Some(press) = page.press {
            entries.set("TrimBox", sides(page, 0.0));
            entries.set("BleedBox", sides(page, press.bleed));
        }
        if let Some(annotations) = links.on_page(number) {
            entries.set("Annots", annotations);
        }
        seal.put(*id, entries);
    }
    let kids: Vec<Object> = sheets.pages.iter().map(|id| (*id).into()).collect();
    let count = kids.len() as i64;
    seal.put(
        sheets.root,
        dictionary([("Type", name("Pages")), ("Kids", kids.into()), ("Count", count.into())]),
    );
    seal.catalog.set("Pages", sheets.root);
    outline::add(seal, &sheets, targets);
    labels::add(seal);
    view(seal);
}

/// The box around a page with so much on every side. Where there is something, the page's own corner stays the origin.
fn sides(page: &Page, margin: f32) -> Object {
    Object::Array(around(page, margin).map(|side| rounded(side).into()).to_vec())
}

/// PDF/UA-1, 7.1: readers show the title, not the file's name.
fn view(seal: &mut Seal) {
    let mut preferences = dictionary([("DisplayDocTitle", true.into())]);
    if seal.document.language.is_right_to_left() {
        preferences.set("Direction", name("R2L"));
    }
    seal.catalog.set("ViewerPreferences", preferences);
}
