//! `concord merge`: shares that several machines made become the whole that one machine would have made, byte for byte.
//!
//! Every share says of which whole it is a share, so nothing is believed: digests of files, programs, options and inputs are
//! compared, and what all editions are needed for (their comparison, the concordance, the landing page, the manifest) is
//! made here by the same steps as in one whole run.

use crate::args::{Denied, MessageFormat};
use crate::manifest::{Manifest, tool};
use crate::progress::Progress;
use crate::publish::{self, Outcome};
use crate::settings::{Settings, Strictness};
use crate::shares::{Part, Share, Shares, assign, differing};
use crate::{Failure, files, verify};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Arguments of `merge`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Every share's files are compared with its manifest. Gaps, doubles, and shares that were made of other inputs, by another \
version or with other options are refused; then editions are compared with each other, and OUTPUT is replaced at once \
or not at all. It holds the same bytes as if one `concord publish` had made it.

Examples:
  concord publish book --partition 1/2 --output share-1
  concord publish book --partition 2/2 --output share-2
  concord merge dist share-1 share-2 --publication book

docs/runners.md shows this with GitHub Actions, GitLab, Slurm and Kubernetes.")]
pub struct MergeArgs {
    /// The folder to write; what it held is replaced at once or not at all.
    #[arg(value_name = "OUTPUT")]
    pub output: PathBuf,
    /// The folders of all shares.
    #[arg(required = true, value_name = "SHARE")]
    pub shares: Vec<PathBuf>,
    /// The publication folder: the one that holds publication.toml.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub publication: PathBuf,
    /// The folder of template folders [default: `templates` beside the publication or in a folder above it].
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// How many editions are read at the same time [default: one for each processor].
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// The form in which findings are shown.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    pub message_format: MessageFormat,
    /// Treat warnings as errors too.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Denied>,
}

/// What came of it.
#[derive(Debug)]
pub struct Merged {
    /// Why the shares make no whole, a line each.
    pub faults: Vec<String>,
    /// What was found and written, where they do.
    pub outcome: Option<Outcome>,
}

/// Joins shares.
pub fn merge(args: &MergeArgs, strictness: Strictness, progress: &Progress) -> Result<Merged, Failure> {
    progress.step("reading the shares");
    let mut folders = Vec::new();
    for folder in &args.shares {
        folders.push((folder.clone(), read(folder)?));
    }
    refuse_own_output(args)?;
    let mut faults = strangers(&folders);
    if faults.is_empty() {
        faults = gaps_and_doubles(&folders);
    }
    for (folder, manifest) in &folders {
        let changed = verify::changed_files(folder, manifest)?;
        faults.extend(changed.into_iter().map(|fault| format!("`{}`: {fault}", folder.display())));
    }
    let first = folders.first().and_then(|(_, manifest)| Some((manifest.clone(), manifest.share.clone()?)));
    let Some((record, share)) = first.filter(|_| faults.is_empty()) else {
        return Ok(Merged { faults, outcome: None });
    };
    let settings = Settings::for_merging(args, &record, &share)?;
    let shares = Shares { record, share, folders };
    let outcome = publish::run(&settings, strictness, progress, Some(&shares))?;
    Ok(Merged { faults, outcome: Some(outcome) })
}

/// The manifest of a share.
fn read(folder: &Path) -> Result<Manifest, Failure> {
    let manifest = files::read_manifest(folder)?;
    if manifest.share.is_none() {
        let message = format!("`{}` holds a whole publication, not a share of one", folder.display());
        return Err(Failure::new(message));
    }
    Ok(manifest)
}

/// The output takes the place of a folder, which cannot be one that is read.
fn refuse_own_output(args: &MergeArgs) -> Result<(), Failure> {
    let Ok(output) = args.output.canonicalize() else { return Ok(()) };
    let is_inside = |share: &&PathBuf| share.canonicalize().is_ok_and(|share| share.starts_with(&output));
    match args.shares.iter().find(is_inside) {
        Some(share) => Err(Failure::new(format!("the output would replace the share `{}`", share.display()))),
        None => Ok(()),
    }
}

