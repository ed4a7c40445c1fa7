//! The land of the earth and its countries, as outlines for small maps.
//!
//! The data is Natural Earth's at 1:50 million (public domain), simplified by `make.py` beside this crate's manifest. Land is one
//! shape, without boundaries: a country is seen only where it is marked.
//!
//! ```
//! use concord_geography::{World, Window};
//! let world = World::get();
//! let map = world.map(&["ML"], Window { width: 132.0, height: 96.0 });
//! assert!(!map.land.is_empty());
//! let mali = &map.marked[0];
//! assert!(mali.centre.0 > 40.0 && mali.centre.0 < 92.0);
//! ```

mod clip;
mod data;
mod projection;

use clip::simplify;
use projection::Projection;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A place on a map: points from its left edge, and down from its upper one.
pub type Position = (f32, f32);

/// A closed line on a map, without its first place at the end again.
pub type Outline = Vec<Position>;

/// The land of the earth and its countries.
#[derive(Debug)]
pub struct World {
    /// Lines that outlines are made of.
    arcs: Vec<Vec<Place>>,
    land: Vec<Ring>,
    countries: BTreeMap<&'static str, Country>,
}

/// Lines end to end: an arc's number, or its complement where it is followed backwards.
type Ring = Vec<i32>;

/// A country: a place in the middle of its largest piece of land, and its pieces, the largest first.
#[derive(Debug)]
struct Country {
    centre: (f32, f32),
    rings: Vec<Ring>,
}

/// A place on the globe.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Degrees east and north.
    degrees: (f32, f32),
    /// From the middle of the globe, of length one.
    vector: [f32; 3],
}

/// The size of a map, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

/// What a map shows. Everything is within its window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// The land, to be filled by the non-zero winding rule.
    pub land: Vec<Outline>,
    /// The countries that are marked, in the order in which they were asked for.
    pub marked: Vec<Marked>,
}

/// A country on a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marked {
    /// Its code (ISO 3166-1 alpha-2).
    pub code: String,
    /// Its outlines.
    pub outlines: Vec<Outline>,
    /// A place in its middle: of its largest piece of land, or of all of it where that is small.
    pub centre: Position,
    /// The longer side of the box around it, in points: what is too small to see wants a sign.
    pub extent: f32,
}

impl World {
    /// The data that is part of the program, read when it is first asked for. It is a constant that costs a millisecond to
    /// write down.
    pub fn get() -> &'static Self {
        static WORLD: LazyLock<World> = LazyLock::new(|| data::read(include_str!("world.txt")));
        &WORLD
    }

    /// Whether there is an outline of a country.
    pub fn has(&self, code: &str) -> bool {
        self.countries.contains_key(code)
    }

    /// The codes of the countries that there are outlines of, in order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.countries.keys().copied()
    }

    /// A map of the part of the earth around some countries, in Lambert's azimuthal equal-area projection. Countries without an
    /// outline are left out.
    pub fn map(&self, codes: &[&str], window: Window) -> Map {
        let known: Vec<(&str, &Country)> = self.known(codes);
        let main: Vec<Vec<Place>> = known
            .iter()
            .filter_map(|(_, country)| country.rings.first())
            .map(|ring| self.line(ring))
            .collect();
        let projection = Projection::around(&main, window);
        self.draw(&known, &projection, window)
    }

    /// A map of the inhabited earth, in the projection Equal Earth. The window's height follows from its width.
    pub fn whole(&self, codes: &[&str], width: f32) -> (Map, Window) {
        let (projection, window) = Projection::whole(width);
        (self.draw(&self.known(codes), &projection, window), window)
    }

    fn known<'w, 'c>(&'w self, codes: &[&'c str]) -> Vec<(&'c str, &'w Country)> {
        codes.iter().filter_map(|code| Some((*code, self.countries.get::<str>(code)?))).collect()
    }

    fn draw(&self, known: &[(&str, &Country)], projection: &Projection, window: Window) -> Map {
        let outlines = |rings: &[Ring]| -> Vec<Outline> {
            rings.iter().filter_map(|ring| outline(&self.line(ring), projection, window)).collect()
        };
        let marked = known.iter().map(|(code, country)| {
            let outlines = outlines(&country.rings);
            let (middle, extent) = box_around(&outlines);
            // Islands are seen as one; a large country has its middle on its largest piece of land.
            let centre = match projection.place(Place::at(country.centre)) {
                Some(centre) if extent > ISLANDS || outlines.is_empty() => centre,
                _ => middle,
            };
            Marked { code: (*code).to_owned(), outlines, centre, extent }
        });
        Map { marked: marked.collect(), land: outlines(&self.land) }
    }

    /// The places along a ring.
    fn line(&self, ring: &Ring) -> Vec<Place> {
        let mut out = Vec::new();
        for number in ring {
            let backwards = *number < 0;
            let index = usize::try_from(if backwards { !*number } else { *number }).unwrap_or_default();
            let Some(arc) = self.arcs.get(index) else { continue };
            // The last place of an arc is the first one of the next.
            let places = arc.len().saturating_sub(1);
            match backwards {
                false => out.extend_from_slice(&arc[..places]),
                true => out.extend(arc.iter().rev().take(places)),
            }
        }
        out
    }
}

impl Place {
    /// A place by its degrees east and north.
    fn at(degrees: (f32, f32)) -> Self {
        let (east, north) = (degrees.0.to_radians(), degrees.1.to_radians());
        Self { degrees, vector: [north.cos() * east.cos(), north.cos() * east.sin(), north.sin()] }
    }
}

/// A ring on the map: projected, cut at the window, without what is too small to be seen.
fn outline(ring: &[Place], projection: &Projection, window: Window) -> Option<Outline> {
    let placed = projection.ring(ring);
    let cut = window.cut(placed);
    let outline = simplify(cut);
    (outline.len() > 2).then_some(outline)
}

/// The extent up to which a country is looked at as one group of islands, in points.
const ISLANDS: f32 = 24.0;

/// The middle and the longer side of the box around outlines.
fn box_around(outlines: &[Outline]) -> (Position, f32) {
    let side = |of: fn(&Position) -> f32| {
        let places = outlines.iter().flatten().map(of);
        places.fold((f32::MAX, f32::MIN), |(least, most), at| (least.min(at), most.max(at)))
    };
    let (x, y) = (side(|place| place.0), side(|place| place.1));
    if outlines.is_empty() {
        return (Position::default(), 0.0);
    }
    (((x.0 + x.1) / 2.0, (y.0 + y.1) / 2.0), (x.1 - x.0).max(y.1 - y.0))
}

#[cfg(test)]
mod tests;
