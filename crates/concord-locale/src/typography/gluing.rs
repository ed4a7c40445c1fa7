//! Spaces that no line may break: inside numbers, between a number and what it measures, after abbreviations.
//!
//! Only spaces change here, and only their kind; a percent sign is also closed up or spaced as the language does.

use super::is_space;
use crate::style::Percent;
use crate::{Language, Locale, NO_BREAK_SPACE};

pub(super) fn set(text: &[char], locale: &Locale) -> Vec<char> {
    let mut text = with_percent_signs(text, locale.conventions.percent);
    glue_digit_groups(&mut text, locale.conventions.typed_group_sign);
    for at in 0..text.len() {
        if is_space(text[at])
            && let Some(space) = glue_at(&text, at, locale)
        {
            text[at] = space;
        }
    }
    text
}

/// `45 %` in English, `45%` in French: the sign takes the language's place.
fn with_percent_signs(text: &[char], percent: Percent) -> Vec<char> {
    let Percent::After(space) = percent else { return text.to_vec() };
    let mut set: Vec<char> = Vec::with_capacity(text.len() + 4);
    for (at, character) in text.iter().enumerate() {
        let ends_here = !text.get(at + 1).is_some_and(|after| after.is_alphanumeric());
        if *character == '%' && ends_here {
            let spaces = usize::from(set.last().is_some_and(|last| is_space(*last)));
            let after_number =
                set.len().checked_sub(spaces + 1).is_some_and(|before| set[before].is_ascii_digit());
            if after_number {
                set.truncate(set.len() - spaces);
                set.extend(space);
            }
        }
        set.push(*character);
    }
    set
}

/// `1 234 567`: one to three digits, then groups of exactly three.
fn glue_digit_groups(text: &mut [char], sign: char) {
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let starts_number = at == 0 || !(text[at - 1].is_alphanumeric() || ".,:/-–".contains(text[at - 1]));
        let mut end = at + digits_from(text, at);
        let mut spaces = Vec::new();
        if starts_number && end - at <= 3 {
            while text.get(end).copied().is_some_and(is_space) && digits_from(text, end + 1) == 3 {
                spaces.push(end);
                end += 4;
            }
        }
        for space in spaces {
            text[space] = sign;
        }
        at = end;
    }
}

fn digits_from(text: &[char], at: usize) -> usize {
    text.iter().skip(at).take_while(|c| c.is_ascii_digit()).count()
}

/// The space that belongs at `at` instead of the one that is there, where it matters.
fn glue_at(text: &[char], at: usize, locale: &Locale) -> Option<char> {
    if !may_be_glued(text, at) {
        return None;
    }
    let before = word_before(text, at);
    let after = word_after(text, at);
    let number_before = before.chars().next_back().is_some_and(|c| c.is_ascii_digit());
    let number_after = after.chars().next().is_some_and(|c| c.is_ascii_digit());
    let capital_after = after.chars().next().is_some_and(char::is_uppercase);
    let words = words_of(locale.language);
    let listed = |list: &[&str], word: &str| list.contains(&word);
    if number_before && listed(UNITS, trimmed(&after)) {
        return Some(locale.conventions.spacing.before_unit);
    }
    let glued = (number_before
        && (listed(words.magnitudes, trimmed(&after)) || listed(CURRENCIES, trimmed(&after))))
        || (is_day(&before) && begins_month(text, at + 1, locale))
        || (number_after && (listed(words.references, &before) || listed(CURRENCIES, &before)))
        || (capital_after && (listed(words.titles, &before) || is_initial(&before)))
        || (capital_after && is_roman_numeral(trimmed(&after)) && before.starts_with(char::is_uppercase))
        || (number_after && is_document_series(&before))
        || listed(words.doubled, &before) && listed(words.doubled, trimmed(&after));
    // A narrow space that someone set is as unbreakable.
    (glued && text[at] != '\u{202f}').then_some(NO_BREAK_SPACE)
}

/// Whether there is a figure or a capital beside a space. Without one no rule applies, and that is nearly always so.
fn may_be_glued(text: &[char], at: usize) -> bool {
    let before = characters_before(text, at);
    let figure = |character: Option<&char>| character.is_some_and(char::is_ascii_digit);
    let after = text.get(at + 1);
    figure(before.first())
        || figure(before.last())
        || figure(after)
        || after.is_some_and(|c| c.is_uppercase())
}

