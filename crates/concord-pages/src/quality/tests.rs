//! Every kind of fault, planted in pages that have no other.

use super::{Fault, FaultKind, Quality, Spread};
use crate::layout::{
    ColumnKind, Layout, LineKind, LineTrace, PlacedColumn, PlacedLine, PlacedSection, SectionKind,
};
use crate::{
    Color, ElementId, FontId, Glyph, GlyphRun, Item, Mark, Owner, Page, PlacedImage, Point, Rect,
    SetDocument, StructureTree,
};
use concord_document::{LanguageTag, Metadata};

/// Pages of lines, each of "aaaa aaaa" in ten points: four letters of 5, a space of 2.5.
struct Pages(SetDocument);

impl Pages {
    fn new(pages: usize) -> Self {
        let page = Page { width: 200.0, height: 200.0, ..Page::default() };
        let section = PlacedSection { kind: SectionKind::Text, first_page: 0 };
        Self(SetDocument {
            language: LanguageTag::parse("en").expect("a tag"),
            metadata: Metadata::default(),
            pages: vec![page; pages],
            fonts: Vec::new(),
            images: Vec::new(),
            structure: StructureTree::default(),
            outline: Vec::new(),
            labels: Vec::new(),
            layout: Layout { body_height: 160.0, sections: vec![section], ..Layout::default() },
        })
    }

    fn line(&mut self, page: usize, at: (f32, f32), trace: LineTrace) {
        let text = "aaaa aaaa";
        let advance = |character: char| if character == ' ' { 250.0 * trace.space } else { 500.0 };
        let glyphs = text.char_indices().map(|(cluster, character)| Glyph {
            id: 1,
            advance: advance(character),
            x_offset: 0,
            y_offset: 0,
            cluster: cluster as u32,
        });
        let start = Point { x: at.0, y: at.1 };
        let color = Color { red: 0, green: 0, blue: 0 };
        let run = GlyphRun {
            font: FontId(0),
            size: 10.0,
            color,
            origin: start,
            glyphs: glyphs.collect(),
            text: text.to_owned(),
        };
        let marks = &mut self.0.pages[page].marks;
        marks.push(Mark { owner: Owner::Element(ElementId(0)), items: vec![Item::Text(run)] });
        let mark = marks.len() - 1;
        self.0.layout.lines.push(PlacedLine { page, mark, item: 0, start, line: trace });
    }

    fn faults(&self) -> Vec<(FaultKind, usize)> {
        Quality::of(&self.0).faults.iter().map(|Fault { kind, page, .. }| (*kind, *page)).collect()
    }
}

/// A line of a text.
fn line(text: u32, number: u16, count: u16) -> LineTrace {
    LineTrace {
        text,
        number,
        count,
        kind: LineKind::Text,
        measure: 42.5,
        width: 42.5,
        indent: 0.0,
        size: 10.0,
        ratio: Some(0.0),
        space: 1.0,
        divided: false,
        ends_in_hyphen: false,
        out: [0.0, 0.0],
    }
}

/// A text of `count` lines, the first `first` of them on page 0 and the rest on page 1.
fn divided(count: u16, first: u16) -> Pages {
    let mut pages = Pages::new(2);
    for number in 0..count {
        let (page, row) = if number < first { (0, number) } else { (1, number - first) };
        pages.line(page, (20.0, 30.0 + 12.0 * f32::from(row)), line(1, number, count));
    }
    pages
}

#[test]
fn two_lines_on_each_side_are_enough() {
    assert_eq!(divided(4, 2).faults(), []);
}

#[test]
fn one_line_alone_is_a_widow_or_an_orphan() {
    assert_eq!(divided(4, 3).faults(), [(FaultKind::Widow, 1)]);
    assert_eq!(divided(4, 1).faults(), [(FaultKind::Orphan, 0)]);
}

#[test]
fn a_column_ends_like_a_page() {
    let mut pages = Pages::new(1);
    for (number, at) in [(20.0, 100.0), (20.0, 112.0), (90.0, 30.0)].into_iter().enumerate() {
        pages.line(0, at, line(1, number as u16, 3));
    }
    assert_eq!(pages.faults(), [(FaultKind::Widow, 0)]);
}

#[test]
fn a_heading_needs_two_lines_where_its_section_goes_on() {
    let heading = LineTrace { kind: LineKind::Heading, ..line(1, 0, 1) };
    for (after, expected) in [(1, vec![(FaultKind::StrandedHeading, 0)]), (2, Vec::new())] {
        let mut pages = Pages::new(2);
        pages.line(0, (20.0, 30.0), heading);
        for number in 0..after {
            pages.line(0, (20.0, 50.0 + 12.0 * number as f32), line(2 + number, 0, 1));
        }
        assert_eq!(pages.faults(), expected, "{after} lines after it");
        pages.0.layout.sections.push(PlacedSection { kind: SectionKind::Text, first_page: 1 });
        assert_eq!(pages.faults(), [], "its section ends with {after} lines after it");
    }
}

