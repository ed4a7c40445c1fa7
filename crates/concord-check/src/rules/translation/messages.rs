//! Every message is translated.
//!
//! **What.** A translation's `messages.toml` has every key that the source's has, in every table.
//!
//! **Why.** Templates, charts and panels take their words from there.
//!
//! **How to mend.** Add the key to the translation's file.

use concord_diagnostics::{Code, Diagnostic, Span};
use concord_publication::{Manuscript, Publication};

/// Looks at every translation.
pub fn find(publication: &Publication) -> Vec<Diagnostic> {
    let Some(source) = publication.source() else { return Vec::new() };
    let mut diagnostics = Vec::new();
    for translation in publication.translations() {
        let tables = source.messages.tables().into_iter().zip(translation.messages.tables());
        for ((name, table), (_, translated)) in tables {
            let missing = table.iter().filter(|(key, _)| !translated.contains_key(*key));
            diagnostics.extend(
                missing.map(|(key, message)| missing_message(source, translation, name, key, message.span)),
            );
        }
        let (nouns, translated) = (&source.messages.nouns, &translation.messages.nouns);
        let missing = nouns.iter().filter(|(unit, _)| !translated.contains_key(*unit));
        diagnostics.extend(
            missing.map(|(unit, noun)| missing_message(source, translation, "nouns", unit, noun.span)),
        );
    }
    diagnostics
}

fn missing_message(
    source: &Manuscript,
    translation: &Manuscript,
    table: &str,
    key: &str,
    span: Span,
) -> Diagnostic {
    let (from, to) = (&source.language, &translation.language);
    let help = match table {
        "nouns" => format!("add [nouns.{key}] with its plural forms to {to}/messages.toml"),
        _ => format!("add `{key} = \"...\"` to [{table}] of {to}/messages.toml"),
    };
    Diagnostic::new(Code::MESSAGE_MISSING, format!("{to}/messages.toml has no `{key}` in [{table}]"))
        .at(Span::new(translation.messages.source, 0..0), format!("`{key}` is missing"))
        .and(span, format!("the {from} message"))
        .help(help)
}

#[cfg(test)]
mod tests {
    use crate::testing::{manuscript, noun, publication, seen, spanned, tag};

    #[test]
    fn every_table_is_compared() {
        let mut publication = publication("");
        let mut english = manuscript("en", 1, []);
        english.messages.labels.insert("women".to_owned(), spanned("Women".to_owned()));
        english.messages.nouns.insert("country".to_owned(), noun(&[("other", "countries")]));
        publication.manuscripts.insert(tag("en"), english);
        publication.manuscripts.insert(tag("fr"), manuscript("fr", 2, []));
        assert_eq!(
            seen(&super::find(&publication)),
            [
                "T306 fr/messages.toml has no `women` in [labels]",
                "T306 fr/messages.toml has no `country` in [nouns]"
            ]
        );
    }
}
