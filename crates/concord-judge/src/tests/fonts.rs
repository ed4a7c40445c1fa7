//! Fonts, as far as their dictionaries show.

use super::pdf::{NONE, after, string};
use lopdf::{Dictionary, Object, Stream, dictionary};

/// Judges a text in a font, between operators.
fn shown_in(font: Dictionary, before: &str) -> Vec<String> {
    after(|pdf| {
        let font = pdf.add(font);
        pdf.set(pdf.page, "Resources/Font", dictionary! { "F" => font });
        pdf.show(&format!("/Artifact BMC BT /F 9 Tf {before} (A) Tj ET EMC"));
    })
}

fn simple(subtype: &str) -> Dictionary {
    dictionary! { "Type" => "Font", "Subtype" => subtype, "BaseFont" => "X", "Encoding" => "WinAnsiEncoding" }
}

const INVISIBLE: &str = "3 Tr";

#[test]
fn fonts_of_visible_text_are_embedded() {
    assert_eq!(shown_in(simple("Type1"), ""), ["7.21.4.1-1"]);
    assert_eq!(shown_in(simple("Type1"), INVISIBLE), NONE);
    assert_eq!(
        after(|pdf| pdf.set(pdf.page, "Resources/Font", dictionary! { "F" => simple("Type1") })),
        NONE
    );
}

#[test]
fn codes_have_texts() {
    let named = |name: &str| {
        let mut font = simple("Type1");
        font.set("Encoding", dictionary! { "Differences" => vec![65.into(), Object::Name(name.into())] });
        shown_in(font, INVISIBLE)
    };
    assert_eq!(named("eacute"), NONE);
    assert_eq!(named("a12"), NONE);
    assert_eq!(named("uni0041"), ["7.21.7-1"]);
    assert_eq!(named(".notdef"), ["7.21.7-2", "7.21.8-1"]);
    let mapped = |map: &str| {
        after(|pdf| {
            let map = pdf.add(Stream::new(dictionary! {}, map.into()));
            let mut font = simple("Type1");
            font.set("ToUnicode", map);
            pdf.set(pdf.page, "Resources/Font", dictionary! { "F" => font });
            pdf.show("/Artifact BMC BT /F 9 Tf 3 Tr (A) Tj ET EMC");
        })
    };
    assert_eq!(mapped("beginbfchar <41> <0041> endbfchar"), NONE);
    assert_eq!(mapped("beginbfchar <41> <FEFF> endbfchar"), ["7.21.7-2"]);
    assert_eq!(mapped("beginbfrange <40> <42> <FEFE> endbfrange"), ["7.21.7-2"]);
    assert_eq!(mapped("beginbfrange <41> <42> [<0000>] endbfrange"), ["7.21.7-2"]);
}

#[test]
fn true_type_fonts_are_encoded_by_kind() {
    let encoded = |encoding: Option<Object>, flags: i64| {
        let mut font = simple("TrueType");
        font.remove(b"Encoding");
        font.set("ToUnicode", "Identity-H");
        font.set("FontDescriptor", dictionary! { "Flags" => flags });
        if let Some(encoding) = encoding {
            font.set("Encoding", encoding);
        }
        shown_in(font, INVISIBLE)
    };
    assert_eq!(encoded(Some("WinAnsiEncoding".into()), 32), NONE);
    assert_eq!(encoded(Some("StandardEncoding".into()), 32), ["7.21.6-2"]);
    assert_eq!(encoded(Some(dictionary! {}.into()), 32), ["7.21.6-2"]);
    assert_eq!(encoded(None, 32), ["7.21.6-2"]);
    assert_eq!(encoded(None, 4), NONE);
    assert_eq!(encoded(Some("WinAnsiEncoding".into()), 4), ["7.21.6-3"]);
}

/// A composite font with an encoding, of the collection Japan1-`supplement`.
fn composite(encoding: Object, supplement: i64) -> Dictionary {
    let system = dictionary! { "Registry" => string("Adobe"), "Ordering" => string("Japan1"), "Supplement" => supplement };
    let inner = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "CIDSystemInfo" => system };
    dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "X", "Encoding" => encoding,
        "DescendantFonts" => vec![inner.into()],
    }
}

