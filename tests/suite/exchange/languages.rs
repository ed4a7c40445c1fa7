//! What is taken in of a language that is begun, and where it stands then.

use super::{
    BOTH, ENGLISH, FRENCH, expect, export, files, import, import_with, messages, parent, publication, small,
    text,
};
use crate::command::{concord, exits};
use concord::args::ExchangeFormat;
use std::path::Path;

fn read(folder: &Path, name: &str) -> Result<String, String> {
    std::fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))
}

/// A target in both formats, in the place of none.
fn with_target(format: ExchangeFormat, exported: &str, unit: &str, target: &str) -> Result<String, String> {
    let start = match format {
        ExchangeFormat::Xliff => exported.find(&format!("name=\"{unit}\"")),
        ExchangeFormat::Po => exported.find(&format!("msgctxt \"{unit}\"")),
    };
    let (before, from) = exported.split_at(start.ok_or_else(|| format!("no {unit} in\n{exported}"))?);
    let changed = match format {
        ExchangeFormat::Xliff => from.replacen("state=\"initial\"", "state=\"translated\"", 1).replacen(
            "</source>",
            &format!("</source><target>{target}</target>"),
            1,
        ),
        ExchangeFormat::Po => from.replacen("msgstr \"\"", &format!("msgstr \"{target}\""), 1),
    };
    Ok(format!("{before}{changed}"))
}

/// One translated unit begins a language, as `locale new` does: what is not translated waits. A copy that was confirmed does
/// not.
pub(super) fn begun_in_part() -> Result<(), String> {
    for (format, extension) in BOTH {
        let parent = parent()?;
        let folder = publication(parent.path(), &[("en/text.md", ENGLISH)])?;
        let file = parent.path().join(format!("pt.{extension}"));
        let exported = export(&folder, format, "pt", &file)?;
        let changed = with_target(format, &exported, "text.md#bridges:li1", "Uma de madeira")?;
        let changed = with_target(format, &changed, "text.md#bridges:h1", "Bridges")?;
        std::fs::write(&file, changed).map_err(text)?;
        let said = import(&folder, &file)?;
        expect(said.starts_with("pt: 2 of ") && said.contains("`pt/` was made"), said.as_str())?;
        let seen = read(&folder, "pt/text.md")?;
        expect(seen == ENGLISH.replace("One of wood", "Uma de madeira"), seen)?;
        expect(folder.join("pt/README.md").exists(), "there is no page for the translator")?;
        let again = export(&folder, format, "pt", &file)?;
        let translated = match format {
            ExchangeFormat::Xliff => again.matches("<target").count(),
            ExchangeFormat::Po => {
                again.matches("\nmsgstr \"").count() - again.matches("\nmsgstr \"\"\n").count()
            }
        };
        // The header of a PO file is none.
        expect(translated == 2, format!("{translated} translations in\n{again}"))?;
        let status =
            exits(&mut concord(["status".as_ref(), folder.as_os_str(), "--places".as_ref()]), 0)?.out;
        expect(!status.contains("pt/text.md:1:") && status.contains("pt/text.md:6: untranslated"), status)?;
    }
    // A file that an existing language lacks is begun in the same way.
    let parent = parent()?;
    let folder = small(parent.path())?;
    std::fs::write(folder.join("en/more.md"), "# More {#more}\n\nOld walls.\n\nAnd old towers.\n")
        .map_err(text)?;
    let file = parent.path().join("fr.po");
    let exported = export(&folder, ExchangeFormat::Po, "fr", &file)?;
    let changed = with_target(ExchangeFormat::Po, &exported, "more.md#more:p1", "De vieux murs.")?;
    std::fs::write(&file, changed).map_err(text)?;
    import(&folder, &file)?;
    let seen = read(&folder, "fr/more.md")?;
    expect(seen == "# More {#more}\n\nDe vieux murs.\n\nAnd old towers.\n", seen)?;
    let lock = read(&folder, "fr/translation.lock")?;
    let waits = |words: &str| lock.contains(&format!(" untranslated | {words}\n"));
    expect(waits("And old towers.") && waits("More") && !waits("Old walls."), lock)
}

