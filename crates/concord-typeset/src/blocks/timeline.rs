//! Phases on a line of time.

use super::charts::{DataTable, set_caption};
use super::{Area, LabelLines, artifact_text, baseline};
use crate::flow::{BoxMark, Flow, FlowBox, FlowItem};
use crate::setter::Setter;
use crate::theme::{Align, ColorRole};
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
    drawing.figure = Some((figure, Rect { x: area.x, y: 0.0, width: area.width, height: drawing.height }));
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
    let first = phases.iter().map(|phase| phase.start).fold(f64::INFINITY, f64::min).floor();
    let last = phases.iter().map(|phase| phase.end).fold(f64::NEG_INFINITY, f64::max).ceil();
    let years = (last - first).max(1.0);
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
