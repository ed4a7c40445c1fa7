//! The standards that `publish` makes files to, and what becomes of files that cannot keep one.

use crate::command::{self, Said, exits};
use crate::folder::{Folder, read_all};
use crate::sample::fixture;
use crate::tools::{Program, Tool};
use crate::{Check, checks, conformance, stages};
use concord_manuscript::Files;
use libtest_mimic::Trial;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A standard by its name on the command line, the flavours that the validator knows its parts by, and its claims.
struct Standard {
    name: &'static str,
    flavours: [&'static str; 2],
    claims: [&'static str; 2],
    version: &'static [u8],
    sample: OnceLock<Result<tempfile::TempDir, String>>,
}

static STANDARDS: [Standard; 3] = [
    Standard::new("ua1+a2a", ["ua1", "2a"], ["PDF/UA-1", "PDF/A-2a"], b"%PDF-1.7"),
    Standard::new("ua1+a2a-classic", ["ua1", "2a"], ["PDF/UA-1", "PDF/A-2a"], b"%PDF-1.7"),
    Standard::new("ua2+a4", ["ua2", "4"], ["PDF/UA-2", "PDF/A-4"], b"%PDF-2.0"),
];

impl Standard {
    const fn new(
        name: &'static str,
        flavours: [&'static str; 2],
        claims: [&'static str; 2],
        version: &'static [u8],
    ) -> Self {
        Self { name, flavours, claims, version, sample: OnceLock::new() }
    }

    /// The sample, published to the standard once for all trials.
    fn sample(&self) -> Result<&Path, String> {
        let publish = || {
            let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
            let mut command = command::publish(&fixture(), &folder.path().join("dist"));
            exits(command.args(["--standard", self.name]), 0)?;
            Ok(folder)
        };
        let folder = self.sample.get_or_init(publish).as_ref().map_err(String::clone)?;
        Ok(folder.path())
    }

    fn files(&self) -> Result<Files, String> {
        files(&self.sample()?.join("dist"))
    }

    fn pdfs(&self) -> Result<Vec<PathBuf>, String> {
        let dist = self.sample()?.join("dist");
        Ok(self
            .files()?
            .into_keys()
            .filter(|name| name.ends_with(".pdf"))
            .map(|name| dist.join(name))
            .collect())
    }
}

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let plain: [(&str, Check); 7] = [
        ("claims", claims),
        ("same-bytes", same_bytes),
        ("classic-has-no-streams-of-objects", classic),
        ("no-title", no_title),
        ("no-glyph", no_glyph),
        ("passports", passports),
        ("parts-are-of-one-kind", parts_are_of_one_kind),
    ];
    let mut trials = checks("standards", &plain);
    for standard in &STANDARDS {
        trials.push(Trial::ignorable_test(format!("standards/qpdf-{}", standard.name), move || {
            Tool::Qpdf.trial(|program| sound(program, &standard.pdfs()?))
        }));
        for flavour in standard.flavours {
            trials.push(Trial::ignorable_test(format!("standards/{}-{flavour}", standard.name), move || {
                Tool::VeraPdf.trial(|program| conformance::pass(program, flavour, &standard.pdfs()?))
            }));
        }
    }
    trials.push(Trial::ignorable_test("standards/qpdf-best-effort", || Tool::Qpdf.trial(best_is_sound)));
    trials
}

fn files(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    read_all(folder, "", &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(files)
}

fn sound(program: &Program, paths: &[PathBuf]) -> Result<(), String> {
    for path in paths {
        let said = program.run(["--check".as_ref(), path.as_os_str()])?;
        if !said.success || said.all.contains("WARNING") {
            return Err(format!("{}: {}", path.display(), said.all));
        }
    }
    Ok(())
}

/// What a file's metadata claim, by property.
fn claimed(bytes: &[u8]) -> Result<Vec<(&'static str, String)>, String> {
    let read = stages::read(bytes)?;
    let properties = ["pdfuaid:part", "pdfuaid:rev", "pdfaid:part", "pdfaid:conformance", "pdfaid:rev"];
    Ok(properties.into_iter().filter_map(|name| Some((name, read.xmp.value(name)?))).collect())
}

/// What the manifest says of a file's standards.
fn recorded(files: &Files, file: &str) -> Result<Value, String> {
    let manifest: Value =
        serde_json::from_slice(&files["manifest.json"]).map_err(|error| error.to_string())?;
    let outputs = manifest["outputs"].as_array().ok_or("the manifest has no outputs")?;
    let output = outputs.iter().find(|output| output["file"] == file);
    Ok(output.ok_or_else(|| format!("the manifest has no `{file}`"))?["standards"].clone())
}

fn expect<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what}: {found:?} instead of {expected:?}")) }
}

/// Header, metadata and manifest of each file name its standard, and no other.
fn claims() -> Result<(), String> {
    let first = [("pdfuaid:part", "1"), ("pdfaid:part", "2"), ("pdfaid:conformance", "A")];
    let second =
        [("pdfuaid:part", "2"), ("pdfuaid:rev", "2024"), ("pdfaid:part", "4"), ("pdfaid:rev", "2020")];
    for standard in &STANDARDS {
        let files = standard.files()?;
        let expected: &[(&str, &str)] = if standard.name == "ua2+a4" { &second } else { &first };
        let expected: Vec<_> = expected.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".pdf")) {
            expect(name, claimed(bytes)?, expected.clone())?;
            expect(name, recorded(&files, name)?, Value::from(standard.claims.to_vec()))?;
            if !bytes.starts_with(standard.version) {
                return Err(format!("{name} does not begin as a file of {}", standard.name));
            }
        }
        expect("index.html", recorded(&files, "index.html")?, Value::Null)?;
    }
    Ok(())
}

