//! The files that are compared: which beside which, and what each says.

use super::blocks::{Block, blocks};
use super::facts::{self, Facts};
use crate::manifest::MANIFEST;
use crate::{Failure, files};
use concord_proof::{Limits, Objects, Transcript};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file with more blocks than this is not compared.
const MOST_BLOCKS: usize = 20_000;

/// A file that is to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    path: PathBuf,
    locale: Option<String>,
    document: Option<String>,
}

/// What is compared with what.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) both: Vec<(Place, Place)>,
    pub(super) only_before: Vec<String>,
    pub(super) only_now: Vec<String>,
}

/// What a file says.
#[derive(Debug)]
pub(super) struct Edition {
    pub(super) name: String,
    pub(super) locale: Option<String>,
    pub(super) document: Option<String>,
    pub(super) transcript: Transcript,
    pub(super) blocks: Vec<Block>,
    pub(super) facts: Option<Facts>,
}

impl Edition {
    /// What readers know a page by.
    pub(super) fn page(&self, page: usize) -> String {
        let label = self.transcript.pages.get(page).map(|page| page.label.clone());
        label.filter(|label| !label.is_empty()).unwrap_or_else(|| (page + 1).to_string())
    }
}

/// Pairs two files, or the files of two folders.
pub(super) fn pairs(old: &Path, new: &Path) -> Result<Pairs, Failure> {
    for path in [old, new] {
        fs::metadata(path).map_err(|cause| Failure::io("read", path, cause))?;
    }
    if old.is_dir() != new.is_dir() {
        return Err(Failure::new(format!(
            "`{}` and `{}` are a file and a folder: name two files, or two folders",
            old.display(),
            new.display()
        )));
    }
    if !old.is_dir() {
        let place = |path: &Path| Place { path: path.to_owned(), locale: None, document: None };
        return Ok(Pairs { both: vec![(place(old), place(new))], ..Pairs::default() });
    }
    let (before, mut now) = (folder(old)?, folder(new)?);
    let mut pairs = Pairs::default();
    for place in before {
        let is_beside = |other: &Place| match (&place.locale, &other.locale) {
            (Some(_), Some(_)) => place.locale == other.locale && place.document == other.document,
            _ => name(&place.path) == name(&other.path),
        };
        match now.iter().position(is_beside) {
            Some(at) => pairs.both.push((place, now.remove(at))),
            None => pairs.only_before.push(name(&place.path)),
        }
    }
    pairs.only_now = now.iter().map(|place| name(&place.path)).collect();
    if pairs.both.is_empty() {
        return Err(Failure::new(format!(
            "no PDF of `{}` has a counterpart in `{}`: neither by language and document nor by name",
            old.display(),
            new.display()
        )));
    }
    Ok(pairs)
}

/// The PDFs of a folder, as its manifest knows them, or by name.
fn folder(folder: &Path) -> Result<Vec<Place>, Failure> {
    let mut known: BTreeMap<String, (Option<String>, Option<String>)> = BTreeMap::new();
    if folder.join(MANIFEST).is_file() {
        let read = files::read_manifest(folder)?;
        known.extend(read.outputs.into_iter().map(|output| (output.file, (output.locale, output.document))));
    }
    let entries = fs::read_dir(folder).map_err(|cause| Failure::io("read", folder, cause))?;
    let mut places = Vec::new();
    for entry in entries {
        let path = entry.map_err(|cause| Failure::io("read", folder, cause))?.path();
        let is_pdf = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
        if is_pdf && path.is_file() {
            let (locale, document) = known.get(&name(&path)).cloned().unwrap_or_default();
            places.push(Place { path, locale, document });
        }
    }
    places.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(places)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Reads a file.
pub(super) fn edition(place: &Place) -> Result<Edition, Failure> {
    let bytes = files::read_file(&place.path)?;
    let failure =
        |what: String| Failure::new(format!("`{}` cannot be compared: {what}", place.path.display()));
    let limits = Limits::default();
    let objects = Objects::open(&bytes, &limits).map_err(|unreadable| failure(unreadable.to_string()))?;
    let transcript =
        concord_proof::transcribe(&objects).map_err(|unreadable| failure(unreadable.to_string()))?;
    let blocks = blocks(&transcript);
    if blocks.is_empty() {
        return Err(failure("it is not tagged, so that nothing says what its text is".to_owned()));
    }
    if blocks.len() > MOST_BLOCKS {
        return Err(failure(format!("it has {} blocks, and {MOST_BLOCKS} are compared", blocks.len())));
    }
    let name = name(&place.path);
    let facts = facts::of(&objects, &place.path, &name).map_err(failure)?;
    let language = transcript.language.clone();
    Ok(Edition {
        name,
        locale: place.locale.clone().or(language),
        document: place.document.clone(),
        transcript,
        blocks,
        facts,
    })
}
