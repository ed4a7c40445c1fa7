//! `concord check`: everything that can be found without making pages.

use crate::files::{self, Folder};
use crate::publish::{Opened, Outcome, Templates, open_folder, outcome};
use crate::settings::{Selection, SourceSettings, Strictness};
use crate::{Failure, plan, report, unused_messages};
use concord_check::Policy;
use concord_compose::{Edition, compose};
use concord_document::LanguageTag;
use std::collections::BTreeMap;

/// Checks a publication: its form, its facts, its translations, and the composition of every edition.
pub fn check(settings: &SourceSettings, strictness: Strictness) -> Result<Outcome, Failure> {
    check_languages(settings, strictness, &[])
}

/// The same, without what was found in the texts of other languages than these; of all where there are none.
pub fn check_languages(
    settings: &SourceSettings,
    strictness: Strictness,
    languages: &[LanguageTag],
) -> Result<Outcome, Failure> {
    check_folder(settings, strictness, files::read_publication(&settings.folder)?, languages)
}

/// The same for what a folder was read as, or would hold after changes.
pub(crate) fn check_folder(
    settings: &SourceSettings,
    strictness: Strictness,
    folder: Folder,
    languages: &[LanguageTag],
) -> Result<Outcome, Failure> {
    let mut opened = open_folder(folder);
    strictness.weigh(&mut opened.diagnostics);
    let Some(publication) = opened.publication.take() else { return Ok(outcome(opened)) };
    let templates = Templates::open(settings, &publication, &mut opened)?;
    let locales = plan::locales(&publication)?;
    let Opened { mut sources, diagnostics, .. } = opened;
    let mut composition = unused_messages::find(&publication, &sources);
    let all = Selection::default();
    let planned = plan::plan(&publication, &locales, &all, &templates.ids, &mut sources, &mut composition)?;
    let rules = concord_check::check(&publication, &sources, &plan::facts_used(&planned));
    for planned in planned {
        let plan::Planned { manuscript, document, locale, skeleton } = planned;
        let edition = Edition { publication: &publication, manuscript, locale, document };
        composition.extend(compose(skeleton, &edition).diagnostics);
    }
    let mut diagnostics = report::join(&publication, diagnostics, rules, composition);
    let mut policy = Policy::of(&publication, &sources);
    report::weigh(&mut policy, strictness, &sources, &mut diagnostics);
    report::close(&policy, &policy.unused(), strictness, &mut diagnostics);
    report::leave_out_other_languages(&publication, &sources, languages, &mut diagnostics);
    let drafts = policy.drafts(&sources, &diagnostics);
    Ok(Outcome {
        sources,
        diagnostics,
        outputs: Vec::new(),
        templates: templates.folder,
        layouts: Vec::new(),
        translations: BTreeMap::new(),
        drafts,
    })
}
