//! A document set by hand, pressed, read back and proved; then with one thing wrong at a time.

mod hostile;
#[path = "../../../concord-press/src/tests/sample.rs"]
mod sample;

use crate::{Limits, Transcript, prove, read};
use concord_diagnostics::{SourceId, Span};
use concord_document::{
    Alignment, Attributes, Block, BlockKind, Chart, ChartKind, Content, Datum, DefinitionItem, Document,
    FactText, Figure, Inline, InlineKind, KeyFigure, LanguageTag, ListItem, Note, Table, TableCell, TableRow,
    Words,
};
use concord_pages::{
    ElementId, Link, ListNumbering, OutlineEntry, Place, Rect, Role, Scope, SetDocument, StructureTree,
    Target,
};
use concord_press::{Settings, press};
use sample::Setter;

/// Blocks and inlines with a place each, so that a finding can be told by it.
#[derive(Default)]
struct Author {
    next: usize,
}

impl Author {
    fn span(&mut self) -> Span {
        self.next += 10;
        Span::new(SourceId(0), self.next..self.next + 5)
    }

    fn inline(&mut self, kind: InlineKind) -> Inline {
        Inline { kind, span: self.span() }
    }

    fn text(&mut self, text: &str) -> Vec<Inline> {
        vec![self.inline(InlineKind::Text(text.into()))]
    }

    fn block(&mut self, kind: BlockKind) -> Block {
        Block { kind, attributes: Attributes::default(), span: self.span() }
    }

    fn paragraph(&mut self, text: &str) -> Block {
        let content = self.text(text);
        self.block(BlockKind::Paragraph(content))
    }

    fn row(&mut self, cells: [&str; 2]) -> TableRow {
        let cells = cells.map(|text| TableCell { content: self.text(text), span: self.span() }).to_vec();
        TableRow { cells, span: self.span() }
    }
}

fn document() -> Document {
    let mut author = Author::default();
    let mut heading = BlockKind::Heading { level: 1, content: author.text("Building bridges") };
    let mut first = author.block(heading);
    first.attributes.id = Some("bridges".into());
    let mut blocks = vec![first];
    let fact = FactText { helper: "count".into(), key: "countries".into(), text: "120 countries".into() };
    let mut content = author.text("The programme  reached ");
    content.push(author.inline(InlineKind::Fact(fact)));
    content.push(author.inline(InlineKind::NoteReference("n".into())));
    content.extend(author.text(", says "));
    let words = author.text("the site");
    content.push(author.inline(InlineKind::Link { target: "https://example.org/é".into(), content: words }));
    content.extend(author.text("."));
    blocks.push(author.block(BlockKind::Paragraph(content)));
    let items = ["first item", "second item"]
        .map(|text| ListItem { blocks: vec![author.paragraph(text)], span: author.span() });
    blocks.push(author.block(BlockKind::List { start: None, items: items.to_vec() }));
    let term = DefinitionItem {
        term: author.text("EU"),
        blocks: vec![author.paragraph("the European Union")],
        span: author.span(),
    };
    blocks.push(author.block(BlockKind::DefinitionList(vec![term])));
    let rows = [["Country", "Year"], ["Cabo Verde", "2019"]].map(|cells| author.row(cells));
    let [head, row] = rows;
    let table = Table { alignments: vec![Alignment::Start; 2], head, rows: vec![row] };
    blocks.push(author.block(BlockKind::Table(table)));
    let quoted = author.paragraph("We came to learn.");
    blocks.push(author.block(BlockKind::Quote(vec![quoted])));
    let caption = author.text("A bridge");
    let figure = Figure { path: "b.png".into(), alternative: "A bridge at dawn".into(), caption };
    blocks.push(author.block(BlockKind::Figure(figure)));
    heading = BlockKind::Heading { level: 2, content: author.text("Figures") };
    blocks.push(author.block(heading));
    let data = [("women", "Women", "60 %"), ("men", "Men", "40 %")].map(|(key, label, text)| Datum {
        key: key.into(),
        label: label.into(),
        value: 1.0,
        text: text.into(),
    });
    let chart = Chart {
        kind: ChartKind::Share,
        caption: author.text("Who took part"),
        data: data.to_vec(),
        alternative: "Women 60 %, men 40 %".into(),
    };
    blocks.push(author.block(BlockKind::Chart(chart)));
    let key_figure = |key: &str, qualifier: &str, number: &str, label: &str| KeyFigure {
        key: key.into(),
        qualifier: qualifier.into(),
        number: number.into(),
        label: label.into(),
    };
    let figures = vec![
        key_figure("countries", "more than", "120", "countries"),
        key_figure("years", "", "12", "years"),
    ];
    blocks.push(author.block(BlockKind::KeyFigures(figures)));
    let mut content = author.text("Back to ");
    let words = author.text("the start");
    content.push(author.inline(InlineKind::Link { target: "#bridges".into(), content: words }));
    blocks.push(author.block(BlockKind::Paragraph(content)));
    let note = Note { blocks: vec![author.paragraph("Counted in 2026.")], span: author.span() };
    Document {
        id: "test".into(),
        language: LanguageTag::parse("en").expect("a tag"),
        metadata: Setter::new("en", "Bridges").document.metadata,
        words: Words { contents: "Contents".into(), ..Words::default() },
        content: Content { blocks, notes: [("n".to_owned(), note)].into() },
    }
}

