//! Words and numbers of running text, and the few words of each language that faults are made of.

use std::ops::Range;

/// The words of a text: letters with what joins to them.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices() {
        if !character.is_alphabetic() {
            continue;
        }
        let end = at + character.len_utf8();
        match words.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => words.push(at..end),
        }
    }
    words
}

/// The numbers in digits, with separators inside them; not those that are a part of a word, such as `COVID-19`.
pub(super) fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut numbers = Vec::new();
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let digit = |at: usize| characters.get(at).is_some_and(|(_, c)| c.is_ascii_digit());
    let letter =
        |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(|(_, c)| c.is_alphabetic());
    let mut at = 0;
    while at < characters.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        let separator = |at: usize| characters.get(at).is_some_and(|(_, c)| ",.\u{a0}\u{202f}".contains(*c));
        while digit(at) || (separator(at) && digit(at + 1)) {
            at += 1;
        }
        let joined = start > 0 && characters[start - 1].1 == '-' && letter(start.checked_sub(2));
        if !letter(start.checked_sub(1)) && !joined && !letter(Some(at)) {
            let end = characters.get(at).map_or(text.len(), |(byte, _)| *byte);
            numbers.push(characters[start].0..end);
        }
    }
    numbers
}

/// Whether a number is a year of our time.
pub(super) fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// The places where one of several words stands alone, with what takes its place; small letters and a first capital.
pub(super) fn exchanges(text: &str, table: &[(&str, &str)]) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for (word, other) in table {
        let capital = capitalised(word);
        for (form, replacement) in [((*word).to_owned(), (*other).to_owned()), (capital, capitalised(other))]
        {
            for (at, _) in text.match_indices(&form) {
                let end = at + form.len();
                let joins = |c: char| c.is_alphanumeric() || c == '-';
                if !text[..at].ends_with(joins) && !text[end..].starts_with(joins) {
                    found.push((at..end, replacement.clone()));
                }
            }
        }
    }
    found.sort_by_key(|(range, _)| (range.start, range.end));
    found.dedup_by_key(|(range, _)| range.start);
    found
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + characters.as_str()
}

/// Words and what takes their place.
pub(super) type Table = &'static [(&'static str, &'static str)];

/// Number words that are nothing else in their language, and another one; of every language in the same order.
pub(super) fn number_words(language: &str) -> Table {
    match language {
        "en" => &[
            ("two", "three"),
            ("three", "four"),
            ("four", "five"),
            ("five", "six"),
            ("six", "seven"),
            ("seven", "eight"),
            ("eight", "nine"),
            ("nine", "ten"),
            ("ten", "eleven"),
            ("twelve", "thirteen"),
            ("sixteen", "seventeen"),
            ("twenty", "thirty"),
        ],
        "fr" => &[
            ("deux", "trois"),
            ("trois", "quatre"),
            ("quatre", "cinq"),
            ("cinq", "six"),
            ("six", "sept"),
            ("sept", "huit"),
            ("huit", "neuf"),
            ("neuf", "dix"),
            ("dix", "onze"),
            ("douze", "treize"),
            ("seize", "dix-sept"),
            ("vingt", "trente"),
        ],
        "es" => &[
            ("dos", "tres"),
            ("tres", "cuatro"),
            ("cuatro", "cinco"),
            ("cinco", "seis"),
            ("seis", "siete"),
            ("siete", "ocho"),
            ("ocho", "nueve"),
            ("nueve", "diez"),
            ("diez", "once"),
            ("doce", "trece"),
            ("dieciséis", "diecisiete"),
            ("veinte", "treinta"),
        ],
        _ => &[],
    }
}

/// Ordinals, of every language in the same order.
pub(super) fn ordinals(language: &str) -> Table {
    match language {
        "en" => &[("first", "second"), ("third", "fourth"), ("fourth", "fifth"), ("fifth", "sixth")],
        "fr" => &[
            ("première", "deuxième"),
            ("troisième", "quatrième"),
            ("quatrième", "cinquième"),
            ("cinquième", "sixième"),
        ],
        "es" => &[("primera", "segunda"), ("tercera", "cuarta"), ("cuarta", "quinta"), ("quinta", "sexta")],
        _ => &[],
    }
}

pub(super) fn scales(language: &str) -> Table {
    match language {
        "en" => &[("million", "billion"), ("billion", "million"), ("thousand", "million")],
        "fr" => &[
            ("millions", "milliards"),
            ("million", "milliard"),
            ("milliards", "millions"),
            ("milliard", "million"),
        ],
        "es" => &[("mil millones", "millones"), ("millones", "mil millones")],
        _ => &[],
    }
}

pub(super) fn currencies(language: &str) -> Table {
    match language {
        "en" => &[("EUR", "USD"), ("euro", "dollar"), ("euros", "dollars"), ("dollars", "euros")],
        "fr" => &[("EUR", "USD"), ("euro", "dollar"), ("euros", "dollars"), ("dollars", "euros")],
        "es" => &[("EUR", "USD"), ("euro", "dólar"), ("euros", "dólares"), ("dólares", "euros")],
        _ => &[],
    }
}

/// Words before a count, and another that says something else.
pub(super) fn qualifiers(language: &str) -> Table {
    match language {
        "en" => &[
            ("more than", "fewer than"),
            ("about", "more than"),
            ("nearly", "more than"),
            ("at least", "at most"),
            ("almost", "more than"),
            ("up to", "more than"),
        ],
        "fr" => &[
            ("plus de", "moins de"),
            ("environ", "plus de"),
            ("près de", "plus de"),
            ("au moins", "au plus"),
            ("presque", "plus de"),
            ("jusqu’à", "plus de"),
        ],
        "es" => &[
            ("más de", "menos de"),
            ("unos", "más de"),
            ("unas", "más de"),
            ("casi", "más de"),
            ("al menos", "como máximo"),
            ("alrededor de", "más de"),
            ("hasta", "más de"),
        ],
        _ => &[],
    }
}

pub(super) fn months(language: &str) -> [&'static str; 12] {
    match language {
        "fr" => [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        "es" => [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        _ => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_are_told_apart() {
        let text = "COVID-19 took 1,234.5 days in 2016; B3 and −12, 1\u{202f}000.";
        let found: Vec<&str> = numbers(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["1,234.5", "2016", "12", "1\u{202f}000"]);
        let text = "L’été, déjà";
        let found: Vec<&str> = words(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["L", "été", "déjà"]);
    }

    #[test]
    fn tables_are_of_one_order() {
        for table in [number_words, ordinals] {
            let lengths = ["en", "fr", "es"].map(|language| table(language).len());
            assert_eq!(lengths, [lengths[0]; 3]);
        }
    }

    #[test]
    fn whole_words_alone_are_exchanged() {
        let found = exchanges("Two of twenty-two, two and twofold.", &[("two", "three")]);
        assert_eq!(found, [(0..3, "Three".to_owned()), (19..22, "three".to_owned())]);
    }
}
