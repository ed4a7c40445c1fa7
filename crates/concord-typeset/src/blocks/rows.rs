//! Cells beside each other: `::: row` with `::: cell` in it.

use super::{Area, NoteBoxes, set_blocks};
use crate::flow::{BREAK_BETWEEN, Flow, FlowBox, FlowItem};
use crate::setter::Setter;
use crate::tree::NodeId;
use concord_document::{Block, BlockKind};
use concord_pages::Role;

/// The narrowest cell, in widths of its text's size: two dozen characters.
const NARROWEST: f32 = 12.0;

/// Sets cells beside each other, their heads level, as one piece; under each other where they would be too narrow for words.
pub(super) fn set_row(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    notes: &mut NoteBoxes,
    blocks: &[Block],
    parent: NodeId,
    area: Area,
) {
    let gutter = setter.theme.page.gutter;
    let weights: Vec<f32> = blocks.iter().map(weight).collect();
    let room = area.width - gutter * (blocks.len().max(1) - 1) as f32;
    let unit = room / weights.iter().sum::<f32>().max(1.0);
    let least = super::paragraph_style(setter, area).size * NARROWEST;
    let is_narrow = weights.iter().any(|weight| weight * unit < least);
    let mut out = FlowBox::default();
    let mut x = area.x;
    for (block, weight) in blocks.iter().zip(&weights) {
        let group = setter.tree.add(parent, Role::Div);
        let content = std::slice::from_ref(block);
        let content = match &block.kind {
            BlockKind::Container { name, blocks, .. } if name == "cell" => blocks.as_slice(),
            _ => content,
        };
        if is_narrow {
            set_blocks(setter, flow, notes, content, group, area);
            continue;
        }
        let cell = Area { x, width: weight * unit, ..area }.without_margin();
        let mut inner = Flow::default();
        set_blocks(setter, &mut inner, notes, content, group, cell);
        out.join(inner.into_box());
        x += weight * unit + gutter;
    }
    if !is_narrow {
        flow.begin(setter.theme.page.grid, BREAK_BETWEEN);
        flow.push(FlowItem::Box(out));
        flow.end(setter.theme.page.grid);
    }
}

/// How wide a cell is beside the others.
fn weight(block: &Block) -> f32 {
    let width = block.attributes.get("width").and_then(|width| width.parse::<u8>().ok());
    f32::from(width.unwrap_or(1).max(1))
}
