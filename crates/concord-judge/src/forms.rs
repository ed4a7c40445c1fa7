//! Interactive forms: the language of fields, and XFA (ISO 14289-1, 7.2 and 7.15).

use crate::annotations::element_of;
use crate::file::File;
use crate::finding::Place;
use crate::language;
use crate::rules;
use concord_pdf::lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;

/// Judges the form of the file, if it has one.
pub(crate) fn judge(file: &File) {
    let Some(form) = file.objects.get_dictionary(file.catalog, "AcroForm") else { return };
    for (id, entries) in fields(file, form) {
        let element = element_of(file, entries);
        if let Some(element) = element {
            language::judge(file, element, || Place::object(id));
        }
        let has_language = element.is_some_and(|element| file.has_string(element, "Lang"));
        if file.has_string(entries, "TU") && !has_language && !file.has_language {
            file.find(&rules::C7_2_T25, Place::object(id), "the language of the field's `TU` is not known");
        }
    }
    if is_dynamic(file, form) {
        file.find(&rules::C7_15_T1, Place::default(), "XFA asks for `dynamicRender` required");
    }
}

/// All fields: what has a name of its own.
pub(crate) fn fields<'o>(file: &File<'o>, form: &'o Dictionary) -> Vec<(Option<ObjectId>, &'o Dictionary)> {
    let mut fields = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<&Object> =
        file.objects.get_array(form, "Fields").unwrap_or_default().iter().collect();
    while let Some(object) = waiting.pop() {
        let Some((id, Object::Dictionary(entries))) = file.objects.follow(object) else { continue };
        if !seen.insert(std::ptr::from_ref(entries) as usize) || !file.spend(1) || !file.has(entries, "T") {
            continue;
        }
        fields.push((id, entries));
        waiting.extend(file.objects.get_array(entries, "Kids").unwrap_or_default());
        if waiting.len() > file.objects.limits().elements {
            file.unread("fields, of which there are too many");
            break;
        }
    }
    fields
}

/// Whether the configuration of XFA asks for rendering by XFA alone.
fn is_dynamic(file: &File, form: &Dictionary) -> bool {
    let stream = match file.objects.get(form, "XFA") {
        Some(Object::Stream(stream)) => Some(stream),
        Some(Object::Array(parts)) => parts.chunks_exact(2).find_map(|pair| {
            let name = file.objects.resolve(&pair[0])?.as_str().ok()?;
            file.objects.resolve(&pair[1])?.as_stream().ok().filter(|_| name == b"config")
        }),
        _ => None,
    };
    let Some(stream) = stream else { return false };
    let Ok(bytes) = file.objects.unpack(stream) else {
        file.unread("the XFA form");
        return false;
    };
    let text = String::from_utf8_lossy(&bytes);
    let Ok(document) = roxmltree::Document::parse(&text) else { return false };
    let mut at = document.root_element();
    if at.tag_name().name() == "xdp" {
        match child(at, "config") {
            Some(config) => at = config,
            None => return false,
        }
    }
    if at.tag_name().name() != "config" {
        return false;
    }
    for name in ["acrobat", "acrobat7", "dynamicRender"] {
        match child(at, name) {
            Some(next) => at = next,
            None => return false,
        }
    }
    at.text() == Some("required")
}

fn child<'a, 'i>(node: roxmltree::Node<'a, 'i>, name: &str) -> Option<roxmltree::Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}
