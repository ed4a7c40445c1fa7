//! Tables: rows that are never divided, a head that is repeated, cells found by their header (`Scope`).

mod widths;

use super::{Area, artifact_text, baseline, line_marks, lines_of_kind};
use crate::flow::{BREAK_BETWEEN, BoxMark, BoxOwner, Flow, FlowBox, FlowItem};
use crate::inline::collect;
use crate::setter::Setter;
use crate::theme::{Align, Style};
use crate::tree::NodeId;
use concord_document::{Alignment, Table, TableRow};
use concord_pages::layout::LineKind;
use concord_pages::{Artifact, Item, Path, Rect, Role, Scope};
use widths::column_widths;

/// So few rows of a table alone on a page look like a mistake.
const FEW_ROWS: usize = 3;
const BREAK_AFTER_FEW_ROWS: f32 = 130.0;

/// Space at the left and right of a cell's text.
const CELL_PADDING: f32 = 5.0;

/// Sets a table, over the whole text block where the main column is too narrow for it.
pub(super) fn set_table(setter: &mut Setter<'_>, flow: &mut Flow, table: &Table, parent: NodeId, area: Area) {
    let page = &setter.theme.page;
    let (grid, full) = (page.grid, page.full_width());
    let area = if area.kind == super::AreaKind::Main && table.alignments.len() > 2 {
        Area { x: 0.0, width: full, kind: super::AreaKind::Full, tone: super::Tone::Plain }
    } else {
        area
    };
    let element = setter.tree.add(parent, Role::Table);
    let widths = column_widths(setter, table, area.width);
    let head = setter.tree.add(element, Role::THead);
    let body = setter.tree.add(element, Role::TBody);
    let style = setter.theme.styles.table.clone();
    let head_style = setter.theme.styles.table_head.clone();
    flow.begin(grid, BREAK_BETWEEN);
    let row_header = table.has_row_headers().then_some(Scope::Row);
    let heading = [Some(Scope::Column); 2];
    let head_box = set_row(setter, table, &table.head, heading, &head_style, head, &widths, area);
    let repeated = repeat(setter, &head_box, area);
    flow.push(FlowItem::Box(head_box));
    flow.push(FlowItem::HeadOpen(Box::new(repeated)));
    for (number, row) in table.rows.iter().enumerate() {
        if number > 1 && number + 1 < table.rows.len() {
            let few = number.min(table.rows.len() - number) <= FEW_ROWS;
            flow.push(FlowItem::Break(if few { BREAK_AFTER_FEW_ROWS } else { BREAK_BETWEEN + 5.0 }));
        }
        let row_box = set_row(setter, table, row, [row_header, None], &style, body, &widths, area);
        flow.push(FlowItem::Box(row_box));
    }
    flow.push(FlowItem::HeadClose);
    flow.end(grid);
}

/// A row as one box, with a rule below it. `scopes` are those of the first cell and of the others.
#[allow(clippy::too_many_arguments, reason = "a row is made of just these")]
fn set_row(
    setter: &mut Setter<'_>,
    table: &Table,
    row: &TableRow,
    scopes: [Option<Scope>; 2],
    style: &Style,
    parent: NodeId,
    widths: &[f32],
    area: Area,
) -> FlowBox {
    let element = setter.tree.add(parent, Role::Tr);
    let mut out = FlowBox::default();
    let mut x = area.x;
    let padding = style.leading * 0.3;
    let top = baseline(setter, style) + padding;
    let scopes_of_cells = std::iter::once(scopes[0]).chain(std::iter::repeat(scopes[1]));
    let columns = widths.iter().zip(&table.alignments).zip(scopes_of_cells);
    for (cell, ((width, alignment), scope)) in row.cells.iter().zip(columns) {
        let node = setter.tree.add(element, if scope.is_some() { Role::Th } else { Role::Td });
        setter.tree.attributes(node).scope = scope;
        let mut style = style.clone();
        style.align = align(*alignment);
        let text = collect::collect(setter, &cell.content, &style, node);
        let mut y = top;
        for line in lines_of_kind(setter, &text, &style, width - 2.0 * CELL_PADDING, LineKind::Cell) {
            out.notes.extend(&line.notes);
            out.marks.extend(line_marks(setter, line, x + CELL_PADDING, y));
            y += style.leading;
        }
        out.height = out.height.max(y - top + 2.0 * padding);
        x += width;
    }
    let colors = &setter.theme.colors;
    let rect = |y: f32, height: f32| Rect { x: area.x, y, width: area.width, height };
    let ground = match scopes[1] {
        Some(_) => Path::rectangle(rect(0.0, out.height), colors.accent_dark),
        None => Path::rectangle(rect(out.height - 0.5, 0.5), colors.rule),
    };
    out.marks.insert(0, BoxMark::artifact(vec![Item::Path(ground)]));
    out
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::Start => Align::Start,
        Alignment::Centre => Align::Centre,
        Alignment::End => Align::End,
    }
}

/// What stands free between the words over a repeated head and the head, in widths of the words' size.
const ABOVE_HEAD: f32 = 0.3;

/// The head once more, as part of the layout, under a line that says that the table goes on.
fn repeat(setter: &mut Setter<'_>, head: &FlowBox, area: Area) -> FlowBox {
    let style = setter.theme.styles.caption.clone();
    let y = baseline(setter, &style);
    let words = setter.document.words.continued.clone();
    let (items, _) = artifact_text(setter, &words, &style, (area.x, y), (area.width, Align::End));
    let mut marks = vec![BoxMark::artifact(items)];
    for mark in &head.marks {
        let owner = BoxOwner::Artifact(Artifact::Layout);
        marks.push(BoxMark { owner, items: mark.items.clone(), links: Vec::new(), line: None });
    }
    let mut out = FlowBox { height: head.height, marks, ..FlowBox::default() };
    let above = style.leading + ABOVE_HEAD * style.size;
    for mark in out.marks.iter_mut().skip(1) {
        for item in &mut mark.items {
            crate::flow::shift_item(item, 0.0, above);
        }
    }
    out.height += above;
    out
}