/// The document as a setter would have it, with what setters add.
fn set() -> Setter {
    let mut setter = Setter::new("en", "Bridges");
    let root = StructureTree::ROOT;
    contents(&mut setter);
    setter.text(root, Role::H1, "Building bridges");
    let paragraph = setter.text(root, Role::P, "The pro\u{AD}gramme reached 120 countries");
    let reference = setter.add(paragraph, Role::Reference);
    link(&mut setter, reference, "1", Target::Place(Place { page: 0, y: 500.0 }));
    inline(&mut setter, paragraph, ", says ");
    link(&mut setter, paragraph, "the site", Target::Address("https://example.org/é".into()));
    inline(&mut setter, paragraph, ".");
    list(&mut setter, ListNumbering::Disc, &[("•", "first item"), ("•", "second item")]);
    list(&mut setter, ListNumbering::None, &[("EU", "the European Union")]);
    table(&mut setter);
    let quote = setter.add(root, Role::BlockQuote);
    setter.text(quote, Role::P, "We came to learn.");
    let picture = setter.text(root, Role::Figure, "");
    setter.element(picture).attributes.alternative = Some("A bridge at dawn".into());
    setter.text(root, Role::Caption, "A bridge");
    setter.page();
    setter.text(root, Role::H2, "Figures");
    let group = setter.add(root, Role::Div);
    setter.text(group, Role::Caption, "Who took part");
    let chart = setter.text(group, Role::Figure, "");
    setter.element(chart).attributes.alternative = Some("Women 60 %, men 40 %".into());
    let table = setter.add(group, Role::Table);
    for (label, value) in [("Women", "60 %"), ("Men", "40 %")] {
        let row = setter.add(table, Role::Tr);
        let head = setter.text(row, Role::Th, label);
        setter.element(head).attributes.scope = Some(Scope::Row);
        setter.text(row, Role::Td, value);
    }
    let key_figures = setter.add(root, Role::L);
    for text in ["more than 120 countries ", "12 years "] {
        let item = setter.add(key_figures, Role::Li);
        setter.text(item, Role::LBody, text);
    }
    let last = setter.text(root, Role::P, "Back to ");
    link(&mut setter, last, "the start", Target::Place(Place { page: 0, y: 100.0 }));
    let note = setter.add(root, Role::Note);
    setter.element(note).attributes.id = Some("note-1".into());
    setter.text(note, Role::Lbl, "1");
    setter.text(note, Role::P, "Counted in 2026.");
    let entry = |title: &str, level, page| OutlineEntry {
        title: title.into(),
        level,
        place: Place { page, y: 90.0 },
    };
    setter.document.outline = vec![entry("Building bridges", 1, 0), entry("Figures", 2, 1)];
    setter
}

fn inline(setter: &mut Setter, element: ElementId, text: &str) {
    setter.lines(element, sample::SERIF, 11.0, text);
}

fn contents(setter: &mut Setter) {
    let contents = setter.add(StructureTree::ROOT, Role::Toc);
    for (text, page) in [("Building bridges 1", 0), ("Figures 2", 1)] {
        let item = setter.add(contents, Role::Toci);
        let reference = setter.add(item, Role::Reference);
        link(setter, reference, text, Target::Place(Place { page, y: 90.0 }));
    }
}

fn link(setter: &mut Setter, parent: ElementId, text: &str, target: Target) -> ElementId {
    let element = setter.text(parent, Role::Link, text);
    let page = setter.page_number();
    let rect = Rect { x: 72.0, y: setter.y - 30.0, width: 60.0, height: 12.0 };
    let link = Link { rects: vec![rect], target, element, description: text.into() };
    setter.document.pages[page].links.push(link);
    element
}

