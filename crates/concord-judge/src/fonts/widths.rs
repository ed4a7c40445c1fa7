//! Widths are the same in the font dictionary and in the font program (ISO 14289-1, 7.21.5).

use super::glyph::Glyph;
use super::{Code, UsedFont, composite, to_unicode};
use crate::file::File;
use crate::rules;
use concord_pdf::lopdf::{Dictionary, Object};
use std::collections::BTreeMap;

/// By how many thousandths of an em widths may differ.
const TOLERANCE: f64 = 1.0;

/// The widths that a dictionary states.
pub(crate) enum Widths {
    /// `Widths` of a simple font, from `FirstChar` on.
    Simple { first: i64, last: i64, widths: Vec<f64>, missing: f64 },
    /// `W` of a CIDFont: of single characters, of ranges of them, and `DW`.
    Composite { single: BTreeMap<i64, f64>, ranges: Vec<(i64, i64, f64)>, default: f64 },
}

impl Widths {
    /// Those of a font that is used.
    pub(crate) fn of_font(file: &File, font: &UsedFont) -> Self {
        if font.is_composite() {
            return Self::composite(file, font.inner);
        }
        let missing =
            font.descriptor(file).and_then(|descriptor| number(file, descriptor.get(b"MissingWidth").ok()));
        let missing = missing.unwrap_or(0.0);
        let bound = |key: &str| file.objects.get_integer(font.entries, key);
        let listed = file.objects.get_array(font.entries, "Widths").filter(|widths| file.spend(widths.len()));
        match (bound("FirstChar"), bound("LastChar"), listed) {
            (Some(first), Some(last), Some(widths)) if !widths.is_empty() => {
                let widths = widths.iter().take(256).map(|width| number(file, Some(width)).unwrap_or(0.0));
                Self::Simple { first, last, widths: widths.collect(), missing }
            }
            _ => Self::Simple { first: 0, last: -1, widths: Vec::new(), missing },
        }
    }

    /// ISO 32000-1, 9.7.4.3. What does not read on as it should ends the list.
    fn composite(file: &File, font: &Dictionary) -> Self {
        let (mut single, mut ranges) = (BTreeMap::new(), Vec::new());
        let default = number(file, font.get(b"DW").ok()).unwrap_or(1000.0);
        let mut items = file.objects.get_array(font, "W").unwrap_or_default().iter();
        while let Some(Object::Integer(first)) = items.next().and_then(|item| file.objects.resolve(item)) {
            if !file.spend(1) {
                break;
            }
            match items.next().and_then(|item| file.objects.resolve(item)) {
                Some(Object::Integer(last)) => {
                    let Some(width) = number(file, items.next()) else { break };
                    ranges.push((*first, *last, width));
                }
                Some(Object::Array(widths)) if file.spend(widths.len()) => {
                    for (at, width) in (0_i64..).zip(widths) {
                        if let Some(width) = number(file, Some(width)) {
                            single.insert(first.saturating_add(at), width);
                        }
                    }
                }
                _ => {}
            }
        }
        Self::Composite { single, ranges, default }
    }

    /// The width of a code.
    fn of_code(&self, file: &File, font: &UsedFont, code: Code) -> f64 {
        match self {
            Self::Simple { first, last, widths, missing } => {
                let code = i64::from(code.value);
                if !(*first..=*last).contains(&code) {
                    return *missing;
                }
                let place = code.checked_sub(*first).and_then(|place| usize::try_from(place).ok());
                place.and_then(|place| widths.get(place)).copied().unwrap_or(0.0)
            }
            Self::Composite { single, ranges, default } => {
                let cid = i64::from(composite::cid(font, code).unwrap_or(0));
                let in_ranges = || {
                    let enough = file.spend(ranges.len());
                    let range =
                        ranges.iter().find(|(first, last, _)| enough && (*first..=*last).contains(&cid));
                    range.map(|(_, _, width)| *width)
                };
                single.get(&cid).copied().or_else(in_ranges).unwrap_or(*default)
            }
        }
    }

    /// The width of what the program has no width for.
    fn default(&self) -> f64 {
        match self {
            Self::Simple { missing, .. } => *missing,
            Self::Composite { default, .. } => *default,
        }
    }
}

/// Judges a code that is shown visibly.
pub(crate) fn judge(file: &File, font: &UsedFont, widths: &Widths, code: Code, glyph: Glyph) {
    // Nothing to compare with.
    if glyph.is_present.is_none() {
        return;
    }
    let stated = widths.of_code(file, font, code);
    let drawn = glyph.width.unwrap_or_else(|| widths.default());
    if (drawn - stated).abs() <= TOLERANCE {
        return;
    }
    let message = format!(
        "{}: code {} is {} wide in the dictionary and {} in the font",
        font.name(file),
        to_unicode::shown(code),
        rounded(stated),
        rounded(drawn)
    );
    file.find(&rules::C7_21_5_T1, font.place(), message);
}

/// With two decimals at most.
fn rounded(width: f64) -> f64 {
    (width * 100.0).round() / 100.0
}

fn number(file: &File, object: Option<&Object>) -> Option<f64> {
    file.objects.resolve(object?)?.as_float().ok().map(f64::from)
}
