//! What goes out, and what comes back.

use crate::segment::{Marker, Piece, Segment};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ops::Range;

/// How far a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not translated.
    Initial,
    /// Translated.
    Translated,
    /// Translated, but its source changed since, or it is not sure that the translation is of this source.
    NeedsReview,
}

/// One piece of text to translate.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name in the publication: file, `#`, place. The same however often the publication is exported.
    pub id: String,
    /// Where its source stands, such as `en/text.md:12`.
    pub place: String,
    /// What a translator should know of it.
    pub notes: Vec<String>,
    /// The text to translate.
    pub source: Segment,
    /// The translation, as far as there is one.
    pub target: Option<Segment>,
    /// How far it is.
    pub state: State,
    /// Whether it is a message and not Markdown.
    pub is_message: bool,
    /// What expressions read in the two languages, by how they are written.
    pub values: BTreeMap<String, [Option<String>; 2]>,
}

/// Everything that goes out for one language.
#[derive(Clone, Debug)]
pub struct Package {
    /// The publication's id.
    pub publication: String,
    /// The tag of the language that is translated from.
    pub source: String,
    /// The tag of the language that is translated into.
    pub target: String,
    /// The day that dates the file, such as `2020-01-31`: not the clock's, so that the same texts make the same file.
    pub date: String,
    /// The units, in the order of files and of their texts.
    pub units: Vec<Unit>,
}

/// What a file says that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// The publications that it names.
    pub publications: Vec<String>,
    /// The tag of the language that was translated from.
    pub source: Option<String>,
    /// The tag of the language that was translated into.
    pub target: Option<String>,
    /// Its units.
    pub units: Vec<ReceivedUnit>,
}

/// A unit that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedUnit {
    /// Its name.
    pub id: String,
    /// The text that was translated.
    pub source: Raw,
    /// The translation; `None` where there is none.
    pub target: Option<Raw>,
    /// Whether the translator marked it as not ready.
    pub is_unsure: bool,
    /// Whether the tool says that someone translated or approved it.
    pub is_confirmed: bool,
    /// The digest of the translation that went out, where the tool kept it.
    pub made: Option<String>,
    /// Where it stands in the file, in bytes.
    pub range: Range<usize>,
}

/// A text as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raw {
    /// As it would be written.
    Written(String),
    /// With markers by number.
    Coded(Vec<RawPiece>),
}

/// A piece of a coded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawPiece {
    /// Words.
    Text(String),
    /// The marker with this id begins.
    Open(String),
    /// The marker with this id ends.
    Close(String),
    /// The marker with this id.
    Alone(String),
}

/// Why a file cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// In words.
    pub message: String,
    /// The bytes where it shows.
    pub range: Range<usize>,
}

impl Unit {
    /// The markers of source and target under common numbers, and the target's pieces with these. A marker of the target
    /// that is written as one of the source is that one.
    pub fn numbered(&self) -> (Vec<Marker>, Vec<Piece>) {
        let mut markers = self.source.markers.clone();
        let Some(target) = &self.target else { return (markers, Vec::new()) };
        let mut is_taken = vec![false; markers.len()];
        let mut numbers = Vec::new();
        for marker in &target.markers {
            let same = (0..is_taken.len()).find(|number| !is_taken[*number] && markers[*number] == *marker);
            let number = same.unwrap_or(markers.len());
            match is_taken.get_mut(number) {
                Some(taken) => *taken = true,
                None => markers.push(marker.clone()),
            }
            numbers.push(number);
        }
        let renumbered = |number: &usize| numbers.get(*number).copied().unwrap_or(*number);
        let pieces = target.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => Piece::Text(text.clone()),
            Piece::Open(number) => Piece::Open(renumbered(number)),
            Piece::Close(number) => Piece::Close(renumbered(number)),
            Piece::Alone(number) => Piece::Alone(renumbered(number)),
        });
        (markers, pieces.collect())
    }

    /// The digest of the translation that goes out, or a word that there is none.
    pub fn made(&self) -> String {
        let Some(target) = &self.target else { return "none".to_owned() };
        let digest = Sha256::digest(target.key().as_bytes());
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The file that it belongs to, as its id names it.
    pub fn file(&self) -> &str {
        self.id.split_once('#').map_or(self.id.as_str(), |(file, _)| file)
    }

    /// Its place in the file, as its id names it.
    pub fn name(&self) -> &str {
        self.id.split_once('#').map_or("", |(_, name)| name)
    }

    /// In one line: what an expression of the source reads in both languages.
    pub fn value_notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for (written, [source, target]) in &self.values {
            let words = match (source, target) {
                (Some(source), Some(target)) => format!("“{source}”; in the translation: “{target}”"),
                (Some(source), None) => format!("“{source}”"),
                (None, Some(target)) => format!("“{target}” in the translation"),
                (None, None) => continue,
            };
            notes.push(format!("{written} is printed as {words}"));
        }
        notes
    }
}

/// A name with only what an NMTOKEN of XML may hold: other characters become `_` and their number in hexadecimal.
pub fn name_token(name: &str) -> String {
    let mut token = String::new();
    for character in name.chars() {
        match character {
            '/' => token.push(':'),
            ':' | '.' | '-' => token.push(character),
            _ if character.is_ascii_alphanumeric() => token.push(character),
            other => token.push_str(&format!("_{:X}_", u32::from(other))),
        }
    }
    token
}
