//! Pictures: whether the bytes look like what the name says, and whether every picture that a text shows is there.

use crate::tables::with_suggestion;
use concord_diagnostics::{Code, Diagnostic};
use concord_document::{BlockKind, walk};
use concord_publication::{Manuscript, Text};
use std::collections::BTreeMap;

/// The folder of pictures.
pub(crate) const FOLDER: &str = "images/";

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";

/// The pictures among the files. One whose first bytes are not those of its kind is reported and kept, so that a text
/// that shows it is not reported too.
pub(crate) fn gather(files: &crate::Files, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Vec<u8>> {
    let mut images = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with(FOLDER)) {
        let Some((_, extension)) = path.rsplit_once('.') else { continue };
        let (kind, signature) = match extension.to_ascii_lowercase().as_str() {
            "png" => ("PNG", PNG),
            "jpg" | "jpeg" => ("JPEG", JPEG),
            _ => continue,
        };
        if !bytes.starts_with(signature) {
            let message = format!("`{path}` is no {kind} file, although its name says so");
            let finding = Diagnostic::new(Code::INVALID_IMAGE, message);
            diagnostics.push(finding.help(format!("export the picture again as {kind}")));
        }
        images.insert(path.clone(), bytes.clone());
    }
    images
}

/// Reports every picture that a text shows and the folder does not hold.
pub(crate) fn check_references(
    manuscript: &Manuscript,
    images: &BTreeMap<String, Vec<u8>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for text in manuscript.texts.values() {
        check_text(text, images, diagnostics);
    }
}

fn check_text(text: &Text, images: &BTreeMap<String, Vec<u8>>, diagnostics: &mut Vec<Diagnostic>) {
    let notes = text.content.notes.values().map(|note| note.blocks.as_slice());
    for blocks in std::iter::once(text.content.blocks.as_slice()).chain(notes) {
        walk::blocks(blocks, &mut |block| {
            let BlockKind::Figure(figure) = &block.kind else { return };
            if images.contains_key(&figure.path) {
                return;
            }
            let message = format!("there is no picture `{}`", figure.path);
            let finding = Diagnostic::new(Code::MISSING_FILE, message)
                .at(block.span, "shown here")
                .note("a path starts at the publication folder: pictures are PNG or JPEG files in images/");
            diagnostics.push(with_suggestion(finding, &figure.path, images.keys().map(String::as_str)));
        });
    }
}
