//! Rules that need the ledger alone: whether its facts can be true together.

mod cel_values;
pub mod dates_within;
pub mod derived_shares;
pub mod disputes;
pub mod duplicate_facts;
pub mod expressions;
mod interval;
pub mod ledger_references;
pub mod missing_sources;
pub mod parts;
pub mod period_ends;
pub mod periods;
pub mod phase_counts;
pub mod phases;
pub mod series;
pub mod shares;
pub mod spans;
pub mod stated_twice;

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
    Rule::ledger("phase_counts", &[Code::PHASE_COUNT_DIFFERS], phase_counts::find),
    Rule::ledger("period_ends", &[Code::PRECISION_DIFFERS, Code::PERIOD_END_DIFFERS], period_ends::find),
    Rule::ledger("derived_shares", &[Code::DERIVED_SHARE_DIFFERS], derived_shares::find),
    Rule::ledger(
        "disputes",
        &[
            Code::NOTHING_DISPUTED,
            Code::PRECISION_DIFFERS,
            Code::REASON_WITHOUT_CONTENT,
            Code::SOURCES_ON_BOTH_SIDES,
        ],
        disputes::find,
    ),
    Rule::ledger("stated_twice", &[Code::FACT_STATED_TWICE], stated_twice::find),
    Rule::ledger("expressions", &[Code::INVALID_INVARIANT, Code::INVARIANT_FAILS], expressions::find),
];
