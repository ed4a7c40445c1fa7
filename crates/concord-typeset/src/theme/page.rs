//! The sheet, its margins and columns, on whatever sheet a design is tried.
//!
//! A theme states its margins for one sheet. On another they keep their part of the width and height, and everything
//! that depends on how much a line holds is decided anew: whether there is a marginal column, whether text stands in two
//! columns, whether it is justified. Lines are measured in characters, as readers do, so the same holds for other fonts.

use super::lengths;
use serde::Deserialize;

/// Sheets with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSize {
    /// 210 mm × 297 mm (ISO 216).
    A4,
    /// 8.5 in × 11 in (ANSI/ASME Y14.1, size A).
    UsLetter,
    /// 148 mm × 210 mm (ISO 216).
    A5,
    /// 210 mm × 210 mm.
    Square,
}

/// The names of the sheets, in a theme and on the command line.
const NAMES: [(&str, PageSize); 4] = [
    ("a4", PageSize::A4),
    ("letter", PageSize::UsLetter),
    ("a5", PageSize::A5),
    ("square", PageSize::Square),
];

impl PageSize {
    /// The sheet of a name: `A4`, `US Letter` or `letter`, `A5`, `square`, in capitals or not.
    pub fn find(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let american = name.strip_prefix("us").map(|rest| rest.trim_start_matches([' ', '-']));
        let name = american.filter(|rest| *rest == "letter").unwrap_or(&name);
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, size)| *size)
    }

    /// The names, for messages.
    pub fn names() -> String {
        NAMES.map(|(name, _)| name).join(", ")
    }

    /// Width and height in points.
    pub fn sides(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::UsLetter => (612.0, 792.0),
            Self::A5 => (419.53, 595.28),
            Self::Square => (595.28, 595.28),
        }
    }
}

impl<'de> Deserialize<'de> for PageSize {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::find(&name).ok_or_else(|| {
            let names = Self::names();
            serde::de::Error::custom(format!("`{name}` is not one of the sheets {names}"))
        })
    }
}

/// The table `[page]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StatedPage {
    /// The sheet that is made; that of `width` and `height` without one.
    size: Option<PageSize>,
    /// The sheet that the lengths are stated for.
    #[serde(default, deserialize_with = "lengths::stated_positive")]
    width: Option<f32>,
    #[serde(default, deserialize_with = "lengths::stated_positive")]
    height: Option<f32>,
    #[serde(deserialize_with = "lengths::length")]
    top: f32,
    #[serde(deserialize_with = "lengths::length")]
    bottom: f32,
    #[serde(deserialize_with = "lengths::length")]
    left: f32,
    #[serde(deserialize_with = "lengths::length")]
    right: f32,
    #[serde(deserialize_with = "lengths::length")]
    side: f32,
    #[serde(deserialize_with = "lengths::length")]
    gutter: f32,
    #[serde(deserialize_with = "lengths::positive")]
    grid: f32,
}

/// The table `[sheet]`: pages that are seen as one picture, such as a factsheet.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct StatedSheet {
    /// Their upper and lower margin; those of other pages where they are not stated.
    #[serde(deserialize_with = "lengths::stated")]
    top: Option<f32>,
    #[serde(deserialize_with = "lengths::stated")]
    bottom: Option<f32>,
    /// How close lines may come where the number of pages must be kept, in percent.
    #[serde(deserialize_with = "tightest")]
    tightest: Option<u8>,
}

/// How close lines may come where a theme does not say, in percent: closer ones are another design.
const TIGHTEST: u8 = 92;

/// Lines closer than this touch each other; there are no farther ones than those that are stated.
const CLOSENESS: std::ops::RangeInclusive<u8> = 80..=100;

fn tightest<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    let percent = u8::deserialize(deserializer)?;
    if CLOSENESS.contains(&percent) {
        return Ok(Some(percent));
    }
    let (least, most) = (CLOSENESS.start(), CLOSENESS.end());
    Err(serde::de::Error::custom(format!("lines come as close as {least} to {most} percent, not {percent}")))
}

impl StatedSheet {
    pub(crate) fn tightest(self) -> u8 {
        self.tightest.unwrap_or(TIGHTEST)
    }
}

/// The table `[measures]`: how many characters of the body's face a line must hold.
///
/// Bringhurst, *The Elements of Typographic Style*, 2.1.2: 45 to 75 characters are a satisfactory line in one column, 40 to
/// 50 in several, and below 38 to 40 justified text has rivers or a hyphen in every other line. Columns of 36 are our own:
/// with text that is ragged there, one column of twice that is worse to read than two.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct Measures {
    /// The main column beside a marginal one: with fewer there is no marginal column, and what would stand in it
    /// stands in the text.
    #[serde(deserialize_with = "lengths::length")]
    main: f32,
    /// One of two columns: with fewer there is one.
    #[serde(deserialize_with = "lengths::length")]
    column: f32,
    /// A justified line: with fewer, text is ragged.
    #[serde(deserialize_with = "lengths::length")]
    justified: f32,
}

impl Default for Measures {
    fn default() -> Self {
        Self { main: 45.0, column: 36.0, justified: 38.0 }
    }
}

