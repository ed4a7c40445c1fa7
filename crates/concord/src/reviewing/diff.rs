//! `concord diff`: what differs between two published PDFs, or between two folders of them.
//!
//! Both are read back from their bytes, as any reader has them; neither the publication nor the program that made them is
//! needed. Facts come from what travels with the files: their passports, or the concordance beside them.

mod align;
mod blocks;
mod compare;
mod facts;
mod page;
mod read;
mod text;

use crate::{Failure, files};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Arguments of `diff`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Two PDFs are compared, or two folders that `concord publish` or `concord release` made; their editions are paired by language and \
document, or by the files' names. The list is in reading order, with the pages and [-removed-]{+added+} words; facts stand before it, as the \
ledger has them and as readers see them. Numbers that follow from the order alone (of notes, list items, pages in the contents) are not \
compared, and neither is the look of pages or pictures.

Any tagged PDF can be compared. Facts are compared where both files have a passport (`concord publish --passport`) or are named in a \
concordance.json beside them.

Exit status: 0 nothing differs, 1 something differs, 2 the files cannot be compared.

Examples:
  concord diff last-year/report-en.pdf dist/report-en.pdf
  concord diff release-2025 release-2026 --html changes.html
  concord diff old new --format json

docs/reviewing.md is the guide.")]
pub struct DiffArgs {
    /// The PDF, or the folder of PDFs, from before.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The PDF, or the folder of PDFs, of now.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// How the result is shown.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub format: Form,
    /// Also write a page for a browser there, with every changed block whole.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
}

/// How differences are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The differences, as asked for.
    pub text: String,
    /// Whether nothing differs.
    pub is_same: bool,
}

/// The version of the JSON's form.
const FORMAT: u32 = 1;

/// All that differs.
#[derive(Clone, Debug, Serialize)]
struct Report {
    format: u32,
    same: bool,
    summary: Summary,
    editions: Vec<Compared>,
    /// Files that only the first folder has.
    only_before: Vec<String>,
    /// Files that only the second folder has.
    only_now: Vec<String>,
}

/// The differences in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
struct Summary {
    /// Facts by id: one that differs in three languages counts once.
    facts: usize,
    changed: usize,
    added: usize,
    removed: usize,
    moved: usize,
    /// Blocks of which only the tags differ.
    tags: usize,
    /// Blocks that are the same on another page.
    on_other_pages: usize,
    metadata: usize,
    pages_before: usize,
    pages_now: usize,
}

/// What differs between two editions.
#[derive(Clone, Debug, Serialize)]
struct Compared {
    before: String,
    now: String,
    locale: Option<String>,
    document: Option<String>,
    /// The language of the text, for whoever shows it.
    language: Option<String>,
    same: bool,
    pages_before: usize,
    pages_now: usize,
    on_other_pages: usize,
    /// Why facts could not be compared.
    facts_not_compared: Option<String>,
    facts: Vec<FactChange>,
    metadata: Vec<TagChange>,
    blocks: Vec<Change>,
}

/// A fact that differs; what a file does not state has no value there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct FactChange {
    id: String,
    before: Option<String>,
    now: Option<String>,
    /// As readers see it, each wording once.
    words_before: Vec<String>,
    words_now: Vec<String>,
}

/// A property that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct TagChange {
    what: String,
    before: String,
    #[serde(rename = "now")]
    after: String,
}

/// What became of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Fate {
    Changed,
    Added,
    Removed,
    Moved,
    Tags,
}

/// A block that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Change {
    fate: Fate,
    /// What it is, such as `paragraph`.
    what: String,
    /// The heading above it.
    under: String,
    /// The language of its words.
    language: Option<String>,
    page_before: Option<String>,
    page_now: Option<String>,
    words: Vec<super::words::Part>,
    tags: Vec<TagChange>,
}

/// Compares what the arguments name, and writes the page that they ask for.
pub fn diff(args: &DiffArgs) -> Result<Outcome, Failure> {
    let pairs = read::pairs(&args.old, &args.new)?;
    let mut editions = Vec::new();
    for (old, new) in &pairs.both {
        editions.push(compare::compare(&read::edition(old)?, &read::edition(new)?));
    }
    let summary = compare::summary(&editions);
    let is_same = editions.iter().all(|edition| edition.same)
        && pairs.only_before.is_empty()
        && pairs.only_now.is_empty();
    let report = Report {
        format: FORMAT,
        same: is_same,
        summary,
        editions,
        only_before: pairs.only_before,
        only_now: pairs.only_now,
    };
    if let Some(path) = &args.html {
        files::replace_file(&beside_here(path), page::page(&report).as_bytes())?;
    }
    let text = match args.format {
        Form::Text => text::text(&report),
        Form::Json => {
            let json = serde_json::to_string_pretty(&report)
                .map_err(|error| Failure::new(format!("the result cannot be written as JSON: {error}")))?;
            format!("{json}\n")
        }
    };
    Ok(Outcome { text, is_same })
}

/// A bare name is a file of the folder that the program was started in.
pub(super) fn beside_here(path: &Path) -> PathBuf {
    let has_folder = path.parent().is_some_and(|parent| !parent.as_os_str().is_empty());
    if has_folder { path.to_owned() } else { Path::new(".").join(path) }
}
