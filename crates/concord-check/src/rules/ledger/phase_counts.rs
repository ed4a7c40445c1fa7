//! Counts of phases are the number of phases.
//!
//! **What.** A count with `phases-of` can be the number of phases that the ledger holds of that group.
//!
//! **Why.** "In four phases" is printed beside a timeline that draws them.
//!
//! **How to mend.** Correct the count, add the phase that is missing, or take one out of the group.

use crate::rules::ledger::series::range;
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{Count, Ledger, Phase};

/// Looks at every count of phases. A phase that could not be read may be the missing one.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    if ledger.unreadable.values().any(|table| *table == "phases") {
        return Vec::new();
    }
    ledger.counts.iter().filter_map(|(id, count)| differing(ledger, id, count)).collect()
}

/// The phases of a group, in the order of the file.
pub(crate) fn phases_of<'a>(ledger: &'a Ledger, group: &str) -> Vec<(&'a str, &'a Phase)> {
    let mut phases = ledger.phases_in_file_order();
    phases.retain(|(_, phase)| phase.group.as_ref().is_some_and(|own| own.value == group));
    phases
}

fn differing(ledger: &Ledger, id: &str, count: &Count) -> Option<Diagnostic> {
    let group = &count.phases_of.as_ref()?.value;
    let phases = phases_of(ledger, group);
    let number = u64::try_from(phases.len()).ok()?;
    // A group without phases is an unknown reference.
    if phases.is_empty() || range(count).contains(&number) {
        return None;
    }
    let stated = crate::wording::count(count);
    let message = format!("the group `{group}` has {number} phases, but `{id}` is {stated}");
    let mut diagnostic = Diagnostic::new(Code::PHASE_COUNT_DIFFERS, message)
        .at(count.value.span, format!("the ledger holds {number}"))
        .help("correct the count, add the phase that is missing, or take one out of the group");
    for (phase_id, phase) in phases {
        let place = phase.group.as_ref().map_or(phase.span, |group| group.span);
        diagnostic = diagnostic.and(place, format!("`{phase_id}`"));
    }
    Some(diagnostic)
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    #[test]
    fn qualifiers_are_ranges() {
        let count = |number: &str| {
            let phase = |id: &str| {
                format!("[phases.{id}]\nname = \"P\"\nstart = \"2009\"\nend = \"2010\"\ngroup = \"g\"\n")
            };
            let count = format!("[counts.n]\nunit = \"phase\"\nphases-of = \"g\"\nvalue = {number}\n");
            seen(&super::find(&ledger(&(count + &phase("a") + &phase("b") + &phase("c")))))
        };
        assert_eq!(count("3"), [""; 0]);
        assert_eq!(count("2\nqualifier = \"more-than\""), [""; 0]);
        assert_eq!(
            count("3\nqualifier = \"more-than\""),
            ["L114 the group `g` has 3 phases, but `n` is more than 3"]
        );
    }
}
