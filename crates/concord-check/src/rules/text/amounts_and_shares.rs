//! Sums of money and percentages that are written out are the ledger's.
//!
//! **What.** A sum that is a fact's is a copy; one of the same currency that differs from it by its magnitude or by one digit
//! is most likely a slip. A percentage beside the label of a share ("46 % de femmes") is the share's.
//!
//! **Why.** A million that becomes a thousand million reads as well as before.
//!
//! **How to mend.** Write the reference, or correct the sum.

use super::{Place, is_known, places};
use crate::Context;
use crate::values::{Found, Number, Value};
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{Amount, Scale, Share};
use concord_publication::Publication;

/// Looks at every text and message.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let publication = context.publication;
    if !is_known(publication) || publication.ledger.amounts.is_empty() && publication.ledger.shares.is_empty()
    {
        return Vec::new();
    }
    places(context, |place| {
        let judge = |found: &Found| match found.value()? {
            Value::Money(currency, number) => amount(publication, place, found, currency, *number),
            Value::Percent(number) => share(publication, place, found, *number),
            _ => None,
        };
        place.values.iter().filter_map(judge).collect()
    })
}

fn amount(
    publication: &Publication,
    place: &Place<'_, '_>,
    found: &Found,
    currency: &str,
    written: Number,
) -> Option<Diagnostic> {
    let amounts = publication.ledger.amounts.iter().filter(|(_, amount)| amount.currency.value == currency);
    let amounts: Vec<(&String, &Amount, Number)> = amounts
        .filter_map(|(id, amount)| {
            let power = amount.scale.map_or(0, Scale::exponent);
            Some((id, amount, Number::of_decimal(amount.value.value, i32::try_from(power).ok()?)?))
        })
        .collect();
    if let Some((id, amount, _)) = amounts.iter().find(|(_, _, known)| *known == written) {
        if !place.holds_references {
            return None;
        }
        let reference = format!("{{{{amount \"{id}\"}}}}");
        return Some(
            Diagnostic::new(
                Code::LITERAL_FACT,
                format!("`{}` is typed out, and the ledger holds it as `{id}`", found.written),
            )
            .at(found.span, "does not follow when the ledger changes")
            .and(
                amount.value.span,
                format!("`{id}` is {currency} {}", Number::of_decimal(amount.value.value, 0)?),
            )
            .help(format!("write {reference}"))
            .suggest(found.span, reference),
        );
    }
    let is_near = |known: Number| known.powers_between(written).is_some() || known.is_a_digit_from(written);
    let (id, amount, known) = amounts.iter().find(|(_, _, known)| is_near(*known))?;
    Some(
        Diagnostic::new(
            Code::NEARLY_A_FACT,
            format!("`{}` differs by one step from `{id}` of the ledger, {currency} {known}", found.written),
        )
        .at(found.span, format!("read as {currency} {written}"))
        .and(amount.value.span, format!("`{id}` is {currency} {known}"))
        .help(format!(
            "if `{id}` is meant, write {}; if not, add the amount to the ledger",
            place.reference("amount", id)
        )),
    )
}

fn share(
    publication: &Publication,
    place: &Place<'_, '_>,
    found: &Found,
    written: Number,
) -> Option<Diagnostic> {
    let (id, share) = labelled(publication, place, found)?;
    let known = Number::of_decimal(share.value.value, 0)?;
    if known == written {
        return place.holds_references.then(|| {
            let reference = format!("{{{{share \"{id}\"}}}}");
            let message = format!("`{}` is typed out, and the ledger holds it as `{id}`", found.written);
            Diagnostic::new(Code::LITERAL_FACT, message)
                .at(found.span, "does not follow when the ledger changes")
                .and(share.value.span, format!("`{id}` is {known}%"))
                .help(format!("write {reference}"))
                .suggest(found.span, reference)
        });
    }
    Some(
        Diagnostic::new(
            Code::CONTRADICTS_LEDGER,
            format!("`{}` contradicts the ledger, where `{id}` is {known}%", found.written),
        )
        .at(found.span, format!("read as {written}%"))
        .and(share.value.span, format!("`{id}` is {known}%"))
        .help(format!("write {}", place.reference("share", id))),
    )
}

/// The share whose label of one word stands among the three words behind a percentage.
fn labelled<'a>(
    publication: &'a Publication,
    place: &Place<'_, '_>,
    found: &Found,
) -> Option<(&'a str, &'a Share)> {
    let run = place.runs.get(found.run)?;
    let behind: String = run.characters.iter().skip(found.range.end).take(40).collect();
    let sentence = behind.split(['.', ';', ',', ':', '\0', '%']).next().unwrap_or_default().to_lowercase();
    let words: Vec<&str> = sentence
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(3)
        .collect();
    publication.ledger.shares.iter().find_map(|(id, share)| {
        let label = place.messages.labels.get(id)?.value.to_lowercase();
        let is_word = label.chars().all(char::is_alphabetic);
        (is_word && words.contains(&label.as_str())).then_some((id.as_str(), share))
    })
}
