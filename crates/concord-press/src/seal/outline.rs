//! The outline, which readers call bookmarks (ISO 32000-1, 12.3.3).
//!
//! PDF/UA-1, 7.17 asks for it, in the order of the document and nested by level.

use super::Seal;
use super::pages::Sheets;
use super::targets::Targets;
use super::values::{destination, dictionary, go_to, name, text};
use concord_pages::OutlineEntry;
use lopdf::{Dictionary, Object, ObjectId};

/// Writes the outline and has readers open it. Entries of the outermost level are open, inner ones closed.
pub(super) fn add(seal: &mut Seal, sheets: &Sheets, targets: Option<&Targets>) {
    // A bookmark without words, as of an empty title, would lead nobody anywhere.
    let has_words = |entry: &&OutlineEntry| !entry.title.trim().is_empty();
    let entries: Vec<&OutlineEntry> = seal.document.outline.iter().filter(has_words).collect();
    if entries.is_empty() {
        return;
    }
    let root = seal.reserve();
    let ids: Vec<ObjectId> = entries.iter().map(|_| seal.reserve()).collect();
    let nesting = Nesting::of(&entries);
    for (number, entry) in entries.iter().enumerate() {
        let height = seal.document.pages[entry.place.page].height;
        let mut item = dictionary([
            ("Title", text(&entry.title)),
            ("Parent", nesting.parents[number].map_or(root, |parent| ids[parent]).into()),
            leads(entry, sheets, targets, height),
        ]);
        let siblings = nesting.children(nesting.parents[number]);
        let at = siblings.iter().position(|sibling| *sibling == number).unwrap_or_default();
        if let Some(before) = at.checked_sub(1) {
            item.set("Prev", ids[siblings[before]]);
        }
        if let Some(after) = siblings.get(at + 1) {
            item.set("Next", ids[*after]);
        }
        let children = nesting.children(Some(number));
        let count = children.len() as i64;
        set_children(
            &mut item,
            children,
            &ids,
            if nesting.parents[number].is_none() { count } else { -count },
        );
        seal.put(ids[number], item);
    }
    let outermost = nesting.children(None);
    let visible: usize = outermost.iter().map(|number| 1 + nesting.children(Some(*number)).len()).sum();
    let mut outlines = dictionary([("Type", name("Outlines"))]);
    set_children(&mut outlines, outermost, &ids, visible as i64);
    seal.put(root, outlines);
    seal.catalog.set("Outlines", root);
    seal.catalog.set("PageMode", name("UseOutlines"));
}

/// The entry that says where a bookmark leads.
fn leads(
    entry: &OutlineEntry,
    sheets: &Sheets,
    targets: Option<&Targets>,
    height: f32,
) -> (&'static str, Object) {
    let (place, page) = (entry.place, sheets.pages[entry.place.page]);
    match targets.map(|targets| targets.of_bookmark(place)) {
        Some(element) => ("A", go_to(place, page, element, height)),
        None => ("Dest", destination(place, page, height)),
    }
}

fn set_children(item: &mut Dictionary, children: &[usize], ids: &[ObjectId], count: i64) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        item.set("First", ids[*first]);
        item.set("Last", ids[*last]);
        item.set("Count", count);
    }
}

/// Who stands under whom in a list of levels.
struct Nesting {
    parents: Vec<Option<usize>>,
    outermost: Vec<usize>,
    children: Vec<Vec<usize>>,
}

impl Nesting {
    /// An entry belongs to the last one before it with a lower level; a skipped level makes no gap.
    fn of(entries: &[&OutlineEntry]) -> Self {
        let mut nesting =
            Self { parents: Vec::new(), outermost: Vec::new(), children: vec![Vec::new(); entries.len()] };
        let mut open: Vec<usize> = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            while open.last().is_some_and(|last| entries[*last].level >= entry.level) {
                open.pop();
            }
            let parent = open.last().copied();
            parent.map_or(&mut nesting.outermost, |parent| &mut nesting.children[parent]).push(number);
            nesting.parents.push(parent);
            open.push(number);
        }
        nesting
    }

    fn children(&self, parent: Option<usize>) -> &[usize] {
        parent.map_or(&self.outermost, |parent| &self.children[parent])
    }
}
