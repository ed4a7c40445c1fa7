//! Boxes onto pages.

use super::furniture::{SLUG, crop_marks};
use super::paginate::{Cut, Heights, Slice, paginate};
use crate::blocks::NoteBoxes;
use crate::flow::{Anchor, BoxMark, BoxOwner, Flow, FlowBox, FlowItem, Frame, item_height, shift_item};
use crate::inline::LinkId;
use crate::setter::{LinkTarget, Setter};
use crate::theme::Print;
use crate::tree::NodeId;
use concord_diagnostics::{Code, Diagnostic};
use concord_pages::layout::{ColumnKind, Layout, SectionKind};
use concord_pages::{Artifact, Item, Mark, Owner, Page, Path, Place, PressMargins, Rect, Target};
use std::collections::BTreeMap;

/// What a page's head and foot say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Furniture {
    /// In the running head; no head where it is empty.
    pub(crate) running: String,
    /// Whether the page number is shown.
    pub(crate) folio: bool,
}

/// Where things came to stand.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) ids: BTreeMap<String, Place>,
    pub(crate) headings: BTreeMap<usize, Place>,
    notes: BTreeMap<usize, Place>,
    note_calls: BTreeMap<usize, Place>,
}

/// A state of the pages to go back to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PagesMark {
    pages: usize,
    marks: usize,
    link_rects: usize,
    y: f32,
    side_y: f32,
    traced: [usize; 3],
    body_height: f32,
    /// How many notes were called.
    notes: usize,
}

/// The pages made so far, and the one that is being filled.
pub(crate) struct Pages {
    pub(crate) pages: Vec<Page>,
    pub(crate) places: Places,
    pub(crate) link_rects: Vec<(usize, LinkId, Rect)>,
    /// The owner of every mark, by page, where it is an element: the press wants element numbers.
    pub(crate) owners: Vec<Vec<Option<NodeId>>>,
    pub(super) furniture: Furniture,
    /// Top of the text block's free part.
    pub(super) y: f32,
    /// Where the marginal column is free.
    pub(super) side_y: f32,
    notes: Vec<usize>,
    /// Whether the section has text in columns beside each other.
    has_columns: bool,
    pub(super) geometry: Geometry,
    /// How the pages came to be.
    pub(crate) layout: Layout,
}

#[derive(Clone, Copy)]
pub(super) struct Geometry {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) left: f32,
    pub(super) right: f32,
    /// What files for a press have beside the pages.
    pub(super) print: Option<Print>,
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) body_height: f32,
    pub(super) full_width: f32,
    pub(super) grid: f32,
    pub(super) main_x: f32,
}

/// Notes stand this many grid steps below the text.
pub(super) const NOTE_GAP: f32 = 1.25;

/// By what part of themselves spaces around headings, drawings and boxes may grow, so that a page ends where its neighbour
/// does; and those between paragraphs, which readers compare from page to page.
const STRETCH: [f32; 2] = [0.75, 0.15];

/// So much a space may grow, `narrow` being what stands between paragraphs.
fn stretch(space: f32, narrow: f32) -> f32 {
    space * STRETCH[usize::from(space <= narrow)]
}

/// Makes the spaces between a page's blocks so much wider that its text ends at the foot: facing pages are level. Where they
/// would have to grow too much, the page stays as it is.
fn level(items: &mut [Option<FlowItem>], lacking: f32, narrow: f32) {
    let stretches = items.iter().flatten().map(|item| match item {
        FlowItem::Skip(space) => stretch(*space, narrow),
        _ => 0.0,
    });
    let part = lacking / stretches.sum::<f32>().max(f32::EPSILON);
    if !(0.0..=1.0).contains(&part) {
        return;
    }
    for item in items.iter_mut().flatten() {
        if let FlowItem::Skip(space) = item {
            *space += stretch(*space, narrow) * part;
        }
    }
}

/// The height of an item as it is placed: a rule over a heading is left out at the head of a page.
pub(super) fn placed_height(item: &FlowItem, y: f32) -> f32 {
    match item {
        FlowItem::Box(inner) if inner.opening_rule && y < 0.5 => 0.0,
        _ => item_height(item),
    }
}

