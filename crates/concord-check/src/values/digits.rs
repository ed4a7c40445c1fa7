//! Numbers in digits, and what belongs to a number in digits or words: magnitude, percent sign, currency.

use super::language::{CURRENCIES, LONG_CURRENCIES, SHORT_SCALES};
use super::scanner::{Read, Scanner};
use super::token::{Kind, Token};
use super::words::Word;
use super::{Number, Value};

/// Brackets and quotation marks that a number may follow.
const OPENING: [char; 7] = ['(', '[', '«', '“', '‘', '„', '"'];

impl Scanner {
    /// A number with everything that belongs to it.
    pub(crate) fn quantity(&self, at: usize) -> Option<Read> {
        if let Some(read) = self.priced(at) {
            return Some(read);
        }
        let mut read = match self.digit_number(at) {
            Some(mut read) => {
                self.magnitude(&mut read);
                read
            }
            None => self.spelled(at)?,
        };
        self.unit(&mut read);
        Some(read)
    }

    /// A number behind the sign or code of a currency; a word before digits is none, as in "Euro 2020".
    fn priced(&self, at: usize) -> Option<Read> {
        self.token(at).filter(|token| token.kind == Kind::Sign || token.is_capitals())?;
        let (currency, end) = self.currency(at)?;
        let mut read = self.digit_number(self.after_space(end))?;
        self.magnitude(&mut read);
        self.short_magnitude(&mut read);
        read.start = at;
        read.readings = money(currency, &read.readings);
        Some(read)
    }

    /// Digits with their separators and sign.
    fn digit_number(&self, at: usize) -> Option<Read> {
        self.digits(at)?;
        let (whole, end) = self.whole(at);
        let mut read = self.fraction(&whole, at, end)?;
        if self.is_negative(at) {
            read.readings = read
                .readings
                .iter()
                .filter_map(|value| value.number().map(Number::negated))
                .map(Value::Number)
                .collect();
            read.start = at.saturating_sub(1);
        }
        Some(read)
    }

    /// The digits before the decimal sign, and the token behind them. Groups are of three digits with one separator.
    pub(crate) fn whole(&self, at: usize) -> (String, usize) {
        let mut whole = self.digits(at).unwrap_or_default().to_owned();
        let mut end = at + 1;
        let Some(separator) = self.token(end).filter(|token| self.is_group_separator(token)) else {
            return (whole, end);
        };
        if whole.len() > 3 || whole.starts_with('0') {
            return (whole, end);
        }
        let is_same = |token: &Token| token.kind == separator.kind && self.is_group_separator(token);
        let group = |end: usize| {
            let is_parted = self.token(end).is_some_and(is_same);
            self.digits(end + 1).filter(|_| is_parted)
        };
        let mut pairs = (whole.clone(), end);
        while self.separators.has_groups_of_two
            && let Some(two) = group(pairs.1).filter(|group| group.len() == 2)
        {
            pairs.0.push_str(two);
            pairs.1 += 2;
        }
        // Groups of two end in one of three.
        if pairs.1 > end && group(pairs.1).is_some_and(|group| group.len() == 3) {
            (whole, end) = pairs;
        }
        while let Some(three) = group(end).filter(|group| group.len() == 3) {
            whole.push_str(three);
            end += 2;
        }
        (whole, end)
    }

    fn is_group_separator(&self, token: &Token) -> bool {
        let sign = [self.separators.group, '’', '\''];
        token.is_group_space() || (token.kind == Kind::Sign && token.text.starts_with(sign))
    }

    /// Reads on behind the whole part. A sign that is not the language's decimal sign is one all the same where no group
    /// of three follows it, since it can be nothing else.
    fn fraction(&self, whole: &str, at: usize, end: usize) -> Option<Read> {
        let integer = Number::of_digits(whole, "")?;
        let mut read = Read::new(Value::Number(integer), at, end);
        let is_grouped = end > at + 1;
        if self.separators.is_group_doubtful && end == at + 3 && self.is_sign(at + 1, self.separators.group) {
            let (before, behind) = (self.digits(at)?, self.digits(at + 2)?);
            read.add(Value::Number(Number::of_digits(before, behind)?));
        }
        let Some(fraction) = self.digits(end + 1) else { return Some(read) };
        let is_decimal = self.is_sign(end, self.separators.decimal);
        let is_other = self.is_sign(end, self.separators.group)
            && !is_grouped
            && whole.len() <= 3
            && fraction.len() != 3;
        if is_decimal || is_other {
            read = Read::new(Value::Number(Number::of_digits(whole, fraction)?), at, end + 2);
        }
        Some(read)
    }

