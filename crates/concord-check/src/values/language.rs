//! What a language writes around and instead of digits.
//!
//! Separators and month names are CLDR's (LOCALES c1 and c3): English groups with a comma, French with a narrow space,
//! Spanish with a point or, by the Academy's rule, a space; many regions have signs of their own, as the Spanish of Mexico
//! has English ones. Any space is read as a group separator in all of them, since the rendering writes its own.

use super::token::{self, Token};
use super::words::{self, Word};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The tables of one language.
#[derive(Debug)]
pub(crate) struct Language {
    /// January to December: the name, then abbreviations.
    pub(crate) months: [&'static [&'static str]; 12],
    /// Words between a day, its month and its year.
    pub(crate) of: &'static [&'static str],
    /// Words that join the ends of a range or the items of a list.
    pub(crate) joints: &'static [&'static str],
    /// What stands for `%`, word by word.
    pub(crate) percent: &'static [[&'static str; 2]],
    /// A word for the minus sign, and the words before which make it "at least" and the like.
    pub(crate) minus: &'static str,
    pub(crate) no_minus_after: &'static [&'static str],
    /// Words for "a" that count before a magnitude only.
    pub(crate) articles: &'static [&'static str],
    /// Number words.
    pub(crate) words: LazyLock<HashMap<&'static str, Word>>,
    pub(crate) kind: Kind,
}

/// The languages with tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    English,
    French,
    Spanish,
}

/// The signs inside a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Separators {
    pub(crate) decimal: char,
    pub(crate) group: char,
    /// Whether the group separator is one that the language does not write but once did, so that both are possible.
    pub(crate) is_group_doubtful: bool,
    /// Whether groups may have two digits before the last one of three: `12,34,567`.
    pub(crate) has_groups_of_two: bool,
}

impl Language {
    /// The entry of a token among the number words.
    pub(crate) fn number_word(&self, token: &Token) -> Option<Word> {
        let is_word = token.kind == token::Kind::Word;
        if is_word { self.words.get(token.lower.as_str()).copied() } else { None }
    }
}

