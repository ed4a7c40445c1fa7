//! The file itself: objects, object streams, cross-reference stream (ISO 32000-1, 7.5), or for old readers neither
//! stream but a table of cross-references.
//!
//! lopdf's own writer serialises every object four times, copies it once, and leaves the cross-reference stream
//! uncompressed, which is a tenth of a short report. This one makes a single pass, numbers the objects afresh so that
//! no gap is left where printpdf's were taken out, and takes the file's identifier from a digest of all it wrote.

use crate::{Standard, deflate};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use sha2::{Digest, Sha256};
use std::io::Write;

/// Objects in one object stream: readers unpack a whole stream to get at one.
const OBJECTS_A_STREAM: usize = 200;

/// Where an object stands in the file.
#[derive(Clone, Copy)]
enum Place {
    /// At this byte.
    Offset(usize),
    /// In this object stream, at this position.
    Packed(usize, usize),
}

/// The bytes of the file. Streams stand on their own; everything else is packed.
pub(super) fn write(pdf: &Document, standard: Standard) -> Result<Vec<u8>, String> {
    let mut writer = Writer::new(pdf, standard);
    let (streams, others): (Vec<_>, Vec<_>) =
        pdf.objects.iter().partition(|(_, object)| matches!(object, Object::Stream(_)));
    for (id, object) in streams {
        if let Object::Stream(stream) = object {
            writer.stream(writer.number(*id), &stream.dict, &stream.content);
        }
    }
    if standard == Standard::Ua1A2aClassic {
        for (id, object) in others {
            writer.plain(writer.number(*id), object);
        }
        return writer.table(pdf);
    }
    for group in others.chunks(OBJECTS_A_STREAM) {
        writer.object_stream(group);
    }
    writer.cross_references(pdf)
}

struct Writer {
    out: Vec<u8>,
    /// The new number of every object by its old one; 0 for those that are gone.
    numbers: Vec<usize>,
    /// By new number; number 0 is the head of the list of free objects.
    places: Vec<Place>,
}

impl Writer {
    fn new(pdf: &Document, standard: Standard) -> Self {
        let last = pdf.objects.keys().next_back().map_or(0, |id| id.0 as usize);
        let mut numbers = vec![0; last + 1];
        for (id, number) in pdf.objects.keys().zip(1..) {
            numbers[id.0 as usize] = number;
        }
        // ISO 19005-2, 6.1.2: four bytes above 127 after the header.
        let version: &[u8] = if standard.is_pdf_2() { b"%PDF-2.0" } else { b"%PDF-1.7" };
        let out = [version, b"\n%\xE2\xE3\xCF\xD3\n"].concat();
        Self { out, numbers, places: vec![Place::Offset(0); pdf.objects.len() + 1] }
    }

    /// Every object here is of generation 0.
    fn number(&self, id: ObjectId) -> usize {
        self.numbers.get(id.0 as usize).copied().unwrap_or(0)
    }

    /// A stream as an object of its own. Its length is set here, whatever its dictionary says.
    fn stream(&mut self, number: usize, entries: &Dictionary, content: &[u8]) {
        self.places[number] = Place::Offset(self.out.len());
        let mut out = std::mem::take(&mut self.out);
        let _ = write!(out, "{number} 0 obj\n<<");
        for (key, value) in entries.iter().filter(|(key, _)| *key != b"Length") {
            self.entry(&mut out, key, value);
        }
        let _ = writeln!(out, "/Length {}>>stream", content.len());
        out.extend_from_slice(content);
        out.extend_from_slice(b"\nendstream\nendobj\n");
        self.out = out;
    }

    /// ISO 32000-1, 7.5.7: pairs of number and offset, then the objects.
    fn object_stream(&mut self, group: &[(&ObjectId, &Object)]) {
        let stream = self.places.len();
        self.places.push(Place::Offset(0));
        let mut index = Vec::new();
        let mut body = Vec::new();
        for (position, (id, object)) in group.iter().enumerate() {
            let number = self.number(**id);
            self.places[number] = Place::Packed(stream, position);
            let _ = write!(index, "{number} {} ", body.len());
            self.object(&mut body, object);
            body.push(b'\n');
        }
        let mut entries = Dictionary::new();
        entries.set("Type", "ObjStm");
        entries.set("N", group.len() as i64);
        entries.set("First", index.len() as i64);
        entries.set("Filter", "FlateDecode");
        index.append(&mut body);
        self.stream(stream, &entries, &deflate::one(&index));
    }

    /// ISO 32000-1, 7.5.8. The identifier is a digest of everything before, so it differs where the file differs.
    fn cross_references(mut self, pdf: &Document) -> Result<Vec<u8>, String> {
        let number = self.places.len();
        let start = self.out.len();
        self.places.push(Place::Offset(start));
        let mut entries = Dictionary::new();
        entries.set("Type", "XRef");
        self.trailer(pdf, &mut entries)?;
        entries.set("W", vec![1.into(), 4.into(), 2.into()]);
        entries.set("Filter", "FlateDecode");
        let mut parameters = Dictionary::new();
        parameters.set("Predictor", 12);
        parameters.set("Columns", ROW as i64);
        entries.set("DecodeParms", parameters);
        let rows = deflate::one(&self.rows());
        self.stream(number, &entries, &rows);
        let _ = write!(self.out, "startxref\n{start}\n%%EOF\n");
        Ok(self.out)
    }

