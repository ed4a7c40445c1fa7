//! The names in a document's words, for the setter, which does not know them: those of two words stand on one line where
//! that can be, and no word that a name may begin with is divided at a sentence's start.

use concord_document::{Block, Document, walk};
use concord_publication::{Glossary, Manuscript};
use std::collections::{BTreeMap, BTreeSet};

/// The names that a document's texts use.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Second words of names of two words, by the first.
    pairs: BTreeMap<String, BTreeSet<String>>,
    /// Words of names, and words that have a capital inside a sentence.
    words: BTreeSet<String>,
}

impl Names {
    /// Names in the messages and terms of a language, and in a document.
    pub fn of(manuscript: &Manuscript, glossary: &Glossary, document: &Document) -> Self {
        let mut names = Self::default();
        let messages = &manuscript.messages;
        let tables = [&messages.countries, &messages.names, &messages.institutions];
        let language = document.language.as_str();
        let terms = glossary.terms.values().filter_map(|term| term.translations.get(language));
        for name in tables.into_iter().flat_map(BTreeMap::values).chain(terms) {
            names.add(&name.value);
        }
        walk::blocks(&document.content.blocks, &mut |block: &Block| {
            for content in walk::inline_lists(block) {
                names.add_words_in(&walk::plain_text(content));
            }
        });
        names
    }

    fn add(&mut self, name: &str) {
        let words: Vec<&str> = name.split_whitespace().collect();
        let named = words.iter().filter(|word| word.chars().any(char::is_uppercase));
        self.words.extend(named.map(|word| word.trim_matches(|c: char| !c.is_alphabetic()).to_owned()));
        if let [first, second] = words[..]
            && [first, second].iter().all(|word| word.chars().any(char::is_uppercase))
        {
            self.pairs.entry(first.to_owned()).or_default().insert(second.to_owned());
        }
    }

    /// Adds the words that have a capital although another word of their sentence comes before them.
    fn add_words_in(&mut self, text: &str) {
        let mut goes_on = false;
        for token in text.split_whitespace() {
            let word = token.trim_matches(|c: char| !c.is_alphanumeric());
            if goes_on && word.starts_with(char::is_uppercase) {
                let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
                if !self.words.contains(&word[..end]) {
                    self.words.insert(word[..end].to_owned());
                }
            }
            let ends = token.ends_with(|c: char| !c.is_alphanumeric() && !",;)’-".contains(c));
            goes_on = !word.is_empty() && !ends;
        }
    }

    /// Whether a place between two words is inside a name.
    pub fn parts_name(&self, before: &str, after: &str) -> bool {
        let first = before.rsplit(|c: char| c.is_whitespace() || "’'(«“".contains(c)).next();
        let Some(seconds) = first.and_then(|first| self.pairs.get(first)) else { return false };
        let continues = |second: &String| {
            after.strip_prefix(second.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        seconds.iter().any(continues)
    }

    /// Whether a word is part of a name, as far as it can be known.
    pub fn has_word(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_two_words_are_known() {
        let mut names = Names::default();
        for name in ["Cabo Verde", "Côte d’Ivoire", "Interventions horizontales", "Trinidad and Tobago"] {
            names.add(name);
        }
        assert!(names.parts_name("de l’Action au Cabo", "Verde, où"));
        assert!(names.parts_name("(Côte", "d’Ivoire)"));
        assert!(!names.parts_name("Cabo", "Verdes"));
        assert!(!names.parts_name("les Interventions", "horizontales"));
        assert!(!names.parts_name("Trinidad", "and Tobago"));
    }

    #[test]
    fn words_with_a_capital_inside_a_sentence_are_names() {
        let mut names = Names::default();
        names.add_words_in(
            "Explanations came from Malawi’s (and Bangladesh) ministers. Pertinent ones: Others.",
        );
        assert!(names.has_word("Malawi") && names.has_word("Bangladesh"));
        assert!(!names.has_word("Explanations") && !names.has_word("Pertinent") && !names.has_word("Others"));
    }
}
