//! The file that `make.py` writes: lines of arcs, then the rings of all land, then each country's.

use crate::{Country, Place, Ring, World};
use std::collections::BTreeMap;

/// Degrees in a unit of the file.
const UNIT: f32 = 0.1;

/// Reads the file. It is part of the program, and a test reads all of it: what is not understood is passed over.
pub(crate) fn read(text: &'static str) -> World {
    let mut world = World { arcs: Vec::new(), land: Vec::new(), countries: BTreeMap::new() };
    for line in text.lines() {
        if let Some(places) = line.strip_prefix("arc ") {
            world.arcs.push(arc(places));
        } else if let Some((head, rings)) = line.split_once('|') {
            let rings: Vec<Ring> = rings.split(';').map(ring).collect();
            let mut words = head.split(' ');
            let name = words.next().unwrap_or_default();
            let mut degrees = words.filter_map(|word| word.parse::<f32>().ok()).map(|units| units * UNIT);
            match (degrees.next(), degrees.next()) {
                (Some(east), Some(north)) => {
                    world.countries.insert(name, Country { centre: (east, north), rings });
                }
                _ => world.land = rings,
            }
        }
    }
    world
}

/// Places as steps from the one before, the first from where the equator meets the meridian of Greenwich.
fn arc(places: &str) -> Vec<Place> {
    let (mut east, mut north) = (0, 0);
    let mut numbers = numbers(places);
    let mut out = Vec::new();
    while let (Some(to_east), Some(to_north)) = (numbers.next(), numbers.next()) {
        east += to_east;
        north += to_north;
        out.push(Place::at((east as f32 * UNIT, north as f32 * UNIT)));
    }
    out
}

fn ring(places: &str) -> Ring {
    numbers(places).collect()
}

/// Whole numbers with one sign of another kind between them.
fn numbers(text: &str) -> impl Iterator<Item = i32> {
    text.split([' ', ',']).filter_map(|number| number.parse().ok())
}
