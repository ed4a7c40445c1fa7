//! What commands besides `publish` and `check` say of the sample.

use crate::root;
use concord::args::{ImpactArgs, MessageFormat, RecordArgs};
use concord::settings::SourceSettings;
use concord::{coverage, impact, locale};
use libtest_mimic::Trial;
use std::path::PathBuf;

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    crate::checks(
        "commands",
        &[
            ("impact", impact_of_a_count),
            ("impact-by-hand", impact_on_what_is_written_out),
            ("impact-of-nothing", impact_of_an_unknown_fact),
            ("coverage", coverage_of_the_sample),
            ("record", record_after_a_change),
        ],
    )
}

fn sample() -> PathBuf {
    root().join("fixtures/building-bridges")
}

fn ask(fact: &str, value: Option<&str>) -> Result<String, String> {
    let (fact, value) = (fact.to_owned(), value.map(str::to_owned));
    let args = ImpactArgs { fact, dir: sample(), value, templates: Some(root().join("templates")) };
    impact::report(&args).map_err(|failure| failure.to_string())
}

fn must_hold(text: &str, parts: &[&str]) -> Result<(), String> {
    match parts.iter().find(|part| !text.contains(**part)) {
        Some(missing) => Err(format!("`{missing}` is not in:\n{text}")),
        None => Ok(()),
    }
}

/// A count shows in sentences, key figures and cells, in every language, as it is and as it would be.
fn impact_of_a_count() -> Result<(), String> {
    let text = ask("countries", Some("more-than 130"))?;
    must_hold(
        &text,
        &[
            "count countries: more-than 120\n",
            "would be more-than 130\n",
            "in the series `countries`",
            "en: 5 places",
            "fr: 5 places",
            "(key figure; factsheet)\n    plus de 120 pays partenaires\n    -> plus de 130 pays",
            "(table cell; publication)\n    más de 120",
        ],
    )
}

/// A phase shows in timelines with their alternative texts; what is written out is listed for itself.
fn impact_on_what_is_written_out() -> Result<(), String> {
    let text = ask("phase-2", Some("2012-01/2017-02"))?;
    must_hold(&text, &["(timeline; ", "(alternative text; ", "-> ", "in the ledger\n"])?;
    let text = ask("lessons", Some("6"))?;
    must_hold(&text, &["-> Deux autres parties exposent six enseignements", "es: 3 places"])
}

fn impact_of_an_unknown_fact() -> Result<(), String> {
    match ask("contries", None) {
        Err(failure) => must_hold(&failure, &["did you mean `countries`?"]),
        Ok(text) => Err(text),
    }
}

/// Everything that the sample states is held by something.
fn coverage_of_the_sample() -> Result<(), String> {
    let settings = SourceSettings { folder: sample(), templates: None };
    let report = |format| coverage::report(&settings, format).map_err(|failure| failure.to_string());
    let table = report(MessageFormat::Human)?;
    must_hold(&table, &["en: 100% of ", "fr: 100% of ", "es: 100% of ", "not held", "percentages"])?;
    let json: serde_json::Value =
        serde_json::from_str(&report(MessageFormat::Json)?).map_err(|error| error.to_string())?;
    let languages = json["languages"].as_array().map_or(0, Vec::len);
    if languages == 3 { Ok(()) } else { Err(format!("{languages} languages in {json}")) }
}

/// A source that changed makes one block of each translation stale; it keeps its old record until it is accepted.
fn record_after_a_change() -> Result<(), String> {
    let parent = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut files = concord_manuscript::Files::new();
    crate::folder::read_all(&sample(), "", &mut files).map_err(|error| error.to_string())?;
    let folder = parent.path().join("publication");
    let path = "en/03-action.md";
    let text = String::from_utf8_lossy(files.get(path).ok_or("no text")?).into_owned();
    let changed = text.replace("Readers who work in a ministry", "Readers who work in any ministry");
    if changed == text {
        return Err("the sentence that is to be changed is not there".to_owned());
    }
    files.insert(path.to_owned(), changed.into_bytes());
    crate::folder::write_all(&folder, &files)?;
    let record = |accept| {
        let args = RecordArgs { dir: folder.clone(), locale: Vec::new(), accept, keep: Vec::new() };
        locale::record_all(&args).map_err(|failure| failure.to_string())
    };
    must_hold(
        &record(false)?,
        &[
            "0 newly recorded, 1 not recorded, as the source changed\n  es/03-action.md:7",
            "1 not recorded, as the source changed\n  fr/03-action.md:7",
        ],
    )?;
    must_hold(&record(false)?, &["1 not recorded"])?;
    must_hold(&record(true)?, &["1 newly recorded\n"])?;
    must_hold(&record(false)?, &["0 newly recorded\n"])
}
