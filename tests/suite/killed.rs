//! Runs that are killed at any moment (SIGKILL): what was published, what is kept and what was written is old or new, never
//! something between; the next run succeeds, and takes away what was left.

use crate::caching::{ENGLISH, FRENCH, Place, files};
use crate::command::{self, concord, exits};
use crate::{Check, checks};
use concord_manuscript::Files;
use fastrand::Rng;
use libtest_mimic::Trial;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The trials: 60 kills in all.
pub(crate) fn trials() -> Vec<Trial> {
    let trials: [(&str, Check); 5] = [
        ("publish", || publish(15, 1, false)),
        ("publish-with-cache", || publish(15, 2, true)),
        ("watch", || watch(8, 3)),
        ("import", || import(11, 4)),
        ("locale-sync", || sync(11, 5)),
    ];
    checks("killed", &trials)
}

fn text<E: std::fmt::Display>(error: E) -> String {
    error.to_string()
}

fn expect(holds: bool, what: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.into()) }
}

/// How long a whole run takes.
fn timed(command: &mut Command) -> Result<Duration, String> {
    let begin = Instant::now();
    exits(command, 0)?;
    Ok(begin.elapsed())
}

/// Runs a command and kills it after a part of the time that a whole run takes. Late moments are likelier, as files are
/// written at the end.
fn kill(command: &mut Command, whole: Duration, random: &mut Rng) -> Result<(), String> {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(text)?;
    std::thread::sleep(whole.mul_f64(random.f64().sqrt() * 1.1));
    child.kill().map_err(text)?;
    child.wait().map_err(text)?;
    Ok(())
}

/// Names in a folder and below it that only unfinished work has.
fn left(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(text)? {
        let entry = entry.map_err(text)?;
        if entry.file_name().to_string_lossy().starts_with(".concord-") {
            found.push(entry.path());
        } else if entry.file_type().map_err(text)?.is_dir() {
            found.extend(left(&entry.path())?);
        }
    }
    Ok(found)
}

fn publish(kills: usize, seed: u64, caches: bool) -> Result<(), String> {
    let mut random = Rng::with_seed(seed);
    let place = Place::new()?;
    let cache = place.path().join("cache");
    let into = |name: &str| {
        let mut command = command::publish_as_usual(&place.publication, &place.path().join(name));
        match caches {
            true => command.arg("--cache").arg(&cache),
            false => command.arg("--no-cache"),
        };
        command
    };
    let texts = [ENGLISH.to_owned(), ENGLISH.replace("people", "many people")];
    let mut editions = Vec::new();
    let mut whole = Duration::ZERO;
    for (number, words) in texts.iter().enumerate() {
        place.write("en/text.md", words)?;
        let name = format!("whole-{number}");
        // What is right is made without a cache.
        let mut plain = command::publish(&place.publication, &place.path().join(&name));
        whole = timed(&mut plain)?;
        editions.push(files(&place.path().join(&name))?);
    }
    let dist = place.path().join("dist");
    exits(&mut into("dist"), 0)?;
    for number in 0..kills {
        place.write("en/text.md", &texts[number % 2])?;
        kill(&mut into("dist"), whole, &mut random)?;
        let now = files(&dist).map_err(|error| format!("after kill {number}: {error}"))?;
        expect(editions.contains(&now), format!("after kill {number} the output is neither old nor new"))?;
        if number % 5 == 4 {
            exits(&mut into("dist"), 0)?;
            expect(
                files(&dist)? == editions[number % 2],
                format!("a run after kill {number} makes something else"),
            )?;
        }
    }
    // One more text, so that the cache is written to as well.
    place.write("en/text.md", &ENGLISH.replace("people", "no people"))?;
    exits(&mut into("dist"), 0)?;
    let stray = left(place.path())?;
    expect(stray.is_empty(), format!("something is left for ever: {stray:?}"))
}

