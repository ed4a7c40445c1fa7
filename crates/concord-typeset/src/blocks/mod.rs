//! Blocks into a column: headings, paragraphs and what holds them.

mod charts;
mod containers;
mod definitions;
mod figures;
mod key_figures;
mod lists;
mod maps;
mod notes;
mod rows;
mod tables;
mod timeline;
mod titles;

pub(crate) use containers::is_section;
pub(crate) use notes::NoteBoxes;

use crate::flow::{
    Anchor, BREAK_AFTER_OPENING, BREAK_BEFORE_HEADING, BREAK_BETWEEN, BREAK_IN_PARAGRAPH, BREAK_IN_WORD,
    BoxMark, BoxOwner, Flow, FlowBox, FlowItem,
};
use crate::inline::break_lines::Measure;
use crate::inline::{Line, RunningText, StandsOut, collect, set_lines};
use crate::setter::{HeadingInfo, Setter};
use crate::theme::{Align, Style};
use crate::tree::{NodeId, Tree};
use concord_document::{Block, BlockKind, Inline, walk};
use concord_pages::layout::LineKind;
use concord_pages::{Item, Path, Rect, Role};

/// Where blocks are set: a column, and what kind of place it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    /// Left edge, from the text block's left edge.
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) kind: AreaKind,
    pub(crate) tone: Tone,
}

/// How running text is set in an area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// As the style says.
    #[default]
    Plain,
    /// Ragged, for entries such as those of a list of acronyms.
    Ragged,
    /// Ragged and small, for lists of sources.
    Small,
}

/// The kinds of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AreaKind {
    /// The main column beside a marginal one.
    Main,
    /// The whole text block.
    Full,
    /// One of several columns.
    Column,
    /// The marginal column.
    Side,
    /// A box.
    Boxed,
    /// A page that is seen as one picture, or a cell of it.
    Sheet,
}

impl Area {
    /// The same place without a marginal column beside it.
    pub(super) fn without_margin(self) -> Self {
        let kind = if self.kind == AreaKind::Main { AreaKind::Column } else { self.kind };
        Self { kind, ..self }
    }

    /// A narrower area inside this one.
    pub(crate) fn inset(self, left: f32, right: f32) -> Self {
        Self { x: self.x + left, width: self.width - left - right, ..self }
    }
}

/// Sets blocks one under the other. Their tags become children of `parent`.
pub(crate) fn set_blocks(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    notes: &mut NoteBoxes,
    blocks: &[Block],
    parent: NodeId,
    area: Area,
) {
    for (index, block) in blocks.iter().enumerate() {
        let area = if is_beside_text(blocks, index) { area } else { area.without_margin() };
        match &block.kind {
            BlockKind::Paragraph(content) if is_gridded(area) && goes_on(blocks, index) => {
                anchor(flow, block);
                set_next_paragraph(setter, flow, content, parent, area);
            }
            _ => set_block(setter, flow, notes, block, parent, area),
        }
        notes.set_called(setter, parent, area);
        if introduces(block, blocks.get(index + 1)) {
            flow.keep();
        }
    }
}

/// Whether the lines of an area stand on the grid of the column beside it.
fn is_gridded(area: Area) -> bool {
    area.kind == AreaKind::Column && area.tone == Tone::Plain
}

/// Whether a block has a paragraph before it.
fn goes_on(blocks: &[Block], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| blocks.get(before));
    before.is_some_and(|before| matches!(before.kind, BlockKind::Paragraph(_)))
}

/// A paragraph after another in columns beside each other: its first line is indented by one em. Space between them would have
/// to be a whole line, to keep the grid.
fn set_next_paragraph(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    content: &[Inline],
    parent: NodeId,
    area: Area,
) {
    let style = paragraph_style(setter, area);
    let node = setter.tree.add(parent, Role::P);
    let text = collect::collect(setter, content, &style, node);
    let measure = Measure {
        first_indent: style.size,
        stands_out: StandsOut::of_text(style.align),
        ..Measure::plain(area.width, style.align)
    };
    let lines = set_lines(setter, &text, measure, style.hyphenate);
    flow.tighten(0.0);
    set_block_of_lines(setter, flow, lines, &style, area.x, BREAK_BETWEEN);
}

