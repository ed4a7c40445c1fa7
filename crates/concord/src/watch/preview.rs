//! What a preview shows, and how it follows what is saved. Nothing here waits: whoever drives it says when to look.

use super::build::{Built, Pages, build, read};
use super::svg;
use crate::Failure;
use crate::explain;
use crate::settings::SourceSettings;
use concord_diagnostics::{Counts, Diagnostic, Label};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// Folders stand no deeper in one another.
const DEPTH_LIMIT: usize = 8;

/// What a preview is made of.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The publication.
    pub source: SourceSettings,
    /// The address that opens a place in an editor, with `{path}`, `{line}` and `{column}`.
    pub editor: String,
}

/// When files were changed last, and how long they are. Two that are equal are of the same files, as far as can be told
/// without reading them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamps(BTreeMap<PathBuf, (u64, Option<SystemTime>)>);

impl Stamps {
    /// Whether a file that had something in it before is empty now, or gone.
    pub fn is_halfway(&self, before: &Self) -> bool {
        let is_empty = |path| self.0.get(path).is_none_or(|(length, _)| *length == 0);
        before.0.iter().any(|(path, (length, _))| *length > 0 && is_empty(path))
    }
}

/// Follows a publication.
#[derive(Debug)]
pub struct Preview {
    settings: Settings,
    board: Arc<Board>,
    /// The publication folder without links in its path.
    folder: PathBuf,
}

impl Preview {
    /// Makes a publication for the first time.
    pub fn open(settings: Settings) -> Result<Self, Failure> {
        let folder = &settings.source.folder;
        let folder = folder.canonicalize().map_err(|cause| Failure::io("open", folder, cause))?;
        let built = build(&settings.source, read(&settings.source)?, &Built::default(), &|_| {})?;
        let findings = Findings::of(&built, &settings, &folder);
        let state = State { version: 1, built, findings, trouble: None };
        let board = Board { state: Mutex::new(Arc::new(state)), changed: Condvar::new() };
        Ok(Self { settings, board: Arc::new(board), folder })
    }

    /// Where what is shown can be read.
    pub fn board(&self) -> Arc<Board> {
        Arc::clone(&self.board)
    }

    /// The stamps of all files that count.
    pub fn stamps(&self) -> Stamps {
        let mut stamps = Stamps::default();
        stamp(&self.folder, 0, &mut stamps);
        if let Some(templates) = &self.board.state().built.templates {
            stamp(templates, 0, &mut stamps);
        }
        stamps
    }

    /// Makes anew what changed. Pages show before all findings are there. Where the folder cannot be read, what was shown stays,
    /// with the reason.
    pub fn refresh(&self) {
        let former = self.board.state();
        let source = &self.settings.source;
        let keys =
            |built: &Built| -> Vec<String> { built.editions.iter().map(|it| it.key.clone()).collect() };
        let early = |built: Built| {
            if keys(&built) != keys(&former.built) {
                let findings = former.findings.clone();
                let version = former.version + 1;
                self.board.show(State { version, built, findings, trouble: None });
            }
        };
        let made = read(source).and_then(|folder| build(source, folder, &former.built, &early));
        let (built, trouble) = match made {
            Ok(built) => (built, None),
            Err(failure) => (self.board.state().built.clone(), Some(failure.to_string())),
        };
        let findings = match trouble {
            None => Findings::of(&built, &self.settings, &self.folder),
            Some(_) => former.findings.clone(),
        };
        self.board.show(State { version: self.board.version() + 1, built, findings, trouble });
    }

    /// What is shown now, for the page in the browser.
    pub fn state(&self) -> Value {
        self.board.state().json()
    }

    /// What a server answers from.
    pub(super) fn desk(&self) -> Desk {
        Desk { board: self.board() }
    }
}

fn stamp(folder: &Path, depth: usize, stamps: &mut Stamps) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let Ok(metadata) = fs::metadata(entry.path()) else { continue };
        if metadata.is_dir() {
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if depth < DEPTH_LIMIT && !is_link {
                stamp(&entry.path(), depth + 1, stamps);
            }
        } else {
            stamps.0.insert(entry.path(), (metadata.len(), metadata.modified().ok()));
        }
    }
}

/// What is shown, for all who look at it.
#[derive(Debug)]
pub struct Board {
    state: Mutex<Arc<State>>,
    changed: Condvar,
}

/// What is shown at one time.
#[derive(Debug)]
pub(super) struct State {
    pub(super) version: u64,
    built: Built,
    findings: Findings,
    /// Why the folder could not be read.
    trouble: Option<String>,
}

impl Board {
    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn show(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        self.changed.notify_all();
    }

    /// The number of what is shown now.
    pub fn version(&self) -> u64 {
        self.state().version
    }

    /// Waits until something else than `known` is shown, or for a time. Gives the number of what is shown then.
    pub fn wait(&self, known: u64, longest: Duration) -> u64 {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(state, longest, |state| state.version == known);
        waited.unwrap_or_else(PoisonError::into_inner).0.version
    }

    /// How many editions and findings are shown, in words.
    pub fn summary(&self) -> String {
        let state = self.state();
        let counts = &state.findings.summary;
        let findings = if counts.is_empty() { "no findings" } else { counts };
        let trouble = state.trouble.as_ref().map(|trouble| format!("; {trouble}")).unwrap_or_default();
        format!("{}, {findings}{trouble}", crate::report::counted(state.built.editions.len(), "edition"))
    }
}

/// What is asked of a preview is looked up here, in what was read before: no answer reads a file.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    pub(super) board: Arc<Board>,
}

