//! What reviewers use, with the real program: what differs between two published files, and a translation beside its source.

use crate::command::{concord, exits, publish};
use crate::folder::{Folder, read_all, write_all};
use crate::sample::{fixture, published};
use crate::scripts::{self, ARABIC};
use crate::{Check, checks, root};
use concord_manuscript::Files;
use libtest_mimic::Trial;
use roxmltree::{Document, Node, ParsingOptions};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    let trials: [(&str, Check); 10] = [
        ("the-same", nothing_differs_from_itself),
        ("a-fact-and-a-word", a_fact_and_a_word_changed),
        ("removed-moved-and-retagged", structure_changed),
        ("folders-by-name", folders_without_manifests),
        ("right-to-left", right_to_left),
        ("refused", what_cannot_be_compared),
        ("review-fr", || review_is_complete("fr")),
        ("review-es", || review_is_complete("es")),
        ("review-findings", findings_stand_beside_their_blocks),
        ("review-refused", what_cannot_be_reviewed),
    ];
    checks("reviewing", &trials)
}

fn must(condition: bool, what: &str, shown: &str) -> Result<(), String> {
    if condition { Ok(()) } else { Err(format!("{what}:\n{shown}")) }
}

fn must_hold(text: &str, parts: &[&str]) -> Result<(), String> {
    parts.iter().try_for_each(|part| must(text.contains(part), &format!("`{part}` is missing"), text))
}

fn scratch() -> Result<tempfile::TempDir, String> {
    tempfile::tempdir().map_err(|error| error.to_string())
}

fn diff(old: &Path, new: &Path, more: &[&str], status: i32) -> Result<String, String> {
    let mut command = concord([OsStr::new("diff"), old.as_os_str(), new.as_os_str()]);
    let said = exits(command.args(more), status)?;
    Ok(format!("{}{}", said.out, said.error))
}

fn json(old: &Path, new: &Path, status: i32) -> Result<Value, String> {
    let text = diff(old, new, &["--format", "json"], status)?;
    let value: Value = serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
    must(value["format"] == 1, "the form has no number", &text)?;
    Ok(value)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text_of<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// The words of a block that were removed, or added.
fn words<'v>(block: &'v Value, kind: &str) -> Vec<&'v str> {
    list(&block["words"]).filter(|part| part["kind"] == kind).map(|part| text_of(part, "text")).collect()
}

