//! The ledger refers to what it holds.
//!
//! **What.** `sources` names sources; `within` a phase; `parts` and `of` counts; `phases-of` a group of phases; an invariant
//! the kinds of fact that it needs.
//!
//! **Why.** A mistyped id would silently switch off the rule that it is meant for.
//!
//! **How to mend.** Correct the id, or add the entry that it names.

use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::expression::Function;
use concord_ledger::{Expression, FactKind, InvariantKind, Ledger, Moment, Number, Spanned, nearest};

/// Looks at every reference inside the ledger.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (id, fact) in ledger.facts() {
        let owner = format!("{} `{id}`", fact.kind_name());
        let provenance = fact.provenance();
        let disputed = provenance.disputed.iter().flat_map(|disputed| &disputed.sources);
        let sources = provenance.sources.iter().chain(disputed);
        diagnostics.extend(sources.filter_map(|source| unknown_source(ledger, &owner, source)));
    }
    let mut facts = |owner: String, reference: &Spanned<String>, kinds: &[FactKind]| {
        diagnostics.extend(unknown_fact(ledger, &owner, &reference.value, reference.span, kinds));
    };
    for (id, date) in &ledger.dates {
        date.within.iter().for_each(|phase| facts(format!("date `{id}`"), phase, &[FactKind::Phase]));
    }
    for (id, count) in &ledger.counts {
        count.parts.iter().for_each(|part| facts(format!("count `{id}`"), part, &[FactKind::Count]));
    }
    for (id, share) in &ledger.shares {
        share.of.iter().for_each(|count| facts(format!("share `{id}`"), count, &[FactKind::Count]));
    }
    for (id, count) in &ledger.counts {
        let group = count.phases_of.as_ref();
        diagnostics.extend(
            group.and_then(|group| unknown_group(ledger, &format!("count `{id}`"), &group.value, group.span)),
        );
    }
    diagnostics.extend(ledger.invariants.iter().flat_map(|invariant| in_invariant(ledger, &invariant.kind)));
    diagnostics
}

fn in_invariant(ledger: &Ledger, kind: &InvariantKind) -> Vec<Diagnostic> {
    let fact = |reference: &Spanned<String>, kind: FactKind| {
        unknown_fact(ledger, INVARIANT, &reference.value, reference.span, &[kind])
    };
    let found: Vec<Option<Diagnostic>> = match kind {
        InvariantKind::Span { from, to, equals, .. } => {
            let count = match &equals.value {
                Number::Count(id) => unknown_fact(ledger, INVARIANT, id, equals.span, &[FactKind::Count]),
                Number::Written(_) => None,
            };
            let is_whole = to.is_none();
            let from = unknown_moment(ledger, from, is_whole);
            vec![from, to.as_ref().and_then(|to| unknown_moment(ledger, to, false)), count]
        }
        InvariantKind::Change { from, to, share, .. } => {
            vec![fact(from, FactKind::Count), fact(to, FactKind::Count), fact(share, FactKind::Share)]
        }
        InvariantKind::ShareOf { part, whole, share } => {
            vec![fact(part, FactKind::Count), fact(whole, FactKind::Count), fact(share, FactKind::Share)]
        }
        InvariantKind::Expression { expression, .. } => in_expression(ledger, expression),
    };
    found.into_iter().flatten().collect()
}

const INVARIANT: &str = "an invariant";
const PERIODS: &[FactKind] = &[FactKind::Phase, FactKind::Action];

/// `is_whole` where no second moment is named, so that the first must be a period.
fn unknown_moment(ledger: &Ledger, moment: &Moment, is_whole: bool) -> Option<Diagnostic> {
    let any = [FactKind::Date, FactKind::Phase, FactKind::Action];
    let kinds = if is_whole || moment.edge.is_some() { PERIODS } else { &any };
    unknown_fact(ledger, INVARIANT, &moment.id.value, moment.id.span, kinds)
}

fn in_expression(ledger: &Ledger, expression: &Expression) -> Vec<Option<Diagnostic>> {
    let facts = expression.facts().map(|name| {
        let span = expression.place(name.range);
        match name.function {
            Function::PhasesIn => unknown_group(ledger, INVARIANT, name.id, span),
            function => unknown_fact(ledger, INVARIANT, name.id, span, function.kinds()),
        }
    });
    facts.collect()
}

/// A phase that could not be read may be the one of the group.
fn unknown_group(ledger: &Ledger, owner: &str, group: &str, span: Span) -> Option<Diagnostic> {
    let known =
        || ledger.phases.values().filter_map(|phase| phase.group.as_ref()).map(|group| group.value.as_str());
    if known().any(|known| known == group) || ledger.unreadable.values().any(|table| *table == "phases") {
        return None;
    }
    let message = format!("{owner} names the group `{group}`, which no phase is in");
    let diagnostic = Diagnostic::new(Code::UNKNOWN_REFERENCE, message).at(span, "unknown group");
    Some(match nearest(group, known()) {
        Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
        None => diagnostic.help(format!("add `group = \"{group}\"` to its phases")),
    })
}

fn unknown_source(ledger: &Ledger, owner: &str, reference: &Spanned<String>) -> Option<Diagnostic> {
    let id = reference.value.as_str();
    if ledger.sources.contains_key(id) || ledger.unreadable.contains_key(id) {
        return None;
    }
    let message = format!("{owner} names the source `{id}`, which the ledger does not hold");
    let diagnostic = Diagnostic::new(Code::UNKNOWN_REFERENCE, message).at(reference.span, "unknown source");
    Some(match nearest(id, ledger.sources.keys().map(String::as_str)) {
        Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
        None => diagnostic.help(format!("add [sources.{id}] to the ledger")),
    })
}

fn unknown_fact(
    ledger: &Ledger,
    owner: &str,
    id: &str,
    span: Span,
    kinds: &[FactKind],
) -> Option<Diagnostic> {
    let is_known = kinds.iter().any(|kind| ledger.fact_of_kind(*kind, id).is_some());
    if is_known || ledger.unreadable.contains_key(id) {
        return None;
    }
    let wanted = kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or ");
    let diagnostic = |message: String| Diagnostic::new(Code::UNKNOWN_REFERENCE, message).at(span, "");
    if let Some(fact) = ledger.fact(id) {
        let is = fact.kind_name();
        return Some(
            diagnostic(format!("{owner} names `{id}` as a {wanted}, but it is a {is}"))
                .and(fact.span(), format!("a {is}"))
                .help(format!("name a {wanted}")),
        );
    }
    let of_kind = ledger.ids().filter(|(_, known)| kinds.contains(known)).map(|(id, _)| id);
    let unknown = diagnostic(format!("{owner} names the {wanted} `{id}`, which the ledger does not hold"));
    Some(match nearest(id, of_kind) {
        Some(nearest) => unknown.help(format!("did you mean `{nearest}`?")),
        None => {
            let table = kinds.first().map_or("", |kind| kind.table());
            unknown.help(format!("add [{table}.{id}] to the ledger"))
        }
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
                "L109 date `d` names the source `bbb`, which the ledger does not hold",
                "L109 date `d` names the phase `phase-9`, which the ledger does not hold",
                "L109 count `c` names `d` as a count, but it is a date",
                "L109 an invariant names the date or phase or Action `e`, which the ledger does not hold",
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
