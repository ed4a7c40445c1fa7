//! Bytes into a transcript.
//!
//! The input may be any bytes at all: everything is looked up with a limit on its depth and on what it unpacks to, and
//! what does not make sense is left out or noted as an irregularity. Only a file without a page tree is no document.

mod content;
mod fonts;
mod labels;
mod links;
mod metadata;
mod outline;
mod pages;
mod structure;

use crate::transcript::Transcript;
use concord_pdf::{Limits, Objects, Unreadable};

/// Reads a file.
///
/// # Errors
///
/// Where the bytes are no PDF, are encrypted, have no pages, or exceed the limits.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Transcript, Unreadable> {
    transcribe(&Objects::open(bytes, limits)?)
}

/// Reads a file that is loaded already.
///
/// # Errors
///
/// As for [`read()`].
pub fn transcribe(objects: &Objects<'_>) -> Result<Transcript, Unreadable> {
    objects.renew();
    if objects.encryption().is_some() {
        return Err(Unreadable::new("it is encrypted"));
    }
    let mut transcript = Transcript::default();
    metadata::read(objects, &mut transcript);
    let pages = pages::list(objects)?;
    labels::read(objects, &pages, &mut transcript);
    let mut texts = pages::read(objects, &pages, &mut transcript)?;
    let annotations = links::read(objects, &pages, &mut transcript);
    structure::read(objects, &pages, &mut texts, &annotations, &mut transcript);
    outline::read(objects, &pages, &mut transcript);
    Ok(transcript)
}
