//! The spaces that French sets before high punctuation and inside guillemets, by house style.
//!
//! Whatever was typed there (a space, a no-break space, nothing) becomes the style's. A sign is punctuation only where a
//! word ends before it and a gap follows: `14:30`, `4:3` and `a:b` are left alone.

use super::addresses::ADDRESS;
use super::{Neighbours, is_space};
use crate::style::Spacing;

pub(super) fn set(text: &[char], neighbours: Neighbours, spacing: &Spacing) -> Vec<char> {
    let mut set: Vec<char> = Vec::with_capacity(text.len() + 8);
    let mut at = 0;
    while let Some(character) = text.get(at).copied() {
        match space_before(character, spacing) {
            Some(space) if is_punctuation(text, at, neighbours, &set) => {
                put_before_sign(&mut set, space);
                set.push(character);
            }
            _ => set.push(character),
        }
        at += 1;
        if character == '«' {
            at += text[at..].iter().take_while(|c| is_space(**c)).count();
            // At the end of a piece the style's space stands too, unless the next piece begins with one.
            let spaced_already = at == text.len() && neighbours.after.is_none_or(is_space);
            set.extend(spacing.inside_guillemets.filter(|_| !spaced_already));
        }
    }
    set
}

fn space_before(sign: char, spacing: &Spacing) -> Option<Option<char>> {
    match sign {
        ';' | '!' | '?' => Some(spacing.before_high_points),
        ':' => Some(spacing.before_colon),
        '»' => Some(spacing.inside_guillemets),
        _ => None,
    }
}

/// Whether a word ends before the sign and a gap, or another closing sign, follows it.
fn is_punctuation(text: &[char], at: usize, neighbours: Neighbours, set: &[char]) -> bool {
    let before = set.iter().rev().find(|c| !is_space(**c)).copied().or(neighbours.before);
    let ends_word = before.is_some_and(|before| {
        before.is_alphanumeric() || before == ADDRESS || "…»)]’”%+.*\"'ºª€$£°".contains(before)
    });
    let after = text.get(at + 1).copied().or(neighbours.after);
    let gap_follows = after
        .is_none_or(|after| after.is_whitespace() || is_space(after) || "»)]”’\"'!?;:.,…*".contains(after));
    let is_container = text[at] == ':' && after == Some(':');
    ends_word && !is_container && (gap_follows || text[at] == '»')
}

fn put_before_sign(set: &mut Vec<char>, space: Option<char>) {
    while set.last().is_some_and(|last| is_space(*last)) {
        set.pop();
    }
    set.extend(space);
}
