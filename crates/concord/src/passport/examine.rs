//! A published file against its own passport.

use super::parts::{self, Checks, FORMAT, Facts, Making, StatedFact};
use super::{CHECKS, FACTS, LEDGER, MAKING};
use crate::claims;
use crate::concordance::ledger_value;
use crate::manifest::sha256;
use concord_diagnostics::{SourceId, has_errors};
use concord_press::Claim;
use concord_proof::{Attached, Limits, Objects, Transcript};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examination {
    /// What is not as the passport says, a line each.
    pub faults: Vec<String>,
    /// What was looked at and is as it says, a line each.
    pub kept: Vec<String>,
}

/// Reads a file, its passport, and compares what each says.
pub fn examine(bytes: &[u8]) -> Examination {
    let mut examination = Examination::default();
    if let Err(fault) = try_to_examine(bytes, &mut examination) {
        examination.faults.push(fault);
    }
    examination
}

/// The same for a file that was read.
pub(super) fn examine_read(objects: &Objects<'_>, transcript: &Transcript) -> Examination {
    let mut examination = Examination::default();
    if let Err(fault) = compare(objects, transcript, &mut examination) {
        examination.faults.push(fault);
    }
    examination
}

fn try_to_examine(bytes: &[u8], out: &mut Examination) -> Result<(), String> {
    let limits = Limits::default();
    let objects = Objects::open(bytes, &limits).map_err(|unreadable| unreadable.to_string())?;
    let transcript = concord_proof::transcribe(&objects).map_err(|unreadable| unreadable.to_string())?;
    compare(&objects, &transcript, out)
}

fn compare(objects: &Objects<'_>, transcript: &Transcript, out: &mut Examination) -> Result<(), String> {
    let attached = concord_proof::attachments(objects).map_err(|unreadable| unreadable.to_string())?;
    if !attached.iter().any(|file| file.name == FACTS) {
        return Err("it has no passport: it was not made with --passport, or lost what was in it".to_owned());
    }
    let ledger = part(&attached, LEDGER)?;
    let facts: Facts = json(&attached, FACTS)?;
    let making: Making = json(&attached, MAKING)?;
    let checks: Checks = json(&attached, CHECKS)?;
    for (name, format) in [(FACTS, facts.format), (MAKING, making.format), (CHECKS, checks.format)] {
        if format != FORMAT {
            return Err(format!("its `{name}` has the form {format}, and this program reads {FORMAT}"));
        }
    }
    compare_ledger(ledger, &facts, &making, out);
    compare_speech(transcript, &facts, out);
    compare_places(transcript, &facts, out);
    compare_checks(objects, transcript, &checks, out);
    out.kept.push(format!("made by {} from {} files", making.tool, making.inputs.len()));
    Ok(())
}

fn part<'a>(attached: &'a [Attached], name: &str) -> Result<&'a [u8], String> {
    let found = attached.iter().find(|file| file.name == name);
    found.map(|file| file.bytes.as_slice()).ok_or_else(|| format!("its passport has no `{name}`"))
}

fn json<T: DeserializeOwned>(attached: &[Attached], name: &str) -> Result<T, String> {
    serde_json::from_slice(part(attached, name)?)
        .map_err(|error| format!("`{name}` of its passport cannot be read: {error}"))
}

/// The ledger is the one that the file was made from, and has the values that the file's list of facts has.
fn compare_ledger(bytes: &[u8], facts: &Facts, making: &Making, out: &mut Examination) {
    if sha256(bytes) != making.ledger_sha256 {
        out.faults
            .push("the ledger inside is not the one that it was made from: its digest differs".to_owned());
    }
    let stated = making.inputs.iter().find(|input| input.file == LEDGER);
    if stated.is_some_and(|input| input.sha256 != making.ledger_sha256) {
        out.faults.push("the list of what it was made from has another ledger".to_owned());
    }
    let parsed = concord_ledger::parse(SourceId(0), &String::from_utf8_lossy(bytes));
    if has_errors(&parsed.diagnostics) {
        out.faults.push("the ledger inside cannot be read without errors".to_owned());
    }
    let known: BTreeMap<&str, String> =
        parsed.value.facts().map(|(id, fact)| (id, ledger_value(fact))).collect();
    let before = out.faults.len();
    for (id, fact) in &facts.facts {
        match known.get(id.as_str()) {
            Some(value) if *value == fact.value => {}
            Some(value) => {
                out.faults.push(format!(
                    "`{id}` is {} in its list of facts, and {value} in its ledger",
                    fact.value
                ));
            }
            None => out.faults.push(format!("its ledger has no fact `{id}`, and its list of facts has")),
        }
    }
    if out.faults.len() == before {
        out.kept.push(format!("{} facts have the values of the ledger inside", facts.facts.len()));
    }
}