/// Each standard gives the same bytes again, with another number of threads.
fn same_bytes() -> Result<(), String> {
    for standard in &STANDARDS {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let dist = folder.path().join("dist");
        let mut command = command::publish(&fixture(), &dist);
        exits(command.args(["--standard", standard.name, "--jobs", "1"]), 0)?;
        if files(&dist)? != standard.files()? {
            return Err(format!("two runs with {} differ", standard.name));
        }
    }
    Ok(())
}

fn classic() -> Result<(), String> {
    let has = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
    for (name, bytes) in STANDARDS[1].files()?.iter().filter(|(name, _)| name.ends_with(".pdf")) {
        if has(bytes, b"/ObjStm") || has(bytes, b"/XRef") || !has(bytes, b"\nxref\n0 ") {
            return Err(format!("{name} has streams of objects or no table of cross-references"));
        }
    }
    let default = &STANDARDS[0].files()?["building-bridges-factsheet-en.pdf"];
    if has(default, b"/ObjStm") { Ok(()) } else { Err("the default has no streams of objects".to_owned()) }
}

/// A publication of one language with a change in one of its files.
fn changed(path: &str, change: impl Fn(&str) -> String) -> Result<Folder, String> {
    let mut folder = Folder::plain()?;
    folder.publication.entry("en/text.md".to_owned()).or_insert_with(|| b"A paragraph.\n".to_vec());
    let bytes = folder.publication.get_mut(path).ok_or_else(|| format!("there is no `{path}`"))?;
    *bytes = change(&String::from_utf8_lossy(bytes)).into_bytes();
    Ok(folder)
}

/// A run that is refused, and the same with `--best-effort`, which makes a file.
struct Best {
    refused: Said,
    made: Said,
    parent: tempfile::TempDir,
}

impl Best {
    fn of(folder: &Folder, options: &[&str]) -> Result<Self, String> {
        let parent = tempfile::tempdir().map_err(|error| error.to_string())?;
        let publication = folder.write(parent.path())?;
        let dist = parent.path().join("dist");
        let refused = exits(command::publish(&publication, &dist).args(options), 1)?;
        if dist.exists() {
            return Err("something was published in spite of errors".to_owned());
        }
        let made = exits(command::publish(&publication, &dist).args(options).arg("--best-effort"), 0)?;
        Ok(Self { refused, made, parent })
    }

    fn files(&self) -> Result<Files, String> {
        files(&self.parent.path().join("dist"))
    }

    fn claims(&self) -> Result<Vec<(&'static str, String)>, String> {
        claimed(&self.files()?["case-en.pdf"])
    }
}

fn without_title() -> Result<Folder, String> {
    changed("en/messages.toml", |text| {
        let lines = text.lines().map(|line| if line.starts_with("title = ") { "title = \"\"" } else { line });
        lines.collect::<Vec<_>>().join("\n")
    })
}

fn without_glyph() -> Result<Folder, String> {
    changed("en/text.md", |text| format!("{text}\nThe rune \u{16a0} is old.\n"))
}

fn contains(text: &str, words: &[&str]) -> Result<(), String> {
    let missing: Vec<_> = words.iter().filter(|words| !text.contains(**words)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("{missing:?} are not in:\n{text}")) }
}

/// Without a title a file is no PDF/UA; PDF/A does not mind.
fn no_title() -> Result<(), String> {
    type Properties = &'static [(&'static str, &'static str)];
    let cases: [(&str, &str, &str, Properties); 2] = [
        ("ua1+a2a", "PDF/UA-1", "PDF/A-2a", &[("pdfaid:part", "2"), ("pdfaid:conformance", "A")]),
        ("ua2+a4", "PDF/UA-2", "PDF/A-4", &[("pdfaid:part", "4"), ("pdfaid:rev", "2020")]),
    ];
    for (standard, lost, kept, properties) in cases {
        let best = Best::of(&without_title()?, &["--standard", standard])?;
        let place = "en/messages.toml:";
        contains(&best.refused.error, &["error[R501]: the document has no title", place])?;
        let cost = format!("does not claim to be {lost}\n");
        contains(&best.made.error, &["warning[R501]: the document has no title", place, &cost])?;
        let expected: Vec<_> = properties.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        expect(standard, best.claims()?, expected)?;
        expect(standard, recorded(&best.files()?, "case-en.pdf")?, Value::from(vec![kept]))?;
    }
    Ok(())
}

