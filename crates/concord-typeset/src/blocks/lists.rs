//! Lists: `L` with `LI`, each of a `Lbl` and an `LBody` (ISO 32000-1, 14.8.4.3.3).

use super::{Area, NoteBoxes, baseline, label_marks, paragraph_style, set_blocks};
use crate::flow::{BREAK_BESIDE_ONE_ITEM, Flow};
use crate::setter::Setter;
use crate::theme::Align;
use crate::tree::NodeId;
use concord_document::ListItem;
use concord_pages::{ListNumbering, Role};

/// Sets a list, ordered from a number or with bullets.
pub(super) fn set_list(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    notes: &mut NoteBoxes,
    start: Option<u64>,
    items: &[ListItem],
    parent: NodeId,
    area: Area,
) {
    // A list belongs to the words that introduce it. In columns beside each other every line is on the grid.
    let is_gridded = super::is_gridded(area);
    flow.tighten(if is_gridded { 0.0 } else { paragraph_style(setter, area).leading * 0.25 });
    let list = setter.tree.add(parent, Role::L);
    let numbering = if start.is_some() { ListNumbering::Decimal } else { ListNumbering::Disc };
    setter.tree.attributes(list).list_numbering = Some(numbering);
    let style = paragraph_style(setter, area);
    let indent = style.size * if start.is_some() { 1.75 } else { 1.25 };
    let mut label_style = style.clone();
    label_style.color = crate::theme::ColorRole::Accent;
    label_style.weight = if start.is_some() { 700 } else { 400 };
    label_style.hyphenate = false;
    let between = if is_gridded { 0.0 } else { style.leading * 0.2 };
    let mut boundaries = Vec::new();
    for (number, item) in (start.unwrap_or(1)..).zip(items) {
        let element = setter.tree.add(list, Role::Li);
        let label = setter.tree.add(element, Role::Lbl);
        let body = setter.tree.add(element, Role::LBody);
        let text = if start.is_some() { format!("{number}.") } else { "\u{2022}".to_owned() };
        let y = baseline(setter, &style);
        let (marks, _) = label_marks(setter, &text, &label_style, label, (area.x, y), (indent, Align::Start));
        let first = flow.items.len();
        if number > start.unwrap_or(1) {
            boundaries.push(first);
            flow.tighten(between);
        }
        set_blocks(setter, flow, notes, &item.blocks, body, area.inset(indent, 0.0));
        if let Some(inner) = flow.first_box_from(first) {
            inner.marks.splice(0..0, marks);
        }
    }
    // One item alone at a page's foot or head looks lost.
    for boundary in boundaries.first().into_iter().chain(boundaries.last()) {
        flow.set_cost(*boundary, BREAK_BESIDE_ONE_ITEM);
    }
    flow.end(style.after);
}
