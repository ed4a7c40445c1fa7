//! A transcript as text, for people and for goldens.

use crate::transcript::{Element, LinkTarget, Piece, Transcript};
use std::fmt::Write;

impl Transcript {
    /// The whole as indented lines: a summary, the outline, then the tags with their text and pages (from 1).
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        self.print_summary(&mut out);
        if !self.outline.is_empty() {
            out.push_str("outline\n");
        }
        for item in &self.outline {
            let page = item.page.map_or_else(|| "nowhere".to_owned(), |page| (page + 1).to_string());
            let _ = writeln!(out, "{:indent$}{} → {page}", "", item.title, indent = item.level * 2);
        }
        out.push_str("tags\n");
        for (number, element) in self.elements.iter().enumerate() {
            if element.parent.is_none() {
                self.print_element(number, 1, &mut out);
            }
        }
        for irregularity in &self.irregularities {
            let _ = writeln!(out, "irregular: {irregularity}");
        }
        out
    }

    fn print_summary(&self, out: &mut String) {
        let _ = writeln!(out, "title     {}", self.title().unwrap_or_default());
        let _ = writeln!(out, "language  {}", self.language.as_deref().unwrap_or("none"));
        let labels: Vec<&str> = self.pages.iter().map(|page| page.label.as_str()).collect();
        let range = match labels.as_slice() {
            [] => String::new(),
            [only] => format!(" ({only})"),
            [first, .., last] => format!(" ({first} to {last})"),
        };
        let _ = writeln!(out, "pages     {}{range}", labels.len());
        for (key, value) in &self.information {
            let _ = writeln!(out, "{key:<9} {value}");
        }
        for font in &self.fonts {
            let embedded = if font.is_embedded { "embedded" } else { "NOT EMBEDDED" };
            let text = if font.has_text && font.is_complete { "with text" } else { "WITHOUT TEXT" };
            let _ = writeln!(out, "font      {}, {embedded}, {text}", font.name);
        }
    }

    fn print_element(&self, number: usize, depth: usize, out: &mut String) {
        let element = &self.elements[number];
        let _ = write!(out, "{:indent$}{}", "", element.role, indent = depth * 2);
        print_attributes(element, out);
        if let [Piece::Text { page, text }] = element.children.as_slice() {
            let _ = writeln!(out, " {}: {text:?}", page + 1);
            return;
        }
        out.push('\n');
        for child in &element.children {
            match child {
                Piece::Element(inner) => self.print_element(*inner, depth + 1, out),
                Piece::Text { page, text } => {
                    let _ = writeln!(out, "{:indent$}{}: {text:?}", "", page + 1, indent = depth * 2 + 2);
                }
                Piece::Link(link) => self.print_link(*link, depth + 1, out),
            }
        }
    }

    fn print_link(&self, number: usize, depth: usize, out: &mut String) {
        let Some(link) = self.links.get(number) else { return };
        let target = match &link.target {
            LinkTarget::Address(address) => address.clone(),
            LinkTarget::Page(page) => format!("page {}", page + 1),
            LinkTarget::Nowhere => "nowhere".to_owned(),
        };
        let _ = writeln!(out, "{:indent$}→ {target} ({})", "", link.description, indent = depth * 2);
    }
}

fn print_attributes(element: &Element, out: &mut String) {
    let attributes = [
        ("id", &element.id),
        ("lang", &element.language),
        ("title", &element.title),
        ("alt", &element.alternative),
        ("actual", &element.actual_text),
        ("expansion", &element.expansion),
        ("scope", &element.scope),
        ("numbering", &element.list_numbering),
    ];
    for (name, value) in attributes {
        if let Some(value) = value {
            let _ = write!(out, " {name}={value:?}");
        }
    }
}