/// The sheet, its margins and its columns, as they are set.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PageGeometry {
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// Distance from the sheet's top to the text block.
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    /// The same of pages that are seen as one picture.
    pub(crate) sheet_top: f32,
    pub(crate) sheet_bottom: f32,
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// Width of the marginal column at the left of the text block; 0 where there is none.
    pub(crate) side: f32,
    /// Between marginal column and main column, and between columns of text.
    pub(crate) gutter: f32,
    /// The step of the baseline grid.
    pub(crate) grid: f32,
    /// How many columns text in columns has.
    pub(crate) columns: usize,
    /// The width from which text is justified.
    pub(crate) justified_from: f32,
    /// By how much display type is smaller than stated.
    pub(crate) display: f32,
}

impl StatedPage {
    /// The sheet that the lengths are stated for, in points.
    fn sheet(&self) -> (f32, f32) {
        let (width, height) = PageSize::A4.sides();
        (self.width.unwrap_or(width), self.height.unwrap_or(height))
    }

    /// The pages on the stated sheet, or another, in a face whose characters are so wide on the average, in points.
    pub(crate) fn geometry(
        &self,
        sheet: StatedSheet,
        other: Option<PageSize>,
        measures: Measures,
        character: f32,
    ) -> PageGeometry {
        let stated = self.sheet();
        let (width, height) = other.or(self.size).map_or(stated, PageSize::sides);
        let (across, down) = (width / stated.0, height / stated.1);
        let mut page = PageGeometry {
            width,
            height,
            top: self.top * down,
            bottom: self.bottom * down,
            sheet_top: sheet.top.unwrap_or(self.top) * down,
            sheet_bottom: sheet.bottom.unwrap_or(self.bottom) * down,
            left: self.left * across,
            right: self.right * across,
            // Its small type keeps its size, so it is not made narrower.
            side: self.side * across.max(1.0),
            gutter: self.gutter * across.min(1.0),
            grid: self.grid,
            columns: 2,
            justified_from: measures.justified * character,
            // Halfway, as titles must stay larger than the text, which keeps its size.
            display: across.min(down).min(1.0).sqrt(),
        };
        if page.main_width() < measures.main * character {
            page.side = 0.0;
        }
        if (page.full_width() - page.gutter) / 2.0 < measures.column * character {
            page.columns = 1;
        }
        page
    }
}

impl PageGeometry {
    /// The width of the text block, marginal column included.
    pub(crate) fn full_width(&self) -> f32 {
        self.width - self.left - self.right
    }

    /// Whether there is a marginal column.
    pub(crate) fn has_side(&self) -> bool {
        self.side > 0.0
    }

    /// The distance of the main column from the text block's left edge.
    pub(crate) fn main_x(&self) -> f32 {
        if self.has_side() { self.side + self.gutter } else { 0.0 }
    }

    /// The width of the main column.
    pub(crate) fn main_width(&self) -> f32 {
        self.full_width() - self.main_x()
    }

    /// The height of the text block, a whole number of grid steps.
    pub(crate) fn body_height(&self) -> f32 {
        ((self.height - self.top - self.bottom) / self.grid).floor() * self.grid
    }

    /// The height between the margins of a page that is seen as one picture.
    pub(crate) fn sheet_height(&self) -> f32 {
        self.height - self.sheet_top - self.sheet_bottom
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated() -> StatedPage {
        let text = "top = 78\nbottom = 72\nleft = 57\nright = 57\nside = 132\ngutter = 22\ngrid = 14\n";
        toml::from_str(text).expect("a whole table")
    }

    #[test]
    fn sheets_have_names() {
        for name in ["A4", "a4", "US Letter", "us-letter", "letter", "A5", "Square"] {
            assert!(PageSize::find(name).is_some(), "{name}");
        }
        assert_eq!(PageSize::find("A3"), None);
        assert_eq!(PageSize::find("us"), None);
        assert_eq!(PageSize::find("us a4"), None);
    }

    #[test]
    fn narrow_pages_have_one_column_and_no_margin() {
        let page = |size| stated().geometry(StatedSheet::default(), Some(size), Measures::default(), 5.0);
        for size in [PageSize::A4, PageSize::UsLetter, PageSize::Square] {
            let page = page(size);
            assert!(page.has_side() && page.columns == 2, "{page:?}");
            assert!(page.main_width() > page.justified_from);
        }
        let small = page(PageSize::A5);
        assert!(!small.has_side() && small.columns == 1, "{small:?}");
        assert_eq!((small.main_x(), small.main_width()), (0.0, small.full_width()));
        assert!(small.display < 1.0 && small.left < 57.0);
    }

    #[test]
    fn wide_faces_count_as_narrow_pages() {
        let page = stated().geometry(StatedSheet::default(), None, Measures::default(), 8.0);
        assert!(!page.has_side() && page.columns == 1, "{page:?}");
        let page = stated().geometry(
            StatedSheet::default(),
            None,
            Measures { main: 0.0, column: 0.0, justified: 0.0 },
            8.0,
        );
        assert!(page.has_side() && page.columns == 2, "{page:?}");
    }
}
