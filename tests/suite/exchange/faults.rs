//! What is refused of files that come back, and what goes out to be looked at again.

use super::{
    BOTH, CORE, ENGLISH, FRENCH, expect, export, files, import, import_with, messages, parent, publication,
    refused, small, text,
};
use crate::command::{Said, concord, exits};
use concord::args::ExchangeFormat;
use std::path::{Path, PathBuf};

fn edited(folder: &Path, parent: &Path, format: usize, from: &str, to: &str) -> Result<PathBuf, String> {
    let (format, extension) = BOTH[format];
    let file = parent.join(format!("fr.{extension}"));
    let exported = export(folder, format, "fr", &file)?;
    let changed = exported.replace(from, to);
    expect(changed != exported, format!("`{from}` is not in\n{exported}"))?;
    std::fs::write(&file, changed).map_err(text)?;
    Ok(file)
}

/// Placeholders that are lost, doubled, put in or crossed are refused with their unit.
pub(super) fn placeholders() -> Result<(), String> {
    let parent = parent()?;
    let folder = small(parent.path())?;
    let unit = "text.md#bridges:p1";
    let target = "Il y a {{number \\\"a\\\"}} *vieux* ponts[^n].";
    let cases = [
        ("Il y a 12 *vieux* ponts[^n].", "X005"),
        ("Il y a {{number \\\"a\\\"}} vieux ponts[^n].", "X005"),
        ("Il y a {{number \\\"a\\\"}} *vieux* ponts.", "X005"),
        ("Il y a {{number \\\"a\\\"}} ou {{number \\\"a\\\"}} *vieux* ponts[^n].", "X006"),
        ("Il y a {{number \\\"a\\\"}} *vieux* [ponts](https://example.org)[^n].", "X006"),
        ("Il y a {{number \\\"a\\\"}} *vieux* ponts[^n] {{number \\\"b\\\"}}.", "X006"),
        ("- Il y a {{number \\\"a\\\"}} *vieux* ponts[^n].", "X007"),
    ];
    for (new, code) in cases {
        let old = format!("msgstr \"{target}\"");
        let file = edited(&folder, parent.path(), 1, &old, &format!("msgstr \"{new}\""))?;
        refused(&folder, &file, &[code, unit])?;
    }
    for (from, to, code) in [
        ("vieux</pc>", "vieux</pc><ph id=\"1\"/>", "X006"),
        ("vieux</pc>", "vieux</pc><ph id=\"9\"/>", "X006"),
        ("vieux</pc>", "vieux<ec startRef=\"2\"/></pc>", "X005"),
        (">Il y a <ph id=\"1\"", ">Il y a <ph id=\"3\"", "X005"),
    ] {
        let file = edited(&folder, parent.path(), 0, from, to)?;
        refused(&folder, &file, &[code, unit])?;
    }
    // Another order, another style and raised text are a translator's own.
    let new = "De *vieux* ponts[^n], il y en a {{number \\\"a\\\" style=\\\"words\\\"}}, le 1^er^ en bois.";
    let file =
        edited(&folder, parent.path(), 1, &format!("msgstr \"{target}\""), &format!("msgstr \"{new}\""))?;
    import(&folder, &file)?;
    let seen = std::fs::read_to_string(folder.join("fr/text.md")).map_err(text)?;
    expect(seen.contains(&new.replace('\\', "")), seen)
}

/// Files that are cut off, have a type definition or are something else are refused as wholes.
pub(super) fn broken_files() -> Result<(), String> {
    let parent = parent()?;
    let folder = small(parent.path())?;
    for (format, extension) in BOTH {
        let file = parent.path().join(format!("fr.{extension}"));
        let exported = export(&folder, format, "fr", &file)?;
        let cut = exported.len() * 2 / 3;
        let cut = (cut..)
            .find(|at| exported.is_char_boundary(*at) && !exported[..*at].ends_with('\n'))
            .unwrap_or(cut);
        let entity = "<!DOCTYPE x [<!ENTITY a \"b\">]>\n<xliff/>".to_owned();
        let old = exported.replacen(CORE, "urn:oasis:names:tc:xliff:document:1.2", 1);
        let mut broken = vec![entity, "{\"units\": []}".to_owned(), String::new()];
        if format == ExchangeFormat::Xliff {
            broken.extend([exported[..cut].to_owned(), old]);
        } else {
            broken.push(exported.replacen("msgstr \"Des ponts\"", "msgstr \"Des ponts", 1));
        }
        for text_of in broken {
            std::fs::write(&file, &text_of).map_err(text)?;
            refused(&folder, &file, &["X001"])?;
        }
        std::fs::write(&file, b"\xff\xfe<\0x\0").map_err(text)?;
        refused(&folder, &file, &["X001", "UTF-8"])?;
    }
    Ok(())
}

