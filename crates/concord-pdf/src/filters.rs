//! Streams unpacked within limits (ISO 32000-1, 7.4).
//!
//! `lopdf` unpacks Flate, LZW and ASCII85, and reads parameters only where they stand directly in the dictionary. Here
//! filters and parameters are first followed behind references and out of arrays, and the two simple filters that it does
//! not know are added.

use crate::{Objects, Unreadable};
use lopdf::{Dictionary, Object, Stream};

/// Filters that one stream may have one after another.
const MOST_FILTERS: usize = 16;

/// The widest row that a predictor may have, in samples.
const WIDEST_ROW: i64 = 1 << 20;

/// The name of a filter and its parameters.
type Filter = (Vec<u8>, Option<Dictionary>);

/// What a stream unpacks to, at most `limit` bytes.
pub(crate) fn unpack(objects: &Objects, stream: &Stream, limit: usize) -> Result<Vec<u8>, Unreadable> {
    let filters = filters(objects, &stream.dict)?;
    if filters.is_empty() {
        return if stream.content.len() > limit { Err(too_long(limit)) } else { Ok(stream.content.clone()) };
    }
    let mut bytes: Option<Vec<u8>> = None;
    for (name, parameters) in filters {
        let input = bytes.as_deref().unwrap_or(&stream.content);
        let output = match name.as_slice() {
            b"ASCIIHexDecode" | b"AHx" => hexadecimal(input),
            b"RunLengthDecode" | b"RL" => run_lengths(input, limit)?,
            b"Crypt" => input.to_vec(),
            _ => by_library(name, parameters, input.to_vec(), limit)?,
        };
        if output.len() > limit {
            return Err(too_long(limit));
        }
        bytes = Some(output);
    }
    Ok(bytes.unwrap_or_default())
}

fn too_long(limit: usize) -> Unreadable {
    Unreadable::new(format!("a stream unpacks to more than {limit} bytes"))
}

/// The filters of a stream in order, with their parameters.
fn filters(objects: &Objects, entries: &Dictionary) -> Result<Vec<Filter>, Unreadable> {
    let names: Vec<&Object> = match objects.get(entries, "Filter") {
        None | Some(Object::Null) => return Ok(Vec::new()),
        Some(Object::Array(names)) => names.iter().collect(),
        Some(name) => vec![name],
    };
    if names.len() > MOST_FILTERS {
        return Err(Unreadable::new("a stream has too many filters"));
    }
    let parameters = objects.get(entries, "DecodeParms");
    let parameters_at = |at: usize| match parameters? {
        Object::Array(all) => objects.dictionary(all.get(at)?),
        Object::Dictionary(only) if at == 0 => Some(only),
        _ => None,
    };
    let mut filters = Vec::new();
    for (at, name) in names.into_iter().enumerate() {
        let name = objects.resolve(name).and_then(|name| name.as_name().ok());
        let Some(name) = name else { return Err(Unreadable::new("a stream's filter is no name")) };
        filters.push((name.to_vec(), parameters_at(at).map(|parameters| direct(objects, parameters))));
    }
    Ok(filters)
}

/// The parameters with all values in their places.
fn direct(objects: &Objects, parameters: &Dictionary) -> Dictionary {
    let mut out = Dictionary::new();
    for (key, value) in parameters {
        if let Some(value @ (Object::Integer(_) | Object::Boolean(_) | Object::Name(_))) =
            objects.resolve(value)
        {
            out.set(key.clone(), value.clone());
        }
    }
    out
}

/// One filter that the library knows.
fn by_library(
    name: Vec<u8>,
    parameters: Option<Dictionary>,
    input: Vec<u8>,
    limit: usize,
) -> Result<Vec<u8>, Unreadable> {
    let name = match name.as_slice() {
        b"Fl" => b"FlateDecode".to_vec(),
        b"LZW" => b"LZWDecode".to_vec(),
        b"A85" => b"ASCII85Decode".to_vec(),
        _ => name,
    };
    let mut entries = Dictionary::new();
    if let Some(parameters) = parameters {
        check_predictor(&parameters)?;
        entries.set("DecodeParms", parameters);
    }
    entries.set("Filter", Object::Name(name.clone()));
    let stream = Stream::new(entries, input);
    stream.decompressed_content_with_limit(limit).map_err(|error| {
        Unreadable::new(format!("a stream with the filter {}: {error}", String::from_utf8_lossy(&name)))
    })
}

/// Refuses predictors that would be undone wrongly (ISO 32000-1, 7.4.4.4).
fn check_predictor(parameters: &Dictionary) -> Result<(), Unreadable> {
    let integer = |key: &str, otherwise: i64| {
        parameters.get(key.as_bytes()).and_then(Object::as_i64).unwrap_or(otherwise)
    };
    if integer("Predictor", 1) <= 1 {
        return Ok(());
    }
    let is_known = integer("Predictor", 1) >= 10
        && integer("BitsPerComponent", 8) == 8
        && (1..=32).contains(&integer("Colors", 1))
        && (1..=WIDEST_ROW).contains(&integer("Columns", 1));
    if is_known { Ok(()) } else { Err(Unreadable::new("a stream has a predictor that is not understood")) }
}

/// ISO 32000-1, 7.4.2.
fn hexadecimal(input: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.len() / 2);
    let mut high = None;
    for byte in input.iter().take_while(|byte| **byte != b'>') {
        let Some(digit) = char::from(*byte).to_digit(16) else { continue };
        let digit = digit.to_le_bytes()[0];
        match high.take() {
            None => high = Some(digit << 4),
            Some(high) => out.push(high | digit),
        }
    }
    out.extend(high);
    out
}

/// ISO 32000-1, 7.4.5: a length below 128 is followed by that many bytes and one; above, by one byte that is repeated.
fn run_lengths(input: &[u8], limit: usize) -> Result<Vec<u8>, Unreadable> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(length) = input.get(at).copied().filter(|length| *length != 128) {
        let count = usize::from(length);
        if length < 128 {
            let end = input.len().min(at + 2 + count);
            out.extend_from_slice(input.get(at + 1..end).unwrap_or_default());
            at += 2 + count;
        } else {
            let repeated = input.get(at + 1).copied();
            out.extend(repeated.into_iter().flat_map(|byte| std::iter::repeat_n(byte, 257 - count)));
            at += 2;
        }
        if out.len() > limit {
            return Err(too_long(limit));
        }
    }
    Ok(out)
}
