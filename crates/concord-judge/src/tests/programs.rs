//! Fonts with their programs: real ones, cut down to some glyphs.

use super::pdf::{NONE, after, string};
use lopdf::{Dictionary, Object, Stream, dictionary};

/// Glyphs A, B and C of Noto Sans, which are 639, 650 and 632 wide and follow each other in it.
fn true_type() -> Vec<u8> {
    let mut remapper = subsetter::GlyphRemapper::new();
    for glyph in [36, 37, 38] {
        remapper.remap(glyph);
    }
    subsetter::subset(notosans::REGULAR_TTF, 0, &remapper).expect("a subset")
}

/// The whole of Noto Sans, which has a table of Unicode, and its glyphs' names.
const WHOLE: &[u8] = notosans::REGULAR_TTF;

/// A compact font with names, in which A is 667 wide, B too, and C 722.
const COMPACT: &[u8] = typst_assets::pdf::SANS;

/// A font to be made, with its program.
struct Made {
    font: Dictionary,
    descriptor: Dictionary,
    key: &'static str,
    kind: Option<&'static str>,
    program: Vec<u8>,
}

impl Made {
    fn simple(subtype: &str, flags: i64, widths: &[i64]) -> Self {
        let widths: Vec<Object> = widths.iter().map(|width| (*width).into()).collect();
        let last = 64 + i64::try_from(widths.len()).expect("few widths");
        let font = dictionary! {
            "Type" => "Font", "Subtype" => subtype, "BaseFont" => "ABCDEF+X", "Encoding" => "WinAnsiEncoding",
            "FirstChar" => 65, "LastChar" => last, "Widths" => widths, "ToUnicode" => "Identity-H",
        };
        let descriptor = dictionary! { "Type" => "FontDescriptor", "Flags" => flags };
        Self { font, descriptor, key: "FontFile2", kind: None, program: WHOLE.to_vec() }
    }

    fn true_type(widths: &[i64]) -> Self {
        Self::simple("TrueType", 32, widths)
    }

    fn compact(widths: &[i64]) -> Self {
        let made = Self::simple("Type1", 4, widths);
        Self { key: "FontFile3", kind: Some("Type1C"), program: COMPACT.to_vec(), ..made }
    }

    fn composite(widths: Vec<Object>) -> Self {
        let system = dictionary! { "Registry" => string("A"), "Ordering" => string("B"), "Supplement" => 0 };
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "ABCDEF+X", "CIDSystemInfo" => system,
            "CIDToGIDMap" => "Identity", "W" => widths,
        };
        let descriptor = dictionary! { "Type" => "FontDescriptor", "Flags" => 4 };
        Self { font, descriptor, key: "FontFile2", kind: None, program: true_type() }
    }

    fn with(mut self, key: &str, value: impl Into<Object>) -> Self {
        self.font.set(key, value);
        self
    }

    fn without(mut self, key: &str) -> Self {
        self.font.remove(key.as_bytes());
        self
    }

    fn described(mut self, key: &str, value: impl Into<Object>) -> Self {
        self.descriptor.set(key, value);
        self
    }

    fn program(mut self, program: &[u8]) -> Self {
        self.program = program.to_vec();
        self
    }

    /// Which rules are broken where a text is shown in it.
    fn shows(self, text: &str) -> Vec<String> {
        self.shows_in_mode(text, 0)
    }

    fn shows_in_mode(mut self, text: &str, mode: u8) -> Vec<String> {
        after(|pdf| {
            let kind = self.kind.map(|kind| dictionary! { "Subtype" => kind }).unwrap_or_default();
            let program = pdf.add(Stream::new(kind, self.program));
            self.descriptor.set(self.key, program);
            if let Some(Object::String(bits, _)) = self.descriptor.remove(b"CIDSet") {
                let set = pdf.add(Stream::new(dictionary! {}, bits));
                self.descriptor.set("CIDSet", set);
            }
            self.font.set("FontDescriptor", self.descriptor);
            let font = if self.font.has(b"CIDSystemInfo") {
                dictionary! {
                    "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "ABCDEF+X", "Encoding" => "Identity-H",
                    "DescendantFonts" => vec![self.font.into()], "ToUnicode" => "Identity-H",
                }
            } else {
                self.font
            };
            pdf.set(pdf.page, "Resources/Font", dictionary! { "F" => font });
            pdf.show(&format!("/Artifact BMC BT /F 9 Tf {mode} Tr {text} Tj ET EMC"));
        })
    }
}

