//! Elements, their types, texts and nesting.

use super::pdf::{NONE, Pdf, after, string, with};
use crate::Level;
use lopdf::dictionary;

#[test]
fn types_are_mapped_to_standard_types() {
    let mapped = |map: &[(&str, &str)], tree: &str| {
        after(|pdf| {
            for (from, to) in map {
                pdf.set(pdf.root, &format!("RoleMap/{from}"), *to);
            }
            pdf.elements(tree);
        })
    };
    assert_eq!(mapped(&[], "Foo"), ["7.1-5"]);
    assert_eq!(mapped(&[("Foo", "Bar"), ("Bar", "Sect")], "Foo"), NONE);
    assert_eq!(mapped(&[("Foo", "Bar"), ("Bar", "Foo")], "Foo"), ["7.1-6"]);
    assert_eq!(mapped(&[("Sect", "Sect")], "Sect"), ["7.1-6"]);
    assert_eq!(mapped(&[("Sect", "Part")], "Sect"), ["7.1-7"]);
    assert_eq!(mapped(&[("Foo", "Sect"), ("Sect", "Part")], "Foo"), ["7.1-7"]);
    assert_eq!(mapped(&[("Sect", "Part"), ("A", "A")], "Art"), NONE, "what is not used does not matter");
}

#[test]
fn elements_name_their_parents() {
    assert_eq!(after(|pdf| pdf.remove(pdf.top, "P")), ["7.1-3", "7.1-12"]);
}

#[test]
fn texts_have_a_language() {
    let broken = |key: &str, language: bool| {
        after(|pdf| {
            pdf.remove(pdf.catalog, "Lang");
            pdf.xmp("x-default", "en");
            let inner = pdf.elements("Sect(Span)")[0];
            pdf.set(inner, key, string("x"));
            if language {
                pdf.set(pdf.top, "Lang", string("en"));
            }
        })
    };
    for (key, rule) in [("ActualText", "7.2-21"), ("Alt", "7.2-22"), ("E", "7.2-23")] {
        assert_eq!(broken(key, false), [rule]);
        assert_eq!(broken(key, true), NONE);
    }
    assert_eq!(with("Sect{Lang=en_US}"), ["7.2-29"]);
}

#[test]
fn figures_and_formulas_have_a_text() {
    assert_eq!(with("Figure Formula"), ["7.3-1", "7.7-1"]);
    assert_eq!(with("Figure{Alt=x} Formula{ActualText=x}"), NONE);
    let mut pdf = Pdf::new();
    pdf.elements("Figure{ActualText=}");
    assert_eq!(pdf.broken(), NONE);
    let findings = pdf.judgement().findings;
    assert_eq!(findings[0].rule.level, Level::Warning);
    assert_eq!(findings[0].place.structure.as_deref(), Some("Document/Figure"));
}

#[test]
fn headings_skip_no_level_and_are_of_one_kind() {
    assert_eq!(with("H1 H2 Sect(H3) H1 H2"), NONE);
    assert_eq!(with("H2"), ["7.4.2-1"]);
    assert_eq!(with("H1 H3 H4"), ["7.4.2-1"]);
    assert_eq!(with("Sect(H) Sect(H)"), NONE);
    assert_eq!(with("Sect(H Div(H))"), ["7.4.4-1"]);
    assert_eq!(with("H1 Sect(H)"), ["7.4.4-2", "7.4.4-3"]);
}

#[test]
fn notes_have_identifiers_of_their_own() {
    assert_eq!(with("Note"), ["7.9-1"]);
    assert_eq!(with("Note{ID=a} Note{ID=b}"), NONE);
    assert_eq!(with("Note{ID=a} Note{ID=a}"), ["7.9-2"]);
}

#[test]
fn lists_and_contents_nest() {
    assert_eq!(with("L(Caption LI(Lbl LBody) L(LI(LBody))) TOC(Caption TOCI TOC(TOCI))"), NONE);
    assert_eq!(with("L(Div(LI(NonStruct(LBody))))"), NONE);
    assert_eq!(with("LI"), ["7.2-17"]);
    assert_eq!(with("LBody"), ["7.2-18"]);
    assert_eq!(with("L(P)"), ["7.2-19"]);
    assert_eq!(with("L(LI(P))"), ["7.2-20"]);
    assert_eq!(with("L(LI Caption)"), ["7.2-40"]);
    assert_eq!(with("TOCI"), ["7.2-26"]);
    assert_eq!(with("TOC(P)"), ["7.2-27"]);
    assert_eq!(with("TOC(TOCI Caption)"), ["7.2-28"]);
}

#[test]
fn ruby_and_warichu_have_their_parts() {
    assert_eq!(with("Span(Ruby(RB RT) Ruby(RB RP RT RP) Warichu(WP WT WP) Warichu(WT))"), NONE);
    assert_eq!(with("Ruby(RT RB)"), ["7.2"]);
    assert_eq!(with("RB"), ["7.2"]);
    assert_eq!(with("Warichu(WP WT)"), ["7.2"]);
}

#[test]
fn forms_have_one_widget_or_a_role() {
    assert_eq!(with("Form"), ["7.18.4-2"]);
    let role = dictionary! { "O" => "PrintField", "Role" => "rb" };
    assert_eq!(
        after(|pdf| {
            let form = pdf.elements("Form")[0];
            pdf.set(form, "A", role.clone());
        }),
        NONE
    );
    assert_eq!(
        after(|pdf| {
            let form = pdf.elements("Form")[0];
            pdf.set(form, "C", "field");
            pdf.set(pdf.root, "ClassMap", dictionary! { "field" => role });
        }),
        NONE
    );
}

#[test]
fn places_are_paths() {
    let mut pdf = Pdf::new();
    pdf.elements("Table(TR(TD)) Table(TR(TD) TR(TD P))");
    let findings = pdf.judgement().findings;
    assert_eq!(findings[0].rule.to_string(), "7.2-10");
    assert_eq!(findings[0].place.structure.as_deref(), Some("Document/Table[2]/TR[2]"));
}
