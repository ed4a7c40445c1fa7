//! The fonts that text is shown in, and the codes that are shown.

use super::encoding_map::EncodingMap;
use crate::file::File;
use crate::finding::Place;
use crate::language::shorten;
use concord_pdf::lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::BTreeMap;

/// Fonts that a file may use.
const MOST_FONTS: usize = 10_000;

/// Codes of three or four bytes that may be shown in one font.
const MOST_LONG_CODES: usize = 1 << 16;

const VISIBLE: u8 = 1;
const INVISIBLE: u8 = 2;

/// A character code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Code {
    /// How many bytes it has, from 1 to 4.
    pub(crate) length: u8,
    /// Its bytes as a number.
    pub(crate) value: u32,
    /// Whether it is shown in another rendering mode than 3, which shows nothing.
    pub(crate) is_visible: bool,
}

/// A font that text is shown in.
pub(crate) struct UsedFont<'o> {
    pub(crate) id: Option<ObjectId>,
    pub(crate) entries: &'o Dictionary,
    /// The dictionary of the descendant where the font is composite (Type 0), else that of the font.
    pub(crate) inner: &'o Dictionary,
    /// The number of the object that `inner` is.
    pub(crate) inner_id: Option<ObjectId>,
    /// `Subtype` of the font.
    pub(crate) subtype: &'o [u8],
    /// The page on which it is first used, from 0.
    pub(crate) page: Option<usize>,
    /// Whether text is shown in another rendering mode than 3.
    pub(crate) is_visible: bool,
    /// Whether its codes could not be told apart.
    pub(crate) is_undecoded: bool,
    /// How bytes become codes, for composite fonts.
    pub(crate) map: Option<EncodingMap>,
    /// For codes of one byte, then for those of two, in which modes they are shown.
    short: Vec<u8>,
    long: BTreeMap<(u8, u32), u8>,
    is_shown: bool,
    has_glyph_streams: bool,
}

impl<'o> UsedFont<'o> {
    fn new(file: &File<'o>, id: Option<ObjectId>, entries: &'o Dictionary) -> Self {
        let subtype = file.objects.get_name_bytes(entries, "Subtype").unwrap_or_default();
        let is_composite = subtype == b"Type0";
        let descendant = file.objects.get_array(entries, "DescendantFonts").and_then(|all| all.first());
        let descendant = descendant.filter(|_| is_composite).and_then(|font| file.objects.follow(font));
        let (inner_id, inner) = match descendant {
            Some((inner_id, Object::Dictionary(inner))) => (inner_id, inner),
            _ => (id, entries),
        };
        Self {
            id,
            entries,
            inner,
            inner_id,
            subtype,
            page: None,
            is_visible: false,
            is_undecoded: false,
            map: is_composite.then(|| EncodingMap::of_font(file, entries)).flatten(),
            short: Vec::new(),
            long: BTreeMap::new(),
            is_shown: false,
            has_glyph_streams: subtype == b"Type3",
        }
    }

    /// Whether it is a Type 0 font, whose glyphs are those of a CIDFont.
    pub(crate) fn is_composite(&self) -> bool {
        self.subtype == b"Type0"
    }

    /// The font descriptor, which composite fonts have in their CIDFont.
    pub(crate) fn descriptor(&self, file: &File<'o>) -> Option<&'o Dictionary> {
        file.objects.get_dictionary(self.inner, "FontDescriptor")
    }

    /// Whether the descriptor says that the font has characters of its own (ISO 32000-1, table 123).
    pub(crate) fn is_symbolic(&self, file: &File<'o>) -> bool {
        let descriptor = self.descriptor(file);
        descriptor.and_then(|descriptor| file.objects.get_integer(descriptor, "Flags")).unwrap_or(0) & 4 != 0
    }

    /// The embedded font program and the key under which it stands (ISO 32000-1, table 126), if it is not empty and of
    /// a kind that the font can have.
    pub(crate) fn program(&self, file: &File<'o>) -> Option<(&'static str, &'o Stream)> {
        let is_true_type = file.objects.get_name_bytes(self.inner, "Subtype") == Some(b"TrueType");
        let of_compact: &[&[u8]] = match file.objects.get_name_bytes(self.inner, "Subtype") {
            Some(b"CIDFontType2" | b"CIDFontType0") => &[b"CIDFontType0C", b"OpenType"],
            _ => &[b"Type1C", b"OpenType"],
        };
        let keys: &[&'static str] = match file.objects.get_name_bytes(self.inner, "Subtype") {
            Some(b"TrueType" | b"CIDFontType2") => &["FontFile2", "FontFile3"],
            Some(b"CIDFontType0") => &["FontFile3"],
            _ => &["FontFile", "FontFile3"],
        };
        let descriptor = self.descriptor(file)?;
        keys.iter().find_map(|key| {
            let stream =
                file.objects.get_stream(descriptor, key).filter(|stream| !stream.content.is_empty())?;
            let kind = file.objects.get_name_bytes(&stream.dict, "Subtype");
            let fits =
                *key != "FontFile3" || is_true_type || kind.is_some_and(|kind| of_compact.contains(&kind));
            fits.then_some((*key, stream))
        })
    }

    /// Whether it says to be a kind of font that there is (ISO 32000-1, tables 110 and 117), as does its CIDFont.
    pub(crate) fn has_known_type(&self, file: &File<'o>) -> bool {
        match self.subtype {
            b"Type1" | b"MMType1" | b"Type3" | b"TrueType" => true,
            b"Type0" => {
                let inner = file.objects.get_name_bytes(self.inner, "Subtype");
                matches!(inner, Some(b"CIDFontType0" | b"CIDFontType2"))
            }
            _ => false,
        }
    }

    /// The codes that are shown, each once, in order.
    pub(crate) fn codes(&self) -> impl Iterator<Item = Code> {
        let short = self.short.iter().enumerate().filter(|(_, modes)| **modes != 0).map(|(at, modes)| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let (length, value) = if at < 256 { (1, at) } else { (2, at - 256) };
            Code { length, value, is_visible: modes & VISIBLE != 0 }
        });
        let long = self.long.iter().map(|((length, value), modes)| Code {
            length: *length,
            value: *value,
            is_visible: modes & VISIBLE != 0,
        });
        short.chain(long)
    }

