//! Footnotes: set when they are called, placed at the foot of the page that calls them.

use super::{Area, AreaKind, label_marks, line_marks, lines_of_kind};
use crate::flow::{BoxMark, FlowBox};
use crate::inline::collect;
use crate::setter::{LinkTarget, Setter};
use crate::theme::Align;
use crate::tree::NodeId;
use concord_document::BlockKind;
use concord_pages::layout::LineKind;
use concord_pages::{Rect, Role};

/// The notes that were set, by index.
#[derive(Debug, Default)]
pub(crate) struct NoteBoxes {
    pub(crate) boxes: Vec<FlowBox>,
}

impl NoteBoxes {
    /// Sets the notes called since the last time. Each becomes a `Note` after the block that calls it, with an id
    /// (PDF/UA-1, 7.9) and a link back to its call.
    pub(crate) fn set_called(&mut self, setter: &mut Setter<'_>, parent: NodeId, area: Area) {
        while let Some((index, label)) = setter.next_unset_note() {
            let page = &setter.theme.page;
            // Notes of columns stand in the main column too, so that the notes of a page have one measure.
            let (x, width) = match area.kind {
                AreaKind::Full => (0.0, page.full_width()),
                _ => (page.main_x(), page.main_width()),
            };
            let inner = set_note(setter, index, &label, parent, x, width);
            self.boxes.push(inner);
        }
    }
}

fn set_note(
    setter: &mut Setter<'_>,
    index: usize,
    label: &str,
    parent: NodeId,
    x: f32,
    width: f32,
) -> FlowBox {
    let document = setter.document;
    let Some(note) = document.content.notes.get(label) else { return FlowBox::default() };
    let style = setter.theme.styles.note.clone();
    let node = setter.tree.add(parent, Role::Note);
    setter.tree.attributes(node).id = Some(format!("note-{}", index + 1));
    let indent = style.size * 1.6;
    let top = super::baseline(setter, &style);
    let mut out = FlowBox::default();
    out.marks.extend(number_marks(setter, index, node, (x, top), indent));
    for block in &note.blocks {
        let BlockKind::Paragraph(content) = &block.kind else { continue };
        let paragraph = setter.tree.add(node, Role::P);
        let text = collect::collect(setter, content, &style, paragraph);
        for line in lines_of_kind(setter, &text, &style, width - indent, LineKind::Note) {
            let y = out.height + top;
            out.marks.extend(line_marks(setter, line, x + indent, y));
            out.height += style.leading;
        }
    }
    out
}

/// The note's number, which leads back to its call.
fn number_marks(
    setter: &mut Setter<'_>,
    index: usize,
    node: NodeId,
    at: (f32, f32),
    width: f32,
) -> Vec<BoxMark> {
    let mut style = setter.theme.styles.note.clone();
    style.color = crate::theme::ColorRole::Accent;
    let label = setter.tree.add(node, Role::Lbl);
    let link = setter.tree.add(label, Role::Link);
    let number = (index + 1).to_string();
    let words = &setter.document.words;
    let description = format!("{} ({} {number})", words.back_to_text, words.note);
    let id = setter.link(LinkTarget::NoteCall(index), link, description);
    let (mut marks, set) = label_marks(setter, &number, &style, link, at, (width, Align::Start));
    let rect = Rect { x: at.0, y: at.1 - style.size * 0.8, width: set, height: style.size };
    if let Some(mark) = marks.first_mut() {
        mark.links.push((id, rect));
    }
    marks
}
