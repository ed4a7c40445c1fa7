//! A small setter for tests and benches: characters to glyphs one by one, lines broken by count of characters.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "each test binary uses its part, by a path of its own"
)]

use concord_document::{LanguageTag, Metadata};
use concord_pages::{
    Child, Color, Element, ElementId, FontId, FontMetrics, FontProgram, Glyph, GlyphRun, Item, Mark, Owner,
    Page, Point, Role, SetDocument, StructureTree,
};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::Arc;

pub const SERIF: FontId = FontId(0);
pub const BOLD: FontId = FontId(1);
pub const SANS: FontId = FontId(2);

const MARGIN: f32 = 72.0;
const LEADING: f32 = 14.0;

/// Sets text on pages of A4, top down.
pub struct Setter {
    pub document: SetDocument,
    pub y: f32,
    faces: [FontRef<'static>; 3],
}

impl Setter {
    pub fn new(language: &str, title: &str) -> Self {
        let typst = |name: &str| {
            let has_name = |data: &&[u8]| data.windows(name.len()).any(|bytes| bytes == name.as_bytes());
            typst_assets::fonts().find(has_name).expect("a font of this name")
        };
        let data = [typst("LibertinusSerif-Regular"), typst("LibertinusSerif-Bold"), notosans::REGULAR_TTF];
        let faces = data.map(|data| FontRef::new(data).expect("a font"));
        let names = ["LibertinusSerif-Regular", "LibertinusSerif-Bold", "NotoSans-Regular"];
        let fonts = (0..3).map(|at| program(names[at], data[at], &faces[at])).collect();
        let document = SetDocument {
            language: LanguageTag::parse(language).expect("a tag"),
            metadata: Metadata {
                title: title.into(),
                description: "A document for tests".into(),
                creator: "Someone".into(),
                publisher: "A house & sons".into(),
                keywords: vec!["bridges".into(), "réseau".into()],
                date: "2026-05-31".into(),
            },
            pages: Vec::new(),
            fonts,
            images: Vec::new(),
            structure: StructureTree::default(),
            outline: Vec::new(),
            labels: Vec::new(),
            layout: concord_pages::layout::Layout::default(),
        };
        let mut setter = Self { document, y: 0.0, faces };
        setter.page();
        setter
    }

    pub fn page(&mut self) {
        self.document.pages.push(Page { width: 595.276, height: 841.89, ..Page::default() });
        self.y = MARGIN;
    }

    pub fn page_number(&self) -> usize {
        self.document.pages.len() - 1
    }

    pub fn add(&mut self, parent: ElementId, role: Role) -> ElementId {
        self.document.structure.add(parent, role)
    }

    pub fn element(&mut self, id: ElementId) -> &mut Element {
        self.document.structure.get_mut(id)
    }

