//! Words around numbers.

use crate::stated::with_number;
use crate::{Language, Locale, NO_BREAK_SPACE};

/// How exactly a number is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Qualifier {
    /// The number itself.
    #[default]
    Exact,
    /// The number or more.
    AtLeast,
    /// More than the number.
    MoreThan,
    /// A little more or less.
    About,
    /// A little less.
    Almost,
    /// The number or less.
    UpTo,
}

impl Locale {
    /// The words of a qualifier: `more than`, `plus de`, `más de`; a mathematical sign in languages without a table.
    /// Empty for an exact number.
    pub fn qualifier(&self, qualifier: Qualifier) -> &str {
        if let Some(pattern) = self.stated.qualifier(qualifier) {
            let words = pattern.split("{number}").map(str::trim).find(|words| !words.is_empty());
            return words.unwrap_or_default();
        }
        let [english, french, spanish, sign] = match qualifier {
            Qualifier::Exact => [""; 4],
            Qualifier::AtLeast => ["at least", "au moins", "al menos", "≥"],
            Qualifier::MoreThan => ["more than", "plus de", "más de", ">"],
            Qualifier::About => ["about", "environ", "alrededor de", "≈"],
            Qualifier::Almost => ["almost", "près de", "casi", "≈"],
            Qualifier::UpTo => ["up to", "jusqu’à", "hasta", "≤"],
        };
        match self.language {
            Language::English => english,
            Language::French => french,
            Language::Spanish => spanish,
            Language::Other => sign,
        }
    }

    /// A number, as text in digits or words, with its qualifier: `more than 120`, `plus d’un`, `>120`.
    pub fn qualified(&self, qualifier: Qualifier, number: &str) -> String {
        if let Some(pattern) = self.stated.qualifier(qualifier) {
            return with_number(pattern, number);
        }
        let words = self.qualifier(qualifier);
        let elided = words.strip_suffix("de").filter(|_| self.language == Language::French);
        match elided {
            _ if words.is_empty() => number.to_owned(),
            _ if self.language == Language::Other => format!("{words}{number}"),
            Some(stem) if matches!(number, "un" | "une") => format!("{stem}d’{number}"),
            _ => format!("{words} {number}"),
        }
    }

    /// What stands between a number with a word of magnitude and its noun: `2 millions de personnes`, but `2 million
    /// people`. French elides before a vowel: `2 millions d’euros`.
    pub fn magnitude_joiner(&self, noun: &str) -> String {
        match self.language {
            Language::French if elides(noun) => " d’".to_owned(),
            Language::French | Language::Spanish => " de ".to_owned(),
            Language::English | Language::Other => NO_BREAK_SPACE.to_string(),
        }
    }
}

/// Whether French `de` loses its vowel before a word. An `h` is taken for mute, as most are; so are words that begin
/// with `on`, save the number eleven.
pub fn elides(word: &str) -> bool {
    let first = word.chars().flat_map(char::to_lowercase).next();
    !word.starts_with("onz") && first.is_some_and(|first| "aàâeéèêëiîïoôuùûyhœæ".contains(first))
}
