//! Shorter words for a document that must keep its number of pages: `::: shorter`, after the block that it can stand for.

use concord_diagnostics::{Code, Diagnostic};
use concord_document::{Block, BlockKind, Content, walk};

/// Which of the words are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// Those that are written first.
    Full,
    /// The shorter ones where there are some.
    Shorter,
}

/// Leaves one variant, in the text and in its notes. Says whether there was a choice.
pub(crate) fn choose(content: &mut Content, variant: Variant, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let mut chosen = choose_in(&mut content.blocks, variant, diagnostics);
    for note in content.notes.values_mut() {
        chosen |= choose_in(&mut note.blocks, variant, diagnostics);
    }
    chosen
}

fn choose_in(blocks: &mut Vec<Block>, variant: Variant, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let mut chosen = false;
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut has_none = true;
    for mut block in std::mem::take(blocks) {
        let is_shorter = block.is_shorter();
        if let BlockKind::Container { blocks: shorter, .. } = &mut block.kind
            && is_shorter
        {
            chosen = true;
            if std::mem::replace(&mut has_none, true) {
                let message = "these shorter words stand behind no block that they could stand for";
                let finding = Diagnostic::new(Code::INVALID_ATTRIBUTES, message).at(block.span, "");
                let help = "write `::: shorter` once, directly behind the paragraph, list or container that it is for";
                diagnostics.push(finding.help(help));
                continue;
            }
            if variant == Variant::Shorter {
                out.pop();
                out.append(shorter);
            }
            continue;
        }
        for inner in walk::children_mut(&mut block) {
            chosen |= choose_in(inner, variant, diagnostics);
        }
        has_none = false;
        out.push(block);
    }
    *blocks = out;
    chosen
}

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

    fn chosen(mut blocks: Vec<Block>, variant: Variant) -> (bool, Vec<String>) {
        let mut diagnostics = Vec::new();
        let chosen = choose_in(&mut blocks, variant, &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        (chosen, words(&blocks))
    }

    #[test]
    fn shorter_words_stand_for_the_block_before_them() {
        let shorter = container(Block::SHORTER, vec![paragraph("brief")]);
        let text = || vec![container("box", vec![paragraph("first"), paragraph("long"), shorter.clone()])];
        assert_eq!(chosen(text(), Variant::Full), (true, vec!["first".to_owned(), "long".to_owned()]));
        assert_eq!(chosen(text(), Variant::Shorter), (true, vec!["first".to_owned(), "brief".to_owned()]));
    }

    #[test]
    fn there_is_not_always_a_choice() {
        assert_eq!(chosen(vec![paragraph("only")], Variant::Shorter), (false, vec!["only".to_owned()]));
    }
}
