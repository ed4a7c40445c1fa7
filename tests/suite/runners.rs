//! The sample made by several machines: shares of it, joined into the same bytes as one run makes; and what is refused.

use crate::command::{self, Said, concord, exits};
use crate::folder::{read_all, write_all};
use crate::sample::{fixture, published};
use crate::{Check, checks, root};
use concord_manuscript::Files;
use libtest_mimic::Trial;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let trials: [(&str, Check); 11] = [
        ("plan", plan),
        ("plan-refuses", plan_refuses),
        ("digest", digest),
        ("merge-is-the-whole", merge_is_the_whole),
        ("gaps-and-doubles", gaps_and_doubles),
        ("mixed", mixed),
        ("changed", changed),
        ("absurd-manifests", absurd_manifests),
        ("folders-are-not-confused", folders_are_not_confused),
        ("forms", forms),
        ("compared", compared),
    ];
    checks("runners", &trials)
}

/// Into how many shares the sample is divided here: one has two editions or more, and all have one.
const SHARES: usize = 4;

fn files(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    read_all(folder, "", &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(files)
}

fn share(publication: &Path, part: &str, output: &Path) -> Command {
    let mut command = command::publish(publication, output);
    command.args(["--partition", part, "--templates"]).arg(root().join("templates"));
    command
}

/// The sample's shares, made once.
fn shares() -> Result<&'static [PathBuf], String> {
    static MADE: OnceLock<Result<(tempfile::TempDir, Vec<PathBuf>), String>> = OnceLock::new();
    let make = || {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut made = Vec::new();
        for number in 1..=SHARES {
            let output = folder.path().join(format!("share-{number}"));
            exits(&mut share(&fixture(), &format!("{number}/{SHARES}"), &output), 0)?;
            made.push(output);
        }
        Ok((folder, made))
    };
    MADE.get_or_init(make).as_ref().map(|(_, made)| made.as_slice()).map_err(String::clone)
}

fn merge(publication: &Path, output: &Path, shares: &[PathBuf]) -> Command {
    let mut command = concord(["merge"]);
    command.arg(output).args(shares).arg("--publication").arg(publication);
    command.arg("--templates").arg(root().join("templates"));
    command
}

/// The merge must be refused, say certain words, and leave what was there.
fn refused(publication: &Path, shares: &[PathBuf], status: i32, words: &[&str]) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let output = folder.path().join("dist");
    let before = files(&published()?.dist())?;
    write_all(&output, &before)?;
    let Said { error, .. } = exits(&mut merge(publication, &output, shares), status)?;
    if let Some(missing) = words.iter().find(|words| !error.contains(**words)) {
        return Err(format!("`{missing}` is not in:\n{error}"));
    }
    if files(&output)? != before { Err("the output was changed".to_owned()) } else { Ok(()) }
}

fn copied(from: &Path) -> Result<(tempfile::TempDir, PathBuf), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let copy = folder.path().join("copy");
    write_all(&copy, &files(from)?)?;
    Ok((folder, copy))
}

