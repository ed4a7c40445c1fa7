//! Events into blocks.

use super::attributes;
use super::fences::{Fence, FenceKind, Opening, unbalanced};
use super::html::{instead_of, refusal};
use super::labels::{Labels, normalise};
use super::pieces::{self, Piece};
use concord_diagnostics::{Code, Diagnostic, SourceId, Span};
use concord_document::{
    Alignment, Attributes, Block, BlockKind, DefinitionItem, Inline, ListItem, Note, Table, TableCell,
    TableRow,
};
use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Range;

/// Blocks may stand this deep in one another.
const DEPTH: usize = 24;

/// At most this many findings are gathered from one text.
const FINDINGS: usize = 500;

/// Reads one text, or a part of one, event by event.
pub(super) struct Reader<'a> {
    pub(super) source: SourceId,
    /// The whole text; the parser's ranges are moved by the start of the part that it was given.
    pub(super) text: &'a str,
    part: Range<usize>,
    events: Peekable<OffsetIter<'a>>,
    pub(super) labels: &'a Labels,
    /// The fences by their first byte.
    pub(super) fences: BTreeMap<usize, Fence>,
    pub(super) notes: BTreeMap<String, Note>,
    pub(super) diagnostics: Vec<Diagnostic>,
    depth: usize,
    pub(super) inline_depth: usize,
}

impl<'a> Reader<'a> {
    /// A reader of `text[part]`, of which `input` is the form that the parser is to see, followed by stand-ins.
    pub(super) fn new(
        source: SourceId,
        text: &'a str,
        part: Range<usize>,
        input: &'a str,
        labels: &'a Labels,
    ) -> Self {
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_DEFINITION_LIST;
        let events = Parser::new_ext(input, options).into_offset_iter().peekable();
        let (fences, notes, diagnostics) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Self { source, text, part, events, labels, fences, notes, diagnostics, depth: 0, inline_depth: 0 }
    }

    /// All blocks of the part.
    pub(super) fn document(&mut self) -> Vec<Block> {
        self.blocks(self.part.start, false)
    }

    /// The next event with its range in the whole text; none once the stand-ins begin.
    pub(super) fn peek(&mut self) -> Option<(&Event<'a>, Range<usize>)> {
        let Range { start: base, end } = self.part;
        let (event, range) = self.events.peek()?;
        let moved = range.start + base..(range.end + base).min(end);
        (range.start + base < end).then_some((event, moved))
    }

    pub(super) fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let (_, range) = self.peek()?;
        self.events.next().map(|(event, _)| (event, range))
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    /// Takes a finding in, up to a number that nobody would read to the end.
    pub(super) fn report(&mut self, finding: Diagnostic) {
        if self.diagnostics.len() < FINDINGS {
            self.diagnostics.push(finding);
        }
    }

    pub(super) fn unsupported(&mut self, range: Range<usize>, message: &str, help: &str) {
        let trimmed = self.trimmed(range);
        let finding = Diagnostic::new(Code::UNSUPPORTED_MARKUP, message).at(self.span(trimmed), "");
        self.report(if help.is_empty() { finding } else { finding.help(help) });
    }

