//! How a document looks: `theme.toml`.
//!
//! Lengths are points. Colours are `#rrggbb`. Every style names its family by role (`text`, `heading` or `mono`), so
//! that changing a family is one line.

mod contrast;
mod lengths;
mod masters;
mod page;
mod palette;
mod paragraph;

pub(crate) use masters::{Bridge, FolioPlace, Masters, Scene};
pub(crate) use page::PageGeometry;
pub use page::PageSize;
pub(crate) use palette::{Palette, mix};

use crate::fonts::Fonts;
use crate::shaping::Features;
use concord_diagnostics::{Code, Diagnostic, Findings, SourceId, Span};
use concord_pages::Color;
use page::{Measures, StatedPage, StatedSheet};
use paragraph::ParagraphFit;
use serde::{Deserialize, Deserializer};

/// A theme.
#[derive(Clone, Debug)]
pub struct Theme {
    /// As it is written.
    stated: Stated,
    /// Another sheet than the stated one.
    size: Option<PageSize>,
    /// What lines and the spaces between blocks are of what is stated, in percent.
    leading: u8,
    /// The sheet and the text block; nothing until the theme is fitted.
    pub(crate) page: PageGeometry,
    /// How files for a press are made, where they are.
    pub(crate) print: Option<Print>,
    /// Families by role.
    pub(crate) fonts: Families,
    /// The palette.
    pub(crate) colors: Palette,
    /// Styles of text.
    pub(crate) styles: Styles,
    /// How the edges of running text are fitted.
    pub(crate) paragraph: ParagraphFit,
    /// Pages that are drawn as a whole.
    pub(crate) masters: Masters,
}

/// The file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Stated {
    page: StatedPage,
    #[serde(default)]
    sheet: StatedSheet,
    #[serde(default)]
    measures: Measures,
    #[serde(default)]
    paragraph: ParagraphFit,
    #[serde(default)]
    print: Print,
    #[serde(default)]
    masters: Masters,
    fonts: Families,
    colors: Palette,
    styles: Styles,
}

/// What files for a press have beside the pages. Lengths are points.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct Print {
    /// How far grounds reach over the edge of the page.
    #[serde(deserialize_with = "lengths::length")]
    pub(crate) bleed: f32,
    /// By how much the text block stands farther from the fold than from the outer edge, half on each side.
    #[serde(deserialize_with = "lengths::length")]
    pub(crate) binding: f32,
    /// Files for a press that have a back cover have a multiple of so many pages, as sheets are folded: blank ones stand before it.
    #[serde(deserialize_with = "pages_of_a_sheet")]
    pub(crate) pages: u8,
}

impl Default for Print {
    /// 3 mm of bleed, 3 mm that a fold takes, and sheets that are folded once.
    fn default() -> Self {
        Self { bleed: 8.504, binding: 8.504, pages: 4 }
    }
}

/// Families by role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Families {
    pub(crate) text: String,
    pub(crate) heading: String,
    pub(crate) mono: String,
    /// Families in which letters are looked for that the style's own family lacks.
    #[serde(default)]
    pub(crate) fallback: Vec<String>,
    /// Font files of the template folder.
    #[serde(default)]
    pub(crate) files: Vec<String>,
}

fn parse_color(text: &str) -> Option<Color> {
    let digits = text
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some(Color { red: part(0)?, green: part(2)?, blue: part(4)? })
}

/// Which family a style is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FamilyRole {
    Text,
    Heading,
    Mono,
}

/// Which colour of the palette a style is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ColorRole {
    Ink,
    Muted,
    Paper,
    Accent,
    AccentDark,
    AccentLight,
    Second,
}

impl ColorRole {
    /// Its key in the palette.
    fn key(self) -> &'static str {
        match self {
            Self::Ink => "ink",
            Self::Muted => "muted",
            Self::Paper => "paper",
            Self::Accent => "accent",
            Self::AccentDark => "accent-dark",
            Self::AccentLight => "accent-light",
            Self::Second => "second",
        }
    }
}

/// How lines end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Align {
    /// Even on both sides.
    Justify,
    /// Even at the start.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// Even at the end.
    End,
}

