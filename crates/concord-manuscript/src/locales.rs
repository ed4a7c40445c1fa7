//! The folders of texts: which of them are languages, and what each holds.

use crate::tables::{self, Reader};
use crate::{Files, markdown, messages, texts};
use concord_diagnostics::{Code, Diagnostic, Sources, Span};
use concord_document::LanguageTag;
use concord_publication::{Manuscript, Record, Text};
use std::collections::{BTreeMap, BTreeSet};

const MESSAGES: &str = "messages.toml";
const LOCK: &str = "translation.lock";

/// Reads every folder that holds texts.
pub(crate) fn read(
    files: &Files,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<LanguageTag, Manuscript> {
    let mut manuscripts = BTreeMap::new();
    for folder in folders(files) {
        if let Some(language) = language(folder, files, diagnostics) {
            let manuscript = manuscript(folder, language.clone(), files, sources, diagnostics);
            manuscripts.insert(language, manuscript);
        }
    }
    manuscripts
}

/// The folders that hold messages or Markdown.
fn folders(files: &Files) -> BTreeSet<&str> {
    let parts = files.keys().filter_map(|path| path.split_once('/'));
    parts.filter(|(_, rest)| *rest == MESSAGES || rest.ends_with(".md")).map(|(folder, _)| folder).collect()
}

fn language(folder: &str, files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Option<LanguageTag> {
    if !files.contains_key(&format!("{folder}/{MESSAGES}")) {
        let message = format!("the folder `{folder}` holds texts but no messages");
        let finding = Diagnostic::new(Code::INVALID_LOCALE, message)
            .note("a folder that holds messages.toml is a language; no other folder may hold Markdown");
        diagnostics.push(finding.help(format!("add `{folder}/{MESSAGES}`, or remove the folder")));
        return None;
    }
    let invalid = |message: String| {
        Diagnostic::new(Code::INVALID_LOCALE, message)
            .note("a folder of texts is named by its language tag, such as `fr` or `pt-BR`")
    };
    match LanguageTag::parse(folder) {
        Ok(tag) if tag.as_str() == folder => Some(tag),
        Ok(tag) => {
            let message = format!("the folder `{folder}` does not have the usual form of its language tag");
            diagnostics.push(invalid(message).help(format!("rename it to `{tag}`")));
            None
        }
        Err(_) => {
            let message = format!("the folder `{folder}` is not named by a language tag");
            let help = "rename it to its language tag, or move it out of the publication folder";
            diagnostics.push(invalid(message).help(help));
            None
        }
    }
}

fn manuscript(
    folder: &str,
    language: LanguageTag,
    files: &Files,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Manuscript {
    let path = format!("{folder}/{MESSAGES}");
    let bytes = files.get(&path).map(Vec::as_slice).unwrap_or_default();
    let source = texts::register(sources, &path, bytes, diagnostics);
    let table = tables::parse(sources, source, diagnostics);
    let messages = messages::read(source, &table, &mut Reader { diagnostics });
    let records = records(&format!("{folder}/{LOCK}"), files, sources, diagnostics);
    let mut manuscript = Manuscript { language, messages, texts: BTreeMap::new(), records };
    for (path, bytes) in files {
        let Some((first, rest)) = path.split_once('/') else { continue };
        if first == folder && rest.ends_with(".md") {
            let text = text(path, bytes, sources, diagnostics);
            manuscript.texts.insert(rest.to_owned(), text);
        }
    }
    manuscript
}

/// Which source each block was translated from: `path source-digest translation-digest`, one a line.
fn records(
    path: &str,
    files: &Files,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Vec<Record>> {
    let mut records: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    let Some(bytes) = files.get(path) else { return records };
    let source = texts::register(sources, path, bytes, diagnostics);
    let text = sources.get(source).map(|source| source.text().clone()).unwrap_or_default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let place = Span::new(source, start..start + line.trim_end().len());
        start += line.len();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match record(line) {
            Some((path, record)) => records.entry(path.to_owned()).or_default().push(record),
            None => {
                let message = format!("a line of `{path}` is no record");
                let finding = Diagnostic::new(Code::INVALID_VALUE, message).at(place, "cannot be read");
                let help = "remove the line; `concord locale record` writes the file anew";
                diagnostics.push(finding.help(help));
            }
        }
    }
    records
}

fn record(line: &str) -> Option<(&str, Record)> {
    let mut words = line.split_whitespace().rev();
    let mut digest =
        || words.next().filter(|word| word.len() == 16).and_then(|word| u64::from_str_radix(word, 16).ok());
    let (translation, source) = (digest()?, digest()?);
    let path = words.next()?;
    words.next().is_none().then_some((path, Record { source, translation }))
}

fn text(path: &str, bytes: &[u8], sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) -> Text {
    let source = texts::register(sources, path, bytes, diagnostics);
    let written = sources.get(source).map(|source| source.text().clone()).unwrap_or_default();
    let parsed = markdown::parse_markdown(source, &written);
    diagnostics.extend(parsed.diagnostics);
    Text { source, content: parsed.value }
}
