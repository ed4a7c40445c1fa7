//! What catalogues and readers are told of the document: an XMP packet, and the same in the older Info dictionary.
//!
//! PDF/UA-1, 5 and 7.1; ISO 19005-2, 6.6. Both standards want to be named in the packet; ISO 19005-2, 6.6.2.3.1 also
//! wants the schema of PDF/UA's name described there, as PDF/A does not know it. ISO 19005-4 asks for neither the
//! description nor the Info dictionary, and forbids the latter.

use super::Seal;
use super::values::{dictionary, name, text};
use crate::{Claim, Settings};
use concord_document::Metadata;
use lopdf::{Dictionary, Stream};

const PRODUCER: &str = "Concord (printpdf, lopdf)";

/// Writes both.
pub(super) fn describe(seal: &mut Seal, settings: &Settings, claims: &[Claim]) {
    let metadata = &seal.document.metadata;
    let packet = packet(metadata, seal.document.language.as_str(), &settings.creator_tool, claims);
    let entries = dictionary([("Type", name("Metadata")), ("Subtype", name("XML"))]);
    // Uncompressed, so that programs that know nothing of PDF find it.
    let packet = seal.add(Stream::new(entries, packet.into_bytes()).with_compression(false));
    seal.catalog.set("Metadata", packet);
    if settings.standard.is_pdf_2() {
        // ISO 19005-4, 6.1.3: no Info dictionary, and so not the drawing library's entry for it either.
        seal.pdf.trailer.remove(b"Info");
        return;
    }
    let info = seal.add(info(metadata, &settings.creator_tool));
    seal.pdf.trailer.set("Info", info);
}

/// ISO 32000-1, table 317.
fn info(metadata: &Metadata, creator_tool: &str) -> Dictionary {
    let date = format!("D:{}000000Z", metadata.date.replace('-', ""));
    let keywords = metadata.keywords.join(", ");
    let entries = [
        ("Title", metadata.title.as_str()),
        ("Author", &metadata.creator),
        ("Subject", &metadata.description),
        ("Keywords", &keywords),
        ("Creator", creator_tool),
        ("Producer", PRODUCER),
        ("CreationDate", &date),
        ("ModDate", &date),
    ];
    entries
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| (key, text(value)))
        .collect()
}

fn packet(metadata: &Metadata, language: &str, creator_tool: &str, claims: &[Claim]) -> String {
    let date = format!("{}T00:00:00Z", metadata.date);
    let mut properties = Properties::default();
    properties.simple("dc:format", "application/pdf");
    properties.translated("dc:title", &metadata.title, language);
    properties.translated("dc:description", &metadata.description, language);
    properties.list("dc:creator", "Seq", [metadata.creator.as_str()]);
    properties.list("dc:publisher", "Bag", [metadata.publisher.as_str()]);
    properties.list("dc:subject", "Bag", metadata.keywords.iter().map(String::as_str));
    properties.list("dc:language", "Bag", [language]);
    properties.simple("xmp:CreatorTool", creator_tool);
    properties.simple("xmp:CreateDate", &date);
    properties.simple("xmp:ModifyDate", &date);
    properties.simple("xmp:MetadataDate", &date);
    properties.simple("pdf:Producer", PRODUCER);
    properties.simple("pdf:Keywords", &metadata.keywords.join(", "));
    for (property, value) in claims.iter().rev().flat_map(|claim| claim.properties()) {
        properties.simple(property, value);
    }
    let schema = if claims.contains(&Claim::PdfUa1) { PDFUA_SCHEMA } else { "" };
    format!("{HEAD}{}{schema}{TAIL}", properties.0)
}

/// Properties of a packet, one a line; those without a value are left out.
#[derive(Default)]
struct Properties(String);

impl Properties {
    fn simple(&mut self, property: &str, value: &str) {
        if !value.is_empty() {
            self.push(property, &escaped(value));
        }
    }

    fn translated(&mut self, property: &str, value: &str, language: &str) {
        if !value.is_empty() {
            let value = escaped(value);
            let item = |language: &str| format!("<rdf:li xml:lang=\"{language}\">{value}</rdf:li>");
            let items = item("x-default") + &item(language);
            self.push(property, &format!("<rdf:Alt>{items}</rdf:Alt>"));
        }
    }

    fn list<'a>(&mut self, property: &str, kind: &str, values: impl IntoIterator<Item = &'a str>) {
        let values = values.into_iter().filter(|value| !value.is_empty());
        let items: String = values.map(|value| format!("<rdf:li>{}</rdf:li>", escaped(value))).collect();
        if !items.is_empty() {
            self.push(property, &format!("<rdf:{kind}>{items}</rdf:{kind}>"));
        }
    }

    fn push(&mut self, property: &str, xml: &str) {
        self.0.push_str(&format!("<{property}>{xml}</{property}>\n"));
    }
}

/// Text inside XML 1.0, without the control characters that it cannot hold.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(character),
        }
    }
    out
}

const HEAD: &str = "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\"
 xmlns:dc=\"http://purl.org/dc/elements/1.1/\"
 xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"
 xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"
 xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"
 xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"
 xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"
 xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"
 xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
";

const PDFUA_SCHEMA: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
";

const TAIL: &str = "</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end=\"r\"?>";