/// A tool that puts the source into empty translations has translated nothing.
pub(super) fn copies_that_nobody_confirmed() -> Result<(), String> {
    let parent = parent()?;
    let folder = publication(parent.path(), &[("en/text.md", ENGLISH)])?;
    let file = parent.path().join("pt.xlf");
    let exported = export(&folder, ExchangeFormat::Xliff, "pt", &file)?;
    let mut filled = String::new();
    for part in exported.split_inclusive("</source>") {
        filled.push_str(part);
        if let Some((_, source)) = part.rsplit_once("<source") {
            filled.push_str(&format!("<target{}", source.replace("</source>", "</target>")));
        }
    }
    std::fs::write(&file, &filled).map_err(text)?;
    let said = import(&folder, &file)?;
    expect(said.starts_with("pt: 0 of ") && !folder.join("pt").exists(), said)?;
    // Where a tool says nothing of the state, other words than the source's are a translation.
    std::fs::write(
        &file,
        filled.replace("<target xml:space=\"preserve\">One of wood", "<target>Uma de madeira"),
    )
    .map_err(text)?;
    let said = import(&folder, &file)?;
    expect(said.starts_with("pt: 1 of "), said)
}

/// A term is changed where it stands: in the glossary, or in the language's own messages.
pub(super) fn terms_in_their_file() -> Result<(), String> {
    let parent = parent()?;
    let folder = small(parent.path())?;
    let glossary = "[terms.bridge]\nen = \"bridge\"\nfr = \"pont\"\n\n[terms.bridge.forbidden]\nfr = [\"passerelle\"]\n\n\
        [terms.road]\nen = \"road\"\n\n[terms.wall]\nen = \"wall\"\n\n[terms.wall.forbidden]\nfr = [\"muraille\"]\n";
    std::fs::write(folder.join("glossary.toml"), glossary).map_err(text)?;
    let own = format!("{}\n[terms]\nroad = \"route\"\n", read(&folder, "fr/messages.toml")?);
    std::fs::write(folder.join("fr/messages.toml"), &own).map_err(text)?;
    let file = parent.path().join("fr.po");
    let exported = export(&folder, ExchangeFormat::Po, "fr", &file)?;
    let messages = read(&folder, "en/messages.toml")?;
    let line = |start: &str| messages.lines().position(|line| line.starts_with(start)).map(|at| at + 1);
    for (place, unit) in [
        ("glossary.toml:9".to_owned(), "glossary.toml#terms:road"),
        (
            format!("en/messages.toml:{}", line("language-name").unwrap_or_default()),
            "messages.toml#language-name",
        ),
        (
            format!("en/messages.toml:{}", line("one = \"year\"").unwrap_or_default()),
            "messages.toml#nouns:year:one",
        ),
    ] {
        expect(
            exported.contains(&format!("#: {place}\nmsgctxt \"{unit}\"\n")),
            format!("{place}\n{exported}"),
        )?;
    }
    let changed =
        exported.replace("msgstr \"pont\"", "msgstr \"le pont\"").replace("\"route\"", "\"la route\"");
    let changed = with_target(ExchangeFormat::Po, &changed, "glossary.toml#terms:wall", "mur")?;
    std::fs::write(&file, changed).map_err(text)?;
    let said = import(&folder, &file)?;
    expect(said.starts_with("fr: 3 of "), said)?;
    let seen = read(&folder, "glossary.toml")?;
    expect(seen == glossary.replace("fr = \"pont\"", "fr = \"le pont\""), seen)?;
    let seen = read(&folder, "fr/messages.toml")?;
    expect(seen == own.replace("\"route\"\n", "\"la route\"\nwall = \"mur\"\n"), seen)?;
    // A language with no terms of its own has them in the glossary, each in its own table.
    std::fs::write(folder.join("glossary.toml"), glossary).map_err(text)?;
    std::fs::write(folder.join("fr/messages.toml"), own.replace("\n[terms]\nroad = \"route\"\n", ""))
        .map_err(text)?;
    let exported = export(&folder, ExchangeFormat::Po, "fr", &file)?;
    let changed = with_target(ExchangeFormat::Po, &exported, "glossary.toml#terms:wall", "mur")?;
    std::fs::write(&file, changed).map_err(text)?;
    import(&folder, &file)?;
    let seen = read(&folder, "glossary.toml")?;
    expect(seen == glossary.replace("en = \"wall\"\n", "en = \"wall\"\nfr = \"mur\"\n"), seen)
}

