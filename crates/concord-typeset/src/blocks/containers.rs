//! `:::` containers and block quotations.

use super::{
    Area, AreaKind, NoteBoxes, Tone, anchor, lines_of, paragraph_style, push_lines, set_blocks, set_paragraph,
};
use crate::flow::{BREAK_BETWEEN, ColumnSet, Flow, FlowItem, Frame};
use crate::inline::collect;
use crate::setter::Setter;
use crate::theme::ColorRole;
use crate::tree::NodeId;
use concord_diagnostics::Span;
use concord_document::{Block, BlockKind, Inline, InlineKind};
use concord_pages::Role;

/// Whether a container begins a page of its own: what the page maker looks for.
pub(crate) fn is_section(name: &str) -> bool {
    matches!(
        name,
        "cover" | "imprint" | "contents" | "front" | "part" | "case" | "back" | "back-cover" | "factsheet"
    )
}

/// Whether a block stands in the margin where there is one.
pub(super) fn is_marginal(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Container { name, .. } if name == "pull" || name == "panel")
}

/// Sets a container. Unknown names were refused before; a name without a form of its own only groups.
pub(super) fn set_container(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    notes: &mut NoteBoxes,
    block: &Block,
    parent: NodeId,
    area: Area,
) {
    let BlockKind::Container { name, blocks, .. } = &block.kind else { return };
    anchor(flow, block);
    match name.as_str() {
        "lead" => set_lead(setter, flow, blocks, parent, area),
        "note" if area.kind == AreaKind::Sheet => set_aside(setter, flow, blocks, parent, area),
        "box" | "note" => set_box(setter, flow, notes, blocks, parent, area),
        "pull" => set_pull(setter, flow, notes, blocks, parent, margin(setter, area, block.span), block.span),
        "panel" => {
            set_panel(setter, flow, notes, blocks, parent, margin(setter, area, block.span), block.span)
        }
        "row" => super::rows::set_row(setter, flow, notes, blocks, parent, area),
        "columns" if matches!(area.kind, AreaKind::Main | AreaKind::Full) => {
            let tone = if block.attributes.has_class("small") { Tone::Small } else { Tone::Plain };
            set_columns(setter, flow, notes, blocks, parent, tone);
        }
        _ => {
            let group = setter.tree.add(parent, Role::Div);
            set_blocks(setter, flow, notes, blocks, group, area);
        }
    }
}

/// The area as it is, but where the margin proved to have no room for this block: then the block stands in the text.
fn margin(setter: &Setter<'_>, area: Area, span: Span) -> Area {
    let in_text = area.kind == AreaKind::Main && setter.moved_into_text.contains(&span);
    if in_text { area.without_margin() } else { area }
}

/// Where a block for the margin is set: the marginal column where there is one, otherwise the area itself.
fn marginal_area(setter: &Setter<'_>, area: Area) -> Area {
    let side = Area { x: 0.0, width: setter.theme.page.side, kind: AreaKind::Side, tone: Tone::Plain };
    if area.kind == AreaKind::Main { side } else { area }
}

/// Puts a block for the margin there, or as one piece into the text with some space around it.
fn push_marginal(flow: &mut Flow, inner: Flow, area: Area, span: Span, space: f32) {
    if area.kind == AreaKind::Main {
        flow.push(FlowItem::Side(inner.into_box(), span));
        return;
    }
    flow.begin(space, BREAK_BETWEEN);
    flow.push(FlowItem::Box(inner.into_box()));
    flow.end(space);
}

/// A standfirst: larger, over the whole width where there is a marginal column.
fn set_lead(setter: &mut Setter<'_>, flow: &mut Flow, blocks: &[Block], parent: NodeId, area: Area) {
    let style = setter.theme.styles.lead.clone();
    for block in blocks {
        if let BlockKind::Paragraph(content) = &block.kind {
            set_paragraph(setter, flow, content, &style, Role::P, parent, area);
        }
    }
    flow.end(style.after);
}

/// A note on a page that is seen as one picture: small print at its foot.
fn set_aside(setter: &mut Setter<'_>, flow: &mut Flow, blocks: &[Block], parent: NodeId, area: Area) {
    let mut style = setter.theme.styles.sheet_text.clone();
    style.color = ColorRole::Muted;
    for block in blocks {
        if let BlockKind::Paragraph(content) = &block.kind {
            set_paragraph(setter, flow, content, &style, Role::P, parent, area);
        }
    }
}

/// The part of a page's height up to which a box is never divided.
const LARGEST_WHOLE_BOX: f32 = 0.4;

/// A tinted box that may run over a page end.
fn set_box(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    notes: &mut NoteBoxes,
    blocks: &[Block],
    parent: NodeId,
    area: Area,
) {
    let group = setter.tree.add(parent, Role::Div);
    let grid = setter.theme.page.grid;
    let padding = grid * 0.8;
    flow.begin(grid, BREAK_BETWEEN);
    let first = flow.items.len();
    flow.push(FlowItem::Open(Frame {
        x: area.x,
        width: area.width,
        fill: Some(setter.theme.colors.accent_light),
        rule: Some((setter.theme.colors.accent, 2.4)),
        padding,
    }));
    flow.reset();
    let kind = if area.kind == AreaKind::Sheet { AreaKind::Sheet } else { AreaKind::Boxed };
    let inner = Area { kind, ..area.inset(padding + 3.0, padding) };
    let rest = match heading_of_box(blocks) {
        Some((title, rest)) => {
            let style = setter.theme.styles.box_title.clone();
            set_paragraph(setter, flow, title, &style, Role::P, group, inner);
            flow.keep();
            rest
        }
        None => blocks,
    };
    set_blocks(setter, flow, notes, rest, group, inner);
    flow.push(FlowItem::Close(padding));
    flow.unite_from(first, setter.theme.page.body_height() * LARGEST_WHOLE_BOX);
    flow.end(grid);
}

