//! Four digits stay together in Spanish.
//!
//! **What.** A Spanish number of four digits is cut into groups with a space: `1 234`.
//!
//! **Why.** Spanish groups digits from five on; four with a space come from English or French.
//!
//! **How to mend.** Remove the space. Two numbers that happen to meet are kept apart by other words.

use super::in_passages;
use crate::Context;
use crate::values::{LanguageKind, separators};
use concord_diagnostics::Code;

/// Looks at every Spanish number.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        if kind != LanguageKind::Spanish || separators(passage.tag()).decimal == '.' {
            return;
        }
        for at in 0..passage.tokens.len() {
            let (Some(first), Some(second)) = (passage.digits(at), passage.digits(at + 2)) else { continue };
            let is_group = passage.token(at + 1).is_some_and(|space| space.is_group_space());
            let before = at.checked_sub(1);
            let is_joined = before
                .is_some_and(|at| !passage.is_space(at) && !"(«¿¡".contains(passage.word(at)))
                || before.and_then(|at| at.checked_sub(1)).is_some_and(|at| passage.digits(at).is_some())
                || is_reference(
                    before
                        .and_then(|before| passage.before_space(before + 1))
                        .map_or("", |at| passage.lower(at)),
                );
            let goes_on = passage.digits(at + 4).is_some_and(|next| next.len() == 3)
                && passage.is_space(at + 3)
                || passage.word(at + 3).starts_with(['/', '-', ':']);
            if !is_group || is_joined || goes_on || first.len() != 1 || second.len() != 3 || first == "0" {
                continue;
            }
            let range = passage.range(at..at + 3);
            let own = format!("{first}{second}");
            let message = format!(
                "the four digits `{}` are cut into groups in {}",
                passage.text(range.clone()),
                passage.language_name()
            );
            let finding = passage.finding(
                Code::FOUR_DIGITS_GROUPED,
                range.clone(),
                message,
                "grouped from five digits on",
            );
            let finding = finding.map(|finding| finding.help(format!("write `{own}`")));
            found.extend(finding.map(|finding| passage.mend(finding, range, &own, false, context.sources)));
        }
    })
}

/// Words that number what follows them, so that two numbers may meet.
fn is_reference(word: &str) -> bool {
    ["artículo", "cuadro", "figura", "fase", "nivel", "capítulo", "anexo", "tabla"].contains(&word)
}
