//! XMP metadata (ISO 14289-1, 5, 7.1 and 7.2; ISO 16684-1).

use crate::file::File;
use crate::finding::Place;
use crate::rules;
use concord_pdf::lopdf;
use concord_pdf::lopdf::{Object, ObjectId, Stream};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeSet;

const PDFUA: &str = "http://www.aiim.org/pdfua/ns/id/";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Bytes that a package may have.
const LONGEST: usize = 16 << 20;

/// Nodes that a package may have.
const MOST_NODES: u32 = 1_000_000;

/// How deep a package may nest.
const DEEPEST: usize = 200;

/// Judges the metadata of the catalog, and the languages in all metadata.
pub(crate) fn judge(file: &File) {
    let main = file.catalog.get(b"Metadata").ok().and_then(|object| file.objects.follow(object));
    let main = match main {
        Some((id, Object::Stream(stream))) if is_metadata(file, stream) => {
            judge_main(file, id, stream);
            Some(stream)
        }
        _ => {
            file.find(
                &rules::C7_1_T8,
                Place::default(),
                "the catalog has no metadata stream of the type XML",
            );
            None
        }
    };
    if file.has_language {
        return;
    }
    for (id, object) in file.objects.all() {
        if let Object::Stream(stream) = object
            && is_metadata(file, stream)
            && !main.is_some_and(|main| std::ptr::eq(main, stream))
            && let Some(text) = read(file, stream)
            && let Some(package) = Package::parse(&text)
        {
            languages(file, Some(id), &package);
        }
    }
}

fn is_metadata(file: &File, stream: &Stream) -> bool {
    file.objects.get_name_bytes(&stream.dict, "Type") == Some(b"Metadata")
        && file.objects.get_name_bytes(&stream.dict, "Subtype") == Some(b"XML")
}

fn judge_main(file: &File, id: Option<ObjectId>, stream: &lopdf::Stream) {
    let Some(text) = read(file, stream) else { return };
    let place = || Place::object(id);
    let Some(package) = Package::parse(&text) else {
        file.find(&rules::C5_T1, place(), "the XMP metadata is not well-formed");
        file.find(&rules::C7_1_T9, place(), "the XMP metadata is not well-formed");
        return;
    };
    let mut identification =
        package.properties.iter().filter(|property| property.namespace == PDFUA).peekable();
    if identification.peek().is_none() {
        file.find(&rules::C5_T1, place(), "the XMP metadata has no PDF/UA identification");
    } else {
        let part = package.get(PDFUA, "part");
        let value = part.map(|part| part.value.as_str());
        if !value.is_some_and(is_one) {
            let value = crate::language::shorten(value.unwrap_or("missing"));
            file.find(&rules::C5_T2, place(), format!("`part` is {value}"));
        }
    }
    for (name, rule) in [("part", &rules::C5_T3), ("amd", &rules::C5_T4), ("corr", &rules::C5_T5)] {
        if let Some(property) = package.get(PDFUA, name).filter(|property| property.prefix != "pdfuaid") {
            file.find(rule, place(), format!("`{name}` has the prefix `{}`", property.prefix));
        }
    }
    let title = package.get(DUBLIN_CORE, "title");
    let has_title = title.is_some_and(|title| title.prefix == "dc" && !title.languages.is_empty());
    if !has_title {
        file.find(&rules::C7_1_T9, place(), "the XMP metadata has no `dc:title` with languages");
    }
    if !file.has_language {
        languages(file, id, &package);
    }
}

/// ISO 14289-1, 7.2: a text whose only language is the default has the language of the catalog.
fn languages(file: &File, id: Option<ObjectId>, package: &Package) {
    for property in &package.properties {
        if let [only] = property.languages.as_slice()
            && only.eq_ignore_ascii_case("x-default")
        {
            let message =
                format!("`{}:{}` has a text in the default language only", property.prefix, property.name);
            file.find(&rules::C7_2_T33, Place::object(id), message);
        }
    }
}

/// A whole number with an optional sign, that is 1.
fn is_one(value: &str) -> bool {
    let digits = value.strip_prefix('+').unwrap_or(value);
    digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.parse::<u32>() == Ok(1)
}

