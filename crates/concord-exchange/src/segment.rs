//! Running text as translators' tools take it: words, and markers that stand for markup.
//!
//! A [`Segment`] is made of a list of inlines and the text that these were read from. Words are as a reader sees them:
//! escapes and entities are the characters that they mean, and the end of a line is a space. Markup is kept as it is
//! written, so that nothing has to be made up when it is written again.

use concord_document::{Inline, InlineKind, walk};
use std::ops::Range;

/// What a marker stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkerKind {
    /// Bold.
    Strong,
    /// Italics.
    Emphasis,
    /// Raised text.
    Superscript,
    /// A link around words.
    Link,
    /// A language or class of words.
    Span,
    /// The call of a footnote.
    Note,
    /// `{{...}}`.
    Expression,
    /// Code, or an address that is its own text.
    Code,
    /// A line break that the author asked for.
    Break,
    /// A comment inside a text.
    Comment,
    /// `{name}` in a message, which a template fills.
    Name,
}

impl MarkerKind {
    /// Whether languages differ in it: a translator may put it in or leave it out.
    pub fn is_free(self) -> bool {
        matches!(self, Self::Superscript | Self::Span | Self::Break | Self::Comment)
    }

    /// In words, for people who translate.
    pub fn words(self) -> &'static str {
        match self {
            Self::Strong => "bold",
            Self::Emphasis => "italics",
            Self::Superscript => "raised text",
            Self::Link => "link",
            Self::Span => "language or style of words",
            Self::Note => "footnote",
            Self::Expression => "fact",
            Self::Code => "code or address",
            Self::Break => "line break",
            Self::Comment => "comment",
            Self::Name => "value that is filled in",
        }
    }
}

/// A piece of markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// What it stands for.
    pub kind: MarkerKind,
    /// How it is written; of a pair, how it opens.
    pub open: String,
    /// Of a pair, how it closes. `None` for what stands alone.
    pub close: Option<String>,
    /// What makes it the same in another language: the fact's helper and id, the link's target, the note's label.
    pub identity: String,
}

/// A piece of a segment; the numbers are of its markers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// A pair begins.
    Open(usize),
    /// A pair ends.
    Close(usize),
    /// A marker that stands alone.
    Alone(usize),
}

/// Running text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// Its pieces in order; neighbouring words are one piece.
    pub pieces: Vec<Piece>,
    /// Its markers in the order in which they begin.
    pub markers: Vec<Marker>,
}

/// In which notation a segment's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Markdown, anywhere but in a table.
    Markdown,
    /// Markdown in a cell of a table, where `|` ends the cell.
    Cell,
    /// Markdown in a caption between quotation marks of this kind.
    Caption(char),
    /// The alternative text of a picture.
    Alternative,
    /// A message.
    Message,
}

impl Segment {
    /// The segment of a list of inlines, which was read from `text`.
    pub fn of_inlines(inlines: &[Inline], text: &str) -> Self {
        let mut segment = Self::default();
        if let Some(first) = inlines.first() {
            segment.inlines(inlines, text, first.span.range().start);
        }
        segment
    }

    /// The segment of a message: words, and names in braces.
    pub fn of_message(message: &str) -> Self {
        let mut segment = Self::default();
        let mut rest = message;
        while let Some(at) = rest.find('{') {
            let name = rest[at + 1..].split_once('}').map(|(name, _)| name);
            let is_name = |name: &&str| {
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            };
            let Some(name) = name.filter(is_name) else {
                segment.push_text(&rest[..=at]);
                rest = &rest[at + 1..];
                continue;
            };
            segment.push_text(&rest[..at]);
            let whole = format!("{{{name}}}");
            rest = &rest[at + whole.len()..];
            segment.alone(MarkerKind::Name, whole.clone(), whole);
        }
        segment.push_text(rest);
        segment
    }

    /// The segment of plain words.
    pub fn of_text(text: &str) -> Self {
        let mut segment = Self::default();
        segment.push_text(text);
        segment
    }

