//! What makes a drawing a document: tags, links, outline, metadata, profile, and the file's own form.
//!
//! Each subject is one file with one entry function that adds objects to the [`Seal`] and keys to its catalog. Objects
//! are numbered in the order in which they are made, and `write` puts them down in that order.

mod attachments;
mod fonts;
mod intent;
mod labels;
mod links;
mod metadata;
mod outline;
mod pages;
mod parents;
mod second;
mod structure;
mod targets;
mod values;
mod write;

use crate::draw::Drawing;
use crate::marked::MarkedContent;
use crate::{Attachment, Claim, Settings, Standard, deflate};
use concord_pages::SetDocument;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Finishes a drawing and writes it.
pub(crate) fn seal(
    document: &SetDocument,
    marked: &MarkedContent,
    drawing: Drawing,
    settings: &Settings,
    (claims, attachments): (&[Claim], &[Attachment]),
) -> Result<Vec<u8>, String> {
    let mut seal = Seal::open(document, marked, drawing.pdf, settings.standard);
    let sheets = pages::take(&mut seal)?;
    fonts::finish(&mut seal, &sheets.fonts, &drawing.fonts)?;
    let targets = settings.standard.is_pdf_2().then(|| targets::Targets::of(&mut seal));
    let links = links::annotate(&mut seal, &sheets, targets.as_ref());
    structure::tag(&mut seal, &sheets, &links, targets.as_ref());
    pages::finish(&mut seal, sheets, &links, targets.as_ref());
    metadata::describe(&mut seal, settings, claims);
    intent::add(&mut seal);
    attachments::attach(&mut seal, attachments);
    seal.close()
}

/// The file in the making.
struct Seal<'a> {
    document: &'a SetDocument,
    marked: &'a MarkedContent,
    pdf: Document,
    catalog: Dictionary,
    standard: Standard,
}

impl<'a> Seal<'a> {
    fn open(document: &'a SetDocument, marked: &'a MarkedContent, pdf: Document, standard: Standard) -> Self {
        let mut catalog = Dictionary::new();
        catalog.set("Type", "Catalog");
        catalog.set("Lang", values::text(document.language.as_str()));
        Self { document, marked, pdf, catalog, standard }
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
        write::write(&self.pdf, self.standard)
    }
}
