//! A language has its own quotation marks.
//!
//! **What.** A quotation stands between marks that are not those of the language in the publication's house style: `“ ”`
//! in French, `« »` in English. Inside another quotation every mark of the language will do. Straight marks are set as
//! the house style has them, and are no fault.
//!
//! **Why.** They are set as they are typed, and the page shows that the text was translated.
//!
//! **How to mend.** Take the language's marks, or straight ones.

use super::quotations::{Quotation, Quotations};
use crate::Context;
use crate::passages::{Passage, paragraphs};
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Edit};

/// Looks at every quotation.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for paragraph in paragraphs(context.passages()) {
        let pairs = Quotations::of(paragraph).pairs;
        found.extend(pairs.into_iter().filter_map(|quotation| judge(context, paragraph, quotation)));
    }
    found
}

fn judge(context: &Context<'_>, paragraph: &[Passage], quotation: Quotation) -> Option<Diagnostic> {
    let Quotation { open, close, level, holds_others } = quotation;
    let (first, last) = (paragraph.get(open.passage)?, paragraph.get(close.passage)?);
    first.language?;
    let locale = context.locale_of(first.tag())?;
    let marks = |level: usize| {
        let (open, close) = locale.quotes(level);
        Some((open.chars().next()?, close.chars().next_back()?))
    };
    let written = (open.sign, close.sign);
    let is_outermost = level == 0 && !first.run.is_continued;
    let allowed = if is_outermost { 0..1 } else { 0..3 };
    if open.sign == '"' || allowed.filter_map(marks).any(|own| own == written) {
        return None;
    }
    let (own_open, own_close) = marks(level)?;
    let (tag, style) = (first.tag(), locale.style().name());
    let message = format!(
        "`{} {}` are no quotation marks of {tag} in the style {style}",
        open.sign,
        close.sign,
        tag = wording::language(tag)
    );
    let span = first.run.span(open.at..open.at + 1)?;
    let end = last.run.span(close.at..close.at + 1)?;
    let finding = Diagnostic::new(Code::FOREIGN_QUOTATION_MARKS, message)
        .at(span, "opened here")
        .and(end, "closed here")
        .help(format!("write `{own_open} {own_close}`, or straight marks, which are set in the house style"));
    let sources = context.sources;
    let exact = first.exact(open.at..open.at + 1, sources).zip(last.exact(close.at..close.at + 1, sources));
    Some(match exact {
        Some((open, close)) => {
            let (before, after) = locale.quotes(level);
            let edits =
                vec![Edit { span: open, replacement: before }, Edit { span: close, replacement: after }];
            finding.with_fix(edits, !holds_others)
        }
        None => finding,
    })
}
