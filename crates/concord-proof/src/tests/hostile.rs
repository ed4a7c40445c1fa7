//! Files that were damaged, by accident or on purpose: they may be refused, but never bring the reader down.

use super::{document, set};
use crate::{Limits, prove, read};
use concord_press::{Settings, press};

/// The same numbers for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

fn file() -> Vec<u8> {
    press(&set().document, &Settings::default()).expect("a file")
}

/// The same file with nothing compressed, so that damage reaches what is inside.
fn open_file() -> Vec<u8> {
    let mut pdf = lopdf::Document::load_mem(&file()).expect("a file");
    pdf.decompress();
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("bytes");
    bytes
}

fn survive(bytes: &[u8]) {
    let limits = Limits { unpacked: 8 << 20, stream: 4 << 20, ..Limits::default() };
    if let Ok(transcript) = read(bytes, &limits) {
        transcript.to_text();
        prove(&transcript, &document());
    }
}

#[test]
fn the_open_file_is_a_file() {
    let transcript = read(&open_file(), &Limits::default()).expect("a transcript");
    assert!(prove(&transcript, &document()).diagnostics.is_empty());
}

#[test]
fn truncated_files_are_survived() {
    for bytes in [file(), open_file()] {
        for cut in (0..bytes.len()).step_by(bytes.len() / 60) {
            survive(&bytes[..cut]);
        }
    }
}

#[test]
fn changed_bytes_are_survived() {
    let mut dice = Dice(0x5EED);
    for original in [file(), open_file()] {
        for _ in 0..150 {
            let mut bytes = original.clone();
            for _ in 0..=dice.below(8) {
                let at = dice.below(bytes.len());
                bytes[at] = dice.below(256) as u8;
            }
            survive(&bytes);
        }
    }
}

#[test]
fn exchanged_pieces_are_survived() {
    let mut dice = Dice(0xFEED);
    let original = open_file();
    for _ in 0..150 {
        let mut bytes = original.clone();
        let length = 1 + dice.below(40);
        let (from, to) = (dice.below(bytes.len() - length), dice.below(bytes.len() - length));
        bytes.copy_within(from..from + length, to);
        survive(&bytes);
    }
}

#[test]
fn exchanged_references_are_survived() {
    let original = String::from_utf8_lossy(&open_file()).into_owned();
    let mut dice = Dice(0xBEAD);
    for _ in 0..100 {
        let parts: Vec<&str> = original.split(" 0 R").collect();
        let chosen = dice.below(parts.len() - 1);
        let text: Vec<String> = parts
            .iter()
            .enumerate()
            .map(|(number, part)| {
                let digits = part.chars().rev().take_while(char::is_ascii_digit).count();
                let number_of = format!("{}", 1 + dice.below(90));
                let same = number != chosen || number_of.len() > digits;
                let stem = &part[..part.len() - digits];
                if same { (*part).to_owned() } else { format!("{stem}{number_of:>digits$}") }
            })
            .collect();
        survive(text.join(" 0 R").as_bytes());
    }
}

#[test]
fn nonsense_is_survived() {
    let mut dice = Dice(7);
    for length in [0, 1, 10, 1000] {
        let bytes: Vec<u8> = (0..length).map(|_| dice.below(256) as u8).collect();
        assert!(read(&bytes, &Limits::default()).is_err());
    }
    assert!(read(b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF", &Limits::default()).is_err());
}

#[test]
fn limits_hold() {
    let bytes = file();
    for limits in [
        Limits { file: 100, ..Limits::default() },
        Limits { unpacked: 100, ..Limits::default() },
        Limits { pages: 1, ..Limits::default() },
    ] {
        assert!(read(&bytes, &limits).is_err(), "{limits:?}");
    }
    let shallow = Limits { nesting: 3, ..Limits::default() };
    assert!(read(&bytes, &shallow).is_ok_and(|transcript| !transcript.irregularities.is_empty()));
}
