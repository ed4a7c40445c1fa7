//! What the structure tree of a file of PDF 2.0 has besides: namespaces, references, kinds of notes.
//!
//! ISO 32000-2, 14.8.6: a type belongs to a namespace. PDF 2.0's own no longer has all types of PDF 1.7; those that it
//! dropped stay what they were, in the namespace of PDF 1.7, which ISO 14289-2, 8.2.4 allows. A note is an `FENote`
//! (8.2.5.14).

use super::Seal;
use super::targets::Targets;
use super::values::{dictionary, name, text};
use concord_pages::{Child, Element, ElementId, Role};
use lopdf::{Dictionary, Object, ObjectId};

/// The numbering of lists whose labels are terms (ISO 32000-2, table 382); PDF 1.7 has no name for it.
pub(super) const TERMS: &str = "Description";

/// The namespaces, and what refers to what.
pub(super) struct Second<'a> {
    targets: &'a Targets,
    /// That of PDF 2.0.
    new: ObjectId,
    /// That of PDF 1.7.
    old: ObjectId,
}

impl<'a> Second<'a> {
    /// Makes the namespaces.
    pub(super) fn new(seal: &mut Seal, targets: &'a Targets) -> Self {
        let mut namespace =
            |address| seal.add(dictionary([("Type", name("Namespace")), ("NS", text(address))]));
        Self { targets, new: namespace("http://iso.org/pdf2/ssn"), old: namespace("http://iso.org/pdf/ssn") }
    }

    /// The value of `Namespaces` in the root of the tree.
    pub(super) fn namespaces(&self) -> Object {
        Object::Array(vec![self.new.into(), self.old.into()])
    }

    /// Gives an element the type and namespace of PDF 2.0, its references and the attributes that only PDF 2.0 has.
    pub(super) fn describe(
        &self,
        entries: &mut Dictionary,
        attributes: &mut Vec<Object>,
        number: usize,
        element: &Element,
    ) {
        let role = element.role;
        let (kind, is_new) = if self.is_captioned(element) { ("Sect", true) } else { type_of(role) };
        entries.set("S", name(kind));
        entries.set("NS", if is_new { self.new } else { self.old });
        let references = &self.targets.references[number];
        if !references.is_empty() {
            let references = references.iter().map(|ElementId(to)| self.targets.ids[*to].into());
            entries.set("Ref", references.collect::<Vec<Object>>());
        }
        if role == Role::Note {
            attributes.push(dictionary([("O", name("FENote")), ("NoteType", name("Footnote"))]).into());
        }
    }
}

impl Second<'_> {
    /// Whether an element is a `Div` with a caption, as around a chart. A `Div` has no meaning of its own in PDF 2.0:
    /// what is in it counts as being in what is around it, where the caption would have nothing to be the caption of
    /// (ISO 14289-2, 8.2.5.27). Inside the figure the caption would not be read where the alternative text is.
    fn is_captioned(&self, element: &Element) -> bool {
        let is_caption = |child: &Child| matches!(child, Child::Element(inner) if self.targets.role(*inner) == Role::Caption);
        element.role == Role::Div && element.children.iter().any(is_caption)
    }
}

/// The type's name, and whether it is one of PDF 2.0's own namespace.
fn type_of(role: Role) -> (&'static str, bool) {
    match role {
        Role::Note => ("FENote", true),
        Role::Aside => ("Aside", true),
        Role::BlockQuote | Role::Toc | Role::Toci | Role::Quote | Role::Reference | Role::Code => {
            (role.name(), false)
        }
        _ => (role.name(), true),
    }
}
