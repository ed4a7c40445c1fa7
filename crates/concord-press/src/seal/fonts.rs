//! What the file says of its fonts: the text of every glyph, and measures for a reader that must replace one.
//!
//! PDF/UA-1, 7.21.7 and ISO 19005-2, 6.2.11.7.2: every glyph shown maps to characters.

use super::Seal;
use super::values::dictionary;
use crate::draw::{FontUse, font_name};
use concord_pages::FontProgram;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::fmt::Write;

/// Replaces printpdf's maps and descriptors by true ones.
pub(super) fn finish(seal: &mut Seal, names: &Dictionary, fonts: &[FontUse]) -> Result<(), String> {
    for (number, font) in fonts.iter().enumerate().filter(|(_, font)| !font.is_unused()) {
        let lost = |_| format!("the drawing library did not embed font `{}`", font.program.name);
        let id = names.get(font_name(number).as_bytes()).and_then(Object::as_reference).map_err(lost)?;
        let (map, descriptor) = parts(seal, id).map_err(lost)?;
        seal.put(map, Stream::new(Dictionary::new(), to_unicode(font).into_bytes()));
        let described = seal.pdf.get_dictionary_mut(descriptor).map_err(lost)?;
        describe(described, font.program);
    }
    Ok(())
}

/// The ToUnicode map and the descriptor of a composite font.
fn parts(seal: &Seal, id: ObjectId) -> lopdf::Result<(ObjectId, ObjectId)> {
    let font = seal.pdf.get_dictionary(id)?;
    let map = font.get(b"ToUnicode").and_then(Object::as_reference)?;
    let descendants = font.get(b"DescendantFonts").and_then(Object::as_array)?;
    let descendant = descendants.first().ok_or(lopdf::Error::DictKey("DescendantFonts".into()))?.as_dict()?;
    let descriptor = descendant.get(b"FontDescriptor").and_then(Object::as_reference)?;
    Ok((map, descriptor))
}

/// ISO 32000-1, table 122.
fn describe(descriptor: &mut Dictionary, program: &FontProgram) {
    let metrics = &program.metrics;
    let whole = |number: f32| Object::Integer(number.round() as i64);
    let measures = dictionary([
        ("Flags", flags(program).into()),
        ("FontBBox", Object::Array(metrics.bounds.map(whole).to_vec())),
        ("ItalicAngle", whole(metrics.italic_angle)),
        ("Ascent", whole(metrics.ascent)),
        ("Descent", whole(metrics.descent)),
        ("CapHeight", whole(metrics.cap_height)),
        // No table of a font has it: what weights are commonly drawn with.
        ("StemV", whole(50.0 + (f32::from(metrics.weight) / 65.0).powi(2))),
    ]);
    descriptor.extend(&measures);
}

/// ISO 32000-1, table 123. The glyphs are not confined to Adobe's standard Latin set, so the font is symbolic.
fn flags(program: &FontProgram) -> i64 {
    const FIXED_PITCH: i64 = 1;
    const SERIF: i64 = 1 << 1;
    const SYMBOLIC: i64 = 1 << 2;
    const ITALIC: i64 = 1 << 6;
    let metrics = &program.metrics;
    let when = |holds: bool, flag: i64| if holds { flag } else { 0 };
    let italic = when(metrics.italic_angle != 0.0, ITALIC);
    SYMBOLIC | italic | when(metrics.serif, SERIF) | when(metrics.fixed_pitch, FIXED_PITCH)
}

/// The map from codes to characters (ISO 32000-1, 9.10.3): at most a hundred entries a block.
fn to_unicode(font: &FontUse) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let entries: Vec<(u16, u16, &str)> = font.entries().collect();
    for block in entries.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for (code, _, text) in block {
            let _ = write!(map, "<{code:04X}> <");
            for unit in text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
