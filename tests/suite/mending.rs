//! `concord check --fix`, with the real program: what it changes, and that it changes nothing else.

use crate::command::{Said, concord, exits};
use crate::folder::{Folder, read_all};
use crate::{Check, checks};
use concord_manuscript::Files;
use libtest_mimic::Trial;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let all: [(&str, Check); 5] = [
        ("bytes-beside-stay", bytes_beside_stay),
        ("dry-run-writes-nothing", dry_run_writes_nothing),
        ("overlaps-are-mended-in-rounds", overlaps_are_mended_in_rounds),
        ("allowed-and-unsafe-stay", allowed_and_unsafe_stay),
        ("dry-run-needs-fix", dry_run_needs_fix),
    ];
    checks("mending", &all)
}

/// A byte order mark, both line ends, and no line end at the end.
const BEFORE: &str =
    "\u{feff}The partners - all  of them - agreed....\r\n\r\nIt ran 2014-2020.\n\nThe e\u{301}nd";
const AFTER: &str = "\u{feff}The partners – all of them – agreed…\r\n\r\nIt ran 2014–2020.\n\nThe \u{e9}nd";

/// A publication whose text is this.
fn publication(parent: &Path, text: &str) -> Result<PathBuf, String> {
    let mut folder = Folder::plain()?;
    folder.publication.insert("en/text.md".to_owned(), text.as_bytes().to_vec());
    folder.write(parent)
}

fn parent() -> Result<tempfile::TempDir, String> {
    tempfile::tempdir().map_err(|error| error.to_string())
}

fn check(publication: &Path, options: &[&str], status: i32) -> Result<Said, String> {
    let arguments = [OsStr::new("check"), publication.as_os_str()];
    exits(&mut concord(arguments.into_iter().chain(options.iter().map(OsStr::new))), status)
}

fn files(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    read_all(folder, "", &mut files).map_err(|error| error.to_string())?;
    Ok(files)
}

fn expect(holds: bool, what: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.into()) }
}

fn bytes_beside_stay() -> Result<(), String> {
    let parent = parent()?;
    let folder = publication(parent.path(), BEFORE)?;
    restrict(&folder.join("en/text.md"))?;
    let mut expected = files(&folder)?;
    expected.insert("en/text.md".to_owned(), AFTER.as_bytes().to_vec());
    let said = check(&folder, &["--fix"], 0)?;
    expect(said.error.contains("mended 6 findings in en/text.md"), said.error)?;
    let after = files(&folder)?;
    let text = String::from_utf8_lossy(&after["en/text.md"]).into_owned();
    expect(after == expected, format!("not what it was to be: {text:?}"))?;
    expect(is_restricted(&folder.join("en/text.md"))?, "the permissions are others")?;
    let said = check(&folder, &["--fix"], 0)?;
    expect(said.error == "nothing to mend\n", said.error)?;
    expect(files(&folder)? == expected, "a second run changed something")
}

#[cfg(unix)]
fn restrict(path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o640)).map_err(|error| error.to_string())
}

#[cfg(unix)]
fn is_restricted(path: &Path) -> Result<bool, String> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = std::fs::metadata(path).map_err(|error| error.to_string())?;
    Ok(metadata.permissions().mode() & 0o777 == 0o640)
}

#[cfg(not(unix))]
fn restrict(_: &Path) -> Result<(), String> {
    Ok(())
}

#[cfg(not(unix))]
fn is_restricted(_: &Path) -> Result<bool, String> {
    Ok(true)
}

fn dry_run_writes_nothing() -> Result<(), String> {
    let parent = parent()?;
    let folder = publication(parent.path(), "One.\n\nThe partners  agreed.\n")?;
    let before = files(&folder)?;
    let said = check(&folder, &["--fix", "--dry-run"], 0)?;
    let difference = "--- a/en/text.md\n+++ b/en/text.md\n@@ -1,3 +1,3 @@\n One.\n \n-The partners  agreed.\n\
                      +The partners agreed.\n";
    expect(said.out == difference, said.out)?;
    expect(said.error == "would mend 1 finding in en/text.md\n", said.error)?;
    expect(files(&folder)? == before, "a dry run wrote something")
}

/// A soft hyphen between two spaces hides that these stand together.
fn overlaps_are_mended_in_rounds() -> Result<(), String> {
    let parent = parent()?;
    let folder = publication(parent.path(), "The partners \u{ad} agreed.\n")?;
    check(&folder, &["--fix"], 0)?;
    let text = files(&folder)?["en/text.md"].clone();
    expect(text == b"The partners agreed.\n", format!("{:?}", String::from_utf8_lossy(&text)))
}

fn allowed_and_unsafe_stay() -> Result<(), String> {
    let parent = parent()?;
    let text = "<!-- allow Y801: the gap is drawn on purpose -->\nThe  partners signed on 03/04/2019.\n";
    let folder = publication(parent.path(), text)?;
    let said = check(&folder, &["--fix", "--deny", "warnings"], 1)?;
    expect(said.error.contains("error[Y818]") && !said.error.contains("Y801"), said.error)?;
    expect(files(&folder)?["en/text.md"] == text.as_bytes(), "the text was changed")
}

fn dry_run_needs_fix() -> Result<(), String> {
    let said = exits(&mut concord(["check", "--dry-run"]), 2)?;
    expect(said.error.contains("--fix"), said.error)
}
