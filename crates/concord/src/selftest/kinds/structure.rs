//! Blocks that are lost or stand elsewhere, and what pictures say.

use super::{Kind, TRANSLATION, kind};
use crate::selftest::change::Change;
use crate::selftest::scene::{Scene, trimmed};
use concord_document::{Block, BlockKind, InlineKind};
use std::ops::Range;

const SHAPE: &[&str] = &["structure-differs", "T*"];
const PICTURES: &[&str] = &["missing-alternative-text", "A*", "T*"];

pub(super) const KINDS: &[Kind] = &[
    kind("paragraph lost", SHAPE, TRANSLATION, paragraph_lost),
    kind("list item lost", SHAPE, TRANSLATION, item_lost),
    kind("table row lost", SHAPE, TRANSLATION, row_lost),
    kind("table cell emptied", &["T*", "A*", "F*"], TRANSLATION, cell_emptied),
    kind("paragraphs exchanged", SHAPE, TRANSLATION, paragraphs_exchanged),
    kind(
        "heading level changed",
        &["structure-differs", "skipped-heading", "T*"],
        TRANSLATION,
        level_changed,
    ),
    kind("section removed", &["structure-differs", "broken-link", "T*"], TRANSLATION, section_removed),
    kind("case study removed", &["missing-translation"], TRANSLATION, case_study_removed),
    kind("container removed", SHAPE, TRANSLATION, container_removed),
    kind("emphasis moved", &["T*"], TRANSLATION, emphasis_moved),
    kind("alternative text removed", PICTURES, TRANSLATION, alternative_removed),
    kind("alternative text is a file name", PICTURES, TRANSLATION, alternative_named),
];

/// A block without the empty lines after it, so that what stands around it keeps apart.
fn with_gap(text: &str, range: Range<usize>) -> Range<usize> {
    let range = trimmed(text, range);
    let rest = &text[range.end..];
    range.start..range.end + (rest.len() - rest.trim_start_matches('\n').len())
}

fn lost(scene: &Scene<'_>, block: &Block) -> Change {
    Change::remove(with_gap(scene.text, block.span.range())).shown_too(scene.counterpart(block))
}

/// Paragraphs that are a block of their own, between empty lines.
fn plain_paragraphs<'a>(scene: &Scene<'a>) -> Vec<(&'a Block, Range<usize>)> {
    let stands_alone = |range: &Range<usize>| {
        let (before, after) = (&scene.text[..range.start], &scene.text[range.end..]);
        (before.is_empty() || before.ends_with("\n\n"))
            && (after.trim().is_empty() || after.starts_with("\n\n"))
    };
    scene.paragraphs().into_iter().filter(|(_, range)| stands_alone(range)).collect()
}

fn paragraph_lost(scene: &Scene<'_>) -> Vec<Change> {
    plain_paragraphs(scene).into_iter().map(|(block, _)| lost(scene, block)).collect()
}

fn item_lost(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for block in scene.blocks() {
        let BlockKind::List { items, .. } = &block.kind else { continue };
        if items.len() > 1 {
            let item = |span: Range<usize>| {
                let range = trimmed(scene.text, span);
                let start = scene.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
                let end = range.end + usize::from(scene.text[range.end..].starts_with('\n'));
                Change::remove(start..end).shown_too(scene.counterpart(block))
            };
            changes.extend(items.iter().map(|item_| item(item_.span.range())));
        }
    }
    changes
}

fn row_lost(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for block in scene.blocks() {
        let BlockKind::Table(table) = &block.kind else { continue };
        for row in &table.rows {
            let range = trimmed(scene.text, row.span.range());
            let start = scene.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
            let end = scene.text[range.end..].find('\n').map_or(scene.text.len(), |at| range.end + at + 1);
            changes.push(Change::remove(start..end).shown_too(scene.counterpart(block)));
        }
    }
    changes
}

fn cell_emptied(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for block in scene.blocks() {
        let BlockKind::Table(table) = &block.kind else { continue };
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            if let (Some(first), Some(last)) = (cell.content.first(), cell.content.last()) {
                let range = first.span.range().start..last.span.range().end;
                changes.push(Change::remove(range).shown_too(scene.counterpart(block)));
            }
        }
    }
    changes
}

