//! The quality of set pages, measured from what was set: how full pages and columns are, how evenly lines are spaced, and
//! what a careful printer would send back.
//!
//! Nothing here is a matter of taste but the bounds, and these are stated beside each kind of fault.

mod blocks;
mod pages;
#[cfg(test)]
mod tests;

use crate::SetDocument;
use crate::layout::{ColumnKind, SectionKind};

pub use blocks::Paragraph;

/// What was measured of a document.
#[derive(Clone, Debug, Default)]
pub struct Quality {
    /// Every page.
    pub pages: Vec<PageQuality>,
    /// Every section that begins on a page of its own.
    pub sections: Vec<SectionQuality>,
    /// Every text of more than one line, and every heading.
    pub paragraphs: Vec<Paragraph>,
    /// Everything that is not as it should be, by page.
    pub faults: Vec<Fault>,
    /// The ratios of all justified lines.
    pub ratios: Option<Spread>,
    /// The labels of drawings, figures and lists that took more than one line.
    pub wrapped_labels: Vec<Wrapped>,
    /// From one line of running text to the next, in points.
    pub leading: f32,
}

/// A page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageQuality {
    /// What it is a page of: a place in [`Quality::sections`].
    pub section: Option<usize>,
    /// The points of height that text could take: the text area without the notes.
    pub available: f32,
    /// How far the lowest of its text reaches, in points.
    pub used: f32,
    /// Its columns.
    pub columns: Vec<ColumnFill>,
    /// By how many points the columns that stand beside each other differ at their feet.
    pub unevenness: f32,
    /// How many lines there are.
    pub lines: usize,
    /// How many of them end inside a word.
    pub hyphens: usize,
    /// The ratios of justified lines.
    pub ratios: Option<Spread>,
}

impl PageQuality {
    /// The part of the available height that is used.
    pub fn fill(&self) -> f32 {
        if self.available > 0.0 { self.used / self.available } else { 0.0 }
    }
}

/// How much of a column is used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnFill {
    /// Which it is.
    pub kind: ColumnKind,
    /// The points that it takes.
    pub used: f32,
    /// The points that there are, from its top.
    pub available: f32,
}

/// How values are spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// The least, the values below which 5, 25, 50, 75 and 95 of a hundred are, and the greatest.
    pub quantiles: [f32; 7],
}

impl Spread {
    /// The shares of [`Self::quantiles`].
    pub const SHARES: [f32; 7] = [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0];

    /// The spread of values; `None` where there are none.
    pub fn of(mut values: Vec<f32>) -> Option<Self> {
        values.sort_by(f32::total_cmp);
        let last = values.len().checked_sub(1)?;
        let quantiles = Self::SHARES.map(|share| values[(last as f32 * share).round() as usize]);
        Some(Self { count: values.len(), quantiles })
    }
}

/// A section.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionQuality {
    /// What it is.
    pub kind: SectionKind,
    /// Its first heading, where it has one.
    pub title: String,
    /// Its first page, from 0.
    pub first_page: usize,
    /// How many pages it has.
    pub pages: usize,
    /// The part of its last page that is used.
    pub last_fill: f32,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// The page, from 0.
    pub page: usize,
    /// The words where it is.
    pub words: String,
    /// How much, in the unit of its kind.
    pub amount: f32,
}

/// The kinds of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// The last line of a paragraph alone at the head of a page or column.
    Widow,
    /// The first line of a paragraph alone at the foot of a page or column.
    Orphan,
    /// A heading with fewer than two lines after it on its page, while its section goes on. The amount is the lines.
    StrandedHeading,
    /// A line wider than its measure although its spaces shrank as far as they may. The amount is points.
    Overfull,
    /// A justified line whose spaces are more than twice the font's. The amount is the ratio.
    Underfull,
    /// Three or more lines in a row that end in hyphens. The amount is how many.
    Ladder,
    /// A last line shorter than two em. The amount is em.
    ShortLastLine,
    /// Spaces that are 1.4 times the font's or wider and lie under each other over three lines. The amount is the lines.
    River,
    /// Text over text or over a picture. The amount is points of height.
    Overlap,
    /// Text beyond the edge of the sheet. The amount is points.
    OffSheet,
}

