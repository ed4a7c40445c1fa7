//! Where released files come from: a statement in the form of in-toto (Statement v1) with the predicate of SLSA
//! (Provenance v1). It names every file by its digest, and what it was made from, with which program, and what the checks
//! found. It holds no time and no machine: the same release has the same statement. Whoever releases signs it.

use super::Checked;
use crate::manifest::{Manifest, sha256};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const STATEMENT: &str = "https://in-toto.io/Statement/v1";
const PREDICATE: &str = "https://slsa.dev/provenance/v1";
/// What kind of making it was: `concord publish` of the folder with the digests that are named, which gives the same bytes again.
const BUILD_TYPE: &str = "urn:concord:publish:1";

pub(super) fn statement(
    manifest: &Manifest,
    all: &BTreeMap<String, Vec<u8>>,
    (repository, commit): (&str, &str),
    checks: &BTreeMap<String, Checked>,
) -> Vec<u8> {
    let subjects: Vec<Value> = all
        .iter()
        .map(|(name, bytes)| json!({ "name": name, "digest": { "sha256": sha256(bytes) } }))
        .collect();
    let mut dependencies = vec![json!({ "uri": repository, "digest": { "gitCommit": commit } })];
    dependencies.extend(
        manifest
            .inputs
            .iter()
            .map(|input| json!({ "name": input.file, "digest": { "sha256": input.sha256 } })),
    );
    let statement = json!({
        "_type": STATEMENT,
        "subject": subjects,
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": {
                    "publication": manifest.publication,
                    "ledger": { "sha256": manifest.ledger },
                    "variant": manifest.variant,
                },
                "internalParameters": {},
                "resolvedDependencies": dependencies,
            },
            "runDetails": {
                "builder": { "id": "urn:concord:program", "version": { "concord": manifest.tool } },
                "byproducts": [
                    { "name": "checks", "annotations": checks },
                    { "name": "translations", "annotations": manifest.translations },
                ],
            },
        },
    });
    let mut text = serde_json::to_string_pretty(&statement).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}
