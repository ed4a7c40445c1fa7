//! `concord proof`: transcripts of the whole sample to be read by people, finished files broken on purpose, another
//! reader's view of the tags, and the commands that look at an output folder.

use crate::cases::difference;
use crate::command::{self, exits, run};
use crate::sample::{fixture, published};
use crate::tools::{Program, Tool};
use crate::{Check, blesses, checks, root, stages};
use concord_pdf::lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use libtest_mimic::{Failed, Trial};
use std::path::{Path, PathBuf};

/// The sample's files, without their ends.
const FILES: [&str; 6] = [
    "building-bridges-en",
    "building-bridges-es",
    "building-bridges-fr",
    "building-bridges-factsheet-en",
    "building-bridges-factsheet-es",
    "building-bridges-factsheet-fr",
];

/// The file that is broken, and what is done to it.
const VICTIM: &str = "building-bridges-en.pdf";

type Breakage = fn(&mut Document) -> Result<(), String>;

/// What is broken, and words that the proof must say of it.
const BREAKAGES: [(&str, Breakage, &str); 9] = [
    ("alternative-text", drop_alternative, "13-004"),
    ("marked-content", drop_mark, "V603"),
    ("header-cell", drop_header, "V603"),
    ("scope", drop_scope, "15-003"),
    ("order", exchange_paragraphs, "V603"),
    ("figure-in-the-text", change_text, "V602"),
    ("to-unicode", drop_to_unicode, "V602"),
    ("link", break_link, "V606"),
    ("language", drop_language, "V607"),
];

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = FILES
        .into_iter()
        .map(|file| Trial::test(format!("proof/spoken-{file}"), move || spoken(file).map_err(Failed::from)))
        .collect();
    trials.extend(BREAKAGES.into_iter().map(|(name, breakage, expected)| {
        Trial::test(format!("proof/broken-{name}"), move || broken(breakage, expected).map_err(Failed::from))
    }));
    trials.push(Trial::ignorable_test("proof/second-witness", || Tool::PdfInfo.trial(second_witness)));
    let others: [(&str, Check); 7] = [
        ("sound", sound),
        ("changed-since", changed_since),
        ("verify", verify),
        ("verify-other-input", verify_other_input),
        ("concordance", concordance),
        ("editions-compared", editions_compared),
        ("no-pdf", no_pdf),
    ];
    trials.extend(checks("proof", &others));
    trials
}

/// What a screen reader meets, in a file that people review.
fn spoken(file: &str) -> Result<(), String> {
    let bytes =
        std::fs::read(published()?.dist().join(format!("{file}.pdf"))).map_err(|error| error.to_string())?;
    let seen = stages::read(&bytes)?.to_speech();
    let path = root().join(format!("tests/transcripts/{file}.spoken.txt"));
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if seen == expected {
        return Ok(());
    }
    if blesses() {
        return std::fs::write(&path, seen).map_err(|error| format!("{}: {error}", path.display()));
    }
    Err(format!(
        "{}:1: the transcript differs (BLESS=1 accepts what is seen)\n{}",
        crate::format::shown(&path),
        difference(&expected, &seen)
    ))
}

/// A finished file is broken in one place; the proof, which knows the publication, must say so.
fn broken(breakage: Breakage, expected: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join(VICTIM);
    let mut document = Document::load(published()?.dist().join(VICTIM)).map_err(|error| error.to_string())?;
    breakage(&mut document)?;
    document.save(&path).map_err(|error| error.to_string())?;
    let said = exits(&mut prove(&path), 1)?;
    if said.out.contains(expected) { Ok(()) } else { Err(format!("no {expected} is said:\n{}", said.out)) }
}

fn prove(path: &Path) -> std::process::Command {
    let mut command = command::concord(["proof", "--findings"]);
    command.arg(path).arg("--publication").arg(fixture()).arg("--templates").arg(root().join("templates"));
    command
}

/// What is only read and written again by the same means is still sound.
fn sound() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join(VICTIM);
    let mut document = Document::load(published()?.dist().join(VICTIM)).map_err(|error| error.to_string())?;
    document.save(&path).map_err(|error| error.to_string())?;
    exits(&mut prove(&path), 0)?;
    for file in FILES {
        let path = published()?.dist().join(format!("{file}.pdf"));
        let said = exits(&mut prove(&path), 0)?;
        if !said.out.contains("element by element") {
            return Err(format!("{file}: {}", said.out));
        }
    }
    Ok(())
}

