//! A translated link leads where its source does.
//!
//! **What.** The links of a block have the targets of the source's block, in any order.
//!
//! **Why.** An address mistyped in one language is found by its readers alone.
//!
//! **How to mend.** Copy the target from the source.

use crate::Context;
use crate::alignment::{Pair, Side};
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{InlineKind, walk};

/// Looks at every pair of blocks.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let comparisons = context.comparisons.iter();
    comparisons
        .flat_map(|comparison| comparison.alignment.pairs.iter().flat_map(|pair| differing(pair)))
        .collect()
}

fn differing(pair: &Pair<'_>) -> Vec<Diagnostic> {
    let [expected, mut extra] = [&pair.source, &pair.translation].map(links);
    let mut missing = Vec::new();
    for (target, span) in expected {
        match extra.iter().position(|(other, _)| *other == target) {
            Some(at) => drop(extra.remove(at)),
            None => missing.push((target, span)),
        }
    }
    let mut diagnostics = Vec::new();
    let pairs = missing.len().min(extra.len());
    for ((expected, source), (found, span)) in missing.iter().zip(&extra) {
        diagnostics.push(
            Diagnostic::new(
                Code::LINK_DIFFERS,
                format!("a link leads to {found}, and in the source to {expected}"),
            )
            .at(*span, format!("leads to {found}"))
            .and(*source, format!("leads to {expected}"))
            .help(format!("write `({expected})`")),
        );
    }
    for (target, source) in &missing[pairs..] {
        diagnostics.push(
            Diagnostic::new(Code::LINK_DIFFERS, format!("the translation lacks the link to {target}"))
                .at(pair.translation.span, "no such link")
                .and(*source, "the source’s link")
                .help(format!("add `[...]({target})`")),
        );
    }
    for (target, span) in &extra[pairs..] {
        diagnostics.push(
            Diagnostic::new(
                Code::LINK_DIFFERS,
                format!("the translation has a link to {target}, which its source does not have"),
            )
            .at(*span, "not in the source")
            .and(pair.source.span, "the source")
            .help("remove it, or add it to the source"),
        );
    }
    diagnostics
}

fn links<'a>(side: &Side<'a>) -> Vec<(&'a str, Span)> {
    let mut links = Vec::new();
    for content in side.lists() {
        walk::inlines(content, &mut |inline| {
            if let InlineKind::Link { target, .. } = &inline.kind {
                links.push((target.as_str(), inline.span));
            }
        });
    }
    links
}

#[cfg(test)]
mod tests {
    use crate::testing::{link, paragraph, seen, translated};

    fn compared(source: &[&str], translation: &[&str]) -> Vec<String> {
        let block = |targets: &[&str]| vec![paragraph(targets.iter().map(|target| link(target)).collect())];
        seen(&crate::testing::found(super::find, &translated(block(source), block(translation))))
    }

    #[test]
    fn order_is_free() {
        assert_eq!(compared(&["#a", "https://x"], &["https://x", "#a"]), [""; 0]);
    }

    #[test]
    fn other_targets_are_seen() {
        assert_eq!(compared(&["#a"], &["#b"]), ["T305 a link leads to #b, and in the source to #a"]);
        assert_eq!(compared(&["#a"], &[]), ["T305 the translation lacks the link to #a"]);
        assert_eq!(
            compared(&[], &["#a"]),
            ["T305 the translation has a link to #a, which its source does not have"]
        );
    }
}
