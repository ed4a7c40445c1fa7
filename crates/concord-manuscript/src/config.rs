//! `publication.toml`.

use crate::tables::{Reader, Table, with_suggestion};
use concord_diagnostics::{Code, Diagnostic};
use concord_document::LanguageTag;
use concord_publication::{Below, Config, DocumentConfig, LevelSetting, LocaleConfig, Spanned};
use std::collections::BTreeMap;

const KEYS: &[&str] = &[
    "id",
    "source-locale",
    "template",
    "actions",
    "creator",
    "publisher",
    "date",
    "documents",
    "styles",
    "levels",
    "locales",
    "coverage",
];
const DOCUMENT_KEYS: &[&str] = &["id", "file", "title", "description", "max-pages"];

/// Reads the configuration; `None` where it does not say which language the others are translated from.
pub(crate) fn read(table: &Table, reader: &mut Reader<'_>) -> Option<Config> {
    const PLACE: &str = "publication.toml";
    reader.refuse_unknown(table, KEYS, PLACE);
    let missing = || Spanned { value: String::new(), span: table.span };
    let id = reader.required(table, "id", PLACE).unwrap_or_else(missing);
    let template = path_part(reader.required(table, "template", PLACE), reader).unwrap_or_else(missing);
    let creator = reader.required(table, "creator", PLACE).unwrap_or_else(missing).value;
    let publisher = reader.required(table, "publisher", PLACE).unwrap_or_else(missing).value;
    let date = reader.required(table, "date", PLACE).unwrap_or_else(missing);
    let actions = actions(table, reader);
    let documents = documents(table, reader);
    let styles = reader.table(table, "styles").cloned();
    let styles = styles.map_or_else(BTreeMap::new, |styles| language_strings(&styles, reader));
    let levels = levels(table, reader);
    let locales = locales(table, reader);
    let (least_coverage, least_translated, below) = coverage(table, reader);
    let source_locale = reader.required(table, "source-locale", PLACE)?;
    let source_locale = language(&source_locale, reader)?;
    let id = id.value;
    Some(Config {
        id,
        source_locale,
        template,
        actions,
        creator,
        publisher,
        date,
        documents,
        styles,
        levels,
        locales,
        least_coverage,
        least_translated,
        below,
    })
}

fn levels(table: &Table, reader: &mut Reader<'_>) -> Vec<LevelSetting> {
    let Some(levels) = reader.table(table, "levels").cloned() else { return Vec::new() };
    let strings = reader.all_strings(&levels);
    let spanned = |(code, span): (&str, concord_diagnostics::Span)| {
        let level = strings.get(code)?.clone();
        Some(LevelSetting { code: Spanned { value: code.to_owned(), span }, level })
    };
    levels.keys().filter_map(spanned).collect()
}

fn locales(table: &Table, reader: &mut Reader<'_>) -> BTreeMap<String, LocaleConfig> {
    let Some(locales) = reader.table(table, "locales").cloned() else { return BTreeMap::new() };
    refuse_no_tags(&locales, reader);
    let mut read = BTreeMap::new();
    for (tag, locale) in reader.all_tables(&locales) {
        reader.refuse_unknown(locale, &["state"], "a locale");
        let state = reader.string(locale, "state");
        if let Some(tag) = canonical(tag) {
            read.insert(tag, LocaleConfig { state, span: locale.span });
        }
    }
    read
}

/// The table `[coverage]`: the least percentages of values that are held and of words that are translated, and what
/// becomes of a translation with less.
fn coverage(
    table: &Table,
    reader: &mut Reader<'_>,
) -> (Option<Spanned<usize>>, Option<Spanned<usize>>, Below) {
    let Some(coverage) = reader.table(table, "coverage").cloned() else { return Default::default() };
    reader.refuse_unknown(&coverage, &["least", "translated", "below"], "coverage");
    let least = percentage(&coverage, "least", reader);
    let translated = percentage(&coverage, "translated", reader);
    let word = reader.string(&coverage, "below");
    let below = word.as_ref().map_or(Some(Below::Publish), |word| match word.value.as_str() {
        "publish" => Some(Below::Publish),
        "notice" => Some(Below::Notice),
        "leave-out" => Some(Below::LeaveOut),
        _ => None,
    });
    if let (None, Some(word)) = (below, &word) {
        let message = format!("`below` cannot be `{}`", word.value);
        let finding = Diagnostic::new(Code::INVALID_VALUE, message).at(word.span, "");
        let known = ["publish", "notice", "leave-out"];
        let finding = finding.help("write publish, notice or leave-out");
        reader.diagnostics.push(with_suggestion(finding, &word.value, known.into_iter()));
    } else if let (Some(word), None) = (&word, &translated) {
        let message = "`below` says nothing without `translated`";
        let finding = Diagnostic::new(Code::INVALID_VALUE, message).at(word.span, "below what?");
        reader.diagnostics.push(finding.help("add `translated = 90`, or another percentage"));
    }
    (least, translated, below.unwrap_or_default())
}

