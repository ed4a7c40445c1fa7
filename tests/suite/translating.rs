//! What translators and their editors do, with the real program: begin a language, see how far it is, follow the source.

mod keeping;
mod shorter;

use crate::command::{concord, exits, publish};
use crate::folder::{Folder, read_all, write_all};
use crate::root;
use concord_manuscript::Files;
use fastrand::Rng;
use libtest_mimic::Trial;
use std::ffi::OsStr;
use std::path::PathBuf;

/// The trials.
pub(crate) fn trials() -> Vec<Trial> {
    crate::checks(
        "translating",
        &[
            ("new-locales", new_locales_are_published),
            ("new-is-refused", what_cannot_be_made),
            ("plural-categories", nouns_have_the_forms_of_the_language),
            ("status", status_counts),
            ("fates", what_becomes_of_what_is_not_finished),
            ("sync-follows", sync_follows_the_source),
            ("sync-messages", sync_follows_messages),
            ("sync-in-order", sync_of_what_is_in_order_changes_nothing),
            ("sync-loses-nothing", nothing_is_lost),
            ("kept-texts", keeping::what_was_kept_is_never_written_over),
            ("record-copies", keeping::copies_are_no_translations),
            ("sync-new-messages", keeping::new_messages_alone_wait),
            ("sync-headings", keeping::headings_are_found),
            ("shorter-words", shorter::are_known_as_other_texts),
            ("shorter-words-of-one-language", shorter::are_the_choice_of_each_language),
        ],
    )
}

struct Scratch {
    _folder: tempfile::TempDir,
    publication: PathBuf,
}

impl Scratch {
    /// The default publication with some files of its own.
    fn new(files: &[(&str, &str)]) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let publication = Folder::plain()?.write(folder.path())?;
        let scratch = Self { _folder: folder, publication };
        for (path, text) in files {
            scratch.write(path, text)?;
        }
        Ok(scratch)
    }

    fn write(&self, path: &str, text: &str) -> Result<(), String> {
        write_all(&self.publication, &Files::from([(path.to_owned(), text.as_bytes().to_vec())]))
    }

    fn read(&self, path: &str) -> Result<String, String> {
        let path = self.publication.join(path);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn change(&self, path: &str, from: &str, to: &str) -> Result<(), String> {
        let text = self.read(path)?;
        if !text.contains(from) {
            return Err(format!("`{from}` is not in {path}:\n{text}"));
        }
        self.write(path, &text.replacen(from, to, 1))
    }

    fn locale(&self, words: &[&str]) -> Result<String, String> {
        let mut command = concord(["locale", words[0]]);
        command.arg(&self.publication).args(&words[1..]);
        exits(&mut command, 0).map(|said| said.out)
    }

    fn status(&self, words: &[&str]) -> Result<String, String> {
        let mut command = concord([OsStr::new("status"), self.publication.as_os_str()]);
        exits(command.args(words), 0).map(|said| said.out)
    }

    fn files(&self, folder: &str) -> Result<Files, String> {
        let mut files = Files::new();
        read_all(&self.publication.join(folder), "", &mut files).map_err(|error| error.to_string())?;
        Ok(files)
    }
}

fn must(condition: bool, what: &str, shown: &str) -> Result<(), String> {
    if condition { Ok(()) } else { Err(format!("{what}:\n{shown}")) }
}

fn must_hold(text: &str, parts: &[&str]) -> Result<(), String> {
    parts.iter().try_for_each(|part| must(text.contains(part), &format!("`{part}` is missing"), text))
}

const SOURCE: &str = "# The first decade {#start}\n\n::: lead\nFor ten years the programme answered requests of partner countries.\n:::\n\n\
    The second paragraph speaks about methods of work between administrations.\n\n- one item about peers\n- another item about trust\n\n\
    The last paragraph thanks everybody who took part.[^1]\n\n[^1]: A note about the sources of the figures.\n";

