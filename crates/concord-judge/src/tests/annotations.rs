//! Annotations and fields.

use super::pdf::{NONE, Pdf, after, string};
use lopdf::dictionary;

/// Judges the file with an annotation in an element.
fn with(subtype: &str, element: &str, change: impl FnOnce(&mut Pdf, lopdf::ObjectId)) -> Vec<String> {
    after(|pdf| {
        let element = (!element.is_empty()).then(|| pdf.elements(element)[0]);
        let annotation = pdf.annotation(subtype, element);
        change(pdf, annotation);
    })
}

fn text(pdf: &mut Pdf, annotation: lopdf::ObjectId) {
    pdf.set(annotation, "Contents", string("x"));
}

#[test]
fn annotations_are_nested_and_described() {
    assert_eq!(with("Text", "Annot", text), NONE);
    assert_eq!(with("Text", "Annot{Alt=x}", |_, _| {}), NONE);
    assert_eq!(with("Text", "P", text), ["7.18.1-1"]);
    assert_eq!(with("Text", "", text), ["7.18.1-1"]);
    assert_eq!(with("Text", "Annot", |_, _| {}), ["7.18.1-2"]);
    assert_eq!(with("Text", "", |pdf, id| pdf.set(id, "F", 2)), NONE, "hidden");
    let beside = vec![100.into(), 0.into(), 110.into(), 9.into()];
    assert_eq!(
        with("Text", "", |pdf, id| pdf.set(id, "Rect", beside)),
        NONE,
        "to touch the page is to be outside"
    );
}

#[test]
fn links_widgets_and_marks_have_rules_of_their_own() {
    assert_eq!(with("Link", "Link", text), NONE);
    assert_eq!(with("Link", "P", text), ["7.18.5-1"]);
    assert_eq!(with("Link", "Link{Alt=x}", |_, _| {}), ["7.18.5-2"]);
    assert_eq!(with("PrinterMark", "", text), NONE);
    assert_eq!(with("PrinterMark", "P", text), ["7.18.8-1"]);
    assert_eq!(with("TrapNet", "Annot", text), ["7.18.2-1"]);
    assert_eq!(with("Widget", "P", |_, _| {}), ["7.18.4-1"]);
}

#[test]
fn fields_are_described_where_they_are_named() {
    let field = |pdf: &mut Pdf, id: lopdf::ObjectId| {
        pdf.set(id, "T", string("name"));
        let reference = dictionary! { "Type" => "OBJR", "Obj" => id };
        let form = pdf.elements("Form")[0];
        pdf.set(form, "K", reference);
        pdf.set(
            pdf.root,
            "ParentTree/Nums",
            vec![0.into(), vec![pdf.top.into()].into(), 1.into(), form.into()],
        );
        pdf.set(id, "StructParent", 1);
    };
    assert_eq!(with("Widget", "", field), ["7.18.1-3"]);
    let described = |pdf: &mut Pdf, id| {
        field(pdf, id);
        pdf.set(id, "TU", string("x"));
        pdf.set(pdf.catalog, "AcroForm", dictionary! { "Fields" => vec![id.into()] });
    };
    assert_eq!(with("Widget", "", described), NONE);
    let without_language = |pdf: &mut Pdf, id| {
        described(pdf, id);
        pdf.remove(pdf.catalog, "Lang");
        pdf.xmp("x-default", "en");
    };
    assert_eq!(with("Widget", "", without_language), ["7.2-25"]);
}

#[test]
fn contents_have_a_language_of_the_element_itself() {
    let broken = |element: &str| {
        with("Text", element, |pdf, id| {
            text(pdf, id);
            pdf.remove(pdf.catalog, "Lang");
            pdf.set(pdf.top, "Lang", string("en"));
            pdf.xmp("x-default", "en");
        })
    };
    assert_eq!(broken("Annot"), ["7.2-24"]);
    assert_eq!(broken("Annot{Lang=en}"), NONE);
}

#[test]
fn pages_with_annotations_are_walked_by_structure() {
    assert_eq!(
        with("Text", "", |pdf, id| {
            pdf.set(id, "F", 2);
            pdf.set(pdf.page, "Tabs", "R");
        }),
        ["7.18.3-1"]
    );
}
