//! A file that is being judged: its objects, what is asked of them again and again, and the findings so far.

use crate::finding::{Finding, Judgement, Place, Report};
use crate::pages::{self, Page};
use crate::parents::ParentTree;
use crate::roles::Roles;
use crate::rules::{self, Rule};
use concord_pdf::lopdf::{Dictionary, Object, ObjectId};
use concord_pdf::{Encryption, Objects, Unreadable};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Steps that one file may ask for, over all loops whose length the file decides.
const MOST_WORK: u64 = 200_000_000;

/// The file.
pub(crate) struct File<'o> {
    pub(crate) objects: &'o Objects<'o>,
    pub(crate) catalog: &'o Dictionary,
    pub(crate) pages: Vec<Page<'o>>,
    /// The structure tree root, if it is a dictionary.
    pub(crate) root: Option<&'o Dictionary>,
    pub(crate) parents: ParentTree<'o>,
    pub(crate) roles: Roles<'o>,
    /// Whether the catalog has a language.
    pub(crate) has_language: bool,
    page_numbers: BTreeMap<ObjectId, usize>,
    report: RefCell<Report>,
    work: Cell<u64>,
}

impl<'o> File<'o> {
    /// Finds catalog, pages and structure tree root.
    pub(crate) fn open(objects: &'o Objects<'o>) -> Result<Self, Unreadable> {
        let catalog = objects.catalog().ok_or_else(|| Unreadable::new("it has no catalog"))?;
        let mut report = Report::default();
        let pages = pages::list(objects, catalog, &mut report)?;
        let root = objects.get_dictionary(catalog, "StructTreeRoot");
        let page_numbers =
            pages.iter().enumerate().filter_map(|(number, page)| Some((page.id?, number))).collect();
        let file = Self {
            objects,
            catalog,
            pages,
            root,
            parents: ParentTree::read(objects, root, &mut report),
            roles: Roles::new(objects, root.and_then(|root| objects.get_dictionary(root, "RoleMap"))),
            has_language: objects.get_string(catalog, "Lang").is_some(),
            page_numbers,
            report: RefCell::new(report),
            work: Cell::new(MOST_WORK),
        };
        Ok(file)
    }

    /// Adds a finding.
    pub(crate) fn find(&self, rule: &'static Rule, place: Place, message: impl Into<String>) {
        self.find_as(rule, rule.condition, place, message);
    }

    /// Adds a finding under another condition of the protocol than the rule's.
    pub(crate) fn find_as(
        &self,
        rule: &'static Rule,
        condition: Option<&'static str>,
        place: Place,
        message: impl Into<String>,
    ) {
        let message = message.into();
        self.report.borrow_mut().add(Finding { rule, condition, message, place, count: 1 });
    }

    /// Notes what could not be read.
    pub(crate) fn unread(&self, what: impl Into<String>) {
        self.report.borrow_mut().unread(what.into());
    }

    /// Takes steps from what is left of the work; false where none is left.
    pub(crate) fn spend(&self, steps: usize) -> bool {
        let left = self.work.get().checked_sub(steps as u64);
        if left.is_none() {
            self.unread("all of it: it asks for too many steps");
        }
        self.work.set(left.unwrap_or(0));
        left.is_some()
    }

    /// The position of a page, from 0.
    pub(crate) fn page_number(&self, id: ObjectId) -> Option<usize> {
        self.page_numbers.get(&id).copied()
    }

    /// A text string under a key, decoded.
    pub(crate) fn text(&self, entries: &Dictionary, key: &str) -> Option<String> {
        self.objects.get_text(entries, key)
    }

    /// Whether a key has a value other than null.
    pub(crate) fn has(&self, entries: &Dictionary, key: &str) -> bool {
        self.objects.get(entries, key).is_some_and(|value| !matches!(value, Object::Null))
    }

    /// Whether a key has a string with at least one character.
    pub(crate) fn has_text(&self, entries: &Dictionary, key: &str) -> bool {
        self.objects.get_string(entries, key).is_some_and(|bytes| !concord_pdf::is_empty_text(bytes))
    }

    /// Whether a key has a string, also an empty one.
    pub(crate) fn has_string(&self, entries: &Dictionary, key: &str) -> bool {
        self.objects.get_string(entries, key).is_some()
    }

    /// All findings.
    pub(crate) fn finish(self) -> Judgement {
        self.note_lost_objects();
        self.report.into_inner().finish()
    }

    /// What the file refers to but nobody could read has not been judged.
    fn note_lost_objects(&self) {
        let mut lost = Vec::new();
        for (_, object) in self.objects.all() {
            let mut waiting = vec![object];
            while let Some(object) = waiting.pop() {
                match object {
                    Object::Reference(id) if self.objects.is_lost(*id) => lost.push(*id),
                    Object::Array(items) => waiting.extend(items),
                    Object::Dictionary(entries) => waiting.extend(entries.iter().map(|(_, value)| value)),
                    Object::Stream(stream) => waiting.extend(stream.dict.iter().map(|(_, value)| value)),
                    _ => {}
                }
            }
        }
        lost.sort_unstable();
        lost.dedup();
        if let Some((number, _)) = lost.first() {
            self.unread(format!(
                "{} objects that are damaged, the first of them object {number}",
                lost.len()
            ));
        }
        if self.objects.trailer().has(b"XRefStm") {
            self.unread("objects listed in a hidden table (`XRefStm`)");
        }
    }
}

/// Judges a file that the empty password does not open: only its encryption can be read.
pub(crate) fn judge_closed(objects: &Objects) -> Judgement {
    let mut report = Report::default();
    if let Some(encryption) = objects.encryption()
        && let Some((condition, message)) = encryption_fault(encryption)
    {
        let (rule, place) = (&rules::C7_16_T1, Place::default());
        report.add(Finding { rule, condition: Some(condition), message, place, count: 1 });
    }
    report.unread("all of it: it is encrypted, and the empty password does not open it".into());
    report.finish()
}

/// ISO 14289-1, 7.16: bit 10 permits assistive technology to read.
pub(crate) fn encryption_fault(encryption: Encryption) -> Option<(&'static str, String)> {
    match encryption.permissions {
        None => Some(("26-001", "the encryption dictionary has no permissions (`P`)".into())),
        Some(permissions) if permissions & 512 == 0 => {
            Some(("26-002", "bit 10 of the permissions (`P`) is not set".into()))
        }
        Some(_) => None,
    }
}