/// A page as an XML parser has it, after what every page must be was looked at.
fn page<T>(path: &Path, read: impl Fn(&Document<'_>) -> Result<T, String>) -> Result<T, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options).map_err(|error| error.to_string())?;
    let html = document.root_element();
    must(html.attribute("lang") == Some("en"), "the page has no language", "")?;
    must(named(html, "script").is_empty() && !text.contains("src="), "the page needs more than itself", "")?;
    must(named(html, "h1").len() == 1 && named(html, "main").len() == 1, "one h1 and one main", "")?;
    let mut level = 0;
    for node in html.descendants() {
        let own = node.tag_name().name().strip_prefix('h').and_then(|own| own.parse::<u8>().ok());
        if let Some(own) = own {
            must(own <= level + 1, "a level of headings is left out", &words_of(node))?;
            level = own;
        }
    }
    let ids: Vec<&str> = html.descendants().filter_map(|node| node.attribute("id")).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    must(known.len() == ids.len(), "an id is there twice", &ids.join("\n"))?;
    for link in html.descendants().filter_map(|node| node.attribute("href")) {
        let leads = link.strip_prefix('#').is_some_and(|id| known.contains(id));
        must(leads, "a link leads nowhere", link)?;
    }
    for table in named(html, "table") {
        let heads = named(table, "th");
        let is_scoped = heads.iter().all(|head| head.attribute("scope").is_some());
        must(!heads.is_empty() && is_scoped, "a table has no heads with a scope", &words_of(table))?;
    }
    read(&document)
}

fn named<'a, 'd>(node: Node<'a, 'd>, name: &str) -> Vec<Node<'a, 'd>> {
    node.descendants().filter(|node| node.tag_name().name() == name).collect()
}

fn words_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

fn nothing_differs_from_itself() -> Result<(), String> {
    let dist = published()?.dist();
    let text = diff(&dist, &dist, &[], 0)?;
    must(text == "nothing differs in 6 editions\n", "the sample differs from itself", &text)?;
    let value = json(&dist, &dist, 0)?;
    must(value["same"] == true && list(&value["editions"]).count() == 6, "same", &value.to_string())?;
    let file = dist.join("building-bridges-fr.pdf");
    diff(&file, &file, &[], 0).map(drop)
}

/// The sample with changes of its texts, published.
fn changed(folder: &Path, changes: &[(&str, &str, &str)], more: &[&str]) -> Result<PathBuf, String> {
    let mut files = Files::new();
    read_all(&fixture(), "", &mut files).map_err(|error| error.to_string())?;
    for (path, from, to) in changes {
        let bytes = files.get(*path).ok_or_else(|| format!("no {path}"))?;
        let text = String::from_utf8_lossy(bytes).into_owned();
        must(text.contains(from), &format!("`{from}` is not in {path}"), "")?;
        files.insert((*path).to_owned(), text.replacen(from, to, 1).into_bytes());
    }
    write_all(&folder.join("publication"), &files)?;
    let dist = folder.join("dist");
    let mut command = publish(&folder.join("publication"), &dist);
    exits(command.arg("--templates").arg(root().join("templates")).args(more), 0)?;
    Ok(dist)
}

/// The fact shows in all languages, with its value and its words, and nothing is named but the blocks that have it, and the
/// one with the word. What a voice says line by line is the measure.
fn a_fact_and_a_word_changed() -> Result<(), String> {
    let folder = scratch()?;
    let before = published()?.dist();
    let changes = [
        ("ledger.toml", "[counts.countries]\nvalue = 120\n", "[counts.countries]\nvalue = 125\n"),
        ("en/01-features.md", "part is meant for readers", "part is made for readers"),
    ];
    let now = changed(folder.path(), &changes, &["--passport"])?;
    let value = json(&before, &now, 1)?;
    let shown = format!("{value:#}");
    must(value["summary"]["facts"] == 1, "one fact differs", &shown)?;
    let mut word = 0;
    for edition in list(&value["editions"]) {
        let name = text_of(edition, "now");
        let facts: Vec<&Value> = list(&edition["facts"]).collect();
        let [fact] = facts.as_slice() else { return Err(format!("{name}: not one fact\n{shown}")) };
        let values = [text_of(fact, "id"), text_of(fact, "before"), text_of(fact, "now")];
        must(values == ["countries", "more than 120", "more than 125"], name, &fact.to_string())?;
        let of_words = fact["words_now"].to_string();
        must(of_words.contains("125") && fact["words_before"].to_string().contains("120"), name, &of_words)?;
        for block in list(&edition["blocks"]) {
            let change = (words(block, "removed"), words(block, "added"));
            let is_word = change == (vec!["meant"], vec!["made"]);
            let is_fact = change.0.iter().all(|it| *it == "120") && change.1.iter().all(|it| *it == "125");
            word += usize::from(is_word);
            must(block["fate"] == "changed" && (is_word || is_fact), name, &block.to_string())?;
        }
        let expected = changed_lines(&before.join(name), &now.join(name))?;
        let count = list(&edition["blocks"]).count();
        must(count == expected && count > 0, &format!("{name}: {count} blocks, {expected} lines"), &shown)?;
        // PDF/A-3a holds the passport.
        must(edition["metadata"][0]["what"] == "standards", name, &edition["metadata"].to_string())?;
    }
    must(word == 1, "the word changed in one block", &shown)?;
    let html = folder.path().join("changes.html");
    let text = diff(&before, &now, &["--html", &html.to_string_lossy()], 1)?;
    must(text.starts_with("1 fact, "), "the summary stands first", &text)?;
    must_hold(
        &text,
        &["fact countries: more than 120 -> more than 125", "part is [-meant-]{+made+} for", "page 7"],
    )?;
    page(&html, |document| {
        let (gone, new) = (named(document.root_element(), "del"), named(document.root_element(), "ins"));
        let said: Vec<String> = gone.iter().chain(&new).map(|node| words_of(*node)).collect();
        must(said.contains(&"[removed: meant end]".to_owned()), "del says so in words", &said.join("\n"))?;
        must(said.contains(&"[added: made end]".to_owned()), "ins says so in words", &said.join("\n"))?;
        let mut blocks = document.descendants().filter(|node| node.tag_name().name() == "p");
        must(blocks.any(|it| it.attribute("lang") == Some("es")), "Spanish says that it is Spanish", "")
    })
}

/// How many lines of what a voice says differ, where there are as many.
fn changed_lines(old: &Path, new: &Path) -> Result<usize, String> {
    let said = |file: &Path| exits(concord(["proof", "--transcript"]).arg(file), 0).map(|said| said.out);
    let (old, new) = (said(old)?, said(new)?);
    must(old.lines().count() == new.lines().count(), "other lines", "")?;
    Ok(old.lines().zip(new.lines()).filter(|(one, other)| one != other).count())
}

const BEFORE: &str = "# The programme {#p}\n\nThe first paragraph stays where it is, for all to see.\n\n\
    The second paragraph goes away and is not missed by anybody.\n\n## Its work {#w}\n\nThis is a paragraph of its own \
    about the work.\n\nHere follows one that will stand at the end of the text.\n\n### A detail {#d}\n\nMore is said of it \
    in this place than in any other.\n";
const NOW: &str = "# The programme {#p}\n\nThe first paragraph stays where it is, for all to see.\n\n## Its work {#w}\n\n\
    This is a paragraph of its own about the work.\n\n## A detail {#d}\n\nMore is said of it in this place than in any \
    other.\n\nHere follows one that will stand at the end of the text.\n";

/// The default publication with one text, published.
fn small(folder: &Path, text: &str) -> Result<PathBuf, String> {
    let publication = Folder::plain()?.write(folder)?;
    write_all(&publication, &Files::from([("en/text.md".to_owned(), text.as_bytes().to_vec())]))?;
    let dist = folder.join("dist");
    exits(&mut publish(&publication, &dist), 0)?;
    Ok(dist)
}

/// The one PDF of a folder.
fn pdf(dist: &Path) -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(dist).map_err(|error| error.to_string())?;
    let mut paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.find(|path| path.extension().is_some_and(|it| it == "pdf")).ok_or_else(|| "no PDF".to_owned())
}

