//! Which translations are published, by how far they are.

use crate::settings::Selection;
use crate::status::{Fate, TranslationState};
use concord_check::Context;
use concord_check::progress::progress;
use concord_diagnostics::{Code, Diagnostic, Sources};
use concord_document::LanguageTag;
use concord_publication::{Below, Publication};
use std::collections::BTreeMap;

/// The message that is set on the first page of a translation that is not finished.
pub const NOTICE: &str = "incomplete-notice";

/// How far every translation is, and what becomes of it. Those that are left out are taken out of the publication, with
/// what was found in their files; those that need one are given their notice. A language that is named on the command line
/// is made all the same, so that whoever translates it sees the pages.
pub(crate) fn decide(
    publication: &mut Publication,
    sources: &Sources,
    selection: &Selection,
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<String, TranslationState> {
    let context = Context::new(publication, sources);
    let counted = progress(&context, &[]);
    let states =
        counted.iter().map(|it| (it.language.clone(), TranslationState::new(&publication.config, it)));
    let states: Vec<(LanguageTag, TranslationState)> = states.collect();
    let mut decided = BTreeMap::new();
    for (language, mut state) in states {
        if state.fate == Fate::LeftOut && selection.locales.contains(&language) {
            state.fate = match notice(publication, &language) {
                Some(_) => Fate::WithNotice,
                None => Fate::Published,
            };
        }
        match state.fate {
            Fate::Published => {}
            Fate::WithNotice => give_notice(publication, &language, findings),
            Fate::LeftOut => leave_out(publication, &language, sources, findings),
        }
        decided.insert(language.as_str().to_owned(), state);
    }
    decided
}

/// The notice in the language itself, or in the source's.
fn notice(publication: &Publication, language: &LanguageTag) -> Option<String> {
    let own = publication.manuscripts.get(language).and_then(|it| it.messages.text.get(NOTICE));
    let source = || publication.source().and_then(|it| it.messages.text.get(NOTICE));
    own.or_else(source).map(|message| message.value.clone())
}

fn give_notice(publication: &mut Publication, language: &LanguageTag, findings: &mut Vec<Diagnostic>) {
    let notice = notice(publication, language);
    if let (None, Some(least)) = (&notice, &publication.config.least_translated) {
        let message = format!("{language} is not translated far enough, and there is no notice to say so");
        let finding = Diagnostic::new(Code::MISSING_MESSAGE, message).at(least.span, "asked for here");
        let source = &publication.config.source_locale.value;
        findings.push(finding.help(format!("add `{NOTICE} = \"...\"` to [text] of {source}/messages.toml")));
    }
    if let Some(manuscript) = publication.manuscripts.get_mut(language) {
        manuscript.notice = notice;
    }
}

fn leave_out(
    publication: &mut Publication,
    language: &LanguageTag,
    sources: &Sources,
    findings: &mut Vec<Diagnostic>,
) {
    publication.manuscripts.remove(language);
    publication.config.locales.remove(language.as_str());
    let folder = format!("{language}/");
    findings.retain(|finding| {
        let source = finding.primary.as_ref().and_then(|label| sources.get(label.span.source));
        !source.is_some_and(|source| source.name().starts_with(&folder))
    });
}

/// Whether the publication asks for notices at all.
pub(crate) fn asks_for_notices(publication: &Publication) -> bool {
    publication.config.below != Below::Publish
}
