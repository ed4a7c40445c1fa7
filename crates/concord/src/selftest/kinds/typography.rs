//! Signs and spaces.

use super::{Kind, TEXTS, kind};
use crate::selftest::change::Change;
use crate::selftest::scene::Scene;

const SIGNS: &[&str] = &["Y*", "T*"];

pub(super) const KINDS: &[Kind] = &[
    kind("double space", SIGNS, TEXTS, |scene| signs(scene, " ", "  ")),
    kind("straight apostrophe", SIGNS, TEXTS, |scene| signs(scene, "’", "'")),
    kind("bracket lost", SIGNS, TEXTS, |scene| signs(scene, ")", "")),
    kind("closing quotation mark lost", SIGNS, TEXTS, closing_lost),
    kind("opening question mark lost", SIGNS, TEXTS, |scene| signs(scene, "¿", "")),
    kind("hyphen for a dash", SIGNS, TEXTS, |scene| {
        [signs(scene, "–", "-"), signs(scene, "—", "-")].concat()
    }),
    kind("space before a sign lost", SIGNS, TEXTS, space_lost),
];

/// A sign inside the text, replaced.
fn signs(scene: &Scene<'_>, sign: &str, other: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for (at, _) in piece.text.match_indices(sign) {
            // The Academy's Spanish writes ranges of numbers with a hyphen too.
            let is_range = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
            let is_spanish_range = scene.language() == "es" && is_range(&piece.text[at + sign.len()..]);
            let is_inside = (sign != " " || (at > 0 && at + 1 < piece.text.len())) && !is_spanish_range;
            if is_inside {
                changes.push(Change::replace(piece.at + at..piece.at + at + sign.len(), other));
            }
        }
    }
    changes
}

/// A closing mark with the space before it.
fn closing_lost(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for piece in scene.pieces() {
        for mark in ["»", "”"] {
            for (at, _) in piece.text.match_indices(mark) {
                let start = piece.text[..at].trim_end().len();
                changes.push(Change::remove(piece.at + start..piece.at + at + mark.len()));
            }
        }
    }
    changes
}

/// French sets a space before `;`, `:`, `!` and `?`.
fn space_lost(scene: &Scene<'_>) -> Vec<Change> {
    if scene.language() != "fr" {
        return Vec::new();
    }
    // The space is set with a sign that is typed without it, so one alone is no fault: it is one beside others.
    let mut changes = Vec::new();
    for sign in [" ;", " :", "\u{a0}:", "\u{202f};", " ?", "\u{202f}?"] {
        changes.extend(signs(scene, sign, sign.trim_start()));
    }
    if changes.len() > 1 { changes } else { Vec::new() }
}
