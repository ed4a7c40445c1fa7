//! Words that the findings of several rules share.

use concord_ledger::{Count, Qualifier};

/// How exactly a number is known, as words before it.
pub(crate) fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::AtLeast => "at least",
        Qualifier::MoreThan => "more than",
        Qualifier::About => "about",
        Qualifier::Almost => "almost",
        Qualifier::UpTo => "up to",
    }
}

/// A count as it is known: `16`, `more than 120`.
pub(crate) fn count(count: &Count) -> String {
    match count.qualifier {
        Qualifier::Exact => count.value.value.to_string(),
        other => format!("{} {}", qualifier(other), count.value.value),
    }
}

/// How exactly a number is said to be known: `exact`, `"more than"`.
pub(crate) fn said(said: Qualifier) -> String {
    let words = qualifier(said);
    if said == Qualifier::Exact { words.to_owned() } else { format!("\"{words}\"") }
}

/// A number of things, in words up to ten.
pub(crate) fn number(number: usize) -> String {
    const WORDS: [&str; 11] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// A language in words where they are known; the tag is added where it says more than the language, as `fr-CA` does.
pub(crate) fn language(tag: impl std::fmt::Display) -> String {
    let tag = tag.to_string();
    let (language, rest) = tag.split_once('-').unwrap_or((&tag, ""));
    let name = match language {
        "en" => "English",
        "es" => "Spanish",
        "fr" => "French",
        _ => return tag,
    };
    if rest.is_empty() { name.to_owned() } else { format!("{name} ({tag})") }
}

/// `1 place`, `2 places`.
pub(crate) fn places(number: usize) -> String {
    if number == 1 { "1 place".to_owned() } else { format!("{number} places") }
}
