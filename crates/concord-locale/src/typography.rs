//! Micro-typography: running text as it is typed becomes running text as it is set.
//!
//! Three passes over the characters: quotation marks, apostrophes and dots; the spaces that the house style puts before
//! punctuation; the spaces that no line may break. Each leaves alone what is already right, so the whole can be
//! applied twice without harm. Addresses are taken out before and put back after, as their points and colons are no
//! punctuation.

mod addresses;
mod gluing;
mod marks;
mod spacing;

use crate::Locale;
use std::borrow::Cow;

/// The characters on both sides of a text, where it is a piece of a longer one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Neighbours {
    /// The character before the text; `None` at the start of a paragraph.
    pub before: Option<char>,
    /// The character after the text; `None` at the end of a paragraph.
    pub after: Option<char>,
}

impl Locale {
    /// The text of a whole paragraph, or of a piece that stands alone, with the characters of the house style.
    pub fn typography<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.typography_between(text, Neighbours::default())
    }

    /// A piece of a paragraph, such as the text between two emphasised words. The neighbours decide whether a quotation
    /// mark at the edge opens or closes.
    pub fn typography_between<'t>(&self, text: &'t str, neighbours: Neighbours) -> Cow<'t, str> {
        let Some((masked, addresses)) = addresses::take_out(text) else { return Cow::Borrowed(text) };
        let mut characters: Vec<char> = masked.chars().collect();
        characters = marks::set(&characters, neighbours, &self.conventions);
        if self.conventions.spacing.sets_punctuation {
            characters = spacing::set(&characters, neighbours, &self.conventions.spacing);
        }
        characters = gluing::set(&characters, self);
        let set = addresses::put_back(&characters, &addresses);
        if set == text { Cow::Borrowed(text) } else { Cow::Owned(set) }
    }
}

/// Any of the spaces that stand between words and signs.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

#[cfg(test)]
mod tests;
