//! Editions of a document are compared with each other by their tags, as they are in the finished files: a reader of one
//! language is to find the same headings, lists, tables, figures, notes and links as a reader of another.

use crate::edition::{Finished, by_document};
use concord_diagnostics::{Code, Diagnostic};
use concord_document::LanguageTag;
use concord_proof::{Landmark, ShapeDifference};

/// Differences of one pair of files that are listed.
const MOST: usize = 5;

/// Compares the edition of every document in the source language, or the first one, with all others.
pub fn compare(finished: &[Finished], source: &LanguageTag) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for editions in by_document(finished).into_values() {
        let is_source = |edition: &&&Finished| edition.output.locale.as_deref() == Some(source.as_str());
        let Some(first) = editions.iter().find(is_source).or(editions.first()) else { continue };
        for other in editions.iter().filter(|other| other.output.file != first.output.file) {
            diagnostics.extend(finding(first, other));
        }
    }
    diagnostics
}

fn finding(first: &Finished, other: &Finished) -> Option<Diagnostic> {
    let differences = first.shape.differences(&other.shape);
    let has_outline = first.shape.has_outline_of(&other.shape);
    if differences.is_empty() && has_outline {
        return None;
    }
    let (one, two) = (&first.output.file, &other.output.file);
    let message = format!(
        "readers of `{two}` do not find the same headings, lists, tables, notes and links as those of `{one}`"
    );
    let mut diagnostic = Diagnostic::new(Code::NAVIGATION_DIFFERS, message);
    for difference in differences.iter().take(MOST) {
        diagnostic = diagnostic.note(said(one, two, difference));
    }
    if differences.len() > MOST {
        diagnostic = diagnostic.note(format!("and {} more", differences.len() - MOST));
    }
    if !has_outline {
        diagnostic = diagnostic.note("their bookmarks differ too");
    }
    Some(
        diagnostic.help(
            "`concord check` says where the texts differ; `concord proof --transcript` reads the files",
        ),
    )
}

fn said(one: &str, two: &str, difference: &ShapeDifference) -> String {
    match (&difference.one, &difference.other) {
        (Some(own), Some(other)) => format!("{} in `{one}`, {} in `{two}`", told(own), told(other)),
        (Some(own), None) => format!("{} in `{one}` only", told(own)),
        (None, Some(other)) => format!("{} in `{two}` only", told(other)),
        (None, None) => String::new(),
    }
}

fn told(landmark: &Landmark) -> String {
    let page = landmark.page.map_or(String::new(), |page| format!(" on page {}", page + 1));
    if landmark.words.is_empty() {
        format!("{}{page}", landmark.kind)
    } else {
        format!("{} (`{}`){page}", landmark.kind, landmark.words)
    }
}
