//! Pages of a language that is written from right to left: set as others are, and then turned around as in a mirror. What is read or
//! looked at is not turned: lines and pictures go to the mirrored place as they are.

use crate::flow::shift_item;
use concord_pages::{GlyphRun, Item, Rect, Segment, SetDocument};
use std::collections::BTreeSet;

/// Where a line stood, and how far it was moved.
struct Moved {
    page: usize,
    left: f32,
    right: f32,
    baseline: f32,
    by: f32,
}

/// Turns all pages of a document around.
pub(crate) fn mirror(document: &mut SetDocument) {
    let mut done = BTreeSet::new();
    let moved = lines(document, &mut done);
    for (number, page) in document.pages.iter_mut().enumerate() {
        let width = page.width;
        for (at, mark) in page.marks.iter_mut().enumerate() {
            let own = |item: usize| done.contains(&(number, at, item));
            other_runs(&mut mark.items, width, own);
            mark.items.iter_mut().for_each(|item| turn(item, width));
        }
        for rect in page.links.iter_mut().flat_map(|link| &mut link.rects) {
            let line = moved.iter().find(|line| line.page == number && line.holds(*rect));
            rect.x = line.map_or(width - rect.x - rect.width, |line| rect.x + line.by);
        }
    }
    let widths: Vec<f32> = document.pages.iter().map(|page| page.width).collect();
    for attributes in document.structure.attributes_mut() {
        if let Some((page, rect)) = &mut attributes.bounds {
            rect.x = widths.get(*page).map_or(rect.x, |width| width - rect.x - rect.width);
        }
    }
}

impl Moved {
    /// Whether a rectangle is around words of the line.
    fn holds(&self, rect: Rect) -> bool {
        const NEAR: f32 = 2.0;
        (rect.y..=rect.y + rect.height).contains(&self.baseline)
            && rect.x >= self.left - NEAR
            && rect.x + rect.width <= self.right + NEAR
    }
}

/// Moves every line that is known as one to the mirrored place, and remembers its runs.
fn lines(document: &mut SetDocument, done: &mut BTreeSet<(usize, usize, usize)>) -> Vec<Moved> {
    let SetDocument { layout, pages, .. } = document;
    let all: Vec<_> = (0..layout.lines.len()).map(|line| layout.runs_of(line, pages)).collect();
    let mut moved = Vec::with_capacity(all.len());
    for (placed, runs) in layout.lines.iter_mut().zip(all) {
        let Some(page) = pages.get_mut(placed.page) else { continue };
        let baseline = placed.start.y;
        let on_line = |(at, number): (usize, usize)| match &page.marks[at].items[number] {
            Item::Text(run) if (run.origin.y - baseline).abs() < 0.5 * run.size => {
                Some((at, number, run.origin.x))
            }
            _ => None,
        };
        let runs: Vec<_> = runs.into_iter().filter_map(on_line).collect();
        let left = runs.iter().map(|(_, _, x)| *x).fold(f32::INFINITY, f32::min);
        if !left.is_finite() {
            continue;
        }
        let right = left + placed.line.width;
        let by = page.width - left - right;
        for (at, number, _) in runs {
            shift_item(&mut page.marks[at].items[number], by, 0.0);
            done.insert((placed.page, at, number));
        }
        placed.start.x += by;
        moved.push(Moved { page: placed.page, left, right, baseline, by });
    }
    moved
}

/// The widest gap between runs that are read as one, in ems.
const GAP: f32 = 0.7;

/// Moves the runs of a mark that belong to no line that is known: those that stand close together on one baseline as one.
fn other_runs(items: &mut [Item], width: f32, is_done: impl Fn(usize) -> bool) {
    let mut start = 0;
    while start < items.len() {
        let Some((mut left, mut right, y, size)) = edges(&items[start]).filter(|_| !is_done(start)) else {
            start += 1;
            continue;
        };
        let mut end = start + 1;
        while let Some((from, to, other, _)) = items.get(end).filter(|_| !is_done(end)).and_then(edges) {
            // Words from right to left follow each other to the left.
            let gap = (from - right).max(left - to);
            if (other - y).abs() > 0.01 || gap > GAP * size {
                break;
            }
            (left, right) = (left.min(from), right.max(to));
            end += 1;
        }
        let by = width - left - right;
        items[start..end].iter_mut().for_each(|item| shift_item(item, by, 0.0));
        start = end;
    }
}

/// The left and right edge of a run as it is seen, its baseline and its size.
fn edges(item: &Item) -> Option<(f32, f32, f32, f32)> {
    let Item::Text(run) = item else { return None };
    Some((run.origin.x, run.origin.x + seen_width(run), run.origin.y, run.size))
}

/// The width of a run without the space at its end.
fn seen_width(run: &GlyphRun) -> f32 {
    let end = run.text.trim_end().len();
    let seen = run.glyphs.iter().filter(|glyph| (glyph.cluster as usize) < end.max(1));
    seen.map(|glyph| glyph.advance).sum::<f32>() * run.size / 1000.0
}

/// Turns a drawn shape around, and moves a picture to the mirrored place; text is left where it is.
pub(crate) fn turn(item: &mut Item, width: f32) {
    match item {
        Item::Text(_) => {}
        Item::Image(image) => image.rect.x = width - image.rect.x - image.rect.width,
        Item::Path(path) => {
            for segment in &mut path.segments {
                match segment {
                    Segment::Move(at) | Segment::Line(at) => at.x = width - at.x,
                    Segment::Curve(one, two, end) => {
                        for at in [one, two, end] {
                            at.x = width - at.x;
                        }
                    }
                    Segment::Close => {}
                }
            }
        }
    }
}
