//! A file as a screen reader would meet it: everything in reading order, with what each thing is.
//!
//! One line is one stop of the reader. Soft hyphens are not spoken and runs of spaces are one; decoration is not there at
//! all, as it is outside of the tags.

use crate::transcript::{Element, LinkTarget, Piece, Transcript};
use std::fmt::Write;

impl Transcript {
    /// The whole as text. Pages are told where they begin.
    pub fn to_speech(&self) -> String {
        let mut speaker = Speaker { transcript: self, out: String::new(), page: None };
        let title = self.title().unwrap_or_default();
        let language = self.language.as_deref().unwrap_or("unknown");
        let _ = writeln!(speaker.out, "document in {language}: {title}");
        for item in &self.outline {
            let page = item.page.map_or("nowhere".to_owned(), |page| self.label(page));
            let _ = writeln!(
                speaker.out,
                "{:indent$}bookmark: {}, page {page}",
                "",
                item.title,
                indent = item.level * 2
            );
        }
        for (number, element) in self.elements.iter().enumerate() {
            if element.parent.is_none() {
                speaker.element(number, 0);
            }
        }
        speaker.out
    }

    /// What a page is called.
    fn label(&self, page: usize) -> String {
        let label = self.pages.get(page).map(|page| page.label.clone()).filter(|label| !label.is_empty());
        label.unwrap_or_else(|| (page + 1).to_string())
    }
}

struct Speaker<'a> {
    transcript: &'a Transcript,
    out: String,
    page: Option<usize>,
}

impl<'a> Speaker<'a> {
    fn element(&mut self, number: usize, depth: usize) {
        let Some(element) = self.transcript.elements.get(number) else { return };
        match element.role.as_str() {
            "Table" => return self.table(number, depth),
            "L" => return self.list(number, depth),
            "TOC" => {
                self.line(number, depth, "contents", "");
                return self.children(number, depth + 1);
            }
            "Figure" | "Formula" => {
                let words = spoken(element.alternative.as_deref().unwrap_or("(nothing is said of it)"));
                let what = format!("figure{}", language(element));
                return self.line(number, depth, &what, &words);
            }
            _ => {}
        }
        if self.has_blocks(number) {
            if let Some(what) = container(element) {
                self.line(number, depth, &format!("{what}{}", language(element)), "");
                return self.children(number, depth + 1);
            }
            return self.children(number, depth);
        }
        let words = self.words(number);
        if !words.is_empty() {
            self.line(number, depth, &format!("{}{}", name(element), language(element)), &words);
        }
    }

    fn children(&mut self, number: usize, depth: usize) {
        for child in self.inner(number) {
            self.element(child, depth);
        }
        // Words beside inner blocks.
        let words = self.own_words(number);
        if !words.is_empty() {
            self.line(number, depth, "text", &words);
        }
    }

    /// A stop, told with its page where that is another than before.
    fn line(&mut self, number: usize, depth: usize, what: &str, words: &str) {
        let page = self.transcript.first_page(number);
        if page.is_some() && page != self.page {
            self.page = page;
            let label = self.transcript.label(page.unwrap_or_default());
            let _ = writeln!(self.out, "[page {label}]");
        }
        let separator = if words.is_empty() { "" } else { ": " };
        let _ = writeln!(self.out, "{:indent$}{what}{separator}{words}", "", indent = depth * 2);
    }

    fn list(&mut self, number: usize, depth: usize) {
        let items: Vec<usize> =
            self.inner(number).into_iter().filter(|item| self.role(*item) == "LI").collect();
        let what = match items.len() {
            1 => "list of 1 item".to_owned(),
            count => format!("list of {count} items"),
        };
        self.line(number, depth, &what, "");
        for item in items {
            let inner = self.inner(item);
            let labels: Vec<usize> = inner.iter().copied().filter(|part| self.role(*part) == "Lbl").collect();
            let label = labels.first().map(|label| self.words(*label)).unwrap_or_default();
            let bodies: Vec<usize> = inner.into_iter().filter(|part| self.role(*part) != "Lbl").collect();
            let what = if label.is_empty() { "item".to_owned() } else { format!("item {label}") };
            match bodies.as_slice() {
                [body] if !self.has_blocks(*body) => {
                    let words = self.words(*body);
                    self.line(item, depth + 1, &what, &words);
                }
                bodies => {
                    self.line(item, depth + 1, &what, "");
                    bodies.iter().for_each(|body| self.children(*body, depth + 2));
                }
            }
        }
    }

    fn table(&mut self, number: usize, depth: usize) {
        let rows = self.rows(number);
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let what = format!("table of {} rows and {columns} columns", rows.len());
        self.line(number, depth, &what, "");
        let mut heads: Vec<Option<String>> = vec![None; columns];
        for (at, row) in rows.iter().enumerate() {
            let Some(first) = row.first() else { continue };
            self.line(*first, depth + 1, &format!("row {}", at + 1), "");
            let mut row_head = None;
            for (column, cell) in row.iter().enumerate() {
                let words = self.words(*cell);
                let element = &self.transcript.elements[*cell];
                if element.role == "TH" {
                    let is_row = element.scope.as_deref() == Some("Row");
                    let what = if is_row { "row header" } else { "column header" };
                    self.line(*cell, depth + 2, what, &words);
                    if is_row {
                        row_head = Some(words);
                    } else {
                        heads[column] = Some(words);
                    }
                    continue;
                }
                let headers: Vec<&str> = [row_head.as_deref(), heads[column].as_deref()]
                    .into_iter()
                    .flatten()
                    .filter(|head| !head.is_empty())
                    .collect();
                let what = if headers.is_empty() {
                    "cell without a header".to_owned()
                } else {
                    format!("cell ({})", headers.join(", "))
                };
                self.line(*cell, depth + 2, &what, if words.is_empty() { "(empty)" } else { &words });
            }
        }
        for part in self.inner(number) {
            if self.role(part) == "Caption" {
                self.element(part, depth + 1);
            }
        }
    }

