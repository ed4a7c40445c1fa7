//! The objects of a file, looked up without trust.

use crate::{Encryption, Limits, Unreadable, filters, guards, repair, strings};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A loaded file and what may still be unpacked of it.
pub struct Objects<'a> {
    bytes: &'a [u8],
    document: Document,
    encryption: Option<Encryption>,
    limits: &'a Limits,
    left: Cell<usize>,
}

impl<'a> Objects<'a> {
    /// Loads a file. One that is encrypted is opened with the empty user password; see [`Objects::encryption`] for
    /// whether that succeeded.
    ///
    /// # Errors
    ///
    /// Where the bytes are no PDF or exceed the limits.
    pub fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Unreadable> {
        if bytes.len() > limits.file {
            return Err(Unreadable::new(format!("it has {} bytes", bytes.len())));
        }
        guards::check_tables(bytes)?;
        let shorter = || load(guards::up_to_end_mark(bytes)?, limits).ok();
        let rebuilt = || load(&repair::with_new_table(bytes)?, limits).ok();
        let mut document = match load(bytes, limits) {
            Ok(document) => document,
            Err(error) => shorter().or_else(rebuilt).ok_or(error)?,
        };
        if document.encryption_state.is_none() {
            repair::streams(&mut document, bytes);
        }
        let encryption = Encryption::of(&document);
        Ok(Self { bytes, document, encryption, limits, left: Cell::new(limits.unpacked) })
    }

    /// Allows the whole of [`Limits::unpacked`] again: each of several readers of one loaded file has it to itself, so
    /// that none depends on who read before.
    pub fn renew(&self) {
        self.left.set(self.limits.unpacked);
    }

    /// What may be asked of this file's reader.
    pub fn limits(&self) -> &Limits {
        self.limits
    }

    /// The line in which the header stands (ISO 32000-1, 7.5.2), without its end; `None` where there is no header.
    pub fn header(&self) -> Option<&[u8]> {
        let mark = b"%PDF-";
        let at = self.bytes.windows(mark.len()).position(|window| window == mark)?;
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let start = self.bytes[..at].iter().rposition(is_end).map_or(0, |end| end + 1);
        let length = self.bytes[at..].iter().position(is_end).unwrap_or(self.bytes.len() - at);
        Some(&self.bytes[start..at + length])
    }

    /// The encryption of the file, if it is encrypted.
    pub fn encryption(&self) -> Option<Encryption> {
        self.encryption
    }

    /// The newest trailer (ISO 32000-1, 7.5.5), without `Encrypt` where the file was opened.
    pub fn trailer(&self) -> &Dictionary {
        &self.document.trailer
    }

    /// All objects that were read, by number.
    pub fn all(&self) -> impl Iterator<Item = (ObjectId, &Object)> {
        self.document.objects.iter().map(|(id, object)| (*id, object))
    }

    /// Whether the file's table lists an object of this number that could not be read.
    pub fn is_lost(&self, id: ObjectId) -> bool {
        use lopdf::xref::XrefEntry;
        let listed = match self.document.reference_table.get(id.0) {
            Some(XrefEntry::Normal { generation, .. }) => *generation == id.1,
            Some(XrefEntry::Compressed { .. }) => id.1 == 0,
            _ => false,
        };
        listed && !self.document.objects.contains_key(&id)
    }

    /// The catalog.
    pub fn catalog(&self) -> Option<&Dictionary> {
        self.dictionary(self.document.trailer.get(b"Root").ok()?)
    }

    /// The Info dictionary.
    pub fn information(&self) -> Option<&Dictionary> {
        self.dictionary(self.document.trailer.get(b"Info").ok()?)
    }

    /// What an object is, behind any references.
    pub fn resolve<'o>(&'o self, object: &'o Object) -> Option<&'o Object> {
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
    pub fn resolve_once(&self, id: ObjectId) -> Option<&Object> {
        self.document.objects.get(&id)
    }

    /// What an object is behind any references, with the number of the last of them.
    pub fn follow<'o>(&'o self, object: &'o Object) -> Option<(Option<ObjectId>, &'o Object)> {
        let mut at = (None, object);
        for _ in 0..self.limits.nesting {
            match at.1 {
                Object::Reference(id) => at = (Some(*id), self.document.objects.get(id)?),
                _ => return Some(at),
            }
        }
        None
    }

