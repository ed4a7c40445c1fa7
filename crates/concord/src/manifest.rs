//! What was made of what: `manifest.json`.

use crate::shares::Share;
use crate::status::TranslationState;
use concord_manuscript::Files;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The file's name.
pub const MANIFEST: &str = "manifest.json";

/// The record of a run. It holds no time and no path of a machine, so that the same inputs give the same record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program that made the outputs.
    pub tool: String,
    /// The publication's id.
    pub publication: String,
    /// The digest of the ledger.
    pub ledger: String,
    /// In what the outputs differ from the editions that the publication states.
    #[serde(default, skip_serializing_if = "Variant::is_plain")]
    pub variant: Variant,
    /// Every file that was read, by path.
    pub inputs: Vec<Input>,
    /// Every file that was made, by name.
    pub outputs: Vec<Output>,
    /// How far every translation is, and what became of it, by tag.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, TranslationState>,
    /// Which share of which whole this is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
}

/// What the command line asks of editions beside what the publication and its theme state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Variant {
    /// Whether there is an edition in the pseudo-language.
    pub pseudo: bool,
    /// The sheet, where it is not the theme's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_size: Option<String>,
    /// Whether the files are for a press: with bleed, crop marks and mirrored margins.
    pub print: bool,
    /// Whether what a file needs to be checked by itself is inside it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub passport: bool,
    /// What the files are made to be, by its name on the command line, where that is not the usual standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
}

impl Variant {
    /// Whether nothing was asked for.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Input {
    /// The path in the publication folder, or in the template folder behind `templates/`.
    pub file: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

impl Input {
    /// The files of a publication and of its templates, in order.
    pub fn of_all(files: &Files, templates: &Files) -> Vec<Self> {
        let input = |file: String, bytes: &[u8]| Self { file, sha256: sha256(bytes) };
        let texts = files.iter().map(|(path, bytes)| input(path.clone(), bytes));
        let templates = templates.iter().map(|(path, bytes)| input(format!("templates/{path}"), bytes));
        let mut inputs: Vec<Self> = texts.chain(templates).collect();
        inputs.sort();
        inputs
    }
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Output {
    /// The name in the output folder.
    pub file: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: usize,
    /// How many pages it has, where it has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// The language, where it is in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The document's id, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Its title.
    pub title: String,
    /// The standards that it claims to keep, such as `PDF/UA-1`, where it is a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standards: Option<Vec<String>>,
}

impl Manifest {
    /// The record of a run. Inputs and outputs are put in order.
    pub fn new(
        publication: &str,
        variant: &Variant,
        files: &Files,
        templates: &Files,
        mut outputs: Vec<Output>,
    ) -> Self {
        let inputs = Input::of_all(files, templates);
        outputs.sort();
        Self {
            tool: tool(),
            publication: publication.to_owned(),
            variant: variant.clone(),
            ledger: files.get("ledger.toml").map(|bytes| sha256(bytes)).unwrap_or_default(),
            inputs,
            outputs,
            translations: BTreeMap::new(),
            share: None,
        }
    }

    /// Reads the file's bytes. Digests and claims are for whoever uses them to compare; that names are names of files in the
    /// manifest's own folder is looked at here, as files are read and written by them.
    ///
    /// # Errors
    ///
    /// Why it is no manifest, in words.
    pub fn of_json(bytes: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        let mut names = BTreeSet::new();
        for output in &manifest.outputs {
            if !is_plain_name(&output.file) {
                return Err(format!("`{}` is no name of a file in its folder", output.file));
            }
            if !names.insert(output.file.as_str()) {
                return Err(format!("it has the file `{}` twice", output.file));
            }
        }
        Ok(manifest)
    }

    /// The file's bytes.
    pub fn to_json(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }
}

/// Whether a name leads to a file in a folder, and not to another folder or to the manifest itself.
fn is_plain_name(name: &str) -> bool {
    !matches!(name, "" | "." | ".." | MANIFEST) && !name.contains(['/', '\\', ':', '\0'])
}

/// The program's name and version.
pub fn tool() -> String {
    concat!("Concord ", env!("CARGO_PKG_VERSION")).to_owned()
}

/// The SHA-256 of bytes in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_names_files_of_its_own_folder() {
        let output = |file: &str| Output {
            file: file.to_owned(),
            sha256: String::new(),
            bytes: 0,
            pages: None,
            locale: None,
            document: None,
            title: String::new(),
            standards: None,
        };
        let read = |files: &[&str]| {
            let outputs = files.iter().map(|file| output(file)).collect();
            let manifest = Manifest::new("id", &Variant::default(), &Files::new(), &Files::new(), outputs);
            Manifest::of_json(&manifest.to_json())
        };
        assert!(read(&["a.pdf", "b..pdf"]).is_ok());
        for wrong in ["", ".", "..", "../a.pdf", "/a.pdf", "b/a.pdf", "b\\a.pdf", "c:a.pdf", "a\0", MANIFEST]
        {
            assert!(read(&["a.pdf", wrong]).is_err(), "{wrong:?}");
        }
        assert!(read(&["a.pdf", "a.pdf"]).is_err());
        assert!(Manifest::of_json(b"{}").is_err());
    }
}
