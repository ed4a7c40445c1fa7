//! The levels of a document's headings: no level is skipped, as those who move by headings would look for what is not
//! there (PDF/UA-1, 7.4.2).

use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Block, BlockKind, walk};

/// Reports every heading that is more than one level below the heading before it.
pub(crate) fn check(blocks: &[Block], diagnostics: &mut Vec<Diagnostic>) {
    let mut before: Option<(u8, Span)> = None;
    walk::blocks(blocks, &mut |block| {
        let BlockKind::Heading { level, .. } = block.kind else { return };
        let deepest = before.map_or(1, |(level, _)| level + 1);
        if level > deepest {
            diagnostics.push(skipped(level, deepest, block.span, before));
        }
        before = Some((level, block.span));
    });
}

fn skipped(level: u8, deepest: u8, span: Span, before: Option<(u8, Span)>) -> Diagnostic {
    let message = match before {
        Some((before, _)) => format!("a heading of level {level} follows one of level {before}"),
        None => format!("the document begins with a heading of level {level}"),
    };
    let marks = "#".repeat(usize::from(deepest));
    let mut diagnostic = Diagnostic::new(Code::SKIPPED_HEADING, message)
        .at(span, "skips a level")
        .note(
            "people who cannot see the page move from heading to heading, and would look for the one between",
        )
        .help(format!("begin it with `{marks}`, or put a heading of level {deepest} above it"));
    if let Some((_, place)) = before {
        diagnostic = diagnostic.and(place, "the heading before it");
    }
    diagnostic
}
