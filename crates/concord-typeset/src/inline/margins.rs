//! Optical margins: how far the first and the last sign of a line stand out of it, so that its edges look straight.
//!
//! What stands out is taken from the width with which lines are chosen, so a line ends where it looks full.

use crate::inline::collect::RunningText;
use crate::inline::measure::{Measured, Piece};
use crate::setter::Setter;
use crate::theme::Align;
use unicode_bidi::Level;

/// What may stand out of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum StandsOut {
    /// Nothing: a text that is aligned with something else, such as a cell.
    #[default]
    Nothing,
    /// Signs that open a line, such as quotation marks: in ragged text the right edge is none.
    Opening,
    /// Signs and letters at both edges.
    Both,
}

impl StandsOut {
    /// What stands out in running text.
    pub(crate) fn of_text(align: Align) -> Self {
        match align {
            Align::Justify => Self::Both,
            Align::Start => Self::Opening,
            Align::Centre | Align::End => Self::Nothing,
        }
    }
}

/// Notes for every word how far it stands out where it begins or ends a line.
pub(super) fn fit_edges(
    setter: &Setter<'_>,
    text: &RunningText,
    measured: &mut Measured,
    stands_out: StandsOut,
) {
    let turns = measured.pieces.iter().any(|piece| piece.level != Level::ltr());
    if stands_out == StandsOut::Nothing || turns {
        return;
    }
    for atom in &mut measured.atoms {
        let pieces = &measured.pieces[atom.pieces.clone()];
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { continue };
        let word = &text.text[first.range.start..last.range.end];
        atom.start_out = start_out(setter, first, word, stands_out);
        if stands_out == StandsOut::Both {
            atom.end_out = end_out(setter, last, word);
        }
    }
}

/// How far a word stands out at a line's start, in points.
fn start_out(setter: &Setter<'_>, piece: &Piece, word: &str, stands_out: StandsOut) -> f32 {
    let mut signs = word.chars();
    let Some(sign) = signs.next() else { return 0.0 };
    if stands_out == StandsOut::Opening && sign.is_alphanumeric() {
        return 0.0;
    }
    let share = setter.theme.paragraph.at_start(sign) * near(signs.next());
    piece.shaped.glyphs.first().map_or(0.0, |glyph| share * in_points(piece, glyph.advance))
}

/// How far a word stands out at a line's end, in points.
fn end_out(setter: &Setter<'_>, piece: &Piece, word: &str) -> f32 {
    let mut signs = word.chars().rev();
    let Some(sign) = signs.next() else { return 0.0 };
    let share = setter.theme.paragraph.at_end(sign) * near(signs.next());
    piece.shaped.glyphs.last().map_or(0.0, |glyph| share * in_points(piece, glyph.advance))
}

/// How far the rest of a divided word stands out, that begins with a byte of a piece.
pub(super) fn rest_out(setter: &Setter<'_>, piece: &Piece, rest: &str, at: usize) -> f32 {
    let glyph = piece.shaped.glyphs.iter().find(|glyph| glyph.cluster as usize == at);
    let (Some(glyph), Some(sign)) = (glyph, rest.chars().next()) else { return 0.0 };
    setter.theme.paragraph.at_start(sign) * in_points(piece, glyph.advance)
}

fn in_points(piece: &Piece, advance: f32) -> f32 {
    advance * piece.style.size / 1000.0
}

/// A sign that a space sets off from its word, as in French, is an edge of its own more than a sign at the word's edge:
/// moved out as far, it would hang in the air.
fn near(neighbour: Option<char>) -> f32 {
    if neighbour.is_some_and(char::is_whitespace) { 0.5 } else { 1.0 }
}
