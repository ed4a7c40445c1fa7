//! The page tree (ISO 32000-1, 7.7.3) and what its pages show.

use super::content::{self, PageText};
use super::fonts::Fonts;
use crate::transcript::Transcript;
use concord_pdf::Objects;
use concord_pdf::Unreadable;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// A page as an object.
pub(super) struct PageObject {
    pub(super) id: ObjectId,
    /// The nearest resources, its own or its ancestors'.
    resources: Option<Object>,
}

/// The pages in order, and their numbers by object.
pub(super) struct Pages {
    pub(super) all: Vec<PageObject>,
    numbers: BTreeMap<ObjectId, usize>,
}

impl Pages {
    /// The position of a page, from 0.
    pub(super) fn number(&self, id: ObjectId) -> Option<usize> {
        self.numbers.get(&id).copied()
    }
}

/// Walks the page tree.
pub(super) fn list(objects: &Objects) -> Result<Pages, Unreadable> {
    let catalog = objects.catalog().ok_or_else(|| Unreadable::new("it has no catalog"))?;
    let root = Objects::reference(catalog, "Pages").ok_or_else(|| Unreadable::new("it has no page tree"))?;
    let mut walk = Walk { objects, seen: BTreeSet::new(), pages: Vec::new() };
    walk.node(root, None, objects.limits().nesting)?;
    if walk.pages.is_empty() {
        return Err(Unreadable::new("it has no page"));
    }
    let numbers = walk.pages.iter().enumerate().map(|(number, page)| (page.id, number)).collect();
    Ok(Pages { all: walk.pages, numbers })
}

struct Walk<'a> {
    objects: &'a Objects<'a>,
    seen: BTreeSet<ObjectId>,
    pages: Vec<PageObject>,
}

impl Walk<'_> {
    fn node(&mut self, id: ObjectId, inherited: Option<&Object>, depth: usize) -> Result<(), Unreadable> {
        let Some(depth) = depth.checked_sub(1).filter(|_| self.seen.insert(id)) else {
            return Err(Unreadable::new("its page tree has no end"));
        };
        let reference = Object::Reference(id);
        let Some(entries) = self.objects.dictionary(&reference) else { return Ok(()) };
        let resources = entries.get(b"Resources").ok().or(inherited);
        let Some(kids) = self.objects.get_array(entries, "Kids") else {
            if self.pages.len() >= self.objects.limits().pages {
                return Err(Unreadable::new("it has too many pages"));
            }
            self.pages.push(PageObject { id, resources: resources.cloned() });
            return Ok(());
        };
        for kid in kids {
            if let Ok(kid) = kid.as_reference() {
                self.node(kid, resources, depth)?;
            }
        }
        Ok(())
    }
}

/// Reads every page's content.
pub(super) fn read(
    objects: &Objects,
    pages: &Pages,
    transcript: &mut Transcript,
) -> Result<Vec<PageText>, Unreadable> {
    let mut fonts = Fonts::default();
    let mut texts = Vec::with_capacity(pages.all.len());
    for (number, page) in pages.all.iter().enumerate() {
        let resources = page.resources.as_ref().and_then(|resources| objects.dictionary(resources));
        let names = fonts.of_page(objects, resources);
        let reference = Object::Reference(page.id);
        let content = match objects.dictionary(&reference) {
            Some(entries) => content_of(objects, entries)?,
            None => Vec::new(),
        };
        let text = content::scan(objects, &content, resources, &names, &mut fonts);
        if text.has_untagged {
            transcript
                .irregularities
                .push(format!("page {} shows something outside of the tags", number + 1));
        }
        texts.push(text);
    }
    transcript.fonts = fonts.finish();
    Ok(texts)
}

/// The content of a page: one stream, or several that are read as one (ISO 32000-1, table 30).
fn content_of(objects: &Objects, entries: &Dictionary) -> Result<Vec<u8>, Unreadable> {
    match objects.get(entries, "Contents") {
        Some(Object::Stream(stream)) => objects.unpack(stream),
        Some(Object::Array(parts)) => {
            let mut content = Vec::new();
            for part in parts {
                if let Some(Object::Stream(stream)) = objects.resolve(part) {
                    content.extend(objects.unpack(stream)?);
                    content.push(b'\n');
                }
            }
            Ok(content)
        }
        _ => Ok(Vec::new()),
    }
}
