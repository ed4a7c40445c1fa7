//! One text against the ledger: what is written out must be what the ledger states.

pub mod amounts_and_shares;
pub mod counts;
pub mod coverage;
pub mod dates;
pub mod derived_figures;
pub mod foreign_forms;

use super::Rule;
use crate::Context;
use crate::statements::{Nouns, Statement, statements};
use crate::values::{Found, Run};
use concord_diagnostics::{Code, Diagnostic};
use concord_publication::{Manuscript, Messages, Publication};
use rayon::prelude::*;

pub(super) const RULES: &[Rule] = &[
    Rule::context(
        "counts",
        &[Code::CONTRADICTS_LEDGER, Code::QUALIFIER_DIFFERS, Code::LITERAL_FACT, Code::NOT_IN_LEDGER],
        counts::find,
    ),
    Rule::context("dates", &[Code::CONTRADICTS_LEDGER, Code::LITERAL_FACT, Code::NEARLY_A_FACT], dates::find),
    Rule::context(
        "amounts_and_shares",
        &[Code::CONTRADICTS_LEDGER, Code::LITERAL_FACT, Code::NEARLY_A_FACT],
        amounts_and_shares::find,
    ),
    Rule::context("foreign_forms", &[Code::FOREIGN_FORM], foreign_forms::find),
    Rule::context("derived_figures", &[Code::DERIVED_DIFFERS], derived_figures::find),
    Rule::context("coverage", &[Code::LOW_COVERAGE], coverage::find),
];

/// A piece of literal text in a language: a block's own text, or a message.
pub(crate) struct Place<'p, 'c> {
    pub(crate) messages: &'p Messages,
    pub(crate) runs: &'c [Run],
    pub(crate) values: &'c [Found],
    pub(crate) statements: Vec<Statement<'c>>,
    /// Whether a reference can stand there: not in messages and alternative texts.
    pub(crate) holds_references: bool,
}

impl Place<'_, '_> {
    /// The reference to write for a fact, where one can be written.
    fn reference(&self, helper: &str, id: &str) -> String {
        if self.holds_references {
            format!("{{{{{helper} \"{id}\"}}}}")
        } else {
            format!("the value of `{id}`")
        }
    }

    /// A statement as it is written, with its noun and without the words before the number.
    fn written(&self, statement: &Statement<'_>) -> String {
        let found = statement.found;
        let number = &found.written;
        let Some(run) = self.runs.get(found.run) else { return number.clone() };
        let is_within = |at: &usize| run.place(*at).is_some_and(|place| place.end <= statement.span.end);
        let end = (found.range.end..run.characters.len()).take_while(is_within).count() + found.range.end;
        let noun: String = run.characters.get(found.range.end..end).into_iter().flatten().collect();
        format!("{number}{noun}")
    }

    /// Whether a unit measures time: such numbers measure anything, and state no fact of the publication.
    fn is_duration(&self, unit: &str) -> bool {
        const TIMES: [&str; 18] = [
            "year", "years", "month", "months", "week", "weeks", "day", "days", "an", "ans", "mois",
            "semaine", "semaines", "jour", "jours", "año", "mes", "día",
        ];
        let noun = self.messages.nouns.get(unit);
        noun.is_some_and(|noun| noun.forms.values().any(|form| TIMES.contains(&form.as_str())))
    }

    /// Whether a statement begins its run or follows a full stop.
    fn begins_sentence(&self, statement: &Statement<'_>) -> bool {
        statement.found.written.starts_with(char::is_uppercase)
    }
}

/// Calls a rule for every piece of literal text, in order, and gathers what it finds.
fn places(context: &Context<'_>, find: impl Fn(&Place<'_, '_>) -> Vec<Diagnostic> + Sync) -> Vec<Diagnostic> {
    let manuscripts: Vec<&Manuscript> = context.publication.manuscripts.values().collect();
    let of_manuscript = |manuscript: &&Manuscript| {
        let messages = &manuscript.messages;
        let nouns = Nouns::of(messages);
        let tag = manuscript.language.as_str();
        let mut found = Vec::new();
        for text in context.texts.iter().filter(|text| text.manuscript.language == manuscript.language) {
            for block in &text.blocks {
                let holds_references = !matches!(block.block.kind, concord_document::BlockKind::Figure(_));
                let (runs, values) = (block.runs.as_slice(), block.values.as_slice());
                let statements = statements(runs, values, &nouns, tag);
                found.extend(find(&Place { messages, runs, values, statements, holds_references }));
            }
        }
        for run in message_runs(messages, tag) {
            let runs = [run];
            let values = crate::values::find_all(&runs);
            let statements = statements(&runs, &values, &nouns, tag);
            let place = Place { messages, runs: &runs, values: &values, statements, holds_references: false };
            found.extend(find(&place));
        }
        found
    };
    manuscripts.par_iter().flat_map_iter(of_manuscript).collect()
}

/// Messages that are sentences or titles; nouns and names have no numbers of things.
fn message_runs(messages: &Messages, tag: &str) -> Vec<Run> {
    let tables = [&messages.text, &messages.labels];
    let texts = tables.into_iter().flat_map(|table| table.values());
    texts.map(|message| Run::of_message(message, tag)).collect()
}

/// Of some numbers the one that another was most likely meant to be: with two digits exchanged, one other digit, one too
/// many or too few, or another magnitude.
pub(super) fn closest<'a>(written: u128, known: impl Iterator<Item = (&'a str, u128)>) -> Option<&'a str> {
    let digits = written.to_string();
    let slips = |value: u128| {
        let other = value.to_string();
        if digits.len() < 2 && other.len() < 2 {
            return None;
        }
        let bare = |digits: &str| digits.trim_end_matches('0').to_owned();
        if digits.len() != other.len() && bare(&digits) == bare(&other) {
            return Some(1);
        }
        let distance = strsim::damerau_levenshtein(&digits, &other);
        (distance == 1).then_some(distance)
    };
    known.filter(|(_, value)| *value != written).find(|(_, value)| slips(*value).is_some()).map(|(id, _)| id)
}

/// Whether the publication's ledger could be read as a whole: where it could not, what it states is not known.
pub(super) fn is_known(publication: &Publication) -> bool {
    publication.ledger.unreadable.is_empty()
}
