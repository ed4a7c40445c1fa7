//! Numbers that are written out beside a fact's noun are the ledger's.
//!
//! **What.** A number followed by the noun of a unit of the ledger ("120 countries", "seize études de cas") is one that the
//! ledger states for this unit, as exactly as the ledger knows it. What agrees is still a copy, and the reference to write
//! instead is shown; in messages and alternative texts, which cannot hold one, it is right. Numbers up to ten in words are
//! judged only where the unit has one fact that is as small, since "two countries" may be any two, and contradict it only behind an article;
//! numbers of years, months and days are not judged, since they measure anything.
//!
//! **Why.** A number that is typed does not follow when the ledger changes, and a reader compares it with the others.
//!
//! **How to mend.** Write the reference; or, where the text means another number, put that one into the ledger too.

use super::{Place, closest, places};
use crate::Context;
use crate::statements::{Statement, is_ambiguous, qualifier_before};
use crate::values::{Found, Number, Run, Value};
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::{Count, Qualifier};
use concord_publication::Publication;

/// The largest number that is written in words without being counted.
const SMALL: u64 = 10;

/// Looks at every text and message.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    places(context, |place| {
        let statements = place.statements.iter().filter_map(|statement| judge(context, place, statement));
        let expressions = place.runs.iter().flat_map(|run| doubled(context.publication, run));
        statements.chain(expressions).collect()
    })
}

/// The counts of a unit.
fn counts<'a>(publication: &'a Publication, unit: &str) -> Vec<(&'a str, &'a Count)> {
    let counts = publication.ledger.counts.iter().filter(|(_, count)| count.unit.value == unit);
    counts.map(|(id, count)| (id.as_str(), count)).collect()
}

fn judge(context: &Context<'_>, place: &Place<'_, '_>, statement: &Statement<'_>) -> Option<Diagnostic> {
    let unit = statement.unit.filter(|unit| !place.is_duration(unit))?;
    let counts = counts(context.publication, unit);
    let found = statement.found;
    let whole = match found.value()? {
        Value::Number(number) => number.to_whole()?,
        _ => return None,
    };
    // "One" is an article as often as a number.
    if counts.is_empty() || found.is_rank || whole <= 1 {
        return None;
    }
    let is_word = !found.written.chars().any(|character| character.is_ascii_digit());
    let is_small = is_word && whole <= u128::from(SMALL);
    let stated: Vec<_> =
        counts.iter().copied().filter(|(_, count)| states(found, count.value.value)).collect();
    if let Some(disputed) = disputed(place, statement, &counts).filter(|_| stated.is_empty()) {
        return Some(disputed);
    }
    // "Two countries" may be any two; "the four areas" are all of them.
    let is_alone = counts.len() == 1 && counts[0].1.value.value <= 2 * SMALL;
    if is_small && (!is_alone || stated.is_empty() && (!statement.is_definite || whole <= 2)) {
        return None;
    }
    if stated.is_empty() {
        return Some(unstated(place, statement, &counts, is_small));
    }
    let qualifier = statement.qualifier.map_or(Qualifier::Exact, |(qualifier, _)| qualifier);
    let agrees = |count: &Count| {
        count.qualifier == qualifier || count.qualifier == Qualifier::Exact && is_vague(context, statement)
    };
    let agreeing: Vec<_> = stated.iter().copied().filter(|(_, count)| agrees(count)).collect();
    match agreeing.first() {
        None => Some(other_qualifier(statement, qualifier, &stated)),
        Some(_) if !place.holds_references => None,
        Some(_) => Some(copy(place, statement, &agreeing)),
    }
}

/// Whether the words before the number need not be about it.
fn is_vague(context: &Context<'_>, statement: &Statement<'_>) -> bool {
    statement.qualifier.is_some_and(|(_, span)| is_ambiguous(context.sources.snippet(span)))
}

fn states(found: &Found, value: u64) -> bool {
    let value = Value::Number(Number::whole(u128::from(value)));
    found.readings.contains(&value)
}

/// A number that another source gives, and that the ledger did not choose.
fn disputed(
    place: &Place<'_, '_>,
    statement: &Statement<'_>,
    counts: &[(&str, &Count)],
) -> Option<Diagnostic> {
    let found = statement.found;
    let (id, count, disputed) = counts.iter().find_map(|(id, count)| {
        let disputed = count.provenance.disputed.iter();
        let mut values = disputed.filter_map(|disputed| Some((disputed, disputed.value.as_ref()?)));
        let number = |value| Number::of_decimal(value, 0).map(Value::Number);
        let (disputed, _) =
            values.find(|(_, value)| number(value.value).is_some_and(|it| found.readings.contains(&it)))?;
        Some((*id, *count, disputed))
    })?;
    let (written, chosen) = (&found.written, wording::count(count));
    let message = format!("`{written}` is a figure that the ledger sets aside: `{id}` is {chosen}");
    Some(
        Diagnostic::new(Code::CONTRADICTS_LEDGER, message)
            .at(statement.span, format!("disputed: {}", disputed.says.value))
            .and(count.value.span, format!("`{id}` is {chosen}"))
            .note(disputed.reason.value.clone())
            .help(format!("write {}", place.reference("count", id))),
    )
}

