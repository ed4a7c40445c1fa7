//! The parts of a passport, as JSON. Each has the number of its form, which is raised when its readers would read it wrongly.

use super::{Grounds, counts};
use crate::concordance::{Appearance, Origin};
use crate::edition::Kept;
use crate::impact;
use crate::manifest::{Input, Output, sha256, tool};
use crate::status::TranslationState;
use concord_judge::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of these forms.
pub(super) const FORMAT: u32 = 1;

/// Where every fact stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Facts {
    pub(super) format: u32,
    pub(super) publication: String,
    pub(super) document: String,
    pub(super) language: String,
    /// The SHA-256 of what the file says to a voice: [`concord_proof::Transcript::to_speech`], in UTF-8.
    pub(super) speech_sha256: String,
    /// By the fact's id.
    pub(super) facts: BTreeMap<String, StatedFact>,
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StatedFact {
    pub(super) kind: String,
    /// As the ledger has it.
    pub(super) value: String,
    pub(super) sources: Vec<Origin>,
    /// Its words, and the pages that they are on.
    pub(super) places: Vec<Appearance>,
    /// The sentences, cells and labels that have it.
    pub(super) sentences: Vec<Sentence>,
}

/// Words that hold a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sentence {
    /// What they are, such as `sentence` or `table cell`.
    pub(super) what: String,
    pub(super) text: String,
}

impl Facts {
    pub(super) fn of(grounds: &Grounds<'_>, output: &Output, kept: &Kept) -> Self {
        let facts = grounds.concordance.facts.iter().filter_map(|(id, entry)| {
            let places = entry.editions.get(&output.file)?.clone();
            let sentences = impact::sentences(&kept.document, id);
            let sentences =
                sentences.into_iter().map(|(what, text)| Sentence { what: what.to_owned(), text }).collect();
            let (kind, value, sources) = (entry.kind.clone(), entry.value.clone(), entry.sources.clone());
            Some((id.clone(), StatedFact { kind, value, sources, places, sentences }))
        });
        Self {
            format: FORMAT,
            publication: grounds.publication.to_owned(),
            document: kept.document.id.clone(),
            language: kept.document.language.to_string(),
            speech_sha256: kept.speech_sha256.clone(),
            facts: facts.collect(),
        }
    }
}

/// What the file was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Making {
    pub(super) format: u32,
    /// The program that made it.
    pub(super) tool: String,
    pub(super) publication: String,
    /// The name that it was published under.
    pub(super) file: String,
    pub(super) ledger_sha256: String,
    /// Every file that was read, with its digest.
    pub(super) inputs: Vec<Input>,
}

impl Making {
    pub(super) fn of(grounds: &Grounds<'_>, output: &Output) -> Self {
        Self {
            format: FORMAT,
            tool: tool(),
            publication: grounds.publication.to_owned(),
            file: output.file.clone(),
            ledger_sha256: sha256(grounds.ledger),
            inputs: grounds.inputs.to_vec(),
        }
    }
}

/// What the checks said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Checks {
    pub(super) format: u32,
    /// How many findings there were in the whole publication, by severity.
    pub(super) findings: BTreeMap<String, usize>,
    /// What the file claims to be.
    pub(super) standards: Vec<String>,
    /// What the judge of PDF/UA-1 said of it: `pass`, or `not judged` where it is made to another standard.
    pub(super) accessibility: String,
    /// How far the translation was; none for the language that the others are translated from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) translation: Option<TranslationState>,
}

impl Checks {
    pub(super) fn of(grounds: &Grounds<'_>, kept: &Kept, standards: &[&str]) -> Self {
        Self {
            format: FORMAT,
            findings: counts(grounds.diagnostics),
            standards: standards.iter().map(|name| (*name).to_owned()).collect(),
            accessibility: verdict(kept.verdict),
            translation: grounds.translations.get(kept.document.language.as_str()).cloned(),
        }
    }
}

/// A verdict as a passport has it.
pub(super) fn verdict(verdict: Option<Verdict>) -> String {
    let word = match verdict {
        Some(Verdict::Pass) => "pass",
        Some(Verdict::Fail) => "fail",
        Some(Verdict::Undecided) => "undecided",
        None => "not judged",
    };
    word.to_owned()
}

/// A part as it is put into the file.
pub(super) fn bytes(part: &impl Serialize) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(part).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}
