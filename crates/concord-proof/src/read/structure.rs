//! The structure tree (ISO 32000-1, 14.7), joined with the text of the pages.

use super::content::PageText;
use super::links::Annotations;
use super::pages::Pages;
use crate::transcript::{Element, Piece, Transcript};
use concord_pdf::Objects;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the tree. Every text goes to the element that names it; what is left over is an irregularity.
pub(super) fn read(
    objects: &Objects,
    pages: &Pages,
    texts: &mut [PageText],
    annotations: &Annotations,
    transcript: &mut Transcript,
) {
    let root = objects.catalog().and_then(|catalog| objects.get_dictionary(catalog, "StructTreeRoot"));
    let Some(root) = root else {
        transcript.irregularities.push("the file has no structure tree".into());
        return;
    };
    let mut reader = Reader {
        objects,
        pages,
        roles: objects.get_dictionary(root, "RoleMap"),
        texts,
        annotations,
        seen: BTreeSet::new(),
        owners: BTreeMap::new(),
        transcript,
    };
    if let Ok(kids) = root.get(b"K") {
        reader.kids(kids, None, None, objects.limits().nesting);
    }
    reader.check_parent_tree(root);
    reader.check_leftovers();
}

struct Reader<'a> {
    objects: &'a Objects<'a>,
    pages: &'a Pages,
    roles: Option<&'a Dictionary>,
    texts: &'a mut [PageText],
    annotations: &'a Annotations,
    seen: BTreeSet<ObjectId>,
    /// The element that named a mark, by page and number.
    owners: BTreeMap<(usize, usize), ObjectId>,
    transcript: &'a mut Transcript,
}

/// The element whose kids are being read.
#[derive(Clone, Copy)]
struct Parent {
    number: usize,
    id: ObjectId,
    page: Option<usize>,
}

