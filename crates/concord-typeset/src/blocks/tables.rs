//! Tables: rows that are never divided, a head that is repeated, cells found by their header (`Scope`).

use super::{Area, artifact_text, baseline, line_marks, lines_of_kind};
use crate::flow::{BREAK_BETWEEN, BoxMark, BoxOwner, Flow, FlowBox, FlowItem};
use crate::inline::collect;
use crate::setter::Setter;
use crate::theme::{Align, Style};
use crate::tree::{NodeId, Tree};
use concord_document::{Alignment, Table, TableRow};
use concord_pages::layout::LineKind;
use concord_pages::{Artifact, Item, Path, Rect, Role, Scope};

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
            flow.push(FlowItem::Break(BREAK_BETWEEN + 5.0));
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

/// Widths by content: no column narrower than its longest word, the rest shared by how much text each holds.
fn column_widths(setter: &mut Setter<'_>, table: &Table, available: f32) -> Vec<f32> {
    let columns = table.alignments.len().max(1);
    let mut least = vec![0.0_f32; columns];
    let mut wish = vec![0.0_f32; columns];
    let rows = std::iter::once((&table.head, setter.theme.styles.table_head.clone()));
    let style = setter.theme.styles.table.clone();
    let rows: Vec<_> = rows.chain(table.rows.iter().map(|row| (row, style.clone()))).collect();
    for (row, style) in &rows {
        for (column, cell) in row.cells.iter().enumerate().take(columns) {
            let words = concord_document::walk::plain_text(&cell.content);
            let text = collect::plain(setter, &words, style, Tree::ROOT);
            let segmenter = setter.segmenter;
            let measured = crate::inline::measure::measure(setter, &text, segmenter);
            let widest = measured.atoms.iter().map(|atom| atom.width).fold(0.0, f32::max);
            let whole: f32 = measured.atoms.iter().map(|atom| atom.width + atom.space_width).sum();
            least[column] = least[column].max(widest + 2.0 * CELL_PADDING + 0.5);
            wish[column] = wish[column].max(whole + 2.0 * CELL_PADDING + 0.5);
        }
    }
    share(&least, &wish, available)
}

fn share(least: &[f32], wish: &[f32], available: f32) -> Vec<f32> {
    let total_least: f32 = least.iter().sum();
    let total_wish: f32 = wish.iter().sum();
    if total_wish <= available {
        let extra = (available - total_wish) / least.len() as f32;
        return wish.iter().map(|width| width + extra).collect();
    }
    if total_least >= available {
        return limited(least, available);
    }
    // A long cell asks for less than its length, so that short columns are not squeezed to their longest word.
    let asks: Vec<f32> = least.iter().zip(wish).map(|(least, wish)| (wish - least).max(0.0).sqrt()).collect();
    let total_asks: f32 = asks.iter().sum::<f32>().max(f32::EPSILON);
    let spare = available - total_least;
    least.iter().zip(&asks).map(|(least, ask)| least + spare * ask / total_asks).collect()
}

/// The least widths, the widest of them made narrower until all have room: only their longest words are divided.
fn limited(least: &[f32], available: f32) -> Vec<f32> {
    let mut sorted = least.to_vec();
    sorted.sort_by(f32::total_cmp);
    let (mut room, mut left) = (available, sorted.len());
    let mut most = available / left.max(1) as f32;
    for width in sorted {
        most = room / left as f32;
        if width > most {
            break;
        }
        room -= width;
        left -= 1;
    }
    least.iter().map(|width| width.min(most)).collect()
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn long_words_alone_pay_for_a_narrow_page() {
        let widths = share(&[20.0, 30.0, 90.0, 200.0], &[90.0, 90.0, 90.0, 200.0], 200.0);
        assert_eq!(widths, [20.0, 30.0, 75.0, 75.0]);
    }

    #[test]
    fn widths_fill_the_measure() {
        for (least, wish) in [(vec![20.0, 30.0], vec![40.0, 50.0]), (vec![60.0, 60.0], vec![90.0, 400.0])] {
            let total: f32 = share(&least, &wish, 200.0).iter().sum();
            assert!((total - 200.0).abs() < 0.01, "{total}");
        }
    }

    #[test]
    fn no_column_is_narrower_than_its_longest_word() {
        let widths = share(&[60.0, 80.0], &[90.0, 900.0], 200.0);
        assert!(widths[0] >= 60.0 && widths[1] >= 80.0, "{widths:?}");
    }
}
