//! The structure tree (ISO 32000-1, 14.7): its elements in order, and what each must have.

use crate::file::File;
use crate::finding::Place;
use crate::language::{self, Ancestries};
use crate::rules::{self, Rule};
use crate::{attributes, headings, nesting, tables};
use concord_pdf::lopdf::{Dictionary, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// How deep elements may nest.
const DEEPEST: usize = 1_000;

/// An element of the tree.
pub(crate) struct Element<'o> {
    pub(crate) id: Option<ObjectId>,
    pub(crate) entries: &'o Dictionary,
    /// Its type as it is written.
    pub(crate) tag: Option<&'o [u8]>,
    /// The standard type that this is or is mapped to.
    pub(crate) standard: Option<&'static str>,
    /// The element whose kid it first was found to be.
    pub(crate) parent: Option<usize>,
    /// Which of the kids of the same type it is, from 1.
    ordinal: usize,
    /// Whether it is the only one of its type.
    is_alone: bool,
    pub(crate) kids: Vec<usize>,
}

/// The elements, every one before its kids.
pub(crate) struct Tree<'o> {
    pub(crate) elements: Vec<Element<'o>>,
}

/// Judges everything that the tree alone shows.
pub(crate) fn judge(file: &File) {
    let Some(root) = file.root else { return };
    let tree = Tree::read(file, root);
    let ancestries = Ancestries::default();
    for number in 0..tree.elements.len() {
        if !file.spend(1) {
            return;
        }
        types(file, &tree, number);
        texts(file, &tree, number, &ancestries);
        nesting::judge(file, &tree, number);
        form(file, &tree, number);
        if tree.elements[number].standard == Some("Table") {
            tables::judge(file, &tree, number);
        }
    }
    headings::judge(file, &tree);
    notes(file, &tree);
}

/// Whose kids are being read.
struct Open<'o> {
    element: Option<usize>,
    kids: std::vec::IntoIter<&'o Object>,
    ordinals: BTreeMap<Option<&'o [u8]>, usize>,
    /// Those of the kids that are elements and were not found elsewhere before.
    elements: Vec<usize>,
}

impl<'o> Tree<'o> {
    fn read(file: &File<'o>, root: &'o Dictionary) -> Self {
        let mut tree = Self { elements: Vec::new() };
        let mut known: BTreeMap<ObjectId, usize> = BTreeMap::new();
        let mut open = vec![Open::of(file, None, root)];
        loop {
            let depth = open.len();
            let Some(top) = open.last_mut() else { return tree };
            let Some(kid) = top.kids.next() else {
                for kid in &top.elements {
                    let kid = &mut tree.elements[*kid];
                    kid.is_alone = top.ordinals.get(&kid.tag) == Some(&1);
                }
                open.pop();
                continue;
            };
            let Some((id, entries)) = element(file, kid) else { continue };
            let parent = top.element;
            if let Some(number) = id.and_then(|id| known.get(&id).copied()) {
                // A kid of two parents is judged once; one of its own descendants is no kid.
                if let Some(parent) = parent.filter(|parent| !tree.descends(*parent, number)) {
                    tree.elements[parent].kids.push(number);
                }
                continue;
            }
            let tag = file.objects.get_name_bytes(entries, "S");
            let ordinal = top.ordinals.entry(tag).or_default();
            *ordinal += 1;
            let ordinal = *ordinal;
            let number = tree.elements.len();
            if number >= file.objects.limits().elements || depth > DEEPEST {
                file.unread("parts of the structure tree, which is too large or too deep");
                return tree;
            }
            top.elements.push(number);
            let standard = tag.and_then(|tag| file.roles.mapping(tag).standard);
            tree.elements.push(Element {
                id,
                entries,
                tag,
                standard,
                parent,
                ordinal,
                is_alone: false,
                kids: Vec::new(),
            });
            known.extend(id.map(|id| (id, number)));
            if let Some(parent) = parent {
                tree.elements[parent].kids.push(number);
            }
            open.push(Open::of(file, Some(number), entries));
        }
    }

    /// Whether an element stands below another, or is it.
    fn descends(&self, mut element: usize, ancestor: usize) -> bool {
        loop {
            if element == ancestor {
                return true;
            }
            match self.elements[element].parent {
                Some(parent) => element = parent,
                None => return false,
            }
        }
    }

    /// Where an element is.
    pub(crate) fn place(&self, file: &File, number: usize) -> Place {
        let mut steps = Vec::new();
        let mut at = Some(number);
        let mut page = None;
        while let Some(number) = at {
            let element = &self.elements[number];
            let tag = element.tag.map_or("?".into(), String::from_utf8_lossy);
            let ordinal = element.ordinal;
            steps.push(if element.is_alone { tag.into_owned() } else { format!("{tag}[{ordinal}]") });
            let own = element.entries.get(b"Pg").and_then(Object::as_reference).ok();
            page = page.or_else(|| Some(file.page_number(own?)? + 1));
            at = element.parent;
        }
        steps.reverse();
        Place { object: self.elements[number].id, page, structure: Some(steps.join("/")) }
    }
}

impl<'o> Open<'o> {
    fn of(file: &File<'o>, element: Option<usize>, entries: &'o Dictionary) -> Self {
        Self {
            element,
            kids: kids(file, entries).into_iter(),
            ordinals: BTreeMap::new(),
            elements: Vec::new(),
        }
    }
}