/// Whether a paragraph only leads to what follows it: a table, a drawing, figures, or after a colon, a list.
fn introduces(block: &Block, next: Option<&Block>) -> bool {
    let (BlockKind::Paragraph(content), Some(next)) = (&block.kind, next) else { return false };
    let text = walk::plain_text(content);
    let short = text.chars().count() < 320;
    let opens = text.trim_end_matches([' ', ')', ']', '”', '»', '\u{202f}', '\u{a0}']).ends_with(':');
    match next.kind {
        BlockKind::Table(_)
        | BlockKind::KeyFigures(_)
        | BlockKind::Chart(_)
        | BlockKind::Timeline(_)
        | BlockKind::Map(_) => short,
        BlockKind::List { .. } | BlockKind::DefinitionList(_) => short && opens,
        _ => false,
    }
}

/// Whether a block for the margin has running text above or below it, beside which it can stand.
fn is_beside_text(blocks: &[Block], index: usize) -> bool {
    if !containers::is_marginal(&blocks[index]) {
        return true;
    }
    let runs = |block: &Block| {
        matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::List { .. })
            || matches!(&block.kind, BlockKind::Heading { level, .. } if *level > 2)
    };
    let before = blocks[..index].iter().rev().find(|block| !containers::is_marginal(block));
    let after = blocks[index + 1..].iter().find(|block| !containers::is_marginal(block));
    before.is_some_and(runs) || after.is_some_and(runs)
}

fn set_block(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    notes: &mut NoteBoxes,
    block: &Block,
    parent: NodeId,
    area: Area,
) {
    match &block.kind {
        BlockKind::Heading { level, content } => {
            set_heading(setter, flow, block, *level, content, parent, area)
        }
        BlockKind::Paragraph(content) => {
            anchor(flow, block);
            let style = paragraph_style(setter, area);
            set_paragraph(setter, flow, content, &style, Role::P, parent, area);
        }
        BlockKind::List { start, items } => lists::set_list(setter, flow, notes, *start, items, parent, area),
        BlockKind::DefinitionList(items) => {
            definitions::set_definitions(setter, flow, notes, items, parent, area)
        }
        BlockKind::Table(table) => tables::set_table(setter, flow, table, parent, area),
        BlockKind::Quote(blocks) => containers::set_quote(setter, flow, notes, blocks, parent, area),
        BlockKind::Figure(figure) => figures::set_figure(setter, flow, figure, block.span, parent, area),
        BlockKind::Break => set_rule(setter, flow, area),
        BlockKind::Container { .. } => containers::set_container(setter, flow, notes, block, parent, area),
        BlockKind::Chart(chart) => charts::set_chart(setter, flow, chart, parent, area),
        BlockKind::Timeline(timeline) => timeline::set_timeline(setter, flow, timeline, parent, area),
        BlockKind::Map(map) => maps::set_map(setter, flow, map, block.span, parent, area),
        BlockKind::KeyFigures(figures) => key_figures::set_key_figures(setter, flow, figures, parent, area),
    }
}

/// The style of paragraphs in an area.
pub(crate) fn paragraph_style(setter: &Setter<'_>, area: Area) -> Style {
    let styles = &setter.theme.styles;
    let style = match area.kind {
        _ if area.tone == Tone::Small => &styles.note,
        AreaKind::Main | AreaKind::Full | AreaKind::Column => &styles.body,
        AreaKind::Side => &styles.side,
        AreaKind::Sheet => &styles.sheet_text,
        AreaKind::Boxed => &styles.box_text,
    };
    let mut style = style.clone();
    if area.tone != Tone::Plain {
        // Lists of sources in small type have short lines anyway.
        (style.align, style.hyphenate) = (Align::Start, false);
        style.after = style.leading * 0.3;
    }
    // Columns beside each other have their lines on one grid.
    if is_gridded(area) {
        style.after = style.leading;
    }
    // The words of a narrow line would be torn apart.
    if style.align == Align::Justify && area.width < setter.theme.page.justified_from {
        style.align = Align::Start;
    }
    style
}

fn anchor(flow: &mut Flow, block: &Block) {
    if let Some(id) = &block.attributes.id {
        flow.push(FlowItem::Anchor(Anchor::Id(id.clone())));
    }
}