/// A style of text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Style {
    pub(crate) font: FamilyRole,
    #[serde(deserialize_with = "lengths::positive")]
    pub(crate) size: f32,
    /// Baseline to baseline.
    #[serde(deserialize_with = "lengths::positive")]
    pub(crate) leading: f32,
    #[serde(default = "regular", deserialize_with = "lengths::weight")]
    pub(crate) weight: u16,
    #[serde(default)]
    pub(crate) italic: bool,
    #[serde(default = "ink")]
    pub(crate) color: ColorRole,
    #[serde(default)]
    pub(crate) align: Align,
    /// Added after every glyph, in 1/1000 em.
    #[serde(default, deserialize_with = "lengths::tracking")]
    pub(crate) tracking: f32,
    /// Space above a block of this style.
    #[serde(default, deserialize_with = "lengths::length")]
    pub(crate) before: f32,
    /// Space below a block of this style.
    #[serde(default, deserialize_with = "lengths::length")]
    pub(crate) after: f32,
    #[serde(default = "yes")]
    pub(crate) hyphenate: bool,
    /// OpenType feature tags.
    #[serde(default, deserialize_with = "features")]
    pub(crate) features: Features,
}

fn pages_of_a_sheet<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let pages = u8::deserialize(deserializer)?;
    if (1..=64).contains(&pages) {
        return Ok(pages);
    }
    Err(serde::de::Error::custom(format!("a sheet has 1 to 64 pages, not {pages}")))
}

fn regular() -> u16 {
    400
}

fn ink() -> ColorRole {
    ColorRole::Ink
}

fn yes() -> bool {
    true
}

fn features<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Features, D::Error> {
    let tags = Vec::<String>::deserialize(deserializer)?;
    Features::parse(&tags).map_err(|tag| {
        serde::de::Error::custom(format!("`{tag}` is not one of onum, lnum, tnum, smcp, c2sc"))
    })
}

macro_rules! styles {
    ($($name:ident)*) => {
        /// The styles that every theme states.
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub(crate) struct Styles { $(pub(crate) $name: Style),* }

        impl Styles {
            /// Every style with its key in the theme, in order.
            fn all(&self) -> Vec<(String, &Style)> {
                vec![$((stringify!($name).replace('_', "-"), &self.$name)),*]
            }

            /// The styles' keys in the theme, in order.
            fn names() -> Vec<String> {
                vec![$(stringify!($name).replace('_', "-")),*]
            }

            /// Every style, to be changed.
            fn all_mut(&mut self) -> Vec<&mut Style> {
                vec![$(&mut self.$name),*]
            }
        }
    };
}

styles! {
    body lead heading_1 heading_2 heading_3 heading_4 caption note table table_head side side_label pull quote
    box_text box_title figure_number figure_label chart_label contents_1 contents_2 running folio label
    cover_title cover_subtitle cover_text factsheet_title factsheet_lead sheet_text sheet_heading part_number part_title part_lead case_title imprint code
}

/// Type from this size on is display type, which is smaller on smaller sheets.
const DISPLAY: f32 = 16.0;

impl Theme {
    /// The keys of the table `[styles]`: every theme states all of them.
    pub fn style_names() -> Vec<String> {
        Styles::names()
    }

    /// Reads a theme. The first fault ends the reading, as a theme is one table of required keys; colours that are too
    /// much alike are reported and can be used.
    pub fn parse(source: SourceId, text: &str) -> Findings<Option<Self>> {
        let unusable = |message: &str, span: Span| {
            let diagnostic =
                Diagnostic::new(Code::INVALID_THEME, format!("the theme cannot be used: {message}"))
                    .at(span, "here")
                    .help("templates/report/theme.toml is a complete example");
            Findings { value: None, diagnostics: vec![diagnostic] }
        };
        match toml::from_str::<Stated>(text) {
            Ok(stated) => {
                if let Some((key, message)) = lengths::find(&stated) {
                    let key = contrast::place_in(text, source, &key.each_ref().map(String::as_str));
                    return unusable(&message, key.unwrap_or(Span::new(source, 0..0)));
                }
                let theme = Self {
                    size: None,
                    leading: 100,
                    page: PageGeometry::default(),
                    print: None,
                    fonts: stated.fonts.clone(),
                    colors: stated.colors.clone(),
                    styles: stated.styles.clone(),
                    paragraph: stated.paragraph.clone(),
                    masters: stated.masters.clone(),
                    stated,
                };
                let diagnostics = contrast::find(&theme, source, text);
                Findings { value: Some(theme), diagnostics }
            }
            Err(error) => unusable(error.message(), Span::new(source, error.span().unwrap_or(0..0))),
        }
    }

