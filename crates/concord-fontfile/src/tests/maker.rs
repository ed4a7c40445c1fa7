//! Small Type 1 fonts, since no crate brings any.

/// The text before the encrypted part: glyphs in a thousandth of `1000 / units_per_em` ems, and two codes of their own.
fn clear(units_per_em: u32) -> String {
    let scale = 1.0 / f64::from(units_per_em);
    format!(
        "%!PS-AdobeFont-1.0: Made 001.001\n11 dict begin\n/FontName /Made def\n/PaintType 0 def\n/FontType 1 def\n\
         /FontMatrix [{scale} 0 0 {scale} 0 0] readonly def\n/Encoding 256 array\n\
         0 1 255 {{1 index exch /.notdef put}} for\ndup 65 /A put\ndup 97 /alpha put\ndup 98 /missing put\n\
         readonly def\n/FontBBox {{0 0 1000 1000}} readonly def\ncurrentdict end\ncurrentfile eexec\n"
    )
}

/// A font whose em has so many units, with the glyphs `.notdef` 250, `A` 722, `alpha` 631, `half` 722.
pub(crate) fn type1(units_per_em: u32) -> Vec<u8> {
    let mut private =
        b"dup /Private 8 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n\
        /ND {noaccess def} executeonly def\n/NP {noaccess put} executeonly def\n/lenIV 4 def\n\
        2 index /CharStrings 4 dict dup begin\n"
            .to_vec();
    // The last has half of 1444.
    let half = vec![139, 255, 0, 0, 5, 164, 141, 12, 12, 13, 14];
    let glyphs =
        [(".notdef", charstring(250)), ("A", charstring(722)), ("alpha", charstring(631)), ("half", half)];
    for (name, glyph) in glyphs {
        let program = encrypted(&glyph, 4330);
        private.extend(format!("/{name} {} RD ", program.len()).into_bytes());
        private.extend(program);
        private.extend(b" ND\n");
    }
    private.extend(b"end\nend\nreadonly put\nnoaccess put\ndup/FontName get exch definefont pop\nmark currentfile closefile\n");
    let mut font = clear(units_per_em).into_bytes();
    font.extend(encrypted(&private, 55665));
    for _ in 0..8 {
        font.extend(b"\n0000000000000000000000000000000000000000000000000000000000000000");
    }
    font.extend(b"\ncleartomark\n");
    font
}

/// `0 width hsbw endchar`.
fn charstring(width: i32) -> Vec<u8> {
    let number = u8::try_from((width - 108) / 256).expect("a width below 1132") + 247;
    vec![139, number, ((width - 108) % 256) as u8, 13, 14]
}

/// What Type 1 calls encryption, with four bytes before it.
fn encrypted(plain: &[u8], key: u16) -> Vec<u8> {
    let mut key = key;
    let encrypt = |byte: &u8| {
        let cipher = byte ^ (key >> 8) as u8;
        key = (u16::from(cipher).wrapping_add(key)).wrapping_mul(52845).wrapping_add(22719);
        cipher
    };
    [0_u8; 4].iter().chain(plain).map(encrypt).collect()
}
