//! Links lead where the document says.

use super::compare::Matches;
use super::expected::{Expected, ExpectedLink};
use super::found::Found;
use crate::fold::fold;
use crate::transcript::{LinkTarget, Piece, Transcript};
use concord_diagnostics::{Code, Diagnostic};
use std::collections::BTreeMap;

/// Every link of the file leads somewhere; every link of the document is a `Link` with its words and its target.
pub(super) fn prove(
    transcript: &Transcript,
    expected: &Expected,
    found: &Found,
    matches: &Matches,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for link in &transcript.links {
        if link.target == LinkTarget::Nowhere {
            let message = format!("the link `{}` on page {} leads nowhere", link.description, link.page + 1);
            diagnostics.push(Diagnostic::new(Code::DEAD_LINK, message));
        }
    }
    let mut by_text: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for element in found.links.iter().rev() {
        by_text.entry(fold(&transcript.text(*element))).or_default().push(*element);
    }
    for link in &expected.links {
        let Some(element) = by_text.get_mut(&link.text).and_then(Vec::pop) else {
            diagnostics.push(fault(Code::TAGS_DIFFER, link, "is not a link in the PDF"));
            continue;
        };
        let targets = transcript.elements[element].children.iter().filter_map(|child| match child {
            Piece::Link(link) => Some(&transcript.links[*link].target),
            _ => None,
        });
        let targets: Vec<&LinkTarget> = targets.collect();
        if let Some(what) = wrong_target(link, &targets, expected, found, matches) {
            diagnostics.push(fault(Code::DEAD_LINK, link, &what));
        }
    }
}

fn fault(code: Code, link: &ExpectedLink, what: &str) -> Diagnostic {
    Diagnostic::new(code, format!("the link `{}` {what}", link.text)).at(link.span, "this link")
}

fn wrong_target(
    link: &ExpectedLink,
    targets: &[&LinkTarget],
    expected: &Expected,
    found: &Found,
    matches: &Matches,
) -> Option<String> {
    if targets.is_empty() {
        return Some("cannot be clicked in the PDF".into());
    }
    let Some(id) = link.target.strip_prefix('#') else {
        let wanted = escaped(link.target);
        let same =
            targets.iter().all(|target| matches!(target, LinkTarget::Address(address) if *address == wanted));
        return (!same).then(|| format!("does not lead to {wanted} in the PDF"));
    };
    let passage = expected.ids.iter().find(|(known, _)| *known == id).map(|(_, passage)| *passage);
    let page = passage.and_then(|passage| found.passages[matches.exact(passage)?].first_page());
    targets.iter().find_map(|target| match (target, page) {
        (LinkTarget::Page(to), Some(page)) if *to != page => {
            Some(format!("leads to page {} in the PDF, but `#{id}` is on page {}", to + 1, page + 1))
        }
        (LinkTarget::Page(_), _) => None,
        _ => Some(format!("does not lead to `#{id}` in the PDF")),
    })
}

/// An address as a file writes it: in ASCII (RFC 3986, 2.1).
fn escaped(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'!'..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