    /// The same design on another sheet.
    pub fn on(self, size: PageSize) -> Self {
        Self { size: Some(size), ..self }
    }

    /// The same design with lines and blocks closer together: what the distances are of the stated ones, in percent.
    pub fn with_leading(&self, percent: u8) -> Self {
        Self { leading: percent, ..self.clone() }
    }

    /// How close lines may come where a document must keep its number of pages, in percent of their leading.
    pub fn tightest(&self) -> u8 {
        self.stated.sheet.tightest()
    }

    /// The same design for a press: with bleed, crop marks and room for the fold.
    pub fn for_print(self) -> Self {
        let print = Some(self.stated.print);
        Self { print, ..self }
    }

    /// The font files of the template folder that it names.
    pub fn font_files(&self) -> impl Iterator<Item = &str> {
        self.fonts.files.iter().map(String::as_str)
    }

    /// Where a key of its fonts is written.
    pub fn place_of(&self, source: SourceId, text: &str, key: &str) -> Span {
        contrast::place_in(text, source, &["fonts", key]).unwrap_or(Span::new(source, 0..0))
    }

    /// The families that it names and that are not there, reported where they are named.
    pub fn missing_families(&self, fonts: &Fonts, source: SourceId, text: &str) -> Vec<Diagnostic> {
        let families = &self.fonts;
        let roles = [("text", &families.text), ("heading", &families.heading), ("mono", &families.mono)];
        let named = roles.into_iter().chain(families.fallback.iter().map(|family| ("fallback", family)));
        let known = fonts.families().join(", ");
        let missing = named.filter(|(_, family)| fonts.find(family, 400, false).is_none());
        missing
            .map(|(key, family)| {
                Diagnostic::new(Code::INVALID_THEME, format!("there is no font family `{family}`"))
                    .at(self.place_of(source, text, key), "named here")
                    .note(format!("the families at hand are {known}"))
                    .help("name one of these, or put a font file into the template folder and name it under `files`")
            })
            .collect()
    }

    /// The theme as it is set: pages measured in the body's own face, display type as large as the sheet allows.
    pub(crate) fn fitted(&self, fonts: &Fonts) -> Self {
        let mut theme = self.clone();
        let body = &self.stated.styles.body;
        let family = self.family(body.font);
        let face = fonts.find(family, body.weight, body.italic);
        let character = face.map_or(500.0, |face| fonts.get(face).average_width()) * body.size / 1000.0;
        theme.page = self.stated.page.geometry(self.stated.sheet, self.size, self.stated.measures, character);
        let leading = f32::from(self.leading) / 100.0;
        theme.page.grid *= leading;
        for style in theme.styles.all_mut() {
            for length in [&mut style.leading, &mut style.before, &mut style.after] {
                *length *= leading;
            }
        }
        let factor = theme.page.display;
        for style in theme.styles.all_mut().into_iter().filter(|style| style.size >= DISPLAY) {
            for length in [&mut style.size, &mut style.leading, &mut style.before, &mut style.after] {
                *length *= factor;
            }
        }
        theme
    }

    /// Whether letters that a style's own family lacks may be taken from a family: from those that texts are set in.
    pub(crate) fn sets_letters_in(&self, family: &str) -> bool {
        let Families { text, heading, fallback, .. } = &self.fonts;
        [text, heading].into_iter().chain(fallback).any(|known| known == family)
    }

    /// The family of a role.
    pub(crate) fn family(&self, role: FamilyRole) -> &str {
        match role {
            FamilyRole::Text => &self.fonts.text,
            FamilyRole::Heading => &self.fonts.heading,
            FamilyRole::Mono => &self.fonts.mono,
        }
    }
}
