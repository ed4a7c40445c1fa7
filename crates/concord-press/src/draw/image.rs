//! Pictures: colour and, where they have any, opacity (ISO 32000-1, 8.9 and 11.6.5.3).
//!
//! Pixels are compressed here and given to printpdf as finished streams: its own way copies them four times over.

use crate::deflate;
use concord_pages::{Raster, SetDocument};
use printpdf::{DictItem, ExternalStream, ExternalXObject, PdfDocument, XObject, XObjectId};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The name by which pages call a picture.
pub(crate) fn name(number: usize) -> String {
    format!("Im{number}")
}

/// Gives all pictures to a document.
pub(crate) fn embed(drawn: &mut PdfDocument, document: &SetDocument) {
    let streams: Vec<ExternalStream> = document.images.par_iter().map(picture).collect();
    for (number, stream) in streams.into_iter().enumerate() {
        let object = ExternalXObject { stream, width: None, height: None, dpi: None };
        drawn.resources.xobjects.map.insert(XObjectId(name(number)), XObject::External(object));
    }
}

fn picture(raster: &Raster) -> ExternalStream {
    let mut colours = samples(raster, &raster.rgb, 3, "DeviceRGB");
    if let Some(alpha) = &raster.alpha {
        let stream = samples(raster, alpha, 1, "DeviceGray");
        colours.dict.insert("SMask".into(), DictItem::Stream { stream });
    }
    colours
}

fn samples(raster: &Raster, samples: &[u8], channels: usize, colour_space: &str) -> ExternalStream {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let columns = raster.width as usize;
    let parameters: BTreeMap<String, DictItem> = [
        ("Predictor", DictItem::Int(15)),
        ("Colors", DictItem::Int(channels as i64)),
        ("Columns", DictItem::Int(raster.width.into())),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into();
    let dict = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(raster.width.into())),
        ("Height", DictItem::Int(raster.height.into())),
        ("ColorSpace", name(colour_space)),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name("FlateDecode")),
        ("DecodeParms", DictItem::Dict { map: parameters }),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into();
    let content = deflate::one(&filtered(samples, columns * channels, channels));
    ExternalStream { dict, content, compress: false }
}

/// PNG's filters (ISO 32000-1, 7.4.4.4): every row as differences to its neighbours, by the filter that leaves the
/// smallest numbers. Photographs shrink by a third, drawings by more.
fn filtered(samples: &[u8], row_length: usize, channels: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() + samples.len() / row_length.max(1));
    let blank = vec![0; row_length];
    let mut above: &[u8] = &blank;
    let mut candidate = Vec::with_capacity(row_length);
    let mut best = Vec::with_capacity(row_length);
    for row in samples.chunks_exact(row_length.max(1)) {
        let mut best_filter = 0;
        let mut best_weight = u64::MAX;
        for filter in 0..=4_u8 {
            candidate.clear();
            candidate.extend((0..row_length).map(|at| difference(filter, row, above, at, channels)));
            let weight = candidate.iter().map(|byte| u64::from(byte.cast_signed().unsigned_abs())).sum();
            if weight < best_weight {
                (best_filter, best_weight) = (filter, weight);
                std::mem::swap(&mut candidate, &mut best);
            }
        }
        out.push(best_filter);
        out.extend_from_slice(&best);
        above = row;
    }
    out
}

fn difference(filter: u8, row: &[u8], above: &[u8], at: usize, channels: usize) -> u8 {
    let before = |row: &[u8]| if at >= channels { row[at - channels] } else { 0 };
    let (left, up, corner) = (before(row), above[at], before(above));
    let expected = match filter {
        1 => left,
        2 => up,
        3 => u16::midpoint(left.into(), up.into()) as u8,
        4 => paeth(left, up, corner),
        _ => 0,
    };
    row[at].wrapping_sub(expected)
}

/// The neighbour nearest to left + up - corner.
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let guess = a + b - c;
    let distance = |value: i16| (guess - value).abs();
    if distance(a) <= distance(b) && distance(a) <= distance(c) {
        left
    } else if distance(b) <= distance(c) {
        up
    } else {
        corner
    }
}