/// A passport states what its own file claims, and no more: with all claims, with one and with none.
fn passports() -> Result<(), String> {
    let plain = changed("en/text.md", str::to_owned)?;
    let (title, glyph) = (without_title()?, without_glyph()?);
    for (standard, names) in [("ua1+a2a", ["PDF/UA-1", "PDF/A-3a"]), ("ua2+a4", ["PDF/UA-2", "PDF/A-4f"])] {
        let options = ["--standard", standard, "--passport"];
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let (publication, dist) = (plain.write(folder.path())?, folder.path().join("dist"));
        exits(command::publish(&publication, &dist).args(options).arg("--best-effort"), 0)?;
        let (one, none) = (Best::of(&title, &options)?, Best::of(&glyph, &options)?);
        let all = [
            (dist, &names[..]),
            (one.parent.path().join("dist"), &names[1..]),
            (none.parent.path().join("dist"), &[]),
        ];
        for (dist, kept) in all {
            let made = files(&dist)?;
            expect(standard, recorded(&made, "case-en.pdf")?, Value::from(kept.to_vec()))?;
            let said = exits(command::concord(["verify"]).arg(dist.join("case-en.pdf")), 0)?;
            contains(&said.out, &["is as its passport says"])?;
        }
    }
    Ok(())
}

/// A character that no font has leaves neither claim, but is not lost from the text.
fn no_glyph() -> Result<(), String> {
    for standard in &STANDARDS {
        let best = Best::of(&without_glyph()?, &["--standard", standard.name])?;
        contains(&best.refused.error, &["error[S401]", "en/text.md:"])?;
        let cost = format!("does not claim to be {}\n", standard.claims.join(" or "));
        contains(&best.made.error, &["warning[S401]", "warning[R501]: page 1: font", "en/text.md:", &cost])?;
        expect(standard.name, best.claims()?, Vec::new())?;
        let files = best.files()?;
        expect(standard.name, recorded(&files, "case-en.pdf")?, Value::Array(Vec::new()))?;
        contains(&stages::read(&files["case-en.pdf"])?.to_text(), &["The rune \u{16a0} is old."])?;
    }
    Ok(())
}

/// A run for one language leaves the others as they are, so it is refused where these were made otherwise.
fn parts_are_of_one_kind() -> Result<(), String> {
    let rune = "The rune \u{16a0} is old.\n";
    let folder =
        Folder::bilingual(&format!("# Bridges {{#bridges}}\n\n{rune}"), "# Ponts {#bridges}\n\nVieux.\n")?;
    let parent = tempfile::tempdir().map_err(|error| error.to_string())?;
    let publication = folder.write(parent.path())?;
    let text = publication.join("en/text.md");
    let publish = |name: &str, options: &[&str], status: i32| {
        exits(command::publish(&publication, &parent.path().join(name)).args(options), status)
    };
    publish("best", &["--best-effort"], 0)?;
    let less = publish("best", &["--locale", "fr"], 2)?;
    contains(&less.error, &["`case-en.pdf`, which was made with --best-effort"])?;
    publish("best", &["--locale", "fr", "--best-effort"], 0)?;
    std::fs::write(&text, "# Bridges {#bridges}\n\nOld.\n").map_err(|error| error.to_string())?;
    let classic = ["--standard", "ua1+a2a-classic"];
    let forms = [&[][..], &classic, &["--standard", "ua2+a4"], &["--passport"], &["--print"]];
    for (number, form) in forms.iter().enumerate() {
        let name = format!("dist-{number}");
        publish(&name, form, 0)?;
        let before = files(&parent.path().join(&name))?;
        for (other, words) in forms.iter().enumerate() {
            let part = [&["--locale", "fr"], *words].concat();
            let said = publish(&name, &part, if other == number { 0 } else { 2 })?;
            if other != number {
                contains(&said.error, &["made with another --standard"])?;
            }
            expect(&name, files(&parent.path().join(&name))? == before, true)?;
        }
    }
    // The manifest says to what the files were made.
    let verify = |more: &[&str], status: i32| {
        let mut verify = command::concord(["verify"]);
        verify.arg(parent.path().join("dist-1")).arg("--publication").arg(&publication).args(more);
        exits(&mut verify, status)
    };
    verify(&[], 0)?;
    verify(&classic, 0)?;
    contains(&verify(&["--standard", "ua2+a4"], 2)?.error, &["were made to ua1+a2a-classic, not to ua2+a4"])
}

fn best_is_sound(program: &Program) -> Result<(), String> {
    for folder in [without_title()?, without_glyph()?] {
        for standard in &STANDARDS {
            let best = Best::of(&folder, &["--standard", standard.name])?;
            sound(program, &[best.parent.path().join("dist/case-en.pdf")])?;
        }
    }
    Ok(())
}
