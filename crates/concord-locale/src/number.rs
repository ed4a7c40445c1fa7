//! Numbers in digits.

use crate::style::{Grouping, Percent};
use crate::{Gender, Language, Locale};
use fixed_decimal::Decimal;
use icu_plurals::{PluralCategory, PluralRules};

impl Locale {
    /// A whole number: `1,234`, `1 234`, `12 345`.
    pub fn integer(&self, number: u64) -> String {
        self.digits(&Decimal::from(number))
    }

    /// A decimal number, given with a point and no group separators: `4.5` becomes `4,5`. What is no such number is
    /// given back as it is.
    pub fn decimal(&self, number: &str) -> String {
        match Decimal::try_from_str(number) {
            Ok(decimal) => self.digits(&decimal),
            Err(_) => number.to_owned(),
        }
    }

    pub(crate) fn digits(&self, number: &Decimal) -> String {
        let text = self.decimal.format(number).to_string();
        match self.conventions.grouping {
            Some(grouping) => regroup(&text, number, grouping),
            None => text,
        }
    }

    /// A percentage: `46%`, `46 %`.
    pub fn percent(&self, number: &str) -> String {
        let number = self.decimal(number);
        if let Some(stated) = self.stated.percent(&number) {
            return stated;
        }
        let space = |space: Option<char>| space.map(String::from).unwrap_or_default();
        match self.conventions.percent {
            Percent::After(between) => format!("{number}{}%", space(between)),
            Percent::Before(between) => format!("%{}{number}", space(between)),
        }
    }

    /// An ordinal number in digits: `500th`, `1re`, `2.º`; digits alone in languages without a table.
    pub fn ordinal(&self, number: u64, gender: Gender) -> String {
        let digits = self.integer(number);
        match (self.language, gender) {
            (Language::English, _) => {
                let suffix = match self.ordinal.category_for(number) {
                    PluralCategory::One => "st",
                    PluralCategory::Two => "nd",
                    PluralCategory::Few => "rd",
                    _ => "th",
                };
                format!("{digits}{suffix}")
            }
            (Language::French, Gender::Feminine) if number == 1 => format!("{digits}re"),
            (Language::French, _) if number == 1 => format!("{digits}er"),
            (Language::French, _) => format!("{digits}e"),
            (Language::Spanish, Gender::Feminine) => format!("{digits}.ª"),
            (Language::Spanish, _) => format!("{digits}.º"),
            (Language::Other, gender) => self.stated.ordinal(&digits, gender).unwrap_or(digits),
        }
    }

    /// Two numbers as a range in tables and brackets: `10–20`, Spanish `10-20`.
    pub fn number_range(&self, from: u64, to: u64) -> String {
        let dash = if self.language == Language::Spanish { '-' } else { '–' };
        format!("{}{dash}{}", self.integer(from), self.integer(to))
    }

    /// A number, as text, and a unit's symbol, held together: `5 km`, `20 °C`.
    pub fn unit(&self, number: &str, symbol: &str) -> String {
        let closed = symbol == "°" || (symbol == "°C" && self.language == Language::English);
        if closed {
            return format!("{number}{symbol}");
        }
        format!("{number}{}{symbol}", self.conventions.spacing.before_unit)
    }

    /// A number, as text, and its noun. Lines part them where all else would be worse ([`Locale::tie`]).
    pub fn with_noun(&self, number: &str, noun: &str) -> String {
        format!("{number} {noun}")
    }

    /// The plural category of a count in CLDR (UTS 35, part 3): `one`, `few`, `many`, `other` and so on.
    pub fn plural_category(&self, number: u64) -> &'static str {
        category_name(self.cardinal.category_for(number))
    }

    pub(crate) fn is_singular(&self, number: &Decimal) -> bool {
        self.cardinal.category_for(number) == PluralCategory::One
    }

    /// The plural categories that the language has, such as `one` and `other`.
    pub fn plural_categories(&self) -> Vec<&'static str> {
        PluralRules::categories(&self.cardinal).map(category_name).collect()
    }

    /// The first few whole numbers of a plural category, from 0; none where it is for fractions alone.
    pub fn plural_examples(&self, category: &str) -> Vec<u64> {
        /// Numbers up to here show every category that whole numbers have, save that of a million.
        const LAST: u64 = 200;
        let numbers = (0..=LAST).chain([1_000_000]);
        numbers.filter(|number| self.plural_category(*number) == category).take(4).collect()
    }
}

/// A number that CLDR wrote, grouped otherwise. Before its digits is its sign; what is no digit between them separates
/// groups.
fn regroup(text: &str, number: &Decimal, grouping: Grouping) -> String {
    let places = usize::try_from(-*number.absolute.magnitude_range().start()).unwrap_or(0);
    let sign_and_places = if places > 0 { places + 1 } else { 0 };
    let (integer, fraction) = text.split_at_checked(text.len() - sign_and_places).unwrap_or((text, ""));
    let sign = integer.split(|character: char| character.is_ascii_digit()).next().unwrap_or_default();
    let digits: Vec<char> = integer.chars().filter(char::is_ascii_digit).collect();
    let grouped = digits.len() >= grouping.least_digits;
    let mut regrouped = String::with_capacity(text.len() + 8);
    regrouped.push_str(sign);
    for (at, digit) in digits.iter().enumerate() {
        if grouped && at > 0 && (digits.len() - at).is_multiple_of(3) {
            regrouped.push(grouping.sign);
        }
        regrouped.push(*digit);
    }
    regrouped + fraction
}

fn category_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
