//! `translation.lock`: which source text each block and message of a translation was made from.
//!
//! The only reader and writer of the format. A line is one text:
//!
//! ```text
//! factsheet.md 6faf93b9fb9b7dc1 90810e188a9d1e65 | The words of the source
//! messages.toml#text.note 85a7fd469139876f 85a7fd469139876f untranslated | Note
//! ```
//!
//! the place (a Markdown file, or `messages.toml#table.key`), digests of the source's words and of the translation's own,
//! the word `untranslated` where the text is a copy of the source that waits for its translation, and the source's words as
//! they were then, so that a later change can be shown word by word. Lines name texts, not places in a file, so that moving
//! a paragraph changes none of them, and two branches that translate different texts merge line by line.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The file's name, in a language's folder.
pub const LOCK_FILE: &str = "translation.lock";

const HEADING: &str = "# Which source text each block was translated from. Written by `concord locale record`; not to be edited.\n";
const UNTRANSLATED: &str = "untranslated";
const WORDS: &str = " | ";

/// That a text was translated from another, or is a copy of it that waits to be translated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// The digest of the source's words.
    pub source: u64,
    /// The digest of the translation's words.
    pub translation: u64,
    /// Whether the text waits for its translation.
    pub is_open: bool,
    /// The source's words with one space between them; empty where they were not kept.
    pub words: String,
}

impl Record {
    /// A copy of a source text that waits for its translation.
    pub fn open(digest: u64, words: impl Into<String>) -> Self {
        Self { source: digest, translation: digest, is_open: true, words: words.into() }
    }
}

/// What was recorded of a language, by place: a Markdown file's path, or `messages.toml#table.key`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    records: BTreeMap<String, Vec<Record>>,
}

impl Lock {
    /// Reads a lock file. What is no record is left out, and its bytes are given.
    pub fn parse(text: &str) -> (Self, Vec<Range<usize>>) {
        let (mut lock, mut faults) = (Self::default(), Vec::new());
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let range = start..start + line.trim_end().len();
            start += line.len();
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            match record(line.trim_end()) {
                Some((place, record)) => lock.add(&place, record),
                None => faults.push(range),
            }
        }
        (lock, faults)
    }

    /// What was recorded of a place, in order.
    pub fn of(&self, place: &str) -> &[Record] {
        self.records.get(place).map_or(&[], Vec::as_slice)
    }

    /// Every place with its records, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Record])> {
        self.records.iter().map(|(place, records)| (place.as_str(), records.as_slice()))
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Adds a record behind the others of its place. One of the same two texts is replaced where it stands.
    pub fn add(&mut self, place: &str, record: Record) {
        let records = self.records.entry(place.to_owned()).or_default();
        let same =
            |known: &&mut Record| known.source == record.source && known.translation == record.translation;
        match records.iter_mut().find(same) {
            Some(known) => {
                known.is_open = record.is_open;
                if !record.words.is_empty() {
                    known.words = record.words;
                }
            }
            None => records.push(record),
        }
    }

    /// Leaves out the records of a place that are not wanted any more.
    pub fn retain(&mut self, place: &str, is_wanted: impl Fn(&Record) -> bool) {
        if let Some(records) = self.records.get_mut(place) {
            records.retain(is_wanted);
            if records.is_empty() {
                self.records.remove(place);
            }
        }
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        let mut text = HEADING.to_owned();
        for (place, records) in &self.records {
            let mut seen = BTreeSet::new();
            for record in records.iter().filter(|it| seen.insert((it.source, it.translation))) {
                let open = if record.is_open { format!(" {UNTRANSLATED}") } else { String::new() };
                let words =
                    if record.words.is_empty() { String::new() } else { format!("{WORDS}{}", record.words) };
                let (source, translation) = (record.source, record.translation);
                text.push_str(&format!("{} {source:016x} {translation:016x}{open}{words}\n", escape(place)));
            }
        }
        text
    }
}

fn record(line: &str) -> Option<(String, Record)> {
    let (head, words) = line.split_once(WORDS).unwrap_or((line, ""));
    let mut parts = head.split_whitespace();
    let place = unescape(parts.next()?);
    let mut digest =
        || parts.next().filter(|word| word.len() == 16).and_then(|word| u64::from_str_radix(word, 16).ok());
    let (source, translation) = (digest()?, digest()?);
    let is_open = match parts.next() {
        None => false,
        Some(UNTRANSLATED) => true,
        Some(_) => return None,
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    parts.next().is_none().then_some((place, Record { source, translation, is_open, words }))
}

/// A place as one word that begins no comment: each byte of what would be read otherwise becomes `%` and its number.
fn escape(place: &str) -> String {
    let mut out = String::with_capacity(place.len());
    for (at, character) in place.char_indices() {
        if character.is_whitespace() || character == '%' || at == 0 && character == '#' {
            let mut bytes = [0; 4];
            let bytes = character.encode_utf8(&mut bytes).bytes();
            bytes.for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(character);
        }
    }
    out
}

fn unescape(word: &str) -> String {
    let mut out = Vec::with_capacity(word.len());
    let mut rest = word.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|two| *first == b'%' && two.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(out).unwrap_or_else(|_| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut lock = Lock::default();
        lock.add(
            "a b%20.md",
            Record { source: 1, translation: 2, is_open: false, words: "ten | years".into() },
        );
        lock.add("a b%20.md", Record::open(3, "Note"));
        lock.add(
            "messages.toml#text.note",
            Record { source: 4, translation: 5, is_open: false, words: "".into() },
        );
        let (read, faults) = Lock::parse(&lock.to_text());
        assert_eq!((read, faults), (lock, Vec::new()));
    }

    #[test]
    fn places_may_have_any_character() {
        for place in ["#a.md", "a\u{a0}b.md", "a\rb\tc\nd.md", "%20.md", "a#b.md", " | .md", "\u{2003}é%.md"]
        {
            let mut lock = Lock::default();
            lock.add(place, Record::open(3, "Note"));
            assert_eq!(Lock::parse(&lock.to_text()), (lock, Vec::new()), "{place:?}");
        }
        assert_eq!(unescape("a%2 b%zz%+1%"), "a%2 b%zz%+1%");
    }

    #[test]
    fn a_place_without_records_is_none() {
        let mut lock = Lock::default();
        lock.add("a.md", Record::open(3, "Note"));
        lock.retain("a.md", |_| false);
        assert!(lock.is_empty() && lock.iter().next().is_none());
    }

    #[test]
    fn lines_that_are_no_records_are_told() {
        let text = "# a heading\na.md 6faf93b9fb9b7dc1 90810e188a9d1e65\na.md 1 2\n<<<<<<< ours\n";
        let (lock, faults) = Lock::parse(text);
        assert_eq!(lock.of("a.md").len(), 1);
        assert_eq!(
            faults.into_iter().map(|range| &text[range]).collect::<Vec<_>>(),
            ["a.md 1 2", "<<<<<<< ours"]
        );
    }
}
