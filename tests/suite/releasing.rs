//! `concord release`: what it makes of published files, and what it refuses.

use crate::command::{self, Said, concord, exits};
use crate::folder::read_all;
use crate::tools::Tool;
use crate::{Check, checks, root};
use concord::manifest::sha256;
use concord_manuscript::Files;
use libtest_mimic::Trial;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let plain: [(&str, Check); 5] = [
        ("whole", whole),
        ("a-share-is-refused", share),
        ("changed-files-are-refused", changed),
        ("ledgers-with-errors-are-refused", ledgers),
        ("the-one-before-stays", the_one_before_stays),
    ];
    let mut trials = checks("releasing", &plain);
    // What judges schemas is a script in Python too.
    trials.push(Trial::ignorable_test("releasing/bill-of-materials", || {
        Tool::JsonSchema.trial(|_| bill_of_materials())
    }));
    trials
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// A new publication, published.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new(options: &[&str]) -> Result<Self, String> {
        let place = Self { folder: tempfile::tempdir().map_err(text)? };
        exits(concord(["init"]).arg(place.path("book")), 0)?;
        exits(command::publish(&place.path("book"), &place.path("dist")).args(options), 0)?;
        Ok(place)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn release(&self, more: &[&Path], status: i32) -> Result<Said, String> {
        let mut command = concord(["release", "--commit", "0123456789abcdef"]);
        command.arg(self.path("dist")).arg("--ledger").arg(self.path("book/ledger.toml"));
        command.arg("--output").arg(self.path("release")).args(more);
        let said = exits(&mut command, status)?;
        if status != 0 && self.path("release").exists() {
            return Err("a release was made in spite of what was said".to_owned());
        }
        Ok(said)
    }

    /// Refuses, and says why.
    fn refuses(&self, more: &[&Path], words: &[&str]) -> Result<(), String> {
        let said = self.release(more, 2)?;
        match words.iter().find(|words| !said.error.contains(**words)) {
            Some(words) => Err(format!("`{words}` is not in: {}", said.error)),
            None => Ok(()),
        }
    }
}

/// All that was published goes out as it is, with the digests of all files.
fn whole() -> Result<(), String> {
    let place = Place::new(&["--passport"])?;
    place.release(&[], 0)?;
    let (mut published, mut released) = (Files::new(), Files::new());
    read_all(&place.path("dist"), "", &mut published).map_err(text)?;
    read_all(&place.path("release"), "", &mut released).map_err(text)?;
    if let Some((name, _)) = published.iter().find(|(name, bytes)| released.get(*name) != Some(bytes)) {
        return Err(format!("`{name}` goes out otherwise than it was published"));
    }
    let sums = released.remove("SHA256SUMS").ok_or("no digests")?;
    let expected: String =
        released.iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect();
    if String::from_utf8_lossy(&sums) != expected {
        return Err(format!("the digests are not {expected}"));
    }
    match ["RELEASE-NOTES.md", "provenance.intoto.json"].iter().find(|name| !released.contains_key(**name)) {
        Some(name) => Err(format!("`{name}` is missing")),
        None => Ok(()),
    }
}

fn share() -> Result<(), String> {
    Place::new(&["--partition", "1/2"])?.refuses(&[], &["holds the share 1/2", "concord merge"])
}

fn changed() -> Result<(), String> {
    let place = Place::new(&[])?;
    let file = place.path("dist/factsheet-fr.pdf");
    let bytes = std::fs::read(&file).map_err(text)?;
    std::fs::write(&file, [&bytes[..], b"\n"].concat()).map_err(text)?;
    place.refuses(&[], &["`factsheet-fr.pdf` was changed since it was made"])?;
    std::fs::write(&file, bytes).map_err(text)?;
    std::fs::write(place.path("dist/more.txt"), "more").map_err(text)?;
    place.refuses(&[], &["`more.txt` is in no manifest"])
}

/// A fact that cannot be read of the ledger before would be called new.
fn ledgers() -> Result<(), String> {
    let place = Place::new(&[])?;
    let ledger = std::fs::read_to_string(place.path("book/ledger.toml")).map_err(text)?;
    let previous = place.path("previous.toml");
    let more = [Path::new("--previous"), &previous];
    for broken in ["\n[counts", "\n[counts.bad]\nvalue = \"many\"\n"] {
        std::fs::write(&previous, format!("{ledger}{broken}")).map_err(text)?;
        place.refuses(&more, &["previous.toml` has errors, line ", "concord check"])?;
    }
    std::fs::write(&previous, [0xff, 0xfe]).map_err(text)?;
    place.refuses(&more, &["is not UTF-8"])?;
    std::fs::write(&previous, &ledger).map_err(text)?;
    place.release(&more, 0)?;
    Ok(())
}

/// `make release` touches the release that is there only when the new one has been made and compared with its digests.
fn the_one_before_stays() -> Result<(), String> {
    let makefile = std::fs::read_to_string(root().join("Makefile")).map_err(text)?;
    let recipe = makefile.split_once("\nrelease:\n").map(|(_, rest)| rest).ok_or("no recipe")?;
    let mut lines = recipe.lines().take_while(|line| line.starts_with(['\t', ' ']));
    let before: Vec<&str> = lines.by_ref().take_while(|line| !line.contains("sha256sum")).collect();
    let is_own = |word: &str| word.trim_end_matches([';', '/']) == "release";
    let touches = |line: &&&str| {
        ["rm ", "mv ", "--output"].iter().any(|word| line.contains(word))
            && line.split_whitespace().any(is_own)
    };
    if let Some(line) = before.iter().find(touches) {
        return Err(format!("the release before is touched by {line}"));
    }
    match lines.any(|line| line.ends_with("mv $(TREE)/release release")) {
        true => Ok(()),
        false => Err("the new release does not come into its place".to_owned()),
    }
}

/// What runs in the compiler is listed as what is not in the program; what is in it is required.
fn bill_of_materials() -> Result<(), String> {
    let mut script = Command::new("python3");
    script.arg("crates/concord/release/sbom.py").arg(env!("CARGO_BIN_EXE_concord")).current_dir(root());
    let bill: Value = serde_json::from_str(&exits(&mut script, 0)?.out).map_err(text)?;
    let mut scopes: BTreeMap<&str, &str> = BTreeMap::new();
    for component in bill["components"].as_array().into_iter().flatten() {
        let (name, scope) = (component["name"].as_str(), component["scope"].as_str());
        let (name, scope) = name.zip(scope).ok_or_else(|| format!("it has no name or scope: {component}"))?;
        scopes.insert(name, scope);
    }
    let expected = [
        ("serde", "required"),
        ("lopdf", "required"),
        ("mimalloc", "required"),
        ("concord-press", "required"),
        ("serde_derive", "excluded"),
        ("clap_derive", "excluded"),
        ("quote", "excluded"),
        ("cc", "excluded"),
    ];
    if let Some((name, scope)) = expected.iter().find(|(name, scope)| scopes.get(name) != Some(scope)) {
        return Err(format!("`{name}` has not the scope {scope}, but {:?}", scopes.get(name)));
    }
    match ["divan", "libtest-mimic"].iter().find(|name| scopes.contains_key(**name)) {
        Some(name) => Err(format!("`{name}`, which tests alone need, is listed")),
        None => Ok(()),
    }
}
