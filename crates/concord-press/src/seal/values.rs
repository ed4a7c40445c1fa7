//! Values as the file has them.

use crate::number::rounded;
use concord_pages::{Place, Rect};
use lopdf::{Dictionary, Object, ObjectId, StringFormat};

/// A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, all else in UTF-16BE with a mark of byte order.
pub(super) fn text(text: &str) -> Object {
    // Bytes below 32 are not all defined in PDFDocEncoding.
    if text.bytes().all(|byte| (32..127).contains(&byte)) {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A byte string, such as the id of an element.
pub(super) fn bytes(bytes: &[u8]) -> Object {
    Object::String(bytes.to_vec(), StringFormat::Literal)
}

/// A name.
pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A dictionary of these entries, in this order.
pub(super) fn dictionary<const N: usize>(entries: [(&str, Object); N]) -> Dictionary {
    entries.into_iter().collect()
}

/// A rectangle, left bottom right top, on a page of this height.
pub(super) fn rectangle(rect: Rect, page_height: f32) -> Object {
    let bottom = page_height - rect.y - rect.height;
    let sides = [rect.x, bottom, rect.x + rect.width, page_height - rect.y];
    Object::Array(sides.map(|side| rounded(side).into()).to_vec())
}

/// An action that leads to an element, and for readers that know no structure destinations to its place
/// (ISO 32000-2, 12.6.4.2).
pub(super) fn go_to(place: Place, page: ObjectId, element: ObjectId, page_height: f32) -> Object {
    let entries = [
        ("S", name("GoTo")),
        ("D", destination(place, page, page_height)),
        ("SD", destination(place, element, page_height)),
    ];
    dictionary(entries).into()
}

/// A place as an explicit destination that keeps the reader's magnification (ISO 32000-1, 12.3.2.2).
pub(super) fn destination(place: Place, page: ObjectId, page_height: f32) -> Object {
    let top = rounded(page_height - place.y);
    Object::Array(vec![page.into(), name("XYZ"), Object::Null, top.into(), Object::Null])
}
