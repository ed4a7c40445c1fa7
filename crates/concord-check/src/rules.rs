//! The rules, in the order in which a publication is made: the ledger, the texts, the translations.

pub mod configuration;
pub mod country_and_noun_messages;
pub mod dates_within;
pub mod duplicate_facts;
pub mod fact_references;
pub mod forbidden_terms;
pub mod ledger_references;
pub mod links;
pub mod literal_values;
pub mod messages;
pub mod missing_sources;
pub mod parts;
pub mod periods;
pub mod phases;
pub mod references;
pub mod series;
pub mod shares;
pub mod spans;
pub mod structure;
pub mod translated_files;
pub mod unused_facts;

use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::Ledger;
use concord_publication::Publication;

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Subject {
    /// The ledger alone.
    Ledger(fn(&Ledger) -> Vec<Diagnostic>),
    /// The whole publication.
    Publication(fn(&Publication) -> Vec<Diagnostic>),
}

/// A rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name: the module that holds it.
    pub name: &'static str,
    /// The codes that it reports.
    pub codes: &'static [Code],
    /// What it looks at, and how.
    pub subject: Subject,
}

/// Every rule except [`unused_facts`], which must also be told what templates use.
pub const RULES: &[Rule] = &[
    ledger("phases", &[Code::PHASES_OVERLAP, Code::PHASES_GAP], phases::find),
    ledger("periods", &[Code::PERIOD_REVERSED], periods::find),
    ledger("dates_within", &[Code::DATE_OUTSIDE_PHASE], dates_within::find),
    ledger("parts", &[Code::PARTS_DIFFER], parts::find),
    ledger("series", &[Code::SERIES_FALLS], series::find),
    ledger("shares", &[Code::SHARES_DIFFER], shares::find),
    ledger("spans", &[Code::SPAN_DIFFERS], spans::find),
    ledger("ledger_references", &[Code::UNKNOWN_REFERENCE], ledger_references::find),
    ledger("missing_sources", &[Code::MISSING_SOURCE], missing_sources::find),
    ledger("duplicate_facts", &[Code::DUPLICATE_FACT], duplicate_facts::find),
    publication(
        "configuration",
        &[Code::UNKNOWN_FACT, Code::WRONG_FACT_KIND, Code::MISSING_MESSAGE, Code::INVALID_VALUE],
        configuration::find,
    ),
    publication("country_and_noun_messages", &[Code::MISSING_MESSAGE], country_and_noun_messages::find),
    publication(
        "references",
        &[Code::UNKNOWN_FACT, Code::WRONG_FACT_KIND, Code::UNKNOWN_TERM, Code::MISSING_MESSAGE],
        references::find,
    ),
    publication("forbidden_terms", &[Code::FORBIDDEN_TERM], forbidden_terms::find),
    publication(
        "translated_files",
        &[Code::MISSING_TRANSLATION, Code::EXTRA_TRANSLATION],
        translated_files::find,
    ),
    publication("messages", &[Code::MESSAGE_MISSING], messages::find),
    publication("structure", &[Code::STRUCTURE_DIFFERS], structure::find),
    publication("fact_references", &[Code::FACTS_DIFFER], fact_references::find),
    publication("links", &[Code::LINK_DIFFERS], links::find),
    publication("literal_values", &[Code::VALUE_DIFFERS], literal_values::find),
];

const fn ledger(name: &'static str, codes: &'static [Code], find: fn(&Ledger) -> Vec<Diagnostic>) -> Rule {
    Rule { name, codes, subject: Subject::Ledger(find) }
}

const fn publication(
    name: &'static str,
    codes: &'static [Code],
    find: fn(&Publication) -> Vec<Diagnostic>,
) -> Rule {
    Rule { name, codes, subject: Subject::Publication(find) }
}
