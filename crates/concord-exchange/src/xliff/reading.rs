//! An XLIFF file as it came back.

use super::{CORE, OURS};
use crate::unit::{Raw, RawPiece, Received, ReceivedUnit, Unreadable};
use roxmltree::{Document, Node, ParsingOptions};

/// No file has more elements, texts and attributes.
const MOST: u32 = 4_000_000;
/// Elements stand no deeper in a text.
const DEPTH: usize = 32;

/// Reads an XLIFF file. Document type definitions and entities of one's own are refused.
pub fn read(text: &str) -> Result<Received, Unreadable> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(text, options).map_err(|error| not_well_formed(text, &error))?;
    let root = document.root_element();
    if !root.has_tag_name((CORE, "xliff")) {
        let message = "this is XML, but no XLIFF 2; ask the tool for XLIFF 2.0 or 2.1".to_owned();
        return Err(Unreadable { message, range: start_of(root) });
    }
    let mut received = Received {
        source: root.attribute("srcLang").map(str::to_owned),
        target: root.attribute("trgLang").map(str::to_owned),
        ..Received::default()
    };
    for file in elements(root, "file") {
        let id = file.attribute("id").unwrap_or_default();
        let Some((publication, path)) = id.split_once(':') else {
            let message = format!("the file with the id `{id}` is of no publication");
            return Err(Unreadable { message, range: start_of(file) });
        };
        if !received.publications.iter().any(|known| known == publication) {
            received.publications.push(publication.to_owned());
        }
        for unit in file.descendants().filter(|node| node.has_tag_name((CORE, "unit"))) {
            received.units.push(self::unit(path, unit)?);
        }
    }
    Ok(received)
}

fn not_well_formed(text: &str, error: &roxmltree::Error) -> Unreadable {
    let position = error.pos();
    let row = usize::try_from(position.row.saturating_sub(1)).unwrap_or(0);
    let before: usize = text.split_inclusive('\n').take(row).map(str::len).sum();
    let line = text.get(before..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let column = usize::try_from(position.col.saturating_sub(1)).unwrap_or(0);
    let within = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    Unreadable {
        message: format!("the file is not well-formed XML: {error}"),
        range: before + within..before + line.len(),
    }
}

fn start_of(node: Node<'_, '_>) -> std::ops::Range<usize> {
    let range = node.range();
    range.start..range.end.min(range.start + node.tag_name().name().len() + 1)
}

fn elements<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name((CORE, name)))
}

fn unit(path: &str, unit: Node<'_, '_>) -> Result<ReceivedUnit, Unreadable> {
    let id = format!("{path}#{}", unit.attribute("id").unwrap_or_default());
    let mut source = Vec::new();
    let mut targets: Vec<(usize, Vec<RawPiece>)> = Vec::new();
    let (mut is_whole, mut is_confirmed) = (true, true);
    let parts = unit
        .children()
        .filter(|child| child.has_tag_name((CORE, "segment")) || child.has_tag_name((CORE, "ignorable")));
    for (number, part) in parts.enumerate() {
        let is_segment = part.tag_name().name() == "segment";
        let own = elements(part, "source").next();
        let mut pieces = Vec::new();
        if let Some(own) = own {
            text(own, &mut pieces, 0)?;
        }
        source.extend(pieces.iter().cloned());
        let target = elements(part, "target").next();
        let order = target.and_then(|target| target.attribute("order")?.parse::<usize>().ok());
        let place = order.map_or(number, |order| order.saturating_sub(1));
        match target {
            Some(target) => {
                let mut translated = Vec::new();
                text(target, &mut translated, 0)?;
                is_whole &= !translated.is_empty() || pieces.is_empty();
                targets.push((place, translated));
            }
            // White space between two segments is the same in both languages.
            None if !is_segment => targets.push((place, pieces)),
            None => is_whole = false,
        }
        if is_segment {
            let state = part.attribute("state").unwrap_or("initial");
            is_confirmed &= matches!(state, "translated" | "reviewed" | "final");
        }
    }
    targets.sort_by_key(|(place, _)| *place);
    let target: Vec<RawPiece> = targets.into_iter().flat_map(|(_, pieces)| pieces).collect();
    Ok(ReceivedUnit {
        id,
        source: Raw::Coded(joined(source)),
        target: (is_whole && !target.is_empty()).then(|| Raw::Coded(joined(target))),
        // Tools often leave the state as it was, so that nothing can be told from it.
        is_unsure: false,
        is_confirmed,
        made: unit.attribute((OURS, "made")).map(str::to_owned),
        range: unit.range(),
    })
}

/// The pieces of a source or target.
fn text(node: Node<'_, '_>, pieces: &mut Vec<RawPiece>, depth: usize) -> Result<(), Unreadable> {
    let fault = |node: Node<'_, '_>, message: String| Err(Unreadable { message, range: start_of(node) });
    if depth > DEPTH {
        return fault(node, "markup is nested too deep".to_owned());
    }
    for child in node.children() {
        if let Some(words) = child.text().filter(|_| child.is_text()) {
            pieces.push(RawPiece::Text(words.to_owned()));
            continue;
        }
        if !child.is_element() {
            continue;
        }
        let name = child.tag_name();
        let id = child.attribute("copyOf").or(child.attribute("id")).unwrap_or_default().to_owned();
        if name.namespace() != Some(CORE) {
            return fault(child, format!("`{}` is no element of XLIFF's core", name.name()));
        }
        match name.name() {
            "ph" => pieces.push(RawPiece::Alone(id)),
            "pc" => {
                pieces.push(RawPiece::Open(id.clone()));
                text(child, pieces, depth + 1)?;
                pieces.push(RawPiece::Close(id));
            }
            "sc" => pieces.push(RawPiece::Open(id)),
            "ec" => {
                let opened = child.attribute("startRef").map_or(id, str::to_owned);
                pieces.push(RawPiece::Close(opened));
            }
            "mrk" => text(child, pieces, depth + 1)?,
            "sm" | "em" => {}
            "cp" => {
                let hex = child.attribute("hex").and_then(|hex| u32::from_str_radix(hex, 16).ok());
                match hex.and_then(char::from_u32) {
                    Some(character) => pieces.push(RawPiece::Text(character.to_string())),
                    None => return fault(child, "a character that there is none of".to_owned()),
                }
            }
            other => return fault(child, format!("`{other}` cannot stand in a text")),
        }
    }
    Ok(())
}

/// Neighbouring words as one.
fn joined(pieces: Vec<RawPiece>) -> Vec<RawPiece> {
    let mut joined: Vec<RawPiece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (joined.last_mut(), piece) {
            (Some(RawPiece::Text(last)), RawPiece::Text(words)) => last.push_str(&words),
            (_, piece) => joined.push(piece),
        }
    }
    joined
}
