//! Which numbers are lengths: a theme is refused where one is not, before anything is set with it.

use super::Stated;
use serde::{Deserialize, Deserializer};

/// The longest side of a page (ISO 32000-1, annex C.2; ISO 19005-2, 6.1.13), and so of anything on one, in points.
const LONGEST: f32 = 14400.0;

/// A length that may be nothing.
pub(super) fn length<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    within(f32::deserialize(deserializer)?, 0.0, "from 0 on")
}

/// The least size of letters, distance of lines and step of the grid, in points: less cannot be seen.
const LEAST_SIZE: f32 = 1.0;

/// A size of letters, or a distance of lines.
pub(super) fn positive<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    within(f32::deserialize(deserializer)?, LEAST_SIZE, "1 point at least")
}

/// How bold letters are (OpenType, usWeightClass).
pub(super) fn weight<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    let weight = u16::deserialize(deserializer)?;
    let fault = || serde::de::Error::custom(format!("a weight is from 1 to 1000, not {weight}"));
    (1..=1000).contains(&weight).then_some(weight).ok_or_else(fault)
}

/// The most that letters are moved apart or together, in 1/1000 em.
const TRACKING: f32 = 300.0;

/// What is added after every letter.
pub(super) fn tracking<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    let tracking = f32::deserialize(deserializer)?;
    let fault = || {
        serde::de::Error::custom(format!("letters move by -300 to 300 thousandths of an em, not {tracking}"))
    };
    (-TRACKING..=TRACKING).contains(&tracking).then_some(tracking).ok_or_else(fault)
}

/// A length that a theme may leave out.
pub(super) fn stated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f32>, D::Error> {
    length(deserializer).map(Some)
}

/// A length of some size that a theme may leave out.
pub(super) fn stated_positive<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f32>, D::Error> {
    positive(deserializer).map(Some)
}

/// A part of a page, of its height or of the width of its text.
pub(super) fn part<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    let part = f32::deserialize(deserializer)?;
    let fault = || serde::de::Error::custom(format!("a part is from 0 to 1, not {part}"));
    (0.0..=1.0).contains(&part).then_some(part).ok_or_else(fault)
}

/// A part of a page that a theme may leave out.
pub(super) fn stated_part<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f32>, D::Error> {
    part(deserializer).map(Some)
}

/// A length in either direction.
pub(super) fn signed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    within(f32::deserialize(deserializer)?, -LONGEST, "a number")
}

fn within<E: serde::de::Error>(length: f32, least: f32, what: &str) -> Result<f32, E> {
    if (least..=LONGEST).contains(&length) {
        return Ok(length);
    }
    let most = if length > LONGEST { ", and at most 14400" } else { "" };
    Err(E::custom(format!("a length here is {what}{most}, not {length}")))
}

/// The least distance of lines, as a part of their size.
const LEAST_LEADING: f32 = 0.8;

/// The least text block: so many times the size of running text wide, and so many lines high.
const LEAST: f32 = 10.0;

/// What is wrong with lengths that are right by themselves, and the table and key that it is said at.
pub(super) fn find(theme: &Stated) -> Option<([String; 2], String)> {
    let at = |table: &str, key: &str| [table.to_owned(), key.to_owned()];
    // Lines that lie on each other, in whatever style.
    let close = theme.styles.all().into_iter().find(|(_, style)| style.leading < style.size * LEAST_LEADING);
    if let Some((name, style)) = close {
        let message = format!(
            "lines of `{name}` stand {} points apart, and its letters are {} high",
            style.leading, style.size
        );
        return Some((at("styles", &name), message));
    }
    let body = &theme.styles.body;
    // How wide characters are decides on columns alone.
    let page = theme.page.geometry(theme.sheet, None, theme.measures, 0.0);
    let (width, height) = (LEAST * body.size, LEAST * page.grid.max(body.leading));
    let least = |side: &str, is: f32, needs: f32| {
        format!("the margins leave a text block {is} points {side}, and text needs {needs}")
    };
    let (is_wide, is_high) = (page.full_width(), page.height - page.top - page.bottom);
    if is_wide < width {
        return Some((at("page", "left"), least("wide", is_wide, width)));
    }
    if is_high < height {
        return Some((at("page", "top"), least("high", is_high, height)));
    }
    if page.sheet_height() < height {
        return Some((at("sheet", "top"), least("high", page.sheet_height(), height)));
    }
    let binding = theme.print.binding / 2.0;
    let margin = page.left.min(page.right);
    (binding > margin).then(|| {
        let message = format!("the binding moves text by {binding} points, and the margin has {margin}");
        (at("print", "binding"), message)
    })
}
