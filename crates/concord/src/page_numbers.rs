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
    let mut by_title: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (title, page) in outline {
        by_title.entry(without_figures(title)).or_default().push(page);
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut pages = BTreeMap::new();
    walk::blocks(&content.blocks, &mut |block: &Block| {
        let BlockKind::Heading { content, .. } = &block.kind else { return };
        let title = without_figures(&walk::plain_text(content));
        let page = by_title.get(&title).and_then(|pages| {
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

/// A title without figures, as those of a page may not be written into it yet. What is alike without them is told apart by order.
fn without_figures(title: &str) -> String {
    title.chars().filter(|character| !character.is_ascii_digit()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use concord_diagnostics::{SourceId, Span};
    use concord_document::{Attributes, LanguageTag, Metadata, Words};

    fn span() -> Span {
        Span::new(SourceId(0), 0..0)
    }

    fn page(id: &str) -> Inline {
        let fact = FactText { helper: FactText::PAGE.to_owned(), key: id.to_owned(), text: "00".to_owned() };
        Inline { kind: InlineKind::Fact(fact), span: span() }
    }

    fn heading(id: &str, content: Vec<Inline>) -> Block {
        let attributes = Attributes { id: Some(id.to_owned()), ..Attributes::default() };
        Block { kind: BlockKind::Heading { level: 1, content }, attributes, span: span() }
    }

    fn text(words: &str) -> Inline {
        Inline::text(words, span())
    }

    #[test]
    fn headings_are_told_apart_by_order_and_may_have_pages_in_them() {
        let named = ["one", "two", "own"].map(page);
        let blocks = vec![
            heading("one", vec![text("Alike")]),
            heading("two", vec![text("Alike")]),
            heading("own", vec![text("See page "), page("two")]),
            Block {
                kind: BlockKind::Paragraph(named.to_vec()),
                attributes: Attributes::default(),
                span: span(),
            },
        ];
        let mut document = Document {
            id: "test".to_owned(),
            language: LanguageTag::parse("en").expect("a tag"),
            metadata: Metadata::default(),
            words: Words::default(),
            content: Content { blocks, notes: BTreeMap::new() },
        };
        let outline = [("Alike", 1), ("Alike", 4), ("See page 5", 9)];
        assert!(fill(&mut document, outline.into_iter()));
        assert!(!fill(&mut document, outline.into_iter()));
        let BlockKind::Paragraph(content) = &document.content.blocks[3].kind else { panic!("a paragraph") };
        assert_eq!(walk::plain_text(content), "2510");
    }
}
