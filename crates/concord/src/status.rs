//! `concord status`: how far every translation is, and what becomes of it when the publication is made.

use crate::Failure;
use crate::args::{ReportFormat, StatusArgs};
use crate::publish::open;
use crate::settings::SourceSettings;
use concord_check::progress::{Amount, Progress, TextState, progress};
use concord_check::{Context, Policy, check_context};
use concord_diagnostics::Sources;
use concord_document::LanguageTag;
use concord_publication::{Below, Config};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What becomes of a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It is published.
    Published,
    /// It is published, and its first page says that it is not finished.
    WithNotice,
    /// It is left out.
    LeftOut,
}

impl Fate {
    /// What a publication wants for a translation of which so many words in a hundred are translated and up to date.
    pub fn of(config: &Config, percent: usize) -> Self {
        let is_below = config.least_translated.as_ref().is_some_and(|least| percent < least.value);
        match config.below {
            Below::Notice if is_below => Self::WithNotice,
            Below::LeaveOut if is_below => Self::LeftOut,
            _ => Self::Published,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::WithNotice => "published with a notice",
            Self::LeftOut => "left out",
        }
    }
}

/// How far a translation is, and what becomes of it: as in the manifest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TranslationState {
    /// The percentage of words that are translated and up to date, rounded down.
    pub percent: usize,
    /// Words of the source that are translated and up to date.
    pub translated: usize,
    /// Words of the source that are translated from an earlier text.
    pub stale: usize,
    /// Words of the source that are not translated.
    pub untranslated: usize,
    /// What becomes of it.
    pub fate: Fate,
}

impl TranslationState {
    /// From what was counted before errors are looked for: nothing is published that has any.
    pub fn new(config: &Config, progress: &Progress) -> Self {
        let words = |state| progress.of(state).words;
        let percent = progress.percent();
        Self {
            percent,
            translated: words(TextState::Translated),
            stale: words(TextState::Stale),
            untranslated: words(TextState::Untranslated),
            fate: Fate::of(config, percent),
        }
    }

    /// A line about a language; `None` where there is nothing to say.
    pub fn line(&self, tag: &str) -> Option<String> {
        let is_done = self.stale == 0 && self.untranslated == 0 && self.fate == Fate::Published;
        let (percent, fate) = (self.percent, self.fate.words());
        (!is_done).then(|| format!("{tag}: {percent}% of the words translated and up to date; {fate}"))
    }
}

const STATES: [(TextState, &str); 4] = [
    (TextState::Translated, "translated"),
    (TextState::Stale, "stale"),
    (TextState::Untranslated, "untranslated"),
    (TextState::Failing, "failing"),
];

/// How far the translations of a publication are, as a table or as JSON.
pub fn report(args: &StatusArgs) -> Result<String, Failure> {
    let opened = open(&SourceSettings { folder: args.dir.clone(), templates: None })?;
    let publication = opened
        .publication
        .ok_or_else(|| Failure::new("the publication cannot be read; see `concord check`"))?;
    let wanted = args.locale.iter().map(|tag| LanguageTag::parse(tag));
    let wanted: Vec<LanguageTag> =
        wanted.collect::<Result<_, _>>().map_err(|error| Failure::new(error.to_string()))?;
    if let Some(unknown) =
        wanted.iter().find(|tag| !publication.translations().any(|it| it.language == **tag))
    {
        return Err(Failure::new(format!("the publication has no translation `{unknown}`")));
    }
    let context = Context::new(&publication, &opened.sources);
    let mut findings = check_context(&context, &BTreeSet::new());
    Policy::of(&publication, &opened.sources).weigh(&opened.sources, &mut findings);
    findings.extend(opened.diagnostics);
    let mut languages = progress(&context, &findings);
    languages.retain(|progress| wanted.is_empty() || wanted.contains(&progress.language));
    Ok(match args.format {
        ReportFormat::Human => table(&publication.config, &languages, &opened.sources, args.places),
        ReportFormat::Json => {
            let languages: Vec<Value> =
                languages.iter().map(|it| object(&publication.config, it, &opened.sources)).collect();
            format!("{:#}\n", json!({ "version": 1, "languages": languages }))
        }
    })
}

