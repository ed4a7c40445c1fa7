//! Rules that look whether what one file names is stated in another.

pub mod configuration;
pub mod country_and_noun_messages;
pub mod references;
pub mod unused_facts;

use super::Rule;
use concord_diagnostics::Code;

/// All of them except [`unused_facts`], which must also be told what templates use.
pub(super) const RULES: &[Rule] = &[
    Rule::publication(
        "configuration",
        &[Code::UNKNOWN_FACT, Code::WRONG_FACT_KIND, Code::MISSING_MESSAGE, Code::INVALID_VALUE],
        configuration::find,
    ),
    Rule::publication("country_and_noun_messages", &[Code::MISSING_MESSAGE], country_and_noun_messages::find),
    Rule::publication(
        "references",
        &[Code::UNKNOWN_FACT, Code::WRONG_FACT_KIND, Code::UNKNOWN_TERM, Code::MISSING_MESSAGE],
        references::find,
    ),
];
