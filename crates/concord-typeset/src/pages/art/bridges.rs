//! Bridges, in lines: how each form is drawn in the place that it is given.

use crate::theme::Bridge;
use concord_pages::{Color, Item, Paint, Path, Point, Rect, Segment, Stroke};

/// Where a bridge stands, in points.
#[derive(Clone, Copy)]
pub(super) struct Site {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) deck: f32,
    /// How far it rises over the deck.
    pub(super) rise: f32,
    /// What carries its middle span.
    pub(super) supports: [f32; 2],
    /// How far these reach below the deck, as a part of the rise.
    pub(super) foot: f32,
    /// The distance between hangers.
    pub(super) step: f32,
    /// The width of its main lines.
    pub(super) weight: f32,
    /// Whether it ends inside of the picture: then only whole spans of it are there.
    pub(super) ends: bool,
}

/// The colours of its main lines and of its fine ones.
#[derive(Clone, Copy)]
pub(super) struct Inks {
    pub(super) main: Color,
    pub(super) fine: Color,
}

impl Site {
    /// Draws a bridge, its deck last.
    pub(super) fn draw(&self, form: Bridge, inks: Inks, out: &mut Vec<Item>) {
        match form {
            Bridge::Suspension => self.suspension(inks, out),
            Bridge::CableStayed => self.cable_stayed(inks, out),
            Bridge::Arch => self.arch(inks, out),
            Bridge::Truss => self.truss(inks, out),
            Bridge::Viaduct => self.viaduct(inks, out),
        }
        let deck = self.rect(self.left, self.deck, self.right - self.left, self.thickness());
        out.push(filled(deck, inks.main));
    }

    /// The thickness of the deck.
    pub(super) fn thickness(&self) -> f32 {
        self.weight * 1.3
    }

    fn rect(&self, x: f32, y: f32, width: f32, height: f32) -> Rect {
        Rect { x, y, width, height }
    }

    fn top(&self) -> f32 {
        self.deck - self.rise
    }

    fn bottom(&self) -> f32 {
        self.deck + self.rise * self.foot
    }

    /// Where spans of a width begin, from the left, so that one begins at the first support.
    fn spans(&self, width: f32) -> Vec<f32> {
        let before = (self.supports[0] - self.left) / width;
        let first = self.supports[0] - width * if self.ends { before.floor() } else { before.ceil() };
        let last = self.right - if self.ends { width } else { 0.0 };
        let count = ((last - first) / width).ceil().clamp(0.0, 1000.0) as u16;
        (0..count).map(|number| first + width * f32::from(number)).collect()
    }

    fn suspension(&self, inks: Inks, out: &mut Vec<Item>) {
        let [first, second] = self.supports;
        let (top, low) = (self.top(), self.deck - self.rise * 0.1);
        let spans = [
            Parabola { from: (self.left, low), to: (first, top), sag: self.rise * 0.16 },
            Parabola { from: (first, top), to: (second, top), sag: self.rise * 0.9 },
            Parabola { from: (second, top), to: (self.right, low), sag: self.rise * 0.16 },
        ];
        for span in spans {
            for (x, y) in span.points(self.step) {
                // A hanger beside a tower's leg would run into it.
                if self.supports.iter().all(|tower| (x - tower).abs() > self.weight * 3.6) {
                    out.push(line((x, y), (x, self.deck), inks.fine, self.weight * 0.28));
                }
            }
        }
        out.push(stroked(&spans, inks.main, self.weight));
        for tower in self.supports {
            self.tower(tower, inks.main, out);
        }
    }

    /// Two legs with beams between them, from over the cables down to the foot.
    fn tower(&self, x: f32, ink: Color, out: &mut Vec<Item>) {
        let (half, width, top) = (self.weight * 1.5, self.weight * 1.1, self.top());
        for x in [x - half - width, x + half] {
            out.push(filled(self.rect(x, top - 8.0, width, self.bottom() - top + 8.0), ink));
        }
        for part in [0.12, 0.42, 0.72] {
            out.push(filled(self.rect(x - half, top + self.rise * part, half * 2.0, self.weight * 0.8), ink));
        }
    }

    fn cable_stayed(&self, inks: Inks, out: &mut Vec<Item>) {
        let [first, second] = self.supports;
        let reach = (second - first) / 2.0;
        let count = (reach / (self.step * 1.5)).round().clamp(4.0, 24.0) as u16;
        for mast in self.supports {
            for number in 1..=count {
                let part = f32::from(number) / f32::from(count);
                // The longest stay goes to the top.
                let high = self.top() + self.rise * 0.42 * (1.0 - part);
                for way in [-1.0, 1.0] {
                    let x = mast + way * reach * part * 0.98;
                    if (self.left..=self.right).contains(&x) {
                        out.push(line((mast, high), (x, self.deck), inks.fine, self.weight * 0.34));
                    }
                }
            }
            self.mast(mast, inks.main, out);
        }
    }

