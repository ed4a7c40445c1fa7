//! Spans of time are what is stated.
//!
//! **What.** An invariant of kind `years-between` or `months-between` holds: so many full years or months lie between two
//! moments, counted at the precision of the less exact one. A moment is a date, or the start or the end of a phase; a
//! phase alone is its whole length. The end of a phase belongs to it, so that 2009-01 to 2011-12 are three years; where
//! only years are known, 2009 to 2019 may be ten or eleven.
//!
//! **Why.** "Ten years of ..." stands on the cover; a corrected date must not make it untrue unnoticed.
//!
//! **How to mend.** Correct a date or the number, and with it the texts that say it in words.

use crate::rules::ledger::series::range;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::{
    Edge, Fact, InvariantKind, Ledger, Moment, Number, PartialDate, Period, Precision, SpanUnit, Spanned,
};
use std::ops::RangeInclusive;

/// Looks at every invariant of these kinds.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let spans = ledger.invariants.iter().filter_map(|invariant| match &invariant.kind {
        InvariantKind::Span { from, to, unit, equals } => differing(ledger, from, to.as_ref(), *unit, equals),
        _ => None,
    });
    spans.collect()
}

/// A moment as the ledger dates it.
struct Dated {
    on: PartialDate,
    /// Whether the whole of `on` belongs to the span that it ends.
    is_inclusive: bool,
    span: Span,
    name: String,
}

fn differing(
    ledger: &Ledger,
    from: &Moment,
    to: Option<&Moment>,
    unit: SpanUnit,
    equals: &Spanned<Number>,
) -> Option<Diagnostic> {
    let start = dated(ledger, from, Edge::Start)?;
    let end = match to {
        Some(to) => dated(ledger, to, Edge::End)?,
        None => dated(ledger, from, Edge::End).filter(|end| end.is_inclusive)?,
    };
    let (stated, place) = match &equals.value {
        Number::Written(number) => (*number..=*number, equals.span),
        Number::Count(id) => {
            let count = ledger.counts.get(id)?;
            (range(count), count.value.span)
        }
    };
    let elapsed = elapsed(start.on, end.on, end.is_inclusive, unit);
    let holds =
        |elapsed: &RangeInclusive<u64>| elapsed.start() <= stated.end() && elapsed.end() >= stated.start();
    if elapsed.as_ref().is_some_and(holds) {
        return None;
    }
    let counted = elapsed.map_or("no".to_owned(), |elapsed| shown(&elapsed));
    let unit = match unit {
        SpanUnit::Years => "years",
        SpanUnit::Months => "months",
    };
    let stated =
        if stated.start() == stated.end() { stated.start().to_string() } else { written(ledger, equals) };
    let (from, to, since, until) = (&start.name, &end.name, start.on, end.on);
    let message =
        format!("between {from} ({since}) and {to} ({until}) lie {counted} full {unit}, not {stated}");
    Some(
        Diagnostic::new(Code::SPAN_DIFFERS, message)
            .at(place, format!("the dates give {counted}"))
            .and(start.span, start.name)
            .and(end.span, end.name)
            .help("correct a date or the number, and with it the texts that say it in words"),
    )
}

fn written(ledger: &Ledger, equals: &Spanned<Number>) -> String {
    match &equals.value {
        Number::Written(number) => number.to_string(),
        Number::Count(id) => ledger.counts.get(id).map(crate::wording::count).unwrap_or_default(),
    }
}

fn shown(range: &RangeInclusive<u64>) -> String {
    if range.start() == range.end() {
        range.start().to_string()
    } else {
        format!("{} to {}", range.start(), range.end())
    }
}

/// `whole` is the edge that a period stands for where none is named.
fn dated(ledger: &Ledger, moment: &Moment, whole: Edge) -> Option<Dated> {
    let id = moment.id.value.as_str();
    let (period, spans) = match ledger.fact(id)? {
        Fact::Date(date) => {
            let (on, span) = (date.on.value, date.on.span);
            return Some(Dated { on, is_inclusive: false, span, name: format!("`{id}`") });
        }
        Fact::Phase(phase) => (phase.period(), (phase.start.span, phase.end.span)),
        Fact::Action(action) => (action.period(), (action.start.span, action.end.span)),
        _ => return None,
    };
    Some(match moment.edge.unwrap_or(whole) {
        Edge::Start => Dated {
            on: period.start,
            is_inclusive: false,
            span: spans.0,
            name: format!("the start of `{id}`"),
        },
        Edge::End => {
            Dated { on: period.end, is_inclusive: true, span: spans.1, name: format!("the end of `{id}`") }
        }
    })
}

/// The full years or months that a period lasts.
pub(crate) fn length(period: Period, unit: SpanUnit) -> Option<RangeInclusive<u64>> {
    elapsed(period.start, period.end, true, unit)
}

/// The full years or months from one date to another, at the precision of the less exact one; of an inclusive end, to
/// what follows it. A range where the precision leaves several. `None` where the second date lies before the first.
pub(crate) fn elapsed(
    start: PartialDate,
    end: PartialDate,
    is_inclusive: bool,
    unit: SpanUnit,
) -> Option<RangeInclusive<u64>> {
    let precision = start.precision().min(end.precision());
    let (start, end) = (start.at_most(precision), end.at_most(precision));
    let more = i64::from(is_inclusive);
    let years = i64::from(end.year()) - i64::from(start.year());
    let (least, most) = match (precision, unit) {
        (Precision::Year, SpanUnit::Years) => (years, years + more),
        (Precision::Year, SpanUnit::Months) if years == 0 => (0, 11 + more),
        (Precision::Year, SpanUnit::Months) => (years * 12 - 11, years * 12 + 11 + more),
        (Precision::Month | Precision::Day, unit) => {
            let months = months(start, end, is_inclusive);
            let number = if unit == SpanUnit::Years { months.div_euclid(12) } else { months };
            (number, number)
        }
    };
    if years < 0 {
        return None;
    }
    Some(u64::try_from(least).ok()?..=u64::try_from(most).ok()?)
}

