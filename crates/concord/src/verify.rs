//! `concord verify`: an output folder is what its publication gives, byte by byte.
//!
//! Files are first compared with their manifest, then everything is made once more in a scratch folder. Where inputs or the
//! program changed since, that is said, as it explains what differs.

use crate::args::VerifyArgs;
use crate::manifest::{MANIFEST, Manifest, sha256, tool};
use crate::progress::Progress;
use crate::publish::{self, Outcome};
use crate::settings::{Environment, Settings, Strictness};
use crate::{Failure, files};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What came of it.
#[derive(Debug)]
pub struct Verification {
    /// What is not as it should be, a line each.
    pub faults: Vec<String>,
    /// How many files were made again.
    pub files: usize,
    /// What publishing found, where it refused.
    pub outcome: Option<Outcome>,
}

/// Verifies a folder.
pub fn verify(args: &VerifyArgs, environment: &Environment) -> Result<Verification, Failure> {
    let manifest = files::read_manifest(&args.dist)?;
    refuse_share(&args.dist, &manifest)?;
    let mut faults = changed_files(&args.dist, &manifest)?;
    let scratch =
        tempfile::tempdir().map_err(|cause| Failure::new(format!("cannot make a folder: {cause}")))?;
    let output = scratch.path().join("dist");
    let settings = Settings::for_verification(args, &manifest, &output, environment)?;
    let outcome = publish::publish_strictly(&settings, Strictness::AsStated, &Progress::silent())?;
    if outcome.has_errors() {
        faults.push("the publication as it is now has errors and cannot be made".to_owned());
        return Ok(Verification { faults, files: 0, outcome: Some(outcome) });
    }
    let made = files::read_manifest(&output)?;
    let differing = differing(&manifest, &made);
    if !differing.is_empty() {
        faults.extend(reasons(&manifest, &made));
    }
    faults.extend(differing);
    Ok(Verification { faults, files: made.outputs.len(), outcome: None })
}

/// What is for a whole is not for a share of one.
pub(crate) fn refuse_share(dist: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let Some(share) = &manifest.share else { return Ok(()) };
    let (dist, part) = (dist.display(), share.part);
    Err(Failure::new(format!("`{dist}` holds the share {part}; `concord merge` makes the whole of it")))
}

/// Files that are not as the manifest has them, and those that it does not name.
pub(crate) fn changed_files(dist: &Path, manifest: &Manifest) -> Result<Vec<String>, Failure> {
    compare_files(dist, manifest, &mut |_, _| ())
}

/// The same; the bytes that were compared are given to `take`, of files that are as the manifest has them.
pub(crate) fn compare_files(
    dist: &Path,
    manifest: &Manifest,
    take: &mut dyn FnMut(&str, Vec<u8>),
) -> Result<Vec<String>, Failure> {
    let mut faults = Vec::new();
    for output in &manifest.outputs {
        let path = dist.join(&output.file);
        match std::fs::read(&path) {
            Ok(bytes) if sha256(&bytes) == output.sha256 => take(&output.file, bytes),
            Ok(_) => faults.push(format!("`{}` was changed since it was made", output.file)),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                faults.push(format!("`{}` is missing", output.file));
            }
            Err(cause) => return Err(Failure::io("read", &path, cause)),
        }
    }
    let known: BTreeSet<&str> = manifest.outputs.iter().map(|output| output.file.as_str()).collect();
    let entries = std::fs::read_dir(dist).map_err(|cause| Failure::io("read", dist, cause))?;
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    let strange: BTreeSet<String> =
        names.filter(|name| name != MANIFEST && !known.contains(name.as_str())).collect();
    faults.extend(strange.into_iter().map(|name| format!("`{name}` is in no manifest")));
    Ok(faults)
}

/// Outputs that come out otherwise now.
fn differing(manifest: &Manifest, made: &Manifest) -> Vec<String> {
    let digests = |manifest: &Manifest| -> BTreeMap<String, String> {
        manifest.outputs.iter().map(|output| (output.file.clone(), output.sha256.clone())).collect()
    };
    let (before, now) = (digests(manifest), digests(made));
    let mut faults = Vec::new();
    for (file, digest) in &before {
        match now.get(file) {
            Some(other) if other == digest => {}
            Some(_) => faults.push(format!("`{file}` comes out otherwise now")),
            None => faults.push(format!("`{file}` is not made any more")),
        }
    }
    let new = now.keys().filter(|file| !before.contains_key(*file));
    faults.extend(new.map(|file| format!("`{file}` is new")));
    faults
}

/// What changed of what the outputs are made of.
fn reasons(manifest: &Manifest, made: &Manifest) -> Vec<String> {
    let mut reasons = Vec::new();
    if manifest.tool != tool() {
        reasons.push(format!("it was made by {}, and this is {}", manifest.tool, tool()));
    }
    let digests = |manifest: &Manifest| -> BTreeMap<String, String> {
        manifest.inputs.iter().map(|input| (input.file.clone(), input.sha256.clone())).collect()
    };
    let (before, now) = (digests(manifest), digests(made));
    let all: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    for file in all {
        match (before.get(file), now.get(file)) {
            (Some(one), Some(other)) if one != other => {
                reasons.push(format!("the input `{file}` was changed"))
            }
            (Some(_), None) => reasons.push(format!("the input `{file}` is gone")),
            (None, Some(_)) => reasons.push(format!("the input `{file}` is new")),
            _ => {}
        }
    }
    reasons
}
