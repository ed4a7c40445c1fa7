//! Marked-content identifiers: the numbers that tie a drawing to its meaning (ISO 32000-1, 14.7.4.2).

use concord_pages::{ElementId, Owner, SetDocument};

/// Which number every mark has, and whose it is.
pub(crate) struct MarkedContent {
    /// By page and mark; `None` for artifacts.
    numbers: Vec<Vec<Option<u32>>>,
    /// By page and number.
    owners: Vec<Vec<ElementId>>,
}

impl MarkedContent {
    /// Numbers the marks that belong to elements from 0 on each page, in drawing order.
    pub(crate) fn number(document: &SetDocument) -> Self {
        let mut marked = Self { numbers: Vec::new(), owners: Vec::new() };
        for page in &document.pages {
            let mut owners = Vec::new();
            let numbers = page.marks.iter().map(|mark| match mark.owner {
                Owner::Element(element) => {
                    owners.push(element);
                    u32::try_from(owners.len() - 1).ok()
                }
                Owner::Artifact(_) => None,
            });
            marked.numbers.push(numbers.collect());
            marked.owners.push(owners);
        }
        marked
    }

    /// The number of a mark; `None` for an artifact.
    pub(crate) fn of(&self, page: usize, mark: usize) -> Option<u32> {
        self.numbers.get(page)?.get(mark).copied().flatten()
    }

    /// The owners of a page's marks by number.
    pub(crate) fn owners(&self, page: usize) -> &[ElementId] {
        self.owners.get(page).map_or(&[], Vec::as_slice)
    }
}
