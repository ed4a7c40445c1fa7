//! From the globe to the plane, areas true.

use crate::{Outline, Place, Position, Window};

/// A projection that is fitted to a map's window.
pub(crate) enum Projection {
    /// Lambert's azimuthal equal-area projection around a place.
    Around {
        /// The place, as a unit vector and the two directions east and north of it.
        centre: [f32; 3],
        east: [f32; 3],
        north: [f32; 3],
        /// Points for the earth's radius.
        scale: f32,
        /// Where the place is on the map.
        middle: Position,
        /// The cosine of the distance of what is in the window's corners.
        corner: f32,
        /// The same of the farthest that is drawn.
        horizon: f32,
    },
    /// Equal Earth (Šavrič, Patterson and Jenny, 2018), the whole width at the equator.
    Whole {
        /// Points for the earth's radius.
        scale: f32,
        middle: Position,
    },
}

/// The smallest part of the earth that is shown: degrees of arc over the window's shorter side. Less would not tell where on the
/// earth it is.
const LEAST_SPAN: f32 = 34.0;
/// How much of the window the marked countries fill at most.
const FILLED: f32 = 0.62;
/// What of the earth is drawn around a place, as the cosine of the distance from it: less than half of it, or more where the
/// window's corners are farther away, by so much.
const HORIZON: f32 = 0.15;
const BEYOND_CORNERS: f32 = 0.1;
/// A ring of fewer places is too short to have a window inside it.
const SMALL: usize = 60;
/// The largest step along the horizon, in radians.
const STEP: f32 = 0.08;
/// The latitudes that a map of the inhabited earth ends at.
const SOUTH: f32 = -59.0;
const NORTH: f32 = 78.0;

impl Projection {
    /// Around some lines in degrees, so that all of them are within the window.
    pub(crate) fn around(lines: &[Vec<Place>], window: Window) -> Self {
        let vectors: Vec<[f32; 3]> = lines.iter().flatten().map(|place| place.vector).collect();
        let sum =
            vectors.iter().fold([0.0; 3], |sum, one| [sum[0] + one[0], sum[1] + one[1], sum[2] + one[2]]);
        let mut centre = unit(sum);
        // The middle of the box around the lines, seen from their centre of mass; once more from there.
        let mut reach = (0.0, 0.0);
        for _ in 0..3 {
            let (east, north) = directions(centre);
            let places = vectors.iter().map(|at| azimuthal(*at, centre, east, north));
            let (mut least, mut most) = ((0.0f32, 0.0f32), (0.0f32, 0.0f32));
            for (number, (x, y)) in places.enumerate() {
                if number == 0 {
                    (least, most) = ((x, y), (x, y));
                }
                least = (least.0.min(x), least.1.min(y));
                most = (most.0.max(x), most.1.max(y));
            }
            reach = (most.0 - least.0, most.1 - least.1);
            let (x, y) = ((least.0 + most.0) / 2.0, (least.1 + most.1) / 2.0);
            let moved = |axis: usize| centre[axis] + east[axis] * x + north[axis] * y;
            centre = unit([moved(0), moved(1), moved(2)]);
        }
        let least = LEAST_SPAN.to_radians();
        let scale = (window.width * FILLED / reach.0.max(1e-4))
            .min(window.height * FILLED / reach.1.max(1e-4))
            .min(window.width.min(window.height) / least);
        let (east, north) = directions(centre);
        let middle = (window.width / 2.0, window.height / 2.0);
        // By Lambert's projection a distance is twice the sine of half the angle.
        let corner = 1.0 - (middle.0.hypot(middle.1) / scale).min(2.0).powi(2) / 2.0;
        let horizon = HORIZON.min(corner - BEYOND_CORNERS);
        Self::Around { centre, east, north, scale, middle, corner, horizon }
    }

    /// The inhabited earth, and the window for it.
    pub(crate) fn whole(width: f32) -> (Self, Window) {
        let scale = width / (2.0 * equal_earth(180.0, 0.0).0);
        let (top, bottom) = (equal_earth(0.0, NORTH).1 * scale, equal_earth(0.0, SOUTH).1 * scale);
        (Self::Whole { scale, middle: (width / 2.0, top) }, Window { width, height: top - bottom })
    }

    /// Where a place is on the map; `None` beyond the horizon.
    pub(crate) fn place(&self, place: Place) -> Option<Position> {
        match self {
            Self::Around { centre, horizon, .. } => {
                (dot(place.vector, *centre) > *horizon).then(|| self.seen(place.vector))
            }
            Self::Whole { .. } => Some(self.placed(place.degrees)),
        }
    }

    /// A ring on the map; what is beyond the horizon is cut off along it.
    pub(crate) fn ring(&self, ring: &[Place]) -> Outline {
        match self {
            Self::Whole { .. } => unwrapped(ring).into_iter().map(|degrees| self.placed(degrees)).collect(),
            // What is small and far away is the most of it.
            Self::Around { centre, corner, .. }
                if ring.len() < SMALL && ring.iter().all(|place| dot(place.vector, *centre) < *corner) =>
            {
                Outline::new()
            }
            Self::Around { centre, horizon, .. } => {
                above_horizon(ring, (*centre, *horizon)).into_iter().map(|at| self.seen(at)).collect()
            }
        }
    }

