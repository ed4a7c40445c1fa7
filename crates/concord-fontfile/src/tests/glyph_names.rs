//! Names of glyphs, and the encodings that name them.

use crate::{BaseEncoding, NOTDEF, is_dingbat, is_listed, mac_os_roman_code, text_of};

#[test]
fn encodings_name_codes_as_the_standard_lists_them() {
    let named = |encoding: BaseEncoding, codes: [u8; 4]| codes.map(|code| encoding.name(code));
    assert_eq!(
        named(BaseEncoding::Standard, [39, 96, 174, 251]),
        ["quoteright", "quoteleft", "fi", "germandbls"]
    );
    assert_eq!(
        named(BaseEncoding::WinAnsi, [39, 128, 129, 255]),
        ["quotesingle", "Euro", "bullet", "ydieresis"]
    );
    assert_eq!(named(BaseEncoding::MacRoman, [96, 128, 202, 255]), ["grave", "Adieresis", "space", "caron"]);
    assert_eq!(
        named(BaseEncoding::MacExpert, [32, 48, 87, 33]),
        ["space", "zerooldstyle", "fi", "exclamsmall"]
    );
    for encoding in [BaseEncoding::WinAnsi, BaseEncoding::MacRoman, BaseEncoding::MacExpert] {
        assert_eq!(named(encoding, [0, 9, 13, 31]), [NOTDEF; 4], "{encoding:?}");
    }
    assert_eq!(named(BaseEncoding::MacRoman, [127, 173, 189, 240]), [NOTDEF; 4]);
}

#[test]
fn encodings_agree_with_the_characters_of_their_code_pages() {
    for code in 32..127_u8 {
        let expected = char::from(code).to_string();
        for encoding in [BaseEncoding::WinAnsi, BaseEncoding::MacRoman] {
            assert_eq!(text_of(encoding.name(code)), Some(expected.clone()), "{encoding:?} {code}");
        }
    }
    // From 161 on Windows has the characters of Latin-1, except the soft hyphen.
    for code in (161..=255_u8).filter(|code| *code != 173) {
        let text = text_of(BaseEncoding::WinAnsi.name(code)).expect("a character");
        let expected = char::from(code).to_string();
        assert!(text == expected || (text, code) == ("μ".to_owned(), 181), "{code}");
    }
    let all = (0..=255_u8).flat_map(|code| {
        use BaseEncoding::{MacExpert, MacRoman, Standard, WinAnsi};
        [MacExpert, MacRoman, Standard, WinAnsi].map(|encoding| encoding.name(code))
    });
    for name in all.filter(|name| *name != NOTDEF) {
        assert!(is_listed(name), "{name}");
    }
}

#[test]
fn mac_os_roman_has_what_mac_roman_encoding_leaves_out() {
    let codes = ["A", "space", "notequal", "apple", "caron"].map(mac_os_roman_code);
    assert_eq!(codes, [Some(65), Some(32), Some(173), Some(240), Some(255)]);
    assert_eq!([NOTDEF, "Euro", "-", "alpha"].map(mac_os_roman_code), [None; 4]);
}

#[test]
fn only_names_of_the_list_itself_count() {
    assert_eq!(text_of("dalethatafpatah").as_deref(), Some("\u{5D3}\u{5B2}"));
    for name in ["A", "Euro", "afii10017", "union", "u", "uhorn", "a", "abreve"] {
        assert!(is_listed(name), "{name}");
    }
    for name in ["", "uni0041", "u0041", "u1F600", "A.alt", "f_f", "g0001", "gravee", "a1", "a206", NOTDEF] {
        assert!(!is_listed(name), "{name}");
    }
    assert!(is_dingbat("a1") && is_dingbat("a206"));
    assert!(!is_dingbat("a") && !is_dingbat("a999") && !is_dingbat("A"));
}