pub(super) fn foreign_files() -> Result<(), String> {
    let parent = parent()?;
    let folder = small(parent.path())?;
    let id = std::fs::read_to_string(folder.join("publication.toml")).map_err(text)?;
    let id = id
        .lines()
        .find_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'))
        .ok_or("no id")?
        .to_owned();
    for (number, from, to) in [
        (0, format!("<file id=\"{id}:"), "<file id=\"other:".to_owned()),
        (0, "srcLang=\"en\"".to_owned(), "srcLang=\"de\"".to_owned()),
        (0, "trgLang=\"fr\"".to_owned(), "trgLang=\"en\"".to_owned()),
        (1, format!("Project-Id-Version: {id}"), "Project-Id-Version: other".to_owned()),
        (1, "Language: fr".to_owned(), "Language: en".to_owned()),
        (1, "Language: fr".to_owned(), "Language: not a tag".to_owned()),
    ] {
        let file = edited(&folder, parent.path(), number, &from, &to)?;
        refused(&folder, &file, &["X002"])?;
    }
    let file = parent.path().join("fr.po");
    export(&folder, ExchangeFormat::Po, "fr", &file)?;
    let arguments =
        ["import".as_ref(), folder.as_os_str(), file.as_os_str(), "--locale".as_ref(), "es".as_ref()];
    let said = exits(&mut concord(arguments), 1)?;
    expect(said.error.contains("error[X002]") && said.error.contains("`es` was asked for"), said.error)
}

/// A source that changed refuses its unit; a block that only moved is found.
pub(super) fn outdated_units() -> Result<(), String> {
    for (format, extension) in BOTH {
        let parent = parent()?;
        let folder = small(parent.path())?;
        let file = parent.path().join(format!("fr.{extension}"));
        let exported = export(&folder, format, "fr", &file)?;
        std::fs::write(&file, exported.replace("Deux en pierre", "Deux de pierre")).map_err(text)?;
        let source = folder.join("en/text.md");
        std::fs::write(&source, ENGLISH.replace("Two of stone", "Three of stone")).map_err(text)?;
        refused(&folder, &file, &["X003", "text.md#bridges:li2"])?;
        // In another order, each is still itself.
        let swapped = |text: &str, one: &str, other: &str| {
            text.replace(one, "\u{1}").replace(other, one).replace('\u{1}', other)
        };
        std::fs::write(&source, swapped(ENGLISH, "- One of wood\n", "- Two of stone\n")).map_err(text)?;
        let french = FRENCH.replace(
            "- Un pont\r\n  en bois\r\n- Deux en pierre   ",
            "- Deux en pierre\r\n- Un pont en bois",
        );
        std::fs::write(folder.join("fr/text.md"), &french).map_err(text)?;
        let said = import(&folder, &file)?;
        expect(said.starts_with("fr: 1 of "), said)?;
        let seen = std::fs::read_to_string(folder.join("fr/text.md")).map_err(text)?;
        expect(seen == french.replace("Deux en", "Deux de"), seen)?;
        std::fs::write(&source, ENGLISH.replace("- Two of stone\n", "")).map_err(text)?;
        refused(&folder, &file, &["text.md#bridges:li2"])?;
    }
    Ok(())
}

pub(super) fn changed_on_both_sides() -> Result<(), String> {
    for number in 0..BOTH.len() {
        let parent = parent()?;
        let folder = small(parent.path())?;
        let file = edited(&folder, parent.path(), number, "Deux en pierre", "Deux de pierre")?;
        let path = folder.join("fr/text.md");
        std::fs::write(&path, FRENCH.replace("Deux en pierre", "Deux ponts en pierre")).map_err(text)?;
        refused(&folder, &file, &["X008", "text.md#bridges:li2"])?;
        std::fs::write(&path, FRENCH.replace("vieux", "très vieux")).map_err(text)?;
        let said = import(&folder, &file)?;
        expect(said.starts_with("fr: 1 of "), said)?;
        let seen = std::fs::read_to_string(&path).map_err(text)?;
        expect(seen.contains("très vieux") && seen.contains("Deux de pierre"), seen)?;
    }
    Ok(())
}

