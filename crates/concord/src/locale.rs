//! `concord locale`: folders for new languages, and what is kept of translations.

mod carrying;
mod marks;
mod matching;
mod messages;
mod new;
mod segments;
mod sync;

use crate::args::{LocaleNewArgs, RecordArgs, SyncArgs};
use crate::files::{Folder, read_publication};
use crate::publish::open_folder;
use crate::{Failure, files};
use concord_check::Context;
use concord_check::staleness::{Recorded, Standing, record};
use concord_diagnostics::{Sources, Span, has_errors};
use concord_document::LanguageTag;
use concord_manuscript::Files;
use concord_publication::{LOCK_FILE, Publication};
use similar::TextDiff;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

/// A publication that can be read whole.
struct Opening {
    files: Files,
    sources: Sources,
    publication: Publication,
}

impl Opening {
    fn read(folder: &Path) -> Result<Self, Failure> {
        Self::of(read_publication(folder)?.files)
    }

    fn of(files: Files) -> Result<Self, Failure> {
        let opened = open_folder(Folder { files, diagnostics: Vec::new() });
        let unreadable = || Failure::new("the publication cannot be read whole; see `concord check`");
        if has_errors(&opened.diagnostics) {
            return Err(unreadable());
        }
        let publication = opened.publication.ok_or_else(unreadable)?;
        Ok(Self { files: opened.folder.files, sources: opened.sources, publication })
    }

    /// The translations that are asked for; all of them where none is.
    fn translations(&self, wanted: &[String]) -> Result<Vec<LanguageTag>, Failure> {
        let wanted = wanted.iter().map(|tag| LanguageTag::parse(tag));
        let wanted: Vec<LanguageTag> =
            wanted.collect::<Result<_, _>>().map_err(|error| Failure::new(error.to_string()))?;
        let known: Vec<LanguageTag> = self.publication.translations().map(|it| it.language.clone()).collect();
        if let Some(unknown) = wanted.iter().find(|tag| !known.contains(tag)) {
            return Err(Failure::new(format!("the publication has no translation `{unknown}`")));
        }
        Ok(if wanted.is_empty() { known } else { wanted })
    }
}

/// Makes a folder for a new language. Gives what is to be said.
pub fn new_locale(args: &LocaleNewArgs) -> Result<String, Failure> {
    new::make(&args.dir, &args.tag)
}

/// The files of a language that a publication does not have yet, by path in the publication folder.
pub(crate) fn new_files(files: &Files, language: &LanguageTag) -> Result<Files, Failure> {
    let new = new::new_files(&Opening::of(files.clone())?, language)?;
    Ok(new.into_iter().map(|(path, bytes)| (format!("{language}/{path}"), bytes)).collect())
}

/// Brings translations beside their source. Gives what is to be said, or the changes as a unified diff where nothing is
/// to be written.
pub fn sync_all(args: &SyncArgs) -> Result<String, Failure> {
    if !args.dry_run {
        files::tidy(&args.dir);
    }
    let opening = Opening::read(&args.dir)?;
    // All of them before one is written, so that what cannot be read of one leaves none half done.
    let mut all = Vec::new();
    for language in opening.translations(&args.locale)? {
        let kept = kept_before(&args.dir.join(language.as_str()).join(sync::KEPT))?;
        let synced = sync::sync(&opening, &language, &kept)?;
        all.push((language, kept, synced));
    }
    let mut said = String::new();
    for (language, kept, synced) in &all {
        let before = |path: &str| match path.ends_with(sync::KEPT) {
            true => Some(kept.as_bytes()),
            false => opening.files.get(path).map(Vec::as_slice),
        };
        let changes = synced.files.iter().filter(|(path, bytes)| before(path) != Some(bytes.as_slice()));
        let changes: Vec<_> = changes.collect();
        let state = match (changes.is_empty(), args.dry_run) {
            (true, _) => "nothing to change",
            (false, true) => "would change",
            (false, false) => "brought beside its source",
        };
        said.push_str(&format!("{language}: {state}\n{}", synced.said));
        if !args.dry_run {
            write(&opening, &args.dir, synced, &changes)?;
            continue;
        }
        for (path, bytes) in changes {
            let old = before(path).map(String::from_utf8_lossy).unwrap_or_default();
            let new = String::from_utf8_lossy(bytes);
            let difference = TextDiff::from_lines(old.as_ref(), new.as_ref());
            said.push_str(&difference.unified_diff().header(path, path).to_string());
        }
    }
    Ok(said)
}

