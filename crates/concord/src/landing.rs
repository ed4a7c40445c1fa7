//! The page from which the files are downloaded.

use crate::manifest::Output;
use concord_diagnostics::{Code, Diagnostic, Position, SourceId, Sources, Span};
use concord_locale::Locale;
use concord_publication::{Manuscript, Publication};
use handlebars::Handlebars;
use serde::Serialize;
use std::collections::BTreeMap;

/// The template's name.
pub const TEMPLATE: &str = "landing.html.hbs";
/// The page's name.
pub const FILE: &str = "index.html";

#[derive(Serialize)]
struct Page<'a> {
    language: &'a str,
    title: &'a str,
    languages: Vec<Section<'a>>,
}

#[derive(Serialize)]
struct Section<'a> {
    tag: &'a str,
    name: &'a str,
    messages: BTreeMap<&'a str, &'a str>,
    documents: Vec<Download<'a>>,
}

#[derive(Serialize)]
struct Download<'a> {
    id: &'a str,
    file: &'a str,
    title: &'a str,
    description: &'a str,
    size: String,
    pages: String,
}

/// Makes the page for the files of `outputs`: the source language first, then the others by tag.
pub fn landing(
    publication: &Publication,
    locales: &BTreeMap<String, Locale>,
    outputs: &[Output],
    template: SourceId,
    sources: &Sources,
) -> Result<String, Box<Diagnostic>> {
    let source_locale = &publication.config.source_locale.value;
    let mut manuscripts: Vec<&Manuscript> = publication.manuscripts.values().collect();
    manuscripts
        .sort_by_key(|manuscript| (manuscript.language != *source_locale, manuscript.language.clone()));
    let sections = manuscripts.iter().filter_map(|manuscript| {
        let locale = locales.get(manuscript.language.as_str())?;
        let section = section(publication, manuscript, locale, outputs);
        (!section.documents.is_empty()).then_some(section)
    });
    let page = Page {
        language: source_locale.as_str(),
        title: manuscripts.first().and_then(|first| message(first, "title")).unwrap_or_default(),
        languages: sections.collect(),
    };
    run(&page, template, sources)
}

fn section<'a>(
    publication: &'a Publication,
    manuscript: &'a Manuscript,
    locale: &Locale,
    outputs: &'a [Output],
) -> Section<'a> {
    let tag = manuscript.language.as_str();
    let documents = publication.config.documents.iter().filter_map(|document| {
        let id = document.id.value.as_str();
        let made = |output: &&Output| {
            output.locale.as_deref() == Some(tag) && output.document.as_deref() == Some(id)
        };
        let output = outputs.iter().find(made)?;
        Some(Download {
            id,
            file: &output.file,
            title: &output.title,
            description: message(manuscript, &document.description.value).unwrap_or_default(),
            size: size(locale, output.bytes),
            pages: pages(manuscript, locale, output.pages.unwrap_or_default()),
        })
    });
    let texts = manuscript.messages.text.iter();
    Section {
        tag,
        name: &manuscript.messages.language_name,
        messages: texts.map(|(key, text)| (key.as_str(), text.value.as_str())).collect(),
        documents: documents.collect(),
    }
}

fn message<'a>(manuscript: &'a Manuscript, key: &str) -> Option<&'a str> {
    manuscript.messages.text.get(key).map(|message| message.value.as_str())
}

/// A size in kilobytes or megabytes, of a thousand and a million bytes, rounded.
fn size(locale: &Locale, bytes: usize) -> String {
    if bytes < 1_000_000 {
        let kilobytes = bytes.div_ceil(1000);
        return locale.unit(&locale.decimal(&kilobytes.to_string()), "kB");
    }
    let tenths = bytes.div_ceil(100_000);
    locale.unit(&locale.decimal(&format!("{}.{}", tenths / 10, tenths % 10)), "MB")
}

/// A number of pages, with the messages' noun where they have one.
fn pages(manuscript: &Manuscript, locale: &Locale, pages: usize) -> String {
    let count = u64::try_from(pages).unwrap_or_default();
    let number = locale.integer(count);
    let noun = manuscript.messages.nouns.get("page");
    let form = noun
        .and_then(|noun| noun.forms.get(locale.plural_category(count)).or_else(|| noun.forms.get("other")));
    match form {
        Some(form) => locale.with_noun(&number, form),
        None => locale.unit(&number, "p."),
    }
}

fn run(page: &Page<'_>, template: SourceId, sources: &Sources) -> Result<String, Box<Diagnostic>> {
    let Some(source) = sources.get(template) else { return Ok(String::new()) };
    // Values are escaped for HTML, which is what handlebars does by itself.
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    let failure = |message: String, place: Option<(usize, usize)>| {
        let (line, column) = place.unwrap_or((1, 1));
        let at = source.offset(Position { line, column });
        let message = format!("the template cannot be run: {message}");
        Box::new(Diagnostic::new(Code::INVALID_TEMPLATE, message).at(Span::new(template, at..at), ""))
    };
    registry
        .register_template_string(TEMPLATE, source.text())
        .map_err(|error| failure(error.reason().to_string(), error.pos()))?;
    registry
        .render(TEMPLATE, page)
        .map_err(|error| failure(error.reason().to_string(), error.line_no.zip(error.column_no)))
}