fn elements(document: &mut Document) -> impl Iterator<Item = (&ObjectId, &mut Dictionary)> {
    document.objects.iter_mut().filter_map(|(id, object)| match object {
        Object::Dictionary(entries) if entries.has(b"S") && entries.has(b"P") => Some((id, entries)),
        _ => None,
    })
}

fn is_type(entries: &Dictionary, name: &[u8]) -> bool {
    entries.get(b"S").and_then(Object::as_name).is_ok_and(|found| found == name)
}

fn first(
    document: &mut Document,
    is_it: impl Fn(&Dictionary) -> bool,
    change: impl FnOnce(&mut Dictionary),
) -> Result<(), String> {
    let (_, entries) =
        elements(document).find(|(_, entries)| is_it(entries)).ok_or("there is no such element")?;
    change(entries);
    Ok(())
}

fn drop_alternative(document: &mut Document) -> Result<(), String> {
    first(document, |entries| is_type(entries, b"Figure"), |entries| drop(entries.remove(b"Alt")))
}

/// A paragraph with one mark loses it.
fn drop_mark(document: &mut Document) -> Result<(), String> {
    let has_mark = |entries: &Dictionary| {
        is_type(entries, b"P") && entries.get(b"K").is_ok_and(|kid| matches!(kid, Object::Integer(_)))
    };
    first(document, has_mark, |entries| drop(entries.remove(b"K")))
}

fn drop_header(document: &mut Document) -> Result<(), String> {
    first(
        document,
        |entries| is_type(entries, b"TH"),
        |entries| {
            entries.set("S", Object::Name(b"TD".to_vec()));
            entries.remove(b"A");
        },
    )
}

/// No header cell says any more what it heads.
fn drop_scope(document: &mut Document) -> Result<(), String> {
    let heads = elements(document).filter(|(_, entries)| is_type(entries, b"TH"));
    let dropped = heads.filter_map(|(_, entries)| entries.remove(b"A")).count();
    if dropped == 0 { Err("there is no header cell".to_owned()) } else { Ok(()) }
}

/// Two paragraphs that follow each other change places in the tree.
fn exchange_paragraphs(document: &mut Document) -> Result<(), String> {
    let paragraphs: Vec<ObjectId> =
        elements(document).filter(|(_, entries)| is_type(entries, b"P")).map(|(id, _)| *id).collect();
    let is_paragraph = |kid: &Object| kid.as_reference().is_ok_and(|id| paragraphs.contains(&id));
    for (_, entries) in elements(document) {
        let Ok(Object::Array(kids)) = entries.get_mut(b"K") else { continue };
        if let Some(at) = kids.windows(2).position(|two| two.iter().all(is_paragraph)) {
            kids.swap(at, at + 1);
            return Ok(());
        }
    }
    Err("no paragraphs follow each other".to_owned())
}

/// Two glyphs of a word on the seventh page are exchanged.
fn change_text(document: &mut Document) -> Result<(), String> {
    let pages = document.get_pages();
    let page = pages.get(&7).ok_or("there is no page 7")?;
    let mut content = document.get_page_content(*page);
    let contents = document.get_page_contents(*page);
    let id = contents.first().copied().ok_or("the page has no content")?;
    // Codes have two bytes. Where neither they nor the string are escaped, four bytes are two glyphs.
    let is_plain = |string: &[u8]| string.len() >= 4 && !string.iter().any(|byte| b"()\\".contains(byte));
    // Running heads are not proved: they are no part of the text.
    let tagged = content.windows(5).position(|window| window == b"/MCID");
    let mut at = tagged.ok_or("nothing is tagged")?;
    while let Some(start) = content[at..].iter().position(|byte| *byte == b'(').map(|start| at + start + 1) {
        let end =
            content[start..].iter().position(|byte| *byte == b')').map_or(content.len(), |end| start + end);
        let string = &mut content[start..end];
        if is_plain(string) && string[..2] != string[2..4] {
            let (one, other) = string[..4].split_at_mut(2);
            one.swap_with_slice(other);
            document.objects.insert(id, Object::Stream(Stream::new(Dictionary::new(), content)));
            return Ok(());
        }
        at = end;
    }
    Err("there is no such text".to_owned())
}

fn drop_to_unicode(document: &mut Document) -> Result<(), String> {
    let fonts = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    let dropped = fonts.filter_map(|font| font.remove(b"ToUnicode")).count();
    if dropped == 0 { Err("no font has a map".to_owned()) } else { Ok(()) }
}

