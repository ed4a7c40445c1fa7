//! Bad input, with the real program: what it says, its exit status, and that what was published before is untouched.

use crate::command::{self, concord, exits};
use crate::folder::{Folder, read_all};
use crate::format::{Case, Malformed, View};
use crate::{Check, blesses, checks, stages};
use concord_manuscript::Files;
use libtest_mimic::Trial;
use std::path::Path;

/// One trial for every case that expects findings, and those for wrong usage.
pub(crate) fn trials(cases: &[Result<Case, Malformed>]) -> Vec<Trial> {
    let cases = cases.iter().flatten().filter(|case| case.expectation(View::Diagnostics).is_some());
    let of_case = |case: &Case| {
        let case = case.clone();
        Trial::test(format!("inputs/{}", case.name), move || refuses(&case).map_err(Into::into))
    };
    let others: [(&str, Check); 9] = [
        ("no-command", || usage(&[], "Usage")),
        ("unknown-option", || usage(&["publish", "--hurry"], "--hurry")),
        ("no-jobs", || usage(&["publish", "--jobs", "0"], "--jobs")),
        ("no-such-folder", || usage(&["publish", "no-such-folder"], "no-such-folder")),
        ("no-such-file", || usage(&["proof", "no-such-file.pdf"], "no-such-file.pdf")),
        ("no-such-locale", no_such_locale),
        ("foreign-output", foreign_output),
        ("findings-for-programs", findings_for_programs),
        ("no-pdf", no_pdf),
    ];
    cases.map(of_case).chain(checks("inputs", &others)).collect()
}

/// A folder with a publication in it, and `dist` as an earlier run left it.
struct Place {
    parent: tempfile::TempDir,
}

impl Place {
    fn new() -> Result<Self, String> {
        let parent = tempfile::tempdir().map_err(|error| error.to_string())?;
        let place = Self { parent };
        let publication = Folder::plain()?.write(place.path())?;
        exits(&mut command::publish(&publication, &place.dist()), 0)?;
        std::fs::remove_dir_all(publication).map_err(|error| error.to_string())?;
        Ok(place)
    }

    fn path(&self) -> &Path {
        self.parent.path()
    }

    fn dist(&self) -> std::path::PathBuf {
        self.path().join("dist")
    }

    fn published(&self) -> Result<Files, String> {
        files(&self.dist())
    }

    /// What stands beside the publication: nothing of a run may be left there.
    fn beside(&self) -> Result<Vec<String>, String> {
        let entries = std::fs::read_dir(self.path()).map_err(|error| error.to_string())?;
        let mut names: Vec<_> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        Ok(names)
    }
}

fn files(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    read_all(folder, "", &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(files)
}

fn expect(holds: bool, what: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.into()) }
}

/// The program says what the case expects, exits with 1 where that holds an error, and leaves `dist` alone then.
fn refuses(case: &Case) -> Result<(), String> {
    let place = Place::new()?;
    let before = place.published()?;
    let folder = Folder::of(case)?;
    let publication = folder.write(place.path())?;
    let expected = expected(case, &folder)?;
    let expected = expected.trim_end();
    let has_errors = expected.lines().any(|line| line.starts_with("error["));
    let said = exits(&mut command::publish(&publication, &place.dist()), i32::from(has_errors))?;
    expect(said.error.contains(expected), format!("the program says something else:\n{}", said.error))?;
    expect(!has_errors || place.published()? == before, "what was published before is not as it was")?;
    expect(place.beside()? == ["dist", "publication", "templates"], "something is left beside the output")
}

/// What the case expects; what is seen, while that is being accepted.
fn expected(case: &Case, folder: &Folder) -> Result<String, String> {
    if blesses() {
        return stages::findings(folder);
    }
    let expectation = case.expectation(View::Diagnostics).ok_or("no findings are expected")?;
    Ok(case.expected(expectation).to_owned())
}

/// Wrong usage: status 2, a message that names what was wrong, and nothing on the standard output.
fn usage(arguments: &[&str], named: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let said = exits(concord(arguments).current_dir(folder.path()), 2)?;
    expect(said.error.contains(named), format!("`{named}` is not named:\n{}", said.error))?;
    expect(said.out.is_empty(), format!("the standard output holds:\n{}", said.out))?;
    expect(files(folder.path())?.is_empty(), "something was written")
}

fn no_such_locale() -> Result<(), String> {
    let place = Place::new()?;
    let before = place.published()?;
    let publication = Folder::plain()?.write(place.path())?;
    let said = exits(command::publish(&publication, &place.dist()).args(["--locale", "de"]), 2)?;
    expect(said.error.contains("no locale `de`"), said.error)?;
    expect(place.published()? == before, "what was published before is not as it was")
}

/// A folder with files of someone else is never replaced.
fn foreign_output() -> Result<(), String> {
    let place = Place::new()?;
    let publication = Folder::plain()?.write(place.path())?;
    std::fs::write(place.dist().join("thesis.md"), "Three years of work.")
        .map_err(|error| error.to_string())?;
    let before = place.published()?;
    let said = exits(&mut command::publish(&publication, &place.dist()), 2)?;
    expect(said.error.contains("thesis.md"), said.error)?;
    expect(place.published()? == before, "the folder is not as it was")
}

/// With JSON, the findings are the result, and an object also where there are none.
fn findings_for_programs() -> Result<(), String> {
    let place = Place::new()?;
    let mut folder = Folder::plain()?;
    let json = ["--message-format", "json"];
    let publication = folder.write(place.path())?;
    let said = exits(command::publish(&publication, &place.dist()).args(json), 0)?;
    let report: serde_json::Value = serde_json::from_str(&said.out).map_err(|error| error.to_string())?;
    expect(report["findings"] == serde_json::json!([]) && said.error.is_empty(), said.out)?;
    folder.publication.insert("en/text.md".to_owned(), b"{{count \"bridges\"}}\n".to_vec());
    let publication = folder.write(place.path())?;
    let said = exits(command::publish(&publication, &place.dist()).args(json), 1)?;
    let report: serde_json::Value = serde_json::from_str(&said.out).map_err(|error| error.to_string())?;
    expect(report["summary"]["errors"] == 1, &said.out)?;
    let refusal = "nothing was published: 1 error in en/text.md (1); ";
    expect(said.error.starts_with(refusal), &said.error)?;
    let finding = &report["findings"][0];
    let place = &finding["primary"];
    let seen = (&finding["code"], &place["file"], &place["line"], &place["column"]);
    let wanted = (&"C201".into(), &"en/text.md".into(), &1.into(), &1.into());
    expect(seen == wanted, said.out)
}

/// A file that is no PDF is a finding of `proof`, as it was found and read.
fn no_pdf() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join("letter.pdf");
    std::fs::write(&path, "Dear reader,").map_err(|error| error.to_string())?;
    let said = exits(&mut concord(["proof".as_ref(), path.as_os_str()]), 1)?;
    expect(said.error.contains("letter.pdf"), said.error)
}
