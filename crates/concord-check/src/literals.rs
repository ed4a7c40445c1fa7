//! Where texts write a fact's value out, so that a change of the ledger does not reach them.

use crate::Context;
use crate::statements::{Nouns, Statement, statements};
use crate::values::{Number, Run, Value, find_all};
use concord_diagnostics::Span;
use concord_document::LanguageTag;
use concord_ledger::{Fact, PartialDate, Scale};

/// A place where a value is written out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Literal {
    /// The language of the text.
    pub language: LanguageTag,
    /// Where.
    pub span: Span,
    /// As it is written.
    pub written: String,
}

/// Every place in texts, notes, alternative texts and messages that writes out the value of a fact, in order of language
/// and place. Numbers count where their noun is the fact's unit, or where they are too particular to be another's.
pub fn literals(context: &Context<'_>, id: &str) -> Vec<Literal> {
    let Some(fact) = context.publication.ledger.fact(id) else { return Vec::new() };
    let mut found = Vec::new();
    for manuscript in context.publication.manuscripts.values() {
        let tag = manuscript.language.as_str();
        let nouns = Nouns::of(&manuscript.messages);
        let mut add = |statement: &Statement<'_>| {
            if states(fact, statement) {
                let (span, written) = (statement.span, statement.found.written.clone());
                found.push(Literal { language: manuscript.language.clone(), span, written });
            }
        };
        for text in context.texts.iter().filter(|text| text.manuscript.language == manuscript.language) {
            for block in &text.blocks {
                statements(&block.runs, &block.values, &nouns, tag).iter().for_each(&mut add);
            }
        }
        for (_, table) in manuscript.messages.tables() {
            for message in table.values() {
                let runs = [Run::of_message(message, tag)];
                statements(&runs, &find_all(&runs), &nouns, tag).iter().for_each(&mut add);
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn states(fact: Fact<'_>, statement: &Statement<'_>) -> bool {
    let is = |value: Value| statement.found.readings.contains(&value);
    match fact {
        Fact::Count(count) => {
            let value = count.value.value;
            let is_particular = value > 100 && !(1900..2100).contains(&value);
            let is_own = statement.unit.is_some_and(|unit| unit == count.unit.value);
            (is_own || is_particular && statement.unit.is_none())
                && is(Value::Number(Number::whole(u128::from(value))))
        }
        Fact::Share(share) => {
            Number::of_decimal(share.value.value, 0).is_some_and(|number| is(Value::Percent(number)))
        }
        Fact::Amount(amount) => {
            let power = amount.scale.map_or(0, Scale::exponent);
            let sum =
                i32::try_from(power).ok().and_then(|power| Number::of_decimal(amount.value.value, power));
            let written = statement.found.value();
            matches!(written, Some(Value::Money(currency, written))
                if *currency == amount.currency.value && Some(*written) == sum)
        }
        Fact::Date(date) => is_date(statement, date.on.value),
        Fact::Phase(phase) => is_date(statement, phase.start.value) || is_date(statement, phase.end.value),
        Fact::Action(action) => {
            is_date(statement, action.start.value) || is_date(statement, action.end.value)
        }
    }
}

/// Whether a date is written out to the month or the day; a year alone is anybody's.
fn is_date(statement: &Statement<'_>, known: PartialDate) -> bool {
    let Some(Value::Date(written)) = statement.found.value() else { return false };
    let is_month = written.year == Some(u128::from(known.year())) && known.month() == Some(written.month);
    is_month && (written.day.is_none() || written.day == known.day().map(u128::from))
}
