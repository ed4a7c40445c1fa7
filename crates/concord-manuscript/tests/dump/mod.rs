//! A tree as indented text.

use concord_diagnostics::{Sources, Span};
use concord_document::{Attributes, Block, BlockKind, Content, Inline, InlineKind};
use std::fmt::Write;

/// The blocks and then the notes.
pub(crate) fn content(sources: &Sources, content: &Content) -> String {
    let mut dump = Dump { sources, out: String::new() };
    dump.blocks(&content.blocks, 0);
    for (label, note) in &content.notes {
        dump.line(0, format!("note {label} {}", range(note.span)));
        dump.blocks(&note.blocks, 1);
    }
    dump.out
}

struct Dump<'a> {
    sources: &'a Sources,
    out: String,
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, text: impl AsRef<str>) {
        let _ = writeln!(self.out, "{}{}", "  ".repeat(depth), text.as_ref());
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            self.block(block, depth);
        }
    }

    fn block(&mut self, block: &Block, depth: usize) {
        let tail = format!("{} {}", attributes(&block.attributes), range(block.span));
        match &block.kind {
            BlockKind::Heading { level, content } => {
                self.line(depth, format!("heading {level}{tail}"));
                self.inlines(content, depth + 1);
            }
            BlockKind::Paragraph(content) => {
                self.line(depth, format!("paragraph{tail}"));
                self.inlines(content, depth + 1);
            }
            BlockKind::List { start, items } => {
                let start = start.map_or(String::new(), |start| format!(" {start}"));
                self.line(depth, format!("list{start}{tail}"));
                for item in items {
                    self.line(depth + 1, format!("item {}", range(item.span)));
                    self.blocks(&item.blocks, depth + 2);
                }
            }
            BlockKind::DefinitionList(items) => {
                self.line(depth, format!("definitions{tail}"));
                for item in items {
                    self.line(depth + 1, format!("term {}", range(item.span)));
                    self.inlines(&item.term, depth + 2);
                    self.blocks(&item.blocks, depth + 2);
                }
            }
            BlockKind::Table(table) => {
                self.line(depth, format!("table {:?}{tail}", table.alignments));
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    self.line(depth + 1, format!("row {}", range(row.span)));
                    for cell in &row.cells {
                        self.line(depth + 2, format!("cell {}", range(cell.span)));
                        self.inlines(&cell.content, depth + 3);
                    }
                }
            }
            BlockKind::Quote(blocks) => {
                self.line(depth, format!("quote{tail}"));
                self.blocks(blocks, depth + 1);
            }
            BlockKind::Figure(figure) => {
                self.line(depth, format!("figure {} {:?}{tail}", figure.path, figure.alternative));
                self.inlines(&figure.caption, depth + 1);
            }
            BlockKind::Container { name, argument, blocks } => {
                let argument = argument.as_ref().map_or(String::new(), |argument| format!(" {argument}"));
                self.line(depth, format!("container {name}{argument}{tail}"));
                self.blocks(blocks, depth + 1);
            }
            other => self.line(depth, format!("{other:?}{tail}")),
        }
    }

    fn inlines(&mut self, inlines: &[Inline], depth: usize) {
        for inline in inlines {
            self.inline(inline, depth);
        }
    }

    fn inline(&mut self, inline: &Inline, depth: usize) {
        let snippet = self.sources.snippet(inline.span);
        let (name, inner): (String, &[Inline]) = match &inline.kind {
            InlineKind::Text(text) if text == snippet => (format!("{text:?}"), &[]),
            InlineKind::Text(text) => (format!("{text:?} for {snippet:?}"), &[]),
            InlineKind::Emphasis(content) => (format!("emphasis {snippet:?}"), content),
            InlineKind::Strong(content) => (format!("strong {snippet:?}"), content),
            InlineKind::Code(text) => (format!("code {text:?} {snippet:?}"), &[]),
            InlineKind::Superscript(content) => (format!("superscript {snippet:?}"), content),
            InlineKind::Link { target, content } => (format!("link {target} {snippet:?}"), content),
            InlineKind::NoteReference(label) => (format!("call {label} {snippet:?}"), &[]),
            InlineKind::Break => (format!("break {snippet:?}"), &[]),
            InlineKind::Span { attributes: braces, content } => {
                (format!("span{} {snippet:?}", attributes(braces)), content)
            }
            InlineKind::Expression(expression) => {
                (format!("expression {} {:?} {snippet:?}", expression.helper, expression.key), &[])
            }
            InlineKind::Fact(fact) => (format!("{fact:?}"), &[]),
        };
        self.line(depth, name);
        self.inlines(inner, depth + 1);
    }
}

fn attributes(attributes: &Attributes) -> String {
    let mut out = String::new();
    if let Some(id) = &attributes.id {
        let _ = write!(out, " #{id}");
    }
    for class in &attributes.classes {
        let _ = write!(out, " .{class}");
    }
    for (key, value) in &attributes.pairs {
        let _ = write!(out, " {key}={value:?}");
    }
    out
}

fn range(span: Span) -> String {
    format!("{}..{}", span.start, span.end)
}