/// Every edition once, and two runs say the same.
fn plan() -> Result<(), String> {
    let ask = |more: &[&str]| {
        let mut command = concord(["plan"]);
        command.arg(fixture()).args(["--templates"]).arg(root().join("templates")).args(more);
        Ok::<String, String>(exits(&mut command, 0)?.out)
    };
    let read = |text: &str| serde_json::from_str::<Value>(text).map_err(|error| format!("{error}: {text}"));
    let words = |job: &Value, key: &str| -> Vec<String> {
        job[key].as_str().unwrap_or_default().split(' ').map(str::to_owned).collect()
    };
    let mut digests = BTreeSet::new();
    let made: BTreeSet<String> =
        files(&published()?.dist())?.into_keys().filter(|name| name.ends_with(".pdf")).collect();
    for more in [&[][..], &["--shares", "2"], &["--shares", "4"], &["--shares", "50"]] {
        let (text, matrix) = (ask(more)?, ask(&[more, &["--format", "github"]].concat())?);
        if text != ask(more)? {
            return Err("two plans differ".to_owned());
        }
        let (plan, matrix) = (read(&text)?, read(&matrix)?);
        if plan["jobs"] != matrix["include"] || matrix.as_object().map(|object| object.len()) != Some(1) {
            return Err(format!("the matrix has other jobs than the plan: {matrix}"));
        }
        let jobs = plan["jobs"].as_array().ok_or("no jobs")?;
        let all: Vec<String> = jobs.iter().flat_map(|job| words(job, "files")).collect();
        if all.len() != made.len() || all.into_iter().collect::<BTreeSet<_>>() != made {
            return Err(format!("jobs do not hold every edition once: {text}"));
        }
        let ids: BTreeSet<&str> = jobs.iter().filter_map(|job| job["id"].as_str()).collect();
        if ids.len() != jobs.len() {
            return Err(format!("two jobs have one id: {text}"));
        }
        // A job of another number of shares holds something else, and depends on it.
        let count = digests.len() + jobs.len();
        digests.extend(jobs.iter().map(|job| job["digest"].to_string()));
        if digests.len() != count {
            return Err(format!("jobs of different shares have one digest: {text}"));
        }
    }
    // What the plan says is what shares hold.
    let plan = read(&ask(&["--shares", &SHARES.to_string()])?)?;
    for job in plan["jobs"].as_array().into_iter().flatten() {
        let number: usize = job["partition"]
            .as_str()
            .and_then(|part| part.split('/').next()?.parse().ok())
            .ok_or("no part")?;
        let held: Vec<String> =
            files(&shares()?[number - 1])?.into_keys().filter(|name| name != "manifest.json").collect();
        if held != words(job, "files") {
            return Err(format!("the share {number} holds {held:?}, and the plan says {job}"));
        }
        let manifest: Value = serde_json::from_slice(&files(&shares()?[number - 1])?["manifest.json"])
            .map_err(|error| error.to_string())?;
        let whole = &plan["publications"][0]["digest"];
        if manifest["share"]["digest"] != *whole || job["whole"] != *whole {
            return Err(format!("the share {number} has another digest than the plan"));
        }
    }
    Ok(())
}

fn plan_refuses() -> Result<(), String> {
    let said = exits(concord(["plan"]).args([fixture(), fixture()]), 2)?;
    let none = exits(concord(["plan"]).arg(fixture()).args(["--shares", "0"]), 2)?;
    let (_keep, copy) = copied(&fixture())?;
    std::fs::write(copy.join("ledger.toml"), "[counts").map_err(|error| error.to_string())?;
    let broken = exits(concord(["plan", "--templates"]).arg(root().join("templates")).arg(&copy), 2)?;
    for (text, words) in [(said, "ids must differ"), (none, "--shares"), (broken, "concord check")] {
        if !text.error.contains(words) || !text.out.is_empty() {
            return Err(format!("`{words}` is not in: {}", text.error));
        }
    }
    Ok(())
}