#[test]
fn lines_are_held_to_their_measure_and_bounds() {
    let cases = [
        (LineTrace { width: 44.0, ..line(1, 0, 1) }, Some(FaultKind::Overfull)),
        (LineTrace { width: 43.0, ..line(1, 0, 1) }, None),
        (LineTrace { indent: 5.0, ..line(1, 0, 1) }, Some(FaultKind::Overfull)),
        (LineTrace { ratio: Some(2.1), ..line(1, 0, 1) }, Some(FaultKind::Underfull)),
        (LineTrace { ratio: Some(1.9), ..line(1, 0, 1) }, None),
    ];
    for (trace, expected) in cases {
        let mut pages = Pages::new(1);
        pages.line(0, (20.0, 30.0), trace);
        assert_eq!(pages.faults(), expected.map(|kind| (kind, 0)).into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn three_hyphens_make_a_ladder() {
    for (hyphens, expected) in [(2, Vec::new()), (3, vec![(FaultKind::Ladder, 0)])] {
        let mut pages = Pages::new(1);
        for number in 0..4 {
            let divided = number < hyphens;
            let at = (20.0, 30.0 + 12.0 * f32::from(number));
            pages.line(0, at, LineTrace { divided, ends_in_hyphen: divided, ..line(1, number, 4) });
        }
        assert_eq!(pages.faults(), expected);
    }
}

#[test]
fn a_last_line_is_two_em_at_least() {
    for (width, expected) in [(19.0, vec![(FaultKind::ShortLastLine, 0)]), (21.0, Vec::new())] {
        let mut pages = Pages::new(1);
        pages.line(0, (20.0, 30.0), line(1, 0, 2));
        pages.line(0, (20.0, 42.0), LineTrace { width, ..line(1, 1, 2) });
        assert_eq!(pages.faults(), expected);
    }
}

#[test]
fn wide_spaces_under_each_other_are_a_river() {
    for (space, shift, expected) in [
        (1.5, 1.0, vec![(FaultKind::River, 0)]),
        // Narrow, or beside each other.
        (1.3, 1.0, Vec::new()),
        (1.5, 3.0, Vec::new()),
    ] {
        let mut pages = Pages::new(1);
        for number in 0..4 {
            let at = (20.0 + shift * f32::from(number), 30.0 + 12.0 * f32::from(number));
            pages.line(0, at, LineTrace { space, ..line(1, number, 4) });
        }
        assert_eq!(pages.faults(), expected, "spaces of {space}, each {shift} further");
    }
}

#[test]
fn letters_over_letters_or_pictures_overlap() {
    let mut pages = Pages::new(1);
    pages.line(0, (20.0, 30.0), line(1, 0, 1));
    pages.line(0, (60.0, 32.0), line(2, 0, 1));
    assert_eq!(pages.faults(), [(FaultKind::Overlap, 0)]);
    let mut pages = Pages::new(1);
    pages.line(0, (20.0, 30.0), line(1, 0, 1));
    let rect = Rect { x: 10.0, y: 20.0, width: 30.0, height: 20.0 };
    let image = Item::Image(PlacedImage { image: crate::ImageId(0), rect });
    pages.0.pages[0].marks.push(Mark { owner: Owner::Element(ElementId(1)), items: vec![image] });
    assert_eq!(pages.faults(), [(FaultKind::Overlap, 0)]);
}

#[test]
fn letters_stay_on_the_sheet() {
    let mut pages = Pages::new(1);
    pages.line(0, (170.0, 30.0), line(1, 0, 1));
    assert_eq!(pages.faults(), [(FaultKind::OffSheet, 0)]);
}

#[test]
fn a_page_is_as_full_as_its_lowest_column() {
    let mut pages = Pages::new(2);
    let column = |kind, top, bottom| PlacedColumn { page: 1, x: 0.0, top, bottom, kind };
    pages.0.layout.columns = vec![
        column(ColumnKind::Main, 0.0, 40.0),
        column(ColumnKind::Beside(0), 40.0, 100.0),
        column(ColumnKind::Beside(1), 40.0, 80.0),
        column(ColumnKind::Margin, 0.0, 150.0),
    ];
    pages.0.layout.notes = vec![(1, 60.0)];
    let quality = Quality::of(&pages.0);
    let page = &quality.pages[1];
    assert_eq!((page.used, page.available, page.unevenness), (100.0, 100.0, 20.0));
    let fills: Vec<_> = page.columns.iter().map(|column| (column.used, column.available)).collect();
    assert_eq!(fills, [(40.0, 100.0), (60.0, 60.0), (40.0, 60.0), (150.0, 160.0)]);
    assert_eq!((quality.sections[0].pages, quality.sections[0].last_fill), (2, 1.0));
}

#[test]
fn quantiles_are_values_that_were_measured() {
    assert_eq!(Spread::of(Vec::new()), None);
    let spread = Spread::of((0..=100).rev().map(|value| value as f32).collect()).expect("values");
    assert_eq!((spread.count, spread.quantiles), (101, [0.0, 5.0, 25.0, 50.0, 75.0, 95.0, 100.0]));
}
