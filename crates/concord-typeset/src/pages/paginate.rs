//! Where pages end: the cheapest set of page ends over a whole section, found like the ends of lines.
//!
//! A page may end only at a [`FlowItem::Break`]; widows, orphans, stranded headings and captions cannot occur, as there
//! is no break that would make one. What is weighed is how evenly pages are filled and where they end.

use crate::flow::{FlowItem, item_height};

/// A page's share of a column's items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slice {
    /// The first item.
    pub(crate) start: usize,
    /// One past the last.
    pub(crate) end: usize,
    /// The table whose head is repeated at the top: the place of its [`FlowItem::HeadOpen`].
    pub(crate) head: Option<usize>,
}

/// The heights that there are to fill.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heights {
    /// What is left of the page that is begun.
    pub(crate) first: f32,
    /// A whole page.
    pub(crate) whole: f32,
    /// Between text and notes.
    pub(crate) note_gap: f32,
    /// Whether notes stand on the page that is begun: what is left of it is without the space above them.
    pub(crate) has_notes: bool,
    /// The step of the grid, which the cost of an unfilled page is counted in.
    pub(crate) grid: f32,
    /// Whether something stands above on the page that is begun, so that the space before the first block counts.
    pub(crate) begun: bool,
    /// What stands above on the page that is begun.
    pub(crate) above: f32,
    /// Whether the section ends with these items, so that the last page is as full as they leave it.
    pub(crate) ends_section: bool,
}

impl Heights {
    /// What a page has for text and notes, and what the first of its notes takes besides itself.
    pub(super) fn room(&self, is_first: bool) -> (f32, f32) {
        match is_first {
            true => (self.first, if self.has_notes { 0.0 } else { self.note_gap }),
            false => (self.whole, self.note_gap),
        }
    }

    /// Whether a page before a section's last is short of more lines than a reader takes for chance.
    pub(crate) fn is_short(&self, cut: &Cut, page: usize) -> bool {
        page + 1 < cut.lacking.len() && cut.lacking[page] > POORLY_FILLED * self.grid
    }
}

const LINE_SHORT: f32 = 3.0;
/// A section's last page that is empty but for a line or two; less by the square of how far it is filled.
const NEARLY_EMPTY_LAST: f32 = 2400.0;
/// A last page that is filled so far looks as if it was meant.
const ENOUGH_ON_LAST: f32 = 0.25;
/// Every page of a section that is a line longer than the text area: it shows only to those who compare.
const LINE_LONG: f32 = 12.0;
/// Every page: a section takes one more only for something that is worth it.
const PAGE: f32 = 120.0;
/// A page that is short of more lines is poorly filled.
const POORLY_FILLED: f32 = 2.4;
const OVERFULL: f32 = 1.0e7;

/// Sums up to every item, so that the height between two places is one subtraction.
pub(crate) struct Profile {
    heights: Vec<f32>,
    notes: Vec<f32>,
    /// The table that is open before an item.
    tables: Vec<Option<usize>>,
}

impl Profile {
    /// `notes` are the heights of all notes by index.
    pub(crate) fn new(items: &[FlowItem], notes: &[f32]) -> Self {
        let (mut height, mut note, mut table) = (0.0, 0.0, None);
        let mut out = Self { heights: vec![0.0], notes: vec![0.0], tables: vec![None] };
        for (index, item) in items.iter().enumerate() {
            height += item_height(item);
            match item {
                FlowItem::Box(inner) => {
                    note += inner.notes.iter().filter_map(|index| notes.get(*index)).sum::<f32>();
                }
                FlowItem::HeadOpen(_) => table = Some(index),
                FlowItem::HeadClose => table = None,
                _ => {}
            }
            out.heights.push(height);
            out.notes.push(note);
            out.tables.push(table);
        }
        out
    }

    /// The height of a slice with its notes and repeated head.
    pub(crate) fn height(&self, items: &[FlowItem], slice: Slice, note_gap: f32) -> f32 {
        let notes = self.notes[slice.end] - self.notes[slice.start];
        let gap = if notes > 0.0 { note_gap } else { 0.0 };
        self.text_height(items, slice) + notes + gap
    }

