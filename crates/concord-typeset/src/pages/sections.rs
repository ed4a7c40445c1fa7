//! A document's sections: what begins on a page of its own, and how that page is made up.

use super::art::{self, Canvas, Character};
use super::contents;
use super::place::{Furniture, Pages};
use crate::blocks::{Area, AreaKind, NoteBoxes, Tone, heading_anchor, is_section, set_blocks, set_paragraph};
use crate::flow::{BREAK_BETWEEN, Flow, FlowItem};
use crate::inline::collect;
use crate::setter::Setter;
use crate::theme::{ColorRole, PageGeometry, Scene, Style};
use crate::tree::{NodeId, Tree};
use concord_document::{Block, BlockKind, Inline, walk};
use concord_pages::layout::SectionKind;
use concord_pages::{Artifact, Item, Path, Rect, Role};

/// The height of capitals, as a part of their size.
const CAPITAL: f32 = 0.71;

/// Titles of case studies that take more of a page are left out where all are made equally deep.
const DEEPEST_CASE_HEAD: f32 = 0.3;

/// Where words below a bridge begin that has none.
const NO_WORDS: f32 = f32::INFINITY;

/// The cost of a page that has a case study's title alone.
const BREAK_AFTER_TITLE: f32 = 400.0;

/// What goes through all sections.
struct Maker<'s, 'a> {
    setter: &'s mut Setter<'a>,
    pages: Pages,
    notes: NoteBoxes,
    contents: Option<contents::Reserved>,
    /// The title of the part that is being set, for running heads.
    part: String,
    /// How many openers were made, for their pictures.
    openers: usize,
    /// How many sections ended with a picture.
    tailpieces: usize,
    /// The page with the last of them, from 0.
    tailpiece_page: Option<usize>,
    /// The height of the highest title of the case studies that stand beside each other: all begin their text at one height.
    case_depth: f32,
}

/// Sets a whole document.
pub(crate) fn set_document(setter: &mut Setter<'_>) -> Pages {
    let pages = Pages::new(setter);
    let document = setter.document;
    let mut maker = Maker {
        setter,
        pages,
        notes: NoteBoxes::default(),
        contents: None,
        part: String::new(),
        openers: 0,
        tailpieces: 0,
        tailpiece_page: None,
        case_depth: 0.0,
    };
    maker.blocks(&document.content.blocks, Tree::ROOT);
    let Maker { setter, mut pages, mut notes, contents, .. } = maker;
    pages.finish_page(setter, &mut notes);
    if let Some(reserved) = contents {
        contents::fill(setter, &mut pages, reserved);
    }
    pages
}

/// The blocks up to the next section, and the rest.
fn split_at_section(blocks: &[Block]) -> (&[Block], &[Block]) {
    let at = blocks.iter().position(|block| section_name(block).is_some()).unwrap_or(blocks.len());
    blocks.split_at(at)
}

fn section_name(block: &Block) -> Option<&str> {
    match &block.kind {
        BlockKind::Container { name, .. } if is_section(name) => Some(name),
        _ => None,
    }
}

impl Maker<'_, '_> {
    /// Sections and, between them, text that belongs to none and gets pages of its own.
    fn blocks(&mut self, blocks: &[Block], parent: NodeId) {
        let depth = self.deepest_case_head(blocks, parent);
        let mut rest = blocks;
        while !rest.is_empty() {
            let (plain, after) = split_at_section(rest);
            if !plain.is_empty() {
                self.flow_section(plain, parent, AreaKind::Main);
            }
            let Some((section, after)) = after.split_first() else { break };
            // Parts have case studies of their own.
            self.case_depth = depth;
            self.section(section, parent);
            rest = after;
        }
    }

    fn section(&mut self, block: &Block, parent: NodeId) {
        let BlockKind::Container { name, blocks, .. } = &block.kind else { return };
        match name.as_str() {
            "cover" => self.cover(blocks, parent),
            "imprint" => self.imprint(blocks, parent),
            "contents" => self.reserve_contents(parent),
            "part" => self.part(block, blocks, parent),
            "case" => self.case(block, blocks, parent),
            "back-cover" => self.back_cover(blocks, parent),
            "factsheet" => self.factsheet(blocks, parent),
            _ => {
                let node = self.setter.tree.add(parent, Role::Sect);
                self.part.clear();
                self.flow_section(blocks, node, AreaKind::Main);
            }
        }
    }

