//! `concord locale`: what is kept of translations.

use crate::args::RecordArgs;
use crate::publish::open;
use crate::settings::SourceSettings;
use crate::{Failure, files};
use concord_check::Context;
use concord_check::staleness::{Recorded, record};
use concord_diagnostics::Sources;
use concord_document::LanguageTag;

/// The record of a language, beside its messages.
const LOCK: &str = "translation.lock";

/// Notes which source text each block was translated from. Gives what is to be said, a line a language and a line a
/// stale block.
pub fn record_all(args: &RecordArgs) -> Result<String, Failure> {
    let opened = open(&SourceSettings { folder: args.dir.clone(), templates: None })?;
    let publication = opened
        .publication
        .ok_or_else(|| Failure::new("the publication cannot be read; see `concord check`"))?;
    let wanted = args.locale.iter().map(|tag| LanguageTag::parse(tag));
    let wanted: Vec<LanguageTag> =
        wanted.collect::<Result<_, _>>().map_err(|error| Failure::new(error.to_string()))?;
    let translations: Vec<&LanguageTag> = publication.translations().map(|it| &it.language).collect();
    if let Some(unknown) = wanted.iter().find(|tag| !translations.contains(tag)) {
        return Err(Failure::new(format!("the publication has no translation `{unknown}`")));
    }
    let context = Context::new(&publication, &opened.sources);
    let mut said = String::new();
    for language in translations {
        if !wanted.is_empty() && !wanted.contains(language) {
            continue;
        }
        let recorded = record(&context, language, args.accept);
        let path = args.dir.join(language.as_str()).join(LOCK);
        files::replace_file(&path, recorded.text.as_bytes())?;
        said.push_str(&summary(language, &recorded, &opened.sources));
    }
    Ok(said)
}

fn summary(language: &LanguageTag, recorded: &Recorded, sources: &Sources) -> String {
    let Recorded { current, new, stale, .. } = recorded;
    let mut said = format!("{language}: {current} blocks up to date, {new} newly recorded");
    if !stale.is_empty() {
        said.push_str(&format!(", {} not recorded, as the source changed", stale.len()));
    }
    said.push('\n');
    for span in stale {
        if let Some(source) = sources.get(span.source) {
            let line = source.position(span.start).line;
            said.push_str(&format!(
                "  {}:{line}: translate the change, then run this again; `--accept` records it as it is\n",
                source.name()
            ));
        }
    }
    said
}
