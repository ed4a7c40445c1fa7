//! What was not used for long is taken away, within limits of work for one run.

use super::SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// No run looks at more entries.
const MOST_LOOKED_AT: usize = 20_000;
/// No run takes more entries away.
const MOST_TAKEN_AWAY: usize = 2_000;

/// What may stay.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// All entries together, in bytes.
    pub bytes: u64,
    /// Since an entry was last used.
    pub age: Duration,
}

impl Default for Limits {
    /// 1 GB and 30 days.
    fn default() -> Self {
        Self { bytes: 1_000_000_000, age: Duration::from_secs(30 * 24 * 3_600) }
    }
}

/// What was taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Entries.
    pub entries: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// An entry as a file.
pub(super) struct Entry {
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
    used: SystemTime,
}

/// The entries of a folder: files with names that only entries have.
pub(super) fn entries(folder: &Path) -> Vec<Entry> {
    let entry = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let key = name.strip_suffix(SUFFIX)?;
        let is_key = key.len() == 2 * blake3::OUT_LEN && key.bytes().all(|digit| digit.is_ascii_hexdigit());
        let metadata = entry.metadata().ok().filter(|metadata| is_key && metadata.is_file())?;
        Some(Entry { path: entry.path(), bytes: metadata.len(), used: metadata.modified().ok()? })
    };
    let all = fs::read_dir(folder).into_iter().flatten().flatten();
    all.take(MOST_LOOKED_AT).filter_map(entry).collect()
}

/// Takes away what is older than the limit, and then what was used longest ago until the rest is small enough. Another run
/// may take the same away at the same time.
pub(super) fn prune(folder: &Path, limits: &Limits, now: SystemTime) -> Pruned {
    let mut entries = entries(folder);
    entries.sort_by(|a, b| a.used.cmp(&b.used).then_with(|| a.path.cmp(&b.path)));
    let mut left: u64 = entries.iter().map(|entry| entry.bytes).sum();
    let mut pruned = Pruned::default();
    for entry in entries.iter().take(MOST_TAKEN_AWAY) {
        let is_old = now.duration_since(entry.used).is_ok_and(|age| age > limits.age);
        if !is_old && left <= limits.bytes {
            break;
        }
        left -= entry.bytes;
        if fs::remove_file(&entry.path).is_ok() {
            pruned.entries += 1;
            pruned.bytes += entry.bytes;
        }
    }
    pruned
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(24 * 3_600);

    fn put(folder: &Path, digit: char, age: Duration, now: SystemTime) -> PathBuf {
        let path = folder.join(format!("{}{SUFFIX}", digit.to_string().repeat(64)));
        fs::write(&path, [0; 100]).expect("a file");
        let file = fs::File::options().append(true).open(&path).expect("the file");
        file.set_modified(now - age).expect("a time");
        path
    }

    #[test]
    fn old_and_then_least_used_entries_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let now = SystemTime::now();
        let ages = [('a', 1), ('b', 3), ('c', 2), ('d', 40)];
        let [a, b, c, d] = ages.map(|(digit, days)| put(folder.path(), digit, DAY * days, now));
        let foreign = folder.path().join("thesis.edition");
        fs::write(&foreign, [0; 1_000]).expect("a file");
        let limits = Limits { bytes: 250, age: DAY * 30 };
        assert_eq!(prune(folder.path(), &limits, now), Pruned { entries: 2, bytes: 200 });
        assert_eq!([&a, &b, &c, &d, &foreign].map(|path| path.exists()), [true, false, true, false, true]);
        assert_eq!(prune(folder.path(), &limits, now), Pruned::default());
    }
}
