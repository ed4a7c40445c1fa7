//! Spans of years are what is stated.
//!
//! **What.** An invariant of kind `years-between` holds: so many full years lie between its two dates, counted at the
//! precision of the less exact one.
//!
//! **Why.** "Ten years of ..." stands on the cover; a corrected date must not make it untrue unnoticed.
//!
//! **How to mend.** Correct a date or the number, and with it the texts that say it in words.

use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::{DateFact, Invariant, InvariantKind, Ledger, PartialDate, Spanned};

/// Looks at every invariant.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    ledger.invariants.iter().filter_map(|invariant| differing(ledger, invariant)).collect()
}

fn differing(ledger: &Ledger, invariant: &Invariant) -> Option<Diagnostic> {
    let InvariantKind::YearsBetween { from, to, equals } = &invariant.kind;
    let date = |id: &Spanned<String>| -> Option<(PartialDate, Span)> {
        let DateFact { on, .. } = ledger.dates.get(&id.value)?;
        Some((on.value, on.span))
    };
    let ((start, start_span), (end, end_span)) = (date(from)?, date(to)?);
    let years = full_years(start, end);
    if years == i64::try_from(equals.value).ok() {
        return None;
    }
    let counted = years.map_or("none".to_owned(), |years| years.to_string());
    let (from, to, stated) = (&from.value, &to.value, equals.value);
    let message = format!("between {from} ({start}) and {to} ({end}) lie {counted} full years, not {stated}");
    Some(
        Diagnostic::new(Code::SPAN_DIFFERS, message)
            .at(equals.span, format!("the dates give {counted}"))
            .and(start_span, from.as_str())
            .and(end_span, to.as_str())
            .help("correct a date or the number, and with it the texts that say it in words"),
    )
}

/// `None` where the second date lies before the first.
fn full_years(start: PartialDate, end: PartialDate) -> Option<i64> {
    let precision = start.precision().min(end.precision());
    let (start, end) = (start.at_most(precision), end.at_most(precision));
    let in_year = |date: PartialDate| (date.month(), date.day());
    let unfinished = i64::from(in_year(end) < in_year(start));
    let years = i64::from(end.year()) - i64::from(start.year()) - unfinished;
    (years >= 0).then_some(years)
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    fn span(from: &str, to: &str) -> Vec<String> {
        seen(&super::find(&ledger(&format!(
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
        assert_eq!(span("2008", "2019"), ["L108 between a (2008) and b (2019) lie 11 full years, not 10"]);
        assert_eq!(span("2009-03", "2019-02").len(), 1);
        assert_eq!(span("2019", "2009").len(), 1);
    }
}
