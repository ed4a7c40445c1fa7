//! Quotation marks come in pairs.
//!
//! **What.** In a paragraph a quotation is opened and not closed, or closed and not opened; also with straight marks. A
//! quotation of several paragraphs may open each of them and close the last alone.
//!
//! **Why.** Nobody can tell what is quoted and what is not, and composition gives straight marks the wrong direction.
//!
//! **How to mend.** Add the missing mark.

use super::quotations::{Mark, Quotations};
use crate::Context;
use crate::passages::{Passage, paragraphs};
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every paragraph.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let paragraphs: Vec<&[Passage]> = paragraphs(context.passages()).collect();
    let mut found = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(number + 1).and_then(|next| first(next));
        for mark in Quotations::of(paragraph).alone {
            let goes_on = is_first(mark) && next == Some(mark.sign);
            found.extend(if goes_on { None } else { finding(paragraph, mark) });
        }
    }
    found
}

fn first(paragraph: &[Passage]) -> Option<char> {
    paragraph.first()?.characters.first().copied()
}

fn is_first(mark: Mark) -> bool {
    (mark.passage, mark.at) == (0, 0)
}

fn finding(paragraph: &[Passage], mark: Mark) -> Option<Diagnostic> {
    let passage = paragraph.get(mark.passage)?;
    passage.language?;
    let sign = mark.sign;
    let lacks = match sign {
        '"' => "without a partner",
        '«' | '‹' | '“' | '„' | '‚' | '‘' => "never closed",
        _ => "never opened",
    };
    let message = format!("the quotation mark `{sign}` in {} is {lacks}", passage.language_name());
    let finding = passage.finding(Code::UNBALANCED_QUOTATION, mark.at..mark.at + 1, message, lacks)?;
    Some(finding.help("add its partner in the same paragraph, or remove it"))
}
