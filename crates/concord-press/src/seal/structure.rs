//! The structure tree (ISO 32000-1, 14.7 and 14.8).
//!
//! PDF/UA-1, 7.1 and ISO 19005-2, 6.7: all content is tagged, in reading order, with standard types. Every type in use
//! is one of PDF 1.7's own, so there is no role map.

use super::Seal;
use super::links::Links;
use super::pages::Sheets;
use super::parents;
use super::second::{self, Second};
use super::targets::Targets;
use super::values::{bytes, dictionary, name, rectangle, text};
use concord_pages::{Child, Element, ElementAttributes, ElementId, ListNumbering, Role, Scope};
use lopdf::{Dictionary, Object, ObjectId};

/// Writes the tree, the map back from marks and annotations to elements, and the list of ids.
pub(super) fn tag(seal: &mut Seal, sheets: &Sheets, links: &Links, targets: Option<&Targets>) {
    let root = seal.reserve();
    let elements = seal.document.structure.elements();
    let ids: Vec<ObjectId> = match targets {
        Some(targets) => targets.ids.clone(),
        None => elements.iter().map(|_| seal.reserve()).collect(),
    };
    let second = targets.map(|targets| Second::new(seal, targets));
    let parents = parents_of(elements);
    let references = references(elements.len(), sheets, links);
    let context = Context { seal, sheets, ids: &ids, second: second.as_ref() };
    let mut written = Vec::with_capacity(elements.len());
    for (number, references) in references.into_iter().enumerate() {
        let parent = parents[number].map_or(root, |ElementId(parent)| ids[parent]);
        written.push(context.element(number, parent, references));
    }
    for (id, entries) in ids.iter().zip(written) {
        seal.put(*id, entries);
    }
    let mut tree = dictionary([
        ("Type", name("StructTreeRoot")),
        ("K", ids[0].into()),
        ("ParentTree", parents::tree(seal, &ids, links).into()),
        ("ParentTreeNextKey", ((seal.document.pages.len() + links.all().len()) as i64).into()),
    ]);
    if let Some(names) = id_tree(elements, &ids) {
        tree.set("IDTree", seal.add(names));
    }
    if let Some(second) = &second {
        tree.set("Namespaces", second.namespaces());
    }
    seal.put(root, tree);
    seal.catalog.set("StructTreeRoot", root);
    seal.catalog.set("MarkInfo", dictionary([("Marked", true.into())]));
}

/// The parent of every element but the outermost.
pub(super) fn parents_of(elements: &[Element]) -> Vec<Option<ElementId>> {
    let mut parents = vec![None; elements.len()];
    for (number, element) in elements.iter().enumerate() {
        for child in &element.children {
            if let Child::Element(ElementId(inner)) = child {
                parents[*inner] = Some(ElementId(number));
            }
        }
    }
    parents
}

/// The references to annotations by element (ISO 32000-1, 14.7.4.3).
fn references(count: usize, sheets: &Sheets, links: &Links) -> Vec<Vec<Object>> {
    let mut references = vec![Vec::new(); count];
    for annotation in links.all() {
        let page = sheets.pages[annotation.page];
        let entries = [("Type", name("OBJR")), ("Pg", page.into()), ("Obj", annotation.id.into())];
        references[annotation.element.0].push(dictionary(entries).into());
    }
    references
}

struct Context<'a, 'b> {
    seal: &'a Seal<'b>,
    sheets: &'a Sheets,
    ids: &'a [ObjectId],
    /// What files of PDF 2.0 have besides.
    second: Option<&'a Second<'a>>,
}

impl Context<'_, '_> {
    fn element(&self, number: usize, parent: ObjectId, references: Vec<Object>) -> Dictionary {
        let element = self.seal.document.structure.get(ElementId(number));
        let mut entries = dictionary([
            ("Type", name("StructElem")),
            ("S", name(element.role.name())),
            ("P", parent.into()),
        ]);
        let home = element.children.iter().find_map(|child| match child {
            Child::Mark { page, .. } => Some(*page),
            Child::Element(_) => None,
        });
        if let Some(page) = home {
            entries.set("Pg", self.sheets.pages[page]);
        }
        let mut kids: Vec<Object> = element.children.iter().map(|child| self.kid(*child, home)).collect();
        kids.extend(references);
        match kids.len() {
            0 => {}
            1 => entries.set("K", kids.swap_remove(0)),
            _ => entries.set("K", kids),
        }
        let mut objects = self.attribute_objects(element);
        if let Some(second) = self.second {
            second.describe(&mut entries, &mut objects, number, element);
        }
        self.attributes(&mut entries, &element.attributes, objects);
        entries
    }

