//! The typography of the language, by the house style of the publication.
//!
//! Translators type plainly. What composition sets right by itself (a plain space before a French colon, straight
//! quotation marks that pair) is no fault; where a file types it in two ways, a note says so. What composition cannot set
//! right, and what shows that the writer kept to another language's conventions, is a warning or an error.

pub mod byte_unit;
pub mod capital_month;
pub mod century_form;
pub mod courtesy_title;
pub mod date_form;
pub mod double_space;
pub mod elision;
pub mod foreign_number_form;
pub mod foreign_quotation_marks;
pub mod four_digits_grouped;
pub mod hyphen_for_dash;
pub mod hyphen_in_range;
pub mod lost_word;
pub mod malformed_ellipsis;
pub mod missing_of;
pub mod missing_opening_mark;
pub mod missing_space;
pub mod mixed_marks;
pub mod mixed_range;
pub mod mixed_spacing;
pub mod numeric_date;
pub mod numero_form;
pub mod ordinal_form;
pub mod percent_form;
mod quotations;
pub mod sign_at_line_start;
pub mod space_before_sign;
pub mod stop_after_mark;
pub mod stop_inside_quotation;
pub mod unaccented_capital;
pub mod unbalanced_bracket;
pub mod unbalanced_quotation;

use super::Rule;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use concord_diagnostics::{Code, Diagnostic};

pub(super) const RULES: &[Rule] = &[
    Rule::context("double_space", &[Code::DOUBLE_SPACE], double_space::find),
    Rule::context("unbalanced_bracket", &[Code::UNBALANCED_BRACKET], unbalanced_bracket::find),
    Rule::context("mixed_marks", &[Code::MIXED_MARKS], mixed_marks::find),
    Rule::context("mixed_spacing", &[Code::MIXED_SPACING], mixed_spacing::find),
    Rule::context("malformed_ellipsis", &[Code::MALFORMED_ELLIPSIS], malformed_ellipsis::find),
    Rule::context("unbalanced_quotation", &[Code::UNBALANCED_QUOTATION], unbalanced_quotation::find),
    Rule::context("foreign_quotation_marks", &[Code::FOREIGN_QUOTATION_MARKS], foreign_quotation_marks::find),
    Rule::context("space_before_sign", &[Code::SPACE_BEFORE_SIGN], space_before_sign::find),
    Rule::context("sign_at_line_start", &[Code::SIGN_AT_LINE_START], sign_at_line_start::find),
    Rule::context("missing_space", &[Code::MISSING_SPACE], missing_space::find),
    Rule::context("foreign_number_form", &[Code::FOREIGN_NUMBER_FORM], foreign_number_form::find),
    Rule::context("four_digits_grouped", &[Code::FOUR_DIGITS_GROUPED], four_digits_grouped::find),
    Rule::context("hyphen_in_range", &[Code::HYPHEN_IN_RANGE], hyphen_in_range::find),
    Rule::context("mixed_range", &[Code::MIXED_RANGE], mixed_range::find),
    Rule::context("ordinal_form", &[Code::ORDINAL_FORM], ordinal_form::find),
    Rule::context("numero_form", &[Code::NUMERO_FORM], numero_form::find),
    Rule::context("percent_form", &[Code::PERCENT_FORM], percent_form::find),
    Rule::context("numeric_date", &[Code::NUMERIC_DATE], numeric_date::find),
    Rule::context("date_form", &[Code::DATE_FORM], date_form::find),
    Rule::context("capital_month", &[Code::CAPITAL_MONTH], capital_month::find),
    Rule::context("missing_opening_mark", &[Code::MISSING_OPENING_MARK], missing_opening_mark::find),
    Rule::context("stop_after_mark", &[Code::STOP_AFTER_MARK], stop_after_mark::find),
    Rule::context("unaccented_capital", &[Code::UNACCENTED_CAPITAL], unaccented_capital::find),
    Rule::context("hyphen_for_dash", &[Code::HYPHEN_FOR_DASH], hyphen_for_dash::find),
    Rule::context("courtesy_title", &[Code::COURTESY_TITLE], courtesy_title::find),
    Rule::context("byte_unit", &[Code::BYTE_UNIT], byte_unit::find),
    Rule::context("missing_of", &[Code::MISSING_OF], missing_of::find),
    Rule::context("century_form", &[Code::CENTURY_FORM], century_form::find),
    Rule::context("stop_inside_quotation", &[Code::STOP_INSIDE_QUOTATION], stop_inside_quotation::find),
    Rule::context("elision", &[Code::ELISION], elision::find),
    Rule::context("lost_word", &[Code::LOST_WORD], lost_word::find),
];

/// What a rule finds in the passages of the languages that have tables.
fn in_passages(
    context: &Context<'_>,
    find: impl Fn(&Passage, LanguageKind, &mut Vec<Diagnostic>),
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for passage in context.passages() {
        if let Some(kind) = passage.kind() {
            find(passage, kind, &mut found);
        }
    }
    found
}
