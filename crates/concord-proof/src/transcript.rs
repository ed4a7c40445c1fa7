//! What a file says.

use std::collections::BTreeMap;

/// What a PDF file tells its readers, in the order in which it tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transcript {
    /// The language of the whole (`Lang` of the catalog).
    pub language: Option<String>,
    /// Whether readers show the title instead of the file's name (PDF/UA-1, 7.1).
    pub shows_title: bool,
    /// Whether the file says that it is tagged (`MarkInfo`).
    pub is_tagged: bool,
    /// The Info dictionary.
    pub information: BTreeMap<String, String>,
    /// The XMP packet.
    pub xmp: Xmp,
    /// The pages.
    pub pages: Vec<Page>,
    /// The fonts in order of first use.
    pub fonts: Vec<Font>,
    /// The bookmarks, outer before inner.
    pub outline: Vec<OutlineItem>,
    /// The links by page.
    pub links: Vec<Link>,
    /// The structure elements, outer before inner, in reading order. The first is the root's own child.
    pub elements: Vec<Element>,
    /// What does not hang together: content outside of the tags, tags without content, maps that contradict.
    pub irregularities: Vec<String>,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The number that it is known by.
    pub label: String,
}

/// A font.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Font {
    /// Its name, with the tag of its subset.
    pub name: String,
    /// Whether the file holds it.
    pub is_embedded: bool,
    /// Whether it has a map from glyphs to characters.
    pub has_text: bool,
    /// Whether every glyph shown is in that map.
    pub is_complete: bool,
}

/// A bookmark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutlineItem {
    /// Its words.
    pub title: String,
    /// 1 for the outermost.
    pub level: usize,
    /// The page that it leads to, from 0; `None` where it leads nowhere.
    pub page: Option<usize>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The page that it is on, from 0.
    pub page: usize,
    /// Where it leads.
    pub target: LinkTarget,
    /// What a reader is told of it.
    pub description: String,
    /// The element that refers to it, by its position in [`Transcript::elements`].
    pub element: Option<usize>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address.
    Address(String),
    /// A page of the file, from 0.
    Page(usize),
    /// To no page, or by a way that this proof does not know (named destinations, other actions).
    Nowhere,
}

/// A structure element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its type, after the role map.
    pub role: String,
    /// The position of its parent in [`Transcript::elements`]; `None` for the outermost.
    pub parent: Option<usize>,
    /// Its content in reading order.
    pub children: Vec<Piece>,
    /// The language, where it says one.
    pub language: Option<String>,
    /// Alternative text.
    pub alternative: Option<String>,
    /// Replacement text.
    pub actual_text: Option<String>,
    /// The expansion of an abbreviation.
    pub expansion: Option<String>,
    /// A title.
    pub title: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// What a header cell heads.
    pub scope: Option<String>,
    /// How a list is labelled.
    pub list_numbering: Option<String>,
}

/// A piece of an element's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// An inner element, by its position in [`Transcript::elements`].
    Element(usize),
    /// Text on a page, as the file has it: `ActualText` honoured, soft hyphens kept.
    Text {
        /// The page, from 0.
        page: usize,
        /// The text; empty for content that is no text.
        text: String,
    },
    /// A link, by its position in [`Transcript::links`].
    Link(usize),
}

impl Transcript {
    /// The title that readers show.
    pub fn title(&self) -> Option<String> {
        self.xmp.value("dc:title").or_else(|| self.information.get("Title").cloned())
    }

    /// Calls `visit` with every piece of tagged text and its page, from 0, in reading order.
    pub fn visit_texts(&self, visit: &mut dyn FnMut(usize, &str)) {
        for (number, element) in self.elements.iter().enumerate() {
            if element.parent.is_none() {
                self.visit_text(number, visit);
            }
        }
    }

    /// All text inside an element, in reading order.
    pub fn text(&self, element: usize) -> String {
        let mut text = String::new();
        self.visit_text(element, &mut |_, piece| text.push_str(piece));
        text
    }

    /// Visits all text inside an element, in reading order, with the page of each piece. Where an element has a
    /// replacement text, that is its one piece.
    pub fn visit_text(&self, element: usize, visit: &mut dyn FnMut(usize, &str)) {
        let Some(page) = self.first_page(element) else { return };
        let element = &self.elements[element];
        if let Some(text) = &element.actual_text {
            return visit(page, text);
        }
        for child in &element.children {
            match child {
                Piece::Element(inner) => self.visit_text(*inner, visit),
                Piece::Text { page, text } => visit(*page, text),
                Piece::Link(_) => {}
            }
        }
    }

    /// The page of the first content of an element.
    pub fn first_page(&self, element: usize) -> Option<usize> {
        self.elements.get(element)?.children.iter().find_map(|child| match child {
            Piece::Element(inner) => self.first_page(*inner),
            Piece::Text { page, .. } => Some(*page),
            Piece::Link(_) => None,
        })
    }

    /// The pages that an element stands on, in order.
    pub fn pages_of(&self, element: usize) -> Vec<usize> {
        let mut pages = Vec::new();
        self.visit_text(element, &mut |page, _| pages.push(page));
        pages.sort_unstable();
        pages.dedup();
        pages
    }

    /// Whether an element stands inside one of a role, at any depth.
    pub fn is_inside(&self, element: usize, role: &str) -> bool {
        let mut above = self.elements.get(element).and_then(|element| element.parent);
        while let Some(parent) = above.and_then(|parent| self.elements.get(parent)) {
            if parent.role == role {
                return true;
            }
            above = parent.parent;
        }
        false
    }
}

/// An XMP packet, read as far as a document's description needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Xmp {
    /// The packet.
    pub packet: String,
}

impl Xmp {
    /// The value of a property such as `dc:title`: of a list, its first item.
    pub fn value(&self, property: &str) -> Option<String> {
        self.values(property).into_iter().next()
    }

    /// All values of a property: the items of a list, or one.
    pub fn values(&self, property: &str) -> Vec<String> {
        let Some(content) = self.content(property) else {
            return self.attribute(property).into_iter().collect();
        };
        let items: Vec<String> = content
            .split("<rdf:li")
            .skip(1)
            .filter_map(|item| Some(unescaped(item.split_once('>')?.1.split("</rdf:li>").next()?)))
            .collect();
        if items.is_empty() { vec![unescaped(content.trim())] } else { items }
    }

    /// What stands between the property's tags.
    fn content(&self, property: &str) -> Option<&str> {
        let opening = format!("<{property}");
        let after = self.packet.split(&opening).skip(1).find(|after| after.starts_with(['>', ' ', '\n']))?;
        let (attributes, content) = after.split_once('>')?;
        (!attributes.ends_with('/')).then_some(())?;
        // The split above cut at the next opening of the same name, which a property never holds.
        content.split(&format!("</{property}>")).next()
    }

    /// The shorter form: a property as an attribute of its description.
    fn attribute(&self, property: &str) -> Option<String> {
        let (_, after) = self.packet.split_once(&format!(" {property}=\""))?;
        Some(unescaped(after.split('"').next()?))
    }
}

fn unescaped(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}
