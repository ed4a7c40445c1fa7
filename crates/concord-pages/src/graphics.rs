//! Shapes, colours and pictures.

use std::sync::Arc;

/// A point on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the left edge.
    pub x: f32,
    /// From the top edge, downwards.
    pub y: f32,
}

/// A rectangle on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height, downwards.
    pub height: f32,
}

/// An sRGB colour, each part from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self { red: 0, green: 0, blue: 0 };
    /// White.
    pub const WHITE: Self = Self { red: 255, green: 255, blue: 255 };
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Start a new part here.
    Move(Point),
    /// A straight line to here.
    Line(Point),
    /// A cubic Bézier curve by two control points to the last one.
    Curve(Point, Point, Point),
    /// Close the part.
    Close,
}

/// How a path's inside is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// The colour.
    pub color: Color,
    /// The line's width in points.
    pub width: f32,
    /// Lengths of dash and gap; `None` for a whole line.
    pub dash: Option<(f32, f32)>,
}

/// What is painted of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    /// The inside (non-zero winding rule).
    pub fill: Option<Color>,
    /// The line.
    pub stroke: Option<Stroke>,
}

/// A shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Its steps.
    pub segments: Vec<Segment>,
    /// How it is painted.
    pub paint: Paint,
}

impl Path {
    /// A filled rectangle.
    pub fn rectangle(rect: Rect, color: Color) -> Self {
        let Rect { x, y, width, height } = rect;
        let segments = vec![
            Segment::Move(Point { x, y }),
            Segment::Line(Point { x: x + width, y }),
            Segment::Line(Point { x: x + width, y: y + height }),
            Segment::Line(Point { x, y: y + height }),
            Segment::Close,
        ];
        Self { segments, paint: Paint { fill: Some(color), stroke: None } }
    }

    /// A straight line.
    pub fn line(from: Point, to: Point, stroke: Stroke) -> Self {
        let segments = vec![Segment::Move(from), Segment::Line(to)];
        Self { segments, paint: Paint { fill: None, stroke: Some(stroke) } }
    }
}

/// The number of a picture in [`crate::SetDocument::images`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageId(pub usize);

/// A decoded picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    /// Pixels a line.
    pub width: u32,
    /// Lines.
    pub height: u32,
    /// Rows of red, green, blue.
    pub rgb: Arc<[u8]>,
    /// Rows of opacity, where not everything is opaque.
    pub alpha: Option<Arc<[u8]>>,
}

/// A picture on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedImage {
    /// Which.
    pub image: ImageId,
    /// Where.
    pub rect: Rect,
}
