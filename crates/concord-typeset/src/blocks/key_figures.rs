//! Key figures: large numbers side by side over their labels.

use super::{Area, AreaKind, Tone, line_marks, lines_of};
use crate::flow::{BREAK_BETWEEN, BoxMark, Flow, FlowBox, FlowItem};
use crate::inline::collect;
use crate::setter::Setter;
use crate::tree::NodeId;
use concord_document::KeyFigure;
use concord_pages::{Item, ListNumbering, Path, Rect, Role};

/// Sets key figures in rows, as a list: each item's text is qualifier, number and label in that order.
pub(super) fn set_key_figures(
    setter: &mut Setter<'_>,
    flow: &mut Flow,
    figures: &[KeyFigure],
    parent: NodeId,
    area: Area,
) {
    let page = &setter.theme.page;
    let grid = page.grid;
    let area = match area.kind {
        AreaKind::Main => Area { x: 0.0, width: page.full_width(), kind: AreaKind::Full, tone: Tone::Plain },
        _ => area,
    };
    let columns = columns(setter, figures, area.width, page.gutter);
    let list = setter.tree.add(parent, Role::L);
    setter.tree.attributes(list).list_numbering = Some(ListNumbering::None);
    let gutter = page.gutter;
    let width = (area.width - gutter * (columns as f32 - 1.0)) / columns as f32;
    flow.begin(grid, BREAK_BETWEEN);
    for (number, row) in figures.chunks(columns).enumerate() {
        if number > 0 {
            flow.push(FlowItem::Skip(grid * 1.3));
        }
        let mut out = FlowBox::default();
        let qualified = row.iter().any(|figure| !figure.qualifier.is_empty());
        for (column, figure) in row.iter().enumerate() {
            let x = area.x + (width + gutter) * column as f32;
            set_figure(setter, figure, list, (x, width, qualified), &mut out);
        }
        flow.push(FlowItem::Box(out));
    }
    flow.end(grid * 1.5);
}

/// The narrowest column of figures that looks like one, in widths of the label's size: a dozen characters.
const NARROWEST: f32 = 10.7;

/// How many figures stand side by side: three or four, as many as they are, or fewer where columns would be too narrow
/// for their words.
fn columns(setter: &mut Setter<'_>, figures: &[KeyFigure], width: f32, gutter: f32) -> usize {
    let (number, label) =
        (setter.theme.styles.figure_number.clone(), setter.theme.styles.figure_label.clone());
    let mut least = label.size * NARROWEST;
    for figure in figures {
        least = least.max(super::widest_word(setter, &figure.number, &number));
        for text in [&figure.qualifier, &figure.label] {
            least = least.max(super::widest_word(setter, text, &label));
        }
    }
    let wishes: &[usize] = match figures.len() {
        3 | 5 | 6 | 9 => &[3, 2],
        _ => &[4, 2],
    };
    let fits = |columns: &&usize| width >= least * **columns as f32 + gutter * (**columns as f32 - 1.0);
    wishes.iter().find(fits).copied().unwrap_or(1)
}

fn set_figure(
    setter: &mut Setter<'_>,
    figure: &KeyFigure,
    list: NodeId,
    (x, width, qualified): (f32, f32, bool),
    out: &mut FlowBox,
) {
    let item = setter.tree.add(list, Role::Li);
    let body = setter.tree.add(item, Role::LBody);
    let number = setter.theme.styles.figure_number.clone();
    let label = setter.theme.styles.figure_label.clone();
    let rule = Rect { x, y: 0.0, width, height: 1.6 };
    out.marks
        .insert(0, BoxMark::artifact(vec![Item::Path(Path::rectangle(rule, setter.theme.colors.second))]));
    let mut y = 6.0;
    // In a row with a qualifier every figure keeps a line for one, so that the numbers stand level.
    let first = usize::from(!qualified);
    let parts = [(&figure.qualifier, &label), (&figure.number, &number), (&figure.label, &label)];
    for (text, style) in &parts[first..] {
        let spaced = if text.is_empty() { String::new() } else { format!("{text} ") };
        let text = collect::plain(setter, &spaced, style, body);
        let lines = if spaced.is_empty() { Vec::new() } else { lines_of(setter, &text, style, width, 0.0) };
        let base = super::baseline(setter, style);
        let count = lines.len().max(1);
        for (index, line) in lines.into_iter().enumerate() {
            out.marks.extend(line_marks(setter, line, x, y + base + style.leading * index as f32));
        }
        y += style.leading * count as f32;
    }
    out.height = out.height.max(y);
}
