//! Charts drawn from the ledger: bars from zero, and one bar cut into shares. Every bar carries its own label.

use super::{Area, LabelLines, baseline, set_text};
use crate::flow::{BREAK_BETWEEN, BoxMark, Flow, FlowBox, FlowItem};
use crate::inline::collect;
use crate::setter::Setter;
use crate::theme::{Align, ColorRole};
use crate::tree::NodeId;
use concord_document::{Chart, ChartKind, Datum, Inline};
use concord_pages::{Color, Item, Path, Rect, Role, Scope};

/// Sets a chart: its caption, then the drawing as a `Figure` with alternative text. The words in the drawing are a table
/// behind the figure, so that its values can be read one by one and row by row.
pub(super) fn set_chart(setter: &mut Setter<'_>, flow: &mut Flow, chart: &Chart, parent: NodeId, area: Area) {
    let group = setter.tree.add(parent, Role::Div);
    set_caption(setter, flow, &chart.caption, group, area);
    let figure = setter.tree.add(group, Role::Figure);
    setter.tree.attributes(figure).alternative = Some(chart.alternative.clone());
    let mut data = DataTable::new(setter, group);
    let (mut drawing, shapes) = match chart.kind {
        ChartKind::Bars => bars(setter, &chart.data, &mut data, area),
        ChartKind::Share => share(setter, &chart.data, &mut data, area),
    };
    drawing.marks.insert(0, BoxMark::piece(setter, figure, shapes));
    drawing.figure = Some((figure, Rect { x: area.x, y: 0.0, width: area.width, height: drawing.height }));
    flow.push(FlowItem::Box(drawing));
    flow.end(setter.theme.page.grid);
}

/// The caption above a drawing, which stays with it.
pub(super) fn set_caption(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    caption: &[Inline],
    group: NodeId,
    area: Area,
) {
    let style = setter.theme.styles.caption.clone();
    let grid = setter.theme.page.grid;
    if caption.is_empty() {
        flow.begin(grid, BREAK_BETWEEN);
        return;
    }
    let node = setter.tree.add(group, Role::Caption);
    let text = collect::collect(setter, caption, &style, node);
    set_text(setter, flow, &text, &style, area, BREAK_BETWEEN);
    flow.keep();
    flow.begin(style.after, BREAK_BETWEEN);
}

/// The part of a chart's width that a number takes before it is divided.
const LARGEST_NUMBER: f32 = 0.3;
/// Between a bar and its number.
const BEFORE_NUMBER: f32 = 5.0;

fn bars(setter: &mut Setter<'_>, data: &[Datum], table: &mut DataTable, area: Area) -> (FlowBox, Vec<Item>) {
    let style = setter.theme.styles.chart_label.clone();
    let (accent, light) = (setter.theme.colors.accent, setter.theme.colors.rule);
    let mut bold = style.clone();
    bold.weight = 700;
    let column = area.width * 0.36;
    // Labels and numbers are made in the order in which they are read; the longest bar leaves room for the numbers.
    let rows: Vec<(&Datum, LabelLines, LabelLines)> = data
        .iter()
        .map(|datum| {
            let (head, cell) = table.row(setter);
            let label = LabelLines::new(setter, &datum.label, &style, head, (column - 10.0, Align::End));
            let most = area.width * LARGEST_NUMBER;
            (datum, label, LabelLines::new(setter, &datum.text, &bold, cell, (most, Align::Start)))
        })
        .collect();
    let widths = rows.iter().flat_map(|(_, _, number)| &number.lines).map(|line| line.width);
    let numbers = widths.fold(0.0, f32::max) + BEFORE_NUMBER;
    let most = data.iter().map(|datum| datum.value).fold(1.0, f64::max) as f32;
    let scale = (area.width - column - numbers) / most;
    let left = area.x + column;
    let mut out = FlowBox::default();
    let mut shapes = Vec::new();
    for (datum, label, number) in rows {
        let row = (label.height().max(number.height()) + style.leading * 0.75).max(style.leading * 1.75);
        let base = baseline(setter, &style);
        let top = out.height;
        let label_y = top + (row - label.height()) / 2.0 + base;
        let number_y = top + (row - number.height()) / 2.0 + base;
        let length = datum.value as f32 * scale;
        let thickness = style.leading * 1.05;
        let bar = Rect { x: left, y: top + (row - thickness) / 2.0, width: length, height: thickness };
        shapes.push(Item::Path(Path::rectangle(bar, accent)));
        out.marks.extend(label.marks(setter, area.x, label_y));
        out.marks.extend(number.marks(setter, left + length + BEFORE_NUMBER, number_y));
        out.height += row;
    }
    let axis = Rect { x: left - 0.6, y: 0.0, width: 0.6, height: out.height };
    shapes.push(Item::Path(Path::rectangle(axis, light)));
    (out, shapes)
}

fn share(setter: &mut Setter<'_>, data: &[Datum], table: &mut DataTable, area: Area) -> (FlowBox, Vec<Item>) {
    let style = setter.theme.styles.chart_label.clone();
    let colors = &setter.theme.colors;
    let grounds: [Color; 4] = [colors.accent, colors.second, colors.accent_dark, colors.muted];
    let total: f64 = data.iter().map(|datum| datum.value).sum::<f64>().max(f64::EPSILON);
    let height = style.leading * 2.3;
    let mut number_style = style.clone();
    number_style.weight = 700;
    number_style.size *= 1.15;
    number_style.color = ColorRole::Paper;
    let mut out = FlowBox { height, ..FlowBox::default() };
    let mut x = area.x;
    let mut shapes = Vec::new();
    for (number, datum) in data.iter().enumerate() {
        let width = area.width * (datum.value / total) as f32;
        let ground = grounds[number % grounds.len()];
        let gap = if number + 1 < data.len() { 1.0 } else { 0.0 };
        shapes.push(Item::Path(Path::rectangle(Rect { x, y: 0.0, width: width - gap, height }, ground)));
        let (head, cell) = table.row(setter);
        let label = LabelLines::new(setter, &datum.label, &style, head, (width - 6.0, Align::Start));
        out.height = out.height.max(height + 3.0 + label.height());
        let y = height + 3.0 + baseline(setter, &style);
        out.marks.extend(label.marks(setter, x, y));
        let y = (height - number_style.leading) / 2.0 + baseline(setter, &number_style);
        let figure_text =
            LabelLines::new(setter, &datum.text, &number_style, cell, (width - 8.0, Align::Start));
        out.marks.extend(figure_text.marks(setter, x + 7.0, y));
        x += width;
    }
    (out, shapes)
}

/// The words of a drawing as a table: a row for each value, headed by its label.
pub(super) struct DataTable {
    table: NodeId,
}

impl DataTable {
    pub(super) fn new(setter: &mut Setter<'_>, parent: NodeId) -> Self {
        Self { table: setter.tree.add(parent, Role::Table) }
    }

    /// The head of a new row, and its cell.
    pub(super) fn row(&mut self, setter: &mut Setter<'_>) -> (NodeId, NodeId) {
        let row = setter.tree.add(self.table, Role::Tr);
        let head = setter.tree.add(row, Role::Th);
        setter.tree.attributes(head).scope = Some(Scope::Row);
        (head, setter.tree.add(row, Role::Td))
    }
}
