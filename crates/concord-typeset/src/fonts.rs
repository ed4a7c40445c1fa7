//! The faces that themes may name, with their measures.

use concord_pages::{FontMetrics, FontProgram};
use harfrust::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::sync::Arc;

/// The number of a face in [`Fonts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FaceId(pub(crate) u16);

/// All faces, read once and shared by every edition.
pub struct Fonts {
    faces: Vec<Face>,
}

/// One face of a family.
pub(crate) struct Face {
    family: String,
    weight: u16,
    italic: bool,
    /// For shaping.
    pub(crate) font: Font,
    /// For the press.
    pub(crate) program: FontProgram,
    /// Units of the font's grid in an em.
    pub(crate) units_per_em: f32,
    /// The mean advance of the small letters, in 1/1000 em.
    average_width: f32,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.faces.iter().map(|face| &face.program.name)).finish()
    }
}

/// A font file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusableFont(pub String);

impl std::fmt::Display for UnusableFont {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the font `{}` cannot be read", self.0)
    }
}

impl std::error::Error for UnusableFont {}

impl Fonts {
    /// The faces that come with the program: Libertinus Serif, Noto Sans and DejaVu Sans Mono.
    ///
    /// # Errors
    ///
    /// Where a file of these is damaged.
    pub fn load() -> Result<Self, UnusableFont> {
        let noto =
            [notosans::REGULAR_TTF, notosans::ITALIC_TTF, notosans::BOLD_TTF, notosans::BOLD_ITALIC_TTF];
        let bundled = typst_assets::fonts()
            .filter(|data| is_wanted(data))
            .chain(noto)
            .map(Face::read)
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self { faces: bundled })
    }

    /// Adds a face from the bytes of a font file.
    ///
    /// # Errors
    ///
    /// Where the file is no font, or one that cannot be used.
    pub fn add(&mut self, file: &str, bytes: &[u8]) -> Result<(), UnusableFont> {
        let shaping = Font::new(bytes.to_vec(), 0);
        let face = shaping.and_then(|shaping| Face::make(bytes, shaping));
        self.faces.push(face.ok_or_else(|| UnusableFont(file.to_owned()))?);
        Ok(())
    }

    /// The family of a face.
    pub(crate) fn family(&self, id: FaceId) -> &str {
        &self.get(id).family
    }

    pub(crate) fn get(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    pub(crate) fn len(&self) -> usize {
        self.faces.len()
    }

    /// The face of a family that is nearest to a weight and posture: the posture first, then the weight.
    pub(crate) fn find(&self, family: &str, weight: u16, italic: bool) -> Option<FaceId> {
        let distance = |face: &Face| (u32::from(face.italic != italic), face.weight.abs_diff(weight));
        let candidates = self.faces.iter().enumerate().filter(|(_, face)| face.family == family);
        let (index, _) = candidates.min_by_key(|(_, face)| distance(face))?;
        u16::try_from(index).ok().map(FaceId)
    }

    /// Every face in the order in which a missing glyph is looked for, beginning after the given one.
    pub(crate) fn fallbacks(&self, first: FaceId) -> impl Iterator<Item = FaceId> {
        let weight = self.get(first).weight;
        let italic = self.get(first).italic;
        let mut order: Vec<usize> =
            (0..self.faces.len()).filter(|index| *index != usize::from(first.0)).collect();
        order.sort_by_key(|index| {
            let face = &self.faces[*index];
            (face.italic != italic, face.weight.abs_diff(weight), *index)
        });
        order.into_iter().filter_map(|index| u16::try_from(index).ok().map(FaceId))
    }

    /// The names of the families, each once.
    pub(crate) fn families(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.faces.iter().map(|face| face.family.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The families of the bundle that this program sets in; the others are for mathematics.
fn is_wanted(data: &[u8]) -> bool {
    FontRef::from_index(data, 0)
        .ok()
        .and_then(|font| family_name(&font))
        .is_some_and(|family| ["Libertinus Serif", "DejaVu Sans Mono"].contains(&family.as_str()))
}

fn family_name(font: &FontRef<'_>) -> Option<String> {
    use skrifa::string::StringId;
    let name = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
    name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME))
}

impl Face {
    /// The mean advance of the small letters, in 1/1000 em: how much a line holds (Bringhurst, 2.1.2, counts alphabets).
    pub(crate) fn average_width(&self) -> f32 {
        self.average_width
    }

    fn read(data: &'static [u8]) -> Result<Self, UnusableFont> {
        let face = Font::new(data, 0).and_then(|shaping| Self::make(data, shaping));
        face.ok_or_else(|| UnusableFont("bundled".to_owned()))
    }

    /// A face with what the setter and the press ask of it.
    fn make(data: &[u8], shaping: Font) -> Option<Self> {
        let font = FontRef::from_index(data, 0).ok()?;
        let family = family_name(&font)?;
        let attributes = font.attributes();
        let name = font
            .localized_strings(skrifa::string::StringId::POSTSCRIPT_NAME)
            .english_or_first()
            .map_or_else(|| family.replace(' ', ""), |name| name.to_string());
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let scale = 1000.0 / f32::from(metrics.units_per_em);
        let weight = weight_class(attributes.weight.value());
        let italic = attributes.style != skrifa::attribute::Style::Normal;
        let bounds = metrics
            .bounds
            .map_or([0.0, metrics.descent, 1000.0, metrics.ascent], |b| [b.x_min, b.y_min, b.x_max, b.y_max]);
        let program = FontProgram {
            name,
            data: Arc::from(data),
            index: 0,
            metrics: FontMetrics {
                ascent: metrics.ascent * scale,
                descent: metrics.descent * scale,
                cap_height: metrics.cap_height.unwrap_or(metrics.ascent * 0.7) * scale,
                italic_angle: metrics.italic_angle,
                bounds: bounds.map(|value| (value * scale).round()),
                weight,
                serif: family.contains("Serif"),
                fixed_pitch: metrics.is_monospace,
            },
            widths: widths(&font, scale),
        };
        Some(Self {
            family,
            weight,
            italic,
            font: shaping,
            average_width: average_width(&font, &program.widths),
            program,
            units_per_em: f32::from(metrics.units_per_em),
        })
    }
}

/// Of the Latin alphabet, which every text face has; half an em for one that has not.
fn average_width(font: &FontRef<'_>, widths: &[u16]) -> f32 {
    let glyphs = ('a'..='z').filter_map(|letter| font.charmap().map(letter));
    let found: Vec<f32> = glyphs
        .filter_map(|glyph| widths.get(usize::try_from(glyph.to_u32()).ok()?).copied().map(f32::from))
        .collect();
    if found.is_empty() { 500.0 } else { found.iter().sum::<f32>() / found.len() as f32 }
}

/// CSS weights are whole numbers in all faces that are not variable.
fn weight_class(value: f32) -> u16 {
    [100, 200, 300, 400, 500, 600, 700, 800, 900]
        .into_iter()
        .min_by_key(|class| (f32::from(*class) - value).abs() as u32)
        .unwrap_or(400)
}

fn widths(font: &FontRef<'_>, scale: f32) -> Arc<[u16]> {
    let glyphs = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let count = font.maxp().map_or(0, |maxp| u32::from(maxp.num_glyphs()));
    (0..count)
        .map(|id| (glyphs.advance_width(GlyphId::new(id)).unwrap_or(0.0) * scale).round() as u16)
        .collect()
}
