//! Same input, same bytes: whatever the number of threads, the folder, the user and the hour.

use crate::command::{self, exits};
use crate::folder::read_all;
use crate::sample::{fixture, published};
use crate::{Check, checks, root, stages};
use concord_manuscript::Files;
use libtest_mimic::Trial;
use std::path::Path;
use std::process::Command;

/// The trials. Each makes the sample once more and compares it with the one that all trials share.
pub(crate) fn trials() -> Vec<Trial> {
    let trials: [(&str, Check); 4] = [
        ("one-job", || same(&fixture(), |command| command.args(["--jobs", "1"]))),
        ("two-jobs", || same(&fixture(), |command| command.args(["--jobs", "2"]))),
        ("another-place", another_place),
        ("source-date-epoch", source_date_epoch),
    ];
    checks("determinism", &trials)
}

fn files(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    read_all(folder, "", &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(files)
}

/// Publishes a folder in a way of its own; gives what was made.
fn make(publication: &Path, change: impl FnOnce(&mut Command) -> &mut Command) -> Result<Files, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let dist = folder.path().join("dist");
    exits(change(&mut command::publish(publication, &dist)), 0)?;
    files(&dist)
}

/// The run gives the same bytes as the shared one.
fn same(publication: &Path, change: impl FnOnce(&mut Command) -> &mut Command) -> Result<(), String> {
    let (made, shared) = (make(publication, change)?, files(&published()?.dist())?);
    let names: Vec<_> = made.keys().chain(shared.keys()).collect();
    let differing: Vec<_> = names.into_iter().filter(|name| made.get(*name) != shared.get(*name)).collect();
    if differing.is_empty() { Ok(()) } else { Err(format!("these files differ: {differing:?}")) }
}

/// A copy of the folder, written in another order, by a user of another language and time zone.
fn another_place() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let copy = |from: &Path, to: &Path| {
        let mut reversed: Vec<_> = files(from)?.into_iter().collect();
        reversed.reverse();
        reversed.into_iter().try_for_each(|file| crate::folder::write_all(to, &Files::from([file])))
    };
    let publication = folder.path().join("elsewhere/a publication");
    copy(&fixture(), &publication)?;
    copy(&root().join("templates"), &folder.path().join("elsewhere/templates"))?;
    same(&publication, |command| {
        let command = command.current_dir(folder.path()).env("HOME", folder.path()).env("USER", "nobody");
        command.env("TZ", "Pacific/Chatham").env("LANG", "tr_TR.UTF-8").env("LC_ALL", "tr_TR.UTF-8")
    })
}

/// The variable decides the dates and nothing else that is read, and every day can be written.
fn source_date_epoch() -> Result<(), String> {
    let file = "building-bridges-factsheet-en.pdf";
    let own = stages::read(&files(&published()?.dist())?[file])?;
    for (seconds, date) in [("0", "1970-01-01"), ("951782400", "2000-02-29"), ("4102444799", "2099-12-31")] {
        let make = || {
            make(&fixture(), |command| {
                command.env("SOURCE_DATE_EPOCH", seconds).args(["--document", "factsheet", "--locale", "en"])
            })
        };
        let made = make()?;
        if made != make()? {
            return Err(format!("two runs with SOURCE_DATE_EPOCH={seconds} differ"));
        }
        let other = stages::read(&made[file])?;
        let digits = date.replace('-', "");
        let created = other.information.get("CreationDate").map(String::as_str).unwrap_or_default();
        let described = other.xmp.value("xmp:CreateDate").unwrap_or_default();
        if !created.starts_with(&format!("D:{digits}")) || !described.starts_with(date) {
            return Err(format!("SOURCE_DATE_EPOCH={seconds} gives the dates {created} and {described}"));
        }
        if (&other.elements, &other.outline) != (&own.elements, &own.outline) {
            return Err(format!("SOURCE_DATE_EPOCH={seconds} changes what the file says"));
        }
    }
    Ok(())
}
