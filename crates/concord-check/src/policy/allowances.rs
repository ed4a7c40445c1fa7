//! Comments that allow a finding where it stands.

use super::unknown_code;
use concord_diagnostics::{Code, Diagnostic, Source, SourceId, Sources, Span};
use concord_document::LanguageTag;
use concord_publication::Publication;
use std::ops::Range;

/// A comment that allows the findings of a code in some lines.
#[derive(Clone, Debug)]
pub(super) struct Allowance {
    code: Code,
    pub(super) reason: String,
    /// The comment.
    span: Span,
    /// The bytes that it is about.
    covers: Range<usize>,
    pub(super) is_used: bool,
}

impl Allowance {
    pub(super) fn allows(&self, sources: &Sources, finding: &Diagnostic) -> bool {
        finding.primary.as_ref().is_some_and(|place| self.covers(sources, finding.code, place.span))
    }

    /// A finding is about the line on which it begins.
    pub(super) fn covers(&self, _: &Sources, code: Code, span: Span) -> bool {
        code == self.code && span.source == self.span.source && self.covers.contains(&(span.start as usize))
    }

    pub(super) fn unused(&self) -> Diagnostic {
        let (id, name) = (self.code.id(), self.code.name());
        Diagnostic::new(
            Code::UNUSED_ALLOWANCE,
            format!("nothing here has to be allowed: there is no {id} ({name})"),
        )
        .at(self.span, "allows nothing")
        .help("remove the comment")
    }
}

/// Whether a file has texts that wait to be translated, of which nothing is found, or is of a language that is left out.
fn waits(publication: &Publication, name: &str) -> bool {
    let Some((folder, path)) = name.split_once('/') else { return false };
    let Ok(tag) = LanguageTag::parse(folder) else { return false };
    let manuscript = publication.manuscripts.get(&tag);
    manuscript.is_none_or(|manuscript| manuscript.lock.of(path).iter().any(|record| record.is_open))
}

/// How comments of a file begin and end.
struct Comments {
    open: &'static str,
    close: Option<&'static str>,
}

/// Every allowance of the publication's own files, and what is wrong with them.
pub(super) fn read(publication: &Publication, sources: &Sources) -> (Vec<Allowance>, Vec<Diagnostic>) {
    let (mut allowances, mut faults) = (Vec::new(), Vec::new());
    for (id, source) in sources.iter() {
        let comments = match source.name().rsplit_once('.') {
            _ if source.name().starts_with(['<']) || source.name().starts_with("templates/") => continue,
            Some((_, "md")) => Comments { open: "<!-- allow ", close: Some("-->") },
            Some((_, "toml")) => Comments { open: "# allow ", close: None },
            _ => continue,
        };
        let waits = waits(publication, source.name());
        for (start, _) in source.text().match_indices(comments.open) {
            match allowance(id, source, start, &comments) {
                Ok(mut allowance) => {
                    allowance.is_used = waits;
                    allowances.push(allowance);
                }
                Err(fault) => faults.push(*fault),
            }
        }
    }
    (allowances, faults)
}

fn allowance(
    id: SourceId,
    source: &Source,
    start: usize,
    comments: &Comments,
) -> Result<Allowance, Box<Diagnostic>> {
    let text = source.text();
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let body_start = start + comments.open.len();
    let (body_end, end) = match comments.close {
        Some(close) => match text[body_start..].find(close) {
            Some(at) => (body_start + at, body_start + at + close.len()),
            None => (line_end, line_end),
        },
        None => (line_end, line_end),
    };
    let span = Span::new(id, start..end);
    let body = &text[body_start..body_end];
    let (word, reason) = body.split_once(':').unwrap_or((body, ""));
    let word = word.trim();
    let Some(code) = Code::find(word) else {
        let mut fault = unknown_code(word, span);
        fault.code = Code::INVALID_ALLOWANCE;
        return Err(Box::new(fault));
    };
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.chars().filter(|character| character.is_alphabetic()).count() < 3 {
        let message = format!("the comment allows {} without a reason", code.id());
        let fault = Diagnostic::new(Code::INVALID_ALLOWANCE, message)
            .at(span, "no reason")
            .note("whoever reads it later must be able to tell whether it still holds");
        let close = comments.close.map(|close| format!(" {close}")).unwrap_or_default();
        return Err(Box::new(fault.help(format!("write `{}{}: why{close}`", comments.open, code.id()))));
    }
    Ok(Allowance { code, reason, span, covers: covered(text, start, end), is_used: false })
}

/// The line that a comment stands behind; where it stands alone, what follows up to the next empty line. Comments above
/// one another are about the same.
fn covered(text: &str, start: usize, end: usize) -> Range<usize> {
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let is_alone = text[line_start..start].trim().is_empty() && text[end..line_end].trim().is_empty();
    if !is_alone {
        return line_start..line_end;
    }
    let mut at = (line_end + 1).min(text.len());
    let mut has_begun = false;
    for line in text[at..].split_inclusive('\n') {
        let trimmed = line.trim();
        let is_comment = trimmed.starts_with("<!--") || trimmed.starts_with("# ");
        match (trimmed.is_empty(), has_begun) {
            (true, true) => break,
            (true, false) => {}
            (false, _) => has_begun |= !is_comment,
        }
        at += line.len();
    }
    line_start..at
}
