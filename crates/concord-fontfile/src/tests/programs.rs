//! What real programs say, beside what another reader of fonts finds in them.

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::{COMPACT, COMPACT_SYMBOLS, TRUE_TYPE, maker, open_type, subset};
use crate::{Cff, Damaged, Glyphs, NOTDEF, TrueType, Type1};

fn width_by_skrifa(font: &FontRef<'_>, glyph: u16) -> f64 {
    let metrics = font.glyph_metrics(Size::new(1000.0), LocationRef::default());
    f64::from(metrics.advance_width(GlyphId::from(glyph)).expect("a width"))
}

#[test]
fn true_type_widths_and_codes_are_those_of_the_font() {
    let program = TrueType::read(TRUE_TYPE).expect("a font");
    let other = FontRef::new(TRUE_TYPE).expect("a font");
    assert_eq!(program.glyph_count(), other.maxp().expect("a table").num_glyphs());
    for glyph in 0..program.glyph_count() {
        assert!((program.width(glyph) - width_by_skrifa(&other, glyph)).abs() < 0.01, "glyph {glyph}");
    }
    let unicode = program.codes().and_then(|codes| codes.get(3, 1)).expect("a subtable of Unicode");
    for code in 0..0xFFFF_u32 {
        let expected = other.charmap().map(code).map_or(0, |glyph| glyph.to_u32());
        assert_eq!(u32::from(unicode.glyph(code).unwrap_or(0)), expected, "code {code:x}");
    }
    assert!(program.has_codes(3, 1) && !program.has_codes(3, 0));
}

#[test]
fn true_type_glyphs_are_found_by_name() {
    let program = TrueType::read(TRUE_TYPE).expect("a font");
    let other = FontRef::new(TRUE_TYPE).expect("a font");
    let charmap = other.charmap();
    for (name, character) in [("A", 'A'), ("eacute", 'é'), ("Euro", '€'), ("afii10017", 'А')] {
        let expected = charmap.map(character).expect("a glyph").to_u32();
        assert_eq!(u32::from(program.glyph_of_name(name)), expected, "{name}");
        assert_eq!(program.width_of_name(name), program.width(program.glyph_of_name(name)));
    }
    assert_eq!(program.glyph_of_name("no.such.name"), 0);
}

#[test]
fn a_subset_of_true_type_keeps_its_widths() {
    let (whole, cut) = (TrueType::read(TRUE_TYPE).expect("a font"), subset(TRUE_TYPE, &[36, 70, 40]));
    let cut = TrueType::read(&cut).expect("a subset");
    assert_eq!(cut.glyph_count(), 4);
    for (new, old) in [(1, 36), (2, 70), (3, 40)] {
        assert_eq!(cut.width(new), whole.width(old));
    }
    assert_eq!(cut.width(4), cut.width(0), "a glyph that is not there is as wide as glyph 0");
}

#[test]
fn compact_programs_name_their_glyphs() {
    let program = Cff::read_open_type(open_type()).expect("a compact font");
    let other = FontRef::new(open_type()).expect("a font");
    let Glyphs::Named(names) = program.glyphs() else { panic!("no names") };
    assert_eq!(names.len(), program.glyph_count() as usize);
    assert_eq!(names[NOTDEF], 0);
    for (name, character) in [("A", 'A'), ("eacute", 'é'), ("space", ' ')] {
        let expected = other.charmap().map(character).expect("a glyph").to_u32();
        assert_eq!(program.named(name).map(u32::from), Some(expected), "{name}");
    }
    for glyph in names.values() {
        let expected = width_by_skrifa(&other, *glyph);
        assert!((program.width(*glyph).expect("a width") - expected).abs() < 0.01, "glyph {glyph}");
    }
}

#[test]
fn a_compact_subset_is_found_by_cid() {
    let whole = Cff::read_open_type(open_type()).expect("a font");
    let cut = subset(open_type(), &[36, 70, 40]);
    let cut = Cff::read(&cut).or_else(|_| Cff::read_open_type(&cut)).expect("a subset");
    let Glyphs::Cids(cids) = cut.glyphs() else { panic!("no CIDs") };
    assert_eq!(cids.keys().copied().collect::<Vec<_>>(), [0, 1, 2, 3]);
    for (cid, old) in [(1, 36), (2, 70), (3, 40)] {
        let glyph = cut.of_cid(cid).expect("a glyph");
        assert_eq!(cut.width(glyph), whole.width(old));
    }
    assert_eq!((cut.of_cid(4), cut.width(4), cut.named("A")), (None, None, None));
}

