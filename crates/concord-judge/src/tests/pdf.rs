//! A small file that conforms, to be changed by paths.

use crate::{Judgement, Level, Limits, judge};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

const XMP: &str = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Title</rdf:li></rdf:Alt></dc:title><pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>"#;

/// The file, with the objects that tests change.
#[derive(Clone)]
pub(super) struct Pdf {
    pub(super) document: Document,
    pub(super) catalog: ObjectId,
    pub(super) page: ObjectId,
    pub(super) root: ObjectId,
    /// The outermost structure element.
    pub(super) top: ObjectId,
    pub(super) content: ObjectId,
    pub(super) metadata: ObjectId,
}

impl Pdf {
    /// One page with a tagged rectangle.
    pub(super) fn new() -> Self {
        let mut document = Document::with_version("1.7");
        let [pages, page, root, top, paragraph] = [(); 5].map(|()| document.new_object_id());
        let content = document.add_object(Stream::new(dictionary! {}, Vec::new()));
        let packet = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, XMP.into());
        let metadata = document.add_object(packet);
        let catalog = document.add_object(dictionary! {
            "Type" => "Catalog", "Pages" => pages, "Metadata" => metadata, "StructTreeRoot" => root,
            "Lang" => string("en"), "MarkInfo" => dictionary! { "Marked" => true },
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        });
        document.trailer.set("Root", catalog);
        let entries = [
            (pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }),
            (
                page,
                dictionary! {
                    "Type" => "Page", "Parent" => pages, "Contents" => content, "StructParents" => 0,
                    "MediaBox" => vec![0.into(), 0.into(), 100.into(), 100.into()], "Resources" => dictionary! {},
                },
            ),
            (
                root,
                dictionary! {
                    "Type" => "StructTreeRoot", "K" => top, "RoleMap" => dictionary! {},
                    "ParentTree" => dictionary! { "Nums" => vec![0.into(), vec![paragraph.into()].into()] },
                },
            ),
            (
                top,
                dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => vec![paragraph.into()] },
            ),
            (
                paragraph,
                dictionary! { "Type" => "StructElem", "S" => "P", "P" => top, "Pg" => page, "K" => 0 },
            ),
        ];
        for (id, entries) in entries {
            document.set_object(id, entries);
        }
        let mut pdf = Self { document, catalog, page, root, top, content, metadata };
        pdf.show("");
        pdf
    }

    /// Sets the content of the page behind the rectangle.
    pub(super) fn show(&mut self, more: &str) {
        let content = format!("/P <</MCID 0>> BDC 0 0 9 9 re f EMC\n{more}");
        self.stream(self.content).set_content(content.into_bytes());
    }

    /// The content of a stream.
    pub(super) fn stream(&mut self, id: ObjectId) -> &mut Stream {
        self.document.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream")
    }

    /// Changes the text of the metadata.
    pub(super) fn xmp(&mut self, from: &str, to: &str) {
        let text = XMP.replace(from, to);
        assert_ne!(text, XMP);
        self.stream(self.metadata).set_content(text.into_bytes());
    }

    pub(super) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.document.add_object(object)
    }

    /// Sets the value at a path of keys and positions, which begins at an object.
    pub(super) fn set(&mut self, from: ObjectId, path: &str, value: impl Into<Object>) {
        let (place, key) = self.place(from, path);
        place.set(key, value);
    }

    pub(super) fn remove(&mut self, from: ObjectId, path: &str) {
        let (place, key) = self.place(from, path);
        place.remove(key.as_bytes()).expect("an entry");
    }

    /// The dictionary at the end of a path, without its last key.
    fn place(&mut self, from: ObjectId, path: &str) -> (&mut Dictionary, String) {
        let (steps, key) = path.rsplit_once('/').unwrap_or(("", path));
        let mut id = from;
        let mut direct: Vec<&str> = Vec::new();
        for step in steps.split('/').filter(|step| !step.is_empty()) {
            direct.push(step);
            if let Ok(next) = follow(self.document.get_object(id).expect("an object"), &direct).as_reference()
            {
                (id, direct) = (next, Vec::new());
            }
        }
        let mut at = self.document.get_object_mut(id).expect("an object");
        for step in direct {
            at = match at {
                Object::Array(items) => &mut items[step.parse::<usize>().expect("a position")],
                _ => entries_mut(at).get_mut(step.as_bytes()).expect("an entry"),
            };
        }
        (entries_mut(at), key.to_owned())
    }

    /// Adds elements below the outermost: `Table(TR(TH{Scope=Row} TD))`. Keys of tables are attributes.
    pub(super) fn elements(&mut self, tree: &str) -> Vec<ObjectId> {
        let mut rest = tree;
        let kids = self.kids(&mut rest, self.top);
        assert!(rest.is_empty(), "{rest}");
        let (top, _) = self.place(self.top, "K");
        let all = top.get_mut(b"K").and_then(Object::as_array_mut).expect("kids");
        all.extend(kids.iter().map(|kid| Object::Reference(*kid)));
        kids
    }

    fn kids(&mut self, rest: &mut &str, parent: ObjectId) -> Vec<ObjectId> {
        let mut kids = Vec::new();
        loop {
            *rest = rest.trim_start();
            let end = rest.find([' ', '(', ')', '{']).unwrap_or(rest.len());
            let (tag, after) = rest.split_at(end);
            if tag.is_empty() {
                return kids;
            }
            *rest = after;
            let id = self.document.new_object_id();
            let mut entries = dictionary! { "Type" => "StructElem", "S" => tag, "P" => parent };
            if let Some(keys) = rest.strip_prefix('{') {
                let (keys, after) = keys.split_once('}').expect("a bracket");
                *rest = after;
                set_keys(&mut entries, keys);
            }
            if let Some(inner) = rest.strip_prefix('(') {
                *rest = inner;
                let kids: Vec<Object> = self.kids(rest, id).into_iter().map(Object::Reference).collect();
                *rest = rest.strip_prefix(')').expect("a bracket");
                entries.set("K", kids);
            }
            self.document.set_object(id, entries);
            kids.push(id);
        }
    }

    /// Adds an annotation in the middle of the page, with the element that the parent tree names for it.
    pub(super) fn annotation(&mut self, subtype: &str, element: Option<ObjectId>) -> ObjectId {
        let id = self.add(dictionary! {
            "Type" => "Annot", "Subtype" => subtype, "Rect" => vec![1.into(), 1.into(), 9.into(), 9.into()],
        });
        self.set(self.page, "Annots", vec![id.into()]);
        self.set(self.page, "Tabs", "S");
        if let Some(element) = element {
            self.set(id, "StructParent", 1);
            let (tree, _) = self.place(self.root, "ParentTree/Nums");
            let numbers = tree.get_mut(b"Nums").and_then(Object::as_array_mut).expect("numbers");
            numbers.extend([1.into(), element.into()]);
        }
        id
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.document.clone().save_to(&mut bytes).expect("bytes");
        bytes
    }

    pub(super) fn judgement(&self) -> Judgement {
        judge(&self.bytes(), &Limits::default()).expect("a judgement")
    }

    /// The rules that are broken, each once.
    pub(super) fn broken(&self) -> Vec<String> {
        let judgement = self.judgement();
        assert_eq!(judgement.unread, Vec::<String>::new());
        let errors = judgement.findings.iter().filter(|finding| finding.rule.level == Level::Error);
        let mut rules: Vec<String> = errors.map(|finding| finding.rule.to_string()).collect();
        rules.dedup();
        rules
    }
}

