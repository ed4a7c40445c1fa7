//! Shares of a publication's editions, made on different machines and joined afterwards.
//!
//! Which share has which edition follows from the names of all editions and the number of shares alone, so that machines need
//! not speak to each other. Every edition ranks the shares by a digest of its name and theirs (rendezvous hashing), and goes to
//! the first one that has room. Room is counted, by document and in all: no share has more than its part, rounded up, and no
//! more than its part of one document, as the editions of one document are about equally long. An edition that is added or taken
//! away moves few others; whole files that a cache holds stay useful.
//!
//! A share checks the whole publication, makes its own editions, and writes a manifest that says of which whole it is a share.

use crate::edition::{Finished, Made};
use crate::manifest::{Input, MANIFEST, Manifest, Output, Variant, sha256, tool};
use crate::plan::{EditionName, Planned};
use crate::progress::Progress;
use crate::settings::{self, Settings};
use crate::{Failure, files};
use concord_diagnostics::{Diagnostic, SourceId, Sources, Span};
use concord_manuscript::Files;
use concord_proof::{FactPlace, Limits, Objects, Shape};
use rayon::ThreadPool;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// One of so many shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Numbers")]
pub struct Part {
    /// Which, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

/// No whole has more shares.
pub const MOST: usize = 10_000;

/// The two numbers of a part as they are written, which may be any.
#[derive(Deserialize)]
struct Numbers {
    number: usize,
    of: usize,
}

impl TryFrom<Numbers> for Part {
    type Error = String;

    fn try_from(Numbers { number, of }: Numbers) -> Result<Self, String> {
        if (1..=of).contains(&number) && of <= MOST {
            return Ok(Self { number, of });
        }
        Err(format!("shares are counted from 1, and there are {MOST} at most: 2/5 is the second of five"))
    }
}

impl FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) => Numbers { number, of }.try_into(),
            None => Err("write the share's number and how many there are: 2/5".to_owned()),
        }
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl Part {
    /// What of all planned editions belongs to this share; `names` are those of all, in the same order.
    pub(crate) fn of<'a>(self, planned: Vec<Planned<'a>>, names: &[EditionName]) -> Vec<Planned<'a>> {
        let numbers = assign(names, self.of);
        planned
            .into_iter()
            .zip(numbers)
            .filter(|(_, number)| *number == self.number)
            .map(|(own, _)| own)
            .collect()
    }
}

/// The number of the share that each edition belongs to, from 1, where there are `shares` of them.
pub fn assign(editions: &[EditionName], shares: usize) -> Vec<usize> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for edition in editions {
        *sizes.entry(&edition.document).or_default() += 1;
    }
    let most = editions.len().div_ceil(shares);
    let mut order: Vec<(String, usize)> =
        editions.iter().enumerate().map(|(at, edition)| (sha256(edition.file.as_bytes()), at)).collect();
    order.sort();
    let mut all = vec![0; shares];
    let mut own: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    let mut numbers = vec![0; editions.len()];
    for (_, at) in order {
        let Some(edition) = editions.get(at) else { continue };
        let document = edition.document.as_str();
        let most_of_document = sizes.get(document).copied().unwrap_or_default().div_ceil(shares);
        let ranked = ranking(&edition.file, shares);
        let has_room = |share: &usize| all.get(*share).is_some_and(|count| *count < most);
        let has_both = |share: &usize| {
            has_room(share) && own.get(&(document, *share)).is_none_or(|count| *count < most_of_document)
        };
        let first = ranked.iter().copied().find(has_both).or_else(|| ranked.iter().copied().find(has_room));
        let share = first.unwrap_or_default();
        if let (Some(count), Some(number)) = (all.get_mut(share), numbers.get_mut(at)) {
            *count += 1;
            *number = share + 1;
        }
        *own.entry((document, share)).or_default() += 1;
    }
    numbers
}

/// The shares, from 0, in the order in which a file would go to them.
fn ranking(file: &str, shares: usize) -> Vec<usize> {
    let mut ranked: Vec<(String, usize)> =
        (0..shares).map(|share| (sha256(format!("{share}:{file}").as_bytes()), share)).collect();
    ranked.sort();
    ranked.into_iter().map(|(_, share)| share).collect()
}

