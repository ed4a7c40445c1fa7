//! The ledger refers to what it holds.
//!
//! **What.** `sources` names sources; `within` a phase; `parts` and `of` counts; an invariant dates.
//!
//! **Why.** A mistyped id would silently switch off the rule that it is meant for.
//!
//! **How to mend.** Correct the id, or add the entry that it names.

use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{FactKind, InvariantKind, Ledger, Spanned, nearest};

/// Looks at every reference inside the ledger.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (id, fact) in ledger.facts() {
        let owner = format!("{} {id}", fact.kind_name());
        let provenance = fact.provenance();
        let disputed = provenance.disputed.iter().flat_map(|disputed| &disputed.sources);
        let sources = provenance.sources.iter().chain(disputed);
        diagnostics.extend(sources.filter_map(|source| unknown_source(ledger, &owner, source)));
    }
    let mut facts = |owner: String, reference: &Spanned<String>, kind: FactKind| {
        diagnostics.extend(unknown_fact(ledger, &owner, reference, kind));
    };
    for (id, date) in &ledger.dates {
        date.within.iter().for_each(|phase| facts(format!("date {id}"), phase, FactKind::Phase));
    }
    for (id, count) in &ledger.counts {
        count.parts.iter().for_each(|part| facts(format!("count {id}"), part, FactKind::Count));
    }
    for (id, share) in &ledger.shares {
        share.of.iter().for_each(|count| facts(format!("share {id}"), count, FactKind::Count));
    }
    for invariant in &ledger.invariants {
        let InvariantKind::YearsBetween { from, to, .. } = &invariant.kind;
        [from, to].into_iter().for_each(|date| facts("an invariant".to_owned(), date, FactKind::Date));
    }
    diagnostics
}

fn unknown_source(ledger: &Ledger, owner: &str, reference: &Spanned<String>) -> Option<Diagnostic> {
    let id = reference.value.as_str();
    if ledger.sources.contains_key(id) || ledger.unreadable.contains_key(id) {
        return None;
    }
    let message = format!("{owner} names the source {id}, which the ledger does not hold");
    let diagnostic = Diagnostic::new(Code::UNKNOWN_REFERENCE, message).at(reference.span, "unknown source");
    Some(match nearest(id, ledger.sources.keys().map(String::as_str)) {
        Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
        None => diagnostic.help(format!("add [sources.{id}] to the ledger")),
    })
}

fn unknown_fact(
    ledger: &Ledger,
    owner: &str,
    reference: &Spanned<String>,
    kind: FactKind,
) -> Option<Diagnostic> {
    let (id, wanted) = (reference.value.as_str(), kind.name());
    if ledger.fact_of_kind(kind, id).is_some() || ledger.unreadable.contains_key(id) {
        return None;
    }
    let diagnostic =
        |message: String| Diagnostic::new(Code::UNKNOWN_REFERENCE, message).at(reference.span, "");
    if let Some(fact) = ledger.fact(id) {
        let is = fact.kind_name();
        return Some(
            diagnostic(format!("{owner} names {id} as a {wanted}, but it is a {is}"))
                .and(fact.span(), format!("a {is}"))
                .help(format!("name a {wanted}")),
        );
    }
    let of_kind = ledger.ids().filter(|(_, known)| *known == kind).map(|(id, _)| id);
    let unknown = diagnostic(format!("{owner} names the {wanted} {id}, which the ledger does not hold"));
    Some(match nearest(id, of_kind) {
        Some(nearest) => unknown.help(format!("did you mean `{nearest}`?")),
        None => unknown.help(format!("add [{}.{id}] to the ledger", kind.table())),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    #[test]
    fn every_kind_of_reference_is_followed() {
        let text = "[sources.bb]\ntitle = \"t\"\npublisher = \"p\"\nlanguage = \"en\"\n\
                    [dates.d]\non = \"2009\"\nwithin = \"phase-9\"\nsources = [\"bbb\"]\n\
                    [counts.c]\nvalue = 1\nunit = \"u\"\nparts = [\"d\"]\nsources = [\"bb\"]\n\
                    [[invariants]]\nkind = \"years-between\"\nfrom = \"d\"\nto = \"e\"\nequals = 1\n";
        let found = super::find(&ledger(text));
        assert_eq!(
            seen(&found),
            [
                "L109 date d names the source bbb, which the ledger does not hold",
                "L109 date d names the phase phase-9, which the ledger does not hold",
                "L109 count c names d as a count, but it is a date",
                "L109 an invariant names the date e, which the ledger does not hold",
            ]
        );
        assert_eq!(found[0].help.as_deref(), Some("did you mean `bb`?"));
    }

    #[test]
    fn entries_that_could_not_be_read_are_known() {
        let text = "[phases.p]\nname = 1\n[dates.d]\non = \"2009\"\nwithin = \"p\"\nsources = []\n";
        assert_eq!(
            seen(&super::find(&concord_ledger::parse(concord_diagnostics::SourceId(0), text).value)),
            [""; 0]
        );
    }
}
