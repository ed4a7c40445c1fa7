//! One text against the ledger: what is written out must be what the ledger states.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