#[test]
fn widths_may_differ_by_one() {
    assert_eq!(Made::true_type(&[639, 650, 632]).shows("(ABC)"), NONE);
    // A is 639.16 wide.
    assert_eq!(Made::true_type(&[640]).shows("(A)"), NONE);
    assert_eq!(Made::true_type(&[638]).shows("(A)"), ["7.21.5-1"]);
    assert_eq!(Made::true_type(&[638]).shows_in_mode("(A)", 3), NONE);
    assert_eq!(Made::compact(&[667, 667, 722]).shows("(ABC)"), NONE);
    assert_eq!(Made::compact(&[669]).shows("(A)"), ["7.21.5-1"]);
}

#[test]
fn codes_without_a_width_have_the_missing_one() {
    assert_eq!(Made::true_type(&[639]).shows("(B)"), ["7.21.5-1"]);
    assert_eq!(Made::true_type(&[639]).described("MissingWidth", 650).shows("(B)"), NONE);
    assert_eq!(
        Made::true_type(&[639]).without("FirstChar").described("MissingWidth", 639).shows("(A)"),
        NONE
    );
    // Within the bounds but not in the list: 0.
    let short = Made::true_type(&[639]).with("LastChar", 70).described("MissingWidth", 650);
    assert_eq!(short.shows("(B)"), ["7.21.5-1"]);
}

#[test]
fn glyphs_that_are_shown_are_there() {
    let with_difference = |name: &str| {
        let differences = vec![65.into(), Object::Name(name.into())];
        dictionary! { "BaseEncoding" => "WinAnsiEncoding", "Differences" => differences }
    };
    let missing = || Made::compact(&[278]).with("Encoding", with_difference("afii10017"));
    assert_eq!(missing().shows("(A)"), ["7.21.4.1-2"]);
    assert_eq!(missing().shows_in_mode("(A)", 3), NONE);
    let notdef = Made::true_type(&[600]).with("Encoding", with_difference(".notdef"));
    assert_eq!(notdef.shows_in_mode("(A)", 3), ["7.21.8-1"]);
    assert_eq!(Made::true_type(&[639]).shows_in_mode("<0A>", 3), ["7.21.8-1"]);
}

#[test]
fn damaged_programs_are_none() {
    let cut = |program: &[u8], end: usize| program[..end].to_vec();
    assert_eq!(Made::true_type(&[1]).program(b"no font").shows("(A)"), ["7.21.4.1-1"]);
    assert_eq!(Made::true_type(&[1]).program(&cut(WHOLE, 300)).shows("(A)"), ["7.21.4.1-1"]);
    assert_eq!(Made::compact(&[1]).program(&cut(COMPACT, 300)).shows("(A)"), ["7.21.4.1-1"]);
    assert_eq!(Made::compact(&[1]).program(WHOLE).shows("(A)"), ["7.21.4.1-1"]);
    assert_eq!(Made::true_type(&[1]).program(b"no font").shows_in_mode("(A)", 3), NONE);
    let mut unnamed = Made::compact(&[667]);
    unnamed.kind = None;
    assert_eq!(unnamed.shows("(A)"), ["7.21.4.1-1"]);
}

#[test]
fn true_type_fonts_have_the_tables_of_codes_of_their_kind() {
    let symbolic = || Made::simple("TrueType", 4, &[639]).without("Encoding");
    // Noto Sans has one, which is not for symbols and so leads to none.
    assert_eq!(symbolic().shows("(A)"), ["7.21.4.1-2"]);
    // A subset for a composite font has none at all.
    let bare = |made: Made| made.program(&true_type()).shows_in_mode("(A)", 3);
    assert_eq!(bare(symbolic()), ["7.21.6-4"]);
    assert_eq!(bare(Made::true_type(&[639])), ["7.21.6-1"]);
    let differences =
        dictionary! { "BaseEncoding" => "WinAnsiEncoding", "Differences" => vec![66.into(), "B".into()] };
    assert_eq!(bare(Made::true_type(&[639]).with("Encoding", differences.clone())), ["7.21.6-1", "7.21.6-2"]);
    assert_eq!(Made::true_type(&[639]).with("Encoding", differences).shows("(A)"), NONE);
}

#[test]
fn characters_have_glyphs_and_widths() {
    let widths = || vec![1.into(), vec![639.into(), 650.into()].into(), 3.into(), 3.into(), 632.into()];
    assert_eq!(Made::composite(widths()).shows("<000100020003>"), NONE);
    assert_eq!(Made::composite(vec![]).shows("<0001>"), ["7.21.5-1"]);
    assert_eq!(Made::composite(vec![]).with("DW", 639).shows("<0001>"), NONE);
    assert_eq!(Made::composite(vec![]).with("DW", 600).shows_in_mode("<0000>", 3), ["7.21.7-2", "7.21.8-1"]);
    assert_eq!(
        Made::composite(vec![]).with("DW", 600).shows("<0009>"),
        ["7.21.4.1-2", "7.21.8-1"],
        "a character beyond the last glyph"
    );
}

