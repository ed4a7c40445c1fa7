//! An id names one thing.
//!
//! **What.** No id is used twice in the ledger, also not for facts of different kinds, or for a fact and a source.
//!
//! **Why.** Messages, labels and the attributes of charts name facts by id alone.
//!
//! **How to mend.** Give one of the two another id, and mend the texts that refer to it.

use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::Ledger;
use std::collections::BTreeMap;

/// Looks at all ids. A second entry in the same table is found when the ledger is read.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut owners: BTreeMap<&str, Vec<(Span, &str)>> = BTreeMap::new();
    let sources = ledger.sources.iter().map(|(id, source)| (id.as_str(), source.span, "source"));
    let facts = ledger.facts().map(|(id, fact)| (id, fact.span(), fact.kind_name()));
    for (id, span, kind) in sources.chain(facts) {
        owners.entry(id).or_default().push((span, kind));
    }
    let mut diagnostics = Vec::new();
    for (id, mut entries) in owners {
        entries.sort();
        let [(first, first_kind), rest @ ..] = entries.as_slice() else { continue };
        for (span, kind) in rest {
            let message = format!("the id `{id}` is used for two facts: {first_kind} and {kind}");
            diagnostics.push(
                Diagnostic::new(Code::DUPLICATE_FACT, message)
                    .at(*span, "used again here")
                    .and(*first, "first used here")
                    .help("give one of the two another id, and change it in the texts of every language"),
            );
        }
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    #[test]
    fn ids_are_unique_between_kinds() {
        let text =
            "[counts.x]\nvalue = 1\nunit = \"u\"\n[dates.x]\non = \"2009\"\n[dates.y]\non = \"2009\"\n";
        assert_eq!(
            seen(&super::find(&ledger(text))),
            ["L111 the id `x` is used for two facts: count and date"]
        );
    }
}
