//! Percentages in the language's words.
//!
//! **What.** `percent` in British English and `per cent` in American; `pourcent` for `pour cent`, `porciento` for `por
//! ciento`; a percent sign before its number. Where the sign stands behind the number, its space is set by the house style.
//!
//! **Why.** The form is another country's, or no word at all.
//!
//! **How to mend.** Write the form of the house style; `{{share "..."}}` writes a fact of the ledger right.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use concord_diagnostics::Code;
use concord_locale::Style;

/// Looks at every percentage.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        for at in 0..passage.tokens.len() {
            let Some((end, own)) = judge(context, passage, kind, at) else { continue };
            let range = passage.range(at..end);
            let (written, language) = (passage.text(range.clone()), passage.language_name());
            let message = format!("`{written}` is not the {language} form of a percentage");
            let finding = passage.finding(Code::PERCENT_FORM, range.clone(), message, "");
            let finding = finding.map(|finding| finding.help(format!("write `{own}`")));
            found.extend(finding.map(|finding| passage.mend(finding, range, &own, false, context.sources)));
        }
    })
}

fn judge(context: &Context<'_>, passage: &Passage, kind: LanguageKind, at: usize) -> Option<(usize, String)> {
    if passage.word(at) == "%" {
        let digits = passage.digits(at + 1)?;
        let before = at.checked_sub(1).and_then(|before| passage.token(before));
        let is_free = before
            .is_none_or(|token| token.kind == crate::values::TokenKind::Space || token.text == "(")
            && passage.before_space(at).is_none_or(|before| passage.digits(before).is_none());
        let is_whole = !passage.word(at + 2).starts_with(['.', ',']) || passage.digits(at + 3).is_none();
        return (is_free && is_whole).then(|| (at + 2, format!("{digits}%")));
    }
    // The words behind a number alone: `a percent sign` is a name.
    let number = passage.before_space(at)?;
    let is_counted = passage.digits(number).is_some() || passage.word(number) == "\0";
    let style = context.locale_of(passage.tag()).map(concord_locale::Locale::style)?;
    let is_british = matches!(style, Style::British | Style::EnglishEu);
    let is_per_cent =
        passage.lower(at) == "per" && passage.is_space(at + 1) && passage.lower(at + 2) == "cent";
    match (kind, passage.lower(at)) {
        (LanguageKind::English, "percent") if is_counted && is_british => {
            Some((at + 1, "per cent".to_owned()))
        }
        (LanguageKind::English, "per") if is_counted && !is_british && is_per_cent => {
            Some((at + 3, "percent".to_owned()))
        }
        (LanguageKind::French, "pourcent" | "pourcents") => Some((at + 1, "pour cent".to_owned())),
        (LanguageKind::Spanish, "porciento") => Some((at + 1, "por ciento".to_owned())),
        _ => None,
    }
}