    fn main_area(&self) -> Area {
        let page = &self.setter.theme.page;
        let kind = if page.has_side() { AreaKind::Main } else { AreaKind::Full };
        Area { x: page.main_x(), width: page.main_width(), kind, tone: Tone::Plain }
    }

    fn full_area(&self) -> Area {
        Area { x: 0.0, width: self.setter.theme.page.full_width(), kind: AreaKind::Full, tone: Tone::Plain }
    }

    /// Where the words of an opening page stand: a part of the text block, or all of it on a page that is too narrow for a
    /// marginal column.
    fn words_area(&self, part: f32) -> Area {
        let full = self.full_area();
        if self.setter.theme.page.has_side() { full.inset(0.0, full.width * (1.0 - part)) } else { full }
    }

    /// Running text from the top of a new page. A heading of the first level stands over the whole width.
    fn flow_section(&mut self, blocks: &[Block], node: NodeId, kind: AreaKind) {
        let running = if self.part.is_empty() { first_title(blocks) } else { self.part.clone() };
        self.pages.begin_section(
            self.setter,
            &mut self.notes,
            SectionKind::Text,
            Furniture { running, folio: true },
        );
        let area = if kind == AreaKind::Main { self.main_area() } else { self.full_area() };
        self.place_until_all_fits(node, |maker, flow| {
            let blocks = maker.standfirst(blocks, node, flow);
            set_blocks(maker.setter, flow, &mut maker.notes, blocks, node, area);
        });
        self.end_section();
    }

    /// Draws something small at the foot of a section's last page, where that would look forgotten.
    fn end_section(&mut self) {
        let master = &self.setter.theme.masters.tailpiece;
        let page = &self.setter.theme.page;
        let Some(end) = self.pages.end_of_text().filter(|end| 1.0 - end / page.body_height() >= master.free)
        else {
            return;
        };
        // On pages that face each other two would be seen as one that is broken.
        let this = self.pages.current();
        if self.tailpiece_page.is_some_and(|page| page + 1 == this) {
            return;
        }
        self.draw(master.scene(), (self.tailpieces, page.top + end, NO_WORDS), art::tailpiece);
        self.tailpieces += 1;
        self.tailpiece_page = Some(this);
    }

    /// Sets a section and places it, with paragraphs a line longer or shorter where that makes better pages. What finds no
    /// room in the margin is set in the text; that moves what comes after, so the section is begun anew. Every turn moves at
    /// least one more block, and there are only so many.
    fn place_until_all_fits(&mut self, node: NodeId, mut set: impl FnMut(&mut Self, &mut Flow)) {
        let (setter, pages, notes) = (self.setter.mark(node), self.pages.mark(), self.notes.boxes.len());
        loop {
            let mut flow = Flow::default();
            self.setter.kept_texts.clear();
            set(self, &mut flow);
            let lengths = self.pages.better_lengths(self.setter, &self.notes, &flow.items);
            if !lengths.is_empty() {
                self.setter.go_back(setter);
                self.notes.boxes.truncate(notes);
                self.setter.looseness = lengths;
                flow = Flow::default();
                set(self, &mut flow);
                self.setter.looseness.clear();
            }
            self.pages.place(self.setter, &mut self.notes, flow, true);
            if self.setter.without_room.is_empty() {
                return;
            }
            let mut without_room = std::mem::take(&mut self.setter.without_room);
            self.setter.moved_into_text.append(&mut without_room);
            self.setter.go_back(setter);
            self.pages.go_back(pages);
            self.notes.boxes.truncate(notes);
        }
    }

