//! The cache of finished editions, with the real program: the same bytes with and without it, whatever was done to it.

use crate::command::{self, Said, concord, exits};
use crate::folder::{Folder, read_all, write_all};
use crate::sample::{fixture, published};
use crate::{Check, checks};
use concord::manifest::sha256;
use concord_manuscript::Files;
use fastrand::Rng;
use libtest_mimic::Trial;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let trials: [(&str, Check); 8] = [
        ("same-bytes", same_bytes),
        ("same-bytes-of-the-sample", same_bytes_of_the_sample),
        ("what-changed-is-made", what_changed_is_made),
        ("options-are-kept-apart", options_are_kept_apart),
        ("poisoned", poisoned),
        ("runs-beside-each-other", runs_beside_each_other),
        ("verify-makes-all", verify_makes_all),
        ("status-and-clear", status_and_clear),
    ];
    checks("caching", &trials)
}

fn text<E: std::fmt::Display>(error: E) -> String {
    error.to_string()
}

fn expect(holds: bool, what: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.into()) }
}

pub(crate) const ENGLISH: &str =
    "# Bridges {#bridges}\n\nThey join more than two banks, and people cross them.\n\n- stone\n- wood\n";
pub(crate) const FRENCH: &str =
    "# Ponts {#bridges}\n\nIls relient plus de deux rives, et des gens les traversent.\n\n- pierre\n- bois\n";

/// A publication in two languages, and what is made of it.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    pub(crate) publication: PathBuf,
}

impl Place {
    pub(crate) fn new() -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(text)?;
        let publication = Folder::bilingual(ENGLISH, FRENCH)?.write(folder.path())?;
        Ok(Self { folder, publication })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, words: &str) -> Result<(), String> {
        write_all(&self.publication, &Files::from([(name.to_owned(), words.as_bytes().to_vec())]))
    }

    fn cache(&self) -> PathBuf {
        self.path().join("cache")
    }

    /// Publishes into a folder of its own; gives what was made and said.
    fn publish(&self, change: impl FnOnce(&mut Command) -> &mut Command) -> Result<(Files, Said), String> {
        let dist = self.path().join("dist");
        if dist.exists() {
            std::fs::remove_dir_all(&dist).map_err(text)?;
        }
        let said = exits(change(&mut command::publish_as_usual(&self.publication, &dist)), 0)?;
        Ok((files(&dist)?, said))
    }

    fn without(&self) -> Result<Files, String> {
        Ok(self.publish(|command| command.arg("--no-cache"))?.0)
    }

    /// With the cache, of which `taken` editions must be used.
    fn with(&self, taken: usize) -> Result<Files, String> {
        let (made, said) = self.publish(|command| command.arg("--cache").arg(self.cache()))?;
        expect(taken_of(&said) == taken, format!("not {taken} taken:\n{}", said.error))?;
        Ok(made)
    }

    fn entries(&self) -> Result<Vec<PathBuf>, String> {
        let entries = std::fs::read_dir(self.cache().join("editions-1")).map_err(text)?;
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        Ok(paths)
    }
}

