//! Events into the raw pieces of running text, and pictures into figures.

use super::attributes;
use super::blocks::Reader;
use super::html::{instead_of, refusal, tag_name};
use super::labels::normalise;
use concord_diagnostics::{Code, Diagnostic};
use concord_document::{Attributes, Block, BlockKind, Figure, Inline, InlineKind, walk};
use pulldown_cmark::{Event, LinkType, Tag};
use std::collections::BTreeSet;
use std::ops::Range;

/// Inlines may stand this deep in one another.
const DEPTH: usize = 16;

/// A piece of running text in which our own markup has not been looked for yet.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Characters that stand in the text as they are. Neighbours are joined.
    Raw(Range<usize>),
    /// Characters written as an escape, an entity or the end of a line: they are never markup.
    Literal(String, Range<usize>),
    /// A finished inline.
    Node(Inline),
    /// A picture.
    Image(Image),
}

/// A picture.
#[derive(Clone, Debug)]
pub(super) struct Image {
    path: String,
    title: String,
    alternative: Vec<Inline>,
    range: Range<usize>,
}

impl Piece {
    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Self::Raw(range) | Self::Literal(_, range) => range.clone(),
            Self::Node(inline) => inline.span.range(),
            Self::Image(image) => image.range.clone(),
        }
    }
}

/// Whether an event belongs to running text.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::End(_) | Event::Rule | Event::Html(_) => false,
        _ => true,
    }
}

