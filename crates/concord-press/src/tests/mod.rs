//! Whole documents through the press, looked at with lopdf and, where there are any, with other judges.

mod sample;
mod standards;

use crate::{Settings, press};
use concord_document::LanguageTag;
use concord_pages::{
    Artifact, Color, ElementId, FontId, ImageId, Item, Link, ListNumbering, OutlineEntry, PageLabelRange,
    PageLabelStyle, Paint, Path, Place, PlacedImage, Point, Raster, Rect, Role, Scope, Segment, SetDocument,
    Stroke, StructureTree, Target,
};
use lopdf::{Document, Object};
use sample::{SANS, SERIF, Setter};
use std::process::Command;

/// Everything that the press knows, on three pages.
fn everything() -> SetDocument {
    let mut setter = Setter::new("en", "Bridges (and “ponts”)");
    running(&mut setter);
    let root = StructureTree::ROOT;
    let heading = setter.text(root, Role::H1, "Building bridges");
    setter.text(
        root,
        Role::P,
        "A paragraph with a (parenthesis), a back\\slash, naïve café and 120\u{202F}000 people.",
    );
    shapes_of_letters(&mut setter);
    foreign(&mut setter);
    list(&mut setter);
    table(&mut setter);
    figures(&mut setter);
    note(&mut setter);
    links(&mut setter);
    setter.y = 740.0;
    setter.text(root, Role::P, &"This paragraph runs over the end of the page. ".repeat(12));
    running(&mut setter);
    setter.text(root, Role::H2, "After the break");
    setter.page();
    setter.text(root, Role::P, "A page of its own.");
    let place = |page, y| Place { page, y };
    let entry = |title: &str, level, place| OutlineEntry { title: title.into(), level, place };
    setter.document.outline = vec![
        entry("Building bridges", 1, place(0, 60.0)),
        entry("After the break", 2, place(1, 100.0)),
        entry("“Quoted”", 3, place(1, 100.0)),
        entry("Last", 1, place(2, 60.0)),
    ];
    setter.document.labels = vec![
        PageLabelRange {
            first_page: 0,
            style: PageLabelStyle::LowerRoman,
            first_number: 1,
            prefix: String::new(),
        },
        PageLabelRange {
            first_page: 1,
            style: PageLabelStyle::Decimal,
            first_number: 1,
            prefix: "p. ".into(),
        },
    ];
    assert_eq!(setter.document.structure.get(heading).role, Role::H1);
    setter.document
}

fn running(setter: &mut Setter) {
    let ground = Path::rectangle(
        Rect { x: 0.0, y: 0.0, width: 595.276, height: 20.0 },
        Color { red: 230, green: 240, blue: 250 },
    );
    setter.artifact(Artifact::Background, vec![Item::Path(ground)]);
    let head = setter.run(SANS, 8.0, 72.0, 40.0, "Running head");
    setter.artifact(Artifact::Header, vec![Item::Text(head)]);
    let folio = setter.run(SANS, 8.0, 300.0, 810.0, "1");
    setter.artifact(Artifact::Footer, vec![Item::Text(folio)]);
    let stroke = Stroke { color: Color::BLACK, width: 0.5, dash: Some((2.0, 1.5)) };
    let rule = Path::line(Point { x: 72.0, y: 46.0 }, Point { x: 523.0, y: 46.0 }, stroke);
    setter.artifact(Artifact::Layout, vec![Item::Path(rule)]);
}

/// A ligature, a mark above its letter, a cluster of two glyphs for one character, and a glyph for two texts.
fn shapes_of_letters(setter: &mut Setter) {
    let paragraph = setter.add(StructureTree::ROOT, Role::P);
    let mut ligature = setter.run(SANS, 11.0, 72.0, setter.y, "of\u{FB01}ce ");
    ligature.text = "office ".into();
    for glyph in &mut ligature.glyphs[3..] {
        glyph.cluster -= 1;
    }
    let mut circumflex = setter.run(SANS, 11.0, 120.0, setter.y, "x\u{302}y ");
    circumflex.glyphs[0].advance -= 20.0;
    (circumflex.glyphs[1].x_offset, circumflex.glyphs[1].y_offset) = (-40, 30);
    let mut decomposed = setter.run(SANS, 11.0, 160.0, setter.y, "ae\u{301}b ");
    decomposed.text = "aéb ".into();
    decomposed.glyphs[2].cluster = 1;
    for glyph in &mut decomposed.glyphs[3..] {
        glyph.cluster -= 1;
    }
    let mut joined = setter.run(SANS, 11.0, 200.0, setter.y, "e\u{301}! ");
    joined.glyphs[1].cluster = 0;
    // The glyph of the small letter, meant as the capital.
    let mut small_capital = setter.run(SANS, 11.0, 240.0, setter.y, "end");
    small_capital.text = "eNd".into();
    let runs = [ligature, circumflex, decomposed, joined, small_capital];
    setter.mark(paragraph, runs.into_iter().map(Item::Text).collect());
    setter.y += 20.0;
}

