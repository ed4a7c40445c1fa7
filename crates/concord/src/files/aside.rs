//! Files and folders that are made beside their place and then moved into it, so that a run that is killed leaves nothing
//! half done, and nothing for ever.
//!
//! Whoever makes one holds a lock on it, which the system lets go when the process ends, however it ends. What bears our
//! prefix and is locked by nobody was left by a run that was killed, and is taken away by the next one that writes there.

use crate::manifest::MANIFEST;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile, TempDir};

/// What the names of all of them begin with.
const PREFIX: &str = ".concord-new-";
/// What the name of a folder with a former output begins with; then comes the output's own name, and a hyphen.
const ASIDE: &str = ".concord-old-";
/// Where a former output lies in such a folder.
const FORMER: &str = "old";
/// How often another run may take a new one for one that was left, before the lock was there.
const ATTEMPTS: usize = 16;
/// Folders stand no deeper in one another.
const DEPTH_LIMIT: usize = 8;

/// A folder that something is made in; it is taken away when it is dropped.
pub(super) struct AsideFolder {
    // Dropped before the lock is let go.
    folder: TempDir,
    _lock: Option<File>,
}

impl AsideFolder {
    /// One in a folder, from which what killed runs left is taken away first.
    pub(super) fn new_in(parent: &Path) -> io::Result<Self> {
        sweep(parent);
        Self::named(parent, OsStr::new(PREFIX))
    }

    /// One for what stood at `output` before.
    fn for_former(output: &Path, parent: &Path) -> io::Result<Self> {
        Self::named(parent, &former_prefix(output))
    }