impl FaultKind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 10] = [
        Self::Widow,
        Self::Orphan,
        Self::StrandedHeading,
        Self::Overfull,
        Self::Underfull,
        Self::Ladder,
        Self::ShortLastLine,
        Self::River,
        Self::Overlap,
        Self::OffSheet,
    ];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Widow => "widow",
            Self::Orphan => "orphan",
            Self::StrandedHeading => "stranded-heading",
            Self::Overfull => "overfull",
            Self::Underfull => "underfull",
            Self::Ladder => "ladder",
            Self::ShortLastLine => "short-last-line",
            Self::River => "river",
            Self::Overlap => "overlap",
            Self::OffSheet => "off-sheet",
        }
    }
}

/// A label that took more than one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrapped {
    /// The page, from 0.
    pub page: usize,
    /// Its lines.
    pub lines: Vec<String>,
}

/// A line wider than its measure by this many points shows; less is the rounding of widths.
pub const OVERFULL: f32 = 1.0;
/// A justified line is underfull from this ratio on: at 2, spaces are twice the font's.
pub const UNDERFULL: f32 = 2.0;
/// Lines in a row that end in hyphens and make a ladder.
pub const LADDER: usize = 3;
/// A last line of fewer em is short.
pub const SHORT_LAST_LINE: f32 = 2.0;
/// Spaces this many times the font's can be a river's.
pub const RIVER_SPACE: f32 = 1.4;
/// Pages that are shorter by less than this part of a line of text are level.
pub const LEVEL: f32 = 0.25;
/// Lines under each other that make a river.
pub const RIVER_LINES: usize = 3;
/// Fewer lines than this after a heading leave it stranded.
pub const LINES_AFTER_HEADING: usize = 2;

/// Rivers in a text: spaces under each other in several lines, given by their left and right edges, of lines whose spaces are
/// wide ([`RIVER_SPACE`]). Two spaces are under each other where they share half of the narrower one's width. Gives the last
/// line of each river and how many lines it runs through.
pub fn rivers(lines: impl IntoIterator<Item = Vec<(f32, f32)>>) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut above: Vec<(f32, f32, usize)> = Vec::new();
    let mut last = 0;
    for (index, spaces) in lines.into_iter().enumerate() {
        let chained: Vec<_> = spaces
            .into_iter()
            .map(|(left, right)| {
                let meets = |(l, r, _): &&(f32, f32, usize)| {
                    right.min(*r) - left.max(*l) >= (right - left).min(r - l) / 2.0
                };
                let longest = above.iter().filter(meets).map(|(_, _, length)| *length).max();
                (left, right, longest.unwrap_or(0) + 1)
            })
            .collect();
        // A river is told once, where it ends: no space of this line carries it on.
        for (left, right, length) in above.iter().filter(|(_, _, length)| *length >= RIVER_LINES) {
            let goes_on = chained.iter().any(|(l, r, longer)| longer > length && r > left && l < right);
            if !goes_on {
                out.push((last, *length));
            }
        }
        (above, last) = (chained, index);
    }
    let ends = above.into_iter().filter(|(_, _, length)| *length >= RIVER_LINES);
    out.extend(ends.map(|(_, _, length)| (last, length)));
    out
}

impl Quality {
    /// Measures a document.
    pub fn of(document: &SetDocument) -> Self {
        let lines = blocks::lines(document);
        let mut faults = blocks::faults(&lines);
        faults.extend(pages::faults(document, &lines));
        faults.sort_by_key(|fault| (fault.page, fault.kind));
        let pages = pages::pages(document);
        Self {
            sections: pages::sections(document, &pages),
            pages,
            paragraphs: blocks::paragraphs(&lines),
            faults,
            ratios: Spread::of(document.layout.lines.iter().filter_map(|line| line.line.ratio).collect()),
            wrapped_labels: blocks::wrapped_labels(&lines),
            leading: document.layout.leading,
        }
    }

    /// How many of the pages whose section goes on reach their foot, and how many such pages there are: facing pages are level
    /// where both do.
    pub fn level_pages(&self) -> (usize, usize) {
        let goes_on = |number: &usize| {
            let section = self.pages[*number].section.and_then(|at| self.sections.get(at));
            let filled =
                section.filter(|section| section.kind.is_filled() && section.kind != SectionKind::Contents);
            filled.is_some_and(|section| number + 1 < section.first_page + section.pages)
        };
        let going_on: Vec<usize> = (0..self.pages.len()).filter(goes_on).collect();
        let reaches = |number: &&usize| {
            let page = &self.pages[**number];
            page.available - page.used < LEVEL * self.leading
        };
        (going_on.iter().filter(reaches).count(), going_on.len())
    }

    /// How many faults of a kind there are.
    pub fn count(&self, kind: FaultKind) -> usize {
        self.faults.iter().filter(|fault| fault.kind == kind).count()
    }
}