#[test]
fn composite_fonts_agree_with_their_maps() {
    let mapped = |entries: Dictionary, text: &str, supplement: i64| {
        after(|pdf| {
            let map = pdf.add(Stream::new(entries, text.into()));
            let font = pdf.add(composite(map.into(), supplement));
            pdf.set(pdf.page, "Resources/Font", dictionary! { "F" => font });
            pdf.show("/Artifact BMC BT /F 9 Tf 3 Tr (A) Tj ET EMC");
        })
    };
    let system = |ordering: &str| {
        dictionary! { "Registry" => string("Adobe"), "Ordering" => string(ordering), "Supplement" => 2 }
    };
    let text = "begincodespacerange <00> <FF> endcodespacerange";
    assert_eq!(mapped(dictionary! { "CIDSystemInfo" => system("Japan1") }, text, 2), NONE);
    assert_eq!(mapped(dictionary! { "CIDSystemInfo" => system("Japan1") }, text, 3), ["7.21.3.1-1"]);
    assert_eq!(mapped(dictionary! { "CIDSystemInfo" => system("GB1") }, text, 2), ["7.21.3.1-1"]);
    let vertical = dictionary! { "CIDSystemInfo" => system("Japan1"), "WMode" => 1 };
    assert_eq!(mapped(vertical.clone(), text, 2), ["7.21.3.3-2"]);
    assert_eq!(mapped(vertical, &format!("/WMode 1 def {text}"), 2), NONE);
    let using = dictionary! { "CIDSystemInfo" => system("Japan1"), "UseCMap" => "Foo" };
    assert_eq!(mapped(using, text, 2), ["7.21.3.3-1", "7.21.3.3-3"]);
    assert_eq!(shown_in(composite("Identity-H".into(), 2), INVISIBLE), NONE);
    assert_eq!(shown_in(composite("Identity-H".into(), 2), ""), ["7.21.4.1-1"]);
}

#[test]
fn embedded_true_type_characters_have_a_way_to_glyphs() {
    let mapped = |map: Option<Object>| {
        after(|pdf| {
            let program = pdf.add(Stream::new(dictionary! {}, notosans::REGULAR_TTF.to_vec()));
            let mut font = composite("Identity-H".into(), 0);
            let inner = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).expect("fonts");
            let inner = inner[0].as_dict_mut().expect("a font");
            inner.set("FontDescriptor", dictionary! { "FontFile2" => program });
            if let Some(map) = map {
                inner.set("CIDToGIDMap", map);
            }
            pdf.set(pdf.page, "Resources/Font", dictionary! { "F" => font });
            pdf.show("/Artifact BMC BT /F 9 Tf 3 Tr () Tj ET EMC");
        })
    };
    assert_eq!(mapped(Some("Identity".into())), NONE);
    assert_eq!(mapped(None), ["7.21.3.2-1"]);
    assert_eq!(mapped(Some("Other".into())), ["7.21.3.2-1"]);
}

#[test]
fn a_map_that_is_not_known_leaves_the_text_unread() {
    let mut pdf = super::pdf::Pdf::new();
    pdf.set(pdf.page, "Resources/Font", dictionary! { "F" => composite("Foo".into(), 2) });
    pdf.show("/Artifact BMC BT /F 9 Tf 3 Tr (A) Tj ET EMC");
    let judgement = pdf.judgement();
    // It is not predefined, and so of no character collection either.
    assert_eq!((judgement.findings.len(), judgement.unread.len()), (2, 1));
}

