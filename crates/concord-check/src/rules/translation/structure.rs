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
use crate::alignment::{Difference, DifferenceKind, Mark, MarkKind};
use crate::context::Comparison;
use crate::wording;
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
        DifferenceKind::Missing => Diagnostic::new(
            Code::MISSING_BLOCK,
            format!("the {to} translation lacks {expected}", to = wording::language(to)),
        )
        .at(translation, "what is missing belongs here or after this")
        .and(source, format!("in the {from} text", from = wording::language(from)))
        .help("translate it; where it is not to be in any language, remove it from the source"),
        DifferenceKind::Extra => Diagnostic::new(
            Code::EXTRA_BLOCK,
            format!(
                "the {to} translation has {found}, which its source does not have",
                to = wording::language(to)
            ),
        )
        .at(translation, format!("not in the {from} text", from = wording::language(from)))
        .and(source, format!("the {from} text has nothing more after this", from = wording::language(from)))
        .help("remove it, or add it to the source and to every translation"),
        DifferenceKind::Changed => {
            let (message, help) = match &difference.mark {
                Some(mark) => other_mark(mark, [from, to].map(wording::language)),
                None => (
                    format!(
                        "{found} in {} is in the place of {expected} in {}",
                        wording::language(to),
                        wording::language(from)
                    ),
                    "give the translation the blocks of its source, in the same order".to_owned(),
                ),
            };
            Diagnostic::new(Code::STRUCTURE_DIFFERS, message)
                .at(translation, format!("found {found}"))
                .and(source, format!("expected {expected}"))
                .help(help)
        }
        DifferenceKind::Moved => {
            let message = format!(
                "{found} stands elsewhere in {to} than in {from}",
                to = wording::language(to),
                from = wording::language(from)
            );
            Diagnostic::new(Code::MOVED_BLOCK, message)
                .at(translation, "moved")
                .and(source, format!("the same in the {from} text", from = wording::language(from)))
                .help("move it to where the source has it")
        }
    }
}

/// What is said of a block in which one mark is wrong, and the mark to write.
fn other_mark(mark: &Mark, [from, to]: [String; 2]) -> (String, String) {
    let Mark { kind, expected, found } = mark;
    match (kind, expected.as_str(), found.as_str()) {
        (MarkKind::Level, ..) => (
            format!("the heading is of level {found} in {to}, and of level {expected} in {from}"),
            format!(
                "begin the heading with `{}`, as the source does",
                "#".repeat(expected.parse().unwrap_or(1))
            ),
        ),
        (MarkKind::Id, "", _) => (
            format!("the heading has the id `{found}` in {to}, and none in {from}"),
            format!("remove `{{#{found}}}`, or give the heading the same id in every language"),
        ),
        (MarkKind::Id, _, "") => (
            format!("the heading has no id in {to}, and the id `{expected}` in {from}"),
            format!("end the heading with `{{#{expected}}}`"),
        ),
        (MarkKind::Id, ..) => (
            format!("the heading has the id `{found}` in {to}, and `{expected}` in {from}"),
            format!("write `{{#{expected}}}`: ids are not translated"),
        ),
        (MarkKind::Container, ..) => (
            format!("the container is `{found}` in {to}, and `{expected}` in {from}"),
            format!("write `::: {expected}`: names of containers are not translated"),
        ),
        (MarkKind::Picture, ..) => (
            format!("the picture is `{found}` in {to}, and `{expected}` in {from}"),
            format!("write the path `{expected}`"),
        ),
    }
}
