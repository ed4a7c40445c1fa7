//! `concord export` and `concord import`: nothing is lost, whatever tool had the file in between.

mod faults;
mod languages;
mod peers;

use crate::folder::{Folder, read_all};
use crate::tools::Tool;
use crate::{Check, checks, root};
use concord::args::{ExchangeFormat, ExportArgs, ImportArgs, MessageFormat};
use concord::exchange::{self, Imported};
use concord_manuscript::Files;
use fastrand::Rng;
use libtest_mimic::Trial;
use peers::{msgcat, msgfmt, msgmerge, po2xliff, pofilter, xliff2};
use roxmltree::Document;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const BOTH: [(ExchangeFormat, &str); 2] = [(ExchangeFormat::Xliff, "xlf"), (ExchangeFormat::Po, "po")];
const CORE: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let all: [(&str, Check); 20] = [
        ("without-change", without_change),
        ("pseudo-translation", pseudo_translation),
        ("generated-texts", generated_texts),
        ("new-locale", new_locale),
        ("only-the-block-changes", only_the_block_changes),
        ("structure-of-xliff", structure_of_xliff),
        ("placeholders", faults::placeholders),
        ("broken-files", faults::broken_files),
        ("foreign-files", faults::foreign_files),
        ("outdated-units", faults::outdated_units),
        ("changed-on-both-sides", faults::changed_on_both_sides),
        ("partial", faults::partial),
        ("units-without-place", faults::units_without_place),
        ("stale-is-marked", faults::stale_is_marked),
        ("segments-and-codes-of-tools", segments_and_codes_of_tools),
        ("language-begun-in-part", languages::begun_in_part),
        ("copies-that-nobody-confirmed", languages::copies_that_nobody_confirmed),
        ("terms-in-their-file", languages::terms_in_their_file),
        ("shorter-words", languages::shorter_words),
        ("files-that-disagree", languages::files_that_disagree),
    ];
    let mut trials = checks("exchange", &all);
    trials.push(Trial::ignorable_test("exchange/msgfmt", || Tool::MsgFmt.trial(msgfmt)));
    trials.push(Trial::ignorable_test("exchange/msgcat-rewrites", || Tool::MsgCat.trial(msgcat)));
    trials.push(Trial::ignorable_test("exchange/msgmerge-rewrites", || Tool::MsgMerge.trial(msgmerge)));
    trials.push(Trial::ignorable_test("exchange/pofilter", || Tool::PoFilter.trial(pofilter)));
    trials.push(Trial::ignorable_test("exchange/po2xliff-and-back", || Tool::Po2Xliff.trial(po2xliff)));
    trials.push(Trial::ignorable_test("exchange/xliff2-of-translate-toolkit", || Tool::Xliff2.trial(xliff2)));
    trials
}

fn text<E: std::fmt::Display>(error: E) -> String {
    error.to_string()
}

fn expect(holds: bool, what: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.into()) }
}

fn parent() -> Result<tempfile::TempDir, String> {
    tempfile::tempdir().map_err(text)
}

fn write(folder: &Path, files: &Files) -> Result<(), String> {
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(text)?;
        std::fs::write(&path, bytes).map_err(text)?;
    }
    Ok(())
}

fn files(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    read_all(folder, "", &mut files).map_err(text)?;
    Ok(files)
}

/// A copy of the sample.
fn sample(parent: &Path) -> Result<PathBuf, String> {
    let folder = parent.join("building-bridges");
    write(&folder, &files(&root().join("fixtures/building-bridges"))?)?;
    Ok(folder)
}

/// The default publication with texts.
fn publication(parent: &Path, texts: &[(&str, &str)]) -> Result<PathBuf, String> {
    let mut folder = Folder::plain()?;
    folder.publication.retain(|name, _| {
        let locale = name.split_once('/').map(|(tag, _)| tag).filter(|tag| ["fr", "es"].contains(tag));
        locale.is_none_or(|tag| texts.iter().any(|(name, _)| name.starts_with(tag)))
    });
    for (name, text) in texts {
        folder.publication.insert((*name).to_owned(), text.as_bytes().to_vec());
    }
    let folder = folder.write(parent)?;
    if texts.iter().any(|(name, _)| name.starts_with("fr/")) && !folder.join("fr/messages.toml").exists() {
        let messages = std::fs::read(root().join("tests/default/fr/messages.toml")).map_err(text)?;
        std::fs::write(folder.join("fr/messages.toml"), messages).map_err(text)?;
    }
    Ok(folder)
}

