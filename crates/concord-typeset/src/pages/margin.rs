//! The marginal column: pulled statements and fact panels beside the text.

use super::paginate::Slice;
use super::place::{Pages, placed_height};
use crate::flow::FlowItem;
use crate::setter::Setter;
use concord_pages::layout::ColumnKind;
use concord_pages::{Item, Segment};

/// What stands free below something in the margin, in grid steps, before anything over the whole width.
const CLEAR: f32 = 2.0;

impl Pages {
    /// Places what a slice has for the marginal column: beside what follows it, or higher where something over the
    /// whole width comes too soon.
    pub(super) fn place_sides(
        &mut self,
        setter: &mut Setter<'_>,
        items: &mut [Option<FlowItem>],
        slice: Slice,
    ) {
        let is_side = |item: &Option<FlowItem>| matches!(item, Some(FlowItem::Side(..)));
        let early = side_behind_rest(items, slice.end);
        if early.is_none() && !items[slice.start..slice.end].iter().any(is_side) {
            return;
        }
        let gap = self.geometry.grid;
        let top = self.y;
        let mut barriers = self.barriers(items, slice);
        for index in (slice.start..slice.end).chain(early) {
            let Some(FlowItem::Side(inner, _)) = &items[index] else { continue };
            let below = next_box_top(items, slice, index, top);
            // It ends level with the text that it was taken from.
            let wanted = below - inner.height;
            let free = barriers.windows(2).map(|pair| (pair[0].1, pair[1].0));
            let places = free.filter_map(|(from, to)| {
                let from = if from > 0.0 { from + gap } else { from };
                let lowest = to - inner.height;
                (lowest >= from - 0.01).then(|| wanted.clamp(from, lowest))
            });
            let best = places.min_by(|a, b| (a - wanted).abs().total_cmp(&(b - wanted).abs()));
            if best.is_none() && Some(index) == early {
                continue;
            }
            let Some(FlowItem::Side(inner, span)) = items[index].take() else { continue };
            let y = best.unwrap_or_else(|| {
                setter.without_room.insert(span);
                wanted
            });
            let taken = (y, y + inner.height);
            self.side_y = self.side_y.max(taken.1);
            self.trace_column(ColumnKind::Margin, 0.0, taken.0, taken.1);
            self.place_box(setter, inner, 0.0, y);
            barriers.push(taken);
            barriers.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
    }

    /// What stands in the way of the marginal column, from top to bottom: what is there already, whatever of a slice
    /// reaches into it, and the page's foot or columns below the slice.
    fn barriers(&self, items: &[Option<FlowItem>], slice: Slice) -> Vec<(f32, f32)> {
        let reach = self.geometry.main_x - 1.0;
        let mut out = vec![(0.0, self.side_y)];
        let mut y = self.y;
        for item in items[slice.start..slice.end].iter().flatten() {
            let height = placed_height(item, y);
            if let FlowItem::Box(inner) = item
                && inner.marks.iter().any(|mark| mark.items.iter().any(|item| left_edge(item) < reach))
            {
                out.push((y - CLEAR * self.geometry.grid, y + height));
            }
            y += height;
        }
        // At a page's end the margin is free down to its foot; columns of text reach into it.
        let goes_on = matches!(items.get(slice.end), Some(Some(FlowItem::Columns(_))));
        let end = if goes_on { y - CLEAR * self.geometry.grid } else { y.max(self.geometry.body_height) };
        out.push((end, f32::INFINITY));
        out
    }
}

/// Something for the margin behind a text of which so little is left after a page's end that it would find no room beside that:
/// it stands on the page before.
fn side_behind_rest(items: &[Option<FlowItem>], end: usize) -> Option<usize> {
    let mut rest = 0.0;
    for (index, item) in items.iter().enumerate().skip(end) {
        match item {
            Some(FlowItem::Box(inner)) => rest += inner.height,
            Some(FlowItem::Break(_) | FlowItem::Anchor(_)) => {}
            Some(FlowItem::Side(inner, _)) => return (0.0 < rest && rest < inner.height).then_some(index),
            _ => return None,
        }
    }
    None
}

/// Where the next box after an item begins, from the place where the slice does.
fn next_box_top(items: &[Option<FlowItem>], slice: Slice, index: usize, top: f32) -> f32 {
    let mut y = top;
    for (at, item) in items[..slice.end].iter().enumerate().skip(slice.start) {
        let Some(item) = item else { continue };
        if at > index && matches!(item, FlowItem::Box(_)) {
            return y;
        }
        y += placed_height(item, y);
    }
    y
}

/// The left edge of a drawn thing.
fn left_edge(item: &Item) -> f32 {
    match item {
        Item::Text(run) => run.origin.x,
        Item::Image(image) => image.rect.x,
        Item::Path(path) => path
            .segments
            .iter()
            .filter_map(|segment| match segment {
                Segment::Move(point) | Segment::Line(point) | Segment::Curve(_, _, point) => Some(point.x),
                Segment::Close => None,
            })
            .fold(f32::INFINITY, f32::min),
    }
}
