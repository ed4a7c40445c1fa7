//! Words and patterns that a publication states for a language without tables here: `[conventions]` of its messages.

use crate::{Gender, Qualifier};

/// The keys, each with an example and what it is for; in patterns `{number}`, `{start}` and `{end}` are filled in.
pub const CONVENTION_KEYS: &[(&str, &str)] = &[
    ("at-least", "a number or more: `pelo menos {number}`"),
    ("more-than", "more than a number: `mais de {number}`"),
    ("about", "a little more or less: `cerca de {number}`"),
    ("almost", "a little less: `quase {number}`"),
    ("up-to", "a number or less: `até {number}`"),
    ("percent", "a percentage: `{number} %`; the space does not break"),
    ("ordinal", "an ordinal number: `{number}.º`"),
    ("ordinal-feminine", "the same with a feminine noun: `{number}.ª`"),
    ("numbers", "small numbers in words from zero on: `zero, um, dois`"),
    ("numbers-feminine", "the same with a feminine noun: `zero, uma, duas`"),
    ("period", "a period in a sentence: `de {start} a {end}`"),
    ("period-in-list", "a period that stands alone: `{start} a {end}`"),
    ("range", "the sign between two years: `-`"),
];

/// What is stated; empty where nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedConventions {
    pairs: Vec<(String, String)>,
    numbers: Vec<String>,
    numbers_feminine: Vec<String>,
}

impl StatedConventions {
    /// Takes keys of [`CONVENTION_KEYS`] with their values; others are passed over.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let list = |value: &str| value.split(',').map(|word| word.trim().to_owned()).collect();
        let mut stated = Self::default();
        for (key, value) in pairs {
            match key {
                "numbers" => stated.numbers = list(value),
                "numbers-feminine" => stated.numbers_feminine = list(value),
                _ => stated.pairs.push((key.to_owned(), value.to_owned())),
            }
        }
        stated
    }

    /// Whether something is stated for a key.
    pub fn has(&self, key: &str) -> bool {
        match key {
            "numbers" => !self.numbers.is_empty(),
            "numbers-feminine" => !self.numbers_feminine.is_empty(),
            _ => self.get(key).is_some(),
        }
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// A qualifier's pattern.
    pub(crate) fn qualifier(&self, qualifier: Qualifier) -> Option<&str> {
        self.get(match qualifier {
            Qualifier::Exact => return None,
            Qualifier::AtLeast => "at-least",
            Qualifier::MoreThan => "more-than",
            Qualifier::About => "about",
            Qualifier::Almost => "almost",
            Qualifier::UpTo => "up-to",
        })
    }

    pub(crate) fn percent(&self, number: &str) -> Option<String> {
        Some(with_number(self.get("percent")?, number).replace(' ', "\u{a0}"))
    }

    pub(crate) fn ordinal(&self, number: &str, gender: Gender) -> Option<String> {
        let own = (gender == Gender::Feminine).then(|| self.get("ordinal-feminine")).flatten();
        Some(with_number(own.or_else(|| self.get("ordinal"))?, number))
    }

    pub(crate) fn word(&self, number: u8, gender: Gender) -> Option<String> {
        let place = usize::from(number);
        let own = (gender == Gender::Feminine).then(|| self.numbers_feminine.get(place)).flatten();
        own.or_else(|| self.numbers.get(place)).filter(|word| !word.is_empty()).cloned()
    }

    pub(crate) fn period(&self, start: &str, end: &str) -> Option<String> {
        Some(between(self.get("period")?, start, end))
    }

    pub(crate) fn period_in_list(&self, start: &str, end: &str) -> Option<String> {
        Some(between(self.get("period-in-list")?, start, end))
    }

    pub(crate) fn range(&self) -> Option<&str> {
        self.get("range")
    }
}

/// A pattern with a number in it; words without a place for it stand before it.
pub(crate) fn with_number(pattern: &str, number: &str) -> String {
    match pattern.split_once("{number}") {
        Some((before, after)) => format!("{before}{number}{after}"),
        None => format!("{} {number}", pattern.trim()),
    }
}

fn between(pattern: &str, start: &str, end: &str) -> String {
    pattern
        .split_inclusive('}')
        .map(|piece| match piece {
            piece if piece.ends_with("{start}") => piece.replace("{start}", start),
            piece if piece.ends_with("{end}") => piece.replace("{end}", end),
            piece => piece.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{Date, Gender, Locale, Qualifier, StatedConventions};

    fn portuguese() -> Locale {
        let stated = [
            ("more-than", "mais de {number}"),
            ("about", "cerca de"),
            ("percent", "{number} %"),
            ("ordinal", "{number}.º"),
            ("ordinal-feminine", "{number}.ª"),
            ("numbers", "zero, um, dois, três"),
            ("numbers-feminine", "zero, uma, duas"),
            ("period", "de {start} a {end}"),
            ("period-in-list", "{start} a {end}"),
            ("range", "-"),
        ];
        Locale::new("pt-PT", None).expect("a tag").with_conventions(StatedConventions::new(stated))
    }

    #[test]
    fn words_stand_around_numbers() {
        let locale = portuguese();
        assert_eq!(locale.qualified(Qualifier::MoreThan, "120"), "mais de 120");
        assert_eq!(locale.qualified(Qualifier::About, "700"), "cerca de 700");
        assert_eq!(locale.qualifier(Qualifier::MoreThan), "mais de");
        assert_eq!(locale.qualified(Qualifier::UpTo, "7"), "≤7", "nothing was stated");
        assert_eq!(locale.percent("42"), "42\u{a0}%");
        assert_eq!(locale.ordinal(500, Gender::Feminine), "500.ª");
    }

    #[test]
    fn small_numbers_are_words() {
        let locale = portuguese();
        assert_eq!(locale.in_words(2, Gender::Feminine), "duas");
        assert_eq!(locale.in_words(3, Gender::Feminine), "três");
        assert_eq!(locale.in_words(4, Gender::Masculine), "4");
    }

    #[test]
    fn periods_say_the_year_once() {
        let locale = portuguese();
        let (january, november) = (Date::of_month(2017, 1), Date::of_month(2017, 11));
        assert_eq!(locale.period_in_prose(january, november), "de janeiro a novembro de 2017");
        assert_eq!(locale.period(january, november), "janeiro a novembro de 2017");
        assert_eq!(locale.period(Date::of_year(2009), Date::of_year(2011)), "2009-2011");
        let (first, last) = (Date::of_month(2016, 1), Date::of_month(2020, 3));
        assert_eq!(locale.period(first, last), "janeiro de 2016 a março de 2020");
    }

    #[test]
    fn languages_with_tables_keep_them() {
        let stated = StatedConventions::new([("more-than", "over {number}")]);
        let locale = Locale::new("en", None).expect("a tag").with_conventions(stated);
        assert_eq!(locale.qualified(Qualifier::MoreThan, "120"), "more than 120");
    }
}