impl Pages {
    pub(crate) fn new(setter: &Setter<'_>) -> Self {
        let page = &setter.theme.page;
        let geometry = Geometry {
            width: page.width,
            height: page.height,
            left: page.left,
            right: page.right,
            print: setter.theme.print,
            top: page.top,
            bottom: page.bottom,
            body_height: page.body_height(),
            full_width: page.full_width(),
            grid: page.grid,
            main_x: page.main_x(),
        };
        Self {
            pages: Vec::new(),
            places: Places::default(),
            link_rects: Vec::new(),
            owners: Vec::new(),
            furniture: Furniture::default(),
            y: 0.0,
            side_y: 0.0,
            notes: Vec::new(),
            has_columns: false,
            layout: Layout {
                body_height: geometry.body_height,
                leading: setter.theme.styles.body.leading,
                ..Layout::default()
            },
            geometry,
        }
    }

    /// Begins a section on a new page.
    pub(crate) fn begin_section(
        &mut self,
        setter: &mut Setter<'_>,
        notes: &mut NoteBoxes,
        kind: SectionKind,
        furniture: Furniture,
    ) {
        self.finish_page(setter, notes);
        self.has_columns = false;
        let page = &setter.theme.page;
        (self.geometry.top, self.geometry.bottom) = (page.top, page.bottom);
        self.geometry.body_height = page.body_height();
        if kind == SectionKind::Factsheet {
            (self.geometry.top, self.geometry.bottom) = (page.sheet_top, page.sheet_bottom);
            self.geometry.body_height = page.sheet_height();
            self.layout.body_height = page.sheet_height();
            self.layout.leading = setter.theme.styles.sheet_text.leading;
        }
        // The first of pages that are seen as one picture carries no number.
        let folio = furniture.folio;
        self.furniture = Furniture { folio: folio && kind != SectionKind::Factsheet, ..furniture };
        self.new_page(setter);
        self.furniture.folio = folio;
        self.trace_section(kind);
    }

    /// Adds blank pages, so that with one more their number is a multiple of those of a sheet.
    pub(crate) fn fill_sheet(&mut self, setter: &mut Setter<'_>, notes: &mut NoteBoxes, sheet: usize) {
        self.finish_page(setter, notes);
        self.furniture = Furniture::default();
        let before = self.pages.len();
        while !(self.pages.len() + 1).is_multiple_of(sheet.max(1)) {
            self.new_page(setter);
            if self.pages.len() == before + 1 {
                self.trace_section(SectionKind::BackCover);
            }
        }
        self.layout.blank_pages = self.pages.len() - before;
    }

    /// The state to go back to where the section that was just begun has to be set anew.
    pub(crate) fn mark(&self) -> PagesMark {
        let page = self.current();
        let marks = self.pages.get(page).map_or(0, |page| page.marks.len());
        PagesMark {
            pages: self.pages.len(),
            marks,
            link_rects: self.link_rects.len(),
            y: self.y,
            side_y: self.side_y,
            traced: self.traced(),
            body_height: self.geometry.body_height,
            notes: self.notes.iter().map(|index| index + 1).max().unwrap_or(0),
        }
    }

    /// Takes everything off the pages that was put there since a mark. Places are put in anew by the next setting.
    pub(crate) fn go_back(&mut self, mark: PagesMark) {
        self.pages.truncate(mark.pages);
        self.owners.truncate(mark.pages);
        if let (Some(page), Some(owners)) = (self.pages.last_mut(), self.owners.last_mut()) {
            page.marks.truncate(mark.marks);
            owners.truncate(mark.marks);
        }
        self.link_rects.truncate(mark.link_rects);
        self.forget_traces(mark.traced);
        self.geometry.body_height = mark.body_height;
        // What stood on the page before keeps its notes and the places that call them.
        self.places.note_calls.retain(|index, place| {
            place.page < mark.pages - 1 || (place.page == mark.pages - 1 && *index < mark.notes)
        });
        self.notes.retain(|index| *index < mark.notes);
        self.y = mark.y;
        self.side_y = mark.side_y;
    }

    /// The page that is being filled, from 0.
    pub(crate) fn current(&self) -> usize {
        self.pages.len().saturating_sub(1)
    }

    /// Where the text of the page that is being filled ends, from the text block's top; `None` where notes stand at its foot.
    pub(crate) fn end_of_text(&self) -> Option<f32> {
        self.notes.is_empty().then_some(self.y.max(self.side_y))
    }

    /// Leaves so much room at least, up to a line of the grid. What stands in the margin then begins a little below.
    pub(crate) fn skip_to_grid(&mut self, least: f32, margin: f32) {
        let grid = self.geometry.grid;
        self.y = ((self.y + least) / grid).ceil() * grid;
        // Whatever is there keeps a line of the grid free above it.
        self.side_y = self.y + margin - grid;
    }