    /// A mark on the element's own page is its number; one on another page says which (ISO 32000-1, 14.7.4.2).
    fn kid(&self, child: Child, home: Option<usize>) -> Object {
        match child {
            Child::Element(ElementId(inner)) => self.ids[inner].into(),
            Child::Mark { page, mark } => {
                let number = i64::from(self.seal.marked.of(page, mark).unwrap_or_default());
                if home == Some(page) {
                    return number.into();
                }
                let page = self.sheets.pages[page];
                dictionary([("Type", name("MCR")), ("Pg", page.into()), ("MCID", number.into())]).into()
            }
        }
    }

    fn attributes(&self, entries: &mut Dictionary, attributes: &ElementAttributes, mut objects: Vec<Object>) {
        let texts = [
            ("T", &attributes.title),
            ("Alt", &attributes.alternative),
            ("ActualText", &attributes.actual_text),
            ("E", &attributes.expansion),
        ];
        if let Some(language) = &attributes.language {
            entries.set("Lang", text(language.as_str()));
        }
        for (key, value) in texts {
            if let Some(value) = value {
                entries.set(key, text(value));
            }
        }
        if let Some(id) = &attributes.id {
            entries.set("ID", bytes(id.as_bytes()));
        }
        match objects.len() {
            0 => {}
            1 => entries.set("A", objects.swap_remove(0)),
            _ => entries.set("A", objects),
        }
    }

    /// Attribute objects, one for each owner (ISO 32000-1, 14.8.5).
    fn attribute_objects(&self, element: &Element) -> Vec<Object> {
        let attributes = &element.attributes;
        let mut objects: Vec<Object> = Vec::new();
        let spanned = attributes.column_span.filter(|columns| *columns > 1);
        if attributes.scope.is_some() || spanned.is_some() {
            let mut table = dictionary([("O", name("Table"))]);
            if let Some(scope) = attributes.scope {
                table.set("Scope", name(scope_name(scope)));
            }
            if let Some(columns) = spanned {
                table.set("ColSpan", i64::from(columns));
            }
            objects.push(table.into());
        }
        if let Some(numbering) = attributes.list_numbering {
            let numbering = match (numbering, self.second) {
                (ListNumbering::None, Some(_)) if self.has_labels(element) => name(second::TERMS),
                _ => name(numbering_name(numbering)),
            };
            objects.push(dictionary([("O", name("List")), ("ListNumbering", numbering)]).into());
        }
        if let Some((page, rect)) = attributes.bounds {
            let height = self.seal.document.pages[page].height;
            let bounds = rectangle(rect, height);
            let entries = [("O", name("Layout")), ("Placement", name("Block")), ("BBox", bounds)];
            objects.push(dictionary(entries).into());
        }
        objects
    }

    /// Whether items of a list have labels.
    fn has_labels(&self, list: &Element) -> bool {
        let structure = &self.seal.document.structure;
        let has = |element: &Element, role: Role, found: &dyn Fn(&Element) -> bool| {
            element.children.iter().any(|child| match child {
                Child::Element(inner) => {
                    let inner = structure.get(*inner);
                    inner.role == role && found(inner)
                }
                Child::Mark { .. } => false,
            })
        };
        has(list, Role::Li, &|item| has(item, Role::Lbl, &|_| true))
    }
}

fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Row => "Row",
        Scope::Column => "Column",
    }
}

fn numbering_name(numbering: ListNumbering) -> &'static str {
    match numbering {
        ListNumbering::None => "None",
        ListNumbering::Disc => "Disc",
        ListNumbering::Circle => "Circle",
        ListNumbering::Decimal => "Decimal",
    }
}

/// The elements by their ids, sorted by bytes (ISO 32000-1, 7.9.6).
fn id_tree(elements: &[Element], ids: &[ObjectId]) -> Option<Dictionary> {
    let mut named: Vec<(&str, ObjectId)> = elements
        .iter()
        .zip(ids)
        .filter_map(|(element, id)| element.attributes.id.as_deref().map(|name| (name, *id)))
        .collect();
    named.sort_unstable();
    let names: Vec<Object> =
        named.iter().flat_map(|(name, id)| [bytes(name.as_bytes()), (*id).into()]).collect();
    (!names.is_empty()).then(|| dictionary([("Names", names.into())]))
}
