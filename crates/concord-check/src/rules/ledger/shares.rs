//! Shares of a whole add up to it.
//!
//! **What.** The shares of one `group` add up to between 99 and 101: each may have been rounded on its own.
//!
//! **Why.** A chart of shares is drawn as one whole, and a reader sees that 54 % and 45 % leave someone out.
//!
//! **How to mend.** Correct a share, add the one that is missing, or take one out of the group.

use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{Decimal, Ledger, Share};
use std::collections::BTreeMap;

/// Looks at every group.
pub fn find(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<&str, Vec<(&str, &Share)>> = BTreeMap::new();
    for (id, share) in &ledger.shares {
        if let Some(group) = &share.group {
            groups.entry(&group.value).or_default().push((id, share));
        }
    }
    // A share that could not be read may be the missing one.
    let is_complete = !ledger.unreadable.values().any(|table| *table == "shares");
    groups
        .into_iter()
        .filter(|_| is_complete)
        .filter_map(|(group, shares)| differing(group, shares))
        .collect()
}

fn differing(group: &str, mut shares: Vec<(&str, &Share)>) -> Option<Diagnostic> {
    let atto = |whole: u64| Decimal::from(whole).atto();
    let sum: u128 = shares.iter().map(|(_, share)| share.value.value.atto()).sum();
    if (atto(99)..=atto(101)).contains(&sum) {
        return None;
    }
    shares.sort_by_key(|(_, share)| share.span);
    let (_, last) = shares.last().copied()?;
    let shown: Vec<String> =
        shares.iter().map(|(id, share)| format!("`{id}` {}%", share.value.value)).collect();
    let message = format!("the shares of the group `{group}` do not add up to 100: {}", shown.join(", "));
    let mut diagnostic = Diagnostic::new(Code::SHARES_DIFFER, message)
        .at(last.value.span, "the last of the group")
        .help("correct a share, add the one that is missing, or take one out of the group");
    for (id, share) in shares.iter().rev().skip(1).rev() {
        diagnostic = diagnostic.and(share.value.span, format!("`{id}`"));
    }
    Some(diagnostic)
}

#[cfg(test)]
mod tests {
    use crate::testing::{ledger, seen};

    fn shares(men: &str, women: &str) -> Vec<String> {
        let entry = |id: &str, value: &str| format!("[shares.{id}]\nvalue = {value}\ngroup = \"g\"\n");
        seen(&super::find(&ledger(&(entry("men", men) + &entry("women", women)))))
    }

    #[test]
    fn rounding_is_allowed() {
        for (men, women) in [("54", "46"), ("54.4", "45.5"), ("50.5", "50.5"), ("53", "46")] {
            assert_eq!(shares(men, women), Vec::<String>::new());
        }
    }

    #[test]
    fn a_missing_share_is_seen() {
        assert_eq!(
            shares("54", "44.9"),
            ["L107 the shares of the group `g` do not add up to 100: `men` 54%, `women` 44.9%"]
        );
    }
}
