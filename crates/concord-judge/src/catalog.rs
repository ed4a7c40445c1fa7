//! The file as a whole and its catalog: header, encryption, metadata, outline, optional content, embedded files.

use crate::file::{File, encryption_fault};
use crate::finding::Place;
use crate::language;
use crate::rules;
use concord_pdf::lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;

/// Entries of a name tree that are looked at.
const MOST_NAMES: usize = 1_000_000;

/// Judges all of it.
pub(crate) fn judge(file: &File) {
    header(file);
    if let Some((condition, message)) = file.objects.encryption().and_then(encryption_fault) {
        file.find_as(&rules::C7_16_T1, Some(condition), Place::default(), message);
    }
    marks(file);
    language::judge(file, file.catalog, Place::default);
    outline(file);
    optional_content(file);
    embedded_files(file);
}

/// ISO 14289-1, 6.1; ISO 32000-1, 7.5.2.
fn header(file: &File) {
    let header = file.objects.header();
    let is_right = header
        .and_then(|header| header.strip_prefix(b"%PDF-1."))
        .is_some_and(|rest| matches!(rest, [b'0'..=b'7']));
    if !is_right {
        let header = language::shorten(&String::from_utf8_lossy(header.unwrap_or_default()));
        file.find(&rules::C6_1_T1, Place::default(), format!("the header is `{header}`"));
    }
}

/// What the catalog says of the tags and of how the file is shown (ISO 14289-1, 6.2 and 7.1).
fn marks(file: &File) {
    let objects = file.objects;
    let marks = objects.get_dictionary(file.catalog, "MarkInfo");
    let mark = |key: &str| marks.and_then(|marks| objects.get_bool(marks, key));
    if mark("Marked") != Some(true) {
        file.find(&rules::C6_2_T1, Place::default(), "`MarkInfo` does not say `Marked` true");
    }
    if mark("Suspects") == Some(true) {
        file.find(&rules::C7_1_T4, Place::default(), "`MarkInfo` says `Suspects` true");
    }
    if file.root.is_none() {
        file.find(&rules::C7_1_T11, Place::default(), "the catalog has no `StructTreeRoot`");
    }
    let preferences = objects.get_dictionary(file.catalog, "ViewerPreferences");
    match preferences.and_then(|preferences| objects.get_bool(preferences, "DisplayDocTitle")) {
        Some(true) => {}
        Some(false) => {
            let message = "`DisplayDocTitle` is false";
            file.find_as(&rules::C7_1_T10, Some("07-002"), Place::default(), message);
        }
        None => file.find(&rules::C7_1_T10, Place::default(), "there is no `DisplayDocTitle`"),
    }
}

/// ISO 14289-1, 7.2: titles of the outline are in the language of the catalog.
fn outline(file: &File) {
    if file.has_language {
        return;
    }
    walk_outline(file, |id, _| {
        file.find(&rules::C7_2_T2, Place::object(id), "the catalog has no `Lang` for the outline");
    });
}

/// Calls for every item of the outline once.
pub(crate) fn walk_outline<'o>(file: &File<'o>, mut call: impl FnMut(Option<ObjectId>, &'o Dictionary)) {
    let Some(root) = file.objects.get_dictionary(file.catalog, "Outlines") else { return };
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<&Object> = root.get(b"First").into_iter().collect();
    while let Some(item) = waiting.pop() {
        let Some((id, Object::Dictionary(entries))) = file.objects.follow(item) else { continue };
        if !seen.insert(std::ptr::from_ref(entries) as usize) || !file.spend(1) {
            continue;
        }
        call(id, entries);
        waiting.extend(entries.get(b"Next"));
        waiting.extend(entries.get(b"First"));
    }
}

/// ISO 14289-1, 7.10.
fn optional_content(file: &File) {
    let objects = file.objects;
    let Some(properties) = objects.get_dictionary(file.catalog, "OCProperties") else { return };
    let default = properties.get(b"D").ok().map(|config| (config, "20-002"));
    let others = objects.get_array(properties, "Configs").unwrap_or_default();
    for (config, condition) in default.into_iter().chain(others.iter().map(|config| (config, "20-001"))) {
        let Some((id, Object::Dictionary(config))) = objects.follow(config) else { continue };
        if !file.has_text(config, "Name") {
            let message = "an optional content configuration has no `Name`";
            file.find_as(&rules::C7_10_T1, Some(condition), Place::object(id), message);
        }
        if file.has(config, "AS") {
            let message = "an optional content configuration has `AS`";
            file.find(&rules::C7_10_T2, Place::object(id), message);
        }
    }
}

/// ISO 14289-1, 7.11: file specifications wherever they are, and those of the name tree.
fn embedded_files(file: &File) {
    for (id, object) in file.objects.all() {
        let mut waiting = vec![object];
        while let Some(object) = waiting.pop() {
            let entries = match object {
                Object::Array(items) => {
                    waiting.extend(items);
                    continue;
                }
                Object::Dictionary(entries) => entries,
                Object::Stream(stream) => &stream.dict,
                _ => continue,
            };
            if !file.spend(1) {
                return;
            }
            if file.objects.get_name_bytes(entries, "Type") == Some(b"Filespec") {
                file_specification(file, Some(id), entries);
            }
            waiting.extend(entries.iter().map(|(_, value)| value));
        }
    }
    let names = file.objects.get_dictionary(file.catalog, "Names");
    let tree = names.and_then(|names| file.objects.get_dictionary(names, "EmbeddedFiles"));
    for value in tree.map(|tree| names_of(file, tree)).unwrap_or_default() {
        if let Some((id, Object::Dictionary(entries))) = file.objects.follow(value)
            && file.objects.get_name_bytes(entries, "Type") != Some(b"Filespec")
        {
            file_specification(file, id, entries);
        }
    }
}

fn file_specification(file: &File, id: Option<ObjectId>, entries: &Dictionary) {
    if let Some(message) = file_specification_fault(file, entries) {
        file.find(&rules::C7_11_T1, Place::object(id), message);
    }
}

/// What is wrong with a file specification.
pub(crate) fn file_specification_fault(file: &File, entries: &Dictionary) -> Option<String> {
    let missing: Vec<&str> = ["F", "UF"].into_iter().filter(|key| !file.has_text(entries, key)).collect();
    let is_wrong = entries.has(b"EF") && !missing.is_empty();
    is_wrong.then(|| format!("the specification of an embedded file has no `{}`", missing.join("` and no `")))
}

/// The values of a name tree (ISO 32000-1, 7.9.6).
fn names_of<'o>(file: &File<'o>, root: &'o Dictionary) -> Vec<&'o Object> {
    let mut values = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if !seen.insert(std::ptr::from_ref(node) as usize) || !file.spend(1) {
            continue;
        }
        let pairs = file.objects.get_array(node, "Names").unwrap_or_default();
        values.extend(pairs.chunks_exact(2).map(|pair| &pair[1]));
        let kids = file.objects.get_array(node, "Kids").unwrap_or_default();
        waiting.extend(kids.iter().filter_map(|kid| file.objects.dictionary(kid)));
        if values.len() > MOST_NAMES || waiting.len() > MOST_NAMES {
            file.unread("embedded files, of which there are too many");
            break;
        }
    }
    values
}
