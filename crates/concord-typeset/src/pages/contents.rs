//! The contents: room is kept for them where they stand, and they are filled when the pages of all headings are known.

use super::place::Pages;
use crate::blocks::{baseline, label_marks, line_marks, lines_of};
use crate::flow::FlowBox;
use crate::inline::collect;
use crate::setter::{HeadingInfo, LinkTarget, Setter};
use crate::theme::{Align, ColorRole, Style};
use crate::tree::{NodeId, Tree};
use concord_document::{Block, BlockKind, walk};
use concord_pages::{Item, Rect, Role};

/// Pages kept for the contents.
pub(super) struct Reserved {
    first_page: usize,
    /// The height of the title.
    top: f32,
    /// How many entries go on each page.
    rows: Vec<usize>,
    node: NodeId,
}

impl Reserved {
    /// How many pages are kept.
    pub(super) fn pages(&self) -> usize {
        self.rows.len()
    }
}

/// Space for the page number.
const NUMBER_WIDTH: f32 = 30.0;

/// Counts the pages that the contents will take: their titles are known, only the numbers are not, and these stand in
/// a column of fixed width.
pub(super) fn reserve(setter: &mut Setter<'_>, pages: &Pages, parent: NodeId) -> Reserved {
    let node = setter.tree.add(parent, Role::Sect);
    let mut headings = Vec::new();
    gather(&setter.document.content.blocks, &mut headings);
    let title = setter.theme.styles.heading_1.leading + setter.theme.styles.heading_1.after;
    let body = setter.theme.page.body_height();
    let heights: Vec<f32> = headings.iter().map(|heading| entry_height(setter, heading)).collect();
    let levels: Vec<u8> = headings.iter().map(|heading| heading.level).collect();
    let rows = division(&heights, &levels, title, body);
    Reserved { first_page: pages.current(), top: title, rows, node }
}

/// How many entries go on each page: on as few pages as can be, the fullest as little full as can be, every page but the
/// first beginning with a part if that takes no more pages and leaves them about as even.
fn division(heights: &[f32], levels: &[u8], title: f32, body: f32) -> Vec<usize> {
    // The title of a part is not left alone at a page's foot.
    let anywhere = divided(heights, title, body, |at| levels[at] <= 1 || levels[at - 1] > 1);
    let at_parts = divided(heights, title, body, |at| levels[at] <= 1);
    let fullest = |rows: &[usize]| {
        let mut start = 0;
        let pages = rows.iter().enumerate().map(|(page, count)| {
            let height: f32 = heights[start..start + count].iter().sum();
            start += count;
            if page == 0 { height + title } else { height }
        });
        pages.fold(0.0, f32::max)
    };
    let is_even = fullest(&at_parts) <= fullest(&anywhere) + body * MOST_UNEVEN;
    if at_parts.len() == anywhere.len() && is_even { at_parts } else { anywhere }
}

/// By how much of a page the fullest page may be fuller for every page to begin with a part.
const MOST_UNEVEN: f32 = 0.35;

/// The division with page ends only before some entries. Pages are filled to a height that is lowered as long as that
/// takes no more of them.
fn divided(heights: &[f32], title: f32, body: f32, may_begin: impl Fn(usize) -> bool) -> Vec<usize> {
    const STEPS: u8 = 40;
    let mut best = filled(heights, title, body, &may_begin);
    for step in (1..STEPS).rev() {
        let tried = filled(heights, title, body * f32::from(step) / f32::from(STEPS), &may_begin);
        if tried.len() > best.len() {
            break;
        }
        best = tried;
    }
    best
}

/// Pages filled to a height one after the other; an entry too high for it stands alone.
fn filled(heights: &[f32], title: f32, limit: f32, may_begin: &impl Fn(usize) -> bool) -> Vec<usize> {
    let (mut rows, mut start, mut at, mut y) = (Vec::new(), 0, 0, title);
    let mut place = None;
    while at < heights.len() {
        if at > start && may_begin(at) {
            place = Some(at);
        }
        if y + heights[at] > limit && at > start {
            let end = place.take().unwrap_or(at);
            rows.push(end - start);
            (start, at, y) = (end, end, 0.0);
            continue;
        }
        y += heights[at];
        at += 1;
    }
    rows.push(heights.len() - start);
    rows
}

/// The headings that the contents will show, in reading order: those that [`crate::blocks`] will enter.
fn gather(blocks: &[Block], out: &mut Vec<HeadingInfo>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { level, content } if *level <= 2 => {
                out.push(HeadingInfo { level: *level, title: walk::plain_text(content), number: None });
            }
            BlockKind::Container { name, .. }
                if matches!(name.as_str(), "cover" | "imprint" | "back-cover") => {}
            BlockKind::Container { name, blocks, .. } => {
                let first = out.len();
                gather(blocks, out);
                if name == "part"
                    && let Some(title) = out.get_mut(first)
                {
                    title.number = block.attributes.get("number").map(str::to_owned);
                }
            }
            _ => {}
        }
    }
}

fn entry_style(setter: &Setter<'_>, level: u8) -> Style {
    let styles = &setter.theme.styles;
    if level <= 1 { styles.contents_1.clone() } else { styles.contents_2.clone() }
}

/// Where an entry's words begin and how wide they may be.
fn entry_column(setter: &Setter<'_>, level: u8) -> (f32, f32) {
    let page = &setter.theme.page;
    let x = if level <= 1 { 0.0 } else { 28.0 };
    (x, page.full_width() - x - NUMBER_WIDTH)
}

