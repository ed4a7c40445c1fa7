//! The kinds of fault, in families. Each kind is a small function that lists every place of a file where it can be made.

mod hygiene;
mod ledger;
mod numbers;
mod references;
mod structure;
mod typography;
mod wording;

use super::change::Change;
use super::scene::{Role, Scene};
use concord_diagnostics::Code;

/// A kind of fault.
pub(super) struct Kind {
    /// Its name, which is also what it does.
    pub(super) name: &'static str,
    /// Codes and families, such as `T308` or `T*`, that may find it. What a code is called must not matter, so that
    /// ids or names may stand here.
    codes: &'static [&'static str],
    /// The files that it is made in.
    roles: &'static [Role],
    /// Every place where it can be made in a file.
    pub(super) find: fn(&Scene<'_>) -> Vec<Change>,
}

impl Kind {
    /// Whether a finding of a code says what this fault is.
    pub(super) fn is_found_by(&self, code: Code) -> bool {
        self.codes.iter().any(|known| match known.strip_suffix('*') {
            Some(family) => code.id().starts_with(family),
            None => Code::find(known) == Some(code),
        })
    }

    pub(super) fn is_made_in(&self, scene: &Scene<'_>) -> bool {
        self.roles.contains(&scene.role)
    }
}

/// Every kind in order of family.
pub(super) fn all() -> impl Iterator<Item = &'static Kind> {
    let families = [
        numbers::KINDS,
        references::KINDS,
        structure::KINDS,
        wording::KINDS,
        typography::KINDS,
        hygiene::KINDS,
        ledger::KINDS,
    ];
    families.into_iter().flatten()
}

const TRANSLATION: &[Role] = &[Role::Translation];
const TEXTS: &[Role] = &[Role::Source, Role::Translation];
const SOURCE: &[Role] = &[Role::Source];
const MESSAGES: &[Role] = &[Role::Messages];
const LEDGER: &[Role] = &[Role::Ledger];

const fn kind(
    name: &'static str,
    codes: &'static [&'static str],
    roles: &'static [Role],
    find: fn(&Scene<'_>) -> Vec<Change>,
) -> Kind {
    Kind { name, codes, roles, find }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_their_own() {
        let names: Vec<&str> = all().map(|kind| kind.name).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        assert!(names.len() > 60);
    }
}
