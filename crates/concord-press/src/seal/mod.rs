//! What makes a drawing a document: tags, links, outline, metadata, profile, and the file's own form.
//!
//! Each subject is one file with one entry function that adds objects to the [`Seal`] and keys to its catalog. Objects
//! are numbered in the order in which they are made, and `write` puts them down in that order.

mod fonts;
mod intent;
mod labels;
mod links;
mod metadata;
mod outline;
mod pages;
mod parents;
mod structure;
mod values;
mod write;

use crate::draw::Drawing;
use crate::marked::MarkedContent;
use crate::{Settings, deflate};
use concord_pages::SetDocument;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Finishes a drawing and writes it.
pub(crate) fn seal(
    document: &SetDocument,
    marked: &MarkedContent,
    drawing: Drawing,
    settings: &Settings,
) -> Result<Vec<u8>, String> {
    let mut seal = Seal::open(document, marked, drawing.pdf);
    let sheets = pages::take(&mut seal)?;
    fonts::finish(&mut seal, &sheets.fonts, &drawing.fonts)?;
    let links = links::annotate(&mut seal, &sheets);
    structure::tag(&mut seal, &sheets, &links);
    pages::finish(&mut seal, sheets, &links);
    metadata::describe(&mut seal, settings);
    intent::add(&mut seal);
    seal.close()
}

/// The file in the making.
struct Seal<'a> {
    document: &'a SetDocument,
    marked: &'a MarkedContent,
    pdf: Document,
    catalog: Dictionary,
}

impl<'a> Seal<'a> {
    fn open(document: &'a SetDocument, marked: &'a MarkedContent, pdf: Document) -> Self {
        let mut catalog = Dictionary::new();
        catalog.set("Type", "Catalog");
        catalog.set("Lang", values::text(document.language.as_str()));
        Self { document, marked, pdf, catalog }
    }

    /// A number for an object that others refer to before it is made.
    fn reserve(&mut self) -> ObjectId {
        self.pdf.new_object_id()
    }

    fn put(&mut self, id: ObjectId, object: impl Into<Object>) {
        self.pdf.objects.insert(id, object.into());
    }

    fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.pdf.add_object(object)
    }

    fn close(mut self) -> Result<Vec<u8>, String> {
        let catalog = self.catalog;
        let root = self.pdf.add_object(catalog);
        self.pdf.trailer.set("Root", root);
        deflate::streams(&mut self.pdf);
        write::write(&self.pdf)
    }
}
