//! What the setter decided and a page alone does not show: which runs are one line, how its spaces were changed, which
//! paragraph it is of, and how far columns reach. [`crate::quality`] is measured from it.

use crate::{Item, Owner, Page, Point};

/// How a document's pages came to be.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Every line that is content, in the order of its page and place.
    pub lines: Vec<PlacedLine>,
    /// What stands under each other, by page.
    pub columns: Vec<PlacedColumn>,
    /// What begins on a page of its own, in order.
    pub sections: Vec<PlacedSection>,
    /// The height of a page's text area, in points.
    pub body_height: f32,
    /// From one line of running text to the next, in points.
    pub leading: f32,
    /// The height that notes take at a page's foot, the gap above them included: the page, from 0, and points.
    pub notes: Vec<(usize, f32)>,
    /// How many blank pages there are, for whole sheets.
    pub blank_pages: usize,
}

/// A line on its page.
#[derive(Clone, Copy, Debug)]
pub struct PlacedLine {
    /// The page, from 0.
    pub page: usize,
    /// The mark of the page that its first run is in.
    pub mark: usize,
    /// The place of its first run among the mark's items; the line goes on to the next line's first run.
    pub item: usize,
    /// Where its baseline starts, at its first sign.
    pub start: Point,
    /// How it was set.
    pub line: LineTrace,
}

/// How a line was set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineTrace {
    /// The text that it is a line of, by a number of its own.
    pub text: u32,
    /// Which of its lines it is, from 0.
    pub number: u16,
    /// How many lines the text has.
    pub count: u16,
    /// What the text is.
    pub kind: LineKind,
    /// The width that the line may have, in points.
    pub measure: f32,
    /// Its width from the first sign to the last without what stands out of it, in points.
    pub width: f32,
    /// How far its first sign stands out of its start, and its last one of its end, in points: optical margins.
    pub out: [f32; 2],
    /// What stands free before it on purpose, in points.
    pub indent: f32,
    /// The size of its first letters, in points: one em.
    pub size: f32,
    /// By how much of what is allowed its spaces were stretched (above 0, 1 is all) or shrunk (below 0, -1 is all). `None`
    /// where spaces are as the font has them: in ragged text and at a paragraph's end.
    pub ratio: Option<f32>,
    /// How wide spaces are, as a multiple of the font's.
    pub space: f32,
    /// Whether it ends inside a word.
    pub divided: bool,
    /// Whether it ends in a hyphen, the word's own or that of a division.
    pub ends_in_hyphen: bool,
}

/// What a line is a line of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// A paragraph, an item, an entry.
    #[default]
    Text,
    /// A heading.
    Heading,
    /// A label of a drawing, a number of a list or of a figure.
    Label,
    /// A cell of a table.
    Cell,
    /// A note at a page's foot.
    Note,
}

/// Things under each other on a page. Heights are counted from the top of the text area, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedColumn {
    /// The page, from 0.
    pub page: usize,
    /// The left edge, from the text area's.
    pub x: f32,
    /// Where it begins.
    pub top: f32,
    /// Where it ends.
    pub bottom: f32,
    /// Which column this is.
    pub kind: ColumnKind,
}

/// The kinds of column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnKind {
    /// The text.
    Main,
    /// One of several columns of text that stand beside each other, by its place from the left.
    Beside(u8),
    /// The marginal column.
    Margin,
}

/// Something that begins on a page of its own, and goes on to the page before the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedSection {
    /// What it is.
    pub kind: SectionKind,
    /// Its first page, from 0.
    pub first_page: usize,
}

/// The kinds of section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// The front cover.
    Cover,
    /// The imprint.
    Imprint,
    /// The contents.
    Contents,
    /// The opening page of a part.
    Opener,
    /// Running text.
    Text,
    /// A case study.
    Case,
    /// A factsheet.
    Factsheet,
    /// The back cover.
    BackCover,
}

impl SectionKind {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::Imprint => "imprint",
            Self::Contents => "contents",
            Self::Opener => "opener",
            Self::Text => "text",
            Self::Case => "case",
            Self::Factsheet => "factsheet",
            Self::BackCover => "back-cover",
        }
    }

    /// Whether its pages are filled from the top with what there is to say, and not designed one by one.
    pub fn is_filled(self) -> bool {
        matches!(self, Self::Contents | Self::Text | Self::Case | Self::Factsheet)
    }
}

impl Layout {
    /// The runs of a line, as places of marks of its page and of items in these: from its first run to the next line's, without what
    /// has no meaning. What stands between two lines and belongs to none, such as the number of an item, is among them.
    pub fn runs_of(&self, line: usize, pages: &[Page]) -> Vec<(usize, usize)> {
        let Some(placed) = self.lines.get(line) else { return Vec::new() };
        let next = self.lines.get(line + 1).filter(|next| next.page == placed.page);
        let end = next.map_or((usize::MAX, 0), |next| (next.mark, next.item));
        let marks = pages.get(placed.page).map_or(&[][..], |page| page.marks.as_slice());
        let mut runs = Vec::new();
        for (at, mark) in marks.iter().enumerate().skip(placed.mark).take_while(|(at, _)| (*at, 0) < end) {
            if matches!(mark.owner, Owner::Artifact(_)) {
                continue;
            }
            let from = if at == placed.mark { placed.item } else { 0 };
            let items = mark.items.iter().enumerate().skip(from).take_while(|(item, _)| (at, *item) < end);
            runs.extend(items.filter(|(_, item)| matches!(item, Item::Text(_))).map(|(item, _)| (at, item)));
        }
        runs
    }
}
