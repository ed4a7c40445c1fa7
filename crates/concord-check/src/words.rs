//! The words of literal text, cut once for every rule that compares words.
//!
//! A word is its hashes: rules compare numbers, and no string is kept for any word. Where a rule shows a word, it takes it
//! out of its run again.

mod phrases;
mod stem;
mod tongues;

pub(crate) use phrases::{Hit, Phrases};
pub(crate) use tongues::Tongues;

use crate::values::Run;
use concord_diagnostics::Span;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// It begins with a small letter.
    Small,
    /// It begins with a capital.
    Capitalised,
    /// An acronym: two capitals or more, with digits, `+` and hyphens before digits, as in MIEUX+ and COVID-19. A plural
    /// s behind them is not part of it.
    Acronym,
    /// It begins with a digit, or is a Roman numeral.
    Number,
}

/// A word where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// The number of its run in the block.
    pub(crate) run: u32,
    start: u32,
    end: u32,
    /// The hash of its letters in small letters; of an acronym, as it is written.
    pub(crate) exact: u64,
    /// The hash of what its forms have in common, without accents.
    pub(crate) stem: u64,
    /// The hash of its first four letters without accents, or of all where it has fewer.
    pub(crate) root: u64,
    pub(crate) form: Form,
    /// How many letters it has.
    pub(crate) length: u8,
    /// Whether a sentence may begin with it, so that its capital says nothing.
    pub(crate) opens: bool,
    /// Whether something that is no literal text, or the end of a sentence, stands before it.
    pub(crate) gap: bool,
    /// Whether a comma or another sign stands before it, more than a space, an apostrophe or a hyphen.
    pub(crate) pause: bool,
    /// Whether it stands in another language than its block.
    pub(crate) is_foreign: bool,
    /// The languages in which it is a function word.
    pub(crate) tongues: Tongues,
}

impl Word {
    /// Its characters in its run.
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether its capital is its own, as a name's is.
    pub(crate) fn is_name(&self) -> bool {
        self.form == Form::Capitalised && !self.opens
    }
}

/// A word with the run that it stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'a> {
    pub(crate) run: &'a Run,
    pub(crate) word: Word,
}

impl Placed<'_> {
    /// As it is written.
    pub(crate) fn text(&self) -> String {
        self.run.characters.get(self.word.range()).into_iter().flatten().collect()
    }

    pub(crate) fn span(&self) -> Option<Span> {
        self.run.span(self.word.range())
    }
}

