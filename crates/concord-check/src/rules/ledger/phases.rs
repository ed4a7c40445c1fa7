//! Phases of one group meet.
//!
//! **What.** Of two phases of a group that follow each other, the second starts when the first has ended: no time belongs
//! to both, and none to neither. Both ends belong to a phase, at their precision: a phase that ends in `2011-12` meets one
//! that starts in `2012-01`, and one that ends in `2012-01` overlaps it. Where a year meets a month of the same year,
//! nothing is certain and nothing is said.
//!
//! **Why.** A reader who adds up the phases must arrive at the programme, with no month counted twice.
//!
//! **How to mend.** Correct the end of the first phase or the start of the second, or leave one out of the group.

use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{Ledger, Phase};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Looks at every group.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<&str, Vec<(&str, &Phase)>> = BTreeMap::new();
    for (id, phase) in &ledger.phases {
        if let Some(group) = phase.group.as_ref().filter(|_| !phase.period().is_reversed()) {
            groups.entry(&group.value).or_default().push((id, phase));
        }
    }
    let mut diagnostics = Vec::new();
    for (group, mut phases) in groups {
        phases.sort_by_key(|(_, phase)| {
            (phase.start.value.first_day_number(), phase.end.value.last_day_number())
        });
        diagnostics.extend(phases.windows(2).filter_map(|pair| between(group, pair[0], pair[1])));
    }
    diagnostics
}

fn between(
    group: &str,
    (first_id, first): (&str, &Phase),
    (next_id, next): (&str, &Phase),
) -> Option<Diagnostic> {
    let (end, start) = (first.end.value, next.start.value);
    let order = end.certain_order(start)?;
    if order != Ordering::Less {
        let message = format!(
            "phases `{first_id}` and `{next_id}` of the group `{group}` overlap: `{first_id}` ends in {end}, \
                 and `{next_id}` starts in {start}"
        );
        return Some(
            Diagnostic::new(Code::PHASES_OVERLAP, message)
                .at(next.start.span, format!("`{next_id}` starts here"))
                .and(first.end.span, format!("`{first_id}` ends only here"))
                .note("a phase includes the year, month or day in which it ends")
                .help(format!("let `{first_id}` end before {start}, or `{next_id}` start after {end}")),
        );
    }
    if end.last_day_number() + 1 == start.first_day_number() {
        return None;
    }
    let message = format!(
        "phases of the group `{group}` leave a gap: `{first_id}` ends in {end}, and `{next_id}` starts only in {start}"
    );
    Some(
        Diagnostic::new(Code::PHASES_GAP, message)
            .at(next.start.span, format!("`{next_id}` starts here"))
            .and(first.end.span, format!("`{first_id}` ends here"))
            .note("phases of one group follow each other without a gap")
            .help("correct one of the two dates, or take a phase out of the group"),
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    fn phases(first_end: &str, next_start: &str) -> Vec<String> {
        seen(&super::find(&ledger(&format!(
            "[phases.a]\nname = \"A\"\nstart = \"2009\"\nend = \"{first_end}\"\ngroup = \"g\"\nsources = []\n\
             [phases.b]\nname = \"B\"\nstart = \"{next_start}\"\nend = \"2020\"\ngroup = \"g\"\nsources = []\n"
        ))))
    }

    #[test]
    fn adjoining_phases_meet_at_any_precision() {
        for (end, start) in
            [("2011-12", "2012-01"), ("2011", "2012-01"), ("2011-12-31", "2012"), ("2011", "2012")]
        {
            assert_eq!(phases(end, start), Vec::<String>::new(), "{end} {start}");
        }
    }

    #[test]
    fn the_same_month_is_an_overlap() {
        assert_eq!(
            phases("2012-01", "2012-01"),
            [
                "L101 phases `a` and `b` of the group `g` overlap: `a` ends in 2012-01, and `b` starts in 2012-01"
            ]
        );
        assert_eq!(phases("2013-06", "2012-01").len(), 1);
    }

    #[test]
    fn what_is_uncertain_is_left_alone() {
        assert_eq!(phases("2012", "2012-06"), Vec::<String>::new());
    }

    #[test]
    fn a_month_of_neither_is_a_gap() {
        assert_eq!(
            phases("2011-11", "2012-01"),
            ["L102 phases of the group `g` leave a gap: `a` ends in 2011-11, and `b` starts only in 2012-01"]
        );
    }
}
