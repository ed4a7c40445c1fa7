//! Nothing that a translator wrote is lost, and nothing that waits is taken for a translation.

use super::{must, must_hold, translated};
use crate::command::{concord, exits};
use concord_manuscript::Files;
use std::ffi::OsStr;

const KEPT: &str = "pt/translation.kept.txt";

/// A file of kept texts that cannot be read stops the run; one that can is added to, and a dry run shows what is added.
pub(super) fn what_was_kept_is_never_written_over() -> Result<(), String> {
    let scratch = translated()?;
    let earlier = Files::from([(KEPT.to_owned(), b"kept in Latin-1: \xe9l\xe9ment\n".to_vec())]);
    crate::folder::write_all(&scratch.publication, &earlier)?;
    scratch.change("en/text.md", "- one item about peers\n- another item about trust\n\n", "")?;
    let before = scratch.files("")?;
    let mut sync = concord([OsStr::new("locale"), OsStr::new("sync"), scratch.publication.as_os_str()]);
    let said = exits(&mut sync, 2)?;
    must_hold(&said.error, &["cannot read", "translation.kept.txt", "UTF-8"])?;
    must(scratch.files("")? == before, "something was written all the same", &said.error)?;
    scratch.write(KEPT, "kept before: élément\n")?;
    let shown = scratch.locale(&["sync", "--dry-run"])?;
    must_hold(&shown, &[" kept before: élément\n", "+- um ponto sobre pares\n"])?;
    scratch.locale(&["sync"])?;
    must_hold(&scratch.read(KEPT)?, &["kept before: élément\n", "- um ponto sobre pares\n"])
}
