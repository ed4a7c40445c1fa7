//! Pieces into inlines: expressions, bracketed spans, superscripts, and attributes behind other inlines.

use super::attributes::{self, Fault};
use super::blocks::Reader;
use super::pieces::Piece;
use concord_diagnostics::{Code, Diagnostic};
use concord_document::{Expression, Inline, InlineKind};
use std::ops::Range;

/// Brackets may stand this deep in one another.
const DEPTH: usize = 16;

/// An expression, or the target of a link, is shorter than this.
const REACH: usize = 2000;

/// What has been made so far.
struct Line {
    /// The inlines, and whether each is text that stands in the source as it is.
    done: Vec<(Inline, bool)>,
    /// The places in `done` of opening brackets that have no partner yet.
    open: Vec<usize>,
    /// Where the element ends that all this stands in.
    end: usize,
}

impl<'a> Reader<'a> {
    /// The inlines of an element that ends at `end`. Our own markup is looked for in the text itself and not piece by
    /// piece, as the parser may have taken characters in an expression for emphasis.
    pub(super) fn assemble(&mut self, pieces: &[Piece], end: usize) -> Vec<Inline> {
        let mut line = Line { done: Vec::new(), open: Vec::new(), end };
        let mut at = 0;
        for piece in pieces {
            let range = piece.range();
            if range.end <= at {
                continue;
            }
            match piece {
                Piece::Raw(_) => at = self.raw(range.start.max(at)..range.end, &mut line),
                _ if range.start < at => {
                    let fault =
                        Fault::new(range.start..at, "markup begins inside braces and ends outside them");
                    self.report(fault.into_diagnostic(self.source));
                }
                Piece::Literal(text, _) => {
                    line.done.push((Inline::text(text.clone(), self.span(range)), false));
                }
                Piece::Node(inline) => line.done.push((inline.clone(), false)),
                Piece::Image(_) => {
                    let help =
                        "put the picture in a paragraph of its own, with an empty line before and after";
                    self.unsupported(range, "a picture cannot stand inside a text", help);
                }
            }
        }
        join(line.done)
    }

    /// Reads characters that stand as they are, and says where it stopped: after the range, where an expression or
    /// attributes reach beyond it.
    fn raw(&mut self, range: Range<usize>, line: &mut Line) -> usize {
        let mut at = range.start;
        let mut plain = at;
        if self.text[at..range.end].starts_with(":::") && line.done.is_empty() {
            let end = range.end;
            let finding = Diagnostic::new(Code::UNBALANCED_CONTAINER, "a container cannot stand here")
                .at(self.span(at..end), "read as text");
            self.report(finding.help("a line that opens or closes a container begins with `:::`"));
        }
        while at < range.end {
            let Some(length) = self.text[at..range.end].find(['{', '[', ']', '^']) else { break };
            at += length;
            let after = match self.text.as_bytes()[at] {
                b'{' if self.text[at..line.end].starts_with("{{") => self.expression(at, plain, line),
                b'{' => self.attached(at, plain, line),
                b'[' => self.opening(at, plain, line),
                b']' => self.closing(at, plain, line),
                _ => self.superscript(at, plain, range.end, line),
            };
            if let Some(after) = after {
                plain = after;
            }
            at = after.unwrap_or(at + 1);
        }
        let end = at.max(range.end);
        if plain < range.end {
            self.push_text(plain..range.end, line);
        }
        end
    }

