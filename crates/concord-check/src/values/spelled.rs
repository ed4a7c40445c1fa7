//! Numbers in words.

use super::language::Kind;
use super::scanner::{Read, Scanner};
use super::words::Word;
use super::{Number, Value};

/// Number words up to this one are never missed: languages replace them by pronouns, adjectives and turns of phrase.
const SMALL: u128 = 10;

/// What was summed up so far.
#[derive(Default)]
struct Sum {
    total: u128,
    /// What stands behind the last magnitude.
    current: Option<u128>,
    last: Option<Word>,
    /// The power of the last magnitude.
    scale: i32,
    is_rank: bool,
}

impl Scanner {
    /// The entry of a word among the language's number words.
    pub(crate) fn number_word(&self, at: usize) -> Option<Word> {
        self.words.get(at).copied().flatten()
    }

    /// The longest number in words from here on.
    pub(crate) fn spelled(&self, at: usize) -> Option<Read> {
        if matches!(self.word_before(at), "pour" | "por")
            && matches!(self.lower(at), "cent" | "ciento" | "cien")
        {
            return None;
        }
        let mut sum = Sum::default();
        let mut next = at;
        let mut end = at;
        if self.language.articles.contains(&self.lower(at)) && self.multiplies(self.after_joint(at + 1)) {
            sum.current = Some(1);
            sum.last = Some(Word::Below(1));
            next = self.after_joint(at + 1);
        }
        while let Some(word) = self.number_word(next) {
            if !sum.add(word, self.language.kind) {
                break;
            }
            end = next + 1;
            next = self.next_part(end, &sum);
        }
        if end == at {
            return None;
        }
        let value = sum.total + sum.current.unwrap_or(0);
        let mut read = Read::new(Value::Number(Number::whole(value)), at, end);
        read.is_rank = sum.is_rank;
        read.is_ordinal = matches!(sum.last, Some(Word::Ordinal(_)));
        read.is_soft = value <= SMALL || sum.is_rank || self.is_idiom(value, end);
        self.decade(value, &mut read);
        self.halves(&sum, &mut read);
        Some(read)
    }

    /// "Half a million", "un million et demi": languages that have no such turn write digits.
    fn halves(&self, sum: &Sum, read: &mut Read) {
        let Some(Word::Scale(power)) = sum.last else { return };
        read.is_soft |= matches!(self.word_before(read.start), "half" | "demi" | "medio");
        let next = self.after_space(read.end);
        let is_and = matches!(self.lower(next), "et" | "y" | "and");
        let half = self.after_space(next + 1);
        let half = if self.lower(half) == "a" { self.after_space(half + 1) } else { half };
        if is_and && matches!(self.lower(half), "demi" | "medio" | "half") {
            let half_of_scale = u32::try_from(power - 1).map_or(0, |power| 5 * 10_u128.pow(power));
            read.readings = vec![Value::Number(Number::whole(sum.total + half_of_scale))];
            (read.end, read.is_soft) = (half + 1, true);
        }
    }

    fn multiplies(&self, at: usize) -> bool {
        matches!(self.number_word(at), Some(Word::Hundred | Word::Scale(_)))
    }

    /// Behind one space or hyphen.
    fn after_joint(&self, at: usize) -> usize {
        if self.is_space(at) || self.is_dash(at) { at + 1 } else { at }
    }

    /// Where the number may go on: behind a space, a hyphen, or the "and" of the language.
    fn next_part(&self, end: usize, sum: &Sum) -> usize {
        let next = self.after_joint(end);
        if next == end {
            return usize::MAX;
        }
        let behind = self.after_joint(next + 1);
        let follows = self.number_word(behind);
        let is_joined = match (self.language.kind, self.lower(next)) {
            (Kind::English, "and") => {
                matches!(sum.last, Some(Word::Hundred | Word::Scale(_)))
                    && matches!(follows, Some(Word::Below(_) | Word::Ten(_)))
            }
            (Kind::French, "et") => {
                matches!(sum.last, Some(Word::Ten(_)))
                    && matches!(follows, Some(Word::Below(1 | 11) | Word::Ordinal(1)))
            }
            (Kind::Spanish, "y") => {
                matches!(sum.last, Some(Word::Ten(_))) && matches!(follows, Some(Word::Below(1..10)))
            }
            _ => false,
        };
        if is_joined { behind } else { next }
    }

    /// Numbers that other languages say otherwise: a fortnight is "quinze jours", a year and a half eighteen months.
    fn is_idiom(&self, value: u128, end: usize) -> bool {
        let unit = self.lower(self.after_space(end));
        matches!(
            (value, unit),
            (15, "jours" | "días") | (18, "months" | "mois" | "meses") | (12, "months" | "mois" | "meses")
        )
    }

