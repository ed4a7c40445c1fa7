//! Charts drawn from the ledger: bars from zero, and one bar cut into shares. Every bar carries its own label.

use super::{Area, baseline, label_marks, set_text};
use crate::flow::{BREAK_BETWEEN, BoxMark, Flow, FlowBox, FlowItem};
use crate::inline::collect;
use crate::setter::Setter;
use crate::theme::{Align, Style};
use crate::tree::NodeId;
use concord_document::{Chart, ChartKind, Datum, Inline};
use concord_pages::{Color, Item, Path, Rect, Role};

/// Sets a chart: its caption, then the drawing as a `Figure` with alternative text. The words in the drawing belong to
/// the figure.
pub(super) fn set_chart(setter: &mut Setter<'_>, flow: &mut Flow, chart: &Chart, parent: NodeId, area: Area) {
    let group = setter.tree.add(parent, Role::Div);
    set_caption(setter, flow, &chart.caption, group, area);
    let figure = setter.tree.add(group, Role::Figure);
    setter.tree.attributes(figure).alternative = Some(chart.alternative.clone());
    let mut drawing = match chart.kind {
        ChartKind::Bars => bars(setter, &chart.data, figure, area),
        ChartKind::Share => share(setter, &chart.data, figure, area),
    };
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

/// A label with a style, at a place.
struct Label<'t> {
    text: &'t str,
    style: &'t Style,
    x: f32,
    y: f32,
    width: f32,
    align: Align,
}

fn put(setter: &mut Setter<'_>, owner: NodeId, label: &Label<'_>, out: &mut FlowBox) -> f32 {
    let (marks, width) =
        label_marks(setter, label.text, label.style, owner, (label.x, label.y), (label.width, label.align));
    out.marks.extend(marks);
    width
}

fn bars(setter: &mut Setter<'_>, data: &[Datum], figure: NodeId, area: Area) -> FlowBox {
    let style = setter.theme.styles.chart_label.clone();
    let (accent, light) = (setter.theme.colors.accent, setter.theme.colors.rule);
    let row = style.leading * 1.75;
    let labels = area.width * 0.36;
    let numbers = area.width * 0.12;
    let scale =
        (area.width - labels - numbers) / data.iter().map(|datum| datum.value).fold(1.0, f64::max) as f32;
    let mut bold = style.clone();
    bold.weight = 700;
    let mut out = FlowBox { height: row * data.len() as f32 + 2.0, ..FlowBox::default() };
    let left = area.x + labels;
    let axis = Rect { x: left - 0.6, y: 0.0, width: 0.6, height: out.height - 2.0 };
    let mut shapes = vec![Item::Path(Path::rectangle(axis, light))];
    for (number, datum) in data.iter().enumerate() {
        let top = row * number as f32;
        let y = top + (row - style.leading) / 2.0 + baseline(setter, &style);
        let length = datum.value as f32 * scale;
        let bar = Rect { x: left, y: top + row * 0.2, width: length, height: row * 0.6 };
        shapes.push(Item::Path(Path::rectangle(bar, accent)));
        let text = Label {
            text: &datum.label,
            style: &style,
            x: area.x,
            y,
            width: labels - 10.0,
            align: Align::End,
        };
        put(setter, figure, &text, &mut out);
        let x = left + length + 5.0;
        put(
            setter,
            figure,
            &Label { text: &datum.text, style: &bold, x, y, width: numbers, align: Align::Start },
            &mut out,
        );
    }
    out.marks.insert(0, BoxMark::artifact(shapes));
    out
}

fn share(setter: &mut Setter<'_>, data: &[Datum], figure: NodeId, area: Area) -> FlowBox {
    let style = setter.theme.styles.chart_label.clone();
    let colors = &setter.theme.colors;
    let grounds: [Color; 4] = [colors.accent, colors.second, colors.accent_dark, colors.muted];
    let total: f64 = data.iter().map(|datum| datum.value).sum::<f64>().max(f64::EPSILON);
    let height = 26.0;
    let mut number_style = style.clone();
    number_style.weight = 700;
    number_style.size *= 1.15;
    number_style.color = crate::theme::Ink::Paper;
    let mut out = FlowBox { height: height + style.leading * 1.4 + 4.0, ..FlowBox::default() };
    let mut x = area.x;
    let mut shapes = Vec::new();
    for (number, datum) in data.iter().enumerate() {
        let width = area.width * (datum.value / total) as f32;
        let ground = grounds[number % grounds.len()];
        shapes.push(Item::Path(Path::rectangle(Rect { x, y: 0.0, width: width - 1.0, height }, ground)));
        let y = (height - number_style.leading) / 2.0 + baseline(setter, &number_style);
        let figure_label =
            Label { text: &datum.text, style: &number_style, x: x + 7.0, y, width, align: Align::Start };
        put(setter, figure, &figure_label, &mut out);
        let y = height + 3.0 + baseline(setter, &style);
        put(
            setter,
            figure,
            &Label { text: &datum.label, style: &style, x, y, width, align: Align::Start },
            &mut out,
        );
        x += width;
    }
    out.marks.insert(0, BoxMark::artifact(shapes));
    out
}
