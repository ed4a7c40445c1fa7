//! With what a line fills its measure: its spaces, and where these would be too wide or too narrow, a little between its
//! letters too.

use crate::inline::break_lines::{LineBreaks, Measure, SHRINK, STRETCH};
use crate::inline::lines::{OnLine, hyphen_width};
use crate::inline::measure::{PieceKind, width_of};
use crate::setter::Setter;
use crate::theme::Align;
use unicode_bidi::Level;

/// How spaces and letters are set on a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fill {
    /// The factor of the width of a space between words.
    pub(super) space: f32,
    /// What is added after every letter, in 1/1000 em.
    pub(super) letters: f32,
}

impl Fill {
    /// As the font has them.
    pub(super) const NATURAL: Self = Self { space: 1.0, letters: 0.0 };

    /// The factor of the width of a piece.
    pub(super) fn factor(self, kind: PieceKind) -> f32 {
        match kind {
            PieceKind::Word => 1.0,
            PieceKind::Space => self.space,
            PieceKind::SignSpace => self.space.min(WIDEST_SIGN_SPACE),
        }
    }
}

/// Beyond this factor, a sign would drift away from its word.
const WIDEST_SIGN_SPACE: f32 = 1.4;

/// Spaces from this part of the font's to that one are good by themselves: letters are left alone.
const GOOD_SPACES: [f32; 2] = [1.0 - SHRINK * 0.5, 1.0 + STRETCH * 0.6];

/// Spaces from this factor on are holes: letters then move by so many times as much as in other lines, but by no more than an
/// hundredth of an em where a theme does not ask for more.
const HOLE: f32 = 1.8;
const IN_HOLES: f32 = 2.5;
const MOST_IN_HOLES: f32 = 10.0;

/// How a line fills its room. Computed from what stands on the line, as the parts of a divided word are a little wider or
/// narrower than they were in the whole.
pub(super) fn fill_of(
    setter: &Setter<'_>,
    on_line: &[OnLine<'_>],
    line: &LineBreaks,
    measure: Measure,
    room: f32,
) -> Fill {
    if measure.align != Align::Justify || line.ratio == 0.0 || !line.ratio.is_finite() {
        return Fill::NATURAL;
    }
    let (mut words, mut spaces, mut sign_spaces, mut letters) = (0.0, 0.0, 0.0, 0.0);
    for part in on_line {
        let width = width_of(&part.shaped, part.piece.style);
        match part.piece.kind {
            PieceKind::Word => {
                words += width;
                letters += part.shaped.letters() as f32 * part.piece.style.size / 1000.0;
            }
            PieceKind::Space => spaces += width,
            PieceKind::SignSpace => sign_spaces += width,
        }
        if part.hyphen {
            words += hyphen_width(setter, part.piece.style);
        }
    }
    if spaces <= 0.0 {
        return Fill::NATURAL;
    }
    if room - words > (spaces + sign_spaces) * WIDEST_SIGN_SPACE {
        words += sign_spaces * WIDEST_SIGN_SPACE;
    } else {
        spaces += sign_spaces;
    }
    let space = (room - words) / spaces;
    let turns = on_line.iter().any(|part| part.piece.level != Level::ltr());
    let stated = setter.theme.paragraph.letters();
    let letters_move = if space > HOLE { (stated * IN_HOLES).min(MOST_IN_HOLES).max(stated) } else { stated };
    let most = if turns { 0.0 } else { letters_move };
    let beyond = space - space.clamp(GOOD_SPACES[0], GOOD_SPACES[1]);
    let letter = if letters > 0.0 { (beyond * spaces / letters).clamp(-most, most) } else { 0.0 };
    // A line that could only be set too tight runs over rather than close its words up.
    Fill { space: ((room - words - letter * letters) / spaces).max(1.0 - SHRINK), letters: letter }
}
