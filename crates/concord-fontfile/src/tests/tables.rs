//! Tables made by hand: of codes, and of charstrings.

use read_fonts::ps::cff::index::Index;

use crate::charmap::CodeTables;
use crate::charstring::width_operand;
use crate::sfnt::Sfnt;

fn table(shorts: &[u16]) -> Vec<u8> {
    shorts.iter().flat_map(|short| short.to_be_bytes()).collect()
}

/// One subtable for (3, 0): ranges F020 to F022 by a difference, F041 to F042 by an array, and the closing one.
fn symbols() -> Vec<u8> {
    table(&[
        0, 1, 3, 0, 0, 12, // one record
        4, 0, 0, 6, 0, 0, 0, // format 4, three ranges
        0xF022, 0xF042, 0xFFFF, 0, // ends
        0xF020, 0xF041, 0xFFFF, // beginnings
        0x0FE5, 1, 1, // differences
        0, 4, 0, // places in the array
        9, 0, // the array
    ])
}

#[test]
fn codes_are_found_by_difference_and_by_array() {
    let bytes = symbols();
    let tables = CodeTables::read(Sfnt::new(&bytes), 0).expect("a table");
    let symbols = tables.get(3, 0).expect("a subtable");
    assert_eq!(symbols.first_code(), Some(0xF020));
    let glyphs = [0xF01F, 0xF020, 0xF022, 0xF023, 0xF041, 0xF042, 0x1_F020].map(|code| symbols.glyph(code));
    assert_eq!(glyphs, [None, Some(5), Some(7), None, Some(10), Some(0), None]);
    assert_eq!([0x20, 0x41, 0x42, 0x50].map(|code| symbols.symbol(code)), [Some(5), Some(10), Some(0), None]);
    assert_eq!((symbols.platform(), symbols.encoding(), tables.any(0xF021)), (3, 0, Some(6)));
}

#[test]
fn symbols_in_another_row_are_none() {
    let mut bytes = symbols();
    // The beginning of the first range.
    bytes[12 + 22] = 0xE0;
    let tables = CodeTables::read(Sfnt::new(&bytes), 0).expect("a table");
    assert_eq!(tables.get(3, 0).and_then(|table| table.symbol(0x20)), None);
}

#[test]
fn an_array_beyond_the_end_damages_the_font() {
    let bytes = symbols();
    assert!(CodeTables::read(Sfnt::new(&bytes[..bytes.len() - 2]), 0).is_err());
}

#[test]
fn formats_0_and_6_are_read_and_others_counted() {
    let mut bytes = table(&[0, 3, 1, 0, 0, 28, 3, 1, 0, 290, 3, 10, 0, 304, 0, 262, 0]);
    bytes.extend((0..=255_u8).map(|code| code.wrapping_add(1)));
    bytes.extend(table(&[6, 14, 0, 65, 2, 7, 8]));
    bytes.extend(table(&[12, 0]));
    let tables = CodeTables::read(Sfnt::new(&bytes), 0).expect("a table");
    assert_eq!((tables.len(), tables.is_empty()), (3, false));
    let glyph = |platform, encoding, code| tables.get(platform, encoding).and_then(|table| table.glyph(code));
    assert_eq!([glyph(1, 0, 0), glyph(1, 0, 255), glyph(1, 0, 256)], [Some(1), Some(0), None]);
    assert_eq!(
        [glyph(3, 1, 64), glyph(3, 1, 65), glyph(3, 1, 66), glyph(3, 1, 67)],
        [None, Some(7), Some(8), None]
    );
    assert_eq!((glyph(3, 10, 65), tables.any(65)), (None, Some(66)));
}

#[test]
fn the_first_operator_tells_whether_a_width_stands_before_it() {
    let width = |bytes: &[u8]| width_operand(bytes, &Index::Empty, &Index::Empty);
    // Numbers 139 + n; 14 endchar, 21 rmoveto, 22 hmoveto, 1 hstem, 19 hintmask.
    assert_eq!(width(&[14]), None);
    assert_eq!(width(&[149, 14]), Some(10.0));
    assert_eq!(width(&[149, 149, 149, 149, 14]), None);
    assert_eq!(width(&[140, 141, 21]), None);
    assert_eq!(width(&[139, 140, 141, 21]), Some(0.0));
    assert_eq!(width(&[140, 22]), None);
    assert_eq!(width(&[28, 0xFF, 0x38, 140, 22]), Some(-200.0));
    assert_eq!(width(&[255, 0, 2, 0x80, 0, 140, 140, 1]), Some(2.5));
    assert_eq!(width(&[247, 0, 140, 140, 19]), Some(108.0));
    assert_eq!(width(&[140, 140, 19]), None);
    assert_eq!(width(&[]), None);
    assert_eq!(width(&[28, 1]), None);
}

#[test]
fn subroutines_are_followed_to_a_depth() {
    // An INDEX of two subroutines; numbers are biased by 107. The first holds a width and a call of the second.
    let bytes = [0, 2, 1, 1, 5, 7, 149, 140, 33, 10, 22, 11];
    let local = Index::new(&bytes, false).expect("an index");
    assert_eq!(width_operand(&[32, 10], &local, &Index::Empty), Some(10.0));
    assert_eq!(width_operand(&[32, 29], &Index::Empty, &local), None, "calls go to the index they name");
    // One that calls itself.
    let bytes = [0, 1, 1, 1, 3, 32, 10];
    let endless = Index::new(&bytes, false).expect("an index");
    assert_eq!(width_operand(&[32, 10], &endless, &Index::Empty), None);
}

#[test]
fn subtables_together_have_a_limit() {
    // Each record leads to the same three ranges.
    let with = |count: u16| {
        let mut bytes = table(&[0, count]);
        let offset = 4 + 8 * usize::from(count);
        for _ in 0..count {
            let offset = u32::try_from(offset).expect("a small table").to_be_bytes();
            bytes.extend([0, 3, 0, 0].iter().chain(&offset));
        }
        bytes.extend(&symbols()[12..]);
        CodeTables::read(Sfnt::new(&bytes), 0).map(|tables| tables.steps())
    };
    assert_eq!(with(40_000).ok(), Some(160_000));
    assert!(with(60_000).is_err());
}
