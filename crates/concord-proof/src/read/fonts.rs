//! Fonts: whether the file holds them, and how to read what is shown in them.

use crate::transcript::Font;
use concord_pdf::CharacterMap;
use concord_pdf::Objects;
use lopdf::{Dictionary, ObjectId};
use std::collections::BTreeMap;

/// The fonts met so far. A font object is read once, however many pages name it.
#[derive(Default)]
pub(super) struct Fonts {
    known: BTreeMap<ObjectId, usize>,
    all: Vec<FontText>,
}

/// A font and its map.
pub(super) struct FontText {
    font: Font,
    map: CharacterMap,
    is_wide: bool,
}

impl Fonts {
    /// The fonts of a page by the names that its content calls them by.
    pub(super) fn of_page(
        &mut self,
        objects: &Objects,
        resources: Option<&Dictionary>,
    ) -> BTreeMap<Vec<u8>, usize> {
        let listed = resources.and_then(|resources| objects.get_dictionary(resources, "Font"));
        let mut names = BTreeMap::new();
        for (name, value) in listed.into_iter().flatten() {
            let id = value.as_reference().ok();
            if let Some(number) = id.and_then(|id| self.known.get(&id)) {
                names.insert(name.clone(), *number);
            } else if let Some(entries) = objects.dictionary(value) {
                self.all.push(FontText::read(objects, entries));
                let number = self.all.len() - 1;
                names.insert(name.clone(), number);
                self.known.extend(id.map(|id| (id, number)));
            }
        }
        names
    }

    /// Adds the text of a string shown in a font.
    pub(super) fn decode(&mut self, number: Option<usize>, codes: &[u8], out: &mut String) {
        match number.and_then(|number| self.all.get_mut(number)) {
            Some(font) => font.decode(codes, out),
            None => out.push('\u{FFFD}'),
        }
    }

    /// What is to be said of them.
    pub(super) fn finish(self) -> Vec<Font> {
        self.all.into_iter().map(|known| known.font).collect()
    }
}

impl FontText {
    fn read(objects: &Objects, entries: &Dictionary) -> Self {
        let subtype = objects.get_name(entries, "Subtype");
        let descendant = objects
            .get_array(entries, "DescendantFonts")
            .and_then(|fonts| objects.dictionary(fonts.first()?))
            .unwrap_or(entries);
        let descriptor = objects.get_dictionary(descendant, "FontDescriptor");
        let holds = |key: &str| {
            descriptor.is_some_and(|descriptor| {
                objects.get_stream(descriptor, key).is_some_and(|stream| !stream.content.is_empty())
            })
        };
        let program = ["FontFile", "FontFile2", "FontFile3"].into_iter().any(holds);
        let map = objects.get_stream(entries, "ToUnicode").and_then(|stream| objects.unpack(stream).ok());
        let font = Font {
            name: objects.get_name(entries, "BaseFont").unwrap_or_default(),
            // The glyphs of a Type 3 font are content streams of the file.
            is_embedded: program || subtype.as_deref() == Some("Type3"),
            has_text: map.is_some(),
            is_complete: true,
        };
        let map = map.map(|bytes| CharacterMap::parse(&bytes)).unwrap_or_default();
        let is_wide = map.is_wide.unwrap_or(subtype.as_deref() == Some("Type0"));
        Self { font, map, is_wide }
    }

    fn decode(&mut self, codes: &[u8], out: &mut String) {
        let width = if self.is_wide { 2 } else { 1 };
        for code in codes.chunks(width) {
            let code = code.iter().fold(0, |code, byte| code << 8 | u16::from(*byte));
            match self.map.get(code) {
                Some(text) => out.push_str(text),
                None => {
                    self.font.is_complete = false;
                    out.push('\u{FFFD}');
                }
            }
        }
    }
}
