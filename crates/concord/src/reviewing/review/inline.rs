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

/// A side of a row; `file` is the whole text that it stands in.
pub(super) fn side(
    side: &Side<'_>,
    file: &str,
    marks: Marks<'_>,
    wording: Option<&mut Wording<'_>>,
) -> String {
    let mut writer = Writer { file, marks, wording, out: String::new(), called: BTreeSet::new() };
    match side.content {
        Content::Inlines(inlines) => writer.list(inlines),
        Content::Plain(text) => writer.text(text, side.span.range()),
    }
    // Some end where only markup stands.
    let left: Vec<usize> =
        marks.iter().map(|(_, number)| *number).filter(|it| !writer.called.contains(it)).collect();
    writer.call(&left);
    writer.out
}

struct Writer<'m, 'w, 'a> {
    file: &'m str,
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
            InlineKind::Text(text) => self.text(text, range),
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

    /// Where the file has a text byte for byte, somewhere in a range: quotation marks and the like may stand around it. Blanks
    /// may be of another kind, as at the end of a line.
    fn exact(&self, text: &str, range: &Range<usize>) -> Option<Range<usize>> {
        let written = self.file.get(range.clone())?;
        let is_same = |(one, other): (u8, u8)| {
            one == other || (one.is_ascii_whitespace() && other.is_ascii_whitespace())
        };
        if written.len() == text.len() && written.bytes().zip(text.bytes()).all(is_same) {
            return Some(range.clone());
        }
        let start = range.start + written.find(text)?;
        Some(start..start + text.len())
    }

    /// Text, of which parts can be marked where the file has it byte for byte.
    fn text(&mut self, text: &str, range: Range<usize>) {
        let Some(exact) = self.exact(text, &range) else {
            return self.whole(range, &escaped(text));
        };
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

#[cfg(test)]
mod tests {
    use super::*;
    use concord_diagnostics::{SourceId, Span};

    /// A message as a file has it, with one word of it marked.
    fn marked(file: &str, written: &str, text: &str, word: &str) -> String {
        let at = |words: &str| {
            let start = file.find(words).expect("words of the file");
            start..start + words.len()
        };
        let span = Span::new(SourceId(0), at(written));
        let html = side(&Side { span, content: Content::Plain(text) }, file, &[(at(word), 1)], None);
        html.split("<sup").next().unwrap_or_default().to_owned()
    }

    #[test]
    fn words_are_marked_where_the_file_has_them() {
        let marked_word = "a <mark>bridge</mark>";
        assert_eq!(marked("t = \"a bridge\"", "\"a bridge\"", "a bridge", "bridge"), marked_word);
        assert_eq!(marked("t = \"a bridge\"", "a bridge", "a bridge", "bridge"), marked_word);
        let long = "t = \"\"\"a bridge\"\"\"";
        assert_eq!(marked(long, "\"\"\"a bridge\"\"\"", "a bridge", "bridge"), marked_word);
    }

    #[test]
    fn what_is_written_otherwise_is_marked_whole() {
        let file = "t = \"\\u0061 bridge\"";
        assert_eq!(marked(file, &file[4..], "a bridge", "bridge"), "<mark>a bridge</mark>");
        // As long as if there were quotation marks around it, which are not in this place.
        let file = "t = \"\\\"a\\\" bridge\"";
        let written = &file[5..file.len() - 1];
        assert_eq!(marked(file, written, "\"a\" bridge", "bridge"), "<mark>&quot;a&quot; bridge</mark>");
    }
}