/// Two paragraphs with nothing but an empty line between them.
fn paragraphs_exchanged(scene: &Scene<'_>) -> Vec<Change> {
    let paragraphs = plain_paragraphs(scene);
    let neighbours = paragraphs.windows(2).filter_map(|pair| {
        let [(_, first), (_, second)] = pair else { return None };
        let is_next = scene.text.get(first.end..second.start)?.trim().is_empty();
        let (a, b) = (scene.text[first.clone()].to_owned(), scene.text[second.clone()].to_owned());
        is_next.then(|| Change::edits(vec![(first.clone(), b), (second.clone(), a)]))
    });
    neighbours.collect()
}

fn headings<'a>(scene: &Scene<'a>) -> Vec<(&'a Block, u8)> {
    let level = |block: &'a Block| match block.kind {
        BlockKind::Heading { level, .. } => Some((block, level)),
        _ => None,
    };
    scene.blocks().into_iter().filter_map(level).collect()
}

fn level_changed(scene: &Scene<'_>) -> Vec<Change> {
    let inner = headings(scene).into_iter().filter(|(_, level)| *level > 1);
    inner
        .map(|(block, _)| Change::insert(block.span.range().start, "#").shown_too(scene.counterpart(block)))
        .collect()
}

/// From a heading to the next one of its level or above.
fn section_removed(scene: &Scene<'_>) -> Vec<Change> {
    let headings = headings(scene);
    let mut changes = Vec::new();
    for (at, (block, level)) in headings.iter().enumerate().skip(1) {
        let Some((next, _)) = headings[at + 1..].iter().find(|(_, other)| other <= level) else { continue };
        let range = block.span.range().start..next.span.range().start;
        // A container must be in it as a whole, or not at all.
        if scene.text[range.clone()].matches(":::").count().is_multiple_of(2) {
            changes.push(Change::remove(range).shown_too(scene.counterpart(block)));
        }
    }
    changes
}

fn case_study_removed(scene: &Scene<'_>) -> Vec<Change> {
    let is_study = scene.path.split('/').nth(1) == Some("actions");
    let source = scene.source.as_ref().map(|source| (source.path.clone(), 0..source.text.len()));
    let change = || Change::file().shown_too(source.into_iter().collect());
    is_study.then(change).into_iter().collect()
}

fn container_removed(scene: &Scene<'_>) -> Vec<Change> {
    let containers = scene.blocks().into_iter();
    let containers = containers.filter(|block| {
        matches!(block.kind, BlockKind::Container { .. }) && scene.text[block.span.range()].len() < 1500
    });
    containers.map(|block| lost(scene, block)).collect()
}

/// The marks around words put around the next word.
fn emphasis_moved(scene: &Scene<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for inline in scene.inlines() {
        if !matches!(inline.kind, InlineKind::Emphasis(_)) {
            continue;
        }
        let range = inline.span.range();
        let Some(words) = scene.text[range.clone()].strip_prefix('*').and_then(|rest| rest.strip_suffix('*'))
        else {
            continue;
        };
        let after = &scene.text[range.end..];
        let Some(next) = after.strip_prefix(' ') else { continue };
        let length = next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len());
        if length > 0 {
            let moved = format!("{words} *{}*", &next[..length]);
            changes.push(Change::replace(range.start..range.end + 1 + length, moved));
        }
    }
    changes
}

/// The alternative texts of pictures, with the name of the file.
fn alternatives<'a>(scene: &Scene<'a>) -> Vec<(Range<usize>, &'a str)> {
    let mut found = Vec::new();
    for block in scene.blocks() {
        let BlockKind::Figure(figure) = &block.kind else { continue };
        let written = &scene.text[block.span.range()];
        if let Some(at) = written.find(&format!("![{}]", figure.alternative)) {
            let start = block.span.range().start + at + 2;
            found.push((start..start + figure.alternative.len(), figure.path.as_str()));
        }
    }
    found
}

fn alternative_removed(scene: &Scene<'_>) -> Vec<Change> {
    alternatives(scene).into_iter().map(|(range, _)| Change::remove(range)).collect()
}

fn alternative_named(scene: &Scene<'_>) -> Vec<Change> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    alternatives(scene).into_iter().map(|(range, path)| Change::replace(range, name(path))).collect()
}