pub(crate) fn files(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    read_all(folder, "", &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(files)
}

fn taken_of(said: &Said) -> usize {
    let line = said.error.lines().find(|line| line.ends_with("taken from the cache"));
    line.and_then(|line| line.split(' ').next()?.parse().ok()).unwrap_or(0)
}

fn same(one: &Files, other: &Files) -> Result<(), String> {
    let names = one.keys().chain(other.keys());
    let differing: Vec<_> = names.filter(|name| one.get(*name) != other.get(*name)).collect();
    expect(differing.is_empty(), format!("these files differ: {differing:?}"))
}

fn same_bytes() -> Result<(), String> {
    let place = Place::new()?;
    let plain = place.without()?;
    expect(!place.cache().exists(), "--no-cache keeps something")?;
    same(&plain, &place.with(0)?)?;
    same(&plain, &place.with(2)?)?;
    // Findings too are those of a run that makes everything.
    place.write("en/text.md", &format!("{ENGLISH}\nAn \u{2603}unusual sign, and \"typewriter\" marks.\n"))?;
    let findings = |change: &[&OsStr]| {
        let mut command = command::publish_as_usual(&place.publication, &place.path().join("other"));
        command::run(command.args(["--message-format", "json"]).args(change))
            .map(|said| (said.status, said.out))
    };
    let plain = findings(&[OsStr::new("--no-cache")])?;
    for _ in 0..2 {
        let cached = findings(&[OsStr::new("--cache"), place.cache().as_os_str()])?;
        expect(plain == cached, format!("{plain:?}\n{cached:?}"))?;
    }
    Ok(())
}

fn same_bytes_of_the_sample() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(text)?;
    let (cache, dist) = (folder.path().join("cache"), folder.path().join("dist"));
    let shared = files(&published()?.dist())?;
    for taken in [0, 6] {
        let said = exits(command::publish_as_usual(&fixture(), &dist).arg("--cache").arg(&cache), 0)?;
        expect(taken_of(&said) == taken, said.error)?;
        same(&shared, &files(&dist)?)?;
    }
    Ok(())
}

/// A change in one language concerns no other; one of what all share concerns all.
fn what_changed_is_made() -> Result<(), String> {
    let place = Place::new()?;
    place.with(0)?;
    place.write("fr/text.md", &FRENCH.replace("des gens", "tout le monde"))?;
    same(&place.with(1)?, &place.without()?)?;
    // What was there before is still known.
    place.write("fr/text.md", FRENCH)?;
    same(&place.with(2)?, &place.without()?)?;
    let theme = place.path().join("templates/case/theme.toml");
    let words = std::fs::read_to_string(&theme).map_err(text)?;
    std::fs::write(&theme, format!("{words}\n# another theme\n")).map_err(text)?;
    same(&place.with(0)?, &place.without()?)
}

fn options_are_kept_apart() -> Result<(), String> {
    let place = Place::new()?;
    place.with(0)?;
    let variants: [&[&str]; 4] =
        [&["--standard", "ua2+a4"], &["--page-size", "a5"], &["--print"], &["--standard", "ua1+a2a-classic"]];
    for variant in variants {
        for taken in [0, 2] {
            let cached = place.publish(|command| command.args(variant).arg("--cache").arg(place.cache()))?;
            expect(taken_of(&cached.1) == taken, format!("{variant:?}: not {taken} taken"))?;
            same(&cached.0, &place.publish(|command| command.args(variant).arg("--no-cache"))?.0)?;
        }
    }
    let dated = |option: &[&OsStr]| {
        place.publish(|command| command.args(option).env("SOURCE_DATE_EPOCH", "951782400"))
    };
    let cached = dated(&[OsStr::new("--cache"), place.cache().as_os_str()])?;
    expect(taken_of(&cached.1) == 0, "an edition of another date is taken")?;
    same(&cached.0, &dated(&[OsStr::new("--no-cache")])?.0)
}

/// Entries that are torn, changed, under another's name, empty, or no files: all are as if they were not there.
fn poisoned() -> Result<(), String> {
    let place = Place::new()?;
    let plain = place.without()?;
    place.with(0)?;
    let entries = place.entries()?;
    expect(entries.len() == 2, format!("{entries:?}"))?;
    let whole: Vec<_> = entries.iter().map(std::fs::read).collect::<Result<_, _>>().map_err(text)?;
    let mut random = Rng::with_seed(6);
    for round in 0..8 {
        for (index, path) in entries.iter().enumerate() {
            let mut bytes = whole[index].clone();
            match round % 4 {
                0 => bytes.truncate(random.usize(..bytes.len())),
                1 => bytes[random.usize(..whole[index].len())] ^= 1 << random.u8(..8),
                2 => bytes.clone_from(&whole[1 - index]),
                _ => bytes.extend(b"more"),
            }
            std::fs::write(path, bytes).map_err(text)?;
        }
        same(&plain, &place.with(0)?)?;
        // What was made is kept in the place of what was wrong.
        same(&plain, &place.with(2)?)?;
    }
    for path in &entries {
        std::fs::remove_file(path).and_then(|()| std::fs::create_dir(path)).map_err(text)?;
    }
    same(&plain, &place.with(0)?)?;
    // A cache that cannot be one.
    let file = place.path().join("file");
    std::fs::write(&file, "no folder").map_err(text)?;
    same(&plain, &place.publish(|command| command.arg("--cache").arg(&file))?.0)
}

