//! Quotation marks and their partners, as the rules about them share it.

use crate::passages::Passage;

/// A mark: the passage of the paragraph that it stands in, and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) passage: usize,
    pub(super) at: usize,
    pub(super) sign: char,
}

/// Two marks around a quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quotation {
    pub(super) open: Mark,
    pub(super) close: Mark,
    /// How many quotations it stands in.
    pub(super) level: usize,
    /// Whether another quotation stands in it.
    pub(super) holds_others: bool,
}

/// The quotation marks of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Quotations {
    pub(super) pairs: Vec<Quotation>,
    pub(super) alone: Vec<Mark>,
    open: Vec<(Mark, bool)>,
}

const PARTNERS: &[(char, char)] =
    &[('«', '»'), ('‹', '›'), ('“', '”'), ('„', '“'), ('„', '”'), ('‘', '’'), ('‚', '’'), ('"', '"')];

fn are_partners(open: char, close: char) -> bool {
    PARTNERS.contains(&(open, close))
}

impl Quotations {
    /// Reads a paragraph. Straight single marks are left out, as most are apostrophes.
    pub(super) fn of(paragraph: &[Passage]) -> Self {
        let mut quotations = Self::default();
        for (number, passage) in paragraph.iter().enumerate() {
            for (at, sign) in passage.characters.iter().enumerate() {
                quotations.read(passage, Mark { passage: number, at, sign: *sign });
            }
        }
        // An apostrophe that was typed as an opening mark is no quotation.
        let left = quotations.open.drain(..).map(|(mark, _)| mark);
        quotations.alone.extend(left.filter(|mark| mark.sign != '‘'));
        quotations.alone.sort_by_key(|mark| (mark.passage, mark.at));
        quotations
    }

    fn read(&mut self, passage: &Passage, mark: Mark) {
        let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let (before, after) = (passage.beside(mark.at, -1), passage.beside(mark.at, 1));
        let top = self.open.last().map(|(open, _)| open.sign);
        match mark.sign {
            '“' if top == Some('„') => self.close(mark),
            '«' | '‹' | '“' | '„' | '‚' => self.open(mark),
            '‘' if !is_letter(before) => self.open(mark),
            '’' if self.is_open('’') && !is_letter(after) => self.close(mark),
            '”' | '»' | '›' => self.close(mark),
            '"' if self.is_open('"') => self.close(mark),
            // Inches and seconds.
            '"' if before.is_some_and(|before| before.is_ascii_digit()) => {}
            '"' => self.open(mark),
            _ => {}
        }
    }

    fn is_open(&self, close: char) -> bool {
        self.open.iter().any(|(open, _)| are_partners(open.sign, close))
    }

    fn open(&mut self, mark: Mark) {
        for (_, holds_others) in &mut self.open {
            *holds_others = true;
        }
        self.open.push((mark, false));
    }

    fn close(&mut self, close: Mark) {
        let Some(level) = self.open.iter().rposition(|(open, _)| are_partners(open.sign, close.sign)) else {
            self.alone.push(close);
            return;
        };
        let unclosed = self.open.split_off(level + 1);
        self.alone.extend(unclosed.into_iter().map(|(mark, _)| mark).filter(|mark| mark.sign != '‘'));
        if let Some((open, holds_others)) = self.open.pop() {
            self.pairs.push(Quotation { open, close, level, holds_others });
        }
    }
}
