//! `::: include path :::`: a manuscript's blocks in the place of the line that names it.
//!
//! The blocks keep the places where people wrote them. The labels of their notes get the text's path in front, as two
//! texts may use the same label.

use crate::edition::Edition;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Block, BlockKind, Content, InlineKind, Note, walk};
use concord_ledger::nearest;
use std::collections::BTreeMap;

const INCLUDE: &str = "include";

/// The skeleton with every text that it includes.
pub(crate) fn splice(skeleton: Content, edition: &Edition<'_>, diagnostics: &mut Vec<Diagnostic>) -> Content {
    let mut splicer = Splicer { edition, notes: skeleton.notes, diagnostics };
    let mut blocks = splicer.blocks(skeleton.blocks);
    for block in &mut blocks {
        arrange(block);
    }
    Content { blocks, notes: splicer.notes }
}

struct Splicer<'a, 'd> {
    edition: &'a Edition<'a>,
    notes: BTreeMap<String, Note>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Splicer<'_, '_> {
    fn blocks(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        for mut block in blocks {
            match &mut block.kind {
                BlockKind::Container { name, argument, .. } if name == INCLUDE => {
                    let path = argument.take();
                    out.append(&mut self.include(path.as_deref(), block.span));
                }
                BlockKind::Container { blocks, .. } => {
                    *blocks = self.blocks(std::mem::take(blocks));
                    out.push(block);
                }
                _ => out.push(block),
            }
        }
        out
    }

    fn include(&mut self, path: Option<&str>, span: Span) -> Vec<Block> {
        let Some(path) = path else {
            let finding = Diagnostic::new(Code::INVALID_TEMPLATE, "`include` needs the path of a text")
                .at(span, "")
                .help("write ::: include 01-features.md :::");
            self.diagnostics.push(finding);
            return Vec::new();
        };
        let Some(text) = self.edition.manuscript.texts.get(path) else {
            self.missing(path, span);
            return Vec::new();
        };
        for (label, note) in &text.content.notes {
            let mut note = note.clone();
            rename_notes(path, &mut note.blocks);
            self.notes.insert(note_label(path, label), note);
        }
        let mut blocks = text.content.blocks.clone();
        rename_notes(path, &mut blocks);
        self.refuse_includes(&blocks);
        blocks
    }

    /// A text that the source locale has is missing in this language, which the checks report once for all.
    fn missing(&mut self, path: &str, span: Span) {
        let source = self.edition.publication.source();
        if source.is_some_and(|source| source.texts.contains_key(path)) {
            return;
        }
        let mut finding = Diagnostic::new(Code::MISSING_FILE, format!("there is no text `{path}`"))
            .at(span, "included here")
            .note("a path starts at the folder of the language");
        if let Some(near) = nearest(path, self.edition.manuscript.texts.keys().map(String::as_str)) {
            finding = finding.help(format!("did you mean `{near}`?"));
        } else {
            finding = finding.help("write the text, or take the include out of the template");
        }
        self.diagnostics.push(finding);
    }

    /// Texts that could include texts could include themselves.
    fn refuse_includes(&mut self, blocks: &[Block]) {
        walk::blocks(blocks, &mut |block| {
            if matches!(&block.kind, BlockKind::Container { name, .. } if name == INCLUDE) {
                let finding = Diagnostic::new(Code::UNKNOWN_CONTAINER, "a text cannot include another text")
                    .at(block.span, "")
                    .help("include it in the template");
                self.diagnostics.push(finding);
            }
        });
    }
}

fn note_label(path: &str, label: &str) -> String {
    format!("{path}:{label}")
}

fn rename_notes(path: &str, blocks: &mut [Block]) {
    for block in blocks {
        for list in walk::inline_lists_mut(block) {
            rename_calls(path, list);
        }
        for inner in walk::children_mut(block) {
            rename_notes(path, inner);
        }
    }
}

fn rename_calls(path: &str, content: &mut [concord_document::Inline]) {
    for inline in content {
        if let InlineKind::NoteReference(label) = &mut inline.kind {
            *label = note_label(path, label);
        }
        if let Some(inner) = walk::inner_mut(inline) {
            rename_calls(path, inner);
        }
    }
}

/// A case study's fact panel belongs beside the beginning of its text: it goes behind the title and the standfirst,
/// wherever the skeleton names it.
fn arrange(block: &mut Block) {
    let BlockKind::Container { name, blocks, .. } = &mut block.kind else { return };
    if name == "case"
        && let Some(at) = blocks.iter().position(|block| is_container(block, "panel"))
    {
        let panel = blocks.remove(at);
        let head =
            |block: &Block| matches!(block.kind, BlockKind::Heading { .. }) || is_container(block, "lead");
        let place = blocks.iter().take(2).take_while(|block| head(block)).count();
        blocks.insert(place, panel);
    }
    for inner in blocks {
        arrange(inner);
    }
}

fn is_container(block: &Block, wanted: &str) -> bool {
    matches!(&block.kind, BlockKind::Container { name, .. } if name == wanted)
}