    /// An object that is no stream, on its own.
    fn plain(&mut self, number: usize, object: &Object) {
        self.places[number] = Place::Offset(self.out.len());
        let mut out = std::mem::take(&mut self.out);
        let _ = writeln!(out, "{number} 0 obj");
        self.object(&mut out, object);
        out.extend_from_slice(b"\nendobj\n");
        self.out = out;
    }

    /// ISO 32000-1, 7.5.4 and 7.5.5: a line of 20 bytes for each object, then the trailer.
    fn table(mut self, pdf: &Document) -> Result<Vec<u8>, String> {
        let start = self.out.len();
        let mut entries = Dictionary::new();
        self.trailer(pdf, &mut entries)?;
        let _ = write!(self.out, "xref\n0 {}\n0000000000 65535 f \n", self.places.len());
        for place in &self.places[1..] {
            // Nothing is packed in such a file.
            if let Place::Offset(offset) = place {
                let _ = writeln!(self.out, "{offset:010} 00000 n ");
            }
        }
        let mut trailer = b"trailer\n".to_vec();
        self.dictionary(&mut trailer, &entries);
        self.out.append(&mut trailer);
        let _ = write!(self.out, "\nstartxref\n{start}\n%%EOF\n");
        Ok(self.out)
    }

    /// The entries that both forms of cross-references have.
    fn trailer(&self, pdf: &Document, entries: &mut Dictionary) -> Result<(), String> {
        let digest = Sha256::digest(&self.out);
        let identifier = Object::String(digest[..16].to_vec(), StringFormat::Hexadecimal);
        let root = pdf.trailer.get(b"Root").map_err(|_| "the file has no catalog".to_owned())?;
        entries.set("Size", self.places.len() as i64);
        entries.set("Root", root.clone());
        if let Ok(info) = pdf.trailer.get(b"Info") {
            entries.set("Info", info.clone());
        }
        entries.set("ID", vec![identifier.clone(), identifier]);
        Ok(())
    }

    /// A row for each object, as differences to the row above (ISO 32000-1, 7.4.4.4).
    fn rows(&self) -> Vec<u8> {
        let mut rows = Vec::with_capacity(self.places.len() * (ROW + 1));
        let mut above = [0_u8; ROW];
        for (number, place) in self.places.iter().enumerate() {
            let row = if number == 0 { row(0, 0, usize::from(u16::MAX)) } else { place.row() };
            rows.push(2);
            rows.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
            above = row;
        }
        rows
    }

    fn object(&self, out: &mut Vec<u8>, object: &Object) {
        match object {
            Object::Null => out.extend_from_slice(b"null"),
            Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
            Object::Integer(value) => {
                let _ = write!(out, "{value}");
            }
            Object::Real(value) => {
                let _ = write!(out, "{value}");
            }
            Object::Name(name) => push_name(out, name),
            Object::String(text, StringFormat::Literal) => push_literal(out, text),
            Object::String(text, StringFormat::Hexadecimal) => push_hexadecimal(out, text),
            Object::Array(items) => {
                out.push(b'[');
                for item in items {
                    separate(out, item);
                    self.object(out, item);
                }
                out.push(b']');
            }
            Object::Dictionary(entries) => self.dictionary(out, entries),
            // A stream is always an object of its own; inside another object only its dictionary can stand.
            Object::Stream(Stream { dict, .. }) => self.dictionary(out, dict),
            Object::Reference(id) => match self.number(*id) {
                // ISO 32000-1, 7.3.10: a reference to no object is null.
                0 => out.extend_from_slice(b"null"),
                number => {
                    let _ = write!(out, "{number} 0 R");
                }
            },
        }
    }

    fn dictionary(&self, out: &mut Vec<u8>, entries: &Dictionary) {
        out.extend_from_slice(b"<<");
        for (key, value) in entries {
            self.entry(out, key, value);
        }
        out.extend_from_slice(b">>");
    }

    fn entry(&self, out: &mut Vec<u8>, key: &[u8], value: &Object) {
        push_name(out, key);
        separate(out, value);
        self.object(out, value);
    }
}

/// Bytes of a row of cross-references: kind, offset or stream, generation or position.
const ROW: usize = 7;

impl Place {
    fn row(self) -> [u8; ROW] {
        match self {
            Self::Offset(offset) => row(1, offset, 0),
            Self::Packed(stream, position) => row(2, stream, position),
        }
    }
}

fn row(kind: u8, second: usize, third: usize) -> [u8; ROW] {
    let [a, b, c, d] = u32::try_from(second).unwrap_or(u32::MAX).to_be_bytes();
    let [e, f] = u16::try_from(third).unwrap_or(u16::MAX).to_be_bytes();
    [kind, a, b, c, d, e, f]
}

/// A space where two words would run together.
fn separate(out: &mut Vec<u8>, next: &Object) {
    let word = matches!(
        next,
        Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_)
    );
    if word && out.last().is_some_and(|byte| !b"[<(>])".contains(byte)) {
        out.push(b' ');
    }
}

/// ISO 32000-1, 7.3.5.
fn push_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"#()<>[]{}/%".contains(byte) {
            out.push(*byte);
        } else {
            let _ = write!(out, "#{byte:02X}");
        }
    }
}

/// ISO 32000-1, 7.3.4.2.
fn push_literal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
            b'\r' => out.extend(b"\\r"),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}

/// ISO 32000-1, 7.3.4.3.
fn push_hexadecimal(out: &mut Vec<u8>, text: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(b'<');
    for byte in text {
        out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    out.push(b'>');
}
