//! Natural languages: tags, and where they are inherited from (ISO 32000-1, 14.9.2).

use crate::file::File;
use crate::finding::Place;
use crate::rules;
use concord_pdf::lopdf::Dictionary;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Ancestors of one element that are followed.
const MOST_ANCESTORS: usize = 10_000;

/// What an element has from itself or its ancestors, who are followed by the key `P`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ancestry {
    /// Whether the structure tree root, which must say what it is, is among them.
    pub(crate) is_tagged: bool,
    /// Whether one of them has a language.
    pub(crate) has_language: bool,
}

/// What is known of the ancestry of elements.
#[derive(Default)]
pub(crate) struct Ancestries {
    known: RefCell<BTreeMap<usize, Ancestry>>,
}

impl Ancestries {
    /// The ancestry of an element, itself included.
    pub(crate) fn of(&self, file: &File, element: &Dictionary) -> Ancestry {
        let key = |entries: &Dictionary| std::ptr::from_ref(entries) as usize;
        let mut passed: Vec<(usize, bool)> = Vec::new();
        let mut at = Some(element);
        let mut found = Ancestry::default();
        while let Some(entries) = at {
            if let Some(known) = self.known.borrow().get(&key(entries)) {
                found = *known;
                break;
            }
            if file.objects.get_name_bytes(entries, "Type") == Some(b"StructTreeRoot") {
                found.is_tagged = true;
                break;
            }
            // A second visit ends at the limit as well; nothing is found beyond it.
            if passed.len() >= MOST_ANCESTORS || !file.spend(1) {
                break;
            }
            passed.push((key(entries), file.has_string(entries, "Lang")));
            at = file.objects.get_dictionary(entries, "P");
        }
        let mut known = self.known.borrow_mut();
        for (key, has_language) in passed.into_iter().rev() {
            found.has_language |= has_language;
            known.insert(key, found);
        }
        found
    }
}

/// Whether a text has the form of a language tag: words of up to eight letters or digits, of which the first has letters
/// only.
pub(crate) fn is_tag(text: &str) -> bool {
    text.split('-').enumerate().all(|(number, word)| {
        (1..=8).contains(&word.len())
            && word.bytes().all(|byte| {
                if number == 0 { byte.is_ascii_alphabetic() } else { byte.is_ascii_alphanumeric() }
            })
    })
}

/// Judges the `Lang` of a dictionary, if it is a string.
pub(crate) fn judge(file: &File, entries: &Dictionary, place: impl FnOnce() -> Place) {
    if let Some(tag) = file.text(entries, "Lang").filter(|tag| !is_tag(tag)) {
        file.find(&rules::C7_2_T29, place(), format!("`{}` is no language tag", shorten(&tag)));
    }
}

/// A value of the file as it can stand in a message.
pub(crate) fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut out: String = text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}
