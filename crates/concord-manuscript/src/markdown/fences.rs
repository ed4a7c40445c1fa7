//! `:::` lines: finding and reading them, and hiding them from the Markdown parser.

use super::attributes::{self, Fault};
use concord_diagnostics::{Code, Diagnostic, SourceId, Span};
use concord_document::Attributes;
use std::ops::Range;

/// One fence line.
#[derive(Clone, Debug)]
pub(super) struct Fence {
    /// From the first colon to the end of the line, without the line break.
    pub(super) range: Range<usize>,
    pub(super) kind: FenceKind,
}

/// What a fence line does.
#[derive(Clone, Debug)]
pub(super) enum FenceKind {
    /// Opens a container.
    Open(Opening),
    /// Is a whole container without content.
    Empty(Opening),
    /// Closes the innermost container.
    Close,
}

/// What follows the colons.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    pub(super) name: String,
    pub(super) argument: Option<String>,
    pub(super) attributes: Attributes,
}

/// Every line that begins with three or more colons. Whether it stands where blocks stand is not known here: one in a
/// comment or a code block is never asked for, since no event of the parser starts there.
pub(super) fn find(source: SourceId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line[indent..].starts_with(":::") {
            let range = line_start + indent..line_start + line.trim_end().len();
            let kind = read(text, range.clone()).unwrap_or_else(|fault| {
                diagnostics.push(fault.into_diagnostic(source));
                unreadable(&text[range.clone()])
            });
            fences.push(Fence { range, kind });
        }
        line_start += line.len();
    }
    fences
}

/// What a line that cannot be read most probably is, so that its partner is not reported too. It has no name.
fn unreadable(line: &str) -> FenceKind {
    let opening = Opening { name: String::new(), argument: None, attributes: Attributes::default() };
    if line.ends_with(":::") { FenceKind::Empty(opening) } else { FenceKind::Open(opening) }
}

/// The text with every fence line as a thematic break of the same length.
pub(super) fn mask(text: &str, fences: &[Fence]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for fence in fences {
        masked.push_str(&text[done..fence.range.start]);
        masked.push_str("___");
        masked.extend(std::iter::repeat_n(' ', fence.range.len() - 3));
        done = fence.range.end;
    }
    masked.push_str(&text[done..]);
    masked
}

/// Reads `:::`, `::: name argument {attributes}` or the same with a closing `:::`.
fn read(text: &str, range: Range<usize>) -> Result<FenceKind, Fault> {
    let line = &text[range.clone()];
    let inner = line.trim_start_matches(':').trim_start();
    if inner.is_empty() {
        return Ok(FenceKind::Close);
    }
    let start = range.end - inner.len();
    let open = inner.trim_end_matches(':');
    let empty = inner.len() - open.len() >= 3 && open.ends_with([' ', '\t', '}']);
    let inner = if empty { open.trim_end() } else { inner };
    let end = start + inner.len();

    let name_length = inner.find(|character: char| !is_name(character)).unwrap_or(inner.len());
    let name = &inner[..name_length];
    if name.is_empty() || !inner[name_length..].starts_with([' ', '\t', '{']) && name_length < inner.len() {
        // A word that no container is called by, such as its name in another language, is for the list of names to refuse.
        let word = inner.split([' ', '\t', '{']).next().unwrap_or_default();
        if !word.is_empty() && word.chars().all(|c| c.is_lowercase() || is_name(c)) {
            let opening =
                Opening { name: word.to_owned(), argument: None, attributes: Attributes::default() };
            return Ok(if empty { FenceKind::Empty(opening) } else { FenceKind::Open(opening) });
        }
        let message = "the name of a container is lower-case letters, digits and hyphens";
        return Err(Fault::new(start..end, message).without_note());
    }
    let mut at = start + name_length;
    let mut opening = Opening { name: name.to_owned(), argument: None, attributes: Attributes::default() };
    while at < end {
        let rest = &text[at..end];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.starts_with('{') {
            let (read, after) = attributes::read(text, at, end)?;
            opening.attributes = read;
            if !text[after..end].trim().is_empty() {
                return Err(Fault::new(after..end, "nothing may follow the braces"));
            }
            break;
        }
        let length = trimmed.find([' ', '\t', '{']).unwrap_or(trimmed.len());
        if opening.argument.is_some() {
            return Err(Fault::new(at..at + length, "only one word may follow the name of a container"));
        }
        opening.argument = Some(attributes::unescape(&trimmed[..length]));
        at += length;
    }
    Ok(if empty { FenceKind::Empty(opening) } else { FenceKind::Open(opening) })
}

fn is_name(character: char) -> bool {
    character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
}

/// A finding about a fence that has no partner.
pub(super) fn unbalanced(source: SourceId, range: Range<usize>, message: &str) -> Diagnostic {
    Diagnostic::new(Code::UNBALANCED_CONTAINER, message).at(Span::new(source, range), "")
}
