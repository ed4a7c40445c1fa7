//! The folders of texts: which of them are languages, and what each holds.

use crate::tables::{self, Reader};
use crate::{Files, markdown, messages, texts};
use concord_diagnostics::{Code, Diagnostic, Sources};
use concord_document::LanguageTag;
use concord_publication::{Manuscript, Text};
use std::collections::{BTreeMap, BTreeSet};

const MESSAGES: &str = "messages.toml";

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
        Err(error) => {
            diagnostics.push(invalid(format!("the folder {error}")));
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
    let mut manuscript = Manuscript { language, messages, texts: BTreeMap::new() };
    for (path, bytes) in files {
        let Some((first, rest)) = path.split_once('/') else { continue };
        if first == folder && rest.ends_with(".md") {
            let text = text(path, bytes, sources, diagnostics);
            manuscript.texts.insert(rest.to_owned(), text);
        }
    }
    manuscript
}

fn text(path: &str, bytes: &[u8], sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) -> Text {
    let source = texts::register(sources, path, bytes, diagnostics);
    let written = sources.get(source).map(|source| source.text().clone()).unwrap_or_default();
    let parsed = markdown::parse_markdown(source, &written);
    diagnostics.extend(parsed.diagnostics);
    Text { source, content: parsed.value }
}
