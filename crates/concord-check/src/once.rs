//! Findings of one cause are said once: of two that speak of the same words, the one that says more.

use concord_diagnostics::{Code, Diagnostic, Label, Span};

/// Codes of which the first says more of the same words: that the ledger's own number reads as another is more than that
/// its signs are foreign.
const SAID_BY_ANOTHER: [(Code, Code); 3] = [
    (Code::FOREIGN_FORM, Code::FOREIGN_NUMBER_FORM),
    (Code::ALTERNATIVE_UNTRANSLATED, Code::UNTRANSLATED),
    (Code::NAME_DIFFERS, Code::EXCHANGED_LETTERS),
];

/// Leaves out what another finding says of the same words, and better; keeps the order.
pub(crate) fn say_once(diagnostics: &mut Vec<Diagnostic>) {
    join_values(diagnostics);
    let places = |code: Code| -> Vec<Span> {
        let found = diagnostics.iter().filter(|finding| finding.code == code);
        found.filter_map(|finding| finding.primary.as_ref()).map(|label| label.span).collect()
    };
    let known = SAID_BY_ANOTHER.map(|(better, code)| (places(better), code));
    let is_said = |finding: &Diagnostic| {
        let Some(label) = &finding.primary else { return false };
        let better = known.iter().filter(|(_, code)| *code == finding.code);
        better.flat_map(|(places, _)| places).any(|place| place.overlaps(label.span))
    };
    diagnostics.retain(|finding| !is_said(finding));
}

/// A number that contradicts the ledger differs from the other language too, whichever of the two it stands in. What is
/// to be mended is the number that the ledger contradicts, so that finding stays, and shows the other language's place.
fn join_values(diagnostics: &mut Vec<Diagnostic>) {
    let is_contradicting = |finding: &Diagnostic| finding.code == Code::CONTRADICTS_LEDGER;
    let mut contradicting: Vec<Diagnostic> =
        diagnostics.iter().filter(|finding| is_contradicting(finding)).cloned().collect();
    diagnostics.retain(|finding| {
        let mut is_joined = false;
        for better in contradicting.iter_mut().filter(|_| finding.code == Code::VALUE_DIFFERS) {
            let Some(label) = other_place(better, finding) else { continue };
            is_joined = true;
            if !better.secondary.contains(&label) {
                better.secondary.push(label);
            }
        }
        !is_joined
    });
    let places = diagnostics.iter_mut().filter(|finding| is_contradicting(finding));
    places.zip(contradicting).for_each(|(place, joined)| *place = joined);
}

/// What a finding of two languages shows in one of them, where what it shows in the other is the number of `better`.
fn other_place(better: &Diagnostic, finding: &Diagnostic) -> Option<Label> {
    let place = better.primary.as_ref()?.span;
    let is_inside = |label: &Label| {
        label.span.overlaps(place) && place.start <= label.span.start && label.span.end <= place.end
    };
    let (one, other) = (finding.primary.as_ref()?, finding.secondary.first()?);
    // All numbers of an alternative text have its place.
    let stated = quoted(&better.message).next()?;
    if !quoted(&finding.message).any(|written| stated.contains(written)) {
        return None;
    }
    match (is_inside(one), is_inside(other)) {
        (true, _) => Some(other.clone()),
        (false, true) => Some(one.clone()),
        _ => None,
    }
}

/// What a message quotes from the text.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}