    /// The height of a slice with its repeated head alone.
    pub(crate) fn text_height(&self, items: &[FlowItem], slice: Slice) -> f32 {
        let head = slice.head.map_or(0.0, |at| match &items[at] {
            FlowItem::HeadOpen(head) => head.height,
            _ => 0.0,
        });
        // The rule over a heading at the head of a page is left out.
        let first = items[slice.start..slice.end].iter().find(|item| !matches!(item, FlowItem::Anchor(_)));
        let rule = match first {
            Some(FlowItem::Box(inner)) if inner.opening_rule => inner.height,
            _ => 0.0,
        };
        self.heights[slice.end] - self.heights[slice.start] + head - rule
    }

    /// The slice of a page: the first one keeps the space above its first block where something stands above it.
    fn page(&self, items: &[FlowItem], from: Option<usize>, end: usize, heights: Heights) -> Slice {
        match from {
            None if heights.begun => Slice { start: 0, end, head: None },
            from => self.slice(items, from.unwrap_or(0), end),
        }
    }

    /// The slice that begins after the break at `from` (or at the items' start) and ends before `end`: what is nothing
    /// at the head of a page is left out.
    pub(crate) fn slice(&self, items: &[FlowItem], from: usize, end: usize) -> Slice {
        let skipped = items[from..end]
            .iter()
            .take_while(|item| matches!(item, FlowItem::Skip(_) | FlowItem::Break(_)))
            .count();
        let start = from + skipped;
        Slice { start, end, head: self.tables[start] }
    }
}

/// How a section's items are cut into pages.
pub(crate) struct Cut {
    /// What stands on each page. The first slice may be empty: then nothing fits on the page that is begun.
    pub(crate) slices: Vec<Slice>,
    /// By how much each page is shorter than it may be.
    pub(crate) lacking: Vec<f32>,
    /// By how much every page is longer than the text area.
    pub(crate) longer: f32,
    /// What that costs: a measure of how good the pages are.
    pub(crate) cost: f32,
}

/// Cuts items into pages. Where that leaves the last page of a section nearly empty and `may_be_longer`, it is tried with
/// all pages one line longer: facing pages stay level, and the cheaper way is taken.
pub(crate) fn paginate(items: &[FlowItem], notes: &[f32], heights: Heights, may_be_longer: bool) -> Cut {
    let (own, last) = cut(items, notes, heights);
    // Other pages may have given it what it has.
    let may_be_saved = heights.ends_section && own.slices.len() > 1 && last < ENOUGH_ON_LAST * 1.3;
    if !may_be_saved || !may_be_longer {
        return own;
    }
    let line = heights.grid;
    let longer = Heights { first: heights.first + line, whole: heights.whole + line, ..heights };
    let (other, _) = cut(items, notes, longer);
    let cost = other.cost + LINE_LONG * other.slices.len() as f32;
    if cost + 0.01 < own.cost { Cut { longer: line, cost, ..other } } else { own }
}

/// Whether a page is short of more lines than a reader takes for chance, or a section's last one is nearly empty.
pub(crate) fn is_poor(heights: Heights, cut: &Cut) -> bool {
    let Some(last) = cut.slices.len().checked_sub(1).filter(|last| *last > 0) else { return false };
    let of_last = heights.whole + cut.longer - cut.lacking[last];
    (0..last).any(|page| heights.is_short(cut, page)) || of_last < ENOUGH_ON_LAST * heights.whole
}