/// What stands under `K`, one or many.
fn kids<'o>(file: &File<'o>, entries: &'o Dictionary) -> Vec<&'o Object> {
    match entries.get(b"K").ok().and_then(|kids| Some((kids, file.objects.resolve(kids)?))) {
        Some((_, Object::Array(kids))) => kids.iter().collect(),
        Some((_, Object::Null)) | None => Vec::new(),
        Some((kid, _)) => vec![kid],
    }
}

/// A kid as an element: a dictionary that says to be one, or does not say what it is.
fn element<'o>(file: &File<'o>, kid: &'o Object) -> Option<(Option<ObjectId>, &'o Dictionary)> {
    let (id, object) = file.objects.follow(kid)?;
    let Object::Dictionary(entries) = object else { return None };
    // A type that is no name says nothing.
    let is_element = file.objects.get_name_bytes(entries, "Type").is_none_or(|kind| kind == b"StructElem");
    is_element.then_some((id, entries))
}

/// ISO 14289-1, 7.1: types, and the way back to the parent.
fn types(file: &File, tree: &Tree, number: usize) {
    let element = &tree.elements[number];
    let mapping = element.tag.map(|tag| file.roles.mapping(tag)).unwrap_or_default();
    let tag = element.tag.map_or("an element without a type".into(), String::from_utf8_lossy);
    let tag = language::shorten(&tag);
    let place = || tree.place(file, number);
    if mapping.is_circular {
        file.find(&rules::C7_1_T6, place(), format!("the mapping of {tag} comes back to itself"));
    } else if mapping.standard.is_none() && mapping.remapped.is_none() {
        file.find(&rules::C7_1_T5, place(), format!("{tag} is mapped to no standard type"));
    }
    if let Some(standard) = mapping.remapped {
        file.find(&rules::C7_1_T7, place(), format!("the standard type {standard} is mapped to another"));
    }
    if !file.has(element.entries, "P") {
        file.find(&rules::C7_1_T12, place(), format!("{tag} does not name its parent (`P`)"));
    }
}

/// Texts and their languages (ISO 14289-1, 7.2, 7.3, 7.7).
fn texts(file: &File, tree: &Tree, number: usize, ancestries: &Ancestries) {
    let element = &tree.elements[number];
    let place = || tree.place(file, number);
    language::judge(file, element.entries, place);
    let keys: [(&str, &'static Rule); 3] =
        [("ActualText", &rules::C7_2_T21), ("Alt", &rules::C7_2_T22), ("E", &rules::C7_2_T23)];
    for (key, rule) in keys {
        if file.has_string(element.entries, key)
            && !file.has_language
            && !ancestries.of(file, element.entries).has_language
        {
            file.find(rule, place(), format!("the language of `{key}` is not known"));
        }
    }
    let rule = match element.standard {
        Some("Figure") => &rules::C7_3_T1,
        Some("Formula") => &rules::C7_7_T1,
        _ => return,
    };
    let kind = element.standard.unwrap_or_default();
    let (alternative, replacement) =
        (file.text(element.entries, "Alt"), file.text(element.entries, "ActualText"));
    if alternative.as_deref().unwrap_or_default().is_empty() && replacement.is_none() {
        file.find(rule, place(), format!("{kind} has neither `Alt` nor `ActualText`"));
    } else if alternative.iter().chain(&replacement).all(|text| text.trim().is_empty()) {
        file.find(&rules::EMPTY_ALTERNATIVE, place(), format!("the text that stands for {kind} is empty"));
    }
}

/// ISO 14289-1, 7.18.4: a Form element has a Widget and nothing else, unless it is a form that cannot be filled in.
fn form(file: &File, tree: &Tree, number: usize) {
    let element = &tree.elements[number];
    if element.standard != Some("Form") {
        return;
    }
    let role = attributes::find(file, element.entries, b"PrintField", "Role", |value| value.as_name().ok());
    if role.is_some() {
        return;
    }
    let kids = kids(file, element.entries);
    if !matches!(kids.as_slice(), [only] if is_widget(file, only).unwrap_or(false)) {
        let message = format!("Form has {} kids, not one Widget", kids.len());
        file.find(&rules::C7_18_4_T2, tree.place(file, number), message);
    }
}

/// Whether a kid refers to a Widget annotation.
fn is_widget(file: &File, kid: &Object) -> Option<bool> {
    let kid = file.objects.dictionary(kid)?;
    let annotation = file.objects.get_dictionary(kid, "Obj")?;
    let is = |entries: &Dictionary, key: &str, name: &[u8]| {
        file.objects.get_name_bytes(entries, key) == Some(name)
    };
    Some(is(kid, "Type", b"OBJR") && is(annotation, "Subtype", b"Widget"))
}

/// ISO 14289-1, 7.9: notes have identifiers of their own.
fn notes(file: &File, tree: &Tree) {
    let mut seen = BTreeSet::new();
    for (number, element) in tree.elements.iter().enumerate() {
        if element.standard != Some("Note") {
            continue;
        }
        match file.text(element.entries, "ID").filter(|id| !id.is_empty()) {
            None => file.find(&rules::C7_9_T1, tree.place(file, number), "Note has no `ID`"),
            Some(id) => {
                let message = format!("another Note has the `ID` `{}` too", language::shorten(&id));
                if !seen.insert(id) {
                    file.find(&rules::C7_9_T2, tree.place(file, number), message);
                }
            }
        }
    }
}