/// Folders of several scripts and regions are found, checked without a finding, published in their own conventions and
/// listed, with no change outside them.
fn new_locales_are_published() -> Result<(), String> {
    let scratch = Scratch::new(&[("en/text.md", SOURCE)])?;
    let tags = ["pt", "de", "pt-BR", "sr-Latn", "el"];
    for tag in tags {
        must_hold(&scratch.locale(&["new", tag])?, &["README.md first"])?;
        must_hold(
            &scratch.read(&format!("{tag}/README.md"))?,
            &[&format!("# Translating into {tag}"), "{{...}}"],
        )?;
    }
    let checked = exits(&mut concord([OsStr::new("check"), scratch.publication.as_os_str()]), 0)?;
    must_hold(&checked.error, &["no findings"])?;
    let dist = scratch.publication.join("../dist");
    let said = exits(&mut publish(&scratch.publication, &dist), 0)?;
    must_hold(&said.error, &["el: 0% of the words translated and up to date; published"])?;
    for tag in tags {
        let has = std::fs::read_dir(&dist)
            .map_err(|error| error.to_string())?
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().ends_with(&format!("-{tag}.pdf")));
        must(has, "no file of", tag)?;
    }
    let manifest = std::fs::read_to_string(dist.join("manifest.json")).map_err(|error| error.to_string())?;
    must_hold(&manifest, &["\"sr-Latn\": {", "\"percent\": 0", "\"fate\": \"published\""])
}

fn what_cannot_be_made() -> Result<(), String> {
    let scratch = Scratch::new(&[("en/text.md", SOURCE)])?;
    for (tag, reason) in [
        ("en", "is there already; nothing was made"),
        ("pt_br", "did you mean `pt-BR`?"),
        ("pt-br", "the usual form of `pt-br` is `pt-BR`"),
        ("portuguese", "is not a BCP 47 language tag"),
    ] {
        let before = scratch.files("")?;
        let mut command = concord([OsStr::new("locale"), OsStr::new("new"), scratch.publication.as_os_str()]);
        let said = exits(command.arg(tag), 2)?;
        must_hold(&said.error, &[reason])?;
        must(before == scratch.files("")?, "files were changed by", tag)?;
    }
    Ok(())
}

fn nouns_have_the_forms_of_the_language() -> Result<(), String> {
    let scratch = Scratch::new(&[("en/text.md", SOURCE)])?;
    for (tag, forms) in
        [("pl", "one, few, many, other"), ("ar", "zero, one, two, few, many, other"), ("ja", "other")]
    {
        scratch.locale(&["new", tag])?;
        let messages = scratch.read(&format!("{tag}/messages.toml"))?;
        let sorted = |text: &str| {
            let mut words: Vec<String> = text.split(", ").map(str::to_owned).collect();
            words.sort();
            words
        };
        let line = messages
            .lines()
            .find_map(|line| line.strip_prefix("# Nouns that follow a number. This language has the forms "));
        let said = line.and_then(|line| line.split(" (CLDR)").next()).unwrap_or_default();
        must(sorted(said) == sorted(forms), &format!("{tag} has not {forms}"), said)?;
    }
    Ok(())
}

