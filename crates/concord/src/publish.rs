//! `concord publish`: the program's outline.

use crate::cache::{Cache, Shared, Warming};
use crate::concordance::{self, Concordance};
use crate::edition::{Finished, Made, Workshop, print};
use crate::files::{self, Folder};
use crate::landing;
use crate::layout::EditionLayout;
use crate::manifest::{Input, MANIFEST, Manifest, Output, Variant, sha256};
use crate::parity;
use crate::passport::{self, Grounds};
use crate::plan::{self, Planned};
use crate::progress::Progress;
use crate::settings::{Selection, Settings, SourceSettings, Strictness};
use crate::shares::{self, Options, Share, Shares};
use crate::status::TranslationState;
use crate::{Failure, report, translations, unused_messages};
use concord_check::Policy;
use concord_compose::with_pseudo;
use concord_diagnostics::{Code, Diagnostic, SourceId, Sources, has_errors};
use concord_locale::Locale;
use concord_manuscript::{Files, ingest};
use concord_press::{Claim, Effort};
use concord_publication::Publication;
use concord_typeset::{Fonts, PageSize, Theme};
use rayon::ThreadPool;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

/// What a run found and made.
#[derive(Debug)]
pub struct Outcome {
    /// Every text that findings point into.
    pub sources: Sources,
    /// What was found, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// What was put into the output folder; empty where nothing was.
    pub outputs: Vec<Output>,
    /// The template folder, where one was read.
    pub templates: Option<PathBuf>,
    /// What was measured of the pages of every edition, where that was asked for.
    pub layouts: Vec<EditionLayout>,
    /// How far every translation is, and what became of it.
    pub translations: BTreeMap<String, TranslationState>,
    /// Languages that are drafts, with the number of findings where they differ from their source.
    pub drafts: BTreeMap<String, usize>,
}

impl Outcome {
    /// Whether something was found that stops publication.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }
}