    /// The text from `at`, no further than any markup of ours may reach: what is looked for in it is looked for at
    /// every bracket and brace.
    fn window(&self, at: usize, end: usize) -> &'a str {
        let mut limit = end.min(at + REACH);
        while !self.text.is_char_boundary(limit) {
            limit += 1;
        }
        &self.text[at..limit]
    }

    fn push_text(&self, range: Range<usize>, line: &mut Line) {
        if !range.is_empty() {
            line.done.push((Inline::text(&self.text[range.clone()], self.span(range)), true));
        }
    }

    /// `{{helper "key"}}`. Blocks, partials, comments and raw output are refused: a text refers to facts and does
    /// nothing else.
    fn expression(&mut self, at: usize, plain: usize, line: &mut Line) -> Option<usize> {
        let rest = self.window(at, line.end);
        if rest.starts_with("{{{") {
            let end = at + rest.find("}}}").map_or(3, |length| length + 3);
            self.refuse_expression(at..end, "three braces would let a value become markup", "use two braces");
            self.push_text(plain..at, line);
            return Some(end);
        }
        let Some(length) = expression_length(rest) else {
            let end = at + rest.find('\n').unwrap_or(rest.len());
            self.refuse_expression(at..end, "this expression is not closed", "end it with `}}`");
            self.push_text(plain..at, line);
            return Some(at + 2);
        };
        let end = at + length;
        let source = self.text[at + 2..end - 2].trim();
        self.push_text(plain..at, line);
        let helper = source.split_whitespace().next().unwrap_or_default();
        if helper.is_empty() || !helper.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
            let help = "write a helper and the id of a fact, such as {{count \"countries\"}}";
            self.refuse_expression(at..end, "only a helper can stand between these braces", help);
            return Some(end);
        }
        let argument = source[helper.len()..].trim_start();
        let quote = argument.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let key = quote.and_then(|quote| argument[1..].split_once(quote)).map(|(key, _)| key.to_owned());
        let expression = Expression { source: source.to_owned(), helper: helper.to_owned(), key };
        let inline = Inline { kind: InlineKind::Expression(expression), span: self.span(at..end) };
        line.done.push((inline, false));
        Some(end)
    }

    fn refuse_expression(&mut self, range: Range<usize>, message: &str, help: &str) {
        let finding = Diagnostic::new(Code::INVALID_EXPRESSION, message).at(self.span(range), "").help(help);
        self.report(finding);
    }

    /// Attributes right behind emphasis or a link: they make a span around it.
    fn attached(&mut self, at: usize, plain: usize, line: &mut Line) -> Option<usize> {
        let follows_node = plain == at
            && line.done.last().is_some_and(|(inline, _)| {
                inline.span.end as usize == at
                    && !matches!(
                        inline.kind,
                        InlineKind::Text(_) | InlineKind::Expression(_) | InlineKind::NoteReference(_)
                    )
            });
        let rest = self.window(at + 1, line.end);
        if !follows_node {
            if rest.starts_with(['#', '.']) && rest[1..].starts_with(|next: char| next.is_ascii_alphabetic())
            {
                let length = rest.find(['}', '\n']);
                let is_closed = length.is_some_and(|length| rest[length..].starts_with('}'));
                let end = at + length.map_or(rest.len(), |length| length + usize::from(is_closed)) + 1;
                let range = at..end.min(line.end);
                if !is_closed {
                    let fault = Fault::new(range, "the braces are not closed");
                    self.report(fault.into_diagnostic(self.source).help("write `}` after them"));
                    return None;
                }
                let fault = Fault::new(range, "these attributes belong to nothing");
                let help = "only headings, containers, figures, links and [spans] have attributes";
                self.report(fault.into_diagnostic(self.source).help(help));
            }
            return None;
        }
        match attributes::read(self.text, at, line.end) {
            Ok((attributes, after)) => {
                let (inline, _) = line.done.pop()?;
                let span = self.span(inline.span.start as usize..after);
                let kind = InlineKind::Span { attributes, content: vec![inline] };
                line.done.push((Inline { kind, span }, false));
                Some(after)
            }
            Err(fault) => {
                self.report(fault.into_diagnostic(self.source));
                None
            }
        }
    }

    fn opening(&mut self, at: usize, plain: usize, line: &mut Line) -> Option<usize> {
        if line.open.len() == DEPTH {
            self.unsupported(at..at + 1, "brackets are nested too deep", "put less into one another");
            return None;
        }
        self.push_text(plain..at, line);
        line.open.push(line.done.len());
        self.push_text(at..at + 1, line);
        Some(at + 1)
    }

    /// `]`, which ends a span where attributes follow. A bracket followed by what makes a link, and yet not read as
    /// one by the parser, is a mistake that would be printed.
    fn closing(&mut self, at: usize, plain: usize, line: &mut Line) -> Option<usize> {
        let rest = self.window(at + 1, line.end);
        let opened = line.open.pop();
        let Some(opened) = opened else {
            return if rest.starts_with('{') && !rest.starts_with("{{") {
                self.attached(at + 1, plain, line)
            } else {
                None
            };
        };
        let start = line.done.get(opened).map_or(at, |(bracket, _)| bracket.span.start as usize);
        let (message, last) = match rest.chars().next() {
            Some('(') if self.text[..start].ends_with('!') => {
                ("this looks like a picture, but its path or caption cannot be read", ')')
            }
            Some('(') => ("this looks like a link, but its target cannot be read", ')'),
            Some('[') => ("this link refers to a definition that is not there", ']'),
            Some('{') if !rest.starts_with("{{") => return self.bracketed(opened, start, at, plain, line),
            _ => return None,
        };
        let end = at + 1 + rest.find([last, '\n']).map_or(0, |length| length + 1);
        let finding = Diagnostic::new(Code::BROKEN_LINK, message)
            .at(self.span(start..end.min(line.end)), "read as text")
            .help(
                "write [text](https://...) or [text](#id) without spaces in the target; put a caption that holds \
                 double quotation marks between single ones",
            );
        self.report(finding);
        None
    }

    fn bracketed(
        &mut self,
        opened: usize,
        start: usize,
        at: usize,
        plain: usize,
        line: &mut Line,
    ) -> Option<usize> {
        match attributes::read(self.text, at + 1, line.end) {
            Ok((attributes, after)) => {
                self.push_text(plain..at, line);
                let content = join(line.done.split_off(opened).into_iter().skip(1).collect());
                let span = self.span(start..after);
                line.done.push((Inline { kind: InlineKind::Span { attributes, content }, span }, false));
                Some(after)
            }
            Err(fault) => {
                self.report(fault.into_diagnostic(self.source));
                None
            }
        }
    }

    /// `^er^`: no white space between the carets. The parser's own superscripts cannot follow a letter or digit,
    /// where nearly all of them stand.
    fn superscript(&mut self, at: usize, plain: usize, limit: usize, line: &mut Line) -> Option<usize> {
        let inner = &self.text[at + 1..limit];
        let length = inner.find(|character: char| character == '^' || !is_raised(character))?;
        if length == 0 || !inner[length..].starts_with('^') {
            return None;
        }
        self.push_text(plain..at, line);
        let content = at + 1..at + 1 + length;
        let text = Inline::text(&self.text[content.clone()], self.span(content));
        let after = at + length + 2;
        let inline = Inline { kind: InlineKind::Superscript(vec![text]), span: self.span(at..after) };
        line.done.push((inline, false));
        Some(after)
    }
}

