//! `glossary.toml`.

use crate::config::{canonical, language_strings, refuse_no_tags};
use crate::tables::{Reader, Table, with_suggestion};
use concord_diagnostics::{Code, Diagnostic};
use concord_document::LanguageTag;
use concord_publication::{Glossary, Term};
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