/// What the command line and the environment ask for that changes the bytes of editions, beside the variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// What the files are made to be, as the command line says it.
    pub standard: String,
    /// Whether files that cannot keep all of it are made too.
    pub best_effort: bool,
    /// The date of the documents, where the environment decides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

impl Options {
    /// Those of a press and a date.
    pub fn new(press: &concord_press::Settings, date: Option<String>) -> Self {
        Self {
            standard: settings::named(settings::standard_name(press.standard)),
            best_effort: press.effort == concord_press::Effort::Best,
            date,
        }
    }

    /// Those of a run.
    pub fn of(settings: &Settings) -> Self {
        Self::new(&settings.press, settings.date.clone())
    }
}

/// The digest of all that editions are made of: the program, the options and every file.
pub fn digest(publication: &str, variant: &Variant, options: &Options, inputs: &[Input]) -> String {
    let whole = serde_json::json!({
        "tool": tool(), "publication": publication, "variant": variant, "options": options, "inputs": inputs,
    });
    sha256(whole.to_string().as_bytes())
}

/// Which share of which whole a folder holds, and what joining needs to know beside the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Which share.
    #[serde(flatten)]
    pub part: Part,
    /// The digest of all inputs ([`digest`]).
    pub digest: String,
    /// What was asked for.
    pub options: Options,
    /// Every edition of the whole, in the order of the plan.
    pub editions: Vec<EditionName>,
    /// Where the facts of the share's editions stand, by file, as read back.
    pub facts: BTreeMap<String, Vec<FactRecord>>,
    /// Comments that allowed nothing in this share.
    pub unused: Vec<Place>,
}

/// A fact in a finished file, as [`FactPlace`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactRecord {
    /// The id in the ledger, glossary or messages.
    pub key: String,
    /// What wrote it.
    pub helper: String,
    /// The words.
    pub text: String,
    /// The pages, from 0.
    pub pages: Vec<usize>,
    /// Where the manuscript refers to it.
    pub place: Place,
}

/// A place in a text, by the text's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The name of the text.
    pub source: String,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Place {
    fn of(span: Span, sources: &Sources) -> Option<Self> {
        let source = sources.get(span.source)?.name().to_owned();
        Some(Self { source, start: span.start, end: span.end })
    }

    fn of_finding(finding: &Diagnostic, sources: &Sources) -> Option<Self> {
        Self::of(finding.primary.as_ref()?.span, sources)
    }
}

impl Share {
    /// A share of a whole, whose editions are not written yet. `record` names the inputs.
    pub(crate) fn new(part: Part, record: &Manifest, options: Options, editions: Vec<EditionName>) -> Self {
        let digest = digest(&record.publication, &record.variant, &options, &record.inputs);
        Self { part, digest, options, editions, facts: BTreeMap::new(), unused: Vec::new() }
    }

    /// Writes the share's editions and its manifest into a folder; gives what was written beside the manifest.
    pub(crate) fn write(
        mut self,
        record: Manifest,
        finished: Vec<Finished>,
        unused: &[Diagnostic],
        sources: &Sources,
        folder: &Path,
    ) -> Result<Vec<Output>, Failure> {
        let mut manifest = record;
        let mut written = BTreeMap::new();
        for Finished { output, bytes, facts, .. } in finished {
            let records = facts.into_iter().map(|fact| FactRecord {
                place: Place::of(fact.span, sources).unwrap_or_default(),
                key: fact.key,
                helper: fact.helper,
                text: fact.text,
                pages: fact.pages,
            });
            self.facts.insert(output.file.clone(), records.collect());
            written.insert(output.file.clone(), bytes);
            manifest.outputs.push(output);
        }
        self.unused = unused.iter().filter_map(|finding| Place::of_finding(finding, sources)).collect();
        manifest.outputs.sort();
        manifest.share = Some(self);
        written.insert(MANIFEST.to_owned(), manifest.to_json());
        files::replace(folder, &written, &[])?;
        Ok(manifest.outputs)
    }
}

/// Shares and wholes do not stand in one another's place by mistake.
pub(crate) fn refuse_to_mix(earlier: &Manifest, settings: &Settings) -> Result<(), Failure> {
    let folder = settings.output.display();
    match (&earlier.share, settings.part) {
        (None, Some(_)) => Err(Failure::new(format!(
            "`{folder}` holds a whole publication, which a share would replace; name another folder with --output"
        ))),
        (Some(share), None) if !settings.selection.is_all() => Err(Failure::new(format!(
            "`{folder}` holds the share {}, to which no other edition can be added; name another folder with --output",
            share.part
        ))),
        _ => Ok(()),
    }
}