/// Files from no passport and no concordance: what was removed, moved and given another level is said to be that.
fn structure_changed() -> Result<(), String> {
    let (one, other) = (scratch()?, scratch()?);
    let files = [pdf(&small(one.path(), BEFORE)?)?, pdf(&small(other.path(), NOW)?)?];
    let alone = scratch()?;
    let copies = ["old.pdf", "new.pdf"].map(|name| alone.path().join(name));
    for (file, copy) in files.iter().zip(&copies) {
        std::fs::copy(file, copy).map_err(|error| error.to_string())?;
    }
    let value = json(&copies[0], &copies[1], 1)?;
    let edition = &value["editions"][0];
    let reason = text_of(edition, "facts_not_compared");
    must(reason.starts_with("neither file has a passport"), "facts are left out, and it says so", reason)?;
    let seen: Vec<(&str, String)> = list(&edition["blocks"])
        .map(|block| (text_of(block, "fate"), list(&block["words"]).map(|it| text_of(it, "text")).collect()))
        .collect();
    let expected = [
        ("removed", "The second paragraph goes away and is not missed by anybody."),
        ("tags", "A detail"),
        ("moved", "Here follows one that will stand at the end of the text."),
    ];
    let is_expected = seen.len() == expected.len()
        && seen.iter().zip(expected).all(|(one, other)| one.0 == other.0 && one.1 == other.1);
    must(is_expected, "not what changed", &format!("{edition:#}"))?;
    let text = diff(&copies[0], &copies[1], &[], 1)?;
    must_hold(
        &text,
        &["1 removed, 1 moved, 1 with other tags; ", "type: H3 -> H2", "facts were not compared"],
    )
}

