//! A file's blocks: what stands by itself for a reader, in reading order.

use crate::reviewing::diff::TagChange;
use concord_proof::{Element, Link, LinkTarget, Piece, Transcript};
use std::collections::BTreeMap;

/// A heading, paragraph, item, cell, caption, note or figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// Its type, after the role map.
    pub(super) role: String,
    /// What it says: the words, or the alternative text. What follows from the order alone (numbers of notes and items, page
    /// numbers in the contents) is not there.
    pub(super) text: String,
    /// The page, from 0.
    pub(super) page: Option<usize>,
    /// The words of the heading above.
    pub(super) heading: String,
    /// What stands around it and says something to a reader, outer before inner.
    pub(super) around: Vec<String>,
    /// What it says of itself.
    pub(super) attributes: Vec<(&'static str, String)>,
    /// Links, languages and expansions inside.
    pub(super) inside: Vec<String>,
}

/// Groups that say nothing to a reader.
const GROUPS: [&str; 8] =
    ["Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "NonStruct", "Private"];

const INLINE: [&str; 20] = [
    "Span",
    "Link",
    "Quote",
    "Code",
    "Reference",
    "Annot",
    "BibEntry",
    "Form",
    "Em",
    "Strong",
    "Sub",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Formula",
    "NonStruct",
];

/// Every block of a file.
pub(super) fn blocks(transcript: &Transcript) -> Vec<Block> {
    let links = transcript.links.iter().filter_map(|link| Some((link.element?, link)));
    let reader = Reader { transcript, links: links.collect() };
    let mut blocks: Vec<Block> = Vec::new();
    let mut heading = String::new();
    for (number, element) in transcript.elements.iter().enumerate() {
        let is_number = element.role == "Lbl" && parent(transcript, element).is_some_and(|it| it.role != "P");
        if is_inline(&element.role) && !is_outermost_inline(transcript, element) || is_number {
            continue;
        }
        let block = reader.block(number, &heading);
        if block.text.is_empty() {
            continue;
        }
        if is_heading(&block.role) {
            heading.clone_from(&block.text);
        }
        blocks.push(block);
    }
    blocks
}

fn parent<'a>(transcript: &'a Transcript, element: &Element) -> Option<&'a Element> {
    transcript.elements.get(element.parent?)
}

fn is_inline(role: &str) -> bool {
    INLINE.contains(&role)
}

/// Some files have text in inline elements that stand in no paragraph.
fn is_outermost_inline(transcript: &Transcript, element: &Element) -> bool {
    parent(transcript, element)
        .is_none_or(|parent| GROUPS.contains(&parent.role.as_str()) && !is_inline(&parent.role))
}

fn is_heading(role: &str) -> bool {
    role == "H" || role == "Title" || level(role).is_some()
}

fn level(role: &str) -> Option<u8> {
    role.strip_prefix('H').and_then(|level| level.parse().ok())
}

/// A transcript, and the links by the elements that refer to them.
struct Reader<'a> {
    transcript: &'a Transcript,
    links: BTreeMap<usize, &'a Link>,
}

impl Reader<'_> {
    fn block(&self, number: usize, heading: &str) -> Block {
        let transcript = self.transcript;
        let element = &transcript.elements[number];
        let is_entry = element.role == "TOCI";
        let (mut words, mut inside) = (String::new(), Vec::new());
        self.own(element, is_entry, &mut words, &mut inside);
        let mut text = spoken(&words);
        if is_entry {
            text = without_page(&text).to_owned();
        }
        if let Some(alternative) = &element.alternative {
            let alternative = spoken(alternative);
            text = if text.is_empty() { alternative } else { format!("{alternative} | {text}") };
        }
        let mut above = element.parent;
        let mut around = Vec::new();
        let mut language = element.language.clone();
        let mut numbering = None;
        while let Some(outer) = above.and_then(|above| transcript.elements.get(above)) {
            if !GROUPS.contains(&outer.role.as_str()) {
                around.push(outer.role.clone());
            }
            language = language.or_else(|| outer.language.clone());
            numbering = numbering.or_else(|| outer.list_numbering.clone());
            above = outer.parent;
        }
        around.reverse();
        let attributes = [
            ("language", language),
            ("scope", element.scope.clone()),
            ("numbering", numbering),
            ("expansion", element.expansion.clone()),
        ];
        Block {
            role: element.role.clone(),
            text,
            page: transcript.first_page(number),
            heading: heading.to_owned(),
            around,
            attributes: attributes.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
            inside,
        }
    }

    /// The words of an element without those of inner blocks.
    fn own(&self, element: &Element, is_entry: bool, out: &mut String, inside: &mut Vec<String>) {
        if let Some(text) = &element.actual_text {
            return out.push_str(text);
        }
        for child in &element.children {
            match child {
                Piece::Text { text, .. } => out.push_str(text),
                Piece::Element(number) if is_inline(&self.transcript.elements[*number].role) => {
                    self.inline(*number, is_entry, out, inside);
                }
                _ => {}
            }
        }
    }

    fn inline(&self, number: usize, is_entry: bool, out: &mut String, inside: &mut Vec<String>) {
        let element = &self.transcript.elements[number];
        let mut said = Vec::new();
        said.extend(element.language.as_ref().map(|language| format!("in {language}")));
        said.extend(element.expansion.as_ref().map(|expansion| format!("stands for “{expansion}”")));
        said.extend(
            element.alternative.as_ref().map(|words| format!("alternative text “{}”", spoken(words))),
        );
        if !is_entry {
            let link = self.links.get(&number);
            said.extend(link.map(|link| match &link.target {
                LinkTarget::Address(address) => format!("link to {address}"),
                LinkTarget::Page(_) => "link to a place in the file".to_owned(),
                LinkTarget::Nowhere => "link to nowhere".to_owned(),
            }));
        }
        let mut words = String::new();
        self.own(element, is_entry, &mut words, inside);
        let is_call = element.role == "Reference" && !is_entry && is_number(&words);
        if is_call {
            inside.push("call of a note".to_owned());
            return;
        }
        if !said.is_empty() {
            inside.push(format!("“{}”: {}", spoken(&words), said.join(", ")));
        }
        out.push_str(&words);
    }
}