/// Shares that make a whole.
#[derive(Debug)]
pub struct Shares {
    /// What all of them agree in, as the first one has it.
    pub(crate) record: Manifest,
    /// The share of that record.
    pub(crate) share: Share,
    /// Every share's folder and manifest.
    pub(crate) folders: Vec<(PathBuf, Manifest)>,
}

impl Shares {
    /// Refuses to join what was made of other files than those of the publication now.
    pub(crate) fn refuse_other_inputs(&self, texts: &Files, templates: &Files) -> Result<(), Failure> {
        let inputs = Input::of_all(texts, templates);
        let Share { digest: known, options, .. } = &self.share;
        if digest(&self.record.publication, &self.record.variant, options, &inputs) == *known {
            return Ok(());
        }
        let names = differing(&self.record.inputs, &inputs).join("`, `");
        let which = if names.is_empty() { "the inputs" } else { &format!("`{names}`") };
        Err(Failure::new(format!(
            "the shares were not made of this publication as it is now: {which} differ"
        )))
    }

    /// The comments that allowed nothing in any share.
    pub(crate) fn unused(&self, unused: &[Diagnostic], sources: &Sources) -> Vec<Diagnostic> {
        let is_unused = |finding: &&Diagnostic| {
            Place::of_finding(finding, sources).is_some_and(|place| {
                let shares = self.folders.iter().filter_map(|(_, manifest)| manifest.share.as_ref());
                shares.into_iter().all(|share| share.unused.contains(&place))
            })
        };
        unused.iter().filter(is_unused).cloned().collect()
    }

