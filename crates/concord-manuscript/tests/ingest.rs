//! Publication folders as data: faults go in, findings come out, and none hides another.

use concord_diagnostics::{Sources, sort};
use concord_manuscript::{Files, ingest};

const PUBLICATION: &str = r#"
id = "bridges"
source-locale = "en"
template = "report"
actions = ["mali-1"]
creator = "C"
publisher = "P"
date = "launch"
[[documents]]
id = "publication"
file = "bridges"
title = "title"
description = "description"
"#;
const LEDGER: &str = r#"
[sources.bb]
title = "T"
publisher = "P"
language = "en"
[dates.launch]
on = "2020-12-15"
sources = ["bb"]
"#;
const MESSAGES: &str = "language-name = \"English\"\n[text]\ntitle = \"T\"\ndescription = \"D\"\n";

fn folder(changes: &[(&str, &[u8])]) -> Files {
    let mut files = Files::new();
    for (path, text) in [
        ("publication.toml", PUBLICATION),
        ("ledger.toml", LEDGER),
        ("en/messages.toml", MESSAGES),
        ("en/actions/mali-1.md", "# Mali\n"),
    ] {
        files.insert(path.to_owned(), text.as_bytes().to_vec());
    }
    for (path, bytes) in changes {
        files.insert((*path).to_owned(), bytes.to_vec());
    }
    files
}

/// The findings as `CODE file:line:column message`.
fn findings(files: &Files) -> Vec<String> {
    let mut sources = Sources::new();
    let mut diagnostics = ingest(files, &mut sources).diagnostics;
    sort(&mut diagnostics);
    let line = |diagnostic: &concord_diagnostics::Diagnostic| {
        let place = diagnostic.primary.as_ref().and_then(|label| {
            let source = sources.get(label.span.source)?;
            let position = source.position(label.span.start);
            Some(format!("{}:{}:{} ", source.name(), position.line, position.column))
        });
        format!("{} {}{}", diagnostic.code.id(), place.unwrap_or_default(), diagnostic.message)
    };
    diagnostics.iter().map(line).collect()
}

#[test]
fn a_sound_folder_has_no_findings() {
    let files = folder(&[("images/a.png", b"\x89PNG\r\n\x1a\n rest"), ("en/01.md", b"![A](images/a.png)\n")]);
    assert_eq!(findings(&files), Vec::<String>::new());
    let publication = ingest(&files, &mut Sources::new()).value.expect("a publication");
    assert_eq!(publication.manuscripts.len(), 1);
    assert_eq!(publication.source().map(|source| source.texts.len()), Some(2));
    assert_eq!(publication.config.documents[0].file, "bridges");
}

#[test]
fn invalid_utf8_is_shown_at_its_line() {
    let files = folder(&[("en/01.md", b"# One\n\ncaf\xe9 noir\n")]);
    assert_eq!(
        findings(&files),
        ["I002 en/01.md:3:1 `en/01.md` is not saved as UTF-8: a character on line 3 cannot be read"]
    );
}

#[test]
fn every_fault_of_the_configuration_is_found() {
    let publication = PUBLICATION
        .replace("creator", "creater")
        .replace("\"bridges\"\ntitle", "\"../bridges\"\ntitle")
        .replace("[\"mali-1\"]", "[\"mali-2\", 7]")
        .replace("\"en\"", "\"e\"");
    let files = folder(&[("publication.toml", publication.as_bytes())]);
    assert_eq!(
        findings(&files),
        [
            "I005 publication.toml:1:1 `creator` is missing in publication.toml",
            "I005 publication.toml:3:17 `e` is not a BCP 47 language tag",
            "I005 publication.toml:5:22 `actions` must be text in quotation marks",
            "I004 publication.toml:6:1 publication.toml has no key `creater`",
            "I005 publication.toml:11:8 `../bridges` cannot be the name of a file or folder here",
        ]
    );
}

#[test]
fn folders_that_are_no_locales_are_named() {
    let files = folder(&[
        ("fr/01.md", b"# Un\n"),
        ("EN-gb/messages.toml", b"language-name = \"E\"\n"),
        ("texts/messages.toml", b""),
    ]);
    assert_eq!(
        findings(&files),
        [
            "I006 the folder `EN-gb` does not have the usual form of its language tag",
            "I006 the folder `fr` holds texts but no messages",
            "I006 the folder `texts` is not named by a language tag",
        ]
    );
}

#[test]
fn toml_that_cannot_be_read_does_not_hide_the_rest() {
    let messages = "language-name = English\n[text]\ntitle = 1\n[nouns.country]\none = \"country\"\n[labls]\na = \"A\"\n";
    let glossary = "[terms.thb]\nen = \"trafficking\"\nforbiden.en = [\"x\"]\nacronym.en = 3\n";
    let files = folder(&[("en/messages.toml", messages.as_bytes()), ("glossary.toml", glossary.as_bytes())]);
    assert_eq!(
        findings(&files),
        [
            "I004 glossary.toml:3:1 term `thb` has no key `forbiden`",
            "I005 glossary.toml:3:1 `forbiden` must be text in quotation marks",
            "I005 glossary.toml:4:14 `en` must be text in quotation marks",
            "I003 en/messages.toml:1:17 this line cannot be read: text stands between straight quotation marks (`title = \"...\"`)",
            "I005 en/messages.toml:3:9 `title` must be text in quotation marks",
            "I005 en/messages.toml:4:8 `other` is missing in noun `country`",
            "I004 en/messages.toml:6:2 messages.toml has no key `labls`",
        ]
    );
}

#[test]
fn pictures_are_looked_at_and_looked_for() {
    let files = folder(&[
        ("images/a.png", b"GIF89a"),
        ("images/notes.txt", b"x"),
        ("en/01.md", b"![A](images/a.png)\n\n![B](images/aa.png)\n\nx[^n]\n\n[^n]: ![C](images/c.jpg)\n"),
    ]);
    assert_eq!(
        findings(&files),
        [
            "I007 en/01.md:1:1 `images/a.png` is neither a PNG nor a JPEG picture",
            "I001 en/01.md:3:1 there is no picture `images/aa.png`",
            "I001 en/01.md:7:7 there is no picture `images/c.jpg`",
        ]
    );
}

#[test]
fn without_its_main_files_there_is_no_publication() {
    let mut files = folder(&[]);
    files.remove("publication.toml");
    files.remove("ledger.toml");
    assert_eq!(findings(&files).len(), 2);
    assert!(ingest(&files, &mut Sources::new()).value.is_none());
}
