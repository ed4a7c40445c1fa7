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
    // A strip across a page that is seen as one picture.
    let (gutter, least) = if area.kind == AreaKind::Sheet {
        (page.gutter * 0.6, NARROWEST_IN_STRIP)
    } else {
        (page.gutter, NARROWEST)
    };
    let columns = columns(setter, figures, area, (gutter, least));
    let list = setter.tree.add(parent, Role::L);
    setter.tree.attributes(list).list_numbering = Some(ListNumbering::None);
    let room = area.width - gutter * (columns as f32 - 1.0);
    let mut widths = vec![room / columns as f32; columns];
    if area.kind == AreaKind::Sheet && columns == figures.len() {
        widen_longest(setter, figures, &mut widths);
    }
    flow.begin(grid, BREAK_BETWEEN);
    for (number, row) in figures.chunks(columns).enumerate() {
        if number > 0 {
            flow.push(FlowItem::Skip(grid * 1.3));
        }
        let mut out = FlowBox::default();
        let qualified = row.iter().any(|figure| !figure.qualifier.is_empty());
        let mut x = area.x;
        for (figure, width) in row.iter().zip(&widths) {
            set_figure(setter, figure, list, (x, *width, qualified), &mut out);
            x += width + gutter;
        }
        flow.push(FlowItem::Box(out));
    }
    flow.end(grid * 1.5);
}

/// How much of its width a column gives to another at once.
const SHARE: f32 = 0.03;
/// How often.
const TIMES: usize = 12;

/// Makes the columns as wide as their words need: what has the most lines takes from the others, as long as that makes
/// the strip lower. What the columns are for stays: none gets narrower than its longest word.
fn widen_longest(setter: &mut Setter<'_>, figures: &[KeyFigure], widths: &mut [f32]) {
    let (number, label) =
        (setter.theme.styles.figure_number.clone(), setter.theme.styles.figure_label.clone());
    let least: Vec<f32> = figures
        .iter()
        .map(|figure| {
            let texts = [(&figure.number, &number), (&figure.label, &label), (&figure.qualifier, &label)];
            texts.into_iter().map(|(text, style)| super::widest_word(setter, text, style)).fold(0.0, f32::max)
        })
        .collect();
    let texts: Vec<_> = figures
        .iter()
        .map(|figure| collect::plain(setter, &figure.label, &label, crate::tree::Tree::ROOT))
        .collect();
    let mut lines = |widths: &[f32]| -> Vec<usize> {
        let texts = texts.iter().zip(widths);
        texts.map(|(text, width)| lines_of(setter, text, &label, *width, 0.0).len()).collect()
    };
    let mut trial = widths.to_vec();
    let mut counts = lines(&trial);
    let mut best = counts.iter().max().copied();
    for _ in 0..TIMES {
        let Some(longest) = (0..counts.len()).max_by_key(|at| (counts[*at], std::cmp::Reverse(*at))) else {
            return;
        };
        for at in (0..trial.len()).filter(|at| *at != longest) {
            let given = (trial[at] * SHARE).min((trial[at] - least[at]).max(0.0));
            trial[at] -= given;
            trial[longest] += given;
        }
        counts = lines(&trial);
        let most = counts.iter().max().copied();
        if most < best {
            best = most;
            widths.copy_from_slice(&trial);
        }
    }
}

/// The narrowest column of figures that looks like one, in widths of the label's size: a dozen characters.
const NARROWEST: f32 = 10.7;
/// The same in a strip of figures: the width of a long word.
const NARROWEST_IN_STRIP: f32 = 7.5;

/// How many figures stand side by side: three or four, as many as they are, or fewer where columns would be too narrow
/// for their words.
fn columns(
    setter: &mut Setter<'_>,
    figures: &[KeyFigure],
    area: Area,
    (gutter, narrowest): (f32, f32),
) -> usize {
    let (number, label) =
        (setter.theme.styles.figure_number.clone(), setter.theme.styles.figure_label.clone());
    let mut least = label.size * narrowest;
    for figure in figures {
        least = least.max(super::widest_word(setter, &figure.number, &number));
        for text in [&figure.qualifier, &figure.label] {
            least = least.max(super::widest_word(setter, text, &label));
        }
    }
    let wishes: &[usize] = match figures.len() {
        6 if area.kind == AreaKind::Sheet => &[6, 3, 2],
        3 | 5 | 6 | 9 => &[3, 2],
        _ => &[4, 2],
    };
    let fits = |columns: &&usize| area.width >= least * **columns as f32 + gutter * (**columns as f32 - 1.0);
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
