//! The small readers, each on a few words.

use crate::operands;
use crate::{CharacterMap, Lexer, Token, is_empty_text, text};
use lopdf::Object;

#[test]
fn strings_are_decoded_as_the_standard_says() {
    let decoded = |source: &str| {
        let mut buffer = Vec::new();
        let token = Lexer::new(source.as_bytes()).next().expect("a token");
        token.string(&mut buffer).map(<[u8]>::to_vec).expect("a string")
    };
    assert_eq!(decoded("(a(b)c)"), b"a(b)c");
    assert_eq!(decoded(r"(\(\)\\\101\0\53x\n)"), b"()\\A\0+x\n");
    assert_eq!(decoded("(a\\\r\nb\rc)"), b"ab\nc");
    assert_eq!(decoded("<48 65 7>"), b"Hep");
    assert_eq!(decoded("(never closed"), b"never closed");
    assert_eq!(decoded(r"(ends in \"), br"ends in ");
}

#[test]
fn content_is_cut_into_tokens() {
    let tokens: Vec<Token> = Lexer::new(b"/P<</MCID 3>>BDC[(a)-12.5<00>]TJ% note\nEMC").collect();
    let expected = [
        Token::Name(b"P"),
        Token::DictionaryStart,
        Token::Name(b"MCID"),
        Token::Number(b"3"),
        Token::DictionaryEnd,
        Token::Word(b"BDC"),
        Token::ArrayStart,
        Token::Literal(b"a"),
        Token::Number(b"-12.5"),
        Token::Hexadecimal(b"00"),
        Token::ArrayEnd,
        Token::Word(b"TJ"),
        Token::Word(b"EMC"),
    ];
    assert_eq!(tokens, expected);
}

#[test]
fn data_of_inline_images_is_passed_over() {
    let mut lexer = Lexer::new(b"ID \x01EI(\x02 EI Q");
    assert_eq!(lexer.next(), Some(Token::Word(b"ID")));
    lexer.skip_image_data();
    assert_eq!(lexer.next(), Some(Token::Word(b"Q")));
}

#[test]
fn character_maps_have_three_forms() {
    let map = CharacterMap::parse(
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange
        1 beginbfchar <0001> <00660069> endbfchar
        2 beginbfrange <0002> <0003> <0041> <0004> <0005> [<0058> <D83DDE00>] endbfrange",
    );
    assert_eq!(map.is_wide, Some(true));
    let texts: Vec<Option<&str>> = (0..7).map(|code| map.get(code)).collect();
    assert_eq!(texts, [None, Some("fi"), Some("A"), Some("B"), Some("X"), Some("\u{1F600}"), None]);
}

#[test]
fn names_and_operands_become_objects() {
    let tokens: Vec<Token> = Lexer::new(b"/Sp#61n <</MCID 3/A[1 -2.5(x)<41>true]/N<</B null>>>> ]").collect();
    assert_eq!(tokens[0].name().as_deref(), Some(b"Span".as_slice()));
    let objects = operands::objects(&tokens);
    let entries = objects[1].as_dict().expect("a dictionary");
    assert!(entries.get(b"MCID").and_then(Object::as_i64).is_ok_and(|mark| mark == 3));
    assert!(entries.get(b"A").and_then(Object::as_array).is_ok_and(|items| items.len() == 5));
    assert!(entries.get(b"N").is_ok_and(|inner| inner.as_dict().is_ok_and(|inner| inner.has(b"B"))));
    assert_eq!(objects.len(), 2);
    let deep = [Token::ArrayStart; 1000];
    assert_eq!(operands::objects(&deep).len(), 1);
}

#[test]
fn images_of_known_length_may_hold_anything() {
    let mut lexer = Lexer::new(b"ID \n EI \nEI Q");
    assert_eq!(lexer.next(), Some(Token::Word(b"ID")));
    lexer.skip_image_bytes(5);
    assert_eq!(lexer.next(), Some(Token::Word(b"Q")));
}

#[test]
fn texts_that_cannot_be_decoded_are_there() {
    assert_eq!(text(b"\xFE\xFF\x00A\xD8\x00"), "A\u{FFFD}");
    assert_eq!(text(b"\xEF\xBB\xBFa"), "a");
    assert_eq!(text(b"a\x8A\x80"), "a\u{2212}\u{2022}");
    assert!(is_empty_text(b"\xFE\xFF") && !is_empty_text(b" "));
}
