//! Terms and what they mean, as `L` with the term as `Lbl`.

use super::{
    Area, AreaKind, NoteBoxes, Tone, baseline, line_marks, lines_of, paragraph_style, set_blocks, set_text,
};
use crate::flow::{BREAK_BETWEEN, Flow, FlowBox, FlowItem};
use crate::inline::collect;
use crate::setter::Setter;
use crate::theme::{Align, Style};
use crate::tree::NodeId;
use concord_document::{DefinitionItem, walk};
use concord_pages::{ListNumbering, Role};

/// Sets terms beside their definitions, or above them in a narrow place.
pub(super) fn set_definitions(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    notes: &mut NoteBoxes,
    items: &[DefinitionItem],
    parent: NodeId,
    area: Area,
) {
    let list = setter.tree.add(parent, Role::L);
    setter.tree.attributes(list).list_numbering = Some(ListNumbering::None);
    let stacked = area.kind == AreaKind::Side;
    let style = if stacked {
        setter.theme.styles.side_label.clone()
    } else {
        let mut style = paragraph_style(setter, area);
        style.weight = 700;
        style.align = Align::Start;
        style.hyphenate = false;
        style
    };
    // Definitions are short, and would be torn apart if they were justified beside their terms.
    let tone = if area.tone == Tone::Plain { Tone::Ragged } else { area.tone };
    let column = term_column(setter, items, &style, area);
    for item in items {
        let element = setter.tree.add(list, Role::Li);
        let label = setter.tree.add(element, Role::Lbl);
        let body = setter.tree.add(element, Role::LBody);
        let text = collect::collect(setter, &item.term, &style, label);
        if stacked {
            set_text(setter, flow, &text, &style, area, BREAK_BETWEEN);
            flow.keep();
            set_blocks(setter, flow, notes, &item.blocks, body, area);
            continue;
        }
        let lines = lines_of(setter, &text, &style, column, 0.0);
        let term_height = style.leading * lines.len() as f32;
        let top = baseline(setter, &style);
        let mut marks = Vec::new();
        for (number, line) in lines.into_iter().enumerate() {
            marks.extend(line_marks(setter, line, area.x, top + style.leading * number as f32));
        }
        let first = flow.items.len();
        set_blocks(setter, flow, notes, &item.blocks, body, Area { tone, ..area.inset(column + 10.0, 0.0) });
        if let Some(inner) = flow.first_box_from(first) {
            inner.marks.splice(0..0, marks);
        }
        let rest = term_height - flow.height_from(first);
        if rest > 0.0 {
            flow.push(FlowItem::Box(FlowBox { height: rest, ..FlowBox::default() }));
        }
    }
    flow.end(style.leading * 0.5);
}

/// The width that the longest term takes, within a third of the area.
fn term_column(setter: &mut Setter<'_>, items: &[DefinitionItem], style: &Style, area: Area) -> f32 {
    let mut widest: f32 = 0.0;
    for item in items {
        let text = collect::plain(setter, &walk::plain_text(&item.term), style, crate::tree::Tree::ROOT);
        let lines = lines_of(setter, &text, style, area.width, 0.0);
        widest = lines.iter().map(|line| line.width).fold(widest, f32::max);
    }
    widest.min(area.width / 3.0).ceil()
}
