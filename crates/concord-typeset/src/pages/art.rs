//! Pictures drawn from the theme's colours: a bridge, seen from different places.

use crate::flow::shift_item;
use crate::theme::{PageGeometry, Palette, Print, mix};
use concord_pages::{Color, Item, Paint, Path, Point, Rect, Segment, Stroke};

fn ground(page: &PageGeometry, color: Color) -> Item {
    let sheet = Rect { x: 0.0, y: 0.0, width: page.width, height: page.height };
    Item::Path(Path::rectangle(sheet, color))
}

/// A picture that is drawn on the page, or for a press, on the page with its bleed.
pub(super) fn bled(
    page: &PageGeometry,
    print: Option<Print>,
    draw: impl FnOnce(&PageGeometry, f32) -> Vec<Item>,
) -> Vec<Item> {
    let bleed = print.map_or(0.0, |print| print.bleed);
    let canvas = PageGeometry { width: page.width + 2.0 * bleed, height: page.height + 2.0 * bleed, ..*page };
    let mut items = draw(&canvas, bleed);
    for item in &mut items {
        shift_item(item, -bleed, -bleed);
    }
    items
}

/// How high a bridge may rise over its deck, so that it stays below the words above it.
fn rise_below(clear: f32, deck: f32, wish: f32) -> f32 {
    const AIR: f32 = 22.0;
    wish.min(deck - clear - AIR).max(wish * 0.2)
}

fn line(from: (f32, f32), to: (f32, f32), color: Color, width: f32) -> Item {
    let point = |(x, y)| Point { x, y };
    Item::Path(Path::line(point(from), point(to), Stroke { color, width, dash: None }))
}

/// A hanging cable between two heights, as a parabola in one Bézier curve.
#[derive(Clone, Copy)]
struct Cable {
    from: (f32, f32),
    to: (f32, f32),
    /// How far the middle hangs below the straight line.
    sag: f32,
}

impl Cable {
    fn at(self, t: f32) -> (f32, f32) {
        let x = self.from.0 + (self.to.0 - self.from.0) * t;
        let straight = self.from.1 + (self.to.1 - self.from.1) * t;
        (x, straight + self.sag * 4.0 * t * (1.0 - t))
    }

    /// The curve from its beginning: a parabola's control points are a third of the way along its tangents.
    fn curve(self) -> Segment {
        let control = |t: f32, side: f32| {
            let (x, y) = self.at(t);
            let slope = (self.to.1 - self.from.1) + self.sag * 4.0 * (1.0 - 2.0 * t);
            Point { x: x + side * (self.to.0 - self.from.0) / 3.0, y: y + side * slope / 3.0 }
        };
        Segment::Curve(control(0.0, 1.0), control(1.0, -1.0), Point { x: self.to.0, y: self.to.1 })
    }
}

/// Cables one after the other as one line, so that they are joined over the towers.
fn cable_line(spans: &[Cable], color: Color, width: f32) -> Item {
    let start = spans.first().map(|span| Segment::Move(Point { x: span.from.0, y: span.from.1 }));
    let segments = start.into_iter().chain(spans.iter().map(|span| span.curve())).collect();
    let stroke = Stroke { color, width, dash: None };
    Item::Path(Path { segments, paint: Paint { fill: None, stroke: Some(stroke) } })
}

/// A suspension bridge: towers, main cable, hangers and deck.
struct Bridge {
    left: f32,
    right: f32,
    deck: f32,
    rise: f32,
    towers: [f32; 2],
    /// How far the towers reach below the deck, as a part of the rise.
    foot: f32,
    /// The distance between hangers.
    step: f32,
    weight: f32,
}

