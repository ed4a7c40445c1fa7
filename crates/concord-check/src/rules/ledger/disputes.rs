//! What is disputed is disputed, and the choice has its reason.
//!
//! **What.** A `disputed` entry gives another value than the fact. One that gives the same date less exactly says only that
//! less was known. Its `reason` says something, and its sources are not those of the fact itself.
//!
//! **Why.** The next person who keeps the ledger must see what was chosen and why; an entry that says what the fact says
//! was mostly copied and never corrected.
//!
//! **How to mend.** Correct or remove the entry, write the reason out, or name the sources that say otherwise.

use crate::rules::ledger::period_ends::known_to;
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{Decimal, Disputed, Fact, Ledger, PartialDate, Qualifier, Spanned};
use std::collections::BTreeSet;

/// Looks at every disputed entry.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (id, fact) in ledger.facts() {
        let owner = format!("`{id}`");
        for disputed in &fact.provenance().disputed {
            let not_disputed = nothing_disputed(&owner, fact, disputed);
            if not_disputed.is_none() {
                diagnostics.extend(same_sources(&owner, fact, disputed));
            }
            diagnostics.extend(not_disputed);
            diagnostics.extend(without_reason(&owner, disputed));
        }
    }
    diagnostics
}

/// How a disputed value lies to the one that was chosen.
#[derive(Clone, Copy, PartialEq)]
enum Agreement {
    Same,
    /// The same, but less exact.
    LessExact(PartialDate, PartialDate),
    Other,
}

fn nothing_disputed(owner: &str, fact: Fact<'_>, disputed: &Disputed) -> Option<Diagnostic> {
    let agreements = agreements(fact, disputed);
    if agreements.is_empty() || agreements.contains(&Agreement::Other) {
        return None;
    }
    let less_exact = agreements.iter().find_map(|agreement| match agreement {
        Agreement::LessExact(says, chosen) => Some((*says, *chosen)),
        _ => None,
    });
    let diagnostic = match less_exact {
        None => Diagnostic::new(
            Code::NOTHING_DISPUTED,
            format!(
                "{owner} has a `disputed` entry with the value of the fact itself: {}",
                disputed.says.value
            ),
        )
        .at(disputed.says.span, "nothing is disputed here")
        .help("correct the value of this entry, or remove it and add its sources to those of the fact"),
        Some((says, chosen)) => {
            let (known, exact) = (known_to(says.precision()), known_to(chosen.precision()));
            Diagnostic::new(
                Code::PRECISION_DIFFERS,
                format!("{owner} is given {exact} ({chosen}), and others know it only {known} ({says})"),
            )
            .at(disputed.says.span, format!("only {known}"))
            .note("a date that is less exact contradicts nothing; the exact one needs a source that gives it")
            .help("remove this entry where a source gives the exact date, or write the date less exactly")
        }
    };
    Some(diagnostic.and(fact.value_span(), "the fact"))
}

fn agreements(fact: Fact<'_>, disputed: &Disputed) -> Vec<Agreement> {
    let mut agreements = Vec::new();
    let mut date = |says: &Option<Spanned<PartialDate>>, chosen: Option<PartialDate>| {
        if let (Some(says), Some(chosen)) = (says, chosen) {
            agreements.push(of_dates(says.value, chosen));
        }
    };
    let period = fact.period();
    date(&disputed.start, period.map(|period| period.start));
    date(&disputed.end, period.map(|period| period.end));
    if let Fact::Date(fact) = fact {
        date(&disputed.on, Some(fact.on.value));
    }
    let Some(says) = &disputed.value else { return agreements };
    let is_same = |chosen: Decimal| chosen.atto() == says.value.atto();
    agreements.push(match fact {
        Fact::Count(count) => {
            let is_same = is_same(Decimal::from(count.value.value))
                && disputed.qualifier.unwrap_or(Qualifier::Exact) == count.qualifier
                && match (&disputed.as_of, &count.as_of) {
                    (Some(says), Some(chosen)) => says.value == chosen.value,
                    (says, _) => says.is_none(),
                };
            if is_same { Agreement::Same } else { Agreement::Other }
        }
        Fact::Share(share) if is_same(share.value.value) => Agreement::Same,
        Fact::Amount(amount) if is_same(amount.value.value) => Agreement::Same,
        _ => Agreement::Other,
    });
    agreements
}

fn of_dates(says: PartialDate, chosen: PartialDate) -> Agreement {
    if says == chosen {
        Agreement::Same
    } else if says.precision() < chosen.precision() && chosen.at_most(says.precision()) == says {
        Agreement::LessExact(says, chosen)
    } else {
        Agreement::Other
    }
}