fn foreign(setter: &mut Setter) {
    let paragraph = setter.text(StructureTree::ROOT, Role::P, "The French say ");
    let span = setter.text(paragraph, Role::Span, "qui vivra verra");
    setter.element(span).attributes.language = LanguageTag::parse("fr").ok();
    let abbreviation = setter.text(paragraph, Role::Span, "EU");
    setter.element(abbreviation).attributes.expansion = Some("European Union".into());
}

fn list(setter: &mut Setter) {
    let list = setter.add(StructureTree::ROOT, Role::L);
    setter.element(list).attributes.list_numbering = Some(ListNumbering::Disc);
    for text in ["first", "second"] {
        let item = setter.add(list, Role::Li);
        setter.text(item, Role::Lbl, "• ");
        let body = setter.add(item, Role::LBody);
        setter.text(body, Role::P, text);
    }
}

fn table(setter: &mut Setter) {
    let table = setter.add(StructureTree::ROOT, Role::Table);
    let groups =
        [(Role::THead, Role::Th, ["Country", "Year"]), (Role::TBody, Role::Td, ["Cabo Verde", "2019"])];
    for (group, cell, texts) in groups {
        let group = setter.add(table, group);
        let row = setter.add(group, Role::Tr);
        for text in texts {
            let cell = setter.text(row, cell, text);
            if setter.element(cell).role == Role::Th {
                setter.element(cell).attributes.scope = Some(Scope::Column);
            }
        }
    }
    let body = setter.add(table, Role::TBody);
    let row = setter.add(body, Role::Tr);
    let header = setter.text(row, Role::Th, "all");
    setter.element(header).attributes.scope = Some(Scope::Row);
    setter.element(header).attributes.column_span = Some(2);
}

fn figures(setter: &mut Setter) {
    let pixels = 12_usize * 8;
    let rgb: Vec<u8> = (0..pixels * 3).map(|at| (at * 7 % 256) as u8).collect();
    let alpha: Vec<u8> = (0..pixels).map(|at| (at * 2) as u8).collect();
    let opaque = Raster { width: 12, height: 8, rgb: rgb.clone().into(), alpha: None };
    let faint = Raster { width: 12, height: 8, rgb: rgb.into(), alpha: Some(alpha.into()) };
    setter.document.images = vec![opaque, faint];
    for image in 0..2 {
        let rect = Rect { x: 72.0 + 100.0 * image as f32, y: setter.y, width: 90.0, height: 60.0 };
        let figure = figure(setter, "Stripes of colour", rect);
        setter.mark(figure, vec![Item::Image(PlacedImage { image: ImageId(image), rect })]);
        setter.text(figure, Role::Caption, "Stripes");
    }
    setter.y += 70.0;
    let rect = Rect { x: 72.0, y: setter.y, width: 90.0, height: 30.0 };
    let chart = figure(setter, "A leaf", rect);
    let point = |x: f32, y: f32| Point { x: rect.x + x, y: rect.y + y };
    let segments = vec![
        Segment::Move(point(0.0, 15.0)),
        Segment::Curve(point(20.0, 0.0), point(60.0, 0.0), point(90.0, 15.0)),
        Segment::Line(point(45.0, 30.0)),
        Segment::Close,
    ];
    let stroke = Some(Stroke { color: Color { red: 0, green: 90, blue: 0 }, width: 1.0, dash: None });
    let paint = Paint { fill: Some(Color { red: 120, green: 200, blue: 100 }), stroke };
    setter.mark(chart, vec![Item::Path(Path { segments, paint })]);
    setter.y += 50.0;
}

fn figure(setter: &mut Setter, alternative: &str, rect: Rect) -> ElementId {
    let figure = setter.add(StructureTree::ROOT, Role::Figure);
    let page = setter.page_number();
    setter.element(figure).attributes.alternative = Some(alternative.into());
    setter.element(figure).attributes.bounds = Some((page, rect));
    figure
}

