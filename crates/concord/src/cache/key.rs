//! The digest of everything that decides the bytes of an edition.

use super::Shared;
use crate::remedies::Wordings;
use concord_compose::Edition;
use std::fmt::{self, Debug, Write};

/// Separates these digests from all others. It changes with what goes into a key.
const DOMAIN: &str = "Concord 2026 finished editions, key 1";
/// Words are handed to the digest in pieces of this many bytes.
const PIECE: usize = 1 << 16;

/// The key of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(blake3::Hash);

impl Key {
    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    #[cfg(test)]
    pub(super) fn of_test(text: &str) -> Self {
        Self(blake3::hash(text.as_bytes()))
    }
}

/// In hexadecimal digits.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

/// The digest of the program's own file. Two builds that differ in a line are two programs.
pub(super) fn program() -> Option<blake3::Hash> {
    let file = std::fs::File::open(std::env::current_exe().ok()?).ok()?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file).ok()?;
    Some(hasher.finalize())
}

/// Makes the keys of editions that share all but their document.
#[derive(Clone, Copy, Debug)]
pub struct Keys(blake3::Hash);

impl Keys {
    /// Of templates, the theme and the fonts act beside the document; skeletons go into it, and are left out, so that one
    /// document's does not concern another.
    pub(crate) fn new(shared: &Shared<'_>, program: &blake3::Hash) -> Self {
        let mut words = Words::new();
        words.bytes(program.as_bytes());
        let is_skeleton = |path: &str| path.ends_with(".hbs");
        words.files(&mut shared.templates.iter().filter(|(path, _)| !is_skeleton(path)));
        words.files(&mut shared.images.iter());
        for part in shared.words {
            words.debug(part);
        }
        Self(words.finish())
    }

    /// The key of a composed edition.
    pub(crate) fn key(&self, edition: &Edition<'_>, wordings: &Wordings) -> Key {
        let Wordings { document, shorter, names } = wordings;
        let mut words = Words::new();
        words.bytes(self.0.as_bytes());
        words.debug(&edition.locale.tag());
        words.debug(edition.document);
        // Findings of the press may point at the title.
        words.debug(&edition.manuscript.messages.text.get(&edition.document.title.value));
        // Names are kept on one line.
        words.debug(names);
        words.debug(document);
        words.debug(shorter);
        Key(words.finish())
    }
}

/// Values on their way into a digest. Each is followed by its length, so that no two lists of values are the same bytes.
struct Words {
    hasher: blake3::Hasher,
    piece: String,
    length: u64,
}

impl Words {
    fn new() -> Self {
        Self {
            hasher: blake3::Hasher::new_derive_key(DOMAIN),
            piece: String::with_capacity(PIECE),
            length: 0,
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.hasher.update(&(bytes.len() as u64).to_le_bytes());
    }

    fn debug(&mut self, value: &dyn Debug) {
        self.length = 0;
        // Nothing here fails.
        let _ = write!(self, "{value:?}");
        self.flush();
        self.hasher.update(&self.length.to_le_bytes());
    }

    fn files<'f>(&mut self, files: &mut dyn Iterator<Item = (&'f String, &'f Vec<u8>)>) {
        let mut count: u64 = 0;
        for (path, bytes) in files {
            self.bytes(path.as_bytes());
            self.bytes(bytes);
            count += 1;
        }
        self.hasher.update(&count.to_le_bytes());
    }

    fn flush(&mut self) {
        self.hasher.update(self.piece.as_bytes());
        self.length += self.piece.len() as u64;
        self.piece.clear();
    }

    fn finish(self) -> blake3::Hash {
        self.hasher.finalize()
    }
}

impl Write for Words {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.piece.len() + text.len() > PIECE {
            self.flush();
        }
        self.piece.push_str(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(values: &[&dyn Debug]) -> blake3::Hash {
        let mut words = Words::new();
        values.iter().for_each(|value| words.debug(value));
        words.finish()
    }

    #[test]
    fn lists_of_values_differ() {
        assert_ne!(digest(&[&"ab", &"c"]), digest(&[&"a", &"bc"]));
        assert_ne!(digest(&[&"ab"]), digest(&[&"ab", &""]));
        assert_eq!(digest(&[&"x".repeat(3 * PIECE)]), digest(&[&"x".repeat(3 * PIECE)]));
        assert_ne!(digest(&[&"x".repeat(3 * PIECE)]), digest(&[&"x".repeat(3 * PIECE + 1)]));
    }

    #[test]
    fn the_program_can_be_read() {
        assert_eq!(program().expect("the test's own file"), program().expect("the test's own file"));
    }
}
