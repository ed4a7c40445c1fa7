//! `glossary.toml`.

use crate::config::{canonical, language_strings, refuse_no_tags};
use crate::tables::{Reader, Table, with_suggestion};
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::LanguageTag;
use concord_publication::{Glossary, Manuscript, Term};
use std::collections::BTreeMap;

const TERM_TABLES: &[&str] = &["acronym", "forbidden"];

/// Reads the glossary.
pub(crate) fn read(table: &Table, reader: &mut Reader<'_>) -> Glossary {
    reader.refuse_unknown(table, &["terms"], "glossary.toml");
    let mut glossary = Glossary::default();
    let Some(terms) = reader.table(table, "terms") else { return glossary };
    for (id, entry) in reader.all_tables(terms) {
        glossary.terms.insert(id.to_owned(), term(id, entry, reader));
    }
    glossary
}

/// Adds the terms that languages have in their own messages.
pub(crate) fn add_terms(
    glossary: &mut Glossary,
    manuscripts: &BTreeMap<LanguageTag, Manuscript>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (tag, manuscript) in manuscripts {
        for (id, translation) in &manuscript.messages.terms {
            let Some(term) = glossary.terms.get_mut(id) else {
                let message = format!("the glossary has no term `{id}`");
                let finding = Diagnostic::new(Code::UNKNOWN_KEY, message).at(translation.span, "");
                diagnostics.push(with_suggestion(finding, id, glossary.terms.keys().map(String::as_str)));
                continue;
            };
            match term.translations.get(tag.as_str()) {
                Some(known) => diagnostics.push(stated_twice(id, tag, translation.span, known.span)),
                None => {
                    term.translations.insert(tag.as_str().to_owned(), translation.clone());
                }
            }
        }
    }
}

fn stated_twice(id: &str, tag: &LanguageTag, own: Span, known: Span) -> Diagnostic {
    let message = format!("the term `{id}` is stated twice for `{tag}`");
    let finding = Diagnostic::new(Code::INVALID_VALUE, message).at(own, "again");
    finding.and(known, "in the glossary").help("remove it from the messages")
}

/// A term's keys are language tags, apart from the two tables that are themselves by language.
fn term(id: &str, table: &Table, reader: &mut Reader<'_>) -> Term {
    for (key, span) in table.keys() {
        if !TERM_TABLES.contains(&key) && LanguageTag::parse(key).is_err() {
            let message = format!("term `{id}` has no key `{key}`");
            let finding = Diagnostic::new(Code::UNKNOWN_KEY, message)
                .at(span, "neither a language tag nor `acronym` or `forbidden`");
            reader.diagnostics.push(with_suggestion(finding, key, TERM_TABLES.iter().copied()));
        }
    }
    let mut translations = reader.all_strings(&table.without(TERM_TABLES));
    translations =
        translations.into_iter().filter_map(|(key, text)| Some((canonical(&key)?, text))).collect();
    let acronyms = reader.table(table, "acronym").cloned();
    let acronyms = acronyms.map_or_else(BTreeMap::new, |acronyms| language_strings(&acronyms, reader));
    let mut forbidden = BTreeMap::new();
    if let Some(forms) = reader.table(table, "forbidden") {
        refuse_no_tags(forms, reader);
        for (key, _) in forms.keys() {
            if let Some(tag) = canonical(key) {
                forbidden.insert(tag, reader.strings(forms, key));
            }
        }
    }
    Term { translations, acronyms, forbidden, span: table.span }
}
