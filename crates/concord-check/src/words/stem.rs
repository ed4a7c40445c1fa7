//! What the forms of a word have in common: plural and feminine endings taken off, accents too.
//!
//! Much cruder than a grammar, and alike for both words that are compared, which is all that comparing needs.

/// The endings of a language.
#[derive(Clone, Copy)]
pub(super) enum Rules {
    English,
    French,
    Spanish,
    /// A language without rules: words are compared as they are.
    None,
}

impl Rules {
    pub(super) fn of(tag: &str) -> Self {
        match tag.get(..2) {
            Some("en") => Self::English,
            Some("fr") => Self::French,
            Some("es") => Self::Spanish,
            _ => Self::None,
        }
    }

    /// The stem of a word in small letters without accents.
    pub(super) fn stem(self, word: &str) -> &str {
        if word.len() <= 3 {
            return word;
        }
        match self {
            Self::English => english(word),
            Self::French => french(word),
            Self::Spanish => spanish(word),
            Self::None => word,
        }
    }
}

/// country, countries; process, processes; practice, practices.
fn english(word: &str) -> &str {
    let word = match word {
        word if word.ends_with("ies") => return &word[..word.len() - 3],
        word if word.ends_with("sses") || word.ends_with("xes") || word.ends_with("ches") => {
            &word[..word.len() - 2]
        }
        word if word.ends_with("ss") || word.ends_with("us") => word,
        word => word.strip_suffix('s').unwrap_or(word),
    };
    let word = word.strip_suffix('y').unwrap_or(word);
    word.strip_suffix('e').unwrap_or(word)
}

/// régulier, régulières; national, nationaux; européen, européenne.
fn french(word: &str) -> &str {
    if let Some(stem) = word.strip_suffix("aux").filter(|stem| stem.len() > 2) {
        // Without the l that the singular has, which is taken off below too.
        return stem.strip_suffix('e').unwrap_or(stem);
    }
    let word = word.strip_suffix(['s', 'x']).unwrap_or(word);
    let word = word.strip_suffix('e').unwrap_or(word);
    let word = word.strip_suffix('s').unwrap_or(word);
    if let Some(stem) = word.strip_suffix("al").filter(|stem| stem.len() > 2) {
        return stem;
    }
    match word.as_bytes() {
        [.., one, other] if one == other && other.is_ascii() && word.len() > 3 => &word[..word.len() - 1],
        _ => word,
    }
}

/// humano, humanas; país, países; acción, acciones.
fn spanish(word: &str) -> &str {
    let word = match word.strip_suffix("es") {
        // país, países: the s of the singular is taken off in both.
        Some(stem) if stem.ends_with(['d', 'j', 'l', 'n', 'r', 's', 'y', 'z']) => {
            stem.strip_suffix('s').unwrap_or(stem)
        }
        _ => word.strip_suffix('s').unwrap_or(word),
    };
    word.strip_suffix(['o', 'a', 'e']).unwrap_or(word)
}

/// Adds a letter in its small form.
pub(super) fn lower(letter: char, into: &mut String) {
    if letter.is_ascii() {
        into.push(letter.to_ascii_lowercase());
    } else if letter.is_lowercase() {
        into.push(letter);
    } else {
        into.extend(letter.to_lowercase());
    }
}

/// Adds small letters without the accents of the Latin alphabet.
pub(super) fn fold(word: &str, into: &mut String) {
    if word.is_ascii() {
        into.push_str(word);
        return;
    }
    for letter in word.chars() {
        match letter {
            'œ' => into.push_str("oe"),
            'æ' => into.push_str("ae"),
            letter => into.push(plain(letter)),
        }
    }
}

fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_many_bytes_are_not_cut() {
        // The last two bytes of these signs are the same, as those of a double consonant are.
        for word in ["\u{13000}", "a\u{13000}"] {
            assert_eq!(french(word), word);
        }
        assert_eq!(french("européenne"), "européen");
    }
}
