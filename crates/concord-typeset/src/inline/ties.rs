//! What a line does not part: spaces inside numbers, compounds with a hyphen, and what a language keeps together.

use crate::inline::collect::RunningText;
use crate::inline::measure::PieceKind;
use crate::setter::{Setter, Tie};

/// What is left of a compound on either line has so many letters at least: `celui-ci` stays whole.
const LEAST_OF_COMPOUND: usize = 3;

/// Units whose symbols stand as close to their number as the groups of its figures do to each other.
const UNITS: [&str; 18] = [
    "mm", "cm", "m", "km", "ha", "g", "kg", "t", "l", "h", "min", "kW", "MW", "GW", "kWh", "MWh", "GWh",
    "EUR",
];

/// What kind of space the one at a byte is; `None` for a no-break space that keeps its width whatever the line does:
/// inside a number or a reference, and between a number and its unit or sign, which are read as one.
///
/// The space before French points and inside guillemets goes with the spaces between words, which it is one of: of a fixed
/// width, it would be the widest space of a close line, and in a loose one look forgotten.
pub(super) fn space_kind(text: &str, at: usize) -> Option<PieceKind> {
    let mut rest = text[at..].chars();
    if rest.next() == Some(' ') {
        return Some(PieceKind::Space);
    }
    let (before, after) = (text[..at].chars().next_back()?, rest.next()?);
    if before.is_ascii_digit()
        && (after.is_ascii_digit() || begins_with_unit(&text[at + '\u{a0}'.len_utf8()..]))
    {
        return None;
    }
    if before.is_alphanumeric() && after.is_alphanumeric() {
        return Some(PieceKind::Space);
    }
    let beside_sign = matches!(before, '«' | '\u{2013}' | '\u{2014}')
        || matches!(after, '»' | ':' | ';' | '!' | '?' | '\u{2013}' | '\u{2014}');
    beside_sign.then_some(PieceKind::SignSpace)
}

fn begins_with_unit(after: &str) -> bool {
    let end = after.find(|character: char| !character.is_alphabetic()).unwrap_or(after.len());
    UNITS.contains(&&after[..end])
}

/// How closely both parts of a word with a hyphen of its own are tied. Parts of names, and parts so short that they say
/// nothing by themselves, are not parted.
pub(super) fn hyphen_tie(text: &str, at: usize) -> Tie {
    let (before, after) = text.split_at(at);
    let letters = |part: Option<&str>| {
        part.map_or(0, |part| part.chars().filter(|character| character.is_alphanumeric()).count())
    };
    let begins_name = after.starts_with(char::is_uppercase);
    let least = letters(before.rsplit(char::is_whitespace).next())
        .min(letters(after.split(char::is_whitespace).next()));
    if begins_name || least < LEAST_OF_COMPOUND { Tie::Never } else { Tie::Loose }
}

/// How closely the language ties what stands on both sides of a space.
pub(super) fn space_tie(setter: &Setter<'_>, text: &RunningText, mut run: usize, at: usize) -> Tie {
    let (before, after) = text.text.split_at(at);
    let Some(before) = before.strip_suffix([' ', '\u{a0}']) else { return Tie::Free };
    while text.runs[run].end < at {
        run += 1;
    }
    setter.hyphenation.tie(setter.shaper.language_tag(text.runs[run].language), before, after)
}

/// Whether a word begins a sentence and has its capital for no other reason that can be seen: what follows it is no
/// capital either, as in a name of two words.
pub(super) fn begins_sentence(text: &str, word: std::ops::Range<usize>) -> bool {
    let opens =
        |character: char| character.is_whitespace() || "«“‘\"([¿¡\u{2013}\u{2014}".contains(character);
    let closes = |character: char| character.is_whitespace() || "»”’\")]".contains(character);
    let goes_on = text[word.end..].trim_start().starts_with(char::is_lowercase);
    let before = text[..word.start].trim_end_matches(opens);
    // Some languages call notes after the full stop.
    let before = before.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(closes);
    goes_on && (before.is_empty() || before.ends_with(['!', '?', '…', ':']) || ends_sentence(before))
}

/// Whether a text ends in a full stop that belongs to no abbreviation or initial: the word before it is long, or is a
/// figure or a word that a capital does not begin.
fn ends_sentence(text: &str) -> bool {
    let Some(text) = text.strip_suffix('.') else { return false };
    let last = text.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    match last.chars().count() {
        0 => text.ends_with(['»', '”', '’', ')', '%']),
        count if last.starts_with(char::is_uppercase) => count > 4,
        count => count > 2 || last.starts_with(|character: char| character.is_ascii_digit()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Option<PieceKind>> {
        text.match_indices('\u{a0}').map(|(at, _)| space_kind(text, at)).collect()
    }

    #[test]
    fn numbers_keep_the_width_of_their_spaces() {
        let numbers = "1\u{a0}500 46\u{a0}% 5\u{a0}km COM(2013)\u{a0}292 4\u{a0}€ n.\u{a0}5";
        assert_eq!(kinds(numbers), [None; 6]);
        assert_eq!(kinds("4\u{a0}April, MIEUX\u{a0}II"), [Some(PieceKind::Space); 2]);
        assert_eq!(kinds("«\u{a0}oui\u{a0}»\u{a0}: non\u{a0}!"), [Some(PieceKind::SignSpace); 4]);
    }

    #[test]
    fn compounds_are_not_parted_at_short_parts_or_in_names() {
        let tie = |text: &str| hyphen_tie(text, text.find('-').map_or(0, |at| at + 1));
        for whole in ["de celui-ci.", "Guinée-Bissau", "y-a", "re-elected", "l’après-COVID"] {
            assert_eq!(tie(whole), Tie::Never, "{whole}");
        }
        for parted in ["la main-d’œuvre", "eux-mêmes", "peer-to-peer"] {
            assert_eq!(tie(parted), Tie::Loose, "{parted}");
        }
    }

    #[test]
    fn sentences_begin_after_points_that_end_them() {
        let begins = |text: &str, word: &str| {
            let at = text.find(word).expect("the word");
            begins_sentence(text, at..at + word.len())
        };
        assert!(begins("Pertenecen a ellos.", "Pertenecen"));
        assert!(begins("it was in 2009. Explanations were", "Explanations"));
        assert!(begins("así.12 ¿Considera que", "Considera"));
        assert!(begins("« oui. » Considérant que", "Considérant"));
        assert!(!begins("de la Comisión en", "Comisión"));
        assert!(!begins("by J. Hernandez who", "Hernandez"));
        assert!(!begins("by Prof. Hernandez who", "Hernandez"));
        assert!(!begins("Francesco Luciani who", "Francesco"));
    }
}
