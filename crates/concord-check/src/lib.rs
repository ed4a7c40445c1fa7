//! Rules that a publication must keep, one file each.
//!
//! A rule reads the publication as people wrote it and says where it contradicts itself: the ledger alone, each text
//! against the ledger, each translation against its source. It changes nothing and stops at nothing; a rule that cannot
//! judge, because what it needs could not be read, is silent. [`rules::all`] is the list of them.
//!
//! What rules share is read once, into a [`Context`]: the values that texts state, and every translation laid beside its
//! source. [`Policy`] says how much a finding weighs in a publication, and what its authors allowed.
//!
//! ```
//! let mut sources = concord_diagnostics::Sources::new();
//! let text = "[counts.towns]\nvalue = 40\nunit = \"town\"\n";
//! let id = sources.add("ledger.toml", text);
//! let ledger = concord_ledger::parse(id, text).value;
//! let found = concord_check::check_ledger(&ledger);
//! assert!(found.iter().any(|finding| finding.message.contains("source")), "a fact needs a source");
//! ```

mod alignment;
pub mod beside;
mod context;
pub mod coverage;
pub mod literals;
#[cfg(test)]
mod mending;
mod once;
mod parallel;
mod passages;
mod policy;
pub mod progress;
mod references;
pub mod rules;
pub mod staleness;
mod statements;
#[cfg(test)]
mod testing;
mod values;
mod wording;
mod words;

pub use context::Context;
pub use policy::{Level, Policy, State};
pub use rules::{Rule, Subject};

use concord_diagnostics::{Diagnostic, Sources, Span, sort};
use concord_ledger::Ledger;
use concord_publication::Publication;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Every finding of every rule, in the one order in which findings are shown, as much as their codes weigh, and some of
/// one cause: see [`Policy::weigh`]. Facts may be used outside the manuscripts, such as by templates: `used_elsewhere` holds their ids,
/// which are then not reported as unused.
pub fn check(
    publication: &Publication,
    sources: &Sources,
    used_elsewhere: &BTreeSet<String>,
) -> Vec<Diagnostic> {
    check_context(&Context::new(publication, sources), used_elsewhere)
}

/// The same for a publication whose texts have been read already.
pub fn check_context(context: &Context<'_>, used_elsewhere: &BTreeSet<String>) -> Vec<Diagnostic> {
    let publication = context.publication;
    let rules: Vec<&Rule> = rules::all().collect();
    let found: Vec<Vec<Diagnostic>> = rules.into_par_iter().map(|rule| run(rule, context)).collect();
    let mut diagnostics: Vec<Diagnostic> = found.into_iter().flatten().collect();
    diagnostics.extend(rules::publication::unused_facts::find(publication, used_elsewhere));
    leave_out_open_texts(context, &mut diagnostics);
    sort(&mut diagnostics);
    diagnostics
}

/// A text that waits for its translation is in the source's language, and is judged there; nothing else is measured by it.
fn leave_out_open_texts(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let open = staleness::open_places(context);
    if open.is_empty() {
        return;
    }
    let is_open = |span: Span| {
        open.iter().any(|text| text.source == span.source && text.start <= span.start && span.end <= text.end)
    };
    findings.retain(|finding| {
        let mut labels = finding.primary.iter().chain(&finding.secondary);
        !labels.any(|label| is_open(label.span))
    });
}

fn run(rule: &Rule, context: &Context<'_>) -> Vec<Diagnostic> {
    match rule.subject {
        Subject::Ledger(find) => find(&context.publication.ledger),
        Subject::Publication(find) => find(context.publication),
        Subject::Context(find) => find(context),
    }
}

/// The findings of the rules that need the ledger alone.
pub fn check_ledger(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in rules::all() {
        if let Subject::Ledger(find) = rule.subject {
            diagnostics.extend(find(ledger));
        }
    }
    sort(&mut diagnostics);
    diagnostics
}