pub(super) fn string(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

fn entries_mut(object: &mut Object) -> &mut Dictionary {
    match object {
        Object::Stream(stream) => &mut stream.dict,
        _ => object.as_dict_mut().expect("a dictionary"),
    }
}

fn follow<'o>(from: &'o Object, steps: &[&str]) -> &'o Object {
    steps.iter().fold(from, |at, step| match at {
        Object::Array(items) => &items[step.parse::<usize>().expect("a position")],
        Object::Stream(stream) => stream.dict.get(step.as_bytes()).expect("an entry"),
        _ => at.as_dict().and_then(|entries| entries.get(step.as_bytes())).expect("an entry"),
    })
}

fn set_keys(entries: &mut Dictionary, keys: &str) {
    let mut attributes = dictionary! { "O" => "Table" };
    for (key, value) in keys.split_whitespace().filter_map(|pair| pair.split_once('=')) {
        match key {
            "ColSpan" | "RowSpan" => attributes.set(key, value.parse::<i64>().expect("a number")),
            "Scope" => attributes.set(key, Object::Name(value.into())),
            "Headers" => attributes.set(key, value.split('+').map(string).collect::<Vec<_>>()),
            _ => entries.set(key, string(value)),
        }
    }
    entries.set("A", attributes);
}

/// Judges the file after a change.
pub(super) fn after(change: impl FnOnce(&mut Pdf)) -> Vec<String> {
    let mut pdf = Pdf::new();
    change(&mut pdf);
    pdf.broken()
}

/// Judges the file with more elements.
pub(super) fn with(tree: &str) -> Vec<String> {
    after(|pdf| {
        pdf.elements(tree);
    })
}

pub(super) const NONE: [&str; 0] = [];

#[test]
fn the_file_conforms() {
    assert_eq!(after(|_| {}), NONE);
}