/// Shorter words go out where the translation has some, or is not there yet; else there is nothing to translate.
pub(super) fn shorter_words() -> Result<(), String> {
    let parent = parent()?;
    let english = "# Roads {#roads}\n\nMany roads lead there.\n\n::: shorter\nRoads lead there.\n:::\n\nThe end of it.\n";
    let french = "# Des routes {#roads}\n\nBien des routes y mènent.\n\nLa fin.\n";
    let folder = publication(parent.path(), &[("en/text.md", english), ("fr/text.md", french)])?;
    let file = parent.path().join("fr.po");
    let exported = export(&folder, ExchangeFormat::Po, "fr", &file)?;
    expect(!exported.contains("\"Roads lead there.\""), exported.as_str())?;
    std::fs::write(&file, exported.replace("La fin.", "C’est la fin.")).map_err(text)?;
    import(&folder, &file)?;
    let seen = read(&folder, "fr/text.md")?;
    expect(seen == french.replace("La fin.", "C’est la fin."), seen)?;
    let exported = export(&folder, ExchangeFormat::Po, "pt", &parent.path().join("pt.po"))?;
    expect(exported.contains("\"Roads lead there.\"\nmsgstr \"\"\n"), exported.as_str())?;
    expect(exported.contains("; shorter words for what stands before"), exported)?;
    let french = french.replace("mènent.\n", "mènent.\n\n::: shorter\nDes routes y mènent.\n:::\n");
    std::fs::write(folder.join("fr/text.md"), &french).map_err(text)?;
    let exported = export(&folder, ExchangeFormat::Po, "fr", &file)?;
    std::fs::write(&file, exported.replace("\"Des routes y", "\"Des chemins y")).map_err(text)?;
    import(&folder, &file)?;
    let seen = read(&folder, "fr/text.md")?;
    expect(seen == french.replace("\nDes routes y", "\nDes chemins y"), seen)
}

/// Where two files differ in a unit, none is taken, also if a third agrees with the first; and what is refused is counted.
pub(super) fn files_that_disagree() -> Result<(), String> {
    let parent = parent()?;
    let folder = small(parent.path())?;
    let before = files(&folder)?;
    let file = parent.path().join("fr.po");
    let exported = export(&folder, ExchangeFormat::Po, "fr", &file)?;
    let mut arguments = vec!["import".into(), folder.clone().into_os_string(), "--partial".into()];
    for (number, words) in ["Deux de pierre", "Deux de roche", "Deux de pierre"].into_iter().enumerate() {
        let file = parent.path().join(format!("{number}.po"));
        std::fs::write(&file, exported.replace("Deux en pierre", words)).map_err(text)?;
        arguments.push(file.into_os_string());
    }
    let said = exits(&mut concord(arguments), 0)?;
    expect(said.out.contains("fr: 0 of ") && said.out.contains("1 refused"), said.out)?;
    expect(said.error.contains("comes twice") && files(&folder)? == before, said.error)?;
    let bold = export(&folder, ExchangeFormat::Xliff, "fr", &parent.path().join("fr.xlf"))?;
    let bold = bold.replace(">vieux</pc>", "> vieux</pc>").replace("Deux en pierre", "Deux de pierre");
    std::fs::write(parent.path().join("fr.xlf"), bold).map_err(text)?;
    let imported = import_with(&folder, &parent.path().join("fr.xlf"), true)?;
    let said = messages(&imported);
    expect(said.contains("X007") && said.contains("fr: 1 of ") && said.contains("1 refused"), said)?;
    let seen = read(&folder, "fr/text.md")?;
    expect(seen == FRENCH.replace("Deux en", "Deux de"), seen)
}
