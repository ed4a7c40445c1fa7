//! Paragraphs a line longer or shorter than they are by themselves, where that makes better pages (`\looseness` in Knuth,
//! *The TeXbook*, chapter 14).
//!
//! A section is looked at only where a page of it is short of lines or its last one is nearly empty. What a change would
//! do is tried on the heights alone; only for a change that helps is a paragraph sought that allows it.

use super::paginate::{Cut, Heights, is_poor, paginate};
use super::place::Pages;
use crate::blocks::NoteBoxes;
use crate::flow::{BREAK_IN_PARAGRAPH, FlowBox, FlowItem};
use crate::inline::lines_if_changed;
use crate::setter::Setter;
use concord_pages::layout::LineKind;
use std::collections::BTreeMap;

/// What a changed paragraph costs, beside what the pages do.
const CHANGE: f32 = 12.0;
/// By so much a section must be better with all changes, if they save no page: a page short of four lines instead of five is
/// not worth them.
const WORTH: f32 = 60.0;
/// So many changes in a section at most.
const CHANGES: usize = 6;
/// Only pages so near to a poor one are tried: what is changed farther away reaches it only by chance.
const NEAR: usize = 2;
/// A section of more pages is left as it is: trying all of it would take longer than setting it.
const MOST_PAGES: usize = 60;
/// So many paragraphs of a page are asked whether they can change.
const ASKED: usize = 4;
/// So many lines at most are saved to empty a section's last page.
const SAVED_LINES: usize = 4;

/// A paragraph that may change.
struct Text {
    /// Its number among the texts.
    number: u32,
    /// The item that stands for the change: its third line, which a page may end before.
    middle: usize,
    /// The height of a line.
    height: f32,
    lines: u16,
}

/// A section's heights, to be changed and cut again.
struct Trial<'t> {
    items: Vec<FlowItem>,
    texts: Vec<Text>,
    notes: &'t [f32],
    heights: Heights,
    may_be_longer: bool,
    chosen: BTreeMap<u32, i8>,
    /// Whether a paragraph allows a change, where it was asked.
    asked: BTreeMap<(u32, i8), bool>,
}

impl Pages {
    /// By how many lines texts of a section should be longer or shorter, by number.
    pub(super) fn better_lengths(
        &self,
        setter: &mut Setter<'_>,
        notes: &NoteBoxes,
        items: &[FlowItem],
    ) -> BTreeMap<u32, i8> {
        let has_columns = items.iter().any(|item| matches!(item, FlowItem::Columns(_)));
        if has_columns || !setter.theme.paragraph.looseness() {
            return BTreeMap::new();
        }
        let notes: Vec<f32> = notes.boxes.iter().map(|note| note.height).collect();
        let heights = self.heights(&notes, true);
        let may_be_longer = self.begins_spread();
        let cut = paginate(items, &notes, heights, may_be_longer);
        if cut.slices.len() > MOST_PAGES || !is_poor(heights, &cut) {
            return BTreeMap::new();
        }
        let (items, texts) = outlines(setter, items);
        let mut trial = Trial {
            items,
            texts,
            notes: &notes,
            heights,
            may_be_longer,
            chosen: BTreeMap::new(),
            asked: BTreeMap::new(),
        };
        let (before, pages) = (cut.cost, cut.slices.len());
        // The same pages, by the places of the outlines.
        let mut cut = trial.cost(&[]);
        while trial.chosen.len() < CHANGES && is_poor(heights, &cut) {
            let Some((changes, better)) = trial.best_change(setter, &cut) else { break };
            trial.apply(&changes);
            trial.chosen.extend(changes.iter().map(|(text, by)| (trial.texts[*text].number, *by)));
            cut = better;
        }
        let is_worth = cut.slices.len() < pages || before - cut.cost >= WORTH;
        if is_worth { trial.chosen } else { BTreeMap::new() }
    }
}

