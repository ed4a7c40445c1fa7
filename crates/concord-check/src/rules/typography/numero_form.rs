//! The abbreviation of "number".
//!
//! **What.** French `n°` with the degree sign for `nᵒ`, Spanish `nº` or `n°` for `n.º`, and either in English for `No`.
//!
//! **Why.** The degree sign is no letter: it is read aloud as "degree", and it is not found by who searches the right form.
//!
//! **How to mend.** Write the language's form; in French text `n^o^` raises the letter.

use super::in_passages;
use crate::Context;
use crate::values::LanguageKind;
use concord_diagnostics::Code;

/// Looks at every `n` before a sign.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        for at in 0..passage.characters.len().saturating_sub(1) {
            let (letter, sign) = (passage.characters[at], passage.characters[at + 1]);
            let is_inside = at > 0 && passage.characters[at - 1].is_alphanumeric();
            let wrong = if kind == LanguageKind::French { "°" } else { "°ºᵒ" };
            let follows = passage
                .characters
                .iter()
                .skip(at + 2)
                .find(|c| !c.is_whitespace() && !crate::passages::is_space(**c));
            let is_number = follows.is_some_and(|c| c.is_ascii_digit() || *c == '\0');
            if is_inside || !matches!(letter, 'n' | 'N') || !wrong.contains(sign) || !is_number {
                continue;
            }
            let own = match kind {
                LanguageKind::French => format!("{letter}ᵒ"),
                LanguageKind::Spanish => format!("{letter}.º"),
                LanguageKind::English => "No".to_owned(),
            };
            let message = format!(
                "`{letter}{sign}` is not the {} form of the abbreviation of \"number\"",
                passage.language_name()
            );
            let label = if sign == '°' { "the degree sign" } else { "" };
            let finding = passage.finding(Code::NUMERO_FORM, at..at + 2, message, label);
            let finding = finding.map(|finding| finding.help(format!("write `{own}`")));
            found.extend(
                finding.map(|finding| passage.mend(finding, at..at + 2, &own, true, context.sources)),
            );
        }
    })
}
