//! A small word that stands before nothing.
//!
//! **What.** An article, a preposition or a conjunction stands directly before a full stop, a comma, a closing bracket, a
//! figure in brackets, before "and", or before another small word that cannot follow it: `went to and Barcelona`, `la
//! ciudad de.`, `du des`; or brackets have nothing in them. English prepositions may end a sentence and are not meant; nor
//! are pairs such as `por y para` and `the or a`.
//!
//! **Why.** A word has gone there, mostly a name, and no spelling checker sees it: every word that is left is right.
//!
//! **How to mend.** Put the word back, or take the small word out.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use crate::words::{Tongues, hash};
use concord_diagnostics::{Code, Diagnostic};

/// Words that need another behind them, in each language.
fn needy(kind: LanguageKind) -> &'static [&'static str] {
    match kind {
        LanguageKind::English => &["the", "an", "its", "their", "our", "every"],
        LanguageKind::French => &[
            "le", "la", "les", "l", "d", "au", "aux", "du", "des", "de", "à", "dans", "cette", "ces",
            "chaque", "leurs", "ses", "nos", "vos",
        ],
        LanguageKind::Spanish => &[
            "el", "la", "los", "las", "del", "al", "de", "a", "en", "con", "su", "sus", "cada", "nuestros",
            "nuestras",
        ],
    }
}

fn conjunctions(kind: LanguageKind) -> &'static [&'static str] {
    match kind {
        LanguageKind::English => &["and", "or"],
        LanguageKind::French => &["et", "ou"],
        LanguageKind::Spanish => &["y", "e", "o", "u"],
    }
}

/// Looks at every passage.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    in_passages(context, |passage, kind, found| {
        for at in 0..passage.tokens.len() {
            if stands_before_nothing(passage, kind, at) {
                found.extend(finding(passage, at));
            }
            let is_empty = passage.word(at) == "(" && passage.word(at + 1) == ")";
            if is_empty && at.checked_sub(1).is_some_and(|before| passage.is_space(before)) {
                let message = format!("the brackets are empty in {}", passage.language_name());
                let range = passage.range(at..at + 2);
                let finding = passage.finding(Code::LOST_WORD, range, message, "nothing stands here");
                found.extend(
                    finding.map(|finding| finding.help("put the words back, or take the brackets out")),
                );
            }
        }
    })
}

fn stands_before_nothing(passage: &Passage, kind: LanguageKind, at: usize) -> bool {
    let is_conjunction = conjunctions(kind).contains(&passage.lower(at));
    if !passage.is_word(at) || !(is_conjunction || needy(kind).contains(&passage.lower(at))) {
        return false;
    }
    // `Donnez-les.`, `a)`, `l’or et l’a.`, `vitamin A,`
    let before = at.checked_sub(1).map_or("", |before| passage.word(before));
    let is_label = passage.word(at).chars().all(char::is_uppercase);
    if before.starts_with(['-', '‑', '(', '«', '“', '"', '/', '’', '.']) || is_label || before.is_empty()
    {
        return false;
    }
    let apostrophe = usize::from(matches!(passage.word(at + 1), "’" | "'"));
    let mut next = at + 1 + apostrophe;
    let has_space = passage.is_space(next);
    next += usize::from(has_space);
    match passage.word(next) {
        "." => !has_space && !passage.word(next + 1).starts_with('.'),
        ";" | "!" | "?" => true,
        "," => !is_conjunction && !has_space && !["its", "their", "our"].contains(&passage.lower(at)),
        // `a)` is a label.
        ")" => !has_space && passage.word(at).chars().count() > 1,
        "(" => passage.word(next + 1) == "\0",
        _ if is_conjunction => false,
        _ => {
            let word = passage.lower(at);
            is_before_conjunction(passage, kind, word, next)
                || has_space && is_before_small_word(passage, kind, word, next)
        }
    }
}

/// Whether "and" stands there with no word of the same kind behind it: `le ou la`, `por y para` are pairs.
fn is_before_conjunction(passage: &Passage, kind: LanguageKind, word: &str, at: usize) -> bool {
    if !conjunctions(kind).contains(&passage.word(at)) || passage.word(at + 1) == "\0" {
        return false;
    }
    if !passage.is_space(at + 1) {
        return !matches!(passage.word(at + 1), "/" | "-" | "’" | "'");
    }
    let behind = passage.lower(at + 2);
    let is_small = !Tongues::of(hash(behind)).is_none();
    let is_article = |word: &str| articles(kind).contains(&word);
    let is_pair = is_small && is_article(word) == is_article(behind);
    passage.is_word(at + 2) && !is_pair
}

/// Articles that agree with what follows, without prepositions.
fn articles(kind: LanguageKind) -> &'static [&'static str] {
    match kind {
        LanguageKind::English => &["the", "a", "an"],
        LanguageKind::French => &["le", "la", "les", "l"],
        LanguageKind::Spanish => &["el", "la", "los", "las", "un", "una", "unos", "unas"],
    }
}

/// Whether a small word stands there that cannot follow an article: `du des`, `la s’y`, `the of`. Spanish has `el de` and
/// `los que`.
fn is_before_small_word(passage: &Passage, kind: LanguageKind, word: &str, at: usize) -> bool {
    let next = passage.lower(at);
    // Twice the same is another fault.
    if next == word {
        return false;
    }
    let has_hyphen = matches!(passage.word(at + 1), "-" | "‑");
    match kind {
        LanguageKind::English => {
            let stops = ["of", "from", "with", "the", "an", "and", "or"].contains(&next);
            word != "every" && stops && !has_hyphen
        }
        LanguageKind::French => {
            let is_article = ["le", "la", "les", "du", "au", "aux", "des"].contains(&word);
            let is_small =
                ["le", "la", "les", "du", "des", "de", "au", "aux", "par", "pour", "sur", "dans", "avec"];
            let is_elided =
                ["l", "d", "s", "qu", "n", "c"].contains(&next) && matches!(passage.word(at + 1), "’" | "'");
            is_article && (is_small.contains(&next) || is_elided) && !has_hyphen
        }
        LanguageKind::Spanish => {
            ["del", "al"].contains(&word) && ["del", "al", "el", "los", "las"].contains(&next)
        }
    }
}

fn finding(passage: &Passage, at: usize) -> Option<Diagnostic> {
    let word = passage.word(at);
    let end = (at + 1..passage.tokens.len()).find(|at| !passage.is_space(*at)).map_or(at + 1, |at| at + 1);
    let message = format!("a word seems to be missing after `{word}`");
    let finding =
        passage.finding(Code::LOST_WORD, passage.range(at..end), message, "nothing between the two")?;
    Some(finding.help(format!("put the missing word back, or remove `{word}`")))
}