fn entry_height(setter: &mut Setter<'_>, heading: &HeadingInfo) -> f32 {
    let style = entry_style(setter, heading.level);
    let (_, width) = entry_column(setter, heading.level);
    let indent = if heading.number.is_some() { 28.0 } else { 0.0 };
    let text = collect::plain(setter, &heading.title, &style, Tree::ROOT);
    let lines = lines_of(setter, &text, &style, width - indent, 0.0).len();
    style.before + style.leading * lines as f32
}

/// Fills the kept pages.
pub(super) fn fill(setter: &mut Setter<'_>, pages: &mut Pages, reserved: Reserved) {
    let title_style = setter.theme.styles.heading_1.clone();
    let title = setter.document.words.contents.clone();
    let node = setter.tree.add(reserved.node, Role::H1);
    let y = baseline(setter, &title_style);
    let width = setter.theme.page.full_width();
    let (marks, _) = label_marks(setter, &title, &title_style, node, (0.0, y), (width, Align::Start));
    let head = FlowBox { height: reserved.top, marks, ..FlowBox::default() };
    let list = setter.tree.add(reserved.node, Role::Toc);
    let shown: Vec<(usize, HeadingInfo)> = setter
        .headings
        .iter()
        .cloned()
        .enumerate()
        .filter(|(_, heading)| (1..=2).contains(&heading.level))
        .collect();
    let mut entries = shown.into_iter();
    let mut head = Some(head);
    let mut inner: Option<NodeId> = None;
    for (number, count) in reserved.rows.iter().enumerate() {
        let page = reserved.first_page + number;
        let mut out = head.take().unwrap_or_default();
        let mut y = out.height;
        // The last page takes whatever is left, so that no entry can be lost.
        let last = number + 1 == reserved.rows.len();
        let take = if last { usize::MAX } else { *count };
        for (index, heading) in entries.by_ref().take(take) {
            let parent = if heading.level <= 1 {
                inner = None;
                list
            } else {
                *inner.get_or_insert_with(|| setter.tree.add(list, Role::Toc))
            };
            let target = pages.places.headings.get(&index).map_or(0, |place| place.page);
            y = entry(setter, &mut out, y, (index, &heading), target, parent);
        }
        out.height = y;
        pages.place_on(setter, page, 0.0, out);
    }
}

/// One entry: `TOCI` with a `Reference` whose `Link` holds title, leader and number.
fn entry(
    setter: &mut Setter<'_>,
    out: &mut FlowBox,
    mut y: f32,
    (index, heading): (usize, &HeadingInfo),
    page: usize,
    parent: NodeId,
) -> f32 {
    let style = entry_style(setter, heading.level);
    let (mut x, mut width) = entry_column(setter, heading.level);
    let item = setter.tree.add(parent, Role::Toci);
    let reference = setter.tree.add(item, Role::Reference);
    let link = setter.tree.add(reference, Role::Link);
    let description =
        format!("{}, {} {}", heading.title, setter.document.words.page.to_lowercase(), page + 1);
    let id = setter.link(LinkTarget::Heading(index), link, description);
    y += style.before;
    let top = y;
    let base = baseline(setter, &style);
    if let Some(number) = &heading.number {
        let mut number_style = style.clone();
        number_style.color = ColorRole::Second;
        let (marks, _) = label_marks(
            setter,
            &format!("{number} "),
            &number_style,
            link,
            (x, y + base),
            (24.0, Align::Start),
        );
        out.marks.extend(marks);
        x += 28.0;
        width -= 28.0;
    }
    let text = collect::plain(setter, &format!("{} ", heading.title), &style, link);
    let mut end = 0.0;
    for line in lines_of(setter, &text, &style, width, 0.0) {
        end = x + line.width;
        out.marks.extend(line_marks(setter, line, x, y + base));
        y += style.leading;
    }
    let right = setter.theme.page.full_width();
    let last = y - style.leading + base;
    let (marks, number_width) = label_marks(
        setter,
        &(page + 1).to_string(),
        &style,
        link,
        (right - NUMBER_WIDTH, last),
        (NUMBER_WIDTH, Align::End),
    );
    out.marks.extend(marks);
    if heading.level > 1 {
        let color = setter.theme.colors.rule;
        let from = end + 6.0;
        let to = right - number_width - 6.0;
        if to > from + 4.0 {
            out.marks.push(crate::flow::BoxMark::artifact(vec![leader(from, to, last, color)]));
        }
    }
    if let Some(mark) = out
        .marks
        .iter_mut()
        .rev()
        .find(|mark| matches!(mark.owner, crate::flow::BoxOwner::Piece(node, _) if node == link))
    {
        mark.links.push((id, Rect { x, y: top, width: right - x, height: y - top }));
    }
    y
}

/// A dotted line between two places.
fn leader(from: f32, to: f32, y: f32, color: concord_pages::Color) -> Item {
    use concord_pages::{Path, Point, Stroke};
    // Dots of all entries stand under each other.
    let from = (from / 4.0).ceil() * 4.0;
    let stroke = Stroke { color, width: 0.8, dash: Some((0.8, 3.2)) };
    Item::Path(Path::line(Point { x: from, y: y - 0.4 }, Point { x: to, y: y - 0.4 }, stroke))
}
