//! Media that actions play (ISO 14289-1, 7.18.6.2).

use crate::annotations;
use crate::catalog::walk_outline;
use crate::file::File;
use crate::finding::Place;
use crate::forms;
use crate::rules;
use concord_pdf::lopdf::{Dictionary, Object};
use std::collections::BTreeSet;

/// Judges the media clips of all rendition actions that can be reached.
pub(crate) fn judge(file: &File) {
    let mut walk = Walk { file, seen: BTreeSet::new() };
    walk.value(file.catalog.get(b"OpenAction").ok());
    walk.additional(file.catalog);
    for page in &file.pages {
        walk.additional(page.entries);
    }
    for annotation in annotations::list(file) {
        walk.holder(annotation.entries);
    }
    if let Some(form) = file.objects.get_dictionary(file.catalog, "AcroForm") {
        for (_, field) in forms::fields(file, form) {
            walk.holder(field);
        }
    }
    walk_outline(file, |_, item| walk.holder(item));
}

struct Walk<'f, 'o> {
    file: &'f File<'o>,
    seen: BTreeSet<usize>,
}

impl<'o> Walk<'_, 'o> {
    /// What has an action and, perhaps, additional ones.
    fn holder(&mut self, entries: &'o Dictionary) {
        self.value(entries.get(b"A").ok());
        self.additional(entries);
    }

    fn additional(&mut self, entries: &'o Dictionary) {
        let actions = self.file.objects.get_dictionary(entries, "AA");
        for (_, action) in actions.into_iter().flatten() {
            self.value(Some(action));
        }
    }

    /// An action and those that follow it.
    fn value(&mut self, action: Option<&'o Object>) {
        let mut waiting: Vec<&Object> = action.into_iter().collect();
        while let Some(action) = waiting.pop() {
            let Some(Object::Dictionary(action)) = self.file.objects.resolve(action) else { continue };
            if !self.seen.insert(std::ptr::from_ref(action) as usize) || !self.file.spend(1) {
                continue;
            }
            self.rendition(action);
            match self.file.objects.get(action, "Next") {
                Some(Object::Array(all)) => waiting.extend(all),
                _ => waiting.extend(action.get(b"Next").ok()),
            }
        }
    }

    fn rendition(&self, action: &Dictionary) {
        let file = self.file;
        if file.objects.get_name_bytes(action, "S") != Some(b"Rendition") {
            return;
        }
        let Some(rendition) = file.objects.get_dictionary(action, "R") else { return };
        let clip = rendition.get(b"C").ok().and_then(|clip| file.objects.follow(clip));
        let Some((id, Object::Dictionary(clip))) = clip else { return };
        if !file.has_string(clip, "CT") {
            file.find(&rules::C7_18_6_2_T1, Place::object(id), "a media clip has no `CT`");
        }
        if !has_texts(file, clip) {
            file.find(
                &rules::C7_18_6_2_T2,
                Place::object(id),
                "a media clip has no alternative texts (`Alt`)",
            );
        }
    }
}

/// Alternative texts by language (ISO 32000-1, 14.9.2.4): a language, its text, and so on.
fn has_texts(file: &File, clip: &Dictionary) -> bool {
    let Some(texts) = file.objects.get_array(clip, "Alt") else { return false };
    texts.len() % 2 == 0
        && texts.iter().enumerate().all(|(at, text)| match file.objects.resolve(text) {
            Some(Object::String(bytes, _)) => at % 2 == 0 || !concord_pdf::is_empty_text(bytes),
            _ => false,
        })
}
