//! Numbers as words.

use crate::{Language, Locale};

/// The gender that a number's word agrees with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// Masculine.
    #[default]
    Masculine,
    /// Feminine.
    Feminine,
    /// Neuter.
    Neuter,
}

/// Where a number's word stands: Spanish says `uno`, but `un país`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Alone,
    BeforeNoun,
}

impl Locale {
    /// A number as a word that stands alone: `three`, `trois`, `uno`. Digits above a hundred and in languages without
    /// a table.
    pub fn in_words(&self, number: u64, gender: Gender) -> String {
        self.word(number, gender, Position::Alone)
    }

    /// A number as a word before its noun: `one`, `une`, `veintiún`.
    pub fn in_words_before_noun(&self, number: u64, gender: Gender) -> String {
        self.word(number, gender, Position::BeforeNoun)
    }

    fn word(&self, number: u64, gender: Gender, position: Position) -> String {
        let Some(small) = u8::try_from(number).ok().filter(|small| *small <= 100) else {
            return self.integer(number);
        };
        match self.language {
            Language::English => english(small),
            Language::French => french(small, gender),
            Language::Spanish => spanish(small, gender, position),
            Language::Other => self.stated.word(small, gender).unwrap_or_else(|| self.integer(number)),
        }
    }
}

fn entry(table: &[&str], index: u8) -> String {
    table.get(usize::from(index)).copied().unwrap_or_default().to_owned()
}

const ENGLISH: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const ENGLISH_TENS: &[&str] =
    &["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "one hundred"];

fn english(number: u8) -> String {
    match (number / 10, number % 10) {
        (0 | 1, _) => entry(ENGLISH, number),
        (tens, 0) => entry(ENGLISH_TENS, tens),
        (tens, ones) => format!("{}-{}", entry(ENGLISH_TENS, tens), entry(ENGLISH, ones)),
    }
}

const FRENCH: &[&str] = &[
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];

/// The names that the tens are counted from: seventy is sixty and ten, ninety four twenties and ten.
const FRENCH_TENS: &[&str] = &[
    "",
    "",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
    "quatre-vingt",
];

fn french(number: u8, gender: Gender) -> String {
    let tens = number / 10;
    let rest = if matches!(tens, 7 | 9) { number % 20 } else { number % 10 };
    let unit = |rest: u8| match (rest, gender) {
        (1, Gender::Feminine) => "une".to_owned(),
        _ => entry(FRENCH, rest),
    };
    match (tens, rest) {
        (0 | 1, _) => unit(number),
        (10, _) => "cent".to_owned(),
        (8, 0) => "quatre-vingts".to_owned(),
        (_, 0) => entry(FRENCH_TENS, tens),
        (2..=7, 1 | 11) => format!("{} et {}", entry(FRENCH_TENS, tens), unit(rest)),
        _ => format!("{}-{}", entry(FRENCH_TENS, tens), unit(rest)),
    }
}

const SPANISH: &[&str] = &[
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];

const SPANISH_TENS: &[&str] =
    &["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa", "cien"];

fn spanish(number: u8, gender: Gender, position: Position) -> String {
    let one = match (gender, position) {
        (Gender::Feminine, _) => "una",
        (_, Position::BeforeNoun) => "un",
        (_, Position::Alone) => "uno",
    };
    match (number / 10, number % 10) {
        (0, 1) => one.to_owned(),
        (2, 1) if one == "un" => "veintiún".to_owned(),
        (2, 1) => format!("veinti{one}"),
        (0..=2, _) => entry(SPANISH, number),
        (tens, 0) => entry(SPANISH_TENS, tens),
        (tens, 1) => format!("{} y {one}", entry(SPANISH_TENS, tens)),
        (tens, ones) => format!("{} y {}", entry(SPANISH_TENS, tens), entry(SPANISH, ones)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tag: &str, number: u64, gender: Gender) -> String {
        Locale::new(tag, None).expect(tag).in_words(number, gender)
    }

    #[test]
    fn the_hard_ones() {
        for (tag, number, expected) in [
            ("en", 0, "zero"),
            ("en", 21, "twenty-one"),
            ("en", 100, "one hundred"),
            ("en", 101, "101"),
            ("fr", 21, "vingt et un"),
            ("fr", 71, "soixante et onze"),
            ("fr", 77, "soixante-dix-sept"),
            ("fr", 80, "quatre-vingts"),
            ("fr", 81, "quatre-vingt-un"),
            ("fr", 91, "quatre-vingt-onze"),
            ("fr", 70, "soixante-dix"),
            ("fr", 90, "quatre-vingt-dix"),
            ("es", 16, "dieciséis"),
            ("es", 31, "treinta y uno"),
            ("es", 100, "cien"),
            ("de", 3, "3"),
        ] {
            assert_eq!(words(tag, number, Gender::Masculine), expected, "{tag} {number}");
        }
    }

    #[test]
    fn one_agrees_with_its_noun() {
        let spanish = Locale::new("es", None).expect("es");
        assert_eq!(spanish.in_words(1, Gender::Masculine), "uno");
        assert_eq!(spanish.in_words_before_noun(1, Gender::Masculine), "un");
        assert_eq!(spanish.in_words_before_noun(21, Gender::Masculine), "veintiún");
        assert_eq!(spanish.in_words_before_noun(21, Gender::Feminine), "veintiuna");
        assert_eq!(spanish.in_words_before_noun(41, Gender::Feminine), "cuarenta y una");
        assert_eq!(words("fr", 1, Gender::Feminine), "une");
        assert_eq!(words("fr", 61, Gender::Feminine), "soixante et une");
    }
}