fn unstated(
    place: &Place<'_, '_>,
    statement: &Statement<'_>,
    counts: &[(&str, &Count)],
    is_small: bool,
) -> Diagnostic {
    let found = statement.found;
    let written = &found.written;
    let whole = found.value().and_then(Value::number).and_then(Number::to_whole);
    let known = counts.iter().map(|(id, count)| (*id, u128::from(count.value.value)));
    let near = whole.and_then(|whole| closest(whole, known));
    let near = near.and_then(|near| counts.iter().find(|(id, _)| *id == near));
    if let Some((id, count)) = near.or(counts.first().filter(|_| is_small)) {
        let value = wording::count(count);
        let reference = place.reference("count", id);
        let help =
            format!("write {reference}, or put the other number into the ledger under an id of its own");
        return Diagnostic::new(
            Code::CONTRADICTS_LEDGER,
            format!("`{written}` contradicts the ledger, where `{id}` is {value}"),
        )
        .at(statement.span, format!("{} here", read_as(found)))
        .and(count.value.span, format!("`{id}` is {value}"))
        .help(help);
    }
    let stated: Vec<String> =
        counts.iter().map(|(id, count)| format!("`{id}` ({})", wording::count(count))).collect();
    let (_, first) = counts[0];
    Diagnostic::new(
        Code::NOT_IN_LEDGER,
        format!("the ledger has no entry for `{}`", place.written(statement)),
    )
    .at(statement.span, read_as(found))
    .and(first.value.span, "the first that counts these")
    .note(format!("it counts these: {}", stated.join(", ")))
    .help("put it into the ledger with its source and refer to it, or correct it")
}

fn other_qualifier(statement: &Statement<'_>, qualifier: Qualifier, stated: &[(&str, &Count)]) -> Diagnostic {
    let (id, count) = stated[0];
    let (said, known) = (wording::said(qualifier), wording::count(count));
    let written = &statement.found.written;
    let message = match count.qualifier {
        Qualifier::Exact => {
            format!("`{written}` is given as {said}, but the ledger has exactly {known} (`{id}`)")
        }
        _ => format!("`{written}` is given as {said}, but the ledger says {known} (`{id}`)"),
    };
    let place = statement.qualifier.map_or(statement.span, |(_, span)| span);
    let label = match qualifier {
        Qualifier::Exact => format!("no word for \"{}\" here", wording::qualifier(count.qualifier)),
        _ => String::new(),
    };
    Diagnostic::new(Code::QUALIFIER_DIFFERS, message)
        .at(place, label)
        .and(count.value.span, format!("`{id}` is {known}"))
        .help(format!("write {{{{count \"{id}\"}}}}, which says the number as exactly as it is known"))
}

fn copy(place: &Place<'_, '_>, statement: &Statement<'_>, agreeing: &[(&str, &Count)]) -> Diagnostic {
    let (id, count) = agreeing[0];
    let written = &statement.found.written;
    let in_words = !written.chars().any(|character| character.is_ascii_digit());
    let options = match (in_words, place.begins_sentence(statement)) {
        (false, _) => "",
        (true, false) => " style=\"words\"",
        (true, true) => " style=\"words\" case=\"sentence\"",
    };
    let reference = format!("{{{{count \"{id}\"{options}}}}}");
    let mut finding = Diagnostic::new(
        Code::LITERAL_FACT,
        format!("`{written}` is typed out, and the ledger holds it as `{id}`"),
    )
    .at(statement.span, "does not follow when the ledger changes")
    .and(count.value.span, format!("`{id}` is {}", wording::count(count)))
    .help(format!("write {reference}"));
    if agreeing.len() == 1 {
        finding = finding.suggest(statement.span, reference);
    } else {
        let others: Vec<String> = agreeing[1..].iter().map(|(id, _)| format!("`{id}`")).collect();
        finding = finding.note(format!("also stated by {}: choose the one that is meant", others.join(", ")));
    }
    finding
}

/// Words of a qualifier before an expression that says its own, or that prints a number which is known otherwise.
fn doubled(publication: &Publication, run: &Run) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for expression in &run.expressions {
        let Some(count) = publication.ledger.counts.get(&expression.key) else { continue };
        let Some((said, words)) = qualifier_before(run, expression.at, &run.tag) else { continue };
        let says_its_own = expression.helper == "count" && count.qualifier != Qualifier::Exact;
        let is_exact = count.qualifier == Qualifier::Exact;
        let is_preposition = is_exact && run.text(words.clone()).is_some_and(|words| is_ambiguous(&words));
        let agrees = is_preposition || expression.helper == "number" && count.qualifier == said;
        if !matches!(expression.helper.as_str(), "count" | "number") || agrees {
            continue;
        }
        let before: String = run.characters.get(words.clone()).into_iter().flatten().collect();
        let reference = format!("{{{{{} \"{}\"}}}}", expression.helper, expression.key);
        findings.extend(run.span(words).map(|span| {
            let message = if says_its_own {
                format!("{reference} prints \"{}\", and `{before}` stands before it", wording::count(count))
            } else {
                let known = wording::count(count);
                let exactly = if count.qualifier == Qualifier::Exact { "has exactly" } else { "says" };
                let (key, said) = (&expression.key, wording::said(said));
                format!("{reference} is given as {said}, but the ledger {exactly} {known} (`{key}`)")
            };
            before_expression(&expression.key, count, &before, span, message)
        }));
    }
    findings
}

fn before_expression(id: &str, count: &Count, before: &str, span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::QUALIFIER_DIFFERS, message)
        .at(span, "")
        .and(count.value.span, format!("`{id}` is {}", wording::count(count)))
        .help(format!("remove `{before}`, or correct the `qualifier` in the ledger"))
}

fn read_as(found: &Found) -> String {
    found.value().map(|value| format!("read as {value}")).unwrap_or_default()
}
