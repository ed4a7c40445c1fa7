//! Running text as HTML: facts as readers see them, and the words that findings are about marked.

use super::rows::{Content, Side};
use crate::reviewing::html::{escaped, unseen};
use concord_compose::Wording;
use concord_document::{Inline, InlineKind};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

/// Marks are bytes of the file, with the number of the finding.
type Marks<'m> = &'m [(Range<usize>, usize)];

/// A side of a row.
pub(super) fn side(side: &Side<'_>, marks: Marks<'_>, wording: Option<&mut Wording<'_>>) -> String {
    let mut writer = Writer { marks, wording, out: String::new(), called: BTreeSet::new() };
    match side.content {
        Content::Inlines(inlines) => writer.list(inlines),
        Content::Plain(text) => {
            let range = side.span.range();
            // Plain text may be written with quotation marks and escapes around what it says.
            let start = range.start + usize::from(range.len() == text.len() + 2);
            writer.text(text, start..start + text.len(), range);
        }
    }
    // Some end where only markup stands.
    let left: Vec<usize> =
        marks.iter().map(|(_, number)| *number).filter(|it| !writer.called.contains(it)).collect();
    writer.call(&left);
    writer.out
}

struct Writer<'m, 'w, 'a> {
    marks: Marks<'m>,
    wording: Option<&'w mut Wording<'a>>,
    out: String,
    /// The findings that were referred to.
    called: BTreeSet<usize>,
}

impl Writer<'_, '_, '_> {
    fn list(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        let range = inline.span.range();
        match &inline.kind {
            InlineKind::Text(text) => self.text(text, range.clone(), range),
            InlineKind::Emphasis(content) => self.inside("em", "", content),
            InlineKind::Strong(content) => self.inside("strong", "", content),
            InlineKind::Superscript(content) => self.inside("sup", "", content),
            InlineKind::Code(text) => self.whole(range, &format!("<code>{}</code>", escaped(text))),
            InlineKind::Link { target, content } => {
                self.list(content);
                let target = format!(" <span class=\"small\" dir=\"ltr\">({})</span>", escaped(target));
                self.whole(range.end..range.end, &target);
            }
            InlineKind::Span { attributes, content } => {
                let tag = attributes.get("lang").map(|tag| format!(" lang=\"{}\"", escaped(tag)));
                self.inside("span", &tag.unwrap_or_default(), content);
            }
            InlineKind::NoteReference(label) => {
                self.whole(range, &format!("<sup>[{}]</sup>", escaped(label)));
            }
            InlineKind::Break => self.out.push_str("<br />"),
            InlineKind::Expression(expression) => {
                let words = self.wording.as_mut().and_then(|wording| wording.of(expression));
                let shown = match words {
                    Some(words) => format!(
                        "<span class=\"fact\">{}</span> <span class=\"small\" dir=\"ltr\">{}</span>",
                        escaped(&words),
                        escaped(expression.key.as_deref().unwrap_or(&expression.source))
                    ),
                    None => format!("<code>{{{{{}}}}}</code>", escaped(&expression.source)),
                };
                self.whole(range, &shown);
            }
            InlineKind::Fact(fact) => self.whole(range, &escaped(&fact.text)),
        }
    }

    fn inside(&mut self, element: &str, attributes: &str, content: &[Inline]) {
        let _ = write!(self.out, "<{element}{attributes}>");
        self.list(content);
        let _ = write!(self.out, "</{element}>");
    }

    /// What can only be marked as a whole. A mark's number stands where it ends.
    fn whole(&mut self, range: Range<usize>, html: &str) {
        let is_here = |(mark, _): &&(Range<usize>, usize)| mark.start < range.end && range.start < mark.end;
        let here: Vec<&(Range<usize>, usize)> = self.marks.iter().filter(is_here).collect();
        if here.is_empty() || html.trim().is_empty() {
            return self.out.push_str(html);
        }
        let _ = write!(self.out, "<mark>{html}</mark>");
        let ended = here.into_iter().filter(|(mark, _)| mark.end <= range.end).map(|(_, number)| *number);
        self.call(&ended.collect::<Vec<_>>());
    }

    /// Links to findings.
    fn call(&mut self, numbers: &[usize]) {
        let mut numbers = numbers.to_vec();
        numbers.dedup();
        let links: Vec<String> = numbers
            .iter()
            .map(|number| {
                let unseen = unseen("finding ");
                format!("<a href=\"#f{number}\">{unseen}{number}</a>")
            })
            .collect();
        if !links.is_empty() {
            let _ = write!(self.out, "<sup class=\"call\">{}</sup>", links.join(", "));
        }
        self.called.extend(numbers);
    }

    /// Text, of which parts can be marked where the file has it byte for byte.
    fn text(&mut self, text: &str, exact: Range<usize>, whole: Range<usize>) {
        if exact.len() != text.len() {
            return self.whole(whole, &escaped(text));
        }
        let mut cuts: Vec<usize> = vec![0, text.len()];
        for (mark, _) in self.marks {
            for at in [mark.start, mark.end] {
                let at = at.clamp(exact.start, exact.end) - exact.start;
                cuts.push((0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0));
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        for two in cuts.windows(2) {
            let range = exact.start + two[0]..exact.start + two[1];
            self.whole(range, &escaped(&text[two[0]..two[1]]));
        }
    }
}
