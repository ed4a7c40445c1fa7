//! Shorter words for a document that must keep its number of pages: `::: shorter`, after the block that it can stand for.

use concord_document::{Block, BlockKind, walk};

/// Which of the words are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// Those that are written first.
    Full,
    /// The shorter ones where there are some.
    Shorter,
}

/// Leaves one variant. Says whether there was a choice.
pub(crate) fn choose(blocks: &mut Vec<Block>, variant: Variant) -> bool {
    let mut chosen = false;
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in std::mem::take(blocks) {
        if let BlockKind::Container { name, blocks: shorter, .. } = &mut block.kind
            && name == NAME
        {
            chosen = true;
            if variant == Variant::Shorter {
                out.pop();
                out.append(shorter);
            }
            continue;
        }
        for inner in walk::children_mut(&mut block) {
            chosen |= choose(inner, variant);
        }
        out.push(block);
    }
    *blocks = out;
    chosen
}

/// The name of the container.
pub(crate) const NAME: &str = "shorter";

#[cfg(test)]
mod tests {
    use super::*;
    use concord_diagnostics::{SourceId, Span};
    use concord_document::{Attributes, Inline};

    fn block(kind: BlockKind) -> Block {
        Block { kind, attributes: Attributes::default(), span: Span::new(SourceId(0), 0..0) }
    }

    fn paragraph(text: &str) -> Block {
        block(BlockKind::Paragraph(vec![Inline::text(text, Span::new(SourceId(0), 0..0))]))
    }

    fn container(name: &str, blocks: Vec<Block>) -> Block {
        block(BlockKind::Container { name: name.to_owned(), argument: None, blocks })
    }

    fn words(blocks: &[Block]) -> Vec<String> {
        let mut words = Vec::new();
        walk::blocks(blocks, &mut |block| {
            words.extend(walk::inline_lists(block).into_iter().map(walk::plain_text));
        });
        words
    }

    #[test]
    fn shorter_words_stand_for_the_block_before_them() {
        let shorter = container(NAME, vec![paragraph("brief")]);
        let text = || vec![container("box", vec![paragraph("first"), paragraph("long"), shorter.clone()])];
        let mut full = text();
        assert!(choose(&mut full, Variant::Full));
        assert_eq!(words(&full), ["first", "long"]);
        let mut brief = text();
        assert!(choose(&mut brief, Variant::Shorter));
        assert_eq!(words(&brief), ["first", "brief"]);
    }

    #[test]
    fn there_is_not_always_a_choice() {
        let mut blocks = vec![paragraph("only")];
        assert!(!choose(&mut blocks, Variant::Shorter));
        assert_eq!(words(&blocks), ["only"]);
    }
}