    fn rows(&self, number: usize) -> Vec<Vec<usize>> {
        let mut rows = Vec::new();
        for part in self.inner(number) {
            match self.role(part) {
                "TR" => {
                    let cells = self.inner(part).into_iter();
                    rows.push(cells.filter(|cell| matches!(self.role(*cell), "TH" | "TD")).collect());
                }
                "THead" | "TBody" | "TFoot" => rows.extend(self.rows(part)),
                _ => {}
            }
        }
        rows
    }

    fn inner(&self, number: usize) -> Vec<usize> {
        let children = self.transcript.elements[number].children.iter();
        let inner = children.filter_map(|child| match child {
            Piece::Element(inner) => Some(*inner),
            _ => None,
        });
        inner.collect()
    }

    fn role(&self, number: usize) -> &'a str {
        &self.transcript.elements[number].role
    }

    fn has_blocks(&self, number: usize) -> bool {
        self.inner(number).into_iter().any(|inner| !is_inline(self.role(inner)))
    }

    /// All words inside, with what is special about them in brackets.
    fn words(&self, number: usize) -> String {
        let mut out = String::new();
        self.inline(number, true, &mut out);
        spoken(&out)
    }

    /// The words that stand beside inner blocks.
    fn own_words(&self, number: usize) -> String {
        let mut out = String::new();
        for child in &self.transcript.elements[number].children {
            match child {
                Piece::Text { text, .. } => out.push_str(text),
                Piece::Element(inner) if is_inline(self.role(*inner)) => self.inline(*inner, false, &mut out),
                _ => {}
            }
        }
        spoken(&out)
    }

    fn inline(&self, number: usize, is_whole: bool, out: &mut String) {
        let element = &self.transcript.elements[number];
        let mut words = String::new();
        if let Some(text) = &element.actual_text {
            words.push_str(text);
        } else {
            for child in &element.children {
                match child {
                    Piece::Text { text, .. } => words.push_str(text),
                    Piece::Element(inner) => self.inline(*inner, false, &mut words),
                    Piece::Link(_) => {}
                }
            }
        }
        if is_whole {
            return out.push_str(&words);
        }
        let said = words.trim_end();
        let space = &words[said.len()..];
        match (&element.language, element.role.as_str()) {
            _ if said.is_empty() => {}
            // Its number is a link inside it.
            (_, "Reference") if !self.transcript.is_inside(number, "TOC") => {
                let number =
                    self.inner(number).first().map_or(said.to_owned(), |link| self.transcript.text(*link));
                let _ = write!(out, "[note {}]", spoken(&number));
            }
            (_, "Link" | "Annot") => {
                let _ = write!(out, "[link: {said}, to {}]", self.target(number));
            }
            (Some(language), _) => {
                let _ = write!(out, "[in {language}: {said}]");
            }
            _ => out.push_str(said),
        }
        if let Some(expansion) = &element.expansion {
            let _ = write!(out, " [stands for: {expansion}]");
        }
        out.push_str(space);
    }

    fn target(&self, number: usize) -> String {
        let link = self.transcript.links.iter().find(|link| link.element == Some(number));
        match link.map(|link| &link.target) {
            Some(LinkTarget::Address(address)) => address.clone(),
            Some(LinkTarget::Page(page)) => format!("page {}", self.transcript.label(*page)),
            Some(LinkTarget::Nowhere) | None => "nowhere".to_owned(),
        }
    }
}

/// What a block is called.
fn name(element: &Element) -> String {
    match element.role.as_str() {
        "P" => "paragraph".to_owned(),
        "Caption" => "caption".to_owned(),
        "Note" => "note".to_owned(),
        "BlockQuote" => "quotation".to_owned(),
        "TOCI" => "entry".to_owned(),
        "TH" => "header cell".to_owned(),
        "TD" => "cell".to_owned(),
        "Lbl" => "label".to_owned(),
        "LBody" => "text".to_owned(),
        "H" => "heading".to_owned(),
        role => match role.strip_prefix('H').and_then(|level| level.parse::<u8>().ok()) {
            Some(level) => format!("heading {level}"),
            None => role.to_owned(),
        },
    }
}

/// What a block with blocks inside is called, where a reader is told of it.
fn container(element: &Element) -> Option<&'static str> {
    match element.role.as_str() {
        "BlockQuote" => Some("quotation"),
        "Note" => Some("note"),
        "Caption" => Some("caption"),
        _ => None,
    }
}

fn language(element: &Element) -> String {
    element.language.as_ref().map_or(String::new(), |language| format!(" in {language}"))
}

fn is_inline(role: &str) -> bool {
    matches!(role, "Span" | "Link" | "Quote" | "Code" | "Reference" | "Annot" | "BibEntry" | "Form")
}

/// Without soft hyphens, runs of spaces as one.
fn spoken(text: &str) -> String {
    let text = text.replace('\u{ad}', "");
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            _ => out.push(character),
        }
    }
    out.truncate(out.trim_end().len());
    out
}
