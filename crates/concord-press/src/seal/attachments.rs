//! Files that travel inside the file (ISO 32000-1, 7.11.4): each is named in the tree of embedded files, and says in
//! `AFRelationship` what it is to the document (ISO 19005-3, 6.8; ISO 19005-4, 6.9).

use super::Seal;
use super::values::{dictionary, name, text};
use crate::Attachment;
use lopdf::{Dictionary, Object, Stream};

/// Adds the files in the order of their names, in which the tree must have them.
pub(super) fn attach(seal: &mut Seal, attachments: &[Attachment]) {
    if attachments.is_empty() {
        return;
    }
    let mut sorted: Vec<&Attachment> = attachments.iter().collect();
    sorted.sort_by(|one, other| one.name.cmp(&other.name));
    let mut names = Vec::with_capacity(sorted.len() * 2);
    let mut associated = Vec::with_capacity(sorted.len());
    for attachment in sorted {
        let file = embedded(seal, attachment);
        let stream = seal.add(file);
        let specification = dictionary([
            ("Type", name("Filespec")),
            ("F", text(&attachment.name)),
            ("UF", text(&attachment.name)),
            ("Desc", text(&attachment.description)),
            ("AFRelationship", name(attachment.relationship.name())),
            ("EF", dictionary([("F", stream.into()), ("UF", stream.into())]).into()),
        ]);
        let specification = seal.add(specification);
        names.extend([text(&attachment.name), specification.into()]);
        associated.push(Object::from(specification));
    }
    let tree = seal.add(dictionary([("Names", names.into())]));
    seal.catalog.set("Names", dictionary([("EmbeddedFiles", tree.into())]));
    seal.catalog.set("AF", Object::Array(associated));
}

/// The bytes with their type, size and date: that of the document, as no clock is asked.
fn embedded(seal: &Seal, attachment: &Attachment) -> Stream {
    let date = format!("D:{}000000Z", seal.document.metadata.date.replace('-', ""));
    let size = i64::try_from(attachment.bytes.len()).unwrap_or(i64::MAX);
    let parameters = dictionary([("Size", size.into()), ("ModDate", text(&date))]);
    let entries: Dictionary = dictionary([
        ("Type", name("EmbeddedFile")),
        ("Subtype", name(attachment.media_type)),
        ("Params", parameters.into()),
    ]);
    Stream::new(entries, attachment.bytes.clone())
}
