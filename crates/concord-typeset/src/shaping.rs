//! Words into glyphs, each word once.
//!
//! A word is shaped with harfrust in one style and kept; running text repeats its words, so that a long document is
//! mostly look-ups. Advances are in 1/1000 em, so that one shaped word serves every size.

use crate::fonts::{FaceId, Fonts};
use harfrust::{
    Buffer, ClusterLevel, Direction, Feature, GlyphId, Language, Script, ShapeOptions, ShapePlan, ShaperFont,
    Tag,
};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::str::FromStr;
use unicode_script::UnicodeScript;

/// OpenType features beyond the default ones, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Features(u8);

impl Features {
    /// Figures that rise and fall like small letters.
    pub(crate) const OLD_STYLE: Self = Self(1);
    /// Figures as high as capitals.
    pub(crate) const LINING: Self = Self(2);
    /// Figures of one width.
    pub(crate) const TABULAR: Self = Self(4);
    /// Small capitals for small letters.
    pub(crate) const SMALL_CAPS: Self = Self(8);
    /// Small capitals for capitals.
    pub(crate) const CAPS_TO_SMALL_CAPS: Self = Self(16);

    const TAGS: [(Self, [u8; 4]); 5] = [
        (Self::OLD_STYLE, *b"onum"),
        (Self::LINING, *b"lnum"),
        (Self::TABULAR, *b"tnum"),
        (Self::SMALL_CAPS, *b"smcp"),
        (Self::CAPS_TO_SMALL_CAPS, *b"c2sc"),
    ];

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn list(self) -> Vec<Feature> {
        let chosen = Self::TAGS.iter().filter(|(set, _)| self.0 & set.0 != 0);
        chosen.map(|(_, tag)| Feature::new(Tag::new(tag), 1, ..)).collect()
    }

    /// The features of these OpenType tags; the first unknown one is the error.
    pub(crate) fn parse(tags: &[String]) -> Result<Self, String> {
        tags.iter().try_fold(Self::default(), |set, tag| {
            let known = Self::TAGS.iter().find(|(_, known)| known.as_slice() == tag.as_bytes());
            known.map(|(feature, _)| set.with(*feature)).ok_or_else(|| tag.clone())
        })
    }
}

/// A shaped word.
#[derive(Debug)]
pub(crate) struct Shaped {
    /// The glyphs from left to right.
    pub(crate) glyphs: Box<[ShapedGlyph]>,
    /// The sum of the advances, in 1/1000 em.
    pub(crate) width: f32,
    /// Whether the face lacks a character.
    pub(crate) incomplete: bool,
}

impl Shaped {
    /// The number of its glyphs that have a width: not of the marks over letters.
    pub(crate) fn letters(&self) -> usize {
        self.glyphs.iter().filter(|glyph| glyph.advance > 0.0).count()
    }
}

/// A glyph; lengths in 1/1000 em.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShapedGlyph {
    pub(crate) id: u16,
    pub(crate) advance: f32,
    pub(crate) x_offset: i16,
    pub(crate) y_offset: i16,
    /// The first byte of its characters in the word.
    pub(crate) cluster: u32,
}

/// The number of a language among those of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LanguageId(pub(crate) u8);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct PlanKey {
    face: FaceId,
    features: Features,
    language: LanguageId,
    script: Option<Tag>,
    right_to_left: bool,
}

struct Plan {
    key: PlanKey,
    plan: ShapePlan,
    features: Vec<Feature>,
    language: Option<Language>,
    words: FxHashMap<Box<str>, Rc<Shaped>>,
}

/// Shapes words and remembers them.
pub(crate) struct Shaper<'f> {
    fonts: &'f Fonts,
    prepared: Vec<ShaperFont<'f, 'f>>,
    plans: Vec<Plan>,
    languages: Vec<String>,
    buffer: Buffer,
    last_plan: usize,
}