/// Sets a paragraph in a style as an element of a role.
pub(crate) fn set_paragraph(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    content: &[Inline],
    style: &Style,
    role: Role,
    parent: NodeId,
    area: Area,
) -> NodeId {
    let node = setter.tree.add(parent, role);
    let text = collect::collect(setter, content, style, node);
    let kind = if matches!(role, Role::H1 | Role::H2 | Role::H3 | Role::H4 | Role::H5 | Role::H6) {
        LineKind::Heading
    } else {
        LineKind::Text
    };
    let lines = lines_of_kind(setter, &text, style, area.width, kind);
    set_block_of_lines(setter, flow, lines, style, area.x, BREAK_BETWEEN);
    node
}

/// Sets a text as a block of its own, without widow or orphan.
pub(crate) fn set_text(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    text: &RunningText,
    style: &Style,
    area: Area,
    cost: f32,
) {
    let lines = lines_of(setter, text, style, area.width, 0.0);
    set_block_of_lines(setter, flow, lines, style, area.x, cost);
}

fn set_block_of_lines(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    lines: Vec<Line>,
    style: &Style,
    x: f32,
    cost: f32,
) {
    if lines.is_empty() {
        return;
    }
    flow.begin(style.before, cost);
    push_lines(setter, flow, lines, style, x);
    flow.end(style.after);
}

/// The lines of a text in a style.
pub(crate) fn lines_of(
    setter: &mut Setter<'_>,
    text: &RunningText,
    style: &Style,
    width: f32,
    first_indent: f32,
) -> Vec<Line> {
    let measure = Measure { first_indent, ..Measure::plain(width, style.align) };
    set_lines(setter, text, measure, style.hyphenate)
}

/// The lines of a text of some kind. Those of paragraphs and headings, which stand at the edge of a column, have optical
/// margins.
fn lines_of_kind(
    setter: &mut Setter<'_>,
    text: &RunningText,
    style: &Style,
    width: f32,
    kind: LineKind,
) -> Vec<Line> {
    let is_running = matches!(kind, LineKind::Text | LineKind::Heading);
    let stands_out = if is_running { StandsOut::of_text(style.align) } else { StandsOut::Nothing };
    let measure = Measure { stands_out, ..Measure::plain(width, style.align) };
    let mut lines = set_lines(setter, text, measure, style.hyphenate);
    let is_display = kind == LineKind::Heading || style.size >= DISPLAY * setter.theme.styles.body.size;
    if is_display && style.align == Align::Start {
        lines = titles::balanced(setter, text, (style, measure), lines);
    }
    for line in &mut lines {
        line.trace.kind = kind;
    }
    lines
}

/// Titles, standfirsts and pulled statements are larger than the text, by this factor at least.
const DISPLAY: f32 = 1.15;
/// Lines into boxes, with page ends allowed where at least two lines are on each side.
pub(crate) fn push_lines(setter: &mut Setter<'_>, flow: &mut Flow, lines: Vec<Line>, style: &Style, x: f32) {
    let count = lines.len();
    let mut divided = false;
    let opens = flow.takes_opening();
    for (number, line) in lines.into_iter().enumerate() {
        if number >= 2 && number + 2 <= count {
            let cost = if divided { BREAK_IN_WORD } else { BREAK_IN_PARAGRAPH };
            let opening = if opens && number < 4 { BREAK_AFTER_OPENING / (number - 1) as f32 } else { 0.0 };
            let cost = cost + opening;
            flow.push(FlowItem::Break(cost));
        }
        divided = line.is_divided();
        for note in &line.notes {
            flow.push(FlowItem::Anchor(Anchor::NoteCall(*note)));
        }
        let inner = line_box(setter, line, style, x);
        flow.push(FlowItem::Box(inner));
    }
}

/// The distance of the baseline from the top of a line: capitals stand in the middle of the leading.
pub(crate) fn baseline(setter: &Setter<'_>, style: &Style) -> f32 {
    let look = setter.look(style, style.weight, style.italic);
    let cap_height = setter.metrics(look.face).cap_height * style.size / 1000.0;
    (style.leading + cap_height) / 2.0
}