    fn named(parent: &Path, prefix: &OsStr) -> io::Result<Self> {
        for _ in 0..ATTEMPTS {
            let folder = Builder::new().prefix(prefix).tempdir_in(parent)?;
            if let Some(lock) = hold(File::open(folder.path()), folder.path()) {
                return Ok(Self { folder, _lock: lock });
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// Where to make what is to be moved away.
    pub(super) fn place(&self) -> PathBuf {
        self.folder.path().join("new")
    }
}

/// A file beside its place; it is taken away when it is dropped and was not moved into its place.
pub(super) fn file_in(parent: &Path) -> io::Result<NamedTempFile> {
    sweep(parent);
    for _ in 0..ATTEMPTS {
        let file = Builder::new().prefix(PREFIX).tempfile_in(parent)?;
        if hold(file.as_file().try_clone(), file.path()).is_some() {
            return Ok(file);
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

/// Locks what was just made. `None`: another run was faster, and takes it away or has done so. Where there are no locks, or
/// folders cannot be opened, nothing can be taken for left either.
fn hold(file: io::Result<File>, path: &Path) -> Option<Option<File>> {
    let file = file.ok();
    if let Some(Err(TryLockError::WouldBlock)) = file.as_ref().map(File::try_lock) {
        return None;
    }
    // Whoever took it away may have done so before it could be opened, or locked.
    fs::symlink_metadata(path).is_ok().then_some(file)
}

/// Takes away what runs that were killed left in a folder. What cannot be taken away does no harm.
pub(super) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(PREFIX) || name.starts_with(ASIDE) {
            take_away(&entry.path());
        }
    }
}

/// The same in a folder and all those below it.
pub(super) fn sweep_below(folder: &Path) {
    below(folder, 0);
}

fn below(folder: &Path, depth: usize) {
    sweep(folder);
    if depth == DEPTH_LIMIT {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && !entry.file_name().to_string_lossy().starts_with('.') {
            below(&entry.path(), depth + 1);
        }
    }
}

fn take_away(path: &Path) {
    let Ok(metadata) = fs::symlink_metadata(path) else { return };
    let Ok(file) = File::open(path) else { return };
    if metadata.is_symlink() || file.try_lock().is_err() {
        return;
    }
    // A former output that nobody put back is worth more than a tidy folder.
    if metadata.is_dir() && !path.join(FORMER).exists() {
        let _ = fs::remove_dir_all(path);
    } else if metadata.is_file() {
        let _ = fs::remove_file(path);
    }
}

fn former_prefix(output: &Path) -> OsString {
    let mut prefix = OsString::from(ASIDE);
    prefix.push(output.file_name().unwrap_or_default());
    prefix.push("-");
    prefix
}

/// Whether a name is that of a folder with a former output of the name that `prefix` was made of. Behind the prefix are letters
/// and digits alone: what has a hyphen there belongs to another output, whose name goes on.
fn is_former(name: &OsStr, prefix: &OsStr) -> bool {
    let rest = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
    rest.is_some_and(|rest| !rest.is_empty() && rest.iter().all(u8::is_ascii_alphanumeric))
}

/// Whether nothing is at a place, or a folder with nothing in it.
fn is_free(output: &Path) -> bool {
    match fs::read_dir(output) {
        Ok(mut entries) => entries.next().is_none(),
        Err(cause) => cause.kind() == io::ErrorKind::NotFound,
    }
}

/// Puts the former output back into its place, where a run was killed between taking it away and putting the new one
/// there. Only file systems that cannot exchange two folders at once come to this. Where files of somebody else are in that
/// place, both stay.
pub(super) fn recover(output: &Path) {
    let Some(parent) = output.parent() else { return };
    let prefix = former_prefix(output);
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let former = entry.path().join(FORMER);
        let is_ours = is_former(&entry.file_name(), &prefix) && former.is_dir();
        let Some(lock) = is_ours.then(|| File::open(entry.path()).ok()).flatten() else { continue };
        if lock.try_lock().is_err() {
            continue;
        }
        if output.join(MANIFEST).is_file() {
            // The new one had come into its place.
            let _ = fs::remove_dir_all(entry.path());
        } else if is_free(output) && fs::rename(&former, output).is_ok() {
            let _ = fs::remove_dir(entry.path());
        }
    }
}

/// Puts the folder that was made into the place of the output, which is there whole at every moment where the file system
/// can exchange two folders at once, as nearly all do. Elsewhere the old one is moved away first, and [`recover`] puts it
/// back if that was the last thing to happen.
pub(super) fn swap(new: &Path, output: &Path, parent: &Path) -> Result<(), Swap> {
    if !output.exists() {
        return fs::rename(new, output).map_err(Swap::Undone);
    }
    if exchange(new, output) {
        return Ok(());
    }
    let aside = AsideFolder::for_former(output, parent).map_err(Swap::Undone)?;
    let old = aside.folder.path().join(FORMER);
    fs::rename(output, &old).map_err(Swap::Undone)?;
    if let Err(cause) = fs::rename(new, output) {
        return Err(match fs::rename(&old, output) {
            Ok(()) => Swap::Undone(cause),
            Err(_) => Swap::Aside(cause, aside.folder.keep()),
        });
    }
    // What cannot be removed is left beside; the outputs are in their place all the same.
    Ok(())
}

/// Why a folder could not be put into its place.
pub(super) enum Swap {
    /// Everything is as it was.
    Undone(io::Error),
    /// The former output lies in another folder now.
    Aside(io::Error, PathBuf),
}

/// Exchanges two folders at once. `false` where that cannot be done here.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// Moves a file or folder to a place where nothing is. What is there stays, and nothing is moved.
pub(super) fn settle(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(done) = move_to_free_place(from, to) {
        return done;
    }
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

/// The same in one step. `None` where that cannot be done here.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn move_to_free_place(from: &Path, to: &Path) -> Option<io::Result<()>> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => None,
        done => Some(done.map_err(io::Error::from)),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn move_to_free_place(_: &Path, _: &Path) -> Option<io::Result<()>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_holds_is_taken_away() {
        let parent = tempfile::tempdir().expect("a folder");
        let held = AsideFolder::new_in(parent.path()).expect("a folder");
        let file = file_in(parent.path()).expect("a file");
        fs::create_dir_all(parent.path().join(".concord-new-left/new")).expect("a folder");
        fs::write(parent.path().join(".concord-new-text"), "half").expect("a file");
        fs::write(parent.path().join("text.md"), "whole").expect("a file");
        sweep(parent.path());
        assert!(held.folder.path().is_dir() && file.path().is_file());
        let left = fs::read_dir(parent.path()).expect("the folder").count();
        assert_eq!(left, 3);
    }

    #[test]
    fn a_former_output_comes_back() {
        let parent = tempfile::tempdir().expect("a folder");
        let output = parent.path().join("dist");
        let aside = parent.path().join(".concord-old-dist-x");
        fs::create_dir_all(aside.join(FORMER)).expect("a folder");
        fs::write(aside.join(FORMER).join("a.pdf"), "old").expect("a file");
        sweep(parent.path());
        recover(&parent.path().join("other"));
        assert!(aside.join(FORMER).is_dir());
        recover(&output);
        assert_eq!(fs::read(output.join("a.pdf")).expect("the file"), b"old");
        assert!(!aside.exists());
    }

    #[test]
    fn a_former_output_is_that_of_one_name_alone() {
        let parent = tempfile::tempdir().expect("a folder");
        let outputs = ["dist", "dist-2", "dist-2-Ab3"].map(|name| parent.path().join(name));
        let former = |output: &Path| {
            let mut name = former_prefix(output);
            name.push("Ab3xYz");
            parent.path().join(name).join(FORMER)
        };
        for output in &outputs {
            fs::create_dir_all(former(output)).expect("a folder");
            fs::write(former(output).join("a.pdf"), output.to_string_lossy().as_bytes()).expect("a file");
        }
        fs::create_dir(&outputs[0]).expect("a folder");
        fs::write(outputs[0].join(MANIFEST), "{}").expect("a file");
        recover(&outputs[0]);
        let are_left = outputs.each_ref().map(|output| former(output).is_dir());
        assert_eq!(are_left, [false, true, true]);
        recover(&outputs[1]);
        let bytes = fs::read(outputs[1].join("a.pdf")).expect("the file");
        assert_eq!(bytes, outputs[1].to_string_lossy().as_bytes());
        assert!(former(&outputs[2]).is_dir() && !outputs[2].exists());
    }

    #[test]
    fn a_former_output_stays_where_no_other_came_into_its_place() {
        let parent = tempfile::tempdir().expect("a folder");
        let (output, aside) = (parent.path().join("dist"), parent.path().join(".concord-old-dist-x"));
        fs::create_dir_all(aside.join(FORMER)).expect("a folder");
        fs::write(aside.join(FORMER).join("a.pdf"), "old").expect("a file");
        fs::create_dir(&output).expect("a folder");
        fs::write(output.join("note.txt"), "mine").expect("a file");
        recover(&output);
        assert!(aside.join(FORMER).is_dir() && output.join("note.txt").is_file());
        fs::remove_file(output.join("note.txt")).expect("to take it away");
        recover(&output);
        assert_eq!(fs::read(output.join("a.pdf")).expect("the file"), b"old");
        assert!(!aside.exists());
    }

    #[test]
    fn what_was_taken_away_at_once_is_not_held() {
        let parent = tempfile::tempdir().expect("a folder");
        let path = parent.path().join("taken");
        assert!(hold(File::open(&path), &path).is_none(), "gone before it was opened");
        let file = File::create(&path).expect("a file");
        fs::remove_file(&path).expect("to take it away");
        assert!(hold(Ok(file), &path).is_none(), "gone before it was locked");
        let file = File::create(&path).expect("a file");
        file.lock().expect("a lock");
        assert!(hold(File::open(&path), &path).is_none(), "locked by another run");
        drop(file);
        assert!(hold(File::open(&path), &path).is_some());
    }

    #[test]
    fn nothing_is_replaced_by_what_settles() {
        let parent = tempfile::tempdir().expect("a folder");
        let [new, empty, text] = ["new", "empty", "text"].map(|name| parent.path().join(name));
        fs::create_dir(&new).expect("a folder");
        fs::create_dir(&empty).expect("a folder");
        fs::write(&text, "words").expect("a file");
        assert!(settle(&new, &empty).is_err() && settle(&text, &empty).is_err());
        assert!(settle(&new, &text).is_err() && new.is_dir());
        assert_eq!(fs::read(&text).expect("the file"), b"words");
        assert!(settle(&new, &parent.path().join("free")).is_ok() && !new.exists());
    }

    #[test]
    fn a_folder_takes_the_place_of_another() {
        let parent = tempfile::tempdir().expect("a folder");
        let output = parent.path().join("dist");
        for words in ["one", "two"] {
            let aside = AsideFolder::new_in(parent.path()).expect("a folder");
            fs::create_dir(aside.place()).expect("a folder");
            fs::write(aside.place().join("a"), words).expect("a file");
            assert!(swap(&aside.place(), &output, parent.path()).is_ok());
        }
        assert_eq!(fs::read(output.join("a")).expect("the file"), b"two");
        assert_eq!(fs::read_dir(parent.path()).expect("the folder").count(), 1);
    }
}
