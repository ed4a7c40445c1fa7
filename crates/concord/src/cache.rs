//! Finished editions, kept from one run to the next under the digest of everything that decides their bytes.
//!
//! **The key.** Composition comes before it and is always done; the composed document, with the places of all its texts, is what
//! setting, press and proof look at. So the key is a digest (BLAKE3) of that document, and of what else they look at: the
//! program itself (its whole file, so that no two builds share an entry), theme, fonts, pictures, house styles, what the
//! configuration says of the document, what the command line asks for. Texts, ledger, glossary and messages act through the
//! document alone.
//!
//! **The value.** The finished bytes, and what was read back from them: the facts on their pages, the shape of the tags, and the
//! findings. Only an edition that came through its proof is kept.
//!
//! **Trust.** An entry begins with the digest of the rest and holds its own key. One that is torn, changed or under another name is
//! as if it were not there. That holds against accidents; against someone who may write into the folder it does not, as
//! they could have changed the program too. `concord verify` never uses the cache.
//!
//! **Runs beside each other, and kills.** An entry is written beside its place and renamed into it; readers see it whole or not at
//! all. What cannot be read or written costs time, never a run.

mod entry;
mod key;
mod pruning;

pub use key::{Key, Keys};
pub use pruning::{Limits, Pruned};

use crate::edition::{Finished, Made};
use crate::{Failure, files};
use clap::{Args, Subcommand};
use concord_diagnostics::Diagnostic;
use concord_manuscript::Files;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

/// Where entries lie in the folder of the cache. Another form of entry has another number.
const EDITIONS: &str = "editions-1";
/// What the name of an entry ends with.
const SUFFIX: &str = ".edition";
/// Tells programs that keep copies of folders that this one need not be kept (bford.info/cachedir).
const TAG: &str =
    "Signature: 8a477f597d28d172789f06886806bc55\n# Finished editions that Concord need not make again.\n";
/// An entry that was used less long ago than this is not marked as used once more.
const FRESH: Duration = Duration::from_secs(3_600);

/// Whether `publish` uses a cache, and which.
#[derive(Clone, Debug, Default, Args)]
pub struct CacheChoice {
    /// The folder in which finished editions are kept, so that those that nothing changed in are not made again [default:
    /// `concord` in $XDG_CACHE_HOME or in ~/.cache]. The files that are published are the same with and without it.
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub cache: Option<PathBuf>,
    /// Make every edition, and keep none.
    #[arg(long)]
    pub no_cache: bool,
}

impl CacheChoice {
    /// The folder of the cache, where one is to be used; `usual` is the one of whoever runs the program.
    pub fn folder(&self, usual: Option<&Path>) -> Option<PathBuf> {
        if self.no_cache { None } else { self.cache.clone().or_else(|| usual.map(Path::to_owned)) }
    }
}

/// The cache of a run that is about to begin.
#[derive(Debug)]
pub struct Warming {
    folder: PathBuf,
    program: JoinHandle<Option<blake3::Hash>>,
}

impl Warming {
    /// Begins to read the program's own file, which takes some hundredths of a second, while other work is done.
    pub fn begin(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), program: std::thread::spawn(key::program) }
    }

    /// The cache for what all editions of a run share. `None` where the program cannot read itself.
    pub fn ready(self, shared: &Shared<'_>) -> Option<Cache> {
        let program = self.program.join().ok().flatten()?;
        let folder = self.folder.join(EDITIONS);
        let keys = Keys::new(shared, &program);
        Some(Cache { folder, keys, taken: AtomicUsize::new(0), put: AtomicUsize::new(0) })
    }
}

/// What all editions of a run share, and decides their bytes.
#[derive(Clone, Copy, Debug)]
pub struct Shared<'a> {
    /// The template folder.
    pub templates: &'a Files,
    /// The publication's pictures.
    pub images: &'a Files,
    /// The house styles, the press, the variant and whatever else is small, in the words of `Debug`.
    pub words: &'a [&'a dyn std::fmt::Debug],
}

/// The cache of a run.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    pub(crate) keys: Keys,
    taken: AtomicUsize,
    put: AtomicUsize,
}