    /// The name by which it is known, for messages.
    pub(crate) fn name(&self, file: &File) -> String {
        let name = file.objects.get_name(self.entries, "BaseFont");
        let name = name.or_else(|| file.objects.get_name(self.entries, "Name"));
        name.map_or_else(|| "a font without a name".into(), |name| shorten(&name))
    }

    /// Where it is.
    pub(crate) fn place(&self) -> Place {
        Place::on_page(self.page, self.id)
    }

    fn mark(&mut self, length: usize, value: u32, mode: u8) -> bool {
        let at = match length {
            1 => value as usize,
            2 => value as usize + 256,
            _ => {
                let length = u8::try_from(length).unwrap_or(4);
                *self.long.entry((length, value)).or_default() |= mode;
                return self.long.len() <= MOST_LONG_CODES;
            }
        };
        if self.short.len() <= at {
            self.short.resize(at + 1, 0);
        }
        self.short[at] |= mode;
        true
    }

    fn show(&mut self, file: &File, bytes: &[u8], is_visible: bool) {
        let mode = if is_visible { VISIBLE } else { INVISIBLE };
        if !file.spend(bytes.len()) {
            return;
        }
        if !self.is_composite() {
            for byte in bytes {
                self.mark(1, u32::from(*byte), mode);
            }
            return;
        }
        let Some(map) = self.map.take() else {
            self.is_undecoded |= !bytes.is_empty();
            return;
        };
        let mut rest = bytes;
        while !rest.is_empty() {
            let (length, value) = map.next_code(rest);
            let length = length.clamp(1, rest.len());
            if !self.mark(length, value, mode) {
                file.unread("text with too many different codes");
                break;
            }
            rest = &rest[length..];
        }
        self.map = Some(map);
    }
}

/// All fonts that are set by content, in the order in which they were.
#[derive(Default)]
pub(crate) struct UsedFonts<'o> {
    known: BTreeMap<usize, usize>,
    all: Vec<UsedFont<'o>>,
}

impl<'o> UsedFonts<'o> {
    /// The number of a font, new or not.
    pub(crate) fn number(
        &mut self,
        file: &File<'o>,
        id: Option<ObjectId>,
        entries: &'o Dictionary,
    ) -> Option<usize> {
        let key = std::ptr::from_ref(entries) as usize;
        if let Some(number) = self.known.get(&key) {
            return Some(*number);
        }
        if self.all.len() >= MOST_FONTS {
            file.unread("fonts, of which there are too many");
            return None;
        }
        self.all.push(UsedFont::new(file, id, entries));
        self.known.insert(key, self.all.len() - 1);
        Some(self.all.len() - 1)
    }

    /// Notes that a string is shown, which may be empty.
    pub(crate) fn show(
        &mut self,
        file: &File<'o>,
        number: usize,
        bytes: &[u8],
        is_visible: bool,
        page: Option<usize>,
    ) {
        let Some(font) = self.all.get_mut(number) else { return };
        font.is_shown = true;
        font.is_visible |= is_visible;
        font.page = font.page.or(page);
        font.show(file, bytes, is_visible);
    }

    /// The dictionary of a Type 3 font, the first time it is asked for.
    pub(crate) fn first_use_of_type_3(&mut self, number: usize) -> Option<&'o Dictionary> {
        let font = self.all.get_mut(number)?;
        std::mem::take(&mut font.has_glyph_streams).then_some(font.entries)
    }

    /// The fonts in which something is shown.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &UsedFont<'o>> {
        self.all.iter().filter(|font| font.is_shown)
    }
}
