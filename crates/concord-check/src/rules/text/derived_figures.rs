//! Spans and rises that a sentence states follow from the figures beside them.
//!
//! **What.** "The ten years 2009–2019", "quatre ans, de 2015 à 2019": the number of years is the difference of the two years
//! beside it, or one more where both belong to the span. "A rise of 33% from 100 to 133": the percentage is what the two
//! numbers give, rounded as it is written.
//!
//! **Why.** One of the three is corrected and the others stay; every reader can do the sum.
//!
//! **How to mend.** Work it out again, and correct what is wrong.

use super::{Place, places};
use crate::Context;
use crate::values::{Found, Number, Run, Value};
use concord_diagnostics::{Code, Diagnostic};

/// Looks at every text and message.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    places(context, |place| {
        let mut findings = Vec::new();
        for three in place.values.windows(3) {
            let [a, b, c] = three else { continue };
            let Some(run) = place.runs.get(a.run).filter(|_| a.run == b.run && b.run == c.run) else {
                continue;
            };
            findings.extend(span_of_years(run, a, (b, c)));
            findings.extend(span_of_years(run, c, (a, b)));
            findings.extend(rise(place, run, a, (b, c)));
            findings.extend(rise(place, run, c, (a, b)));
        }
        findings
    })
}

/// Two values with only what joins a range between them, and no sentence's end between them and a third.
fn is_range(run: &Run, (from, to): (&Found, &Found)) -> bool {
    let joint = text(run, from.range.end, to.range.start);
    matches!(joint.trim(), "–" | "-" | "to" | "à" | "a" | "and" | "et" | "y" | "until" | "jusqu’à" | "hasta")
}

fn text(run: &Run, start: usize, end: usize) -> String {
    run.characters.get(start..end).unwrap_or_default().iter().collect()
}

/// Whether two places are close in one sentence, with no other expression between.
fn is_beside(run: &Run, one: &Found, (from, to): (&Found, &Found)) -> bool {
    let gap = if one.range.start < from.range.start {
        text(run, one.range.end, from.range.start)
    } else {
        text(run, to.range.end, one.range.start)
    };
    // "Ten years later, 2012–2016" is no span of ten years.
    const ELSEWHERE: [&str; 14] = [
        "later", "earlier", "before", "after", "ago", "since", "tard", "tôt", "après", "avant", "después",
        "antes", "tarde", "hace",
    ];
    let is_elsewhere = gap.split(|c: char| !c.is_alphabetic()).any(|word| ELSEWHERE.contains(&word));
    !is_elsewhere && gap.chars().count() <= 40 && !gap.contains(['.', ';', '\0', '?', '!'])
}

fn whole(found: &Found) -> Option<u128> {
    found.value().and_then(Value::number).and_then(Number::to_whole)
}

fn year(found: &Found) -> Option<u128> {
    whole(found).filter(|year| (1000..3000).contains(year) && matches!(found.value(), Some(Value::Number(_))))
}

fn span_of_years(run: &Run, years: &Found, range: (&Found, &Found)) -> Option<Diagnostic> {
    let (first, last) = (year(range.0)?, year(range.1)?);
    let stated = whole(years).filter(|stated| (1..=500).contains(stated))?;
    let behind = text(run, years.range.end, (years.range.end + 10).min(run.characters.len())).to_lowercase();
    let behind = behind.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-', '‑']);
    let noun = behind.split(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
    let is_years = matches!(noun, "year" | "years" | "ans" | "années" | "an" | "año" | "años")
        || matches!(years.written.to_lowercase().as_str(), "decade" | "décennie" | "década" | "decenio");
    if !is_years || !is_range(run, range) || !is_beside(run, years, range) || last <= first {
        return None;
    }
    let span = last - first;
    if stated == span || stated == span + 1 {
        return None;
    }
    let message = format!("from {first} to {last} are {span} years, not {stated}");
    Some(
        Diagnostic::new(Code::DERIVED_DIFFERS, message)
            .at(years.span, format!("read as {stated}"))
            .and(
                run.span(range.0.range.start..range.1.range.end)?,
                format!("{span} years, or {} with both", span + 1),
            )
            .help("correct the number or one of the years"),
    )
}

/// Words of sentences in which a percentage is the change between two numbers.
const CHANGES: [&str; 14] = [
    "rose", "rise", "risen", "grew", "growth", "increase", "fell", "fall", "augment", "hausse", "progress",
    "baiss", "aument", "creci",
];

fn rise(place: &Place<'_, '_>, run: &Run, percent: &Found, range: (&Found, &Found)) -> Option<Diagnostic> {
    let Some(Value::Percent(stated)) = percent.value() else { return None };
    let (from, to) = (whole(range.0)?, whole(range.1)?);
    let is_number = |found: &Found| matches!(found.value(), Some(Value::Number(_))) && year(found).is_none();
    if !is_number(range.0) || !is_number(range.1) || from == 0 || !is_beside(run, percent, range) {
        return None;
    }
    let joint = text(run, range.0.range.end, range.1.range.start).to_lowercase();
    let words: Vec<&str> = joint.split(|character: char| !character.is_alphabetic()).collect();
    let is_from_to =
        joint.chars().count() <= 30 && words.iter().any(|word| matches!(*word, "to" | "à" | "a"));
    let sentence = text(run, 0, run.characters.len()).to_lowercase();
    let changes = CHANGES.iter().any(|word| sentence.contains(word)) && !place.runs.is_empty();
    if !is_from_to || !changes {
        return None;
    }
    // In hundredths of a percent, so that a percentage with two digits behind the sign can still be compared.
    let change = from.abs_diff(to).checked_mul(10_000)?;
    let (least, most) = (change / from, change.div_ceil(from));
    let fraction = percent
        .written
        .split(['.', ','])
        .nth(1)
        .map_or(0, |digits| digits.chars().take_while(char::is_ascii_digit).count());
    let hundredths = stated.times_ten_to(2).to_whole()?;
    let tolerance = match fraction {
        0 => 50,
        1 => 5,
        _ => 1,
    };
    if hundredths + tolerance >= least && hundredths <= most + tolerance {
        return None;
    }
    // With as many decimals as the text has.
    let worked_out = match fraction {
        0 => ((least + 50) / 100).to_string(),
        1 => format!("{}.{}", (least + 5) / 100, (least + 5) % 100 / 10),
        _ => format!("{}.{:02}", least / 100, least % 100),
    };
    Some(
        Diagnostic::new(
            Code::DERIVED_DIFFERS,
            format!("from {from} to {to} is a change of {worked_out}%, not {stated}%"),
        )
        .at(percent.span, format!("read as {stated}%"))
        .and(run.span(range.0.range.start..range.1.range.end)?, format!("gives {worked_out}%"))
        .help("correct the percentage or one of the numbers"),
    )
}
