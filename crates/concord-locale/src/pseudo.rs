//! Words of a pseudo-language: accented and longer, and still to be read by whoever knows the language.
//!
//! A design that holds words like these holds a translation: every vowel is doubled, which makes English about a third
//! longer, as German and Greek translations are; accents stand above and below the letters, where a tight leading cuts
//! them off. The tag is that of the language with the region `XA`, which CLDR sets aside for it (UTS 35, part 1,
//! "Pseudo-locales").

/// The region of pseudo-languages.
const REGION: &str = "XA";

/// Letters and what stands for them. Letters without a form that every typeface has stay as they are.
const LETTERS: [(char, char); 19] = [
    ('a', 'á'),
    ('c', 'ç'),
    ('d', 'ď'),
    ('e', 'é'),
    ('g', 'ğ'),
    ('h', 'ĥ'),
    ('i', 'í'),
    ('j', 'ĵ'),
    ('k', 'ķ'),
    ('l', 'ļ'),
    ('n', 'ñ'),
    ('o', 'ö'),
    ('r', 'ř'),
    ('s', 'š'),
    ('t', 'ţ'),
    ('u', 'ů'),
    ('w', 'ŵ'),
    ('y', 'ý'),
    ('z', 'ž'),
];

/// The tag of a language's pseudo-language: `en-XA` for `en-GB`.
pub fn pseudo_tag(tag: &str) -> String {
    format!("{}-{REGION}", tag.split('-').next().unwrap_or(tag))
}

/// Whether a tag is that of a pseudo-language.
pub fn is_pseudo(tag: &str) -> bool {
    tag.split('-').skip(1).any(|part| part == REGION)
}

/// A text in the pseudo-language. Acronyms, words with digits, addresses and `{placeholders}` stay as they are.
pub fn pseudo(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at + 1) else { break };
        push_tokens(&rest[..open], &mut out);
        out.push_str(&rest[open..close]);
        rest = &rest[close..];
    }
    push_tokens(rest, &mut out);
    out
}

fn push_tokens(text: &str, out: &mut String) {
    for token in text.split_inclusive(char::is_whitespace) {
        if token.contains("://") || token.contains('@') || token.starts_with("www.") {
            out.push_str(token);
            continue;
        }
        let mut rest = token;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            push_word(&rest[..end], out);
            let sign = rest[end..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&rest[end..end + sign]);
            rest = &rest[end + sign..];
        }
    }
}

fn push_word(word: &str, out: &mut String) {
    // Acronyms, initials and Roman numerals, but not the article.
    let is_acronym = word != "A" && !word.chars().any(char::is_lowercase);
    if is_acronym || word.chars().any(char::is_numeric) {
        out.push_str(word);
        return;
    }
    for letter in word.chars() {
        let small = letter.to_ascii_lowercase();
        let accented = LETTERS.iter().find(|(plain, _)| *plain == small).map_or(small, |(_, other)| *other);
        if letter.is_ascii_uppercase() {
            out.extend(accented.to_uppercase());
        } else if letter.is_ascii_lowercase() {
            out.push(accented);
        } else {
            out.push(letter);
        }
        if is_vowel(small) {
            out.push(accented);
        }
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// A word of the pseudo-language as it was, and for each of its bytes the byte at which its letter begins in the word:
/// so that the patterns of the language find where it may be divided.
pub(crate) fn plain(word: &str) -> (String, Vec<usize>) {
    let (mut out, mut places) = (String::new(), Vec::new());
    let small = |letter: char| letter.to_lowercase().next().unwrap_or(letter);
    let mut letters = word.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let found = LETTERS.iter().find(|(_, accented)| *accented == small(letter));
        let own = match found {
            Some((plain, _)) if letter.is_uppercase() => plain.to_ascii_uppercase(),
            Some((plain, _)) => *plain,
            None => letter,
        };
        let is_doubled = is_vowel(own.to_ascii_lowercase());
        letters.next_if(|(_, next)| is_doubled && found.is_some() && *next == small(letter));
        out.push(own);
        places.resize(out.len(), at);
    }
    (out, places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Hyphenator;

    #[test]
    fn words_are_longer_and_signs_are_kept() {
        assert_eq!(pseudo("Building Bridges"), "Bůůííļďííñğ Břííďğééš");
        assert_eq!(pseudo("In 2018, the EU’s MIEUX+ ({n} of 3)"), "Ííñ 2018, ţĥéé EU’š MIEUX+ ({n} ööf 3)");
        assert_eq!(pseudo("MIEUX I, A step"), "MIEUX I, Áá šţéép");
        assert_eq!(pseudo("see https://example.org/a or a@b.org"), "šéééé https://example.org/a ööř a@b.org");
        let text = "The initiative answers the requests of partner countries with expertise from the European Union.";
        let (before, after) = (text.chars().count(), pseudo(text).chars().count());
        assert!((130..=140).contains(&(after * 100 / before)), "{after} of {before}");
    }

    #[test]
    fn words_are_divided_as_they_would_be() {
        for word in ["publication", "Cooperation", "free", "queue", "administrations"] {
            assert_eq!(plain(&pseudo(word)).0, word);
        }
        let divided =
            Hyphenator::new("en-XA").expect("a language with patterns").hyphenate(&pseudo("publication"));
        let word = pseudo("publication");
        let own = Hyphenator::new("en").expect("a language with patterns").hyphenate("publication");
        let parts: Vec<String> = divided.iter().map(|at| plain(&word[..*at]).0).collect();
        let expected: Vec<&str> = own.iter().map(|at| &"publication"[..*at]).collect();
        assert_eq!(parts, expected);
        assert!(!parts.is_empty());
    }

    #[test]
    fn tags_are_of_the_language() {
        assert_eq!(pseudo_tag("en-GB"), "en-XA");
        assert!(is_pseudo("fr-XA") && !is_pseudo("fr") && !is_pseudo("en-GB"));
    }
}
