//! Series whose last number carries what belongs to all: `5–6 %`, `6 à 18 millions`, `2 to 5 March 2014`.
//!
//! Languages differ in whether they repeat it (LOCALES c4), so what stands earlier may be read either way.

use super::scanner::{Read, Scanner};
use super::{Date, Value};

/// Gives numbers of a series the readings that their neighbours' units allow.
pub(crate) fn share_units(scanner: &Scanner, reads: &mut [Read]) {
    for at in (1..reads.len()).rev() {
        let (before, behind) = reads.split_at_mut(at);
        if let (Some(earlier), Some(later)) = (before.last_mut(), behind.first_mut())
            && joined(scanner, earlier.end, later.start)
        {
            share(earlier, later);
        }
    }
}

/// Whether only what joins a series stands between two tokens: a dash, "to", "and", a comma.
fn joined(scanner: &Scanner, from: usize, to: usize) -> bool {
    let is_joint = |at: usize| {
        let is_word = scanner.language.joints.contains(&scanner.lower(at));
        let is_comma = scanner.is_sign(at, ',') || scanner.is_sign(at, '’');
        is_word || is_comma || scanner.is_dash(at) || scanner.is_space(at)
    };
    // "1er–22 novembre": the letters of a rank belong to the number.
    let from = scanner.behind_suffix(from);
    (1..=6).contains(&to.saturating_sub(from)) && (from..to).all(is_joint)
}

fn share(earlier: &mut Read, later: &mut Read) {
    let (Some(first), Some(last)) = (earlier.readings.first().cloned(), later.readings.first().cloned())
    else {
        return;
    };
    match (&first, &last) {
        (Value::Number(_), Value::Percent(_) | Value::Money(..) | Value::Measure(..) | Value::Number(_))
            if earlier.power == 0 =>
        {
            for number in earlier.readings.clone().iter().filter_map(Value::number) {
                earlier.add(last.with(number));
                earlier.add(last.with(number.times_ten_to(later.power)));
            }
        }
        (Value::Money(..), Value::Number(number)) => {
            later.add(first.with(*number));
            if let Some(number) = first.number().filter(|_| earlier.power == 0) {
                earlier.add(first.with(number.times_ten_to(later.power)));
            }
        }
        (_, Value::Date(date)) => share_date(earlier, *date),
        _ => {}
    }
}

/// A day takes the month and year of the date behind it, a date without a year its year.
fn share_date(earlier: &mut Read, date: Date) {
    match earlier.readings.first().cloned() {
        Some(Value::Number(number)) if date.day.is_some() => {
            let day = number.to_whole().filter(|day| (1..=31).contains(day));
            if day.is_some() {
                earlier.add(Value::Date(Date { day, ..date }));
                earlier.add(Value::Date(Date { day, year: None, ..date }));
            }
        }
        Some(Value::Date(own)) if own.year.is_none() => {
            earlier.add(Value::Date(Date { year: date.year, ..own }));
        }
        _ => {}
    }
}