/// A list of words as a table, as every word of a publication is looked up. Where a word stands twice, the first counts.
fn table(words: &[(&'static str, Word)]) -> HashMap<&'static str, Word> {
    words.iter().rev().copied().collect()
}

/// The tables for a language tag; `None` for languages that have none, whose texts are not judged.
pub(crate) fn language(tag: &str) -> Option<&'static Language> {
    match tag.split('-').next() {
        Some("en") => Some(&ENGLISH),
        Some("fr") => Some(&FRENCH),
        Some("es") => Some(&SPANISH),
        _ => None,
    }
}

/// The separators for a language tag: those of its region in CLDR (numbers, `symbols`), where it has its own.
pub(crate) fn separators(tag: &str) -> Separators {
    let region = tag.split('-').skip(1).find(|part| matches!(part.len(), 2 | 3)).unwrap_or_default();
    let signs =
        |decimal, group| Separators { decimal, group, is_group_doubtful: false, has_groups_of_two: false };
    let (points, commas) = (signs('.', ','), signs(',', '.'));
    // Groups are parted by spaces, or once were by points.
    let spaces = Separators { is_group_doubtful: true, ..commas };
    match (tag.split('-').next().unwrap_or(tag), region) {
        ("en", "IN") => Separators { has_groups_of_two: true, ..points },
        ("en", "AT" | "BE" | "DE" | "DK" | "ES" | "ID" | "IT" | "NL" | "PL" | "RO" | "SI") => commas,
        (
            "en",
            "CZ" | "EE" | "FI" | "FR" | "GE" | "HU" | "LT" | "LV" | "NO" | "PT" | "SE" | "SK" | "UA" | "ZA",
        ) => spaces,
        ("en", _) | ("fr", "RW") => points,
        ("fr", "LU" | "MA") => commas,
        ("fr", _) => spaces,
        (
            "es",
            "419" | "BR" | "BZ" | "CU" | "DO" | "GT" | "HN" | "JP" | "MX" | "NI" | "PA" | "PE" | "PR" | "SV"
            | "US",
        ) => points,
        _ => commas,
    }
}

static ENGLISH: Language = Language {
    months: [
        &["january", "jan"],
        &["february", "feb"],
        &["march", "mar"],
        &["april", "apr"],
        &["may"],
        &["june", "jun"],
        &["july", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["october", "oct"],
        &["november", "nov"],
        &["december", "dec"],
    ],
    of: &["of"],
    joints: &["to", "and", "or", "until", "through"],
    percent: &[["percent", ""], ["per", "cent"]],
    minus: "minus",
    no_minus_after: &["or"],
    articles: &["a", "one"],
    words: LazyLock::new(|| table(words::ENGLISH)),
    kind: Kind::English,
};

static FRENCH: Language = Language {
    months: [
        &["janvier", "janv"],
        &["février", "févr"],
        &["mars"],
        &["avril", "avr"],
        &["mai"],
        &["juin"],
        &["juillet", "juil", "juill"],
        &["août", "aout"],
        &["septembre", "sept"],
        &["octobre", "oct"],
        &["novembre", "nov"],
        &["décembre", "déc"],
    ],
    of: &["de"],
    joints: &["à", "a", "au", "et", "ou", "en", "jusqu", "de", "le"],
    percent: &[["pour", "cent"]],
    minus: "moins",
    no_minus_after: &["au", "du", "ou", "à", "pas", "plus"],
    articles: &["un"],
    words: LazyLock::new(|| table(words::FRENCH)),
    kind: Kind::French,
};

static SPANISH: Language = Language {
    months: [
        &["enero", "ene"],
        &["febrero", "feb"],
        &["marzo", "mar"],
        &["abril", "abr"],
        &["mayo", "may"],
        &["junio", "jun"],
        &["julio", "jul"],
        &["agosto", "ago"],
        &["septiembre", "setiembre", "sept", "sep"],
        &["octubre", "oct"],
        &["noviembre", "nov"],
        &["diciembre", "dic"],
    ],
    of: &["de", "del"],
    joints: &["a", "al", "y", "e", "o", "u", "hasta", "de", "del", "el"],
    percent: &[["por", "ciento"], ["por", "cien"]],
    minus: "menos",
    no_minus_after: &["al", "lo", "o", "a", "no"],
    articles: &["un"],
    words: LazyLock::new(|| table(words::SPANISH)),
    kind: Kind::Spanish,
};

/// Money, by the sign, code and words of all three languages. A dollar without a country is the same as one with it.
pub(crate) const CURRENCIES: &[(&str, &[&str])] = &[
    ("EUR", &["€", "eur", "euro", "euros"]),
    ("USD", &["$", "usd", "dollar", "dollars", "dólar", "dólares"]),
    ("GBP", &["£", "gbp"]),
    ("CHF", &["chf"]),
    ("JPY", &["¥", "jpy", "yen", "yens", "yenes"]),
];

/// Money in two words of which the first alone is none: books, and francs of other countries.
pub(crate) const LONG_CURRENCIES: &[(&str, [&str; 2])] = &[
    ("GBP", ["pound", "sterling"]),
    ("GBP", ["pounds", "sterling"]),
    ("GBP", ["livre", "sterling"]),
    ("GBP", ["livres", "sterling"]),
    ("GBP", ["libra", "esterlina"]),
    ("GBP", ["libras", "esterlinas"]),
    ("CHF", ["swiss", "franc"]),
    ("CHF", ["swiss", "francs"]),
    ("CHF", ["franc", "suisse"]),
    ("CHF", ["francs", "suisses"]),
    ("CHF", ["franco", "suizo"]),
    ("CHF", ["francos", "suizos"]),
];

/// Magnitudes in letters, as they stand between a number and a currency.
pub(crate) const SHORT_SCALES: &[(&str, i32)] =
    &[("m", 6), ("M", 6), ("mn", 6), ("Mio", 6), ("bn", 9), ("Md", 9), ("Mds", 9), ("Mrd", 9)];

#[cfg(test)]
mod tests {
    use super::{language, separators};

    #[test]
    fn regions_have_their_own_signs() {
        for (tag, decimal) in
            [("en-GB", '.'), ("fr-CA", ','), ("es", ','), ("es-ES", ','), ("es-MX", '.'), ("en-AT", ',')]
        {
            assert_eq!(separators(tag).decimal, decimal, "{tag}");
        }
        assert!(language("de").is_none());
    }
}
