//! The standards that files are made to, and claims that are taken back.

use super::sample::Setter;
use super::{everything, is_name, run};
use crate::{Claim, Effort, Settings, Standard, press, produce};
use concord_diagnostics::Severity;
use concord_pages::{Place, Rect, Role, SetDocument, StructureTree, Target};
use lopdf::{Dictionary, Document, Object, ObjectId};

const STANDARDS: [Standard; 3] = [Standard::Ua1A2a, Standard::Ua1A2aClassic, Standard::Ua2A4];

fn settings(standard: Standard, effort: Effort) -> Settings {
    Settings { standard, effort, ..Settings::default() }
}

fn pressed(document: &SetDocument, standard: Standard) -> Vec<u8> {
    press(document, &settings(standard, Effort::Whole)).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A call of a note that leads to it, and contents of one entry, besides everything else.
fn linked() -> SetDocument {
    let mut setter = Setter::new("en", "Linked");
    let root = StructureTree::ROOT;
    let contents = setter.add(root, Role::Toc);
    let item = setter.add(contents, Role::Toci);
    let reference = setter.add(item, Role::Reference);
    let entry = setter.text(reference, Role::Link, "The heading 1");
    let heading_at = setter.y - 8.0;
    setter.text(root, Role::H1, "The heading");
    let paragraph = setter.text(root, Role::P, "A claim.");
    let call = setter.add(paragraph, Role::Reference);
    let number = setter.text(call, Role::Link, "1");
    let note_at = setter.y - 4.0;
    let note = setter.add(root, Role::Note);
    setter.element(note).attributes.id = Some("note-1".into());
    setter.text(note, Role::P, "Its source.");
    for (element, y) in [(entry, heading_at), (number, note_at)] {
        let rects = vec![Rect { x: 72.0, y: 60.0, width: 90.0, height: 12.0 }];
        let target = Target::Place(Place { page: 0, y: y - 6.0 });
        let link = concord_pages::Link { rects, target, element, description: "There".into() };
        setter.document.pages[0].links.push(link);
    }
    setter.document
}

fn elements<'a>(pdf: &'a Document, kind: &str) -> Vec<(ObjectId, &'a Dictionary)> {
    let elements = pdf.objects.iter().filter_map(|(id, object)| Some((*id, object.as_dict().ok()?)));
    elements.filter(|(_, entries)| is_name(entries, "S", kind) && entries.has(b"P")).collect()
}

fn references(entries: &Dictionary) -> Vec<ObjectId> {
    let listed = entries.get(b"Ref").and_then(Object::as_array);
    listed.into_iter().flatten().filter_map(|object| object.as_reference().ok()).collect()
}

#[test]
fn each_is_sound_and_the_same_twice() {
    for standard in STANDARDS {
        for document in [everything(), linked()] {
            let bytes = pressed(&document, standard);
            assert!(bytes == pressed(&document, standard), "{standard:?}");
            if let Some((clean, words)) = run("qpdf", &["--check"], &bytes) {
                assert!(clean && !words.contains("WARNING"), "{standard:?}: {words}");
            }
        }
    }
}

#[test]
fn the_judges_agree() {
    let Ok(judge) = std::env::var("VERAPDF") else {
        eprintln!("VERAPDF is not set: conformance is not judged");
        return;
    };
    let flavours = [["ua1", "2a"], ["ua1", "2a"], ["ua2", "4"]];
    for (standard, flavours) in STANDARDS.into_iter().zip(flavours) {
        for flavour in flavours {
            let bytes = pressed(&linked(), standard);
            let (valid, words) = run(&judge, &["--flavour", flavour, "-v"], &bytes).expect("the validator");
            assert!(valid, "{standard:?}: {words}");
        }
    }
}

#[test]
fn a_classic_file_says_the_same() {
    let packed = Document::load_mem(&pressed(&everything(), Standard::Ua1A2a)).expect("a file");
    let plain = Document::load_mem(&pressed(&everything(), Standard::Ua1A2aClassic)).expect("a file");
    let common = |pdf: &Document| {
        let is_kept = |object: &&Object| {
            !object.as_stream().is_ok_and(|stream| {
                is_name(&stream.dict, "Type", "ObjStm") || is_name(&stream.dict, "Type", "XRef")
            })
        };
        pdf.objects.values().filter(is_kept).cloned().collect::<Vec<_>>()
    };
    assert_eq!(common(&packed), common(&plain));
}

