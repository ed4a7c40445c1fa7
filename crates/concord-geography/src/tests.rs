//! The data as a whole, and maps of what has misled other programs: the antimeridian, islands, the other side of the globe.

use super::*;

const PANEL: Window = Window { width: 132.0, height: 96.0 };

/// How much of the window is land: twice the signed areas.
fn area(outlines: &[Outline]) -> f32 {
    let ring = |outline: &Outline| -> f32 {
        let next = outline.iter().cycle().skip(1);
        outline.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f32>() / 2.0
    };
    outlines.iter().map(ring).sum::<f32>().abs()
}

fn is_within(map: &Map, window: Window) -> bool {
    let outlines = map.land.iter().chain(map.marked.iter().flat_map(|country| &country.outlines));
    outlines
        .flatten()
        .all(|(x, y)| (-0.01..=window.width + 0.01).contains(x) && (-0.01..=window.height + 0.01).contains(y))
}

#[test]
fn every_country_can_be_shown() {
    let world = World::get();
    assert!(world.codes().count() > 230);
    for code in world.codes() {
        let map = world.map(&[code], PANEL);
        let country = &map.marked[0];
        assert!(is_within(&map, PANEL), "{code}");
        let (x, y) = country.centre;
        assert!((5.0..127.0).contains(&x) && (5.0..91.0).contains(&y), "{code} at {x}, {y}");
        let land = area(&map.land) / (PANEL.width * PANEL.height);
        assert!((0.0..0.97).contains(&land), "{code}: {land} of the map is land");
    }
}

#[test]
fn land_on_the_other_side_of_the_globe_is_not_turned_inside_out() {
    let world = World::get();
    // The antipodes of Argentina are in China, those of the Philippines in Brazil.
    for (code, most) in [("AR", 0.45), ("PH", 0.5), ("NZ", 0.4), ("CV", 0.45)] {
        let map = world.map(&[code], PANEL);
        let land = area(&map.land) / (PANEL.width * PANEL.height);
        assert!(land < most, "{code}: {land} of the map is land");
    }
}

#[test]
fn several_countries_share_a_map() {
    let map = World::get().map(&["BJ", "GW", "TG"], PANEL);
    let codes: Vec<&str> = map.marked.iter().map(|country| country.code.as_str()).collect();
    assert_eq!(codes, ["BJ", "GW", "TG"]);
    assert!(map.marked[1].centre.0 < map.marked[2].centre.0, "Guinea-Bissau is west of Togo");
    assert!(map.marked[2].centre.0 < map.marked[0].centre.0, "Togo is west of Benin");
}

#[test]
fn islands_are_small_and_have_a_middle() {
    let map = World::get().map(&["MU"], PANEL);
    assert!(map.marked[0].extent < 4.0);
    assert!(World::get().map(&["MG"], PANEL).marked[0].extent > 20.0);
}

#[test]
fn the_whole_earth_keeps_its_proportions() {
    let world = World::get();
    let (map, window) = world.whole(&["ML", "MX"], 480.0);
    assert!(is_within(&map, window));
    assert!((190.0..240.0).contains(&window.height), "{}", window.height);
    assert!(map.marked[1].centre.0 < map.marked[0].centre.0);
    let land = area(&map.land) / (window.width * window.height);
    assert!((0.22..0.40).contains(&land), "{land}");
}

#[test]
fn an_unknown_country_is_left_out() {
    let map = World::get().map(&["ZZ"], PANEL);
    assert!(map.marked.is_empty());
    assert!(!World::get().has("ZZ"));
}

#[test]
fn no_country_has_a_boundary_within() {
    let world = World::get();
    for (code, country) in &world.countries {
        let all: Vec<i32> = country.rings.iter().flatten().copied().collect();
        let both_ways = all.iter().find(|arc| all.contains(&!**arc));
        assert_eq!(both_ways, None, "{code} is on both sides of an arc");
    }
}
