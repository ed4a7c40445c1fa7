//! What a file's tags offer to those who move by them: headings, lists, tables, figures, notes, links, the outline.
//!
//! Editions of one document should offer the same, so that a reader of French finds the same way as a reader of English
//! (WCAG 2.1, 3.2.3). Words and pages differ, and are not compared.

use crate::transcript::{Piece, Transcript};
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::fmt;

/// The landmarks of a file, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    landmarks: Vec<Landmark>,
    /// The levels of the bookmarks.
    outline: Vec<usize>,
}

/// A landmark with what tells people which one it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landmark {
    /// What it is.
    pub kind: LandmarkKind,
    /// Its first words.
    pub words: String,
    /// The page, from 0.
    pub page: Option<usize>,
}

/// The kinds of landmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LandmarkKind {
    /// A heading of a level.
    Heading(u8),
    /// A list with so many items.
    List(usize),
    /// A table with so many rows and columns.
    Table(usize, usize),
    /// A figure.
    Figure,
    /// A footnote.
    Note,
    /// A quotation.
    Quotation,
    /// A link.
    Link,
}

/// With an article, as findings say it.
impl fmt::Display for LandmarkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        match self {
            Self::Heading(level) => write!(f, "a heading of level {level}"),
            Self::List(items) => write!(f, "a list of {items} item{}", plural(*items)),
            Self::Table(rows, columns) => {
                let (more_rows, more_columns) = (plural(*rows), plural(*columns));
                write!(f, "a table of {rows} row{more_rows} and {columns} column{more_columns}")
            }
            Self::Figure => f.write_str("a figure"),
            Self::Note => f.write_str("a footnote"),
            Self::Quotation => f.write_str("a quotation"),
            Self::Link => f.write_str("a link"),
        }
    }
}

/// A landmark that only one of two files has, or that is another in each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeDifference {
    /// The first file's.
    pub one: Option<Landmark>,
    /// The second file's.
    pub other: Option<Landmark>,
}

/// Characters of a landmark's words that are kept.
const WORDS: usize = 60;

impl Shape {
    /// The landmarks of a transcript.
    pub fn of(transcript: &Transcript) -> Self {
        let kinds =
            (0..transcript.elements.len()).filter_map(|number| Some((number, kind(transcript, number)?)));
        let landmarks = kinds.map(|(number, kind)| Landmark {
            kind,
            words: words(transcript, number),
            page: transcript.first_page(number),
        });
        Self {
            landmarks: landmarks.collect(),
            outline: transcript.outline.iter().map(|item| item.level).collect(),
        }
    }

    /// How many landmarks there are.
    pub fn len(&self) -> usize {
        self.landmarks.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.landmarks.is_empty()
    }

    /// Whether the bookmarks have the same levels in the same order.
    pub fn has_outline_of(&self, other: &Self) -> bool {
        self.outline == other.outline
    }

    /// Where the two differ. Links are all alike, as words go in another order in another language.
    pub fn differences(&self, other: &Self) -> Vec<ShapeDifference> {
        let (own, theirs) = (self.kinds(), other.kinds());
        let mut differences = Vec::new();
        for operation in capture_diff_slices(Algorithm::Myers, &own, &theirs) {
            let (old, new) = (operation.old_range(), operation.new_range());
            if matches!(operation, DiffOp::Equal { .. }) {
                continue;
            }
            for step in 0..old.len().max(new.len()) {
                let one = self.landmarks.get(old.start + step).filter(|_| step < old.len());
                let other = other.landmarks.get(new.start + step).filter(|_| step < new.len());
                differences.push(ShapeDifference { one: one.cloned(), other: other.cloned() });
            }
        }
        differences
    }

    fn kinds(&self) -> Vec<LandmarkKind> {
        self.landmarks.iter().map(|landmark| landmark.kind).collect()
    }
}

