//! Every message is translated, and no other.
//!
//! **What.** A translation's `messages.toml` has every key that the source's has, in every table, and no key more. Only
//! names may be more: they replace the ledger's own in one language alone.
//!
//! **Why.** Templates, charts and panels take their words from there; what the source has not, none of them asks for.
//!
//! **How to mend.** Add the key to the translation's file; correct or remove the one that the source has not.

use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Severity, Span};
use concord_document::{InlineKind, walk};
use concord_ledger::{Qualifier, nearest};
use concord_locale::{CONVENTION_KEYS, Language, Locale};
use concord_publication::{Manuscript, Publication};

/// Looks at every translation.
pub fn find(publication: &Publication) -> Vec<Diagnostic> {
    let Some(source) = publication.source() else { return Vec::new() };
    let mut diagnostics = Vec::new();
    for translation in publication.translations() {
        diagnostics.extend(missing_conventions(publication, source, translation));
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

/// Words that facts of the ledger and expressions of the source ask for, and that a language without tables does not state:
/// one finding a language.
fn missing_conventions(
    publication: &Publication,
    source: &Manuscript,
    translation: &Manuscript,
) -> Option<Diagnostic> {
    let locale = Locale::new(translation.language.as_str(), None).ok()?;
    if locale.language() != Language::Other {
        return None;
    }
    let stated = &translation.messages.conventions;
    let missing: Vec<&str> =
        asked_for(publication, source).into_iter().filter(|key| !stated.contains_key(*key)).collect();
    if missing.is_empty() {
        return None;
    }
    let to = &translation.language;
    let keys = missing.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let message = format!("{to}/messages.toml does not say how the language writes {keys}");
    let mut finding = Diagnostic::new(Code::MESSAGE_MISSING, message)
        .at(Span::new(translation.messages.source, 0..0), "[conventions] has no words for this")
        .note("signs and figures take their place, such as `>120`")
        .help(format!(
            "write them into [conventions], such as {} = \"...\": docs/publication-folder.md has the list",
            missing[0]
        ));
    finding.severity = Severity::Warning;
    Some(finding)
}

/// The conventions that are used, in the order of their list.
fn asked_for(publication: &Publication, source: &Manuscript) -> Vec<&'static str> {
    let mut expressions = String::new();
    for text in source.texts.values() {
        let notes = text.content.notes.values().map(|note| &note.blocks);
        for blocks in std::iter::once(&text.content.blocks).chain(notes) {
            walk::blocks(blocks, &mut |block| {
                for list in walk::inline_lists(block) {
                    walk::inlines(list, &mut |inline| {
                        if let InlineKind::Expression(expression) = &inline.kind {
                            expressions.push_str(&expression.source);
                            expressions.push('\n');
                        }
                    });
                }
            });
        }
    }
    let counts = publication.ledger.counts.values();
    let has = |qualifier| counts.clone().any(|count| count.qualifier == qualifier);
    let asked = |key: &str| match key {
        "at-least" => has(Qualifier::AtLeast),
        "more-than" => has(Qualifier::MoreThan),
        "about" => has(Qualifier::About),
        "almost" => has(Qualifier::Almost),
        "up-to" => has(Qualifier::UpTo),
        "ordinal" => expressions.contains("ordinal "),
        "numbers" => expressions.contains("style=\"words\""),
        "period" => expressions.contains("form=\"prose\""),
        "period-in-list" => expressions.contains("period "),
        // What is not stated there is CLDR's, or the same as for other nouns.
        _ => false,
    };
    CONVENTION_KEYS.iter().map(|(key, _)| *key).filter(|key| asked(key)).collect()
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

    #[test]
    fn a_language_without_tables_states_the_words_that_facts_ask_for() {
        let ledger =
            "[counts.countries]\nvalue = 120\nqualifier = \"more-than\"\nunit = \"country\"\nsources = []\n";
        let mut publication = publication(ledger);
        publication.manuscripts.insert(tag("pt"), manuscript("pt", 2, []));
        publication.manuscripts.insert(tag("fr"), manuscript("fr", 3, []));
        let found = super::find(&publication);
        assert_eq!(seen(&found), ["T306 pt/messages.toml does not say how the language writes `more-than`"]);
        assert_eq!(found[0].severity, concord_diagnostics::Severity::Warning);
        let mut stated = manuscript("pt", 2, []);
        stated.messages.conventions.insert("more-than".to_owned(), spanned("mais de {number}".to_owned()));
        publication.manuscripts.insert(tag("pt"), stated);
        assert_eq!(seen(&super::find(&publication)), Vec::<String>::new());
    }
}
