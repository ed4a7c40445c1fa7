//! A fact has one id.
//!
//! **What.** Two facts of one kind with the same value, qualifier, unit, date and sources are reported where their ids say
//! the same too: the words of one are among those of the other (`experts` and `experts-2018`), or where the number is so
//! particular (three digits or more, the last not 0) that chance is unlikely.
//!
//! **Why.** A fact with two ids is corrected under one of them, and texts contradict each other.
//!
//! **How to mend.** Keep one of the two, and let the texts refer to it.

use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{Fact, Ledger, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// Looks at every pair of facts of one kind. What has no source is not compared.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut alike: BTreeMap<String, Vec<(&str, Fact<'_>)>> = BTreeMap::new();
    for (id, fact) in ledger.facts() {
        if !fact.provenance().sources.is_empty()
            && let Some(statement) = statement(fact)
        {
            alike.entry(statement).or_default().push((id, fact));
        }
    }
    let mut diagnostics = Vec::new();
    for mut facts in alike.into_values() {
        facts.sort_by_key(|(_, fact)| fact.span());
        for (at, (id, fact)) in facts.iter().enumerate() {
            let first =
                facts.iter().take(at).find(|(first, other)| is_same(ledger, (first, *other), (id, *fact)));
            diagnostics.extend(first.map(|first| stated_twice(*first, (id, *fact))));
        }
    }
    diagnostics
}

/// All that a fact says, except its id. Actions are told apart by more than is stated here.
fn statement(fact: Fact<'_>) -> Option<String> {
    let date = |date: &Option<Spanned<_>>| {
        date.as_ref().map(|date: &Spanned<concord_ledger::PartialDate>| date.value)
    };
    let said = match fact {
        Fact::Phase(phase) => format!("{:?}", phase.period()),
        Fact::Date(date) => format!("{:?}", date.on.value),
        Fact::Count(count) => {
            let (unit, as_of) = (&count.unit.value, date(&count.as_of));
            format!("{} {:?} {unit} {as_of:?}", count.value.value, count.qualifier)
        }
        Fact::Share(share) => {
            format!("{} {:?}", share.value.value.atto(), share.of.as_ref().map(|of| &of.value))
        }
        Fact::Amount(amount) => {
            let scale = amount.scale.map_or(0, concord_ledger::Scale::exponent);
            format!("{} {scale} {}", amount.value.value.atto(), amount.currency.value)
        }
        Fact::Action(_) => return None,
    };
    let sources: BTreeSet<&str> =
        fact.provenance().sources.iter().map(|source| source.value.as_str()).collect();
    Some(format!("{:?} {said} {sources:?}", fact.kind()))
}

fn is_same(ledger: &Ledger, (first, fact): (&str, Fact<'_>), (second, _): (&str, Fact<'_>)) -> bool {
    let words = |id: &str| -> BTreeSet<String> { id.split('-').map(str::to_owned).collect() };
    let (a, b) = (words(first), words(second));
    let is_named_alike = a.is_subset(&b) || b.is_subset(&a);
    let is_particular =
        matches!(fact, Fact::Count(count) if count.value.value >= 100 && count.value.value % 10 != 0);
    // A whole whose one part is all of it, and the two numbers of a comparison, are stated apart on purpose.
    let is_part = |whole: &str, part: &str| {
        ledger.counts.get(whole).is_some_and(|count| count.parts.iter().any(|id| id.value == part))
    };
    (is_named_alike || is_particular) && !is_part(first, second) && !is_part(second, first)
}

fn stated_twice((first, first_fact): (&str, Fact<'_>), (id, fact): (&str, Fact<'_>)) -> Diagnostic {
    let kind = fact.kind_name();
    Diagnostic::new(Code::FACT_STATED_TWICE, format!("{kind} `{id}` states the same as {kind} `{first}`"))
        .at(fact.value_span(), "the same value, date and sources")
        .and(first_fact.value_span(), format!("`{first}` states it first"))
        .help("keep one of the two, and let the texts refer to it")
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    fn counts(first: &str, second: &str, value: u64) -> Vec<String> {
        let count = |id: &str| format!("[counts.{id}]\nunit = \"u\"\nvalue = {value}\nsources = [\"s\"]\n");
        seen(&super::find(&ledger(&(count(first) + &count(second)))))
    }

    #[test]
    fn names_or_numbers_must_say_the_same() {
        assert_eq!(
            counts("experts", "experts-2018", 3),
            ["L121 count `experts-2018` states the same as count `experts`"]
        );
        assert_eq!(counts("experts", "people-sent", 171).len(), 1);
        assert_eq!(counts("actions-asia", "actions-africa", 27), [""; 0]);
        assert_eq!(counts("experts", "people-sent", 200), [""; 0]);
    }

    #[test]
    fn every_part_of_the_statement_counts() {
        let first = "[counts.a]\nunit = \"u\"\nvalue = 1\nsources = [\"s\", \"t\"]\n[counts.a-b]\nunit = \"u\"\nvalue = 1\n";
        let of = |rest: &str| seen(&super::find(&ledger(&format!("{first}{rest}\n")))).len();
        assert_eq!(of("sources = [\"t\", \"s\"]"), 1);
        assert_eq!(of("sources = [\"s\"]"), 0);
        assert_eq!(of("sources = [\"s\", \"t\"]\nqualifier = \"about\""), 0);
        assert_eq!(of("sources = [\"s\", \"t\"]\nas-of = \"2009\""), 0);
        assert_eq!(of("sources = [\"s\", \"t\"]\nparts = [\"a\"]"), 0);
        let dates = "[dates.launch]\non = \"2009\"\nsources = [\"s\"]\n[dates.launch-day]\non = \"2009\"\nsources = [\"s\"]\n";
        assert_eq!(seen(&super::find(&ledger(dates))).len(), 1);
    }
}