fn export(folder: &Path, format: ExchangeFormat, tag: &str, output: &Path) -> Result<String, String> {
    let args = ExportArgs {
        dir: folder.to_owned(),
        format,
        locale: vec![tag.to_owned()],
        output: output.to_owned(),
    };
    exchange::export(&args).map_err(text)?;
    std::fs::read_to_string(output).map_err(text)
}

fn import_with(folder: &Path, file: &Path, partial: bool) -> Result<Imported, String> {
    let args = ImportArgs {
        dir: folder.to_owned(),
        files: vec![file.to_owned()],
        locale: None,
        partial,
        dry_run: false,
        message_format: MessageFormat::Human,
    };
    exchange::import(&args).map_err(text)
}

fn messages(imported: &Imported) -> String {
    let lines = imported.outcome.diagnostics.iter().map(|it| format!("{} {}\n", it.code.id(), it.message));
    lines.collect::<String>() + &imported.summary
}

/// Imports a file, which must be taken whole.
fn import(folder: &Path, file: &Path) -> Result<String, String> {
    let imported = import_with(folder, file, false)?;
    expect(imported.outcome.diagnostics.is_empty(), messages(&imported))?;
    Ok(imported.summary)
}

/// Imports a file, which must be refused with words, and nothing written.
fn refused(folder: &Path, file: &Path, words: &[&str]) -> Result<(), String> {
    let before = files(folder)?;
    let said = messages(&import_with(folder, file, false)?);
    for part in words.iter().chain(&["nothing was taken in"]) {
        expect(said.contains(part), format!("`{part}` is not said:\n{said}"))?;
    }
    expect(files(folder)? == before, "something was written all the same")
}

fn same(before: &Files, after: &Files) -> Result<(), String> {
    for (name, bytes) in before {
        let now = after.get(name).ok_or_else(|| format!("{name} is gone"))?;
        if now != bytes {
            let (one, other) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(now));
            let difference = similar::TextDiff::from_lines(&*one, &*other).unified_diff().to_string();
            return Err(format!("{name} is not as it was:\n{difference}"));
        }
    }
    expect(before.len() == after.len(), "there are more files than before")
}

/// What goes out and comes back as it was changes no byte.
fn without_change() -> Result<(), String> {
    let parent = parent()?;
    let folder = sample(parent.path())?;
    let before = files(&folder)?;
    for (format, extension) in BOTH {
        for tag in ["fr", "es"] {
            let file = parent.path().join(format!("{tag}.{extension}"));
            export(&folder, format, tag, &file)?;
            let said = import(&folder, &file)?;
            expect(said.starts_with(&format!("{tag}: 0 of ")), said)?;
            same(&before, &files(&folder)?)?;
        }
    }
    Ok(())
}

/// Changes the words of a target, and nothing that stands for markup: letters outside braces, brackets and addresses.
fn pseudo(words: &str) -> String {
    let other = |letter| match letter {
        'a' => 'à',
        'e' => 'é',
        'i' => 'ï',
        'o' => 'ô',
        'u' => 'ù',
        other => other,
    };
    words.chars().map(other).collect()
}

