//! A translation is made again when its source changes.
//!
//! **What.** A block whose translation stands as it was recorded, and whose source does not. What was recorded is in
//! `translation.lock` of the language; nothing is said of blocks that were never recorded, or whose translation was edited
//! since.
//!
//! **Why.** A sentence that was added to the source is missed by nobody who reads the translation alone.
//!
//! **How to mend.** Translate the change and record it.

use crate::Context;
use crate::staleness::{Standing, standing};
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};

/// Looks at every pair of blocks.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for comparison in &context.comparisons {
        let records = comparison.translation.lock.of(comparison.path);
        if records.is_empty() {
            continue;
        }
        let tags = [comparison.source.language.as_str(), comparison.translation.language.as_str()];
        for pair in &comparison.alignment.pairs {
            if standing(pair, records) == Some(Standing::Stale) {
                diagnostics.push(stale(tags, pair.source.span, pair.translation.span));
            }
        }
    }
    diagnostics
}

fn stale([from, to]: [&str; 2], source: Span, translation: Span) -> Diagnostic {
    Diagnostic::new(
        Code::STALE_TRANSLATION,
        format!(
            "the {from} text changed after this was translated into {to}",
            to = wording::language(to),
            from = wording::language(from)
        ),
    )
    .at(translation, "translated before the change")
    .and(source, format!("the {from} text now", from = wording::language(from)))
    .help(
        "translate the change, then run `concord locale record`; if the translation needs no change, run \
             `concord locale record --accept`",
    )
}
