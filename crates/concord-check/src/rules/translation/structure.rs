//! A translation is built as its source.
//!
//! **What.** Both texts have the same headings (level and id), paragraphs, lists, tables, pictures, containers and notes in
//! the same order. Of each stretch between headings with ids the first difference counts, and of each file the first.
//!
//! **Why.** A paragraph that was left out, or a list item too many, is where translations drift apart unnoticed.
//!
//! **How to mend.** Make the translated block what the source's is; where the source changed, translate the change.

use crate::Context;
use crate::context::Comparison;
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every translated file.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    context.comparisons.iter().filter_map(first_difference).collect()
}

fn first_difference(comparison: &Comparison<'_>) -> Option<Diagnostic> {
    let difference = comparison.alignment.differences.first()?;
    let (expected, found) = (&difference.expected, &difference.found);
    let (from, to) = (&comparison.source.language, &comparison.translation.language);
    let path = comparison.path;
    let message =
        format!("{to}/{path} is not built as {from}/{path}: {found} where the source has {expected}");
    Some(
        Diagnostic::new(Code::STRUCTURE_DIFFERS, message)
            .at(difference.translation, format!("found {found}"))
            .and(difference.source, format!("expected {expected}"))
            .help("give the translation the blocks of its source, in the same order"),
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::{block, container, heading, inline, paragraph, seen, text, translated};
    use concord_document::{Block, BlockKind, InlineKind, ListItem};

    fn compared(source: Vec<Block>, translation: Vec<Block>) -> Vec<String> {
        seen(&crate::testing::found(super::find, &translated(source, translation)))
    }

    fn list(items: usize) -> Block {
        let item = || ListItem { blocks: vec![paragraph(vec![])], span: crate::testing::at(1, 0) };
        block(BlockKind::List { start: None, items: (0..items).map(|_| item()).collect() })
    }

    fn note_call(label: &str) -> Block {
        paragraph(vec![text("x"), inline(InlineKind::NoteReference(label.to_owned()))])
    }

    #[test]
    fn equal_structures_are_silent() {
        let blocks = || vec![heading(1, "a"), note_call("n"), container("box", &[], vec![list(2)])];
        assert_eq!(compared(blocks(), blocks()), [""; 0]);
    }

    #[test]
    fn the_first_difference_is_shown_with_what_was_expected() {
        let differs = "T303 fr/a.md is not built as en/a.md: ";
        for (source, translation, expected) in [
            (vec![list(2)], vec![list(3)], "a list of 3 items where the source has a list of 2 items"),
            (
                vec![heading(2, "")],
                vec![heading(3, "")],
                "a heading of level 3 where the source has a heading of level 2",
            ),
            (
                vec![paragraph(vec![]), list(1)],
                vec![paragraph(vec![])],
                "nothing more where the source has a list of 1 item",
            ),
            (
                vec![list(1)],
                vec![list(1), paragraph(vec![])],
                "a paragraph where the source has nothing more",
            ),
            (
                vec![container("box", &[], vec![paragraph(vec![])])],
                vec![container("box", &[], vec![])],
                "nothing more where the source has a paragraph",
            ),
            (
                vec![note_call("a")],
                vec![note_call("b")],
                "a paragraph that calls `[^b]` where the source has a paragraph that calls `[^a]`",
            ),
        ] {
            assert_eq!(compared(source, translation), [format!("{differs}{expected}")]);
        }
    }

    #[test]
    fn what_follows_the_next_heading_is_still_compared() {
        let source = vec![paragraph(vec![]), heading(2, "next"), paragraph(vec![])];
        let translation = vec![heading(2, "next"), paragraph(vec![])];
        let publication = translated(source, translation);
        let text = |tag| &publication.manuscripts[&crate::testing::tag(tag)].texts["a.md"];
        let alignment = crate::alignment::align(text("en"), text("fr"));
        assert_eq!(alignment.differences.len(), 1);
        assert_eq!(alignment.pairs.len(), 2);
    }
}
