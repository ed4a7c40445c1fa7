//! Values that are typed out: figures, dates, shares, money, number words.

use super::{Kind, MESSAGES, SOURCE, TEXTS, TRANSLATION, kind};
use crate::selftest::change::Change;
use crate::selftest::scene::{Piece, Scene, entries};
use crate::selftest::words::{self, Table, exchanges, is_year, months, numbers, words};

/// A wrong value is a difference from the source, or from the ledger.
const VALUES: &[&str] = &["value-differs", "T*", "F*"];
/// The same, where the way of writing may be what is wrong.
const WRITTEN: &[&str] = &["value-differs", "T*", "F*", "Y*"];

pub(super) const KINDS: &[Kind] = &[
    kind("digits swapped", VALUES, TRANSLATION, |scene| change_numbers(scene, swapped)),
    kind("digits swapped in the source", VALUES, SOURCE, |scene| change_numbers(scene, swapped)),
    kind("digits swapped in a message", VALUES, MESSAGES, |scene| in_messages(scene, true)),
    kind("digits swapped in a translated title", VALUES, MESSAGES, |scene| in_messages(scene, false)),
    kind("digit changed", VALUES, TRANSLATION, |scene| change_numbers(scene, |_, number| last_digit(number))),
    kind("year changed", VALUES, TEXTS, |scene| change_numbers(scene, year)),
    kind("day moved", VALUES, TRANSLATION, day_moved),
    kind("month moved", VALUES, TRANSLATION, month_moved),
    kind("sign lost", WRITTEN, TRANSLATION, sign_lost),
    kind("sign added", WRITTEN, TRANSLATION, sign_added),
    kind("scale word changed", VALUES, TRANSLATION, |scene| exchange(scene, words::scales(scene.language()))),
    kind("percent sign lost", WRITTEN, TRANSLATION, percent_lost),
    kind("currency changed", VALUES, TRANSLATION, currency_changed),
    kind("number word changed", VALUES, TRANSLATION, |scene| exchange_stated(scene, words::number_words)),
    kind("ordinal changed", VALUES, TRANSLATION, |scene| exchange_stated(scene, words::ordinals)),
    kind("Roman numeral changed", VALUES, TRANSLATION, roman_changed),
    kind("separators of another language", WRITTEN, TEXTS, separators),
    kind("qualifier dropped", VALUES, TRANSLATION, qualifier_dropped),
    kind("qualifier changed", VALUES, TRANSLATION, qualifier_changed),
];

fn change_numbers(scene: &Scene<'_>, change: fn(&Piece<'_>, &str) -> Option<String>) -> Vec<Change> {
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for range in numbers(piece.text) {
            if let Some(other) = change(&piece, &piece.text[range.clone()]) {
                changes.push(Change::replace(piece.at + range.start..piece.at + range.end, other));
            }
        }
    }
    changes
}

/// Messages that the source language has too, or those that it has not: translated titles of sources, whose original is
/// in the ledger.
fn in_messages(scene: &Scene<'_>, is_in_source: bool) -> Vec<Change> {
    let Some(source) = &scene.source else { return Vec::new() };
    let originals = entries(source.text);
    let mut kept: Vec<std::ops::Range<usize>> = Vec::new();
    for entry in entries(scene.text) {
        let original = originals.iter().find(|original| original.header == entry.header);
        for key in entry.keys {
            let same =
                original.is_some_and(|original| original.keys.iter().any(|other| other.name == key.name));
            if same == is_in_source {
                kept.push(key.line);
            }
        }
    }
    let mut changes = change_numbers(scene, swapped);
    changes.retain(|change| {
        let at = change.edits.first().map_or(0, |(range, _)| range.start);
        kept.iter().any(|line| line.contains(&at))
    });
    changes
}

/// The last two neighbouring digits that differ, exchanged.
fn swapped(_: &Piece<'_>, number: &str) -> Option<String> {
    let mut bytes = number.as_bytes().to_vec();
    let differs = |at: &usize| {
        let (a, b) = (bytes[*at], bytes[at + 1]);
        a.is_ascii_digit() && b.is_ascii_digit() && a != b && !(*at == 0 && b == b'0')
    };
    let at = (0..bytes.len().saturating_sub(1)).rev().find(differs)?;
    bytes.swap(at, at + 1);
    String::from_utf8(bytes).ok()
}

