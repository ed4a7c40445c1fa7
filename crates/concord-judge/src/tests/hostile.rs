//! Files that were damaged, by accident or on purpose: they may be refused, but they never bring the judge down, and
//! never pass unread.

use super::pdf::{Pdf, string};
use crate::{Limits, Verdict, judge};
use lopdf::{Object, Stream, dictionary};

/// A file in which most of what is judged occurs.
fn rich() -> Pdf {
    let mut pdf = Pdf::new();
    pdf.elements("H1 Table(TR(TH{Scope=Column} TD{ColSpan=1 Headers=a}) TR(TD TD)) L(LI(Lbl LBody)) Figure{Alt=x} Note{ID=n}");
    let link = pdf.elements("Link")[0];
    let link = pdf.annotation("Link", Some(link));
    pdf.set(link, "Contents", string("x"));
    let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "Resources" => dictionary! {} };
    let form = pdf.add(Stream::new(form, b"/Artifact BMC 0 0 9 9 re f EMC /F Do".to_vec()));
    pdf.set(pdf.page, "Resources/XObject", dictionary! { "F" => form });
    let map =
        b"begincodespacerange <00> <FF> endcodespacerange beginbfrange <00> <FF> <0020> endbfrange".to_vec();
    let map = pdf.add(Stream::new(dictionary! {}, map));
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "X", "ToUnicode" => map };
    pdf.set(pdf.page, "Resources/Font", dictionary! { "X" => font });
    pdf.show(
        "/Artifact <</Lang (en) /A [<</B 1>>]>> BDC /F Do BT /X 9 Tf 3 Tr (A) Tj ET EMC BI /W 1 ID x EI",
    );
    pdf
}

fn survive(bytes: &[u8]) {
    let limits = Limits { unpacked: 8 << 20, stream: 4 << 20, ..Limits::default() };
    if let Ok(judgement) = judge(bytes, &limits) {
        assert!(judgement.findings.len() <= crate::rules::ALL.len() * 20);
        judgement.verdict();
    }
}

#[test]
fn truncated_files_are_survived() {
    let bytes = rich().bytes();
    for cut in 0..bytes.len() / 7 {
        survive(&bytes[..cut * 7]);
    }
}

#[test]
fn changed_bytes_are_survived() {
    let original = rich().bytes();
    let mut random = fastrand::Rng::with_seed(0x5EED);
    for _ in 0..1_000 {
        let mut bytes = original.clone();
        for _ in 0..random.usize(1..9) {
            let at = random.usize(0..bytes.len());
            bytes[at] = random.u8(..);
        }
        survive(&bytes);
    }
}

#[test]
fn exchanged_pieces_are_survived() {
    let original = rich().bytes();
    let mut random = fastrand::Rng::with_seed(0xFEED);
    for _ in 0..1_000 {
        let mut bytes = original.clone();
        let length = random.usize(1..40);
        let (from, to) = (random.usize(0..bytes.len() - length), random.usize(0..bytes.len() - length));
        bytes.copy_within(from..from + length, to);
        survive(&bytes);
    }
}

#[test]
fn exchanged_references_are_survived() {
    let original = rich();
    let ids: Vec<_> = original.document.objects.keys().copied().collect();
    let mut random = fastrand::Rng::with_seed(0xBEAD);
    for _ in 0..500 {
        let mut pdf = original.clone();
        for _ in 0..random.usize(1..4) {
            let target = ids[random.usize(0..ids.len())];
            let holder = ids[random.usize(0..ids.len())];
            let entries = match pdf.document.objects.get_mut(&holder) {
                Some(Object::Dictionary(entries)) => entries,
                Some(Object::Stream(stream)) => &mut stream.dict,
                _ => continue,
            };
            let count = entries.len();
            if let Some((_, value)) = entries.iter_mut().nth(random.usize(0..count.max(1))) {
                *value = Object::Reference(target);
            }
        }
        survive(&pdf.bytes());
    }
}

