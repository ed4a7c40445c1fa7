//! What blocks become before there are pages: a column of boxes, skips and places where a page may end.
//!
//! One mechanism serves every "keep": a page ends only at a [`FlowItem::Break`], and whatever must stay with what
//! follows simply has none between.

use crate::inline::LinkId;
use crate::setter::Setter;
use crate::tree::{NodeId, PieceId};
use concord_diagnostics::Span;
use concord_pages::layout::LineTrace;
use concord_pages::{Artifact, Color, Item, Path, PlacedImage, Point, Rect, Segment};

/// A column of set things, from top to bottom.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    pub(crate) items: Vec<FlowItem>,
    /// The space that the last block wants below it.
    after: f32,
    /// Whether the last block must stay with the next.
    keep: bool,
    /// Whether the last block is a heading.
    opens: bool,
    /// Whether anything with height is there.
    started: bool,
}

/// A thing in a column.
#[derive(Debug)]
pub(crate) enum FlowItem {
    /// Something with height that is never divided.
    Box(FlowBox),
    /// Space; nothing at the head of a page.
    Skip(f32),
    /// A page may end here, at a cost.
    Break(f32),
    /// A ground or rule begins that runs behind what follows.
    Open(Frame),
    /// It ends, after this much space.
    Close(f32),
    /// A place that links and bookmarks lead to.
    Anchor(Anchor),
    /// Something in the marginal column beside this place, and where it was written.
    Side(FlowBox, Span),
    /// A table begins, whose head is repeated on every further page.
    HeadOpen(Box<FlowBox>),
    /// The table ends.
    HeadClose,
    /// Text in columns of equal height.
    Columns(ColumnSet),
}

/// Something with height. Positions are relative to its top and to the left edge of the text block.
#[derive(Debug, Default)]
pub(crate) struct FlowBox {
    pub(crate) height: f32,
    pub(crate) marks: Vec<BoxMark>,
    /// Notes that stand at the foot of the same page.
    pub(crate) notes: Vec<usize>,
    /// Whether it is only a rule over what follows.
    pub(crate) opening_rule: bool,
    /// Places in it that links and bookmarks lead to, by their distance from its top.
    pub(crate) anchors: Vec<(Anchor, f32)>,
    /// Figures and their rectangles, for their bounding boxes.
    pub(crate) figures: Vec<(NodeId, Rect)>,
}

/// Something drawn.
#[derive(Clone, Debug)]
pub(crate) struct BoxMark {
    pub(crate) owner: BoxOwner,
    pub(crate) items: Vec<Item>,
    pub(crate) links: Vec<(LinkId, Rect)>,
    /// The line that begins with it.
    pub(crate) line: Option<LineTrace>,
}

/// What it belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum BoxOwner {
    Piece(NodeId, PieceId),
    Artifact(Artifact),
}

/// A ground, or a rule at the left, behind part of a column.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) fill: Option<Color>,
    /// Colour and width of a rule at the left edge.
    pub(crate) rule: Option<(Color, f32)>,
    /// Space between its top and what it holds.
    pub(crate) padding: f32,
}

/// A place that links and bookmarks lead to.
#[derive(Clone, Debug)]
pub(crate) enum Anchor {
    /// A block's id.
    Id(String),
    /// The call of a note.
    NoteCall(usize),
    /// A heading, for bookmarks and contents: its place in the list of headings.
    Heading(usize),
}

/// Text in columns.
#[derive(Debug)]
pub(crate) struct ColumnSet {
    pub(crate) count: usize,
    /// The distance from one column's left edge to the next one's.
    pub(crate) step: f32,
    /// What must stand above the columns on the same page, such as their heading.
    pub(crate) lead: Vec<FlowItem>,
    pub(crate) flow: Flow,
}

/// The cost of a page end between two lines of a paragraph.
pub(crate) const BREAK_IN_PARAGRAPH: f32 = 20.0;
/// The cost of a page end that leaves one item of a list alone.
pub(crate) const BREAK_BESIDE_ONE_ITEM: f32 = 60.0;
/// The cost of a page end after two lines of a heading's text, and half of it after three: it opens at a page's foot.
pub(crate) const BREAK_AFTER_OPENING: f32 = 60.0;
/// The cost of a page end inside a divided word.
pub(crate) const BREAK_IN_WORD: f32 = 90.0;
/// The cost of a page end between two blocks.
pub(crate) const BREAK_BETWEEN: f32 = 0.0;
/// The cost of a page end before a heading: less than nothing.
pub(crate) const BREAK_BEFORE_HEADING: f32 = -40.0;