fn list(setter: &mut Setter, numbering: ListNumbering, items: &[(&str, &str)]) {
    let list = setter.add(StructureTree::ROOT, Role::L);
    setter.element(list).attributes.list_numbering = Some(numbering);
    for (label, text) in items {
        let item = setter.add(list, Role::Li);
        setter.text(item, Role::Lbl, label);
        let body = setter.add(item, Role::LBody);
        setter.text(body, Role::P, text);
    }
}

fn table(setter: &mut Setter) {
    let table = setter.add(StructureTree::ROOT, Role::Table);
    for (role, texts) in [(Role::Th, ["Country", "Year"]), (Role::Td, ["Cabo Verde", "2019"])] {
        let row = setter.add(table, Role::Tr);
        for (column, text) in texts.into_iter().enumerate() {
            // The first column names the rows.
            let (role, scope) = match (role, column) {
                (Role::Th, _) => (Role::Th, Some(Scope::Column)),
                (_, 0) => (Role::Th, Some(Scope::Row)),
                _ => (role, None),
            };
            let cell = setter.text(row, role, text);
            setter.element(cell).attributes.scope = scope;
        }
    }
}

fn read_back(document: &SetDocument) -> Transcript {
    let bytes = press(document, &Settings::default()).unwrap_or_else(|faults| panic!("{faults:?}"));
    read(&bytes, &Limits::default()).expect("a transcript")
}

/// What is found when the document was changed after it was set: code, message, and the start of the place.
fn findings(change: impl Fn(&mut Document)) -> Vec<String> {
    let mut document = document();
    change(&mut document);
    let proof = prove(&read_back(&set().document), &document);
    let place = |finding: &concord_diagnostics::Diagnostic| {
        finding.primary.as_ref().map_or(String::new(), |label| format!(" @{}", label.span.start))
    };
    proof
        .diagnostics
        .iter()
        .map(|finding| format!("{} {}{}", finding.code.id(), finding.message, place(finding)))
        .collect()
}

fn content_of(block: &mut Block) -> &mut Vec<Inline> {
    match &mut block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => content,
        other => panic!("no text in {other:?}"),
    }
}

fn set_text(block: &mut Block, text: &str) {
    content_of(block)[0].kind = InlineKind::Text(text.into());
}

#[test]
fn a_true_file_is_proved() {
    assert_eq!(findings(|_| {}), Vec::<String>::new());
}

#[test]
fn facts_are_found_on_their_pages() {
    let proof = prove(&read_back(&set().document), &document());
    let places: Vec<(&str, &str, &str, &[usize])> = proof
        .value
        .iter()
        .map(|place| (place.key.as_str(), place.helper.as_str(), place.text.as_str(), place.pages.as_slice()))
        .collect();
    assert_eq!(
        places,
        [
            ("countries", "count", "120 countries", &[0][..]),
            ("women", "chart", "Women", &[1]),
            ("women", "chart", "60 %", &[1]),
            ("men", "chart", "Men", &[1]),
            ("men", "chart", "40 %", &[1]),
            ("countries", "figures", "more than 120 countries", &[1]),
            ("years", "figures", "12 years", &[1]),
        ]
    );
}

#[test]
fn another_word_is_found() {
    let changed =
        |document: &mut Document| set_text(&mut document.content.blocks[1], "The programme touched ");
    assert_eq!(findings(changed), ["V602 the words of a paragraph differ in the PDF on page 1 @100"]);
}

#[test]
fn a_space_of_another_kind_is_found() {
    let changed =
        |document: &mut Document| set_text(&mut document.content.blocks[1], "The programme\u{A0}reached ");
    assert_eq!(findings(changed).len(), 1);
}

#[test]
fn a_missing_passage_is_found() {
    let changed = |document: &mut Document| {
        let mut author = Author { next: 5000 };
        document.content.blocks.insert(2, author.paragraph("Quite another matter"));
    };
    assert_eq!(findings(changed), ["V602 a paragraph is missing in the PDF @5020"]);
}

#[test]
fn another_level_is_found() {
    let changed = |document: &mut Document| {
        if let BlockKind::Heading { level, .. } = &mut document.content.blocks[7].kind {
            *level = 3;
        }
    };
    let expected = "V603 a heading of level 3 is tagged as a heading of level 2 in the PDF on page 2";
    assert!(findings(changed)[0].starts_with(expected), "{:?}", findings(changed));
}

#[test]
fn another_order_is_found() {
    let found = findings(|document| document.content.blocks.swap(5, 10));
    assert!(!found.is_empty());
    assert!(
        found.iter().all(|finding| finding.starts_with("V603 ") && finding.contains("another place")),
        "{found:?}"
    );
}

