//! Dates lie inside their phase.
//!
//! **What.** A date with `within` shares at least one day with that phase.
//!
//! **Why.** A launch that precedes its phase, or a result that follows its end, is the commonest slip when a year is
//! copied from another row.
//!
//! **How to mend.** Correct the date, name another phase, or leave `within` out.

use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::Ledger;

/// Looks at every date that names a phase.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (id, date) in &ledger.dates {
        let Some(within) = &date.within else { continue };
        let Some(phase) = ledger.phases.get(&within.value) else { continue };
        let period = phase.period();
        if period.is_reversed() || period.may_contain(date.on.value) {
            continue;
        }
        let (phase_id, on) = (&within.value, date.on.value);
        let message = format!(
            "date `{id}` ({on}) lies outside phase `{phase_id}` ({} to {})",
            period.start, period.end
        );
        let earlier = on.last_day_number() < period.start.first_day_number();
        let (edge, word) = if earlier { (phase.start.span, "starts") } else { (phase.end.span, "ends") };
        diagnostics.push(
            Diagnostic::new(Code::DATE_OUTSIDE_PHASE, message)
                .at(date.on.span, format!("outside `{phase_id}`"))
                .and(edge, format!("`{phase_id}` {word} here"))
                .help("correct the date, name another phase in `within`, or leave `within` out"),
        );
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    fn date(on: &str) -> Vec<String> {
        let text = "[phases.p]\nname = \"P\"\nstart = \"2016-01\"\nend = \"2020-03\"\n[dates.d]\nwithin = \"p\"\non = ";
        seen(&super::find(&ledger(&format!("{text}\"{on}\"\n"))))
    }

    #[test]
    fn both_ends_belong_to_the_phase() {
        for on in ["2016-01-01", "2020-03-31", "2020", "2018-05"] {
            assert_eq!(date(on), Vec::<String>::new());
        }
    }

    #[test]
    fn outside_is_seen_on_both_sides() {
        assert_eq!(date("2015-12"), ["L104 date `d` (2015-12) lies outside phase `p` (2016-01 to 2020-03)"]);
        assert_eq!(date("2020-04-24").len(), 1);
    }
}