/// Folders that only hold PDFs are paired by name; what has no counterpart is named.
fn folders_without_manifests() -> Result<(), String> {
    let (one, other) = (scratch()?, scratch()?);
    let dist = published()?.dist();
    let copies =
        [(one.path(), ["factsheet-en", "factsheet-fr"]), (other.path(), ["factsheet-en", "factsheet-es"])];
    for (folder, names) in copies {
        for name in names.map(|name| format!("building-bridges-{name}.pdf")) {
            std::fs::copy(dist.join(&name), folder.join(&name)).map_err(|error| error.to_string())?;
        }
    }
    let text = diff(one.path(), other.path(), &[], 1)?;
    must_hold(
        &text,
        &[
            "1 file only before, 1 file only now; 1 page before, 1 now in 1 edition\n",
            "building-bridges-factsheet-fr.pdf: only before\n",
            "building-bridges-factsheet-es.pdf: only now\n",
        ],
    )?;
    // Two languages of one document are two texts with the same values.
    let (en, fr) =
        (dist.join("building-bridges-factsheet-en.pdf"), dist.join("building-bridges-factsheet-fr.pdf"));
    let value = json(&en, &fr, 1)?;
    must(value["summary"]["facts"] == 0, "the languages state the same facts", &value["summary"].to_string())
}

/// Words from right to left are compared in reading order, and the page takes its direction from them.
fn right_to_left() -> Result<(), String> {
    let (one, other, html) = (scratch()?, scratch()?, scratch()?);
    let make = |parent: &Path, words: &str| {
        let folder = scripts::folder(&format!("[{words}]{{lang=\"ar\"}}"), scripts::WITH_ARABIC)?;
        let dist = parent.join("dist");
        exits(&mut publish(&folder.write(parent)?, &dist), 0)?;
        pdf(&dist)
    };
    let word = ARABIC.split(' ').nth(2).ok_or("too few words")?;
    let shorter = ARABIC.replace(&format!("{word} "), "");
    let (old, new) = (make(one.path(), ARABIC)?, make(other.path(), &shorter)?);
    let path = html.path().join("changes.html");
    let text = diff(&old, &new, &["--html", &path.to_string_lossy()], 1)?;
    must_hold(&text, &["1 block changed;", &format!("[-{word} -]")])?;
    page(&path, |document| {
        let gone = named(document.root_element(), "del");
        let around = gone.first().and_then(Node::parent).ok_or("nothing is removed")?;
        must(around.attribute("dir") == Some("auto"), "the block has no direction", &words_of(around))?;
        must(words_of(gone[0]).contains(word), "another word was removed", &words_of(around))
    })
}

fn what_cannot_be_compared() -> Result<(), String> {
    let folder = scratch()?;
    let dist = published()?.dist();
    let file = dist.join("building-bridges-fr.pdf");
    must_hold(&diff(&dist, &file, &[], 2)?, &["are a file and a folder"])?;
    must_hold(&diff(&file, &dist.join("index.html"), &[], 2)?, &["cannot be compared"])?;
    must_hold(&diff(&dist, folder.path(), &[], 2)?, &["has a counterpart"])?;
    must_hold(&diff(&file, &folder.path().join("none.pdf"), &[], 2)?, &["cannot read"])
}

fn review(publication: &Path, locale: &str, output: &Path, status: i32) -> Result<String, String> {
    let mut command = concord([OsStr::new("review"), publication.as_os_str()]);
    let said = exits(command.args(["--locale", locale, "--output"]).arg(output), status)?;
    Ok(format!("{}{}", said.out, said.error))
}

/// Cells of a column of every row: 0 the source, 1 the translation, 2 the findings.
fn column<'a>(document: &'a Document<'_>, number: usize) -> Vec<Node<'a, 'a>> {
    let rows = document.descendants().filter(|node| node.tag_name().name() == "tr");
    rows.filter_map(|row| row.children().filter(|cell| cell.tag_name().name() == "td").nth(number)).collect()
}

