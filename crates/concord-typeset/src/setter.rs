//! What the setting of one document knows while it goes on.

use crate::fonts::{FaceId, Fonts};
use crate::inline::{KeptText, LinkId, TextStyle};
use crate::missing::Missing;
use crate::shaping::{LanguageId, Shaper};
use crate::theme::{FamilyRole, Style, Theme};
use crate::tree::{NodeId, Tree, TreeMark};
use concord_diagnostics::{Diagnostic, Span};
use concord_document::Document;
use concord_pages::{FontId, FontProgram, ImageId, Raster};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};
use std::collections::{BTreeMap, BTreeSet};

/// Where words may be divided, by language. The caller owns the languages' conventions.
pub trait Hyphenation: Sync {
    /// The bytes of a word before which a hyphen may stand; none for a language without patterns.
    fn places(&self, language: &str, word: &str) -> Vec<usize>;

    /// How closely two parts of a text are tied, at a space that is in neither.
    fn tie(&self, _language: &str, _before: &str, _after: &str) -> Tie {
        Tie::Free
    }

    /// Whether a word with a capital may be a name, which is not divided. Asked only for the first word of a sentence.
    fn may_be_name(&self, _language: &str, _word: &str) -> bool {
        true
    }
}

/// How much a line is kept from ending at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Not at all.
    #[default]
    Free,
    /// About as much as a word is kept from being divided: a number and its noun.
    Loose,
    /// More than that: a month and its year, two words of a name.
    Close,
    /// Rather than that a line is wholly uneven: `de` and its year.
    Tight,
    /// No line ends here where there is any other way.
    Never,
}

/// Where a link leads before pages are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LinkTarget {
    /// An address.
    Address(String),
    /// A block's id.
    Id(String),
    /// A note at a page's foot.
    Note(usize),
    /// The call of a note.
    NoteCall(usize),
    /// A heading, by its place among the headings.
    Heading(usize),
}

impl LinkTarget {
    pub(crate) fn parse(target: &str) -> Self {
        match target.strip_prefix('#') {
            Some(id) => Self::Id(id.to_owned()),
            None => Self::Address(target.to_owned()),
        }
    }
}

/// A link before pages are known.
#[derive(Clone, Debug)]
pub(crate) struct LinkInfo {
    pub(crate) target: LinkTarget,
    pub(crate) node: NodeId,
    pub(crate) description: String,
}

/// A heading met so far.
#[derive(Clone, Debug)]
pub(crate) struct HeadingInfo {
    pub(crate) level: u8,
    pub(crate) title: String,
    /// The number shown before it in the contents, such as a part's.
    pub(crate) number: Option<String>,
}

/// A state of the setting to go back to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SetterMark {
    tree: TreeMark,
    links: usize,
    headings: usize,
    diagnostics: usize,
    called_notes: usize,
    set_notes: usize,
    texts: u32,
}

/// The setting of one document.
pub(crate) struct Setter<'a> {
    pub(crate) document: &'a Document,
    /// Whether its pages are turned around when they are set: its language is written from right to left.
    pub(crate) mirrored: bool,
    pub(crate) theme: &'a Theme,
    pub(crate) shaper: Shaper<'a>,
    pub(crate) segmenter: LineSegmenterBorrowed<'static>,
    pub(crate) hyphenation: &'a dyn Hyphenation,
    pub(crate) language: LanguageId,
    pub(crate) tree: Tree,
    pub(crate) links: Vec<LinkInfo>,
    pub(crate) headings: Vec<HeadingInfo>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Characters that no font has.
    pub(crate) missing: Missing,
    pub(crate) images: &'a BTreeMap<String, Vec<u8>>,
    pub(crate) rasters: Vec<Raster>,
    pub(crate) raster_ids: BTreeMap<String, ImageId>,
    /// Blocks for which the margin proved to have no room, and which stand in the text instead.
    pub(crate) moved_into_text: BTreeSet<Span>,
    /// Blocks for which no room was found in this setting.
    pub(crate) without_room: BTreeSet<Span>,
    /// Labels of notes in the order of their first call.
    called_notes: Vec<String>,
    /// How many texts were broken into lines, for a number of their own.
    pub(crate) texts: u32,
    /// By how many lines texts of the section are to be longer or shorter than by themselves, by number.
    pub(crate) looseness: BTreeMap<u32, i8>,
    /// The justified texts of the section, by number, to ask what else they allow.
    pub(crate) kept_texts: BTreeMap<u32, KeptText>,
    /// How many of them were set.
    set_notes: usize,
    fonts: &'a Fonts,
    used_faces: Vec<FaceId>,
    font_ids: Vec<Option<FontId>>,
    /// Face by family role, weight and posture, as a search through names for every word would be slow.
    faces: Vec<((FamilyRole, u16, bool), FaceId)>,
}