impl Trial<'_> {
    /// The change that makes the pages better by most: texts by place, and the pages with it.
    fn best_change(&mut self, setter: &mut Setter<'_>, cut: &Cut) -> Option<(Vec<(usize, i8)>, Cut)> {
        let mut least = cut.cost;
        let mut best = None;
        let last = cut.slices.len() - 1;
        let short: Vec<usize> =
            (0..cut.slices.len()).filter(|page| self.heights.is_short(cut, *page)).collect();
        let is_near =
            |page: usize| short.iter().any(|short| (*short).abs_diff(page) <= NEAR) || page + NEAR > last;
        let pages = cut.slices.iter().enumerate().filter(|(page, _)| is_near(*page));
        let pages = pages.flat_map(|(page, slice)| {
            let (start, end) = (slice.start, slice.end);
            [(start..end, -1, 1), (start..end, 1, 1)]
                .into_iter()
                .filter(move |(_, by, _)| page < last || *by < 0)
        });
        let saved = (2..=SAVED_LINES).map(|lines| (0..self.items.len(), -1, lines));
        let ways: Vec<_> = pages.chain(saved).collect();
        for (range, by, count) in ways {
            let within: Vec<usize> = (0..self.texts.len())
                .filter(|text| range.contains(&self.texts[*text].middle))
                .filter(|text| !self.chosen.contains_key(&self.texts[*text].number))
                .collect();
            let any: Vec<(usize, i8)> = within.iter().take(count).map(|text| (*text, by)).collect();
            if any.len() < count || self.cost(&any).cost + CHANGE * count as f32 >= least {
                continue;
            }
            let Some(changes) = self.possible(setter, within, by, count) else { continue };
            let with = self.cost(&changes);
            let cost = with.cost + CHANGE * count as f32;
            if cost + 0.01 < least {
                least = cost;
                best = Some((changes, with));
            }
        }
        best
    }

    /// As many of some texts as are wanted that allow a change: the longest first, as it shows the least in them.
    fn possible(
        &mut self,
        setter: &mut Setter<'_>,
        mut within: Vec<usize>,
        by: i8,
        count: usize,
    ) -> Option<Vec<(usize, i8)>> {
        within.sort_by_key(|text| std::cmp::Reverse(self.texts[*text].lines));
        let mut out = Vec::new();
        for text in within.into_iter().take(ASKED * count) {
            let number = self.texts[text].number;
            let allows =
                *self.asked.entry((number, by)).or_insert_with(|| lines_if_changed(setter, number, by));
            if allows {
                out.push((text, by));
            }
            if out.len() == count {
                return Some(out);
            }
        }
        None
    }

    /// The pages with some changes.
    fn cost(&mut self, changes: &[(usize, i8)]) -> Cut {
        self.apply(changes);
        let cut = paginate(&self.items, self.notes, self.heights, self.may_be_longer);
        for (text, _) in changes {
            self.set(*text, 0);
        }
        cut
    }

    fn apply(&mut self, changes: &[(usize, i8)]) {
        for (text, by) in changes {
            self.set(*text, *by);
        }
    }

    /// Makes a text a line longer or shorter, or as it is by itself. A shorter one loses the height of a line, a longer one
    /// gets that of the line that is kept for it.
    fn set(&mut self, text: usize, by: i8) {
        let Text { middle, height, .. } = self.texts[text];
        let costs = if by > 0 { BREAK_IN_PARAGRAPH } else { NEVER };
        let heights = if by < 0 { (0.0, 0.0) } else { (height, if by > 0 { height } else { 0.0 }) };
        self.items[middle + 1] = FlowItem::Break(costs);
        for (at, height) in [(middle, heights.0), (middle + 2, heights.1)] {
            if let FlowItem::Box(inner) = &mut self.items[at] {
                inner.height = height;
            }
        }
    }
}

/// A paragraph of fewer lines has nothing to give; and one of four has a page end that it loses with a line.
const SHORTEST: u16 = 5;

/// The cost of a page end at a line that is not there.
const NEVER: f32 = 1.0e9;

/// The items of a section without what is drawn, and its paragraphs that were kept to be set anew. After a line of each
/// stands a page end and a line of no height, for the line that it may get.
fn outlines(setter: &Setter<'_>, items: &[FlowItem]) -> (Vec<FlowItem>, Vec<Text>) {
    let (mut out, mut texts) = (Vec::with_capacity(items.len()), Vec::new());
    for item in items {
        out.push(outline(item));
        let FlowItem::Box(inner) = item else { continue };
        let Some(line) = inner.marks.iter().find_map(|mark| mark.line) else { continue };
        let may_change = line.kind == LineKind::Text && line.count >= SHORTEST && line.number == 2;
        if may_change && setter.kept_texts.contains_key(&line.text) {
            let (middle, height) = (out.len() - 1, inner.height);
            texts.push(Text { number: line.text, middle, height, lines: line.count });
            out.extend([FlowItem::Break(NEVER), FlowItem::Box(FlowBox::default())]);
        }
    }
    (out, texts)
}

/// An item without what is drawn.
fn outline(item: &FlowItem) -> FlowItem {
    let bare = |inner: &FlowBox| FlowBox {
        height: inner.height,
        notes: inner.notes.clone(),
        opening_rule: inner.opening_rule,
        ..FlowBox::default()
    };
    match item {
        FlowItem::Box(inner) => FlowItem::Box(bare(inner)),
        FlowItem::Skip(height) => FlowItem::Skip(*height),
        FlowItem::Break(cost) => FlowItem::Break(*cost),
        FlowItem::Open(frame) => FlowItem::Open(frame.clone()),
        FlowItem::Close(padding) => FlowItem::Close(*padding),
        FlowItem::HeadOpen(head) => FlowItem::HeadOpen(Box::new(bare(head))),
        FlowItem::HeadClose => FlowItem::HeadClose,
        // They have no height, and columns do not get here.
        FlowItem::Anchor(_) | FlowItem::Side(..) | FlowItem::Columns(_) => FlowItem::Box(FlowBox::default()),
    }
}
