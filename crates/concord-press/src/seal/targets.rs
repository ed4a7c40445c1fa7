//! Where links and bookmarks lead in a file of PDF 2.0: to elements, not to places on pages.
//!
//! ISO 14289-2, 8.8: a destination in the file is a structure destination (ISO 32000-2, 12.3.2.3). The pages of a
//! [`SetDocument`] know places only, so the element is the one that begins at the place or nearest below it, and of
//! the kind that such a link leads to: a heading for bookmarks and contents, a note for its call, the call for the way
//! back. The same pairs are what the `Ref` entries say (8.2.5.8 and 8.2.5.14).

use super::Seal;
use crate::inspect::reading_order;
use concord_pages::{
    Child, ElementId, Item, Link, Mark, Place, Role, Segment, SetDocument, StructureTree, Target,
};
use lopdf::ObjectId;

/// The elements as targets.
pub(super) struct Targets {
    /// The object of every element.
    pub(super) ids: Vec<ObjectId>,
    /// What every element refers to.
    pub(super) references: Vec<Vec<ElementId>>,
    parents: Vec<Option<ElementId>>,
    roles: Vec<Role>,
    /// Where every element begins: page, and distance of its first mark from the page's top.
    starts: Vec<Option<(usize, f32)>>,
    /// The elements in reading order.
    order: Vec<usize>,
}

impl Targets {
    /// Reserves an object for every element and finds what refers to what.
    pub(super) fn of(seal: &mut Seal) -> Self {
        let document = seal.document;
        let elements = document.structure.elements();
        let order = reading_order(document);
        let mut targets = Self {
            ids: elements.iter().map(|_| seal.reserve()).collect(),
            references: vec![Vec::new(); elements.len()],
            parents: super::structure::parents_of(elements),
            roles: elements.iter().map(|element| element.role).collect(),
            starts: starts(document, &order),
            order,
        };
        for link in document.pages.iter().flat_map(|page| &page.links) {
            targets.refer(link);
        }
        targets
    }

    /// Enters what a link in contents, or in the call of a note, refers to.
    fn refer(&mut self, link: &Link) {
        let Target::Place(place) = &link.target else { return };
        let item = self.above(link.element, Role::Toci);
        let call = self.above(link.element, Role::Reference);
        match (item, call) {
            (Some(item), _) => {
                let heading = self.nearest(*place, is_heading);
                self.enter(item, heading);
            }
            (None, Some(call)) => {
                let note = self.nearest(*place, |role| role == Role::Note);
                self.enter(call, note);
                if let Some(note) = note {
                    self.enter(note, Some(call));
                }
            }
            (None, None) => {}
        }
    }

    fn enter(&mut self, from: ElementId, to: Option<ElementId>) {
        let references = &mut self.references[from.0];
        references.extend(to.filter(|to| !references.contains(to)));
    }

    /// The element that a bookmark leads to.
    pub(super) fn of_bookmark(&self, place: Place) -> ObjectId {
        self.ids
            [self.nearest(place, is_heading).or_else(|| self.nearest(place, is_block)).map_or(0, |id| id.0)]
    }

    /// The element that a link leads to.
    pub(super) fn of_link(&self, link: &Link, place: Place) -> ObjectId {
        let referring = [Role::Toci, Role::Reference, Role::Note];
        let referred = referring.into_iter().find_map(|role| {
            let element = self.above(link.element, role)?;
            self.references[element.0].first().copied()
        });
        let target = referred.or_else(|| self.nearest(place, is_block)).unwrap_or(StructureTree::ROOT);
        self.ids[target.0]
    }

    /// The kind of an element.
    pub(super) fn role(&self, element: ElementId) -> Role {
        self.roles[element.0]
    }

    /// The nearest ancestor of a kind.
    fn above(&self, element: ElementId, role: Role) -> Option<ElementId> {
        let mut at = element;
        // The structure is a tree: the way up ends at its root.
        while let Some(parent) = self.parents[at.0] {
            if self.roles[parent.0] == role {
                return Some(parent);
            }
            at = parent;
        }
        None
    }

    /// The element of a kind that begins at a place or nearest below it, outer before inner; where there is none, the
    /// last that begins above it on the page.
    fn nearest(&self, place: Place, is_kind: impl Fn(Role) -> bool) -> Option<ElementId> {
        let on_page = self.order.iter().filter(|number| is_kind(self.roles[**number])).filter_map(|number| {
            let (page, top) = self.starts[*number]?;
            (page == place.page).then_some((top - place.y, ElementId(*number)))
        });
        let (below, above): (Vec<_>, Vec<_>) = on_page.partition(|(distance, _)| *distance >= 0.0);
        let first = below.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        first.or_else(|| above.into_iter().max_by(|a, b| a.0.total_cmp(&b.0))).map(|(_, element)| element)
    }
}

fn is_heading(role: Role) -> bool {
    matches!(role, Role::H1 | Role::H2 | Role::H3 | Role::H4 | Role::H5 | Role::H6)
}

/// Whether an element is neither the whole, a part of it, nor a piece of a line.
fn is_block(role: Role) -> bool {
    !matches!(
        role,
        Role::Document
            | Role::Part
            | Role::Sect
            | Role::Span
            | Role::Quote
            | Role::Code
            | Role::Link
            | Role::Reference
            | Role::Lbl
    )
}

fn starts(document: &SetDocument, order: &[usize]) -> Vec<Option<(usize, f32)>> {
    let elements = document.structure.elements();
    let mut starts = vec![None; elements.len()];
    // Backwards, so that inner elements are known before outer ones.
    for number in order.iter().rev() {
        let mut children = elements[*number].children.iter();
        starts[*number] = children.find_map(|child| match *child {
            Child::Element(ElementId(inner)) => starts[inner],
            Child::Mark { page, mark } => Some((page, top(&document.pages[page].marks[mark]))),
        });
    }
    starts
}

/// The share of a font's size by which capitals, more or less, stand above the baseline.
const CAPITALS: f32 = 0.7;

/// The distance of a mark's ink from the page's top.
fn top(mark: &Mark) -> f32 {
    let top = mark.items.iter().flat_map(|item| match item {
        Item::Text(run) => vec![run.origin.y - run.size * CAPITALS],
        Item::Image(placed) => vec![placed.rect.y],
        Item::Path(path) => path.segments.iter().filter_map(height).collect(),
    });
    top.fold(f32::MAX, f32::min)
}

fn height(segment: &Segment) -> Option<f32> {
    match segment {
        Segment::Move(point) | Segment::Line(point) | Segment::Curve(_, _, point) => Some(point.y),
        Segment::Close => None,
    }
}