impl Flow {
    /// A column of items that have their own space around them.
    pub(crate) fn of(items: Vec<FlowItem>) -> Self {
        Self { items, ..Self::default() }
    }

    /// Begins a block that wants some space above, with a page end allowed before it at some cost unless the block
    /// before must stay with it.
    pub(crate) fn begin(&mut self, before: f32, cost: f32) {
        if self.started {
            if !self.keep {
                self.items.push(FlowItem::Break(cost));
            }
            self.items.push(FlowItem::Skip(before.max(self.after)));
        }
        self.after = 0.0;
        self.keep = false;
    }

    /// Ends a block that wants some space below.
    pub(crate) fn end(&mut self, after: f32) {
        self.after = after;
        self.started = true;
    }

    /// The last block wants no more than some space below it: items of a list stand closer than paragraphs.
    pub(crate) fn tighten(&mut self, most: f32) {
        self.after = self.after.min(most);
    }

    /// Gives a place where a page may end another cost; nothing where it may not end there.
    pub(crate) fn set_cost(&mut self, place: usize, cost: f32) {
        if let Some(FlowItem::Break(known)) = self.items.get_mut(place) {
            *known = known.max(cost);
        }
    }

    /// The last block is a heading.
    pub(crate) fn open_text(&mut self) {
        self.opens = true;
    }

    /// Whether the block that begins is the first after a heading; asked once.
    pub(crate) fn takes_opening(&mut self) -> bool {
        std::mem::take(&mut self.opens)
    }

    /// The last block stays with the next.
    pub(crate) fn keep(&mut self) {
        self.keep = true;
    }

    /// The next block begins as at the top, without space above it.
    pub(crate) fn reset(&mut self) {
        self.started = false;
        self.after = 0.0;
    }

    pub(crate) fn push(&mut self, item: FlowItem) {
        self.items.push(item);
    }

    /// The height as one piece, without the notes.
    pub(crate) fn height(&self) -> f32 {
        height(&self.items)
    }

    /// Makes one undividable box of the whole column: for cells, side matter and notes.
    pub(crate) fn into_box(self) -> FlowBox {
        stack(self.items)
    }

    /// Takes away what stands after the last place where a page may end, to keep it with what follows.
    pub(crate) fn take_kept(&mut self) -> Vec<FlowItem> {
        if !self.keep {
            return Vec::new();
        }
        let last = self.items.iter().rposition(|item| matches!(item, FlowItem::Break(_)));
        let kept = self.items.split_off(last.map_or(0, |at| at + 1));
        self.keep = false;
        kept
    }

    /// Forbids page ends from a place on, where what stands there is no higher than `most`.
    pub(crate) fn unite_from(&mut self, start: usize, most: f32) {
        if height(&self.items[start..]) > most {
            return;
        }
        let tail = self.items.split_off(start);
        self.items.extend(tail.into_iter().filter(|item| !matches!(item, FlowItem::Break(_))));
    }

    /// The height of what stands from a place on, without the space above it.
    pub(crate) fn height_from(&self, start: usize) -> f32 {
        let items = self.items.get(start..).unwrap_or_default();
        let first = items.iter().position(|item| matches!(item, FlowItem::Box(_))).unwrap_or(items.len());
        height(&items[first..])
    }

    /// The first box from a place on, to put a label beside it.
    pub(crate) fn first_box_from(&mut self, start: usize) -> Option<&mut FlowBox> {
        self.items.get_mut(start..)?.iter_mut().find_map(|item| match item {
            FlowItem::Box(inner) => Some(inner),
            _ => None,
        })
    }
}

/// The height of items as one piece.
pub(crate) fn height(items: &[FlowItem]) -> f32 {
    items.iter().map(item_height).sum()
}

/// The height of an item that is not at the head of a page.
pub(crate) fn item_height(item: &FlowItem) -> f32 {
    match item {
        FlowItem::Box(inner) => inner.height,
        FlowItem::Skip(height) | FlowItem::Close(height) => *height,
        FlowItem::Open(frame) => frame.padding,
        FlowItem::HeadOpen(_)
        | FlowItem::HeadClose
        | FlowItem::Break(_)
        | FlowItem::Anchor(_)
        | FlowItem::Side(..)
        | FlowItem::Columns(_) => 0.0,
    }
}