    /// A mast that narrows to its top.
    fn mast(&self, x: f32, ink: Color, out: &mut Vec<Item>) {
        let (top, foot) = (self.top() - self.weight * 2.0, self.bottom());
        let (narrow, wide) = (self.weight * 0.55, self.weight * 1.5);
        let corners = [(x - narrow, top), (x + narrow, top), (x + wide, foot), (x - wide, foot)];
        out.push(polygon(&corners, ink));
    }

    fn arch(&self, inks: Inks, out: &mut Vec<Item>) {
        let [first, second] = self.supports;
        let base = self.deck + self.rise * self.foot * 0.6;
        let height = base - self.top();
        let rib = |lower: f32| Parabola { from: (first, base), to: (second, base), sag: lower - height };
        let (outer, inner) = (rib(0.0), rib(self.weight * 4.5));
        for (x, y) in outer.points(self.step) {
            if y < self.deck - self.weight {
                out.push(line((x, y), (x, self.deck), inks.fine, self.weight * 0.28));
            }
        }
        // Between the ribs the web goes up and down.
        let web: Vec<_> = outer.points(self.step).into_iter().zip(inner.points(self.step)).collect();
        for (number, pair) in web.windows(2).enumerate() {
            let [(upper, lower), (next_upper, next_lower)] = pair else { continue };
            let ends = if number % 2 == 0 { (*upper, *next_lower) } else { (*lower, *next_upper) };
            out.push(line(ends.0, ends.1, inks.main, self.weight * 0.3));
        }
        out.push(stroked(&[outer], inks.main, self.weight));
        out.push(stroked(&[inner], inks.main, self.weight * 0.6));
        self.approaches(inks, out);
    }

    /// What carries the deck outside of the middle span: piers with arches between them.
    fn approaches(&self, inks: Inks, out: &mut Vec<Item>) {
        let [first, second] = self.supports;
        let span = (second - first) / 4.5;
        if self.bottom() - self.deck < self.weight * 4.0 {
            return;
        }
        let half = self.weight * 0.8;
        for (start, way) in [(first, -1.0), (second, 1.0)] {
            let mut x = start;
            while (self.left - span..=self.right + span).contains(&x) && span > 1.0 {
                out.push(filled(
                    self.rect(x - half, self.deck, half * 2.0, self.bottom() - self.deck),
                    inks.main,
                ));
                let next = x + way * span;
                let spring = self.deck + (self.bottom() - self.deck) * 0.7;
                out.push(vault((x, next), spring, self.deck + self.weight, inks.fine, self.weight * 0.6));
                x = next;
            }
        }
    }

    fn truss(&self, inks: Inks, out: &mut Vec<Item>) {
        let chord = |x: f32| (x, self.deck - self.rise * self.truss_height(x));
        // Panels begin at the supports, so that the highest stand over them.
        let [first, second] = self.supports;
        let panels = ((second - first) / (self.step * 2.2)).round().max(2.0);
        let panel = (second - first) / panels;
        let spans = self.spans(panel);
        let mut upper = vec![Segment::Move(point(chord(spans.first().copied().unwrap_or(first))))];
        for x in spans {
            let next = x + panel;
            out.push(line(chord(x), (x, self.deck), inks.fine, self.weight * 0.5));
            for (from, to) in [(chord(x), (next, self.deck)), ((x, self.deck), chord(next))] {
                out.push(line(from, to, inks.fine, self.weight * 0.3));
            }
            upper.push(Segment::Line(point(chord(next))));
        }
        let stroke = Stroke { color: inks.main, width: self.weight * 0.9, dash: None };
        out.push(Item::Path(Path { segments: upper, paint: Paint { fill: None, stroke: Some(stroke) } }));
        for tower in self.supports {
            self.tower(tower, inks.main, out);
        }
    }

    /// The height of a truss as a part of the rise: highest over the supports, low in the middle of spans.
    fn truss_height(&self, x: f32) -> f32 {
        const LOW: f32 = 0.24;
        let [first, second] = self.supports;
        let reach = (second - first) / 2.0;
        let away = (x - first).abs().min((x - second).abs()) / reach;
        let along = (1.0 - away).max(0.0);
        LOW + (0.97 - LOW) * along.powf(1.35)
    }

