//! The folders of texts: which of them are languages, and what each holds.

use crate::tables::{self, Reader};
use crate::{Files, markdown, messages, texts};
use concord_diagnostics::{Code, Diagnostic, Sources, Span};
use concord_document::LanguageTag;
use concord_publication::{LOCK_FILE, Lock, Manuscript, Text};
use std::collections::{BTreeMap, BTreeSet};

const MESSAGES: &str = "messages.toml";
const README: &str = "README.md";

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
    parts.filter(|(_, rest)| *rest == MESSAGES || is_text(rest)).map(|(folder, _)| folder).collect()
}

/// Whether a file of a locale's folder is a text. What is written for whoever translates it is none.
fn is_text(path: &str) -> bool {
    path.ends_with(".md") && path != README
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
    let lock = lock(&format!("{folder}/{LOCK_FILE}"), files, sources, diagnostics);
    let mut manuscript = Manuscript { language, messages, texts: BTreeMap::new(), lock, notice: None };
    for (path, bytes) in files {
        let Some((first, rest)) = path.split_once('/') else { continue };
        if first == folder && is_text(rest) {
            let text = text(path, bytes, sources, diagnostics);
            manuscript.texts.insert(rest.to_owned(), text);
        }
    }
    manuscript
}

/// Which source each block and message was translated from.
fn lock(path: &str, files: &Files, sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) -> Lock {
    let Some(bytes) = files.get(path) else { return Lock::default() };
    let source = texts::register(sources, path, bytes, diagnostics);
    let text = sources.get(source).map(|source| source.text().clone()).unwrap_or_default();
    let (lock, faults) = Lock::parse(&text);
    for range in faults {
        let message = format!("a line of `{path}` is no record");
        let finding = Diagnostic::new(Code::INVALID_VALUE, message);
        let finding = finding.at(Span::new(source, range), "cannot be read");
        diagnostics.push(finding.help("remove the line; `concord locale record` writes the file anew"));
    }
    lock
}

fn text(path: &str, bytes: &[u8], sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) -> Text {
    let source = texts::register(sources, path, bytes, diagnostics);
    let written = sources.get(source).map(|source| source.text().clone()).unwrap_or_default();
    let parsed = markdown::parse_markdown(source, &written);
    diagnostics.extend(parsed.diagnostics);
    Text { source, content: parsed.value }
}
