//! A date that is named after an end of a period is that end.
//!
//! **What.** The date `x-start` is the start, and `x-end` the end, of the phase or Action `x`, at the same precision.
//!
//! **Why.** The same day is stated twice, and one of the two is corrected. Where one is known to the day and the other to
//! the year, texts print both, and one of them claims more or less than is known.
//!
//! **How to mend.** Write the same date at the same precision in both places, or give the date another id.

use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{Fact, Ledger, PartialDate, Precision, Spanned};

/// Looks at every date with such an id.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (id, date) in &ledger.dates {
        let named = [("-start", "start"), ("-end", "end")];
        let Some((period_id, edge)) =
            named.iter().find_map(|(suffix, edge)| Some((id.strip_suffix(suffix)?, *edge)))
        else {
            continue;
        };
        let ends = match ledger
            .phases
            .get(period_id)
            .map(Fact::Phase)
            .or_else(|| ledger.actions.get(period_id).map(Fact::Action))
        {
            Some(Fact::Phase(phase)) => (&phase.start, &phase.end),
            Some(Fact::Action(action)) => (&action.start, &action.end),
            _ => continue,
        };
        let own = if edge == "start" { ends.0 } else { ends.1 };
        diagnostics.extend(differing(id, &date.on, period_id, edge, own));
    }
    diagnostics
}

fn differing(
    id: &str,
    date: &Spanned<PartialDate>,
    period: &str,
    edge: &str,
    own: &Spanned<PartialDate>,
) -> Option<Diagnostic> {
    let (on, end) = (date.value, own.value);
    if on == end {
        return None;
    }
    let diagnostic = match on.certain_order(end) {
        Some(_) => Diagnostic::new(
            Code::PERIOD_END_DIFFERS,
            format!("date `{id}` ({on}) is not the {edge} of `{period}` ({end})"),
        )
        .at(date.span, format!("the {edge} of `{period}` is {end}"))
        .help("correct one of the two, or give the date another id"),
        None => Diagnostic::new(
            Code::PRECISION_DIFFERS,
            format!(
                "date `{id}` ({on}) is given {}, and the {edge} of `{period}` ({end}) {}",
                known_to(on.precision()),
                known_to(end.precision())
            ),
        )
        .at(date.span, known_to(on.precision()))
        .help("write both as exactly as the sources give them, or give the date another id"),
    };
    Some(diagnostic.and(own.span, format!("the {edge} of `{period}`")))
}

pub(super) fn known_to(precision: Precision) -> &'static str {
    match precision {
        Precision::Year => "to the year",
        Precision::Month => "to the month",
        Precision::Day => "to the day",
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    fn dates(start: &str, end: &str) -> Vec<String> {
        seen(&super::find(&ledger(&format!(
            "[phases.p]\nname = \"P\"\nstart = \"2009-01\"\nend = \"2011\"\n\
             [dates.p-start]\non = \"{start}\"\n[dates.p-end]\non = \"{end}\"\n[dates.q-end]\non = \"1999\"\n"
        ))))
    }

    #[test]
    fn both_ends_are_compared() {
        assert_eq!(dates("2009-01", "2011"), [""; 0]);
        assert_eq!(
            dates("2009-01-01", "2012"),
            [
                "L116 date `p-end` (2012) is not the end of `p` (2011)",
                "L115 date `p-start` (2009-01-01) is given to the day, and the start of `p` (2009-01) to the month"
            ]
        );
    }
}
