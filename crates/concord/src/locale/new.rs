//! `concord locale new`: a folder for a new language.

use super::{Opening, messages};
use crate::{Failure, files};
use concord_check::Context;
use concord_check::staleness::{MESSAGES, copies};
use concord_document::LanguageTag;
use concord_locale::{Locale, likely_region};
use concord_manuscript::Files;
use concord_publication::LOCK_FILE;
use std::path::Path;

const README: &str = include_str!("README.template.md");

/// Makes the folder of a language, whole or not at all. Gives what is to be said.
pub(super) fn make(folder: &Path, tag: &str) -> Result<String, Failure> {
    let opening = Opening::read(folder)?;
    let language = well_formed(tag)?;
    let to = folder.join(language.as_str());
    if to.symlink_metadata().is_ok() {
        let message = format!("`{}` is there already; nothing was made", to.display());
        return Err(Failure::new(format!("{message}: `concord locale sync` brings it beside its source")));
    }
    let files = new_files(&opening, &language)?;
    files::make_folder(&to, &files)?;
    let region = match likely_region(language.as_str()) {
        Some(region) => format!(
            "`{language}` is written as in {language}-{region}; where another country's ways are meant, take the folder away and name \
             that country in the tag, such as {language}-XX\n"
        ),
        None => String::new(),
    };
    Ok(format!(
        "{region}{to}: {count} files, with the source's text in place to be translated\n\
         read {to}/README.md first; `concord status` says how far it is\n",
        to = to.display(),
        count = files.len()
    ))
}

/// The tag in the form that folders have, or why there is no such.
fn well_formed(tag: &str) -> Result<LanguageTag, Failure> {
    let language = LanguageTag::parse(tag).map_err(|error| {
        let usual = tag.replace('_', "-");
        let hint = match LanguageTag::parse(&usual) {
            Ok(usual) => format!("; did you mean `{usual}`?"),
            Err(_) => ": a language of two or three letters, such as `pt`, with a script or a region where \
                       they matter: `sr-Latn`, `pt-BR`"
                .to_owned(),
        };
        Failure::new(format!("{error}{hint}"))
    })?;
    if language.as_str() == tag {
        return Ok(language);
    }
    Err(Failure::new(format!(
        "the usual form of `{tag}` is `{language}`; run `concord locale new` with that"
    )))
}

/// The files of a new language, by path in its folder.
pub(super) fn new_files(opening: &Opening, language: &LanguageTag) -> Result<Files, Failure> {
    let publication = &opening.publication;
    let source_tag = &publication.config.source_locale.value;
    let source =
        publication.source().ok_or_else(|| Failure::new(format!("there is no folder `{source_tag}`")))?;
    let locale = Locale::new(language.as_str(), None).map_err(|error| Failure::new(error.to_string()))?;
    let mut files = Files::new();
    for path in source.texts.keys() {
        if let Some(bytes) = opening.files.get(&format!("{source_tag}/{path}")) {
            files.insert(path.clone(), bytes.clone());
        }
    }
    let messages = messages::new_text(&source.messages, &publication.glossary, source_tag.as_str(), &locale);
    files.insert(MESSAGES.to_owned(), messages.into_bytes());
    let mut all = opening.files.clone();
    all.extend(files.iter().map(|(path, bytes)| (format!("{language}/{path}"), bytes.clone())));
    let reopened = Opening::of(all)?;
    let context = Context::new(&reopened.publication, &reopened.sources);
    files.insert(LOCK_FILE.to_owned(), copies(&context, language, &|_, _| true).to_text().into_bytes());
    let readme = README.replace("TAG", language.as_str()).replace("SOURCE", source_tag.as_str());
    files.insert("README.md".to_owned(), readme.into_bytes());
    Ok(files)
}