/// A line as a box of its style's leading.
pub(crate) fn line_box(setter: &mut Setter<'_>, line: Line, style: &Style, x: f32) -> FlowBox {
    let y = baseline(setter, style);
    let notes = line.notes.clone();
    FlowBox { height: style.leading, marks: line_marks(setter, line, x, y), notes, ..FlowBox::default() }
}

/// A line's parts as marks, its start and baseline at a point.
pub(crate) fn line_marks(setter: &mut Setter<'_>, line: Line, x: f32, y: f32) -> Vec<BoxMark> {
    let mut marks: Vec<BoxMark> = Vec::with_capacity(line.parts.len());
    let mut last_owner = None;
    let mut trace = Some(line.trace);
    for mut part in line.parts {
        let origin = &mut part.run.origin;
        origin.x += x;
        origin.y += y;
        let size = part.run.size;
        let rect = Rect { x: origin.x, y: origin.y - size * 0.78, width: part.width, height: size };
        let links = part.link.map(|link| (link, rect));
        if last_owner == Some(Tree::index(part.owner))
            && let Some(mark) = marks.last_mut()
        {
            mark.items.push(Item::Text(part.run));
            mark.links.extend(links);
            continue;
        }
        last_owner = Some(Tree::index(part.owner));
        let piece = setter.tree.piece(part.owner);
        marks.push(BoxMark {
            owner: BoxOwner::Piece(part.owner, piece),
            items: vec![Item::Text(part.run)],
            links: links.into_iter().collect(),
            line: trace.take(),
        });
    }
    marks
}

/// A label's lines under each other.
pub(crate) struct LabelLines {
    lines: Vec<Line>,
    leading: f32,
}

impl LabelLines {
    /// Breaks a label. A space ends its text, so that labels read one after the other stay apart.
    pub(crate) fn new(
        setter: &mut Setter<'_>,
        text: &str,
        style: &Style,
        owner: NodeId,
        (width, align): (f32, Align),
    ) -> Self {
        let text = collect::plain(setter, &format!("{text} "), style, owner);
        let measure = Measure::plain(width, align);
        let mut lines = set_lines(setter, &text, measure, style.hyphenate);
        for line in &mut lines {
            line.trace.kind = LineKind::Label;
        }
        Self { lines, leading: style.leading }
    }

    pub(crate) fn height(&self) -> f32 {
        self.leading * self.lines.len() as f32
    }

    /// The lines as marks, the first one's baseline at a point.
    pub(crate) fn marks(self, setter: &mut Setter<'_>, x: f32, y: f32) -> Vec<BoxMark> {
        let mut marks = Vec::new();
        for (number, line) in self.lines.into_iter().enumerate() {
            marks.extend(line_marks(setter, line, x, y + self.leading * number as f32));
        }
        marks
    }
}

/// A single line of a text that no inline holds, as marks; the line's width is given back too.
pub(crate) fn label_marks(
    setter: &mut Setter<'_>,
    text: &str,
    style: &Style,
    owner: NodeId,
    (x, y): (f32, f32),
    (width, align): (f32, Align),
) -> (Vec<BoxMark>, f32) {
    let text = collect::plain(setter, text, style, owner);
    let measure = Measure::plain(width, align);
    let mut lines = set_lines(setter, &text, measure, false);
    if lines.is_empty() {
        return (Vec::new(), 0.0);
    }
    let mut line = lines.remove(0);
    line.trace.kind = LineKind::Label;
    let set = line.width;
    (line_marks(setter, line, x, y), set)
}

/// A text as an artifact: running heads, folios, repeated heads.
pub(crate) fn artifact_text(
    setter: &mut Setter<'_>,
    text: &str,
    style: &Style,
    (x, y): (f32, f32),
    (width, align): (f32, Align),
) -> (Vec<Item>, f32) {
    let text = collect::plain(setter, text, style, Tree::ROOT);
    let measure = Measure::plain(width, align);
    let lines = set_lines(setter, &text, measure, false);
    let Some(line) = lines.into_iter().next() else { return (Vec::new(), 0.0) };
    let set = line.width;
    let runs = line.parts.into_iter().map(|mut part| {
        part.run.origin.x += x;
        part.run.origin.y += y;
        Item::Text(part.run)
    });
    (runs.collect(), set)
}

