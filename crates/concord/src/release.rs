//! `concord release`: what goes out beside published files: checksums, a statement of where they come from, and what is new.

mod notes;
mod provenance;

use crate::manifest::{MANIFEST, Manifest, sha256};
use crate::{Failure, files, verify};
use clap::Args;
use concord_diagnostics::{Severity, Sources};
use concord_judge::Verdict;
use concord_ledger::Ledger;
use concord_press::Claim;
use concord_proof::{Limits, Objects};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Arguments of `release`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
Exit status: 0 the release was made; 2 it was refused, with a line that says why.

Examples:
  concord release dist --ledger book/ledger.toml --commit 1f3a9c
  concord release dist --ledger book/ledger.toml --commit 1f3a9c --previous last-year.toml --with concord.cdx.json")]
pub struct ReleaseArgs {
    /// The folder with what was published.
    #[arg(value_name = "DIST")]
    pub dist: PathBuf,
    /// The folder to write: the published files and what goes with them.
    #[arg(long, value_name = "FOLDER", default_value = "release")]
    pub output: PathBuf,
    /// The ledger that they were made from.
    #[arg(long, value_name = "FILE")]
    pub ledger: PathBuf,
    /// The ledger of the release before, for the notes on what is new.
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// The commit that the files were made from.
    #[arg(long, value_name = "SHA")]
    pub commit: String,
    /// Where that commit is, such as `git+https://example.org/publication`.
    #[arg(long, value_name = "URI", default_value = "git+file:.")]
    pub repository: String,
    /// A further file that belongs to the release, such as the program's bill of materials.
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
}

/// The names of what is written.
const SUMS: &str = "SHA256SUMS";
const PROVENANCE: &str = "provenance.intoto.json";
const NOTES: &str = "RELEASE-NOTES.md";

/// Makes a release of published files, all or nothing, and says what is in it.
pub fn release(args: &ReleaseArgs) -> Result<String, Failure> {
    if args.commit.is_empty() || !args.commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Failure::new(format!("`{}` is no commit: write its hexadecimal name", args.commit)));
    }
    // Every file is read once, so that what was compared is what goes out.
    let (manifest, bytes) = files::read_manifest_file(&args.dist)?;
    verify::refuse_share(&args.dist, &manifest)?;
    let mut all = BTreeMap::from([(MANIFEST.to_owned(), bytes)]);
    let mut take = |name: &str, bytes| {
        all.insert(name.to_owned(), bytes);
    };
    if let Some(fault) = verify::compare_files(&args.dist, &manifest, &mut take)?.first() {
        return Err(Failure::new(format!("{fault}; publish again, and release that")));
    }
    let ledger = files::read_file(&args.ledger)?;
    if sha256(&ledger) != manifest.ledger {
        return Err(Failure::new(format!(
            "the files were made from another ledger than `{}`; publish again, and release that",
            args.ledger.display()
        )));
    }
    for path in &args.with {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_own = [SUMS, PROVENANCE, NOTES].contains(&name.as_str());
        if is_own || all.insert(name.clone(), files::read_file(path)?).is_some() {
            return Err(Failure::new(format!("two files of the release have the name `{name}`")));
        }
    }
    let previous = |path: &PathBuf| parsed(path, files::read_file(path)?);
    let before = args.previous.as_ref().map(previous).transpose()?;
    let notes = notes::notes(&manifest, before.as_ref(), &parsed(&args.ledger, ledger)?);
    all.insert(NOTES.to_owned(), notes.into_bytes());
    let checks = checked(&manifest, &all)?;
    let statement = provenance::statement(&manifest, &all, (&args.repository, &args.commit), &checks);
    all.insert(PROVENANCE.to_owned(), statement);
    let sums = sums(&all);
    all.insert(SUMS.to_owned(), sums.into_bytes());
    let count = all.len();
    if args.output.exists() {
        let folder = args.output.display();
        return Err(Failure::new(format!(
            "`{folder}` is there already; move it away, or name another with --output"
        )));
    }
    files::make_folder(&args.output, &all)?;
    Ok(format!(
        "{count} files in `{}`; `sha256sum -c {SUMS}` there checks them, and `{NOTES}` says what is new\n",
        args.output.display()
    ))
}

/// What is found of every PDF as it goes out: read back once more, and judged by the conditions of PDF/UA-1 where it claims
/// to keep that.
fn checked(
    manifest: &Manifest,
    all: &BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<String, Checked>, Failure> {
    let mut checks = BTreeMap::new();
    for output in &manifest.outputs {
        let (Some(standards), Some(bytes)) = (&output.standards, all.get(&output.file)) else { continue };
        let limits = Limits::default();
        let fault = |what: String| Failure::new(format!("`{}` cannot be released: {what}", output.file));
        let objects = Objects::open(bytes, &limits).map_err(|unreadable| fault(unreadable.to_string()))?;
        let transcript =
            concord_proof::transcribe(&objects).map_err(|unreadable| fault(unreadable.to_string()))?;
        if let Some(irregularity) = transcript.irregularities.first() {
            return Err(fault(irregularity.clone()));
        }
        let is_judged = standards.iter().any(|name| name == Claim::PdfUa1.name());
        let verdict = match concord_judge::judge_loaded(&objects).map(|judgement| judgement.verdict()) {
            _ if !is_judged => "not judged",
            Ok(Verdict::Pass) => "pass",
            Ok(Verdict::Fail) => return Err(fault("it breaks a condition of PDF/UA-1".to_owned())),
            Ok(Verdict::Undecided) | Err(_) => return Err(fault("it cannot be judged whole".to_owned())),
        };
        let speech_sha256 = sha256(transcript.to_speech().as_bytes());
        let check = Checked { standards: standards.clone(), accessibility: verdict, speech_sha256 };
        checks.insert(output.file.clone(), check);
    }
    Ok(checks)
}

/// What was found of a file.
#[derive(Clone, Debug, Serialize)]
struct Checked {
    /// What it claims to be.
    standards: Vec<String>,
    /// What the judge of PDF/UA-1 says of it.
    accessibility: &'static str,
    /// The digest of what it says to a voice.
    speech_sha256: String,
}

/// As `sha256sum` writes it, in the order of the names.
fn sums(all: &BTreeMap<String, Vec<u8>>) -> String {
    all.iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect()
}

/// A ledger without errors: what could not be read of one would be missing from the notes, and nobody would see it.
fn parsed(path: &Path, bytes: Vec<u8>) -> Result<Ledger, Failure> {
    let shown = path.display();
    let text = String::from_utf8(bytes).map_err(|_| Failure::new(format!("`{shown}` is not UTF-8")))?;
    let mut sources = Sources::new();
    let id = sources.add(shown.to_string(), text.as_str());
    let parsed = concord_ledger::parse(id, &text);
    let Some(error) = parsed.diagnostics.iter().find(|finding| finding.severity == Severity::Error) else {
        return Ok(parsed.value);
    };
    let label = error.primary.as_ref();
    let line = label.and_then(|label| Some(sources.get(label.span.source)?.position(label.span.start).line));
    let place = line.map(|line| format!(", line {line}")).unwrap_or_default();
    Err(Failure::new(format!("`{shown}` has errors{place}: {}; see `concord check`", error.message)))
}