fn percentage(table: &Table, key: &str, reader: &mut Reader<'_>) -> Option<Spanned<usize>> {
    let value = reader.positive(table, key)?;
    let span = table.value_span(key)?;
    if value > 100 {
        let message = format!("`{key}` is a percentage");
        let finding = Diagnostic::new(Code::INVALID_VALUE, message).at(span, "above 100");
        reader.diagnostics.push(finding.help("write a number from 1 to 100"));
        return None;
    }
    Some(Spanned { value, span })
}

fn actions(table: &Table, reader: &mut Reader<'_>) -> Vec<Spanned<String>> {
    let mut actions: Vec<Spanned<String>> = Vec::new();
    for action in reader.strings(table, "actions") {
        let Some(action) = path_part(Some(action), reader) else { continue };
        match actions.iter().find(|known| known.value == action.value) {
            Some(first) => {
                let message = format!("`{}` is named twice among the actions", action.value);
                let finding = Diagnostic::new(Code::INVALID_VALUE, message).at(action.span, "again");
                reader.diagnostics.push(finding.and(first.span, "first here"));
            }
            None => actions.push(action),
        }
    }
    actions
}

fn documents(table: &Table, reader: &mut Reader<'_>) -> Vec<DocumentConfig> {
    const PLACE: &str = "a document";
    let mut documents = Vec::new();
    let mut files: BTreeMap<String, concord_diagnostics::Span> = BTreeMap::new();
    let tables = reader.tables(table, "documents");
    if tables.is_empty() {
        let message = "publication.toml names no document";
        let finding = Diagnostic::new(Code::INVALID_VALUE, message).at(table.span, "");
        reader
            .diagnostics
            .push(finding.help("add a table [[documents]] with id, file, title and description"));
    }
    for document in tables {
        reader.refuse_unknown(document, DOCUMENT_KEYS, PLACE);
        let id = path_part(reader.required(document, "id", PLACE), reader);
        let file = path_part(reader.required(document, "file", PLACE), reader);
        let title = reader.required(document, "title", PLACE);
        let description = reader.required(document, "description", PLACE);
        let max_pages = reader.positive(document, "max-pages");
        let (Some(id), Some(file), Some(title), Some(description)) = (id, file, title, description) else {
            continue;
        };
        if let Some(first) = files.insert(file.value.clone(), file.span) {
            let message = format!("two documents would be written to `{}`", file.value);
            let finding = Diagnostic::new(Code::INVALID_VALUE, message).at(file.span, "again");
            reader.diagnostics.push(finding.and(first, "first here"));
            continue;
        }
        documents.push(DocumentConfig { id, file: file.value, title, description, max_pages });
    }
    documents
}

/// Refuses a value that will be part of a path unless it is one plain name, so that nothing is read or written outside
/// the folders meant for it.
fn path_part(value: Option<Spanned<String>>, reader: &mut Reader<'_>) -> Option<Spanned<String>> {
    let value = value?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let well_formed =
        !value.value.is_empty() && !value.value.starts_with('.') && value.value.bytes().all(plain);
    if well_formed {
        return Some(value);
    }
    let message = format!("`{}` cannot be the name of a file or folder here", value.value);
    let finding = Diagnostic::new(Code::INVALID_VALUE, message).at(value.span, "").help(
        "use letters without accents, digits, hyphens, underscores and full stops, not first a full stop",
    );
    reader.diagnostics.push(finding);
    None
}

/// Reads a language tag.
pub(crate) fn language(text: &Spanned<String>, reader: &mut Reader<'_>) -> Option<Spanned<LanguageTag>> {
    match LanguageTag::parse(&text.value) {
        Ok(value) => Some(Spanned { value, span: text.span }),
        Err(error) => {
            reader
                .diagnostics
                .push(Diagnostic::new(Code::INVALID_VALUE, error.to_string()).at(text.span, ""));
            None
        }
    }
}

/// Strings whose keys are language tags, under their canonical form.
pub(crate) fn language_strings(table: &Table, reader: &mut Reader<'_>) -> BTreeMap<String, Spanned<String>> {
    refuse_no_tags(table, reader);
    let strings = reader.all_strings(table);
    strings.into_iter().filter_map(|(key, text)| Some((canonical(&key)?, text))).collect()
}

/// Refuses keys that are no language tags.
pub(crate) fn refuse_no_tags(table: &Table, reader: &mut Reader<'_>) {
    for (key, span) in table.keys() {
        if let Err(error) = LanguageTag::parse(key) {
            reader.diagnostics.push(Diagnostic::new(Code::UNKNOWN_KEY, error.to_string()).at(span, ""));
        }
    }
}

/// The canonical form of a language tag.
pub(crate) fn canonical(tag: &str) -> Option<String> {
    LanguageTag::parse(tag).ok().map(|tag| tag.as_str().to_owned())
}
