//! One page's marks, each as one marked-content sequence (ISO 32000-1, 14.6).
//!
//! The pages of the setter count from the top left corner downwards, those of a PDF from the bottom left upwards: y is
//! turned over here and nowhere else in `draw`.

use super::{FontUse, font_name, image, path, text};
use crate::marked::MarkedContent;
use crate::number::{self, rounded, thousandths};
use concord_pages::{
    Artifact, Color, FontId, GlyphRun, Item, Mark, Owner, Page, Path, PlacedImage, SetDocument, Stroke,
    StructureTree,
};
use printpdf::{DictItem, LineDashPattern, Op, PdfFontHandle, Point, Pt, Rgb, XObjectId, XObjectTransform};
use std::collections::BTreeMap;

/// The operations of a page.
pub(crate) fn draw(
    document: &SetDocument,
    number: usize,
    marked: &MarkedContent,
    fonts: &mut [FontUse],
) -> Vec<Op> {
    let page = &document.pages[number];
    let ops = Vec::with_capacity(page.marks.len() * 8);
    let mut drawer = Drawer { page, structure: &document.structure, fonts, ops, state: State::default() };
    for (index, mark) in page.marks.iter().enumerate() {
        drawer.mark(mark, marked.of(number, index));
    }
    drawer.ops
}

struct Drawer<'page, 'fonts, 'program> {
    page: &'page Page,
    structure: &'page StructureTree,
    fonts: &'fonts mut [FontUse<'program>],
    ops: Vec<Op>,
    state: State,
}

/// The graphics state as far as it is known, so that only changes are written (ISO 32000-1, 8.4).
#[derive(Clone, Default)]
struct State {
    fill: Option<Color>,
    stroke: Option<Color>,
    width: Option<f32>,
    dash: Option<(f32, f32)>,
    font: Option<(FontId, f32)>,
    /// The start of the last line of text in thousandths of a point; `None` outside of a text object.
    text_at: Option<(i64, i64)>,
}

