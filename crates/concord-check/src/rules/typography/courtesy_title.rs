//! Titles before names.
//!
//! **What.** `Mr`, `Mrs` or `Ms` in French or Spanish; `Sr`, `Sra`, `Dr` without a full stop in Spanish; `Mr.` with one in
//! British English.
//!
//! **Why.** `Mr` is no French abbreviation: it is `M.`; the full stop follows the language's rule.
//!
//! **How to mend.** Write the language's form.

use super::in_passages;
use crate::Context;
use crate::passages::Passage;
use crate::values::LanguageKind;
use concord_diagnostics::Code;
use concord_locale::Style;

/// A form without its full stop, and the language's own form.
const FRENCH: &[(&str, &str)] =
    &[("Mr", "M."), ("Mrs", "Mme"), ("Ms", "Mme"), ("Miss", "Mlle"), ("Mssrs", "MM.")];
const SPANISH: &[(&str, &str)] = &[
    ("Mr", "Sr."),
    ("Mrs", "Sra."),
    ("Ms", "Sra."),
    ("Miss", "Srta."),
    ("Sr", "Sr."),
    ("Sra", "Sra."),
    ("Srta", "Srta."),
    ("Dr", "Dr."),
    ("Dra", "Dra."),
];
const BRITISH: &[(&str, &str)] = &[("Mr", "Mr"), ("Mrs", "Mrs"), ("Ms", "Ms"), ("Dr", "Dr")];

/// Looks at every title before a capital.
pub fn find(context: &Context<'_>) -> Vec<concord_diagnostics::Diagnostic> {
    in_passages(context, |passage, kind, found| {
        let style = context.locale_of(passage.tag()).map(concord_locale::Locale::style);
        let forms = match (kind, style) {
            (LanguageKind::French, _) => FRENCH,
            (LanguageKind::Spanish, _) => SPANISH,
            (LanguageKind::English, Some(Style::British | Style::EnglishEu)) => BRITISH,
            _ => return,
        };
        for at in 0..passage.tokens.len() {
            let Some((end, own)) = judge(passage, forms, at) else { continue };
            let range = passage.range(at..end);
            let message = format!(
                "`{}` is not a title as {} writes it",
                passage.text(range.clone()),
                passage.language_name()
            );
            let finding = passage.finding(Code::COURTESY_TITLE, range.clone(), message, "");
            let finding = finding.map(|finding| finding.help(format!("write `{own}`")));
            found.extend(finding.map(|finding| passage.mend(finding, range, own, false, context.sources)));
        }
    })
}

fn judge(passage: &Passage, forms: &'static [(&str, &str)], at: usize) -> Option<(usize, &'static str)> {
    let (_, own) = forms.iter().find(|(form, _)| *form == passage.word(at))?;
    let has_stop = passage.word(at + 1) == ".";
    let end = at + 1 + usize::from(has_stop);
    let is_before_name =
        passage.is_space(end) && passage.word(end + 1).chars().next().is_some_and(char::is_uppercase);
    (is_before_name && passage.text(passage.range(at..end)) != *own).then_some((end, *own))
}
