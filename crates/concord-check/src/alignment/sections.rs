//! A text's sections, which are found in its translation by their ids.

use concord_document::{Block, BlockKind};

/// The text cut before every heading that has an id. What precedes the first is a section too, also where it is empty.
pub(super) fn sections(blocks: &[Block]) -> Vec<&[Block]> {
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

/// The ids that sections begin with.
pub(super) fn ids<'a>(sections: &[&'a [Block]]) -> Vec<Option<&'a str>> {
    sections.iter().map(|section| section.first().and_then(heading_id)).collect()
}

fn heading_id(block: &Block) -> Option<&str> {
    matches!(block.kind, BlockKind::Heading { .. }).then_some(block.attributes.id.as_deref()).flatten()
}
