//! How wide the columns of a table are.

use super::CELL_PADDING;
use crate::inline::collect;
use crate::setter::{Setter, Tie};
use crate::theme::Style;
use crate::tree::Tree;
use concord_document::Table;

/// Widths by content: no column narrower than its longest word, the rest shared by how much text each holds, and then moved
/// between columns as long as that makes the table lower.
pub(super) fn column_widths(setter: &mut Setter<'_>, table: &Table, available: f32) -> Vec<f32> {
    let columns = table.alignments.len().max(1);
    let mut least = vec![0.0_f32; columns];
    let mut wish = vec![0.0_f32; columns];
    let head = std::iter::once((&table.head, setter.theme.styles.table_head.clone()));
    let style = setter.theme.styles.table.clone();
    let rows: Vec<_> = head.chain(table.rows.iter().map(|row| (row, style.clone()))).collect();
    let mut measured = Vec::with_capacity(rows.len());
    for (row, style) in &rows {
        let mut cells = Vec::with_capacity(columns);
        for (column, cell) in row.cells.iter().enumerate().take(columns) {
            let cell = Words::of(setter, &concord_document::walk::plain_text(&cell.content), style);
            least[column] = least[column].max(cell.widest + AROUND);
            wish[column] = wish[column].max(cell.whole() + AROUND);
            cells.push(cell);
        }
        measured.push(cells);
    }
    let widths = share(&least, &wish, available);
    lowest(widths, &least, &measured)
}

/// What stands beside a cell's words.
const AROUND: f32 = 2.0 * CELL_PADDING + 0.5;

/// The words of a cell: their widths, and those of the spaces behind them.
struct Words {
    words: Vec<(f32, f32)>,
    /// The widest of those that are never parted.
    widest: f32,
}

impl Words {
    fn of(setter: &mut Setter<'_>, words: &str, style: &Style) -> Self {
        let text = collect::plain(setter, words, style, Tree::ROOT);
        let segmenter = setter.segmenter;
        let measured = crate::inline::measure::measure(setter, &text, segmenter);
        // What should stand on one line counts as one word here, and may be parted where there is no room for it.
        let mut words: Vec<(f32, f32)> = Vec::with_capacity(measured.atoms.len());
        let mut tied = false;
        for atom in &measured.atoms {
            match words.last_mut().filter(|_| tied) {
                Some((width, space)) => {
                    *width += *space + atom.width;
                    *space = atom.space_width;
                }
                None => words.push((atom.width, atom.space_width)),
            }
            tied = atom.tie >= Tie::Close;
        }
        let widest = measured.atoms.iter().map(|atom| atom.width).fold(0.0, f32::max);
        Self { words, widest }
    }

    fn whole(&self) -> f32 {
        self.words.iter().map(|(width, space)| width + space).sum()
    }

    /// How many lines they take in a column of some width, each line filled.
    fn lines(&self, column: f32) -> usize {
        let room = column - AROUND;
        let (mut lines, mut x) = (1, 0.0);
        for (number, (width, space)) in self.words.iter().enumerate() {
            if number > 0 && x + width > room {
                lines += 1;
                x = 0.0;
            }
            // Parted after all.
            if *width > room {
                lines += 1;
            }
            x += width + space;
        }
        lines
    }
}

/// The step by which a column's edge is moved, in points.
const STEP: f32 = 4.0;

/// So often width is moved: a table of many rows would be tried for ever to save its last lines.
const MOST_MOVES: usize = 12;

