//! Dates and periods that are written out are the ledger's.
//!
//! **What.** A date in full that is the date of a fact is a copy. One that differs from a fact's date in the day or in the
//! year alone is nearly a fact, and most likely a slip. A period behind the name of a phase ("MIEUX II (2012–2016)") is
//! the phase's.
//!
//! **Why.** A date that is typed does not follow when the ledger changes, and the same event gets two dates.
//!
//! **How to mend.** Write the reference. Where the text means another day, state it in the ledger.

use super::{Place, is_known, places};
use crate::Context;
use crate::values::{Date, Found, Number, Run, Value};
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{DateFact, PartialDate, Phase};
use concord_publication::Publication;

/// Looks at every text and message.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let publication = context.publication;
    if !is_known(publication) {
        return Vec::new();
    }
    places(context, |place| {
        let dates = place.values.iter().filter_map(|found| date(publication, place, found));
        dates.chain(periods(publication, place)).collect()
    })
}

fn date(publication: &Publication, place: &Place<'_, '_>, found: &Found) -> Option<Diagnostic> {
    let Some(Value::Date(written)) = found.value() else { return None };
    // A month may be anybody's; a day is an event.
    let (Some(_), Some(_)) = (written.year, written.day) else { return None };
    let dates = &publication.ledger.dates;
    let same: Vec<(&String, &DateFact)> =
        dates.iter().filter(|(_, fact)| is_same(*written, fact.on.value)).collect();
    if let Some((id, fact)) = same.first() {
        if !place.holds_references {
            return None;
        }
        let reference = format!("{{{{date \"{id}\"}}}}");
        let finding = Diagnostic::new(
            Code::LITERAL_FACT,
            format!("`{}` is typed out, and the ledger holds it as `{id}`", found.written),
        )
        .at(found.span, "does not follow when the ledger changes")
        .and(fact.on.span, format!("`{id}` is {}", fact.on.value))
        .help(format!("write {reference}"));
        return Some(if same.len() == 1 { finding.suggest(found.span, reference) } else { finding });
    }
    let (id, fact) = dates.iter().find(|(_, fact)| is_near(*written, fact.on.value))?;
    Some(
        Diagnostic::new(
            Code::NEARLY_A_FACT,
            format!("`{}` differs by one step from `{id}` of the ledger, {}", found.written, fact.on.value),
        )
        .at(found.span, format!("read as {written}"))
        .and(fact.on.span, format!("`{id}` is {}", fact.on.value))
        .help(format!(
            "if `{id}` is meant, write {}; if not, add the date to the ledger",
            place.reference("date", id)
        )),
    )
}

fn is_same(written: Date, known: PartialDate) -> bool {
    written.year == Some(u128::from(known.year()))
        && known.month() == Some(written.month)
        && known.day().map(u128::from) == written.day
}

/// Whether only the day, only the month or only the year differs, and by a slip: one digit, or two exchanged.
fn is_near(written: Date, known: PartialDate) -> bool {
    let (Some(year), Some(day), Some(known_month), Some(known_day)) =
        (written.year, written.day, known.month(), known.day())
    else {
        return false;
    };
    let equal =
        [year == u128::from(known.year()), written.month == known_month, day == u128::from(known_day)];
    if equal.iter().filter(|equal| **equal).count() != 2 {
        return false;
    }
    let slip = |a: u128, b: u128| {
        a.abs_diff(b) == 1 || strsim::damerau_levenshtein(&a.to_string(), &b.to_string()) == 1
    };
    match equal {
        [false, ..] => slip(year, u128::from(known.year())),
        [_, false, _] => true,
        _ => slip(day, u128::from(known_day)),
    }
}

/// The years behind the name of a phase.
fn periods(publication: &Publication, place: &Place<'_, '_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (id, phase) in &publication.ledger.phases {
        let own = place.messages.names.get(id).map_or(&phase.name.value, |name| &name.value);
        for (number, run) in place.runs.iter().enumerate() {
            for end in behind_name(run, id, own) {
                findings.extend(period(place, number, end, id, phase));
            }
        }
    }
    findings
}

/// The characters behind every place where a phase is named, literally or by an expression.
fn behind_name(run: &Run, id: &str, name: &str) -> Vec<usize> {
    let mut ends: Vec<usize> = run
        .expressions
        .iter()
        .filter(|expression| expression.helper == "phase" && expression.key == id)
        .map(|expression| expression.at + 1)
        .collect();
    let name: Vec<char> = name.chars().collect();
    if name.is_empty() || run.characters.len() < name.len() {
        return ends;
    }
    let is_inside_word = |at: usize| run.characters.get(at).is_some_and(|c| c.is_alphanumeric() || *c == '+');
    for start in 0..=run.characters.len() - name.len() {
        let end = start + name.len();
        if run.characters[start..end] == name[..] && !is_inside_word(end) {
            ends.push(end);
        }
    }
    ends
}

/// `2012–2016` in brackets or behind a comma just after a name.
fn period(place: &Place<'_, '_>, number: usize, end: usize, id: &str, phase: &Phase) -> Option<Diagnostic> {
    let run = place.runs.get(number)?;
    let mut behind = place.values.iter().filter(|found| found.run == number && found.range.start >= end);
    let (start, finish) = (behind.next()?, behind.next()?);
    let gap: String = run.characters.get(end..start.range.start)?.iter().collect();
    let joint: String = run.characters.get(start.range.end..finish.range.start)?.iter().collect();
    let is_behind =
        matches!(gap.trim(), "(" | "," | ", from" | "from" | "(from" | ", de" | "de" | "(de" | ":" | "–");
    let is_range = matches!(joint.trim(), "–" | "-" | "to" | "à" | "a");
    let (first, last) = (year(start)?, year(finish)?);
    if !is_behind || !is_range {
        return None;
    }
    let known = (u128::from(phase.start.value.year()), u128::from(phase.end.value.year()));
    let span = run.span(start.range.start..finish.range.end)?;
    let written = format!("{first}–{last}");
    let period = format!("{} to {}", phase.start.value, phase.end.value);
    if (first, last) == known {
        if !place.holds_references {
            return None;
        }
        return Some(
            Diagnostic::new(
                Code::LITERAL_FACT,
                format!("`{written}` is typed out, and the ledger holds it as `{id}`"),
            )
            .at(span, "does not follow when the ledger changes")
            .and(phase.start.span, format!("`{id}` lasts from {period}"))
            .help(format!("write {{{{period \"{id}\"}}}}"))
            .suggest(span, format!("{{{{period \"{id}\"}}}}")),
        );
    }
    Some(
        Diagnostic::new(
            Code::CONTRADICTS_LEDGER,
            format!("`{written}` contradicts the ledger, where `{id}` lasts from {period}"),
        )
        .at(span, "another period here")
        .and(phase.start.span, format!("`{id}` starts in {}", phase.start.value))
        .and(phase.end.span, format!("and ends in {}", phase.end.value))
        .help(format!("write {}", place.reference("period", id))),
    )
}

fn year(found: &Found) -> Option<u128> {
    let number = found.value().and_then(Value::number).and_then(Number::to_whole)?;
    (1000..3000).contains(&number).then_some(number)
}