/// The full months between two dates that are known to the month or the day.
fn months(start: PartialDate, end: PartialDate, is_inclusive: bool) -> i64 {
    let number = |date: PartialDate| i64::from(date.year()) * 12 + i64::from(date.month().unwrap_or(1)) - 1;
    let months = number(end) - number(start);
    match (start.day(), end.day()) {
        (Some(first), Some(last)) => {
            let is_last = end.at_most(Precision::Month).last_day() == end;
            match is_inclusive {
                true if is_last => months + 1 - i64::from(first > 1),
                true => months - i64::from(last + 1 < first),
                false => months - i64::from(last < first),
            }
        }
        _ => months + i64::from(is_inclusive),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ledger, seen};

    fn span(from: &str, to: &str) -> Vec<String> {
        seen(&find(&ledger(&format!(
            "[dates.a]\non = \"{from}\"\n[dates.b]\non = \"{to}\"\n\
             [[invariants]]\nkind = \"years-between\"\nfrom = \"a\"\nto = \"b\"\nequals = 10\n"
        ))))
    }

    #[test]
    fn ten_years_are_ten_years() {
        for (from, to) in
            [("2009", "2019"), ("2009-03", "2019"), ("2009-03", "2019-03"), ("2009-03-05", "2020-03-04")]
        {
            assert_eq!(span(from, to), Vec::<String>::new(), "{from} {to}");
        }
    }

    #[test]
    fn other_spans_are_seen() {
        assert_eq!(
            span("2008", "2019"),
            ["L108 between `a` (2008) and `b` (2019) lie 11 full years, not 10"]
        );
        assert_eq!(span("2009-03", "2019-02").len(), 1);
        assert_eq!(span("2019", "2009").len(), 1);
    }

    fn phase(start: &str, end: &str, invariant: &str) -> Vec<String> {
        seen(&find(&ledger(&format!(
            "[phases.p]\nname = \"P\"\nstart = \"{start}\"\nend = \"{end}\"\n[dates.d]\non = \"{end}\"\n\
             [counts.n]\nvalue = 3\nunit = \"year\"\n[[invariants]]\n{invariant}\n"
        ))))
    }

    #[test]
    fn a_phase_is_as_long_as_it_lasts() {
        let whole = "kind = \"years-between\"\nfrom = \"p\"\nequals = \"n\"";
        for (start, end) in [
            ("2009-01", "2011-12"),
            ("2020-04", "2023-04"),
            ("2009-01-01", "2011-12-31"),
            ("2009-04-05", "2012-04-04"),
            ("2009", "2012"),
            ("2009", "2011"),
            ("2009-06", "2012"),
        ] {
            assert_eq!(phase(start, end, whole), [""; 0], "{start} {end}");
        }
        for (start, end) in [
            ("2009-01", "2011-11"),
            ("2009-01-01", "2011-12-30"),
            ("2009-04-05", "2012-04-03"),
            ("2009", "2013"),
        ] {
            assert_eq!(phase(start, end, whole).len(), 1, "{start} {end}");
        }
        assert_eq!(
            phase("2009-01", "2012-12", whole),
            ["L108 between the start of `p` (2009-01) and the end of `p` (2012-12) lie 4 full years, not 3"]
        );
    }

    #[test]
    fn an_end_of_a_phase_can_be_named() {
        let to_date = "kind = \"months-between\"\nfrom = \"p.start\"\nto = \"d\"\nequals = 3";
        assert_eq!(phase("2020-01", "2020-04", to_date), [""; 0]);
        let to_end = "kind = \"months-between\"\nfrom = \"p.start\"\nto = \"p.end\"\nequals = 3";
        assert_eq!(phase("2020-01", "2020-03", to_end), [""; 0]);
        assert_eq!(phase("2020-01", "2020-04", to_end).len(), 1);
    }

    /// Day by day over five years: the months grow by one exactly where the day of the month comes round.
    #[test]
    fn months_grow_by_one_at_a_time() {
        let dates: Vec<PartialDate> = (2007..2012)
            .flat_map(|year| (1..=12).flat_map(move |month| (1..=31).map(move |day| (year, month, day))))
            .filter_map(|(year, month, day)| PartialDate::parse(&format!("{year}-{month:02}-{day:02}")).ok())
            .collect();
        for start in dates.iter().take(400).step_by(7) {
            let later =
                dates.iter().filter(|end| end.certain_order(*start) != Some(std::cmp::Ordering::Less));
            let lengths: Vec<i64> = later.map(|end| months(*start, *end, false)).collect();
            assert!(lengths.windows(2).all(|pair| (0..=1).contains(&(pair[1] - pair[0]))), "{start}");
            assert_eq!(lengths.first(), Some(&0));
        }
        for pair in dates.windows(2) {
            let start = dates[0];
            // An inclusive end is the same as the next day without it.
            assert_eq!(months(start, pair[0], true), months(start, pair[1], false), "{}", pair[0]);
        }
    }
}