    /// The planned editions as their shares have them, read back from their files.
    pub(crate) fn editions(
        &self,
        planned: &[Planned<'_>],
        sources: &Sources,
        pool: &ThreadPool,
        progress: &Progress,
    ) -> Result<Vec<Made>, Failure> {
        let ids: BTreeMap<&str, SourceId> = sources.iter().map(|(id, source)| (source.name(), id)).collect();
        let names: Vec<EditionName> = planned.iter().map(Planned::name).collect();
        if names != self.share.editions {
            return Err(Failure::new("the shares were made of other editions than the publication has"));
        }
        pool.install(|| {
            let made = names.par_iter().map(|name| {
                let made = self.edition(name, &ids, sources);
                progress.edition(&name.file);
                made
            });
            made.collect()
        })
    }

    fn edition(
        &self,
        name: &EditionName,
        ids: &BTreeMap<&str, SourceId>,
        sources: &Sources,
    ) -> Result<Made, Failure> {
        let file = &name.file;
        let found = self.folders.iter().find_map(|(folder, manifest)| {
            let output = manifest.outputs.iter().find(|output| output.file == *file)?;
            Some((folder, output, manifest.share.as_ref()?))
        });
        let (folder, output, share) =
            found.ok_or_else(|| Failure::new(format!("no share has the edition `{file}`")))?;
        let path = folder.join(file);
        let bytes = files::read_file(&path)?;
        if sha256(&bytes) != output.sha256 {
            return Err(Failure::new(format!("`{}` was changed since it was made", path.display())));
        }
        let read = Objects::open(&bytes, &Limits::default())
            .and_then(|objects| concord_proof::transcribe(&objects))
            .map(|transcript| (Shape::of(&transcript), transcript.pages.len()));
        match read {
            Ok((shape, pages)) => {
                let is_said_of = output.bytes == bytes.len()
                    && output.pages == Some(pages)
                    && output.locale.as_ref() == Some(&name.locale)
                    && output.document.as_ref() == Some(&name.document);
                let manifest = || folder.join(MANIFEST).display().to_string();
                if !is_said_of {
                    let message = format!("`{}` says of `{file}` what the file is not", manifest());
                    return Err(Failure::new(message));
                }
                let facts = share.facts.get(file).into_iter().flatten();
                let facts = facts.map(|fact| fact.place_in(ids, sources, pages));
                let facts = facts.collect::<Option<Vec<FactPlace>>>().ok_or_else(|| {
                    Failure::new(format!("`{}` names places of facts that there are not", manifest()))
                })?;
                let finished = Finished { output: output.clone(), bytes, facts, shape, kept: None };
                Ok(Made { finished: Some(finished), ..Made::default() })
            }
            Err(unreadable) => Ok(Made { production: vec![unreadable.diagnostic()], ..Made::default() }),
        }
    }
}

impl FactRecord {
    /// `None` where the run has no such text, or the text or the file no such place.
    fn place_in(&self, ids: &BTreeMap<&str, SourceId>, sources: &Sources, pages: usize) -> Option<FactPlace> {
        let Place { source, start, end } = &self.place;
        let span = Span { source: *ids.get(source.as_str())?, start: *start, end: *end };
        let (first, last) = (usize::try_from(*start).ok()?, usize::try_from(*end).ok()?);
        sources.get(span.source)?.text().get(first..last)?;
        if self.pages.iter().any(|page| *page >= pages) {
            return None;
        }
        let (key, helper, text) = (self.key.clone(), self.helper.clone(), self.text.clone());
        Some(FactPlace { key, helper, text, pages: self.pages.clone(), span })
    }
}

/// Files that are in one list of inputs and not, or otherwise, in the other.
pub(crate) fn differing(one: &[Input], other: &[Input]) -> Vec<String> {
    let (one, other): (BTreeSet<&Input>, BTreeSet<&Input>) = (one.iter().collect(), other.iter().collect());
    let names: BTreeSet<&String> = one.symmetric_difference(&other).map(|input| &input.file).collect();
    names.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editions(languages: usize) -> Vec<EditionName> {
        let name = |document: &str, at: usize| EditionName {
            file: format!("{document}-l{at}.pdf"),
            document: document.to_owned(),
            locale: format!("l{at}"),
        };
        ["long", "short", "map"]
            .iter()
            .flat_map(|document| (0..languages).map(move |at| name(document, at)))
            .collect()
    }

    #[test]
    fn shares_are_even_and_hold_everything_once() {
        for (languages, shares) in [(3, 1), (3, 2), (3, 5), (3, 9), (3, 20), (24, 5), (24, 7), (40, 16)] {
            let all = editions(languages);
            let numbers = assign(&all, shares);
            let mut counts = vec![0; shares + 1];
            for number in &numbers {
                counts[*number] += 1;
            }
            assert_eq!(counts[0], 0, "every edition has a share");
            assert_eq!(counts.iter().sum::<usize>(), all.len());
            assert!(
                counts.iter().all(|count| *count <= all.len().div_ceil(shares)),
                "{languages} {shares} {counts:?}"
            );
            let long = |share: usize| {
                let own = all
                    .iter()
                    .zip(&numbers)
                    .filter(|(edition, number)| edition.document == "long" && **number == share);
                own.count()
            };
            let longest = (1..=shares).map(long).max().unwrap_or_default();
            assert!(longest <= languages.div_ceil(shares) + 1, "{languages} {shares}: {longest}");
        }
    }

    #[test]
    fn an_edition_more_or_less_moves_few_others() {
        let all = editions(24);
        let before = assign(&all, 5);
        let (mut moved, mut most) = (0, 0);
        for gone in 0..all.len() {
            let rest: Vec<EditionName> = all
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != gone)
                .map(|(_, edition)| edition.clone())
                .collect();
            let expected = before.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, number)| *number);
            let count = assign(&rest, 5).into_iter().zip(expected).filter(|(now, then)| now != then).count();
            moved += count;
            most = most.max(count);
        }
        assert!(moved <= 3 * all.len(), "{moved} of {} runs", all.len());
        assert!(most <= all.len() / 4, "{most}");
    }

    #[test]
    fn a_part_is_written_as_two_numbers() {
        assert_eq!("2/5".parse(), Ok(Part { number: 2, of: 5 }));
        for wrong in ["", "2", "0/5", "6/5", "2/0", "a/b", "-1/5", "1/10001", "2/5/7"] {
            assert!(wrong.parse::<Part>().is_err(), "{wrong}");
        }
        let read = |text: &str| serde_json::from_str::<Part>(text).ok();
        assert_eq!(read(r#"{ "number": 2, "of": 5 }"#), Some(Part { number: 2, of: 5 }));
        for (number, of) in [(0, 5), (6, 5), (1, 0), (0, 0), (1, 10_001)] {
            assert_eq!(read(&format!(r#"{{ "number": {number}, "of": {of} }}"#)), None, "{number}/{of}");
        }
    }
}
