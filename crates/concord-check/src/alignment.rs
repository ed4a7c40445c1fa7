//! A translation laid beside its source, block by block.
//!
//! Both trees are walked together. Where a pair of blocks has not the same shape, the walk ends: what follows would be
//! compared with the wrong neighbour. It starts again at the next heading that has an id on both sides, so that one
//! missing paragraph does not hide what is wrong in the rest of a long text.

use concord_diagnostics::Span;
use concord_document::{Block, BlockKind, Content, InlineKind, walk};
use concord_publication::Text;
use std::collections::BTreeSet;

/// Blocks and their translations.
#[derive(Clone, Debug)]
pub(crate) struct Pair<'a> {
    pub(crate) source: &'a Block,
    pub(crate) translation: &'a Block,
    /// Whether what stands inside them is meant too: lists of terms are in the order of each language's alphabet, so
    /// that they can only be compared as a whole.
    pub(crate) is_whole: bool,
}

impl<'a> Pair<'a> {
    /// The blocks of both sides whose own text is to be compared.
    pub(crate) fn blocks(&self) -> [Vec<&'a Block>; 2] {
        [self.source, self.translation].map(|block| {
            let mut blocks = Vec::new();
            if self.is_whole {
                walk::blocks(std::slice::from_ref(block), &mut |block| blocks.push(block));
            } else {
                blocks.push(block);
            }
            blocks
        })
    }
}

/// The first place of a stretch where the two differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) expected: String,
    pub(crate) found: String,
    pub(crate) source: Span,
    pub(crate) translation: Span,
}

/// What is beside what, and where it is not.
#[derive(Debug, Default)]
pub(crate) struct Alignment<'a> {
    pub(crate) pairs: Vec<Pair<'a>>,
    pub(crate) differences: Vec<Difference>,
}

/// Lays a translated text beside its source.
pub(crate) fn align<'a>(source: &'a Text, translation: &'a Text) -> Alignment<'a> {
    let mut alignment = Alignment::default();
    let beginnings = (beginning(source), beginning(translation));
    let (blocks, translated) = (&source.content.blocks, &translation.content.blocks);
    let (sections, translated_sections) = (sections(blocks), sections(translated));
    if ids(&sections) == ids(&translated_sections) {
        for (section, translated) in sections.into_iter().zip(translated_sections) {
            alignment.blocks(section, translated, beginnings);
        }
    } else {
        alignment.blocks(blocks, translated, beginnings);
    }
    alignment.notes(&source.content, &translation.content);
    alignment
}

/// The place that stands for a whole text.
pub(crate) fn beginning(text: &Text) -> Span {
    text.content.blocks.first().map_or(Span::new(text.source, 0..0), |block| block.span)
}

/// The text cut before every heading that has an id. What precedes the first is a section too, also where it is empty.
fn sections(blocks: &[Block]) -> Vec<&[Block]> {
    let mut sections = Vec::new();
    let mut start = 0;
    for (at, block) in blocks.iter().enumerate() {
        if heading_id(block).is_some() {
            sections.push(&blocks[start..at]);
            start = at;
        }
    }
    sections.push(&blocks[start..]);
    sections
}

fn ids<'a>(sections: &[&'a [Block]]) -> Vec<Option<&'a str>> {
    sections.iter().map(|section| section.first().and_then(heading_id)).collect()
}

fn heading_id(block: &Block) -> Option<&str> {
    matches!(block.kind, BlockKind::Heading { .. }).then_some(block.attributes.id.as_deref()).flatten()
}

impl<'a> Alignment<'a> {
    /// Returns whether the two are alike to the end. `owners` are the places of what holds the blocks, for what is
    /// missing from a list that is empty.
    fn blocks(&mut self, source: &'a [Block], translation: &'a [Block], owners: (Span, Span)) -> bool {
        for (block, translated) in source.iter().zip(translation) {
            if !self.block(block, translated) {
                return false;
            }
        }
        let nothing = || "nothing more".to_owned();
        let shared = source.len().min(translation.len());
        let (expected, found, source, translation) = match (source.get(shared), translation.get(shared)) {
            (None, None) => return true,
            (Some(block), _) => {
                let end = translation.last().map_or(owners.1, |last| last.span);
                (shape(block), nothing(), block.span, end)
            }
            (None, Some(extra)) => {
                let end = source.last().map_or(owners.0, |last| last.span);
                (nothing(), shape(extra), end, extra.span)
            }
        };
        self.differences.push(Difference { expected, found, source, translation });
        false
    }