/// A publication with everything that is needed to make its editions.
pub(crate) struct Opened {
    pub(crate) folder: Folder,
    pub(crate) sources: Sources,
    pub(crate) publication: Option<Publication>,
    /// What was found on the way.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Makes every edition that the settings ask for, and puts all of them into the output folder if nothing stands
/// against it.
pub fn publish(settings: &Settings, progress: &Progress) -> Result<Outcome, Failure> {
    publish_strictly(settings, Strictness::AsStated, progress)
}

/// The same, where it is also said how much findings weigh.
pub fn publish_strictly(
    settings: &Settings,
    strictness: Strictness,
    progress: &Progress,
) -> Result<Outcome, Failure> {
    run(settings, strictness, progress, None)
}

/// The same, where editions come out of finished shares rather than being made.
pub(crate) fn run(
    settings: &Settings,
    strictness: Strictness,
    progress: &Progress,
    joined: Option<&Shares>,
) -> Result<Outcome, Failure> {
    progress.step("reading the publication");
    // Where pages are measured or printed once more they have to be set, and none is taken out of a cache.
    let keeps_pages = settings.variant.passport;
    let caches = !keeps_pages && !settings.measures_layout && joined.is_none();
    let warming = settings.cache.as_deref().filter(|_| caches).map(Warming::begin);
    let mut opened = open(&settings.source)?;
    strictness.weigh(&mut opened.diagnostics);
    let Some(mut publication) = opened.publication.take() else { return Ok(outcome(opened)) };
    let translations =
        translations::decide(&mut publication, &opened.sources, &settings.selection, &mut opened.diagnostics);
    let earlier = earlier(settings, &publication)?;
    let (templates, fonts) = Templates::varied(settings, &publication, &mut opened)?;
    let checked = &publication;
    let extended = settings.variant.pseudo.then(|| with_pseudo(checked));
    let publication = extended.as_ref().unwrap_or(checked);
    let locales = plan::locales(publication)?;
    let Opened { folder, mut sources, mut diagnostics, .. } = opened;
    if let Some(shares) = joined {
        shares.refuse_other_inputs(&folder.files, &templates.files)?;
    }
    let mut composition = unused_messages::find(checked, &sources);
    let (selection, variant, ids) = (&settings.selection, &settings.variant, &templates.ids);
    let planned = plan::plan(publication, &locales, selection, ids, &mut sources, &mut composition)?;

    progress.step("checking facts and translations");
    // The pseudo-language is not compared with its source: it is made of it.
    let mut policy = Policy::of(checked, &sources);
    let mut rules = concord_check::check(checked, &sources, &plan::facts_used(&planned));
    report::weigh(&mut policy, strictness, &sources, &mut rules);
    report::weigh(&mut policy, strictness, &sources, &mut composition);
    // They were weighed, so that comments which allow them have something to allow.
    for found in [&mut diagnostics, &mut rules, &mut composition] {
        report::leave_out_other_languages(checked, &sources, &selection.locales, found);
    }
    let is_sound = ![&diagnostics[..], &rules, &composition, policy.faults()].into_iter().any(has_errors);

    let editions: Vec<_> = planned.iter().map(Planned::name).collect();
    let planned = match settings.part {
        Some(part) => part.of(planned, &editions),
        None => planned,
    };
    progress.step(if joined.is_some() { "reading editions" } else { "making editions" });
    progress.editions(planned.len());
    let theme = templates.theme.as_ref();
    let (date, press, is_trial) = (settings.date.as_deref(), &settings.press, variant.page_size.is_some());
    let measures_layout = settings.measures_layout;
    let cache = warming.and_then(|warming| ready(warming, settings, publication, &templates));
    let cache = cache.as_ref();
    let workshop = Workshop {
        publication,
        fonts: &fonts,
        theme,
        date,
        is_sound,
        measures_layout,
        is_trial,
        keeps_pages,
        press,
        cache,
    };
    let pool = pool(settings.jobs.get())?;
    let made = match joined {
        Some(shares) => shares.editions(&planned, &sources, &pool, progress)?,
        None => make_all(&workshop, planned, &pool, progress),
    };
    close(cache, progress);

    let (mut finished, mut layouts) = (Vec::new(), Vec::new());
    for edition in made {
        composition.extend(edition.composition);
        diagnostics.extend(edition.production);
        layouts.extend(edition.layout);
        finished.extend(edition.finished);
    }
    // A share has not the editions to compare its own with; `merge` has.
    if settings.part.is_none() {
        diagnostics.extend(concordance::missing(publication, &finished));
        diagnostics.extend(parity::compare(&finished, &publication.config.source_locale.value));
    }
    report::weigh(&mut policy, strictness, &sources, &mut composition);
    let mut diagnostics = report::join(checked, diagnostics, rules, composition);
    strictness.weigh(&mut diagnostics);
    let idle = policy.unused();
    let unused = match (settings.part, joined) {
        // Whether a comment allowed something is known when every share has been made.
        (Some(_), _) => Vec::new(),
        (None, Some(shares)) => shares.unused(&idle, &sources),
        (None, None) => idle.clone(),
    };
    report::close(&policy, &unused, strictness, &mut diagnostics);
    report::leave_out_other_languages(checked, &sources, &selection.locales, &mut diagnostics);
    let mut outputs = Vec::new();
    if let (Some(part), false) = (settings.part, has_errors(&diagnostics)) {
        let record = Manifest::new(&publication.config.id, variant, &folder.files, &templates.files, vec![]);
        let record = Manifest { translations: translations.clone(), ..record };
        let share = Share::new(part, &record, Options::of(settings), editions);
        progress.step("writing");
        outputs = share.write(record, finished, &idle, &sources, &settings.output)?;
    } else if !has_errors(&diagnostics) {
        let kept = kept(earlier.as_ref(), publication, selection);
        let known = if kept.is_empty() { None } else { files::earlier_concordance(&settings.output) };
        let concordance = Concordance::new(publication, &finished, &kept, known.as_ref());
        let issue = Issue {
            publication,
            variant,
            locales: &locales,
            folder: &folder,
            templates: &templates,
            translations: &translations,
        };
        let finished = issue.passports(finished, &concordance, &diagnostics, (press, &pool));
        let complete = |finished| {
            issue.complete(finished, kept, &concordance, &sources).map_err(|finding| vec![*finding])
        };
        match finished.and_then(complete) {
            Ok(complete) => {
                progress.step("writing");
                files::replace(&settings.output, &complete.files, &complete.kept)?;
                outputs = complete.outputs;
            }
            Err(found) => {
                diagnostics.extend(found);
                concord_diagnostics::sort(&mut diagnostics);
            }
        }
    }
    let drafts = policy.drafts(&sources, &diagnostics);
    Ok(Outcome { sources, diagnostics, outputs, templates: templates.folder, layouts, translations, drafts })
}

/// The manifest of the run before, where this one may replace what it made.
fn earlier(settings: &Settings, publication: &Publication) -> Result<Option<Manifest>, Failure> {
    let earlier = files::earlier_manifest(&settings.output)?;
    if let Some(earlier) = &earlier {
        refuse_other_publication(earlier, publication, settings)?;
        refuse_other_variant(earlier, publication, settings)?;
        shares::refuse_to_mix(earlier, settings)?;
    }
    Ok(earlier)
}

/// Reads and ingests a publication folder.
pub(crate) fn open(source: &SourceSettings) -> Result<Opened, Failure> {
    Ok(open_folder(files::read_publication(&source.folder)?))
}

/// Ingests what a publication folder holds.
pub(crate) fn open_folder(mut folder: Folder) -> Opened {
    let mut sources = Sources::new();
    let ingested = ingest(&folder.files, &mut sources);
    let mut diagnostics = std::mem::take(&mut folder.diagnostics);
    diagnostics.extend(ingested.diagnostics);
    Opened { folder, sources, publication: ingested.value, diagnostics }
}

/// The outcome of a run that could not begin.
pub(crate) fn outcome(opened: Opened) -> Outcome {
    let mut diagnostics = opened.diagnostics;
    concord_diagnostics::sort(&mut diagnostics);
    let drafts = BTreeMap::new();
    Outcome {
        sources: opened.sources,
        diagnostics,
        outputs: Vec::new(),
        templates: None,
        layouts: Vec::new(),
        translations: BTreeMap::new(),
        drafts,
    }
}

/// A template folder.
pub(crate) struct Templates {
    pub(crate) folder: Option<PathBuf>,
    files: Files,
    pub(crate) ids: BTreeMap<String, SourceId>,
    theme: Option<Theme>,
}

impl Templates {
    const THEME: &'static str = "theme.toml";

