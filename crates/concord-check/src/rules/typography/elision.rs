//! Small words of French before a vowel, and of Spanish before an article.
//!
//! **What.** French elides `le`, `la`, `de`, `que`, `se`, `ne`, `je`, `me` and `te` before a vowel, and before nothing else:
//! `le accord`, `l’ cite` and `l’pays` are slips, mostly of a word that was taken out. Spanish joins `de el` and `a el`
//! to `del` and `al`. An h, a capital name of another language, and words such as `onze` and `oui` are not judged.
//!
//! **Why.** The reader stumbles; and where a name has gone, only this shows that there was one.
//!
//! **How to mend.** Elide, or put back the word that is missing.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use concord_diagnostics::{Code, Diagnostic};

const ELIDED: &[&str] = &["le", "la", "de", "que", "se", "ne", "je", "me", "te"];
const ELISIONS: &[&str] = &["l", "d", "qu", "s", "n", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu"];
/// Words before which nothing is elided, and the names of numbers and headlines.
const WHOLE: &[&str] = &["onze", "onzième", "onzièmes", "oui", "un", "une", "ouistiti", "uhlan", "ululement"];
const VOWELS: &str = "aeiouàâäéèêëîïôöûùüœæ";

/// Looks at every passage.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    in_passages(context, |passage, kind, found| {
        for at in 0..passage.tokens.len() {
            match kind {
                LanguageKind::French => {
                    found.extend(unelided(passage, at).or_else(|| elided_before_nothing(passage, at)));
                }
                LanguageKind::Spanish => found.extend(uncontracted(passage, at)),
                LanguageKind::English => {}
            }
        }
    })
}

fn unelided(passage: &Passage, at: usize) -> Option<Diagnostic> {
    let next = passage.word(at + 2);
    let lower = passage.lower(at + 2);
    let is_small_word = ELIDED.contains(&passage.lower(at)) && passage.is_space(at + 1);
    // `fais-le entrer` is whole.
    let is_joined =
        at.checked_sub(1).and_then(|before| passage.token(before)).is_some_and(|token| token.is_dash());
    let is_capitals = passage.token(at + 2).is_some_and(|token| token.is_capitals());
    let is_vowel = passage.is_word(at + 2) && lower.starts_with(|letter| VOWELS.contains(letter));
    if !is_small_word || is_joined || is_capitals || !is_vowel || WHOLE.contains(&lower) {
        return None;
    }
    // `Universidad de Alcalá`: a name of another language.
    let before = passage.before_space(at).map_or("", |before| passage.word(before));
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    if lower.chars().count() < 2 && lower != "a" && lower != "à" || is_capital(next) && is_capital(before) {
        return None;
    }
    let (written, mut elided) = (passage.word(at), passage.word(at).to_owned());
    elided.pop();
    let message = format!("`{written} {next}` lacks its elision");
    let finding = passage.finding(Code::ELISION, passage.range(at..at + 3), message, "")?;
    Some(finding.help(format!("write `{elided}’{next}`, or the word that is missing between them")))
}

fn elided_before_nothing(passage: &Passage, at: usize) -> Option<Diagnostic> {
    let is_elision = ELISIONS.contains(&passage.lower(at))
        && (passage.word(at + 1) == "’" || passage.word(at + 1) == "'")
        && at.checked_sub(1).is_none_or(|before| !matches!(passage.word(before), "’" | "'"));
    let lower = passage.lower(at + 2);
    let is_consonant = passage.is_word(at + 2)
        && lower.chars().count() > 1
        && !passage.word(at + 2).starts_with(char::is_uppercase)
        && !lower.starts_with(|letter: char| VOWELS.contains(letter) || "hy".contains(letter));
    let is_space = passage.is_space(at + 2) && passage.is_word(at + 3);
    if !is_elision || !(is_consonant || is_space) {
        return None;
    }
    let end = if is_space { at + 4 } else { at + 3 };
    let range = passage.range(at..end);
    let message =
        format!("`{}` is elided before no vowel in {}", passage.text(range.clone()), passage.language_name());
    let finding = passage.finding(Code::ELISION, range, message, "")?;
    Some(finding.help("write the word that is missing, or the small word in full"))
}

fn uncontracted(passage: &Passage, at: usize) -> Option<Diagnostic> {
    let whole = match passage.lower(at) {
        "de" => "del",
        "a" => "al",
        _ => return None,
    };
    if !passage.is_space(at + 1) || passage.word(at + 2) != "el" {
        return None;
    }
    let range = passage.range(at..at + 3);
    let message = format!("`{} el` is `{whole}` in {}", passage.word(at), passage.language_name());
    Some(passage.finding(Code::ELISION, range, message, "")?.help(format!("write `{whole}`")))
}