    /// A minus sign closed up to the digits, with a space, a bracket or an opening quotation mark before it, or the word.
    pub(crate) fn is_negative(&self, at: usize) -> bool {
        let Some(sign) = at.checked_sub(1) else { return false };
        if self.is_sign(sign, '-') || self.is_sign(sign, '−') {
            let opens = |before: &Token| OPENING.iter().any(|opening| before.is_sign(*opening));
            return self.before(sign).is_none_or(|before| before.kind == Kind::Space || opens(before));
        }
        let Some(word) = at.checked_sub(2).filter(|_| self.is_space(sign)) else { return false };
        self.lower(word) == self.language.minus
            && !self.language.no_minus_after.contains(&self.word_before(word))
    }

    /// Million, mil millones and so on behind digits.
    fn magnitude(&self, read: &mut Read) {
        let mut next = self.after_space(read.end);
        while let Some(Word::Scale(power)) = self.number_word(next) {
            read.power += power;
            read.end = next + 1;
            next = self.after_space(read.end);
        }
        shift(read);
    }

    /// `M` or `bn` with a currency.
    fn short_magnitude(&self, read: &mut Read) {
        let next = self.after_space(read.end);
        let Some(token) = self.word(next).filter(|_| read.power == 0) else { return };
        if let Some((_, power)) = SHORT_SCALES.iter().find(|(short, _)| *short == token.text) {
            read.power = *power;
            read.end = next + 1;
            shift(read);
        }
    }

    /// A percent sign, a currency or a unit behind a number.
    pub(crate) fn unit(&self, read: &mut Read) {
        let next = self.after_space(read.end);
        if let Some(end) = self.percent(next) {
            read.readings = read.readings.iter().filter_map(Value::number).map(Value::Percent).collect();
            (read.end, read.is_soft) = (end, false);
            return;
        }
        let mut short = read.clone();
        self.short_magnitude(&mut short);
        if let Some((currency, end)) = self.currency(self.after_of(short.end)) {
            short.readings = money(currency, &short.readings);
            short.end = end;
            *read = short;
            return;
        }
        self.measure(read);
    }

    fn percent(&self, at: usize) -> Option<usize> {
        if self.is_sign(at, '%') {
            return Some(at + 1);
        }
        let forms = self.language.percent.iter().filter(|[first, _]| self.lower(at) == *first);
        let mut ends = forms.filter_map(|[_, second]| match *second {
            "" => Some(at + 1),
            second => (self.is_space(at + 1) && self.lower(at + 2) == second).then_some(at + 3),
        });
        ends.next()
    }

    /// A currency at a token, and the token behind it. `US$` is one.
    fn currency(&self, at: usize) -> Option<(&'static str, usize)> {
        if self.lower(at) == "us" && self.is_sign(at + 1, '$') {
            return Some(("USD", at + 2));
        }
        let written = &self.token(at)?.lower;
        let second = if self.is_space(at + 1) { self.lower(at + 2) } else { "" };
        if let Some((code, _)) =
            LONG_CURRENCIES.iter().find(|(_, words)| *words == [written.as_str(), second])
        {
            return Some((code, at + 3));
        }
        let (code, _) = CURRENCIES.iter().find(|(_, forms)| forms.contains(&written.as_str()))?;
        Some((code, at + 1))
    }

    /// Behind "de" or "d’", as in "millions d’euros".
    fn after_of(&self, at: usize) -> usize {
        let next = self.after_space(at);
        match self.lower(next) {
            "d" if self.is_sign(next + 1, '’') || self.is_sign(next + 1, '\'') => next + 2,
            "de" => self.after_space(next + 1),
            _ => next,
        }
    }
}

fn shift(read: &mut Read) {
    let power = read.power;
    let shifted = |value: &Value| value.number().map(|number| value.with(number.times_ten_to(power)));
    read.readings = read.readings.iter().filter_map(shifted).collect();
}

/// Numbers as money. Currencies whose words are not known in every language may be numbers elsewhere.
fn money(currency: &'static str, readings: &[Value]) -> Vec<Value> {
    let numbers = readings.iter().filter_map(Value::number);
    let mut values: Vec<Value> = numbers.clone().map(|number| Value::Money(currency, number)).collect();
    if !matches!(currency, "EUR" | "USD") {
        values.extend(numbers.map(Value::Number));
    }
    values
}
