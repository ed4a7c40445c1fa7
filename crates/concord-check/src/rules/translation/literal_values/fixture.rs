//! The rule on the sample publication: silent as it stands, and awake to every slip of a digit in its translations.

use super::find;
use concord_diagnostics::{Severity, SourceId, Sources};
use concord_document::{Block, InlineKind, LanguageTag, walk};
use concord_manuscript::{Files, ingest, parse_markdown};
use concord_publication::{Publication, Text};
use std::ops::Range;
use std::path::Path;

/// The files below a folder by their path in it.
fn gather(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read(entry.path()).expect("a file"));
        }
    }
}

fn sample() -> (Publication, Sources) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/building-bridges");
    let mut files = Files::new();
    gather(&folder, "", &mut files);
    let mut sources = Sources::new();
    let publication = ingest(&files, &mut sources).value.expect("a publication");
    (publication, sources)
}

#[test]
fn the_sample_is_silent() {
    let (publication, sources) = sample();
    let found = find(&crate::Context::new(&publication, &sources));
    let shown = found.iter().map(|found| {
        let place = found.primary.as_ref().map(|label| sources.snippet(label.span)).unwrap_or_default();
        format!("{} ({place})", found.message)
    });
    assert_eq!(shown.collect::<Vec<_>>(), [""; 0]);
}

/// The digits of a text's running words, as places in its bytes; expressions, attributes and targets hold none.
fn literal_digits(text: &Text, written: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<&Block> = Vec::new();
    walk::blocks(&text.content.blocks, &mut |block| blocks.push(block));
    for note in text.content.notes.values() {
        walk::blocks(&note.blocks, &mut |block| blocks.push(block));
    }
    let mut digits = Vec::new();
    for content in blocks.into_iter().flat_map(walk::inline_lists) {
        walk::inlines(content, &mut |inline| {
            if matches!(inline.kind, InlineKind::Text(_)) {
                digits.extend(runs_of_digits(written, inline.span.range()));
            }
        });
    }
    digits
}

fn runs_of_digits(written: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in within.filter(|at| written.as_bytes()[*at].is_ascii_digit()) {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end = at + 1,
            None => runs.push(at..at + 1),
        }
    }
    runs
}

/// The slips that are tried on some digits: a name, and what stands there then.
fn slips(written: &str, digits: &Range<usize>) -> Vec<(&'static str, Range<usize>, String)> {
    let old = &written[digits.clone()];
    let mut slips = vec![("digit", digits.clone(), swapped(old))];
    let year = old.parse::<u32>().ok().filter(|year| old.len() == 4 && (1900..2100).contains(year));
    if year.is_some() {
        slips.push(("year", digits.clone(), String::new()));
    }
    let behind = &written[digits.end..];
    let sign = behind.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    if sign.starts_with('%') {
        let end = digits.end + behind.len() - sign.len() + 1;
        slips.push(("percent", digits.start..end, old.to_owned()));
        slips.push(("percent", digits.clone(), format!("{old}0")));
    }
    slips
}

/// The first two digits that differ change places; where all are alike, the last is another.
fn swapped(old: &str) -> String {
    let mut bytes = old.as_bytes().to_vec();
    match (1..bytes.len()).find(|at| bytes[at - 1] != bytes[*at]) {
        Some(at) => bytes.swap(at - 1, at),
        None => {
            if let Some(last) = bytes.last_mut() {
                *last = if *last == b'9' { b'8' } else { *last + 1 };
            }
        }
    }
    String::from_utf8(bytes).expect("digits")
}

/// The publication with one file, and one translation.
fn excerpt(publication: &Publication, language: &LanguageTag, path: &str) -> Publication {
    let mut excerpt = publication.clone();
    let source = publication.config.source_locale.value.clone();
    excerpt.manuscripts.retain(|tag, _| *tag == source || tag == language);
    for manuscript in excerpt.manuscripts.values_mut() {
        manuscript.texts.retain(|name, _| name == path);
    }
    excerpt
}

fn is_caught(
    excerpt: &mut Publication,
    language: &LanguageTag,
    path: &str,
    source: SourceId,
    text: &str,
) -> bool {
    let content = parse_markdown(source, text).value;
    let manuscript = excerpt.manuscripts.get_mut(language).expect("a language");
    manuscript.texts.insert(path.to_owned(), Text { source, content });
    crate::testing::found(find, excerpt).iter().any(|found| found.severity == Severity::Error)
}

#[test]
fn every_slip_of_a_digit_is_caught() {
    let (publication, sources) = sample();
    let mut tried = std::collections::BTreeMap::<(&str, &str), usize>::new();
    let mut missed = Vec::new();
    for (language, manuscript) in &publication.manuscripts {
        if *language == publication.config.source_locale.value {
            continue;
        }
        for (path, text) in &manuscript.texts {
            let written = sources.get(text.source).expect("a source").text().to_string();
            let mut excerpt = excerpt(&publication, language, path);
            for (slip, range, new) in literal_digits(text, &written).iter().flat_map(|at| slips(&written, at))
            {
                *tried.entry((language.as_str(), slip)).or_default() += 1;
                let mut slipped = written.clone();
                slipped.replace_range(range.clone(), &new);
                if !is_caught(&mut excerpt, language, path, text.source, &slipped) {
                    missed.push(format!("{language}/{path} {slip}: {} -> {new}", &written[range]));
                }
            }
        }
    }
    assert!(missed.is_empty(), "of {tried:?} were missed {}: {missed:#?}", missed.len());
    for (what, least) in [("digit", 50), ("year", 20), ("percent", 2)] {
        for language in ["fr", "es"] {
            let count = tried.get(&(language, what)).copied().unwrap_or(0);
            assert!(count >= least, "{language}: only {count} slips of the kind {what}");
        }
    }
}
