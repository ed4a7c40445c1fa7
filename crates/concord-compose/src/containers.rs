//! The names of containers.

use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::Block;
use concord_ledger::nearest;

/// Containers that the setter knows.
const SET: &[&str] = &[
    "cover",
    "imprint",
    "contents",
    "front",
    "part",
    "case",
    "back",
    "back-cover",
    "factsheet",
    "lead",
    "box",
    "pull",
    "columns",
    "note",
    "row",
    "cell",
    Block::SHORTER,
];

/// Containers that become something else in this stage.
const GENERATED: &[&str] = &["figures", "chart", "timeline", "map", "sources", "panel"];

/// Whether the setter knows a container.
pub(crate) fn is_set(name: &str) -> bool {
    SET.contains(&name)
}

/// The finding for a container that nobody knows.
pub(crate) fn unknown(name: &str, span: Span) -> Diagnostic {
    let known = || SET.iter().chain(GENERATED).copied();
    let list: Vec<&str> = known().collect();
    let finding = Diagnostic::new(Code::UNKNOWN_CONTAINER, format!("there is no container `{name}`"))
        .at(span, "")
        .note(format!("names are the same in every language: {}", list.join(", ")));
    match nearest(name, known()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding,
    }
}
