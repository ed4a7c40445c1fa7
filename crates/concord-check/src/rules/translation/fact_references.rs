//! A translated block refers to the same facts.
//!
//! **What.** The expressions of a block, and the facts in the attributes of a container, are those of the source's block, in
//! any order. How a fact is shown (`form`, `style`) is the translator's choice, and so is whether a count has its noun with
//! it or is an ordinal: `the 500th activity` is `la actividad número 500`.
//!
//! **Why.** A figure typed out in one language only is the figure that is forgotten at the next correction.
//!
//! **How to mend.** Put the missing expression into the translated block, or remove the one that the source does not have.

use crate::Context;
use crate::alignment::Pair;
use crate::references::{self, Reference};
use crate::wording;
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every pair of blocks.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let comparisons = context.comparisons.iter();
    comparisons
        .flat_map(|comparison| {
            comparison
                .alignment
                .pairs
                .iter()
                .flat_map(|pair| differing(comparison.source.language.as_str(), pair))
        })
        .collect()
}

fn differing(from: &str, pair: &Pair<'_>) -> Vec<Diagnostic> {
    let [expected, mut extra] = [&pair.source, &pair.translation].map(references::of_side);
    let mut missing = Vec::new();
    for reference in &expected {
        let same = |other: &Reference<'_>| {
            other.key == reference.key && says_as_much(other.helper, reference.helper)
        };
        match extra.iter().position(same) {
            Some(at) => drop(extra.remove(at)),
            None => missing.push(*reference),
        }
    }
    let missing = missing.iter().map(|reference| {
        let shown = reference.shown();
        Diagnostic::new(Code::FACTS_DIFFER, format!("the translation lacks {shown}"))
            .at(pair.translation.span, format!("{shown} is missing"))
            .and(reference.span, format!("in the {from} text", from = wording::language(from)))
            .help(format!(
                "write {shown} where it belongs in the sentence, in the place of what is typed out"
            ))
    });
    let extra = extra.iter().map(|reference| {
        let shown = reference.shown();
        Diagnostic::new(
            Code::FACTS_DIFFER,
            format!("the translation has {shown}, which its source does not have"),
        )
        .at(reference.span, "not in the source")
        .and(pair.source.span, format!("the {from} text", from = wording::language(from)))
        .help(format!("if the source has it typed out, write {shown} there; if not, remove it here"))
    });
    missing.chain(extra).collect()
}

/// Whether two helpers tell the same of one fact.
fn says_as_much(one: &str, other: &str) -> bool {
    const COUNTS: [&str; 3] = ["count", "number", "ordinal"];
    one == other || COUNTS.contains(&one) && COUNTS.contains(&other)
}

#[cfg(test)]
mod tests {
    use crate::testing::{at, block, container, expression, paragraph, seen, text, translated};
    use concord_document::{BlockKind, DefinitionItem};

    #[test]
    fn order_is_free() {
        let source = vec![paragraph(vec![expression("count", "a"), expression("date", "b")])];
        let translation =
            vec![paragraph(vec![expression("date", "b"), text(" et "), expression("count", "a")])];
        assert_eq!(seen(&crate::testing::found(super::find, &translated(source, translation))), [""; 0]);
    }

    #[test]
    fn missing_and_extra_references_are_seen() {
        let source = vec![paragraph(vec![expression("count", "a"), expression("count", "a")])];
        let translation = vec![paragraph(vec![expression("count", "a"), expression("count", "b")])];
        assert_eq!(
            seen(&crate::testing::found(super::find, &translated(source, translation))),
            [
                "T304 the translation lacks {{count \"a\"}}",
                "T304 the translation has {{count \"b\"}}, which its source does not have",
            ]
        );
    }

    #[test]
    fn lists_of_terms_are_sorted_anew() {
        let item = |key| DefinitionItem {
            term: vec![text(key)],
            blocks: vec![paragraph(vec![expression("term", key)])],
            span: at(1, 0),
        };
        let list = |keys: &[&'static str]| {
            vec![block(BlockKind::DefinitionList(keys.iter().map(|key| item(key)).collect()))]
        };
        assert_eq!(
            seen(&crate::testing::found(
                super::find,
                &translated(list(&["ec", "easo"]), list(&["easo", "ec"]))
            )),
            [""; 0]
        );
        assert_eq!(
            seen(&crate::testing::found(
                super::find,
                &translated(list(&["ec", "easo"]), list(&["easo", "x"]))
            ))
            .len(),
            2
        );
    }

    #[test]
    fn attributes_count_too() {
        let figures = |facts| vec![container("figures", &[("facts", facts)], vec![])];
        assert_eq!(
            seen(&crate::testing::found(super::find, &translated(figures("a b"), figures("a")))),
            ["T304 the translation lacks `b` in facts=\"...\""]
        );
    }
}
