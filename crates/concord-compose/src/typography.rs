//! The language's typography over running text that is cut into pieces.
//!
//! Quotation marks and spaces depend on what stands on both sides, and emphasis, facts and links cut a sentence into
//! many texts. So each text is set with the last character before it and the first one behind it.

use concord_document::{Inline, InlineKind, LanguageTag, walk};
use concord_locale::{Locale, Neighbours};

/// Sets the texts of a whole paragraph. Words marked as another language's are left as they were typed.
pub(crate) fn set(content: &mut [Inline], locale: &Locale, language: &LanguageTag) {
    let mut edges = Vec::new();
    gather(content, &mut edges);
    let mut setter = Setter { locale, language, edges, at: 0 };
    setter.inlines(content, false);
}

/// The first and last character of every piece that is printed in the line, in reading order.
fn gather(content: &[Inline], edges: &mut Vec<(char, char)>) {
    for inline in content {
        if let Some(text) = printed(inline)
            && let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back())
        {
            edges.push((first, last));
        }
        if let Some(inner) = walk::inner(inline) {
            gather(inner, edges);
        }
    }
}

fn printed(inline: &Inline) -> Option<&str> {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => Some(text),
        InlineKind::Fact(fact) => Some(&fact.text),
        InlineKind::Break => Some(" "),
        _ => None,
    }
}

struct Setter<'a> {
    locale: &'a Locale,
    language: &'a LanguageTag,
    edges: Vec<(char, char)>,
    /// The position in `edges` of the next piece.
    at: usize,
}

impl Setter<'_> {
    fn inlines(&mut self, content: &mut [Inline], foreign: bool) {
        for inline in content {
            if printed(inline).is_some_and(|text| !text.is_empty()) {
                let neighbours = Neighbours {
                    before: self.at.checked_sub(1).and_then(|at| self.edges.get(at)).map(|edge| edge.1),
                    after: self.edges.get(self.at + 1).map(|edge| edge.0),
                };
                self.at += 1;
                if let InlineKind::Text(text) = &mut inline.kind
                    && !foreign
                {
                    *text = self.locale.typography_between(text, neighbours).into_owned();
                }
            }
            let foreign = foreign || self.is_foreign(inline);
            if let Some(inner) = walk::inner_mut(inline) {
                self.inlines(inner, foreign);
            }
        }
    }

    fn is_foreign(&self, inline: &Inline) -> bool {
        let InlineKind::Span { attributes, .. } = &inline.kind else { return false };
        let language = attributes.get("lang").and_then(|tag| LanguageTag::parse(tag).ok());
        language.is_some_and(|language| language.language() != self.language.language())
    }
}