    /// Every file of the folder.
    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    pub(crate) fn open(
        source: &SourceSettings,
        publication: &Publication,
        opened: &mut Opened,
    ) -> Result<Self, Failure> {
        let name = &publication.config.template.value;
        if name.is_empty() {
            // The configuration does not say which, and that was reported.
            return Ok(Self { folder: None, files: Files::new(), ids: BTreeMap::new(), theme: None });
        }
        let folder = source.template_folder(name)?;
        let read = files::read_templates(&folder)?;
        opened.diagnostics.extend(read.diagnostics);
        let ids = plan::register_templates(&read.files, &mut opened.sources, &mut opened.diagnostics);
        let mut templates = Self { folder: Some(folder), files: read.files, ids, theme: None };
        match templates.ids.get(Self::THEME).and_then(|id| Some((*id, opened.sources.get(*id)?))) {
            Some((id, text)) => {
                let parsed = Theme::parse(id, text.text());
                opened.diagnostics.extend(parsed.diagnostics);
                templates.theme = parsed.value;
            }
            None => {
                let message = format!("the template folder has no `{}`", Self::THEME);
                let finding = Diagnostic::new(Code::MISSING_FILE, message);
                opened.diagnostics.push(finding.at(publication.config.template.span, "named here"));
            }
        }
        Ok(templates)
    }

    /// The theme, where it can be used.
    pub(crate) fn theme(&self) -> Option<&Theme> {
        self.theme.as_ref()
    }

    /// The templates of a run, with the theme as the command line asks for it, and the fonts that it is set in.
    fn varied(
        settings: &Settings,
        publication: &Publication,
        opened: &mut Opened,
    ) -> Result<(Self, Fonts), Failure> {
        let mut templates = Self::open(&settings.source, publication, opened)?;
        templates.vary(&settings.variant)?;
        let fonts = templates.fonts(opened)?;
        Ok((templates, fonts))
    }

    /// Changes the theme to what the command line asks for.
    fn vary(&mut self, variant: &Variant) -> Result<(), Failure> {
        if let Some(name) = &variant.page_size {
            let size = PageSize::find(name);
            let size = size.ok_or_else(|| Failure::new(format!("there is no sheet `{name}`")))?;
            self.theme = self.theme.take().map(|theme| theme.on(size));
        }
        if variant.print {
            self.theme = self.theme.take().map(Theme::for_print);
        }
        Ok(())
    }

