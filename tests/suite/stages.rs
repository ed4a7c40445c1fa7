//! The stages as the program calls them, with what lies between them kept to be looked at.

use crate::folder::Folder;
use concord::args::MessageFormat;
use concord::edition::Workshop;
use concord::manifest::Variant;
use concord::plan;
use concord::progress::Progress;
use concord::publish::{Outcome, publish};
use concord::remedies::{Fitted, Wordings, set_within};
use concord::report;
use concord::settings::{Presentation, Selection, Settings, SourceSettings};
use concord_check::Policy;
use concord_compose::{Edition, with_pseudo};
use concord_diagnostics::{Diagnostic, Severity, Sources, render};
use concord_document::LanguageTag;
use concord_locale::is_pseudo;
use concord_manuscript::ingest;
use concord_pages::SetDocument;
use concord_proof::Transcript;
use concord_publication::Publication;
use concord_typeset::{Fonts, Theme};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::OnceLock;

/// An edition on its way.
pub(crate) struct Made {
    /// The set pages.
    pub(crate) set: SetDocument,
    /// The finished file.
    pub(crate) bytes: Vec<u8>,
    /// What the finished file says.
    pub(crate) transcript: Transcript,
}

/// What goes through the stages: every text, and every finding.
#[derive(Default)]
struct Run {
    sources: Sources,
    findings: Vec<Diagnostic>,
}

/// Makes the first document of a folder in a language. A finding above a note is a failure.
pub(crate) fn edition(folder: &Folder, locale: &str) -> Result<Made, String> {
    varied(folder, locale, |theme| theme)
}

/// The same in a variant of its theme.
pub(crate) fn varied(folder: &Folder, locale: &str, vary: fn(Theme) -> Theme) -> Result<Made, String> {
    let mut run = Run::default();
    let ingested = ingest(&folder.publication, &mut run.sources);
    run.findings.extend(ingested.diagnostics);
    let made =
        ingested.value.map(|publication| make(folder, &publication, locale, vary, &mut run)).transpose()?;
    concord_diagnostics::sort(&mut run.findings);
    run.findings.retain(|finding| finding.severity != Severity::Note);
    if !run.findings.is_empty() {
        let text = render::human(&run.sources, &run.findings, false);
        return Err(format!("the case has findings, and none are expected:\n{text}"));
    }
    made.flatten().ok_or_else(|| "nothing was made, and no finding says why".to_owned())
}

fn make(
    folder: &Folder,
    publication: &Publication,
    locale: &str,
    vary: fn(Theme) -> Theme,
    run: &mut Run,
) -> Result<Option<Made>, String> {
    let ids = plan::register_templates(&folder.templates, &mut run.sources, &mut run.findings);
    let theme = ids.get("theme.toml").and_then(|id| Some((*id, run.sources.get(*id)?.text().clone())));
    let (id, text) = theme.ok_or("the case has no theme")?;
    let theme = Theme::parse(id, &text);
    run.findings.extend(theme.diagnostics);
    let tag = LanguageTag::parse(locale).map_err(|error| error.to_string())?;
    let selection = Selection { locales: vec![tag], documents: Vec::new() };
    let checked = publication;
    let extended = is_pseudo(locale).then(|| with_pseudo(checked));
    let publication = extended.as_ref().unwrap_or(checked);
    let locales = plan::locales(publication).map_err(|failure| failure.to_string())?;
    let planned = plan::plan(publication, &locales, &selection, &ids, &mut run.sources, &mut run.findings);
    let planned = planned.map_err(|failure| failure.to_string())?;
    let mut found = concord_check::check(checked, &run.sources, &plan::facts_used(&planned));
    Policy::of(checked, &run.sources).weigh(&run.sources, &mut found);
    run.findings.extend(found);
    let fonts = fonts()?;
    let theme = theme.value.map(vary);
    let theme = theme.as_ref();
    let press = concord_press::Settings::default();
    let workshop = Workshop {
        publication,
        fonts,
        theme,
        date: None,
        is_sound: true,
        measures_layout: false,
        is_trial: false,
        keeps_pages: false,
        press: &press,
        cache: None,
    };
    let Some(planned) = planned.into_iter().next() else { return Ok(None) };
    finish(&workshop, planned, run)
}

fn finish(
    workshop: &Workshop<'_>,
    planned: plan::Planned<'_>,
    run: &mut Run,
) -> Result<Option<Made>, String> {
    let plan::Planned { manuscript, document: config, locale, skeleton } = planned;
    let edition = Edition { publication: workshop.publication, manuscript, locale, document: config };
    let composed = Wordings::compose(skeleton, &edition, None);
    run.findings.extend(composed.diagnostics);
    let Some(theme) = workshop.theme else { return Ok(None) };
    let Fitted { document, set, .. } = set_within(workshop, &edition, theme, composed.value);
    run.findings.extend(set.diagnostics);
    let settings = concord_press::Settings { creator_tool: "the suite".to_owned(), ..Default::default() };
    let bytes = match concord_press::press(&set.value, &settings) {
        Ok(bytes) => bytes,
        Err(findings) => {
            run.findings.extend(findings);
            return Ok(None);
        }
    };
    let transcript = read(&bytes)?;
    run.findings.extend(concord_proof::prove(&transcript, &document).diagnostics);
    Ok(Some(Made { set: set.value, bytes, transcript }))
}

/// What a finished file says.
pub(crate) fn read(bytes: &[u8]) -> Result<Transcript, String> {
    let limits = concord_proof::Limits::default();
    concord_proof::read(bytes, &limits).map_err(|unreadable| unreadable.diagnostic().message)
}

/// The fonts, read once for all trials.
fn fonts() -> Result<&'static Fonts, String> {
    static FONTS: OnceLock<Result<Fonts, String>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| Fonts::load().map_err(|error| error.to_string()));
    fonts.as_ref().map_err(String::clone)
}

/// A whole run on a folder, into a folder beside it.
pub(crate) fn publish_folder(publication: &Path, output: &Path) -> Result<Outcome, String> {
    let settings = Settings {
        source: SourceSettings { folder: publication.to_owned(), templates: None },
        selection: Selection::default(),
        output: output.to_owned(),
        jobs: NonZeroUsize::MIN,
        date: None,
        measures_layout: false,
        press: concord_press::Settings::default(),
        variant: Variant::default(),
        part: None,
        cache: None,
    };
    publish(&settings, &Progress::silent()).map_err(|failure| failure.to_string())
}

/// Every finding of a whole run on a folder, as people see it.
pub(crate) fn findings(folder: &Folder) -> Result<String, String> {
    let parent = tempfile::tempdir().map_err(|error| error.to_string())?;
    let publication = folder.write(parent.path())?;
    let outcome = publish_folder(&publication, &parent.path().join("dist"))?;
    Ok(render::human(&outcome.sources, &outcome.diagnostics, false))
}

/// The same in a form for programs, as it is shown in the folder that the publication stands in.
pub(crate) fn findings_for_programs(folder: &Folder, format: MessageFormat) -> Result<String, String> {
    let parent = tempfile::tempdir().map_err(|error| error.to_string())?;
    let publication = folder.write(parent.path())?;
    let outcome = publish_folder(&publication, &parent.path().join("dist"))?;
    let folder = parent.path().to_owned();
    Ok(report::render(&outcome, &Presentation { format, colour: false, publication, folder }))
}