/// Entries without a value of their own may be about something else that the source says.
fn same_sources(owner: &str, fact: Fact<'_>, disputed: &Disputed) -> Option<Diagnostic> {
    let ids = |sources: &[Spanned<String>]| -> BTreeSet<String> {
        sources.iter().map(|source| source.value.clone()).collect()
    };
    let own = &fact.provenance().sources;
    let says_other = !agreements(fact, disputed).is_empty();
    if !says_other || disputed.sources.is_empty() || ids(own) != ids(&disputed.sources) {
        return None;
    }
    let message = format!("{owner} and its `disputed` entry name the same sources");
    let first = disputed.sources.first()?;
    let mut diagnostic =
        Diagnostic::new(Code::SOURCES_ON_BOTH_SIDES, message).at(first.span, "says otherwise here").help(
            "name the sources that say otherwise; where one source gives both values, allow this and say so",
        );
    if let Some(source) = own.first() {
        diagnostic = diagnostic.and(source.span, "is followed here");
    }
    Some(diagnostic)
}

/// Reasons are written in English, as all of the ledger.
const EMPTY: &[&str] = &[
    "n/a",
    "na",
    "none",
    "no reason",
    "unknown",
    "unclear",
    "todo",
    "tbd",
    "tbc",
    "to be checked",
    "to be confirmed",
    "reason",
    "other",
    "various",
    "see above",
    "see source",
    "see sources",
    "not chosen",
    "chosen",
    "wrong",
    "old",
    "outdated",
    "as above",
    "idem",
    "ditto",
];

fn without_reason(owner: &str, disputed: &Disputed) -> Option<Diagnostic> {
    let reason = &disputed.reason;
    let bare = reason.value.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if !bare.is_empty() && !EMPTY.contains(&bare.as_str()) && bare != disputed.says.value.to_lowercase() {
        return None;
    }
    let message = format!("the `disputed` entry of {owner} gives no real reason: `{}`", reason.value);
    Some(
        Diagnostic::new(Code::REASON_WITHOUT_CONTENT, message)
            .at(reason.span, "says nothing")
            .help("say why the other value was chosen: which source is nearer, later or more exact"),
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    fn entry(fact: &str, disputed: &str) -> Vec<String> {
        let (head, keys) = fact.split_once('\n').expect("a head");
        let table = head.trim_matches(['[', ']']);
        let reason = if disputed.contains("reason") { "" } else { "reason = \"Later.\"\n" };
        let disputed = format!("[[{table}.disputed]]\nsays = \"s\"\n{reason}{disputed}\n");
        seen(&super::find(&ledger(&format!("{head}\n{keys}\n{disputed}"))))
    }

    #[test]
    fn the_same_value_is_seen_in_every_kind() {
        let count = "[counts.c]\nunit = \"u\"\nvalue = 100\nqualifier = \"about\"\nas-of = \"2016\"";
        let same = ["L118 `c` has a `disputed` entry with the value of the fact itself: s"];
        assert_eq!(entry(count, "value = 100\nqualifier = \"about\""), same);
        assert_eq!(entry(count, "value = 100.0\nqualifier = \"about\"\nas-of = \"2016\""), same);
        assert_eq!(entry(count, "value = 100"), [""; 0]);
        assert_eq!(entry(count, "value = 100\nqualifier = \"about\"\nas-of = \"2018\""), [""; 0]);
        assert_eq!(entry(count, "as-of = \"2016\""), [""; 0]);
        assert_eq!(entry("[shares.s]\nvalue = 46", "value = 46.0").len(), 1);
        assert_eq!(entry("[amounts.a]\nvalue = 4.5\ncurrency = \"EUR\"", "value = 4.6"), [""; 0]);
        assert_eq!(entry("[dates.d]\non = \"2009\"", "on = \"2009\"").len(), 1);
    }

    #[test]
    fn less_exact_dates_contradict_nothing() {
        let phase = "[phases.p]\nname = \"P\"\nstart = \"2009-01\"\nend = \"2011-12\"";
        assert_eq!(
            entry(phase, "start = \"2009\""),
            ["L115 `p` is given to the month (2009-01), and others know it only to the year (2009)"]
        );
        assert_eq!(entry(phase, "start = \"2009\"\nend = \"2012\""), [""; 0]);
        assert_eq!(entry(phase, "start = \"2008\""), [""; 0]);
        assert_eq!(entry(phase, "start = \"2009-01-01\""), [""; 0]);
    }

    #[test]
    fn reasons_and_sources() {
        assert_eq!(
            entry("[dates.d]\non = \"2009\"", "on = \"2010\"\nreason = \"n/a.\""),
            ["L119 the `disputed` entry of `d` gives no real reason: `n/a.`"]
        );
        let both = "[dates.d]\non = \"2009\"\nsources = [\"a\", \"b\"]";
        assert_eq!(
            entry(both, "on = \"2010\"\nsources = [\"b\", \"a\"]"),
            ["L120 `d` and its `disputed` entry name the same sources"]
        );
        assert_eq!(entry(both, "on = \"2010\"\nsources = [\"b\"]"), [""; 0]);
        assert_eq!(entry(both, "sources = [\"b\", \"a\"]"), [""; 0]);
    }
}
