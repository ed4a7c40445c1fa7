//! Titles and other display text of a few lines: where these end.

use crate::inline::break_lines::Measure;
use crate::inline::{Line, RunningText, set_lines, set_parted};
use crate::setter::Setter;
use crate::theme::Style;

/// What has more lines is a text.
const BALANCED: usize = 6;
/// How closely the narrowest measure is looked for: the widths that are left to try are halved so often.
const HALVINGS: usize = 5;
/// A line that ends after a colon has so much of the other's width at least.
const LEAST_OF_PART: f32 = 0.38;

/// The lines of a display text: parted after a colon where that takes no more of them, and otherwise in the narrowest measure
/// that takes no more, so that none is much shorter than the others.
pub(super) fn balanced(
    setter: &mut Setter<'_>,
    text: &RunningText,
    (style, measure): (&Style, Measure),
    lines: Vec<Line>,
) -> Vec<Line> {
    let count = lines.len();
    if !(2..=BALANCED).contains(&count) {
        return lines;
    }
    if let Some(byte) = after_colon(&text.text) {
        let parted = set_parted(setter, text, measure, byte);
        let fits = parted.iter().all(|line| line.width <= measure.width + 0.5);
        let widest = parted.iter().map(|line| line.width).fold(0.0, f32::max);
        let is_even = parted.iter().all(|line| line.width >= widest * LEAST_OF_PART);
        if parted.len() == count && fits && is_even {
            return parted;
        }
    }
    let (mut least, mut most) = (measure.width / count as f32, measure.width);
    let mut best = lines;
    for _ in 0..HALVINGS {
        let width = (least + most) / 2.0;
        let tried = set_lines(setter, text, Measure { width, ..measure }, style.hyphenate);
        let is_whole = |line: &Line| line.width <= width + 0.5 && !line.is_divided();
        let fits = tried.len() <= count && tried.iter().all(is_whole);
        if fits {
            (most, best) = (width, tried);
        } else {
            least = width;
        }
    }
    best
}

/// The byte behind the first colon of a title and its space: where its sense parts it.
fn after_colon(text: &str) -> Option<usize> {
    let colon = text.find(':')?;
    let rest = &text[colon + 1..];
    let words = rest.trim_start();
    (words.len() < rest.len()).then(|| text.len() - words.len())
}

#[cfg(test)]
mod tests {
    use super::after_colon;

    #[test]
    fn a_title_is_parted_behind_its_colon_and_space() {
        let rest = |text: &'static str| after_colon(text).map(|at| &text[at..]);
        assert_eq!(rest("Azerbaijan: irregular migration"), Some("irregular migration"));
        assert_eq!(rest("Azerbaïdjan\u{a0}: migration irrégulière"), Some("migration irrégulière"));
        assert_eq!(rest("Meeting at 10:30"), None);
        assert_eq!(rest("No colon"), None);
    }
}
