//! References to facts, calls of notes, links.

use super::{Kind, TEXTS, TRANSLATION, kind};
use crate::selftest::change::Change;
use crate::selftest::scene::Scene;
use concord_document::{FactText, InlineKind};
use std::ops::Range;

const FACTS: &[&str] = &["facts-differ", "T*", "F*"];
const EXCHANGED: &[&str] = &["facts-exchanged", "T*"];
const NOTES: &[&str] = &["missing-note", "unused-note", "T*"];
const LINKS: &[&str] = &["link-differs", "broken-link", "T*"];

pub(super) const KINDS: &[Kind] = &[
    kind("fact reference removed", FACTS, TRANSLATION, reference_removed),
    kind("fact reference to another fact", FACTS, TRANSLATION, reference_exchanged),
    kind("two fact references exchanged", EXCHANGED, TRANSLATION, references_exchanged),
    kind("wrong figure for a fact reference", FACTS, TRANSLATION, reference_typed),
    kind("fact reference misspelt", &["unknown-fact", "unknown-term", "C*"], TEXTS, reference_misspelt),
    kind("note call lost", NOTES, TRANSLATION, call_lost),
    kind("note text lost", NOTES, TRANSLATION, note_lost),
    kind("link removed", LINKS, TRANSLATION, link_removed),
    kind("link to another place", LINKS, TRANSLATION, link_exchanged),
];

/// References to counts, dates and the like.
fn facts<'a>(scene: &Scene<'a>) -> Vec<(&'a str, &'a str, Range<usize>)> {
    const HELPERS: [&str; 7] = ["count", "number", "ordinal", "share", "amount", "date", "period"];
    let expressions = scene.expressions().into_iter();
    let facts = expressions.filter(|(expression, _, _)| HELPERS.contains(&expression.helper.as_str()));
    facts.map(|(expression, key, range)| (expression.helper.as_str(), key, range)).collect()
}

fn reference_removed(scene: &Scene<'_>) -> Vec<Change> {
    facts(scene).into_iter().map(|(_, _, range)| Change::remove(range)).collect()
}

/// The key of the next other reference of the same helper in the file.
fn reference_exchanged(scene: &Scene<'_>) -> Vec<Change> {
    let facts = facts(scene);
    let mut changes = Vec::new();
    for (at, (helper, key, range)) in facts.iter().enumerate() {
        let later = facts.iter().cycle().skip(at + 1).take(facts.len());
        let other =
            later.map(|(helper, key, _)| (helper, key)).find(|other| other.0 == helper && other.1 != key);
        if let Some((_, other)) = other {
            changes.extend(key_replaced(scene, range, key, other));
        }
    }
    changes
}

/// The keys of two references of the same helper that follow each other in one line, each the only one of its fact there.
fn references_exchanged(scene: &Scene<'_>) -> Vec<Change> {
    let facts = facts(scene);
    let mut changes = Vec::new();
    for pair in facts.windows(2) {
        let [(helper, one, first), (other_helper, other, second)] = pair else { continue };
        let between = scene.text.get(first.end..second.start).unwrap_or("\n");
        let is_near = helper == other_helper && !between.contains(['\n', '|']);
        let start = scene.text[..first.start].rfind('\n').map_or(0, |end| end + 1);
        let end = scene.text[second.end..].find('\n').map_or(scene.text.len(), |at| second.end + at);
        let is_once = |key: &str| {
            let same =
                |fact: &&(&str, &str, Range<usize>)| fact.1 == key && (start..end).contains(&fact.2.start);
            facts.iter().filter(same).count() == 1
        };
        if is_near && one != other && is_once(one) && is_once(other) {
            let edits = [key_replaced(scene, first, one, other), key_replaced(scene, second, other, one)];
            changes
                .push(Change::edits(edits.into_iter().flatten().flat_map(|change| change.edits).collect()));
        }
    }
    changes
}

fn key_replaced(scene: &Scene<'_>, range: &Range<usize>, key: &str, other: &str) -> Option<Change> {
    let quoted = format!("\"{key}\"");
    let at = range.start + scene.text.get(range.clone())?.find(&quoted)? + 1;
    Some(Change::replace(at..at + key.len(), other))
}

fn reference_typed(scene: &Scene<'_>) -> Vec<Change> {
    let counted =
        facts(scene).into_iter().filter(|(helper, _, _)| matches!(*helper, "count" | "number" | "share"));
    counted.map(|(_, _, range)| Change::replace(range, "4711")).collect()
}

/// Pages are left out: whether there is such a heading is seen only when a document is composed, which is not done here.
fn reference_misspelt(scene: &Scene<'_>) -> Vec<Change> {
    let expressions = scene.expressions().into_iter();
    let keyed = expressions.filter(|(expression, _, _)| {
        !matches!(expression.helper.as_str(), "text" | "country" | FactText::PAGE)
    });
    keyed.filter_map(|(_, key, range)| key_replaced(scene, &range, key, &format!("{key}x"))).collect()
}

fn call_lost(scene: &Scene<'_>) -> Vec<Change> {
    let calls = scene.inlines().into_iter();
    let calls = calls.filter(|inline| matches!(inline.kind, InlineKind::NoteReference(_)));
    calls.map(|inline| Change::remove(inline.span.range())).collect()
}

fn note_lost(scene: &Scene<'_>) -> Vec<Change> {
    let Some(content) = scene.content else { return Vec::new() };
    let calls = scene.inlines();
    let mut changes = Vec::new();
    for (label, note) in &content.notes {
        let call = calls.iter().find(|call| call.kind == InlineKind::NoteReference(label.clone()));
        let call = call.map(|call| (scene.path.clone(), call.span.range()));
        changes.push(Change::remove(note.span.range()).shown_too(call.into_iter().collect()));
    }
    changes
}

struct Link<'a> {
    whole: Range<usize>,
    text: Range<usize>,
    /// Where the target is written.
    place: Range<usize>,
    target: &'a str,
}

/// Links written as text in square brackets and target in round ones.
fn links<'a>(scene: &Scene<'a>) -> Vec<Link<'a>> {
    let mut links = Vec::new();
    for inline in scene.inlines() {
        let InlineKind::Link { target, content } = &inline.kind else { continue };
        let (Some(first), Some(last)) = (content.first(), content.last()) else { continue };
        let (whole, text) = (inline.span.range(), first.span.range().start..last.span.range().end);
        let start = text.end + 2;
        let is_plain = scene.text.get(text.end..start) == Some("](")
            && scene.text[start..].starts_with(target.as_str())
            && whole.end > start;
        if is_plain {
            links.push(Link { whole, text, place: start..start + target.len(), target });
        }
    }
    links
}

fn link_removed(scene: &Scene<'_>) -> Vec<Change> {
    let links = links(scene).into_iter();
    links.map(|link| Change::replace(link.whole, scene.text[link.text].to_owned())).collect()
}

/// The target of the next other link of the file that stays inside the edition, or leaves it, as this one does.
fn link_exchanged(scene: &Scene<'_>) -> Vec<Change> {
    let links = links(scene);
    let mut changes = Vec::new();
    for (at, Link { place, target, .. }) in links.iter().enumerate() {
        let later = links.iter().cycle().skip(at + 1).take(links.len()).map(|link| link.target);
        let is_inside = target.starts_with('#');
        let other = later.into_iter().find(|other| other != target && other.starts_with('#') == is_inside);
        let other = other.map_or(format!("{target}-x"), str::to_owned);
        changes.push(Change::replace(place.clone(), other));
    }
    changes
}
