//! Typography of running text, by language.

use super::Neighbours;
use crate::Locale;
use std::borrow::Cow;

fn set(tag: &str, text: &str) -> String {
    Locale::new(tag, None).expect(tag).typography(text).into_owned()
}

/// Spaces made visible: `~` U+00A0, `_` U+202F.
fn shown(text: &str) -> String {
    text.replace('\u{a0}', "~").replace('\u{202f}', "_")
}

#[test]
fn quotation_marks_take_the_languages_form() {
    for (tag, typed, expected) in [
        ("en", r#"He said "stay 'here' now"."#, "He said ‘stay “here” now’."),
        ("en", "the experts' work, it's 'so'", "the experts’ work, it’s ‘so’"),
        ("en", "'tis the '90s", "’tis the ’90s"),
        ("en-US", r#"("one")"#, "(“one”)"),
        ("fr", r#"l'idée d'un "pont" solide"#, "l’idée d’un «~pont~» solide"),
        ("es", r#"dijo "la 'casa' roja""#, "dijo «la “casa” roja»"),
        ("de", r#"sagte "ja""#, "sagte „ja“"),
        ("en", r#"a 6' 3" man"#, r#"a 6' 3" man"#),
        ("en", "wait... what....", "wait… what...."),
    ] {
        assert_eq!(shown(&set(tag, typed)), expected, "{typed}");
    }
}

#[test]
fn french_signs_have_the_styles_space() {
    for (typed, expected) in [
        ("Quoi? Oui ! Ceci: «bon»; fin", "Quoi_? Oui_! Ceci~: «~bon~»_; fin"),
        ("à 14:30, ratio 4:3, a:b", "à 14:30, ratio 4:3, a:b"),
        ("voir https://example.org/a:b ; puis", "voir https://example.org/a:b_; puis"),
        ("écrire à a.b@example.org: merci", "écrire à a.b@example.org~: merci"),
        ("Vraiment ?! (non ?)", "Vraiment_?! (non_?)"),
        (":) ::: note", ":) ::: note"),
    ] {
        assert_eq!(shown(&set("fr", typed)), expected, "{typed}");
    }
}

#[test]
fn numbers_stay_with_what_they_measure() {
    for (tag, typed, expected) in [
        ("fr", "45 % ou 45%", "45~% ou 45~%"),
        ("en", "45 % of 12 km", "45% of 12~km"),
        ("es", "46%, 5 km, n.º 5, EE. UU.", "46~%, 5~km, n.º~5, EE.~UU."),
        (
            "fr",
            "12 345 personnes, p. 5, M. Dupont, 4,5 millions",
            "12_345 personnes, p.~5, M.~Dupont, 4,5~millions",
        ),
        (
            "en",
            "No 5 and EUR 4.5 million on 15 December 2020",
            "No~5 and EUR~4.5~million on 15~December 2020",
        ),
        ("es", "el 1 de septiembre de 2003", "el 1~de septiembre de 2003"),
        ("fr", "le 1er mars et le 10 avril", "le 1er~mars et le 10~avril"),
        ("fr", "en 2019 120 pays", "en 2019 120 pays"),
        ("en", "J. Smith (Mr Brown)", "J.~Smith (Mr~Brown)"),
        ("en", "/a%20b 100%25", "/a%20b 100%25"),
    ] {
        assert_eq!(shown(&set(tag, typed)), expected, "{typed}");
    }
}

#[test]
fn neighbours_decide_at_the_edges() {
    let french = Locale::new("fr", None).expect("fr");
    let piece = |text, before, after| shown(&french.typography_between(text, Neighbours { before, after }));
    assert_eq!(piece("\" fin", Some('t'), None), "~» fin");
    assert_eq!(piece("un \"", None, Some('m')), "un «~");
    assert_eq!(piece(" ? Oui", Some('i'), None), "_? Oui");
    assert_eq!(piece("?", Some('i'), None), "_?");
    assert_eq!(piece(": ", Some('i'), Some('x')), "~: ");
}

#[test]
fn right_text_is_left_alone() {
    for (tag, text) in [
        ("en", "The programme’s ‘first’ phase, 2009–2011, reached 46% of them."),
        ("fr", "L’initiative\u{a0}: «\u{a0}des ponts\u{a0}»\u{202f}; 46\u{a0}%, 12\u{202f}345."),
        ("es", "«La casa», 46\u{a0}%, 12\u{202f}345, ¿verdad?"),
        ("pl", "Zażółć gęślą jaźń."),
    ] {
        let locale = Locale::new(tag, None).expect(tag);
        assert!(matches!(locale.typography(text), Cow::Borrowed(_)), "{}", shown(&locale.typography(text)));
    }
}

/// Every string of a small alphabet of trouble, in a fixed pseudo-random order: setting twice is setting once.
#[test]
fn setting_twice_is_setting_once() {
    let alphabet: Vec<char> = "a1 \"'.:;!?«»%(\u{a0}\u{202f}5kmM–".chars().collect();
    let styles = [
        ("en", "eu"),
        ("en", "cldr"),
        ("fr", "imprimerie-nationale"),
        ("fr", "narrow"),
        ("fr", "oqlf"),
        ("fr", "eu"),
        ("es", "rae"),
        ("de", "cldr"),
    ];
    let mut state = 0x2545_f491_u32;
    for (tag, style) in styles {
        let locale = Locale::new(tag, Some(style)).expect(style);
        for _ in 0..4000 {
            let text: String = (0..12)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    alphabet[(state >> 16) as usize % alphabet.len()]
                })
                .collect();
            let once = locale.typography(&text).into_owned();
            assert_eq!(shown(&locale.typography(&once)), shown(&once), "{tag} {style} {}", shown(&text));
        }
    }
}

#[test]
fn long_trouble_takes_no_longer_than_it_must() {
    let english = Locale::new("en", None).expect("en");
    for piece in ["1 % ", " 'a", "'a\" ", "\"", "« ", "12 345 ", "    "] {
        let text = piece.repeat(100_000) + "'";
        assert!(!english.typography(&text).is_empty());
    }
}
