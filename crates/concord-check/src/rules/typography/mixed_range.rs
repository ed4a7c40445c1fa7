//! A range in words or with a dash, not both.
//!
//! **What.** `from 10–20`, `between 2014–2020`, `entre 10–20`, `desde 10-20`: the first end has its word, the second a dash.
//!
//! **Why.** The word asks for its partner (`to`, `and`, `et`, `y`); read aloud, the sentence breaks.
//!
//! **How to mend.** Write both words, or the dash alone.

use super::in_passages;
use crate::Context;
use concord_diagnostics::Code;

/// The word before a range, and the one that belongs between its ends, by language.
const WORDS: &[(&str, &str, &str)] = &[
    ("en", "from", "to"),
    ("en", "between", "and"),
    ("fr", "entre", "et"),
    ("es", "entre", "y"),
    ("es", "desde", "hasta"),
];

/// Looks at every range.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, _, found| {
        let language = passage.tag().split('-').next().unwrap_or_default();
        for at in 2..passage.tokens.len() {
            let (Some(first), Some(second)) = (passage.digits(at), passage.digits(at + 2)) else { continue };
            let is_dash = passage.token(at + 1).is_some_and(|token| token.is_dash());
            let Some(before) = passage.before_space(at) else { continue };
            let word = passage.lower(before);
            let known = WORDS.iter().find(|(of, known, _)| *of == language && *known == word);
            let goes_on = passage.word(at + 3).starts_with(['-', '–', '/']);
            let Some((_, _, partner)) = known.filter(|_| is_dash && !goes_on) else { continue };
            // `from 2014-2020 to 2021-2027` has both words.
            let follows: Vec<&str> = (at + 3..at + 7).map(|next| passage.lower(next)).collect();
            if follows.contains(partner) {
                continue;
            }
            let range = passage.range(before..at + 3);
            let own = format!("{} {first} {partner} {second}", passage.word(before));
            let message = format!(
                "the range `{}` in {} is half in words",
                passage.text(range.clone()),
                passage.language_name()
            );
            let finding =
                passage.finding(Code::MIXED_RANGE, range, message, format!("`{word}` goes with `{partner}`"));
            let finding = finding.map(|finding| finding.help(format!("write `{own}`, or the dash alone")));
            let dash = passage.range(at + 1..at + 2);
            let joint = format!(" {partner} ");
            found.extend(finding.map(|finding| passage.mend(finding, dash, &joint, false, context.sources)));
        }
    })
}
