//! Pages, columns and sections.

use super::blocks::Shown;
use super::{ColumnFill, Fault, FaultKind, LINES_AFTER_HEADING, PageQuality, SectionQuality, Spread};
use crate::layout::{ColumnKind, LineKind, PlacedColumn};
use crate::{Item, Rect, SetDocument};

/// Every page, measured.
pub(super) fn pages(document: &SetDocument) -> Vec<PageQuality> {
    let layout = &document.layout;
    let mut out = Vec::with_capacity(document.pages.len());
    for page in 0..document.pages.len() {
        let section = layout.sections.iter().rposition(|section| section.first_page <= page);
        let notes: f32 = layout.notes.iter().filter(|(at, _)| *at == page).map(|(_, height)| height).sum();
        let available = layout.body_height - notes;
        let columns: Vec<PlacedColumn> =
            layout.columns.iter().filter(|column| column.page == page).copied().collect();
        let text = columns.iter().filter(|column| column.kind != ColumnKind::Margin);
        let used = text.map(|column| column.bottom).fold(0.0, f32::max);
        let lines = layout.lines.iter().filter(|line| line.page == page);
        let ratios = lines.clone().filter_map(|line| line.line.ratio).collect();
        out.push(PageQuality {
            section,
            available,
            used,
            unevenness: unevenness(&columns),
            columns: fills(&columns, layout.body_height, available),
            lines: lines.clone().count(),
            hyphens: lines.filter(|line| line.line.divided).count(),
            ratios: Spread::of(ratios),
        });
    }
    out
}

/// By how much columns that begin at one height differ at their feet.
fn unevenness(columns: &[PlacedColumn]) -> f32 {
    let mut most: f32 = 0.0;
    for first in columns.iter().filter(|column| column.kind == ColumnKind::Beside(0)) {
        let beside = |column: &&PlacedColumn| {
            matches!(column.kind, ColumnKind::Beside(_)) && (column.top - first.top).abs() < 0.5
        };
        let feet = columns.iter().filter(beside).map(|column| column.bottom);
        most = most.max(feet.map(|foot| (foot - first.bottom).abs()).fold(0.0, f32::max));
    }
    most
}

/// Columns of a kind that stand under each other are one.
fn fills(columns: &[PlacedColumn], body: f32, text: f32) -> Vec<ColumnFill> {
    let mut out: Vec<ColumnFill> = Vec::new();
    let mut tops: Vec<f32> = Vec::new();
    for column in columns {
        // Notes stand under the text, and the margin reaches past them.
        let foot = if column.kind == ColumnKind::Margin { body } else { text };
        let height = column.bottom - column.top;
        if let Some(at) = out.iter().position(|known| known.kind == column.kind) {
            out[at].used += height;
            tops[at] = tops[at].min(column.top);
            out[at].available = foot - tops[at];
        } else {
            out.push(ColumnFill { kind: column.kind, used: height, available: foot - column.top });
            tops.push(column.top);
        }
    }
    out
}

/// Every section, with the title that bookmarks know it by.
pub(super) fn sections(document: &SetDocument, pages: &[PageQuality]) -> Vec<SectionQuality> {
    let placed = &document.layout.sections;
    let mut out = Vec::with_capacity(placed.len());
    for (index, section) in placed.iter().enumerate() {
        let end = placed.get(index + 1).map_or(pages.len(), |next| next.first_page);
        let within = section.first_page..end;
        let title = document.outline.iter().find(|entry| within.contains(&entry.place.page));
        out.push(SectionQuality {
            kind: section.kind,
            title: title.map(|entry| entry.title.clone()).unwrap_or_default(),
            first_page: section.first_page,
            pages: within.len(),
            last_fill: end.checked_sub(1).and_then(|last| pages.get(last)).map_or(0.0, PageQuality::fill),
        });
    }
    out
}