    /// Sets a leading title and standfirst over the whole width; gives the blocks after them.
    fn standfirst<'b>(&mut self, blocks: &'b [Block], node: NodeId, flow: &mut Flow) -> &'b [Block] {
        let full = self.full_area();
        let Some((title, rest)) = blocks.split_first().filter(|(first, _)| is_title(first)) else {
            return blocks;
        };
        set_blocks(self.setter, flow, &mut self.notes, std::slice::from_ref(title), node, full);
        let Some((lead, rest)) = rest.split_first().filter(|(next, _)| is_container(next, "lead")) else {
            return rest;
        };
        set_blocks(self.setter, flow, &mut self.notes, std::slice::from_ref(lead), node, full);
        rest
    }

    fn cover(&mut self, blocks: &[Block], parent: NodeId) {
        let node = self.setter.tree.add(parent, Role::Sect);
        self.pages.begin_section(self.setter, &mut self.notes, SectionKind::Cover, Furniture::default());
        let styles = &self.setter.theme.styles;
        let (title, subtitle, small) =
            (styles.cover_title.clone(), styles.cover_subtitle.clone(), styles.cover_text.clone());
        let area = self.full_area();
        let master = &self.setter.theme.masters.cover;
        let (mut top, mut foot) = (Flow::default(), Flow::default());
        let mut paragraphs = 0;
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { content, .. } => {
                    let words = walk::plain_text(content);
                    heading_anchor(self.setter, &mut top, 0, words, None);
                    let narrow = area.inset(0.0, area.width * (1.0 - master.title_width));
                    set_paragraph(self.setter, &mut top, content, &title, Role::H1, node, narrow);
                }
                BlockKind::Paragraph(content) => {
                    let (flow, style) =
                        if paragraphs == 0 { (&mut top, &subtitle) } else { (&mut foot, &small) };
                    let width = if paragraphs == 0 { master.text_width } else { 1.0 };
                    let narrow = area.inset(0.0, area.width * (1.0 - width));
                    set_paragraph(self.setter, flow, content, style, Role::P, node, narrow);
                    paragraphs += 1;
                }
                _ => {}
            }
        }
        let clear = self.setter.theme.page.top + master.text_top + top.height();
        let page = &self.setter.theme.page;
        let floor = page.top + page.body_height() - foot.height() + master.text_foot;
        self.draw(master.scene(), (0, clear, floor), art::cover);
        self.pages.skip(master.text_top);
        self.pages.place(self.setter, &mut self.notes, top, false);
        self.place_at_foot(foot, master.text_foot);
    }

    /// Draws a scene on the page, below words that end at `clear`, its piers above words that begin at `floor`; it is seen for so
    /// manieth time.
    fn draw(
        &mut self,
        scene: Scene,
        (turn, clear, floor): (usize, f32, f32),
        picture: impl Fn(&Canvas<'_>) -> Vec<Item>,
    ) {
        let theme = self.setter.theme;
        let character = Character::of(&self.setter.document.id);
        let items = art::bled(&theme.page, theme.print, |page, bleed| {
            let (colors, clear, floor) = (&theme.colors, clear + bleed, floor + bleed);
            picture(&Canvas { page, colors, scene, character, turn, clear, floor })
        });
        self.pages.artifact(Artifact::Background, items);
    }

    /// Places a short column so that it ends at the foot of the page, lowered by some points.
    fn place_at_foot(&mut self, mut flow: Flow, lower: f32) {
        let anchors =
            flow.items.extract_if(.., |item| matches!(item, FlowItem::Anchor(_))).collect::<Vec<_>>();
        self.pages.place(self.setter, &mut self.notes, Flow::of(anchors), false);
        let page = &self.setter.theme.page;
        let (body, height) = (page.body_height(), flow.height());
        let y = body - height + lower;
        if y < 0.0 || y + height > body + page.bottom {
            self.pages.report_overflow(self.setter);
        }
        self.pages.place_box(self.setter, flow.into_box(), 0.0, y);
    }

    fn imprint(&mut self, blocks: &[Block], parent: NodeId) {
        let node = self.setter.tree.add(parent, Role::Sect);
        self.pages.begin_section(self.setter, &mut self.notes, SectionKind::Imprint, Furniture::default());
        let area = Area { kind: AreaKind::Boxed, ..self.main_area() };
        let mut flow = Flow::default();
        let style = self.setter.theme.styles.imprint.clone();
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    set_paragraph(self.setter, &mut flow, content, &style, Role::P, node, area);
                }
                BlockKind::Heading { level, content } => {
                    heading_anchor(self.setter, &mut flow, 0, walk::plain_text(content), None);
                    let title = self.setter.theme.styles.box_title.clone();
                    set_paragraph(self.setter, &mut flow, content, &title, Role::heading(*level), node, area);
                }
                _ => {
                    let one = std::slice::from_ref(block);
                    set_blocks(self.setter, &mut flow, &mut self.notes, one, node, area);
                }
            }
        }
        self.place_at_foot(flow, 0.0);
    }

    fn reserve_contents(&mut self, parent: NodeId) {
        let title = self.setter.document.words.contents.clone();
        let furniture = Furniture { running: title, folio: true };
        self.pages.begin_section(self.setter, &mut self.notes, SectionKind::Contents, furniture);
        let reserved = contents::reserve(self.setter, &self.pages, parent);
        for _ in 1..reserved.pages() {
            self.pages.new_page(self.setter);
        }
        self.contents = Some(reserved);
    }

    /// A part: an opening page with number, title and standfirst, then its text.
    fn part(&mut self, block: &Block, blocks: &[Block], parent: NodeId) {
        let node = self.setter.tree.add(parent, Role::Part);
        self.part = first_title(blocks);
        let number = block.attributes.get("number").unwrap_or_default().to_owned();
        self.pages.begin_section(self.setter, &mut self.notes, SectionKind::Opener, Furniture::default());
        let styles = &self.setter.theme.styles;
        let (number_style, title_style, lead_style) =
            (styles.part_number.clone(), styles.part_title.clone(), styles.part_lead.clone());
        let master = &self.setter.theme.masters.opener;
        let area = self.words_area(master.text_width);
        let mut flow = Flow::default();
        if !number.is_empty() {
            let label = format!("{} {number}", self.setter.document.words.part);
            self.label(&mut flow, &label, &number_style, node, area);
        }
        let mut rest = blocks;
        while let Some((first, after)) = rest.split_first() {
            match &first.kind {
                BlockKind::Heading { level: 1, content } if std::ptr::eq(first, &raw const blocks[0]) => {
                    let shown = (!number.is_empty()).then(|| number.clone());
                    if let Some(id) = &first.attributes.id {
                        flow.push(FlowItem::Anchor(crate::flow::Anchor::Id(id.clone())));
                    }
                    heading_anchor(self.setter, &mut flow, 1, walk::plain_text(content), shown);
                    set_paragraph(self.setter, &mut flow, content, &title_style, Role::H1, node, area);
                }
                BlockKind::Container { name, blocks: lead, .. } if name == "lead" => {
                    self.paragraphs(&mut flow, lead, &lead_style, node, area);
                }
                _ => break,
            }
            rest = after;
        }
        let page = &self.setter.theme.page;
        let body = page.body_height();
        let skip = (body * master.text_top).min(body - flow.height()).max(0.0);
        let clear = page.top + skip + flow.height();
        self.draw(master.scene(), (self.openers, clear, NO_WORDS), art::opener);
        self.openers += 1;
        self.pages.skip(skip);
        self.pages.place(self.setter, &mut self.notes, flow, false);
        self.blocks(rest, node);
    }

    fn paragraphs(&mut self, flow: &mut Flow, blocks: &[Block], style: &Style, node: NodeId, area: Area) {
        for block in blocks {
            if let BlockKind::Paragraph(content) = &block.kind {
                set_paragraph(self.setter, flow, content, style, Role::P, node, area);
            }
        }
    }

    /// A generated label as a paragraph of its own.
    fn label(&mut self, flow: &mut Flow, text: &str, style: &Style, node: NodeId, area: Area) {
        let element = self.setter.tree.add(node, Role::P);
        let text = collect::plain(self.setter, text, style, element);
        crate::blocks::set_text(self.setter, flow, &text, style, area, BREAK_BETWEEN);
        flow.keep();
    }

    /// A case study: its title over the whole width, its fact panel in the margin, its text beside.
    fn case(&mut self, block: &Block, blocks: &[Block], parent: NodeId) {
        let node = self.setter.tree.add(parent, Role::Sect);
        // Each is opened by itself: its own title heads its pages.
        let furniture = Furniture { running: first_title(blocks), folio: true };
        let banded = self.setter.theme.masters.case.band != ColorRole::Paper;
        let first = if banded { Furniture::default() } else { furniture.clone() };
        self.pages.begin_section(self.setter, &mut self.notes, SectionKind::Case, first);
        let mut head = Flow::default();
        let rest = self.case_head(block, blocks, node, &mut head);
        let depth = self.case_depth.max(head.height());
        if banded {
            self.case_band(depth);
            self.pages.furnish(self.setter, furniture);
        }
        let rest_of_depth = if banded { (depth - head.height()).max(0.0) } else { 0.0 };
        self.pages.place(self.setter, &mut self.notes, head, false);
        let (page, heading) = (&self.setter.theme.page, &self.setter.theme.styles.heading_3);
        let air = page.grid * if banded && page.has_side() { 1.8 } else { 0.7 };
        // The panel's upper edge is level with the letters beside it.
        let above_letters = (heading.leading - CAPITAL * heading.size) / 2.0;
        self.pages.skip_to_grid(rest_of_depth + air, above_letters);
        self.place_until_all_fits(node, |maker, flow| {
            // On a small page the panel may have no room under the title.
            flow.push(FlowItem::Break(BREAK_AFTER_TITLE));
            maker.case_text(flow, rest, node);
        });
        self.end_section();
    }

    /// The height of the highest title among case studies, which are set for it and taken back.
    fn deepest_case_head(&mut self, blocks: &[Block], parent: NodeId) -> f32 {
        let mut depth = 0.0_f32;
        // Without a band nothing shows how deep it is.
        if self.setter.theme.masters.case.band == ColorRole::Paper {
            return depth;
        }
        let mark = self.setter.mark(parent);
        for block in blocks.iter().filter(|block| section_name(block) == Some("case")) {
            let BlockKind::Container { blocks, .. } = &block.kind else { continue };
            let (mut head, notes) = (Flow::default(), self.notes.boxes.len());
            self.case_head(block, blocks, parent, &mut head);
            // One that is much deeper than others would push all of them down.
            if head.height() <= self.setter.theme.page.body_height() * DEEPEST_CASE_HEAD {
                depth = depth.max(head.height());
            }
            self.notes.boxes.truncate(notes);
        }
        self.setter.go_back(mark);
        depth
    }

    /// The ground behind a case study's title, from the page's upper edge, with a line under it.
    fn case_band(&mut self, head: f32) {
        let theme = self.setter.theme;
        let master = &theme.masters.case;
        let height = theme.page.top + head + theme.page.grid * 0.7;
        let items = art::bled(&theme.page, theme.print, |page, bleed| {
            let band = |y: f32, height: f32, role: ColorRole| {
                let rect = Rect { x: 0.0, y, width: page.width, height };
                Item::Path(Path::rectangle(rect, theme.colors.get(role)))
            };
            let end = height + bleed;
            vec![band(0.0, end, master.band), band(end, art::STRIP, master.strip)]
        });
        self.pages.artifact(Artifact::Background, items);
    }

    /// Label, title and standfirst of a case study; gives the blocks after them.
    fn case_head<'b>(
        &mut self,
        block: &Block,
        blocks: &'b [Block],
        node: NodeId,
        flow: &mut Flow,
    ) -> &'b [Block] {
        let full = self.full_area();
        if let Some(label) = block.attributes.get("label") {
            let style = self.setter.theme.styles.label.clone();
            self.label(flow, label, &style, node, full);
        }
        let mut rest = blocks;
        while let Some((first, after)) = rest.split_first() {
            match &first.kind {
                BlockKind::Heading { level, content } if *level <= 2 => {
                    if let Some(id) = &first.attributes.id {
                        flow.push(FlowItem::Anchor(crate::flow::Anchor::Id(id.clone())));
                    }
                    heading_anchor(self.setter, flow, *level, walk::plain_text(content), None);
                    let style = self.setter.theme.styles.case_title.clone();
                    set_paragraph(self.setter, flow, content, &style, Role::heading(*level), node, full);
                    flow.keep();
                }
                BlockKind::Container { name, .. } if name == "lead" => {
                    let one = std::slice::from_ref(first);
                    set_blocks(self.setter, flow, &mut self.notes, one, node, full);
                    flow.keep();
                }
                _ => break,
            }
            rest = after;
        }
        rest
    }

    /// The text and fact panel of a case study. Without a marginal column the panel stands above the text; it is read
    /// where it is written, after it.
    fn case_text(&mut self, flow: &mut Flow, blocks: &[Block], node: NodeId) {
        let (area, page) = (self.main_area(), &self.setter.theme.page);
        let last = blocks.split_last().filter(|(last, _)| !page.has_side() && is_container(last, "panel"));
        let Some((panel, text)) = last else {
            set_blocks(self.setter, flow, &mut self.notes, blocks, node, area);
            return;
        };
        let (place, gap) = (flow.items.len(), page.grid);
        set_blocks(self.setter, flow, &mut self.notes, text, node, area);
        let mut above = Flow::default();
        set_blocks(self.setter, &mut above, &mut self.notes, std::slice::from_ref(panel), node, area);
        flow.items.splice(place..place, std::iter::once(FlowItem::Skip(gap)).chain(above.items));
    }

    fn back_cover(&mut self, blocks: &[Block], parent: NodeId) {
        let node = self.setter.tree.add(parent, Role::Sect);
        if let Some(print) = self.setter.theme.print {
            self.pages.fill_sheet(self.setter, &mut self.notes, print.pages.into());
        }
        self.pages.begin_section(self.setter, &mut self.notes, SectionKind::BackCover, Furniture::default());
        let master = &self.setter.theme.masters.back_cover;
        self.draw(master.scene(), (0, 0.0, NO_WORDS), art::back_cover);
        let style = self.setter.theme.styles.cover_text.clone();
        let area = self.words_area(master.text_width);
        let title_style = self.setter.theme.styles.part_number.clone();
        let mut flow = Flow::default();
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { level, content } => {
                    heading_anchor(self.setter, &mut flow, 0, walk::plain_text(content), None);
                    let role = Role::heading(*level);
                    set_paragraph(self.setter, &mut flow, content, &title_style, role, node, area);
                }
                _ => self.paragraphs(&mut flow, std::slice::from_ref(block), &style, node, area),
            }
        }
        self.place_at_foot(flow, 0.0);
    }

    /// A factsheet: a band with title and standfirst, then cells over the whole width.
    fn factsheet(&mut self, blocks: &[Block], parent: NodeId) {
        let node = self.setter.tree.add(parent, Role::Sect);
        let furniture = Furniture { running: String::new(), folio: true };
        self.pages.begin_section(self.setter, &mut self.notes, SectionKind::Factsheet, furniture);
        let styles = &self.setter.theme.styles;
        let (title_style, lead_style) = (styles.factsheet_title.clone(), styles.factsheet_lead.clone());
        let small_style = styles.cover_text.clone();
        // The picture stands at the right of the words.
        let area = Area { kind: AreaKind::Sheet, ..self.full_area() };
        let master = &self.setter.theme.masters.factsheet;
        let narrow = area.inset(0.0, area.width * (1.0 - master.text_width));
        let mut band = Flow::default();
        let mut rest = blocks;
        while let Some((first, after)) = rest.split_first() {
            match &first.kind {
                BlockKind::Heading { level: 1, content } => {
                    heading_anchor(self.setter, &mut band, 1, walk::plain_text(content), None);
                    set_paragraph(self.setter, &mut band, content, &title_style, Role::H1, node, area);
                }
                BlockKind::Container { name, blocks: lead, .. } if name == "lead" => {
                    self.paragraphs(&mut band, lead, &lead_style, node, narrow);
                }
                // What is said before the title, such as that the translation is not finished.
                BlockKind::Container { name, blocks: note, .. } if name == "note" && has_title(after) => {
                    self.paragraphs(&mut band, note, &small_style, node, narrow);
                }
                BlockKind::Paragraph(_) if has_title(after) => {
                    self.paragraphs(&mut band, std::slice::from_ref(first), &small_style, node, narrow);
                }
                _ => break,
            }
            rest = after;
        }
        let theme = self.setter.theme;
        let grid = theme.page.grid;
        let height = theme.page.sheet_top + band.height() + grid;
        let from = theme.page.left + narrow.width + theme.page.gutter / 2.0;
        self.draw(master.scene(), (0, 0.0, NO_WORDS), |canvas| {
            let bled = canvas.page.height - theme.page.height;
            let page = PageGeometry { height: height + bled / 2.0, ..*canvas.page };
            art::band(&Canvas { page: &page, scene: canvas.scene.clone(), ..*canvas }, from + bled / 2.0)
        });
        self.pages.place(self.setter, &mut self.notes, band, false);
        self.pages.skip(grid * 1.8);
        self.place_until_all_fits(node, |maker, flow| {
            set_blocks(maker.setter, flow, &mut maker.notes, rest, node, area);
        });
    }
}

fn has_title(blocks: &[Block]) -> bool {
    blocks.iter().any(is_title)
}

fn is_title(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { level: 1, .. })
}

fn is_container(block: &Block, wanted: &str) -> bool {
    matches!(&block.kind, BlockKind::Container { name, .. } if name == wanted)
}

/// The words of the first heading.
fn first_title(blocks: &[Block]) -> String {
    let title = |content: &[Inline]| walk::plain_text(content);
    blocks
        .iter()
        .find_map(|block| match &block.kind {
            BlockKind::Heading { content, .. } => Some(title(content)),
            _ => None,
        })
        .unwrap_or_default()
}
