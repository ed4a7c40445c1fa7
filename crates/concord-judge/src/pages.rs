//! The page tree (ISO 32000-1, 7.7.3), with what pages inherit.

use crate::finding::Report;
use concord_pdf::lopdf::{Dictionary, Object, ObjectId};
use concord_pdf::{Objects, Unreadable};
use std::collections::BTreeSet;

/// A page.
#[derive(Clone, Copy)]
pub(crate) struct Page<'o> {
    pub(crate) id: Option<ObjectId>,
    pub(crate) entries: &'o Dictionary,
    /// The nearest resources, its own or its ancestors'.
    pub(crate) resources: Option<&'o Dictionary>,
    /// What is shown of it: left, bottom, right and top, in units of the page.
    pub(crate) crop_box: Option<[f32; 4]>,
}

/// What a page has from its ancestors.
#[derive(Clone, Copy, Default)]
struct Inherited<'o> {
    resources: Option<&'o Dictionary>,
    media_box: Option<[f32; 4]>,
    crop_box: Option<[f32; 4]>,
}

/// The pages in order.
pub(crate) fn list<'o>(
    objects: &'o Objects<'o>,
    catalog: &'o Dictionary,
    report: &mut Report,
) -> Result<Vec<Page<'o>>, Unreadable> {
    let root = catalog.get(b"Pages").map_err(|_| Unreadable::new("it has no page tree"))?;
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    // Each node with what it inherits; the next to be looked at is the last.
    let mut waiting = vec![(root, Inherited::default())];
    while let Some((node, inherited)) = waiting.pop() {
        let Some((id, object)) = objects.follow(node) else { continue };
        let Object::Dictionary(entries) = object else { continue };
        if id.is_some_and(|id| !seen.insert(id)) {
            report.unread("pages that stand twice in the page tree".into());
            continue;
        }
        let own = Inherited {
            resources: objects.get_dictionary(entries, "Resources").or(inherited.resources),
            media_box: rectangle(objects, entries, "MediaBox").or(inherited.media_box),
            crop_box: rectangle(objects, entries, "CropBox").or(inherited.crop_box),
        };
        if let Some(kids) = objects.get_array(entries, "Kids") {
            waiting.extend(kids.iter().rev().map(|kid| (kid, own)));
            if waiting.len() > objects.limits().elements {
                return Err(Unreadable::new("its page tree has too many nodes"));
            }
            continue;
        }
        if pages.len() >= objects.limits().pages {
            return Err(Unreadable::new("it has too many pages"));
        }
        let crop_box = own.media_box.map(|media| own.crop_box.map_or(media, |crop| clip(crop, media)));
        pages.push(Page { id, entries, resources: own.resources, crop_box });
    }
    if pages.is_empty() { Err(Unreadable::new("it has no page")) } else { Ok(pages) }
}

/// Four numbers under a key, as they stand.
pub(crate) fn rectangle(objects: &Objects, entries: &Dictionary, key: &str) -> Option<[f32; 4]> {
    let numbers = objects.get_array(entries, key)?;
    let number = |at: usize| objects.resolve(numbers.get(at)?)?.as_float().ok();
    Some([number(0)?, number(1)?, number(2)?, number(3)?])
}

fn clip(inner: [f32; 4], outer: [f32; 4]) -> [f32; 4] {
    [inner[0].max(outer[0]), inner[1].max(outer[1]), inner[2].min(outer[2]), inner[3].min(outer[3])]
}