impl<'f> Shaper<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Self {
        let ids = (0..fonts.len()).filter_map(|index| u16::try_from(index).ok());
        let prepared = ids.map(|index| ShaperFont::new(&fonts.get(FaceId(index)).font)).collect();
        Self {
            fonts,
            prepared,
            plans: Vec::new(),
            languages: Vec::new(),
            buffer: Buffer::new(),
            last_plan: 0,
        }
    }

    pub(crate) fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    /// The number of a language tag.
    pub(crate) fn language(&mut self, tag: &str) -> LanguageId {
        let position = self.languages.iter().position(|known| known == tag).unwrap_or_else(|| {
            self.languages.push(tag.to_owned());
            self.languages.len() - 1
        });
        LanguageId(u8::try_from(position).unwrap_or(u8::MAX))
    }

    pub(crate) fn language_tag(&self, id: LanguageId) -> &str {
        self.languages.get(usize::from(id.0)).map_or("", String::as_str)
    }

    /// The glyph that a face has for a character.
    pub(crate) fn glyph(&self, face: FaceId, character: char) -> Option<u16> {
        let glyph = self.prepared[usize::from(face.0)].nominal_glyph(u32::from(character))?;
        u16::try_from(glyph.to_u32()).ok().filter(|id| *id != 0)
    }

    /// The advance of a glyph, in 1/1000 em.
    pub(crate) fn advance(&self, face: FaceId, glyph: u16) -> f32 {
        let raw = self.prepared[usize::from(face.0)].glyph_h_advance(GlyphId::new(u32::from(glyph)));
        raw as f32 * 1000.0 / self.fonts.get(face).units_per_em
    }

    /// Shapes a word, or finds it.
    pub(crate) fn shape(
        &mut self,
        face: FaceId,
        features: Features,
        language: LanguageId,
        right_to_left: bool,
        word: &str,
    ) -> Rc<Shaped> {
        let key = PlanKey { face, features, language, script: script_of(word), right_to_left };
        let index = self.plan(key);
        if let Some(known) = self.plans[index].words.get(word) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(self.shape_anew(index, word));
        self.plans[index].words.insert(word.into(), Rc::clone(&shaped));
        shaped
    }

    fn plan(&mut self, key: PlanKey) -> usize {
        if self.plans.get(self.last_plan).is_some_and(|plan| plan.key == key) {
            return self.last_plan;
        }
        let found = self.plans.iter().position(|plan| plan.key == key);
        self.last_plan = found.unwrap_or_else(|| {
            let features = key.features.list();
            let language = Language::new(self.language_tag(key.language));
            let direction = if key.right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
            let script = key.script.and_then(Script::from_iso15924_tag);
            let font = &self.fonts.get(key.face).font;
            let plan = ShapePlan::new(font, direction, script, language.as_ref(), &features);
            self.plans.push(Plan { key, plan, features, language, words: FxHashMap::default() });
            self.plans.len() - 1
        });
        self.last_plan
    }

    fn shape_anew(&mut self, index: usize, word: &str) -> Shaped {
        let plan = &self.plans[index];
        self.buffer.clear();
        // Marks keep their own characters, so that every glyph has text (PDF/UA-1, 7.21.7).
        self.buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        self.buffer.push_str(word);
        let direction = if plan.key.right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        self.buffer.set_direction(direction);
        self.buffer.set_script(plan.key.script.and_then(Script::from_iso15924_tag));
        self.buffer.set_language(plan.language.clone());
        let options = ShapeOptions::new().plan(Some(&plan.plan)).features(&plan.features);
        let font = &self.prepared[usize::from(plan.key.face.0)];
        if harfrust::shape(font, &mut self.buffer, options).is_err() {
            return Shaped { glyphs: Box::default(), width: 0.0, incomplete: true };
        }
        let scale = 1000.0 / self.fonts.get(plan.key.face).units_per_em;
        let infos = self.buffer.glyph_infos().iter();
        let glyphs: Box<[ShapedGlyph]> = infos
            .zip(self.buffer.glyph_positions())
            .map(|(info, position)| ShapedGlyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: position.x_advance as f32 * scale,
                x_offset: (position.x_offset as f32 * scale).round() as i16,
                y_offset: (position.y_offset as f32 * scale).round() as i16,
                cluster: info.cluster,
            })
            .collect();
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        let incomplete = glyphs.iter().any(|glyph| glyph.id == 0);
        Shaped { glyphs, width, incomplete }
    }
}

/// The script of a word: that of its first character which has one of its own (UAX 24, 5.1). Latin is looked for by
/// range first, as it is nearly always the answer.
fn script_of(word: &str) -> Option<Tag> {
    let own = word.chars().find_map(|character| match character {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Some(unicode_script::Script::Latin),
        '\0'..='\u{bf}' => None,
        _ => Some(character.script()).filter(|script| {
            !matches!(script, unicode_script::Script::Common | unicode_script::Script::Inherited)
        }),
    });
    own.and_then(|script| Tag::from_str(script.short_name()).ok())
}