#[test]
fn bare_compact_programs_have_an_encoding() {
    let program = Cff::read(COMPACT).expect("a font");
    let of_name = |name: &str| program.named(name).and_then(|glyph| program.width(glyph));
    assert_eq!((of_name("A"), of_name("space"), of_name("no such name")), (Some(667.0), Some(278.0), None));
    assert_eq!((program.predefined_name(65), program.of_code(65)), (Some("A"), program.named("A")));
    assert_eq!(program.predefined_name(0), Some(NOTDEF));
    assert_eq!(program.named("A").and_then(|glyph| program.name_of(glyph)).as_deref(), Some("A"));
    assert!(!program.has_own_encoding());
    let symbols = Cff::read(COMPACT_SYMBOLS).expect("a font");
    assert_eq!(symbols.predefined_name(33), Some("exclam"), "by Standard Encoding");
    assert_eq!((symbols.of_code(33), symbols.named("exclam")), (None, None), "of which it has no glyph");
    assert!(symbols.named("a1").is_some());
}

#[test]
fn type_1_programs_have_names_widths_and_an_encoding() {
    let program = Type1::read(&maker::type1(1000)).expect("a font");
    assert_eq!(program.names().collect::<Vec<_>>(), [NOTDEF, "A", "alpha", "half"]);
    assert_eq!((program.glyph_count(), program.has("A"), program.has("missing")), (4, true, false));
    let widths = [NOTDEF, "A", "alpha", "half", "missing"].map(|name| program.width(name));
    assert_eq!(widths, [Some(250.0), Some(722.0), Some(631.0), Some(722.0), None]);
    assert_eq!(program.steps("half"), 1, "the width opens the glyph");
    let names = [65, 97, 98, 99].map(|code| program.name_of_code(code));
    assert_eq!(names, [Some("A"), Some("alpha"), Some(NOTDEF), Some(NOTDEF)]);
}

#[test]
fn widths_of_type_1_are_scaled_by_the_matrix() {
    let program = Type1::read(&maker::type1(2000)).expect("a font");
    assert_eq!(
        (program.width("A"), program.width("alpha")),
        (Some(361.0), Some(315.0)),
        "cut to whole numbers"
    );
}

#[test]
fn type_1_programs_that_break_off_are_damaged() {
    let whole = maker::type1(1000);
    let zeros = whole.windows(64).position(|window| window == [b'0'; 64]).expect("the end");
    assert!(Type1::read(&whole[..zeros]).is_ok(), "what follows the encrypted part is for printers");
    // Behind the last glyph stand some words of 108 bytes.
    assert!(Type1::read(&whole[..zeros - 90]).is_ok());
    let broken = Some(Damaged("the Type 1 font breaks off among its glyphs"));
    assert_eq!(Type1::read(&whole[..zeros - 112]).err(), broken);
    assert_eq!(Type1::read(&whole[..zeros - 150]).err(), broken);
    let start = whole.windows(6).position(|window| window == b"eexec\n").expect("the beginning") + 6;
    let digits: String = whole[start..zeros].iter().map(|byte| format!("{byte:02x}")).collect();
    let written = [&whole[..start], digits.as_bytes(), &whole[zeros..]].concat();
    let why = Damaged("the encrypted part of the Type 1 font is written in digits");
    assert_eq!(Type1::read(&written).err(), Some(why));
}

#[test]
fn fonts_of_another_kind_are_refused() {
    let type1 = maker::type1(1000);
    let mut segments = vec![0x80, 1];
    segments.extend(&type1);
    assert!(Type1::read(&segments).is_err());
    assert!(Type1::read(TRUE_TYPE).is_err());
    assert!(Cff::read(&type1).is_err());
    let lacks = Damaged("there is no table of a compact font");
    assert_eq!(Cff::read_open_type(TRUE_TYPE).err(), Some(lacks));
    assert_eq!(lacks.to_string(), "there is no table of a compact font");
    assert!(TrueType::read(&type1).is_err());
    assert!(TrueType::read(&[]).is_err());
}