impl Drawer<'_, '_, '_> {
    fn mark(&mut self, mark: &Mark, number: Option<u32>) {
        let (tag, properties) = self.tag_of(mark, number);
        let properties = DictItem::Dict { map: properties };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag, properties });
        let clip = self.clip_of(mark);
        let outside = clip.map(|clip| {
            self.ops.push(verbatim(clip));
            self.state.clone()
        });
        for item in &mark.items {
            match item {
                Item::Text(run) => self.text(run),
                Item::Path(path) => self.path(path),
                Item::Image(placed) => self.image(placed),
            }
        }
        self.end_text();
        if let Some(outside) = outside {
            self.ops.push(verbatim("Q".to_owned()));
            self.state = outside;
        }
        self.ops.push(Op::EndMarkedContent);
    }

    /// On a sheet for a press, pictures behind the page end where the bleed does, as others end at the page's edge.
    fn clip_of(&self, mark: &Mark) -> Option<String> {
        let press = self.page.press.filter(|_| mark.owner == Owner::Artifact(Artifact::Background))?;
        let [left, bottom, right, top] = around(self.page, press.bleed);
        let mut clip = "q".to_owned();
        for length in [left, bottom, right - left, top - bottom] {
            clip.push(' ');
            number::push(&mut clip, length);
        }
        clip.push_str(" re W n");
        Some(clip)
    }

    /// ISO 32000-1, 14.6.2 for content, 14.8.2.2 for artifacts.
    fn tag_of(&self, mark: &Mark, number: Option<u32>) -> (String, BTreeMap<String, DictItem>) {
        let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
        let entry = |key: &str, value: DictItem| (key.to_owned(), value);
        let properties = match mark.owner {
            Owner::Element(_) => vec![entry("MCID", DictItem::Int(number.unwrap_or_default().into()))],
            Owner::Artifact(Artifact::Header) => {
                vec![entry("Type", name("Pagination")), entry("Subtype", name("Header"))]
            }
            Owner::Artifact(Artifact::Footer) => {
                vec![entry("Type", name("Pagination")), entry("Subtype", name("Footer"))]
            }
            Owner::Artifact(Artifact::Layout) => vec![entry("Type", name("Layout"))],
            Owner::Artifact(Artifact::Background) => {
                let bleed = self.page.press.map_or(0.0, |press| press.bleed);
                let sides = around(self.page, bleed);
                let bounds = DictItem::Array(sides.map(|side| DictItem::Real(rounded(side))).to_vec());
                vec![entry("Type", name("Background")), entry("BBox", bounds)]
            }
            // ISO 32000-1, table 330: production aids extraneous to the document itself, such as cut marks.
            Owner::Artifact(Artifact::Page) => vec![entry("Type", name("Page"))],
        };
        let tag = match mark.owner {
            Owner::Element(element) => self.structure.get(element).role.name(),
            Owner::Artifact(_) => "Artifact",
        };
        (tag.to_owned(), properties.into_iter().collect())
    }

    fn text(&mut self, run: &GlyphRun) {
        let Some(font) = self.fonts.get_mut(usize::from(run.font.0)) else { return };
        if run.glyphs.is_empty() {
            return;
        }
        let shown = text::show(run, font);
        if self.state.text_at.is_none() {
            self.ops.push(Op::StartTextSection);
        }
        self.fill(run.color);
        self.font(run.font, run.size);
        self.start_at(thousandths(run.origin.x), thousandths(self.page.height - run.origin.y));
        self.ops.push(verbatim(shown));
    }

    fn font(&mut self, font: FontId, size: f32) {
        if self.state.font != Some((font, size)) {
            self.state.font = Some((font, size));
            let handle = PdfFontHandle::External(printpdf::FontId(font_name(font.0.into())));
            self.ops.push(Op::SetFont { font: handle, size: Pt(rounded(size)) });
        }
    }

    /// `Td` counts from the start of the line before; in whole thousandths the sum of many stays exact.
    fn start_at(&mut self, x: i64, y: i64) {
        let (from_x, from_y) = self.state.text_at.unwrap_or((0, 0));
        self.state.text_at = Some((x, y));
        let points = |thousandths: i64| Pt(thousandths as f32 / 1000.0);
        self.ops.push(Op::SetTextCursor { pos: Point { x: points(x - from_x), y: points(y - from_y) } });
    }

    fn end_text(&mut self) {
        if self.state.text_at.take().is_some() {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn path(&mut self, path: &Path) {
        self.end_text();
        if let Some(color) = path.paint.fill {
            self.fill(color);
        }
        if let Some(stroke) = path.paint.stroke {
            self.stroke(stroke);
        }
        self.ops.push(verbatim(path::paint(path, self.page.height)));
    }

    fn fill(&mut self, color: Color) {
        if self.state.fill != Some(color) {
            self.state.fill = Some(color);
            self.ops.push(Op::SetFillColor { col: rgb(color) });
        }
    }

    fn stroke(&mut self, stroke: Stroke) {
        if self.state.stroke != Some(stroke.color) {
            self.state.stroke = Some(stroke.color);
            self.ops.push(Op::SetOutlineColor { col: rgb(stroke.color) });
        }
        if self.state.width != Some(stroke.width) {
            self.state.width = Some(stroke.width);
            self.ops.push(Op::SetOutlineThickness { pt: Pt(rounded(stroke.width)) });
        }
        if self.state.dash != stroke.dash {
            self.state.dash = stroke.dash;
            let lengths = stroke.dash.map_or(Vec::new(), |(dash, gap)| vec![rounded(dash), rounded(gap)]);
            self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &lengths) });
        }
    }

    fn image(&mut self, placed: &PlacedImage) {
        self.end_text();
        let rect = placed.rect;
        let transform = XObjectTransform {
            translate_x: Some(Pt(rounded(rect.x))),
            translate_y: Some(Pt(rounded(self.page.height - rect.y - rect.height))),
            scale_x: Some(rounded(rect.width)),
            scale_y: Some(rounded(rect.height)),
            no_auto_scale: true,
            ..Default::default()
        };
        self.ops.push(Op::UseXobject { id: XObjectId(image::name(placed.image.0)), transform });
    }
}

/// Left, bottom, right and top of a page with so much around it, in the coordinates of the file.
pub(crate) fn around(page: &Page, margin: f32) -> [f32; 4] {
    [-margin, -margin, page.width + margin, page.height + margin]
}

/// Operators that are written as they are.
fn verbatim(operators: String) -> Op {
    Op::Unknown { key: operators, value: Vec::new() }
}

fn rgb(color: Color) -> printpdf::Color {
    let part = |value: u8| (f32::from(value) / 255.0 * 10_000.0).round() / 10_000.0;
    printpdf::Color::Rgb(Rgb::new(part(color.red), part(color.green), part(color.blue), None))
}