fn last_digit(number: &str) -> Option<String> {
    let (rest, last) = number.split_at_checked(number.len().checked_sub(1)?)?;
    let digit = last.parse::<u8>().ok()?;
    Some(format!("{rest}{}", if digit == 9 { 8 } else { digit + 1 }))
}

fn year(_: &Piece<'_>, number: &str) -> Option<String> {
    let next = number.parse::<u32>().ok()? + 1;
    is_year(number).then(|| next.to_string())
}

/// A day before the name of a month.
fn day_moved(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for range in numbers(piece.text) {
            let after = piece.text[range.end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
            let after = after.strip_prefix("de ").unwrap_or(after);
            let is_day =
                range.len() <= 2 && months(scene.language()).iter().any(|month| after.starts_with(month));
            if let (true, Ok(day)) = (is_day, piece.text[range.clone()].parse::<u8>()) {
                let other = if day < 28 { day + 1 } else { day - 1 };
                changes
                    .push(Change::replace(piece.at + range.start..piece.at + range.end, other.to_string()));
            }
        }
    }
    changes
}

/// The name of a month with a number beside it.
fn month_moved(scene: &Scene<'_>) -> Vec<Change> {
    let months = months(scene.language());
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for range in words(piece.text) {
            let Some(month) = months.iter().position(|month| *month == &piece.text[range.clone()]) else {
                continue;
            };
            let after = piece.text[range.end..].trim_start_matches([' ', '\u{a0}']);
            let after = after.strip_prefix("de ").unwrap_or(after);
            if after.starts_with(|c: char| c.is_ascii_digit()) {
                let other = months[(month + 1) % 12];
                changes.push(Change::replace(piece.at + range.start..piece.at + range.end, other));
            }
        }
    }
    changes
}

fn sign_lost(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for range in numbers(piece.text) {
            let before = &piece.text[..range.start];
            let sign = before.chars().next_back().filter(|sign| matches!(sign, '−' | '-'));
            let Some(sign) = sign else { continue };
            let start = before.len() - sign.len_utf8();
            if before[..start].ends_with([' ', '(', '\u{a0}']) || start == 0 {
                changes.push(Change::remove(piece.at + start..piece.at + range.start));
            }
        }
    }
    changes
}

fn sign_added(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for range in numbers(piece.text) {
            let is_plain = !is_year(&piece.text[range.clone()])
                && piece.text[..range.start].ends_with(' ')
                && !piece.text[range.end..].starts_with('/');
            if is_plain {
                changes.push(Change::insert(piece.at + range.start, "−"));
            }
        }
    }
    changes
}

fn percent_lost(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for (at, sign) in piece.text.match_indices('%') {
            let before = piece.text[..at].trim_end_matches([' ', '\u{a0}', '\u{202f}']);
            if before.ends_with(|c: char| c.is_ascii_digit()) {
                changes.push(Change::remove(piece.at + before.len()..piece.at + at + sign.len()));
            }
        }
    }
    changes
}

fn exchange(scene: &Scene<'_>, table: Table) -> Vec<Change> {
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for (range, other) in exchanges(piece.text, table) {
            changes.push(Change::replace(piece.at + range.start..piece.at + range.end, other));
        }
    }
    changes
}