    fn placed(&self, (east, north): (f32, f32)) -> Position {
        let Self::Whole { scale, middle } = self else { return Position::default() };
        let (x, y) = equal_earth(east, north);
        (middle.0 + x * scale, middle.1 - y * scale)
    }

    fn seen(&self, at: [f32; 3]) -> Position {
        let Self::Around { centre, east, north, scale, middle, .. } = self else {
            return Position::default();
        };
        let (x, y) = azimuthal(at, *centre, *east, *north);
        (middle.0 + x * scale, middle.1 - y * scale)
    }
}

/// A ring that crosses the antimeridian goes on beyond it, on the side where most of it is: the end of Siberia stays with
/// the rest.
fn unwrapped(ring: &[Place]) -> Vec<(f32, f32)> {
    let mut last = ring.first().map_or(0.0, |place| place.degrees.0);
    let continued = ring.iter().map(|Place { degrees: (east, north), .. }| {
        last = east - 360.0 * ((east - last) / 360.0).round();
        (last, *north)
    });
    let mut out: Vec<(f32, f32)> = continued.collect();
    let mean = out.iter().map(|place| place.0).sum::<f32>() / out.len().max(1) as f32;
    let turns = 360.0 * (mean / 360.0).round();
    for place in &mut out {
        place.0 -= turns;
    }
    out
}

/// Lambert's projection in units of the earth's radius.
fn azimuthal(at: [f32; 3], centre: [f32; 3], east: [f32; 3], north: [f32; 3]) -> (f32, f32) {
    let stretch = (2.0 / (1.0 + dot(at, centre)).max(1e-3)).sqrt();
    (stretch * dot(at, east), stretch * dot(at, north))
}

/// Equal Earth in units of the earth's radius, from its authors' polynomial.
fn equal_earth(east: f32, north: f32) -> (f32, f32) {
    const A: [f32; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let root = 3.0f32.sqrt();
    let t = (root / 2.0 * north.to_radians().sin()).asin();
    let square = t * t;
    let sixth = square * square * square;
    let slope = A[0] + 3.0 * A[1] * square + sixth * (7.0 * A[2] + 9.0 * A[3] * square);
    let x = 2.0 * root * east.to_radians() * t.cos() / (3.0 * slope);
    (x, t * (A[0] + A[1] * square + sixth * (A[2] + A[3] * square)))
}

/// A ring of the part of the globe around a centre. Where it leaves that part and comes back, the horizon is followed the
/// shorter way.
fn above_horizon(ring: &[Place], (centre, horizon): ([f32; 3], f32)) -> Vec<[f32; 3]> {
    let height = |at: [f32; 3]| dot(at, centre) - horizon;
    let mut out = Vec::with_capacity(ring.len());
    if ring.iter().all(|place| height(place.vector) <= 0.0) {
        return out;
    }
    let mut left: Option<[f32; 3]> = None;
    let mut first_entry = None;
    for (number, place) in ring.iter().enumerate() {
        let to = place.vector;
        let from = ring[(number + ring.len() - 1) % ring.len()].vector;
        let (before, after) = (height(from), height(to));
        if (before > 0.0) != (after > 0.0) {
            let share = before / (before - after);
            let crossing = unit([0, 1, 2].map(|axis| from[axis] + (to[axis] - from[axis]) * share));
            if after > 0.0 {
                match left.take() {
                    Some(exit) => along(exit, crossing, (centre, horizon), &mut out),
                    None => first_entry = Some(crossing),
                }
            } else {
                left = Some(crossing);
            }
            out.push(crossing);
        }
        if after > 0.0 {
            out.push(to);
        }
    }
    if let (Some(exit), Some(entry)) = (left, first_entry) {
        along(exit, entry, (centre, horizon), &mut out);
    }
    out
}

/// Places along the horizon between two of it.
fn along(from: [f32; 3], to: [f32; 3], (centre, horizon): ([f32; 3], f32), out: &mut Vec<[f32; 3]>) {
    let (east, north) = directions(centre);
    let angle = |at: [f32; 3]| dot(at, north).atan2(dot(at, east));
    let turn = std::f32::consts::TAU;
    let (start, mut way) = (angle(from), angle(to) - angle(from));
    way -= turn * (way / turn).round();
    let steps = (way.abs() / STEP) as usize;
    let radius = (1.0 - horizon * horizon).sqrt();
    for step in 1..=steps {
        let (sin, cos) = (start + way * step as f32 / (steps + 1) as f32).sin_cos();
        out.push(
            [0, 1, 2].map(|axis| centre[axis] * horizon + radius * (east[axis] * cos + north[axis] * sin)),
        );
    }
}

/// East and north at a place.
fn directions(at: [f32; 3]) -> ([f32; 3], [f32; 3]) {
    let east = unit([-at[1], at[0], 0.0]);
    let north = [
        at[1] * east[2] - at[2] * east[1],
        at[2] * east[0] - at[0] * east[2],
        at[0] * east[1] - at[1] * east[0],
    ];
    (east, north)
}

fn dot(one: [f32; 3], other: [f32; 3]) -> f32 {
    one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
}

/// A vector of length one; where there is no direction, to where the equator meets the meridian of Greenwich.
fn unit(of: [f32; 3]) -> [f32; 3] {
    let length = dot(of, of).sqrt();
    if length < 1e-6 { [1.0, 0.0, 0.0] } else { of.map(|axis| axis / length) }
}
