//! The file as a whole, metadata, forms and media.

use super::pdf::{NONE, Pdf, after, string};
use crate::{Limits, Verdict, judge};
use lopdf::{Object, Stream, dictionary};

#[test]
fn the_header_names_a_version_of_pdf_1() {
    let broken = |version: &str| after(|pdf| pdf.document.version = version.into());
    assert_eq!(broken("1.0"), NONE);
    assert_eq!(broken("1.8"), ["6.1-1"]);
    assert_eq!(broken("2.0"), ["6.1-1"]);
    let judged = |line: &[u8]| {
        let bytes = [line, &Pdf::new().bytes()[8..]].concat();
        judge(&bytes, &Limits::default()).expect("a judgement").verdict()
    };
    assert_eq!(judged(b"%PDF-1.7"), Verdict::Pass);
    assert_eq!(judged(b"%PDF-1.7 "), Verdict::Fail);
}

#[test]
fn the_catalog_says_that_the_file_is_tagged_and_shows_its_title() {
    assert_eq!(after(|pdf| pdf.set(pdf.catalog, "MarkInfo/Marked", false)), ["6.2-1"]);
    assert_eq!(after(|pdf| pdf.set(pdf.catalog, "MarkInfo/Suspects", true)), ["7.1-4"]);
    assert_eq!(after(|pdf| pdf.remove(pdf.catalog, "ViewerPreferences/DisplayDocTitle")), ["7.1-10"]);
    assert_eq!(after(|pdf| pdf.remove(pdf.catalog, "StructTreeRoot")), ["7.1-3", "7.1-11"]);
    let mut pdf = Pdf::new();
    pdf.set(pdf.catalog, "ViewerPreferences/DisplayDocTitle", false);
    assert_eq!(pdf.judgement().findings[0].condition, Some("07-002"));
}

#[test]
fn metadata_identify_the_file_and_have_a_title() {
    let xmp = |from: &str, to: &str| after(|pdf| pdf.xmp(from, to));
    assert_eq!(after(|pdf| pdf.set(pdf.metadata, "Type", "Meta")), ["7.1-8"]);
    assert_eq!(xmp("<pdfuaid:part>1</pdfuaid:part>", ""), ["5-1"]);
    assert_eq!(xmp(">1<", ">2<"), ["5-2"]);
    assert_eq!(xmp(">1<", "> 1 <"), ["5-2"]);
    assert_eq!(xmp(">1<", ">+01<"), NONE);
    assert_eq!(xmp("pdfuaid", "ua"), ["5-3"]);
    let other = r#"<q:amd xmlns:q="http://www.aiim.org/pdfua/ns/id/">1</q:amd></rdf:Description>"#;
    assert_eq!(xmp("</rdf:Description>", other), ["5-4"]);
    assert_eq!(xmp("</rdf:Description>", &other.replace("amd", "corr")), ["5-5"]);
    assert_eq!(xmp("dc:", "d:").len(), 2, "a prefix that is not bound is no XML");
    assert_eq!(xmp("Alt>", "Bag>"), ["7.1-9"]);
    assert_eq!(xmp(">Title<", "><"), NONE);
    assert_eq!(xmp("</rdf:RDF>", ""), ["5-1", "7.1-9"]);
}

#[test]
fn the_language_of_metadata_and_outline_comes_from_the_catalog() {
    let broken = |change: fn(&mut Pdf)| {
        after(|pdf| {
            pdf.remove(pdf.catalog, "Lang");
            change(pdf);
        })
    };
    assert_eq!(broken(|_| {}), ["7.2-33"]);
    assert_eq!(broken(|pdf| pdf.xmp("x-default", "en")), NONE);
    let outline = |pdf: &mut Pdf| {
        let item = pdf.add(dictionary! { "Title" => string("x") });
        pdf.set(item, "Next", item);
        pdf.set(pdf.catalog, "Outlines", dictionary! { "First" => item });
    };
    assert_eq!(broken(outline), ["7.2-2", "7.2-33"]);
    assert_eq!(after(outline), NONE);
    assert_eq!(after(|pdf| pdf.set(pdf.catalog, "Lang", string(""))), ["7.2-29"]);
    assert_eq!(after(|pdf| pdf.set(pdf.catalog, "Lang", string("de-CH-1996"))), NONE);
}

#[test]
fn optional_content_has_names_and_does_not_change_by_itself() {
    let broken = |config: lopdf::Dictionary| {
        after(|pdf| pdf.set(pdf.catalog, "OCProperties", dictionary! { "Configs" => vec![config.into()] }))
    };
    assert_eq!(broken(dictionary! { "Name" => string("x") }), NONE);
    assert_eq!(broken(dictionary! { "Name" => "x" }), ["7.10-1"]);
    assert_eq!(broken(dictionary! { "Name" => string("x"), "AS" => Vec::<Object>::new() }), ["7.10-2"]);
}

#[test]
fn embedded_files_have_two_names_wherever_they_are() {
    let file = dictionary! { "EF" => dictionary! {}, "F" => string("x") };
    let mut typed = file.clone();
    typed.set("Type", "Filespec");
    assert_eq!(after(|pdf| pdf.set(pdf.page, "X", vec![typed.clone().into()])), ["7.11-1"]);
    assert_eq!(after(|pdf| pdf.set(pdf.page, "X", file.clone())), NONE);
    let tree =
        dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![string("x"), file.clone().into()] } };
    assert_eq!(after(|pdf| pdf.set(pdf.catalog, "Names", tree)), ["7.11-1"]);
    typed.set("UF", string("x"));
    assert_eq!(after(|pdf| pdf.set(pdf.page, "X", typed)), NONE);
}

#[test]
fn forms_are_not_rendered_dynamically() {
    let broken = |render: &str| {
        let config = format!(
            "<config><acrobat><acrobat7><dynamicRender>{render}</dynamicRender></acrobat7></acrobat></config>"
        );
        after(|pdf| {
            let stream = pdf.add(Stream::new(dictionary! {}, config.into_bytes()));
            pdf.set(pdf.catalog, "AcroForm", dictionary! { "XFA" => vec![string("config"), stream.into()] });
        })
    };
    assert_eq!(broken("required"), ["7.15-1"]);
    assert_eq!(broken("forbidden"), NONE);
}

#[test]
fn media_say_their_type_and_have_a_text() {
    let broken = |clip: lopdf::Dictionary| {
        let action = dictionary! { "S" => "Rendition", "R" => dictionary! { "C" => clip } };
        after(|pdf| {
            pdf.set(pdf.catalog, "OpenAction", dictionary! { "S" => "GoTo", "Next" => vec![action.into()] })
        })
    };
    let texts = |text: &str| vec![string("en"), string(text)];
    assert_eq!(broken(dictionary! { "CT" => string("a/b"), "Alt" => texts("x") }), NONE);
    assert_eq!(broken(dictionary! { "CT" => string("a/b"), "Alt" => texts("") }), ["7.18.6.2-2"]);
    assert_eq!(broken(dictionary! { "Alt" => texts("x") }), ["7.18.6.2-1"]);
}
