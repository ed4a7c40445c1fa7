//! Capitals keep their accents.
//!
//! **What.** French and Spanish words that are certain to have an accent on their first letter, and French `A` at the
//! start of a sentence where only `À` can stand: `Etat`, `A partir de`, `Indice`, `Ultimo`.
//!
//! **Why.** In both languages the accent belongs to the spelling, on capitals as on small letters; search and speech
//! depend on it.
//!
//! **How to mend.** Write the accent.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use concord_diagnostics::Code;

/// Words in small letters as they are mistyped, and their first letter as it must be.
const FRENCH: &[(&str, &str)] = &[
    ("etat", "é"),
    ("etats", "é"),
    ("etranger", "é"),
    ("etrangers", "é"),
    ("etrangère", "é"),
    ("etude", "é"),
    ("etudes", "é"),
    ("etape", "é"),
    ("etapes", "é"),
    ("echange", "é"),
    ("echanges", "é"),
    ("ecole", "é"),
    ("ecoles", "é"),
    ("economie", "é"),
    ("economique", "é"),
    ("edition", "é"),
    ("editions", "é"),
    ("education", "é"),
    ("egalement", "é"),
    ("egalité", "é"),
    ("eglise", "é"),
    ("egypte", "é"),
    ("elaboration", "é"),
    ("election", "é"),
    ("elections", "é"),
    ("emigration", "é"),
    ("energie", "é"),
    ("equateur", "é"),
    ("equipe", "é"),
    ("equipes", "é"),
    ("erythrée", "é"),
    ("etablir", "é"),
    ("etablissement", "é"),
    ("etant", "é"),
    ("ethiopie", "é"),
    ("evaluation", "é"),
    ("evaluations", "é"),
    ("evénement", "é"),
    ("evolution", "é"),
    ("evolutions", "é"),
    ("etre", "ê"),
    ("ile", "î"),
    ("iles", "î"),
];

const SPANISH: &[(&str, &str)] = &[
    ("indice", "í"),
    ("indices", "í"),
    ("ultimo", "ú"),
    ("ultima", "ú"),
    ("ultimos", "ú"),
    ("ultimas", "ú"),
    ("unico", "ú"),
    ("unica", "ú"),
    ("unicos", "ú"),
    ("unicas", "ú"),
    ("area", "á"),
    ("areas", "á"),
    ("africa", "á"),
    ("ambito", "á"),
    ("ambitos", "á"),
    ("arabe", "á"),
    ("arabes", "á"),
    ("epoca", "é"),
    ("exito", "é"),
    ("exitos", "é"),
    ("etica", "é"),
    ("etnico", "é"),
    ("organo", "ó"),
    ("organos", "ó"),
    ("optimo", "ó"),
];

/// What stands behind `À` and never behind the verb `a` at the start of a sentence.
const BEHIND_A: &[&str] = &[
    "la",
    "l",
    "partir",
    "travers",
    "titre",
    "ce",
    "cet",
    "cette",
    "ces",
    "cela",
    "savoir",
    "noter",
    "terme",
    "défaut",
    "chaque",
    "leur",
    "leurs",
    "quelques",
    "moins",
    "nouveau",
    "propos",
    "bruxelles",
    "paris",
    "genève",
];

/// Looks at every capital.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        for at in 0..passage.tokens.len() {
            let Some(own) = judge(passage, kind, at) else { continue };
            let range = passage.range(at..at + 1);
            let message = format!("`{}` lacks an accent in {}", passage.word(at), passage.language_name());
            let letter = range.start..range.start + 1;
            let finding = passage.finding(Code::UNACCENTED_CAPITAL, range, message, "");
            let finding = finding.map(|finding| finding.help(format!("write `{own}`")));
            let first: String = own.chars().take(1).collect();
            found.extend(finding.map(|finding| passage.mend(finding, letter, &first, true, context.sources)));
        }
    })
}

fn judge(passage: &Passage, kind: LanguageKind, at: usize) -> Option<String> {
    let word = passage.word(at);
    let is_capital = word.chars().next().is_some_and(char::is_uppercase);
    let words = match kind {
        LanguageKind::French => FRENCH,
        LanguageKind::Spanish => SPANISH,
        LanguageKind::English => return None,
    };
    if kind == LanguageKind::French && word == "A" {
        let next = passage.lower(at + 2);
        let start = passage.range(at..at + 1).start;
        let is_preposition =
            passage.is_space(at + 1) && BEHIND_A.contains(&next) && passage.begins_sentence(start);
        return is_preposition.then(|| "À".to_owned());
    }
    let lower = passage.lower(at);
    let (_, letter) = words.iter().find(|(known, _)| is_capital && *known == lower)?;
    let letter = letter.to_uppercase();
    // A lower-case beginning is spelling, and not looked at here.
    let rest: String = word.chars().skip(1).collect();
    Some(format!("{letter}{rest}"))
}
