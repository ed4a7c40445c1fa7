//! Findings of all stages as one list.

use crate::args::MessageFormat;
use crate::explain;
use crate::publish::Outcome;
use crate::settings::{Presentation, Strictness};
use concord_check::Policy;
use concord_diagnostics::render::{self, Frame};
use concord_diagnostics::{Code, Counts, Diagnostic, Label, Sources, Span, by_file, sort};
use concord_document::LanguageTag;
use concord_publication::Publication;
use std::collections::BTreeSet;

/// Joins what the rules found with what composition found, and puts all in order. The rules explain a wrong reference
/// better, as they know the whole publication; what they said of a place is not said again.
pub fn join(
    publication: &Publication,
    mut earlier: Vec<Diagnostic>,
    rules: Vec<Diagnostic>,
    composition: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let untranslated = untranslated_sources(publication, &rules);
    let said = |finding: &Diagnostic| {
        rules.iter().any(|known| known.code == finding.code && is_about(known, finding))
            || finding.code == Code::MISSING_MESSAGE
                && place(finding).is_some_and(|span| untranslated.contains(&span.source))
    };
    let new: Vec<Diagnostic> = composition.into_iter().filter(|finding| !said(finding)).collect();
    earlier.extend(rules);
    earlier.extend(new);
    sort(&mut earlier);
    earlier
}

/// Gives findings the weight that they have in a publication and in a run, and leaves out what is off or allowed.
pub fn weigh(policy: &mut Policy, strictness: Strictness, sources: &Sources, findings: &mut Vec<Diagnostic>) {
    policy.weigh(sources, findings);
    strictness.weigh(findings);
}

/// Adds what is wrong with the levels and allowances themselves, when every finding has been weighed; `unused` is about
/// comments that allowed nothing.
pub fn close(policy: &Policy, unused: &[Diagnostic], strictness: Strictness, findings: &mut Vec<Diagnostic>) {
    let mut own: Vec<Diagnostic> = policy.faults().to_vec();
    own.extend(unused.iter().cloned());
    strictness.weigh(&mut own);
    findings.extend(own);
    sort(findings);
}

/// The texts of languages whose messages lack something that the source's have. One missing message is missed in many
/// places; the rule has said which it is.
fn untranslated_sources(
    publication: &Publication,
    rules: &[Diagnostic],
) -> BTreeSet<concord_diagnostics::SourceId> {
    let lacking = |source| {
        rules.iter().any(|finding| {
            let mut labels = finding.primary.iter().chain(&finding.secondary);
            finding.code == Code::MESSAGE_MISSING && labels.any(|label: &Label| label.span.source == source)
        })
    };
    let source_locale = &publication.config.source_locale.value;
    let translations = publication.manuscripts.values();
    translations
        .filter(|manuscript| manuscript.language != *source_locale && lacking(manuscript.messages.source))
        .flat_map(|manuscript| manuscript.texts.values().map(|text| text.source))
        .collect()
}

fn place(finding: &Diagnostic) -> Option<Span> {
    finding.primary.as_ref().map(|label| label.span)
}

/// Whether a rule's finding is about a place that a finding of composition shows: where it stands, or what it follows from,
/// as a text needs the noun of a unit that the ledger names.
fn is_about(known: &Diagnostic, finding: &Diagnostic) -> bool {
    let mut labels = finding.primary.iter().chain(&finding.secondary);
    place(known).is_some_and(|known| labels.any(|label| known.overlaps(label.span)))
}

/// `1 finding`, `2 findings`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// What a run comes to: how many findings of each severity in how many files, and how far drafts are. `None` where there
/// is nothing to say.
pub fn summary(outcome: &Outcome) -> Option<String> {
    let findings = &outcome.diagnostics;
    let files = by_file(&outcome.sources, findings).iter().filter(|(file, _)| file.is_some()).count();
    let mut lines = Vec::new();
    if !findings.is_empty() {
        let place = match files {
            0 => String::new(),
            1 => " in 1 file".to_owned(),
            files => format!(" in {files} files"),
        };
        lines.push(format!("{}{place}", Counts::of(findings).in_words()));
    }
    lines.extend(outcome.translations.iter().filter_map(|(tag, state)| state.line(tag)));
    lines.extend(outcome.drafts.iter().map(|(tag, count)| {
        let differences = if *count == 1 { "1 difference" } else { &format!("{count} differences") };
        format!("{tag} is a draft: {differences} from its source")
    }));
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What was read: the number of files, without texts that were made out of templates.
pub fn read(outcome: &Outcome) -> String {
    match outcome.sources.iter().filter(|(_, source)| !source.name().starts_with('<')).count() {
        1 => "1 file".to_owned(),
        files => format!("{files} files"),
    }
}

/// How many errors stand against publication, and in which files.
pub fn refusal(outcome: &Outcome) -> String {
    let mut files: Vec<String> = Vec::new();
    for (file, findings) in by_file(&outcome.sources, &outcome.diagnostics) {
        let errors = Counts::of(findings).errors;
        if let (Some(file), true) = (file, errors > 0) {
            files.push(format!("{file} ({errors})"));
        }
    }
    let errors = Counts::of(&outcome.diagnostics).errors;
    let errors = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
    if files.is_empty() { errors } else { format!("{errors} in {}", files.join(", ")) }
}

/// Renders findings for a presentation.
pub fn render(outcome: &Outcome, presentation: &Presentation) -> String {
    let Outcome { sources, diagnostics, .. } = outcome;
    let path = |name: &str| presentation.path(name, outcome.templates.as_deref());
    let frame = Frame {
        tool: "Concord",
        version: env!("CARGO_PKG_VERSION"),
        path: &path,
        page: &explain::page_of_code,
        drafts: &outcome.drafts,
    };
    match presentation.format {
        MessageFormat::Human => render::human(sources, diagnostics, presentation.colour),
        MessageFormat::Json => render::json(sources, diagnostics, &frame),
        MessageFormat::Sarif => render::sarif(sources, diagnostics, &frame),
        MessageFormat::Github => render::github(sources, diagnostics, &frame),
        MessageFormat::Junit => render::junit(sources, diagnostics, &frame),
    }
}

/// Leaves out what was found in texts of languages that were not asked for: who translates into one language cannot mend
/// another. What is in the source language, the ledger and the templates stays.
pub fn leave_out_other_languages(
    publication: &Publication,
    sources: &Sources,
    wanted: &[LanguageTag],
    diagnostics: &mut Vec<Diagnostic>,
) {
    if wanted.is_empty() {
        return;
    }
    let is_other = |finding: &Diagnostic| {
        let source = finding.primary.as_ref().and_then(|label| sources.get(label.span.source));
        let folder = source.and_then(|source| source.name().split_once('/')).map(|(folder, _)| folder);
        let tag = folder.and_then(|folder| publication.manuscripts.keys().find(|tag| tag.as_str() == folder));
        tag.is_some_and(|tag| *tag != publication.config.source_locale.value && !wanted.contains(tag))
    };
    diagnostics.retain(|finding| !is_other(finding));
}
