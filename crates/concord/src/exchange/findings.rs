//! What is said of files and units that cannot be taken in.

use concord_diagnostics::{Code, Diagnostic, Sources, Span};
use concord_document::LanguageTag;
use concord_exchange::take::Fault;
use concord_exchange::{Received, name_token};
use concord_publication::Publication;

/// The remedy for files that are broken or old.
pub(super) const EXPORT_AGAIN: &str =
    "export the texts again; most tools take over what was translated in the old file";

/// The language that a file is for, if it belongs to the publication; else, in words, why it does not.
pub(super) fn belongs(
    received: &Received,
    publication: &Publication,
    expected: Option<&LanguageTag>,
) -> Result<LanguageTag, String> {
    let id = &publication.config.id;
    if let Some(other) = received.publications.iter().find(|known| name_token(known) != name_token(id)) {
        return Err(format!("is of the publication `{other}`, and this is `{id}`"));
    }
    if received.publications.is_empty() && received.units.is_empty() {
        return Err("holds no unit".to_owned());
    }
    let source = &publication.config.source_locale.value;
    if let Some(other) = received.source.as_ref().filter(|other| !is_tag(other, source)) {
        return Err(format!("is translated from `{other}`, and the texts here are in `{source}`"));
    }
    let Some(target) = &received.target else {
        return Err("does not say which language it is for".to_owned());
    };
    let tag = LanguageTag::parse(target)
        .map_err(|error| format!("is for a language that there is none of: {error}"))?;
    if tag == *source {
        return Err(format!("is for `{tag}`, which is the language that is translated from"));
    }
    match expected {
        Some(expected) if *expected != tag => Err(format!("is for `{tag}`, and `{expected}` was asked for")),
        _ => Ok(tag),
    }
}

fn is_tag(text: &str, tag: &LanguageTag) -> bool {
    LanguageTag::parse(text).is_ok_and(|text| text == *tag)
}

/// The first line of a unit, which names it.
pub(super) fn shown(sources: &Sources, span: Span) -> Span {
    let first = sources.snippet(span).lines().next().map_or(0, str::len);
    span.slice(0, first)
}

/// A unit that stands twice.
pub(super) fn twice(unit: &str, span: Span) -> Diagnostic {
    let message = format!("the unit `{unit}` comes twice, with different translations");
    Diagnostic::new(Code::UNKNOWN_UNIT, message)
        .at(span, "the second")
        .help("leave out one of the two files or units")
}

/// A unit that cannot be written.
pub(super) fn unwritable(code: Code, unit: &str, span: Span) -> Diagnostic {
    if code == Code::UNIT_WITHOUT_PLACE {
        let message = format!("the translated file has no block for the unit `{unit}`");
        let help =
            "put the block into the translated file first, as a copy of the source's, and import again";
        return Diagnostic::new(code, message).at(span, "this translation has no place").help(help);
    }
    let message = format!("the translation of the unit `{unit}` does not read back as it was written");
    let help = "look at spaces beside bold or italics, and at signs that are markup where the text stands";
    Diagnostic::new(code, message).at(span, "this unit").help(help)
}

/// A unit that cannot be taken.
pub(super) fn refused(fault: &Fault, unit: &str, span: Span) -> Diagnostic {
    let finding = |code, message: String| Diagnostic::new(code, message).at(span, "this unit");
    match fault {
        Fault::Unknown => {
            let message = format!("the publication has no unit `{unit}` with this source text");
            finding(Code::UNKNOWN_UNIT, message).help(EXPORT_AGAIN)
        }
        Fault::Outdated => {
            let message = format!("the source of the unit `{unit}` is not the text that was translated");
            finding(Code::OUTDATED_UNIT, message).help(EXPORT_AGAIN)
        }
        Fault::ChangedTwice => {
            let message =
                format!("the translation of the unit `{unit}` changed here too since the file was made");
            let help = "decide which of the two is right, and export the texts again";
            finding(Code::CHANGED_TWICE, message).help(help)
        }
        Fault::UnknownMarker(id) => {
            let message = format!(
                "the translation of the unit `{unit}` has a placeholder `{id}` that its source has not"
            );
            finding(Code::PLACEHOLDER_ADDED, message)
                .help("copy placeholders from the source of the same unit only")
        }
        Fault::Disorder => {
            let message =
                format!("in the translation of the unit `{unit}` placeholders begin and end crosswise");
            finding(Code::PLACEHOLDER_MISSING, message).help("close first what was opened last")
        }
        Fault::NoText => {
            let message = format!("the translation of the unit `{unit}` is not one piece of running text");
            let help =
                "write it without empty lines, list signs or headings; a sign of these is escaped with `\\`";
            finding(Code::UNWRITABLE_UNIT, message).help(help)
        }
        Fault::Placeholders(differences) => {
            let is_missing = differences.iter().any(|difference| difference.found < difference.expected);
            let code = if is_missing { Code::PLACEHOLDER_MISSING } else { Code::PLACEHOLDER_ADDED };
            let list = differences.iter().map(|it| {
                let what = it.kind.words();
                match it.found {
                    0 => format!("{what} `{}` is missing", it.written),
                    found => {
                        format!("{what} `{}` is there {found} times instead of {}", it.written, it.expected)
                    }
                }
            });
            let list = list.collect::<Vec<_>>().join(", ");
            finding(code, format!("in the translation of the unit `{unit}`, {list}")).help(
                "a translation has the placeholders of its source, each as often as there, in any order",
            )
        }
    }
}