impl Bridge {
    fn draw(&self, cable: Color, hanger: Color, out: &mut Vec<Item>) {
        let [first, second] = self.towers;
        let top = self.deck - self.rise;
        let low = self.deck - self.rise * 0.1;
        let spans = [
            Cable { from: (self.left, low), to: (first, top), sag: self.rise * 0.16 },
            Cable { from: (first, top), to: (second, top), sag: self.rise * 0.9 },
            Cable { from: (second, top), to: (self.right, low), sag: self.rise * 0.16 },
        ];
        for span in spans {
            let count = ((span.to.0 - span.from.0) / self.step).round().max(1.0) as u16;
            for index in 1..count {
                let (x, y) = span.at(f32::from(index) / f32::from(count));
                // A hanger beside a tower's leg would run into it.
                let clear = self.towers.iter().all(|tower| (x - tower).abs() > self.weight * 3.6);
                if clear {
                    out.push(line((x, y), (x, self.deck), hanger, self.weight * 0.28));
                }
            }
        }
        out.push(cable_line(&spans, cable, self.weight));
        for tower in self.towers {
            let (half, foot) = (self.weight * 1.5, self.deck + self.rise * self.foot);
            let leg = |x: f32| Rect { x, y: top - 8.0, width: self.weight * 1.1, height: foot - top + 8.0 };
            for x in [tower - half - self.weight * 1.1, tower + half] {
                out.push(Item::Path(Path::rectangle(leg(x), cable)));
            }
            for part in [0.12, 0.42, 0.72] {
                let y = top + self.rise * part;
                let beam = Rect { x: tower - half, y, width: half * 2.0, height: self.weight * 0.8 };
                out.push(Item::Path(Path::rectangle(beam, cable)));
            }
        }
        let deck =
            Rect { x: self.left, y: self.deck, width: self.right - self.left, height: self.weight * 1.3 };
        out.push(Item::Path(Path::rectangle(deck, cable)));
    }
}

/// Water: short level lines that thin out towards the foot.
fn water(left: f32, right: f32, top: f32, bottom: f32, color: Color, out: &mut Vec<Item>) {
    let rows = 9_u16;
    for row in 0..rows {
        let part = f32::from(row) / f32::from(rows);
        let y = top + (bottom - top) * part.powf(1.3);
        let dash = 20.0 + 70.0 * part;
        let shift = f32::from(row * 37 % 53) * 2.1;
        let mut x = left - shift;
        while x < right {
            let (from, to) = (x.max(left), (x + dash).min(right));
            if to > from {
                out.push(line((from, y), (to, y), color, 0.6 + part * 0.8));
            }
            x += dash * 2.3;
        }
    }
}

/// The ground of the cover: a bridge over water under a wide sky, below the words that end at `clear`.
pub(super) fn cover(page: &PageGeometry, colors: &Palette, clear: f32) -> Vec<Item> {
    let (w, h) = (page.width, page.height);
    let mut out = vec![ground(page, colors.accent_dark)];
    let deck = h * 0.735;
    let sky = Rect { x: 0.0, y: 0.0, width: w, height: deck + 4.0 };
    out.push(Item::Path(Path::rectangle(sky, colors.accent)));
    // The far bridge, then the near one.
    let far = mix(colors.accent, colors.paper, 0.16);
    let distant = Bridge {
        left: -w * 0.1,
        right: w,
        deck: deck - 12.0,
        rise: rise_below(clear, deck - 12.0, h * 0.09),
        towers: [w * 0.45, w * 0.9],
        foot: 0.0,
        step: 9.0,
        weight: 1.6,
    };
    distant.draw(far, far, &mut out);
    let near = Bridge {
        left: 0.0,
        right: w,
        deck,
        rise: rise_below(clear, deck, h * 0.27),
        towers: [w * 0.2, w * 0.73],
        foot: 0.34,
        step: 13.0,
        weight: 4.2,
    };
    near.draw(colors.paper, mix(colors.accent, colors.paper, 0.62), &mut out);
    let strip = Rect { x: 0.0, y: deck + 5.4, width: w, height: 3.0 };
    out.push(Item::Path(Path::rectangle(strip, colors.second)));
    water(0.0, w, deck + h * 0.1, h * 0.85, mix(colors.accent_dark, colors.accent, 0.55), &mut out);
    out
}

/// Where on an opening page a tower stands, as a part of its width, and how far that tower is from the bridge's beginning:
/// on every page one stands whole.
const STANDPOINTS: [(f32, f32); 5] = [(0.56, 0.95), (0.24, 2.45), (0.78, 0.95), (0.38, 2.45), (0.68, 0.95)];

