//! Abbreviations in running text, marked with what they stand for.
//!
//! Where an acronym of the edition first stands in a paragraph of a chapter or section, it becomes a span with its
//! expansion, which a voice can read (ISO 32000-1, 14.9.5; WCAG 2.1, 3.1.4). Once a section is enough: a voice that says
//! the whole name each time would tire its listener. Nothing is marked where the words themselves stand in the same
//! paragraph, nor in headings, names of links, numbers of documents (`2008/115/EC`, `COM(2011)`) or text in another
//! language.

use crate::acronyms::Expansion;
use concord_document::{Attributes, Block, BlockKind, Content, Inline, InlineKind, walk};
use concord_locale::elides;
use std::collections::{BTreeMap, BTreeSet};

/// Sections begin at headings up to this level.
const SECTION: u8 = 2;

/// Marks the abbreviations of a whole document.
pub(crate) fn mark(content: &mut Content, acronyms: &BTreeMap<String, Expansion>) {
    if acronyms.is_empty() {
        return;
    }
    let written =
        acronyms.iter().map(|(acronym, expansion)| (acronym.as_str(), expansion.words.to_lowercase()));
    let mut marker = Marker { acronyms, written: written.collect(), done: BTreeSet::new() };
    marker.blocks(&mut content.blocks);
    for note in content.notes.values_mut() {
        marker.done.clear();
        marker.blocks(&mut note.blocks);
    }
}

struct Marker<'a> {
    acronyms: &'a BTreeMap<String, Expansion>,
    /// Each with its words in small letters.
    written: Vec<(&'a str, String)>,
    /// Those that the section has had.
    done: BTreeSet<&'a str>,
}

impl Marker<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match &mut block.kind {
                BlockKind::Heading { level, .. } if *level <= SECTION => self.done.clear(),
                BlockKind::Paragraph(content) => self.paragraph(content),
                // What defines an acronym says itself what it stands for.
                BlockKind::DefinitionList(items) => {
                    for item in items {
                        let term = walk::plain_text(&item.term);
                        self.done
                            .extend(self.acronyms.get_key_value(&term).map(|(acronym, _)| acronym.as_str()));
                        self.blocks(&mut item.blocks);
                    }
                }
                _ => walk::children_mut(block).into_iter().for_each(|blocks| self.blocks(blocks)),
            }
        }
    }

    fn paragraph(&mut self, content: &mut Vec<Inline>) {
        let text = walk::plain_text(content).to_lowercase();
        let written = self.written.iter().filter(|(_, words)| text.contains(words));
        self.done.extend(written.map(|(acronym, _)| *acronym));
        self.inlines(content);
    }

    fn inlines(&mut self, content: &mut Vec<Inline>) {
        let mut out = Vec::with_capacity(content.len());
        for mut inline in std::mem::take(content) {
            match &mut inline.kind {
                InlineKind::Text(text) => {
                    let text = std::mem::take(text);
                    self.text(&text, &inline, &mut out);
                    continue;
                }
                InlineKind::Emphasis(inner) | InlineKind::Strong(inner) => self.inlines(inner),
                InlineKind::Span { attributes, content } if attributes.get("lang").is_none() => {
                    self.inlines(content);
                }
                _ => {}
            }
            out.push(inline);
        }
        *content = out;
    }

    /// Whether a place lies within words that another abbreviation stands for, such as `EU` in `MIgration EU eXpertise`.
    fn is_in_a_name(&self, text: &str, place: std::ops::Range<usize>) -> bool {
        self.acronyms.values().any(|expansion| {
            let words = expansion.words.as_str();
            words.len() > place.len()
                && text.match_indices(words).any(|(at, _)| at <= place.start && place.end <= at + words.len())
        })
    }

    /// Cuts a text at its abbreviations.
    fn text(&mut self, text: &str, inline: &Inline, out: &mut Vec<Inline>) {
        let is_verbatim = inline.span.range().len() == text.len();
        let place = |range: std::ops::Range<usize>| {
            if is_verbatim { inline.span.slice(range.start, range.end) } else { inline.span }
        };
        let mut from = 0;
        for (start, end) in candidates(text) {
            let Some((acronym, expansion)) = self.acronyms.get_key_value(&text[start..end]) else { continue };
            let is_in_its_way = start < from
                || self.is_in_a_name(text, start..end)
                || ends_elided(&text[..start]) && !elides(&expansion.words);
            if is_in_its_way || !self.done.insert(acronym) {
                continue;
            }
            if from < start {
                out.push(Inline::text(&text[from..start], place(from..start)));
            }
            let mut attributes = Attributes::default();
            attributes.pairs.insert("expansion".to_owned(), expansion.words.clone());
            if let Some(language) = &expansion.language {
                attributes.pairs.insert("lang".to_owned(), language.clone());
            }
            let content = vec![Inline::text(acronym.as_str(), place(start..end))];
            out.push(Inline { kind: InlineKind::Span { attributes, content }, span: place(start..end) });
            from = end;
        }
        if from < text.len() {
            out.push(Inline::text(&text[from..], place(from..text.len())));
        }
    }
}

/// Whether a text ends in a word that has lost its vowel before the next one: `l’`, `d’`, `qu’`. A voice that says `Centre`
/// for `CIDPM` behind it would say `l’Centre`.
fn ends_elided(before: &str) -> bool {
    let mut letters = before.chars().rev();
    letters.next().is_some_and(|last| matches!(last, '’' | '\''))
        && letters.next().is_some_and(char::is_alphabetic)
}

/// Where words stand that may be abbreviations: two capitals or more, with what closes up to them (`MIEUX+`,
/// `COVID-19`), the whole word before its parts.
fn candidates(text: &str) -> Vec<(usize, usize)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '‑');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_part).map(|start| at + start) {
        let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |length| start + length);
        let word = &text[start..end];
        let is_number = text[..start].ends_with('/')
            || text[end..].starts_with(['(', '/'])
            || text[..start].ends_with('(')
                && [") n", ") N", ")\u{a0}n", ")\u{a0}N"]
                    .iter()
                    .any(|number| text[end..].starts_with(number));
        if !is_number && word.chars().filter(|c| c.is_uppercase()).count() > 1 {
            let closed = word.trim_end_matches(['-', '‑']).len();
            found.push((start, start + closed));
            let mut part = start;
            for piece in word.split_inclusive(['-', '‑']) {
                let length = piece.trim_end_matches(['-', '‑']).len();
                if length < closed {
                    found.push((part, part + length));
                }
                part += piece.len();
            }
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::candidates;

    #[test]
    fn words_with_capitals_may_be_abbreviations() {
        let words = |text: &'static str| -> Vec<&str> {
            candidates(text).into_iter().map(|(start, end)| &text[start..end]).collect()
        };
        assert_eq!(words("MIEUX+, the EU-led work"), ["MIEUX+", "EU-led", "EU", "led"]);
        assert_eq!(words("l’UE et COVID-19."), ["UE", "COVID-19", "COVID", "19"]);
        assert_eq!(words("The Union, 2008/115/EC, COM(2011)"), Vec::<&str>::new());
    }
}