/// The place and the letters of several words that follow each other: those of the first one's run.
pub(crate) fn stretch(words: &[Placed<'_>]) -> Option<(Span, String)> {
    let first = words.first()?;
    let last = words.iter().rev().find(|word| std::ptr::eq(word.run, first.run))?;
    let range = first.word.range().start..last.word.range().end;
    let text: String = first.run.characters.get(range.clone())?.iter().collect();
    Some((first.run.span(range)?, text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// The words of a block's runs, in order. `tag` is the block's language.
pub(crate) fn of_runs(runs: &[Run], tag: &str) -> Vec<Word> {
    let mut cutter = Cutter::default();
    let letters: usize = runs.iter().map(|run| run.characters.len()).sum();
    let mut words = Vec::with_capacity(letters / 5);
    let mut part = None;
    for (number, run) in runs.iter().enumerate() {
        if part != Some(run.part) {
            cutter.begin();
        }
        part = Some(run.part);
        cutter.run(number, run, run.tag != tag, &mut words);
    }
    words
}

/// The words of one run in its own language.
pub(crate) fn of_run(run: &Run) -> Vec<Word> {
    of_runs(std::slice::from_ref(run), &run.tag)
}

/// The hash of letters.
pub(crate) fn hash(text: &str) -> u64 {
    // FNV-1a: short texts, many of them, and no adversary who gains by a collision.
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// A word in small letters without the accents of the Latin alphabet.
pub(crate) fn folded(word: &str) -> String {
    let (mut small, mut folded) = (String::with_capacity(word.len()), String::with_capacity(word.len()));
    word.chars().for_each(|letter| stem::lower(letter, &mut small));
    stem::fold(&small, &mut folded);
    folded
}

/// For tables by hashes: they need no hashing again.
#[derive(Default)]
pub(crate) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 ^= hash;
    }
}

/// A table by hashes of words.
pub(crate) type ByHash<T> = HashMap<u64, T, BuildHasherDefault<AsItIs>>;
/// A set of hashes of words.
pub(crate) type Hashes = HashSet<u64, BuildHasherDefault<AsItIs>>;

/// Cuts runs into words, with buffers that are used again.
#[derive(Default)]
struct Cutter {
    exact: String,
    folded: String,
    opens: bool,
    gap: bool,
    pause: bool,
}

impl Cutter {
    fn begin(&mut self) {
        (self.opens, self.gap, self.pause) = (true, true, true);
    }

    fn run(&mut self, number: usize, run: &Run, is_foreign: bool, words: &mut Vec<Word>) {
        let characters = &run.characters;
        let rules = stem::Rules::of(&run.tag);
        let mut at = 0;
        while let Some(character) = characters.get(at) {
            if !character.is_alphanumeric() {
                self.sign(*character);
                at += 1;
                continue;
            }
            let end = word_end(characters, at);
            words.push(self.word(number, characters, at..end, rules, is_foreign));
            (self.opens, self.gap, self.pause) = (false, false, false);
            at = end;
        }
    }

    fn sign(&mut self, sign: char) {
        self.pause |= !sign.is_whitespace() && !matches!(sign, '-' | '‑' | '’' | '\'');
        match sign {
            '\0' => self.gap = true,
            '.' | '!' | '?' | '…' | ':' | '¿' | '¡' => (self.opens, self.gap) = (true, true),
            '«' | '“' | '‘' | '"' | '–' | '—' | ';' | '(' | '|' | '/' => self.opens = true,
            _ => {}
        }
    }

    fn word(
        &mut self,
        run: usize,
        characters: &[char],
        range: std::ops::Range<usize>,
        rules: stem::Rules,
        is_foreign: bool,
    ) -> Word {
        let letters = &characters[range.clone()];
        let form = form(letters);
        self.exact.clear();
        self.folded.clear();
        if form == Form::Acronym {
            let bare = if letters.ends_with(&['s']) { &letters[..letters.len() - 1] } else { letters };
            self.exact.extend(bare);
            self.folded.push_str(&self.exact);
        } else {
            for letter in letters {
                stem::lower(*letter, &mut self.exact);
            }
            stem::fold(&self.exact, &mut self.folded);
        }
        let root_end = self.folded.char_indices().nth(4).map_or(self.folded.len(), |(at, _)| at);
        let root = hash(&self.folded[..root_end]);
        let stemmed = if form == Form::Acronym { self.folded.as_str() } else { rules.stem(&self.folded) };
        let exact = hash(&self.exact);
        Word {
            run: u32::try_from(run).unwrap_or(u32::MAX),
            start: u32::try_from(range.start).unwrap_or(u32::MAX),
            end: u32::try_from(range.end).unwrap_or(u32::MAX),
            exact,
            stem: hash(stemmed),
            root,
            form,
            length: u8::try_from(letters.len()).unwrap_or(u8::MAX),
            opens: self.opens,
            gap: self.gap,
            pause: self.pause,
            is_foreign,
            tongues: if letters.len() <= tongues::LONGEST { Tongues::of(exact) } else { Tongues::NONE },
        }
    }
}

/// Where the word that begins here ends: an acronym takes its `+`, and a hyphen with the digits behind it.
fn word_end(characters: &[char], start: usize) -> usize {
    let is_inside = |at: usize| characters.get(at).is_some_and(|character| character.is_alphanumeric());
    let mut end = start;
    while is_inside(end) {
        end += 1;
    }
    if !is_capitals(&characters[start..end]) {
        return end;
    }
    let is_digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    if matches!(characters.get(end), Some('-' | '‑')) && is_digit(end + 1) {
        end += 1;
        while is_digit(end) {
            end += 1;
        }
    } else if characters.get(end) == Some(&'+') {
        end += 1;
    }
    end
}

fn is_capitals(letters: &[char]) -> bool {
    letters.len() > 1 && letters.iter().all(|letter| letter.is_uppercase() || letter.is_ascii_digit())
}

/// Units and currencies in capitals belong to the number beside them, and have forms of their own in each language.
const UNITS: [&str; 10] = ["MB", "GB", "TB", "KB", "MW", "GW", "EUR", "USD", "GBP", "CHF"];

fn form(letters: &[char]) -> Form {
    let Some(first) = letters.first() else { return Form::Small };
    if !first.is_alphabetic() {
        return Form::Number;
    }
    if !first.is_uppercase() {
        return Form::Small;
    }
    // The plural of an acronym in English: SDGs.
    let bare = letters.strip_suffix(&['s']).unwrap_or(letters);
    let capitals = bare.iter().filter(|letter| letter.is_uppercase()).count();
    let others = bare.iter().any(|letter| letter.is_lowercase());
    if capitals > 1 && !others {
        let is_roman = bare.iter().all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L' | 'C'));
        let written: String = bare.iter().collect();
        let is_value = is_roman || UNITS.contains(&written.as_str());
        return if is_value { Form::Number } else { Form::Acronym };
    }
    Form::Capitalised
}

#[cfg(test)]
mod tests {
    use super::{Form, Placed, of_run};
    use crate::values::Run;

    fn cut(text: &str, tag: &str) -> Vec<(String, Form)> {
        let run = Run::of_text(text, tag);
        of_run(&run).into_iter().map(|word| (Placed { run: &run, word }.text(), word.form)).collect()
    }

    #[test]
    fn acronyms_are_words_of_their_own_kind() {
        let acronyms = |text| -> Vec<String> {
            let words = cut(text, "en").into_iter().filter(|(_, form)| *form == Form::Acronym);
            words.map(|(text, _)| text).collect()
        };
        assert_eq!(
            acronyms("MIEUX+, the EU-led COVID-19 work of MIEUX III"),
            ["MIEUX+", "EU", "COVID-19", "MIEUX"]
        );
        assert_eq!(acronyms("SDGs of the iPhone, A to Z in XIX"), ["SDGs"]);
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let stems = |tag: &str, words: &str| {
            let run = Run::of_text(words, tag);
            let stems: Vec<u64> = of_run(&run).iter().map(|word| word.stem).collect();
            stems.iter().all(|stem| *stem == stems[0])
        };
        for (tag, words) in [
            ("en", "country countries Country"),
            ("en", "practice practices"),
            ("fr", "régulier régulière régulières réguliers"),
            ("fr", "national nationale nationaux nationales"),
            ("fr", "européen européenne Européens"),
            ("fr", "œuvre œuvres"),
            ("es", "humano humana humanos humanas"),
            ("es", "país países"),
            ("es", "irregular irregulares"),
            ("es", "migración migraciones"),
        ] {
            assert!(stems(tag, words), "{tag} {words}");
        }
        assert!(!stems("fr", "traite trafic"));
    }

    #[test]
    fn a_capital_at_the_beginning_says_nothing() {
        let run = Run::of_text("The Union met. Niger and Mali agreed: Togo too", "en");
        let names: Vec<String> = of_run(&run)
            .into_iter()
            .filter(super::Word::is_name)
            .map(|word| Placed { run: &run, word }.text())
            .collect();
        assert_eq!(names, ["Union", "Mali"]);
    }
}
