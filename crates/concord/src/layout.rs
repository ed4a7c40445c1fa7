//! `concord publish --report layout`: how good the pages of every edition are, as tables and as JSON.

mod json;
mod text;

use crate::Failure;
use crate::args::{MessageFormat, ReportFormat};
use crate::remedies::{Fitted, Remedy};
use concord_pages::quality::{Quality, SectionQuality};
use std::collections::BTreeMap;

/// What was measured of an edition.
#[derive(Clone, Debug)]
pub struct EditionLayout {
    /// The name of its file.
    pub file: String,
    /// The document's id.
    pub document: String,
    /// Its language.
    pub language: String,
    /// What was measured.
    pub quality: Quality,
    /// What it took to keep the number of pages that it may have.
    pub remedy: Option<Remedy>,
}

impl EditionLayout {
    /// Measures a document that was set.
    pub fn of(file: &str, fitted: &Fitted) -> Self {
        let Fitted { document, set, remedy } = fitted;
        Self {
            file: file.to_owned(),
            document: document.id.clone(),
            language: document.language.to_string(),
            quality: Quality::of(&set.value),
            remedy: *remedy,
        }
    }
}

/// The form of the report where findings have a form. It has none for CI servers.
pub fn form(findings: MessageFormat) -> Result<ReportFormat, Failure> {
    match findings {
        MessageFormat::Human => Ok(ReportFormat::Human),
        MessageFormat::Json => Ok(ReportFormat::Json),
        MessageFormat::Sarif | MessageFormat::Github | MessageFormat::Junit => Err(Failure::new(
            "--report has the forms `human` and `json`; name one of them with --message-format",
        )),
    }
}

/// The report on editions.
pub fn report(editions: &[EditionLayout], form: ReportFormat) -> String {
    match form {
        ReportFormat::Human => text::report(editions),
        ReportFormat::Json => json::report(editions),
    }
}

/// Editions by their documents, in the order in which they are given.
fn by_document(editions: &[EditionLayout]) -> BTreeMap<&str, Vec<&EditionLayout>> {
    let mut documents: BTreeMap<&str, Vec<&EditionLayout>> = BTreeMap::new();
    for edition in editions {
        documents.entry(&edition.document).or_default().push(edition);
    }
    documents
}

/// The same section of every edition of a document: editions have the same sections in the same order, which is compared
/// elsewhere. An edition that lacks one has none here.
fn rows<'e>(editions: &[&'e EditionLayout]) -> Vec<Vec<Option<&'e SectionQuality>>> {
    let most = editions.iter().map(|edition| edition.quality.sections.len()).max().unwrap_or(0);
    let row = |index: usize| editions.iter().map(|edition| edition.quality.sections.get(index)).collect();
    (0..most).map(row).collect()
}

/// How many of a section's labels took more than one line.
fn wrapped_labels(quality: &Quality, section: &SectionQuality) -> usize {
    let pages = section.first_page..section.first_page + section.pages;
    quality.wrapped_labels.iter().filter(|label| pages.contains(&label.page)).count()
}