    fn block(&mut self, block: &'a Block, translated: &'a Block) -> bool {
        let (expected, found) = (shape(block), shape(translated));
        let (source, translation) = (block.span, translated.span);
        if expected != found {
            self.differences.push(Difference { expected, found, source, translation });
            return false;
        }
        let (expected, found) = (inner_shape(block), inner_shape(translated));
        if expected != found {
            self.differences.push(Difference { expected, found, source, translation });
            return false;
        }
        let is_whole = matches!(block.kind, BlockKind::DefinitionList(_));
        self.pairs.push(Pair { source: block, translation: translated, is_whole });
        if is_whole {
            return true;
        }
        let children = walk::children(block).into_iter().zip(walk::children(translated));
        children
            .into_iter()
            .all(|(inner, inner_translated)| self.blocks(inner, inner_translated, (source, translation)))
    }

    fn notes(&mut self, source: &'a Content, translation: &'a Content) {
        let labels: BTreeSet<&String> = source.notes.keys().chain(translation.notes.keys()).collect();
        for label in labels {
            // Notes that only one side has are seen at the place that calls them.
            if let (Some(note), Some(translated)) = (source.notes.get(label), translation.notes.get(label)) {
                self.blocks(&note.blocks, &translated.blocks, (note.span, translated.span));
            }
        }
    }
}

/// What a block is, in words: two blocks of the same words may stand for each other.
fn shape(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading { level, .. } => match &block.attributes.id {
            Some(id) => format!("a heading of level {level} with the id `{id}`"),
            None => format!("a heading of level {level}"),
        },
        BlockKind::Paragraph(_) => "a paragraph".to_owned(),
        BlockKind::List { start: None, items } => format!("a list of {}", counted(items.len(), "item")),
        BlockKind::List { start: Some(start), items } => {
            format!("a numbered list from {start} of {}", counted(items.len(), "item"))
        }
        BlockKind::DefinitionList(items) => {
            format!("a definition list of {}", counted(items.len(), "term"))
        }
        BlockKind::Table(table) => {
            let (columns, rows) = (table.alignments.len(), table.rows.len());
            format!("a table of {} and {} below its head", counted(columns, "column"), counted(rows, "row"))
        }
        BlockKind::Quote(_) => "a quotation".to_owned(),
        BlockKind::Figure(figure) => format!("the picture `{}`", figure.path),
        BlockKind::Break => "a thematic break".to_owned(),
        BlockKind::Container { name, argument: None, .. } => format!("a container `{name}`"),
        BlockKind::Container { name, argument: Some(argument), .. } => {
            format!("a container `{name} {argument}`")
        }
        BlockKind::Chart(_) => "a chart".to_owned(),
        BlockKind::Timeline(_) => "a timeline".to_owned(),
        BlockKind::KeyFigures(figures) => counted(figures.len(), "key figure"),
    }
}

/// What must be the same inside two blocks of one shape, in any order: word order differs between languages, and lists
/// of terms are sorted anew.
fn inner_shape(block: &Block) -> String {
    let mut calls = Vec::new();
    note_calls(block, &mut calls);
    let mut definitions = Vec::new();
    if let BlockKind::DefinitionList(items) = &block.kind {
        for inner in items.iter().flat_map(|item| &item.blocks) {
            definitions.push(shape(inner));
            walk::blocks(std::slice::from_ref(inner), &mut |inner| note_calls(inner, &mut calls));
        }
    }
    calls.sort();
    definitions.sort();
    let calls = if calls.is_empty() { "no note".to_owned() } else { calls.join(", ") };
    let outer = format!("{} that calls {calls}", shape(block));
    if definitions.is_empty() { outer } else { format!("{outer} and defines by {}", definitions.join(", ")) }
}

fn note_calls(block: &Block, calls: &mut Vec<String>) {
    for content in walk::inline_lists(block) {
        walk::inlines(content, &mut |inline| {
            if let InlineKind::NoteReference(label) = &inline.kind {
                calls.push(format!("`[^{label}]`"));
            }
        });
    }
}

fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