/// Whether words are the call of a note.
fn is_number(words: &str) -> bool {
    let words = words.trim_matches(|character: char| !character.is_alphanumeric());
    words.chars().count() <= 4 && !words.chars().any(char::is_alphabetic)
}

/// An entry of the contents without the page that it names.
fn without_page(text: &str) -> &str {
    let Some((words, page)) = text.rsplit_once(char::is_whitespace) else { return text };
    let is_page = page.chars().all(|character| character.is_numeric() || "ivxlcdm".contains(character));
    let is_dots = |character: char| character.is_whitespace() || ".…·".contains(character);
    if is_page { words.trim_end_matches(is_dots) } else { text }
}

/// Without signs that are not seen, runs of spaces as one; no-break spaces stay.
fn spoken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            ' ' | '\t' | '\n' | '\r' => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => out.push(character),
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

impl Block {
    /// What it is, in words.
    pub(super) fn what(&self) -> String {
        let name = match self.role.as_str() {
            "P" if self.around.iter().any(|role| role == "Note" || role == "FENote") => "note",
            "P" | "LBody" | "LI" if self.around.iter().any(|role| role == "L") => "list item",
            "P" => "paragraph",
            "Caption" => "caption",
            "Note" | "FENote" => "note",
            "BlockQuote" => "quotation",
            "TOCI" => "entry of the contents",
            "TH" => "header cell",
            "TD" => "cell",
            "Figure" => "figure’s alternative text",
            "H" => "heading",
            "Title" => "title",
            role => match level(role) {
                Some(level) => return format!("heading {level}"),
                None => role,
            },
        };
        name.to_owned()
    }

    /// The language that it says it is in, where that is not the whole file's.
    pub(super) fn language(&self) -> Option<&str> {
        let found = self.attributes.iter().find(|(name, _)| *name == "language");
        found.map(|(_, tag)| tag.as_str())
    }

    /// In what its tags differ from those of another.
    pub(super) fn tag_changes(&self, other: &Self) -> Vec<TagChange> {
        let change = |what: &str, before: String, after: String| {
            (before != after).then(|| TagChange { what: what.to_owned(), before, after })
        };
        let mut changes = Vec::new();
        changes.extend(change("type", self.role.clone(), other.role.clone()));
        changes.extend(change("inside", self.around.join(" / "), other.around.join(" / ")));
        for name in ["language", "scope", "numbering", "expansion"] {
            let of = |block: &Self| {
                let found = block.attributes.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| value.clone()).unwrap_or_default()
            };
            changes.extend(change(name, of(self), of(other)));
        }
        let missing = |list: &[String], others: &[String]| {
            let mut others = others.to_vec();
            let mut missing = Vec::new();
            for one in list {
                match others.iter().position(|other| other == one) {
                    Some(at) => drop(others.remove(at)),
                    None => missing.push(one.clone()),
                }
            }
            missing.join("; ")
        };
        let (gone, new) = (missing(&self.inside, &other.inside), missing(&other.inside, &self.inside));
        changes.extend(change("within the text", gone, new));
        changes
    }
}
