//! Every fact says where it was found.
//!
//! **What.** `sources` of a fact, and of what others say of it, names at least one source.
//!
//! **Why.** A number without a source cannot be checked by the next person, and a correction has nothing to stand on.
//!
//! **How to mend.** Add the source to `[sources]` and its id to the fact.

use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::Ledger;

/// Looks at every fact.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (id, fact) in ledger.facts() {
        let kind = fact.kind_name();
        let help = "add `sources = [\"...\"]` with the ids of entries of [sources]";
        if fact.provenance().sources.is_empty() {
            let message = format!("{kind} `{id}` has no source");
            diagnostics.push(
                Diagnostic::new(Code::MISSING_SOURCE, message).at(fact.span(), "no `sources`").help(help),
            );
        }
        for disputed in fact.provenance().disputed.iter().filter(|disputed| disputed.sources.is_empty()) {
            let message = format!("the `disputed` entry of `{id}` has no source");
            diagnostics.push(
                Diagnostic::new(Code::MISSING_SOURCE, message).at(disputed.span, "no `sources`").help(help),
            );
        }
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    #[test]
    fn a_fact_without_a_source_is_seen() {
        let text = "[dates.a]\non = \"2009\"\nsources = [\"x\"]\n[[dates.a.disputed]]\nsays = \"s\"\nreason = \"r\"\n\
                    [dates.b]\non = \"2010\"\nsources = []\n";
        assert_eq!(
            seen(&super::find(&ledger(text))),
            ["L110 the `disputed` entry of `a` has no source", "L110 date `b` has no source"]
        );
    }
}