impl Reader<'_> {
    /// The pieces up to the first event that belongs to no running text. `from` is where the text may begin.
    pub(super) fn pieces(&mut self, from: usize) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut cursor = from;
        let mut opened: BTreeSet<String> = BTreeSet::new();
        while self.peek().is_some_and(|(event, _)| is_inline(event)) {
            let Some((event, range)) = self.next() else { break };
            match event {
                Event::Text(text) => self.text_pieces(&text, range.clone(), cursor, &mut pieces),
                Event::SoftBreak => pieces.push(Piece::Literal(" ".to_owned(), range.clone())),
                Event::HardBreak => pieces.push(self.node(InlineKind::Break, &range)),
                Event::Code(text) => pieces.push(self.node(InlineKind::Code(text.into_string()), &range)),
                Event::FootnoteReference(label) => {
                    pieces.push(self.node(InlineKind::NoteReference(normalise(&label)), &range));
                }
                Event::InlineHtml(html) if html.starts_with("<!--") => {
                    self.drop_comment(range.clone(), &mut pieces, &mut cursor);
                    continue;
                }
                // A closing tag is said with the one that opens.
                Event::InlineHtml(html) if html.starts_with("</") && opened.contains(tag_name(&html)) => {}
                Event::InlineHtml(html) => {
                    opened.insert(tag_name(&html).to_owned());
                    let (message, help) = (refusal(&html), instead_of(&html));
                    self.unsupported(range.clone(), &message, help);
                }
                Event::Start(tag) => pieces.extend(self.nested(tag, range.clone())),
                _ => {}
            }
            cursor = range.end;
        }
        pieces
    }

    fn node(&self, kind: InlineKind, range: &Range<usize>) -> Piece {
        Piece::Node(Inline { kind, span: self.span(range.clone()) })
    }

    /// The parser gives an escaped character without its backslash, at the start of a text of its own.
    fn text_pieces(&mut self, text: &str, range: Range<usize>, cursor: usize, pieces: &mut Vec<Piece>) {
        if self.fences.contains_key(&range.start) {
            let finding =
                Diagnostic::new(Code::UNBALANCED_CONTAINER, "a `:::` line that is indented too far")
                    .at(self.span(range), "read as a part of the paragraph above");
            self.report(finding.help("put an empty line before it, and fewer than four spaces"));
            return;
        }
        if self.text[range.clone()] != *text {
            pieces.push(Piece::Literal(text.to_owned(), range));
            return;
        }
        let mut start = range.start;
        if start > cursor
            && self.text[..start].ends_with('\\')
            && let Some(escaped) = text.chars().next()
        {
            start += escaped.len_utf8();
            pieces.push(Piece::Literal(escaped.to_string(), range.start - 1..start));
        }
        match pieces.last_mut() {
            _ if start == range.end => {}
            Some(Piece::Raw(last)) if last.end == start => last.end = range.end,
            _ => pieces.push(Piece::Raw(start..range.end)),
        }
    }

    /// Leaves a comment out together with one of the two spaces that would be left around it.
    fn drop_comment(&mut self, range: Range<usize>, pieces: &mut Vec<Piece>, cursor: &mut usize) {
        *cursor = range.end;
        let spaced = match pieces.last() {
            Some(Piece::Raw(last)) => self.text[last.clone()].ends_with(' '),
            Some(Piece::Literal(text, _)) => text == " ",
            Some(_) => false,
            None => true,
        };
        let follows = matches!(self.peek(), Some((Event::Text(text), _)) if text.starts_with(' '));
        let last = !self.peek().is_some_and(|(event, _)| is_inline(event));
        if (follows || last)
            && spaced
            && let Some(Piece::Raw(before)) = pieces.last_mut()
        {
            before.end -= 1;
            if before.start == before.end {
                pieces.pop();
            }
        } else if follows
            && spaced
            && let Some((_, range)) = self.next()
            && range.len() > 1
        {
            pieces.push(Piece::Raw(range.start + 1..range.end));
            *cursor = range.end;
        }
    }

    /// Emphasis, links and pictures, up to and including their end.
    fn nested(&mut self, tag: Tag<'_>, range: Range<usize>) -> Option<Piece> {
        let end = tag.to_end();
        if self.inline_depth == DEPTH {
            self.unsupported(range, "text is nested too deep", "put less into one another");
            self.skip(end);
            return None;
        }
        self.inline_depth += 1;
        let pieces = self.pieces(range.start);
        self.inline_depth -= 1;
        self.skip(end);
        let content = self.assemble(&pieces, range.end);
        let kind = match tag {
            Tag::Emphasis => InlineKind::Emphasis(content),
            Tag::Strong => InlineKind::Strong(content),
            Tag::Link { link_type, dest_url, .. } => {
                let mailto = if link_type == LinkType::Email { "mailto:" } else { "" };
                let target = format!("{mailto}{dest_url}");
                self.check_target(&target, range.clone());
                InlineKind::Link { target, content }
            }
            Tag::Image { dest_url, title, .. } => {
                let (path, title) = (dest_url.into_string(), title.into_string());
                return Some(Piece::Image(Image { path, title, alternative: content, range }));
            }
            _ => return None,
        };
        Some(self.node(kind, &range))
    }

    fn check_target(&mut self, target: &str, range: Range<usize>) {
        let known = ["https://", "http://", "mailto:", "tel:"];
        let internal = target.strip_prefix('#').is_some_and(|id| !id.is_empty());
        if internal || known.iter().any(|scheme| target.len() > scheme.len() && target.starts_with(scheme)) {
            return;
        }
        let message = format!("a link leads to `{target}`, which is neither an address nor `#id`");
        let finding = Diagnostic::new(Code::BROKEN_LINK, message).at(self.span(range), "").help(
            "link to a heading by its id, as in [text](#id), or to an address that begins with https://",
        );
        self.report(finding);
    }

    /// The figure that a paragraph is, where it is nothing but a picture and its attributes.
    pub(super) fn figure(&mut self, pieces: &[Piece]) -> Option<Block> {
        let (image, attributes) = match pieces {
            [Piece::Image(image)] => (image, Attributes::default()),
            [Piece::Image(image), Piece::Raw(rest)] if self.text[rest.clone()].starts_with('{') => {
                match attributes::read(self.text, rest.start, rest.end) {
                    Ok((attributes, end)) if end == rest.end => (image, attributes),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let span = self.span(image.range.clone());
        let mut alternative = walk::plain_text(&image.alternative);
        let mut evaluated = false;
        walk::inlines(&image.alternative, &mut |inline| {
            if let InlineKind::Expression(expression) = &inline.kind {
                evaluated = true;
                let message =
                    format!("an alternative text cannot hold the expression `{}`", expression.source);
                let finding = Diagnostic::new(Code::UNSUPPORTED_MARKUP, message).at(inline.span, "");
                self.report(finding.help("write the words out; what they state is checked"));
            }
        });
        if alternative.trim().is_empty() && !evaluated {
            let finding = Diagnostic::new(Code::MISSING_ALTERNATIVE, "a picture without an alternative text")
                .at(span, "shown here")
                .note("the alternative text is all that people get who do not see the picture")
                .help("say what the picture shows: ![what it shows](images/name.png \"caption\")");
            self.report(finding);
            alternative.clear();
        }
        let caption = self.caption(image);
        let figure = Figure { path: image.path.clone(), alternative, caption };
        Some(Block { kind: BlockKind::Figure(figure), attributes, span })
    }

    /// The title of a picture, read as running text.
    fn caption(&mut self, image: &Image) -> Vec<Inline> {
        if image.title.is_empty() {
            return Vec::new();
        }
        let whole = vec![Inline::text(image.title.clone(), self.span(image.range.clone()))];
        let Some(range) = title_range(self.text, image) else { return whole };
        let input = self.labels.with_all_stand_ins(&self.text[range.clone()]);
        let mut reader = Reader::new(self.source, self.text, range, &input, self.labels);
        let mut blocks = reader.document();
        if let [Block { kind: BlockKind::Paragraph(content), .. }] = blocks.as_mut_slice() {
            self.diagnostics.append(&mut reader.diagnostics);
            return std::mem::take(content);
        }
        // Words that would begin a list or a heading, such as "1. Bridge": they are words here.
        whole
    }
}

/// Where the title of a picture stands: between the last quotation marks (or parentheses) before its end.
fn title_range(text: &str, image: &Image) -> Option<Range<usize>> {
    let inner = text[image.range.clone()].strip_suffix(')')?.trim_end();
    let closing = inner.chars().next_back()?;
    let opening = match closing {
        '"' | '\'' => closing,
        ')' => '(',
        _ => return None,
    };
    let end = inner.len() - 1;
    let mut candidates = inner[..end].rmatch_indices(opening).map(|(at, _)| at);
    let start = candidates.find(|at| {
        inner[..*at].ends_with(char::is_whitespace)
            && attributes::unescape(&inner[at + 1..end]) == image.title
    })?;
    Some(image.range.start + start + 1..image.range.start + end)
}
