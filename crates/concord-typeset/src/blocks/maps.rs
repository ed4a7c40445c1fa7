//! Maps with countries marked on them.

use super::Area;
use super::charts::set_caption;
use crate::flow::{BoxMark, Flow, FlowBox, FlowItem};
use crate::setter::Setter;
use crate::tree::NodeId;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Map, MapView};
use concord_geography::{Map as Drawn, Outline, Position, Window, World};
use concord_pages::{Color, Item, Paint, Path, Point, Rect, Role, Segment, Stroke};

/// Sets a map: its caption, then the drawing as a `Figure` with alternative text.
pub(super) fn set_map(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    map: &Map,
    span: Span,
    parent: NodeId,
    area: Area,
) {
    let group = setter.tree.add(parent, Role::Div);
    set_caption(setter, flow, &map.caption, group, area);
    push_drawing(setter, flow, map, span, group, area);
    flow.end(setter.theme.page.grid);
}

/// The height of a map of a region, as a part of its width, and at most, as a multiple of the grid.
const REGION_HEIGHT: f32 = 0.72;
const REGION_MOST: f32 = 8.0;

/// Sets the drawing alone, without space around it: for the panel of a case study.
pub(super) fn push_drawing(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    map: &Map,
    span: Span,
    parent: NodeId,
    area: Area,
) {
    report_unknown(setter, map, span);
    let world = World::get();
    let codes: Vec<&str> = map.countries.iter().map(String::as_str).collect();
    let (drawn, window) = match map.view {
        MapView::World => world.whole(&codes, area.width),
        MapView::Region => {
            let height = (area.width * REGION_HEIGHT).min(setter.theme.page.grid * REGION_MOST);
            let window = Window { width: area.width, height };
            (world.map(&codes, window), window)
        }
    };
    let figure = setter.tree.add(parent, Role::Figure);
    setter.tree.attributes(figure).alternative = Some(map.alternative.clone());
    let mut drawing = FlowBox { height: window.height, ..FlowBox::default() };
    let mut items = paint(setter, &drawn, window, map.view, area.x);
    if setter.mirrored {
        // The earth is not: what is turned around now is so once more with the page.
        items.iter_mut().for_each(|item| crate::mirror::turn(item, 2.0 * area.x + window.width));
    }
    drawing.marks.push(BoxMark::piece(setter, figure, items));
    let bounds = Rect { x: area.x, y: 0.0, width: window.width, height: window.height };
    drawing.figures.push((figure, bounds));
    flow.push(FlowItem::Box(drawing));
}

/// A country that the map of the world does not have is not marked, and its writer is told so.
fn report_unknown(setter: &mut Setter<'_>, map: &Map, span: Span) {
    let unknown: Vec<&String> = map.countries.iter().filter(|code| !World::get().has(code)).collect();
    for code in unknown {
        let message = format!("there is no outline of the country `{code}`: it is not marked on the map");
        setter.diagnostics.push(Diagnostic::new(Code::NO_OUTLINE, message).at(span, ""));
    }
}

/// Countries of a smaller extent get a ring around them, in points.
const EASILY_SEEN: f32 = 12.0;
/// The least radius of that ring, what it keeps from the country, and the radius of the dot that marks a country on a map of the world.
const RING: f32 = 5.5;
const AROUND: f32 = 2.4;
const DOT: f32 = 1.7;

fn paint(setter: &Setter<'_>, map: &Drawn, window: Window, view: MapView, x: f32) -> Vec<Item> {
    let colors = &setter.theme.colors;
    let water = Rect { x, y: 0.0, width: window.width, height: window.height };
    let mut items = vec![
        Item::Path(Path::rectangle(water, colors.accent_light)),
        Item::Path(outlines(&map.land, x, colors.land())),
    ];
    // Neighbours that are both marked are told apart by the line between them.
    let edge = Stroke { color: colors.land(), width: 0.5, dash: None };
    for country in &map.marked {
        let mut path = outlines(&country.outlines, x, colors.accent);
        // Around islands the line would hide all of what it goes around.
        path.paint.stroke = (country.extent >= EASILY_SEEN).then_some(edge);
        items.push(Item::Path(path));
    }
    let foot = Rect { x, y: window.height - 0.6, width: window.width, height: 0.6 };
    items.push(Item::Path(Path::rectangle(foot, colors.land())));
    let stroke = Stroke { color: colors.second, width: 1.2, dash: None };
    for country in &map.marked {
        let at = (country.centre.0 + x, country.centre.1);
        match view {
            MapView::World => {
                let edge = Stroke { color: colors.paper, width: 0.6, dash: None };
                let paint = Paint { fill: Some(colors.second), stroke: Some(edge) };
                items.push(Item::Path(Path { segments: circle(at, DOT), paint }));
            }
            MapView::Region if country.extent < EASILY_SEEN => {
                let paint = Paint { fill: None, stroke: Some(stroke) };
                let radius = RING.max(country.extent / 2.0 + AROUND);
                items.push(Item::Path(Path { segments: circle(at, radius), paint }));
            }
            MapView::Region => {}
        }
    }
    items
}

fn outlines(outlines: &[Outline], dx: f32, color: Color) -> Path {
    let mut segments = Vec::with_capacity(outlines.iter().map(|outline| outline.len() + 1).sum());
    for outline in outlines {
        for (number, (x, y)) in outline.iter().enumerate() {
            let at = Point { x: x + dx, y: *y };
            segments.push(if number == 0 { Segment::Move(at) } else { Segment::Line(at) });
        }
        segments.push(Segment::Close);
    }
    Path { segments, paint: Paint { fill: Some(color), stroke: None } }
}

/// A circle of four curves.
fn circle((x, y): Position, radius: f32) -> Vec<Segment> {
    let handle = radius * 0.552_285;
    let point = |dx: f32, dy: f32| Point { x: x + dx, y: y + dy };
    let (r, h) = (radius, handle);
    vec![
        Segment::Move(point(r, 0.0)),
        Segment::Curve(point(r, h), point(h, r), point(0.0, r)),
        Segment::Curve(point(-h, r), point(-r, h), point(-r, 0.0)),
        Segment::Curve(point(-r, -h), point(-h, -r), point(0.0, -r)),
        Segment::Curve(point(h, -r), point(r, -h), point(r, 0.0)),
        Segment::Close,
    ]
}
