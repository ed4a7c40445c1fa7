//! Amounts of data in the language's unit.
//!
//! **What.** `MB`, `GB` and so on behind a number in French, `Mo`, `Go` in English and Spanish.
//!
//! **Why.** The French byte is an octet: `Mo`. The unit of the other language shows that the text was not translated.
//!
//! **How to mend.** Write the language's unit; the number stays.

use super::in_passages;
use crate::Context;
use crate::values::LanguageKind;
use concord_diagnostics::Code;

/// The unit in French and in the other languages.
const UNITS: &[(&str, &str)] = &[
    ("ko", "kB"),
    ("Mo", "MB"),
    ("Go", "GB"),
    ("To", "TB"),
    ("Ko", "KB"),
    ("Kio", "KiB"),
    ("Mio", "MiB"),
    ("Gio", "GiB"),
];

/// Looks at every unit behind a number.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        for at in 1..passage.tokens.len() {
            let number = passage.before_space(at).unwrap_or(at - 1);
            if passage.digits(number).is_none() {
                continue;
            }
            let word = passage.word(at);
            let own = if kind == LanguageKind::French {
                UNITS.iter().find(|(_, other)| *other == word).map(|(french, _)| *french)
            } else {
                // `To` and `Mio` mean other things too, behind a number.
                let units = UNITS.iter().filter(|(french, _)| !matches!(*french, "To" | "Mio"));
                units.clone().find(|(french, _)| *french == word).map(|(_, other)| *other)
            };
            let Some(own) = own else { continue };
            let range = passage.range(at..at + 1);
            let message = format!("`{word}` is not the unit of data in {}", passage.language_name());
            let finding = passage.finding(Code::BYTE_UNIT, range.clone(), message, "");
            let finding = finding.map(|finding| finding.help(format!("write `{own}`")));
            found.extend(finding.map(|finding| passage.mend(finding, range, own, false, context.sources)));
        }
    })
}
