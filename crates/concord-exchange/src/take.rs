//! What came back, laid beside the publication as it is now.

use crate::placeholders::{self, Difference};
use crate::segment::{Marker, Piece, Segment};
use crate::unit::{Package, Raw, RawPiece, ReceivedUnit, Unit};
use crate::writing::{Reader, markdown, plain};

/// What is to be done with a unit that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It says what the publication says.
    Same {
        /// Whether the translator looked at a translation that is marked for review, and left it as it is.
        is_confirmed: bool,
    },
    /// It is not translated.
    Untranslated,
    /// The translator marked it as not ready.
    Unsure,
    /// It has a new translation.
    New(Segment),
}

/// Why a unit cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The publication has no such unit.
    Unknown,
    /// The source changed since the file was made.
    Outdated,
    /// The translation changed in the publication too.
    ChangedTwice,
    /// Placeholders are missing or too many.
    Placeholders(Vec<Difference>),
    /// The translation has a marker that did not go out with this unit.
    UnknownMarker(String),
    /// Markers are not in an order that they can be written in.
    Disorder,
    /// The translation is no running text.
    NoText,
}

/// Finds the unit of the publication that one that came back is, and says what is to be done. Where the place of a text is
/// another's now, its source tells it, if no other text of its file has the same.
pub fn take<'p>(
    package: &'p Package,
    received: &ReceivedUnit,
    read: &Reader<'_>,
) -> Result<(&'p Unit, Verdict), Fault> {
    let named = package.units.iter().find(|unit| unit.id == received.id);
    let is_source = |unit: &Unit| source_of(unit, received, read);
    let unit = match named.filter(|unit| is_source(unit)) {
        Some(unit) => unit,
        None => {
            let file = received.id.split_once('#').map_or(received.id.as_str(), |(file, _)| file);
            let mut same = package.units.iter().filter(|unit| unit.file() == file && is_source(unit));
            match (same.next(), same.next()) {
                (Some(unit), None) => unit,
                _ if named.is_some() => return Err(Fault::Outdated),
                _ => return Err(Fault::Unknown),
            }
        }
    };
    verdict(unit, received, read).map(|verdict| (unit, verdict))
}

fn source_of(unit: &Unit, received: &ReceivedUnit, read: &Reader<'_>) -> bool {
    match &received.source {
        Raw::Written(text) => written(&unit.source, unit.is_message, read) == *text,
        Raw::Coded(pieces) => {
            let source = decoded(pieces, &unit.source.markers);
            source.is_ok_and(|source| source.is_same(&unit.source))
        }
    }
}

/// A segment as files of text have it.
pub(crate) fn written(segment: &Segment, is_message: bool, read: &Reader<'_>) -> String {
    if is_message {
        return plain(segment);
    }
    markdown(segment, read).unwrap_or_else(|| plain(segment))
}

fn verdict(unit: &Unit, received: &ReceivedUnit, read: &Reader<'_>) -> Result<Verdict, Fault> {
    let Some(raw) = &received.target else { return Ok(Verdict::Untranslated) };
    let target = match raw {
        Raw::Written(text) if unit.is_message => Segment::of_message(text),
        // What cannot be written so that it reads back stands as it is, and is only taken as that.
        Raw::Written(text) if unit.target.as_ref().is_some_and(|it| written(it, false, read) == *text) => {
            unit.target.clone().unwrap_or_default()
        }
        Raw::Written(text) if text.trim().is_empty() => Segment::default(),
        Raw::Written(text) => read(text.trim()).ok_or(Fault::NoText)?,
        Raw::Coded(pieces) => decoded(pieces, &unit.numbered().0)?,
    };
    if target.clone().trimmed().is_empty() {
        return Ok(Verdict::Untranslated);
    }
    if unit.target.as_ref().is_some_and(|current| current.is_same(&target)) {
        return Ok(Verdict::Same { is_confirmed: received.is_confirmed && !received.is_unsure });
    }
    if received.is_unsure {
        return Ok(Verdict::Unsure);
    }
    // Tools put the source into empty translations; while nobody says that it is one, it waits.
    if !received.is_confirmed && target.clone().trimmed().is_same(&unit.source.clone().trimmed()) {
        return Ok(Verdict::Untranslated);
    }
    let target = if unit.is_message { target } else { target.trimmed() };
    // Where the publication's text is not the one that went out, and what came back is not either, both were changed.
    if received.made.as_ref().is_some_and(|made| *made != unit.made()) {
        let went_out = Unit { target: Some(target), ..unit.clone() };
        return match received.made == Some(went_out.made()) {
            true => Ok(Verdict::Same { is_confirmed: false }),
            false => Err(Fault::ChangedTwice),
        };
    }
    let differences = placeholders::differences(&unit.source, unit.target.as_ref(), &target);
    if !differences.is_empty() {
        return Err(Fault::Placeholders(differences));
    }
    Ok(Verdict::New(target))
}

/// A coded text with the markers that it went out with.
fn decoded(pieces: &[RawPiece], markers: &[Marker]) -> Result<Segment, Fault> {
    let mut segment = Segment::default();
    let mut open: Vec<(&str, usize)> = Vec::new();
    for piece in pieces {
        let marker = |id: &str| {
            let number = id.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let marker = number.and_then(|number| markers.get(number)).cloned();
            marker.ok_or_else(|| Fault::UnknownMarker(id.to_owned()))
        };
        match piece {
            RawPiece::Text(text) => segment.push_text(text),
            RawPiece::Alone(id) => {
                let marker = marker(id)?;
                if marker.close.is_some() {
                    return Err(Fault::Disorder);
                }
                segment.pieces.push(Piece::Alone(segment.markers.len()));
                segment.markers.push(marker);
            }
            RawPiece::Open(id) => {
                let marker = marker(id)?;
                if marker.close.is_none() {
                    return Err(Fault::Disorder);
                }
                open.push((id, segment.markers.len()));
                segment.pieces.push(Piece::Open(segment.markers.len()));
                segment.markers.push(marker);
            }
            RawPiece::Close(id) => match open.pop() {
                Some((opened, number)) if opened == id => segment.pieces.push(Piece::Close(number)),
                _ => return Err(Fault::Disorder),
            },
        }
    }
    if open.is_empty() { Ok(segment) } else { Err(Fault::Disorder) }
}
