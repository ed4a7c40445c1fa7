//! One way of typing in a file.
//!
//! **What.** A file types apostrophes, quotation marks or the ellipsis both as a typewriter does and as they are printed:
//! `l'Union` and `l’Union`, `"a"` and `«b»`, `...` and `…`.
//!
//! **Why.** Both come out alike, so this is a note; but whoever searches the file finds only half.
//!
//! **How to mend.** Type the file one way; `concord check --fix` takes the printed form.

use crate::Context;
use crate::passages::Passage;
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Edit, SourceId, Span};
use std::collections::BTreeMap;

/// The places of a sign in a file by the way that it is typed.
#[derive(Default)]
struct Ways {
    plain: Vec<(Span, Option<Edit>)>,
    printed: Option<Span>,
}

/// What is typed in two ways.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Apostrophe,
    Quotation,
    Ellipsis,
}

/// Looks at every file.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut files: BTreeMap<(SourceId, Sign), Ways> = BTreeMap::new();
    for passage in context.passages().iter().filter(|passage| passage.language.is_some()) {
        for at in 0..passage.characters.len() {
            if let Some((sign, is_plain, length)) = sign_at(passage, at) {
                let Some(span) = passage.run.span(at..at + length) else { continue };
                let ways = files.entry((passage.source, sign)).or_default();
                if is_plain {
                    let exact = passage.exact(at..at + length, context.sources);
                    ways.plain.push((span, exact.and_then(|span| edit(sign, span))));
                } else {
                    ways.printed.get_or_insert(span);
                }
            }
        }
    }
    files.into_iter().filter_map(|((file, sign), ways)| finding(context, file, sign, ways)).collect()
}

/// The sign at a place, whether it is typed plainly, and how long it is.
fn sign_at(passage: &Passage, at: usize) -> Option<(Sign, bool, usize)> {
    let is_letter = |by| passage.beside(at, by).is_some_and(char::is_alphabetic);
    let is_dot = |by| passage.beside(at, by) == Some('.');
    match passage.characters[at] {
        // Before an expression too: `l'{{term "icmpd"}}`.
        sign @ ('\'' | '’') if is_letter(-1) && (is_letter(1) || passage.beside(at, 1) == Some('\0')) => {
            Some((Sign::Apostrophe, sign == '\'', 1))
        }
        // Inches are no quotation.
        '"' if !passage.beside(at, -1).is_some_and(|c| c.is_ascii_digit()) => {
            Some((Sign::Quotation, true, 1))
        }
        '“' | '”' | '«' | '»' => Some((Sign::Quotation, false, 1)),
        '…' => Some((Sign::Ellipsis, false, 1)),
        '.' if is_dot(1) && is_dot(2) && !is_dot(3) && !is_dot(-1) => Some((Sign::Ellipsis, true, 3)),
        _ => None,
    }
}

fn edit(sign: Sign, span: Span) -> Option<Edit> {
    let replacement = match sign {
        Sign::Apostrophe => "’",
        Sign::Ellipsis => "…",
        // Which way a mark looks depends on its partner.
        Sign::Quotation => return None,
    };
    Some(Edit { span, replacement: replacement.to_owned() })
}

fn finding(context: &Context<'_>, file: SourceId, sign: Sign, ways: Ways) -> Option<Diagnostic> {
    let (first, _) = ways.plain.first()?;
    let printed = ways.printed?;
    let name = context.sources.get(file)?.name();
    let (what, plain, typographic) = match sign {
        Sign::Apostrophe => ("apostrophes", "straight", "typographic"),
        Sign::Quotation => ("quotation marks", "straight", "typographic"),
        Sign::Ellipsis => ("the ellipsis", "as three dots", "as one sign"),
    };
    let message = format!("`{name}` types {what} both {plain} and {typographic}");
    let finding = Diagnostic::new(Code::MIXED_MARKS, message)
        .at(*first, format!("{plain}, in {}", wording::places(ways.plain.len())))
        .and(printed, typographic)
        .help("type the file one way; both are printed alike");
    let edits: Vec<Edit> = ways.plain.into_iter().filter_map(|(_, edit)| edit).collect();
    Some(if edits.is_empty() { finding } else { finding.with_fix(edits, true) })
}