/// The width of a text on one line.
pub(crate) fn line_width(setter: &mut Setter<'_>, text: &str, style: &Style) -> f32 {
    let measured = measured(setter, text, style);
    measured.atoms.iter().map(|atom| atom.width + atom.space_width).sum()
}

/// The width of a text's widest word.
pub(crate) fn widest_word(setter: &mut Setter<'_>, text: &str, style: &Style) -> f32 {
    measured(setter, text, style).atoms.iter().map(|atom| atom.width).fold(0.0, f32::max)
}

fn measured(setter: &mut Setter<'_>, text: &str, style: &Style) -> crate::inline::measure::Measured {
    let text = collect::plain(setter, text, style, Tree::ROOT);
    let segmenter = setter.segmenter;
    crate::inline::measure::measure(setter, &text, segmenter)
}

fn heading_style<'a>(setter: &Setter<'a>, level: u8, area: Area) -> &'a Style {
    let styles = &setter.theme.styles;
    match (area.kind, level) {
        (AreaKind::Boxed | AreaKind::Side, _) => &styles.box_title,
        (AreaKind::Sheet, 2..) => &styles.sheet_heading,
        (_, 0 | 1) => &styles.heading_1,
        (_, 2) => &styles.heading_2,
        (_, 3) => &styles.heading_3,
        _ => &styles.heading_4,
    }
}

/// A heading. One of the second level stands out over the marginal column, under a rule.
fn set_heading(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    block: &Block,
    level: u8,
    content: &[Inline],
    parent: NodeId,
    area: Area,
) {
    let mut style = heading_style(setter, level, area).clone();
    if is_gridded(area) && level > 2 {
        // At a column's head or inside it, the lines below stand on the grid of the column beside.
        (style.before, style.after) = (style.leading, 0.0);
    }
    let stands_out = level <= 2 && matches!(area.kind, AreaKind::Main | AreaKind::Full);
    let is_ruled = level == 2 && (stands_out || area.kind == AreaKind::Sheet);
    let full = Area { x: 0.0, width: setter.theme.page.full_width(), ..area };
    let area = if stands_out { full } else { area };
    let node = setter.tree.add(parent, Role::heading(level));
    let text = collect::collect(setter, content, &style, node);
    let lines = lines_of_kind(setter, &text, &style, area.width, LineKind::Heading);
    flow.begin(style.before, BREAK_BEFORE_HEADING);
    anchor(flow, block);
    let title = walk::plain_text(content);
    heading_anchor(setter, flow, level, title, None);
    if is_ruled {
        push_heading_rule(setter, flow, area);
    }
    for line in lines {
        let inner = line_box(setter, line, &style, area.x);
        flow.push(FlowItem::Box(inner));
    }
    flow.end(style.after);
    flow.keep();
    flow.open_text();
}

/// The rule over a heading.
pub(crate) fn push_heading_rule(setter: &Setter<'_>, flow: &mut Flow, area: Area) {
    let rule = Rect { x: area.x, y: 0.0, width: area.width, height: 0.8 };
    let items = vec![Item::Path(Path::rectangle(rule, setter.theme.colors.accent))];
    flow.push(FlowItem::Box(FlowBox {
        height: setter.theme.page.grid / 2.0,
        marks: vec![BoxMark::artifact(items)],
        opening_rule: true,
        ..FlowBox::default()
    }));
}

/// Enters a heading for bookmarks and contents.
pub(crate) fn heading_anchor(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    level: u8,
    title: String,
    number: Option<String>,
) {
    let index = setter.headings.len();
    setter.headings.push(HeadingInfo { level, title, number });
    flow.push(FlowItem::Anchor(Anchor::Heading(index)));
}

fn set_rule(setter: &Setter<'_>, flow: &mut Flow, area: Area) {
    let grid = setter.theme.page.grid;
    flow.begin(0.0, BREAK_BETWEEN);
    let rule = Rect { x: area.x, y: grid / 2.0, width: area.width.min(60.0), height: 0.8 };
    let items = vec![Item::Path(Path::rectangle(rule, setter.theme.colors.rule))];
    flow.push(FlowItem::Box(FlowBox {
        height: grid,
        marks: vec![BoxMark::artifact(items)],
        ..FlowBox::default()
    }));
    flow.end(0.0);
}
