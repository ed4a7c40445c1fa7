//! Spanish questions and exclamations have two marks.
//!
//! **What.** A Spanish question or exclamation ends with `?` or `!` and has no `¿` or `¡` before it, or begins with one
//! and never ends.
//!
//! **Why.** The opening mark tells where the question begins; without it the sentence is read as a statement.
//!
//! **How to mend.** Put the mark where the question begins, which may be in the middle of the sentence.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every Spanish passage.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    in_passages(context, |passage, kind, found| {
        if kind == LanguageKind::Spanish {
            of_passage(passage, found);
        }
    })
}

fn of_passage(passage: &Passage, found: &mut Vec<Diagnostic>) {
    let mut open: Vec<usize> = Vec::new();
    for (at, sign) in passage.characters.iter().enumerate() {
        match sign {
            '¿' | '¡' => open.push(at),
            // `?!` closes two marks that stand together, or one.
            '?' | '!' if at > 0 && "?!".contains(passage.characters[at - 1]) => drop(open.pop()),
            '?' | '!' if open.pop().is_none() && is_end(passage, at) => {
                let partner = if *sign == '?' { '¿' } else { '¡' };
                found.extend(finding(passage, at, *sign, partner, "opens"));
            }
            _ => {}
        }
    }
    for at in open {
        let sign = passage.characters[at];
        let partner = if sign == '¿' { '?' } else { '!' };
        found.extend(finding(passage, at, sign, partner, "closes"));
    }
}

/// Not `(?)`, and not where the mark may stand before a foreign word that the passage begins behind.
fn is_end(passage: &Passage, at: usize) -> bool {
    let before = passage.beside(at, -1);
    let is_remark = before == Some('(');
    let is_word = before.is_some_and(|c| c.is_alphanumeric() || "»”…)%.\0".contains(c) || c.is_whitespace());
    is_word && !is_remark && !passage.run.is_continued
}

fn finding(passage: &Passage, at: usize, sign: char, partner: char, what: &str) -> Option<Diagnostic> {
    let message = match sign {
        '?' => "the question has no `¿`".to_owned(),
        '!' => "the exclamation has no `¡`".to_owned(),
        _ => format!("the `{sign}` has no `{partner}`"),
    };
    let finding = passage.finding(
        Code::MISSING_OPENING_MARK,
        at..at + 1,
        message,
        format!("`{partner}` is missing"),
    )?;
    let place = if what == "opens" { "begins" } else { "ends" };
    Some(finding.help(format!("write `{partner}` where it {place}")))
}
