//! Which editions there are, and their skeletons as parsed text.

use crate::settings::Selection;
use crate::{Failure, files};
use concord_compose::{Edition, Wording, expand};
use concord_diagnostics::{Code, Diagnostic, SourceId, Sources};
use concord_document::{Content, InlineKind, LanguageTag, walk};
use concord_locale::{Locale, StatedConventions};
use concord_manuscript::{Files, parse_markdown};
use concord_publication::{DocumentConfig, Manuscript, Publication};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What an edition is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EditionName {
    /// The name of the file that is made.
    pub file: String,
    /// The document's id.
    pub document: String,
    /// The language tag.
    pub locale: String,
}

impl EditionName {
    fn new(document: &DocumentConfig, language: &LanguageTag) -> Self {
        let file = format!("{}-{language}.pdf", document.file);
        Self { file, document: document.id.value.clone(), locale: language.to_string() }
    }

    /// Every edition of a publication, in the order of the plan.
    pub fn of_all(publication: &Publication) -> Vec<Self> {
        let languages = || publication.manuscripts.keys();
        let documents = publication.config.documents.iter();
        documents.flat_map(|document| languages().map(move |tag| Self::new(document, tag))).collect()
    }
}

/// An edition that is ready to be composed.
pub struct Planned<'a> {
    /// The texts and messages.
    pub manuscript: &'a Manuscript,
    /// The document.
    pub document: &'a DocumentConfig,
    /// The language's conventions.
    pub locale: &'a Locale,
    /// The parsed skeleton.
    pub skeleton: Content,
}

impl Planned<'_> {
    /// The name of the file that is made.
    pub fn file(&self) -> String {
        self.name().file
    }

    /// What it is known by among all editions.
    pub fn name(&self) -> EditionName {
        EditionName::new(self.document, &self.manuscript.language)
    }
}

/// The conventions of every language of a publication, in their house styles. A style that a language does not have is
/// reported by the checks; the language's own takes its place here.
pub fn locales(publication: &Publication) -> Result<BTreeMap<String, Locale>, Failure> {
    let mut locales = BTreeMap::new();
    for (tag, manuscript) in &publication.manuscripts {
        let styles = &publication.config.styles;
        let style = styles.get(tag.as_str()).or_else(|| styles.get(tag.language()));
        let locale = Locale::new(tag.as_str(), style.map(|style| style.value.as_str()))
            .or_else(|_| Locale::new(tag.as_str(), None));
        let locale = locale.map_err(|error| Failure::new(error.to_string()))?;
        let stated = manuscript.messages.conventions.iter();
        let stated = stated.map(|(key, message)| (key.as_str(), message.value.as_str()));
        let locale = locale.with_conventions(StatedConventions::new(stated));
        locales.insert(tag.as_str().to_owned(), locale);
    }
    Ok(locales)
}

/// What expressions of a text say, in its language, as in the publication's first document.
pub fn wording<'a>(
    publication: &'a Publication,
    manuscript: Option<&'a Manuscript>,
    locales: &'a BTreeMap<String, Locale>,
) -> Option<Wording<'a>> {
    let manuscript = manuscript?;
    let locale = locales.get(manuscript.language.as_str())?;
    let document = publication.config.documents.first()?;
    Some(Wording::new(Edition { publication, manuscript, locale, document }))
}

/// Registers the texts of a template folder among the sources. One that is not UTF-8 is reported and left out.
pub fn register_templates(
    templates: &Files,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, SourceId> {
    let mut ids = BTreeMap::new();
    for (path, bytes) in templates.iter().filter(|(path, _)| !files::is_font(path)) {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                ids.insert(path.clone(), sources.add(format!("templates/{path}"), text));
            }
            Err(error) => {
                let byte = error.valid_up_to();
                let message = format!("the template `{path}` is not UTF-8 at byte {byte}");
                diagnostics.push(Diagnostic::new(Code::INVALID_UTF8, message));
            }
        }
    }
    ids
}

/// The ids that skeletons name, in expressions and in attributes.
pub fn facts_used(planned: &[Planned<'_>]) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for edition in planned {
        walk::blocks(&edition.skeleton.blocks, &mut |block| {
            for key in ["facts", "phases", "action"] {
                let listed = block.attributes.get(key).unwrap_or_default();
                ids.extend(listed.split_whitespace().map(str::to_owned));
            }
            for content in walk::inline_lists(block) {
                walk::inlines(content, &mut |inline| {
                    if let InlineKind::Expression(expression) = &inline.kind {
                        ids.extend(expression.key.clone());
                    }
                });
            }
        });
    }
    ids
}

/// Every edition of a selection, with its skeleton run and parsed. What the selection names must exist.
pub fn plan<'a>(
    publication: &'a Publication,
    locales: &'a BTreeMap<String, Locale>,
    selection: &Selection,
    templates: &BTreeMap<String, SourceId>,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<Planned<'a>>, Failure> {
    check_selection(publication, selection)?;
    let mut planned = Vec::new();
    for document in &publication.config.documents {
        let name = format!("{}.md.hbs", document.id.value);
        let Some(template) = templates.get(&name).copied() else {
            if !publication.config.template.value.is_empty() {
                diagnostics.push(missing_skeleton(document, &name, publication));
            }
            continue;
        };
        for manuscript in publication.manuscripts.values() {
            let tag = &manuscript.language;
            if let Some(locale) = locales.get(tag.as_str())
                && selection.takes(tag, &document.id.value)
            {
                let edition = Edition { publication, manuscript, locale, document };
                let skeleton = skeleton(&edition, template, sources, diagnostics);
                planned.push(Planned { manuscript, document, locale, skeleton });
            }
        }
    }
    Ok(planned)
}

fn skeleton(
    edition: &Edition<'_>,
    template: SourceId,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Content {
    let Some(source) = sources.get(template) else { return Content::default() };
    let name = format!("<{} for {}>", source.name(), edition.manuscript.language);
    let mut expanded = expand(template, source, edition);
    diagnostics.append(&mut expanded.diagnostics);
    let id = sources.add(name, expanded.value.clone());
    let mut parsed = parse_markdown(id, &expanded.value);
    diagnostics.append(&mut parsed.diagnostics);
    parsed.value
}

fn check_selection(publication: &Publication, selection: &Selection) -> Result<(), Failure> {
    for locale in &selection.locales {
        if !publication.manuscripts.contains_key(locale) {
            let known: Vec<&str> = publication.manuscripts.keys().map(|tag| tag.as_str()).collect();
            let known = known.join(", ");
            return Err(Failure::new(format!("the publication has no locale `{locale}`, but {known}")));
        }
    }
    let documents = &publication.config.documents;
    for wanted in &selection.documents {
        if !documents.iter().any(|document| document.id.value == *wanted) {
            let known: Vec<&str> = documents.iter().map(|document| document.id.value.as_str()).collect();
            let known = known.join(", ");
            return Err(Failure::new(format!("the publication has no document `{wanted}`, but {known}")));
        }
    }
    Ok(())
}

fn missing_skeleton(document: &DocumentConfig, name: &str, publication: &Publication) -> Diagnostic {
    let folder = &publication.config.template;
    let message = format!("the template folder `{}` has no `{name}`", folder.value);
    Diagnostic::new(Code::MISSING_FILE, message)
        .at(document.id.span, "the document's skeleton")
        .and(folder.span, "the template folder")
}
