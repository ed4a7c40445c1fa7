//! Periods run forwards.
//!
//! **What.** A phase or an Action does not certainly end before it starts.
//!
//! **Why.** Such a period is always a slip of the pen, and every timeline and duration made from it is wrong.
//!
//! **How to mend.** Exchange or correct `start` and `end`.

use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::{Ledger, Period};

/// Looks at every phase and Action.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let phases = ledger
        .phases
        .iter()
        .map(|(id, phase)| ("phase", id, phase.period(), phase.start.span, phase.end.span));
    let actions = ledger
        .actions
        .iter()
        .map(|(id, action)| ("Action", id, action.period(), action.start.span, action.end.span));
    let reversed = phases.chain(actions).filter(|(_, _, period, _, _)| period.is_reversed());
    reversed.map(|(kind, id, period, start, end)| reversed_period(kind, id, period, start, end)).collect()
}

fn reversed_period(kind: &str, id: &str, period: Period, start: Span, end: Span) -> Diagnostic {
    let message = format!("{kind} `{id}` ends in {}, before it starts in {}", period.end, period.start);
    Diagnostic::new(Code::PERIOD_REVERSED, message)
        .at(end, "ends here")
        .and(start, "starts here")
        .help("swap or correct `start` and `end`")
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    fn period(start: &str, end: &str) -> Vec<String> {
        let text = format!("[phases.a]\nname = \"A\"\nstart = \"{start}\"\nend = \"{end}\"\n");
        seen(&super::find(&ledger(&text)))
    }

    #[test]
    fn a_reversed_period_is_seen() {
        assert_eq!(
            period("2012-02", "2012-01"),
            ["L103 phase `a` ends in 2012-01, before it starts in 2012-02"]
        );
    }

    #[test]
    fn one_day_and_uncertain_ends_are_no_reversal() {
        for (start, end) in [("2012-02", "2012-02"), ("2012-02", "2012"), ("2012", "2012-02")] {
            assert_eq!(period(start, end), Vec::<String>::new());
        }
    }
}
