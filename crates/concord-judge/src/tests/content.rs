//! What content streams show, and whether it is marked.

use super::pdf::{NONE, Pdf, after, string};
use lopdf::{Dictionary, Stream, dictionary};

fn shown(content: &str) -> Vec<String> {
    after(|pdf| pdf.show(content))
}

fn form(pdf: &mut Pdf, content: &str, more: Dictionary) {
    let mut entries = dictionary! { "Type" => "XObject", "Subtype" => "Form" };
    entries.extend(&more);
    let form = pdf.add(Stream::new(entries, content.into()));
    pdf.set(pdf.page, "Resources/XObject", dictionary! { "F" => form });
}

#[test]
fn everything_is_tagged_or_an_artifact() {
    assert_eq!(shown("0 0 9 9 re f"), ["7.1-3"]);
    assert_eq!(shown("BT () Tj ET"), ["7.1-3"]);
    assert_eq!(shown("BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"), ["7.1-3"]);
    assert_eq!(shown("0 0 9 9 re W n"), NONE);
    assert_eq!(shown("/Artifact BMC 0 0 9 9 re f EMC EMC"), NONE);
    assert_eq!(shown("/Art#69fact BMC 0 0 9 9 re f EMC"), NONE);
    assert_eq!(shown("/artifact BMC 0 0 9 9 re f EMC"), ["7.1-3"]);
    assert_eq!(shown("/Artifact <</A [<</MCID 1>>]>> BDC 0 0 9 9 re f EMC"), NONE);
    assert_eq!(shown("/P <</MCID 1>> BDC 0 0 9 9 re f EMC"), ["7.1-3"], "the parent tree has no such mark");
    assert_eq!(shown("/Artifact BMC 0 0 9 9 re f"), ["7.1-3"], "a sequence that does not end is none");
}

#[test]
fn artifacts_and_tagged_content_do_not_mix() {
    assert_eq!(shown("/P <</MCID 0>> BDC /Artifact BMC EMC EMC"), ["7.1-1"]);
    assert_eq!(shown("/Artifact BMC /P <</MCID 0>> BDC EMC EMC"), ["7.1-2"]);
    assert_eq!(shown("/Artifact BMC /Span BMC EMC EMC"), NONE);
}

#[test]
fn forms_are_judged_where_they_are_drawn() {
    let drawn = |inside: &str, outside: &str| {
        after(|pdf| {
            form(pdf, inside, dictionary! {});
            pdf.show(outside);
        })
    };
    assert_eq!(drawn("0 0 9 9 re f", "/F Do"), ["7.1-3"]);
    assert_eq!(drawn("0 0 9 9 re f", "/Artifact BMC /F Do EMC"), NONE);
    assert_eq!(drawn("/Artifact BMC EMC", "/P <</MCID 0>> BDC /F Do EMC"), ["7.1-1"]);
    assert_eq!(drawn("/F Do", "/F Do"), NONE, "a form that draws itself");
}

#[test]
fn forms_refer_to_no_file_and_are_drawn_once() {
    let drawn = |more: Dictionary, content: &str| {
        after(|pdf| {
            form(pdf, "", more);
            pdf.show(content);
        })
    };
    assert_eq!(drawn(dictionary! { "Ref" => dictionary! {} }, "/F Do"), ["7.20-1"]);
    assert_eq!(drawn(dictionary! { "Ref" => dictionary! {} }, ""), NONE);
    assert_eq!(drawn(dictionary! { "StructParents" => 9 }, "/F Do /F Do"), ["7.20-2"]);
    assert_eq!(drawn(dictionary! {}, "/F Do /F Do"), NONE);
}

#[test]
fn texts_have_a_language() {
    let broken = |content: &str| {
        after(|pdf| {
            pdf.remove(pdf.catalog, "Lang");
            pdf.xmp("x-default", "en");
            pdf.show(content);
        })
    };
    assert_eq!(broken("/Artifact BMC () Tj EMC"), ["7.2-34"]);
    assert_eq!(broken("/Artifact <</Lang (en)>> BDC () Tj EMC"), NONE);
    assert_eq!(broken("/Artifact BMC /Span <</ActualText (x)>> BDC EMC EMC"), ["7.2-30"]);
    assert_eq!(broken("/Artifact BMC /Span <</Alt (x)>> BDC EMC EMC"), ["7.2-31"]);
    assert_eq!(broken("/Artifact BMC /Span <</E (x)>> BDC EMC EMC"), ["7.2-32"]);
    assert_eq!(broken("/Artifact <</Lang (en)>> BDC /Span <</E (x)>> BDC EMC EMC"), NONE);
    assert_eq!(broken("/Artifact BMC /P <</E (x)>> BDC EMC EMC"), NONE);
    assert_eq!(shown("/Artifact <</Lang (e n)>> BDC EMC"), ["7.2-29"]);
    assert_eq!(
        after(|pdf| {
            pdf.set(
                pdf.page,
                "Resources/Properties",
                dictionary! { "N" => dictionary! { "Lang" => string("9") } },
            );
            pdf.show("/Artifact /N BDC EMC");
        }),
        ["7.2-29"]
    );
}
