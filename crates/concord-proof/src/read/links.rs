//! Link annotations (ISO 32000-1, 12.5.6.5) and destinations (12.3.2).

use super::pages::Pages;
use crate::transcript::{Link, LinkTarget, Transcript};
use concord_pdf::Objects;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

/// The links by their annotations.
pub(super) type Annotations = BTreeMap<ObjectId, usize>;

/// Reads every page's links.
pub(super) fn read(objects: &Objects, pages: &Pages, transcript: &mut Transcript) -> Annotations {
    let mut annotations = Annotations::new();
    for (number, page) in pages.all.iter().enumerate() {
        let reference = Object::Reference(page.id);
        let Some(entries) = objects.dictionary(&reference) else { continue };
        for annotation in objects.get_array(entries, "Annots").unwrap_or_default() {
            if transcript.links.len() >= objects.limits().elements {
                return annotations;
            }
            let Some(link) = objects.dictionary(annotation) else { continue };
            if objects.get_name(link, "Subtype").as_deref() != Some("Link") {
                continue;
            }
            annotations.extend(annotation.as_reference().map(|id| (id, transcript.links.len())));
            transcript.links.push(Link {
                page: number,
                target: target(objects, pages, link),
                description: objects.get_text(link, "Contents").unwrap_or_default(),
                element: None,
            });
        }
    }
    annotations
}

fn target(objects: &Objects, pages: &Pages, link: &Dictionary) -> LinkTarget {
    let action = objects.get_dictionary(link, "A");
    if let Some(Object::String(address, _)) = action.and_then(|action| objects.get(action, "URI"))
        && !address.is_empty()
    {
        return LinkTarget::Address(String::from_utf8_lossy(address).into_owned());
    }
    page_of(objects, pages, link).map_or(LinkTarget::Nowhere, LinkTarget::Page)
}

/// The page that a link or bookmark leads to, by a destination or an action of the kind `GoTo`.
pub(super) fn page_of(objects: &Objects, pages: &Pages, entries: &Dictionary) -> Option<usize> {
    let destination = objects.get_array(entries, "Dest").or_else(|| {
        let action = objects.get_dictionary(entries, "A")?;
        objects.get_array(action, "D")
    })?;
    let id = destination.first()?.as_reference().ok()?;
    pages.number(id)
}
