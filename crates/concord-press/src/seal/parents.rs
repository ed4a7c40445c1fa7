//! The parent tree: from marks and annotations back to their elements (ISO 32000-1, 14.7.4.4).

use super::Seal;
use super::links::Links;
use super::values::dictionary;
use lopdf::{Object, ObjectId};

/// Page numbers come first, each with an array of elements by mark; then annotations, each with one element.
pub(super) fn tree(seal: &mut Seal, elements: &[ObjectId], links: &Links) -> ObjectId {
    let marked = seal.marked;
    let mut numbers: Vec<Object> = Vec::new();
    for page in 0..seal.document.pages.len() {
        let owners: Vec<Object> =
            marked.owners(page).iter().map(|element| elements[element.0].into()).collect();
        let owners = seal.add(owners);
        numbers.extend([(page as i64).into(), owners.into()]);
    }
    let first = seal.document.pages.len();
    for (index, annotation) in links.all().iter().enumerate() {
        numbers.extend([((first + index) as i64).into(), elements[annotation.element.0].into()]);
    }
    seal.add(dictionary([("Nums", numbers.into())]))
}
