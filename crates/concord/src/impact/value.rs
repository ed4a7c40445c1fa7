//! A fact's value as words, and a publication with another value for it.

use crate::Failure;
use concord_ledger::{Decimal, Fact, PartialDate, Qualifier, Scale};
use concord_publication::Publication;

/// The value as the ledger writes it.
pub(crate) fn shown(fact: Fact<'_>) -> String {
    match fact {
        Fact::Count(count) => {
            let word =
                Qualifier::ALL.iter().find(|(_, known)| *known == count.qualifier).map(|(word, _)| *word);
            match word.filter(|word| *word != "exact") {
                Some(word) => format!("{word} {}", count.value.value),
                None => count.value.value.to_string(),
            }
        }
        Fact::Share(share) => format!("{}%", share.value.value),
        Fact::Amount(amount) => {
            let scale = Scale::ALL.iter().find(|(_, known)| Some(*known) == amount.scale);
            let scale = scale.map_or(String::new(), |(word, _)| format!(" {word}"));
            format!("{} {}{scale}", amount.currency.value, amount.value.value)
        }
        Fact::Date(date) => date.on.value.to_string(),
        Fact::Phase(phase) => format!("{}/{}", phase.start.value, phase.end.value),
        Fact::Action(action) => format!("{}/{}", action.start.value, action.end.value),
    }
}

/// The publication as it would be with another value. A count may have a qualifier before its number; a period is written
/// `2012-01/2016-01`.
pub(super) fn with(publication: &Publication, id: &str, new: &str) -> Result<Publication, Failure> {
    let mut changed = publication.clone();
    let ledger = &mut changed.ledger;
    let wrong = |wanted: &str| Failure::new(format!("`{new}` is no value for `{id}`; write {wanted}"));
    if let Some(count) = ledger.counts.get_mut(id) {
        let (qualifier, number) = new.rsplit_once(' ').unwrap_or(("exact", new));
        let known = Qualifier::ALL.iter().find(|(word, _)| *word == qualifier);
        let number = number.parse().ok();
        let (Some((_, qualifier)), Some(number)) = (known, number) else {
            return Err(wrong("a whole number such as 4 or \"more-than 4\""));
        };
        count.value.value = number;
        if new.contains(' ') {
            count.qualifier = *qualifier;
        }
    } else if let Some(share) = ledger.shares.get_mut(id) {
        share.value.value = Decimal::parse(new).ok_or_else(|| wrong("a percentage such as 46 or 46.5"))?;
    } else if let Some(amount) = ledger.amounts.get_mut(id) {
        amount.value.value =
            Decimal::parse(new).ok_or_else(|| wrong("a number in the fact’s own scale, such as 4.5"))?;
    } else if let Some(date) = ledger.dates.get_mut(id) {
        date.on.value =
            PartialDate::parse(new).map_err(|_| wrong("a date such as 2020-12-15, 2020-12 or 2020"))?;
    } else {
        let period = new
            .split_once('/')
            .and_then(|(start, end)| Some((PartialDate::parse(start).ok()?, PartialDate::parse(end).ok()?)));
        let (start, end) = period.ok_or_else(|| wrong("a period such as 2012-01/2016-01"))?;
        if let Some(phase) = ledger.phases.get_mut(id) {
            (phase.start.value, phase.end.value) = (start, end);
        } else if let Some(action) = ledger.actions.get_mut(id) {
            (action.start.value, action.end.value) = (start, end);
        }
    }
    Ok(changed)
}
