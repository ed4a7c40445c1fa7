//! `messages.toml`.

use crate::tables::{Reader, Table};
use concord_diagnostics::{Code, Diagnostic, SourceId};
use concord_locale::CONVENTION_KEYS;
use concord_publication::{Gender, Messages, Noun, Spanned};
use std::collections::BTreeMap;

const KEYS: &[&str] = &[
    "language-name",
    "text",
    "names",
    "labels",
    "nouns",
    "countries",
    "regions",
    "themes",
    "institutions",
    "terms",
    "conventions",
];
/// The plural categories of CLDR (UTS 35, part 3).
const CATEGORIES: &[&str] = &["zero", "one", "two", "few", "many", "other"];
const NOUN_KEYS: &[&str] = &["zero", "one", "two", "few", "many", "other", "gender"];

/// Reads the messages of one language.
pub(crate) fn read(source: SourceId, table: &Table, reader: &mut Reader<'_>) -> Messages {
    reader.refuse_unknown(table, KEYS, "messages.toml");
    let language_name = reader.required(table, "language-name", "messages.toml");
    let mut strings = |key: &str| -> BTreeMap<String, Spanned<String>> {
        match reader.table(table, key) {
            Some(inner) => reader.all_strings(inner),
            None => BTreeMap::new(),
        }
    };
    let (text, names, labels) = (strings("text"), strings("names"), strings("labels"));
    let (countries, regions) = (strings("countries"), strings("regions"));
    let (themes, institutions) = (strings("themes"), strings("institutions"));
    let terms = strings("terms");
    Messages {
        source,
        language_name: language_name.map(|name| name.value).unwrap_or_default(),
        text,
        names,
        labels,
        nouns: nouns(table, reader),
        countries,
        regions,
        themes,
        institutions,
        terms,
        conventions: conventions(table, reader),
    }
}

/// Words and patterns of the language itself; only keys that are known have a use.
fn conventions(table: &Table, reader: &mut Reader<'_>) -> BTreeMap<String, Spanned<String>> {
    let Some(inner) = reader.table(table, "conventions") else { return BTreeMap::new() };
    let keys: Vec<&str> = CONVENTION_KEYS.iter().map(|(key, _)| *key).collect();
    reader.refuse_unknown(inner, &keys, "[conventions]");
    let mut stated = reader.all_strings(inner);
    stated.retain(|_, message| !message.value.trim().is_empty());
    stated
}

fn nouns(table: &Table, reader: &mut Reader<'_>) -> BTreeMap<String, Noun> {
    let Some(nouns) = reader.table(table, "nouns") else { return BTreeMap::new() };
    let tables = reader.all_tables(nouns);
    tables.into_iter().map(|(unit, entry)| (unit.to_owned(), noun(unit, entry, reader))).collect()
}

fn noun(unit: &str, table: &Table, reader: &mut Reader<'_>) -> Noun {
    reader.refuse_unknown(table, NOUN_KEYS, &format!("noun `{unit}`"));
    let mut forms = BTreeMap::new();
    for category in CATEGORIES {
        if let Some(form) = reader.string(table, category) {
            forms.insert((*category).to_owned(), form.value);
        }
    }
    // Every language has the category `other`, and it is the one taken where no other fits.
    if !forms.contains_key("other") {
        reader.required(table, "other", &format!("noun `{unit}`"));
    }
    Noun { forms, gender: gender(table, reader), span: table.span }
}

fn gender(table: &Table, reader: &mut Reader<'_>) -> Option<Gender> {
    let gender = reader.string(table, "gender")?;
    match gender.value.as_str() {
        "masculine" => Some(Gender::Masculine),
        "feminine" => Some(Gender::Feminine),
        "neuter" => Some(Gender::Neuter),
        other => {
            let finding = Diagnostic::new(Code::INVALID_VALUE, format!("`{other}` is no gender"))
                .at(gender.span, "")
                .help("write masculine, feminine or neuter");
            reader.diagnostics.push(finding);
            None
        }
    }
}