/// Words whose value the source block states by the word at the same place of its own language's table: a translation
/// may count where its source does not.
fn exchange_stated(scene: &Scene<'_>, table: fn(&str) -> Table) -> Vec<Change> {
    let Some(source) = &scene.source else { return Vec::new() };
    let original_table = table(scene.publication.config.source_locale.value.language());
    let pairs: Vec<_> =
        scene.pairs().into_iter().map(|(own, original)| (own.span.range(), original.span.range())).collect();
    let is_stated = |at: usize, entry: usize| {
        // The innermost block holds the fewest bytes.
        let around = pairs.iter().filter(|(own, _)| own.contains(&at));
        let place = around.min_by_key(|(own, _)| own.len()).map(|(_, original)| original.clone());
        let word = original_table.get(entry).copied();
        let text = place.and_then(|place| source.text.get(place));
        text.zip(word).is_some_and(|(text, word)| !exchanges(text, &[word]).is_empty())
    };
    let mut changes = Vec::new();
    for (number, entry) in table(scene.language()).iter().enumerate() {
        for piece in scene.pieces() {
            let found = exchanges(piece.text, &[*entry]).into_iter();
            let found = found.filter(|(range, _)| is_stated(piece.at + range.start, number));
            changes.extend(
                found.map(|(range, other)| {
                    Change::replace(piece.at + range.start..piece.at + range.end, other)
                }),
            );
        }
    }
    changes.sort_by_key(|change| change.edits.first().map(|(range, _)| range.start));
    changes
}

fn currency_changed(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = exchange(scene, words::currencies(scene.language()));
    for piece in scene.pieces() {
        let signs = piece.text.match_indices('€');
        changes
            .extend(signs.map(|(at, sign)| Change::replace(piece.at + at..piece.at + at + sign.len(), "$")));
    }
    changes
}

fn roman_changed(scene: &Scene<'_>) -> Vec<Change> {
    const NEXT: &[(&str, &str)] = &[
        ("II", "III"),
        ("III", "IV"),
        ("IV", "V"),
        ("VI", "VII"),
        ("VII", "VIII"),
        ("IX", "X"),
        ("XIX", "XX"),
        ("XX", "XXI"),
        ("XXI", "XXII"),
    ];
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for range in words(piece.text) {
            let next = NEXT.iter().find(|(numeral, _)| *numeral == &piece.text[range.clone()]);
            changes.extend(
                next.map(|(_, next)| Change::replace(piece.at + range.start..piece.at + range.end, *next)),
            );
        }
    }
    changes
}

/// A number with separators, written with those of another language.
fn separators(scene: &Scene<'_>) -> Vec<Change> {
    let is_english = scene.language() == "en";
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for range in numbers(piece.text) {
            let number = &piece.text[range.clone()];
            // A full stop in a French or Spanish number separates no decimals: `10.7` is the name of a target. Spanish may
            // write decimals with either sign.
            if !is_english && number.contains('.') || scene.language() == "es" && number.contains(',') {
                continue;
            }
            let other: String = number
                .chars()
                .map(|sign| match (sign, is_english) {
                    (',', true) => '.',
                    ('.', true) => ',',
                    (',', false) => '.',
                    ('\u{a0}' | '\u{202f}', false) => ',',
                    (digit, _) => digit,
                })
                .collect();
            if other != number {
                changes.push(Change::replace(piece.at + range.start..piece.at + range.end, other));
            }
        }
    }
    changes
}

/// Qualifiers that stand before a number, in digits or in words.
fn qualified(scene: &Scene<'_>) -> Vec<Change> {
    let (table, number_words) = (words::qualifiers(scene.language()), words::number_words(scene.language()));
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for (range, other) in exchanges(piece.text, table) {
            let after = piece.text[range.end..].trim_start();
            let first = words(after).first().filter(|word| word.start == 0).map(|word| &after[word.clone()]);
            // "Hasta 2021" is a time, not a number that is known roughly.
            let digits = after.chars().take_while(char::is_ascii_digit).count();
            let counts =
                digits > 0 && digits != 4 || number_words.iter().any(|(word, _)| Some(*word) == first);
            if counts {
                changes.push(Change::replace(piece.at + range.start..piece.at + range.end, other));
            }
        }
    }
    changes
}

fn qualifier_changed(scene: &Scene<'_>) -> Vec<Change> {
    qualified(scene)
}

fn qualifier_dropped(scene: &Scene<'_>) -> Vec<Change> {
    let dropped = qualified(scene).into_iter().filter_map(|change| {
        let (range, _) = change.edits.into_iter().next()?;
        let space = scene.text[range.end..].chars().next().map_or(0, char::len_utf8);
        Some(Change::remove(range.start..range.end + space))
    });
    dropped.collect()
}
