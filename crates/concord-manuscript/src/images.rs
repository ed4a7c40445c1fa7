//! Pictures: whether every one that a text shows is there, and whether its bytes look like a picture.

use crate::tables::with_suggestion;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{BlockKind, walk};
use concord_publication::{Manuscript, Text};
use std::collections::BTreeMap;

/// The folder of pictures.
pub(crate) const FOLDER: &str = "images/";

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";

/// The pictures among the files, by the endings of their names.
pub(crate) fn gather(files: &crate::Files) -> BTreeMap<String, Vec<u8>> {
    let is_picture = |path: &str| {
        let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        path.starts_with(FOLDER) && matches!(extension.as_deref(), Some("png" | "jpg" | "jpeg"))
    };
    files
        .iter()
        .filter(|(path, _)| is_picture(path))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

/// Reports every picture that a text shows and the folder does not hold, or whose first bytes are of no picture.
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
            if let Some(bytes) = images.get(&figure.path) {
                if !bytes.starts_with(PNG) && !bytes.starts_with(JPEG) {
                    diagnostics.push(not_a_picture(&figure.path, block.span));
                }
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

fn not_a_picture(path: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::INVALID_IMAGE, format!("`{path}` is neither a PNG nor a JPEG picture"))
        .at(span, "shown here")
        .help("export the picture again as PNG or JPEG")
}