    /// "Les années soixante", "los años noventa".
    fn decade(&self, value: u128, read: &mut Read) {
        let is_decade = matches!(self.word_before(read.start), "années" | "años") && value.is_multiple_of(10);
        if is_decade && (20..100).contains(&value) {
            read.add(Value::Number(Number::whole(1900 + value)));
            read.is_soft = true;
        }
    }
}

impl Sum {
    /// Takes a word in; whether it could.
    fn add(&mut self, word: Word, language: Kind) -> bool {
        if self.is_rank && !matches!(word, Word::Ordinal(_)) {
            return false;
        }
        let is_taken = match word {
            Word::Below(value) => self.add_below(u128::from(value), language),
            Word::Ten(value) => self.add_ten(u128::from(value), language),
            Word::Hundred => self.add_hundred(language),
            Word::Hundreds(value) => self.current.is_none() && self.set(u128::from(value)),
            Word::Scale(power) => self.add_scale(power, language),
            Word::Ordinal(value) => self.add_rank(u128::from(value), language),
            Word::Loose(value) => {
                self.is_rank = self.total == 0 && self.current.is_none();
                self.is_rank && self.set(u128::from(value))
            }
        };
        if is_taken {
            self.last = Some(word);
        }
        is_taken
    }

    fn set(&mut self, value: u128) -> bool {
        self.current = Some(value);
        true
    }

    /// A number below a hundred fits behind a full hundred, one below ten behind a full ten; in French one below twenty
    /// behind sixty and eighty.
    fn add_below(&mut self, value: u128, language: Kind) -> bool {
        let Some(current) = self.current else { return self.set(value) };
        let tens = current % 100;
        let is_after_hundred = tens == 0 && matches!(self.last, Some(Word::Hundred | Word::Hundreds(_)));
        let twenties = language == Kind::French && matches!(tens, 60 | 80) && value < 20;
        let is_after_ten = matches!(self.last, Some(Word::Ten(_)))
            && tens % 10 == 0
            && (value < 10 || twenties)
            && value > 0;
        // Seventy-seven is sixty and ten and seven in French.
        let is_after_dix = language == Kind::French
            && matches!(self.last, Some(Word::Below(10)))
            && (7..10).contains(&value)
            && (current == 10 || matches!(tens, 70 | 90));
        (is_after_hundred || is_after_ten || is_after_dix) && self.set(current + value)
    }

    /// A rank behind a number: "twenty-first", "vingt et unième"; in Spanish behind another rank: "vigésimo primero".
    fn add_rank(&mut self, value: u128, language: Kind) -> bool {
        let is_behind_rank = matches!(self.last, Some(Word::Ordinal(tens)) if tens >= 20 && value < 10);
        let is_taken = match self.current {
            Some(current) if language == Kind::Spanish => is_behind_rank && self.set(current + value),
            Some(_) if self.is_rank => false,
            _ => self.add_below(value, language),
        };
        self.is_rank |= is_taken;
        is_taken
    }

    fn add_ten(&mut self, value: u128, language: Kind) -> bool {
        match self.current {
            None => self.set(value),
            Some(current) if language == Kind::French && value == 20 && current % 100 == 4 => {
                self.set(current + 76)
            }
            Some(current) => {
                let is_after_hundred = matches!(self.last, Some(Word::Hundred | Word::Hundreds(_)));
                current % 100 == 0 && is_after_hundred && self.set(current + value)
            }
        }
    }

    fn add_hundred(&mut self, language: Kind) -> bool {
        match self.current {
            None => language == Kind::French && self.set(100),
            Some(current) => (1..20).contains(&current) && self.set(current * 100),
        }
    }

    /// A magnitude takes up what stands before it: what is below its own power is multiplied, as in "mil millones".
    /// Alone it means a number only where the language has no article before it: "mille", "mil".
    fn add_scale(&mut self, power: i32, language: Kind) -> bool {
        let Some(factor) = u32::try_from(power).ok().and_then(|power| 10_u128.checked_pow(power)) else {
            return false;
        };
        let takes_all = self.total == 0 || self.scale < power;
        let before = match self.current {
            Some(current) => current,
            None if self.total > 0 && takes_all => 0,
            None if self.total == 0 && power == 3 && language != Kind::English => 1,
            None => return false,
        };
        let multiplied = if takes_all { self.total + before } else { before };
        let Some(product) = multiplied.checked_mul(factor) else { return false };
        self.total = if takes_all { product } else { self.total + product };
        self.current = None;
        self.scale = power;
        true
    }
}
