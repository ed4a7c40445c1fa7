//! The parent tree (ISO 32000-1, 14.7.4.4): from content and annotations back to their structure elements.

use crate::finding::Report;
use concord_pdf::Objects;
use concord_pdf::lopdf::{Dictionary, Object};
use std::collections::{BTreeMap, BTreeSet};

/// The entries of the parent tree by their keys.
#[derive(Default)]
pub(crate) struct ParentTree<'o> {
    entries: BTreeMap<i64, &'o Object>,
}

impl<'o> ParentTree<'o> {
    /// Reads the tree. Keys outside of the limits of a node are not found by anyone who looks them up.
    pub(crate) fn read(objects: &'o Objects<'o>, root: Option<&'o Dictionary>, report: &mut Report) -> Self {
        let mut tree = Self::default();
        let Some(top) = root.and_then(|root| objects.get_dictionary(root, "ParentTree")) else { return tree };
        let mut seen = BTreeSet::new();
        let mut waiting = vec![(top, i64::MIN, i64::MAX)];
        let mut left = objects.limits().elements;
        while let Some((node, mut low, mut high)) = waiting.pop() {
            if !seen.insert(std::ptr::from_ref(node) as usize) {
                continue;
            }
            if let Some([first, last, ..]) = objects.get_array(node, "Limits") {
                let limit = |value: &Object| objects.resolve(value).and_then(|value| value.as_i64().ok());
                low = limit(first).map_or(low, |first| low.max(first));
                high = limit(last).map_or(high, |last| high.min(last));
            }
            let Some(pairs) = objects.get_array(node, "Nums") else {
                let kids = objects.get_array(node, "Kids").unwrap_or_default();
                waiting
                    .extend(kids.iter().rev().filter_map(|kid| Some((objects.dictionary(kid)?, low, high))));
                if waiting.len() > objects.limits().elements {
                    report.unread("the parent tree, which has too many nodes".into());
                    return tree;
                }
                continue;
            };
            let mut own = BTreeMap::new();
            for pair in pairs.chunks_exact(2) {
                let key = objects.resolve(&pair[0]).and_then(|key| key.as_i64().ok());
                if let Some(key) = key.filter(|key| (low..=high).contains(key)) {
                    own.insert(key, &pair[1]);
                }
            }
            left = left.saturating_sub(own.len() + 1);
            if left == 0 {
                report.unread("the parent tree, which has too many entries".into());
                return tree;
            }
            for (key, value) in own {
                tree.entries.entry(key).or_insert(value);
            }
        }
        tree
    }

    /// What stands under a key.
    pub(crate) fn get(&self, key: i64) -> Option<&'o Object> {
        self.entries.get(&key).copied()
    }
}