    /// The fonts of the program and of the template folder. What the theme names and is not there is reported.
    pub(crate) fn fonts(&self, opened: &mut Opened) -> Result<Fonts, Failure> {
        let mut fonts = Fonts::load().map_err(|error| Failure::new(error.to_string()))?;
        let theme = self.theme.as_ref().zip(self.ids.get(Self::THEME).copied());
        let Some((theme, id)) = theme else { return Ok(fonts) };
        let text = opened.sources.get(id).map(|source| source.text().clone()).unwrap_or_default();
        for file in theme.font_files() {
            let added = match self.files.get(file) {
                Some(bytes) => fonts.add(file, bytes).map_err(|error| error.to_string()),
                None => Err(format!("the template folder has no `{file}`")),
            };
            if let Err(message) = added {
                let place = theme.place_of(id, &text, "files");
                opened
                    .diagnostics
                    .push(Diagnostic::new(Code::INVALID_THEME, message).at(place, "named here"));
            }
        }
        opened.diagnostics.extend(theme.missing_families(&fonts, id, &text));
        Ok(fonts)
    }
}

/// The cache for the editions of a run.
fn ready(
    warming: Warming,
    settings: &Settings,
    publication: &Publication,
    templates: &Templates,
) -> Option<Cache> {
    let words: [&dyn std::fmt::Debug; 4] =
        [&settings.press, &settings.variant, &settings.date, &publication.config.styles];
    let shared = Shared { templates: &templates.files, images: &publication.images, words: &words };
    warming.ready(&shared)
}

/// Says what came from the cache, and takes out of it what is old.
fn close(cache: Option<&Cache>, progress: &Progress) {
    let Some(cache) = cache else { return };
    match cache.taken() {
        0 => {}
        taken => progress.step(&format!("{} taken from the cache", report::counted(taken, "edition"))),
    }
    cache.close();
}

/// The threads of a run.
fn pool(jobs: usize) -> Result<ThreadPool, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    pool.map_err(|error| Failure::new(format!("cannot start {jobs} threads: {error}")))
}

/// Makes editions at the same time, and gives them in the order of the plan.
///
/// An edition's proof waits until every edition is begun: the largest ones are often one more than there are threads,
/// and the last of them would leave the other threads idle.
fn make_all(
    workshop: &Workshop<'_>,
    planned: Vec<Planned<'_>>,
    pool: &ThreadPool,
    progress: &Progress,
) -> Vec<Made> {
    let made: Vec<OnceLock<Made>> = planned.iter().map(|_| OnceLock::new()).collect();
    pool.in_place_scope_fifo(|scope| {
        for (slot, planned) in made.iter().zip(planned) {
            scope.spawn_fifo(move |scope| {
                let printed = print(workshop, planned);
                scope.spawn_fifo(move |_| {
                    progress.edition(printed.file());
                    // Each slot is filled by its own edition alone.
                    let _ = slot.set(printed.prove());
                });
            });
        }
    });
    made.into_iter().filter_map(OnceLock::into_inner).collect()
}

/// The outputs of an earlier run that a run for a part of the publication leaves as they are.
fn kept(earlier: Option<&Manifest>, publication: &Publication, selection: &Selection) -> Vec<Output> {
    let Some(earlier) = earlier.filter(|_| !selection.is_all()) else { return Vec::new() };
    let still_there = |output: &&Output| {
        let (Some(locale), Some(document)) = (&output.locale, &output.document) else { return false };
        let documents = &publication.config.documents;
        let manuscript = publication.manuscripts.keys().find(|tag| tag.as_str() == locale);
        documents.iter().any(|known| known.id.value == *document)
            && manuscript.is_some_and(|tag| !selection.takes(tag, document))
    };
    earlier.outputs.iter().filter(still_there).cloned().collect()
}

fn refuse_other_publication(
    earlier: &Manifest,
    publication: &Publication,
    settings: &Settings,
) -> Result<(), Failure> {
    if earlier.publication == publication.config.id {
        return Ok(());
    }
    let folder = settings.output.display();
    let (other, own) = (&earlier.publication, &publication.config.id);
    Err(Failure::new(format!(
        "`{folder}` holds the publication `{other}`, not `{own}`; name another folder with --output"
    )))
}

/// A part of the editions cannot stand beside others on another sheet, for another purpose or made to something else: nothing
/// could tell what the folder is, and no run could make it again.
fn refuse_other_variant(
    earlier: &Manifest,
    publication: &Publication,
    settings: &Settings,
) -> Result<(), Failure> {
    let kept = kept(Some(earlier), publication, &settings.selection);
    if kept.is_empty() {
        return Ok(());
    }
    let folder = settings.output.display();
    let form = |variant: &Variant| {
        let Variant { page_size, print, passport, standard, .. } = variant.clone();
        (page_size, print, passport, standard)
    };
    let press = &settings.press;
    let own = press.standard.claims_with(settings.variant.passport).map(Claim::name);
    let claims = |output: &Output| output.standards.clone().unwrap_or_default();
    // Earlier versions did not record the standard; what the files claim tells nearly as much.
    let is_other = |output: &Output| claims(output).iter().any(|name| !own.contains(&name.as_str()));
    if form(&earlier.variant) != form(&settings.variant) || kept.iter().any(is_other) {
        return Err(Failure::new(format!(
            "`{folder}` holds editions made with another --standard, --page-size, --print or --passport, and not all of them \
             would be replaced; name another folder with --output"
        )));
    }
    let lacks_one = |output: &&Output| own.iter().any(|name| !claims(output).iter().any(|made| made == name));
    match kept.iter().find(lacks_one).filter(|_| press.effort == Effort::Whole) {
        Some(output) => Err(Failure::new(format!(
            "`{folder}` holds `{}`, which was made with --best-effort and is less than its standard asks, and it would not be \
             replaced; give --best-effort, or name another folder with --output",
            output.file
        ))),
        None => Ok(()),
    }
}

