//! A package as an XLIFF file.

use super::{CORE, OURS};
use crate::placeholders::may_go;
use crate::segment::{Marker, MarkerKind, Piece};
use crate::unit::{Package, State, Unit, name_token};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

type Xml = Writer<Vec<u8>>;

/// Writes a package.
pub fn write(package: &Package) -> io::Result<String> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    line(&mut xml, 0)?;
    let attributes = [
        ("version", "2.1"),
        ("xmlns", CORE),
        ("xmlns:concord", OURS),
        ("srcLang", &package.source),
        ("trgLang", &package.target),
    ];
    start(&mut xml, "xliff", &attributes)?;
    for units in package.units.chunk_by(|one, other| one.file() == other.file()) {
        file(&mut xml, package, units)?;
    }
    line(&mut xml, 0)?;
    end(&mut xml, "xliff")?;
    xml.write_event(Event::Text(BytesText::new("\n")))?;
    String::from_utf8(xml.into_inner()).map_err(io::Error::other)
}

fn file(xml: &mut Xml, package: &Package, units: &[Unit]) -> io::Result<()> {
    let Some(first) = units.first() else { return Ok(()) };
    let id = format!("{}:{}", name_token(&package.publication), first.file());
    let original = first.place.rsplit_once(':').map_or(first.place.as_str(), |(path, _)| path);
    line(xml, 1)?;
    start(xml, "file", &[("id", &id), ("original", original)])?;
    for unit in units {
        self::unit(xml, unit)?;
    }
    line(xml, 1)?;
    end(xml, "file")
}

fn unit(xml: &mut Xml, unit: &Unit) -> io::Result<()> {
    let (markers, target) = unit.numbered();
    line(xml, 2)?;
    let made = unit.made();
    start(xml, "unit", &[("id", unit.name()), ("name", &unit.id), ("concord:made", &made)])?;
    notes(xml, unit)?;
    original_data(xml, &markers)?;
    let (state, detail) = match unit.state {
        State::Initial => ("initial", None),
        State::Translated => ("translated", None),
        // Tools pass over what is translated; what has to be looked at again is not.
        State::NeedsReview => ("initial", Some(("subState", "concord:needs-review"))),
    };
    line(xml, 3)?;
    let attributes: Vec<_> = [("id", "s1"), ("state", state)].into_iter().chain(detail).collect();
    start(xml, "segment", &attributes)?;
    line(xml, 4)?;
    text(xml, "source", unit, &markers, &unit.source.pieces)?;
    if unit.target.is_some() {
        line(xml, 4)?;
        text(xml, "target", unit, &markers, &target)?;
    }
    line(xml, 3)?;
    end(xml, "segment")?;
    line(xml, 2)?;
    end(xml, "unit")
}

fn notes(xml: &mut Xml, unit: &Unit) -> io::Result<()> {
    line(xml, 3)?;
    start(xml, "notes", &[])?;
    let places = [("place", unit.place.clone())].into_iter();
    let context = unit.notes.iter().map(|note| ("context", note.clone()));
    let values = unit.value_notes().into_iter().map(|note| ("value", note));
    for (category, note) in places.chain(context).chain(values) {
        line(xml, 4)?;
        start(xml, "note", &[("category", category)])?;
        xml.write_event(Event::Text(BytesText::new(&note)))?;
        end(xml, "note")?;
    }
    line(xml, 3)?;
    end(xml, "notes")
}

fn original_data(xml: &mut Xml, markers: &[Marker]) -> io::Result<()> {
    if markers.is_empty() {
        return Ok(());
    }
    line(xml, 3)?;
    start(xml, "originalData", &[])?;
    for (number, marker) in markers.iter().enumerate() {
        data(xml, &format!("d{}", number + 1), &marker.open)?;
        if let Some(close) = &marker.close {
            data(xml, &format!("d{}e", number + 1), close)?;
        }
    }
    line(xml, 3)?;
    end(xml, "originalData")
}

fn data(xml: &mut Xml, id: &str, written: &str) -> io::Result<()> {
    line(xml, 4)?;
    start(xml, "data", &[("id", id), ("xml:space", "preserve")])?;
    xml.write_event(Event::Text(BytesText::new(written)))?;
    end(xml, "data")
}

fn text(xml: &mut Xml, name: &str, unit: &Unit, markers: &[Marker], pieces: &[Piece]) -> io::Result<()> {
    start(xml, name, &[("xml:space", "preserve")])?;
    for piece in pieces {
        match piece {
            Piece::Text(words) => xml.write_event(Event::Text(BytesText::new(words)))?,
            Piece::Close(_) => end(xml, "pc")?,
            Piece::Open(number) | Piece::Alone(number) => {
                let Some(marker) = markers.get(*number) else { continue };
                code(xml, unit, *number, marker)?;
            }
        }
    }
    end(xml, name)
}

/// The start of a pair, or a placeholder.
fn code(xml: &mut Xml, unit: &Unit, number: usize, marker: &Marker) -> io::Result<()> {
    let id = (number + 1).to_string();
    let (data, data_end) = (format!("d{id}"), format!("d{id}e"));
    let value = unit.values.get(&marker.open);
    let source_words = value.and_then(|[source, _]| source.clone());
    let shown = value.and_then(|[source, target]| target.clone().or_else(|| source.clone()));
    let may_be_more = if marker.kind.is_free() { "yes" } else { "no" };
    let may_go = if may_go(&unit.source, unit.target.as_ref(), number) { "yes" } else { "no" };
    let mut attributes: Vec<(&str, &str)> =
        vec![("id", &id), ("canCopy", may_be_more), ("canDelete", may_go)];
    // The core binds `xlf:var` to the type `ui`, and the layout of text to `fmt`.
    let (kind, detail) = match marker.kind {
        MarkerKind::Strong => ("fmt", "xlf:b"),
        MarkerKind::Emphasis => ("fmt", "xlf:i"),
        MarkerKind::Break => ("fmt", "xlf:lb"),
        MarkerKind::Superscript => ("fmt", "concord:raised"),
        MarkerKind::Link => ("link", "concord:link"),
        MarkerKind::Expression | MarkerKind::Name => ("ui", "xlf:var"),
        MarkerKind::Note => ("link", "concord:note"),
        MarkerKind::Code => ("other", "concord:code"),
        MarkerKind::Span => ("other", "concord:span"),
        MarkerKind::Comment => ("other", "concord:comment"),
    };
    attributes.extend([("type", kind), ("subType", detail)]);
    if marker.close.is_some() {
        attributes.extend([("dataRefStart", data.as_str()), ("dataRefEnd", data_end.as_str())]);
        return start(xml, "pc", &attributes);
    }
    let disp = shown.unwrap_or_else(|| marker.open.trim().to_owned());
    let equiv = source_words.unwrap_or_default();
    attributes.extend([("dataRef", data.as_str()), ("equiv", equiv.as_str()), ("disp", disp.as_str())]);
    let mut element = BytesStart::new("ph");
    attributes.into_iter().for_each(|attribute| element.push_attribute(attribute));
    xml.write_event(Event::Empty(element))
}

fn start(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    let mut element = BytesStart::new(name);
    attributes.iter().for_each(|attribute| element.push_attribute(*attribute));
    xml.write_event(Event::Start(element))
}

fn end(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.write_event(Event::End(BytesEnd::new(name)))
}

/// A new line, never inside a text.
fn line(xml: &mut Xml, depth: usize) -> io::Result<()> {
    let line = format!("\n{}", "  ".repeat(depth));
    xml.write_event(Event::Text(BytesText::new(&line)))
}
