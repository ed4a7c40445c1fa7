//! Text in columns of equal height over the whole text block.

use super::paginate::{Profile, Slice, fill_columns};
use super::place::Pages;
use crate::blocks::NoteBoxes;
use crate::flow::{ColumnSet, FlowItem};
use crate::setter::Setter;
use concord_pages::layout::ColumnKind;

/// Columns are not begun, and not left over, with fewer lines than this.
const LEAST_COLUMN_LINES: f32 = 6.0;

impl Pages {
    pub(super) fn place_columns(
        &mut self,
        setter: &mut Setter<'_>,
        notes: &mut NoteBoxes,
        columns: ColumnSet,
    ) {
        let note_heights: Vec<f32> = notes.boxes.iter().map(|note| note.height).collect();
        let lead = crate::flow::height(&columns.lead);
        let grid = self.geometry.grid;
        let items = columns.flow.items;
        let profile = Profile::new(&items, &note_heights);
        // A heading above the columns stays with a few lines of each; what these call notes for takes room too.
        let heights = self.heights(&note_heights, false);
        let (room, gap) = heights.room(true);
        let begun =
            self.choose_columns(&profile, &items, 0, columns.count, (room - lead, gap), &note_heights);
        let highest = begun.iter().map(|slice| profile.text_height(&items, *slice)).fold(0.0, f32::max);
        let is_all = begun.last().is_some_and(|slice| slice.end == items.len());
        if !is_all && highest < LEAST_COLUMN_LINES * grid - 0.01 && self.y > 0.0 {
            self.finish_page(setter, notes);
            self.new_page(setter);
        }
        self.place_lead(setter, columns.lead);
        let mut slots: Vec<Option<FlowItem>> = Vec::new();
        let mut start = 0;
        let mut plan = Vec::new();
        let mut page_y = self.y;
        let mut is_first = true;
        loop {
            let room = self.heights(&note_heights, false).room(is_first);
            let chosen = self.choose_columns(&profile, &items, start, columns.count, room, &note_heights);
            let end = chosen.last().map_or(start, |slice| slice.end);
            let stuck = end == start && page_y == 0.0;
            plan.push((chosen, page_y));
            if end >= items.len() || stuck {
                break;
            }
            start = end;
            page_y = 0.0;
            is_first = false;
        }
        slots.extend(items.into_iter().map(Some));
        let pages = plan.len();
        for (number, (slices, top)) in plan.into_iter().enumerate() {
            let mut bottom = top;
            for (column, slice) in slices.into_iter().enumerate() {
                self.y = top;
                self.place_slice(setter, &mut slots, slice, &mut Vec::new(), columns.step * column as f32);
                let kind = ColumnKind::Beside(u8::try_from(column).unwrap_or(u8::MAX));
                self.trace_column(kind, columns.step * column as f32, top, self.y);
                bottom = f32::max(bottom, self.y);
            }
            self.y = (bottom / grid - 0.01).ceil() * grid;
            self.side_y = self.side_y.max(self.y);
            if number + 1 < pages {
                self.finish_page(setter, notes);
                self.new_page(setter);
            }
        }
    }

    fn place_lead(&mut self, setter: &mut Setter<'_>, items: Vec<FlowItem>) {
        let end = items.len();
        let start = if self.y > 0.0 {
            0
        } else {
            items.iter().take_while(|item| matches!(item, FlowItem::Skip(_))).count()
        };
        let mut slots: Vec<_> = items.into_iter().map(Some).collect();
        let slice = Slice { start, end, head: None };
        let top = self.y;
        self.place_slice(setter, &mut slots, slice, &mut Vec::new(), 0.0);
        self.trace_column(ColumnKind::Main, 0.0, top, self.y);
    }

    /// The columns of one page: as high as the page allows, or where everything fits, as low and even as possible.
    fn choose_columns(
        &self,
        profile: &Profile,
        items: &[FlowItem],
        start: usize,
        count: usize,
        (room, note_gap): (f32, f32),
        note_heights: &[f32],
    ) -> Vec<Slice> {
        let grid = self.geometry.grid;
        let notes_of = |slices: &[Slice]| -> f32 {
            let boxes = slices.iter().flat_map(|slice| &items[slice.start..slice.end]);
            let indices = boxes.flat_map(|item| match item {
                FlowItem::Box(inner) => inner.notes.as_slice(),
                _ => &[],
            });
            let height: f32 = indices.filter_map(|index| note_heights.get(*index)).sum();
            if height > 0.0 { height + note_gap } else { 0.0 }
        };
        let mut height = room;
        let mut chosen = fill_columns(profile, items, start, count, height);
        while height > grid && height + notes_of(&chosen) > room + 0.01 {
            height -= grid / 2.0;
            chosen = fill_columns(profile, items, start, count, height);
        }
        let ends = |slices: &[Slice]| slices.last().is_some_and(|slice| slice.end == items.len());
        if !ends(&chosen) {
            return leave_enough(profile, items, start, count, height, chosen, grid);
        }
        let total: f32 = chosen.iter().map(|slice| profile.text_height(items, *slice)).sum();
        let mut low = (total / count as f32 / grid).floor() * grid;
        while low < height {
            let even = fill_columns(profile, items, start, count, low);
            if ends(&even) {
                return even;
            }
            low += grid / 2.0;
        }
        chosen
    }
}

/// Columns that go on take so much less of this page that the next one gets a few lines for each of its columns too.
fn leave_enough(
    profile: &Profile,
    items: &[FlowItem],
    start: usize,
    count: usize,
    height: f32,
    chosen: Vec<Slice>,
    grid: f32,
) -> Vec<Slice> {
    let least = LEAST_COLUMN_LINES * grid * count as f32 * 0.8;
    let left = |slices: &[Slice]| {
        let end = slices.last().map_or(start, |slice| slice.end);
        profile.text_height(items, profile.slice(items, end, items.len()))
    };
    let mut shorter = height;
    let mut columns = chosen.clone();
    while left(&columns) < least && shorter > height - LEAST_COLUMN_LINES * grid {
        shorter -= grid;
        columns = fill_columns(profile, items, start, count, shorter);
    }
    if left(&columns) < least { chosen } else { columns }
}
