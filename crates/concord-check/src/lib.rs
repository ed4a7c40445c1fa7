//! Rules that a publication must keep, one file each.
//!
//! A rule reads the publication as people wrote it and says where it contradicts itself: the ledger alone, each text
//! against the ledger, each translation against its source. It changes nothing and stops at nothing; a rule that cannot
//! judge, because what it needs could not be read, is silent. [`rules::all`] is the list of them.
//!
//! What rules share is read once, into a [`Context`]: the values that texts state, and every translation laid beside its
//! source. [`Policy`] says how much a finding weighs in a publication, and what its authors allowed.

mod alignment;
mod context;
pub mod coverage;
pub mod literals;
#[cfg(test)]
mod mending;
mod parallel;
mod passages;
mod policy;
mod references;
pub mod rules;
pub mod staleness;
mod statements;
#[cfg(test)]
mod testing;
mod values;
mod words;

pub use context::Context;
pub use policy::{Level, Policy, State};
pub use rules::{Rule, Subject};

use concord_diagnostics::{Code, Diagnostic, Sources, Span, sort};
use concord_ledger::Ledger;
use concord_publication::Publication;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Every finding of every rule, in the one order in which findings are shown, as much as their codes weigh: see
/// [`Policy::weigh`]. Facts may be used outside the manuscripts, such as by templates: `used_elsewhere` holds their ids,
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
    say_once(&mut diagnostics);
    sort(&mut diagnostics);
    diagnostics
}

/// Codes of which the first says more of the same words: that the ledger's own number reads as another is more than that
/// its signs are foreign.
const SAID_BY_ANOTHER: [(Code, Code); 3] = [
    (Code::FOREIGN_FORM, Code::FOREIGN_NUMBER_FORM),
    (Code::ALTERNATIVE_UNTRANSLATED, Code::UNTRANSLATED),
    (Code::NAME_DIFFERS, Code::EXCHANGED_LETTERS),
];

/// Leaves out what another finding says of the same words, and better.
fn say_once(diagnostics: &mut Vec<Diagnostic>) {
    let places = |code: Code| -> Vec<Span> {
        let found = diagnostics.iter().filter(|finding| finding.code == code);
        found.filter_map(|finding| finding.primary.as_ref()).map(|label| label.span).collect()
    };
    let known = SAID_BY_ANOTHER.map(|(better, code)| (places(better), code));
    let is_said = |finding: &Diagnostic| {
        let Some(label) = &finding.primary else { return false };
        let better = known.iter().filter(|(_, code)| *code == finding.code);
        better.flat_map(|(places, _)| places).any(|place| overlap(*place, label.span))
    };
    diagnostics.retain(|finding| !is_said(finding));
}

fn overlap(a: Span, b: Span) -> bool {
    a.source == b.source && a.start < b.end && b.start < a.end
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