/// What can be taken is taken, and the rest is warned of.
pub(super) fn partial() -> Result<(), String> {
    let parent = parent()?;
    let folder = small(parent.path())?;
    let file = edited(&folder, parent.path(), 1, "*vieux*", "vieux")?;
    let changed = std::fs::read_to_string(&file).map_err(text)?.replace("Deux en pierre", "Deux de pierre");
    std::fs::write(&file, changed).map_err(text)?;
    refused(&folder, &file, &["X005"])?;
    let dry =
        ["import".as_ref(), folder.as_os_str(), file.as_os_str(), "--partial".as_ref(), "--dry-run".as_ref()];
    let before = files(&folder)?;
    let Said { out, error, .. } = exits(&mut concord(dry), 0)?;
    expect(out.contains("1 of") && out.contains("would be taken in") && out.contains("1 refused"), out)?;
    expect(error.contains("warning[X005]") && files(&folder)? == before, error)?;
    let imported = import_with(&folder, &file, true)?;
    expect(!imported.outcome.has_errors(), messages(&imported))?;
    let seen = std::fs::read_to_string(folder.join("fr/text.md")).map_err(text)?;
    expect(seen == FRENCH.replace("Deux en", "Deux de"), seen)
}

/// Where the translated file lacks the block, nothing is guessed; markup that does not hold is not written.
pub(super) fn units_without_place() -> Result<(), String> {
    let parent = parent()?;
    let english = "# Roads {#roads}\n\nThe first leads to [Rome](https://rome.example).\n\nThere are {{number \"a\"}} more.\n";
    let french = "# Des routes {#roads}\n\nLa première mène à [Rome](https://rome.example).\n";
    let folder = publication(parent.path(), &[("en/text.md", english), ("fr/text.md", french)])?;
    let file = parent.path().join("fr.po");
    let exported = export(&folder, ExchangeFormat::Po, "fr", &file)?;
    let (empty, full) =
        ("more.\"\nmsgstr \"\"", "more.\"\nmsgstr \"Il y en a {{number \\\"a\\\"}} encore.\"");
    expect(exported.contains(empty), exported.as_str())?;
    std::fs::write(&file, exported.replace(empty, full)).map_err(text)?;
    refused(&folder, &file, &["X009", "text.md#roads:p2"])?;
    let gone = "\nmsgctxt \"text.md#gone:p1\"\nmsgid \"No longer there\"\nmsgstr \"Disparu\"\n";
    std::fs::write(&file, exported + gone).map_err(text)?;
    refused(&folder, &file, &["X004", "text.md#gone:p1"])?;
    let folder = small(&parent.path().join("other"))?;
    let bold = edited(&folder, parent.path(), 0, ">vieux</pc>", "> vieux</pc>")?;
    refused(&folder, &bold, &["X007", "text.md#bridges:p1"])
}

/// A translation whose source changed goes out to be looked at again.
pub(super) fn stale_is_marked() -> Result<(), String> {
    let parent = parent()?;
    let folder = small(parent.path())?;
    exits(&mut concord(["locale".as_ref(), "record".as_ref(), folder.as_os_str()]), 0)?;
    std::fs::write(folder.join("en/text.md"), ENGLISH.replace("Two of stone", "Three of stone"))
        .map_err(text)?;
    let xliff = export(&folder, ExchangeFormat::Xliff, "fr", &parent.path().join("fr.xlf"))?;
    expect(xliff.contains("state=\"initial\" subState=\"concord:needs-review\""), xliff)?;
    let file = parent.path().join("fr.po");
    let po = export(&folder, ExchangeFormat::Po, "fr", &file)?;
    expect(po.matches("#, fuzzy\n").count() == 1, po.as_str())?;
    // While it is marked, nothing is taken; then it is, and is recorded.
    let changed = po.replace("Deux en pierre", "Trois en pierre");
    std::fs::write(&file, &changed).map_err(text)?;
    let said = import(&folder, &file)?;
    expect(said.contains("0 of") && said.contains("1 left, as they are marked fuzzy"), said)?;
    std::fs::write(&file, changed.replace("#, fuzzy\n", "")).map_err(text)?;
    import(&folder, &file)?;
    let again = export(&folder, ExchangeFormat::Po, "fr", &file)?;
    expect(!again.contains("fuzzy") && again.contains("Trois en pierre"), again)
}