/// Every line of prose in the source's files stands in the source's column once, and has something beside it.
fn review_is_complete(locale: &str) -> Result<(), String> {
    let folder = scratch()?;
    let output = folder.path().join("review.html");
    let said = review(&fixture(), locale, &output, 0)?;
    must_hold(&said, &[" blocks: 0 stale, 0 not translated, 0 only in the translation; 0 findings"])?;
    let mut files = Files::new();
    read_all(&fixture().join("en"), "", &mut files).map_err(|error| error.to_string())?;
    page(&output, |document| {
        let (sources, translations) = (column(document, 0), column(document, 1));
        let texts: Vec<String> = sources.iter().map(|cell| words_of(*cell)).collect();
        let mut lines = 0;
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
            let text = String::from_utf8_lossy(bytes);
            let is_prose = |line: &&str| {
                line.len() > 60
                    && line.starts_with(char::is_alphabetic)
                    && !line.contains(['{', '[', '*', '\\', '<', '|'])
            };
            for line in text.lines().filter(is_prose) {
                let found = texts.iter().filter(|text| text.as_str() == line).count();
                must(found == 1, &format!("{path}: {found} times"), line)?;
                lines += 1;
            }
        }
        must(lines > 90, "too few lines were looked at", &lines.to_string())?;
        let is_tagged =
            |cell: &Node<'_, '_>| cell.attribute("lang") == Some(locale) && !words_of(*cell).is_empty();
        must(translations.iter().all(is_tagged), "a block has nothing beside it", "")?;
        let facts = document.descendants().filter(|node| node.attribute("class") == Some("fact"));
        let seen: BTreeSet<String> = facts.map(words_of).collect();
        let wanted = if locale == "fr" { "plus de 120\u{a0}pays" } else { "más de 120\u{a0}países" };
        must(
            seen.contains(wanted) || seen.iter().any(|it| it.contains("120")),
            "no fact as readers see it",
            wanted,
        )
    })
}

/// A figure that is not its source's, a paragraph that is not there, and one whose source changed.
fn findings_stand_beside_their_blocks() -> Result<(), String> {
    let folder = scratch()?;
    let publication = Folder::plain()?.write(folder.path())?;
    let messages = std::fs::read(root().join("tests/default/fr/messages.toml"));
    let messages = messages.map_err(|error| error.to_string())?;
    write_all(&publication, &Files::from([("fr/messages.toml".to_owned(), messages)]))?;
    let source = "# The programme {#p}\n\nThe programme answered requests from many countries.\n\nIt has 12 offices in the South.\n";
    let translation = "# Le programme {#p}\n\nLe programme a répondu à des demandes de nombreux pays.\n\nIl a 13 bureaux dans le Sud.\n";
    let write = |path: &str, text: &str| {
        write_all(&publication, &Files::from([(path.to_owned(), text.as_bytes().to_vec())]))
    };
    write("fr/text.md", translation)?;
    write("en/text.md", source)?;
    exits(concord(["locale", "record", "--accept"]).arg(&publication), 0)?;
    let source = source.replace("from many", "of many") + "\nA paragraph that nobody has translated yet.\n";
    write("en/text.md", &source)?;
    let output = folder.path().join("review.html");
    let said = review(&publication, "fr", &output, 0)?;
    must_hold(&said, &["1 stale, 1 not translated, 0 only"])?;
    page(&output, |document| {
        let notes = column(document, 2);
        let of = |start: &str| {
            let at = column(document, 0).iter().position(|cell| words_of(*cell).contains(start));
            at.and_then(|at| notes.get(at).copied()).ok_or_else(|| format!("no row for {start}"))
        };
        let stale = of("The programme answered")?;
        must_hold(
            &words_of(stale),
            &["stale: the source changed", "[removed: from end]", "[added: of end]"],
        )?;
        must_hold(&words_of(of("A paragraph that nobody")?), &["untranslated"])?;
        must_hold(&words_of(of("offices in the South")?), &["error T3", "13"])?;
        let marked: Vec<String> = named(document.root_element(), "mark").into_iter().map(words_of).collect();
        must(marked == ["12", "13"], "not the figures are marked", &marked.join("\n"))
    })
}

fn what_cannot_be_reviewed() -> Result<(), String> {
    let folder = scratch()?;
    let output = folder.path().join("review.html");
    must_hold(&review(&fixture(), "pt", &output, 2)?, &["has no translation `pt`"])?;
    must_hold(&review(&fixture(), "en", &output, 2)?, &["has no translation `en`"])?;
    must_hold(
        &review(&fixture(), "fr", &folder.path().join("r.pdf"), 2)?,
        &["print the page from a browser"],
    )?;
    must(!output.exists(), "something was written", "")
}
