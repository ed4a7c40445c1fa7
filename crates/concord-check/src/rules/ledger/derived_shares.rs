//! Shares are what their counts give.
//!
//! **What.** An invariant of kind `rise` or `fall` says that a share is the change from one count to another, in percent of
//! the first; one of kind `share` that it is what a part is of a whole. What was rounded may differ by half a unit of the
//! last digit that the share is written with. Counts that are not exact stand for a range.
//!
//! **Why.** A percentage is worked out once and stays when the counts are corrected.
//!
//! **How to mend.** Work the share out anew, or correct a count.

use crate::rules::ledger::interval::{Exact, Interval};
use crate::wording;
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{InvariantKind, Ledger, Spanned};

/// Looks at every invariant of these kinds.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let derived = ledger.invariants.iter().filter_map(|invariant| match &invariant.kind {
        InvariantKind::Change { from, to, share, is_fall } => {
            let kind = if *is_fall { Derived::Fall } else { Derived::Rise };
            differing(ledger, kind, [from, to], share)
        }
        InvariantKind::ShareOf { part, whole, share } => {
            differing(ledger, Derived::Part, [whole, part], share)
        }
        _ => None,
    });
    derived.collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Derived {
    Rise,
    Fall,
    Part,
}

/// `base` is what stands for 100 %.
fn differing(
    ledger: &Ledger,
    kind: Derived,
    [base, other]: [&Spanned<String>; 2],
    share: &Spanned<String>,
) -> Option<Diagnostic> {
    let (base_count, other_count) = (ledger.counts.get(&base.value)?, ledger.counts.get(&other.value)?);
    let stated = ledger.shares.get(&share.value)?.value.value;
    let ratio = Interval::count(other_count).over(Interval::count(base_count))?;
    let (base_id, other_id, share_id) = (&base.value, &other.value, &share.value);
    let (from, to) = (wording::count(base_count), wording::count(other_count));
    let relation = match kind {
        Derived::Rise => format!("the rise from `{base_id}` ({from}) to `{other_id}` ({to})"),
        Derived::Fall => format!("the fall from `{base_id}` ({from}) to `{other_id}` ({to})"),
        Derived::Part => format!("`{other_id}` ({to}) of `{base_id}` ({from})"),
    };
    let (message, seen) = match ratio {
        None => (format!("{relation} has no percentage, as `{base_id}` is 0"), "of nothing".to_owned()),
        Some(ratio) => {
            let percent = percent(kind, ratio)?;
            if !percent.is_apart(Interval::rounded(stated)?) {
                return None;
            }
            let places = u32::try_from(stated.fraction_digits()).ok()? + 1;
            let given = percent.shown(places);
            (
                format!("{relation} is {given}%, but share `{share_id}` is {stated}%"),
                format!("the counts give {given}"),
            )
        }
    };
    Some(
        Diagnostic::new(Code::DERIVED_SHARE_DIFFERS, message)
            .at(ledger.shares.get(&share.value)?.value.span, seen)
            .and(base_count.value.span, format!("`{base_id}`"))
            .and(other_count.value.span, format!("`{other_id}`"))
            .note("a share may differ by half a unit of its last written digit, as it may have been rounded")
            .help("work the share out anew, or correct a count"),
    )
}

fn percent(kind: Derived, ratio: Interval) -> Option<Interval> {
    let one = Interval::of(Exact::from_integer(1));
    let change = match kind {
        Derived::Rise => ratio.minus(one)?,
        Derived::Fall => one.minus(ratio)?,
        Derived::Part => ratio,
    };
    change.times(Interval::of(Exact::from_integer(100)))
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    fn derived(kind: &str, base: &str, other: &str, share: &str) -> Vec<String> {
        let roles = if kind == "share" { ["whole", "part"] } else { ["from", "to"] };
        seen(&super::find(&ledger(&format!(
            "[counts.a]\nunit = \"u\"\nvalue = {base}\n[counts.b]\nunit = \"u\"\nvalue = {other}\n\
             [shares.s]\nvalue = {share}\n[[invariants]]\nkind = \"{kind}\"\n{} = \"a\"\n{} = \"b\"\nshare = \"s\"\n",
            roles[0], roles[1]
        ))))
    }

    #[test]
    fn tolerance_follows_the_written_digits() {
        assert_eq!(derived("rise", "100", "142", "42"), [""; 0]);
        assert_eq!(derived("rise", "7", "10", "43"), [""; 0]);
        assert_eq!(derived("rise", "7", "10", "42.9"), [""; 0]);
        assert_eq!(
            derived("rise", "7", "10", "43.0"),
            ["L117 the rise from `a` (7) to `b` (10) is 42.86%, but share `s` is 43.0%"]
        );
        assert_eq!(derived("rise", "7", "10", "42").len(), 1);
        assert_eq!(derived("fall", "8", "6", "25"), [""; 0]);
        assert_eq!(derived("share", "262", "171", "65"), [""; 0]);
        assert_eq!(
            derived("share", "262", "171", "66"),
            ["L117 `b` (171) of `a` (262) is 65.3%, but share `s` is 66%"]
        );
    }

    #[test]
    fn ranges_are_given_room() {
        assert_eq!(derived("rise", "100\nqualifier = \"about\"", "142", "42"), [""; 0]);
        assert_eq!(derived("share", "5000\nqualifier = \"more-than\"", "2500", "49"), [""; 0]);
        assert_eq!(
            derived("share", "5000\nqualifier = \"more-than\"", "2500", "51"),
            ["L117 `b` (2500) of `a` (more than 5000) is 0 to 50%, but share `s` is 51%"]
        );
    }

    #[test]
    fn nothing_has_no_percentage() {
        assert_eq!(
            derived("rise", "0", "5", "100"),
            ["L117 the rise from `a` (0) to `b` (5) has no percentage, as `a` is 0"]
        );
    }

    /// A share that was rounded from its counts to any number of digits is never reported, and one that is a whole
    /// unit of its last digit away always is.
    #[test]
    fn what_was_rounded_from_the_counts_holds() {
        for (whole, places) in [(3u64, 0u32), (7, 1), (11, 2), (262, 0), (262, 3), (997, 1)] {
            for part in (0..=whole).step_by((whole as usize / 20).max(1)) {
                let unit = 10u64.pow(places);
                let scaled = (part * 100 * unit * 2 + whole) / (whole * 2);
                let written = |scaled: u64| match places {
                    0 => scaled.to_string(),
                    _ => format!("{}.{:0width$}", scaled / unit, scaled % unit, width = places as usize),
                };
                let (whole, part) = (whole.to_string(), part.to_string());
                assert_eq!(derived("share", &whole, &part, &written(scaled)), [""; 0], "{part}/{whole}");
                assert_eq!(derived("share", &whole, &part, &written(scaled + 2)).len(), 1, "{part}/{whole}");
            }
        }
    }
}