    /// The words alone.
    pub fn words(&self) -> String {
        let words = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            _ => None,
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Whether there is anything to translate.
    pub fn has_words(&self) -> bool {
        self.words().chars().any(char::is_alphabetic)
    }

    /// Whether it holds nothing at all.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Whether both say the same with the same markup, whatever the numbers of their markers.
    pub fn is_same(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// A text that only the same segment has.
    pub fn key(&self) -> String {
        let mut key = String::new();
        for piece in &self.pieces {
            let (sign, text) = match piece {
                Piece::Text(text) => ('t', text.as_str()),
                Piece::Open(number) => ('o', self.markers.get(*number).map_or("", |it| it.open.as_str())),
                Piece::Close(number) => {
                    ('c', self.markers.get(*number).and_then(|it| it.close.as_deref()).unwrap_or_default())
                }
                Piece::Alone(number) => ('a', self.markers.get(*number).map_or("", |it| it.open.as_str())),
            };
            key.push_str(&format!("{sign}{}:{text}", text.len()));
        }
        key
    }

    /// Without white space at both ends, which no notation keeps.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        let is_space = |character: char| matches!(character, ' ' | '\n' | '\r' | '\t');
        if let Some(Piece::Text(text)) = self.pieces.first_mut() {
            *text = text.trim_start_matches(is_space).to_owned();
        }
        if let Some(Piece::Text(text)) = self.pieces.last_mut() {
            *text = text.trim_end_matches(is_space).to_owned();
        }
        self.pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
        self
    }

    /// Adds words.
    pub fn push_text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    fn alone(&mut self, kind: MarkerKind, open: String, identity: String) {
        self.pieces.push(Piece::Alone(self.markers.len()));
        self.markers.push(Marker { kind, open, close: None, identity });
    }

    /// Adds inlines. `from` is where the text before them ended.
    fn inlines(&mut self, inlines: &[Inline], text: &str, mut from: usize) {
        for inline in inlines {
            let range = inline.span.range();
            self.comments(text, from..range.start);
            from = range.end.max(from);
            self.inline(inline, text);
        }
    }

    /// Comments between two inlines are in no inline.
    fn comments(&mut self, text: &str, gap: Range<usize>) {
        let mut rest = text.get(gap).unwrap_or_default();
        while let Some((_, after)) = rest.split_once("<!--") {
            let (comment, following) = after.split_once("-->").unwrap_or((after, ""));
            let whole = format!("<!--{}-->", on_one_line(comment));
            self.alone(MarkerKind::Comment, whole.clone(), whole);
            rest = following;
        }
    }

    fn inline(&mut self, inline: &Inline, text: &str) {
        let range = inline.span.range();
        let written = || on_one_line(text.get(range.clone()).unwrap_or_default());
        match &inline.kind {
            InlineKind::Text(words) => self.push_text(words),
            InlineKind::Fact(fact) => self.push_text(&fact.text),
            InlineKind::Code(code) => self.alone(MarkerKind::Code, written(), code.clone()),
            InlineKind::NoteReference(label) => self.alone(MarkerKind::Note, written(), label.clone()),
            InlineKind::Break => self.alone(MarkerKind::Break, "\\\n".to_owned(), String::new()),
            InlineKind::Expression(expression) => {
                let identity = match &expression.key {
                    Some(key) => format!("{} {key}", expression.helper),
                    None => expression.source.clone(),
                };
                self.alone(MarkerKind::Expression, written(), identity);
            }
            InlineKind::Emphasis(inner) => self.pair(MarkerKind::Emphasis, "", inline, inner, text),
            InlineKind::Strong(inner) => self.pair(MarkerKind::Strong, "", inline, inner, text),
            InlineKind::Superscript(inner) => self.pair(MarkerKind::Superscript, "", inline, inner, text),
            InlineKind::Span { content, .. } => self.pair(MarkerKind::Span, "", inline, content, text),
            InlineKind::Link { target, content } => self.link(target, inline, content, text),
        }
    }

    fn link(&mut self, target: &str, inline: &Inline, content: &[Inline], text: &str) {
        let written = text.get(inline.span.range()).unwrap_or_default();
        if written.starts_with('[') {
            self.pair(MarkerKind::Link, target, inline, content, text);
        } else {
            // `<https://...>`: the words are the address.
            self.alone(MarkerKind::Code, on_one_line(written), target.to_owned());
        }
    }

    fn pair(&mut self, kind: MarkerKind, identity: &str, inline: &Inline, inner: &[Inline], text: &str) {
        let range = inline.span.range();
        let (Some(first), Some(last)) = (inner.first(), inner.last()) else {
            let written = on_one_line(text.get(range).unwrap_or_default());
            self.alone(kind, written, identity.to_owned());
            return;
        };
        let (start, end) = (first.span.range().start, last.span.range().end);
        let open = on_one_line(text.get(range.start..start).unwrap_or_default());
        let mut close = on_one_line(text.get(end..range.end).unwrap_or_default());
        // The definition that a link refers to stands elsewhere; written again, it has its target with it.
        if kind == MarkerKind::Link && !close.starts_with("](") {
            close = format!("]({identity})");
        }
        let number = self.markers.len();
        self.pieces.push(Piece::Open(number));
        self.markers.push(Marker { kind, open, close: Some(close), identity: identity.to_owned() });
        self.inlines(inner, text, start);
        self.pieces.push(Piece::Close(number));
    }
}

/// The part of a text that a list of inlines was read from.
pub fn range_of(inlines: &[Inline]) -> Option<Range<usize>> {
    let (first, last) = (inlines.first()?, inlines.last()?);
    Some(first.span.range().start..last.span.range().end)
}

/// The expressions in a list of inlines, in order.
pub fn expressions(inlines: &[Inline]) -> Vec<&concord_document::Expression> {
    let mut found = Vec::new();
    walk::inlines(inlines, &mut |inline| {
        if let InlineKind::Expression(expression) = &inline.kind {
            found.push(expression);
        }
    });
    found
}

/// Markup that goes over the end of a line, on one.
fn on_one_line(text: &str) -> String {
    let mut lines = text.split('\n').map(|line| line.trim_matches(['\r', ' ', '\t']));
    if !text.contains('\n') {
        return text.to_owned();
    }
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |joined, line| format!("{joined} {}", line.trim_start_matches(['>', ' '])))
}
