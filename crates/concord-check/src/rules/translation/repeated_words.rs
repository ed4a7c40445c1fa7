//! No word and no sentence stands twice.
//!
//! **What.** No text of any language has the same word twice in a row with nothing but space between, unless its language
//! does so ("nous nous réunissons", "that that") or it is a name; and no sentence of three words or more follows itself.
//!
//! **Why.** It is the trace of an edit, and the eye that has read a text before does not see it.
//!
//! **How to mend.** Take one of the two away.

use crate::Context;
use crate::context::BlockReading;
use crate::words::{Form, Hashes, Word, hash};
use concord_diagnostics::{Code, Diagnostic};
use std::sync::LazyLock;

/// Words that grammar may put twice: English, French, Spanish.
const TWICE: &str = "that had is nous vous faire très muy casi";

/// Shorter sentences may be repeated on purpose.
const LEAST_WORDS: usize = 3;

static ALLOWED: LazyLock<Hashes> = LazyLock::new(|| TWICE.split(' ').map(hash).collect());

/// Looks at every text.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for reading in context.texts.iter().flat_map(|text| &text.blocks) {
        diagnostics.extend(sentences(reading));
        for pair in reading.words.windows(2) {
            let [first, second] = pair else { continue };
            if first.exact != second.exact || first.run != second.run || is_right(first, second) {
                continue;
            }
            let Some(run) = reading.runs.get(first.run as usize) else { continue };
            let between = run.characters.get(first.range().end..second.range().start).unwrap_or_default();
            if between.is_empty() || !between.iter().all(|character| character.is_whitespace()) {
                continue;
            }
            let both = run.span(first.range().start..second.range().end);
            let (Some(both), Some(extra)) = (both, run.span(first.range().end..second.range().end)) else {
                continue;
            };
            let written: String = run.characters.get(second.range()).into_iter().flatten().collect();
            diagnostics.push(
                Diagnostic::new(Code::REPEATED_WORD, format!("`{written}` stands twice"))
                    .at(both, "twice")
                    .help("remove one of the two, or replace one by another word")
                    .suggest(extra, ""),
            );
        }
    }
    diagnostics
}

/// Sentences without facts that follow themselves.
fn sentences(reading: &BlockReading<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut before: &[Word] = &[];
    let mut was_same = false;
    for sentence in reading.words.chunk_by(|_, next| !(next.gap && next.opens)) {
        let is_same = sentence.len() >= LEAST_WORDS
            && sentence.len() == before.len()
            && sentence
                .iter()
                .zip(before)
                .all(|(word, other)| word.exact == other.exact && word.run == other.run);
        // What stands there many times is said once.
        if is_same && !was_same {
            diagnostics.extend(twice(reading, before, sentence));
        }
        (before, was_same) = (sentence, is_same);
    }
    diagnostics
}

fn twice(reading: &BlockReading<'_>, before: &[Word], sentence: &[Word]) -> Option<Diagnostic> {
    let (start, first, last) = (before.first()?, sentence.first()?, sentence.last()?);
    let run = reading.runs.get(first.run as usize)?;
    let whole = start.range().start..last.range().end;
    // Two sentences of the same words may differ in their facts.
    if run.characters.get(whole)?.contains(&'\0') {
        return None;
    }
    Some(
        Diagnostic::new(Code::REPEATED_WORD, "a sentence stands twice")
            .at(run.span(first.range().start..last.range().end)?, "the same again")
            .and(run.span(start.range().start..before.last()?.range().end)?, "it stands here")
            .help("take one of the two away"),
    )
}

fn is_right(first: &Word, second: &Word) -> bool {
    let is_name = second.form == Form::Capitalised && first.form == Form::Capitalised;
    is_name
        || second.form == Form::Number
        || second.form == Form::Acronym
        || first.length < 2 && first.tongues.is_none()
        || ALLOWED.contains(&first.exact)
}