fn table(config: &Config, languages: &[Progress], sources: &Sources, shows_places: bool) -> String {
    let mut out = String::new();
    if languages.is_empty() {
        return "the publication has no translations; `concord locale new` begins one\n".to_owned();
    }
    // A string takes no error from writing.
    let _ = writeln!(
        out,
        "{:<10} {:>5} {:>7} {:>10} {:>7} {:>12} {:>8} {:>6}",
        "words", "files", "all", "translated", "stale", "untranslated", "failing", "done"
    );
    for progress in languages {
        let total = progress.total();
        let words = |state| progress.of(state).words;
        row(
            &mut out,
            progress.language.as_str(),
            progress.files.len(),
            total.words,
            &words,
            progress.percent(),
        );
        let blocks = |state| progress.of(state).blocks;
        let [translated, stale, untranslated, failing] = STATES.map(|(state, _)| blocks(state));
        let _ = writeln!(
            out,
            "{:<10} {:>5} {:>7} {translated:>10} {stale:>7} {untranslated:>12} {failing:>8}",
            "  blocks", "", total.blocks
        );
    }
    for progress in languages {
        let fate = Fate::of(config, progress.percent());
        let least = config.least_translated.as_ref().map(|least| format!("; {}% are asked for", least.value));
        let (tag, least) = (&progress.language, least.unwrap_or_default());
        let _ = writeln!(out, "{tag}: {}{least}", fate.words());
    }
    if shows_places {
        languages.iter().for_each(|progress| places(&mut out, progress, sources));
    }
    out
}

fn row(
    out: &mut String,
    name: &str,
    files: usize,
    all: usize,
    of: &dyn Fn(TextState) -> usize,
    percent: usize,
) {
    let [translated, stale, untranslated, failing] = STATES.map(|(state, _)| of(state));
    let _ = writeln!(
        out,
        "{name:<10} {files:>5} {all:>7} {translated:>10} {stale:>7} {untranslated:>12} {failing:>8} {percent:>5}%"
    );
}

fn places(out: &mut String, progress: &Progress, sources: &Sources) {
    for (path, file) in &progress.files {
        let _ = write!(out, "{}/{path}:", progress.language);
        for (state, name) in STATES {
            if let Some(amount) = file.states.get(&state) {
                let _ = write!(out, " {} words {name}", amount.words);
            }
        }
        out.push('\n');
        for (state, span) in &file.places {
            let name = STATES.iter().find(|(known, _)| known == state).map_or("", |(_, name)| *name);
            if let Some(source) = sources.get(span.source) {
                let _ = writeln!(out, "  {}:{}: {name}", source.name(), source.position(span.start).line);
            }
        }
    }
}

fn object(config: &Config, progress: &Progress, sources: &Sources) -> Value {
    let amount = |amount: Amount| json!({ "blocks": amount.blocks, "words": amount.words });
    let states = |of: &dyn Fn(TextState) -> Amount| -> serde_json::Map<String, Value> {
        STATES.iter().map(|(state, name)| ((*name).to_owned(), amount(of(*state)))).collect()
    };
    let files: BTreeMap<&String, Value> = progress
        .files
        .iter()
        .map(|(path, file)| {
            let places: Vec<Value> = file
                .places
                .iter()
                .filter_map(|(state, span)| {
                    let source = sources.get(span.source)?;
                    let name = STATES.iter().find(|(known, _)| known == state).map(|(_, name)| *name)?;
                    Some(json!({ "file": source.name(), "line": source.position(span.start).line, "state": name }))
                })
                .collect();
            let states = states(&|state| file.states.get(&state).copied().unwrap_or_default());
            (path, json!({ "states": states, "places": places }))
        })
        .collect();
    json!({
        "language": progress.language.as_str(),
        "percent": progress.percent(),
        "fate": Fate::of(config, progress.percent()),
        "total": amount(progress.total()),
        "states": states(&|state| progress.of(state)),
        "files": files,
    })
}
