//! What holds for every Markdown text, tried on many texts made of the pieces of our dialect.
//!
//! The texts come from a fixed sequence of numbers, so a failure comes back in the next run.

use concord_diagnostics::{SourceId, Sources, Span};
use concord_document::{Block, Content, Inline, InlineKind, walk};
use concord_manuscript::parse_markdown;
use std::time::{Duration, Instant};

const PIECES: &[&str] = &[
    "word ",
    "été ",
    "“q” ",
    "1^er^ ",
    "*",
    "**",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "](#id)",
    "![a](images/x.png \"c\")",
    "{lang=\"es\"}",
    "{.caps}",
    "{#id}",
    "{",
    "}",
    "{{count \"x\"}}",
    "{{",
    "}}",
    "{{{x}}}",
    "[^a]",
    "\n[^a]: note\n",
    "\n",
    "\n\n",
    "\r\n",
    "\n- ",
    "\n  - ",
    "\n1. ",
    "\n> ",
    "\n# ",
    "\n### T {#t}\n",
    "\n::: box {#b}\n",
    "\n:::\n",
    "\n::: figures {facts=\"a\"} :::\n",
    "\n    ::: x\n",
    "  ",
    "\\",
    "\\*",
    "&amp;",
    "&#8239;",
    "<!-- c -->",
    "<br>",
    "\n| a | b |\n|---|---|\n| 1 | ",
    " | ",
    "\nterm\n: definition\n",
    "\n```\n",
    "\n---\n",
    "\n<div>\n",
    "^",
    "!",
    "\"",
    "'",
    "\u{0}",
    "\u{feff}",
    "\t",
    "https://x.y/a_b ",
    "<https://x.y>",
];

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}

#[test]
fn spans_are_exact_in_every_text() {
    let mut numbers = Numbers(2009);
    for _ in 0..6000 {
        let length = 1 + numbers.below(24);
        let text: String = (0..length).map(|_| PIECES[numbers.below(PIECES.len())]).collect();
        check(&text);
    }
}

fn check(text: &str) {
    let mut sources = Sources::new();
    let source = sources.add("text.md", text);
    let parsed = parse_markdown(source, text);
    let Content { blocks, notes } = &parsed.value;
    for list in std::iter::once(blocks).chain(notes.values().map(|note| &note.blocks)) {
        check_order(list, text);
        walk::blocks(list, &mut |block| {
            check_span(&sources, block.span, text);
            for inner in walk::children(block) {
                for child in inner {
                    assert!(
                        contains(block.span, child.span),
                        "{child:?} is outside {:?} in {text:?}",
                        block.span
                    );
                }
            }
            for content in walk::inline_lists(block) {
                check_inlines(&sources, content, block.span, text);
            }
        });
    }
    for diagnostic in &parsed.diagnostics {
        for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
            check_span(&sources, label.span, text);
        }
    }
}

fn check_order(blocks: &[Block], text: &str) {
    for pair in blocks.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "blocks overlap in {text:?}: {pair:?}");
    }
}

fn check_inlines(sources: &Sources, content: &[Inline], parent: Span, text: &str) {
    let mut at = parent.start;
    for inline in content {
        check_span(sources, inline.span, text);
        assert!(contains(parent, inline.span), "{inline:?} is outside {parent:?} in {text:?}");
        assert!(inline.span.start >= at, "{inline:?} overlaps the one before in {text:?}");
        at = inline.span.end;
        let snippet = sources.snippet(inline.span);
        match &inline.kind {
            InlineKind::Text(words) => {
                let written_otherwise =
                    snippet.starts_with(['\\', '&', '!']) || words == " " || words.contains('\u{fffd}');
                assert!(words == snippet || written_otherwise, "{words:?} is not {snippet:?} in {text:?}");
                assert!(!words.is_empty(), "an empty text in {text:?}");
            }
            InlineKind::Expression(expression) => assert!(snippet.contains(&expression.source)),
            InlineKind::Fact(_) => panic!("a manuscript holds no evaluated facts"),
            _ => {}
        }
        if let Some(inner) = walk::inner(inline) {
            check_inlines(sources, inner, inline.span, text);
        }
    }
}

fn check_span(sources: &Sources, span: Span, text: &str) {
    let range = span.range();
    assert!(range.start <= range.end && text.get(range).is_some(), "{span:?} is no place in {text:?}");
    assert!(sources.get(span.source).is_some());
}

fn contains(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Long texts made to hurt: each must be read in a time that grows with its length, and without using up the stack.
#[test]
fn hostile_texts_take_linear_time() {
    let patterns = [
        "[", "]", "[a]{", "[^", "{{", "{{{", "{{a \"", "> ", "- ", "*a **b ", "::: a\n", ":::\n", "[a](",
        "![](", "^a", "`", "<!--", "[^a]", "|a", "\n: a\n", "{#", "[x]{a=b ", "[a][b]",
    ];
    for pattern in patterns {
        let text = pattern.repeat(60_000 / pattern.len());
        let start = Instant::now();
        let parsed = parse_markdown(SourceId(0), &text);
        let time = start.elapsed();
        assert!(time < Duration::from_secs(5), "{pattern:?} took {time:?}");
        assert!(parsed.diagnostics.len() < 70_000);
    }
}
