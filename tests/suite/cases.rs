//! Reference cases: what a case's publication becomes is compared with the blocks of the case's file.

use crate::folder::Folder;
use crate::format::{Case, Expectation, Malformed, View, shown};
use crate::stages::{self, Made};
use crate::{blesses, format, rules};
use concord_proof::{Element, Piece, Transcript};
use libtest_mimic::{Failed, Trial};
use similar::TextDiff;
use std::collections::BTreeMap;

/// One trial a case. A file that is no case fails.
pub(crate) fn trials(cases: &[Result<Case, Malformed>]) -> Vec<Trial> {
    let trial = |case: &Result<Case, Malformed>| {
        Some(match case.clone() {
            Ok(case) if case.area == rules::AREA => return None,
            Ok(case) => Trial::test(case.trial(), move || check(&case)),
            Err(format::Malformed { name, reason }) => Trial::test(name, move || Err(reason.into())),
        })
    };
    cases.iter().filter_map(trial).collect()
}

fn check(case: &Case) -> Result<(), Failed> {
    let folder = Folder::of(case)?;
    let mut editions: BTreeMap<&str, Made> = BTreeMap::new();
    let mut seen = Vec::new();
    for expectation in &case.expectations {
        if expectation.view == View::Raster {
            continue;
        }
        let is_made = !matches!(expectation.view, View::Diagnostics | View::Findings(_));
        if is_made && !editions.contains_key(expectation.locale.as_str()) {
            let made = stages::edition(&folder, &expectation.locale);
            let made = made.map_err(|error| format!("{}: {error}", shown(&case.path)))?;
            editions.insert(&expectation.locale, made);
        }
        let made = editions.get(expectation.locale.as_str());
        seen.push((expectation, closed(view(expectation.view, &folder, made)?)));
    }
    compare(case, &seen)
}

fn view(view: View, folder: &Folder, made: Option<&Made>) -> Result<String, String> {
    let made = || made.ok_or("no edition was made");
    Ok(match view {
        View::Layout => concord_pages::dump::pages(&made()?.set),
        View::Tags => made()?.transcript.to_text(),
        View::Text => text(&made()?.transcript),
        View::Diagnostics => stages::findings(folder)?,
        View::Findings(format) => stages::findings_for_programs(folder, format)?,
        View::Raster => String::new(),
    })
}

/// Ended by one line break; a text that says nothing has none.
fn closed(text: String) -> String {
    let text = text.trim_end();
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

fn compare(case: &Case, seen: &[(&Expectation, String)]) -> Result<(), Failed> {
    let differing: Vec<_> =
        seen.iter().filter(|(expectation, text)| case.expected(expectation) != text).collect();
    if differing.is_empty() {
        return Ok(());
    }
    if blesses() {
        let text = case.with_expected(seen)?;
        return std::fs::write(&case.path, text)
            .map_err(|error| format!("{}: {error}", shown(&case.path)).into());
    }
    let reports = differing.iter().map(|(expectation, text)| {
        let (word, expected) = (expectation.view.word(), case.expected(expectation));
        let equal =
            expected.lines().zip(text.lines()).take_while(|(expected, seen)| expected == seen).count();
        let place = format!("{}:{}", shown(&case.path), expectation.line + equal);
        format!("{place}: {word} differs (BLESS=1 accepts what is seen)\n{}", difference(expected, text))
    });
    Err(reports.collect::<Vec<_>>().join("\n").into())
}

/// A unified diff.
pub(crate) fn difference(expected: &str, seen: &str) -> String {
    TextDiff::from_lines(expected, seen).unified_diff().header("expected", "seen").to_string()
}

/// The text of a finished file, one line a block, without the labels of lists and notes. Spaces that are not plain show
/// their names; hyphens at line ends are taken out.
fn text(transcript: &Transcript) -> String {
    let mut out = String::new();
    for number in 0..transcript.elements.len() {
        if transcript.elements[number].parent.is_none() {
            block_text(transcript, number, &mut out);
        }
    }
    let named = [('\u{ad}', ""), ('\u{a0}', "<nbsp>"), ('\u{202f}', "<nnbsp>"), ('\u{2009}', "<thin>")];
    named.iter().fold(out, |text, (character, name)| text.replace(*character, name))
}

fn block_text(transcript: &Transcript, number: usize, out: &mut String) {
    let element = &transcript.elements[number];
    if element.role == "Lbl" {
        return;
    }
    if holds_text(transcript, element) {
        out.push_str(transcript.text(number).trim());
        out.push('\n');
        return;
    }
    for child in &element.children {
        if let Piece::Element(inner) = child {
            block_text(transcript, *inner, out);
        }
    }
}

/// Whether an element holds text itself, or through elements of running text.
fn holds_text(transcript: &Transcript, element: &Element) -> bool {
    const INLINE: [&str; 4] = ["Span", "Link", "Reference", "Quote"];
    element.children.iter().any(|child| match child {
        Piece::Text { .. } => true,
        Piece::Element(inner) => INLINE.contains(&transcript.elements[*inner].role.as_str()),
        Piece::Link(_) => false,
    })
}
