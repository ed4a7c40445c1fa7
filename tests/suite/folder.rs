//! The publication that a case is: the default one of `tests/default` with the case's changes.

use crate::format::{Case, Change};
use crate::root;
use concord_manuscript::Files;
use std::path::{Path, PathBuf};

/// The files of a case, as the stages take them.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    /// The publication folder's.
    pub(crate) publication: Files,
    /// The template folder's.
    pub(crate) templates: Files,
}

/// The name of the template folder.
const TEMPLATE: &str = "case";

impl Folder {
    /// The default publication without changes.
    pub(crate) fn plain() -> Result<Self, String> {
        Self::new(&[], &toml::Table::new())
    }

    /// The default publication with an English and a French text.
    pub(crate) fn bilingual(english: &str, french: &str) -> Result<Self, String> {
        let text = |name: &str, words: &str| Change::File(name.to_owned(), words.as_bytes().to_vec());
        Self::new(&[text("en/text.md", english), text("fr/text.md", french)], &toml::Table::new())
    }

    /// The files of a case.
    pub(crate) fn of(case: &Case) -> Result<Self, String> {
        Self::new(&case.changes, &case.theme)
    }

    fn new(changes: &[Change], theme: &toml::Table) -> Result<Self, String> {
        let mut files = default_files()?;
        keep_locales(&mut files, changes);
        for change in changes {
            match change {
                Change::File(path, bytes) => {
                    files.insert(path.clone(), bytes.clone());
                }
                Change::Without(path) => {
                    let removed = files.remove(path);
                    removed.ok_or_else(|| format!("`{path}` is no file of the default publication"))?;
                }
            }
        }
        let mut folder = Self { publication: Files::new(), templates: Files::new() };
        for (path, bytes) in files {
            match path.strip_prefix("templates/") {
                Some(name) => folder.templates.insert(name.to_owned(), bytes),
                None => folder.publication.insert(path, bytes),
            };
        }
        if let std::collections::btree_map::Entry::Vacant(place) =
            folder.templates.entry("theme.toml".to_owned())
        {
            place.insert(self::theme(theme)?.into_bytes());
        }
        Ok(folder)
    }

    /// Writes the files; gives the publication folder. The templates stand beside it.
    pub(crate) fn write(&self, parent: &Path) -> Result<PathBuf, String> {
        let publication = parent.join("publication");
        write_all(&publication, &self.publication)?;
        write_all(&parent.join("templates").join(TEMPLATE), &self.templates)?;
        Ok(publication)
    }
}

/// A language other than English is there where the case has a file in it.
fn keep_locales(files: &mut Files, changes: &[Change]) {
    for locale in ["fr/", "es/"] {
        let is_used = changes.iter().any(|change| match change {
            Change::File(path, _) | Change::Without(path) => path.starts_with(locale),
        });
        if !is_used {
            files.retain(|path, _| !path.starts_with(locale));
        }
    }
}

fn default_files() -> Result<Files, String> {
    let mut files = Files::new();
    let folder = root().join("tests/default");
    read_all(&folder, "", &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    files.remove("theme.toml");
    Ok(files)
}

/// Every file below a folder, by path.
pub(crate) fn read_all(folder: &Path, prefix: &str, files: &mut Files) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read_all(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, std::fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// Writes files below a folder, which is made.
pub(crate) fn write_all(folder: &Path, files: &Files) -> Result<(), String> {
    let failure = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    std::fs::create_dir_all(folder).map_err(|error| failure(folder, error))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|error| failure(parent, error))?;
        std::fs::write(&path, bytes).map_err(|error| failure(&path, error))?;
    }
    Ok(())
}

/// The report's theme with the cases' differences, and then a case's own.
fn theme(own: &toml::Table) -> Result<String, String> {
    let mut theme = table(&root().join("templates/report/theme.toml"))?;
    put_over(&mut theme, &table(&root().join("tests/default/theme.toml"))?);
    put_over(&mut theme, own);
    toml::to_string(&theme).map_err(|error| error.to_string())
}

fn table(path: &Path) -> Result<toml::Table, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    text.parse().map_err(|error| format!("{}: {error}", path.display()))
}

fn put_over(table: &mut toml::Table, above: &toml::Table) {
    for (key, value) in above {
        match (table.get_mut(key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(above)) => put_over(inner, above),
            _ => {
                table.insert(key.clone(), value.clone());
            }
        }
    }
}
