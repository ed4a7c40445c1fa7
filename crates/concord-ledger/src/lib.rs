//! The ledger of facts: phases, dates, counts, their sources and their invariants.
//!
//! A *fact* is a checkable value that texts refer to by its id: a phase, a date, a count, a share, an amount or an
//! Action (a case study's fact panel). Each states its sources, and the sources that say otherwise with the reason why
//! they were not followed. [`parse`] reads `ledger.toml` and reports every fault of its form in one go; whether the
//! facts agree with each other is for the checks to say. `docs/publication-folder.md` is the format.
//!
//! ```
//! let mut sources = concord_diagnostics::Sources::new();
//! let text = "[counts.towns]\nvalue = 40\nqualifier = \"more-than\"\nunit = \"town\"\nsources = [\"report\"]\n";
//! let id = sources.add("ledger.toml", text);
//! let ledger = concord_ledger::parse(id, text);
//! assert!(ledger.diagnostics.is_empty());
//! let towns = ledger.value.fact("towns").unwrap();
//! assert_eq!(towns.kind_name(), "count");
//! assert_eq!(towns.provenance().sources[0].value, "report");
//! ```

mod date;
mod decimal;
mod entries;
pub mod expression;
mod fact;
mod reader;

pub use date::{DateFault, PartialDate, Period, Precision};
pub use decimal::Decimal;
pub use expression::Expression;
pub use fact::{
    Action, Amount, Count, DateFact, Disputed, Edge, Fact, FactKind, Invariant, InvariantKind, Moment,
    Number, Phase, Provenance, Qualifier, Scale, Share, Source, SpanUnit,
};
pub use reader::{grammar_fault, nearest};

use concord_diagnostics::{Findings, SourceId, Span};
use std::collections::BTreeMap;

/// Reads the text of `ledger.toml`. What could be read is in the value also when there are errors; the ids of entries
/// that could not be read are in [`Ledger::unreadable`].
pub fn parse(source: SourceId, text: &str) -> Findings<Ledger> {
    entries::parse(source, text)
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

/// All facts of a publication.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Where the facts were found.
    pub sources: BTreeMap<String, Source>,
    /// Periods with a name.
    pub phases: BTreeMap<String, Phase>,
    /// Dates.
    pub dates: BTreeMap<String, DateFact>,
    /// Numbers of things.
    pub counts: BTreeMap<String, Count>,
    /// Percentages.
    pub shares: BTreeMap<String, Share>,
    /// Sums of money.
    pub amounts: BTreeMap<String, Amount>,
    /// Case studies.
    pub actions: BTreeMap<String, Action>,
    /// What must hold between facts, in the order of the file.
    pub invariants: Vec<Invariant>,
    /// Ids that the file states in entries that could not be read, with the table that holds them. They are known, so a
    /// reference to one is not a fault of the text that makes it.
    pub unreadable: BTreeMap<String, &'static str>,
}

impl Ledger {
    /// The fact of an id. Ids are unique over the ledger; where a faulty one has two facts of an id, the first kind in
    /// the order of [`FactKind`] is given.
    pub fn fact(&self, id: &str) -> Option<Fact<'_>> {
        FactKind::ALL.iter().find_map(|kind| self.fact_of_kind(*kind, id))
    }

    /// The fact of an id among those of one kind.
    pub fn fact_of_kind(&self, kind: FactKind, id: &str) -> Option<Fact<'_>> {
        match kind {
            FactKind::Phase => self.phases.get(id).map(Fact::Phase),
            FactKind::Date => self.dates.get(id).map(Fact::Date),
            FactKind::Count => self.counts.get(id).map(Fact::Count),
            FactKind::Share => self.shares.get(id).map(Fact::Share),
            FactKind::Amount => self.amounts.get(id).map(Fact::Amount),
            FactKind::Action => self.actions.get(id).map(Fact::Action),
        }
    }

    /// Every fact with its id: by kind in the order of [`FactKind`], then by id.
    pub fn facts(&self) -> impl Iterator<Item = (&str, Fact<'_>)> {
        let phases = self.phases.iter().map(|(id, phase)| (id.as_str(), Fact::Phase(phase)));
        let dates = self.dates.iter().map(|(id, date)| (id.as_str(), Fact::Date(date)));
        let counts = self.counts.iter().map(|(id, count)| (id.as_str(), Fact::Count(count)));
        let shares = self.shares.iter().map(|(id, share)| (id.as_str(), Fact::Share(share)));
        let amounts = self.amounts.iter().map(|(id, amount)| (id.as_str(), Fact::Amount(amount)));
        let actions = self.actions.iter().map(|(id, action)| (id.as_str(), Fact::Action(action)));
        phases.chain(dates).chain(counts).chain(shares).chain(amounts).chain(actions)
    }

    /// Every id with its kind, in the order of [`Ledger::facts`].
    pub fn ids(&self) -> impl Iterator<Item = (&str, FactKind)> {
        self.facts().map(|(id, fact)| (id, fact.kind()))
    }

    /// Whether the file states a fact of this id, readable or not.
    pub fn states(&self, id: &str) -> bool {
        self.unreadable.contains_key(id) || self.fact(id).is_some()
    }

    /// The phases in the order of the file.
    pub fn phases_in_file_order(&self) -> Vec<(&str, &Phase)> {
        let mut phases: Vec<_> = self.phases.iter().map(|(id, phase)| (id.as_str(), phase)).collect();
        phases.sort_by_key(|(_, phase)| phase.span);
        phases
    }

    /// The sources in the order of the file.
    pub fn sources_in_file_order(&self) -> Vec<(&str, &Source)> {
        let mut sources: Vec<_> = self.sources.iter().map(|(id, source)| (id.as_str(), source)).collect();
        sources.sort_by_key(|(_, source)| source.span);
        sources
    }
}
