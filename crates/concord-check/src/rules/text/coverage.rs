//! Enough of what a language states is held by something.
//!
//! **What.** Where `publication.toml` sets a least coverage, every language's numbers, dates, percentages, sums and names
//! are bound to facts, written as the ledger has them, compared with the other languages or allowed with a reason, at least
//! in that percentage.
//!
//! **Why.** A figure that nothing holds is one that nobody will notice changing.
//!
//! **How to mend.** `concord check --coverage` lists what is not held; put it into the ledger, or say why it stands.

use crate::coverage::coverage;
use crate::wording;
use crate::{Context, Policy};
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every language, where a least coverage is set.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(least) = &context.publication.config.least_coverage else { return Vec::new() };
    let policy = Policy::of(context.publication, context.sources);
    let mut diagnostics = Vec::new();
    for of_language in coverage(context, &policy).iter().filter(|coverage| coverage.is_read) {
        let (total, language) = (of_language.total(), &of_language.language);
        if total.percent() >= least.value {
            continue;
        }
        let message = format!(
            "{language}: {}% of the values are held, and at least {}% must be; {} of {} are held by nothing",
            total.percent(),
            least.value,
            total.unbound,
            total.total(),
            language = wording::language(language)
        );
        let mut finding =
            Diagnostic::new(Code::LOW_COVERAGE, message).at(least.span, "the least is set here");
        for unbound in of_language.unbound.iter().take(3) {
            finding = finding.and(unbound.span, format!("{} not held", unbound.kind.name()));
        }
        diagnostics.push(finding.help("`concord check --coverage` lists them all"));
    }
    diagnostics
}