/// A text counts as translated when it differs from its source, as stale when its source changed, as failing with an error.
fn status_counts() -> Result<(), String> {
    let scratch = Scratch::new(&[("en/text.md", SOURCE)])?;
    scratch.locale(&["new", "pt"])?;
    let blocks = |state: &str| -> Result<i64, String> {
        let text = scratch.status(&["--format", "json"])?;
        let json: serde_json::Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        json.pointer(&format!("/languages/0/states/{state}/blocks"))
            .and_then(serde_json::Value::as_i64)
            .ok_or(text)
    };
    let all = blocks("untranslated")?;
    must(blocks("translated")? == 0, "translated before it was", "")?;
    scratch.change(
        "pt/text.md",
        "The last paragraph thanks everybody who took part.",
        "O último parágrafo agradece a todos.",
    )?;
    must(
        (blocks("translated")?, blocks("untranslated")?) == (1, all - 1),
        "not counted",
        &scratch.status(&["--places"])?,
    )?;
    scratch.locale(&["record"])?;
    scratch.change("en/text.md", "thanks everybody", "thanks all the colleagues")?;
    must(blocks("stale")? == 1, "not stale", &scratch.status(&["--places"])?)?;
    scratch.change(
        "pt/text.md",
        "O último parágrafo agradece a todos.",
        "O último parágrafo agradece a todos {{count \"nothing\"}}.",
    )?;
    must(blocks("failing")? == 1, "not failing", &scratch.status(&["--places"])?)?;
    let line =
        1 + scratch.read("pt/text.md")?.lines().position(|line| line.starts_with("# ")).unwrap_or_default();
    scratch.locale(&["record", "--keep", &format!("text.md:{line}")])?;
    must(
        blocks("untranslated")? == all - 2,
        "the kept heading is not recorded",
        &scratch.status(&["--places"])?,
    )
}

/// Below the threshold a language is published, published with a notice, or left out, and the run says which.
fn what_becomes_of_what_is_not_finished() -> Result<(), String> {
    let scratch = Scratch::new(&[("en/text.md", SOURCE)])?;
    scratch.locale(&["new", "pt"])?;
    let config = scratch.read("publication.toml")?;
    let messages = scratch.read("en/messages.toml")?;
    let notice = "incomplete-notice = \"This edition is not finished.\"";
    let dist = scratch.publication.join("../dist");
    let with = |below: &str| {
        scratch.write(
            "publication.toml",
            &format!("{config}\n[coverage]\ntranslated = 90\nbelow = \"{below}\"\n"),
        )
    };
    with("leave-out")?;
    let said = exits(&mut publish(&scratch.publication, &dist), 0)?;
    must_hold(&said.error, &["pt: 0% of the words translated and up to date; left out"])?;
    must(!said.out.contains("-pt.pdf"), "made all the same", &said.out)?;
    must_hold(&scratch.status(&[])?, &["pt: left out; 90% are asked for"])?;
    with("notice")?;
    let said = exits(&mut publish(&scratch.publication, &dist), 1)?;
    must_hold(&said.error, &["there is no notice to say so", "incomplete-notice"])?;
    scratch.write("en/messages.toml", &messages.replacen("[text]", &format!("[text]\n{notice}"), 1))?;
    scratch.locale(&["sync"])?;
    let said = exits(&mut publish(&scratch.publication, &dist), 0)?;
    must_hold(&said.error, &["published with a notice"])?;
    must(said.out.contains("-pt.pdf"), "not made", &said.out)?;
    with("sometimes")?;
    let said = exits(&mut concord([OsStr::new("check"), scratch.publication.as_os_str()]), 1)?;
    must_hold(&said.error, &["write publish, notice or leave-out"])
}

/// A translation of [`SOURCE`] that has been recorded.
fn translated() -> Result<Scratch, String> {
    let scratch = Scratch::new(&[("en/text.md", SOURCE)])?;
    scratch.locale(&["new", "pt"])?;
    for (from, to) in TRANSLATION {
        scratch.change("pt/text.md", from, to)?;
    }
    scratch.locale(&["record"])?;
    Ok(scratch)
}

const TRANSLATION: [(&str, &str); 7] = [
    ("The first decade", "A primeira década"),
    (
        "For ten years the programme answered requests of partner countries.",
        "Durante dez anos o programa respondeu a pedidos.",
    ),
    (
        "The second paragraph speaks about methods of work between administrations.",
        "O segundo parágrafo fala de métodos.",
    ),
    ("one item about peers", "um ponto sobre pares"),
    ("another item about trust", "outro ponto sobre confiança"),
    ("The last paragraph thanks everybody who took part.", "O último parágrafo agradece a todos."),
    ("A note about the sources of the figures.", "Uma nota sobre as fontes dos números."),
];