/// It writes nothing at all, whenever it ends.
fn watch(kills: usize, seed: u64) -> Result<(), String> {
    let mut random = Rng::with_seed(seed);
    let place = Place::new()?;
    let before = files(place.path())?;
    let scratch = tempfile::tempdir().map_err(text)?;
    let watch = || {
        let mut command = concord([OsStr::new("watch"), place.publication.as_os_str()]);
        command.args(["--port", "0"]).current_dir(scratch.path());
        command
            .env("TMPDIR", scratch.path())
            .env("XDG_CACHE_HOME", scratch.path())
            .env("HOME", scratch.path());
        command
    };
    for number in 0..kills {
        kill(&mut watch(), Duration::from_millis(600), &mut random)?;
        expect(files(place.path())? == before, format!("kill {number} leaves something in the publication"))?;
        expect(files(scratch.path())?.is_empty(), format!("kill {number} leaves something behind"))?;
    }
    Ok(())
}

/// Every file is as it was or as it is to be. Records may hold both for a while.
fn is_whole(now: &Files, old: &Files, new: &Files) -> Result<(), String> {
    for (name, bytes) in now.iter().filter(|(name, _)| !name.contains(".concord-new-")) {
        let is_known = [old, new].iter().any(|files| files.get(name) == Some(bytes));
        expect(is_known || name.ends_with("translation.lock"), format!("`{name}` is neither old nor new"))?;
    }
    let lost = old.keys().find(|name| !now.contains_key(*name));
    expect(lost.is_none(), format!("`{lost:?}` is lost"))
}

/// Kills a command that changes texts, again and again from the same state; after each kill a whole run must come to the same
/// end as one that was never killed.
fn changes(place: &Place, command: &dyn Fn() -> Command, (kills, seed): (usize, u64)) -> Result<(), String> {
    let mut random = Rng::with_seed(seed);
    let old = files(&place.publication)?;
    let whole = timed(&mut command())?;
    let new = files(&place.publication)?;
    expect(old != new, "nothing changes")?;
    for number in 0..kills {
        std::fs::remove_dir_all(&place.publication).map_err(text)?;
        crate::folder::write_all(&place.publication, &old)?;
        kill(&mut command(), whole, &mut random)?;
        is_whole(&files(&place.publication)?, &old, &new)
            .map_err(|error| format!("after kill {number}: {error}"))?;
        exits(&mut command(), 0)?;
        let again = files(&place.publication)?;
        let differing: Vec<_> =
            again.keys().chain(new.keys()).filter(|name| again.get(*name) != new.get(*name)).collect();
        expect(
            differing.is_empty(),
            format!("a run after kill {number} comes to another end: {differing:?}"),
        )?;
        let stray = left(&place.publication)?;
        expect(stray.is_empty(), format!("something is left for ever: {stray:?}"))?;
    }
    Ok(())
}

fn import(kills: usize, seed: u64) -> Result<(), String> {
    let place = Place::new()?;
    let folder = place.path().join("exchange");
    let mut export = concord([OsStr::new("export"), place.publication.as_os_str()]);
    exits(export.args(["--format", "po", "--locale", "fr", "--output"]).arg(&folder), 0)?;
    let file =
        std::fs::read_dir(&folder).map_err(text)?.flatten().next().ok_or("no file was exported")?.path();
    let exported = std::fs::read_to_string(&file).map_err(text)?;
    let translated = exported
        .replace("msgstr \"pierre\"", "msgstr \"pierres\"")
        .replace("msgstr \"bois\"", "msgstr \"du bois\"");
    expect(exported != translated, format!("the words are not in the file:\n{exported}"))?;
    std::fs::write(&file, translated).map_err(text)?;
    let import = || {
        let mut command = concord([OsStr::new("import"), place.publication.as_os_str()]);
        command.arg(&file);
        command
    };
    changes(&place, &import, (kills, seed))
}

fn sync(kills: usize, seed: u64) -> Result<(), String> {
    let place = Place::new()?;
    let locale = |word: &str| {
        let mut command = concord(["locale", word]);
        command.arg(&place.publication);
        command
    };
    exits(&mut locale("record"), 0)?;
    let moved = "# Bridges {#bridges}\n\n- stone\n- iron\n- wood\n\nThey join two banks, and people cross them.\n\nA new end.\n";
    place.write("en/text.md", moved)?;
    expect(FRENCH != moved, "the texts are the same")?;
    changes(&place, &|| locale("sync"), (kills, seed))
}