/// One box of items under each other; grounds are drawn first.
pub(crate) fn stack(items: Vec<FlowItem>) -> FlowBox {
    let mut out = FlowBox::default();
    let mut frames: Vec<(Frame, f32)> = Vec::new();
    let mut grounds = Vec::new();
    let mut y = 0.0;
    for item in items {
        let height = item_height(&item);
        match item {
            FlowItem::Box(mut inner) => {
                inner.shift(0.0, y);
                out.marks.append(&mut inner.marks);
                out.notes.append(&mut inner.notes);
                out.figures.append(&mut inner.figures);
                out.anchors.append(&mut inner.anchors);
            }
            FlowItem::Anchor(anchor) => out.anchors.push((anchor, y)),
            FlowItem::Open(frame) => frames.push((frame, y)),
            FlowItem::Close(padding) => {
                if let Some((frame, top)) = frames.pop() {
                    grounds.extend(frame.marks(top, y + padding));
                }
            }
            _ => {}
        }
        y += height;
    }
    grounds.append(&mut out.marks);
    out.marks = grounds;
    out.height = y;
    out
}

impl Frame {
    /// What is drawn of the frame between two heights.
    pub(crate) fn marks(&self, top: f32, bottom: f32) -> Option<BoxMark> {
        let mut items = Vec::new();
        let area = Rect { x: self.x, y: top, width: self.width, height: bottom - top };
        if let Some(fill) = self.fill {
            items.push(Item::Path(Path::rectangle(area, fill)));
        }
        if let Some((color, width)) = self.rule {
            items.push(Item::Path(Path::rectangle(Rect { width, ..area }, color)));
        }
        (!items.is_empty()).then(|| BoxMark::artifact(items))
    }
}

impl BoxMark {
    /// A part of the layout.
    pub(crate) fn artifact(items: Vec<Item>) -> Self {
        Self { owner: BoxOwner::Artifact(Artifact::Layout), items, links: Vec::new(), line: None }
    }

    /// What an element shows that is no text.
    pub(crate) fn piece(setter: &mut Setter<'_>, node: NodeId, items: Vec<Item>) -> Self {
        Self { owner: BoxOwner::Piece(node, setter.tree.piece(node)), items, links: Vec::new(), line: None }
    }
}

impl FlowBox {
    /// Takes what stands beside it in; its height is that of the higher one.
    pub(crate) fn join(&mut self, mut other: Self) {
        self.height = self.height.max(other.height);
        self.marks.append(&mut other.marks);
        self.notes.append(&mut other.notes);
        self.figures.append(&mut other.figures);
        self.anchors.append(&mut other.anchors);
    }

    /// Moves everything in it.
    pub(crate) fn shift(&mut self, dx: f32, dy: f32) {
        for mark in &mut self.marks {
            mark.shift(dx, dy);
        }
        for (_, rect) in &mut self.figures {
            shift_rect(rect, dx, dy);
        }
        for (_, y) in &mut self.anchors {
            *y += dy;
        }
    }
}

impl BoxMark {
    fn shift(&mut self, dx: f32, dy: f32) {
        for item in &mut self.items {
            shift_item(item, dx, dy);
        }
        for (_, rect) in &mut self.links {
            shift_rect(rect, dx, dy);
        }
    }
}

fn shift_rect(rect: &mut Rect, dx: f32, dy: f32) {
    rect.x += dx;
    rect.y += dy;
}

/// Moves a drawn thing.
pub(crate) fn shift_item(item: &mut Item, dx: f32, dy: f32) {
    let point = |point: &mut Point| {
        point.x += dx;
        point.y += dy;
    };
    match item {
        Item::Text(run) => point(&mut run.origin),
        Item::Image(PlacedImage { rect, .. }) => shift_rect(rect, dx, dy),
        Item::Path(path) => {
            for segment in &mut path.segments {
                match segment {
                    Segment::Move(to) | Segment::Line(to) => point(to),
                    Segment::Curve(first, second, to) => {
                        point(first);
                        point(second);
                        point(to);
                    }
                    Segment::Close => {}
                }
            }
        }
    }
}