/// The digest changes with texts, templates and options, and with nothing else.
fn digest() -> Result<(), String> {
    let (_keep, copy) = copied(&fixture())?;
    let (_keep_templates, templates) = copied(&root().join("templates"))?;
    let ask = |more: &[&str], epoch: Option<&str>| {
        let mut command = concord(["plan", "--templates"]);
        command.arg(&templates).arg(&copy).args(more);
        if let Some(epoch) = epoch {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        let plan: Value =
            serde_json::from_str(&exits(&mut command, 0)?.out).map_err(|error| error.to_string())?;
        let digest = plan["publications"][0]["digest"].as_str().map(str::to_owned);
        digest.ok_or_else(|| "no digest".to_owned())
    };
    let add = |path: PathBuf, text: &str| {
        let before = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        std::fs::write(&path, before + text).map_err(|error| error.to_string())
    };
    let first = ask(&[], None)?;
    if ask(&["--shares", "3"], None)? != first {
        return Err("the digest depends on the number of shares".to_owned());
    }
    let mut all = BTreeMap::from([(first, "nothing".to_owned())]);
    let mut new = |digest: String, what: &str| match all.insert(digest, what.to_owned()) {
        Some(other) => Err(format!("the digest is the same after `{what}` and `{other}`")),
        None => Ok(()),
    };
    for more in [
        &["--standard", "ua2+a4"][..],
        &["--best-effort"],
        &["--print"],
        &["--page-size", "a5"],
        &["--pseudo"],
    ] {
        new(ask(more, None)?, &more.join(" "))?;
    }
    new(ask(&[], Some("0"))?, "SOURCE_DATE_EPOCH")?;
    add(copy.join("ledger.toml"), "\n# more\n")?;
    new(ask(&[], None)?, "a ledger")?;
    add(templates.join("report/theme.toml"), "\n# more\n")?;
    new(ask(&[], None)?, "a theme")
}

/// Shares in any order give the bytes of one run, over an older publication too.
fn merge_is_the_whole() -> Result<(), String> {
    let mut shares = shares()?.to_vec();
    shares.rotate_left(1);
    shares.swap(0, 2);
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let output = folder.path().join("dist");
    let whole = files(&published()?.dist())?;
    for _ in 0..2 {
        exits(&mut merge(&fixture(), &output, &shares), 0)?;
        let merged = files(&output)?;
        let names: BTreeSet<&String> = merged.keys().chain(whole.keys()).collect();
        let differing: Vec<_> =
            names.into_iter().filter(|name| merged.get(*name) != whole.get(*name)).collect();
        if !differing.is_empty() {
            return Err(format!("these files differ from those of one run: {differing:?}"));
        }
    }
    Ok(())
}

fn gaps_and_doubles() -> Result<(), String> {
    let shares = shares()?;
    refused(&fixture(), &shares[1..], 1, &["the share 1/4 is missing: `", "nothing was merged"])?;
    let twice = [shares, &shares[..1]].concat();
    refused(&fixture(), &twice, 1, &["are both the share 1/4"])?;
    let whole = [shares, &[published()?.dist()]].concat();
    refused(&fixture(), &whole, 2, &["holds a whole publication, not a share"])
}

/// Shares of other texts, another number, other options or another program.
fn mixed() -> Result<(), String> {
    let shares = shares()?;
    let (_keep, other) = copied(&fixture())?;
    let ledger = std::fs::read_to_string(other.join("ledger.toml")).map_err(|error| error.to_string())?;
    std::fs::write(other.join("ledger.toml"), ledger + "\n# Another.\n")
        .map_err(|error| error.to_string())?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let stranger = |name: &str, publication: &Path, part: &str, more: &[&str]| {
        let output = folder.path().join(name);
        exits(share(publication, part, &output).args(more), 0)?;
        Ok::<PathBuf, String>(output)
    };
    let with = |last: PathBuf| [&shares[..3], &[last]].concat();
    let texts = stranger("texts", &other, "4/4", &[])?;
    refused(&fixture(), &with(texts), 1, &["is of another whole", "other inputs: `ledger.toml`"])?;
    let count = stranger("count", &fixture(), "5/5", &[])?;
    refused(&fixture(), &with(count), 1, &["one of 5 shares, not of 4"])?;
    let all: [(&[&str], &str); 4] = [
        (&["--best-effort"], "--best-effort"),
        (&["--standard", "ua1+a2a-classic"], "--standard"),
        (&["--print"], "--print"),
        (&["--standard", "ua2+a4", "--page-size", "a5"], "--standard, --page-size"),
    ];
    for (number, (options, names)) in all.into_iter().enumerate() {
        let other = stranger(&format!("options-{number}"), &fixture(), "4/4", options)?;
        refused(&fixture(), &with(other), 1, &[&format!("it was made with other options: {names}\n")])?;
    }
    // A share has no passports; one that says that it has is of another whole.
    let (_keep_passport, passport) = copied(&shares[3])?;
    let path = passport.join("manifest.json");
    let manifest = std::fs::read(&path).map_err(|error| error.to_string())?;
    let mut manifest: Value = serde_json::from_slice(&manifest).map_err(|error| error.to_string())?;
    manifest["variant"] = serde_json::json!({ "passport": true });
    std::fs::write(&path, manifest.to_string()).map_err(|error| error.to_string())?;
    refused(&fixture(), &with(passport), 1, &["it was made with other options: --passport\n"])?;
    // The publication changed after all shares were made.
    refused(&other, shares, 2, &["not made of this publication as it is now: `ledger.toml`"])?;
    let (_keep_share, old) = copied(&shares[3])?;
    let manifest = std::fs::read_to_string(old.join("manifest.json")).map_err(|error| error.to_string())?;
    let manifest = manifest.replacen("\"Concord ", "\"Concord 0.0.", 1);
    std::fs::write(old.join("manifest.json"), manifest).map_err(|error| error.to_string())?;
    refused(&fixture(), &with(old), 1, &["was made by Concord 0.0."])
}

/// A file that was changed, is missing, or does not belong there.
fn changed() -> Result<(), String> {
    let shares = shares()?;
    let (_keep, copy) = copied(&shares[3])?;
    let name = files(&copy)?.into_keys().find(|name| name.ends_with(".pdf")).ok_or("an empty share")?;
    let path = copy.join(&name);
    let with = || [&shares[..3], std::slice::from_ref(&copy)].concat();
    let bytes = std::fs::read(&path).map_err(|error| error.to_string())?;
    let mut other = bytes.clone();
    other[bytes.len() / 2] ^= 1;
    std::fs::write(&path, other).map_err(|error| error.to_string())?;
    refused(&fixture(), &with(), 1, &[&name, "was changed since it was made"])?;
    std::fs::remove_file(&path).map_err(|error| error.to_string())?;
    refused(&fixture(), &with(), 1, &[&name, "is missing"])?;
    std::fs::write(&path, bytes).map_err(|error| error.to_string())?;
    std::fs::write(copy.join("more.pdf"), "more").map_err(|error| error.to_string())?;
    refused(&fixture(), &with(), 1, &["`more.pdf` is in no manifest"])
}

/// Manifests with numbers and names that no run writes are refused in words.
fn absurd_manifests() -> Result<(), String> {
    let shares = shares()?;
    let (_keep, copy) = copied(&shares[3])?;
    let path = copy.join("manifest.json");
    let manifest = std::fs::read(&path).map_err(|error| error.to_string())?;
    let good: Value = serde_json::from_slice(&manifest).map_err(|error| error.to_string())?;
    let with = || [&shares[..3], std::slice::from_ref(&copy)].concat();
    let file = good["outputs"][0]["file"].as_str().ok_or("a share without files")?;
    let fact = format!("/share/facts/{}/0", file.replace('/', "~1"));
    let cases: [(&str, Value, &str); 11] = [
        ("/share/of", 0.into(), "counted from 1"),
        ("/share/of", 10_001.into(), "counted from 1"),
        ("/share/of", u64::MAX.into(), "counted from 1"),
        ("/share/number", 0.into(), "counted from 1"),
        ("/share/number", 5.into(), "counted from 1"),
        ("/outputs/0/bytes", 0.into(), "what the file is not"),
        ("/outputs/0/pages", u64::MAX.into(), "what the file is not"),
        ("/outputs/0/file", "../share.pdf".into(), "no name of a file"),
        (&format!("{fact}/pages"), vec![u64::MAX].into(), "places of facts that there are not"),
        (&format!("{fact}/place/end"), u32::MAX.into(), "places of facts that there are not"),
        (&format!("{fact}/place/end"), 0.into(), "places of facts that there are not"),
    ];
    for (place, value, words) in cases {
        let mut absurd = good.clone();
        *absurd.pointer_mut(place).ok_or_else(|| format!("the manifest has no `{place}`"))? = value;
        std::fs::write(&path, absurd.to_string()).map_err(|error| error.to_string())?;
        refused(&fixture(), &with(), 2, &[words]).map_err(|error| format!("{place}: {error}"))?;
    }
    Ok(())
}

/// A share is not put into the place of a whole, nor an edition into a share; and neither is verified as the other.
fn folders_are_not_confused() -> Result<(), String> {
    let (_keep, whole) = copied(&published()?.dist())?;
    let (_keep_share, part) = copied(&shares()?[0])?;
    let said = exits(&mut share(&fixture(), "1/4", &whole), 2)?;
    let added = exits(command::publish(&fixture(), &part).args(["--locale", "fr"]), 2)?;
    let verified = exits(concord(["verify"]).arg(&part).arg("--publication").arg(fixture()), 2)?;
    let own = exits(&mut merge(&fixture(), &part, std::slice::from_ref(&part)), 2)?;
    let part_of_part = exits(share(&fixture(), "1/4", &part).args(["--locale", "fr"]), 2)?;
    let expected = [
        (said, "holds a whole publication"),
        (added, "holds the share 1/4"),
        (verified, "`concord merge`"),
        (own, "would replace the share"),
        (part_of_part, "cannot be used with"),
    ];
    match expected.iter().find(|(said, words)| !said.error.contains(words)) {
        Some((said, words)) => Err(format!("`{words}` is not in: {}", said.error)),
        None => Ok(()),
    }
}

/// Another form, a date from the environment, a language that is not finished, the pseudo-language, and more shares than editions.
fn forms() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let book = folder.path().join("book");
    exits(concord(["init"]).arg(&book), 0)?;
    exits(concord(["locale", "new"]).arg(&book).arg("pt"), 0)?;
    let form = ["--standard", "ua2+a4", "--pseudo", "--page-size", "a5"];
    let publish = |output: &Path, more: &[&str]| {
        let mut command = command::publish(&book, output);
        exits(command.args(form).args(more).env("SOURCE_DATE_EPOCH", "951782400"), 0)
    };
    let whole = folder.path().join("whole");
    publish(&whole, &[])?;
    for count in [3, 11] {
        let mut shares = Vec::new();
        let mut empty = 0;
        for number in 1..=count {
            let output = folder.path().join(format!("{count}/{number}"));
            publish(&output, &["--partition", &format!("{number}/{count}")])?;
            // Shares without editions may be left out.
            match files(&output)?.len() {
                1 if number % 2 == 0 => empty += 1,
                _ => shares.push(output),
            }
        }
        let output = folder.path().join(format!("merged-{count}"));
        // What the environment says now does not count: the shares' date does.
        let mut command = concord(["merge"]);
        command.arg(&output).args(&shares).arg("--publication").arg(&book);
        exits(command.env("SOURCE_DATE_EPOCH", "0"), 0)?;
        if files(&output)? != files(&whole)? {
            return Err(format!("{count} shares give other bytes than one run"));
        }
        if count == 11 && empty == 0 {
            return Err("no share was empty".to_owned());
        }
    }
    Ok(())
}

