//! A publication as it is saved now, made into pages to be looked at. What nothing changed in is taken from what was there before.

use crate::cache::{Keys, Shared};
use crate::edition::Workshop;
use crate::files::{self, Folder};
use crate::plan::{self, Planned};
use crate::publish::{Opened, Templates, open_folder};
use crate::remedies::{Wordings, set_within, too_many_pages};
use crate::settings::{Selection, SourceSettings, Strictness};
use crate::{Failure, report, translations, unused_messages};
use concord_check::Policy;
use concord_compose::Edition;
use concord_diagnostics::{Diagnostic, Findings, Sources, has_errors};
use concord_pages::SetDocument;
use concord_publication::Publication;
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// What a publication was made into.
#[derive(Clone, Debug, Default)]
pub(super) struct Built {
    /// Every text that was read.
    pub(super) sources: Sources,
    /// What was found, in order.
    pub(super) findings: Vec<Diagnostic>,
    /// The template folder.
    pub(super) templates: Option<PathBuf>,
    /// The editions, in the order of the publication.
    pub(super) editions: Vec<Arc<Pages>>,
}

/// The pages of an edition.
#[derive(Debug)]
pub(super) struct Pages {
    /// The name of its file.
    pub(super) file: String,
    /// The document's title.
    pub(super) title: String,
    /// The language.
    pub(super) locale: String,
    /// The digest of all that decides them.
    pub(super) key: String,
    /// What setting found.
    findings: Vec<Diagnostic>,
    /// The pages.
    pub(super) set: SetDocument,
    /// Whether these are the last good ones of texts that have errors now.
    pub(super) is_former: bool,
}

/// Makes what a folder holds. Editions that cannot be composed now keep the pages that `former` has of them. Pages are there
/// before the rules have looked at all texts, and are given to `early`, without findings.
pub(super) fn build(
    settings: &SourceSettings,
    folder: Folder,
    former: &Built,
    early: &dyn Fn(Built),
) -> Result<Built, Failure> {
    let mut opened = open_folder(folder);
    let Some(mut publication) = opened.publication.take() else {
        let mut findings = opened.diagnostics;
        concord_diagnostics::sort(&mut findings);
        return Ok(Built { sources: opened.sources, findings, templates: None, editions: kept(former) });
    };
    // Whoever looks at pages wants to see those of languages too that are not ready to be published.
    let all = Selection { locales: publication.manuscripts.keys().cloned().collect(), documents: Vec::new() };
    translations::decide(&mut publication, &opened.sources, &all, &mut opened.diagnostics);
    let templates = Templates::open(settings, &publication, &mut opened)?;
    let fonts = templates.fonts(&mut opened)?;
    let locales = plan::locales(&publication)?;
    let Opened { mut sources, diagnostics, .. } = opened;
    let mut composition = unused_messages::find(&publication, &sources);
    let planned = plan::plan(
        &publication,
        &locales,
        &Selection::default(),
        &templates.ids,
        &mut sources,
        &mut composition,
    )?;
    let used = plan::facts_used(&planned);
    let press = concord_press::Settings::default();
    let workshop = Workshop {
        publication: &publication,
        fonts: &fonts,
        theme: templates.theme(),
        date: None,
        is_sound: true,
        measures_layout: false,
        is_trial: false,
        keeps_pages: false,
        press: &press,
        cache: None,
    };
    let keys = keys(&publication, &templates);
    let made: Vec<_> = planned.into_par_iter().map(|it| edition(&workshop, &keys, it, former)).collect();
    let (mut editions, mut production) = (Vec::new(), diagnostics);
    for (found, pages) in made {
        composition.extend(found);
        if let Some(pages) = pages {
            production.extend(pages.findings.iter().filter(|_| !pages.is_former).cloned());
            editions.push(pages);
        }
    }
    early(Built {
        sources: sources.clone(),
        findings: Vec::new(),
        templates: templates.folder.clone(),
        editions: editions.clone(),
    });
    let rules = concord_check::check(&publication, &sources, &used);
    let mut findings = report::join(&publication, production, rules, composition);
    let mut policy = Policy::of(&publication, &sources);
    report::weigh(&mut policy, Strictness::AsStated, &sources, &mut findings);
    let unused = policy.unused();
    report::close(&policy, &unused, Strictness::AsStated, &mut findings);
    Ok(Built { sources, findings, templates: templates.folder, editions })
}

fn keys(publication: &Publication, templates: &Templates) -> Keys {
    let words: [&dyn std::fmt::Debug; 1] = [&publication.config.styles];
    let shared = Shared { templates: templates.files(), images: &publication.images, words: &words };
    // All of them are made by this process.
    Keys::new(&shared, &blake3::hash(&[]))
}

fn edition(
    workshop: &Workshop<'_>,
    keys: &Keys,
    planned: Planned<'_>,
    former: &Built,
) -> (Vec<Diagnostic>, Option<Arc<Pages>>) {
    let file = planned.file();
    let Planned { manuscript, document: config, locale, skeleton } = planned;
    let edition = Edition { publication: workshop.publication, manuscript, locale, document: config };
    let Findings { value: wordings, diagnostics: found } = Wordings::compose(skeleton, &edition, None);
    let former = former.editions.iter().find(|pages| pages.file == file);
    let theme = workshop.theme.filter(|_| former.is_none() || !has_errors(&found));
    let Some(theme) = theme else { return (found, former.map(as_former)) };
    let key = keys.key(&edition, &wordings).to_string();
    if let Some(same) = former.filter(|former| former.key == key && !former.is_former) {
        return (found, Some(Arc::clone(same)));
    }
    let title = wordings.document.metadata.title.clone();
    let fitted = set_within(workshop, &edition, theme, wordings);
    let mut findings = fitted.set.diagnostics.clone();
    findings.extend(too_many_pages(workshop, &edition, &fitted));
    let locale = manuscript.language.to_string();
    let pages = Pages { file, title, locale, key, findings, set: fitted.set.value, is_former: false };
    (found, Some(Arc::new(pages)))
}

/// Pages that stand for those that cannot be made now.
fn as_former(pages: &Arc<Pages>) -> Arc<Pages> {
    if pages.is_former {
        return Arc::clone(pages);
    }
    let Pages { file, title, locale, key, set, .. } = &**pages;
    Arc::new(Pages {
        file: file.clone(),
        title: title.clone(),
        locale: locale.clone(),
        key: key.clone(),
        findings: Vec::new(),
        set: set.clone(),
        is_former: true,
    })
}

fn kept(former: &Built) -> Vec<Arc<Pages>> {
    former.editions.iter().map(as_former).collect()
}

/// Reads what a preview is made of.
pub(super) fn read(settings: &SourceSettings) -> Result<Folder, Failure> {
    files::read_publication(&settings.folder)
}