impl Reader<'_> {
    /// A kid or an array of kids.
    fn kids(&mut self, kids: &Object, id: Option<ObjectId>, parent: Option<Parent>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            self.irregular("the structure tree has no end".into());
            return;
        };
        match kids {
            Object::Reference(reference) => {
                let objects = self.objects;
                if let Some(object) = objects.resolve_once(*reference) {
                    self.kids(object, Some(*reference), parent, depth);
                }
            }
            Object::Array(kids) => {
                for kid in kids {
                    self.kids(kid, None, parent, depth);
                }
            }
            Object::Integer(mark) => {
                if let Some(parent) = parent {
                    self.mark(parent, parent.page, *mark);
                }
            }
            Object::Dictionary(entries) => self.dictionary_kid(entries, id, parent, depth),
            _ => {}
        }
    }

    fn dictionary_kid(
        &mut self,
        entries: &Dictionary,
        id: Option<ObjectId>,
        parent: Option<Parent>,
        depth: usize,
    ) {
        let kind = self.objects.get_name(entries, "Type");
        match (kind.as_deref(), parent) {
            (Some("MCR"), Some(parent)) => {
                let page = self.page_of(entries).or(parent.page);
                if let Some(mark) = self.objects.get_integer(entries, "MCID") {
                    self.mark(parent, page, mark);
                }
            }
            (Some("OBJR"), Some(parent)) => self.annotation(entries, parent),
            (Some("MCR" | "OBJR"), None) => {}
            _ => self.element(entries, id.unwrap_or_default(), parent, depth),
        }
    }

    fn element(&mut self, entries: &Dictionary, id: ObjectId, parent: Option<Parent>, depth: usize) {
        let is_new = id == ObjectId::default() || self.seen.insert(id);
        if !is_new || self.transcript.elements.len() >= self.objects.limits().elements {
            self.irregular("an element stands at two places of the structure tree".into());
            return;
        }
        let number = self.transcript.elements.len();
        let element = self.describe(entries, parent.map(|parent| parent.number));
        self.transcript.elements.push(element);
        if let Some(parent) = parent {
            self.transcript.elements[parent.number].children.push(Piece::Element(number));
        }
        let page = self.page_of(entries).or(parent.and_then(|parent| parent.page));
        if let Ok(kids) = entries.get(b"K") {
            self.kids(kids, None, Some(Parent { number, id, page }), depth);
        }
    }

    fn describe(&self, entries: &Dictionary, parent: Option<usize>) -> Element {
        let text = |key: &str| self.objects.get_text(entries, key);
        Element {
            role: self.role(entries),
            parent,
            children: Vec::new(),
            language: text("Lang"),
            alternative: text("Alt"),
            actual_text: text("ActualText"),
            expansion: text("E"),
            title: text("T"),
            id: entries
                .get(b"ID")
                .and_then(Object::as_str)
                .ok()
                .map(|id| String::from_utf8_lossy(id).into_owned()),
            scope: self.attribute(entries, "Scope"),
            list_numbering: self.attribute(entries, "ListNumbering"),
        }
    }

    /// The type, followed through the role map (ISO 32000-1, 14.7.3).
    fn role(&self, entries: &Dictionary) -> String {
        let mut role = self.objects.get_name(entries, "S").unwrap_or_default();
        for _ in 0..self.objects.limits().nesting {
            match self.roles.and_then(|roles| self.objects.get_name(roles, &role)) {
                Some(standard) if standard != role => role = standard,
                _ => break,
            }
        }
        // ISO 32000-2, 14.8.4.4.3 (table 368): what PDF 1.7 called `Note`.
        if role == "FENote" { "Note".to_owned() } else { role }
    }

    /// The first attribute of this name in any attribute object.
    fn attribute(&self, entries: &Dictionary, key: &str) -> Option<String> {
        match self.objects.get(entries, "A")? {
            Object::Dictionary(attributes) => self.objects.get_name(attributes, key),
            Object::Array(all) => all.iter().find_map(|attributes| {
                let attributes = self.objects.dictionary(attributes)?;
                self.objects.get_name(attributes, key)
            }),
            _ => None,
        }
    }

    fn page_of(&self, entries: &Dictionary) -> Option<usize> {
        self.pages.number(Objects::reference(entries, "Pg")?)
    }

    fn mark(&mut self, parent: Parent, page: Option<usize>, mark: i64) {
        let mark = usize::try_from(mark).unwrap_or(usize::MAX);
        let found = page.and_then(|page| self.texts.get_mut(page)?.marks.get_mut(mark)?.take());
        match (page, found) {
            (Some(page), Some(text)) => {
                self.owners.insert((page, mark), parent.id);
                self.transcript.elements[parent.number].children.push(Piece::Text { page, text });
            }
            _ => self.irregular(format!("element {} names content that no page has", parent.number)),
        }
    }

    fn annotation(&mut self, entries: &Dictionary, parent: Parent) {
        let link = Objects::reference(entries, "Obj").and_then(|id| self.annotations.get(&id));
        if let Some(link) = link {
            self.transcript.links[*link].element = Some(parent.number);
            self.transcript.elements[parent.number].children.push(Piece::Link(*link));
        }
    }

    /// The map from marks back to elements says the same (ISO 32000-1, 14.7.4.4).
    fn check_parent_tree(&mut self, root: &Dictionary) {
        let objects = self.objects;
        let tree = objects.get_dictionary(root, "ParentTree").map(|tree| objects.number_tree(tree));
        let tree: BTreeMap<i64, &Object> = tree.unwrap_or_default().into_iter().collect();
        let mut owned: BTreeMap<usize, Vec<(usize, ObjectId)>> = BTreeMap::new();
        for ((page, mark), owner) in &self.owners {
            owned.entry(*page).or_default().push((*mark, *owner));
        }
        for (page, marks) in owned {
            let reference = Object::Reference(self.pages.all[page].id);
            let key =
                objects.dictionary(&reference).and_then(|page| objects.get_integer(page, "StructParents"));
            let listed = key.and_then(|key| objects.resolve(tree.get(&key)?)?.as_array().ok());
            let agrees = marks.iter().all(|(mark, owner)| {
                listed
                    .and_then(|listed| listed.get(*mark)?.as_reference().ok())
                    .is_some_and(|id| id == *owner)
            });
            if !agrees {
                self.irregular(format!(
                    "the parent tree of page {} contradicts the structure tree",
                    page + 1
                ));
            }
        }
    }

    /// All content that was marked is named by an element, and all links.
    fn check_leftovers(&mut self) {
        for page in 0..self.texts.len() {
            let left = self.texts[page].marks.iter().flatten().count();
            if left > 0 {
                self.irregular(format!("page {} has content that no element names", page + 1));
            }
        }
        let loose = self.transcript.links.iter().find(|link| link.element.is_none()).map(|link| link.page);
        if let Some(page) = loose {
            self.irregular(format!("page {} has a link that no element names", page + 1));
        }
    }

    fn irregular(&mut self, what: String) {
        // One of a kind tells enough; a hostile file has no end of them.
        if self.transcript.irregularities.len() < 100 && !self.transcript.irregularities.contains(&what) {
            self.transcript.irregularities.push(what);
        }
    }
}