/// Everything that goes into the output folder, from finished editions.
struct Issue<'a> {
    publication: &'a Publication,
    variant: &'a Variant,
    locales: &'a BTreeMap<String, Locale>,
    folder: &'a Folder,
    templates: &'a Templates,
    translations: &'a BTreeMap<String, TranslationState>,
}

struct Complete {
    files: BTreeMap<String, Vec<u8>>,
    /// Names of files that stay.
    kept: Vec<String>,
    outputs: Vec<Output>,
}

impl Issue<'_> {
    /// Gives every edition its passport, where that is asked for.
    fn passports(
        &self,
        finished: Vec<Finished>,
        concordance: &Concordance,
        diagnostics: &[Diagnostic],
        (press, pool): (&concord_press::Settings, &ThreadPool),
    ) -> Result<Vec<Finished>, Vec<Diagnostic>> {
        if !self.variant.passport {
            return Ok(finished);
        }
        let inputs = Input::of_all(&self.folder.files, &self.templates.files);
        let grounds = Grounds {
            publication: &self.publication.config.id,
            ledger: self.folder.files.get("ledger.toml").map(Vec::as_slice).unwrap_or_default(),
            inputs: &inputs,
            concordance,
            diagnostics,
            translations: self.translations,
            press,
        };
        let all: Vec<_> = pool
            .install(|| finished.into_par_iter().map(|edition| passport::give(&grounds, edition)).collect());
        let (mut given, mut found) = (Vec::new(), Vec::new());
        for edition in all {
            match edition {
                Ok(edition) => given.push(edition),
                Err(faults) => found.extend(faults),
            }
        }
        if found.is_empty() { Ok(given) } else { Err(found) }
    }

    /// Adds the landing page, where the templates have one, and the manifest.
    fn complete(
        &self,
        finished: Vec<Finished>,
        kept: Vec<Output>,
        concordance: &Concordance,
        sources: &Sources,
    ) -> Result<Complete, Box<Diagnostic>> {
        let mut files = BTreeMap::new();
        let mut outputs = kept;
        let kept = outputs.iter().map(|output| output.file.clone()).collect();
        for Finished { output, bytes, .. } in finished {
            files.insert(output.file.clone(), bytes);
            outputs.push(output);
        }
        let mut pages = vec![(concordance::FILE, concordance.to_json())];
        let list = self.templates.ids.get(landing::CONCORDANCE_TEMPLATE);
        if let Some(template) = list {
            let page = landing::concordance(self.publication, concordance, &outputs, *template, sources)?;
            pages.push((landing::CONCORDANCE_FILE, page.into_bytes()));
        }
        if let Some(template) = self.templates.ids.get(landing::TEMPLATE) {
            let has_list = list.is_some();
            let page =
                landing::landing(self.publication, self.locales, &outputs, (*template, has_list), sources)?;
            pages.push((landing::FILE, page.into_bytes()));
        }
        for (file, bytes) in pages {
            outputs.push(self.page_output(file, &bytes));
            files.insert(file.to_owned(), bytes);
        }
        let id = &self.publication.config.id;
        let mut manifest =
            Manifest::new(id, self.variant, &self.folder.files, &self.templates.files, outputs);
        manifest.translations = self.translations.clone();
        files.insert(MANIFEST.to_owned(), manifest.to_json());
        Ok(Complete { files, kept, outputs: manifest.outputs })
    }

    fn page_output(&self, file: &str, bytes: &[u8]) -> Output {
        let source = self.publication.source();
        let title = source.and_then(|source| source.messages.text.get("title"));
        Output {
            file: file.to_owned(),
            sha256: sha256(bytes),
            bytes: bytes.len(),
            pages: None,
            locale: None,
            document: None,
            title: title.map(|title| title.value.clone()).unwrap_or_default(),
            standards: None,
        }
    }
}
