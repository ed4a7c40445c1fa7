//! Whatever the bytes are, readers answer.

use super::{TRUE_TYPE, all, subset};
use crate::{Cff, TrueType, Type1};

/// Asks everything that can be asked; gives whether any reader took the bytes for a font.
fn ask(bytes: &[u8]) -> bool {
    let true_type = TrueType::read(bytes);
    if let Ok(program) = &true_type {
        for code in 0..=255_u8 {
            program.glyph_of_symbol(code);
            program.width_of_symbol(code);
        }
        for name in ["A", "eacute", "notequal", ".notdef"] {
            program.width_of_name(name);
        }
        program.width(u16::MAX);
    }
    let type1 = Type1::read(bytes);
    if let Ok(program) = &type1 {
        for code in 0..=255_u8 {
            program.name_of_code(code).and_then(|name| program.width(name));
        }
    }
    let (bare, wrapped) = (Cff::read(bytes), Cff::read_open_type(bytes));
    for program in [&bare, &wrapped].into_iter().flatten() {
        for code in 0..=255_u8 {
            program.predefined_name(code).and_then(|name| program.named(name));
            program.of_code(code).and_then(|glyph| program.name_of(glyph));
            program.of_code(code).and_then(|glyph| program.width(glyph));
            program.of_cid(code.into()).and_then(|glyph| program.width(glyph));
        }
    }
    true_type.is_ok() || type1.is_ok() || bare.is_ok() || wrapped.is_ok()
}

/// Fonts of a size that can be damaged often.
fn small() -> Vec<Vec<u8>> {
    all().into_iter().map(std::borrow::Cow::into_owned).filter(|font| font.len() < 60_000).collect()
}

#[test]
fn whole_fonts_are_read() {
    assert!(all().iter().all(|font| ask(font)));
    assert_eq!(small().len(), 5);
}

#[test]
fn fonts_that_end_early_never_panic() {
    for font in small() {
        for end in (0..font.len()).step_by((font.len() / 400).max(1)) {
            ask(&font[..end]);
        }
        for end in 0..font.len().min(600) {
            ask(&font[..end]);
        }
    }
}

#[test]
fn fonts_with_wrong_bytes_never_panic() {
    let mut random = fastrand::Rng::with_seed(7);
    for font in small() {
        assert!(ask(&font));
        let mut readable = 0;
        for _ in 0..400 {
            let mut damaged = font.clone();
            for _ in 0..random.usize(1..12) {
                // Most of what is read stands at the beginning.
                let end = if random.bool() { damaged.len() } else { damaged.len().min(400) };
                let at = random.usize(..end);
                damaged[at] = if random.bool() { random.u8(..) } else { 0xFF };
            }
            readable += usize::from(ask(&damaged));
        }
        assert!(readable > 0, "damage that no font survives tests little");
    }
}

#[test]
fn noise_is_no_font() {
    let mut random = fastrand::Rng::with_seed(3);
    for _ in 0..2_000 {
        let length = random.usize(..400);
        let noise: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(length).collect();
        ask(&noise);
    }
}

#[test]
fn a_font_without_what_it_needs_is_damaged() {
    let font = subset(TRUE_TYPE, &[36, 37]);
    for table in [b"hhea", b"hmtx"] {
        let mut lacking = font.clone();
        let at = lacking.windows(4).position(|four| four == table).expect("a table");
        lacking[at] = b'x';
        assert!(TrueType::read(&lacking).is_err(), "{table:?}");
    }
    let mut odd = font.clone();
    let at = odd.windows(4).position(|four| four == b"maxp").expect("a table");
    odd[at] = b'x';
    let program = TrueType::read(&odd).expect("a font without maxp");
    assert_eq!(program.glyph_count(), program.width_count());
}
