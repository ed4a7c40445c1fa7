//! How a document looks: `theme.toml`.
//!
//! Lengths are points. Colours are `#rrggbb`. Every style names its family by role (`text`, `heading` or `mono`), so
//! that changing a family is one line.

mod contrast;

use crate::shaping::Features;
use concord_diagnostics::{Code, Diagnostic, Findings, SourceId, Span};
use concord_pages::Color;
use serde::{Deserialize, Deserializer};

/// A theme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Theme {
    /// The sheet and the text block.
    pub(crate) page: PageGeometry,
    /// Families by role.
    pub(crate) fonts: Families,
    /// The palette.
    pub(crate) colors: Palette,
    /// Styles of text.
    pub(crate) styles: Styles,
}

/// The sheet, its margins and its columns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PageGeometry {
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// Distance from the sheet's top to the text block.
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// Width of the marginal column at the left of the text block.
    pub(crate) side: f32,
    /// Between marginal column and main column, and between columns of text.
    pub(crate) gutter: f32,
    /// The step of the baseline grid.
    pub(crate) grid: f32,
}

impl PageGeometry {
    /// The width of the text block, marginal column included.
    pub(crate) fn full_width(&self) -> f32 {
        self.width - self.left - self.right
    }

    /// The distance of the main column from the text block's left edge.
    pub(crate) fn main_x(&self) -> f32 {
        self.side + self.gutter
    }

    /// The width of the main column.
    pub(crate) fn main_width(&self) -> f32 {
        self.full_width() - self.main_x()
    }

    /// The height of the text block, a whole number of grid steps.
    pub(crate) fn body_height(&self) -> f32 {
        ((self.height - self.top - self.bottom) / self.grid).floor() * self.grid
    }
}

/// Families by role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Families {
    pub(crate) text: String,
    pub(crate) heading: String,
    pub(crate) mono: String,
}

/// The palette.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Palette {
    #[serde(deserialize_with = "color")]
    pub(crate) ink: Color,
    #[serde(deserialize_with = "color")]
    pub(crate) muted: Color,
    #[serde(deserialize_with = "color")]
    pub(crate) rule: Color,
    #[serde(deserialize_with = "color")]
    pub(crate) paper: Color,
    #[serde(deserialize_with = "color")]
    pub(crate) accent: Color,
    #[serde(deserialize_with = "color")]
    pub(crate) accent_dark: Color,
    #[serde(deserialize_with = "color")]
    pub(crate) accent_light: Color,
    #[serde(deserialize_with = "color")]
    pub(crate) second: Color,
}

fn color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_color(&text)
        .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a colour like #1b4f72")))
}

fn parse_color(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
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

impl Palette {
    pub(crate) fn get(&self, ink: ColorRole) -> Color {
        match ink {
            ColorRole::Ink => self.ink,
            ColorRole::Muted => self.muted,
            ColorRole::Paper => self.paper,
            ColorRole::Accent => self.accent,
            ColorRole::AccentDark => self.accent_dark,
            ColorRole::AccentLight => self.accent_light,
            ColorRole::Second => self.second,
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
    pub(crate) size: f32,
    /// Baseline to baseline.
    pub(crate) leading: f32,
    #[serde(default = "regular")]
    pub(crate) weight: u16,
    #[serde(default)]
    pub(crate) italic: bool,
    #[serde(default = "ink")]
    pub(crate) color: ColorRole,
    #[serde(default)]
    pub(crate) align: Align,
    /// Added after every glyph, in 1/1000 em.
    #[serde(default)]
    pub(crate) tracking: f32,
    /// Space above a block of this style.
    #[serde(default)]
    pub(crate) before: f32,
    /// Space below a block of this style.
    #[serde(default)]
    pub(crate) after: f32,
    #[serde(default = "yes")]
    pub(crate) hyphenate: bool,
    /// OpenType feature tags.
    #[serde(default, deserialize_with = "features")]
    pub(crate) features: Features,
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
        }
    };
}

styles! {
    body lead heading_1 heading_2 heading_3 heading_4 caption note table table_head side side_label pull quote
    box_text box_title figure_number figure_label chart_label contents_1 contents_2 running folio label
    cover_title cover_subtitle cover_text factsheet_title factsheet_lead part_number part_title part_lead case_title imprint code
}

impl Theme {
    /// Reads a theme. The first fault ends the reading, as a theme is one table of required keys; colours that are too
    /// much alike are reported and can be used.
    pub fn parse(source: SourceId, text: &str) -> Findings<Option<Self>> {
        match toml::from_str::<Self>(text) {
            Ok(theme) => {
                let diagnostics = contrast::find(&theme, source, text);
                Findings { value: Some(theme), diagnostics }
            }
            Err(error) => {
                let span = Span::new(source, error.span().unwrap_or(0..0));
                let diagnostic = Diagnostic::new(
                    Code::INVALID_THEME,
                    format!("the theme cannot be used: {}", error.message()),
                )
                .at(span, "here")
                .help("templates/report/theme.toml is a complete example");
                Findings { value: None, diagnostics: vec![diagnostic] }
            }
        }
    }
}
