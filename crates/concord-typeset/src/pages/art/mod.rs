//! Pictures drawn from the theme's colours: bridges, over water or not, seen from different places.

mod bridges;

use crate::flow::shift_item;
use crate::theme::{Bridge, ColorRole, PageGeometry, Palette, Print, Scene, mix};
use bridges::{Inks, Site, line};
use concord_pages::{Color, Item, Path, Rect, Segment};

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

/// What a document has for itself, made of its id: the form of its bridge, and where that stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Character(u32);

impl Character {
    /// By Fowler, Noll and Vo's hash, which is the same everywhere and always.
    pub(super) fn of(id: &str) -> Self {
        let hash =
            id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        Self(hash ^ (hash >> 15))
    }

    /// A number from 0 to 1; another one for each use.
    fn part(self, number: u32) -> f32 {
        let mixed = self.0.wrapping_add(number.wrapping_mul(0x9e37_79b9)).wrapping_mul(0x85eb_ca6b);
        f32::from((mixed >> 16) as u16) / f32::from(u16::MAX)
    }

    /// The bridge of a scene that is seen for so manieth time.
    fn bridge(self, scene: &Scene, turn: usize) -> Option<Bridge> {
        match &scene.bridges {
            Some(bridges) => (!bridges.is_empty()).then(|| bridges[turn % bridges.len()]),
            None => Some(Bridge::USUAL[self.0 as usize % Bridge::USUAL.len()]),
        }
    }
}

/// What a page gives to its scene.
pub(super) struct Canvas<'a> {
    pub(super) page: &'a PageGeometry,
    pub(super) colors: &'a Palette,
    pub(super) scene: Scene,
    pub(super) character: Character,
    /// Which of its kind it is in the document, from 0.
    pub(super) turn: usize,
    /// Where the words above the bridge end.
    pub(super) clear: f32,
    /// Where the words below it begin.
    pub(super) floor: f32,
}

/// Between words and what rises below them.
const AIR: f32 = 22.0;
/// A lower bridge is none, in points.
const LEAST_RISE: f32 = 12.0;
/// What the fine lines have of the strength of the main ones.
const FINE: f32 = 0.6;

impl Canvas<'_> {
    fn color(&self, role: ColorRole) -> Color {
        self.colors.get(role)
    }

    /// The colours of a bridge of some strength: from the sky's towards paper's, or on paper, towards the accent.
    fn inks(&self, strength: f32) -> Inks {
        let sky = self.color(self.scene.sky);
        let to = if self.scene.sky == ColorRole::Paper { ColorRole::Accent } else { ColorRole::Paper };
        let ink = |part: f32| mix(sky, self.color(to), part);
        Inks { main: ink(strength), fine: ink(strength * FINE) }
    }

    fn deck(&self) -> f32 {
        self.page.height * self.scene.deck
    }

    /// How high a bridge may rise over its deck, so that it stays below the words above it.
    fn rise(&self, part: f32) -> f32 {
        (self.page.height * part).min(self.deck() - self.clear - AIR)
    }

    /// How far its supports reach below the deck, as a part of its rise: not into the words below.
    fn foot(&self, rise: f32, part: f32) -> f32 {
        let room = self.floor - AIR / 2.0 - self.deck();
        (room / rise.max(1.0)).clamp(0.0, part)
    }

    fn rect(&self, top: f32, bottom: f32, color: Color) -> Item {
        let rect = Rect { x: 0.0, y: top, width: self.page.width, height: (bottom - top).max(0.0) };
        Item::Path(Path::rectangle(rect, color))
    }

    /// Sky, bridge, and what is below it.
    fn paint(&self, site: Site, under: f32, waves: Option<(f32, f32)>, out: &mut Vec<Item>) {
        let (width, height) = (self.page.width, self.page.height);
        let (deck, strip) = (site.deck, self.color(self.scene.strip));
        let form = self.character.bridge(&self.scene, self.turn);
        // Without room below the words there is none.
        if let Some(form) = form.filter(|_| site.rise >= LEAST_RISE) {
            let mut drawn = Vec::new();
            site.draw(form, self.inks(self.scene.ink), &mut drawn);
            out.extend(drawn.into_iter().filter_map(|item| visible(item, width)));
        }
        let top = deck + site.thickness();
        if under > 0.0 {
            out.push(self.rect(top + under, height, self.color(self.scene.ground)));
        }
        out.push(self.rect(top, top + STRIP, strip));
        if let Some((from, to)) = waves.filter(|_| self.scene.water) {
            let color = mix(self.color(self.scene.ground), self.color(ColorRole::Accent), 0.55);
            water(0.0, width, from, to, color, out);
        }
    }

    /// The sheet: sky down to the deck, ground below.
    fn sheet(&self) -> Vec<Item> {
        let (deck, height) = (self.deck(), self.page.height);
        let mut out = vec![self.rect(0.0, height, self.color(self.scene.ground))];
        if self.scene.sky != self.scene.ground {
            out.push(self.rect(0.0, deck + 4.0, self.color(self.scene.sky)));
        }
        out
    }
}