fn is_raised(character: char) -> bool {
    !character.is_whitespace() && !matches!(character, '{' | '}' | '[' | ']')
}

/// The length of the expression that a text begins with, with its braces; quotation marks may hold braces.
fn expression_length(text: &str) -> Option<usize> {
    let mut quote = None;
    let bytes = text.as_bytes();
    for at in 2..bytes.len() {
        match (quote, bytes[at]) {
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(bytes[at]),
            (None, b'}') if bytes.get(at + 1) == Some(&b'}') => return Some(at + 2),
            (None, b'{') => return None,
            (None, _) => {}
        }
    }
    None
}

/// Neighbouring texts that stand as they are become one.
fn join(done: Vec<(Inline, bool)>) -> Vec<Inline> {
    let mut joined: Vec<(Inline, bool)> = Vec::with_capacity(done.len());
    for (inline, verbatim) in done {
        if verbatim
            && let InlineKind::Text(text) = &inline.kind
            && let Some((Inline { kind: InlineKind::Text(last), span }, true)) = joined.last_mut()
            && span.end == inline.span.start
        {
            last.push_str(text);
            span.end = inline.span.end;
            continue;
        }
        joined.push((inline, verbatim));
    }
    joined.into_iter().map(|(inline, _)| inline).collect()
}
