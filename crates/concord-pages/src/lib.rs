//! Set pages: what the setter decided and the press draws.
//!
//! All lengths are PDF points (1/72 inch); the origin of a page is its top left corner and y grows downwards. Everything
//! on a page is a [`Mark`], owned by an element of the [`StructureTree`] (tagged content, in reading order) or an
//! artifact (ISO 32000-1, 14.8.2.2): there is no third kind, so nothing can be drawn untagged.
//!
//! ```
//! use concord_pages::{Role, StructureTree};
//!
//! let mut tree = StructureTree::default();
//! let heading = tree.add(StructureTree::ROOT, Role::heading(2));
//! assert_eq!(tree.get(heading).role.name(), "H2");
//! ```

pub mod dump;
mod graphics;
pub mod layout;
pub mod quality;
mod structure;
mod text;

pub use graphics::{Color, ImageId, Paint, Path, PlacedImage, Point, Raster, Rect, Segment, Stroke};
pub use structure::{
    Child, Element, ElementAttributes, ElementId, ListNumbering, Role, Scope, StructureTree,
};
pub use text::{FontId, FontMetrics, FontProgram, Glyph, GlyphRun};

use concord_document::{LanguageTag, Metadata};

/// A document as set pages.
#[derive(Clone, Debug)]
pub struct SetDocument {
    /// The document's language.
    pub language: LanguageTag,
    /// Title and the rest.
    pub metadata: Metadata,
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The font programs that glyph runs name.
    pub fonts: Vec<FontProgram>,
    /// The pictures that marks name.
    pub images: Vec<Raster>,
    /// The tags.
    pub structure: StructureTree,
    /// The bookmarks: a list in reading order, nested by level.
    pub outline: Vec<OutlineEntry>,
    /// How pages are numbered, by first page.
    pub labels: Vec<PageLabelRange>,
    /// How the pages came to be.
    pub layout: layout::Layout,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// What is drawn, in drawing order. The reading order is the structure tree's.
    pub marks: Vec<Mark>,
    /// Links on this page.
    pub links: Vec<Link>,
    /// What is around the page in a file for a press. Coordinates are still those of the page, which is trimmed out of it.
    pub press: Option<PressMargins>,
}

/// What a sheet for a press has around the page on all four sides, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PressMargins {
    /// How far grounds reach over the page's edge.
    pub bleed: f32,
    /// From the page's edge to the sheet's, bleed and marks included.
    pub sheet: f32,
}

/// Something drawn, with what it belongs to.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What it belongs to.
    pub owner: Owner,
    /// What is drawn.
    pub items: Vec<Item>,
}

/// What a mark belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An element of the structure tree; the element names the mark among its children.
    Element(ElementId),
    /// No part of the document's meaning.
    Artifact(Artifact),
}

/// The kinds of artifact (ISO 32000-1, table 330 and 331).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// A running head.
    Header,
    /// A folio or running foot.
    Footer,
    /// Rules, boxes and other parts of the layout.
    Layout,
    /// A coloured ground or picture behind the page.
    Background,
    /// Marks for the press outside of the page.
    Page,
}

/// One thing drawn.
#[derive(Clone, Debug)]
pub enum Item {
    /// Text.
    Text(GlyphRun),
    /// A shape.
    Path(Path),
    /// A picture.
    Image(PlacedImage),
}

/// A clickable place.
#[derive(Clone, Debug)]
pub struct Link {
    /// The rectangles of one line each.
    pub rects: Vec<Rect>,
    /// Where it leads.
    pub target: Target,
    /// The Link element that it belongs to.
    pub element: ElementId,
    /// What a reader is told, in the document's language (PDF/UA-1, 7.18.5).
    pub description: String,
}

/// Where a link or bookmark leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// An address.
    Address(String),
    /// A place in the document.
    Place(Place),
}

/// A place in the document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The page, from 0.
    pub page: usize,
    /// The distance from the page's top.
    pub y: f32,
}

/// A bookmark.
#[derive(Clone, Debug)]
pub struct OutlineEntry {
    /// Its words.
    pub title: String,
    /// 1 for the outermost.
    pub level: u8,
    /// Where it leads.
    pub place: Place,
}

/// How the pages from one on are numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLabelRange {
    /// The first page, from 0.
    pub first_page: usize,
    /// The style.
    pub style: PageLabelStyle,
    /// The number of the first page.
    pub first_number: u32,
    /// Text before the number.
    pub prefix: String,
}

/// The styles of page number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageLabelStyle {
    /// No number: the prefix alone.
    None,
    /// 1, 2, 3.
    Decimal,
    /// i, ii, iii.
    LowerRoman,
}
