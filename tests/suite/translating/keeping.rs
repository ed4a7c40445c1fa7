//! Nothing that a translator wrote is lost, and nothing that waits is taken for a translation.

use super::{Scratch, must, must_hold, translated};
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

/// A copy of the source is recorded as a translation only if somebody says that it is one.
pub(super) fn copies_are_no_translations() -> Result<(), String> {
    let english = "# Names {#names}\n\nAcme and others.\n\nA paragraph that somebody has to translate.\n";
    let own = "# Nomes {#names}\n\nAcme and others.\n\nA paragraph that somebody has to translate.\n";
    let texts = [("en/text.md", english), ("pt/text.md", own)];
    let begun = || -> Result<Scratch, String> {
        let scratch = Scratch::new(&texts)?;
        let messages = scratch.read("en/messages.toml")?;
        scratch.write("pt/messages.toml", &messages)?;
        Ok(scratch)
    };
    let places = |scratch: &Scratch| scratch.status(&["--places"]);
    let scratch = begun()?;
    must_hold(
        &scratch.locale(&["record"])?,
        &["not translated", "not recorded before", "`--keep FILE:LINE`"],
    )?;
    must_hold(&places(&scratch)?, &["pt/text.md:3: untranslated", "pt/text.md:5: untranslated"])?;
    must_hold(
        &scratch.read("pt/translation.lock")?,
        &[" untranslated | A paragraph that somebody has to translate."],
    )?;
    let said = scratch.locale(&["record", "--keep", "text.md:3", "--accept"])?;
    let shown = places(&scratch)?;
    must(!shown.contains("pt/text.md:3") && shown.contains("pt/text.md:5: untranslated"), &said, &shown)?;
    let scratch = begun()?;
    let said = scratch.locale(&["record", "--accept"])?;
    must(!places(&scratch)?.contains(": untranslated"), &said, &places(&scratch)?)
}

/// New messages go under the heading of their table, however it is written.
pub(super) fn headings_are_found() -> Result<(), String> {
    let scratch = translated()?;
    let messages = scratch.read("en/messages.toml")?;
    scratch.write("en/messages.toml", &format!("{messages}\n[institutions]\none = \"A ministry\"\n"))?;
    let own = scratch.read("pt/messages.toml")?;
    let heading = "\n[ institutions ] # who asked\n";
    scratch.write("pt/messages.toml", &format!("{own}{heading}"))?;
    scratch.locale(&["sync"])?;
    let seen = scratch.read("pt/messages.toml")?;
    must_hold(&seen, &[&format!("{heading}# en: A ministry\none = \"A ministry\"\n")])
}

/// What a translator wrote into the messages is not taken for a copy because another message is new.
pub(super) fn new_messages_alone_wait() -> Result<(), String> {
    let scratch = translated()?;
    let with = |folder: &str, more: &str| -> Result<(), String> {
        let path = format!("{folder}/messages.toml");
        let messages = scratch.read(&path)?;
        scratch.write(&path, &messages.replacen("[text]\n", &format!("[text]\n{more}"), 1))
    };
    with("en", "radio = \"Radio\"\nmore = \"Some more words\"\n")?;
    with("pt", "radio = \"Radio\"\n")?;
    must_hold(&scratch.locale(&["sync"])?, &["1 message put in to be translated"])?;
    let lock = scratch.read("pt/translation.lock")?;
    must(
        lock.contains("messages.toml#text.more ") && !lock.contains("messages.toml#text.radio "),
        "as recorded",
        &lock,
    )
}
