//! A translation is built as its source.
//!
//! **What.** Both texts have the same headings (level and id), paragraphs, lists with their items, tables with their rows and
//! columns, pictures and containers in the same order. What is missing, what is too much, what has another form and what
//! stands elsewhere are told apart; siblings are aligned by the figures, facts, links, names and kindred words in them.
//!
//! **Why.** A paragraph that was left out, or a list item too many, is where translations drift apart unnoticed.
//!
//! **How to mend.** Make the translated block what the source's is; where the source changed, translate the change.

use crate::Context;
use crate::alignment::{Difference, DifferenceKind};
use crate::context::Comparison;
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every translated file.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let comparisons = context.comparisons.iter();
    comparisons
        .flat_map(|comparison| {
            comparison.alignment.differences.iter().map(|difference| finding(comparison, difference))
        })
        .collect()
}

fn finding(comparison: &Comparison<'_>, difference: &Difference) -> Diagnostic {
    let (expected, found) = (&difference.expected, &difference.found);
    let (from, to) = (&comparison.source.language, &comparison.translation.language);
    let (source, translation) = (difference.source, difference.translation);
    match difference.kind {
        DifferenceKind::Missing => {
            Diagnostic::new(Code::MISSING_BLOCK, format!("the {to} translation lacks {expected}"))
                .at(translation, "it belongs here, or behind this")
                .and(source, format!("in the {from} text"))
                .help("translate it; where it is not to be in any language, remove it from the source")
        }
        DifferenceKind::Extra => Diagnostic::new(
            Code::EXTRA_BLOCK,
            format!("the {to} translation has {found}, which its source has not"),
        )
        .at(translation, format!("not in the {from} text"))
        .and(source, format!("in the {from} text nothing more stands here, or behind this"))
        .help("remove it, or add it to the source and to every translation"),
        DifferenceKind::Changed => {
            let message = format!("{found} in {to} stands for {expected} in {from}");
            Diagnostic::new(Code::STRUCTURE_DIFFERS, message)
                .at(translation, format!("found {found}"))
                .and(source, format!("expected {expected}"))
                .help("give the translation the blocks of its source, in the same order")
        }
        DifferenceKind::Moved => {
            let message = format!("{found} stands elsewhere in {to} than in {from}");
            Diagnostic::new(Code::MOVED_BLOCK, message)
                .at(translation, "moved")
                .and(source, format!("the same in the {from} text"))
                .help("move it to where the source has it")
        }
    }
}
