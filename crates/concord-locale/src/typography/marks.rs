//! Straight quotation marks, apostrophes and three dots, which typewriters had, become the language's.

use super::{Neighbours, is_space};
use crate::style::Conventions;

pub(super) fn set(text: &[char], neighbours: Neighbours, conventions: &Conventions) -> Vec<char> {
    let mut marks = Marks {
        text,
        neighbours,
        conventions,
        open: Vec::new(),
        set: Vec::with_capacity(text.len()),
        last_single_close: None,
    };
    marks.last_single_close =
        (0..text.len()).rev().find(|at| text[*at] == '\'' && marks.may_close_single(*at));
    let mut at = 0;
    while let Some(character) = text.get(at) {
        match character {
            '"' => marks.double(at),
            '\'' => marks.single(at),
            '.' if marks.is_ellipsis(at) => {
                marks.set.push('…');
                at += 2;
            }
            other => marks.set.push(*other),
        }
        at += 1;
    }
    marks.set
}

struct Marks<'a> {
    text: &'a [char],
    neighbours: Neighbours,
    conventions: &'a Conventions,
    /// The straight marks that are open, the outermost first.
    open: Vec<char>,
    set: Vec<char>,
    /// The last single mark that can close a quotation.
    last_single_close: Option<usize>,
}

/// Deeper quotations than this are no quotations.
const DEEPEST: usize = 6;

impl Marks<'_> {
    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1)
            .and_then(|at| self.text.get(at))
            .copied()
            .or(self.neighbours.before.filter(|_| at == 0))
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text.get(at + 1).copied().or(self.neighbours.after.filter(|_| at + 1 == self.text.len()))
    }

    /// Exactly three dots.
    fn is_ellipsis(&self, at: usize) -> bool {
        let dot = |at: Option<usize>| at.and_then(|at| self.text.get(at)) == Some(&'.');
        dot(Some(at + 1)) && dot(Some(at + 2)) && !dot(Some(at + 3)) && !dot(at.checked_sub(1))
    }

    fn double(&mut self, at: usize) {
        let is_open = self.open.contains(&'"');
        if self.opens(at) && !(is_open && self.closes(at)) {
            self.push_open('"');
        } else if is_open {
            self.push_close('"');
        } else if self.before(at).is_some_and(|before| before.is_ascii_digit()) {
            // Inches and seconds.
            self.set.push('"');
        } else {
            let (_, close) = self.conventions.quotes[0];
            self.set.push(close);
        }
    }

    fn single(&mut self, at: usize) {
        let is_open = self.open.last() == Some(&'\'');
        if self.opens(at) && self.has_closing_mark(at) {
            self.push_open('\'');
        } else if is_open && self.may_close_single(at) {
            self.push_close('\'');
        } else if self.before(at).is_some_and(|before| before.is_ascii_digit()) && !self.is_inside_word(at) {
            // Feet and minutes.
            self.set.push('\'');
        } else {
            self.set.push('’');
        }
    }

    fn push_open(&mut self, mark: char) {
        let (open, _) = self.conventions.quotes[self.open.len().min(2)];
        self.open.push(mark);
        self.set.push(open);
    }

    /// Closes the innermost mark of this kind; what was opened inside it and not closed was no quotation mark.
    fn push_close(&mut self, mark: char) {
        let level = self.open.iter().rposition(|open| *open == mark).unwrap_or(0);
        self.open.truncate(level);
        let (_, close) = self.conventions.quotes[level.min(2)];
        self.set.push(close);
    }

    fn opens(&self, at: usize) -> bool {
        let after_gap = self.before(at).is_none_or(|before| {
            before.is_whitespace() || is_space(before) || "([{«“„‘‚¿¡—–/-'\"".contains(before)
        });
        let before_word = self.after(at).is_some_and(|after| {
            !after.is_whitespace() && !is_space(after) && !".,;:!?)]}»”".contains(after)
        });
        after_gap && before_word
    }

    fn closes(&self, at: usize) -> bool {
        let after_word = self.before(at).is_some_and(|before| !before.is_whitespace() && !is_space(before));
        let before_gap = self.after(at).is_none_or(|after| !after.is_alphanumeric());
        after_word && before_gap
    }

    fn is_inside_word(&self, at: usize) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_letter(self.before(at)) && is_letter(self.after(at))
    }

    fn may_close_single(&self, at: usize) -> bool {
        self.closes(at) && !self.is_inside_word(at)
    }

    /// Whether a single mark is followed by another that could close it: `'tis` is not, `'so'` is.
    fn has_closing_mark(&self, at: usize) -> bool {
        self.open.len() < DEEPEST && self.last_single_close.is_some_and(|close| close > at + 1)
    }
}