    /// A row of large arches up to the road, and a row of small ones over it.
    fn viaduct(&self, inks: Inks, out: &mut Vec<Item>) {
        let (road, top) = (self.deck - self.rise * 0.64, self.deck - self.rise * 0.92);
        let [first, second] = self.supports;
        // Three arches between the supports, and so on to both sides; above each, four small ones.
        let span = (second - first) / 3.0;
        let (pier, post) = (self.weight * 1.3, self.weight * 0.55);
        for x in self.spans(span) {
            out.push(filled(self.rect(x - pier, road, pier * 2.0, self.deck - road), inks.main));
            let (spring, crown) = (road + (self.deck - road) * 0.5, road + self.weight * 2.2);
            let ends = (x + pier, x + span - pier);
            out.push(vault(ends, spring, crown, inks.main, self.weight * 0.8));
            for small in 0..4_u8 {
                let from = x + span / 4.0 * f32::from(small);
                out.push(filled(self.rect(from - post, top, post * 2.0, road - top), inks.main));
                let (spring, crown) = (top + (road - top) * 0.5, top + self.weight * 1.6);
                let ends = (from + post, from + span / 4.0 - post);
                out.push(vault(ends, spring, crown, inks.fine, self.weight * 0.5));
            }
        }
        for y in [road, top] {
            out.push(filled(self.rect(self.left, y, self.right - self.left, self.weight), inks.main));
        }
    }
}

fn point((x, y): (f32, f32)) -> Point {
    Point { x, y }
}

fn filled(rect: Rect, color: Color) -> Item {
    Item::Path(Path::rectangle(rect, color))
}

/// A straight line.
pub(super) fn line(from: (f32, f32), to: (f32, f32), color: Color, width: f32) -> Item {
    Item::Path(Path::line(point(from), point(to), Stroke { color, width, dash: None }))
}

fn polygon(corners: &[(f32, f32)], color: Color) -> Item {
    let mut segments: Vec<Segment> = corners.iter().map(|at| Segment::Line(point(*at))).collect();
    if let (Some(first), Some(at)) = (segments.first_mut(), corners.first()) {
        *first = Segment::Move(point(*at));
    }
    segments.push(Segment::Close);
    Item::Path(Path { segments, paint: Paint { fill: Some(color), stroke: None } })
}

/// Half an ellipse between two places of one height.
fn vault((from, to): (f32, f32), spring: f32, crown: f32, color: Color, width: f32) -> Item {
    /// Where a quarter of an ellipse has its control points.
    const QUARTER: f32 = 0.552_285;
    let (middle, half, height) = ((from + to) / 2.0, (to - from) / 2.0, spring - crown);
    let up = spring - height * QUARTER;
    let segments = vec![
        Segment::Move(point((from, spring))),
        Segment::Curve(point((from, up)), point((middle - half * QUARTER, crown)), point((middle, crown))),
        Segment::Curve(point((middle + half * QUARTER, crown)), point((to, up)), point((to, spring))),
    ];
    let stroke = Stroke { color, width, dash: None };
    Item::Path(Path { segments, paint: Paint { fill: None, stroke: Some(stroke) } })
}

/// A hanging cable, or with a negative sag an arch, as a parabola in one Bézier curve.
#[derive(Clone, Copy)]
struct Parabola {
    from: (f32, f32),
    to: (f32, f32),
    /// How far the middle hangs below the straight line.
    sag: f32,
}

impl Parabola {
    fn at(self, t: f32) -> (f32, f32) {
        let x = self.from.0 + (self.to.0 - self.from.0) * t;
        let straight = self.from.1 + (self.to.1 - self.from.1) * t;
        (x, straight + self.sag * 4.0 * t * (1.0 - t))
    }

    /// Places on it at about a distance from each other, without its ends.
    fn points(self, step: f32) -> Vec<(f32, f32)> {
        let count = ((self.to.0 - self.from.0).abs() / step).round().max(1.0) as u16;
        (1..count).map(|number| self.at(f32::from(number) / f32::from(count))).collect()
    }

    /// The curve from its beginning: a parabola's control points are a third of the way along its tangents.
    fn curve(self) -> Segment {
        let control = |t: f32, side: f32| {
            let (x, y) = self.at(t);
            let slope = (self.to.1 - self.from.1) + self.sag * 4.0 * (1.0 - 2.0 * t);
            Point { x: x + side * (self.to.0 - self.from.0) / 3.0, y: y + side * slope / 3.0 }
        };
        Segment::Curve(control(0.0, 1.0), control(1.0, -1.0), point(self.to))
    }
}

/// Parabolas one after the other as one line, so that they are joined where they meet.
fn stroked(spans: &[Parabola], color: Color, width: f32) -> Item {
    let start = spans.first().map(|span| Segment::Move(point(span.from)));
    let segments = start.into_iter().chain(spans.iter().map(|span| span.curve())).collect();
    let stroke = Stroke { color, width, dash: None };
    Item::Path(Path { segments, paint: Paint { fill: None, stroke: Some(stroke) } })
}