fn shares(folders: &[(PathBuf, Manifest)]) -> impl Iterator<Item = (&PathBuf, &Manifest, &Share)> {
    folders.iter().filter_map(|(folder, manifest)| Some((folder, manifest, manifest.share.as_ref()?)))
}

/// Shares that are of another whole than the first one.
fn strangers(folders: &[(PathBuf, Manifest)]) -> Vec<String> {
    let mut faults = Vec::new();
    let Some((first_folder, first, first_share)) = shares(folders).next() else { return faults };
    for (folder, manifest, share) in shares(folders) {
        let (own, other) = (folder.display(), first_folder.display());
        let mut say =
            |what: String| faults.push(format!("`{own}` is of another whole than `{other}`: {what}"));
        if manifest.tool != tool() {
            let this = tool();
            faults.push(format!("`{own}` was made by {}, and this is {this}", manifest.tool));
        } else if manifest.publication != first.publication {
            say(format!("the publication `{}`, not `{}`", manifest.publication, first.publication));
        } else if share.part.of != first_share.part.of {
            say(format!("one of {} shares, not of {}", share.part.of, first_share.part.of));
        } else if manifest.variant != first.variant || share.options != first_share.options {
            let options = differing_options((manifest, share), (first, first_share)).join(", ");
            say(format!("it was made with other options: {options}"));
        } else if manifest.inputs != first.inputs {
            say(format!("other inputs: `{}`", differing(&manifest.inputs, &first.inputs).join("`, `")));
        } else if share.digest != first_share.digest
            || share.editions != first_share.editions
            || manifest.translations != first.translations
            || manifest.ledger != first.ledger
        {
            say("its manifest disagrees with its own inputs".to_owned());
        }
    }
    faults
}

/// The options that two shares were not made with alike, as the command line and the environment have them.
fn differing_options(own: (&Manifest, &Share), first: (&Manifest, &Share)) -> Vec<&'static str> {
    let (options, others) = (&own.1.options, &first.1.options);
    let (own, other) = (&own.0.variant, &first.0.variant);
    let all = [
        ("--standard", own.standard != other.standard || options.standard != others.standard),
        ("--best-effort", options.best_effort != others.best_effort),
        ("--passport", own.passport != other.passport),
        ("--print", own.print != other.print),
        ("--page-size", own.page_size != other.page_size),
        ("--pseudo", own.pseudo != other.pseudo),
        ("SOURCE_DATE_EPOCH", options.date != others.date),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// Shares that are there twice, or not at all, and shares that do not hold what they should.
fn gaps_and_doubles(folders: &[(PathBuf, Manifest)]) -> Vec<String> {
    let mut faults = Vec::new();
    let Some((_, _, first)) = shares(folders).next() else { return faults };
    let numbers = assign(&first.editions, first.part.of);
    let mut expected: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for (edition, number) in first.editions.iter().zip(numbers) {
        expected.entry(number).or_default().insert(&edition.file);
    }
    let mut seen: BTreeMap<usize, &PathBuf> = BTreeMap::new();
    for (folder, manifest, share) in shares(folders) {
        let number = share.part.number;
        if let Some(other) = seen.insert(number, folder) {
            let (own, other) = (folder.display(), other.display());
            faults.push(format!("`{own}` and `{other}` are both the share {}", share.part));
        }
        let held: BTreeSet<&str> = manifest.outputs.iter().map(|output| output.file.as_str()).collect();
        if held.len() != manifest.outputs.len() || held != expected.get(&number).cloned().unwrap_or_default()
        {
            let part = share.part;
            faults.push(format!("`{}` does not hold the editions of the share {part}", folder.display()));
        }
    }
    // A share without editions need not be there.
    for (number, files) in expected.iter().filter(|(number, _)| !seen.contains_key(number)) {
        let part = Part { number: *number, of: first.part.of };
        let files = files.iter().copied().collect::<Vec<_>>().join("`, `");
        faults.push(format!("the share {part} is missing: `{files}`"));
    }
    faults
}