#[test]
fn a_fact_that_is_not_there_is_found() {
    let changed = |document: &mut Document| {
        if let InlineKind::Fact(fact) = &mut content_of(&mut document.content.blocks[1])[1].kind {
            fact.text = "121 countries".into();
        }
    };
    assert_eq!(
        findings(changed),
        [
            "V602 the words of a paragraph differ in the PDF on page 1 @100",
            "V604 the fact `countries` is not where it belongs in the PDF @40"
        ]
    );
}

#[test]
fn another_figure_in_a_drawing_is_found() {
    let changed = |document: &mut Document| {
        if let BlockKind::Chart(chart) = &mut document.content.blocks[8].kind {
            chart.data[0].text = "6 %".into();
        }
        if let BlockKind::KeyFigures(figures) = &mut document.content.blocks[9].kind {
            figures[1].number = "2".into();
        }
    };
    let found = findings(changed);
    let expected =
        ["V602 the words of a table cell differ", "V604 the fact `women`", "V604 the fact `years`"];
    assert_eq!(found.len(), expected.len(), "{found:?}");
    let is_so = |(found, expected): (&String, &str)| found.starts_with(expected);
    assert!(found.iter().zip(expected).all(is_so), "{found:?}");
}

#[test]
fn another_alternative_text_is_found() {
    let changed = |document: &mut Document| {
        if let BlockKind::Figure(figure) = &mut document.content.blocks[6].kind {
            figure.alternative = "A bridge at dusk".into();
        }
    };
    let expected = "V602 the words of the alternative text of a figure differ in the PDF on page 1";
    assert!(findings(changed)[0].starts_with(expected));
}

#[test]
fn another_note_is_found() {
    let changed = |document: &mut Document| {
        let note = document.content.notes.get_mut("n").expect("a note");
        set_text(&mut note.blocks[0], "Counted in 2025.");
    };
    assert_eq!(findings(changed).len(), 1);
}

#[test]
fn links_that_lead_elsewhere_are_found() {
    let mut setter = set();
    for page in &mut setter.document.pages {
        for link in &mut page.links {
            match (&mut link.target, link.description.as_str()) {
                (Target::Address(address), _) => *address = "https://example.com/".into(),
                (Target::Place(place), "the start" | "Figures 2") => place.page = 1 - place.page,
                _ => {}
            }
        }
    }
    setter.document.outline[1].place.page = 0;
    let proof = prove(&read_back(&setter.document), &document());
    let messages: Vec<&str> = proof.diagnostics.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the bookmark `Figures` leads to page 1",
            "the entry `Figures 2` of the contents leads to page 1",
            "the link `the site` does not lead to https://example.org/%C3%A9 in the PDF",
            "the link `the start` leads to page 2 in the PDF, but `#bridges` is on page 1",
        ]
    );
}

#[test]
fn other_metadata_is_found() {
    let changed = |document: &mut Document| {
        document.metadata.title = "Tunnels".into();
        document.metadata.keywords.clear();
        document.language = LanguageTag::parse("fr").expect("a tag");
    };
    assert_eq!(
        findings(changed),
        [
            "V607 the title of the PDF is not the document's",
            "V607 the title in the Info dictionary of the PDF is not the document's",
            "V607 the list of keywords of the PDF is not the document's",
            "V607 the language of the PDF is not the document's",
            "V607 the language in the XMP packet of the PDF is not the document's",
        ]
    );
}

#[test]
fn a_transcript_can_be_read() {
    let mut setter = Setter::new("en", "Small");
    let root = StructureTree::ROOT;
    setter.text(root, Role::H1, "Small");
    let paragraph = setter.text(root, Role::P, "One “word” ");
    let span = setter.text(paragraph, Role::Span, "ein\u{A0}Wort");
    setter.element(span).attributes.language = LanguageTag::parse("de").ok();
    link(&mut setter, paragraph, "there", Target::Address("https://example.org/".into()));
    let place = Place { page: 0, y: 70.0 };
    setter.document.outline = vec![OutlineEntry { title: "Small".into(), level: 1, place }];
    let text = read_back(&setter.document).to_text();
    let from = text.find("outline").expect("an outline");
    let expected = "outline
  Small → 1
tags
  Document
    H1 1: \"Small\"
    P
      1: \"One “word” \"
      Span lang=\"de\" 1: \"ein\\u{a0}Wort\"
      Link
        1: \"there\"
        → https://example.org/ (there)
";
    assert_eq!(&text[from..], expected);
}
