//! What readers who do not see the page depend on.

pub mod alternatives;
pub mod column_heads;
pub mod headings;
pub mod link_texts;
pub mod unmarked_language;

use super::Rule;
use concord_diagnostics::Code;

pub(super) const RULES: &[Rule] = &[
    Rule::context(
        "alternatives",
        &[Code::EMPTY_ALTERNATIVE, Code::ALTERNATIVE_IS_CAPTION, Code::ALTERNATIVE_UNTRANSLATED],
        alternatives::find,
    ),
    Rule::context("headings", &[Code::EMPTY_HEADING], headings::find),
    Rule::context("link_texts", &[Code::LINK_WITHOUT_CONTENT], link_texts::find),
    Rule::context("column_heads", &[Code::MISSING_COLUMN_HEAD], column_heads::find),
    Rule::context("unmarked_language", &[Code::UNMARKED_LANGUAGE], unmarked_language::find),
];

/// Small letters, without signs at both ends, and one space between words.
fn normal(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}
