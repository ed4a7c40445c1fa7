//! Structure types and the role map (ISO 32000-1, 14.7.3 and 14.8.4).

use concord_pdf::Objects;
use concord_pdf::lopdf::Dictionary;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The standard structure types of PDF 1.7.
const STANDARD: [&str; 49] = [
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Formula",
    "Form",
];

/// The longest chain of mappings that is followed.
const LONGEST_CHAIN: usize = 1_000;

/// What a structure type means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mapping {
    /// The standard type that it is or is mapped to.
    pub(crate) standard: Option<&'static str>,
    /// Whether its mapping comes back to a type that it passed.
    pub(crate) is_circular: bool,
    /// The standard type that is mapped to another, if it is one or is mapped to one.
    pub(crate) remapped: Option<&'static str>,
}

/// The role map, with what was already looked up in it.
pub(crate) struct Roles<'o> {
    objects: &'o Objects<'o>,
    map: Option<&'o Dictionary>,
    known: RefCell<BTreeMap<Vec<u8>, Mapping>>,
}

impl<'o> Roles<'o> {
    pub(crate) fn new(objects: &'o Objects<'o>, map: Option<&'o Dictionary>) -> Self {
        Self { objects, map, known: RefCell::default() }
    }

    /// What a type means.
    pub(crate) fn mapping(&self, name: &[u8]) -> Mapping {
        if let Some(known) = self.known.borrow().get(name) {
            return *known;
        }
        let standard = self.resolve(name);
        let remapped = match (as_standard(name), standard) {
            (Some(own), _) => (standard != Some(own)).then_some(own),
            (None, Some(target)) => (self.resolve(target.as_bytes()) != Some(target)).then_some(target),
            (None, None) => None,
        };
        let mapping = Mapping { standard, is_circular: self.is_circular(name), remapped };
        self.known.borrow_mut().insert(name.to_vec(), mapping);
        mapping
    }

    fn next(&self, name: &[u8]) -> Option<&'o [u8]> {
        self.objects.resolve(self.map?.get(name).ok()?)?.as_name().ok()
    }

    /// The first standard type of the chain that begins behind the name; the name itself where it has no mapping.
    fn resolve(&self, name: &[u8]) -> Option<&'static str> {
        let Some(mut at) = self.next(name).filter(|next| *next != name) else { return as_standard(name) };
        let mut seen = BTreeSet::from([name]);
        while seen.len() < LONGEST_CHAIN {
            if !seen.insert(at) {
                return None;
            }
            if let Some(standard) = as_standard(at) {
                return Some(standard);
            }
            at = self.next(at)?;
        }
        None
    }

    /// Whether the chain of mappings comes back; standard types do not end it.
    fn is_circular(&self, name: &[u8]) -> bool {
        let mut seen = BTreeSet::from([name]);
        let mut at = self.next(name);
        while let Some(next) = at.filter(|_| seen.len() < LONGEST_CHAIN) {
            if !seen.insert(next) {
                return true;
            }
            at = self.next(next);
        }
        false
    }
}

fn as_standard(name: &[u8]) -> Option<&'static str> {
    STANDARD.into_iter().find(|standard| standard.as_bytes() == name)
}