/// Contents are made of links by the setter; what stands there is told by the headings.
fn kind(transcript: &Transcript, number: usize) -> Option<LandmarkKind> {
    let element = transcript.elements.get(number)?;
    let level = |digit: &str| digit.parse().ok().filter(|level| (1..=6).contains(level));
    let kind = match element.role.as_str() {
        "L" => LandmarkKind::List(count(transcript, number, &["LI"])),
        "Table" => {
            let (rows, columns) = geometry(transcript, number);
            LandmarkKind::Table(rows, columns)
        }
        "Figure" => LandmarkKind::Figure,
        "Note" => LandmarkKind::Note,
        "BlockQuote" => LandmarkKind::Quotation,
        "Link" => LandmarkKind::Link,
        role => LandmarkKind::Heading(level(role.strip_prefix('H')?)?),
    };
    (!transcript.is_inside(number, "TOC")).then_some(kind)
}

fn words(transcript: &Transcript, number: usize) -> String {
    let element = &transcript.elements[number];
    let text = match &element.alternative {
        Some(alternative) => alternative.clone(),
        None => transcript.text(number),
    };
    let text = text.replace('\u{ad}', "");
    let mut words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = words.char_indices().nth(WORDS) {
        words.truncate(at);
        words.push('…');
    }
    words
}

fn inner(transcript: &Transcript, number: usize) -> impl Iterator<Item = usize> {
    transcript.elements[number].children.iter().filter_map(|child| match child {
        Piece::Element(inner) => Some(*inner),
        _ => None,
    })
}

fn count(transcript: &Transcript, number: usize, roles: &[&str]) -> usize {
    let is_meant = |inner: &usize| roles.contains(&transcript.elements[*inner].role.as_str());
    inner(transcript, number).filter(is_meant).count()
}

/// Rows, those of groups too, and the cells of the longest.
fn geometry(transcript: &Transcript, table: usize) -> (usize, usize) {
    let (mut rows, mut columns) = (0, 0);
    for part in inner(transcript, table) {
        match transcript.elements[part].role.as_str() {
            "TR" => {
                rows += 1;
                columns = columns.max(count(transcript, part, &["TH", "TD"]));
            }
            "THead" | "TBody" | "TFoot" => {
                let (more, widest) = geometry(transcript, part);
                rows += more;
                columns = columns.max(widest);
            }
            _ => {}
        }
    }
    (rows, columns)
}

#[cfg(test)]
mod tests {
    use super::{LandmarkKind, Shape};
    use crate::transcript::{Element, OutlineItem, Piece, Transcript};

    fn element(role: &str, children: &[usize]) -> Element {
        let children = children.iter().map(|child| Piece::Element(*child)).collect();
        Element { role: role.into(), children, ..Element::default() }
    }

    fn transcript(items: usize, extra: bool) -> Transcript {
        let mut elements = vec![element("Document", &[]), element("H1", &[]), element("L", &[])];
        for _ in 0..items {
            let number = elements.len();
            elements.push(element("LI", &[]));
            elements[2].children.push(Piece::Element(number));
        }
        let first = elements.len();
        elements.push(element("Table", &[first + 1]));
        elements.push(element("TR", &[first + 2, first + 3]));
        elements.extend([element("TH", &[]), element("TD", &[])]);
        if extra {
            elements.push(element("Note", &[]));
        }
        let outline = vec![OutlineItem { title: "x".into(), level: 1, page: Some(0) }];
        Transcript { elements, outline, ..Transcript::default() }
    }

    #[test]
    fn what_is_offered_is_told_by_the_tags() {
        let shape = Shape::of(&transcript(2, false));
        let expected = [LandmarkKind::Heading(1), LandmarkKind::List(2), LandmarkKind::Table(1, 2)];
        assert_eq!(shape.kinds(), expected);
        assert!(shape.differences(&shape).is_empty() && shape.has_outline_of(&shape));
    }

    #[test]
    fn another_list_and_a_note_too_many_differ() {
        let (one, other) = (Shape::of(&transcript(2, false)), Shape::of(&transcript(3, true)));
        let differences = one.differences(&other);
        let said: Vec<String> = differences
            .iter()
            .map(|difference| {
                let kind = |landmark: &Option<super::Landmark>| {
                    landmark.as_ref().map_or("nothing".to_owned(), |landmark| landmark.kind.to_string())
                };
                format!("{} / {}", kind(&difference.one), kind(&difference.other))
            })
            .collect();
        assert_eq!(said, ["a list of 2 items / a list of 3 items", "nothing / a footnote"]);
    }
}