#[test]
fn predefined_maps_have_characters_and_these_have_texts() {
    let of = |ordering: &str, supplement: i64| {
        let mut font = composite("90ms-RKSJ-H".into(), supplement);
        let inner = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).expect("fonts");
        let system =
            inner[0].as_dict_mut().and_then(|inner| inner.get_mut(b"CIDSystemInfo")).expect("a system");
        system.as_dict_mut().expect("entries").set("Ordering", string(ordering));
        font
    };
    let shown = |font: Dictionary, text: &str| {
        after(|pdf| {
            let mut font = font;
            let program = pdf.add(Stream::new(dictionary! {}, notosans::REGULAR_TTF.to_vec()));
            // Each of the first characters is the glyph of its number.
            let inner = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).expect("fonts");
            let inner = inner[0].as_dict_mut().expect("a font");
            inner.set("FontDescriptor", dictionary! { "FontFile2" => program });
            inner.set("CIDToGIDMap", "Identity");
            pdf.set(pdf.page, "Resources/Font", dictionary! { "F" => font });
            pdf.show(&format!("/Artifact BMC BT /F 9 Tf 3 Tr {text} Tj ET EMC"));
        })
    };
    // A of one byte and a Kana of two.
    assert_eq!(shown(of("Japan1", 2), "<4182A0>"), NONE);
    assert_eq!(shown(of("Japan1", 3), "<4182A0>"), ["7.21.3.1-1"]);
    assert_eq!(shown(of("GB1", 2), "<4182A0>"), ["7.21.3.1-1"]);
    // A code of two bytes that means no character.
    assert_eq!(shown(of("Japan1", 2), "<8640>"), ["7.21.8-1"]);
}

#[test]
fn codes_that_begin_as_none_does_mean_none() {
    let shown = |text: &str| {
        after(|pdf| {
            let mut font = composite("Identity-H".into(), 2);
            let map = "begincodespacerange <20> <7E> <8140> <9FFC> endcodespacerange 1 begincidrange <20> <7E> 1 <8140> <8150> 100 endcidrange";
            let system = dictionary! { "Registry" => string("Adobe"), "Ordering" => string("Japan1"), "Supplement" => 2 };
            let map = pdf.add(Stream::new(dictionary! { "CIDSystemInfo" => system }, map.into()));
            font.set("Encoding", map);
            let program = pdf.add(Stream::new(dictionary! {}, notosans::REGULAR_TTF.to_vec()));
            let inner = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).expect("fonts");
            let inner = inner[0].as_dict_mut().expect("a font");
            inner.set("FontDescriptor", dictionary! { "FontFile2" => program });
            inner.set("CIDToGIDMap", "Identity");
            pdf.set(pdf.page, "Resources/Font", dictionary! { "F" => font });
            pdf.show(&format!("/Artifact BMC BT /F 9 Tf 3 Tr {text} Tj ET EMC"));
        })
    };
    assert_eq!(shown("<41814042>"), NONE);
    assert_eq!(shown("<41FF42>"), ["7.21.8-1"]);
    // Two bytes begin as a code does, so that both are none.
    assert_eq!(shown("<818142>"), ["7.21.8-1"]);
}

#[test]
fn fonts_of_patterns_and_glyphs_are_used_too() {
    let font = dictionary! { "Font" => dictionary! { "F" => simple("Type1") } };
    let text = "BT /F 9 Tf (A) Tj ET";
    assert_eq!(
        after(|pdf| {
            let pattern = dictionary! { "PatternType" => 1, "Resources" => font.clone() };
            let pattern = pdf.add(Stream::new(pattern, text.into()));
            pdf.set(pdf.page, "Resources/Pattern", dictionary! { "P" => pattern });
            pdf.show("/Artifact BMC /Pattern cs /P scn 0 0 9 9 re f EMC");
        }),
        ["7.21.4.1-1"]
    );
    assert_eq!(
        after(|pdf| {
            let glyph = pdf.add(Stream::new(dictionary! {}, text.into()));
            let type_3 = dictionary! {
                "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "A" => glyph },
                "Encoding" => dictionary! { "Differences" => vec![65.into(), "A".into()] }, "Resources" => font.clone(),
            };
            pdf.set(pdf.page, "Resources/Font", dictionary! { "F" => type_3 });
            pdf.show("/Artifact BMC BT /F 9 Tf (A) Tj ET EMC");
        }),
        ["7.21.4.1-1"]
    );
    assert_eq!(
        after(|pdf| {
            let appearance = pdf.add(Stream::new(dictionary! { "Resources" => font }, text.into()));
            let hidden = pdf.annotation("Text", None);
            pdf.set(hidden, "F", 2);
            pdf.set(hidden, "AP", dictionary! { "N" => dictionary! { "On" => appearance } });
        }),
        ["7.21.4.1-1"]
    );
}