impl<'a> Setter<'a> {
    pub(crate) fn new(
        document: &'a Document,
        theme: &'a Theme,
        fonts: &'a Fonts,
        hyphenation: &'a dyn Hyphenation,
        images: &'a BTreeMap<String, Vec<u8>>,
    ) -> Self {
        let mut shaper = Shaper::new(fonts);
        let language = shaper.language(document.language.as_str());
        Self {
            document,
            mirrored: document.language.is_right_to_left(),
            theme,
            shaper,
            segmenter: LineSegmenter::new_auto(LineBreakOptions::default()),
            hyphenation,
            language,
            tree: Tree::new(),
            links: Vec::new(),
            headings: Vec::new(),
            diagnostics: Vec::new(),
            missing: Missing::default(),
            images,
            rasters: Vec::new(),
            raster_ids: BTreeMap::new(),
            moved_into_text: BTreeSet::new(),
            without_room: BTreeSet::new(),
            called_notes: Vec::new(),
            texts: 0,
            looseness: BTreeMap::new(),
            kept_texts: BTreeMap::new(),
            set_notes: 0,
            fonts,
            used_faces: Vec::new(),
            font_ids: vec![None; fonts.len()],
            faces: Vec::new(),
        }
    }

    /// How a style looks at a weight and posture.
    pub(crate) fn look(&self, style: &Style, weight: u16, italic: bool) -> TextStyle {
        TextStyle {
            face: self.face(style.font, weight, italic),
            size: style.size,
            color: self.theme.colors.get(style.color),
            features: style.features,
            tracking: style.tracking,
            rise: 0.0,
        }
    }

    fn face(&self, role: FamilyRole, weight: u16, italic: bool) -> FaceId {
        let family = self.theme.family(role);
        let known = self.faces.iter().find(|(key, _)| *key == (role, weight, italic));
        known.map_or_else(|| self.fonts.find(family, weight, italic).unwrap_or(FaceId(0)), |(_, face)| *face)
    }

    /// Looks the faces of the usual weights up once.
    pub(crate) fn remember_faces(&mut self) {
        for role in [FamilyRole::Text, FamilyRole::Heading, FamilyRole::Mono] {
            for weight in [400, 600, 700] {
                for italic in [false, true] {
                    let face = self.face(role, weight, italic);
                    self.faces.push(((role, weight, italic), face));
                }
            }
        }
    }

    /// The number of a face in the finished document.
    pub(crate) fn font(&mut self, face: FaceId) -> FontId {
        let slot = usize::from(face.0);
        if let Some(id) = self.font_ids[slot] {
            return id;
        }
        let id = FontId(u16::try_from(self.used_faces.len()).unwrap_or(u16::MAX));
        self.used_faces.push(face);
        self.font_ids[slot] = Some(id);
        id
    }

    /// The programs of the faces used, by number.
    pub(crate) fn font_programs(&self) -> Vec<FontProgram> {
        self.used_faces.iter().map(|face| self.fonts.get(*face).program.clone()).collect()
    }

    pub(crate) fn metrics(&self, face: FaceId) -> concord_pages::FontMetrics {
        self.fonts.get(face).program.metrics
    }

    pub(crate) fn link(&mut self, target: LinkTarget, node: NodeId, description: String) -> LinkId {
        self.links.push(LinkInfo { target, node, description });
        LinkId(self.links.len() - 1)
    }

    /// Calls a note: its index among the notes and its number. `None` for a label without a note, which ingest reports.
    pub(crate) fn call_note(&mut self, label: &str) -> Option<(usize, usize)> {
        if !self.document.content.notes.contains_key(label) {
            return None;
        }
        let position = self.called_notes.iter().position(|known| known == label);
        let index = position.unwrap_or_else(|| {
            self.called_notes.push(label.to_owned());
            self.called_notes.len() - 1
        });
        Some((index, index + 1))
    }

    /// The state to go back to where a section has to be set anew.
    pub(crate) fn mark(&self, node: NodeId) -> SetterMark {
        SetterMark {
            tree: self.tree.mark(node),
            links: self.links.len(),
            headings: self.headings.len(),
            diagnostics: self.diagnostics.len(),
            called_notes: self.called_notes.len(),
            set_notes: self.set_notes,
            texts: self.texts,
        }
    }

    /// Forgets everything since a mark but shaped words, pictures and what was learnt about the margin.
    pub(crate) fn go_back(&mut self, mark: SetterMark) {
        self.tree.cut_back(mark.tree);
        self.links.truncate(mark.links);
        self.headings.truncate(mark.headings);
        self.diagnostics.truncate(mark.diagnostics);
        self.called_notes.truncate(mark.called_notes);
        self.set_notes = mark.set_notes;
        self.texts = mark.texts;
    }

    /// The next note that was called and is not set yet: its index and label.
    pub(crate) fn next_unset_note(&mut self) -> Option<(usize, String)> {
        let label = self.called_notes.get(self.set_notes)?.clone();
        self.set_notes += 1;
        Some((self.set_notes - 1, label))
    }
}