    /// Leaves room at the top of the page that was just begun.
    pub(crate) fn skip(&mut self, height: f32) {
        self.y += height;
        self.side_y = self.y;
    }

    pub(super) fn new_page(&mut self, setter: &mut Setter<'_>) {
        let Geometry { width, height, print, .. } = self.geometry;
        let press = print.map(|print| PressMargins { bleed: print.bleed, sheet: print.bleed + SLUG });
        self.pages.push(Page { width, height, press, ..Page::default() });
        self.owners.push(Vec::new());
        self.y = 0.0;
        self.side_y = 0.0;
        if let Some(print) = print {
            let marks = crop_marks(width, height, print.bleed);
            self.artifact(Artifact::Page, marks);
        }
        let number = self.pages.len();
        self.draw_furniture(setter, number);
    }

    /// Draws something that has no meaning, in page coordinates, on the page that is being filled.
    pub(crate) fn artifact(&mut self, kind: Artifact, items: Vec<Item>) {
        let page = self.current();
        self.pages[page].marks.push(Mark { owner: Owner::Artifact(kind), items });
        self.owners[page].push(None);
    }

    /// Sets a column down, over as many pages as it takes. Where its section ends with it, its last page should not be
    /// nearly empty.
    pub(crate) fn place(
        &mut self,
        setter: &mut Setter<'_>,
        notes: &mut NoteBoxes,
        flow: Flow,
        ends_section: bool,
    ) {
        self.has_columns |= flow.items.iter().any(|item| matches!(item, FlowItem::Columns(_)));
        let mut segment = Vec::new();
        for item in flow.items {
            match item {
                FlowItem::Columns(columns) => {
                    self.place_segment(setter, notes, std::mem::take(&mut segment), false);
                    self.place_columns(setter, notes, columns);
                }
                other => segment.push(other),
            }
        }
        self.place_segment(setter, notes, segment, ends_section);
    }

    pub(super) fn remaining(&self, note_heights: &[f32]) -> f32 {
        self.geometry.body_height - self.y - self.foot(note_heights)
    }

    /// The height of the notes on this page with the gap above them.
    fn foot(&self, note_heights: &[f32]) -> f32 {
        if self.notes.is_empty() {
            return 0.0;
        }
        let notes: f32 = self.notes.iter().filter_map(|index| note_heights.get(*index)).sum();
        notes + NOTE_GAP * self.geometry.grid
    }

    /// The heights that there are from here on.
    pub(super) fn heights(&self, note_heights: &[f32], ends_section: bool) -> Heights {
        let grid = self.geometry.grid;
        Heights {
            first: self.remaining(note_heights),
            whole: self.geometry.body_height,
            note_gap: NOTE_GAP * grid,
            has_notes: !self.notes.is_empty(),
            grid,
            begun: self.y > 0.0,
            above: self.y,
            ends_section,
        }
    }

    /// Whether pages may be made longer from here on: the one on the left of a spread only with the one on its right.
    pub(super) fn begins_spread(&self) -> bool {
        self.y == 0.0 || self.pages.len().is_multiple_of(2)
    }

    fn place_segment(
        &mut self,
        setter: &mut Setter<'_>,
        notes: &mut NoteBoxes,
        items: Vec<FlowItem>,
        ends_section: bool,
    ) {
        if items.is_empty() {
            return;
        }
        let note_heights: Vec<f32> = notes.boxes.iter().map(|note| note.height).collect();
        let heights = self.heights(&note_heights, ends_section);
        let Cut { slices, lacking, longer, .. } =
            paginate(&items, &note_heights, heights, self.begins_spread());
        self.geometry.body_height += longer;
        let mut items: Vec<Option<FlowItem>> = items.into_iter().map(Some).collect();
        let mut open: Vec<Frame> = Vec::new();
        let count = slices.len();
        for (number, slice) in slices.into_iter().enumerate() {
            let top = self.y;
            if number + 1 < count {
                let narrow = setter.theme.styles.body.after;
                level(&mut items[slice.start..slice.end], lacking[number], narrow);
            }
            self.place_slice(setter, &mut items, slice, &mut open, 0.0);
            self.trace_column(ColumnKind::Main, 0.0, top, self.y);
            if number + 1 < count {
                self.finish_page(setter, notes);
                self.new_page(setter);
            }
        }
    }

