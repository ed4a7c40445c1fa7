//! Charts drawn from the ledger: bars from zero, and one bar cut into shares. Every bar carries its own label.

use super::{Area, AreaKind, LabelLines, baseline, push_heading_rule, set_text};
use crate::flow::{BREAK_BETWEEN, BoxMark, Flow, FlowBox, FlowItem};
use crate::inline::collect;
use crate::setter::Setter;
use crate::theme::{Align, ColorRole, Style};
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
    drawing.figures.push((figure, Rect { x: area.x, y: 0.0, width: area.width, height: drawing.height }));
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
    let grid = setter.theme.page.grid;
    if caption.is_empty() {
        flow.begin(grid, BREAK_BETWEEN);
        return;
    }
    // On a page that is seen as one picture a drawing is headed as a text is.
    let is_heading = area.kind == AreaKind::Sheet;
    let styles = &setter.theme.styles;
    let style = if is_heading { styles.sheet_heading.clone() } else { styles.caption.clone() };
    let node = setter.tree.add(group, Role::Caption);
    let text = collect::collect(setter, caption, &style, node);
    if is_heading {
        flow.begin(style.before, BREAK_BETWEEN);
        push_heading_rule(setter, flow, area);
        flow.reset();
    }
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
    let column = label_column(setter, data, &style, area.width);
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
    // Bars stand at one distance from each other.
    let heights = rows.iter().map(|(_, label, number)| label.height().max(number.height()));
    let row = (heights.fold(0.0, f32::max) + style.leading * 0.75).max(style.leading * 1.75);
    for (datum, label, number) in rows {
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

/// The parts of a chart's width that its labels may take, from the least.
const LABEL_PARTS: [f32; 4] = [0.36, 0.4, 0.44, 0.5];
/// Beside a label.
const AROUND_LABEL: f32 = 10.5;

/// The width of the column of labels: the least in which no label takes more lines than in the widest.
fn label_column(setter: &mut Setter<'_>, data: &[Datum], style: &Style, width: f32) -> f32 {
    let words = data.iter().map(|datum| super::widest_word(setter, &datum.label, style)).fold(0.0, f32::max);
    let columns = LABEL_PARTS.map(|part| (width * part).max(words + AROUND_LABEL).min(width * 0.5));
    let texts: Vec<_> = data
        .iter()
        .map(|datum| collect::plain(setter, &datum.label, style, crate::tree::Tree::ROOT))
        .collect();
    let mut most = |column: f32| {
        let lines = |text| super::lines_of(setter, text, style, column - AROUND_LABEL, 0.0).len();
        texts.iter().map(lines).max().unwrap_or(0)
    };
    let least = most(columns[LABEL_PARTS.len() - 1]);
    columns.into_iter().find(|column| most(*column) <= least).unwrap_or(columns[0])
}

/// The look of a number on its share.
fn number_on_share(style: &Style) -> Style {
    Style { weight: 700, size: style.size * 1.15, color: ColorRole::Paper, ..style.clone() }
}

fn share(setter: &mut Setter<'_>, data: &[Datum], table: &mut DataTable, area: Area) -> (FlowBox, Vec<Item>) {
    let style = setter.theme.styles.chart_label.clone();
    let colors = &setter.theme.colors;
    let grounds: [Color; 4] = [colors.accent, colors.second, colors.accent_dark, colors.muted];
    let total: f64 = data.iter().map(|datum| datum.value).sum::<f64>().max(f64::EPSILON);
    let height = style.leading * 2.3;
    let mut x = area.x;
    let mut shapes = Vec::new();
    let mut parts = Vec::new();
    for (number, datum) in data.iter().enumerate() {
        let width = area.width * (datum.value / total) as f32;
        let ground = grounds[number % grounds.len()];
        let gap = if number + 1 < data.len() { 1.0 } else { 0.0 };
        let rect = Rect { x, y: 0.0, width: (width - gap).max(0.0), height };
        shapes.push(Item::Path(Path::rectangle(rect, ground)));
        parts.push(Part { x, width, ground });
        x += width;
    }
    let number_style = number_on_share(&style);
    let has_room = data.iter().zip(&parts).all(|(datum, part)| {
        super::widest_word(setter, &datum.label, &style) <= part.width - 6.0
            && super::line_width(setter, &datum.text, &number_style) <= part.width - 8.0
    });
    let mut out = FlowBox { height, ..FlowBox::default() };
    if has_room {
        label_shares(setter, data, table, &parts, &mut out);
    } else {
        list_shares(setter, data, table, (&parts, area), (&mut out, &mut shapes));
    }
    (out, shapes)
}

/// One share of the bar.
struct Part {
    x: f32,
    width: f32,
    ground: Color,
}

/// Numbers on the shares, labels below them.
fn label_shares(
    setter: &mut Setter<'_>,
    data: &[Datum],
    table: &mut DataTable,
    parts: &[Part],
    out: &mut FlowBox,
) {
    let style = setter.theme.styles.chart_label.clone();
    let number_style = number_on_share(&style);
    let height = out.height;
    for (datum, Part { x, width, .. }) in data.iter().zip(parts) {
        let (head, cell) = table.row(setter);
        let label = LabelLines::new(setter, &datum.label, &style, head, (width - 6.0, Align::Start));
        out.height = out.height.max(height + 3.0 + label.height());
        let y = height + 3.0 + baseline(setter, &style);
        out.marks.extend(label.marks(setter, *x, y));
        let y = (height - number_style.leading) / 2.0 + baseline(setter, &number_style);
        let figure_text =
            LabelLines::new(setter, &datum.text, &number_style, cell, (width - 8.0, Align::Start));
        out.marks.extend(figure_text.marks(setter, x + 7.0, y));
    }
}

/// A list under the bar, each label and number behind a square in the colour of its share: for shares that are too
/// narrow for their words.
fn list_shares(
    setter: &mut Setter<'_>,
    data: &[Datum],
    table: &mut DataTable,
    (parts, area): (&[Part], Area),
    (out, shapes): (&mut FlowBox, &mut Vec<Item>),
) {
    let style = setter.theme.styles.chart_label.clone();
    let bold = Style { weight: 700, ..style.clone() };
    let square = style.size * 0.8;
    let indent = square + 6.0;
    let numbers = data.iter().map(|datum| super::line_width(setter, &datum.text, &bold)).fold(0.0, f32::max);
    let numbers = numbers.min(area.width * LARGEST_NUMBER);
    let label_x = indent + numbers + BEFORE_NUMBER;
    let base = baseline(setter, &style);
    out.height += 5.0;
    for (datum, part) in data.iter().zip(parts) {
        let (head, cell) = table.row(setter);
        let label = LabelLines::new(setter, &datum.label, &style, head, (area.width - label_x, Align::Start));
        let number = LabelLines::new(setter, &datum.text, &bold, cell, (numbers, Align::Start));
        let y = out.height + base;
        shapes.push(Item::Path(Path::rectangle(
            Rect { x: area.x, y: y - square, width: square, height: square },
            part.ground,
        )));
        out.height += label.height().max(number.height());
        out.marks.extend(label.marks(setter, area.x + label_x, y));
        out.marks.extend(number.marks(setter, area.x + indent, y));
    }
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
