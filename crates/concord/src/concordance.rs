//! The concordance: each fact, its value and sources, and where and in which words every edition has it.
//!
//! The places come from the finished files, which were read back; so the list says what readers find, not what was meant.

use crate::args::{ConcordanceArgs, ReportFormat};
use crate::edition::{Finished, by_document};
use crate::manifest::Output;
use crate::{Failure, files, impact};
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::nearest;
use concord_proof::FactPlace;
use concord_publication::Publication;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The file's name.
pub const FILE: &str = "concordance.json";

/// The version of the file's form.
const FORMAT: u32 = 1;

/// Every fact of a ledger, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concordance {
    /// The version of this form.
    pub format: u32,
    /// The publication's id.
    pub publication: String,
    /// By the fact's id.
    pub facts: BTreeMap<String, Entry>,
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Such as `count`.
    pub kind: String,
    /// As the ledger has it.
    pub value: String,
    /// Where it was found.
    pub sources: Vec<Origin>,
    /// Where it stands, by the file's name, in the order of the text.
    pub editions: BTreeMap<String, Vec<Appearance>>,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its title, in its own language.
    pub title: String,
    /// The language tag of the title.
    pub language: String,
    /// Who published it.
    pub publisher: String,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A place of a fact in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appearance {
    /// The pages, counted from 1: two where one ends within the words.
    pub pages: Vec<usize>,
    /// The words.
    pub text: String,
    /// What wrote them, such as `count` or `chart`.
    pub helper: String,
}

impl Concordance {
    /// The concordance of finished editions, and of those of an earlier run that stay.
    pub fn new(
        publication: &Publication,
        finished: &[Finished],
        kept: &[Output],
        earlier: Option<&Self>,
    ) -> Self {
        let ledger = &publication.ledger;
        let mut facts: BTreeMap<String, Entry> = BTreeMap::new();
        for (id, fact) in ledger.facts() {
            let sources = fact.provenance().sources.iter();
            let sources = sources.filter_map(|id| ledger.sources.get(&id.value));
            let sources = sources.map(|source| Origin {
                title: source.title.value.clone(),
                language: source.language.value.clone(),
                publisher: source.publisher.value.clone(),
                url: source.url.as_ref().map(|url| url.value.clone()),
            });
            let entry = Entry {
                kind: fact.kind_name().to_owned(),
                value: ledger_value(fact),
                sources: sources.collect(),
                editions: BTreeMap::new(),
            };
            facts.insert(id.to_owned(), entry);
        }
        for edition in finished {
            for place in &edition.facts {
                if let Some(entry) = facts.get_mut(&place.key) {
                    let appearances = entry.editions.entry(edition.output.file.clone()).or_default();
                    appearances.push(Appearance::of(place));
                }
            }
        }
        for (id, entry) in earlier.into_iter().flat_map(|earlier| &earlier.facts) {
            let own = kept.iter().filter_map(|output| entry.editions.get_key_value(&output.file));
            if let Some(known) = facts.get_mut(id) {
                known.editions.extend(own.map(|(file, places)| (file.clone(), places.clone())));
            }
        }
        Self { format: FORMAT, publication: publication.config.id.clone(), facts }
    }

    /// The file's bytes.
    pub fn to_json(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }

    /// Reads a file; one of another form is none.
    pub fn of_json(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice::<Self>(bytes).ok().filter(|concordance| concordance.format == FORMAT)
    }

    /// Facts as a list for people: all of them, or one.
    pub fn to_text(&self, only: Option<&str>) -> String {
        let mut out = String::new();
        for (id, entry) in self.facts.iter().filter(|(id, _)| only.is_none_or(|only| only == id.as_str())) {
            let _ = writeln!(out, "{} {id}: {}", entry.kind, entry.value);
            for source in &entry.sources {
                let url = source.url.as_ref().map_or(String::new(), |url| format!(", {url}"));
                let _ = writeln!(out, "  source: {} ({}){url}", source.title, source.publisher);
            }
            for (file, appearances) in &entry.editions {
                let _ = writeln!(out, "  {file}");
                for appearance in appearances {
                    let pages: Vec<String> = appearance.pages.iter().map(usize::to_string).collect();
                    let _ = writeln!(out, "    page {}: {}", pages.join("–"), appearance.text);
                }
            }
            if entry.editions.is_empty() {
                out.push_str("  in no edition\n");
            }
        }
        out
    }
}

/// A fact's value as the concordance has it.
pub(crate) fn ledger_value(fact: concord_ledger::Fact<'_>) -> String {
    in_words(&impact::shown(fact))
}

/// A qualifier as words: `more-than 120` is more than 120.
fn in_words(value: &str) -> String {
    if value.starts_with(char::is_alphabetic) { value.replace('-', " ") } else { value.to_owned() }
}

impl Appearance {
    fn of(place: &FactPlace) -> Self {
        Self {
            pages: place.pages.iter().map(|page| page + 1).collect(),
            text: place.text.clone(),
            helper: place.helper.clone(),
        }
    }
}

/// `concord concordance`: the list of an output folder.
pub fn report(args: &ConcordanceArgs) -> Result<String, Failure> {
    let path = args.dist.join(FILE);
    let concordance = Concordance::of_json(&files::read_file(&path)?);
    let concordance = concordance
        .ok_or_else(|| Failure::new(format!("`{}` is no concordance of this program", path.display())))?;
    if let Some(fact) = &args.fact
        && !concordance.facts.contains_key(fact)
    {
        let near = nearest(fact, concordance.facts.keys().map(String::as_str));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Err(Failure::new(format!("there is no fact `{fact}`{hint}")));
    }
    match args.message_format {
        ReportFormat::Human => Ok(concordance.to_text(args.fact.as_deref())),
        ReportFormat::Json => {
            let mut chosen = concordance;
            chosen.facts.retain(|id, _| args.fact.as_ref().is_none_or(|fact| fact == id));
            Ok(String::from_utf8_lossy(&chosen.to_json()).into_owned())
        }
    }
}

/// Facts that one edition of a document has and another has not.
pub fn missing(publication: &Publication, finished: &[Finished]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for editions in by_document(finished).into_values() {
        let keys: Vec<BTreeMap<&str, &FactPlace>> =
            editions.iter().map(|edition| first_places(edition)).collect();
        let mut known: BTreeMap<&str, (&Finished, &FactPlace)> = BTreeMap::new();
        for (edition, keys) in editions.iter().zip(&keys) {
            for (key, place) in keys {
                known.entry(key).or_insert((edition, place));
            }
        }
        for (edition, keys) in editions.iter().zip(&keys) {
            for (key, (other, place)) in known.iter().filter(|(key, _)| !keys.contains_key(*key)) {
                if publication.ledger.fact(key).is_some() {
                    diagnostics.push(absent(key, edition, other, place));
                }
            }
        }
    }
    diagnostics
}

fn first_places(edition: &Finished) -> BTreeMap<&str, &FactPlace> {
    let mut places = BTreeMap::new();
    for place in &edition.facts {
        places.entry(place.key.as_str()).or_insert(place);
    }
    places
}

fn absent(key: &str, edition: &Finished, other: &Finished, place: &FactPlace) -> Diagnostic {
    let page = place.pages.first().map_or(0, |page| page + 1);
    let (file, other) = (&edition.output.file, &other.output.file);
    Diagnostic::new(
        Code::FACT_NOT_IN_EDITION,
        format!("`{file}` lacks the fact `{key}`, which `{other}` has"),
    )
    .at(place.span, format!("on page {page} of `{other}`"))
    .help("say it in the other language too, or take it out of this one")
}