/// The text of a package; what cannot be unpacked is noted.
fn read(file: &File, stream: &Stream) -> Option<String> {
    let bytes = match file.objects.unpack(stream) {
        Ok(bytes) if bytes.len() <= LONGEST => bytes,
        Ok(_) => {
            file.unread("metadata that is too long");
            return None;
        }
        Err(error) => {
            file.unread(format!("metadata ({})", error.reason()));
            return None;
        }
    };
    Some(decode(&bytes))
}

/// UTF-8, or UTF-16 where the first bytes say so.
fn decode(bytes: &[u8]) -> String {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{FFFD}')).collect::<String>()
    };
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0, b'<', ..] => utf16(bytes, u16::from_be_bytes),
        [b'<', 0, ..] => utf16(bytes, u16::from_le_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    text.trim_matches(['\u{FEFF}', '\0']).trim().to_owned()
}

/// A property at the top of a package.
struct Property {
    namespace: String,
    name: String,
    /// The prefix as it is written: two prefixes may mean the same namespace.
    prefix: String,
    value: String,
    /// The languages of a text that has several; empty for other properties.
    languages: Vec<String>,
}

/// The properties of a package.
struct Package {
    properties: Vec<Property>,
}

impl Package {
    /// Reads a package; `None` where it is no XML, too deep, or says the same thing twice.
    fn parse(text: &str) -> Option<Self> {
        let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        if nests_too_deep(text) {
            return None;
        }
        let document = Document::parse_with_options(text, options).ok()?;
        let is_rdf = |node: &Node, name: &str| node.has_tag_name((RDF, name));
        let mut properties = Vec::new();
        if let Some(rdf) = document.descendants().find(|node| is_rdf(node, "RDF")) {
            for description in rdf.children().filter(Node::is_element) {
                attributes(description, text, &mut properties);
                properties
                    .extend(description.children().filter(Node::is_element).map(|node| element(node, text)));
            }
        }
        let mut seen = BTreeSet::new();
        let is_unique = properties.iter().all(|property| seen.insert((&property.namespace, &property.name)));
        is_unique.then_some(())?;
        Some(Self { properties })
    }

    fn get(&self, namespace: &str, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.namespace == namespace && property.name == name)
    }
}

/// Whether elements lie deeper than any reader of metadata needs; the parser calls itself for each level.
fn nests_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut bytes = text.bytes().peekable();
    let mut last = b' ';
    while let Some(byte) = bytes.next() {
        match (byte, bytes.peek()) {
            (b'<', Some(b'/')) => depth = depth.saturating_sub(1),
            (b'<', Some(b'!' | b'?')) => {}
            (b'<', _) => depth += 1,
            (b'>', _) if last == b'/' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // End tags are counted at their beginning; `</a/>` is no XML anyway.
        last = byte;
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Properties written as attributes.
fn attributes(description: Node, text: &str, properties: &mut Vec<Property>) {
    for attribute in description.attributes() {
        let Some(namespace) = attribute.namespace().filter(|namespace| ![RDF, XML].contains(namespace))
        else {
            continue;
        };
        properties.push(Property {
            namespace: namespace.to_owned(),
            name: attribute.name().to_owned(),
            prefix: prefix(text.get(attribute.range_qname())),
            value: attribute.value().to_owned(),
            languages: Vec::new(),
        });
    }
}

/// A property written as an element.
fn element(node: Node, text: &str) -> Property {
    let is_rdf = |node: &Node, name: &str| node.has_tag_name((RDF, name));
    let items = node.children().find(|child| is_rdf(child, "Alt"));
    let languages: Vec<String> = items
        .into_iter()
        .flat_map(|items| items.children().filter(|item| is_rdf(item, "li")))
        .filter_map(|item| item.attribute((XML, "lang")).map(str::to_owned))
        .collect();
    let value = node.children().filter(Node::is_text).filter_map(|child| child.text()).collect();
    Property {
        namespace: node.tag_name().namespace().unwrap_or_default().to_owned(),
        name: node.tag_name().name().to_owned(),
        prefix: prefix(text.get(node.range()).and_then(|tag| tag.strip_prefix('<'))),
        value,
        languages,
    }
}

/// What stands before the colon of a name.
fn prefix(name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '=')).unwrap_or(name.len());
    name[..end].split_once(':').map(|(prefix, _)| prefix.to_owned()).unwrap_or_default()
}
