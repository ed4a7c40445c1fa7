//! Rules that a publication must keep, one file each.
//!
//! A rule reads the publication as people wrote it and says where it contradicts itself: the ledger alone, each text
//! against the ledger, each translation against its source. It changes nothing and stops at nothing; a rule that cannot
//! judge, because what it needs could not be read, is silent. [`RULES`] is the list of them.

mod alignment;
mod references;
pub mod rules;
#[cfg(test)]
mod testing;
mod values;

pub use rules::{RULES, Rule, Subject};

use concord_diagnostics::{Diagnostic, sort};
use concord_ledger::Ledger;
use concord_publication::Publication;
use std::collections::BTreeSet;

/// Every finding of every rule, in the one order in which findings are shown.
pub fn check(publication: &Publication) -> Vec<Diagnostic> {
    check_with_uses(publication, &BTreeSet::new())
}

/// The same where facts are also used outside the manuscripts, such as by templates: `used_elsewhere` holds their ids,
/// which are then not reported as unused.
pub fn check_with_uses(publication: &Publication, used_elsewhere: &BTreeSet<String>) -> Vec<Diagnostic> {
    let mut diagnostics = check_ledger(&publication.ledger);
    for rule in RULES {
        if let Subject::Publication(find) = rule.subject {
            diagnostics.extend(find(publication));
        }
    }
    diagnostics.extend(rules::unused_facts::find(publication, used_elsewhere));
    sort(&mut diagnostics);
    diagnostics
}

/// The findings of the rules that need the ledger alone.
pub fn check_ledger(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in RULES {
        if let Subject::Ledger(find) = rule.subject {
            diagnostics.extend(find(ledger));
        }
    }
    sort(&mut diagnostics);
    diagnostics
}