#[test]
fn notes_and_contents_refer_to_their_targets() {
    let bytes = pressed(&linked(), Standard::Ua2A4);
    assert!(bytes.starts_with(b"%PDF-2.0\n"));
    let pdf = Document::load_mem(&bytes).expect("a file");
    assert!(!pdf.trailer.has(b"Info"));
    let (note, entries) = elements(&pdf, "FENote")[0];
    let calls: Vec<_> = elements(&pdf, "Reference")
        .into_iter()
        .filter(|(_, entries)| references(entries) == [note])
        .collect();
    assert_eq!(calls.len(), 1);
    assert_eq!(references(entries), [calls[0].0]);
    let (heading, _) = elements(&pdf, "H1")[0];
    assert_eq!(references(elements(&pdf, "TOCI")[0].1), [heading]);
    let actions =
        pdf.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"A").ok()?.as_dict().ok());
    let targets: Vec<ObjectId> = actions
        .filter(|action| is_name(action, "S", "GoTo"))
        .map(|action| action.get(b"SD").and_then(Object::as_array).expect("a destination")[0].as_reference())
        .collect::<Result<_, _>>()
        .expect("elements");
    assert_eq!(targets, [heading, note]);
}

#[test]
fn every_type_is_in_its_namespace() {
    let pdf = Document::load_mem(&pressed(&linked(), Standard::Ua2A4)).expect("a file");
    let namespace = |kind: &str| {
        let (_, entries) = elements(&pdf, kind)[0];
        let namespace = entries.get(b"NS").and_then(Object::as_reference).expect("a namespace");
        let namespace = pdf.get_dictionary(namespace).and_then(|entries| entries.get(b"NS"));
        lopdf::decode_text_string(namespace.expect("an address")).expect("text")
    };
    for kind in ["Document", "H1", "P", "Link", "FENote"] {
        assert_eq!(namespace(kind), "http://iso.org/pdf2/ssn", "{kind}");
    }
    for kind in ["TOC", "TOCI", "Reference"] {
        assert_eq!(namespace(kind), "http://iso.org/pdf/ssn", "{kind}");
    }
}

/// What is left of the claims of a document, and how many findings say so; `None` where there is no file at all.
fn left(document: &SetDocument, standard: Standard) -> Option<(Vec<Claim>, usize)> {
    assert!(press(document, &settings(standard, Effort::Whole)).is_err());
    let pressed = produce(document, &settings(standard, Effort::Best)).ok()?;
    assert!(pressed.broken.iter().all(|finding| finding.severity == Severity::Warning));
    let packet = |words: &str| pressed.bytes.windows(words.len()).any(|part| part == words.as_bytes());
    for claim in standard.claims() {
        let (property, value) = claim.properties()[0];
        let is_made = packet(&format!("<{property}>{value}</{property}>"));
        assert_eq!(is_made, pressed.claims.contains(&claim), "{claim:?}");
    }
    if let Some((clean, words)) = run("qpdf", &["--check"], &pressed.bytes) {
        assert!(clean && !words.contains("WARNING"), "{words}");
    }
    Some((pressed.claims, pressed.broken.len()))
}

#[test]
fn a_fault_costs_the_claim_that_it_breaks() {
    let undescribed = || {
        let mut setter = Setter::new("en", "Undescribed");
        setter.text(StructureTree::ROOT, Role::Figure, "a figure");
        setter.document
    };
    let missing = || {
        let mut setter = Setter::new("en", "Missing");
        setter.text(StructureTree::ROOT, Role::P, "snow \u{10FFFF} and \u{10FFFE} snow");
        setter.document
    };
    let large = || {
        let mut setter = Setter::new("en", "Large");
        setter.document.pages[0].width = 20_000.0;
        setter.document
    };
    let endless = || {
        let mut setter = Setter::new("en", "Endless");
        setter.document.pages[0].width = f32::INFINITY;
        setter.document
    };
    for standard in STANDARDS {
        let [accessible, lasting] = standard.claims();
        assert_eq!(left(&undescribed(), standard), Some((vec![lasting], 1)));
        assert_eq!(left(&missing(), standard), Some((vec![], 1)));
        assert_eq!(left(&large(), standard), Some((vec![accessible], 1)));
        assert_eq!(left(&endless(), standard), None);
    }
}
