//! The structure tree (ISO 32000-1, 14.7 and 14.8).

use concord_document::LanguageTag;

/// The number of an element in [`StructureTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub usize);

/// The tags of a document. Element 0 is the `Document`.
#[derive(Clone, Debug)]
pub struct StructureTree {
    elements: Vec<Element>,
}

impl Default for StructureTree {
    fn default() -> Self {
        Self { elements: vec![Element::new(Role::Document)] }
    }
}

impl StructureTree {
    /// The `Document`.
    pub const ROOT: ElementId = ElementId(0);

    /// Adds an element as the last child of another.
    pub fn add(&mut self, parent: ElementId, role: Role) -> ElementId {
        let id = ElementId(self.elements.len());
        self.elements.push(Element::new(role));
        self.elements[parent.0].children.push(Child::Element(id));
        id
    }

    /// An element.
    pub fn get(&self, id: ElementId) -> &Element {
        &self.elements[id.0]
    }

    /// An element, to change it.
    pub fn get_mut(&mut self, id: ElementId) -> &mut Element {
        &mut self.elements[id.0]
    }

    /// Their attributes, to be changed; the tree itself stays as it is.
    pub fn attributes_mut(&mut self) -> impl Iterator<Item = &mut ElementAttributes> {
        self.elements.iter_mut().map(|element| &mut element.attributes)
    }

    /// All elements by number.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }
}

/// A node of meaning.
#[derive(Clone, Debug)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// Inner elements and marks, in reading order.
    pub children: Vec<Child>,
    /// What else is known.
    pub attributes: ElementAttributes,
}

impl Element {
    fn new(role: Role) -> Self {
        Self { role, children: Vec::new(), attributes: ElementAttributes::default() }
    }
}

/// A child of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    /// An inner element.
    Element(ElementId),
    /// A mark on a page.
    Mark {
        /// The page, from 0.
        page: usize,
        /// The position in [`crate::Page::marks`].
        mark: usize,
    },
}

/// The standard structure types in use (ISO 32000-1, 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the standard's own names")]
pub enum Role {
    Document,
    Part,
    Sect,
    Div,
    Aside,
    BlockQuote,
    Caption,
    Toc,
    Toci,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    P,
    L,
    Li,
    Lbl,
    LBody,
    Table,
    THead,
    TBody,
    Tr,
    Th,
    Td,
    Span,
    Quote,
    Note,
    Reference,
    Code,
    Link,
    Figure,
}

impl Role {
    /// The heading of a level, `H6` for deeper ones.
    pub fn heading(level: u8) -> Self {
        match level {
            0 | 1 => Self::H1,
            2 => Self::H2,
            3 => Self::H3,
            4 => Self::H4,
            5 => Self::H5,
            _ => Self::H6,
        }
    }

    /// The name that the file carries. `Aside` is not of PDF 1.7 and is written as `Div`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Part => "Part",
            Self::Sect => "Sect",
            Self::Div | Self::Aside => "Div",
            Self::BlockQuote => "BlockQuote",
            Self::Caption => "Caption",
            Self::Toc => "TOC",
            Self::Toci => "TOCI",
            Self::H1 => "H1",
            Self::H2 => "H2",
            Self::H3 => "H3",
            Self::H4 => "H4",
            Self::H5 => "H5",
            Self::H6 => "H6",
            Self::P => "P",
            Self::L => "L",
            Self::Li => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Table => "Table",
            Self::THead => "THead",
            Self::TBody => "TBody",
            Self::Tr => "TR",
            Self::Th => "TH",
            Self::Td => "TD",
            Self::Span => "Span",
            Self::Quote => "Quote",
            Self::Note => "Note",
            Self::Reference => "Reference",
            Self::Code => "Code",
            Self::Link => "Link",
            Self::Figure => "Figure",
        }
    }
}

/// Attributes of an element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ElementAttributes {
    /// The language, where it differs from the parent's.
    pub language: Option<LanguageTag>,
    /// Alternative text.
    pub alternative: Option<String>,
    /// Replacement text.
    pub actual_text: Option<String>,
    /// The expansion of an abbreviation.
    pub expansion: Option<String>,
    /// A title.
    pub title: Option<String>,
    /// An id, unique in the file; Notes must have one (PDF/UA-1, 7.9).
    pub id: Option<String>,
    /// What a header cell heads.
    pub scope: Option<Scope>,
    /// Cells spanned, where more than one.
    pub column_span: Option<u32>,
    /// How a list's items are labelled.
    pub list_numbering: Option<ListNumbering>,
    /// Where a figure stands: page and rectangle.
    pub bounds: Option<(usize, crate::Rect)>,
}

/// What a header cell heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The cells beside it.
    Row,
    /// The cells below it.
    Column,
}

/// How a list's items are labelled (ISO 32000-1, table 347).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListNumbering {
    /// Nothing, or words.
    None,
    /// A bullet.
    Disc,
    /// A dash or another sign.
    Circle,
    /// Numbers.
    Decimal,
}
