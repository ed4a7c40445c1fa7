//! Findings of all stages as one list.

use crate::settings::Strictness;
use concord_check::Policy;
use concord_diagnostics::{Code, Diagnostic, Label, Severity, Sources, Span, sort};
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
        rules.iter().any(|known| known.code == finding.code && overlap(known, finding))
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

/// Adds what is wrong with the levels and allowances themselves, when every finding has been weighed.
pub fn close(policy: &Policy, strictness: Strictness, findings: &mut Vec<Diagnostic>) {
    let mut own: Vec<Diagnostic> = policy.faults().to_vec();
    own.extend(policy.unused());
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

fn overlap(a: &Diagnostic, b: &Diagnostic) -> bool {
    match (place(a), place(b)) {
        (Some(a), Some(b)) => a.source == b.source && a.start < b.end && b.start < a.end,
        _ => false,
    }
}

/// How many findings there are of each severity, in words; `None` where there are none.
pub fn summary(diagnostics: &[Diagnostic]) -> Option<String> {
    let count =
        |severity: Severity| diagnostics.iter().filter(|finding| finding.severity == severity).count();
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let words: Vec<String> = severities
        .into_iter()
        .map(|severity| (count(severity), severity.word()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// `1 finding`, `2 findings`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Renders sources and findings for a presentation.
pub fn render(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    presentation: crate::settings::Presentation,
) -> String {
    match presentation.format {
        crate::args::MessageFormat::Human => {
            concord_diagnostics::render::human(sources, diagnostics, presentation.colour)
        }
        crate::args::MessageFormat::Json => concord_diagnostics::render::json(sources, diagnostics),
    }
}