fn runs_beside_each_other() -> Result<(), String> {
    let place = Place::new()?;
    let plain = place.without()?;
    let run = |number: usize| {
        let dist = place.path().join(format!("dist-{number}"));
        let mut command = command::publish_as_usual(&place.publication, &dist);
        exits(command.arg("--cache").arg(place.cache()), 0)?;
        same(&plain, &files(&dist)?)
    };
    std::thread::scope(|scope| {
        let run = &run;
        let runs: Vec<_> = (0..4).map(|number| scope.spawn(move || run(number))).collect();
        runs.into_iter().try_for_each(|run| run.join().map_err(|_| "a run panics".to_owned())?)
    })?;
    same(&plain, &place.with(2)?)?;
    expect(place.entries()?.len() == 2, "something else than two editions is kept")
}

/// Whoever may write into the cache can forge an entry; `verify` finds it out.
fn verify_makes_all() -> Result<(), String> {
    let place = Place::new()?;
    let home = place.path().join("home");
    let dist = place.path().join("dist");
    let in_home = |command: &mut Command| {
        command.env("XDG_CACHE_HOME", &home);
    };
    let publish = || {
        let mut command = command::publish_as_usual(&place.publication, &dist);
        in_home(&mut command);
        exits(&mut command, 0)
    };
    let verify = |status| {
        let mut command = concord([OsStr::new("verify"), dist.as_os_str(), OsStr::new("--publication")]);
        command.arg(&place.publication);
        in_home(&mut command);
        exits(&mut command, status)
    };
    publish()?;
    verify(0)?;
    let entries = std::fs::read_dir(home.join("concord/editions-1")).map_err(text)?;
    for path in entries.flatten().map(|entry| entry.path()) {
        let forged = forged(&std::fs::read(&path).map_err(text)?).ok_or("an entry has another form")?;
        std::fs::write(&path, forged).map_err(text)?;
    }
    expect(taken_of(&publish()?) == 2, "what is forged well is not taken")?;
    let said = verify(1)?;
    expect(said.error.contains("comes out otherwise now"), said.error)
}

/// An entry with another last byte of the file, and with every digest made to fit.
fn forged(entry: &[u8]) -> Option<Vec<u8>> {
    let head = b"concord edition 1\n";
    let rest = entry.strip_prefix(head)?.get(32..)?;
    let (key, rest) = rest.split_at_checked(32)?;
    let (length, rest) = rest.split_at_checked(8)?;
    let (known, file) =
        rest.split_at_checked(usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?)?;
    let mut other = file.to_vec();
    *other.last_mut()? ^= 1;
    let known = std::str::from_utf8(known).ok()?.replace(&sha256(file), &sha256(&other));
    let rest = [key, length, known.as_bytes(), &other].concat();
    Some([head, blake3::hash(&rest).as_bytes().as_slice(), &rest].concat())
}

fn status_and_clear() -> Result<(), String> {
    let place = Place::new()?;
    let cache = |word: &str| {
        let mut command = concord(["cache", word, "--cache"]);
        exits(command.arg(place.cache()), 0).map(|said| said.out)
    };
    expect(cache("status")?.contains("keeps 0 editions"), "an empty cache holds something")?;
    place.with(0)?;
    std::fs::write(place.cache().join("editions-1/thesis.md"), "Three years of work.").map_err(text)?;
    expect(cache("status")?.contains("keeps 2 editions"), "not two editions are kept")?;
    expect(cache("clear")?.starts_with("2 editions taken out"), "not two editions are taken out")?;
    expect(place.entries()?.len() == 1, "clear takes something else away, or leaves something")?;
    place.with(0).map(|_| ())
}