fn pseudo_markdown(markdown: &str) -> String {
    let mut out = String::new();
    let mut rest = markdown;
    while !rest.is_empty() {
        let pairs = [
            ("{{", "}}"),
            ("](", ")"),
            ("]{", "}"),
            ("{", "}"),
            ("[^", "]"),
            ("<", ">"),
            ("`", "`"),
            ("^", "^"),
        ];
        let next = pairs.iter().filter_map(|pair| Some((rest.find(pair.0)?, pair))).min_by_key(|(at, _)| *at);
        let Some((at, (open, close))) = next else { break };
        let end = rest[at + open.len()..]
            .find(close)
            .map_or(rest.len(), |length| at + open.len() + length + close.len());
        out.push_str(&pseudo(&rest[..at]));
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    out + &pseudo(rest)
}

/// A target without what its facts read, which changes with the nouns of the messages.
fn without_values(target: &str) -> String {
    let mut parts = target.split(" disp=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once('"').map_or(part, |(_, rest)| rest))
}

/// Every target of a file, by unit, as it is written there.
fn targets(format: ExchangeFormat, file: &str) -> Result<BTreeMap<String, String>, String> {
    let mut targets = BTreeMap::new();
    match format {
        ExchangeFormat::Xliff => {
            let document = Document::parse(file).map_err(text)?;
            for unit in document.descendants().filter(|node| node.has_tag_name((CORE, "unit"))) {
                let target = unit.descendants().find(|node| node.has_tag_name((CORE, "target")));
                let written = target.map_or("", |target| &file[target.range()]);
                targets
                    .insert(unit.attribute("name").unwrap_or_default().to_owned(), without_values(written));
            }
        }
        ExchangeFormat::Po => {
            for unit in concord_exchange::po::read(file).map_err(|fault| fault.message)?.units {
                targets.insert(unit.id, format!("{:?}", unit.target));
            }
        }
    }
    Ok(targets)
}

/// A file with every target changed.
fn translated(format: ExchangeFormat, file: &str) -> Result<String, String> {
    let mut out = String::new();
    match format {
        ExchangeFormat::Xliff => {
            let document = Document::parse(file).map_err(text)?;
            let mut at = 0;
            for node in document.descendants().filter(|node| node.is_text()) {
                if node.ancestors().any(|above| above.has_tag_name((CORE, "target"))) {
                    out.push_str(&file[at..node.range().start]);
                    // Entities are not words.
                    let mut parts = file[node.range()].split('&');
                    out.push_str(&pseudo(parts.next().unwrap_or_default()));
                    for part in parts {
                        let (entity, words) = part.split_once(';').unwrap_or((part, ""));
                        out.push_str(&format!("&{entity};{}", pseudo(words)));
                    }
                    at = node.range().end;
                }
            }
            out.push_str(&file[at..]);
        }
        ExchangeFormat::Po => {
            for line in file.split_inclusive('\n') {
                match line.strip_prefix("msgstr \"") {
                    Some(words) if words.len() > 2 => {
                        // As far as they stand in quotation marks of the file, escapes hold none of these letters.
                        out.push_str(&format!("msgstr \"{}", pseudo_markdown(words)));
                    }
                    // What is marked so is not taken.
                    _ => out.push_str(if line == "#, fuzzy\n" { "" } else { line }),
                }
            }
        }
    }
    Ok(out)
}

/// Every target changed, in both formats: what is exported next has the very same targets.
fn pseudo_translation() -> Result<(), String> {
    let parent = parent()?;
    for (format, extension) in BOTH {
        let folder = sample(parent.path())?;
        for tag in ["fr", "es"] {
            let file = parent.path().join(format!("{tag}.{extension}"));
            let exported = export(&folder, format, tag, &file)?;
            let changed = translated(format, &exported)?;
            expect(changed != exported, "nothing was changed")?;
            std::fs::write(&file, &changed).map_err(text)?;
            let said = import(&folder, &file)?;
            expect(!said.contains(": 0 of"), said)?;
            let again = export(&folder, format, tag, &file)?;
            let (wanted, seen) = (targets(format, &changed)?, targets(format, &again)?);
            expect(wanted.len() > 900, format!("only {} units", wanted.len()))?;
            same_targets(&wanted, &seen)?;
        }
    }
    Ok(())
}

/// Words and signs that are hard to write.
const PIECES: &[&str] = &[
    "word",
    "1.",
    "-",
    "# no heading",
    "a * b",
    "**bold**",
    "*it*",
    "\\*",
    "[link](https://example.org/a_b)",
    "snake_case_x",
    "`code`",
    "[^n]",
    "{{number \"a\"}}",
    "{",
    "}",
    "&amp;",
    "&",
    "<",
    "a^er^",
    "é",
    "|",
    "~",
    "\"q\"",
    "'",
    "\\\\",
    "[sic]",
    "**b *i* b**",
    "[x]{lang=\"la\"}",
    "<https://example.org>",
    "50 %",
    "«\u{a0}x\u{a0}»",
    ":::",
    "!",
    "(1)",
    "+",
    "=",
    ">",
];

fn generated(random: &mut Rng, count: usize) -> String {
    let pieces = (0..count).map(|_| PIECES[random.usize(..PIECES.len())]);
    // The first word is a word, so that the block is a paragraph.
    format!("Word {}", pieces.collect::<Vec<_>>().join(" "))
}

/// Texts made of what is hard to write go out and come back.
fn generated_texts() -> Result<(), String> {
    let mut random = Rng::with_seed(1);
    let mut whole = 0;
    for round in 0..40 {
        let parent = parent()?;
        let mut bodies = [String::new(), String::new()];
        for _ in 0..6 {
            let count = random.usize(1..7);
            for body in &mut bodies {
                let paragraph = generated(&mut random, count);
                let shape = ["", "- ", "> ", "## "][round % 4];
                body.push_str(&format!("{shape}{paragraph}\n\n"));
            }
        }
        let [english, french] = bodies.map(|body| format!("# Title\n\n{body}[^n]: A note.\n"));
        let folder = publication(parent.path(), &[("en/text.md", &english), ("fr/text.md", &french)])?;
        let before = files(&folder)?;
        for (format, extension) in BOTH {
            let file = parent.path().join(format!("fr.{extension}"));
            let exported = export(&folder, format, "fr", &file)?;
            let said = import(&folder, &file)?;
            expect(said.starts_with("fr: 0 of "), format!("{said}{french}"))?;
            same(&before, &files(&folder)?)?;
            let changed = translated(format, &exported)?;
            std::fs::write(&file, &changed).map_err(text)?;
            let imported = import_with(&folder, &file, true)?;
            // What the parser itself reports in the source cannot be judged here.
            let again = export(&folder, format, "fr", &file)?;
            let (wanted, seen) = (targets(format, &changed)?, targets(format, &again)?);
            if imported.outcome.diagnostics.is_empty() {
                whole += 1;
                expect(wanted == seen, format!("{extension}\n{french}\n{wanted:#?}\n{seen:#?}"))?;
            }
            write(&folder, &before)?;
            let _none_was_written = std::fs::remove_file(folder.join("fr/translation.lock"));
        }
    }
    expect(whole > 60, format!("only {whole} of 80 files were taken whole"))
}

/// A file without translations makes a language when it comes back with some.
fn new_locale() -> Result<(), String> {
    for (format, extension) in BOTH {
        let parent = parent()?;
        let folder = sample(parent.path())?;
        let before = files(&folder)?;
        let file = parent.path().join(format!("pt.{extension}"));
        let exported = export(&folder, format, "pt", &file)?;
        let said = import(&folder, &file)?;
        expect(said.contains("0 of") && !folder.join("pt").exists(), said)?;
        // Every unit gets its source as its translation, with other letters.
        let filled = match format {
            ExchangeFormat::Xliff => filled_xliff(&exported)?,
            ExchangeFormat::Po => filled_po(&exported)?,
        };
        std::fs::write(&file, &filled).map_err(text)?;
        import(&folder, &file)?;
        let after = files(&folder)?;
        let mut rest = after.clone();
        rest.retain(|name, _| !name.starts_with("pt/") && name != "glossary.toml");
        let mut old = before.clone();
        old.remove("glossary.toml");
        same(&old, &rest)?;
        let names = |tag: &str| {
            let of = |name: &String| name.strip_prefix(&format!("{tag}/")).map(str::to_owned);
            after.keys().filter_map(of).collect::<Vec<_>>()
        };
        let without_lock: Vec<_> = names("pt")
            .into_iter()
            .filter(|name| name != "translation.lock" && name != "README.md")
            .collect();
        expect(without_lock == names("en"), format!("{without_lock:?}"))?;
        let lock = after.get("pt/translation.lock").ok_or("nothing was recorded")?;
        expect(!String::from_utf8_lossy(lock).contains(" untranslated"), "something waits all the same")?;
        let again = export(&folder, format, "pt", &file)?;
        same_targets(&targets(format, &filled)?, &targets(format, &again)?)?;
    }
    Ok(())
}

fn same_targets(wanted: &BTreeMap<String, String>, seen: &BTreeMap<String, String>) -> Result<(), String> {
    for (unit, target) in wanted {
        let seen = seen.get(unit).ok_or_else(|| format!("{unit} is gone"))?;
        expect(seen == target, format!("{unit}:\n{target}\n{seen}"))?;
    }
    expect(wanted.len() == seen.len(), "there are more units than before")
}

fn filled_po(exported: &str) -> Result<String, String> {
    let mut source = String::new();
    let mut out = String::new();
    for line in exported.split_inclusive('\n') {
        if let Some(words) = line.strip_prefix("msgid ") {
            source = words.trim().to_owned();
        }
        match line {
            "msgstr \"\"\n" if source.len() > 2 => {
                out.push_str(&format!("msgstr {}\n", pseudo_markdown(&source)))
            }
            line => out.push_str(line),
        }
    }
    Ok(out)
}

fn filled_xliff(exported: &str) -> Result<String, String> {
    let document = Document::parse(exported).map_err(text)?;
    let mut out = String::new();
    let mut at = 0;
    for source in document.descendants().filter(|node| node.has_tag_name((CORE, "source"))) {
        let range = source.range();
        out.push_str(&exported[at..range.end]);
        let written = exported[range.clone()].replace("<source", "<target").replace("</source", "</target");
        out.push_str(&written);
        at = range.end;
    }
    let filled = (out + &exported[at..]).replace("state=\"initial\"", "state=\"translated\"");
    translated(ExchangeFormat::Xliff, &filled)
}

const ENGLISH: &str = "# Bridges {#bridges}\n\nThere are {{number \"a\"}} *old* bridges[^n].\n\n- One of wood\n- Two of stone\n\n[^n]: Counted once.\n";
const FRENCH: &str = "\u{feff}# Des ponts {#bridges}\r\n\r\n<!-- a comment -->\r\nIl y a {{number \"a\"}} *vieux* ponts[^n].\r\n\r\n\
                      - Un pont\r\n  en bois\r\n- Deux en pierre   \r\n\r\n[^n]: Comptés une fois.";

fn small(parent: &Path) -> Result<PathBuf, String> {
    publication(parent, &[("en/text.md", ENGLISH), ("fr/text.md", FRENCH)])
}

/// Comments, marks, line ends and spaces beside a block that changed stay as they are.
fn only_the_block_changes() -> Result<(), String> {
    for (format, extension) in BOTH {
        let parent = parent()?;
        let folder = small(parent.path())?;
        let file = parent.path().join(format!("fr.{extension}"));
        let exported = export(&folder, format, "fr", &file)?;
        let changed =
            exported.replace("Un pont en bois", "Un seul pont, en bois").replace("Comptés", "Tous comptés");
        std::fs::write(&file, changed).map_err(text)?;
        let said = import(&folder, &file)?;
        expect(said.starts_with("fr: 2 of "), said)?;
        let seen = std::fs::read_to_string(folder.join("fr/text.md")).map_err(text)?;
        let wanted = FRENCH
            .replace("Un pont\r\n  en bois", "Un seul pont, en bois")
            .replace("Comptés", "Tous comptés");
        expect(seen == wanted, format!("{seen:?}"))?;
    }
    Ok(())
}

/// What the schema of XLIFF's core asks, as far as these files use it: names, order, ids and references.
fn structure_of_xliff() -> Result<(), String> {
    let parent = parent()?;
    let folder = sample(parent.path())?;
    let exported = export(&folder, ExchangeFormat::Xliff, "fr", &parent.path().join("fr.xlf"))?;
    let document = Document::parse(&exported).map_err(text)?;
    let root = document.root_element();
    expect(root.has_tag_name((CORE, "xliff")) && root.attribute("version") == Some("2.1"), "no XLIFF 2.1")?;
    let is_token = |id: &str| !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || ":._-".contains(c));
    for unit in document.descendants().filter(|node| node.has_tag_name((CORE, "unit"))) {
        let name = unit.attribute("name").unwrap_or_default();
        let children: Vec<&str> =
            unit.children().filter(|it| it.is_element()).map(|it| it.tag_name().name()).collect();
        let is_in_order = matches!(children[..], ["notes", "segment"] | ["notes", "originalData", "segment"]);
        expect(is_in_order, format!("{name}: {children:?}"))?;
        expect(is_token(unit.attribute("id").unwrap_or_default()), format!("{name}: no NMTOKEN"))?;
        let data: Vec<&str> = unit
            .descendants()
            .filter(|it| it.has_tag_name((CORE, "data")))
            .filter_map(|it| it.attribute("id"))
            .collect();
        let codes = |side: &'static str| {
            let side = unit.descendants().find(|it| it.has_tag_name((CORE, side)));
            let all = side.into_iter().flat_map(|side| side.descendants());
            all.filter(|it| ["ph", "pc"].contains(&it.tag_name().name())).collect::<Vec<_>>()
        };
        for side in ["source", "target"] {
            let codes = codes(side);
            let mut ids: Vec<_> = codes.iter().filter_map(|code| code.attribute("id")).collect();
            ids.sort_unstable();
            expect(
                ids.len() == codes.len() && ids.windows(2).all(|two| two[0] != two[1]),
                format!("{name}: ids"),
            )?;
            for code in codes {
                let references =
                    ["dataRef", "dataRefStart", "dataRefEnd"].into_iter().filter_map(|it| code.attribute(it));
                let mut count = 0;
                for reference in references {
                    count += 1;
                    expect(data.contains(&reference), format!("{name}: {reference} refers to nothing"))?;
                }
                expect(
                    count == if code.tag_name().name() == "pc" { 2 } else { 1 },
                    format!("{name}: references"),
                )?;
                let sub = code.attribute("subType").unwrap_or_default();
                let kind = code.attribute("type").unwrap_or_default();
                let is_bound =
                    !sub.starts_with("xlf:") || kind == if sub == "xlf:var" { "ui" } else { "fmt" };
                expect(is_bound && sub.contains(':'), format!("{name}: {kind} {sub}"))?;
            }
        }
    }
    expect(exported.contains("disp=\"plus de 120 pays\""), "values are not shown")
}

