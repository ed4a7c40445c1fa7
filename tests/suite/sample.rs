//! The sample from end to end: what is published, what its record says, and what independent readers make of it.

use crate::cases::difference;
use crate::command::{self, exits};
use crate::tools::{Program, Tool};
use crate::{blesses, conformance, root, stages};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::OnceLock;

/// The sample as it was published by the real program.
pub(crate) struct Published {
    folder: tempfile::TempDir,
    findings: String,
}

/// The languages of the sample.
const LOCALES: [&str; 3] = ["en", "es", "fr"];
/// Words of each language that are in its publication, with signs that get lost where text is encoded badly.
const WORDS: [(&str, &[&str]); 3] = [
    ("en", &["Côte d’Ivoire", "2009–2019", "Commission’s"]),
    ("es", &["migración", "países", "Níger", "años"]),
    ("fr", &["européenne", "Côte d’Ivoire", "août", "être", "ça", "œuvre"]),
];

/// What is made beside the PDFs and the manifest.
const OTHERS: [&str; 3] = ["concordance.html", "concordance.json", "index.html"];

/// The sample's publication folder.
pub(crate) fn fixture() -> PathBuf {
    root().join("fixtures/building-bridges")
}

/// The sample, published once for all trials.
pub(crate) fn published() -> Result<&'static Published, String> {
    static PUBLISHED: OnceLock<Result<Published, String>> = OnceLock::new();
    let publish = || {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut command = command::publish(&fixture(), &folder.path().join("dist"));
        let said = exits(command.args(["--message-format", "json"]), 0)?;
        Ok(Published { folder, findings: said.out })
    };
    PUBLISHED.get_or_init(publish).as_ref().map_err(String::clone)
}

impl Published {
    /// The output folder.
    pub(crate) fn dist(&self) -> PathBuf {
        self.folder.path().join("dist")
    }

    fn bytes(&self, file: &str) -> Result<Vec<u8>, String> {
        std::fs::read(self.dist().join(file)).map_err(|error| format!("{file}: {error}"))
    }

    fn manifest(&self) -> Result<Value, String> {
        serde_json::from_slice(&self.bytes("manifest.json")?).map_err(|error| error.to_string())
    }
}

fn publication(locale: &str) -> String {
    format!("building-bridges-{locale}.pdf")
}

fn factsheet(locale: &str) -> String {
    format!("building-bridges-factsheet-{locale}.pdf")
}

/// The six PDFs.
fn pdfs() -> impl Iterator<Item = String> {
    LOCALES.into_iter().flat_map(|locale| [publication(locale), factsheet(locale)])
}

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = vec![
        plain("files", files),
        plain("findings", findings),
        plain("digests", digests),
        plain("inputs-in-the-manifest", inputs),
        plain("pages", pages),
        judged("text", Tool::PdfToText, text),
        judged("fonts", Tool::PdfFonts, fonts),
        judged("qpdf", Tool::Qpdf, qpdf),
        judged("pdf-ua-1", Tool::VeraPdf, |program| conforms(program, "ua1")),
        judged("pdf-a-2a", Tool::VeraPdf, |program| conforms(program, "2a")),
    ];
    trials.extend(LOCALES.map(|locale| {
        let name = format!("sample/transcript-{locale}");
        Trial::test(name, move || transcript(locale).map_err(Failed::from))
    }));
    trials
}

fn plain(name: &str, trial: fn(&Published) -> Result<(), String>) -> Trial {
    Trial::test(format!("sample/{name}"), move || published().and_then(trial).map_err(Into::into))
}

fn judged(name: &str, tool: Tool, trial: fn(&Program) -> Result<(), String>) -> Trial {
    Trial::ignorable_test(format!("sample/{name}"), move || tool.trial(trial))
}

