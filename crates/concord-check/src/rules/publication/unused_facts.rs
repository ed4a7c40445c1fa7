//! Facts are used.
//!
//! **What.** Every fact is named by an expression or an attribute of a text, by the configuration, by another fact or by an
//! invariant, or by a template. A count of a series that others use stays as its history.
//!
//! **Why.** A fact that no text shows is work for whoever keeps the ledger, and often a text that was meant to show it.
//!
//! **How to mend.** Use the fact, or remove it.

use crate::references::{self, Target};
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::Ledger;
use concord_publication::Publication;
use std::collections::BTreeSet;

/// Looks at every fact; `used_elsewhere` are the ids that templates use.
pub fn find(publication: &Publication, used_elsewhere: &BTreeSet<String>) -> Vec<Diagnostic> {
    let ledger = &publication.ledger;
    let has_texts = publication.manuscripts.values().any(|manuscript| !manuscript.texts.is_empty());
    // An entry that could not be read may be the one that uses a fact.
    if !has_texts || !ledger.unreadable.is_empty() {
        return Vec::new();
    }
    let mut used: BTreeSet<&str> = used_elsewhere.iter().map(String::as_str).collect();
    used.extend(used_by_texts(publication));
    used.extend(used_by_ledger(ledger));
    let config = &publication.config;
    used.insert(&config.date.value);
    used.extend(config.actions.iter().map(|action| action.value.as_str()));
    let unused = ledger.facts().filter(|(id, _)| !used.contains(id));
    unused
        .map(|(id, fact)| {
            Diagnostic::new(Code::UNUSED_FACT, format!("no text uses the {} `{id}`", fact.kind_name()))
                .at(fact.span(), "not used")
                .help("use it in a text, or remove it from the ledger")
        })
        .collect()
}

fn used_by_texts(publication: &Publication) -> BTreeSet<&str> {
    let texts = publication.manuscripts.values().flat_map(|manuscript| manuscript.texts.values());
    let blocks = texts.flat_map(|text| references::blocks(&text.content));
    let references = blocks.flat_map(references::of_block);
    references
        .filter(|reference| matches!(reference.target, Target::Fact(_)))
        .map(|reference| reference.key)
        .collect()
}

fn used_by_ledger(ledger: &Ledger) -> BTreeSet<&str> {
    let withins = ledger.dates.values().filter_map(|date| date.within.as_ref());
    let parts = ledger.counts.values().flat_map(|count| &count.parts);
    let wholes = ledger.shares.values().filter_map(|share| share.of.as_ref());
    let named = withins.chain(parts).chain(wholes).map(|id| id.value.as_str());
    let in_invariants = ledger.invariants.iter().flat_map(|invariant| invariant.kind.ids());
    let of_series =
        ledger.counts.iter().filter(|(_, count)| count.series.is_some()).map(|(id, _)| id.as_str());
    named.chain(in_invariants).chain(of_series).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{container, expression, manuscript, paragraph, publication, seen, tag};
    use concord_document::Content;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn only_what_nothing_names_is_unused() {
        let mut publication = publication(
            "[phases.p]\nname = \"P\"\nstart = \"2009\"\nend = \"2019\"\n[dates.launch]\non = \"2015\"\nwithin = \"p\"\n\
             [dates.idle]\non = \"2009\"\n[counts.shown]\nvalue = 1\nunit = \"u\"\n[counts.drawn]\nvalue = 1\nunit = \"u\"\n\
             [counts.by-template]\nvalue = 1\nunit = \"u\"\n",
        );
        let blocks = vec![
            paragraph(vec![expression("count", "shown"), expression("text", "idle")]),
            container("figures", &[("facts", "drawn")], vec![]),
        ];
        let content = Content { blocks, notes: BTreeMap::new() };
        publication.manuscripts.insert(tag("en"), manuscript("en", 1, [("a.md", content)]));
        let elsewhere = BTreeSet::from(["by-template".to_owned()]);
        assert_eq!(seen(&super::find(&publication, &elsewhere)), ["L113 no text uses the date `idle`"]);
    }
}
