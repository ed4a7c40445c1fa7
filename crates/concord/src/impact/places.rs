//! The places of a composed document that show a fact.

use concord_diagnostics::Span;
use concord_document::{Block, BlockKind, Document, Inline, InlineKind, walk};

/// A place that shows a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    /// Where it was written.
    pub(super) span: Span,
    /// What it is, such as `sentence`.
    pub(super) what: &'static str,
    /// What readers see.
    pub(super) text: String,
}

/// Every place in reading order, those of the notes last.
pub(super) fn uses(document: &Document, id: &str) -> Vec<Use> {
    let mut uses = Vec::new();
    let mut visit = |block: &Block| of_block(block, id, &mut uses);
    walk::blocks(&document.content.blocks, &mut |block| visit(block));
    for note in document.content.notes.values() {
        walk::blocks(&note.blocks, &mut |block| visit(block));
    }
    uses
}

fn of_block(block: &Block, id: &str, uses: &mut Vec<Use>) {
    let what = match &block.kind {
        BlockKind::Heading { .. } => "heading",
        BlockKind::Table(_) => "table cell",
        BlockKind::DefinitionList(_) => "term",
        BlockKind::Figure(_) | BlockKind::Chart(_) | BlockKind::Timeline(_) | BlockKind::Map(_) => "caption",
        _ => "sentence",
    };
    for list in walk::inline_lists(block) {
        of_list(list, id, what, uses);
    }
    let mut drawn = |what, text: String| uses.push(Use { span: block.span, what, text });
    match &block.kind {
        BlockKind::Chart(chart) => {
            for datum in chart.data.iter().filter(|datum| datum.key == id) {
                drawn("chart", format!("{}: {}", datum.label, datum.text));
                drawn("alternative text", chart.alternative.clone());
            }
        }
        BlockKind::Timeline(timeline) => {
            for phase in timeline.phases.iter().filter(|phase| phase.key == id) {
                drawn("timeline", format!("{}: {}", phase.label, phase.text));
                drawn("alternative text", timeline.alternative.clone());
            }
        }
        BlockKind::KeyFigures(figures) => {
            for figure in figures.iter().filter(|figure| figure.key == id) {
                let words = [&figure.qualifier, &figure.number, &figure.label];
                let words: Vec<&str> =
                    words.into_iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
                drawn("key figure", words.join(" "));
            }
        }
        _ => {}
    }
}

/// A sentence for every place in running text.
fn of_list(list: &[Inline], id: &str, what: &'static str, uses: &mut Vec<Use>) {
    let mut text = String::new();
    let mut found: Vec<(Span, usize)> = Vec::new();
    walk::inlines(list, &mut |inline| match &inline.kind {
        InlineKind::Text(part) | InlineKind::Code(part) => text.push_str(part),
        InlineKind::Break => text.push(' '),
        InlineKind::Fact(fact) => {
            if fact.key == id {
                found.push((inline.span, text.len()));
            }
            text.push_str(&fact.text);
        }
        _ => {}
    });
    uses.extend(found.into_iter().map(|(span, at)| Use { span, what, text: sentence(&text, at) }));
}

/// The sentence around a byte.
fn sentence(text: &str, at: usize) -> String {
    let ends = [". ", "! ", "? ", ".\u{a0}"];
    let start =
        ends.iter().filter_map(|end| text[..at].rfind(end).map(|found| found + end.len())).max().unwrap_or(0);
    let behind = ends.iter().filter_map(|end| text[at..].find(end).map(|found| at + found + 1)).min();
    text[start..behind.unwrap_or(text.len())].trim().to_owned()
}