    /// The blocks up to the end of the element or container that they stand in; that end is left to the caller.
    fn blocks(&mut self, from: usize, in_container: bool) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut from = from;
        while let Some((event, range)) = self.peek() {
            let (ends, inline, rule) =
                (matches!(event, Event::End(_)), pieces::is_inline(event), matches!(event, Event::Rule));
            if ends {
                break;
            } else if inline {
                let pieces = self.running_text(from);
                from = pieces.last().map_or(range.end, |piece| piece.range().end);
                blocks.extend(self.paragraph(&pieces, from));
                continue;
            } else if rule && self.closes(range.start) {
                if in_container {
                    break;
                }
                let line = self.trimmed(range.clone());
                self.report(unbalanced(self.source, line, "this line closes no container"));
                self.next();
            } else if let Some((event, range)) = self.next() {
                blocks.append(&mut self.block(event, range));
            }
            from = range.end;
        }
        blocks
    }

    fn closes(&self, start: usize) -> bool {
        self.fences.get(&start).is_some_and(|fence| matches!(fence.kind, FenceKind::Close))
    }

    /// The blocks made of an event that starts one, up to and including its end.
    fn block(&mut self, event: Event<'a>, range: Range<usize>) -> Vec<Block> {
        let tag = match event {
            Event::Start(tag) => tag,
            Event::Rule => return self.rule(range),
            _ => return Vec::new(),
        };
        let end = tag.to_end();
        if self.depth == DEPTH {
            self.unsupported(range, "blocks are nested too deep", "put less into one another");
            self.skip(end);
            return Vec::new();
        }
        self.depth += 1;
        let blocks = self.element(tag, range);
        self.depth -= 1;
        self.skip(end);
        blocks
    }

    fn element(&mut self, tag: Tag<'a>, range: Range<usize>) -> Vec<Block> {
        let kind = match tag {
            Tag::Paragraph => {
                let pieces = self.running_text(range.start);
                return self.paragraph(&pieces, range.end).into_iter().collect();
            }
            Tag::Heading { level, .. } => {
                let pieces = self.running_text(range.start);
                let (content, attributes) = self.heading(pieces, range.end);
                let span = self.span(self.trimmed(range));
                return vec![Block {
                    kind: BlockKind::Heading { level: level as u8, content },
                    attributes,
                    span,
                }];
            }
            Tag::BlockQuote(_) => BlockKind::Quote(self.blocks(range.start, false)),
            Tag::List(start) => BlockKind::List { start, items: self.items() },
            Tag::DefinitionList => return self.definition_list(),
            Tag::Table(alignments) => BlockKind::Table(self.table(&alignments, range.clone())),
            Tag::FootnoteDefinition(label) => {
                self.note(&label, range);
                return Vec::new();
            }
            Tag::HtmlBlock => {
                self.html(range);
                return Vec::new();
            }
            Tag::CodeBlock(_) => {
                let message = "a publication holds no blocks of code";
                self.unsupported(
                    range,
                    message,
                    "a line that begins with four spaces is a block of code too",
                );
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        let span = self.span(self.trimmed(range));
        vec![Block { kind, attributes: Attributes::default(), span }]
    }

    /// Takes the events up to and including the end of the element that is being read.
    pub(super) fn skip(&mut self, end: TagEnd) {
        let mut open = 0usize;
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(tag) if tag.to_end() == end => open += 1,
                Event::End(tag) if tag == end && open == 0 => return,
                Event::End(tag) if tag == end => open -= 1,
                _ => {}
            }
        }
    }

    /// A thematic break: the author's own, or a fence.
    fn rule(&mut self, range: Range<usize>) -> Vec<Block> {
        let Some(fence) = self.fences.get(&range.start).cloned() else {
            let span = self.span(self.trimmed(range));
            return vec![Block { kind: BlockKind::Break, attributes: Attributes::default(), span }];
        };
        match fence.kind {
            FenceKind::Open(opening) => self.container(opening, fence.range),
            FenceKind::Empty(opening) if opening.name.is_empty() => Vec::new(),
            FenceKind::Empty(opening) => vec![self.container_block(opening, Vec::new(), fence.range)],
            FenceKind::Close => Vec::new(),
        }
    }

    fn container(&mut self, opening: Opening, line: Range<usize>) -> Vec<Block> {
        if self.depth == DEPTH {
            self.unsupported(line, "containers are nested too deep", "put less into one another");
            self.skip_container();
            return Vec::new();
        }
        self.depth += 1;
        let blocks = self.blocks(line.end, true);
        self.depth -= 1;
        let closing = self.peek().map(|(_, range)| range).filter(|range| self.closes(range.start));
        let end = if let Some(closing) = closing {
            self.next();
            self.trimmed(closing).end
        } else {
            let message = format!("the container `{}` is not closed", opening.name);
            let finding = unbalanced(self.source, line.clone(), &message);
            self.report(finding.help("end it with a line `:::` of its own, indented like this one"));
            blocks.last().map_or(line.end, |block| block.span.end as usize)
        };
        // The fence could not be read and was reported; what stands in it is kept.
        if opening.name.is_empty() {
            return blocks;
        }
        vec![self.container_block(opening, blocks, line.start..end)]
    }

    fn container_block(&self, opening: Opening, blocks: Vec<Block>, range: Range<usize>) -> Block {
        let Opening { name, argument, attributes } = opening;
        Block { kind: BlockKind::Container { name, argument, blocks }, attributes, span: self.span(range) }
    }

    /// Takes the events up to and including the line that closes a container; what it holds is left out.
    fn skip_container(&mut self) {
        let mut open = 0usize;
        while let Some((event, range)) = self.next() {
            let kind = self.fences.get(&range.start).map(|fence| &fence.kind);
            match (event, kind) {
                (Event::Rule, Some(FenceKind::Open(_))) => open += 1,
                (Event::Rule, Some(FenceKind::Close)) if open == 0 => return,
                (Event::Rule, Some(FenceKind::Close)) => open -= 1,
                _ => {}
            }
        }
    }

    /// Running text that stands alone: a paragraph, or a figure where it is nothing but a picture.
    fn paragraph(&mut self, pieces: &[Piece], end: usize) -> Option<Block> {
        if let Some(figure) = self.figure(pieces) {
            return Some(figure);
        }
        let content = self.assemble(pieces, end);
        let (first, last) = (content.first()?, content.last()?);
        let span = Span { end: last.span.end, ..first.span };
        Some(Block { kind: BlockKind::Paragraph(content), attributes: Attributes::default(), span })
    }

    /// A heading's text without the attributes at its end. They are looked for in the text itself, as the parser may
    /// have taken characters in them for markup.
    fn heading(&mut self, mut pieces: Vec<Piece>, end: usize) -> (Vec<Inline>, Attributes) {
        let Some(open) = self.heading_attributes(&pieces) else {
            return (self.assemble(&pieces, end), Attributes::default());
        };
        let last = pieces.last().map_or(open, |piece| piece.range().end);
        let read = attributes::read(self.text, open, last).and_then(|(read, after)| match after {
            _ if after == last => Ok(read),
            _ => Err(attributes::Fault::new(after..last, "nothing may follow the attributes of a heading")),
        });
        match read {
            Ok(attributes) => {
                pieces.retain(|piece| piece.range().start < open);
                if let Some(Piece::Raw(range)) = pieces.last_mut() {
                    range.end = range.start + self.text[range.start..open.min(range.end)].trim_end().len();
                    if range.start == range.end {
                        pieces.pop();
                    }
                }
                (self.assemble(&pieces, open), attributes)
            }
            Err(fault) => {
                self.report(fault.into_diagnostic(self.source));
                (self.assemble(&pieces, end), Attributes::default())
            }
        }
    }

    /// Where the braces open that end a heading, if they do.
    fn heading_attributes(&self, pieces: &[Piece]) -> Option<usize> {
        let (first, last) = (pieces.first()?, pieces.last()?);
        let Piece::Raw(tail) = last else { return None };
        let start = first.range().start;
        let open = start + trailing_braces(&self.text[start..tail.end])?;
        let plain = |piece: &Piece| matches!(piece, Piece::Raw(range) if range.contains(&open));
        pieces.iter().any(plain).then_some(open)
    }

    /// The pieces of an element's text without white space at its end, which the parser leaves in rare cases.
    fn running_text(&mut self, from: usize) -> Vec<Piece> {
        let mut pieces = self.pieces(from);
        if let Some(Piece::Raw(range) | Piece::Literal(_, range)) = pieces.last_mut() {
            range.end = range.start + self.text[range.clone()].trim_end().len();
            if range.start == range.end {
                pieces.pop();
            }
        }
        pieces
    }

    fn items(&mut self) -> Vec<ListItem> {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.peek() {
            let Some((_, range)) = self.next() else { break };
            let blocks = self.blocks(range.start, false);
            self.skip(TagEnd::Item);
            items.push(ListItem { blocks, span: self.span(self.trimmed(range)) });
        }
        items
    }

    /// The parser's range for the whole list may reach beyond it, so the span is made of those of its items.
    fn definition_list(&mut self) -> Vec<Block> {
        let items = self.definitions();
        let (Some(first), Some(last)) = (items.first(), items.last()) else { return Vec::new() };
        let span = Span { end: last.span.end, ..first.span };
        vec![Block { kind: BlockKind::DefinitionList(items), attributes: Attributes::default(), span }]
    }

    fn definitions(&mut self) -> Vec<DefinitionItem> {
        let mut items: Vec<DefinitionItem> = Vec::new();
        while let Some((Event::Start(tag), range)) = self.peek() {
            let end = tag.to_end();
            if !matches!(end, TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition) {
                break;
            }
            self.next();
            let span = self.span(self.trimmed(range.clone()));
            if end == TagEnd::DefinitionListTitle {
                let pieces = self.running_text(range.start);
                let term = self.assemble(&pieces, range.end);
                items.push(DefinitionItem { term, blocks: Vec::new(), span });
            } else {
                // Behind the colon, so that an escape at the start of the definition is seen as one.
                let mut blocks = self.blocks(range.start, false);
                if let Some(item) = items.last_mut() {
                    item.blocks.append(&mut blocks);
                    item.span.end = span.end;
                }
            }
            self.skip(end);
        }
        items
    }

    fn table(&mut self, alignments: &[pulldown_cmark::Alignment], range: Range<usize>) -> Table {
        let alignments: Vec<_> = alignments.iter().copied().map(alignment).collect();
        let mut rows = Vec::new();
        while let Some((Event::Start(tag), range)) = self.peek() {
            let end = tag.to_end();
            if !matches!(end, TagEnd::TableHead | TagEnd::TableRow) {
                break;
            }
            self.next();
            let mut cells = self.cells();
            self.skip(end);
            let range = self.trimmed(range);
            let after = self.span(range.end..range.end);
            cells.resize_with(alignments.len(), || TableCell { content: Vec::new(), span: after });
            rows.push(TableRow { cells, span: self.span(range) });
        }
        let head = if rows.is_empty() {
            TableRow { cells: Vec::new(), span: self.span(self.trimmed(range)) }
        } else {
            rows.remove(0)
        };
        Table { alignments, head, rows }
    }

    fn cells(&mut self) -> Vec<TableCell> {
        let mut cells = Vec::new();
        while let Some((Event::Start(Tag::TableCell), _)) = self.peek() {
            let Some((_, range)) = self.next() else { break };
            let pieces = self.running_text(range.start);
            let content = self.assemble(&pieces, range.end);
            self.skip(TagEnd::TableCell);
            cells.push(TableCell { content, span: self.span(self.trimmed(range)) });
        }
        cells
    }

    fn note(&mut self, label: &str, range: Range<usize>) {
        let blocks = self.blocks(range.start, false);
        let span = self.span(self.trimmed(range));
        if let Some(first) = self.notes.get(&normalise(label)) {
            let finding = Diagnostic::new(Code::DUPLICATE_ID, format!("the note `{label}` is written twice"))
                .at(span, "again here")
                .and(first.span, "first here");
            self.report(finding);
            return;
        }
        self.notes.insert(normalise(label), Note { blocks, span });
    }

    /// Comments are left out; other HTML is refused.
    fn html(&mut self, range: Range<usize>) {
        let range = self.trimmed(range);
        let mut rest = self.text[range.clone()].trim();
        while let Some(comment) = rest.strip_prefix("<!--") {
            let Some((_, after)) = comment.split_once("-->") else {
                self.unsupported(range, "this comment is not closed", "end it with -->");
                return;
            };
            rest = after.trim();
        }
        if !rest.is_empty() {
            let (message, help) = (refusal(rest), instead_of(rest));
            self.unsupported(range, &message, help);
        }
    }

    /// A range without the white space around it.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        let end = range.start + text.trim_end().len();
        let start = range.end - text.trim_start().len();
        start.min(end)..end
    }
}

/// Where the braces begin that could be attributes at the end of a heading's text; `{{...}}` is an expression.
fn trailing_braces(text: &str) -> Option<usize> {
    if !text.ends_with('}') {
        return None;
    }
    let mut depth = 0usize;
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '{' if characters.next_if(|(_, next)| *next == '{').is_some() => depth += 1,
            '}' if characters.next_if(|(_, next)| *next == '}').is_some() => depth = depth.saturating_sub(1),
            '{' if depth == 0 && before.is_whitespace() => return Some(at),
            _ => {}
        }
        before = character;
    }
    None
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::End,
    }
}