/// The cheapest way to cut items into pages of some heights, and how full the last one is.
fn cut(items: &[FlowItem], notes: &[f32], heights: Heights) -> (Cut, f32) {
    let profile = Profile::new(items, notes);
    let breaks = items.iter().enumerate().filter_map(|(at, item)| match item {
        FlowItem::Break(cost) => Some((at, *cost)),
        _ => None,
    });
    let ends: Vec<(usize, f32)> = breaks.chain([(items.len(), 0.0)]).collect();
    // The best way to end a page at each place: its cost and the end before it.
    let mut best: Vec<(f32, Option<usize>)> = vec![(f32::INFINITY, None); ends.len()];
    let mut earliest = 0;
    for (index, (end, cost)) in ends.iter().enumerate() {
        let is_last = index + 1 == ends.len();
        for from in (earliest..=index).rev() {
            let previous = from.checked_sub(1);
            let start = previous.map_or(0, |previous| ends[previous].0);
            let slice = profile.page(items, previous.map(|_| start), *end, heights);
            let (room, gap) = heights.room(previous.is_none());
            let height = profile.height(items, slice, gap);
            if height > room + 0.01 && from < index {
                // Whatever begins before this place does not fit either, but for the shorter first page.
                if previous.is_some() {
                    earliest = earliest.max(from.min(index));
                    break;
                }
                continue;
            }
            let before = previous.map_or(0.0, |previous| best[previous].0);
            let total = before + cost + page_cost(height, room, heights, is_last, previous.is_none());
            if total < best[index].0 {
                best[index] = (total, previous);
            }
        }
    }
    let slices = walk_back(&profile, items, &ends, &best, heights);
    let above = if slices.len() == 1 { heights.above } else { 0.0 };
    let lacking: Vec<f32> = slices
        .iter()
        .enumerate()
        .map(|(number, slice)| {
            let (room, gap) = heights.room(number == 0);
            room - profile.height(items, *slice, gap)
        })
        .collect();
    let last = lacking.last().map_or(0.0, |lacking| heights.room(slices.len() == 1).0 - lacking);
    let cost = best.last().map_or(0.0, |(cost, _)| *cost);
    (Cut { slices, lacking, longer: 0.0, cost }, (above + last) / heights.whole)
}

fn page_cost(height: f32, room: f32, heights: Heights, is_last: bool, is_first: bool) -> f32 {
    if height > room + 0.01 {
        return OVERFULL * (1.0 + (height - room) / heights.whole);
    }
    if !is_last {
        return PAGE + LINE_SHORT * ((room - height) / heights.grid).powi(2);
    }
    // A page that is begun has what stands above, and costs no new one.
    let filled = (height + if is_first { heights.above } else { 0.0 }) / heights.whole;
    let lacking = (1.0 - filled / ENOUGH_ON_LAST).max(0.0);
    if heights.ends_section { NEARLY_EMPTY_LAST * lacking * lacking } else { 0.0 }
}

fn walk_back(
    profile: &Profile,
    items: &[FlowItem],
    ends: &[(usize, f32)],
    best: &[(f32, Option<usize>)],
    heights: Heights,
) -> Vec<Slice> {
    let mut slices = Vec::new();
    let mut at = Some(ends.len() - 1);
    while let Some(index) = at {
        let previous = best[index].1;
        let from = previous.map(|previous| ends[previous].0);
        slices.push(profile.page(items, from, ends[index].0, heights));
        at = previous;
    }
    slices.reverse();
    slices
}

/// Fills columns of one height one after the other. Gives each column's slice; the last one's end says how far it
/// went. A column that nothing fits in ends the filling.
pub(crate) fn fill_columns(
    profile: &Profile,
    items: &[FlowItem],
    start: usize,
    count: usize,
    height: f32,
) -> Vec<Slice> {
    let mut slices = Vec::with_capacity(count);
    let mut from = start;
    while slices.len() < count && from < items.len() {
        let ends = (from + 1..=items.len())
            .filter(|end| *end == items.len() || matches!(items[*end], FlowItem::Break(_)));
        let fitting = ends
            .map(|end| profile.slice(items, from, end))
            .take_while(|slice| profile.text_height(items, *slice) <= height + 0.01);
        let Some(slice) = fitting.filter(|slice| slice.start < slice.end).last() else { break };
        from = slice.end;
        slices.push(slice);
    }
    slices
}

#[cfg(test)]
mod tests {
    use super::{Heights, paginate};
    use crate::flow::{BREAK_BETWEEN, Flow, FlowBox, FlowItem};

