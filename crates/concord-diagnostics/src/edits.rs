//! Edits made in texts: which of many go together, and what comes of them.

use crate::{Edit, Fix, SourceId, Span};
use std::collections::BTreeMap;

/// Edits that can be made at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The edits of every text, in the order of their places and without overlap.
    pub edits: BTreeMap<SourceId, Vec<Edit>>,
    /// How many fixes were taken, by the text of their first edit.
    pub taken: BTreeMap<SourceId, usize>,
    /// How many have to wait, as they overlap with one that was taken.
    pub left: usize,
}

/// Chooses among fixes in their order: each is taken whole or not at all, and the first of two that overlap wins. Two
/// edits overlap also where they touch and one of them replaces nothing, as their order would be open. A fix that others
/// have made already, edit by edit, is neither taken nor left.
pub fn select<'f>(fixes: impl IntoIterator<Item = &'f Fix>) -> Selection {
    let mut selection = Selection::default();
    for fix in fixes {
        let is_made =
            |edit: &Edit| selection.edits.get(&edit.span.source).is_some_and(|edits| edits.contains(edit));
        if fix.edits.iter().all(is_made) {
            continue;
        }
        // Edits in order and without overlap can only meet their neighbours.
        let is_free = |edit: &Edit| {
            let edits = selection.edits.get(&edit.span.source).map(Vec::as_slice).unwrap_or_default();
            let place = edits.partition_point(|taken| taken.span < edit.span);
            let beside = [place.checked_sub(1), Some(place)];
            let mut beside = beside.into_iter().flatten().filter_map(|at| edits.get(at));
            !beside.any(|taken| collide(taken.span, edit.span))
        };
        let is_whole = fix.edits.windows(2).all(|pair| match pair {
            [a, b] => a.span < b.span && !collide(a.span, b.span),
            _ => true,
        });
        if !is_whole || !fix.edits.iter().all(is_free) {
            selection.left += 1;
            continue;
        }
        for edit in &fix.edits {
            let edits = selection.edits.entry(edit.span.source).or_default();
            let place = edits.partition_point(|taken| taken.span < edit.span);
            edits.insert(place, edit.clone());
        }
        if let Some(first) = fix.edits.first() {
            *selection.taken.entry(first.span.source).or_default() += 1;
        }
    }
    selection
}

/// Whether not both can be made. An edit that replaces nothing may not touch another.
fn collide(a: Span, b: Span) -> bool {
    a.overlaps(b) || (a.is_empty() || b.is_empty()) && a.touches(b)
}

/// The text after edits that are in order and do not overlap, as [`select`] gives them. `None` where they are not, or
/// where a place is not in the text or cuts a character in two.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        out.push_str(text.get(at..range.start)?);
        text.get(range.clone())?;
        out.push_str(&edit.replacement);
        at = range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{apply, select};
    use crate::{Edit, Fix, SourceId, Span};

    fn edit(start: usize, end: usize, replacement: &str) -> Edit {
        Edit { span: Span::new(SourceId(0), start..end), replacement: replacement.to_owned() }
    }

    fn fix(edits: &[Edit]) -> Fix {
        Fix { edits: edits.to_vec(), is_safe: true }
    }

    fn made(text: &str, fixes: &[Fix]) -> (String, usize) {
        let selection = select(fixes);
        let edits = selection.edits.get(&SourceId(0)).cloned().unwrap_or_default();
        (apply(text, &edits).expect("edits in order"), selection.left)
    }

    #[test]
    fn edits_are_made_in_any_order_given() {
        let fixes = [fix(&[edit(4, 5, "E")]), fix(&[edit(0, 1, "A"), edit(2, 2, "+")])];
        assert_eq!(made("abcde", &fixes), ("Ab+cdE".to_owned(), 0));
    }

    #[test]
    fn the_first_of_two_that_overlap_wins() {
        let fixes = [fix(&[edit(1, 3, "X")]), fix(&[edit(2, 4, "Y")]), fix(&[edit(3, 4, "Z")])];
        assert_eq!(made("abcde", &fixes), ("aXZe".to_owned(), 1));
    }

    #[test]
    fn a_fix_is_made_whole_or_not_at_all() {
        let fixes = [fix(&[edit(2, 3, "X")]), fix(&[edit(0, 1, "Y"), edit(2, 3, "Z")])];
        assert_eq!(made("abc", &fixes), ("abX".to_owned(), 1));
        assert_eq!(made("abc", &[fix(&[edit(0, 2, "Y"), edit(1, 3, "Z")])]), ("abc".to_owned(), 1));
    }

    #[test]
    fn what_is_put_in_beside_another_edit_waits() {
        assert_eq!(made("abc", &[fix(&[edit(1, 2, "X")]), fix(&[edit(1, 1, "Y")])]), ("aXc".to_owned(), 1));
        assert_eq!(made("abc", &[fix(&[edit(1, 1, "X")]), fix(&[edit(1, 1, "Y")])]), ("aXbc".to_owned(), 1));
        // The same fix found by two rules is one.
        assert_eq!(made("abc", &[fix(&[edit(1, 1, "X")]), fix(&[edit(1, 1, "X")])]), ("aXbc".to_owned(), 0));
    }

    #[test]
    fn places_that_are_none_are_refused() {
        assert_eq!(apply("é", &[edit(1, 2, "x")]), None);
        assert_eq!(apply("a", &[edit(0, 2, "x")]), None);
        assert_eq!(apply("abc", &[edit(1, 2, "x"), edit(0, 1, "y")]), None);
    }

    /// Every pair of edits of a short text: what is made is what each edit says, and nothing beside it changes.
    #[test]
    fn all_pairs_of_edits_of_a_short_text() {
        let text = "abcd";
        let ranges: Vec<_> = (0..=4).flat_map(|start| (start..=4).map(move |end| (start, end))).collect();
        for first in &ranges {
            for second in &ranges {
                let fixes = [fix(&[edit(first.0, first.1, "1")]), fix(&[edit(second.0, second.1, "2")])];
                let (out, left) = made(text, &fixes);
                let removed = first.1 - first.0 + if out.contains('2') { second.1 - second.0 } else { 0 };
                let added = out.chars().filter(char::is_ascii_digit).count();
                assert_eq!(out.len(), text.len() - removed + added, "{first:?} {second:?}");
                assert_eq!(left, usize::from(!out.contains('2')), "{first:?} {second:?}");
                assert!(out.contains('1'));
                let kept: String = out.chars().filter(char::is_ascii_alphabetic).collect();
                let is_kept = |at: usize| {
                    let is_in_second = out.contains('2') && (second.0..second.1).contains(&at);
                    !((first.0..first.1).contains(&at) || is_in_second)
                };
                let expected: String =
                    text.chars().enumerate().filter(|(at, _)| is_kept(*at)).map(|(_, c)| c).collect();
                assert_eq!(kept, expected, "{first:?} {second:?}");
            }
        }
    }
}
