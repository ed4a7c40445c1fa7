//! What acronyms stand for: the definitions of `acronyms.md`, and the glossary's.

use crate::edition::Edition;
use crate::evaluate::Evaluator;
use concord_document::{Block, BlockKind, Inline, InlineKind, walk};
use std::collections::BTreeMap;

/// The text of a language that lists its acronyms.
const LIST: &str = "acronyms.md";

/// What an acronym stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expansion {
    pub(crate) words: String,
    /// The tag of its language, where it is another than the edition's.
    pub(crate) language: Option<String>,
}

/// Expansions by acronym. The glossary's come last, as they are what the texts say.
pub(crate) fn gather(edition: &Edition<'_>, evaluator: &mut Evaluator<'_>) -> BTreeMap<String, Expansion> {
    let mut acronyms = BTreeMap::new();
    if let Some(list) = edition.manuscript.texts.get(LIST) {
        // Faults in the list are reported where a document includes it.
        let known = evaluator.diagnostics.len();
        let mut content = list.content.clone();
        evaluator.content(&mut content);
        evaluator.diagnostics.truncate(known);
        walk::blocks(&content.blocks, &mut |block| enter(block, &mut acronyms));
    }
    for term in edition.publication.glossary.terms.values() {
        let acronym = edition.by_language(&term.acronyms);
        if let (Some(acronym), Some(translation)) = (acronym, edition.translation(term)) {
            let expansion =
                Expansion { words: translation.to_owned(), language: edition.language_of_term(term) };
            acronyms.insert(acronym.to_owned(), expansion);
        }
    }
    acronyms
}

fn enter(block: &Block, acronyms: &mut BTreeMap<String, Expansion>) {
    let BlockKind::DefinitionList(items) = &block.kind else { return };
    for item in items {
        let acronym = walk::plain_text(&item.term);
        let meaning = item.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Paragraph(content) => Some(content),
            _ => None,
        });
        let expansion = meaning.and_then(|content| expansion(content));
        if let Some(expansion) = expansion.filter(|expansion| stands_for(&acronym, &expansion.words)) {
            acronyms.insert(acronym, expansion);
        }
    }
}

/// Whether an acronym's letters stand in the words in their order. `MIEUX+` is explained as the name of something, but
/// not spelt out by it, and a voice must not say the explanation in its place.
fn stands_for(acronym: &str, words: &str) -> bool {
    let mut letters = acronym.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).peekable();
    for letter in words.to_lowercase().chars() {
        letters.next_if_eq(&letter);
    }
    !acronym.is_empty() && letters.peek().is_none()
}

/// The first words of a meaning, up to a comma: what follows explains. Words in another language are the whole of it.
fn expansion(content: &[Inline]) -> Option<Expansion> {
    if let Some(Inline { kind: InlineKind::Span { attributes, content }, .. }) = content.first()
        && let Some(language) = attributes.get("lang")
    {
        let words = walk::plain_text(content);
        return Some(Expansion { words, language: Some(language.to_owned()) });
    }
    let meaning = walk::plain_text(content);
    let words = meaning.split_once(", ").map_or(meaning.as_str(), |(words, _)| words).trim();
    (!words.is_empty()).then(|| Expansion { words: words.to_owned(), language: None })
}