/// The first link to a page leads to an address of nobody.
fn break_link(document: &mut Document) -> Result<(), String> {
    let links = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    let mut inner = links.filter(|entries| {
        entries.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Link")
            && entries.has(b"Dest")
    });
    let link = inner.next().ok_or("there is no link inside the file")?;
    link.set("Dest", Object::string_literal("nowhere"));
    Ok(())
}

fn drop_language(document: &mut Document) -> Result<(), String> {
    document.catalog_mut().map_err(|error| error.to_string())?.remove(b"Lang");
    Ok(())
}

/// The tags are read once more by another parser: its text is ours, in our order.
fn second_witness(program: &Program) -> Result<(), String> {
    for file in FILES {
        let path = published()?.dist().join(format!("{file}.pdf"));
        let theirs = program.output(["-struct-text".as_ref(), path.as_os_str()])?;
        let theirs = String::from_utf8(theirs).map_err(|error| error.to_string())?;
        let bytes = std::fs::read(&path).map_err(|error| error.to_string())?;
        let transcript = stages::read(&bytes)?;
        let mut ours = String::new();
        for (number, element) in transcript.elements.iter().enumerate() {
            if element.parent.is_none() {
                transcript.visit_text(number, &mut |_, text| ours.push_str(text));
            }
        }
        // A line of text stands between quotation marks, behind the spaces of its depth.
        let quoted = theirs.lines().filter_map(|line| line.trim_start().strip_prefix('"'));
        let theirs: String = quoted.map(|line| line.strip_suffix('"').unwrap_or(line)).collect();
        let (ours, theirs) = (bare(&ours), bare(&theirs));
        if ours != theirs {
            let at = ours.chars().zip(theirs.chars()).take_while(|(one, other)| one == other).count();
            let part = |text: &str| text.chars().skip(at.saturating_sub(20)).take(60).collect::<String>();
            return Err(format!("{file}: ours `{}`, theirs `{}`", part(&ours), part(&theirs)));
        }
    }
    Ok(())
}

/// Without what each reader shows in its own way.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

/// A copy of what was published.
fn copied() -> Result<(tempfile::TempDir, PathBuf), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let dist = folder.path().join("dist");
    std::fs::create_dir(&dist).map_err(|error| error.to_string())?;
    for entry in std::fs::read_dir(published()?.dist()).map_err(|error| error.to_string())? {
        let entry = entry.map_err(|error| error.to_string())?;
        std::fs::copy(entry.path(), dist.join(entry.file_name())).map_err(|error| error.to_string())?;
    }
    Ok((folder, dist))
}

/// A file that is not as its manifest has it is told by the manifest alone.
fn changed_since() -> Result<(), String> {
    let (_folder, dist) = copied()?;
    let (one, other) = (dist.join("building-bridges-fr.pdf"), dist.join("building-bridges-es.pdf"));
    std::fs::copy(other, &one).map_err(|error| error.to_string())?;
    let said = exits(command::concord(["proof", "--findings"]).arg(&one), 1)?;
    let expected = ["its digest is not the manifest's", "its language is `es`, and `fr` in the manifest"];
    match expected.iter().find(|words| !said.out.contains(**words)) {
        None => Ok(()),
        Some(words) => Err(format!("`{words}` is not said:\n{}", said.out)),
    }
}

fn verification(dist: &Path, publication: &Path) -> std::process::Command {
    let mut command = command::concord(["verify"]);
    command.arg(dist).arg("--publication").arg(publication).arg("--templates").arg(root().join("templates"));
    command
}

/// A folder is verified by making it again, whatever the user's language, zone and mask.
fn verify() -> Result<(), String> {
    let dist = published()?.dist();
    let said = exits(
        verification(&dist, &fixture())
            .env("TZ", "Asia/Kathmandu")
            .env("LANG", "fr_FR.UTF-8")
            .env("HOME", "/"),
        0,
    )?;
    if !said.out.contains("byte for byte the same") {
        return Err(said.out);
    }
    let (_folder, dist) = copied()?;
    let path = dist.join("index.html");
    let mut page = std::fs::read(&path).map_err(|error| error.to_string())?;
    page.push(b'\n');
    std::fs::write(&path, page).map_err(|error| error.to_string())?;
    std::fs::write(dist.join("notes.txt"), "").map_err(|error| error.to_string())?;
    let said = exits(&mut verification(&dist, &fixture()), 1)?;
    let expected =
        "error: `index.html` was changed since it was made\nerror: `notes.txt` is in no manifest\n";
    if said.error == expected { Ok(()) } else { Err(said.error) }
}

