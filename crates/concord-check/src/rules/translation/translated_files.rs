//! Every text is translated.
//!
//! **What.** A translation has a file for every file of the source, and no other.
//!
//! **Why.** The documents of all languages are put together in the same way; a missing file is a missing chapter.
//!
//! **How to mend.** Add the file, rename it as the source's, or remove it.

use crate::alignment::beginning;
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::nearest;
use concord_publication::{Manuscript, Publication, Text};

/// Looks at every translation.
pub fn find(publication: &Publication) -> Vec<Diagnostic> {
    let Some(source) = publication.source() else { return Vec::new() };
    let mut diagnostics = Vec::new();
    for translation in publication.translations() {
        let missing = source.texts.iter().filter(|(path, _)| !translation.texts.contains_key(*path));
        diagnostics.extend(missing.map(|(path, text)| missing_file(source, translation, path, text)));
        let extra = translation.texts.iter().filter(|(path, _)| !source.texts.contains_key(*path));
        diagnostics.extend(extra.map(|(path, text)| extra_file(source, translation, path, text)));
    }
    diagnostics
}

/// Every manuscript but the source.
fn missing_file(source: &Manuscript, translation: &Manuscript, path: &str, text: &Text) -> Diagnostic {
    let (from, to) = (&source.language, &translation.language);
    Diagnostic::new(Code::MISSING_TRANSLATION, format!("{from}/{path} has no translation {to}/{path}"))
        // The place decides whose finding it is: that of the language which lacks the file.
        .at(Span::new(translation.messages.source, 0..0), format!("no `{path}` beside this file"))
        .and(beginning(text), format!("the {from} text", from = wording::language(from)))
        .help(format!("add {to}/{path} with the same structure"))
}

fn extra_file(source: &Manuscript, translation: &Manuscript, path: &str, text: &Text) -> Diagnostic {
    let (from, to) = (&source.language, &translation.language);
    let untranslated = source.texts.keys().filter(|path| !translation.texts.contains_key(*path));
    let help = match nearest(path, untranslated.map(String::as_str)) {
        Some(nearest) => format!("rename it {to}/{nearest}, or remove it"),
        None => format!("add {from}/{path}, or remove it"),
    };
    Diagnostic::new(
        Code::EXTRA_TRANSLATION,
        format!("{to}/{path} translates nothing: there is no {from}/{path}"),
    )
    .at(beginning(text), "")
    .help(help)
}

#[cfg(test)]
mod tests {
    use crate::testing::{manuscript, publication, seen, tag};
    use concord_document::Content;

    #[test]
    fn missing_and_extra_files_are_seen() {
        let mut publication = publication("");
        let empty = Content::default;
        publication
            .manuscripts
            .insert(tag("en"), manuscript("en", 1, [("a.md", empty()), ("actions/mali-1.md", empty())]));
        publication
            .manuscripts
            .insert(tag("fr"), manuscript("fr", 2, [("a.md", empty()), ("actions/mali-2.md", empty())]));
        let found = super::find(&publication);
        assert_eq!(
            seen(&found),
            [
                "T301 en/actions/mali-1.md has no translation fr/actions/mali-1.md",
                "T302 fr/actions/mali-2.md translates nothing: there is no en/actions/mali-2.md",
            ]
        );
        assert_eq!(found[1].help.as_deref(), Some("rename it fr/actions/mali-1.md, or remove it"));
    }
}
