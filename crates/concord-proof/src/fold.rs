//! Folding: what of a text counts when two are compared.

/// Text under comparison, folded as it comes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    text: String,
    /// A space that is written only if something follows.
    pending: bool,
}

impl Folded {
    /// Adds a piece of text. A space at the start of all is dropped.
    pub(crate) fn push(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                ' ' | '\t' | '\n' | '\r' => self.pending = !self.text.is_empty(),
                // Soft hyphen, zero-width space, word joiner, byte order mark: no width, and lost on the way to glyphs.
                '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => {}
                _ => {
                    if std::mem::take(&mut self.pending) {
                        self.text.push(' ');
                    }
                    self.text.push(character);
                }
            }
        }
    }

    /// Where the next character will stand.
    pub(crate) fn end(&self) -> usize {
        self.text.len() + usize::from(self.pending)
    }

    /// The folded text so far.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The folded text.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// A whole text, folded.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = Folded::default();
    folded.push(text);
    folded.finish()
}