/// The height of the line under a deck.
pub(super) const STRIP: f32 = 2.8;

/// The ground of the cover: a bridge over water under a wide sky, below the words.
pub(super) fn cover(canvas: &Canvas<'_>) -> Vec<Item> {
    let (w, h) = (canvas.page.width, canvas.page.height);
    let (deck, character) = (canvas.deck(), canvas.character);
    let mut out = canvas.sheet();
    let has_bridge = canvas.character.bridge(&canvas.scene, canvas.turn).is_some();
    if canvas.scene.far && has_bridge && canvas.rise(canvas.scene.rise / 3.0) >= LEAST_RISE {
        let shift = 0.12 * character.part(1);
        let site = Site {
            left: -w * 0.1,
            right: w,
            deck: deck - 12.0,
            rise: canvas.rise(canvas.scene.rise / 3.0),
            supports: [w * (0.4 + shift), w * (0.85 + shift)],
            foot: 0.0,
            step: 9.0,
            weight: 1.6,
            ends: false,
        };
        let inks = canvas.inks(0.16);
        site.draw(Bridge::Suspension, Inks { fine: inks.main, ..inks }, &mut out);
    }
    let rise = canvas.rise(canvas.scene.rise);
    let near = Site {
        left: 0.0,
        right: w,
        deck,
        rise,
        supports: [w * (0.15 + 0.1 * character.part(2)), w * (0.68 + 0.12 * character.part(3))],
        foot: canvas.foot(rise, 0.34),
        step: 13.0,
        weight: 4.2,
        ends: false,
    };
    // The piers stand in the water.
    let low = near.deck + near.rise * near.foot;
    canvas.paint(near, 0.0, Some((low - 3.0, low + h * 0.014)), &mut out);
    out
}

/// Where on an opening page a tower stands, as a part of its width, and how far that tower is from the bridge's beginning:
/// on every page one stands whole.
const STANDPOINTS: [(f32, f32); 5] = [(0.56, 0.95), (0.24, 2.45), (0.78, 0.95), (0.38, 2.45), (0.68, 0.95)];

/// The ground of a part's opening page: each part sees another bridge, or another stretch of it.
pub(super) fn opener(canvas: &Canvas<'_>) -> Vec<Item> {
    let (w, h) = (canvas.page.width, canvas.page.height);
    let deck = canvas.deck();
    let mut out = canvas.sheet();
    let is_arch = matches!(canvas.character.bridge(&canvas.scene, canvas.turn), Some(Bridge::Arch));
    let (place, tower) = STANDPOINTS[canvas.turn % STANDPOINTS.len()];
    let left = w * (place - tower);
    // An arch is seen between its supports.
    let supports = if is_arch { [w * 0.1, w * 1.08] } else { [left + w * 0.95, left + w * 2.45] };
    let site = Site {
        left,
        right: left + w * 3.9,
        deck,
        rise: canvas.rise(canvas.scene.rise),
        supports,
        foot: 0.34,
        step: 15.0,
        weight: 4.6,
        ends: false,
    };
    let site = if is_arch { Site { left: 0.0, right: w, ..site } } else { site };
    canvas.paint(site, STRIP - 1.0, Some((deck + 34.0, h * 0.99)), &mut out);
    out
}

/// The ground of the back cover.
pub(super) fn back_cover(canvas: &Canvas<'_>) -> Vec<Item> {
    let w = canvas.page.width;
    let mut out = canvas.sheet();
    let site = Site {
        left: 0.0,
        right: w,
        deck: canvas.deck(),
        rise: canvas.rise(canvas.scene.rise),
        supports: [w * (0.22 + 0.1 * canvas.character.part(2)), w * (0.74 + 0.1 * canvas.character.part(3))],
        foot: 0.0,
        step: 11.0,
        weight: 2.4,
        ends: false,
    };
    canvas.paint(site, 0.0, None, &mut out);
    out
}

/// The band at the top of a factsheet, which is the canvas; the bridge stands in its right part, from `from` on.
pub(super) fn band(canvas: &Canvas<'_>, from: f32) -> Vec<Item> {
    let (w, h) = (canvas.page.width, canvas.page.height);
    let mut out = canvas.sheet();
    let width = w - from;
    let site = Site {
        left: from,
        right: w,
        deck: canvas.deck(),
        rise: h * canvas.scene.rise,
        supports: [from + width * 0.25, from + width * 0.77],
        foot: 0.0,
        step: 7.0,
        weight: 1.6,
        ends: true,
    };
    canvas.paint(site, 0.0, None, &mut out);
    out.push(canvas.rect(canvas.deck() + site.thickness(), h, canvas.color(canvas.scene.ground)));
    out.push(canvas.rect(h - STRIP, h, canvas.color(canvas.scene.strip)));
    out
}