/// What tools do to a unit that changes no text: segments, halves of pairs, annotations, characters by number.
fn segments_and_codes_of_tools() -> Result<(), String> {
    let parent = parent()?;
    let folder = small(parent.path())?;
    let file = parent.path().join("fr.xlf");
    let exported = export(&folder, ExchangeFormat::Xliff, "fr", &file)?;
    let document = Document::parse(&exported).map_err(text)?;
    let unit = document
        .descendants()
        .find(|it| it.attribute("name") == Some("text.md#bridges:p1"))
        .ok_or("no unit")?;
    let segment = unit.children().find(|it| it.has_tag_name((CORE, "segment"))).ok_or("no segment")?;
    let segments = "<segment id=\"a\" state=\"final\"><source>There are </source><target>Voilà <sm id=\"m\"/></target></segment>\
        <segment state=\"final\"><source><ph id=\"1\"/> <sc id=\"2\"/><mrk id=\"m2\">old</mrk><ec startRef=\"2\"/></source>\
        <target><ph id=\"1\"/><cp hex=\"0020\"/><sc id=\"2\"/>très vieux<ec startRef=\"2\"/></target></segment>\
        <ignorable><source> </source></ignorable>\
        <segment state=\"final\"><source>bridges<ph id=\"3\"/>.</source><target>ponts<em startRef=\"m\"/><ph id=\"3\"/>.</target></segment>";
    let changed =
        format!("{}{segments}{}", &exported[..segment.range().start], &exported[segment.range().end..]);
    std::fs::write(&file, changed).map_err(text)?;
    let said = import(&folder, &file)?;
    expect(said.starts_with("fr: 1 of "), said)?;
    let seen = std::fs::read_to_string(folder.join("fr/text.md")).map_err(text)?;
    expect(seen.contains("Voilà {{number \"a\"}} *très vieux* ponts[^n]."), seen)
}