/// What was kept of texts before. A file that is there and cannot be read is no empty one: it would be written over.
fn kept_before(path: &Path) -> Result<String, Failure> {
    match std::fs::read_to_string(path) {
        Ok(kept) => Ok(kept),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(cause) => Err(Failure::io("read", path, cause)),
    }
}

/// Writes what changed. A run that is killed between two files loses nothing: what is kept of texts comes first, then a
/// lock that knows the texts of before and after, then these, and last the lock as it is to be.
fn write(
    opening: &Opening,
    folder: &Path,
    synced: &sync::Synced,
    changes: &[(&String, &Vec<u8>)],
) -> Result<(), Failure> {
    let is_own = |path: &str| path.ends_with(sync::KEPT) || path.ends_with(LOCK_FILE);
    for (path, bytes) in changes.iter().filter(|(path, _)| path.ends_with(sync::KEPT)) {
        files::replace_file(&folder.join(path), bytes)?;
    }
    if let Some((path, bytes)) = &synced.interim {
        files::replace_file(&folder.join(path), bytes)?;
    }
    for (path, bytes) in changes.iter().filter(|(path, _)| !is_own(path)) {
        let place = folder.join(path);
        match opening.files.get(*path) {
            Some(old) => files::exchange(&place, old, bytes)?,
            None => {
                let parent = place.parent().unwrap_or(folder);
                std::fs::create_dir_all(parent).map_err(|cause| Failure::io("make", parent, cause))?;
                files::replace_file(&place, bytes)?;
            }
        }
    }
    for (path, bytes) in changes.iter().filter(|(path, _)| path.ends_with(LOCK_FILE)) {
        files::replace_file(&folder.join(path), bytes)?;
    }
    Ok(())
}

/// Notes which source text each block was translated from. Gives what is to be said, a line a language and a line a
/// stale block.
pub fn record_all(args: &RecordArgs) -> Result<String, Failure> {
    let opening = Opening::read(&args.dir)?;
    let context = Context::new(&opening.publication, &opening.sources);
    let mut said = String::new();
    let unused = RefCell::new(args.keep.iter().map(String::as_str).collect::<BTreeSet<_>>());
    let mut recorded_all = Vec::new();
    for language in opening.translations(&args.locale)? {
        let accepts = |standing, span| {
            let mut is_kept = false;
            for place in args.keep.iter().filter(|place| is_at(&opening.sources, &language, place, span)) {
                unused.borrow_mut().remove(place.as_str());
                is_kept = true;
            }
            // What was put there to be translated is never accepted by the way.
            is_kept || args.accept && standing != Standing::Open
        };
        let recorded = record(&context, &language, &accepts);
        recorded_all.push((language, recorded));
    }
    if let Some(place) = unused.into_inner().first() {
        return Err(Failure::new(format!(
            "at `{place}` no text begins that waits or is stale; write file and line as `concord status --places` shows them, \
             such as factsheet.md:12; nothing was recorded"
        )));
    }
    for (language, recorded) in recorded_all {
        let path = args.dir.join(language.as_str()).join(LOCK_FILE);
        files::replace_file(&path, recorded.lock.to_text().as_bytes())?;
        said.push_str(&summary(&language, &recorded, &opening.sources));
    }
    Ok(said)
}

/// Whether a text begins at a place such as `factsheet.md:12`.
fn is_at(sources: &Sources, language: &LanguageTag, place: &str, span: Span) -> bool {
    let Some(source) = sources.get(span.source) else { return false };
    let line = source.position(span.start).line;
    let own = place.strip_prefix(&format!("{language}/")).unwrap_or(place);
    format!("{language}/{own}") == format!("{}:{line}", source.name())
}

fn summary(language: &LanguageTag, recorded: &Recorded, sources: &Sources) -> String {
    let Recorded { current, new, open, copies, stale, .. } = recorded;
    let mut said = format!("{language}: {current} blocks up to date, {new} newly recorded");
    if *open > 0 {
        said.push_str(&format!(", {open} not translated"));
    }
    if !stale.is_empty() {
        said.push_str(&format!(", {} not recorded, as the source changed", stale.len()));
    }
    said.push('\n');
    if *copies > 0 {
        said.push_str(&format!(
            "  not recorded before, and with their source's very words: {copies}; where one needs no translation, such as a \
             name, `--keep FILE:LINE` records it as it is (`concord status --places` shows file and line)\n"
        ));
    }
    for span in stale {
        if let Some(source) = sources.get(span.source) {
            let line = source.position(span.start).line;
            said.push_str(&format!(
                "  {}:{line}: translate the change, then run this again; `--accept` records it as it is\n",
                source.name()
            ));
        }
    }
    said
}