    /// The dictionary that an object is, or that a stream has.
    pub fn dictionary<'o>(&'o self, object: &'o Object) -> Option<&'o Dictionary> {
        match self.resolve(object)? {
            Object::Dictionary(entries) => Some(entries),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The value of a key, behind any references.
    pub fn get<'o>(&'o self, entries: &'o Dictionary, key: &str) -> Option<&'o Object> {
        self.resolve(entries.get(key.as_bytes()).ok()?)
    }

    /// A dictionary, or that of a stream, under a key.
    pub fn get_dictionary<'o>(&'o self, entries: &'o Dictionary, key: &str) -> Option<&'o Dictionary> {
        self.dictionary(entries.get(key.as_bytes()).ok()?)
    }

    /// An array under a key.
    pub fn get_array<'o>(&'o self, entries: &'o Dictionary, key: &str) -> Option<&'o [Object]> {
        self.get(entries, key)?.as_array().ok().map(Vec::as_slice)
    }

    /// A stream under a key.
    pub fn get_stream<'o>(&'o self, entries: &'o Dictionary, key: &str) -> Option<&'o Stream> {
        self.get(entries, key)?.as_stream().ok()
    }

    /// A whole number under a key.
    pub fn get_integer(&self, entries: &Dictionary, key: &str) -> Option<i64> {
        self.get(entries, key)?.as_i64().ok()
    }

    /// The bytes of a name under a key.
    pub fn get_name_bytes<'o>(&'o self, entries: &'o Dictionary, key: &str) -> Option<&'o [u8]> {
        self.get(entries, key)?.as_name().ok()
    }

    /// The bytes of a string under a key.
    pub fn get_string<'o>(&'o self, entries: &'o Dictionary, key: &str) -> Option<&'o [u8]> {
        self.get(entries, key)?.as_str().ok()
    }

    /// A truth value under a key.
    pub fn get_bool(&self, entries: &Dictionary, key: &str) -> Option<bool> {
        self.get(entries, key)?.as_bool().ok()
    }

    /// A name, as text.
    pub fn get_name(&self, entries: &Dictionary, key: &str) -> Option<String> {
        let name = self.get(entries, key)?.as_name().ok()?;
        Some(String::from_utf8_lossy(name).into_owned())
    }

    /// A text string (ISO 32000-1, 7.9.2.2).
    pub fn get_text(&self, entries: &Dictionary, key: &str) -> Option<String> {
        Some(strings::text(self.get_string(entries, key)?))
    }

    /// The number of a referenced object.
    pub fn reference(entries: &Dictionary, key: &str) -> Option<ObjectId> {
        entries.get(key.as_bytes()).and_then(Object::as_reference).ok()
    }

    /// What a stream unpacks to, within what is left of the limit.
    ///
    /// # Errors
    ///
    /// Where a filter is not known or fails, or the limits are met.
    pub fn unpack(&self, stream: &Stream) -> Result<Vec<u8>, Unreadable> {
        let limit = self.limits.stream.min(self.left.get());
        let content = filters::unpack(self, stream, limit)?;
        self.left.set(self.left.get().saturating_sub(content.len()));
        Ok(content)
    }

    /// The entries of a number tree (ISO 32000-1, 7.9.7).
    pub fn number_tree<'o>(&'o self, root: &'o Dictionary) -> Vec<(i64, &'o Object)> {
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

/// Loads bytes with the library. It is written for good files: where its arithmetic fails on bad ones the file is
/// unreadable, and nothing of what it had begun is used.
fn load(bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    let options = LoadOptions::with_max_decompressed_size(limits.stream);
    match catch_unwind(AssertUnwindSafe(|| Document::load_mem_with_options(bytes, options))) {
        Ok(loaded) => loaded.map_err(|error| Unreadable::new(error.to_string())),
        Err(_) => Err(Unreadable::new("its tables contradict themselves")),
    }
}

/// Whether two dictionaries are the same one of the file, not only alike.
pub fn same(one: &Dictionary, other: &Dictionary) -> bool {
    std::ptr::eq(one, other)
}
