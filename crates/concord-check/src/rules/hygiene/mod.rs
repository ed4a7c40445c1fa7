//! Characters that mislead: invisible, reversed, look-alike.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
