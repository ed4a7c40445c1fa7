//! Visits to every block and inline, in reading order.

use crate::{Block, BlockKind, Inline, InlineKind};

/// Calls `visit` for every block, outer before inner.
pub fn blocks<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        for inner in children(block) {
            self::blocks(inner, visit);
        }
    }
}

/// The lists of blocks that stand directly inside a block.
pub fn children(block: &Block) -> Vec<&[Block]> {
    match &block.kind {
        BlockKind::List { items, .. } => items.iter().map(|item| item.blocks.as_slice()).collect(),
        BlockKind::DefinitionList(items) => items.iter().map(|item| item.blocks.as_slice()).collect(),
        BlockKind::Quote(blocks) | BlockKind::Container { blocks, .. } => vec![blocks],
        _ => Vec::new(),
    }
}

/// The same as [`children`], to be changed.
pub fn children_mut(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match &mut block.kind {
        BlockKind::List { items, .. } => items.iter_mut().map(|item| &mut item.blocks).collect(),
        BlockKind::DefinitionList(items) => items.iter_mut().map(|item| &mut item.blocks).collect(),
        BlockKind::Quote(blocks) | BlockKind::Container { blocks, .. } => vec![blocks],
        _ => Vec::new(),
    }
}

/// The lists of inlines that stand directly in a block, without those of inner blocks.
pub fn inline_lists(block: &Block) -> Vec<&[Inline]> {
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => vec![content],
        BlockKind::DefinitionList(items) => items.iter().map(|item| item.term.as_slice()).collect(),
        BlockKind::Table(table) => {
            let rows = std::iter::once(&table.head).chain(&table.rows);
            rows.flat_map(|row| row.cells.iter().map(|cell| cell.content.as_slice())).collect()
        }
        BlockKind::Figure(figure) => vec![&figure.caption],
        BlockKind::Chart(chart) => vec![&chart.caption],
        BlockKind::Timeline(timeline) => vec![&timeline.caption],
        BlockKind::Map(map) => vec![&map.caption],
        _ => Vec::new(),
    }
}

/// The same as [`inline_lists`], to be changed.
pub fn inline_lists_mut(block: &mut Block) -> Vec<&mut Vec<Inline>> {
    match &mut block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => vec![content],
        BlockKind::DefinitionList(items) => items.iter_mut().map(|item| &mut item.term).collect(),
        BlockKind::Table(table) => {
            let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
            rows.flat_map(|row| row.cells.iter_mut().map(|cell| &mut cell.content)).collect()
        }
        BlockKind::Figure(figure) => vec![&mut figure.caption],
        BlockKind::Chart(chart) => vec![&mut chart.caption],
        BlockKind::Timeline(timeline) => vec![&mut timeline.caption],
        BlockKind::Map(map) => vec![&mut map.caption],
        _ => Vec::new(),
    }
}

/// Calls `visit` for every inline, outer before inner.
pub fn inlines<'a>(content: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in content {
        visit(inline);
        if let Some(inner) = inner(inline) {
            inlines(inner, visit);
        }
    }
}

/// The inlines inside an inline.
pub fn inner(inline: &Inline) -> Option<&[Inline]> {
    match &inline.kind {
        InlineKind::Emphasis(content)
        | InlineKind::Strong(content)
        | InlineKind::Superscript(content)
        | InlineKind::Link { content, .. }
        | InlineKind::Span { content, .. } => Some(content),
        _ => None,
    }
}

/// The same as [`inner`], to be changed.
pub fn inner_mut(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match &mut inline.kind {
        InlineKind::Emphasis(content)
        | InlineKind::Strong(content)
        | InlineKind::Superscript(content)
        | InlineKind::Link { content, .. }
        | InlineKind::Span { content, .. } => Some(content),
        _ => None,
    }
}

/// The characters of running text, with facts as they stand and without note calls; a line break is a space.
pub fn plain_text(content: &[Inline]) -> String {
    let mut text = String::new();
    inlines(content, &mut |inline| match &inline.kind {
        InlineKind::Text(part) | InlineKind::Code(part) => text.push_str(part),
        InlineKind::Fact(fact) => text.push_str(&fact.text),
        InlineKind::Break => text.push(' '),
        _ => {}
    });
    text
}