/// The file says what it said when it was made, word by word.
fn compare_speech(transcript: &Transcript, facts: &Facts, out: &mut Examination) {
    if sha256(transcript.to_speech().as_bytes()) == facts.speech_sha256 {
        out.kept.push("what it says to a voice is what it said when it was made".to_owned());
    } else {
        out.faults
            .push("what it says was changed since it was made: the digest of its words differs".to_owned());
    }
}

/// Every fact stands where the list has it.
fn compare_places(transcript: &Transcript, facts: &Facts, out: &mut Examination) {
    let pages = texts_of_pages(transcript);
    let (mut places, before) = (0, out.faults.len());
    for (id, StatedFact { places: stated, .. }) in &facts.facts {
        for place in stated {
            let words = squeezed(&place.text);
            let text: String = place
                .pages
                .iter()
                .filter_map(|page| pages.get(&page.checked_sub(1)?))
                .map(String::as_str)
                .collect();
            places += 1;
            if !text.contains(&words) {
                let page = place.pages.first().copied().unwrap_or_default();
                out.faults.push(format!("`{id}` does not stand on page {page} as {:?}", place.text));
            }
        }
    }
    if out.faults.len() == before {
        out.kept.push(format!("they stand at all {places} places where the list has them"));
    }
}

/// The text of every page in reading order, without spaces and signs that are not seen.
fn texts_of_pages(transcript: &Transcript) -> BTreeMap<usize, String> {
    let mut pages: BTreeMap<usize, String> = BTreeMap::new();
    transcript.visit_texts(&mut |page, text| {
        let own = pages.entry(page).or_default();
        own.push_str(&squeezed(text));
    });
    pages
}

/// Words divide at line ends and pieces, so only what is seen is compared.
fn squeezed(text: &str) -> String {
    let is_unseen = |character: &char| {
        character.is_whitespace() || matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
    };
    text.chars().filter(|character| !is_unseen(character)).collect()
}

/// What the file claims is what was claimed, and the judge of today says what the judge of then said.
fn compare_checks(objects: &Objects<'_>, transcript: &Transcript, checks: &Checks, out: &mut Examination) {
    compare_claims(transcript, checks, out);
    if checks.accessibility == parts::verdict(None) {
        return;
    }
    let verdict = concord_judge::judge_loaded(objects).map(|judgement| judgement.verdict());
    let now = parts::verdict(verdict.ok());
    if now == checks.accessibility {
        out.kept.push(format!("by the conditions of PDF/UA-1 that a machine can test: {now}"));
    } else {
        out.faults.push(format!(
            "by the conditions of PDF/UA-1 it is now: {now}; when it was made: {}",
            checks.accessibility
        ));
    }
}

/// The metadata claim what the passport states, and nothing else.
fn compare_claims(transcript: &Transcript, checks: &Checks, out: &mut Examination) {
    let before = out.faults.len();
    let mut claims = Vec::new();
    for name in &checks.standards {
        match Claim::find(name) {
            Some(claim) => claims.push(claim),
            None => out.faults.push(format!("its passport has the standard `{name}`, which is not known")),
        }
    }
    let shown = |value: &str| if value.is_empty() { "nothing".to_owned() } else { format!("`{value}`") };
    for (property, stated) in claims::properties(&claims) {
        let found = transcript.xmp.value(property).unwrap_or_default();
        if found != stated {
            let (found, stated) = (shown(&found), shown(stated));
            out.faults.push(format!(
                "it claims {found} as `{property}`, and by the standards of its passport that is {stated}"
            ));
        }
    }
    if out.faults.len() == before {
        let names =
            if checks.standards.is_empty() { "no standard".to_owned() } else { checks.standards.join(", ") };
        out.kept.push(format!("it claims what it claimed: {names}"));
    }
}