/// What stands at the foot of a page that is not full: a small bridge on a line over the whole page.
pub(super) fn tailpiece(canvas: &Canvas<'_>) -> Vec<Item> {
    let w = canvas.page.width;
    let middle = w * (0.4 + 0.2 * canvas.character.part(4 + canvas.turn as u32));
    let site = Site {
        left: 0.0,
        right: w,
        deck: canvas.deck(),
        rise: canvas.rise(canvas.scene.rise),
        supports: [middle - w * 0.2, middle + w * 0.2],
        foot: 0.0,
        step: 9.0,
        weight: 1.8,
        ends: false,
    };
    let mut out = Vec::new();
    canvas.paint(site, 0.0, None, &mut out);
    out
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

/// Leaves out what lies wholly beside the sheet.
fn visible(item: Item, width: f32) -> Option<Item> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Masters;
    use concord_pages::Point;

    type Picture = fn(&Canvas<'_>) -> Vec<Item>;

    fn palette() -> Palette {
        toml::from_str("accent = \"#1b4f86\"").expect("a palette of one colour")
    }

    fn page(width: f32, height: f32) -> PageGeometry {
        PageGeometry { width, height, ..PageGeometry::default() }
    }

    fn points(items: &[Item]) -> Vec<Point> {
        let mut out = Vec::new();
        for item in items {
            let Item::Path(path) = item else { continue };
            for segment in &path.segments {
                match segment {
                    Segment::Move(at) | Segment::Line(at) => out.push(*at),
                    Segment::Curve(one, two, end) => {
                        let start = out.last().copied().unwrap_or(*end);
                        let middle =
                            |of: fn(&Point) -> f32| (of(&start) + 3.0 * (of(one) + of(two)) + of(end)) / 8.0;
                        out.extend([Point { x: middle(|at| at.x), y: middle(|at| at.y) }, *end]);
                    }
                    Segment::Close => {}
                }
            }
        }
        out
    }

    /// What a scene draws on a page beside its grounds.
    fn drawn(picture: Picture, scene: &Scene, sides: (f32, f32), clear: f32) -> Vec<Point> {
        let (page, colors, scene) = (page(sides.0, sides.1), palette(), scene.clone());
        let character = Character::of("a document");
        let items = picture(&Canvas {
            page: &page,
            colors: &colors,
            scene,
            character,
            turn: 0,
            clear,
            floor: sides.1,
        });
        points(&items).into_iter().filter(|point| point.y > 0.0).collect()
    }

    #[test]
    fn every_form_keeps_clear_of_the_words_on_every_sheet() {
        let masters = Masters::default();
        let scenes: [(Picture, Scene); 3] = [
            (cover, masters.cover.scene()),
            (opener, masters.opener.scene()),
            (tailpiece, masters.tailpiece.scene()),
        ];
        for (picture, scene) in scenes {
            for form in Bridge::USUAL.into_iter().chain([Bridge::Truss]) {
                let scene = Scene { bridges: Some(vec![form]), ..scene.clone() };
                for (width, height) in [(595.0, 842.0), (420.0, 595.0), (595.0, 595.0)] {
                    let clear = height * 0.55;
                    let points = drawn(picture, &scene, (width, height), clear);
                    let highest = points.iter().map(|point| point.y).fold(f32::INFINITY, f32::min);
                    assert!(
                        highest > clear,
                        "{form:?} on {width} x {height} reaches up to {highest} of {clear}"
                    );
                    assert!(points.iter().all(|point| point.x.is_finite() && point.y.is_finite()));
                }
            }
        }
    }

    #[test]
    fn documents_have_bridges_of_their_own() {
        let scene = Masters::default().cover.scene();
        let forms = |id: &str| Character::of(id).bridge(&scene, 0);
        assert_eq!(forms("report"), forms("report"));
        let ids = ["report", "factsheet", "building-bridges", "annual-report-2026", "summary", "atlas"];
        let different: std::collections::BTreeSet<String> =
            ids.iter().map(|id| format!("{:?}", forms(id))).collect();
        assert!(different.len() >= 3, "{different:?}");
    }

    #[test]
    fn a_scene_without_bridges_is_water_under_a_sky() {
        let scene = Scene { bridges: Some(Vec::new()), water: false, ..Masters::default().cover.scene() };
        let with = Masters::default().cover.scene();
        let count = |scene: &Scene| drawn(cover, scene, (595.0, 842.0), 200.0).len();
        assert!(count(&scene) < 12 && count(&with) > 100, "{} {}", count(&scene), count(&with));
    }
}
