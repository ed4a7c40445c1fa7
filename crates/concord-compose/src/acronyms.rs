//! What acronyms stand for: the definitions of `acronyms.md`, and the glossary's.

use crate::edition::Edition;
use crate::evaluate::Evaluator;
use concord_document::{Block, BlockKind, walk};
use std::collections::BTreeMap;

/// The text of a language that lists its acronyms.
const LIST: &str = "acronyms.md";

/// Expansions by acronym. The glossary's come last, as they are what the texts say.
pub(crate) fn gather(edition: &Edition<'_>, evaluator: &mut Evaluator<'_>) -> BTreeMap<String, String> {
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
            acronyms.insert(acronym.to_owned(), translation.to_owned());
        }
    }
    acronyms
}

fn enter(block: &Block, acronyms: &mut BTreeMap<String, String>) {
    let BlockKind::DefinitionList(items) = &block.kind else { return };
    for item in items {
        let acronym = walk::plain_text(&item.term);
        let meaning: Vec<String> = item
            .blocks
            .iter()
            .filter_map(|block| match &block.kind {
                BlockKind::Paragraph(content) => Some(walk::plain_text(content)),
                _ => None,
            })
            .collect();
        if !acronym.is_empty() && !meaning.is_empty() {
            acronyms.insert(acronym, meaning.join("; "));
        }
    }
}
