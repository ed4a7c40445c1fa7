//! Cumulative counts never fall.
//!
//! **What.** Of two counts of one `series`, the one with the later `as-of` date is not certainly smaller. Numbers that are
//! not exact stand for a range, and dates of which neither is certainly first are not compared.
//!
//! **Why.** A total since the beginning cannot shrink; where it seems to, two sources count different things.
//!
//! **How to mend.** Correct a value or a date, or take the count that counts otherwise out of the series.

use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{Count, Ledger, Qualifier};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Looks at every series.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut series: BTreeMap<&str, Vec<(&str, &Count)>> = BTreeMap::new();
    for (id, count) in &ledger.counts {
        if let Some(name) = &count.series {
            series.entry(&name.value).or_default().push((id, count));
        }
    }
    let mut diagnostics = Vec::new();
    for (name, counts) in series {
        for later in &counts {
            let earlier = counts.iter().filter(|earlier| falls(earlier.1, later.1));
            // The highest of the earlier ones shows the fall best.
            if let Some(earlier) = earlier.max_by_key(|earlier| (*range(earlier.1).start(), earlier.0)) {
                diagnostics.push(fall(name, *earlier, *later));
            }
        }
    }
    diagnostics
}

fn falls(earlier: &Count, later: &Count) -> bool {
    let (Some(before), Some(after)) = (&earlier.as_of, &later.as_of) else { return false };
    before.value.certain_order(after.value) == Some(Ordering::Less)
        && range(later).end() < range(earlier).start()
}

fn fall(series: &str, (earlier_id, earlier): (&str, &Count), (id, count): (&str, &Count)) -> Diagnostic {
    let (value, higher) = (count.value.value, earlier.value.value);
    let message =
        format!("the cumulative series `{series}` falls from {higher} (`{earlier_id}`) to {value} (`{id}`)");
    Diagnostic::new(Code::SERIES_FALLS, message)
        .at(count.value.span, "lower than before")
        .and(earlier.value.span, format!("`{earlier_id}`, at an earlier date"))
        .help("correct a value or a date, or take the count that counts otherwise out of the series")
}

/// The numbers that a count can stand for. What is about or almost a number is at least half of it and at most twice.
pub(crate) fn range(count: &Count) -> RangeInclusive<u64> {
    let value = count.value.value;
    match count.qualifier {
        Qualifier::Exact => value..=value,
        Qualifier::AtLeast => value..=u64::MAX,
        Qualifier::MoreThan => value.saturating_add(1)..=u64::MAX,
        Qualifier::About => value / 2..=value.saturating_mul(2),
        Qualifier::Almost => value / 2..=value,
        Qualifier::UpTo => 0..=value,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    fn series(first: &str, second: &str) -> Vec<String> {
        seen(&super::find(&ledger(&format!(
            "[counts.a]\nunit = \"u\"\nseries = \"s\"\n{first}\n[counts.b]\nunit = \"u\"\nseries = \"s\"\n{second}\n"
        ))))
    }

    #[test]
    fn a_fall_is_seen() {
        assert_eq!(
            series("value = 100\nas-of = \"2016\"", "value = 90\nas-of = \"2018\""),
            ["L106 the cumulative series `s` falls from 100 (`a`) to 90 (`b`)"]
        );
        assert_eq!(
            series("value = 90\nqualifier = \"more-than\"\nas-of = \"2016\"", "value = 90\nas-of = \"2018\"")
                .len(),
            1
        );
    }

    #[test]
    fn growth_standstill_and_uncertain_order_are_no_fall() {
        for (first, second) in [
            ("value = 100\nas-of = \"2016\"", "value = 100\nas-of = \"2018\""),
            ("value = 100\nas-of = \"2018\"", "value = 90\nas-of = \"2016\""),
            ("value = 100\nas-of = \"2018\"", "value = 90\nas-of = \"2018-06\""),
            ("value = 100", "value = 90\nas-of = \"2018\""),
            ("value = 100\nqualifier = \"almost\"\nas-of = \"2016\"", "value = 95\nas-of = \"2018\""),
        ] {
            assert_eq!(series(first, second), Vec::<String>::new(), "{first} {second}");
        }
    }
}
