//! Attributes of structure elements (ISO 32000-1, 14.7.5), their own and those of their classes.

use crate::file::File;
use concord_pdf::lopdf::{Dictionary, Object};

/// The first value of an attribute that is as it should be, among those of an owner; its own before those of classes.
pub(crate) fn find<'o, T>(
    file: &File<'o>,
    element: &'o Dictionary,
    owner: &[u8],
    key: &str,
    read: impl Fn(&'o Object) -> Option<T>,
) -> Option<T> {
    let own = file.objects.get(element, "A").and_then(|all| among(file, all, owner, key, &read));
    own.or_else(|| {
        let classes = file.objects.get_dictionary(file.root?, "ClassMap")?;
        let of_class = |name: &Object| {
            let name = file.objects.resolve(name).and_then(|name| name.as_name().ok());
            let all = file.objects.resolve(classes.get(name?).ok()?)?;
            among(file, all, owner, key, &read)
        };
        match file.objects.get(element, "C")? {
            Object::Array(names) => names.iter().take(100).find_map(of_class),
            name => of_class(name),
        }
    })
}

/// In one dictionary, or in an array of dictionaries and revision numbers.
fn among<'o, T>(
    file: &File<'o>,
    all: &'o Object,
    owner: &[u8],
    key: &str,
    read: &impl Fn(&'o Object) -> Option<T>,
) -> Option<T> {
    let in_one = |object: &'o Object| {
        let Object::Dictionary(attributes) = file.objects.resolve(object)? else { return None };
        let is_owner = file.objects.get_name_bytes(attributes, "O") == Some(owner);
        read(file.objects.get(attributes, key).filter(|_| is_owner && file.spend(1))?)
    };
    match all {
        Object::Array(items) => items.iter().find_map(in_one),
        _ => in_one(all),
    }
}
