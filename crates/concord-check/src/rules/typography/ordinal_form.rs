//! The letters of ordinals.
//!
//! **What.** English: letters that do not go with the number (`2th`, `11st`). French: `1ère`, `2ème`, `XXIème` for `1re`,
//! `2e`, `XXIe`. Spanish: `1º`, `1er`, `2do` for `1.º`, `1.er`, `2.º`. Raised letters (`2^ème^`) are read as others.
//!
//! **Why.** These forms are of speech or of another language, and the marks of a hurried text.
//!
//! **How to mend.** Write the usual form; `{{ordinal "..."}}` writes a fact of the ledger right.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::{LanguageKind, TokenKind};
use concord_diagnostics::Code;

/// Looks at every number with letters.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        for at in 0..passage.tokens.len() {
            let Some((end, own)) = judge(passage, kind, at) else { continue };
            let range = passage.range(at..end);
            let written = passage.text(range.clone());
            let message = format!("`{written}` is not the {} form of an ordinal", passage.language_name());
            let is_safe = kind != LanguageKind::English;
            let finding = passage.finding(Code::ORDINAL_FORM, range.clone(), message, "");
            let finding = finding.map(|finding| finding.help(format!("write `{own}`")));
            found.extend(finding.map(|finding| passage.mend(finding, range, &own, is_safe, context.sources)));
        }
    })
}

/// The token behind a wrong ordinal, and the right form.
fn judge(passage: &Passage, kind: LanguageKind, at: usize) -> Option<(usize, String)> {
    let is_joined = at.checked_sub(1).is_some_and(|before| {
        let token = passage.token(before);
        token.is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Digits))
            || passage.word(before).starts_with(['/', '-', '.', ',', '\0'])
    });
    if is_joined {
        return None;
    }
    let Some(digits) = passage.digits(at) else {
        return (kind == LanguageKind::French)
            .then(|| french_roman(passage.word(at)))?
            .map(|own| (at + 1, own));
    };
    let letters = passage.lower(at + 1);
    let own = match kind {
        LanguageKind::English => english(digits, letters),
        LanguageKind::French => french(digits, letters),
        LanguageKind::Spanish => spanish(digits, letters),
    };
    own.map(|own| (at + 2, own))
}

fn english(digits: &str, letters: &str) -> Option<String> {
    let right = match digits.as_bytes() {
        [.., b'1', _] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    };
    (["st", "nd", "rd", "th"].contains(&letters) && letters != right).then(|| format!("{digits}{right}"))
}

fn french(digits: &str, letters: &str) -> Option<String> {
    let own = match (digits, letters) {
        ("1", "ère" | "ere" | "ière") => "re",
        ("1", "ères" | "eres" | "ières") => "res",
        ("1", "ier") => "er",
        ("1", "iers") => "ers",
        (_, "ème" | "eme" | "ième" | "ieme" | "è") => "e",
        (_, "èmes" | "emes" | "ièmes" | "iemes") => "es",
        _ => return None,
    };
    Some(format!("{digits}{own}"))
}

/// `XXIème`: capitals of a Roman numeral, then the letters.
fn french_roman(word: &str) -> Option<String> {
    let numeral = word.trim_end_matches(|c: char| !matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    let letters = &word[numeral.len()..];
    let is_numeral = !numeral.is_empty() && numeral.chars().all(|c| "IVXLC".contains(c));
    (is_numeral && ["ème", "eme", "ième", "ieme", "è"].contains(&letters)).then(|| format!("{numeral}e"))
}

fn spanish(digits: &str, letters: &str) -> Option<String> {
    let own = match letters {
        "º" => "º",
        "ª" => "ª",
        "er" => "er",
        "ro" | "do" | "to" | "mo" | "vo" | "no" | "ero" => "º",
        "ra" | "da" | "ta" | "ma" | "va" | "na" | "era" => "ª",
        _ => return None,
    };
    Some(format!("{digits}.{own}"))
}