fn note(setter: &mut Setter) {
    let paragraph = setter.text(StructureTree::ROOT, Role::P, "A claim.");
    let reference = setter.add(paragraph, Role::Reference);
    setter.text(reference, Role::Lbl, "1");
    let note = setter.add(paragraph, Role::Note);
    setter.element(note).attributes.id = Some("note-1".into());
    setter.text(note, Role::P, "Its source.");
}

fn links(setter: &mut Setter) {
    let paragraph = setter.text(StructureTree::ROOT, Role::P, "See ");
    let targets =
        [Target::Address("https://example.org/a path/é".into()), Target::Place(Place { page: 2, y: 60.0 })];
    for target in targets {
        let element = setter.text(paragraph, Role::Link, "there and elsewhere");
        let line = |y: f32| Rect { x: 72.0, y, width: 90.0, height: 12.0 };
        let rects = vec![line(setter.y - 30.0), line(setter.y - 18.0)];
        let page = setter.page_number();
        let link = Link { rects, target, element, description: "There — and elsewhere".into() };
        setter.document.pages[page].links.push(link);
    }
}

fn pressed(document: &SetDocument) -> Vec<u8> {
    press(document, &Settings::default()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn refused(document: &SetDocument) -> Vec<String> {
    let faults = press(document, &Settings::default()).err().unwrap_or_default();
    faults.into_iter().map(|fault| format!("{} {}", fault.code.id(), fault.message)).collect()
}

/// Runs a program on a file; `None` where there is no such program.
fn run(program: &str, arguments: &[&str], bytes: &[u8]) -> Option<(bool, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pressed.pdf");
    std::fs::write(&file, bytes).expect("a file");
    let output = Command::new(program).args(arguments).arg(&file).output().ok()?;
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Some((output.status.success(), text))
}

fn is_name(entries: &lopdf::Dictionary, key: &str, name: &str) -> bool {
    entries.get(key.as_bytes()).and_then(Object::as_name).is_ok_and(|value| value == name.as_bytes())
}

#[test]
fn is_the_same_twice_and_with_any_number_of_threads() {
    let document = everything();
    let once = pressed(&document);
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    assert!(once == pressed(&document));
    assert!(once == alone.install(|| pressed(&document)));
}

#[test]
fn another_document_has_another_identifier() {
    let identifier = |bytes: &[u8]| {
        let pdf = Document::load_mem(bytes).expect("a file");
        pdf.trailer.get(b"ID").expect("an ID").clone()
    };
    let mut document = everything();
    let first = identifier(&pressed(&document));
    document.metadata.creator = "Somebody else".into();
    assert_ne!(first, identifier(&pressed(&document)));
}

#[test]
fn satisfies_the_judges() {
    let bytes = pressed(&everything());
    if let Some((clean, words)) = run("qpdf", &["--check"], &bytes) {
        assert!(clean, "{words}");
    }
    match std::env::var("VERAPDF") {
        Ok(judge) => {
            for flavour in ["ua1", "2a"] {
                let (valid, words) =
                    run(&judge, &["--flavour", flavour, "-v"], &bytes).expect("the validator");
                assert!(valid, "{words}");
            }
        }
        Err(_) => eprintln!("VERAPDF is not set: conformance is not judged"),
    }
}

#[test]
fn text_comes_back() {
    let bytes = pressed(&everything());
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pressed.pdf");
    std::fs::write(&file, &bytes).expect("a file");
    let Ok(output) = Command::new("pdftotext").arg(&file).arg("-").output() else { return };
    let text = String::from_utf8_lossy(&output.stdout);
    let expected = [
        "A paragraph with a (parenthesis), a back\\slash, naïve café and 120",
        "office",
        "x\u{302}",
        "aéb",
        "e\u{301}!",
        "eNd",
        "qui vivra verra",
    ];
    for part in expected {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

#[test]
fn tags_say_what_they_are() {
    let pdf = Document::load_mem(&pressed(&everything())).expect("a file");
    let catalog = pdf.catalog().expect("a catalog");
    assert!(is_name(catalog, "PageMode", "UseOutlines"));
    let types = |wanted: &str| {
        let of_type = |object: &&Object| object.as_dict().is_ok_and(|entries| is_name(entries, "S", wanted));
        pdf.objects.values().filter(of_type).count()
    };
    let counts: Vec<usize> =
        ["Document", "H1", "P", "L", "LI", "Lbl", "TH", "TD", "Figure", "Note", "Link"].map(types).into();
    assert_eq!(counts, [1, 1, 10, 1, 2, 3, 3, 2, 3, 1, 2]);
    for (id, object) in &pdf.objects {
        assert!(!matches!(object, Object::Null), "object {id:?} is null");
    }
}

#[test]
fn outline_is_nested() {
    let pdf = Document::load_mem(&pressed(&everything())).expect("a file");
    let items: Vec<(String, i64)> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|entries| entries.has(b"Title") && entries.has(b"Dest"))
        .map(|entries| {
            let title = lopdf::decode_text_string(entries.get(b"Title").expect("a title")).expect("text");
            (title, entries.get(b"Count").and_then(Object::as_i64).unwrap_or(0))
        })
        .collect();
    let expected = [("Building bridges", 1), ("After the break", -1), ("“Quoted”", 0), ("Last", 0)];
    assert_eq!(items, expected.map(|(title, count)| (title.to_owned(), count)));
}

#[test]
fn a_missing_glyph_is_refused() {
    let mut setter = Setter::new("en", "Missing");
    setter.text(StructureTree::ROOT, Role::P, "snow \u{10FFFF}");
    assert_eq!(refused(&setter.document).len(), 1);
    assert!(
        refused(&setter.document)[0].starts_with("R501 page 1: font `LibertinusSerif-Regular` lacks a glyph")
    );
}

#[test]
fn every_fault_is_told_at_once() {
    let mut setter = Setter::new("en", " ");
    let root = StructureTree::ROOT;
    let mut text = setter.run(SERIF, 11.0, 72.0, 72.0, "text");
    text.font = FontId(9);
    let figure = setter.add(root, Role::Figure);
    setter.mark(figure, vec![Item::Text(text)]);
    setter.add(root, Role::Note);
    let header = setter.add(root, Role::Th);
    setter.mark(header, vec![Item::Image(PlacedImage { image: ImageId(3), rect: Rect::default() })]);
    setter.element(header).children.clear();
    let place = Place { page: 7, y: f32::NAN };
    setter.document.outline = vec![OutlineEntry { title: "Far".into(), level: 1, place }];
    setter.document.metadata.date = "yesterday".into();
    assert_eq!(
        refused(&setter.document),
        [
            "R501 a figure has no alternative text",
            "R501 a header cell of a table has no scope",
            "R501 a mark is not named once by the element that owns it",
            "R501 a note has no id",
            "R501 page 1: image 3 is placed, which there is not",
            "R501 page 1: text is set in font 9, which there is not",
            "R501 the bookmark `Far` leads to a page that there is not",
            "R501 the date `yesterday` is not of the form 2026-05-31",
            "R501 the document has no title",
        ]
    );
}

#[test]
fn a_skipped_level_is_refused() {
    let mut setter = Setter::new("en", "Levels");
    for role in [Role::H1, Role::H3] {
        setter.text(StructureTree::ROOT, role, "Heading");
    }
    assert_eq!(refused(&setter.document), ["R501 a heading of level 3 follows one of level 1"]);
}

#[test]
fn a_circle_of_elements_is_refused() {
    let mut setter = Setter::new("en", "Circle");
    let outer = setter.add(StructureTree::ROOT, Role::Div);
    let inner = setter.add(outer, Role::Div);
    setter.element(inner).children.push(concord_pages::Child::Element(outer));
    setter.element(StructureTree::ROOT).children.clear();
    assert_eq!(refused(&setter.document).len(), 1);
}

#[test]
fn pictures_come_back() {
    let document = everything();
    let pdf = Document::load_mem(&pressed(&document)).expect("a file");
    let is_colour = |stream: &&lopdf::Stream| is_name(&stream.dict, "ColorSpace", "DeviceRGB");
    let pictures: Vec<_> =
        pdf.objects.values().filter_map(|object| object.as_stream().ok()).filter(is_colour).collect();
    assert_eq!(pictures.len(), 2);
    for picture in pictures {
        assert_eq!(picture.decompressed_content().expect("pixels"), *document.images[0].rgb);
    }
}

#[test]
fn numbers_are_short() {
    let written = |value: f32| {
        let mut out = String::new();
        crate::number::push(&mut out, value);
        out
    };
    assert_eq!(
        [0.0, 1.0, -0.5, 12.3456, 0.0004, -3.05].map(written),
        ["0", "1", "-0.5", "12.346", "0", "-3.05"]
    );
}