    fn flow(paragraphs: &[usize]) -> Vec<FlowItem> {
        let mut flow = Flow::default();
        for lines in paragraphs {
            flow.begin(0.0, BREAK_BETWEEN);
            for line in 0..*lines {
                if line >= 2 && line + 2 <= *lines {
                    flow.push(FlowItem::Break(4.0));
                }
                flow.push(FlowItem::Box(FlowBox { height: 10.0, ..FlowBox::default() }));
            }
            flow.end(0.0);
        }
        flow.items
    }

    fn lines_by_page(paragraphs: &[usize], first: f32) -> Vec<usize> {
        let mut items = flow(paragraphs);
        items.insert(0, FlowItem::Break(0.0));
        let begun = first < 100.0;
        let (above, ends_section) = (100.0 - first, false);
        let heights = Heights {
            first,
            whole: 100.0,
            note_gap: 10.0,
            has_notes: false,
            grid: 10.0,
            begun,
            above,
            ends_section,
        };
        let slices = paginate(&items, &[], heights, false).slices;
        let boxes = |item: &&FlowItem| matches!(item, FlowItem::Box(_));
        slices.iter().map(|slice| items[slice.start..slice.end].iter().filter(boxes).count()).collect()
    }

    #[test]
    fn pages_are_filled() {
        assert_eq!(lines_by_page(&[25], 100.0), [10, 10, 5]);
    }

    #[test]
    fn no_paragraph_leaves_one_line_alone() {
        assert_eq!(lines_by_page(&[9, 4], 100.0), [9, 4]);
        assert_eq!(lines_by_page(&[8, 3], 100.0), [8, 3]);
        assert_eq!(lines_by_page(&[11], 100.0), [9, 2]);
    }

    /// Lines by page of a section of single lines with pages of 40, and by how much its pages are longer.
    fn section(lines: usize, may_be_longer: bool) -> (Vec<usize>, f32) {
        let items = flow(&vec![1; lines]);
        let heights = Heights {
            first: 400.0,
            whole: 400.0,
            note_gap: 10.0,
            has_notes: false,
            grid: 10.0,
            begun: false,
            above: 0.0,
            ends_section: true,
        };
        let cut = paginate(&items, &[], heights, may_be_longer);
        let boxes = |item: &&FlowItem| matches!(item, FlowItem::Box(_));
        let lines = cut.slices.iter().map(|slice| items[slice.start..slice.end].iter().filter(boxes).count());
        (lines.collect(), cut.longer)
    }

    #[test]
    fn the_last_page_of_a_section_gets_enough_from_those_before() {
        let (lines, longer) = section(124, false);
        assert_eq!((lines.len(), longer), (4, 0.0));
        assert!(lines[3] >= 8, "{lines:?}");
        assert!(lines[..3].iter().all(|lines| *lines >= 37), "{lines:?}");
        assert_eq!(section(130, false).0, [40, 40, 40, 10]);
    }

    #[test]
    fn pages_a_line_longer_save_a_page() {
        assert_eq!(section(123, true), (vec![41, 41, 41], 10.0));
        assert_eq!(section(130, true), (vec![40, 40, 40, 10], 0.0));
    }

    #[test]
    fn a_page_that_is_begun_may_get_nothing() {
        assert_eq!(lines_by_page(&[3, 3], 20.0), [0, 6]);
    }

    #[test]
    fn notes_that_stand_on_the_page_have_their_space_already() {
        let mut items = flow(&[1, 1, 1]);
        for item in &mut items {
            if let FlowItem::Box(inner) = item {
                inner.notes = vec![0];
            }
        }
        let lines = |has_notes| {
            let heights = Heights {
                first: 40.0,
                whole: 100.0,
                note_gap: 10.0,
                has_notes,
                grid: 10.0,
                begun: false,
                above: 60.0,
                ends_section: false,
            };
            let first = paginate(&items, &[10.0], heights, false).slices[0];
            items[first.start..first.end].iter().filter(|item| matches!(item, FlowItem::Box(_))).count()
        };
        // A line and its note take 20 of 40; the space above the first note is there, or takes 10 more.
        assert_eq!((lines(true), lines(false)), (2, 1));
    }
}