fn sync_follows_the_source() -> Result<(), String> {
    let scratch = translated()?;
    scratch.change("en/text.md", "For ten years", "For eleven years")?;
    scratch.change("en/text.md", "- one item", "A paragraph that is new here.\n\n- one item")?;
    scratch.change("en/text.md", "The last paragraph thanks everybody who took part.[^1]\n\n", "")?;
    scratch.change(
        "en/text.md",
        "The second paragraph",
        "The last paragraph thanks everybody who took part.[^1]\n\nThe second paragraph",
    )?;
    scratch.change("en/text.md", "- one item about peers\n- another item about trust\n\n", "")?;
    let before = scratch.files("pt")?;
    must_hold(
        &scratch.locale(&["sync", "--dry-run"])?,
        &["pt: would change", "+<!-- sync: the source changed: For [-ten-] {+eleven+} years"],
    )?;
    must(before == scratch.files("pt")?, "a dry run wrote", "")?;
    let said = scratch.locale(&["sync"])?;
    must_hold(
        &said,
        &[
            "1 block put in to be translated",
            "1 block marked",
            "1 block moved",
            "1 block moved to translation.kept.txt",
        ],
    )?;
    let expected = "# A primeira década {#start}\n\n::: lead\n\
        <!-- sync: the source changed: For [-ten-] {+eleven+} years the programme answered … -->\n\
        Durante dez anos o programa respondeu a pedidos.\n:::\n\n\
        O último parágrafo agradece a todos.[^1]\n\nO segundo parágrafo fala de métodos.\n\nA paragraph that is new here.\n\n\
        [^1]: Uma nota sobre as fontes dos números.\n";
    let synced = scratch.read("pt/text.md")?;
    must(synced == expected, "not as expected", &synced)?;
    must_hold(
        &scratch.read("pt/translation.kept.txt")?,
        &["- um ponto sobre pares\n- outro ponto sobre confiança\n"],
    )?;
    let before = scratch.files("pt")?;
    scratch.locale(&["sync"])?;
    must(before == scratch.files("pt")?, "a second run changed something", &scratch.read("pt/text.md")?)?;
    // What was translated is edited, but not recorded: the mark stays. Once it is recorded, it goes.
    scratch.change("pt/text.md", "Durante dez anos", "Durante onze anos")?;
    scratch.locale(&["sync"])?;
    must_hold(&scratch.read("pt/text.md")?, &["<!-- sync: ", "Durante onze anos"])?;
    scratch.locale(&["record"])?;
    scratch.locale(&["sync"])?;
    must(
        !scratch.read("pt/text.md")?.contains("<!--"),
        "the mark is still there",
        &scratch.read("pt/text.md")?,
    )
}

fn sync_follows_messages() -> Result<(), String> {
    let scratch = translated()?;
    let key = "title = ";
    let title = scratch.read("en/messages.toml")?;
    let title = title.lines().find(|line| line.starts_with(key)).ok_or("no title")?.to_owned();
    scratch.change("pt/messages.toml", &title, "title = \"Um título\"")?;
    scratch.locale(&["record"])?;
    scratch.change(
        "en/messages.toml",
        &title,
        "title = \"Quite another title\"\nnew-words = \"Some new words\"",
    )?;
    must_hold(&scratch.locale(&["sync"])?, &["1 message put in to be translated, 1 marked"])?;
    let synced = scratch.read("pt/messages.toml")?;
    must_hold(
        &synced,
        &[
            "# sync: the source changed: ",
            "# en: Quite another title\ntitle = \"Um título\"\n",
            "# en: Some new words\nnew-words = \"Some new words\"\n",
        ],
    )?;
    let before = scratch.files("pt")?;
    scratch.locale(&["sync"])?;
    must(
        before == scratch.files("pt")?,
        "a second run changed something",
        &scratch.read("pt/messages.toml")?,
    )?;
    scratch.locale(&["record", "--accept"])?;
    scratch.locale(&["sync"])?;
    must(!scratch.read("pt/messages.toml")?.contains("# sync"), "the mark is still there", &synced)
}

