//! Markdown into the document tree, with exact places.
//!
//! **The parser** is pulldown-cmark, because every event that it gives, inlines included, comes with the range of bytes
//! that it was read from. comrak, the other complete parser, gives lines and columns, which are not reliable for
//! inlines behind escapes, tabs and continued lines; a place that is off by one underlines the wrong word. Neither
//! knows `:::` containers, attributes after spans, or `{{...}}`, so these are ours:
//!
//! - [`fences`]: before parsing, every line that begins with `:::` is replaced by a thematic break of the same number
//!   of bytes. A thematic break ends every open paragraph, list, table and note just as a fence must, and comes back as
//!   an event whose range says which fence it was. The whole file is parsed once, so notes and link definitions work
//!   across containers and all ranges stay those of the file.
//! - [`blocks`] turns the events into blocks, [`pieces`] into the raw pieces of running text, and [`assemble`] finds
//!   expressions, bracketed spans, superscripts and attributes in those pieces.
//! - [`attributes`] reads `{#id .class key="value"}` wherever it stands.
//!
//! What a publication cannot hold (raw HTML, code blocks, pictures inside text) is reported and left out. Nesting is
//! limited, so that no input can exhaust the stack here or in any later walk over the tree.

mod assemble;
mod attributes;
mod blocks;
mod fences;
mod html;
mod labels;
mod pieces;

use blocks::Reader;
use concord_diagnostics::{Code, Diagnostic, Findings, SourceId, Span};
use concord_document::Content;

/// Parses one Markdown text. Every span lies in `source`, whose text must be `text`.
pub fn parse_markdown(source: SourceId, text: &str) -> Findings<Content> {
    let mut diagnostics = Vec::new();
    refuse_control_characters(source, text, &mut diagnostics);
    let fences = fences::find(source, text, &mut diagnostics);
    let labels = labels::gather(text);
    let input = labels.with_stand_ins(&fences::mask(text, &fences));
    let mut reader = Reader::new(source, text, 0..text.len(), &input, &labels);
    reader.fences = fences.into_iter().map(|fence| (fence.range.start, fence)).collect();
    let blocks = reader.document();
    let mut notes = std::mem::take(&mut reader.notes);
    diagnostics.append(&mut reader.diagnostics);
    labels::check(&blocks, &mut notes, &mut diagnostics);
    labels::check_ids(&blocks, &notes, &mut diagnostics);
    Findings { value: Content { blocks, notes }, diagnostics }
}

fn refuse_control_characters(source: SourceId, text: &str, diagnostics: &mut Vec<Diagnostic>) {
    let control = |character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    for (at, found) in text.match_indices(control) {
        let code = found.chars().map(u32::from).next().unwrap_or_default();
        let message = format!("the control character U+{code:04X} cannot be set");
        let span = Span::new(source, at..at + found.len());
        diagnostics.push(Diagnostic::new(Code::UNSUPPORTED_MARKUP, message).at(span, "").help("delete it"));
    }
}
