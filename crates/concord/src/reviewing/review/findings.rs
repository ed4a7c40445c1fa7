//! What the checks find, beside the rows that it is about.

use super::rows::{Row, Section};
use crate::publish::Outcome;
use concord_diagnostics::{Diagnostic, Span};
use concord_document::LanguageTag;
use concord_publication::Publication;
use std::collections::BTreeMap;
use std::ops::Range;

/// Findings with their numbers, from 1, in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Findings<'a> {
    /// By section and row.
    placed: BTreeMap<(usize, usize), Vec<(usize, &'a Diagnostic)>>,
    /// Those that no row is about.
    pub(super) elsewhere: Vec<(usize, &'a Diagnostic)>,
}

impl<'a> Findings<'a> {
    /// Places every finding that concerns a language beside the first row that it is about. Those of the other translations
    /// are left out.
    pub(super) fn place(
        outcome: &'a Outcome,
        publication: &Publication,
        tag: &LanguageTag,
        sections: &[Section<'_>],
    ) -> Self {
        let others: Vec<String> = publication
            .translations()
            .filter(|translation| translation.language != *tag)
            .map(|translation| format!("{}/", translation.language))
            .collect();
        let is_of_others = |finding: &&Diagnostic| {
            let source = finding.primary.as_ref().and_then(|label| outcome.sources.get(label.span.source));
            source.is_some_and(|source| {
                // What templates make for a language has its tag in brackets.
                let name = source.name().trim_start_matches('<');
                others.iter().any(|other| name.starts_with(other.as_str()))
            })
        };
        let mut by_row: BTreeMap<(usize, usize), Vec<&Diagnostic>> = BTreeMap::new();
        let mut unplaced = Vec::new();
        for finding in outcome.diagnostics.iter().filter(|finding| !is_of_others(finding)) {
            let mut labels = finding.primary.iter().chain(&finding.secondary);
            match labels.find_map(|label| row_of(sections, label.span)) {
                Some(place) => by_row.entry(place).or_default().push(finding),
                None => unplaced.push(finding),
            }
        }
        let mut numbers = 1..;
        let mut numbered = |list: Vec<&'a Diagnostic>| -> Vec<(usize, &'a Diagnostic)> {
            list.into_iter().filter_map(|finding| Some((numbers.next()?, finding))).collect()
        };
        let elsewhere = numbered(unplaced);
        let placed = by_row.into_iter().map(|(place, list)| (place, numbered(list))).collect();
        Self { placed, elsewhere }
    }

    /// Those of a row.
    pub(super) fn of(&self, section: usize, row: usize) -> &[(usize, &'a Diagnostic)] {
        self.placed.get(&(section, row)).map_or(&[], Vec::as_slice)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.elsewhere.len() + self.placed.values().map(Vec::len).sum::<usize>()
    }
}

fn row_of(sections: &[Section<'_>], span: Span) -> Option<(usize, usize)> {
    let is_here = |row: &Row<'_>| {
        let mut sides = row.translation.iter().chain(&row.source);
        sides.any(|side| overlap(side.span, span).is_some())
    };
    let mut places = sections.iter().enumerate();
    places.find_map(|(number, section)| Some((number, section.rows.iter().position(is_here)?)))
}

/// What of a text's bytes a place takes; a place without width is where it stands.
fn overlap(text: Span, span: Span) -> Option<Range<usize>> {
    if text.source != span.source {
        return None;
    }
    let (text, span) = (text.range(), span.range());
    let is_point = span.is_empty() && text.start <= span.start && span.start <= text.end;
    let shared = text.start.max(span.start)..text.end.min(span.end);
    (is_point || shared.start < shared.end).then_some(shared)
}

/// The bytes of a side that findings are about, with the findings' numbers, in order. What is about the whole of it marks
/// nothing: it stands beside it.
pub(super) fn marks(findings: &[(usize, &Diagnostic)], text: Span) -> Vec<(Range<usize>, usize)> {
    let mut marks = Vec::new();
    for (number, finding) in findings {
        for label in finding.primary.iter().chain(&finding.secondary) {
            if let Some(range) =
                overlap(text, label.span).filter(|range| !range.is_empty() && *range != text.range())
            {
                marks.push((range, *number));
            }
        }
    }
    marks.sort_by_key(|(range, number)| (range.start, range.end, *number));
    marks.dedup();
    marks
}
