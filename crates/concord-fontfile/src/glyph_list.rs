//! The Adobe Glyph List: which characters a name of a glyph means.
//!
//! Only names that the list itself holds count, not those that are made by its rules (`uni0041`, `A.alt`, `f_f`), nor
//! the names of ITC Zapf Dingbats, which the table behind this keeps beside it.

use read_fonts::ps::agl;

/// The text of a name in the Adobe Glyph List.
pub fn text_of(name: &str) -> Option<String> {
    if name.contains(['.', '_']) || is_made(name) || has_form_of_dingbat(name) {
        return None;
    }
    let text: String = agl::name_to_chars(name).collect();
    (!text.is_empty()).then_some(text)
}

/// Whether the Adobe Glyph List holds a name.
pub fn is_listed(name: &str) -> bool {
    text_of(name).is_some()
}

/// Whether a name is one of ITC Zapf Dingbats.
pub fn is_dingbat(name: &str) -> bool {
    has_form_of_dingbat(name) && agl::name_to_chars(name).next().is_some()
}

/// `uni` with groups of four digits, or `u` with four to six: the text is in the name.
fn is_made(name: &str) -> bool {
    let hex = |digits: &str| {
        digits.len() >= 4 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'))
    };
    name.strip_prefix("uni").is_some_and(hex) || name.strip_prefix('u').is_some_and(hex)
}

/// `a` with a number, as no name of the Adobe Glyph List is.
fn has_form_of_dingbat(name: &str) -> bool {
    name.strip_prefix('a')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
