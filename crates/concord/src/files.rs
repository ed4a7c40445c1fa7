//! The only reader and writer of files.
//!
//! Reading follows no link that leads out of the folder, and takes only what a publication consists of. Writing goes
//! into a folder beside the output, which is renamed into its place when it is complete.

mod aside;

use crate::Failure;
use crate::concordance::{self, Concordance};
use crate::manifest::{MANIFEST, Manifest};
use aside::{AsideFolder, Swap, file_in};
use concord_diagnostics::{Code, Diagnostic};
use concord_manuscript::Files;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// No text is larger.
const TEXT_LIMIT: u64 = 16 << 20;
/// No picture is larger.
const IMAGE_LIMIT: u64 = 64 << 20;
/// No publication has more files.
const FILE_LIMIT: usize = 20_000;

/// Sizes are shown in megabytes of this many bytes.
const MEGABYTE: u64 = 1 << 20;
/// Folders stand no deeper in one another.
const DEPTH_LIMIT: usize = 8;

const TEXTS: &[&str] = &["toml", "md", "lock"];
const TEMPLATES: &[&str] = &["hbs", "toml", "otf", "ttf"];
const FONTS: &[&str] = &["otf", "ttf"];
const IMAGES: &[&str] = &["png", "jpg", "jpeg"];

/// What a folder holds, and what was not read of it.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The bytes by path.
    pub files: Files,
    /// Files that are too large, or not in the folder.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a publication folder: TOML and Markdown anywhere, pictures in `images`.
pub fn read_publication(folder: &Path) -> Result<Folder, Failure> {
    read(folder, &|path| {
        if path.starts_with("images/") { has_extension(path, IMAGES) } else { has_extension(path, TEXTS) }
    })
}

/// Reads a template folder: templates, theme and fonts.
pub fn read_templates(folder: &Path) -> Result<Folder, Failure> {
    read(folder, &|path| has_extension(path, TEMPLATES))
}

/// Whether a file of a template folder is a font.
pub fn is_font(path: &str) -> bool {
    has_extension(path, FONTS)
}

/// Reads one file for a proof.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|cause| Failure::io("read", path, cause))
}

fn read(folder: &Path, takes: &dyn Fn(&str) -> bool) -> Result<Folder, Failure> {
    let root = folder.canonicalize().map_err(|cause| Failure::io("open", folder, cause))?;
    let mut reader = Reader { root, takes, out: Folder::default() };
    let start = reader.root.clone();
    reader.folder(&start, "", 0)?;
    Ok(reader.out)
}

fn has_extension(path: &str, known: &[&str]) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| known.contains(&extension.as_str()))
}

struct Reader<'a> {
    /// The folder without links in its path.
    root: PathBuf,
    takes: &'a dyn Fn(&str) -> bool,
    out: Folder,
}

