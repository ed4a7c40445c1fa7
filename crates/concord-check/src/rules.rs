//! The rules by family, in the order in which a publication is made: the ledger, what files name of each other, each
//! text, the translations. Every rule is a file, which says what it looks for, why, and how to mend it.

pub mod accessibility;
pub mod hygiene;
pub mod ledger;
pub mod publication;
pub mod text;
pub mod translation;
pub mod typography;

use crate::Context;
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::Ledger;
use concord_publication::Publication;

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Subject {
    /// The ledger alone.
    Ledger(fn(&Ledger) -> Vec<Diagnostic>),
    /// The publication as it was written.
    Publication(fn(&Publication) -> Vec<Diagnostic>),
    /// The publication with its texts read and its translations laid beside their sources.
    Context(fn(&Context<'_>) -> Vec<Diagnostic>),
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

/// The families in order.
pub const FAMILIES: &[&[Rule]] = &[
    ledger::RULES,
    publication::RULES,
    text::RULES,
    typography::RULES,
    accessibility::RULES,
    hygiene::RULES,
    translation::RULES,
];

/// Every rule except [`publication::unused_facts`], which must also be told what templates use.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten()
}

impl Rule {
    const fn ledger(
        name: &'static str,
        codes: &'static [Code],
        find: fn(&Ledger) -> Vec<Diagnostic>,
    ) -> Self {
        Self { name, codes, subject: Subject::Ledger(find) }
    }

    const fn publication(
        name: &'static str,
        codes: &'static [Code],
        find: fn(&Publication) -> Vec<Diagnostic>,
    ) -> Self {
        Self { name, codes, subject: Subject::Publication(find) }
    }

    const fn context(
        name: &'static str,
        codes: &'static [Code],
        find: fn(&Context<'_>) -> Vec<Diagnostic>,
    ) -> Self {
        Self { name, codes, subject: Subject::Context(find) }
    }
}
