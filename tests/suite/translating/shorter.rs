//! Shorter words for pages that must fit: each language decides where it has some.

use super::{Scratch, must, must_hold};
use crate::command::{concord, exits};
use std::ffi::OsStr;

const LONG: &str = "# Words {#words}\n\nThe first paragraph speaks at length about partners.\n\n\
    The second paragraph speaks at length about methods.\n";
const OWN: &str = "# Palavras {#words}\n\nO primeiro parágrafo fala muito de parceiros.\n\n\
    O segundo parágrafo fala muito de métodos.\n";
const SHORTER: &str = "::: shorter\nThe first speaks of partners.\n:::\n\n";
const OWN_SHORTER: &str = "::: shorter\nO primeiro fala de parceiros.\n:::\n\n";

/// A text with more behind its first paragraph.
fn with(text: &str, second: &str, more: &str) -> String {
    text.replacen(second, &format!("{more}{second}"), 1)
}

fn source(more: &str) -> String {
    with(LONG, "The second", more)
}

fn translation(more: &str) -> String {
    with(OWN, "O segundo", more)
}

/// Both texts, recorded.
fn recorded(source: &str, translation: &str) -> Result<Scratch, String> {
    let scratch = Scratch::new(&[("en/text.md", source)])?;
    scratch.locale(&["new", "pt"])?;
    scratch.write("pt/text.md", translation)?;
    scratch.locale(&["record"])?;
    Ok(scratch)
}

/// A copy of shorter words waits as other copies do, and their change is seen as others are.
pub(super) fn are_known_as_other_texts() -> Result<(), String> {
    let scratch = Scratch::new(&[("en/text.md", &source(SHORTER))])?;
    scratch.locale(&["new", "pt"])?;
    must_hold(&scratch.status(&["--places"])?, &["pt/text.md:6: untranslated"])?;
    scratch.write("pt/text.md", &translation(SHORTER))?;
    let said = scratch.locale(&["record"])?;
    must_hold(&scratch.status(&["--places"])?, &["pt/text.md:6: untranslated"])?;
    must(!scratch.status(&["--places"])?.contains("pt/text.md:3"), "a translated text is listed", &said)?;
    scratch.write("pt/text.md", &translation(OWN_SHORTER))?;
    scratch.locale(&["record"])?;
    must(!scratch.status(&["--places"])?.contains("pt/text.md:6"), "still listed", &said)?;
    scratch.change("en/text.md", "The first speaks of partners.", "The first speaks of three partners.")?;
    must_hold(&scratch.status(&["--places"])?, &["pt/text.md:6: stale"])?;
    must_hold(&scratch.locale(&["sync"])?, &["1 block marked"])?;
    let mark = "<!-- sync: the source changed: The first speaks of {+three+} partners. -->\n";
    let wanted = translation(&format!("{mark}{OWN_SHORTER}"));
    must(scratch.read("pt/text.md")? == wanted, "not as expected", &scratch.read("pt/text.md")?)?;
    let mut command = concord([OsStr::new("check"), scratch.publication.as_os_str()]);
    let said = exits(&mut command, 0)?;
    must_hold(&said.error, &["T325"])
}

/// What only one side has is neither missing nor too much, and stays.
pub(super) fn are_the_choice_of_each_language() -> Result<(), String> {
    for (own, other) in [(SHORTER, ""), ("", OWN_SHORTER)] {
        let (source, translation) = (source(own), translation(other));
        let scratch = recorded(&source, &translation)?;
        let places = scratch.status(&["--places"])?;
        must(
            !places.contains("pt/text.md:6") && places.contains("pt/text.md: 17 words translated\n"),
            "counted",
            &places,
        )?;
        scratch.change(
            "en/text.md",
            "The second paragraph",
            "A paragraph that is new.\n\nThe second paragraph",
        )?;
        scratch.locale(&["sync"])?;
        let wanted = translation.replacen("O segundo", "A paragraph that is new.\n\nO segundo", 1);
        must(scratch.read("pt/text.md")? == wanted, "not as expected", &scratch.read("pt/text.md")?)?;
        must(
            !scratch.publication.join("pt/translation.kept.txt").exists(),
            "something was moved away",
            &translation,
        )?;
        scratch.locale(&["sync"])?;
        must(scratch.read("pt/text.md")? == wanted, "a second run changed it", &scratch.read("pt/text.md")?)?;
    }
    // Those of a new block come with it, and wait.
    let scratch = recorded(LONG, OWN)?;
    let new = "A paragraph that is new, with more words.\n\n::: shorter\nA new paragraph.\n:::\n\n";
    scratch.write("en/text.md", &source(new))?;
    scratch.locale(&["sync"])?;
    must(scratch.read("pt/text.md")? == translation(new), "not put in", &scratch.read("pt/text.md")?)?;
    must_hold(
        &scratch.status(&["--places"])?,
        &["pt/text.md:5: untranslated", "pt/text.md:8: untranslated"],
    )?;
    // A copy that waits is no choice: it goes with its source.
    scratch.write("en/text.md", &source(&new.replace("::: shorter\nA new paragraph.\n:::\n\n", "")))?;
    scratch.locale(&["sync"])?;
    must(!scratch.read("pt/text.md")?.contains("shorter"), "a copy stays", &scratch.read("pt/text.md")?)
}
