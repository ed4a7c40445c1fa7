//! The outline (ISO 32000-1, 12.3.3).

use super::links::page_of;
use super::pages::Pages;
use crate::transcript::{OutlineItem, Transcript};
use concord_pdf::Objects;
use lopdf::{Object, ObjectId};
use std::collections::BTreeSet;

/// Reads the bookmarks, outer before inner.
pub(super) fn read(objects: &Objects, pages: &Pages, transcript: &mut Transcript) {
    let root = objects.catalog().and_then(|catalog| objects.get_dictionary(catalog, "Outlines"));
    let Some(first) = root.and_then(|root| Objects::reference(root, "First")) else { return };
    let mut seen = BTreeSet::new();
    // Whom to look at next, and how deep it stands: siblings wait while children are read.
    let mut waiting: Vec<(ObjectId, usize)> = vec![(first, 1)];
    while let Some((id, level)) = waiting.pop() {
        let reference = Object::Reference(id);
        let Some(entries) = objects.dictionary(&reference).filter(|_| seen.insert(id)) else { continue };
        if transcript.outline.len() >= objects.limits().elements {
            return;
        }
        let title = objects.get_text(entries, "Title").unwrap_or_default();
        transcript.outline.push(OutlineItem { title, level, page: page_of(objects, pages, entries) });
        waiting.extend(Objects::reference(entries, "Next").map(|next| (next, level)));
        if level < objects.limits().nesting {
            waiting.extend(Objects::reference(entries, "First").map(|child| (child, level + 1)));
        }
    }
}
