//! What the file is found to say: a sequence of passages, taken from the tags alone.

use super::expected::{Kind, NOTE_CALL};
use crate::fold::{Folded, fold};
use crate::transcript::{Element, Piece, Transcript};
use std::ops::Range;

/// A passage of the file.
#[derive(Clone, Debug)]
pub(super) struct FoundPassage {
    pub(super) kind: Kind,
    /// Folded.
    pub(super) text: String,
    /// From which byte of the text on which page is.
    pages: Vec<(usize, usize)>,
}

impl FoundPassage {
    /// The pages that a part of the text stands on.
    pub(super) fn pages(&self, range: &Range<usize>) -> Vec<usize> {
        pages_in(&self.pages, range)
    }

    /// The page where the text begins.
    pub(super) fn first_page(&self) -> Option<usize> {
        self.pages.first().map(|(_, page)| *page)
    }
}

fn pages_in(breaks: &[(usize, usize)], range: &Range<usize>) -> Vec<usize> {
    let mut pages = Vec::new();
    for (number, (start, page)) in breaks.iter().enumerate() {
        let end = breaks.get(number + 1).map_or(usize::MAX, |(next, _)| *next);
        if *start < range.end && range.start < end {
            pages.push(*page);
        }
    }
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// All that is found.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) passages: Vec<FoundPassage>,
    /// The passages inside `Note` elements.
    pub(super) notes: Vec<FoundPassage>,
    /// The `Link` elements that are no part of contents, note numbers or labels.
    pub(super) links: Vec<usize>,
}

impl Found {
    /// Walks the tags.
    pub(super) fn of(transcript: &Transcript) -> Self {
        let mut found = Self::default();
        for (number, element) in transcript.elements.iter().enumerate() {
            if element.parent.is_none() {
                found.element(transcript, number, false);
            }
        }
        found
    }

    fn element(&mut self, transcript: &Transcript, number: usize, in_note: bool) {
        let element = &transcript.elements[number];
        match element.role.as_str() {
            // Made by the setter: contents, calls of notes, and labels of lists and notes.
            "TOC" | "Reference" => return,
            "Lbl" if !is_term(transcript, element) => return,
            _ => {}
        }
        let in_note = in_note || element.role == "Note";
        if element.role == "Link" {
            self.links.push(number);
        }
        if let Some(passage) = passage(transcript, number) {
            if in_note { &mut self.notes } else { &mut self.passages }.push(passage);
        }
        for child in &element.children {
            if let Piece::Element(inner) = child {
                self.element(transcript, *inner, in_note);
            }
        }
    }
}

/// The tags that make no passage of their own.
fn is_inline(role: &str) -> bool {
    matches!(role, "Span" | "Link" | "Quote" | "Code" | "Reference" | "Annot" | "BibEntry" | "Form")
}

/// A `Lbl` is a term in a list that is labelled by neither signs nor numbers.
fn is_term(transcript: &Transcript, label: &Element) -> bool {
    let item = label.parent.map(|item| &transcript.elements[item]);
    let list = item.filter(|item| item.role == "LI").and_then(|item| item.parent);
    list.is_some_and(|list| {
        let numbering = transcript.elements[list].list_numbering.as_deref();
        matches!(numbering, None | Some("None" | "Description"))
    })
}

fn passage(transcript: &Transcript, number: usize) -> Option<FoundPassage> {
    let element = &transcript.elements[number];
    if is_inline(&element.role) {
        return None;
    }
    let kind = kind(transcript, number);
    let mut collector = Collector { transcript, text: Folded::default(), pages: Vec::new() };
    collector.element(number);
    if kind == Kind::Figure {
        let page = transcript.first_page(number);
        let pages = page.map(|page| (0, page)).into_iter().collect();
        let text = fold(element.alternative.as_deref().unwrap_or_default());
        return Some(FoundPassage { kind, text, pages });
    }
    let text = collector.text.finish();
    (!text.is_empty()).then_some(FoundPassage { kind, text, pages: collector.pages })
}

/// A paragraph in a cell or caption counts as that.
fn kind(transcript: &Transcript, number: usize) -> Kind {
    let inside = |role: &str| transcript.is_inside(number, role);
    match transcript.elements[number].role.as_str() {
        "H1" => Kind::Heading(1),
        "H2" => Kind::Heading(2),
        "H3" => Kind::Heading(3),
        "H4" => Kind::Heading(4),
        "H5" => Kind::Heading(5),
        "H6" => Kind::Heading(6),
        "TH" => Kind::HeaderCell,
        "TD" => Kind::Cell,
        "Caption" => Kind::Caption,
        "Figure" => Kind::Figure,
        "Lbl" => Kind::Term,
        _ if inside("TH") => Kind::HeaderCell,
        _ if inside("TD") => Kind::Cell,
        _ if inside("Caption") => Kind::Caption,
        _ => Kind::Paragraph,
    }
}

struct Collector<'a> {
    transcript: &'a Transcript,
    text: Folded,
    pages: Vec<(usize, usize)>,
}

impl Collector<'_> {
    /// The text of an element without that of inner passages; a reference is a sign, as its number is generated.
    fn element(&mut self, number: usize) {
        let element = &self.transcript.elements[number];
        if let (Some(text), Some(page)) = (&element.actual_text, self.transcript.first_page(number)) {
            return self.push(page, text);
        }
        for child in &element.children {
            match child {
                Piece::Text { page, text } => self.push(*page, text),
                Piece::Element(inner) => match self.transcript.elements[*inner].role.as_str() {
                    "Reference" => {
                        self.push(self.transcript.first_page(*inner).unwrap_or_default(), NOTE_CALL)
                    }
                    role if is_inline(role) => self.element(*inner),
                    _ => {}
                },
                Piece::Link(_) => {}
            }
        }
    }

    fn push(&mut self, page: usize, text: &str) {
        if self.pages.last().is_none_or(|(_, last)| *last != page) {
            self.pages.push((self.text.end(), page));
        }
        self.text.push(text);
    }
}

/// Passages one after the other, as one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretch {
    text: Folded,
    pages: Vec<(usize, usize)>,
}

impl Stretch {
    /// Some passages.
    pub(super) fn of_passages(passages: &[FoundPassage]) -> Self {
        let mut stretch = Self::default();
        for passage in passages {
            stretch
                .pages
                .extend(passage.pages.iter().map(|(start, page)| (stretch.text.end() + start, *page)));
            stretch.text.push(&passage.text);
            stretch.text.push(" ");
        }
        stretch
    }

    /// The first place at or after a byte where words stand by themselves, and the pages that they are on.
    pub(super) fn find(&self, words: &str, from: usize) -> Option<(usize, Vec<usize>)> {
        let text = self.text.as_str();
        let mut start = from;
        loop {
            let at = start + text.get(start..)?.find(words)?;
            let end = at + words.len();
            let before = runs_on(text[..at].chars().next_back(), words.chars().next());
            let after = runs_on(words.chars().next_back(), text[end..].chars().next());
            if !before && !after {
                return Some((end, pages_in(&self.pages, &(at..end))));
            }
            start = at + text[at..].chars().next()?.len_utf8();
        }
    }
}

/// Whether two neighbours belong to one number or one word: `12` is not in `120`, nor `Asia` in `Asian`.
fn runs_on(left: Option<char>, right: Option<char>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    left.is_numeric() && right.is_numeric() || left.is_alphabetic() && right.is_alphabetic()
}
