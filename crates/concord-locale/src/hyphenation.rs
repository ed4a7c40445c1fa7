//! Where words may be divided.

use crate::pseudo;

/// The hyphenation patterns of a language.
#[derive(Clone, Copy, Debug)]
pub struct Hyphenator {
    language: hypher::Lang,
    before: usize,
    after: usize,
    /// Whether words are those of the pseudo-language.
    is_pseudo: bool,
}

/// A break leaves at least so many letters before and after it, whatever less the patterns allow: what is shorter does
/// not help the reader.
const LEAST_LETTERS: (usize, usize) = (2, 3);

/// Languages whose printers leave three letters before a hyphen too; others, such as German, begin many words with a prefix of two.
const THREE_BEFORE: [hypher::Lang; 3] = [hypher::Lang::English, hypher::Lang::French, hypher::Lang::Spanish];

/// No word of a language is longer; what is longer is a list, an address or an attack.
const LONGEST_WORD: usize = 200;

impl Hyphenator {
    /// The patterns for a BCP 47 tag, where its language has some.
    pub fn new(tag: &str) -> Option<Self> {
        let language = tag.split('-').next()?.to_ascii_lowercase();
        let code = match language.as_bytes() {
            // Patterns are kept under the macro-language.
            b"no" => *b"nb",
            // Serbian has patterns for Cyrillic letters alone; in Latin ones it is divided as Croatian is.
            b"sr" | b"bs" if !tag.contains("Cyrl") && (language == "bs" || tag.contains("Latn")) => *b"hr",
            code => <[u8; 2]>::try_from(code).ok()?,
        };
        let language = hypher::Lang::from_iso(code)?;
        let (before, after) = language.bounds();
        let least_before = LEAST_LETTERS.0 + usize::from(THREE_BEFORE.contains(&language));
        Some(Self {
            language,
            before: before.max(least_before),
            after: after.max(LEAST_LETTERS.1),
            is_pseudo: pseudo::is_pseudo(tag),
        })
    }

    /// The bytes of a word before which a hyphen may be put, in order. A word is what stands between spaces; punctuation
    /// around it and apostrophes in it divide it into parts, each of which keeps its own least lengths. Acronyms, words
    /// with digits and words that have a hyphen of their own are not divided.
    pub fn hyphenate(&self, word: &str) -> Vec<usize> {
        if self.is_pseudo {
            let (plain, places) = pseudo::plain(word);
            let own = Self { is_pseudo: false, ..*self };
            return own.hyphenate(&plain).into_iter().filter_map(|at| places.get(at).copied()).collect();
        }
        let is_divided = word.len() <= LONGEST_WORD
            && !word.contains(|c: char| c.is_numeric() || matches!(c, '-' | '‐' | '/' | '@' | '\u{ad}'));
        if !is_divided {
            return Vec::new();
        }
        let mut breaks = Vec::new();
        let mut start = 0;
        for part in word.split_inclusive(|c: char| !c.is_alphabetic()) {
            let letters = part.trim_end_matches(|c: char| !c.is_alphabetic());
            if !is_acronym(letters) {
                self.breaks_in(letters, start, &mut breaks);
            }
            start += part.len();
        }
        breaks
    }

    fn breaks_in(&self, letters: &str, start: usize, breaks: &mut Vec<usize>) {
        let mut at = start;
        for syllable in hypher::hyphenate_bounded(letters, self.language, self.before, self.after) {
            at += syllable.len();
            if at < start + letters.len() {
                breaks.push(at);
            }
        }
    }
}

fn is_acronym(letters: &str) -> bool {
    letters.chars().filter(|c| c.is_uppercase()).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(tag: &str, word: &str) -> String {
        let breaks = Hyphenator::new(tag).expect(tag).hyphenate(word);
        let mut parts = Vec::new();
        let mut start = 0;
        for at in breaks {
            parts.push(&word[start..at]);
            start = at;
        }
        parts.push(&word[start..]);
        parts.join("-")
    }

    #[test]
    fn languages_divide_by_their_own_rules() {
        assert_eq!(divided("en-GB", "extensive,"), "exten-sive,");
        assert_eq!(divided("fr", "l’initiative"), "l’ini-tia-tive");
        assert_eq!(divided("es-MX", "migración"), "migra-ción");
        assert_eq!(divided("de", "Zusammenarbeit"), "Zu-sam-men-ar-beit");
        assert_eq!(divided("pt-BR", "capacidades"), "ca-pa-ci-da-des");
        assert_eq!(divided("el", "μετανάστευση"), "με-τα-νά-στευση");
        assert_eq!(divided("sr", "сарадња"), "са-радња");
        assert_eq!(divided("sr-Latn", "saradnja"), "sa-rad-nja");
    }

    #[test]
    fn some_words_are_left_whole() {
        for word in ["MIEUX", "2009", "peer-to-peer", "a", "", "—", "ICMPD’s", "x@y.example"] {
            assert_eq!(divided("en", word), word);
        }
        assert!(Hyphenator::new("zh").is_none());
        assert!(Hyphenator::new("").is_none());
        assert!(
            Hyphenator::new("en").is_some_and(|english| english.hyphenate(&"ab".repeat(5000)).is_empty())
        );
    }
}
