//! Rules that need the ledger alone: whether its facts can be true together.

pub mod dates_within;
pub mod duplicate_facts;
pub mod ledger_references;
pub mod missing_sources;
pub mod parts;
pub mod periods;
pub mod phases;
pub mod series;
pub mod shares;
pub mod spans;

use super::Rule;
use concord_diagnostics::Code;

pub(super) const RULES: &[Rule] = &[
    Rule::ledger("phases", &[Code::PHASES_OVERLAP, Code::PHASES_GAP], phases::find),
    Rule::ledger("periods", &[Code::PERIOD_REVERSED], periods::find),
    Rule::ledger("dates_within", &[Code::DATE_OUTSIDE_PHASE], dates_within::find),
    Rule::ledger("parts", &[Code::PARTS_DIFFER], parts::find),
    Rule::ledger("series", &[Code::SERIES_FALLS], series::find),
    Rule::ledger("shares", &[Code::SHARES_DIFFER], shares::find),
    Rule::ledger("spans", &[Code::SPAN_DIFFERS], spans::find),
    Rule::ledger("ledger_references", &[Code::UNKNOWN_REFERENCE], ledger_references::find),
    Rule::ledger("missing_sources", &[Code::MISSING_SOURCE], missing_sources::find),
    Rule::ledger("duplicate_facts", &[Code::DUPLICATE_FACT], duplicate_facts::find),
];