    /// The glyphs of a text, a cluster for each character.
    pub fn run(&self, font: FontId, size: f32, x: f32, y: f32, text: &str) -> GlyphRun {
        let face = &self.faces[usize::from(font.0)];
        let (charmap, metrics) =
            (face.charmap(), face.glyph_metrics(Size::unscaled(), LocationRef::default()));
        let units = f32::from(face.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        let glyphs = text.char_indices().map(|(at, character)| {
            let glyph = charmap.map(character).unwrap_or_default();
            let advance = metrics.advance_width(glyph).unwrap_or_default() * 1000.0 / units;
            Glyph { id: glyph.to_u32() as u16, advance, y_offset: 0, x_offset: 0, cluster: at as u32 }
        });
        let origin = Point { x, y };
        GlyphRun { font, size, color: Color::BLACK, origin, glyphs: glyphs.collect(), text: text.into() }
    }

    /// Draws items on the last page for an element.
    pub fn mark(&mut self, element: ElementId, items: Vec<Item>) {
        let page = self.page_number();
        let mark = self.document.pages[page].marks.len();
        self.document.pages[page].marks.push(Mark { owner: Owner::Element(element), items });
        self.element(element).children.push(Child::Mark { page, mark });
    }

    pub fn artifact(&mut self, kind: concord_pages::Artifact, items: Vec<Item>) {
        let page = self.page_number();
        self.document.pages[page].marks.push(Mark { owner: Owner::Artifact(kind), items });
    }

    /// Sets a text in lines for an element, over pages where it must.
    pub fn lines(&mut self, element: ElementId, font: FontId, size: f32, text: &str) {
        let mut items = Vec::new();
        for line in broken(text, 88) {
            if self.y > 770.0 {
                self.mark(element, std::mem::take(&mut items));
                self.page();
            }
            items.push(Item::Text(self.run(font, size, MARGIN, self.y, &line)));
            self.y += LEADING;
        }
        self.mark(element, items);
        self.y += LEADING / 2.0;
    }

    /// An element with a text.
    pub fn text(&mut self, parent: ElementId, role: Role, text: &str) -> ElementId {
        let element = self.add(parent, role);
        let (font, size) = match role {
            Role::H1 | Role::H2 | Role::H3 => (BOLD, 14.0),
            _ => (SERIF, 11.0),
        };
        self.lines(element, font, size, text);
        element
    }
}

/// Lines of so many characters at most; each but the last keeps its space.
fn broken(text: &str, measure: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive(' ') {
        let line = lines.last_mut().expect("a line");
        if !line.is_empty() && line.chars().count() + word.chars().count() > measure {
            lines.push(word.to_owned());
        } else {
            line.push_str(word);
        }
    }
    lines
}

fn program(name: &str, data: &'static [u8], face: &FontRef) -> FontProgram {
    let metrics = face.metrics(Size::unscaled(), LocationRef::default());
    let glyphs = face.glyph_metrics(Size::unscaled(), LocationRef::default());
    let scale = 1000.0 / f32::from(metrics.units_per_em);
    let widths = (0..metrics.glyph_count).map(|id| {
        (glyphs.advance_width(skrifa::GlyphId::new(id)).unwrap_or_default() * scale).round() as u16
    });
    let bounds = metrics.bounds.unwrap_or_default();
    FontProgram {
        name: name.into(),
        data: Arc::from(data),
        index: 0,
        metrics: FontMetrics {
            ascent: metrics.ascent * scale,
            descent: metrics.descent * scale,
            cap_height: metrics.cap_height.unwrap_or(700.0) * scale,
            italic_angle: metrics.italic_angle,
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|side| side * scale),
            weight: if name.ends_with("Bold") { 700 } else { 400 },
            serif: name.starts_with("Libertinus"),
            fixed_pitch: false,
        },
        widths: widths.collect(),
    }
}

/// Words that look like a language, the same for the same seed.
pub fn babble(seed: &mut u64, words: usize) -> String {
    const SYLLABLES: [&str; 12] =
        ["la", "mer", "ti", "on", "co", "ne", "sé", "qui", "bra", "du", "ve", "str"];
    let mut next = |below: u64| {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % below
    };
    let words: Vec<String> =
        (0..words).map(|_| (0..=next(3)).map(|_| SYLLABLES[next(12) as usize]).collect::<String>()).collect();
    words.join(" ") + "."
}

/// A report of running text: so many pages of paragraphs under headings.
pub fn report(pages: usize) -> SetDocument {
    let mut setter = Setter::new("en", "A long report");
    let mut seed = 1;
    let mut section = StructureTree::ROOT;
    while setter.document.pages.len() <= pages {
        if seed % 5 == 1 {
            section = setter.add(StructureTree::ROOT, Role::Sect);
            let title = babble(&mut seed, 4);
            setter.text(section, Role::H1, &title);
        }
        let words = babble(&mut seed, 70);
        setter.text(section, Role::P, &words);
    }
    setter.document
}