/// The first paragraph of a box where it is one strong line: its title.
fn heading_of_box(blocks: &[Block]) -> Option<(&[Inline], &[Block])> {
    let (first, rest) = blocks.split_first()?;
    let BlockKind::Paragraph(content) = &first.kind else { return None };
    match content.as_slice() {
        [Inline { kind: InlineKind::Strong(title), .. }] => Some((title, rest)),
        _ => None,
    }
}

/// A pulled statement: in the marginal column where there is one, between rules elsewhere.
fn set_pull(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    notes: &mut NoteBoxes,
    blocks: &[Block],
    parent: NodeId,
    area: Area,
    span: Span,
) {
    let group = setter.tree.add(parent, Role::Div);
    let style = setter.theme.styles.pull.clone();
    let colors = &setter.theme.colors;
    let frame = |area: Area| Frame {
        x: area.x,
        width: area.width,
        fill: None,
        rule: Some((colors.second, 2.0)),
        padding: 0.0,
    };
    let at = marginal_area(setter, area);
    let mut inner = Flow::default();
    inner.push(FlowItem::Open(frame(at)));
    for block in blocks {
        if let BlockKind::Paragraph(content) = &block.kind {
            set_paragraph(setter, &mut inner, content, &style, Role::P, group, at.inset(10.0, 0.0));
        }
    }
    inner.push(FlowItem::Close(0.0));
    notes.set_called(setter, group, area);
    push_marginal(flow, inner, area, span, style.leading * 0.6);
}

/// The fact panel of a case study, in the marginal column.
fn set_panel(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    notes: &mut NoteBoxes,
    blocks: &[Block],
    parent: NodeId,
    area: Area,
    span: Span,
) {
    let group = setter.tree.add(parent, Role::Div);
    let page = &setter.theme.page;
    let at = marginal_area(setter, area);
    let padding = page.grid * 0.7;
    let mut inner = Flow::default();
    let map = blocks.split_first().and_then(|(first, rest)| match &first.kind {
        BlockKind::Map(map) => Some((map, first.span, rest)),
        _ => None,
    });
    inner.push(FlowItem::Open(Frame {
        x: at.x,
        width: at.width,
        fill: Some(setter.theme.colors.accent_light),
        rule: None,
        padding: if map.is_some() { 0.0 } else { padding },
    }));
    // A map reaches to the panel's edges.
    let rest = map.map_or(blocks, |(map, span, rest)| {
        super::maps::push_drawing(setter, &mut inner, map, span, group, at);
        inner.push(FlowItem::Skip(padding));
        rest
    });
    // In the text there is room for terms beside what they mean.
    let kind = if at.kind == AreaKind::Side { AreaKind::Side } else { AreaKind::Boxed };
    let area_inside = Area { kind, ..at.inset(padding, padding) };
    set_blocks(setter, &mut inner, notes, rest, group, area_inside);
    inner.push(FlowItem::Close(padding));
    push_marginal(flow, inner, area, span, padding);
}

/// Two columns over the whole text block, or one where two would be too narrow.
fn set_columns(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    notes: &mut NoteBoxes,
    blocks: &[Block],
    parent: NodeId,
    tone: Tone,
) {
    let page = &setter.theme.page;
    let (full, gutter, grid) = (page.full_width(), page.gutter, page.grid);
    if page.columns < 2 {
        let area = Area { x: 0.0, width: full, kind: AreaKind::Full, tone };
        set_blocks(setter, flow, notes, blocks, parent, area);
        return;
    }
    let width = (full - gutter) / 2.0;
    let mut lead = flow.take_kept();
    if !lead.is_empty() {
        lead.push(FlowItem::Skip(grid / 2.0));
    }
    let mut inner = Flow::default();
    let column = Area { x: 0.0, width, kind: AreaKind::Column, tone };
    set_blocks(setter, &mut inner, notes, blocks, parent, column);
    flow.begin(grid, BREAK_BETWEEN);
    flow.push(FlowItem::Columns(ColumnSet { count: 2, step: width + gutter, lead, flow: inner }));
    flow.end(grid);
}

/// A block quotation, indented behind a rule.
pub(super) fn set_quote(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    notes: &mut NoteBoxes,
    blocks: &[Block],
    parent: NodeId,
    area: Area,
) {
    let group = setter.tree.add(parent, Role::BlockQuote);
    let style = setter.theme.styles.quote.clone();
    flow.begin(style.before, BREAK_BETWEEN);
    flow.push(FlowItem::Open(Frame {
        x: area.x,
        width: area.width,
        fill: None,
        rule: Some((setter.theme.colors.rule, 1.6)),
        padding: 0.0,
    }));
    flow.reset();
    let inside = area.inset(16.0, 16.0);
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) => {
                let node = setter.tree.add(group, Role::P);
                let text = collect::collect(setter, content, &style, node);
                let lines = lines_of(setter, &text, &style, inside.width, 0.0);
                flow.begin(0.0, BREAK_BETWEEN);
                push_lines(setter, flow, lines, &style, inside.x);
                flow.end(paragraph_style(setter, area).after);
            }
            _ => set_blocks(setter, flow, notes, std::slice::from_ref(block), group, inside),
        }
    }
    flow.push(FlowItem::Close(0.0));
    flow.end(style.after);
}