#[test]
fn loops_end() {
    let mut pdf = rich();
    pdf.set(pdf.top, "P", pdf.top);
    pdf.set(pdf.top, "K", vec![pdf.top.into(), pdf.root.into(), pdf.top.into()]);
    pdf.set(pdf.root, "ParentTree/Kids", vec![pdf.root.into()]);
    pdf.set(pdf.root, "ClassMap", dictionary! { "C" => pdf.top });
    pdf.set(pdf.catalog, "Outlines", dictionary! { "First" => pdf.catalog });
    pdf.set(pdf.catalog, "First", pdf.catalog);
    let action = pdf.add(dictionary! { "S" => "Rendition" });
    pdf.set(action, "Next", vec![action.into(), action.into()]);
    pdf.set(pdf.catalog, "OpenAction", action);
    assert_eq!(pdf.judgement().verdict(), Verdict::Fail);
}

/// Elements that have the next as both their kids: a tree of two to the sixtieth.
#[test]
fn shared_kids_are_looked_through_within_bounds() {
    let mut pdf = Pdf::new();
    let mut kid = pdf.add(dictionary! { "S" => "Div", "P" => pdf.top });
    for _ in 0..60 {
        kid = pdf.add(dictionary! { "S" => "Div", "P" => pdf.top, "K" => vec![kid.into(), kid.into()] });
    }
    pdf.set(pdf.top, "K", vec![kid.into()]);
    let judgement = pdf.judgement();
    assert_eq!(judgement.verdict(), Verdict::Undecided);
}

/// Forms that draw the next twice.
#[test]
fn forms_are_interpreted_once() {
    let mut pdf = Pdf::new();
    let mut form = pdf.add(Stream::new(dictionary! { "Subtype" => "Form" }, Vec::new()));
    for _ in 0..28 {
        let resources = dictionary! { "XObject" => dictionary! { "F" => form } };
        let entries = dictionary! { "Subtype" => "Form", "Resources" => resources };
        form = pdf.add(Stream::new(entries, b"/F Do /F Do".to_vec()));
    }
    pdf.set(pdf.page, "Resources/XObject", dictionary! { "F" => form });
    pdf.show("/F Do /F Do");
    assert_eq!(pdf.judgement().verdict(), Verdict::Pass);
}

#[test]
fn deep_nesting_is_no_pass() {
    let mut pdf = Pdf::new();
    pdf.show(&format!("{}{}", "/Span BMC ".repeat(5_000), "EMC ".repeat(5_000)));
    assert_eq!(pdf.judgement().verdict(), Verdict::Undecided);
    let mut pdf = Pdf::new();
    pdf.elements(&format!("{}P{}", "Sect(".repeat(1_500), ")".repeat(1_500)));
    assert_eq!(pdf.judgement().verdict(), Verdict::Undecided);
    let mut pdf = Pdf::new();
    pdf.xmp("<dc:title>", &"<x>".repeat(100_000));
    assert_eq!(pdf.judgement().verdict(), Verdict::Fail);
}

#[test]
fn what_unpacks_to_too_much_is_no_pass() {
    let mut pdf = Pdf::new();
    pdf.show(&" ".repeat(100_000));
    let limits = Limits { stream: 50_000, ..Limits::default() };
    assert_eq!(judge(&pdf.bytes(), &limits).expect("a judgement").verdict(), Verdict::Undecided);
    assert!(judge(&pdf.bytes(), &Limits { file: 100, ..limits }).is_err());
}

#[test]
fn files_with_wrong_tables_and_lengths_are_read_all_the_same() {
    // A character for each byte.
    let text: String = Pdf::new().bytes().into_iter().map(char::from).collect();
    let judged = |text: &str| {
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).expect("a byte")).collect();
        judge(&bytes, &Limits::default()).expect("a judgement")
    };
    let table = text.rfind("startxref").expect("a table");
    assert_eq!(judged(&format!("{}startxref\n7\n%%EOF", &text[..table])).verdict(), Verdict::Pass);
    assert_eq!(judged(&format!("{text}{}", " ".repeat(3_000))).verdict(), Verdict::Pass);
    let at = text.find("/Length ").expect("a length") + 8;
    let digits = text[at..].find(|c: char| !c.is_ascii_digit()).expect("an end");
    let wrong = format!("{}{}{}", &text[..at], "1".repeat(digits), &text[at + digits..]);
    assert_eq!(judged(&wrong), judged(&text));
}