impl Desk {
    pub(super) fn state(&self) -> String {
        self.board.state().json().to_string()
    }

    /// A page as SVG: the edition's key, and the number from 1.
    pub(super) fn page(&self, key: &str, number: usize) -> Option<String> {
        let state = self.board.state();
        let pages = state.pages(key)?;
        svg::page(&pages.set, number.checked_sub(1)?, &format!("/pages/{key}/images"))
    }

    pub(super) fn image(&self, key: &str, number: usize) -> Option<Vec<u8>> {
        let state = self.board.state();
        svg::png(state.pages(key)?.set.images.get(number)?)
    }

    /// A text by its name.
    pub(super) fn source(&self, name: &str) -> Option<String> {
        let state = self.board.state();
        let source = state.built.sources.iter().find(|(_, source)| source.name() == name);
        source.map(|(_, source)| source.text().to_string())
    }
}

impl State {
    fn pages(&self, key: &str) -> Option<&Arc<Pages>> {
        self.built.editions.iter().find(|pages| pages.key == key)
    }

    fn json(&self) -> Value {
        let edition = |pages: &Arc<Pages>| {
            let sizes: Vec<_> = pages.set.pages.iter().map(|page| json!([page.width, page.height])).collect();
            json!({
                "file": pages.file, "title": pages.title, "locale": pages.locale, "key": pages.key,
                "former": pages.is_former, "pages": sizes,
            })
        };
        let editions: Vec<Value> = self.built.editions.iter().map(edition).collect();
        json!({
            "version": self.version, "editions": editions, "findings": self.findings.list,
            "summary": self.findings.summary, "trouble": self.trouble,
        })
    }
}

/// Findings as they are shown: they outlive the texts that their places are in.
#[derive(Clone, Debug)]
struct Findings {
    list: Value,
    summary: String,
}

impl Findings {
    fn of(built: &Built, settings: &Settings, folder: &Path) -> Self {
        let list = built.findings.iter().map(|finding| built.finding(finding, settings, folder)).collect();
        Self { list: Value::Array(list), summary: Counts::of(&built.findings).in_words() }
    }
}

impl Built {
    fn finding(&self, finding: &Diagnostic, settings: &Settings, folder: &Path) -> Value {
        let place = finding.primary.as_ref().and_then(|label| self.place(label, settings, folder));
        let others = finding.secondary.iter().filter_map(|label| self.place(label, settings, folder));
        json!({
            "severity": finding.severity.word(), "code": finding.code.id(), "name": finding.code.name(),
            "message": finding.message, "place": place, "others": others.collect::<Vec<_>>(),
            "notes": finding.notes, "help": finding.help, "page": explain::page_of_code(finding.code),
        })
    }

    fn place(&self, label: &Label, settings: &Settings, folder: &Path) -> Option<Value> {
        let source = self.sources.get(label.span.source)?;
        let (start, end) = (source.position(label.span.start), source.position(label.span.end));
        let path = path_of(source.name(), folder, self.templates.as_deref());
        let link = path.map(|path| editor_link(&settings.editor, &path, start.line, start.column));
        Some(json!({
            "file": source.name(), "line": start.line, "column": start.column, "end": [end.line, end.column],
            "message": label.message, "link": link,
        }))
    }
}

/// The file of a text; `None` for one that is in no file.
fn path_of(name: &str, folder: &Path, templates: Option<&Path>) -> Option<PathBuf> {
    match (name.strip_prefix("templates/"), templates) {
        _ if name.starts_with('<') => None,
        (Some(name), Some(templates)) => Some(templates.join(name)),
        _ => Some(folder.join(name)),
    }
}

/// The address of a place in an editor. What could end the path, or be taken for another part, is written in hexadecimal
/// digits.
fn editor_link(form: &str, path: &Path, line: usize, column: usize) -> String {
    let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let path: String = path
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    // The editor's form usually has the slash before the path already.
    let path = if form.contains("/{path}") { path.trim_start_matches('/') } else { &path };
    form.replace("{path}", path).replace("{line}", &line.to_string()).replace("{column}", &column.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_just_being_saved_are_told() {
        let stamps = |files: &[(&str, u64)]| {
            Stamps(files.iter().map(|(name, length)| (PathBuf::from(name), (*length, None))).collect())
        };
        let before = stamps(&[("a.md", 3), ("b.md", 0)]);
        assert!(stamps(&[("a.md", 0), ("b.md", 0)]).is_halfway(&before));
        assert!(stamps(&[("b.md", 4)]).is_halfway(&before));
        assert!(!stamps(&[("a.md", 1)]).is_halfway(&before));
        assert!(!stamps(&[("a.md", 3), ("b.md", 0), ("c.md", 0)]).is_halfway(&before));
    }

    #[test]
    fn places_are_opened_in_editors() {
        let link = |form: &str| editor_link(form, Path::new("/a b/é#.md"), 3, 7);
        assert_eq!(link("vscode://file/{path}:{line}:{column}"), "vscode://file/a%20b/%C3%A9%23.md:3:7");
        assert_eq!(link("x-edit:{path}?l={line}"), "x-edit:/a%20b/%C3%A9%23.md?l=3");
    }

    #[test]
    fn texts_without_files_have_no_path() {
        let folder = Path::new("/p");
        assert_eq!(path_of("<a for en>", folder, None), None);
        assert_eq!(
            path_of("templates/a.hbs", folder, Some(Path::new("/t"))),
            Some(PathBuf::from("/t/a.hbs"))
        );
        assert_eq!(path_of("en/a.md", folder, None), Some(PathBuf::from("/p/en/a.md")));
    }
}
