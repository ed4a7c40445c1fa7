//! Centuries and decades.
//!
//! **What.** French and Spanish centuries in Arabic digits (`21e siècle`, `siglo 21`), decades with an apostrophe or a
//! plural ending of another language (`1990's`, `années 90s`, `los 90's`).
//!
//! **Why.** French and Spanish write centuries in Roman numerals; the apostrophe marks no plural in any of the languages.
//!
//! **How to mend.** Write the language's form.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use concord_diagnostics::Code;

/// Looks at every number.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        for at in 0..passage.tokens.len() {
            let Some(digits) = passage.digits(at) else { continue };
            let century = century(passage, kind, at, digits);
            let what = if century.is_some() { "century" } else { "decade" };
            let Some((tokens, own)) = century.or_else(|| decade(passage, kind, at, digits)) else { continue };
            let range = passage.range(tokens);
            let (written, language) = (passage.text(range.clone()), passage.language_name());
            let message = format!("`{written}` is not the {language} form of a {what}");
            let finding = passage.finding(Code::CENTURY_FORM, range.clone(), message, "");
            let finding = finding.map(|finding| finding.help(format!("write `{own}`")));
            found.extend(finding.map(|finding| passage.mend(finding, range, &own, false, context.sources)));
        }
    })
}

type Own = Option<(std::ops::Range<usize>, String)>;

fn century(passage: &Passage, kind: LanguageKind, at: usize, digits: &str) -> Own {
    let number: u32 = digits.parse().ok().filter(|number| (1..=30).contains(number))?;
    match kind {
        LanguageKind::French => {
            let letters = passage.lower(at + 1);
            let ending = if number == 1 { "er" } else { "e" };
            let is_ordinal = ["e", "er", "ème", "eme"].contains(&letters) && passage.is_space(at + 2);
            let is_century = matches!(passage.lower(at + 3), "siècle" | "siècles");
            (is_ordinal && is_century).then(|| (at..at + 2, format!("{}{ending}", roman(number))))
        }
        LanguageKind::Spanish => {
            let before = passage.before_space(at)?;
            (passage.lower(before) == "siglo").then(|| (at..at + 1, roman(number)))
        }
        LanguageKind::English => None,
    }
}

fn decade(passage: &Passage, kind: LanguageKind, at: usize, digits: &str) -> Own {
    let is_decade = matches!(digits.len(), 2 | 4) && digits.ends_with('0');
    let has_apostrophe = matches!(passage.word(at + 1), "'" | "’");
    let letter = at + 1 + usize::from(has_apostrophe);
    if !is_decade || passage.word(letter) != "s" {
        return None;
    }
    match kind {
        LanguageKind::English => {
            (has_apostrophe && digits.len() == 4).then(|| (at..letter + 1, format!("{digits}s")))
        }
        LanguageKind::French | LanguageKind::Spanish => {
            let before = passage.before_space(at).map_or("", |before| passage.lower(before));
            ["années", "los", "años"].contains(&before).then(|| (at..letter + 1, digits.to_owned()))
        }
    }
}

/// Up to 30, as no century is later.
fn roman(number: u32) -> String {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = "X".repeat((number / 10) as usize);
    format!("{tens}{}", ONES[(number % 10) as usize])
}