impl Cache {
    /// How many editions were taken out of it.
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(format!("{key}{SUFFIX}"))
    }

    /// The finished edition of a key with what was found after composition, where it is kept and whole.
    pub(crate) fn take(&self, key: &Key) -> Option<(Finished, Vec<Diagnostic>)> {
        let path = self.path(key);
        let kept = entry::read(&fs::read(&path).ok()?, key)?;
        self.taken.fetch_add(1, Ordering::Relaxed);
        mark_as_used(&path);
        Some(kept)
    }

    /// Keeps a finished edition.
    pub(crate) fn put(&self, key: &Key, made: &Made) {
        let Some(bytes) =
            made.finished.as_ref().and_then(|finished| entry::write(finished, &made.production, key))
        else {
            return;
        };
        // A cache that cannot be written to is none.
        if self.prepare().and_then(|()| files::put_aside(&self.path(key), &bytes)).is_ok() {
            self.put.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn prepare(&self) -> std::io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        match self.folder.parent() {
            Some(parent) => fs::write(parent.join("CACHEDIR.TAG"), TAG),
            None => Ok(()),
        }
    }

    /// Takes away what was not used for long, where the run put something in.
    pub fn close(&self) {
        if self.put.load(Ordering::Relaxed) > 0 {
            pruning::prune(&self.folder, &Limits::default(), SystemTime::now());
        }
    }
}

/// The time of the last change tells when an entry was last used.
fn mark_as_used(path: &Path) {
    let now = SystemTime::now();
    let used = fs::metadata(path).and_then(|metadata| metadata.modified());
    let is_fresh = used.is_ok_and(|used| now.duration_since(used).is_ok_and(|since| since < FRESH));
    if !is_fresh && let Ok(file) = File::options().append(true).open(path) {
        let _ = file.set_modified(now);
    }
}

/// Arguments of `cache`.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = "\
`concord publish` keeps every finished edition with the digest of all that decides its bytes, and takes it from there while none \
of that changes. Nothing has to be cleared for a result to be right: what is torn or changed is made again, entries of \
another version of the program are never taken, and what was not used for 30 days, or is beyond 1 GB, is taken away \
by itself.

Examples:
  concord cache status
  concord cache clear
  concord publish DIR --no-cache        make everything anew

docs/cache.md says more.")]
pub struct CacheArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: CacheCommand,
    /// The folder of the cache [default: `concord` in $XDG_CACHE_HOME or in ~/.cache].
    #[arg(long, global = true, value_name = "DIR")]
    pub cache: Option<PathBuf>,
}

/// What to do with the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum CacheCommand {
    /// Say where it is and how much is in it.
    #[command(
        after_long_help = "Examples:\n  concord cache status\n  concord cache status --cache /var/cache/concord"
    )]
    Status,
    /// Take every edition out of it; nothing else in the folder is touched.
    #[command(
        after_long_help = "Examples:\n  concord cache clear\n  concord cache clear --cache /var/cache/concord"
    )]
    Clear,
}

/// `concord cache`: what is to be said.
pub fn report(args: &CacheArgs, usual: Option<&Path>) -> Result<String, Failure> {
    let folder = args.cache.as_deref().or(usual);
    let folder =
        folder.ok_or_else(|| Failure::new("there is no folder for a cache; name one with --cache"))?;
    let entries = pruning::entries(&folder.join(EDITIONS));
    let bytes: u64 = entries.iter().map(|entry| entry.bytes).sum();
    let size = format!("{:.1} MB", bytes as f64 / 1e6);
    let count = crate::report::counted(entries.len(), "edition");
    let shown = folder.display();
    match args.command {
        CacheCommand::Status => Ok(format!("`{shown}` keeps {count}, {size}\n")),
        CacheCommand::Clear => {
            for entry in &entries {
                match fs::remove_file(&entry.path) {
                    Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                        return Err(Failure::io("take away", &entry.path, cause));
                    }
                    _ => {}
                }
            }
            files::tidy(&folder.join(EDITIONS));
            Ok(format!("{count} taken out of `{shown}`, {size}\n"))
        }
    }
}
