//! Millions of something.
//!
//! **What.** In French and Spanish a noun stands directly behind `millions`, `milliards`, `millones` or `billones`: `2
//! millions personnes`. The nouns are those of the publication's messages and a list of frequent ones.
//!
//! **Why.** A million is a noun in both languages, and what is counted follows with `de`.
//!
//! **How to mend.** Write `de`, or `d’` before a vowel in French.

use super::in_passages;
use crate::Context;
use crate::values::LanguageKind;
use concord_diagnostics::Code;
use std::collections::BTreeSet;

const MILLIONS: &[&str] = &[
    "million",
    "millions",
    "milliard",
    "milliards",
    "millón",
    "millones",
    "billón",
    "billones",
    "billion",
    "billions",
];

const NOUNS: &[&str] = &[
    "euros",
    "dollars",
    "francs",
    "personnes",
    "habitants",
    "migrants",
    "réfugiés",
    "enfants",
    "femmes",
    "hommes",
    "emplois",
    "travailleurs",
    "dólares",
    "personas",
    "habitantes",
    "migrantes",
    "refugiados",
    "niños",
    "mujeres",
    "hombres",
    "empleos",
    "trabajadores",
    "demandes",
    "solicitudes",
    "citoyens",
    "ciudadanos",
];

/// Looks at every magnitude.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    let manuscripts = context.publication.manuscripts.values();
    let forms = manuscripts
        .flat_map(|manuscript| manuscript.messages.nouns.values().flat_map(|noun| noun.forms.values()));
    let mut nouns: BTreeSet<String> = forms.map(|form| form.to_lowercase()).collect();
    nouns.extend(NOUNS.iter().map(|noun| (*noun).to_owned()));
    in_passages(context, |passage, kind, found| {
        if kind == LanguageKind::English {
            return;
        }
        for at in 0..passage.tokens.len() {
            let noun = passage.word(at + 2);
            let lower = passage.lower(at + 2);
            if !MILLIONS.contains(&passage.lower(at)) || !passage.is_space(at + 1) || !nouns.contains(lower) {
                continue;
            }
            let is_vowel = lower.starts_with(|c: char| "aeiouyéèêâîôûh".contains(c));
            let own = if kind == LanguageKind::French && is_vowel { "d’" } else { "de " };
            let range = passage.range(at..at + 3);
            let start = passage.range(at + 2..at + 3).start;
            let message = format!("`{}` is missing in `{}`", own.trim_end(), passage.text(range.clone()));
            let Some(finding) = passage.finding(Code::MISSING_OF, range, message, "") else { continue };
            let finding = finding.help(format!("write `{} {own}{noun}`", passage.word(at)));
            let place = passage.exact_before(start, context.sources);
            found.push(match place {
                Some(place) => finding.suggest(place, own),
                None => finding,
            });
        }
    })
}
