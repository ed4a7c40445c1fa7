//! Document numbers: opaque, compared letter by letter but for the letters that name an institution in the document's
//! language (EC/CE, EU/UE).

use super::Value;
use super::scanner::{Read, Scanner};
use super::token::Kind;

impl Scanner {
    /// `2008/115/EC`, `COM(2013) 292`, `A/RES/70/1`, `1.2.3`.
    pub(crate) fn document(&self, at: usize) -> Option<Read> {
        self.communication(at).or_else(|| self.slashed(at)).or_else(|| self.dotted(at))
    }

    /// A number of the Commission's: letters, the year in brackets, a number.
    fn communication(&self, at: usize) -> Option<Read> {
        let letters = self.token(at).filter(|token| token.is_capitals())?;
        let year = self.year(at + 2).filter(|_| self.is_sign(at + 1, '(') && self.is_sign(at + 3, ')'))?;
        let number = self.after_space(at + 4);
        let digits = self.digits(number)?;
        Some(Read::new(Value::Document(format!("{}({year}) {digits}", letters.text)), at, number + 1))
    }

    /// Parts between slashes, some of them digits. `1/2` and `24/7` are no documents and may be said in words.
    fn slashed(&self, at: usize) -> Option<Read> {
        let part = |at: usize| {
            let token = self.token(at)?;
            let is_letters = token.kind == Kind::Word && token.text.chars().all(char::is_uppercase);
            (token.kind == Kind::Digits || is_letters).then_some(token)
        };
        let is_inside = self.before(at).is_some_and(|before| before.is_sign('/'));
        let mut parts = vec![part(at).filter(|_| !is_inside)?];
        let mut end = at + 1;
        while let Some(next) = part(end + 1).filter(|_| self.is_sign(end, '/')) {
            parts.push(next);
            end += 2;
        }
        let digits: Vec<&str> =
            parts.iter().filter(|part| part.kind == Kind::Digits).map(|part| part.text.as_str()).collect();
        let is_short = digits.iter().all(|digits| digits.len() <= 2) && digits.len() == parts.len();
        let is_years = parts.len() == 2 && self.short_years(at).is_some();
        // `3/km` is no document either.
        if parts.len() < 2 || is_years || digits.len() < 2 && parts.len() < 3 || digits.is_empty() {
            return None;
        }
        let is_numbered_first = parts.first().is_some_and(|part| part.kind == Kind::Digits);
        while is_numbered_first && parts.last().is_some_and(|part| part.kind == Kind::Word) {
            parts.pop();
        }
        let number = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("/");
        let mut read = Read::new(Value::Document(number), at, end);
        read.is_soft = is_short;
        Some(read)
    }

    /// Three or more numbers between points that are no grouped number.
    fn dotted(&self, at: usize) -> Option<Read> {
        let mut parts = vec![self.digits(at)?];
        let mut end = at + 1;
        while let Some(next) = self.digits(end + 1).filter(|_| self.is_sign(end, '.')) {
            parts.push(next);
            end += 2;
        }
        let is_date = self.numeric_date(at).is_some();
        let is_grouped = self.separators.group == '.' && parts.iter().skip(1).all(|part| part.len() == 3);
        let is_document = parts.len() > 2 && !is_date && !is_grouped;
        is_document.then(|| Read::new(Value::Document(parts.join(".")), at, end))
    }
}
