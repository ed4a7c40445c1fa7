//! What of an outline is within a window, and what of it can be seen.

use crate::{Outline, Position, Window};

impl Window {
    /// The part of an outline within the window (Sutherland and Hodgman): cut off at one side after the other.
    pub(crate) fn cut(self, outline: Outline) -> Outline {
        let sides: [fn(Self, Position) -> f32; 4] =
            [|_, at| at.0, |window, at| window.width - at.0, |_, at| at.1, |window, at| window.height - at.1];
        sides.iter().fold(outline, |outline, side| cut_off(&outline, |at| side(self, at)))
    }
}

/// What of an outline is on the side of a line where `inside` is not below zero.
fn cut_off(outline: &[Position], inside: impl Fn(Position) -> f32) -> Outline {
    let mut out = Vec::with_capacity(outline.len());
    for (number, to) in outline.iter().enumerate() {
        let from = outline[(number + outline.len() - 1) % outline.len()];
        let (before, after) = (inside(from), inside(*to));
        if (before < 0.0) != (after < 0.0) {
            let share = before / (before - after);
            out.push((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
        }
        if after >= 0.0 {
            out.push(*to);
        }
    }
    out
}

/// The shortest step of an outline, in points: less is not seen in print.
const STEP: f32 = 0.45;

/// An outline without steps that are not seen.
pub(crate) fn simplify(outline: Outline) -> Outline {
    let mut out: Outline = Vec::with_capacity(outline.len());
    for at in outline {
        let is_far = |last: &Position| (at.0 - last.0).hypot(at.1 - last.1) >= STEP;
        if out.last().is_none_or(is_far) {
            out.push(at);
        }
    }
    out
}
