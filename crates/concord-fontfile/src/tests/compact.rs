//! Small compact fonts with what real ones at hand lack: an encoding of their own, a matrix, several dictionaries.

use crate::{Cff, Glyphs, NOTDEF};

/// A whole number in five bytes, so that the length of a dictionary does not depend on it.
fn integer(value: usize) -> Vec<u8> {
    let mut bytes = vec![29];
    bytes.extend(u32::try_from(value).expect("a small number").to_be_bytes());
    bytes
}

fn index(items: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = u16::try_from(items.len()).expect("few items").to_be_bytes().to_vec();
    if items.is_empty() {
        return bytes;
    }
    bytes.push(2);
    let mut offset = 1_u16;
    for length in std::iter::once(0).chain(items.iter().map(Vec::len)) {
        offset += u16::try_from(length).expect("a small item");
        bytes.extend(offset.to_be_bytes());
    }
    bytes.extend(items.concat());
    bytes
}

/// Matrix of an em of 2000 units: `[0.0005 0 0 0.0005 0 0]`.
fn matrix() -> Vec<u8> {
    let half = [30, 0xA0, 0x00, 0x5F];
    [&half[..], &[139, 139], &half, &[139, 139, 12, 7]].concat()
}

/// Three glyphs: two that state a width of 100 over the nominal one, 500, and a last one of default width, 300.
fn charstrings() -> Vec<u8> {
    index(&[vec![239, 14], vec![239, 14], vec![14]])
}

fn private() -> Vec<u8> {
    [28, 1, 44, 20, 28, 1, 244, 21].to_vec()
}

/// Puts parts behind the top dictionary; `top` makes that of their offsets.
fn font(strings: &[Vec<u8>], parts: &[Vec<u8>], top: impl Fn(&[usize]) -> Vec<u8>) -> Vec<u8> {
    let head = |offsets: &[usize]| {
        [vec![1, 0, 4, 2], index(&[b"Made".to_vec()]), index(&[top(offsets)]), index(strings), index(&[])]
            .concat()
    };
    let mut offset = head(&vec![0; parts.len()]).len();
    let mut offsets = Vec::new();
    for part in parts {
        offsets.push(offset);
        offset += part.len();
    }
    [head(&offsets), parts.concat()].concat()
}

/// Glyphs `.notdef`, `A` and `own`, which the codes 70 and 71 mean, and 72 `A` again.
fn named() -> Vec<u8> {
    let charset = vec![0, 0, 34, 1, 135];
    let encoding = vec![0x80, 2, 70, 71, 1, 72, 0, 34];
    font(&[b"own".to_vec()], &[charset, encoding, charstrings(), private()], |at| {
        let entry = |offset: usize, operator: u8| [integer(at[offset]), vec![operator]].concat();
        [matrix(), entry(0, 15), entry(1, 16), entry(2, 17), integer(private().len()), entry(3, 18)].concat()
    })
}

/// Glyphs of the CIDs 0, 7 and 9; the last chooses a dictionary whose em has 2000 units.
fn with_cids() -> Vec<u8> {
    let charset = vec![0, 0, 7, 0, 9];
    let select = vec![0, 0, 0, 1];
    let parts =
        |dictionaries: Vec<u8>| vec![private(), charset.clone(), select.clone(), charstrings(), dictionaries];
    let make = |private_at: usize| {
        let dictionary = [integer(private().len()), integer(private_at), vec![18]].concat();
        let dictionaries = index(&[dictionary.clone(), [matrix(), dictionary].concat()]);
        font(&[b"Made".to_vec()], &parts(dictionaries), |at| {
            let ros = [28, 1, 135, 28, 1, 135, 139, 12, 30].to_vec();
            let entry = |offset: usize, operator: &[u8]| [integer(at[offset]), operator.to_vec()].concat();
            [ros, entry(1, &[15]), entry(2, &[12, 37]), entry(3, &[17]), entry(4, &[12, 36])].concat()
        })
    };
    let length: usize = parts(Vec::new()).iter().map(Vec::len).sum();
    let dictionaries = index(&[vec![0; 11], vec![0; 11 + matrix().len()]]).len();
    make(make(0).len() - length - dictionaries)
}

#[test]
fn encodings_of_a_font_s_own_are_read() {
    let bytes = named();
    let program = Cff::read(&bytes).expect("a font");
    assert!(program.has_own_encoding());
    assert_eq!([70, 71, 72, 73].map(|code| program.of_code(code)), [Some(1), Some(2), Some(1), None]);
    let names = [0, 1, 2, 3].map(|glyph| program.name_of(glyph));
    assert_eq!(names.each_ref().map(Option::as_deref), [Some(NOTDEF), Some("A"), Some("own"), None]);
    assert_eq!(program.predefined_name(70), None);
    let Glyphs::Named(all) = program.glyphs() else { panic!("no names") };
    assert_eq!(all.keys().map(String::as_str).collect::<Vec<_>>(), [NOTDEF, "A", "own"]);
}

#[test]
fn widths_of_compact_fonts_are_scaled_by_the_matrix() {
    let bytes = named();
    let program = Cff::read(&bytes).expect("a font");
    let widths = [0, 1, 2, 3].map(|glyph| program.width(glyph).map(f64::round));
    assert_eq!(widths, [Some(300.0), Some(300.0), Some(150.0), None]);
}

#[test]
fn each_glyph_has_the_widths_of_its_dictionary() {
    let bytes = with_cids();
    let program = Cff::read(&bytes).expect("a font");
    assert_eq!(program.glyphs(), &Glyphs::Cids([(0, 0), (7, 1), (9, 2)].into()));
    assert_eq!([7, 9, 1].map(|cid| program.of_cid(cid)), [Some(1), Some(2), None]);
    assert_eq!(
        [0, 1, 2].map(|glyph| program.width(glyph).map(f64::round)),
        [Some(600.0), Some(600.0), Some(150.0)]
    );
}
