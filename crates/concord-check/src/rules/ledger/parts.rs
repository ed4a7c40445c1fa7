//! Parts add up to their whole.
//!
//! **What.** The counts in `parts` can add up to the count that lists them. Numbers that are not exact stand for a range:
//! more than 100 is 101 or more; about and almost are wide. Only a sum that cannot meet the whole is reported.
//!
//! **Why.** Charts and tables print the parts beside the total, and readers add them up.
//!
//! **How to mend.** Correct the total or a part, or the list of parts.

use crate::rules::ledger::series::range;
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{Count, Ledger};

/// Looks at every count that has parts.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    ledger.counts.iter().filter_map(|(id, count)| differing(ledger, id, count)).collect()
}

fn differing(ledger: &Ledger, id: &str, count: &Count) -> Option<Diagnostic> {
    if count.parts.is_empty() {
        return None;
    }
    let parts: Vec<(&str, &Count)> = count
        .parts
        .iter()
        .map(|part| Some((part.value.as_str(), ledger.counts.get(&part.value)?)))
        .collect::<Option<_>>()?;
    let ranges = parts.iter().map(|(_, part)| range(part));
    let (least, most) = ranges.fold((0u64, 0u64), |(least, most), part| {
        (least.saturating_add(*part.start()), most.saturating_add(*part.end()))
    });
    let whole = range(count);
    if least <= *whole.end() && most >= *whole.start() {
        return None;
    }
    let sum = parts.iter().fold(0u64, |sum, (_, part)| sum.saturating_add(part.value.value));
    let total = count.value.value;
    let mut diagnostic = Diagnostic::new(
        Code::PARTS_DIFFER,
        format!("the parts of `{id}` add up to {sum}, but its value is {total}"),
    )
    .at(count.value.span, format!("the parts give {sum}"))
    .help("correct the total, a part, or the list of parts");
    for (part_id, part) in parts {
        diagnostic = diagnostic.and(part.value.span, format!("`{part_id}`: {}", part.value.value));
    }
    Some(diagnostic)
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    fn parts(total: &str, part: &str) -> Vec<String> {
        seen(&super::find(&ledger(&format!(
            "[counts.all]\nunit = \"u\"\nparts = [\"a\", \"b\"]\n{total}\n[counts.a]\nunit = \"u\"\nvalue = 171\n\
             [counts.b]\nunit = \"u\"\n{part}\n"
        ))))
    }

    #[test]
    fn exact_parts_add_up() {
        assert_eq!(parts("value = 262", "value = 91"), Vec::<String>::new());
        assert_eq!(
            parts("value = 262", "value = 90"),
            ["L105 the parts of `all` add up to 261, but its value is 262"]
        );
    }

    #[test]
    fn numbers_that_are_not_exact_are_given_room() {
        assert_eq!(parts("value = 262\nqualifier = \"more-than\"", "value = 95"), Vec::<String>::new());
        assert_eq!(parts("value = 262", "value = 90\nqualifier = \"about\""), Vec::<String>::new());
        assert_eq!(parts("value = 262\nqualifier = \"more-than\"", "value = 91").len(), 1);
    }
}
