//! The objects of a file, looked up without trust.

use super::{Limits, Unreadable};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};
use std::cell::Cell;

/// A loaded file and what may still be unpacked of it.
pub(super) struct Objects<'a> {
    document: Document,
    pub(super) limits: &'a Limits,
    left: Cell<usize>,
}

impl<'a> Objects<'a> {
    pub(super) fn open(bytes: &[u8], limits: &'a Limits) -> Result<Self, Unreadable> {
        if bytes.len() > limits.file {
            return Err(Unreadable::new(format!("it has {} bytes", bytes.len())));
        }
        let options = LoadOptions::with_max_decompressed_size(limits.stream);
        let document = Document::load_mem_with_options(bytes, options)
            .map_err(|error| Unreadable::new(error.to_string()))?;
        if document.is_encrypted() || document.was_encrypted() {
            return Err(Unreadable::new("it is encrypted"));
        }
        Ok(Self { document, limits, left: Cell::new(limits.unpacked) })
    }

    /// The catalog.
    pub(super) fn catalog(&self) -> Option<&Dictionary> {
        self.dictionary(self.document.trailer.get(b"Root").ok()?)
    }

    /// The Info dictionary.
    pub(super) fn information(&self) -> Option<&Dictionary> {
        self.dictionary(self.document.trailer.get(b"Info").ok()?)
    }

    /// What an object is, behind any references.
    pub(super) fn resolve<'o>(&'o self, object: &'o Object) -> Option<&'o Object> {
        let mut object = object;
        for _ in 0..self.limits.nesting {
            match object {
                Object::Reference(id) => object = self.document.objects.get(id)?,
                _ => return Some(object),
            }
        }
        None
    }

    /// The object of a number, which may be a reference again.
    pub(super) fn resolve_once(&self, id: ObjectId) -> Option<&Object> {
        self.document.objects.get(&id)
    }

    pub(super) fn dictionary<'o>(&'o self, object: &'o Object) -> Option<&'o Dictionary> {
        match self.resolve(object)? {
            Object::Dictionary(entries) => Some(entries),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The value of a key, behind any references.
    pub(super) fn get<'o>(&'o self, entries: &'o Dictionary, key: &str) -> Option<&'o Object> {
        self.resolve(entries.get(key.as_bytes()).ok()?)
    }

    pub(super) fn get_dictionary<'o>(&'o self, entries: &'o Dictionary, key: &str) -> Option<&'o Dictionary> {
        self.dictionary(entries.get(key.as_bytes()).ok()?)
    }

    pub(super) fn get_array<'o>(&'o self, entries: &'o Dictionary, key: &str) -> Option<&'o [Object]> {
        self.get(entries, key)?.as_array().ok().map(Vec::as_slice)
    }

    pub(super) fn get_stream<'o>(&'o self, entries: &'o Dictionary, key: &str) -> Option<&'o Stream> {
        self.get(entries, key)?.as_stream().ok()
    }

    pub(super) fn get_integer(&self, entries: &Dictionary, key: &str) -> Option<i64> {
        self.get(entries, key)?.as_i64().ok()
    }

    /// A name, as text.
    pub(super) fn get_name(&self, entries: &Dictionary, key: &str) -> Option<String> {
        let name = self.get(entries, key)?.as_name().ok()?;
        Some(String::from_utf8_lossy(name).into_owned())
    }

    /// A text string (ISO 32000-1, 7.9.2.2).
    pub(super) fn get_text(&self, entries: &Dictionary, key: &str) -> Option<String> {
        lopdf::decode_text_string(self.get(entries, key)?).ok()
    }

    /// The number of a referenced object.
    pub(super) fn reference(entries: &Dictionary, key: &str) -> Option<ObjectId> {
        entries.get(key.as_bytes()).and_then(Object::as_reference).ok()
    }

    /// What a stream unpacks to, within what is left of the limit.
    pub(super) fn unpack(&self, stream: &Stream) -> Result<Vec<u8>, Unreadable> {
        let limit = self.limits.stream.min(self.left.get());
        let content = stream
            .decompressed_content_with_limit(limit)
            .map_err(|error| Unreadable::new(error.to_string()))?;
        self.left.set(self.left.get().saturating_sub(content.len()));
        Ok(content)
    }

    /// The entries of a number tree (ISO 32000-1, 7.9.7).
    pub(super) fn number_tree<'o>(&'o self, root: &'o Dictionary) -> Vec<(i64, &'o Object)> {
        let mut entries = Vec::new();
        self.collect_numbers(root, self.limits.nesting, &mut entries);
        entries
    }

    fn collect_numbers<'o>(&'o self, node: &'o Dictionary, depth: usize, out: &mut Vec<(i64, &'o Object)>) {
        for pair in self.get_array(node, "Nums").unwrap_or_default().chunks_exact(2) {
            if let (Ok(number), true) = (pair[0].as_i64(), out.len() < self.limits.elements) {
                out.push((number, &pair[1]));
            }
        }
        let Some(depth) = depth.checked_sub(1) else { return };
        for kid in self.get_array(node, "Kids").unwrap_or_default() {
            if let (Some(kid), true) = (self.dictionary(kid), out.len() < self.limits.elements) {
                self.collect_numbers(kid, depth, out);
            }
        }
    }
}
