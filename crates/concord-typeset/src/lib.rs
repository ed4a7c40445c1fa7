//! Fonts, shaping, paragraphs, tables, charts and pages: a document becomes set pages.
//!
//! The way of a text: inlines become runs ([`inline`]), runs are shaped ([`shaping`]), the paragraph's lines are chosen
//! as a whole, lines and drawings become a column ([`flow`], [`blocks`]), and the column is cut into pages ([`pages`]).
//! The structure tree ([`tree`]) grows beside it in reading order.
//!
//! ```
//! use concord_typeset::PageSize;
//!
//! let (width, height) = PageSize::find("US Letter").unwrap().sides();
//! assert_eq!((width, height), (612.0, 792.0));
//! ```

mod blocks;
mod flow;
mod fonts;
mod images;
mod inline;
mod mirror;
mod missing;
mod pages;
mod setter;
mod shaping;
pub mod stages;
#[cfg(test)]
mod tests;
mod theme;
mod tree;

pub use fonts::{Fonts, UnusableFont};
pub use setter::{Hyphenation, Tie};
pub use theme::{PageSize, Theme};

use concord_diagnostics::Findings;
use concord_document::Document;
use concord_pages::{Link, OutlineEntry, Owner, PageLabelRange, PageLabelStyle, SetDocument};
use pages::set_document;
use setter::Setter;
use std::collections::BTreeMap;

/// Sets a document. `images` are the bytes of the publication's pictures by path.
pub fn typeset(
    document: &Document,
    theme: &Theme,
    fonts: &Fonts,
    hyphenation: &dyn Hyphenation,
    images: &BTreeMap<String, Vec<u8>>,
) -> Findings<SetDocument> {
    let theme = &theme.fitted(fonts);
    let mut setter = Setter::new(document, theme, fonts, hyphenation, images);
    setter.remember_faces();
    let set = set_document(&mut setter);
    let outline = outline(&setter, &set);
    let fonts_at_hand = fonts.families();
    let fonts = setter.font_programs();
    let owners: Vec<_> = set.owner_nodes().collect();
    let (structure, elements) = std::mem::replace(&mut setter.tree, tree::Tree::new()).finish();
    let element_of = |node| elements[pages_index(node)];
    let links = resolve_links(&setter, &set, element_of);
    let layout = pages::in_order(set.layout);
    let mut pages = set.pages;
    for (page, mark, node) in owners {
        if let Some(element) = element_of(node) {
            pages[page].marks[mark].owner = Owner::Element(element);
        }
    }
    for (page, link) in links {
        pages[page].links.push(link);
    }
    let labels = vec![PageLabelRange {
        first_page: 0,
        style: PageLabelStyle::Decimal,
        first_number: 1,
        prefix: String::new(),
    }];
    let mut value = SetDocument {
        language: document.language.clone(),
        metadata: document.metadata.clone(),
        pages,
        fonts,
        images: setter.rasters,
        structure,
        outline,
        labels,
        layout,
    };
    if setter.mirrored {
        mirror::mirror(&mut value);
    }
    let mut diagnostics = setter.diagnostics;
    diagnostics.extend(setter.missing.findings(&fonts_at_hand));
    Findings { value, diagnostics }
}

fn pages_index(node: tree::NodeId) -> usize {
    tree::Tree::index(node)
}

/// Headings as bookmarks; the cover's title stands at the first level, as the parts do.
fn outline(setter: &Setter<'_>, set: &pages::Pages) -> Vec<OutlineEntry> {
    let entries = setter.headings.iter().enumerate().filter_map(|(index, heading)| {
        let place = *set.places.headings.get(&index)?;
        Some(OutlineEntry { title: heading.title.clone(), level: heading.level.max(1), place })
    });
    entries.collect()
}

/// One link annotation for every link on every page, with a rectangle a line.
fn resolve_links(
    setter: &Setter<'_>,
    set: &pages::Pages,
    element_of: impl Fn(tree::NodeId) -> Option<concord_pages::ElementId>,
) -> Vec<(usize, Link)> {
    let mut out: Vec<(usize, Link, inline::LinkId)> = Vec::new();
    for (page, id, rect) in &set.link_rects {
        if let Some((_, link, _)) = out.iter_mut().rev().find(|(at, _, known)| at == page && known == id) {
            link.rects.push(*rect);
            continue;
        }
        let info = &setter.links[id.0];
        let (Some(target), Some(element)) = (set.resolve(&info.target), element_of(info.node)) else {
            continue;
        };
        let description = info.description.clone();
        out.push((*page, Link { rects: vec![*rect], target, element, description }, *id));
    }
    out.into_iter().map(|(page, link, _)| (page, link)).collect()
}