fn report(faults: Vec<String>) -> Result<(), String> {
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

fn files(published: &Published) -> Result<(), String> {
    let entries = std::fs::read_dir(published.dist()).map_err(|error| error.to_string())?;
    let mut seen: Vec<_> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let mut wanted: Vec<_> =
        pdfs().chain(OTHERS.map(str::to_owned)).chain(["manifest.json".to_owned()]).collect();
    seen.sort();
    wanted.sort();
    if seen == wanted { Ok(()) } else { Err(format!("seen {seen:?}\nwanted {wanted:?}")) }
}

fn findings(published: &Published) -> Result<(), String> {
    let said: Value = serde_json::from_str(&published.findings).map_err(|error| error.to_string())?;
    let findings = said["findings"].as_array().ok_or("no list of findings")?;
    let above_notes = findings.iter().filter(|finding| finding["severity"] != "note");
    report(above_notes.map(|finding| finding.to_string()).collect())
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every file of the output folder but the manifest is in the manifest, as it is.
fn digests(published: &Published) -> Result<(), String> {
    let manifest = published.manifest()?;
    let outputs = manifest["outputs"].as_array().ok_or("the manifest has no outputs")?;
    let mut faults = Vec::new();
    for file in pdfs().chain(OTHERS.map(str::to_owned)) {
        let bytes = published.bytes(&file)?;
        match outputs.iter().find(|output| output["file"] == *file) {
            Some(output) if output["sha256"] == sha256(&bytes) && output["bytes"] == bytes.len() => {}
            Some(output) => faults.push(format!("{file} is not as the manifest says: {output}")),
            None => faults.push(format!("{file} is not in the manifest")),
        }
    }
    report(faults)
}

/// Every file of the fixture and of its template is in the manifest, as it is.
fn inputs(published: &Published) -> Result<(), String> {
    let manifest = published.manifest()?;
    let inputs = manifest["inputs"].as_array().ok_or("the manifest has no inputs")?;
    let mut wanted = concord_manuscript::Files::new();
    let read = crate::folder::read_all;
    read(&fixture(), "", &mut wanted).map_err(|error| error.to_string())?;
    read(&root().join("templates/report"), "templates/", &mut wanted).map_err(|error| error.to_string())?;
    let listed = |file: &str, bytes: &[u8]| {
        inputs.iter().any(|input| input["file"] == *file && input["sha256"] == sha256(bytes))
    };
    let missing = wanted.iter().filter(|(file, bytes)| !listed(file, bytes));
    let mut faults: Vec<_> =
        missing.map(|(file, _)| format!("{file} is not in the manifest as it is")).collect();
    if inputs.len() != wanted.len() {
        faults.push(format!("{} inputs are listed; there are {}", inputs.len(), wanted.len()));
    }
    report(faults)
}

fn pages(published: &Published) -> Result<(), String> {
    let mut faults = Vec::new();
    for locale in LOCALES {
        let pages = |file: &str| Ok::<_, String>(stages::read(&published.bytes(file)?)?.pages.len());
        let (long, short) = (pages(&publication(locale))?, pages(&factsheet(locale))?);
        if long < 28 || !(1..=2).contains(&short) {
            faults.push(format!("{locale}: {long} pages, and {short} of the factsheet"));
        }
    }
    report(faults)
}

/// Another reader gets the words whole: no replacement characters, no ligatures, accents and dashes in place.
fn text(program: &Program) -> Result<(), String> {
    let published = published()?;
    let mut faults = Vec::new();
    for (locale, words) in WORDS {
        for (file, words) in [(publication(locale), words), (factsheet(locale), &[])] {
            let path = published.dist().join(&file);
            let text = program.output(["-enc".as_ref(), "UTF-8".as_ref(), path.as_os_str(), "-".as_ref()])?;
            let text = String::from_utf8(text).map_err(|error| error.to_string())?;
            let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let lost = words.iter().filter(|word| !spaced.contains(**word));
            faults.extend(lost.map(|word| format!("{file}: `{word}` is not in the text")));
            let foreign =
                text.chars().find(|character| matches!(character, '\u{fffd}' | '\u{fb00}'..='\u{fb06}'));
            faults.extend(foreign.map(|character| format!("{file}: the text holds {character:?}")));
        }
    }
    report(faults)
}

/// The columns of `pdffonts` from the right: object, generation, uni, sub, emb.
fn fonts(program: &Program) -> Result<(), String> {
    let published = published()?;
    let mut faults = Vec::new();
    for file in pdfs() {
        let list = program.output([published.dist().join(&file)])?;
        let list = String::from_utf8_lossy(&list).into_owned();
        let fonts: Vec<&str> = list.lines().skip(2).collect();
        if fonts.is_empty() {
            faults.push(format!("{file} has no fonts"));
        }
        for font in fonts {
            let columns: Vec<&str> = font.split_whitespace().rev().collect();
            if columns.get(2..5) != Some(&["yes", "yes", "yes"]) {
                faults.push(format!("{file}: not embedded as a subset with its text: {font}"));
            }
        }
    }
    report(faults)
}

fn qpdf(program: &Program) -> Result<(), String> {
    let published = published()?;
    let mut faults = Vec::new();
    for file in pdfs() {
        let said = program.run(["--check".as_ref(), published.dist().join(&file).as_os_str()])?;
        if !said.success || said.all.contains("WARNING") {
            faults.push(format!("{file}: {}", said.all));
        }
    }
    report(faults)
}

fn conforms(program: &Program, flavour: &str) -> Result<(), String> {
    let dist = published()?.dist();
    let paths: Vec<PathBuf> = pdfs().map(|file| dist.join(file)).collect();
    conformance::pass(program, flavour, &paths)
}

/// What a factsheet says to those who do not see it, to be read by people.
fn transcript(locale: &str) -> Result<(), String> {
    let seen = stages::read(&published()?.bytes(&factsheet(locale))?)?.to_text();
    let path = root().join(format!("tests/transcripts/factsheet-{locale}.txt"));
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if seen == expected {
        return Ok(());
    }
    if blesses() {
        return std::fs::write(&path, seen).map_err(|error| format!("{}: {error}", path.display()));
    }
    let place = crate::format::shown(&path);
    Err(format!(
        "{place}:1: the transcript differs (BLESS=1 accepts what is seen)\n{}",
        difference(&expected, &seen)
    ))
}
