//! Brackets come in pairs.
//!
//! **What.** In a paragraph, heading, cell or message a round or square bracket is opened and not closed, or closed and
//! not opened. The bracket of an enumeration, as in `a)` and `1)`, needs no partner.
//!
//! **Why.** The reader cannot tell where the remark ends; often a part of the sentence was lost with the bracket.
//!
//! **How to mend.** Add the missing bracket, or remove the other.

use crate::Context;
use crate::passages::{Passage, paragraphs};
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every paragraph.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    paragraphs(context.passages()).flat_map(of_paragraph).collect()
}

/// A bracket: the passage of the paragraph that it stands in, its place there, and itself.
type Bracket = (usize, usize, char);

fn of_paragraph(paragraph: &[Passage]) -> Vec<Diagnostic> {
    let mut open: Vec<Bracket> = Vec::new();
    let mut alone: Vec<Bracket> = Vec::new();
    for (number, passage) in paragraph.iter().enumerate() {
        for (at, sign) in passage.characters.iter().enumerate() {
            let partner = match sign {
                '(' | '[' => {
                    open.push((number, at, *sign));
                    continue;
                }
                ')' => '(',
                ']' => '[',
                _ => continue,
            };
            match open.last() {
                Some((_, _, last)) if *last == partner => drop(open.pop()),
                _ if is_enumeration(passage, at) => {}
                _ => alone.push((number, at, *sign)),
            }
        }
    }
    alone.extend(open);
    alone.into_iter().filter_map(|bracket| finding(paragraph, bracket)).collect()
}

fn finding(paragraph: &[Passage], (number, at, sign): Bracket) -> Option<Diagnostic> {
    let passage = paragraph.get(number)?;
    let lacks = if "([".contains(sign) { "closed" } else { "opened" };
    let message = format!("the bracket `{sign}` in {} is never {lacks}", passage.language_name());
    let finding = passage.finding(Code::UNBALANCED_BRACKET, at..at + 1, message, format!("never {lacks}"))?;
    Some(finding.help("add its partner in the same paragraph, or remove it"))
}

/// `a)`, `iv)` and `12)` at the start of a paragraph or behind a space.
fn is_enumeration(passage: &Passage, at: usize) -> bool {
    let before = &passage.characters[..at];
    let length = before.iter().rev().take_while(|c| c.is_alphanumeric()).count();
    let mark = &before[at - length..];
    let is_mark = matches!(mark, [letter] if letter.is_alphabetic())
        || !mark.is_empty() && mark.len() <= 2 && mark.iter().all(char::is_ascii_digit)
        || !mark.is_empty() && mark.len() <= 4 && mark.iter().all(|c| "ivx".contains(*c));
    is_mark && before[..at - length].last().is_none_or(|c| c.is_whitespace())
}
