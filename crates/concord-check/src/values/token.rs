//! Running text cut into digits, words, spaces and signs.

use std::ops::Range;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// ASCII digits.
    Digits,
    /// Letters, raised ones too.
    Word,
    /// White space.
    Space,
    /// Any other single character.
    Sign,
}

/// A piece of running text.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// As it was written.
    pub(crate) text: String,
    /// In lower case.
    pub(crate) lower: String,
    /// Its characters in the run.
    pub(crate) range: Range<usize>,
}

impl Token {
    pub(crate) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign && self.text.starts_with(sign)
    }

    /// Hyphens and dashes, as they stand in ranges and compounds.
    pub(crate) fn is_dash(&self) -> bool {
        self.kind == Kind::Sign && self.text.starts_with(['-', '‐', '‑', '–', '—', '−'])
    }

    /// A space that may stand inside a number: an ordinary, a no-break, a narrow or a thin one (CLDR; LOCALES c1).
    pub(crate) fn is_group_space(&self) -> bool {
        matches!(self.text.as_str(), " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
    }

    /// Two letters or more, all of them capitals.
    pub(crate) fn is_capitals(&self) -> bool {
        self.kind == Kind::Word && self.range.len() > 1 && self.text.chars().all(char::is_uppercase)
    }
}

/// Cuts a text. Addresses differ between languages and hold no values; each is one sign.
pub(crate) fn tokens(characters: &[char]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = characters.get(at) {
        let (kind, length) = match (kind(*first), address(characters, at)) {
            (_, Some(length)) => (Kind::Sign, length),
            (Kind::Sign, None) => (Kind::Sign, 1),
            (kind, None) => {
                let is_same = |next: &&char| self::kind(**next) == kind;
                (kind, characters[at..].iter().take_while(is_same).count())
            }
        };
        let text: String = characters[at..at + length].iter().collect();
        tokens.push(Token { kind, lower: text.to_lowercase(), text, range: at..at + length });
        at += length;
    }
    tokens
}

fn kind(character: char) -> Kind {
    if character.is_ascii_digit() {
        Kind::Digits
    } else if character.is_alphabetic() {
        Kind::Word
    } else if character.is_whitespace() {
        Kind::Space
    } else {
        Kind::Sign
    }
}

/// The length of a web or mail address that begins here.
fn address(characters: &[char], at: usize) -> Option<usize> {
    let is_start = at.checked_sub(1).is_none_or(|before| !characters[before].is_alphanumeric());
    if !is_start || !characters[at].is_alphanumeric() {
        return None;
    }
    let is_inside = |character: &&char| !character.is_whitespace() && **character != '\0';
    let length = characters[at..].iter().take_while(is_inside).count();
    let word = &characters[at..at + length];
    let is_address = word.starts_with(&['w', 'w', 'w', '.'])
        || word.contains(&'@')
        || word.windows(3).any(|three| three == [':', '/', '/']);
    is_address.then_some(length)
}
