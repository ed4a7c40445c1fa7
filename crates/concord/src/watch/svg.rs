//! A set page as SVG: the very glyphs, paths and pictures that the press draws, at the same places.

use concord_pages::{
    Color, FontProgram, GlyphRun, ImageId, Item, Page, Path, PlacedImage, Point, Raster, Segment,
    SetDocument, Target,
};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Units of an em in which glyphs are placed.
const EM: f32 = 1000.0;

/// Draws a page, from 0. `images` is the address of the document's pictures, to which `/N.png` is added.
pub(super) fn page(set: &SetDocument, number: usize, images: &str) -> Option<String> {
    let page = set.pages.get(number)?;
    let mut drawing = Drawing { set, number, images, shapes: BTreeMap::new(), body: String::new() };
    for item in page.marks.iter().flat_map(|mark| &mark.items) {
        match item {
            Item::Text(run) => drawing.text(run),
            Item::Path(path) => drawing.path(path),
            Item::Image(image) => drawing.image(*image),
        }
    }
    drawing.links(page);
    Some(drawing.finish(page))
}

struct Drawing<'a> {
    set: &'a SetDocument,
    number: usize,
    images: &'a str,
    /// The outlines of glyphs by font and number.
    shapes: BTreeMap<(u16, u16), String>,
    body: String,
}

impl Drawing<'_> {
    fn finish(self, page: &Page) -> String {
        let (width, height) = (page.width, page.height);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\"><defs>",
            self.number + 1
        );
        for ((font, glyph), shape) in &self.shapes {
            let _ = write!(out, "<path id=\"p{}f{font}g{glyph}\" d=\"{shape}\"/>", self.number);
        }
        out + "</defs>" + &self.body + "</svg>\n"
    }

    fn text(&mut self, run: &GlyphRun) {
        let Some(program) = self.set.fonts.get(usize::from(run.font.0)) else { return };
        let Some(font) = Font::new(program) else { return };
        let scale = run.size / font.units;
        let Point { x, y } = run.origin;
        let _ = write!(
            self.body,
            "<g fill=\"{}\" transform=\"translate({x} {y}) scale({scale} -{scale})\">",
            hex(run.color)
        );
        let unit = font.units / EM;
        let mut across = 0.0;
        for glyph in &run.glyphs {
            let shape = self.shapes.entry((run.font.0, glyph.id)).or_insert_with(|| font.outline(glyph.id));
            if !shape.is_empty() {
                let x = (across + f32::from(glyph.x_offset)) * unit;
                let y = f32::from(glyph.y_offset) * unit;
                let _ = write!(
                    self.body,
                    "<use href=\"#p{}f{}g{}\" x=\"{x:.1}\" y=\"{y:.1}\"/>",
                    self.number, run.font.0, glyph.id
                );
            }
            across += glyph.advance;
        }
        self.body.push_str("</g>");
    }

    fn path(&mut self, path: &Path) {
        let fill = path.paint.fill.map_or("none".to_owned(), hex);
        let _ = write!(self.body, "<path fill=\"{fill}\"");
        if let Some(stroke) = path.paint.stroke {
            let _ = write!(self.body, " stroke=\"{}\" stroke-width=\"{}\"", hex(stroke.color), stroke.width);
            if let Some((dash, gap)) = stroke.dash {
                let _ = write!(self.body, " stroke-dasharray=\"{dash} {gap}\"");
            }
        }
        self.body.push_str(" d=\"");
        for segment in &path.segments {
            let _ = match segment {
                Segment::Move(to) => write!(self.body, "M{} {}", to.x, to.y),
                Segment::Line(to) => write!(self.body, "L{} {}", to.x, to.y),
                Segment::Curve(one, two, to) => {
                    write!(self.body, "C{} {} {} {} {} {}", one.x, one.y, two.x, two.y, to.x, to.y)
                }
                Segment::Close => write!(self.body, "Z"),
            };
        }
        self.body.push_str("\"/>");
    }

    fn image(&mut self, placed: PlacedImage) {
        let (rect, ImageId(number)) = (placed.rect, placed.image);
        let _ = write!(
            self.body,
            "<image href=\"{}/{number}.png\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\"/>",
            self.images, rect.x, rect.y, rect.width, rect.height
        );
    }

    fn links(&mut self, page: &Page) {
        for link in &page.links {
            let address = match &link.target {
                Target::Place(place) => format!("#page-{}", place.page + 1),
                Target::Address(address) if is_harmless(address) => address.clone(),
                Target::Address(_) => continue,
            };
            let _ = write!(
                self.body,
                "<a href=\"{}\"><title>{}</title>",
                escaped(&address),
                escaped(&link.description)
            );
            for rect in &link.rects {
                let _ = write!(
                    self.body,
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"transparent\"/>",
                    rect.x, rect.y, rect.width, rect.height
                );
            }
            self.body.push_str("</a>");
        }
    }
}

/// What leads to a place of the web or to a letter; anything else could be a program.
fn is_harmless(address: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue)
}

struct Font<'a> {
    font: FontRef<'a>,
    units: f32,
}

impl<'a> Font<'a> {
    fn new(program: &'a FontProgram) -> Option<Self> {
        let font = FontRef::from_index(&program.data, program.index).ok()?;
        let units = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        Some(Self { font, units })
    }

    /// The outline in the font's units, y upwards; empty for a space.
    fn outline(&self, glyph: u16) -> String {
        let mut pen = Pen(String::new());
        if let Some(outline) = self.font.outline_glyphs().get(GlyphId::from(glyph)) {
            let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            // What cannot be drawn stays empty.
            let _ = outline.draw(settings, &mut pen);
        }
        pen.0
    }
}

struct Pen(String);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "M{x} {y}");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "L{x} {y}");
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let _ = write!(self.0, "Q{cx} {cy} {x} {y}");
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let _ = write!(self.0, "C{ax} {ay} {bx} {by} {x} {y}");
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}

/// A picture as PNG. `None` where it cannot be written.
pub(super) fn png(raster: &Raster) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, raster.width, raster.height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let pixels = match &raster.alpha {
        None => {
            encoder.set_color(png::ColorType::Rgb);
            raster.rgb.to_vec()
        }
        Some(alpha) => {
            encoder.set_color(png::ColorType::Rgba);
            raster
                .rgb
                .chunks_exact(3)
                .zip(alpha.iter())
                .flat_map(|(rgb, a)| [rgb[0], rgb[1], rgb[2], *a])
                .collect()
        }
    };
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