impl Reader<'_> {
    fn folder(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), Failure> {
        let entries = fs::read_dir(folder).map_err(|cause| Failure::io("read", folder, cause))?;
        for entry in entries {
            let entry = entry.map_err(|cause| Failure::io("read", folder, cause))?;
            // A name that is not Unicode cannot be that of a text, and one that begins with a full stop is hidden.
            let Ok(name) = entry.file_name().into_string() else { continue };
            if !name.starts_with('.') {
                self.entry(&entry.path(), &format!("{prefix}{name}"), depth)?;
            }
        }
        Ok(())
    }

    fn entry(&mut self, path: &Path, name: &str, depth: usize) -> Result<(), Failure> {
        let metadata = fs::symlink_metadata(path).map_err(|cause| Failure::io("read", path, cause))?;
        if metadata.is_dir() {
            return if depth < DEPTH_LIMIT {
                self.folder(path, &format!("{name}/"), depth + 1)
            } else {
                Ok(())
            };
        }
        if !(self.takes)(name) {
            return Ok(());
        }
        if metadata.is_symlink() {
            let inside = path.canonicalize().is_ok_and(|target| target.starts_with(&self.root));
            if !inside {
                let message = format!("`{name}` is a link that leads out of the folder");
                let finding = Diagnostic::new(Code::MISSING_FILE, message);
                self.out.diagnostics.push(finding.help("put the file itself there"));
                return Ok(());
            }
        }
        self.file(path, name)
    }

    fn file(&mut self, path: &Path, name: &str) -> Result<(), Failure> {
        let limit = if has_extension(name, IMAGES) { IMAGE_LIMIT } else { TEXT_LIMIT };
        let metadata = fs::metadata(path).map_err(|cause| Failure::io("read", path, cause))?;
        if !metadata.is_file() {
            return Ok(());
        }
        if metadata.len() > limit || self.out.files.len() >= FILE_LIMIT {
            let message = if metadata.len() > limit {
                format!(
                    "`{name}` has {} MB; the limit is {} MB",
                    metadata.len().div_ceil(MEGABYTE),
                    limit / MEGABYTE
                )
            } else {
                format!("`{name}` is beyond the {FILE_LIMIT} files that a publication may have")
            };
            self.out.diagnostics.push(Diagnostic::new(Code::FILE_TOO_LARGE, message));
            return Ok(());
        }
        let bytes = fs::read(path).map_err(|cause| Failure::io("read", path, cause))?;
        self.out.files.insert(name.to_owned(), bytes);
        Ok(())
    }
}

/// Puts a set of files in the place of what the output folder holds: all of them, or none. The folder may only hold
/// what an earlier run made, as what it holds is replaced; of that, `kept` is taken over.
pub fn replace(output: &Path, files: &BTreeMap<String, Vec<u8>>, kept: &[String]) -> Result<(), Failure> {
    let output = resolve(output)?;
    let parent = output.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|cause| Failure::io("make", parent, cause))?;
    let aside =
        AsideFolder::new_in(parent).map_err(|cause| Failure::io("make a folder in", parent, cause))?;
    let new = aside.place();
    fs::create_dir(&new).map_err(|cause| Failure::io("make", &new, cause))?;
    for name in kept {
        let (from, to) = (output.join(name), new.join(name));
        fs::copy(&from, &to).map_err(|cause| Failure::io("copy", &from, cause))?;
    }
    for (name, bytes) in files {
        let path = new.join(name);
        write(&path, bytes).map_err(|cause| Failure::io("write", &path, cause))?;
    }
    permit(&new, FOLDER_MODE)?;
    aside::swap(&new, &output, parent).map_err(|error| match error {
        Swap::Undone(cause) => Failure::io("put the new files into", &output, cause),
        Swap::Aside(cause, kept) => Failure::new(format!(
            "cannot put the new files into `{}` ({cause}) nor the old ones back; they are in `{}`",
            output.display(),
            kept.display()
        )),
    })
}

/// Takes away what runs that were killed left in a publication folder.
pub fn tidy(folder: &Path) {
    aside::sweep_below(folder);
}

/// Makes a folder with files in it, by path: all of them, or none. It must not be there yet, or be empty; an empty one stays the
/// folder that it is, as somebody may stand in it.
pub fn make_folder(folder: &Path, files: &Files) -> Result<(), Failure> {
    let shown = folder;
    let folder = &resolve(folder)?;
    let is_there = folder.is_dir();
    if is_there {
        aside::sweep(folder);
        let mut entries = fs::read_dir(folder).map_err(|cause| Failure::io("read", folder, cause))?;
        if entries.next().is_some() {
            let shown = shown.display();
            return Err(Failure::new(format!("`{shown}` is not empty; name a folder that is not there yet")));
        }
    }
    let parent = if is_there { folder } else { folder.parent().unwrap_or(Path::new(".")) };
    let aside =
        AsideFolder::new_in(parent).map_err(|cause| Failure::io("make a folder in", parent, cause))?;
    let new = aside.place();
    for (name, bytes) in files {
        let path = new.join(name);
        let inner = path.parent().unwrap_or(&new);
        fs::create_dir_all(inner).map_err(|cause| Failure::io("make", inner, cause))?;
        write(&path, bytes).map_err(|cause| Failure::io("write", &path, cause))?;
    }
    if is_there {
        return fill(&new, folder);
    }
    permit(&new, FOLDER_MODE)?;
    aside::settle(&new, folder).map_err(|cause| Failure::io("make", folder, cause))
}

