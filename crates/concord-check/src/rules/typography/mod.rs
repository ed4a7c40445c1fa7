//! The typography of the language, by the house style of the publication.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
