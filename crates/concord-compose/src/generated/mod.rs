//! Blocks that are made from the ledger and the messages.

mod charts;
mod figures;
mod map;
mod panel;
mod sources;
mod timeline;

use crate::containers;
use crate::edition::Edition;
use crate::fault::Fault;
use crate::message_keys::MessageKey;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Attributes, Block, BlockKind, Inline};

/// Fills the generated containers of a document.
pub(crate) struct Generator<'a> {
    edition: Edition<'a>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Generator<'a> {
    pub(crate) fn new(edition: Edition<'a>) -> Self {
        Self { edition, diagnostics: Vec::new() }
    }

    /// The blocks with every container that is known turned into what it stands for.
    pub(crate) fn blocks(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        blocks.into_iter().filter_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, mut block: Block) -> Option<Block> {
        let span = block.span;
        let BlockKind::Container { name, blocks, .. } = block.kind else {
            for inner in concord_document::walk::children_mut(&mut block) {
                *inner = self.blocks(std::mem::take(inner));
            }
            return Some(block);
        };
        block.kind = match name.as_str() {
            "figures" => self.figures(&block.attributes, span)?,
            "chart" => self.chart(&block.attributes, blocks, span)?,
            "timeline" => self.timeline(&block.attributes, blocks, span)?,
            "map" => self.map(&block.attributes, blocks, span)?,
            "sources" => self.sources(span),
            "panel" => self.panel(&block.attributes, span)?,
            "include" => return None,
            _ => {
                if !containers::is_set(&name) {
                    self.diagnostics.push(containers::unknown(&name, span));
                }
                BlockKind::Container { name, argument: None, blocks: self.blocks(blocks) }
            }
        };
        Some(block)
    }

    /// The ids that an attribute lists.
    fn ids<'b>(&mut self, attributes: &'b Attributes, key: &str, span: Span) -> Option<Vec<&'b str>> {
        let ids: Vec<&str> = attributes.get(key).unwrap_or_default().split_whitespace().collect();
        if ids.is_empty() {
            let message = format!("this container needs {key}=\"...\" with ids of the ledger");
            self.diagnostics.push(Diagnostic::new(Code::INVALID_ATTRIBUTES, message).at(span, ""));
            return None;
        }
        Some(ids)
    }

    /// The caption that a container's content is: one paragraph.
    fn caption(&mut self, blocks: Vec<Block>, span: Span) -> Vec<Inline> {
        let mut paragraphs = Vec::new();
        for block in blocks {
            match block.kind {
                BlockKind::Paragraph(content) => paragraphs.push(content),
                _ => {
                    let finding = Diagnostic::new(Code::UNSUPPORTED_MARKUP, "a caption is one paragraph");
                    self.diagnostics.push(finding.at(block.span, "not set"));
                }
            }
        }
        if paragraphs.len() != 1 {
            let message =
                "a drawing needs a caption of one paragraph, which also begins its alternative text";
            self.diagnostics.push(Diagnostic::new(Code::MISSING_ALTERNATIVE, message).at(span, ""));
        }
        paragraphs.into_iter().next().unwrap_or_default()
    }

    /// The value, or its fault as a finding.
    fn take<T>(&mut self, result: Result<T, Fault>, span: Span) -> Option<T> {
        result.map_err(|fault| self.diagnostics.extend(fault.at(span))).ok()
    }

    /// A text in the language's typography.
    fn words(&self, text: &str, span: Span) -> Inline {
        Inline::text(self.edition.locale.typography(text), span)
    }

    /// A message of the table `[text]`.
    fn message(&mut self, key: MessageKey, span: Span) -> Option<&'a str> {
        let edition = self.edition;
        let messages = &edition.manuscript.messages.text;
        let message = edition.message(key);
        let message =
            message.ok_or_else(|| crate::helpers::missing(&edition, "text", key.as_str(), messages.keys()));
        self.take(message, span)
    }
}

fn paragraph(content: Vec<Inline>, span: Span) -> Block {
    Block { kind: BlockKind::Paragraph(content), attributes: Attributes::default(), span }
}
