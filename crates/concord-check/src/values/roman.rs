//! Roman numerals: of rulers, centuries, phases and programmes.
//!
//! French writes centuries with a raised "e" (XXIe siècle), Spanish without (siglo XXI), English in digits (LOCALES c3).

use super::scanner::{Read, Scanner};
use super::{Number, Value};

const SUFFIXES: [&str; 5] = ["ème", "er", "re", "e", "ᵉ"];

impl Scanner {
    /// Two letters or more are a numeral wherever they stand; one letter only behind a name in capitals or beside a
    /// century, and it is never missed.
    pub(crate) fn roman(&self, at: usize) -> Option<Read> {
        let token = self.word(at)?;
        let suffix = SUFFIXES.iter().find(|suffix| token.text.ends_with(**suffix));
        let letters = suffix.map_or(token.text.as_str(), |suffix| token.text.trim_end_matches(suffix));
        let value = value(letters)?;
        let is_single = letters.len() == 1;
        let next = self.lower(self.after_space(at + 1));
        let is_century =
            matches!(next, "siècle" | "siècles") || matches!(self.word_before(at), "siglo" | "siglos");
        let is_behind_name = suffix.is_none() && self.name_before(at);
        if is_single && !is_century && !is_behind_name {
            return None;
        }
        let mut read = Read::new(Value::Number(Number::whole(value)), at, at + 1);
        read.is_soft = is_single && !is_century;
        Some(read)
    }

    fn name_before(&self, at: usize) -> bool {
        let name = at.checked_sub(2).filter(|name| self.is_space(name + 1)).and_then(|name| self.word(name));
        name.is_some_and(super::token::Token::is_capitals)
    }
}

/// The value of a numeral up to 39 in its one right form; higher ones look like words and acronyms.
fn value(letters: &str) -> Option<u128> {
    let is_numeral =
        !letters.is_empty() && letters.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'));
    if is_numeral { (1..40).find(|value| form(*value) == letters) } else { None }
}

fn form(value: u128) -> String {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = usize::try_from(value / 10).unwrap_or(0);
    let ones = usize::try_from(value % 10).unwrap_or(0);
    format!("{}{}", "X".repeat(tens), ONES[ones])
}
