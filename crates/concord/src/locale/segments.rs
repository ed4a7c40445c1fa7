//! A Markdown text cut into the pieces that are carried over as one.
//!
//! A piece is a heading, a paragraph, a whole list, table or note, the shorter words of a block with their lines, or the line
//! that opens or closes another container. What lies between two pieces (empty lines, comments, addresses of links) belongs to
//! the one that follows.

use concord_check::staleness::{digest, words_of_block, words_of_blocks};
use concord_document::{Block, BlockKind, Content};
use std::ops::Range;

/// The class of shorter words, which each language has behind the blocks where it needs them.
pub(super) const SHORTER: &str = "shorter";
/// The class of the line that opens a container.
pub(super) const OPENING: &str = "opening";

/// A text with its pieces in order.
pub(super) struct Pieces<'t> {
    pub(super) text: &'t str,
    pub(super) list: Vec<Piece>,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// From the beginning of its first line to its last letter.
    pub(super) range: Range<usize>,
    /// What it is; pieces of different classes never stand for each other.
    pub(super) class: &'static str,
    /// The id of a heading or the label of a note.
    pub(super) id: Option<String>,
    /// Its words as they are recorded; none in what is no text, such as a container's line.
    pub(super) words: String,
    pub(super) digest: u64,
}

impl Piece {
    /// Whether it has words that a translator could have written.
    pub(super) fn is_text(&self) -> bool {
        !self.words.is_empty()
    }
}

impl<'t> Pieces<'t> {
    /// Cuts a text. `None` where its blocks do not lie one behind the other, so that it cannot be cut safely.
    pub(super) fn of(text: &'t str, content: &Content) -> Option<Self> {
        let mut cutter = Cutter { text, list: Vec::new() };
        cutter.blocks(&content.blocks);
        for (label, note) in &content.notes {
            let range = note.span.start as usize..note.span.end as usize;
            cutter.add(range, "note", Some(label.clone()), words_of_blocks(&note.blocks));
        }
        let mut list = cutter.list;
        list.sort_by_key(|piece| piece.range.start);
        let is_apart = list.windows(2).all(|two| two[0].range.end < two[1].range.start);
        is_apart.then_some(Self { text, list })
    }

    pub(super) fn raw(&self, at: usize) -> &'t str {
        self.list.get(at).map_or("", |piece| &self.text[piece.range.clone()])
    }

    /// What lies before a piece, behind the one before it; with the number of pieces, what lies behind the last.
    pub(super) fn gap(&self, at: usize) -> &'t str {
        let start = at.checked_sub(1).map_or(0, |before| self.list[before].range.end);
        let end = self.list.get(at).map_or(self.text.len(), |piece| piece.range.start);
        &self.text[start..end]
    }
}

struct Cutter<'t> {
    text: &'t str,
    list: Vec<Piece>,
}

impl Cutter<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let range = block.span.start as usize..block.span.end as usize;
            match &block.kind {
                _ if block.is_shorter() => self.add(range, SHORTER, None, words_of_block(block)),
                BlockKind::Container { blocks, .. } => self.container(range, blocks),
                kind => self.add(range, class(kind), block.attributes.id.clone(), words_of_block(block)),
            }
        }
    }

    fn container(&mut self, range: Range<usize>, blocks: &[Block]) {
        let text = &self.text[range.clone()];
        let first = text.find('\n').map_or(range.end, |at| range.start + at);
        self.add(range.start..first, OPENING, None, String::new());
        self.blocks(blocks);
        let last = text.trim_end().rfind('\n').map(|at| range.start + at + 1);
        if let Some(last) =
            last.filter(|last| *last > first && self.text[*last..].trim_start().starts_with(":::"))
        {
            self.add(last..range.end, "closing", None, String::new());
        }
    }

    fn add(&mut self, range: Range<usize>, class: &'static str, id: Option<String>, words: String) {
        let start = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = range.start + self.text[range.clone()].trim_end().len();
        let digest = digest(&words);
        self.list.push(Piece { range: start..end, class, id, words, digest });
    }
}

fn class(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading { .. } => "heading",
        BlockKind::Paragraph(_) => "paragraph",
        BlockKind::List { .. } => "list",
        BlockKind::DefinitionList(_) => "terms",
        BlockKind::Table(_) => "table",
        BlockKind::Quote(_) => "quote",
        BlockKind::Figure(_) => "picture",
        _ => "other",
    }
}