/// The ground of a part's opening page, below the words that end at `clear`; each part sees another stretch of the
/// bridge.
pub(super) fn opener(page: &PageGeometry, colors: &Palette, number: usize, clear: f32) -> Vec<Item> {
    let (w, h) = (page.width, page.height);
    let mut out = vec![ground(page, colors.accent)];
    let deck = h * 0.84;
    let faint = mix(colors.accent, colors.paper, 0.34);
    let fainter = mix(colors.accent, colors.paper, 0.2);
    let (place, tower) = STANDPOINTS[number % STANDPOINTS.len()];
    let left = w * (place - tower);
    let bridge = Bridge {
        left,
        right: left + w * 3.9,
        deck,
        rise: rise_below(clear, deck, h * 0.3),
        towers: [left + w * 0.95, left + w * 2.45],
        foot: 0.34,
        step: 15.0,
        weight: 4.6,
    };
    let mut drawn = Vec::new();
    bridge.draw(faint, fainter, &mut drawn);
    out.extend(drawn.into_iter().filter_map(|item| clip(item, w)));
    let foot = Rect { x: 0.0, y: deck + 6.0, width: w, height: h - deck - 6.0 };
    out.push(Item::Path(Path::rectangle(foot, colors.accent_dark)));
    let strip = Rect { x: 0.0, y: deck + 6.0, width: w, height: 2.4 };
    out.push(Item::Path(Path::rectangle(strip, colors.second)));
    water(0.0, w, deck + 34.0, h * 0.99, mix(colors.accent_dark, colors.accent, 0.6), &mut out);
    out
}

/// Leaves out what lies wholly beside the sheet.
fn clip(item: Item, width: f32) -> Option<Item> {
    let Item::Path(path) = &item else { return Some(item) };
    let xs = path.segments.iter().filter_map(|segment| match segment {
        Segment::Move(point) | Segment::Line(point) | Segment::Curve(_, _, point) => Some(point.x),
        Segment::Close => None,
    });
    let (mut least, mut most) = (f32::INFINITY, f32::NEG_INFINITY);
    for x in xs {
        least = least.min(x);
        most = most.max(x);
    }
    (most >= 0.0 && least <= width).then_some(item)
}

/// The ground of the back cover.
pub(super) fn back_cover(page: &PageGeometry, colors: &Palette) -> Vec<Item> {
    let (w, h) = (page.width, page.height);
    let mut out = vec![ground(page, colors.accent_dark)];
    let color = mix(colors.accent_dark, colors.paper, 0.3);
    let bridge = Bridge {
        left: 0.0,
        right: w,
        deck: h * 0.34,
        rise: h * 0.13,
        towers: [w * 0.27, w * 0.8],
        foot: 0.0,
        step: 11.0,
        weight: 2.4,
    };
    bridge.draw(color, mix(colors.accent_dark, colors.paper, 0.18), &mut out);
    let strip = Rect { x: 0.0, y: h * 0.34 + 3.2, width: w, height: 2.0 };
    out.push(Item::Path(Path::rectangle(strip, colors.second)));
    out
}

/// The band at the top of a factsheet.
pub(super) fn band(page: &PageGeometry, colors: &Palette, height: f32) -> Vec<Item> {
    let w = page.width;
    let mut out = Vec::new();
    out.push(Item::Path(Path::rectangle(Rect { x: 0.0, y: 0.0, width: w, height }, colors.accent_dark)));
    let color = mix(colors.accent_dark, colors.paper, 0.3);
    let bridge = Bridge {
        left: w * 0.66,
        right: w,
        deck: height - 12.0,
        rise: height * 0.42,
        towers: [w * 0.745, w * 0.92],
        foot: 0.0,
        step: 7.0,
        weight: 1.6,
    };
    bridge.draw(color, mix(colors.accent_dark, colors.paper, 0.18), &mut out);
    out.push(Item::Path(Path::rectangle(
        Rect { x: 0.0, y: height - 10.0, width: w, height: 10.0 },
        colors.accent_dark,
    )));
    out.push(Item::Path(Path::rectangle(
        Rect { x: 0.0, y: height - 3.0, width: w, height: 3.0 },
        colors.second,
    )));
    out
}
