//! `--passport`: what a PDF needs so that it can be checked years later, when neither the publication nor this program's
//! version is at hand, travels inside it: the ledger, where each fact stands and in which sentence, what the file was made
//! of, and what the checks said. `concord verify FILE.pdf` reads it.
//!
//! A passport is put in when everything is made and nothing stands against it: the pages are printed once more with it
//! inside, and that file is read back and proved as any other, and against its own passport.

mod examine;
mod parts;

pub use examine::{Examination, examine};

use crate::claims;
use crate::concordance::{Appearance, Concordance};
use crate::edition::{Finished, Kept};
use crate::manifest::{Input, Output, sha256};
use crate::status::TranslationState;
use concord_diagnostics::{Code, Diagnostic, Severity};
use concord_press::{Attachment, Claim, Relationship, Settings, Standard};
use concord_proof::{Limits, Objects, Shape};
use parts::{Checks, Facts, Making};
use std::collections::BTreeMap;

/// The names of the files inside.
pub(crate) const LEDGER: &str = "ledger.toml";
pub(crate) const FACTS: &str = "facts.json";
pub(crate) const MAKING: &str = "making.json";
pub(crate) const CHECKS: &str = "checks.json";

/// What all passports of a run are made of.
pub(crate) struct Grounds<'a> {
    /// The publication's id.
    pub(crate) publication: &'a str,
    /// The ledger's bytes.
    pub(crate) ledger: &'a [u8],
    /// Every file that was read.
    pub(crate) inputs: &'a [Input],
    /// Where facts stand.
    pub(crate) concordance: &'a Concordance,
    /// What was found and does not stand against publication.
    pub(crate) diagnostics: &'a [Diagnostic],
    /// How far translations are.
    pub(crate) translations: &'a BTreeMap<String, TranslationState>,
    /// What files are made to be.
    pub(crate) press: &'a Settings,
}

/// Makes a finished edition once more, with its passport.
///
/// # Errors
///
/// What stands against the file that came out, as errors: each is a fault of the program.
pub(crate) fn give(grounds: &Grounds<'_>, edition: Finished) -> Result<Finished, Vec<Diagnostic>> {
    let Finished { mut output, kept, facts, .. } = edition;
    let Some(kept) = kept else { return Err(vec![fault("an edition was made without its pages")]) };
    let claims = claims_inside(grounds.press.standard, &output);
    let attachments = attachments(grounds, &output, &kept, &claims);
    // What the pages cost of the claims was found, and said, when they were printed for the first time.
    let pressed = concord_press::produce_with(&kept.set, grounds.press, &attachments)?;
    let mut found = Vec::new();
    if pressed.claims != claims {
        found.push(fault("the file claims something else than before it was put in"));
    }
    let limits = Limits::default();
    let objects =
        Objects::open(&pressed.bytes, &limits).map_err(|unreadable| vec![unreadable.diagnostic()])?;
    let transcript =
        concord_proof::transcribe(&objects).map_err(|unreadable| vec![unreadable.diagnostic()])?;
    let promises = claims::promises(grounds.press.standard, &pressed.claims);
    found.extend(concord_proof::prove_promises(&transcript, &kept.document, &promises).diagnostics);
    let examination = examine::examine_read(&objects, &transcript);
    found.extend(examination.faults.iter().map(|words| fault(words)));
    found.retain(|finding| finding.severity == Severity::Error);
    if !found.is_empty() {
        return Err(found);
    }
    drop(objects);
    output.sha256 = sha256(&pressed.bytes);
    output.bytes = pressed.bytes.len();
    output.standards = Some(pressed.claims.iter().map(|claim| claim.name().to_owned()).collect());
    let shape = Shape::of(&transcript);
    Ok(Finished { output, bytes: pressed.bytes, facts, shape, kept: None })
}

fn fault(words: &str) -> Diagnostic {
    Diagnostic::new(Code::STANDARD_BROKEN, format!("the passport: {words}"))
}

/// What a file will claim with its passport inside, from what it claims without: where a file is made as well as can be, that may
/// be less than its standard has.
fn claims_inside(standard: Standard, output: &Output) -> Vec<Claim> {
    let made = output.standards.as_deref().unwrap_or_default();
    let pairs = standard.claims().into_iter().zip(standard.claims_with(true));
    pairs
        .filter(|(plain, _)| made.iter().any(|name| name == plain.name()))
        .map(|(_, inside)| inside)
        .collect()
}

fn attachments(grounds: &Grounds<'_>, output: &Output, kept: &Kept, claims: &[Claim]) -> Vec<Attachment> {
    let json = |name: &str, description: &str, relationship, bytes: Vec<u8>| Attachment {
        name: name.to_owned(),
        description: description.to_owned(),
        media_type: "application/json",
        relationship,
        bytes,
    };
    let claims: Vec<&str> = claims.iter().map(|claim| claim.name()).collect();
    let facts = Facts::of(grounds, output, kept);
    let making = Making::of(grounds, output);
    let checks = Checks::of(grounds, kept, &claims);
    vec![
        Attachment {
            name: LEDGER.to_owned(),
            description: "The ledger of facts that the text states".to_owned(),
            media_type: "application/toml",
            relationship: Relationship::Source,
            bytes: grounds.ledger.to_vec(),
        },
        json(
            FACTS,
            "Every fact with its sources, where it stands and in which sentence",
            Relationship::Data,
            parts::bytes(&facts),
        ),
        json(MAKING, "What the file was made of", Relationship::Supplement, parts::bytes(&making)),
        json(
            CHECKS,
            "What the checks said when it was made",
            Relationship::Supplement,
            parts::bytes(&checks),
        ),
    ]
}

/// The facts that a file's passport states: of each its value, as the ledger has it, and its places. `None` for a file without a
/// passport.
///
/// # Errors
///
/// A passport that cannot be read, or has another form.
pub(crate) fn stated(objects: &Objects<'_>) -> Result<Option<StatedFacts>, String> {
    let attached = concord_proof::attachments(objects).map_err(|unreadable| unreadable.to_string())?;
    let Some(part) = attached.iter().find(|file| file.name == FACTS) else { return Ok(None) };
    let facts: Facts = serde_json::from_slice(&part.bytes)
        .map_err(|error| format!("`{FACTS}` of its passport cannot be read: {error}"))?;
    if facts.format != parts::FORMAT {
        return Err(format!("`{FACTS}` of its passport has the form {}, which is not known", facts.format));
    }
    let stated = facts.facts.into_iter().map(|(id, fact)| (id, (fact.value, fact.places)));
    Ok(Some(stated.collect()))
}

/// Values and places of facts by id.
pub(crate) type StatedFacts = BTreeMap<String, (String, Vec<Appearance>)>;

/// How many findings there are of each severity.
pub(crate) fn counts(diagnostics: &[Diagnostic]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> =
        ["error", "warning", "note"].into_iter().map(|name| (name.to_owned(), 0)).collect();
    for finding in diagnostics {
        let name = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        *counts.entry(name.to_owned()).or_default() += 1;
    }
    counts
}