/// Moves what is in one folder into another: all of it, or nothing.
fn fill(new: &Path, folder: &Path) -> Result<(), Failure> {
    let entries = fs::read_dir(new).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let entries = entries.map_err(|cause| Failure::io("read", new, cause))?;
    for (at, entry) in entries.iter().enumerate() {
        let to = folder.join(entry.file_name());
        if let Err(cause) = aside::settle(&entry.path(), &to) {
            for moved in entries.iter().take(at) {
                let back = folder.join(moved.file_name());
                fs::rename(&back, moved.path()).map_err(|cause| Failure::io("take back", &back, cause))?;
            }
            return Err(Failure::io("make", &to, cause));
        }
    }
    Ok(())
}

/// Puts one text into the place of another, or where there was none, at once or not at all.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let parent = path.parent().unwrap_or(Path::new("."));
    let failure = |cause| Failure::io("write", path, cause);
    let mut file = file_in(parent).map_err(failure)?;
    let permissions = fs::metadata(path).map(|metadata| metadata.permissions());
    std::io::Write::write_all(&mut file, bytes).map_err(failure)?;
    file.as_file().sync_all().map_err(failure)?;
    match permissions {
        Ok(permissions) => fs::set_permissions(file.path(), permissions).map_err(failure)?,
        Err(_) => permit(file.path(), TEXT_MODE)?,
    }
    file.persist(path).map_err(|error| failure(error.error))?;
    Ok(())
}

/// Puts bytes into a file at once or not at all, for whoever wrote them alone. Whoever reads it sees whether it is whole, so
/// nothing waits until it is on the disk.
pub(crate) fn put_aside(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = file_in(path.parent().unwrap_or(Path::new(".")))?;
    std::io::Write::write_all(&mut file, bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The folder that a path means, through links, also where it is not there yet.
fn resolve(output: &Path) -> Result<PathBuf, Failure> {
    if let Ok(existing) = output.canonicalize() {
        return Ok(existing);
    }
    std::path::absolute(output).map_err(|cause| Failure::io("open", output, cause))
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Puts new bytes in the place of a file's, at once or not at all; its permissions stay. A file that no longer holds
/// `expected` was changed by someone else in the meantime, and is left as it is.
pub fn exchange(path: &Path, expected: &[u8], bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write;
    let failure = |cause| Failure::io("write", path, cause);
    // A link inside the folder stays a link: its target is exchanged.
    let target = path.canonicalize().map_err(failure)?;
    let permissions = fs::metadata(&target).map_err(failure)?.permissions();
    let parent = target.parent().unwrap_or(Path::new("."));
    let mut file = file_in(parent).map_err(failure)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failure)?;
    file.as_file().set_permissions(permissions).map_err(failure)?;
    if fs::read(&target).map_err(failure)? != expected {
        let message = format!("`{}` was changed while it was checked; it is left as it is", path.display());
        return Err(Failure::new(message));
    }
    file.persist(&target).map_err(|error| failure(error.error))?;
    Ok(())
}

/// The permissions of a folder, and of a text: for everyone who may read what it stands in.
const FOLDER_MODE: u32 = 0o755;
const TEXT_MODE: u32 = 0o644;

/// Opens to readers what was made aside, and is closed to others there.
#[cfg(unix)]
fn permit(path: &Path, mode: u32) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .map_err(|cause| Failure::io("open to readers", path, cause))
}

#[cfg(not(unix))]
fn permit(_: &Path, _: u32) -> Result<(), Failure> {
    Ok(())
}

/// The manifest of a folder.
pub fn read_manifest(folder: &Path) -> Result<Manifest, Failure> {
    Ok(read_manifest_file(folder)?.0)
}

/// The manifest of a folder, with the bytes of its file.
pub fn read_manifest_file(folder: &Path) -> Result<(Manifest, Vec<u8>), Failure> {
    let path = folder.join(MANIFEST);
    let bytes = read_file(&path)?;
    let manifest = Manifest::of_json(&bytes);
    let failure = |why| Failure::new(format!("`{}` is no manifest: {why}", path.display()));
    Ok((manifest.map_err(failure)?, bytes))
}

/// The concordance of a run in an output folder, where there is one that can be read.
pub fn earlier_concordance(output: &Path) -> Option<Concordance> {
    Concordance::of_json(&fs::read(output.join(concordance::FILE)).ok()?)
}

/// The manifest of an earlier run in an output folder. A folder that holds anything else is not written to, so that a
/// mistyped path can cost nobody their files.
pub fn earlier_manifest(output: &Path) -> Result<Option<Manifest>, Failure> {
    aside::recover(&resolve(output)?);
    let entries = match fs::read_dir(output) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(Failure::io("read", output, cause)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|cause| Failure::io("read", output, cause))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    if names.is_empty() {
        return Ok(None);
    }
    let earlier = fs::read(output.join(MANIFEST)).ok().and_then(|bytes| Manifest::of_json(&bytes).ok());
    let Some(earlier) = earlier else {
        return Err(Failure::new(format!(
            "`{}` holds files but no {MANIFEST} of an earlier run; nothing is written to it",
            output.display()
        )));
    };
    let foreign = names
        .iter()
        .filter(|name| *name != MANIFEST && !earlier.outputs.iter().any(|o| o.file == **name))
        .min();
    match foreign {
        Some(name) => Err(Failure::new(format!(
            "`{}` holds `{name}`, which no earlier run made; move it away, as the folder is replaced",
            output.display()
        ))),
        None => Ok(Some(earlier)),
    }
}

/// A text of a publication that is to become another.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its path in the publication.
    pub name: String,
    /// What it held; `None` for one that was not there.
    pub before: Option<Vec<u8>>,
    /// What it is to hold.
    pub after: Vec<u8>,
}

