//! What readers who do not see the page depend on.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