    /// Places the items of a slice one under the other, `dx` to the right of the text block's left edge.
    pub(super) fn place_slice(
        &mut self,
        setter: &mut Setter<'_>,
        items: &mut [Option<FlowItem>],
        slice: Slice,
        open: &mut Vec<Frame>,
        dx: f32,
    ) {
        self.place_head(setter, items, slice, dx);
        self.draw_frames(items, slice, open, dx);
        self.place_sides(setter, items, slice);
        for item in &mut items[slice.start..slice.end] {
            // A table's head stays where it is, as further pages show it again.
            let Some(taken) = (if matches!(item, Some(FlowItem::HeadOpen(_))) { None } else { item.take() })
            else {
                continue;
            };
            let height = item_height(&taken);
            match taken {
                // The rule over a heading is nothing under the rule of the running head.
                FlowItem::Box(inner) if inner.opening_rule && self.y < 0.5 => continue,
                FlowItem::Box(inner) => self.place_box(setter, inner, dx, self.y),
                FlowItem::Anchor(anchor) => self.place_anchor(anchor, self.geometry.top + self.y),
                _ => {}
            }
            self.y += height;
        }
        if self.y > self.geometry.body_height + 0.5 {
            self.report_overflow(setter);
        }
    }

    /// The page that is being filled has more than it can hold.
    pub(super) fn report_overflow(&self, setter: &mut Setter<'_>) {
        setter.diagnostics.push(
            Diagnostic::new(Code::OVERFLOW, format!("page {} has more than it can hold", self.pages.len()))
                .note("something that is never divided, such as a table row, a drawing or the words of a cover, is higher than the place for it")
                .help("divide it, or make it smaller"),
        );
    }

    fn place_head(&mut self, setter: &mut Setter<'_>, items: &[Option<FlowItem>], slice: Slice, dx: f32) {
        let Some(Some(FlowItem::HeadOpen(head))) = slice.head.map(|at| &items[at]) else { return };
        let copy = FlowBox { height: head.height, marks: head.marks.clone(), ..FlowBox::default() };
        let height = copy.height;
        self.place_box(setter, copy, dx, self.y);
        self.y += height;
    }

    /// Draws the grounds of a slice before what stands on them. A frame that goes on is left in `open`.
    fn draw_frames(&mut self, items: &[Option<FlowItem>], slice: Slice, open: &mut Vec<Frame>, dx: f32) {
        let mut y = self.y;
        let mut frames: Vec<(Frame, f32)> = open.drain(..).map(|frame| (frame, y)).collect();
        let mut grounds = Vec::new();
        for item in items[slice.start..slice.end].iter().flatten() {
            let top = y;
            y += placed_height(item, y);
            match item {
                FlowItem::Open(frame) => frames.push((frame.clone(), top)),
                FlowItem::Close(_) => {
                    if let Some((frame, top)) = frames.pop() {
                        grounds.extend(frame.marks(top, y));
                    }
                }
                _ => {}
            }
        }
        for (frame, top) in frames {
            grounds.extend(frame.marks(top, y + 4.0));
            open.push(frame);
        }
        let marks = grounds;
        let (left, top) = (self.left() + dx, self.geometry.top);
        for mut mark in marks {
            for item in &mut mark.items {
                shift_item(item, left, top);
            }
            self.artifact(Artifact::Layout, mark.items);
        }
    }

    /// Places a box with its top at `y` under the text block's top.
    pub(crate) fn place_box(&mut self, setter: &mut Setter<'_>, mut inner: FlowBox, dx: f32, y: f32) {
        inner.shift(self.left() + dx, self.geometry.top + y);
        let page = self.current();
        for (anchor, y) in inner.anchors {
            self.place_anchor(anchor, y);
        }
        for (node, rect) in inner.figures {
            setter.tree.attributes(node).bounds = Some((page, rect));
        }
        for note in inner.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        self.place_marks(setter, inner.marks);
    }

    /// Places marks that are in page coordinates.
    pub(crate) fn place_marks(&mut self, setter: &mut Setter<'_>, marks: Vec<BoxMark>) {
        let page = self.current();
        for mark in marks {
            self.link_rects.extend(mark.links.into_iter().map(|(link, rect)| (page, link, rect)));
            match mark.owner {
                BoxOwner::Artifact(kind) => self.artifact(kind, mark.items),
                BoxOwner::Piece(node, piece) => {
                    let goes_on =
                        setter.tree.continues(piece) && self.owners[page].last() == Some(&Some(node));
                    let index = self.pages[page].marks.len() - usize::from(goes_on);
                    let item = if goes_on { self.pages[page].marks[index].items.len() } else { 0 };
                    if goes_on {
                        self.pages[page].marks[index].items.extend(mark.items);
                    } else {
                        // The element's number in the finished tree is not known yet.
                        let owner = Owner::Element(concord_pages::ElementId(0));
                        self.pages[page].marks.push(Mark { owner, items: mark.items });
                        self.owners[page].push(Some(node));
                    }
                    if let Some(line) = mark.line {
                        self.trace_line(line, index, item);
                    }
                    setter.tree.place(piece, page, index);
                }
            }
        }
    }