/// Changes texts of a publication, all of them or none. Every new text is written aside first, and nothing is changed where a
/// text is no longer what it was. Where one cannot be put into its place, those before it are put back.
pub fn change_all(folder: &Path, changes: &[Change]) -> Result<(), Failure> {
    tidy(folder);
    let mut ready = Vec::new();
    for change in changes {
        let path = folder.join(&change.name);
        let parent = path.parent().unwrap_or(folder).to_owned();
        let failure = |cause| Failure::io("write", &path, cause);
        fs::create_dir_all(&parent).map_err(failure)?;
        // A link inside the folder stays a link: its target is changed.
        let target =
            if change.before.is_some() { path.canonicalize().map_err(failure)? } else { path.clone() };
        let mut file = file_in(&parent).map_err(failure)?;
        std::io::Write::write_all(&mut file, &change.after).map_err(failure)?;
        file.as_file().sync_all().map_err(failure)?;
        match fs::metadata(&target) {
            Ok(metadata) => fs::set_permissions(file.path(), metadata.permissions()).map_err(failure)?,
            Err(_) => permit(file.path(), TEXT_MODE)?,
        }
        ready.push((target, file, change));
    }
    for (path, _, change) in &ready {
        if fs::read(path).ok() != change.before {
            let message = format!("`{}` was changed in the meantime; nothing is written", path.display());
            return Err(Failure::new(message));
        }
    }
    let mut done: Vec<(PathBuf, &Change)> = Vec::new();
    for (path, file, change) in ready {
        if let Err(error) = file.persist(&path) {
            for (path, change) in done {
                match &change.before {
                    Some(before) => replace_file(&path, before)?,
                    None => fs::remove_file(&path).map_err(|cause| Failure::io("take away", &path, cause))?,
                }
            }
            return Err(Failure::io("write", &path, error.error));
        }
        done.push((path, change));
    }
    Ok(())
}
