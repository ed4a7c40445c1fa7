//! Passports: files that carry what it takes to check them, the check, and what it says of files that were changed.

use crate::command::{self, Said, concord, exits};
use crate::sample::fixture;
use crate::tools::{Program, Tool};
use crate::{Check, checks, conformance};
use concord_pdf::lopdf::{Dictionary, Document, Object, Stream};
use libtest_mimic::Trial;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let plain: [(&str, Check); 7] = [
        ("as-it-says", as_it_says),
        ("as-a-folder", as_a_folder),
        ("a-value-of-the-ledger-changed", ledger_changed),
        ("a-word-of-the-text-changed", text_changed),
        ("a-part-taken-out", part_taken_out),
        ("a-claim-changed", claim_changed),
        ("none", none),
    ];
    let mut trials = checks("passport", &plain);
    for (standard, flavour) in [("ua1+a2a", "3a"), ("ua1+a2a", "ua1"), ("ua2+a4", "4f")] {
        let name = format!("passport/verapdf-{flavour}");
        trials.push(Trial::ignorable_test(name, move || {
            Tool::VeraPdf.trial(|program| {
                let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
                let mut command = command::publish(&fixture(), &folder.path().join("dist"));
                exits(command.args(["--passport", "--standard", standard]), 0)?;
                conforms(program, flavour, &folder.path().join("dist"))
            })
        }));
    }
    trials
}

fn conforms(program: &Program, flavour: &str, dist: &Path) -> Result<(), String> {
    let entries = std::fs::read_dir(dist).map_err(|error| error.to_string())?;
    let files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .collect();
    if files.is_empty() {
        return Err("nothing was published".to_owned());
    }
    conformance::pass(program, flavour, &files)
}

/// The sample with passports, published once for all trials.
fn dist() -> Result<&'static Path, String> {
    static DIST: OnceLock<Result<tempfile::TempDir, String>> = OnceLock::new();
    let publish = || {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        exits(command::publish(&fixture(), &folder.path().join("dist")).arg("--passport"), 0)?;
        Ok(folder)
    };
    let folder = DIST.get_or_init(publish).as_ref().map_err(String::clone)?;
    Ok(Box::leak(folder.path().join("dist").into_boxed_path()))
}

fn factsheet() -> Result<PathBuf, String> {
    Ok(dist()?.join("building-bridges-factsheet-fr.pdf"))
}

fn verify(file: &Path, status: i32) -> Result<Said, String> {
    exits(concord(["verify"]).arg(file), status)
}

fn says(said: &Said, parts: &[&str]) -> Result<(), String> {
    let all = format!("{}{}", said.out, said.error);
    match parts.iter().find(|part| !all.contains(**part)) {
        Some(part) => Err(format!("it does not say {part:?}: {all}")),
        None => Ok(()),
    }
}

fn as_it_says() -> Result<(), String> {
    for name in ["building-bridges-en.pdf", "building-bridges-es.pdf", "building-bridges-factsheet-fr.pdf"] {
        let said = verify(&dist()?.join(name), 0)?;
        says(&said, &["facts have the values of the ledger inside", "is as its passport says"])?;
    }
    Ok(())
}

/// The whole folder comes out the same once more, passports and all.
fn as_a_folder() -> Result<(), String> {
    let said = exits(concord(["verify"]).arg(dist()?).arg("--publication").arg(fixture()), 0)?;
    says(&said, &["byte for byte the same"])
}

/// Puts other bytes into a file's embedded file.
fn with_part(name: &str, change: impl Fn(&str) -> String) -> Result<PathBuf, String> {
    let mut pdf = Document::load(factsheet()?).map_err(|error| error.to_string())?;
    let specifications: Vec<Dictionary> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|entries| {
            entries.get(b"UF").and_then(Object::as_str).is_ok_and(|text| text == name.as_bytes())
        })
        .cloned()
        .collect();
    let [specification] = specifications.as_slice() else { return Err(format!("no one file `{name}`")) };
    let stream = specification.get(b"EF").and_then(Object::as_dict).and_then(|files| files.get(b"F"));
    let id = stream.and_then(Object::as_reference).map_err(|error| error.to_string())?;
    let Some(Object::Stream(stream)) = pdf.objects.get_mut(&id) else { return Err("no stream".to_owned()) };
    let text = stream.decompressed_content().map_err(|error| error.to_string())?;
    let text = change(&String::from_utf8_lossy(&text));
    *stream = Stream::new(stream.dict.clone(), text.into_bytes());
    stream.dict.remove(b"Filter");
    save(pdf)
}

