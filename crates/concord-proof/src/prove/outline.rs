//! Bookmarks and contents lead where they say.

use super::compare::Matches;
use super::expected::{Expected, Kind};
use super::found::Found;
use crate::fold::fold;
use crate::transcript::{LinkTarget, Transcript};
use concord_diagnostics::{Code, Diagnostic};
use concord_document::Document;

/// Every bookmark is a heading of the document, in order, and leads to its page; every entry of the contents leads to
/// the page that it shows.
pub(super) fn prove(
    transcript: &Transcript,
    document: &Document,
    expected: &Expected,
    found: &Found,
    matches: &Matches,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let headings: Vec<usize> = (0..expected.passages.len())
        .filter(|number| matches!(expected.passages[*number].kind, Kind::Heading(_)))
        .collect();
    let contents = fold(&document.words.contents);
    let mut rest = headings.as_slice();
    for item in &transcript.outline {
        let title = fold(&item.title);
        let Some(page) = item.page else {
            let message = format!("the bookmark `{title}` leads nowhere");
            diagnostics.push(Diagnostic::new(Code::DEAD_LINK, message));
            continue;
        };
        match rest.iter().position(|number| is_title(&title, &expected.passages[*number].text)) {
            Some(at) => {
                let heading = rest[at];
                rest = &rest[at + 1..];
                let stands = matches.exact(heading).and_then(|at| found.passages[at].first_page());
                if stands.is_some_and(|stands| stands != page) {
                    let message = format!("the bookmark `{title}` leads to page {}", page + 1);
                    let on = format!("stands on page {}", stands.unwrap_or_default() + 1);
                    diagnostics.push(
                        Diagnostic::new(Code::DEAD_LINK, message).at(expected.passages[heading].span, on),
                    );
                }
            }
            None if title == contents => {}
            None => {
                let message =
                    format!("the bookmark `{title}` is no heading of the document, or not in its place");
                diagnostics.push(Diagnostic::new(Code::TEXT_DIFFERS, message));
            }
        }
    }
    if transcript.outline.is_empty() && !headings.is_empty() {
        diagnostics.push(Diagnostic::new(Code::TAGS_DIFFER, "the PDF has no bookmarks"));
    }
    table_of_contents(transcript, diagnostics);
}

/// A part's bookmark may have the part's number before its title.
fn is_title(title: &str, heading: &str) -> bool {
    title == heading
        || title
            .strip_suffix(heading)
            .is_some_and(|before| before.ends_with([' ', '.']) && before.chars().count() <= 12)
}

fn table_of_contents(transcript: &Transcript, diagnostics: &mut Vec<Diagnostic>) {
    for (number, element) in transcript.elements.iter().enumerate() {
        if element.role != "TOCI" {
            continue;
        }
        let text = fold(&transcript.text(number));
        let link = transcript
            .links
            .iter()
            .find(|link| link.element.is_some_and(|of| is_within(transcript, of, number)));
        let page = match link.map(|link| &link.target) {
            Some(LinkTarget::Page(page)) => *page,
            _ => {
                let message = format!("the entry `{text}` of the contents leads nowhere");
                diagnostics.push(Diagnostic::new(Code::DEAD_LINK, message));
                continue;
            }
        };
        let label = transcript.pages.get(page).map_or("", |page| page.label.as_str());
        if !text.ends_with(label) && !text.ends_with(&(page + 1).to_string()) {
            let message = format!("the entry `{text}` of the contents leads to page {label}");
            diagnostics.push(Diagnostic::new(Code::DEAD_LINK, message));
        }
    }
}

fn is_within(transcript: &Transcript, element: usize, ancestor: usize) -> bool {
    let mut at = Some(element);
    while let Some(number) = at {
        if number == ancestor {
            return true;
        }
        at = transcript.elements.get(number).and_then(|element| element.parent);
    }
    false
}
