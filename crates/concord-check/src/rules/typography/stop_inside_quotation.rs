//! Full stop and comma behind the quotation in Spanish.
//!
//! **What.** A full stop or a comma stands before a closing quotation mark in Spanish.
//!
//! **Why.** The Academy puts both behind the mark, always; before it they follow American English.
//!
//! **How to mend.** Exchange the two.

use super::in_passages;
use crate::Context;
use crate::values::LanguageKind;
use concord_diagnostics::Code;

/// Looks at every Spanish closing mark.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        if kind != LanguageKind::Spanish {
            return;
        }
        for at in 2..passage.characters.len() {
            let (mark, stop) = (passage.characters[at], passage.characters[at - 1]);
            let before = passage.characters[at - 2];
            // `etc.»`, `EE. UU.»` and `...»` keep their full stop.
            let letters = passage.characters[..at - 1].iter().rev().take_while(|c| c.is_alphabetic()).count();
            let is_abbreviation = stop == '.' && letters < 4;
            if !matches!(mark, '»' | '”') || !matches!(stop, '.' | ',') || before == '.' || is_abbreviation
            {
                continue;
            }
            let range = at - 1..at + 1;
            // The sentence's own full stop may already stand behind.
            let has_own = passage.beside(at, 1).is_some_and(|next| matches!(next, '.' | ',' | ';' | ':'));
            let own = if has_own { mark.to_string() } else { format!("{mark}{stop}") };
            let message = format!("`{stop}` stands inside the quotation in {}", passage.language_name());
            let finding = passage.finding(Code::STOP_INSIDE_QUOTATION, range.clone(), message, "");
            let finding = finding.map(|finding| finding.help(format!("write `{own}`")));
            found.extend(finding.map(|finding| passage.mend(finding, range, &own, true, context.sources)));
        }
    })
}
