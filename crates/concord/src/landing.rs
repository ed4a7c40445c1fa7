//! The page from which the files are downloaded.

use crate::concordance::{Appearance, Concordance, Origin};
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
/// The template of the list of facts.
pub const CONCORDANCE_TEMPLATE: &str = "concordance.html.hbs";
/// The list's name.
pub const CONCORDANCE_FILE: &str = "concordance.html";

#[derive(Serialize)]
struct Page<'a> {
    language: &'a str,
    title: &'a str,
    languages: Vec<Section<'a>>,
    /// The name of the list of facts, where there is one.
    concordance: Option<&'a str>,
}

#[derive(Serialize)]
struct FactsPage<'a> {
    language: &'a str,
    messages: BTreeMap<&'a str, &'a str>,
    facts: Vec<FactRow<'a>>,
}

#[derive(Serialize)]
struct FactRow<'a> {
    id: &'a str,
    kind: &'a str,
    value: &'a str,
    sources: &'a [Origin],
    editions: Vec<FactEdition<'a>>,
}

#[derive(Serialize)]
struct FactEdition<'a> {
    file: &'a str,
    title: &'a str,
    language: &'a str,
    places: Vec<FactPlace<'a>>,
}

#[derive(Serialize)]
struct FactPlace<'a> {
    page: usize,
    pages: String,
    text: &'a str,
}

#[derive(Serialize)]
struct Section<'a> {
    tag: &'a str,
    name: &'a str,
    messages: BTreeMap<&'a str, &'a str>,
    documents: Vec<Download<'a>>,
    /// That the translation is not finished.
    notice: Option<&'a str>,
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
    (template, has_list): (SourceId, bool),
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
        concordance: has_list.then_some(CONCORDANCE_FILE),
    };
    run(&page, template, sources)
}

/// Makes the list of facts that stand in some edition, in the source language.
pub fn concordance(
    publication: &Publication,
    concordance: &Concordance,
    outputs: &[Output],
    template: SourceId,
    sources: &Sources,
) -> Result<String, Box<Diagnostic>> {
    let texts = publication.source().map(|source| &source.messages.text);
    let messages = texts.into_iter().flatten().map(|(key, text)| (key.as_str(), text.value.as_str()));
    let facts = concordance.facts.iter().filter(|(_, entry)| !entry.editions.is_empty());
    let facts = facts.map(|(id, entry)| FactRow {
        id,
        kind: &entry.kind,
        value: &entry.value,
        sources: &entry.sources,
        editions: entry.editions.iter().filter_map(|edition| fact_edition(edition, outputs)).collect(),
    });
    let page = FactsPage {
        language: publication.config.source_locale.value.as_str(),
        messages: messages.collect(),
        facts: facts.collect(),
    };
    run(&page, template, sources)
}

fn fact_edition<'a>(
    (file, appearances): (&'a String, &'a Vec<Appearance>),
    outputs: &'a [Output],
) -> Option<FactEdition<'a>> {
    let output = outputs.iter().find(|output| output.file == *file)?;
    let places = appearances.iter().map(|appearance| FactPlace {
        page: appearance.pages.first().copied().unwrap_or(1),
        pages: appearance.pages.iter().map(usize::to_string).collect::<Vec<_>>().join("–"),
        text: &appearance.text,
    });
    let language = output.locale.as_deref().unwrap_or_default();
    Some(FactEdition { file, title: &output.title, language, places: places.collect() })
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
        notice: manuscript.notice.as_deref(),
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

fn run(page: &impl Serialize, template: SourceId, sources: &Sources) -> Result<String, Box<Diagnostic>> {
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