/// Editions of different shares are compared with each other.
fn compared() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let book = folder.path().join("book");
    exits(concord(["init"]).arg(&book), 0)?;
    let mut shares = Vec::new();
    for part in ["1/2", "2/2"] {
        let output = folder.path().join(part.replace('/', "-"));
        exits(command::publish(&book, &output).args(["--partition", part]), 0)?;
        shares.push(output);
    }
    // As if a file had been made that does not state a fact.
    let path = shares[0].join("manifest.json");
    let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
    std::fs::write(&path, text.replace("\"key\": \"towns\"", "\"key\": \"rooms\""))
        .map_err(|error| error.to_string())?;
    let output = folder.path().join("dist");
    let mut command = concord(["merge", "--deny", "warnings"]);
    let said = exits(command.arg(&output).args(&shares).arg("--publication").arg(&book), 1)?;
    if !said.error.contains("lacks the fact `towns`") || output.exists() {
        return Err(said.error);
    }
    // A share of a publication with errors is not made.
    std::fs::write(book.join("fr/factsheet.md"), "# Salles {#factsheet}\n")
        .map_err(|error| error.to_string())?;
    let refused = exits(command::publish(&book, &shares[0]).args(["--partition", "1/2"]), 1)?;
    if !refused.error.contains("nothing was published") || !shares[0].join("manifest.json").is_file() {
        return Err(refused.error);
    }
    Ok(())
}
