//! Shapes (ISO 32000-1, 8.5).

use crate::number;
use concord_pages::{Path, Point, Segment};

/// The operators that build and paint a path. Colours and line are set before.
pub(crate) fn paint(path: &Path, page_height: f32) -> String {
    let mut out = String::new();
    for segment in &path.segments {
        match segment {
            Segment::Move(to) => step(&mut out, &[*to], page_height, "m"),
            Segment::Line(to) => step(&mut out, &[*to], page_height, "l"),
            Segment::Curve(first, second, to) => step(&mut out, &[*first, *second, *to], page_height, "c"),
            Segment::Close => out.push_str("h "),
        }
    }
    out.push_str(match (path.paint.fill, path.paint.stroke) {
        (Some(_), Some(_)) => "B",
        (Some(_), None) => "f",
        (None, Some(_)) => "S",
        (None, None) => "n",
    });
    out
}

fn step(out: &mut String, points: &[Point], page_height: f32, operator: &str) {
    for point in points {
        number::push(out, point.x);
        out.push(' ');
        number::push(out, page_height - point.y);
        out.push(' ');
    }
    out.push_str(operator);
    out.push(' ');
}
