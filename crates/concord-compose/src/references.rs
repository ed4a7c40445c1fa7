//! Ids and the links to them, over a whole document.

use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Block, BlockKind, Content, InlineKind, walk};
use concord_ledger::nearest;
use std::collections::{BTreeMap, BTreeSet};

/// Reports ids that two blocks have and links that lead to none.
pub(crate) fn check(content: &Content, diagnostics: &mut Vec<Diagnostic>) {
    let notes = content.notes.values().map(|note| note.blocks.as_slice());
    let lists: Vec<&[Block]> = std::iter::once(content.blocks.as_slice()).chain(notes).collect();
    let mut ids: BTreeMap<&str, Span> = BTreeMap::new();
    for list in &lists {
        walk::blocks(list, &mut |block| {
            let Some(id) = &block.attributes.id else { return };
            let Some(first) = ids.get(id.as_str()) else {
                ids.insert(id, block.span);
                return;
            };
            let finding = Diagnostic::new(Code::DUPLICATE_ID, format!("the id `{id}` is given twice"))
                .at(block.span, "again here")
                .and(*first, "first here");
            diagnostics.push(finding.help(
                "give one of the two another id, the same in every language, and correct the links to it",
            ));
        });
    }
    let headings = headings(&content.blocks);
    for list in &lists {
        check_links(list, &ids, diagnostics);
        check_pages(list, &headings, diagnostics);
    }
}

/// The ids of headings: what a page can be named of.
fn headings(blocks: &[Block]) -> BTreeSet<&str> {
    let mut out = BTreeSet::new();
    walk::blocks(blocks, &mut |block| {
        if let (BlockKind::Heading { .. }, Some(id)) = (&block.kind, &block.attributes.id) {
            out.insert(id.as_str());
        }
    });
    out
}

fn check_pages(blocks: &[Block], headings: &BTreeSet<&str>, diagnostics: &mut Vec<Diagnostic>) {
    walk::blocks(blocks, &mut |block| {
        for content in walk::inline_lists(block) {
            walk::inlines(content, &mut |inline| {
                let InlineKind::Fact(fact) = &inline.kind else { return };
                if !fact.is_page() || headings.contains(fact.key.as_str()) {
                    return;
                }
                let message = format!("no heading of this document has the id `{}`", fact.key);
                let mut finding =
                    Diagnostic::new(Code::BROKEN_LINK, message).at(inline.span, "its page is named here");
                if let Some(near) = nearest(&fact.key, headings.iter().copied()) {
                    finding = finding.help(format!("did you mean `{near}`?"));
                }
                diagnostics.push(finding);
            });
        }
    });
}

fn check_links(blocks: &[Block], ids: &BTreeMap<&str, Span>, diagnostics: &mut Vec<Diagnostic>) {
    walk::blocks(blocks, &mut |block| {
        for content in walk::inline_lists(block) {
            walk::inlines(content, &mut |inline| {
                let InlineKind::Link { target, .. } = &inline.kind else { return };
                let Some(id) = target.strip_prefix('#').filter(|id| !ids.contains_key(id)) else { return };
                let mut finding = Diagnostic::new(Code::BROKEN_LINK, format!("nothing has the id `{id}`"))
                    .at(inline.span, "linked here")
                    .note("a link stays inside its document: a publication and its factsheet are two");
                if let Some(near) = nearest(id, ids.keys().copied()) {
                    finding = finding.help(format!("did you mean `#{near}`?"));
                }
                diagnostics.push(finding);
            });
        }
    });
}
