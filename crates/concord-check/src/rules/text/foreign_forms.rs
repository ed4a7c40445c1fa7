//! A number is written by the conventions of its language.
//!
//! **What.** A number with separators that the language reads as another value, and that another language's separators
//! would make the ledger's own: `1,500` in a French text reads 1.5, and the ledger states 1500.
//!
//! **Why.** The figure was copied from the source and not translated; to its readers it is a thousand times less.
//!
//! **How to mend.** Write the reference, which takes the language's form by itself, or the number in the language's form.

use super::{is_known, places};
use crate::Context;
use crate::values::{Found, Number, Value};
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::Ledger;

/// Looks at every text and message.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let publication = context.publication;
    if !is_known(publication) {
        return Vec::new();
    }
    let known = numbers(&publication.ledger);
    places(context, |place| place.values.iter().filter_map(|found| foreign(&known, found)).collect())
}

/// The ledger's numbers that are written with separators.
fn numbers(ledger: &Ledger) -> Vec<(&str, Number, Span)> {
    let counts = ledger.counts.iter().filter(|(_, count)| count.value.value >= 1000);
    let counts = counts
        .map(|(id, count)| (id.as_str(), Number::whole(u128::from(count.value.value)), count.value.span));
    let decimals = ledger.shares.iter().map(|(id, share)| (id, &share.value));
    let decimals = decimals.chain(ledger.amounts.iter().map(|(id, amount)| (id, &amount.value)));
    let decimals = decimals.filter(|(_, value)| value.value.to_string().contains('.'));
    let decimals = decimals
        .filter_map(|(id, value)| Some((id.as_str(), Number::of_decimal(value.value, 0)?, value.span)));
    counts.chain(decimals).collect()
}

fn foreign(known: &[(&str, Number, Span)], found: &Found) -> Option<Diagnostic> {
    let own = found.value().and_then(Value::number)?.times_ten_to(-found.power);
    if known.iter().any(|(_, number, _)| *number == own) {
        return None;
    }
    let others = other_readings(&found.written);
    let (id, number, span) = known.iter().find(|(_, number, _)| others.contains(number))?;
    let message = format!("`{}` has the separators of another language: `{id}` is {number}", found.written);
    Some(
        Diagnostic::new(Code::FOREIGN_FORM, message)
            .at(found.span, format!("read as {own} here"))
            .and(*span, format!("`{id}` is {number}"))
            .help("write the reference, which takes the form of the language by itself"),
    )
}

/// What digits with one kind of separator, or two, may mean in any language.
fn other_readings(written: &str) -> Vec<Number> {
    let start = written.find(|character: char| character.is_ascii_digit()).unwrap_or(written.len());
    let digits = &written[start..];
    let end = digits.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(digits.len());
    let digits = digits[..end].trim_end_matches([',', '.']);
    let Some(last) = digits.rfind([',', '.']) else { return Vec::new() };
    let only_digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (before, behind) = (only_digits(&digits[..last]), &digits[last + 1..]);
    let mut readings: Vec<Number> = Number::of_digits(&before, behind).into_iter().collect();
    if behind.len() == 3 {
        readings.extend(Number::of_digits(&only_digits(digits), ""));
    }
    readings
}