/// Writes a changed file; the folder is left to the system to clear.
fn save(mut pdf: Document) -> Result<PathBuf, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?.keep();
    let file = folder.join("changed.pdf");
    pdf.save(&file).map_err(|error| error.to_string())?;
    Ok(file)
}

fn ledger_changed() -> Result<(), String> {
    let file = with_part("ledger.toml", |text| text.replace("value = 109\n", "value = 110\n"))?;
    let said = verify(&file, 1)?;
    says(&said, &["its digest differs", "is 109 in its list of facts, and 110 in its ledger"])
}

fn text_changed() -> Result<(), String> {
    let file = with_part("facts.json", |text| text.replace("\"text\": \"109", "\"text\": \"119"))?;
    let said = verify(&file, 1)?;
    says(&said, &["does not stand on page 1 as \"119"])?;
    // The title is told to a voice.
    let mut pdf = Document::load(factsheet()?).map_err(|error| error.to_string())?;
    let outline = pdf.objects.values_mut().find_map(|object| match object {
        Object::Dictionary(entries) if entries.has(b"Title") && entries.has(b"Dest") => Some(entries),
        _ => None,
    });
    outline.ok_or("no bookmark")?.set("Title", Object::string_literal("Another title"));
    says(&verify(&save(pdf)?, 1)?, &["what it says was changed since it was made"])
}

fn part_taken_out() -> Result<(), String> {
    let mut pdf = Document::load(factsheet()?).map_err(|error| error.to_string())?;
    for object in pdf.objects.values_mut() {
        if let Object::Dictionary(entries) = object
            && entries.get(b"UF").and_then(Object::as_str).is_ok_and(|text| text == b"checks.json")
        {
            entries.remove(b"EF");
        }
    }
    says(&verify(&save(pdf)?, 1)?, &["its passport has no `checks.json`"])
}

/// What the metadata claim is held against the passport, whichever of the two is changed.
fn claim_changed() -> Result<(), String> {
    let with_metadata = |from: &str, to: &str| {
        let mut pdf = Document::load(factsheet()?).map_err(|error| error.to_string())?;
        let is_metadata = |object: &&mut Object| {
            object.as_stream().is_ok_and(|stream| {
                stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"Metadata")
            })
        };
        let Some(Object::Stream(stream)) = pdf.objects.values_mut().find(is_metadata) else {
            return Err("no metadata".to_owned());
        };
        let text = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let text = String::from_utf8(text).map_err(|error| error.to_string())?;
        let changed = text.replacen(from, to, 1);
        if changed == text {
            return Err(format!("`{from}` is not in: {text}"));
        }
        *stream = Stream::new(stream.dict.clone(), changed.into_bytes());
        stream.dict.remove(b"Filter");
        save(pdf)
    };
    let element = |name: &str, value: &str| format!("<pdfaid:{name}>{value}</pdfaid:{name}>");
    for (name, value, other, words) in [
        (
            "part",
            "3",
            element("part", "2"),
            "it claims `2` as `pdfaid:part`, and by the standards of its passport that is `3`",
        ),
        ("conformance", "A", element("conformance", "U"), "it claims `U` as `pdfaid:conformance`"),
        ("conformance", "A", String::new(), "it claims nothing as `pdfaid:conformance`"),
    ] {
        let file = with_metadata(&element(name, value), &other)?;
        says(&verify(&file, 1)?, &[words])?;
    }
    let less = with_part("checks.json", |text| text.replace("PDF/A-3a", "PDF/A-2a"))?;
    says(&verify(&less, 1)?, &["it claims `3` as `pdfaid:part`", "that is `2`"])?;
    let strange = with_part("checks.json", |text| text.replace("PDF/A-3a", "PDF/A-9"))?;
    says(&verify(&strange, 1)?, &["the standard `PDF/A-9`, which is not known"])?;
    says(&verify(&factsheet()?, 0)?, &["it claims what it claimed: PDF/UA-1, PDF/A-3a"])
}

fn none() -> Result<(), String> {
    let file = crate::sample::published()?.dist().join("building-bridges-fr.pdf");
    says(&verify(&file, 1)?, &["it has no passport"])
}
