//! One character a letter.
//!
//! **What.** A file has letters that are typed in parts (`e` and an accent) or in a form that Unicode keeps only for old
//! files, where there is one character: it is not in Unicode's normal form C.
//!
//! **Why.** Two words that look alike are not the same to search and comparison. Such text comes from file names and PDFs.
//!
//! **How to mend.** `concord check --fix` puts one character in the place of the parts; nothing looks different.

use super::files;
use crate::Context;
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Edit, SourceId, Span};
use icu_normalizer::ComposingNormalizer;
use icu_normalizer::properties::CanonicalCombiningClassMap;

/// Looks at every file; one finding a file, as such letters come in numbers.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, source) in files(context) {
        let edits = edits(id, source.text());
        let Some(first) = edits.first() else { continue };
        let (name, count) = (source.name(), edits.len());
        let places = wording::places(count);
        let message = format!(
            "`{name}` has accented letters in {places} that are made of two characters, letter and accent"
        );
        let label = format!("one character: `{}`", first.replacement);
        found.push(
            Diagnostic::new(Code::NOT_COMPOSED, message)
                .at(first.span, label)
                .help("let `concord check --fix` put one character in the place of the parts")
                .with_fix(edits, true),
        );
    }
    found
}

/// What must change: a letter with its marks at a time.
fn edits(id: SourceId, text: &str) -> Vec<Edit> {
    let normalizer = ComposingNormalizer::new_nfc();
    let mut edits = Vec::new();
    if text.is_ascii() || normalizer.is_normalized(text) {
        return edits;
    }
    let classes = CanonicalCombiningClassMap::new();
    let begins = |character: char| classes.get_u8(character) == 0 && !is_vowel_or_final(character);
    let mut start = 0;
    let ends = text.char_indices().skip(1).filter(|(_, c)| begins(*c)).map(|(at, _)| at);
    for end in ends.chain([text.len()]) {
        let piece = &text[start..end];
        if !piece.is_ascii() {
            let composed = normalizer.normalize(piece);
            if composed != piece {
                let span = Span::new(id, start..end);
                edits.push(Edit { span, replacement: composed.into_owned() });
            }
        }
        start = end;
    }
    edits
}

/// Hangul letters that join the one before them.
fn is_vowel_or_final(character: char) -> bool {
    matches!(character, '\u{1160}'..='\u{11ff}')
}
