//! Phases on a line of time.

use super::charts::{DataTable, set_caption};
use super::{Area, LabelLines, artifact_text, baseline, line_width, widest_word};
use crate::flow::{BoxMark, Flow, FlowBox, FlowItem, shift_item};
use crate::setter::Setter;
use crate::theme::{Align, ColorRole, Style};
use crate::tree::NodeId;
use concord_document::{Timeline, TimelinePhase};
use concord_pages::{Item, Path, Point, Rect, Role, Segment};

/// Sets a timeline: its caption, then a band for every phase over a scale of years, as a `Figure`
/// with a table of the phases behind it.
pub(super) fn set_timeline(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    timeline: &Timeline,
    parent: NodeId,
    area: Area,
) {
    let group = setter.tree.add(parent, Role::Div);
    set_caption(setter, flow, &timeline.caption, group, area);
    let figure = setter.tree.add(group, Role::Figure);
    setter.tree.attributes(figure).alternative = Some(timeline.alternative.clone());
    let mut data = DataTable::new(setter, group);
    let (mut drawing, shapes) = draw(setter, &timeline.phases, &mut data, area);
    drawing.marks.insert(0, BoxMark::piece(setter, figure, shapes));
    drawing.figures.push((figure, Rect { x: area.x, y: 0.0, width: area.width, height: drawing.height }));
    flow.push(FlowItem::Box(drawing));
    flow.end(setter.theme.page.grid);
}

fn draw(
    setter: &mut Setter<'_>,
    phases: &[TimelinePhase],
    table: &mut DataTable,
    area: Area,
) -> (FlowBox, Vec<Item>) {
    let style = setter.theme.styles.chart_label.clone();
    let mut name = style.clone();
    name.weight = 700;
    name.color = ColorRole::Paper;
    if !has_room(setter, phases, (&name, &style), area) {
        return draw_rows(setter, phases, table, area);
    }
    let (first, years) = span(phases);
    let last = first + years;
    let at = |year: f64| area.x + area.width * ((year - first) / years) as f32;
    let band = style.leading * 2.0;
    let ticks = band + 2.0;
    let mut out = FlowBox::default();
    let (mut shapes, mut scale) = (Vec::new(), Vec::new());
    let colors = setter.theme.colors.clone();
    let below = ticks + style.leading * 1.35;
    for (number, phase) in phases.iter().enumerate() {
        let (left, right) = (at(phase.start), at(phase.end) - 1.5);
        let ground = if number % 2 == 0 { colors.accent } else { colors.accent_dark };
        shapes.push(Item::Path(arrow(left, right, band, ground)));
        let width = right - left;
        let (head, cell) = table.row(setter);
        let label = LabelLines::new(setter, &phase.label, &name, head, (width - 12.0, Align::Start));
        let y = (band - label.height()) / 2.0 + baseline(setter, &name);
        out.marks.extend(label.marks(setter, left + 7.0, y));
        let text = LabelLines::new(setter, &phase.text, &style, cell, (width - 4.0, Align::Start));
        out.height = out.height.max(below + text.height());
        let y = below + baseline(setter, &style);
        out.marks.extend(text.marks(setter, left, y));
    }
    let mut tick = style.clone();
    tick.size *= 0.84;
    tick.color = ColorRole::Muted;
    for year in (first as i32)..(last as i32) {
        let x = at(f64::from(year));
        shapes.push(Item::Path(Path::rectangle(Rect { x, y: ticks, width: 0.6, height: 4.0 }, colors.rule)));
        if area.width / years as f32 > 18.0 {
            let y = ticks + 2.0 + baseline(setter, &tick);
            let (items, _) =
                artifact_text(setter, &year.to_string(), &tick, (x + 2.0, y), (60.0, Align::Start));
            scale.extend(items);
        }
    }
    out.marks.insert(0, BoxMark::artifact(scale));
    (out, shapes)
}

/// The years from the first start to the last end.
fn span(phases: &[TimelinePhase]) -> (f64, f64) {
    let first = phases.iter().map(|phase| phase.start).fold(f64::INFINITY, f64::min).floor();
    let last = phases.iter().map(|phase| phase.end).fold(f64::NEG_INFINITY, f64::max).ceil();
    (first, (last - first).max(1.0))
}

/// Whether every phase has room for its words in and below its band.
fn has_room(
    setter: &mut Setter<'_>,
    phases: &[TimelinePhase],
    (name, style): (&Style, &Style),
    area: Area,
) -> bool {
    let (_, years) = span(phases);
    phases.iter().all(|phase| {
        let width = area.width * ((phase.end - phase.start) / years) as f32 - 1.5;
        widest_word(setter, &phase.label, name) <= width - 12.0
            && line_width(setter, &phase.label, name) <= (width - 12.0) * 2.0
            && widest_word(setter, &phase.text, style) <= width - 4.0
    })
}

/// Phases that are too short for their words: a row each, its name and period over a thin band in its place in time.
fn draw_rows(
    setter: &mut Setter<'_>,
    phases: &[TimelinePhase],
    table: &mut DataTable,
    area: Area,
) -> (FlowBox, Vec<Item>) {
    let style = setter.theme.styles.chart_label.clone();
    let bold = Style { weight: 700, ..style.clone() };
    let (first, years) = span(phases);
    let at = |year: f64| area.x + area.width * ((year - first) / years) as f32;
    let colors = setter.theme.colors.clone();
    let (column, band, base) = (area.width * 0.4, style.leading * 0.6, baseline(setter, &style));
    let (mut out, mut shapes) = (FlowBox::default(), Vec::new());
    for (number, phase) in phases.iter().enumerate() {
        let (head, cell) = table.row(setter);
        let label = LabelLines::new(setter, &phase.label, &bold, head, (column - 6.0, Align::Start));
        let text = LabelLines::new(setter, &phase.text, &style, cell, (area.width - column, Align::Start));
        let y = out.height + base;
        out.height += label.height().max(text.height()) + 2.0;
        out.marks.extend(label.marks(setter, area.x, y));
        out.marks.extend(text.marks(setter, area.x + column, y));
        let line = Rect { x: area.x, y: out.height + band / 2.0 - 0.3, width: area.width, height: 0.6 };
        shapes.push(Item::Path(Path::rectangle(line, colors.rule)));
        let ground = if number % 2 == 0 { colors.accent } else { colors.accent_dark };
        let mut phase_band = Item::Path(arrow(at(phase.start), at(phase.end), band, ground));
        shift_item(&mut phase_band, 0.0, out.height);
        shapes.push(phase_band);
        out.height += band + style.leading * 0.5;
    }
    (out, shapes)
}

/// A band that points to what follows.
fn arrow(left: f32, right: f32, height: f32, color: concord_pages::Color) -> Path {
    let tip = (height * 0.22).min((right - left) / 2.0);
    let points =
        [(left, 0.0), (right - tip, 0.0), (right, height / 2.0), (right - tip, height), (left, height)];
    let mut segments: Vec<Segment> =
        points.iter().map(|(x, y)| Segment::Line(Point { x: *x, y: *y })).collect();
    segments[0] = Segment::Move(Point { x: left, y: 0.0 });
    segments.push(Segment::Close);
    Path { segments, paint: concord_pages::Paint { fill: Some(color), stroke: None } }
}
