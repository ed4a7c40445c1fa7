//! Page labels (ISO 32000-1, 12.4.2).

use super::pages::Pages;
use crate::transcript::{Page, Transcript};
use concord_pdf::Objects;
use lopdf::Dictionary;

/// Gives every page its label; without ranges, its position from 1.
pub(super) fn read(objects: &Objects, pages: &Pages, transcript: &mut Transcript) {
    let tree = objects.catalog().and_then(|catalog| objects.get_dictionary(catalog, "PageLabels"));
    let mut ranges = tree.map(|tree| objects.number_tree(tree)).unwrap_or_default();
    ranges.sort_by_key(|(first, _)| *first);
    for number in 0..pages.all.len() {
        let position = i64::try_from(number).unwrap_or(i64::MAX);
        let range = ranges.iter().rfind(|(first, _)| *first <= position);
        let label = range
            .and_then(|(first, range)| Some(label(objects, objects.dictionary(range)?, position - first)));
        transcript.pages.push(Page { label: label.unwrap_or_else(|| (number + 1).to_string()) });
    }
}

fn label(objects: &Objects, range: &Dictionary, offset: i64) -> String {
    let number = objects.get_integer(range, "St").unwrap_or(1).saturating_add(offset);
    let mut label = objects.get_text(range, "P").unwrap_or_default();
    match objects.get_name(range, "S").as_deref() {
        Some("D") => label.push_str(&number.to_string()),
        Some("r") => label.push_str(&roman(number).to_lowercase()),
        Some("R") => label.push_str(&roman(number)),
        Some("a") => label.push_str(&letters(number).to_lowercase()),
        Some("A") => label.push_str(&letters(number)),
        _ => {}
    }
    label
}

fn roman(number: i64) -> String {
    const NUMERALS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    // Beyond this no page was ever numbered so.
    let mut rest = number.clamp(0, 20_000);
    let mut out = String::new();
    for (value, numeral) in NUMERALS {
        while rest >= value {
            out.push_str(numeral);
            rest -= value;
        }
    }
    out
}

/// A to Z, then AA to ZZ, and so on.
fn letters(number: i64) -> String {
    let index = number.clamp(1, 2600) - 1;
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or_default());
    String::from(letter).repeat(usize::try_from(index / 26 + 1).unwrap_or(1))
}