/// The sample's translations are beside their source: not a byte of their texts is changed.
fn sync_of_what_is_in_order_changes_nothing() -> Result<(), String> {
    let sample = root().join("fixtures/building-bridges");
    let mut command =
        concord([OsStr::new("locale"), OsStr::new("sync"), sample.as_os_str(), OsStr::new("--dry-run")]);
    let said = exits(&mut command, 0)?;
    must(said.out == "es: nothing to change\nfr: nothing to change\n", "changes", &said.out)
}

/// Sources that are changed at random, again and again: every sentence that the translator wrote is in the texts or in what
/// is kept, a second run changes nothing, and every block of the source has its place.
fn nothing_is_lost() -> Result<(), String> {
    for seed in 0..12 {
        let mut random = Rng::with_seed(seed);
        let scratch = translated()?;
        let mut written: Vec<String> = TRANSLATION.iter().map(|(_, to)| (*to).to_owned()).collect();
        for step in 0..5 {
            let source = scratch.read("en/text.md")?;
            scratch.write("en/text.md", &changed(&source, &mut random, step))?;
            if random.bool() {
                translate_something(&scratch, &mut random, &mut written, step)?;
            }
            scratch.locale(&["sync"])?;
            let after = scratch.files("pt")?;
            let all: String = after.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
            let lost: Vec<&String> = written.iter().filter(|text| !all.contains(*text)).collect();
            must(lost.is_empty(), &format!("seed {seed}, step {step}: lost {lost:?}"), &all)?;
            scratch.locale(&["sync"])?;
            must(
                after == scratch.files("pt")?,
                &format!("seed {seed}, step {step}: a second run changed something"),
                &all,
            )?;
            let count = |path: &str| scratch.read(path).map(|text| blocks(&text).len());
            must(
                count("en/text.md")? == count("pt/text.md")?,
                &format!("seed {seed}, step {step}: other blocks"),
                &scratch.read("pt/text.md")?,
            )?;
            if random.bool() {
                scratch.locale(&["record"])?;
            }
        }
    }
    Ok(())
}

/// A text without the program's marks, cut at its empty lines.
fn blocks(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("<!-- sync")).collect();
    let text = lines.join("\n");
    text.split("\n\n").map(|block| block.trim().to_owned()).filter(|block| !block.is_empty()).collect()
}

/// A source with a block changed, moved, removed or added. The first block and the note stay where they are.
fn changed(source: &str, random: &mut Rng, step: usize) -> String {
    let mut blocks = blocks(source);
    for _ in 0..random.usize(1..3) {
        let last = blocks.len() - 1;
        let at = random.usize(1..last.max(2));
        let other = random.usize(1..last.max(2));
        match random.usize(0..4) {
            0 => {
                if let Some(block) =
                    blocks.get_mut(at).filter(|block| !block.starts_with(":::") && !block.starts_with("[^"))
                {
                    block.push_str(&format!(" More words in step {step}."));
                }
            }
            1 if at < last && other < last => blocks.swap(at, other),
            2 if at < last && last > 3 && !blocks[at].contains("[^1]") => drop(blocks.remove(at)),
            _ => blocks.insert(at, format!("An addition of step {step} with number {}.", random.u16(..))),
        }
    }
    blocks.join("\n\n") + "\n"
}

/// Overwrites a block of the translation.
fn translate_something(
    scratch: &Scratch,
    random: &mut Rng,
    written: &mut Vec<String>,
    step: usize,
) -> Result<(), String> {
    let text = scratch.read("pt/text.md")?;
    let waiting: Vec<&str> = text.lines().filter(|line| line.starts_with("An addition")).collect();
    let Some(line) = waiting.get(random.usize(0..waiting.len().max(1))) else { return Ok(()) };
    let own = format!("Palavras novas do passo {step}, {}.", random.u32(..));
    scratch.write("pt/text.md", &text.replacen(line, &own, 1))?;
    written.push(own);
    Ok(())
}