/// A draft may lack what its source has; readers of its files find less, and the run says what.
fn editions_compared() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let publication = folder.path().join("publication");
    let mut files = concord_manuscript::Files::new();
    crate::folder::read_all(&fixture(), "", &mut files).map_err(|error| error.to_string())?;
    let mut change = |file: &str, from: &str, to: &str| {
        let bytes = files.get_mut(file).ok_or(format!("there is no {file}"))?;
        let text = String::from_utf8(bytes.clone()).map_err(|error| error.to_string())?;
        if !text.contains(from) {
            return Err(format!("{file} has no `{from}`"));
        }
        *bytes = text.replacen(from, to, 1).into_bytes();
        Ok(())
    };
    let agreed = " Le gouvernement l’a approuvée en {{date \"mauritius-policy-agreed\"}}.";
    change("fr/factsheet.md", agreed, "")?;
    change("fr/factsheet.md", "4. crée des liens par l’échange entre pairs ;\n", "")?;
    change("publication.toml", "[[documents]]", "[locales.fr]\nstate = \"draft\"\n\n[[documents]]")?;
    crate::folder::write_all(&publication, &files)?;
    let mut publish = command::publish(&publication, &folder.path().join("dist"));
    let said = exits(publish.arg("--templates").arg(root().join("templates")), 0)?;
    let expected = [
        "`building-bridges-factsheet-fr.pdf` lacks the fact `mauritius-policy-agreed`",
        "a list of 5 items",
        "a list of 4 items",
    ];
    match expected.iter().find(|words| !said.error.contains(**words)) {
        None => Ok(()),
        Some(words) => Err(format!("`{words}` is not said:\n{}", said.error)),
    }
}

/// Where an input was changed, that is named as the reason.
fn verify_other_input() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let publication = folder.path().join("publication");
    let mut files = concord_manuscript::Files::new();
    crate::folder::read_all(&fixture(), "", &mut files).map_err(|error| error.to_string())?;
    let messages = files.get_mut("en/messages.toml").ok_or("no messages")?;
    let text = String::from_utf8(messages.clone()).map_err(|error| error.to_string())?;
    *messages = text.replace("page = \"Page\"", "page = \"Sheet\"").into_bytes();
    crate::folder::write_all(&publication, &files)?;
    let said = exits(&mut verification(&published()?.dist(), &publication), 1)?;
    let expected = ["the input `en/messages.toml` was changed", "`concordance.html` comes out otherwise now"];
    match expected.iter().find(|words| !said.error.contains(**words)) {
        None => Ok(()),
        Some(words) => Err(format!("`{words}` is not said:\n{}", said.error)),
    }
}

/// Every place that the concordance names is a page of the file, and the words are on it.
fn concordance() -> Result<(), String> {
    let dist = published()?.dist();
    let said = exits(command::concord(["concordance", "--message-format", "json"]).arg(&dist), 0)?;
    let list: serde_json::Value = serde_json::from_str(&said.out).map_err(|error| error.to_string())?;
    let facts = list["facts"].as_object().ok_or("no facts")?;
    let mut places = 0;
    for file in FILES {
        let file = format!("{file}.pdf");
        let bytes = std::fs::read(dist.join(&file)).map_err(|error| error.to_string())?;
        let pages = texts(&stages::read(&bytes)?);
        for (id, fact) in facts {
            for place in fact["editions"][&file].as_array().into_iter().flatten() {
                let numbers = place["pages"].as_array().into_iter().flatten();
                let on: String =
                    numbers.filter_map(|page| pages.get(page.as_u64()? as usize - 1)).cloned().collect();
                let words = bare(place["text"].as_str().unwrap_or_default());
                if words.is_empty() || !on.contains(&words) {
                    return Err(format!("{file}: `{id}` is not where it is said to be: {place}"));
                }
                places += 1;
            }
        }
    }
    if places < 500 { Err(format!("only {places} places are named")) } else { Ok(()) }
}

/// The bare text of every page.
fn texts(transcript: &concord_proof::Transcript) -> Vec<String> {
    let mut pages = vec![String::new(); transcript.pages.len()];
    for (number, element) in transcript.elements.iter().enumerate() {
        if element.parent.is_none() {
            transcript.visit_text(number, &mut |page, text| {
                if let Some(page) = pages.get_mut(page) {
                    page.push_str(&bare(text));
                }
            });
        }
    }
    pages
}

/// What is no PDF is said to be none.
fn no_pdf() -> Result<(), String> {
    let said = run(command::concord(["proof"]).arg(root().join("README.md")))?;
    if said.status == Some(1) && said.error.contains("cannot be read back") {
        Ok(())
    } else {
        Err(said.out + &said.error)
    }
}