fn characters_before(text: &[char], at: usize) -> &[char] {
    let is_boundary = |c: &char| is_space(*c) || c.is_whitespace() || "([«“‘—–/’".contains(*c);
    let start = text[..at].iter().rposition(is_boundary).map_or(0, |start| start + 1);
    &text[start..at]
}

fn word_before(text: &[char], at: usize) -> String {
    characters_before(text, at).iter().collect()
}

fn word_after(text: &[char], at: usize) -> String {
    text[at + 1..].iter().take_while(|c| !is_space(**c) && !c.is_whitespace()).collect()
}

/// Without the punctuation that follows a word.
fn trimmed(word: &str) -> &str {
    word.trim_end_matches([',', ';', ':', '!', '?', ')', ']', '»', '”', '’', '.'])
}

fn is_day(word: &str) -> bool {
    matches!(word.strip_suffix("er").unwrap_or(word), day if day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)))
}

/// Whether a month's name, with the Spanish `de` before it, stands from `at` on.
fn begins_month(text: &[char], at: usize, locale: &Locale) -> bool {
    let rest: String = text.iter().skip(at).take(20).collect();
    let rest =
        if locale.language == Language::Spanish { rest.strip_prefix("de ") } else { Some(rest.as_str()) };
    rest.is_some_and(|rest| {
        locale.calendar.months.iter().any(|month| {
            rest.strip_prefix(month.as_str())
                .is_some_and(|after| !after.chars().next().is_some_and(char::is_alphanumeric))
        })
    })
}

/// `III` of `MIEUX III`: what numbers a name.
fn is_roman_numeral(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|character| matches!(character, 'I' | 'V' | 'X'))
}

/// `COM(2013)` of `COM(2013) 292`.
fn is_document_series(word: &str) -> bool {
    let series = word.strip_suffix(')').and_then(|word| word.split_once('('));
    series.is_some_and(|(body, year)| {
        !body.is_empty()
            && body.chars().all(|character| character.is_ascii_uppercase())
            && year.len() == 4
            && year.chars().all(|character| character.is_ascii_digit())
    })
}

/// `J.` of `J. Smith`.
fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.as_str() == "."
}

const UNITS: &[&str] = &[
    "mm", "cm", "m", "km", "m²", "km²", "m³", "ha", "g", "kg", "t", "l", "°C", "kWh", "MWh", "GWh", "kW",
    "MW", "GW", "kB", "MB", "GB", "TB", "ko", "Mo", "Go", "To", "h", "min",
];

const CURRENCIES: &[&str] = &["EUR", "USD", "GBP", "CHF", "€", "$", "£"];

struct Words {
    /// Words of magnitude, after a number.
    magnitudes: &'static [&'static str],
    /// Abbreviations that a number follows.
    references: &'static [&'static str],
    /// Titles that a name follows.
    titles: &'static [&'static str],
    /// Abbreviations of several words.
    doubled: &'static [&'static str],
}

fn words_of(language: Language) -> Words {
    match language {
        Language::English => Words {
            magnitudes: &["million", "billion", "trillion"],
            references: &["No", "No.", "Nos", "p.", "pp.", "Fig.", "fig.", "Art.", "Ch.", "Vol.", "vol."],
            titles: &["Mr", "Mrs", "Ms", "Dr", "Prof.", "Mr.", "Mrs.", "Ms.", "Dr."],
            doubled: &[],
        },
        Language::French => Words {
            magnitudes: &["million", "millions", "milliard", "milliards", "billion", "billions"],
            references: &["p.", "pp.", "fig.", "art.", "chap.", "vol.", "n°", "nᵒ", "no", "nos", "nº"],
            titles: &["M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Dr", "Pr", "Me"],
            doubled: &[],
        },
        Language::Spanish => Words {
            magnitudes: &["mil", "millón", "millones", "billón", "billones"],
            references: &["p.", "pp.", "fig.", "art.", "cap.", "vol.", "n.º", "n.o", "núm."],
            titles: &["Sr.", "Sra.", "Srta.", "D.", "D.ª", "Dr.", "Dra."],
            doubled: &["EE.", "UU.", "EE", "UU"],
        },
        Language::Other => Words { magnitudes: &[], references: &["p.", "pp."], titles: &[], doubled: &[] },
    }
}
