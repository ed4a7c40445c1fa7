//! The walk over running text: at every token the longest thing that can be read there.

use super::language::{self, Language, Separators};
use super::token::{Kind, Token, tokens};
use super::words::Word;
use super::{Found, Run, Value, series};

/// Something that was read from a token on.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    pub(crate) readings: Vec<Value>,
    pub(crate) is_soft: bool,
    /// Whether it is a rank in words, or a word that means a number only by the way ("both").
    pub(crate) is_rank: bool,
    /// Whether it is a rank in words.
    pub(crate) is_ordinal: bool,
    /// The first token.
    pub(crate) start: usize,
    /// The token behind the last.
    pub(crate) end: usize,
    /// The power of ten of a magnitude in words behind digits, which an earlier number of a series may share.
    pub(crate) power: i32,
}

impl Read {
    pub(crate) fn new(value: Value, start: usize, end: usize) -> Self {
        Self {
            readings: vec![value],
            is_soft: false,
            is_rank: false,
            is_ordinal: false,
            start,
            end,
            power: 0,
        }
    }

    pub(crate) fn add(&mut self, reading: Value) {
        if !self.readings.contains(&reading) {
            self.readings.push(reading);
        }
    }
}

/// A text with the tables of its language.
pub(crate) struct Scanner {
    pub(crate) tokens: Vec<Token>,
    pub(crate) language: &'static Language,
    pub(crate) separators: Separators,
    /// The entry of every token among the language's number words.
    pub(crate) words: Vec<Option<Word>>,
    pub(crate) is_month_first: bool,
}

/// Everything that a run states.
pub(crate) fn scan(run: &Run, language: &'static Language) -> Vec<Found> {
    let tokens = tokens(&run.characters);
    let words = tokens.iter().map(|token| language.number_word(token)).collect();
    let scanner = Scanner {
        tokens,
        words,
        language,
        separators: language::separators(&run.tag),
        is_month_first: run.tag.ends_with("-US"),
    };
    let mut reads = scanner.reads();
    series::share_units(&scanner, &mut reads);
    reads.into_iter().filter_map(|read| scanner.found(run, read)).collect()
}

impl Scanner {
    fn reads(&self) -> Vec<Read> {
        let mut reads = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let Some(found) = self.read(at) else {
                at += 1;
                continue;
            };
            at = found.iter().map(|read| read.end).max().unwrap_or(at).max(at + 1);
            reads.extend(found);
        }
        reads
    }

    fn read(&self, at: usize) -> Option<Vec<Read>> {
        let one = |read: Option<Read>| read.map(|read| vec![read]);
        match self.token(at)?.kind {
            Kind::Space => return None,
            Kind::Sign => return one(self.quantity(at)),
            Kind::Digits | Kind::Word => {}
        }
        one(self.numeric_date(at))
            .or_else(|| one(self.document(at)))
            .or_else(|| one(self.date(at)))
            .or_else(|| one(self.time(at)))
            .or_else(|| self.short_years(at))
            .or_else(|| one(self.quantity(at)))
            .or_else(|| one(self.roman(at)))
    }

    fn found(&self, run: &Run, read: Read) -> Option<Found> {
        let (first, last) = (self.tokens.get(read.start)?, self.tokens.get(read.end.checked_sub(1)?)?);
        let range = first.range.start..last.range.end;
        let span = run.span(range.clone())?;
        let written = run.characters.get(range.clone())?.iter().collect();
        let Read { readings, is_soft, is_rank, is_ordinal, power, .. } = read;
        Some(Found { readings, is_soft, is_rank, is_ordinal, power, span, written, run: 0, range })
    }

    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(crate) fn before(&self, at: usize) -> Option<&Token> {
        at.checked_sub(1).and_then(|at| self.tokens.get(at))
    }

    pub(crate) fn digits(&self, at: usize) -> Option<&str> {
        self.token(at).filter(|token| token.kind == Kind::Digits).map(|token| token.text.as_str())
    }

    pub(crate) fn word(&self, at: usize) -> Option<&Token> {
        self.token(at).filter(|token| token.kind == Kind::Word)
    }

    /// The word in lower case; empty where there is none.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.word(at).map_or("", |token| token.lower.as_str())
    }

    pub(crate) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.token(at).is_some_and(|token| token.is_sign(sign))
    }

    pub(crate) fn is_dash(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_dash)
    }

    pub(crate) fn is_space(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Space)
    }

    /// The token behind a space, or this one.
    pub(crate) fn after_space(&self, at: usize) -> usize {
        if self.is_space(at) { at + 1 } else { at }
    }

    /// The word before a token and the space between them, in lower case.
    pub(crate) fn word_before(&self, at: usize) -> &str {
        let Some(before) = at.checked_sub(1) else { return "" };
        let before = if self.is_space(before) { before.checked_sub(1) } else { Some(before) };
        before.map_or("", |before| self.lower(before))
    }

    /// Digits that are a year: four of them, standing alone.
    pub(crate) fn year(&self, at: usize) -> Option<u128> {
        let digits = self.digits(at).filter(|digits| digits.len() == 4)?;
        digits.parse().ok().filter(|year| (1000..3000).contains(year))
    }
}
