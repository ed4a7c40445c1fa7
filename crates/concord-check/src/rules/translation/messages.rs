//! Every message is translated, and no other.
//!
//! **What.** A translation's `messages.toml` has every key that the source's has, in every table, and no key more. Only
//! names may be more: they replace the ledger's own in one language alone.
//!
//! **Why.** Templates, charts and panels take their words from there; what the source has not, none of them asks for.
//!
//! **How to mend.** Add the key to the translation's file; correct or remove the one that the source has not.

use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::nearest;
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
            let extra = translated.iter().filter(|(key, _)| name != "names" && !table.contains_key(*key));
            let known = || table.keys().map(String::as_str).filter(|key| !translated.contains_key(*key));
            diagnostics.extend(extra.map(|(key, message)| {
                extra_message(source, translation, name, key, message.span, nearest(key, known()))
            }));
        }
        let (nouns, translated) = (&source.messages.nouns, &translation.messages.nouns);
        let missing = nouns.iter().filter(|(unit, _)| !translated.contains_key(*unit));
        diagnostics.extend(
            missing.map(|(unit, noun)| missing_message(source, translation, "nouns", unit, noun.span)),
        );
        let extra = translated.iter().filter(|(unit, _)| !nouns.contains_key(*unit));
        let known = || nouns.keys().map(String::as_str).filter(|unit| !translated.contains_key(*unit));
        diagnostics.extend(extra.map(|(unit, noun)| {
            extra_message(source, translation, "nouns", unit, noun.span, nearest(unit, known()))
        }));
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
        .at(Span::new(translation.messages.source, 0..0), format!("`{key}` is missing in this file"))
        .and(span, format!("the {from} message", from = wording::language(from)))
        .help(help)
}

fn extra_message(
    source: &Manuscript,
    translation: &Manuscript,
    table: &str,
    key: &str,
    span: Span,
    nearest: Option<&str>,
) -> Diagnostic {
    let (from, to) = (&source.language, &translation.language);
    let message = format!(
        "{to}/messages.toml has `{key}` in [{table}], which {from} does not have",
        from = wording::language(from)
    );
    let diagnostic = Diagnostic::new(Code::EXTRA_MESSAGE, message).at(span, "nothing asks for it");
    match nearest {
        Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
        None => diagnostic.help(format!("remove it, or add it to {from}/messages.toml first")),
    }
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
