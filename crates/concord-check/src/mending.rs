//! What the safe fixes of all rules do to texts: they come to an end, and no fact changes.

use crate::{Context, check_context};
use concord_diagnostics::edits::{apply, select};
use concord_diagnostics::{Fix, Sources};
use concord_manuscript::{Files, ingest};

const PUBLICATION: &str = r#"
id = "x"
source-locale = "en"
template = "x"
creator = "x"
publisher = "x"
date = "edition"

[[documents]]
id = "text"
file = "x"
title = "title"
description = "title"
"#;

const LEDGER: &str = r#"
[sources.note]
title = "A note"
publisher = "x"
language = "en"

[dates.edition]
on = "2020-12-15"
sources = ["note"]

[counts.phases]
value = 3
sources = ["note"]
"#;

const MESSAGES: &str = "language-name = \"x\"\n\n[text]\ntitle = \"A title  with ' and ’ marks...\"\n";

/// What texts are made of: everything that a rule looks for, and what it must leave alone.
const PIECES: &[&str] = &[
    "word",
    "Etat",
    "A la",
    "mot",
    "l'eau",
    "l’eau",
    "12",
    "345",
    "1,234",
    "12.5",
    "2020",
    "10-20",
    "2014-2020",
    "1er",
    "2ème",
    "1º",
    "XXIème",
    "n°",
    "nº",
    "45 %",
    "%45",
    "15 Décembre",
    "03/04/2025",
    "1 janvier",
    "2 millions",
    "personnes",
    "{{count \"phases\"}}",
    "`a  b`",
    "\\*",
    "«",
    "»",
    "“",
    "”",
    "\"",
    "'",
    "(",
    ")",
    "[",
    "]",
    "¿",
    "?",
    "!",
    "¡",
    ".",
    ",",
    ";",
    ":",
    "…",
    "...",
    "....",
    "..",
    "etc",
    "-",
    "--",
    "–",
    " ",
    "  ",
    "\u{a0}",
    "\u{202f}",
    "\n",
    "\n\n",
    "*x*",
    "e\u{301} ",
    "\u{ad}",
    "\u{200b}",
    "\u{202e}",
    "С",
    "Mr Smith",
    "12 MB",
    "2008/115/EC",
    "14:30",
    "https://a.org/b?c,d",
    "[palabra]{lang=\"es\"}",
    "[^a]",
    "€",
    "−5",
    "3 ",
];

fn files(texts: [&str; 3]) -> Files {
    let mut files = Files::new();
    files.insert("publication.toml".to_owned(), PUBLICATION.into());
    files.insert("ledger.toml".to_owned(), LEDGER.into());
    for (tag, text) in ["en", "fr", "es"].into_iter().zip(texts) {
        files.insert(format!("{tag}/messages.toml"), MESSAGES.into());
        files.insert(format!("{tag}/text.md"), text.into());
    }
    files
}

/// The facts that the texts state and refer to, and the files after one round of mending.
fn round(files: &Files) -> (Vec<String>, Files) {
    let mut sources = Sources::new();
    let ingested = ingest(files, &mut sources);
    let publication = ingested.value.expect("a publication");
    let context = Context::new(&publication, &sources);
    let mut facts = Vec::new();
    for text in context.texts.iter() {
        for block in &text.blocks {
            facts.extend(crate::references::of_block(block.block).iter().map(|reference| reference.shown()));
            // Small number words are articles too, and no facts by themselves.
            let values = block.values.iter().filter(|found| !found.is_soft);
            facts.extend(values.filter_map(|found| found.value()).map(ToString::to_string));
        }
    }
    let findings = check_context(&context, &Default::default());
    let fixes: Vec<&Fix> = findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    let mut mended = files.clone();
    for (id, edits) in select(fixes.into_iter().filter(|fix| fix.is_safe)).edits {
        let source = sources.get(id).expect("a source");
        let text = apply(source.text(), &edits).expect("edits that fit their text");
        assert_ne!(text, **source.text(), "a fix changes something");
        mended.insert(source.name().to_owned(), text.into_bytes());
    }
    (facts, mended)
}

fn mend(texts: [&str; 3]) {
    let mut now = files(texts);
    let (facts, mut next) = round(&now);
    for _ in 0..8 {
        if next == now {
            return;
        }
        now = next;
        let (after, mended) = round(&now);
        let first = facts.iter().zip(&after).position(|(before, after)| before != after);
        let around =
            first.map(|at| (facts.get(at.saturating_sub(3)..=at), after.get(at.saturating_sub(3)..=at)));
        assert_eq!(facts.len(), after.len(), "facts of {:?}: {around:?}", texts[0]);
        assert_eq!(first, None, "facts of {:?}: {around:?}", texts[0]);
        next = mended;
    }
    let name = now.iter().find(|(name, bytes)| next.get(*name) != Some(bytes)).map(|(name, _)| name.clone());
    let shown = |files: &Files| {
        name.as_ref()
            .and_then(|name| files.get(name))
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    };
    panic!("no end of mending {name:?}: {:?} and {:?}", shown(&now), shown(&next));
}

/// A fixed sequence (xorshift), so that every run is the same.
fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap_or(0)
    }
}

#[test]
fn mending_ends_and_keeps_every_fact() {
    let mut next = numbers(0x5eed_c0de);
    for _ in 0..600 {
        let length = 1 + next(14);
        let mut text = String::from("x ");
        for _ in 0..length {
            text.push_str(PIECES[next(PIECES.len())]);
            if next(3) > 0 {
                text.push(' ');
            }
        }
        text.push_str("\n\n[^a]: A note.\n");
        mend([&text, &text, &text]);
    }
}

#[test]
fn every_pair_of_pieces_keeps_its_facts() {
    for first in PIECES {
        let text: String = PIECES.iter().map(|second| format!("a {first}{second} b\n\n")).collect();
        mend([&text, &text, &text]);
    }
}