/// What is wrong with pages.
pub(super) fn faults(document: &SetDocument, lines: &[Shown<'_>]) -> Vec<Fault> {
    let mut out = Vec::new();
    for (number, page) in document.pages.iter().enumerate() {
        let here: Vec<&Shown<'_>> = lines.iter().filter(|line| line.placed.page == number).collect();
        stranded(document, &here, &mut out);
        overlaps(page, &here, &mut out);
        off_sheet(page, &here, &mut out);
    }
    out
}

/// Headings with too little after them on their page, while their section goes on.
fn stranded(document: &SetDocument, here: &[&Shown<'_>], out: &mut Vec<Fault>) {
    let headings = here.iter().filter(|line| {
        let trace = &line.placed.line;
        trace.kind == LineKind::Heading && trace.number + 1 == trace.count
    });
    for heading in headings {
        let page = heading.placed.page;
        let sections = &document.layout.sections;
        let ends = sections.iter().any(|section| section.first_page == page + 1);
        let section = sections.iter().rev().find(|section| section.first_page <= page);
        let is_filled = section.is_some_and(|section| section.kind.is_filled());
        if ends || !is_filled || page + 1 == document.pages.len() {
            continue;
        }
        let below = |line: &&&Shown<'_>| {
            let placed = &line.placed;
            // What begins left of the heading is in the margin or in a column before.
            matches!(placed.line.kind, LineKind::Text | LineKind::Label | LineKind::Cell)
                && placed.start.y > heading.placed.start.y
                && placed.start.x + placed.line.width > heading.placed.start.x
        };
        let mut heights: Vec<f32> = here.iter().filter(below).map(|line| line.placed.start.y).collect();
        heights.sort_by(f32::total_cmp);
        heights.dedup_by(|a, b| (*a - *b).abs() < 0.5);
        if heights.len() < LINES_AFTER_HEADING {
            out.push(Fault {
                kind: FaultKind::StrandedHeading,
                page,
                words: heading.text(),
                amount: heights.len() as f32,
            });
        }
    }
}

/// The place of a line's letters, a little less than they may take: from the height of small letters to the baseline.
fn ink(line: &Shown<'_>) -> Rect {
    let (start, trace) = (line.placed.start, &line.placed.line);
    let height = trace.size * 0.45;
    let [start_out, end_out] = trace.out;
    Rect { x: start.x, y: start.y - height, width: trace.width + start_out + end_out, height }
}

/// By how much two places overlap in height; nothing where one is beside the other.
fn overlap(a: Rect, b: Rect) -> f32 {
    let width = (a.x + a.width).min(b.x + b.width) - a.x.max(b.x);
    let height = (a.y + a.height).min(b.y + b.height) - a.y.max(b.y);
    if width > 0.5 { height } else { 0.0 }
}

fn overlaps(page: &crate::Page, here: &[&Shown<'_>], out: &mut Vec<Fault>) {
    let images = page.marks.iter().flat_map(|mark| &mark.items).filter_map(|item| match item {
        Item::Image(image) => Some(image.rect),
        _ => None,
    });
    let images: Vec<Rect> = images.collect();
    for (index, line) in here.iter().enumerate() {
        let own = ink(line);
        let others = here[index + 1..].iter().map(|other| ink(other)).chain(images.iter().copied());
        let worst = others.map(|other| overlap(own, other)).fold(0.0, f32::max);
        if worst > 0.5 {
            let (page, words) = (line.placed.page, line.text());
            out.push(Fault { kind: FaultKind::Overlap, page, words, amount: worst });
        }
    }
}

fn off_sheet(page: &crate::Page, here: &[&Shown<'_>], out: &mut Vec<Fault>) {
    for line in here {
        let ink = ink(line);
        let beyond =
            (ink.x + ink.width - page.width).max(ink.y + ink.height - page.height).max(-ink.x).max(-ink.y);
        if beyond > 0.0 {
            let (page, words) = (line.placed.page, line.text());
            out.push(Fault { kind: FaultKind::OffSheet, page, words, amount: beyond });
        }
    }
}