/// Moves width from column to column as long as that makes the table lower, by as little as will do.
fn lowest(mut widths: Vec<f32>, least: &[f32], rows: &[Vec<Words>]) -> Vec<f32> {
    let column_lines = |column: usize, width: f32| -> Vec<usize> {
        rows.iter().map(|row| row.get(column).map_or(0, |cell| cell.lines(width))).collect()
    };
    let mut lines: Vec<Vec<usize>> =
        widths.iter().enumerate().map(|(column, width)| column_lines(column, *width)).collect();
    let height = |lines: &[Vec<usize>]| -> usize {
        (0..rows.len()).map(|row| lines.iter().map(|column| column[row]).max().unwrap_or(0)).sum()
    };
    let mut now = height(&lines);
    for _ in 0..MOST_MOVES {
        let mut best: Option<(usize, usize, usize, f32)> = None;
        for from in 0..widths.len() {
            let steps = ((widths[from] - least[from]) / STEP).max(0.0) as u16;
            for to in (0..widths.len()).filter(|to| *to != from) {
                let before = (lines[from].clone(), lines[to].clone());
                for moved in (1..=steps).map(|step| f32::from(step) * STEP) {
                    lines[from] = column_lines(from, widths[from] - moved);
                    lines[to] = column_lines(to, widths[to] + moved);
                    let then = height(&lines);
                    if then < best.map_or(now, |(least, ..)| least) {
                        best = Some((then, from, to, moved));
                    }
                }
                (lines[from], lines[to]) = before;
            }
        }
        let Some((then, from, to, moved)) = best else { break };
        widths[from] -= moved;
        widths[to] += moved;
        for column in [from, to] {
            lines[column] = column_lines(column, widths[column]);
        }
        now = then;
    }
    widths
}

fn share(least: &[f32], wish: &[f32], available: f32) -> Vec<f32> {
    let total_least: f32 = least.iter().sum();
    let total_wish: f32 = wish.iter().sum();
    if total_wish <= available {
        let extra = (available - total_wish) / least.len() as f32;
        return wish.iter().map(|width| width + extra).collect();
    }
    if total_least >= available {
        return limited(least, available);
    }
    // A long cell asks for less than its length, so that short columns are not squeezed to their longest word.
    let asks: Vec<f32> = least.iter().zip(wish).map(|(least, wish)| (wish - least).max(0.0).sqrt()).collect();
    let total_asks: f32 = asks.iter().sum::<f32>().max(f32::EPSILON);
    let spare = available - total_least;
    least.iter().zip(&asks).map(|(least, ask)| least + spare * ask / total_asks).collect()
}

/// The least widths, the widest of them made narrower until all have room: only their longest words are divided.
fn limited(least: &[f32], available: f32) -> Vec<f32> {
    let mut sorted = least.to_vec();
    sorted.sort_by(f32::total_cmp);
    let (mut room, mut left) = (available, sorted.len());
    let mut most = available / left.max(1) as f32;
    for width in sorted {
        most = room / left as f32;
        if width > most {
            break;
        }
        room -= width;
        left -= 1;
    }
    least.iter().map(|width| width.min(most)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Words, lowest, share};

    #[test]
    fn long_words_alone_pay_for_a_narrow_page() {
        let widths = share(&[20.0, 30.0, 90.0, 200.0], &[90.0, 90.0, 90.0, 200.0], 200.0);
        assert_eq!(widths, [20.0, 30.0, 75.0, 75.0]);
    }

    #[test]
    fn widths_fill_the_measure() {
        for (least, wish) in [(vec![20.0, 30.0], vec![40.0, 50.0]), (vec![60.0, 60.0], vec![90.0, 400.0])] {
            let total: f32 = share(&least, &wish, 200.0).iter().sum();
            assert!((total - 200.0).abs() < 0.01, "{total}");
        }
    }

    #[test]
    fn no_column_is_narrower_than_its_longest_word() {
        let widths = share(&[60.0, 80.0], &[90.0, 900.0], 200.0);
        assert!(widths[0] >= 60.0 && widths[1] >= 80.0, "{widths:?}");
    }

    #[test]
    fn edges_move_where_that_saves_lines() {
        let words = |count: usize| Words { words: vec![(20.0, 4.0); count], widest: 20.0 };
        let rows = vec![vec![words(5), words(2)], vec![words(1), words(2)]];
        let before = vec![100.0, 100.0];
        assert_eq!(rows[0][0].lines(before[0]), 2);
        let after = lowest(before, &[40.0, 60.0], &rows);
        assert_eq!((rows[0][0].lines(after[0]), rows[0][1].lines(after[1])), (1, 1), "{after:?}");
        assert!((after.iter().sum::<f32>() - 200.0).abs() < 0.01);
    }
}