#[test]
fn lists_of_subsets_are_whole() {
    let characters = |bits: u8| {
        let bits = Object::String(vec![bits], lopdf::StringFormat::Literal);
        Made::composite(vec![]).with("DW", 639).described("CIDSet", bits)
    };
    assert_eq!(characters(0b1111_0000).shows("<0001>"), NONE);
    assert_eq!(characters(0b0111_0000).shows("<0001>"), NONE);
    assert_eq!(characters(0b1110_0000).shows("<0001>"), ["7.21.4.2-2"]);
    assert_eq!(characters(0b1111_1000).shows("<0001>"), ["7.21.4.2-2"]);
    assert_eq!(characters(0b1110_0000).with("BaseFont", "X").shows("<0001>"), NONE);
    let names = |list: &str| Made::compact(&[667]).described("CharSet", string(list));
    assert_eq!(names("/A/B").shows("(A)"), ["7.21.4.2-1"]);
    assert_eq!(names("/A/B").with("BaseFont", "X").shows("(A)"), NONE);
    let Ok(program) = concord_fontfile::Cff::read(COMPACT) else { panic!("no font") };
    let concord_fontfile::Glyphs::Named(all) = program.glyphs() else { panic!("no names") };
    let all: String = all.keys().filter(|name| *name != ".notdef").map(|name| format!("/{name}")).collect();
    assert_eq!(names(&all).shows("(A)"), NONE);
    assert_eq!(names(&format!("/.notdef{all}")).shows("(A)"), NONE);
    assert_eq!(names(&format!("{all}/no")).shows("(A)"), ["7.21.4.2-1"]);
}

#[test]
fn glyphs_of_type_3_fonts_have_the_widths_of_their_dictionary() {
    let shown = |name: &str, content: &str| {
        after(|pdf| {
            let glyph = pdf.add(Stream::new(dictionary! {}, content.into()));
            let font = dictionary! {
                "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "A" => glyph },
                "Encoding" => dictionary! { "Differences" => vec![65.into(), Object::Name(name.into())] },
                "FirstChar" => 65, "LastChar" => 65, "Widths" => vec![500.into()], "Resources" => dictionary! {},
                "FontMatrix" => vec![1.into(), 0.into(), 0.into(), 1.into(), 0.into(), 0.into()],
                "ToUnicode" => "Identity-H",
            };
            pdf.set(pdf.page, "Resources/Font", dictionary! { "F" => font });
            pdf.show("/Artifact BMC BT /F 9 Tf (A) Tj ET EMC");
        })
    };
    assert_eq!(shown("A", "500 0 d0"), NONE);
    assert_eq!(shown("A", "500 0 0 0 9 9 d1 0 0 9 9 re f"), NONE);
    assert_eq!(shown("A", "502 0 d0"), ["7.21.5-1"]);
    assert_eq!(shown("A", "0 0 9 9 re f"), ["7.21.5-1"]);
    assert_eq!(shown("B", "500 0 d0"), ["7.21.4.1-2", "7.21.5-1"]);
    assert_eq!(shown(".notdef", "500 0 d0"), ["7.21.4.1-2", "7.21.5-1", "7.21.8-1"]);
}

#[test]
fn programs_name_the_glyphs_that_dictionaries_leave_out() {
    let unmapped = || Made::compact(&[667]).without("Encoding").without("ToUnicode");
    assert_eq!(unmapped().shows("(A)"), NONE);
    assert_eq!(unmapped().shows_in_mode("<0A>", 3), ["7.21.7-2"]);
    assert_eq!(unmapped().program(b"no font").shows_in_mode("(A)", 3), ["7.21.7-1"]);
}

#[test]
fn damaged_programs_never_bring_the_judge_down() {
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..150 {
        let mut compact = Made::compact(&[667, 667, 722]);
        let mut composite = Made::composite(vec![]);
        for made in [&mut compact, &mut composite] {
            for _ in 0..random.usize(1..9) {
                let at = random.usize(..made.program.len().min(600));
                made.program[at] = random.u8(..);
            }
        }
        compact.shows("(ABC)");
        composite.shows("<0000000100020003FFFF>");
    }
}
