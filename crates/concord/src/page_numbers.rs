//! The pages that texts name (`{{page "id"}}`): known only when a document is set, so it is set once more with them.

use concord_document::{Block, BlockKind, Content, Document, FactText, Inline, InlineKind, walk};
use std::collections::BTreeMap;

/// Writes into a document on which pages its headings stand, by the titles and pages (from 0) of an outline. Says whether a
/// number changed; never in a document that names none.
pub fn fill<'o>(document: &mut Document, outline: impl Iterator<Item = (&'o str, usize)>) -> bool {
    if !names_pages(&document.content) {
        return false;
    }
    let pages = pages(&document.content, outline);
    let mut changed = false;
    let mut write = |fact: &mut FactText| {
        let Some(page) = pages.get(&fact.key) else { return };
        let number = (page + 1).to_string();
        changed |= fact.text != number;
        fact.text = number;
    };
    let Content { blocks, notes } = &mut document.content;
    for list in std::iter::once(blocks).chain(notes.values_mut().map(|note| &mut note.blocks)) {
        in_blocks(list, &mut write);
    }
    changed
}

/// Whether a document names pages of itself.
fn names_pages(content: &Content) -> bool {
    let mut found = false;
    let notes = content.notes.values().map(|note| note.blocks.as_slice());
    for list in std::iter::once(content.blocks.as_slice()).chain(notes) {
        walk::blocks(list, &mut |block| {
            for list in walk::inline_lists(block) {
                walk::inlines(list, &mut |inline| {
                    found |= matches!(&inline.kind, InlineKind::Fact(fact) if fact.is_page());
                });
            }
        });
    }
    found
}

/// The pages of headings that have an id. A title that several headings have stands in the outline for each of them, in their order.
fn pages<'o>(content: &Content, outline: impl Iterator<Item = (&'o str, usize)>) -> BTreeMap<String, usize> {
    let mut by_title: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (title, page) in outline {
        by_title.entry(title).or_default().push(page);
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut pages = BTreeMap::new();
    walk::blocks(&content.blocks, &mut |block: &Block| {
        let BlockKind::Heading { content, .. } = &block.kind else { return };
        let title = walk::plain_text(content);
        let page = by_title.get(title.as_str()).and_then(|pages| {
            let number = seen.entry(title).or_insert(0);
            *number += 1;
            pages.get(*number - 1).copied()
        });
        if let (Some(id), Some(page)) = (&block.attributes.id, page) {
            pages.insert(id.clone(), page);
        }
    });
    pages
}

fn in_blocks(blocks: &mut [Block], write: &mut impl FnMut(&mut FactText)) {
    for block in blocks {
        for list in walk::inline_lists_mut(block) {
            in_list(list, write);
        }
        for inner in walk::children_mut(block) {
            in_blocks(inner, write);
        }
    }
}

fn in_list(content: &mut [Inline], write: &mut impl FnMut(&mut FactText)) {
    for inline in content {
        if let InlineKind::Fact(fact) = &mut inline.kind
            && fact.is_page()
        {
            write(fact);
        }
        if let Some(inner) = walk::inner_mut(inline) {
            in_list(inner, write);
        }
    }
}