    /// Notes a place, by its distance from the page's upper edge; a reader is shown a little more than it.
    fn place_anchor(&mut self, anchor: Anchor, y: f32) {
        let place = Place { page: self.current(), y: (y - 8.0).max(0.0) };
        match anchor {
            Anchor::Id(id) => {
                self.places.ids.insert(id, place);
            }
            Anchor::NoteCall(index) => {
                self.places.note_calls.entry(index).or_insert(place);
            }
            Anchor::Heading(index) => {
                self.places.headings.insert(index, place);
            }
        }
    }

    /// Places the notes at the foot of the page. Called once for every page, when it is full.
    pub(crate) fn finish_page(&mut self, setter: &mut Setter<'_>, notes: &mut NoteBoxes) {
        let indices = std::mem::take(&mut self.notes);
        if indices.is_empty() {
            return;
        }
        let height: f32 =
            indices.iter().filter_map(|index| notes.boxes.get(*index)).map(|note| note.height).sum();
        let page = self.current();
        self.layout.notes.push((page, height + NOTE_GAP * self.geometry.grid));
        let mut y = self.geometry.body_height - height;
        // In a section with columns of text they begin where the first of these does.
        let is_wide = self.notes_are_wide(notes, &indices);
        let dx = if self.has_columns && !is_wide { -self.geometry.main_x } else { 0.0 };
        let x = self.left() + dx + if is_wide { 0.0 } else { self.geometry.main_x };
        let rule =
            Rect { x, y: self.geometry.top + y - 5.0, width: self.geometry.full_width * 0.16, height: 0.5 };
        let color = setter.theme.colors.muted;
        self.artifact(Artifact::Layout, vec![Item::Path(Path::rectangle(rule, color))]);
        for index in indices {
            let Some(note) = notes.boxes.get_mut(index) else { continue };
            let note = std::mem::take(note);
            self.places.notes.insert(index, Place { page: self.current(), y: self.geometry.top + y - 4.0 });
            let height = note.height;
            self.place_box(setter, note, dx, y);
            y += height;
        }
        self.notes.clear();
    }

    fn notes_are_wide(&self, notes: &NoteBoxes, indices: &[usize]) -> bool {
        let first = indices.first().and_then(|index| notes.boxes.get(*index));
        let run = first.and_then(|note| note.marks.first()).and_then(|mark| mark.items.first());
        matches!(run, Some(Item::Text(run)) if run.origin.x < self.geometry.main_x)
    }

    /// Where a link leads, now that pages are known.
    pub(crate) fn resolve(&self, target: &LinkTarget) -> Option<Target> {
        let place = match target {
            LinkTarget::Address(address) => return Some(Target::Address(address.clone())),
            LinkTarget::Id(id) => self.places.ids.get(id),
            LinkTarget::Note(index) => self.places.notes.get(index),
            LinkTarget::NoteCall(index) => self.places.note_calls.get(index),
            LinkTarget::Heading(index) => self.places.headings.get(index),
        };
        place.copied().map(Target::Place)
    }

    /// Fills pages that were left blank for it, such as the contents.
    pub(crate) fn place_on(&mut self, setter: &mut Setter<'_>, page: usize, top: f32, flow: FlowBox) {
        let later = self.pages.split_off(page + 1);
        let later_owners = self.owners.split_off(page + 1);
        self.trace_column(ColumnKind::Main, 0.0, top, top + flow.height);
        self.place_box(setter, flow, 0.0, top);
        self.pages.extend(later);
        self.owners.extend(later_owners);
    }

    /// Whether a node's marks are those of a page's owner table: for the last step.
    pub(crate) fn owner_nodes(&self) -> impl Iterator<Item = (usize, usize, NodeId)> + '_ {
        self.owners.iter().enumerate().flat_map(|(page, owners)| {
            owners.iter().enumerate().filter_map(move |(mark, owner)| owner.map(|node| (page, mark, node)))
        })
    }
}
