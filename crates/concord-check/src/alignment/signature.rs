//! What two languages have in common: figures, facts, links, notes and pictures, names, and words of one origin.
//!
//! Words that begin alike in both languages ("migration", "migración") are how texts are aligned without a dictionary
//! (Simard, Foster and Isabelle, "Using cognates to align sentences in bilingual corpora", 1992). English and the
//! Romance languages share enough of them to tell one paragraph from another.

use crate::references;
use crate::values::Found;
use crate::words::folded;
use concord_document::{Block, BlockKind, Inline, InlineKind, walk};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The things by which a text is known in another language, with how much each says, and how long it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signature {
    /// Hashes in order, each with its weight.
    marks: Vec<(u64, u16)>,
    /// Characters.
    length: usize,
}

/// Figures, facts, links.
const CERTAIN: u16 = 6;
/// Names.
const NAME: u16 = 4;
/// Words of one origin.
const COGNATE: u16 = 1;
/// How many letters of a name or word count.
const NAME_LETTERS: usize = 4;
const COGNATE_LETTERS: usize = 5;

impl Signature {
    /// Of running text with the values that were read in it.
    pub(crate) fn of_text<'v>(lists: &[&[Inline]], values: impl Iterator<Item = &'v Found>) -> Self {
        let mut signature = Self::default();
        for content in lists {
            signature.add_inlines(content);
        }
        for value in values.filter(|value| !value.is_soft) {
            if let Some(value) = value.value() {
                signature.add("value", &value.to_string(), CERTAIN);
            }
        }
        signature.in_order()
    }

    /// Of a block's own text and attributes, without the blocks inside it.
    pub(crate) fn of_block(block: &Block, values: &[Found]) -> Self {
        let mut signature = Self::of_text(&walk::inline_lists(block), values.iter());
        if let Some(id) = &block.attributes.id {
            signature.add("id", id, 4 * CERTAIN);
        }
        for reference in references::of_attributes(block) {
            signature.add("fact", reference.key, CERTAIN);
        }
        if let BlockKind::Figure(figure) = &block.kind {
            signature.add("picture", &figure.path, CERTAIN);
        }
        signature.in_order()
    }

    /// Several signatures as one.
    pub(crate) fn joined<'s>(parts: impl Iterator<Item = &'s Self>) -> Self {
        let mut whole = Self::default();
        for part in parts {
            whole.marks.extend_from_slice(&part.marks);
            whole.length += part.length;
        }
        whole.in_order()
    }

    /// From 0, nothing in common, to 1: twice the weight of what both have, of the weight of both (Dice).
    pub(crate) fn likeness(&self, other: &Self) -> f32 {
        let weight =
            |signature: &Self| -> u32 { signature.marks.iter().map(|(_, weight)| u32::from(*weight)).sum() };
        let whole = weight(self) + weight(other);
        if whole == 0 {
            return 0.0;
        }
        let (mut common, mut a, mut b) = (0_u32, 0, 0);
        while let (Some((one, weight)), Some((two, _))) = (self.marks.get(a), other.marks.get(b)) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => a += 1,
                std::cmp::Ordering::Greater => b += 1,
                std::cmp::Ordering::Equal => {
                    common += u32::from(*weight);
                    (a, b) = (a + 1, b + 1);
                }
            }
        }
        2.0 * common as f32 / whole as f32
    }

    /// From 0 to 1: how near the lengths are.
    pub(crate) fn nearness(&self, other: &Self) -> f32 {
        let (least, most) = (self.length.min(other.length), self.length.max(other.length));
        if most == 0 { 1.0 } else { least as f32 / most as f32 }
    }

    /// Whether there is enough in it to know it again by.
    pub(crate) fn is_telling(&self) -> bool {
        self.marks.iter().map(|(_, weight)| u32::from(*weight)).sum::<u32>() >= u32::from(CERTAIN)
    }

    fn add(&mut self, kind: &str, text: &str, weight: u16) {
        let mut hasher = DefaultHasher::new();
        (kind, text).hash(&mut hasher);
        self.marks.push((hasher.finish(), weight));
    }

    fn in_order(mut self) -> Self {
        self.marks.sort_unstable();
        self
    }

    fn add_inlines(&mut self, content: &[Inline]) {
        walk::inlines(content, &mut |inline| match &inline.kind {
            InlineKind::Text(text) => self.add_words(text),
            InlineKind::Code(code) => self.add("code", code, CERTAIN),
            InlineKind::Expression(expression) => {
                self.length += 10;
                let key = expression.key.as_deref().unwrap_or_default();
                self.add(&expression.helper, key, CERTAIN);
            }
            InlineKind::Link { target, .. } => self.add("link", target, CERTAIN),
            InlineKind::NoteReference(label) => self.add("note", label, CERTAIN),
            _ => {}
        });
    }

    fn add_words(&mut self, text: &str) {
        self.length += text.chars().count();
        let mut is_behind_word = false;
        for word in text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()) {
            let letters = folded(word);
            let is_name = is_behind_word && word.starts_with(char::is_uppercase) && letters.len() > 2;
            if is_name {
                self.add("name", beginning(&letters, NAME_LETTERS), NAME);
            } else if letters.len() > COGNATE_LETTERS {
                self.add("word", beginning(&letters, COGNATE_LETTERS), COGNATE);
            }
            is_behind_word = true;
        }
    }
}

fn beginning(letters: &str, count: usize) -> &str {
    letters.char_indices().nth(count).map_or(letters, |(at, _)| &letters[..at])
}
