//! Programs of others that judge finished files. Where one is not there, its trials are ignored, and said to be.

use libtest_mimic::{Completion, Failed};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// A program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tool {
    /// Text of a page.
    PdfToText,
    /// Pictures of pages.
    PdfToPpm,
    /// A list of fonts.
    PdfFonts,
    /// A file's tags.
    PdfInfo,
    /// The file's own structure.
    Qpdf,
    /// Conformance to the standards.
    VeraPdf,
    /// The schema of SARIF, and what judges by it.
    Sarif,
    /// The judge of files by JSON schemas, and reader of YAML.
    JsonSchema,
    /// The judge of PO files.
    MsgFmt,
    /// Writes PO files anew.
    MsgCat,
    /// Merges PO files.
    MsgMerge,
    /// Looks for faults of translations.
    PoFilter,
    /// PO into XLIFF 1.2.
    Po2Xliff,
    /// XLIFF 1.2 into PO.
    Xliff2Po,
    /// XLIFF 2 as translate-toolkit reads it.
    Xliff2,
    /// A browser.
    Chromium,
}

/// How many trials were ignored for want of a tool.
static MISSED: Mutex<BTreeMap<Tool, usize>> = Mutex::new(BTreeMap::new());

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::PdfToText => "pdftotext",
            Self::PdfToPpm => "pdftoppm",
            Self::PdfFonts => "pdffonts",
            Self::PdfInfo => "pdfinfo",
            Self::Qpdf => "qpdf",
            Self::VeraPdf => "veraPDF",
            Self::Sarif => "the schema of SARIF",
            Self::JsonSchema => "jsonschema for Python",
            Self::MsgFmt => "msgfmt",
            Self::MsgCat => "msgcat",
            Self::MsgMerge => "msgmerge",
            Self::PoFilter => "pofilter",
            Self::Po2Xliff => "po2xliff",
            Self::Xliff2Po => "xliff2po",
            Self::Xliff2 => "translate-toolkit for XLIFF 2",
            Self::Chromium => "chromium",
        }
    }

    fn remedy(self) -> &'static str {
        match self {
            Self::PdfToText | Self::PdfToPpm | Self::PdfFonts | Self::PdfInfo => "install poppler-utils",
            Self::Qpdf => "install qpdf",
            Self::Sarif => "pip install jsonschema, and cargo fetch --manifest-path tests/sarif/Cargo.toml",
            Self::JsonSchema => "pip install jsonschema pyyaml",
            Self::VeraPdf => "set VERAPDF to the command verapdf",
            Self::MsgFmt | Self::MsgCat | Self::MsgMerge => "install gettext",
            Self::PoFilter | Self::Po2Xliff | Self::Xliff2Po => "install translate-toolkit",
            Self::Xliff2 => "pip install translate-toolkit, 3.17 or later",
            Self::Chromium => "install chromium",
        }
    }

    fn find(self) -> Option<PathBuf> {
        if self == Self::VeraPdf {
            return std::env::var_os("VERAPDF").filter(|path| !path.is_empty()).map(PathBuf::from);
        }
        if let Self::Sarif | Self::Xliff2 | Self::JsonSchema = self {
            let script = match self {
                Self::Sarif => "tests/sarif/validate.py",
                Self::Xliff2 => "tests/exchange/xliff2.py",
                _ => "tests/schemas/validate.py",
            };
            let script = crate::root().join(script);
            let said = Command::new(&script).arg("--ready").output().ok()?;
            return said.status.success().then_some(script);
        }
        let path = std::env::var_os("PATH")?;
        let candidates = std::env::split_paths(&path).map(|folder| folder.join(self.name()));
        candidates.into_iter().find(|path| path.is_file())
    }

    /// The tool, where it is there, for a trial that needs it beside another.
    pub(crate) fn program(self) -> Option<Program> {
        self.find().map(|path| Program { path })
    }

    /// Whether a missing tool is a failure: in the gate. What no distribution packages, and a browser, may always be missing.
    fn is_required(self) -> bool {
        !matches!(self, Self::VeraPdf | Self::Xliff2 | Self::Chromium)
            && std::env::var_os("CONCORD_REQUIRE_TOOLS").is_some_and(|value| value == "1")
    }

    /// Runs a trial that needs the tool, where it is there.
    pub(crate) fn trial(
        self,
        trial: impl FnOnce(&Program) -> Result<(), String>,
    ) -> Result<Completion, Failed> {
        if let Some(path) = self.find() {
            trial(&Program { path })?;
            return Ok(Completion::Completed);
        }
        let reason = format!("{} is not there; to run this trial, {}", self.name(), self.remedy());
        if self.is_required() {
            return Err(reason.into());
        }
        *MISSED.lock().unwrap_or_else(PoisonError::into_inner).entry(self).or_default() += 1;
        Ok(Completion::ignored_with(reason))
    }
}

/// A tool that is there.
pub(crate) struct Program {
    path: PathBuf,
}

/// What a tool said.
pub(crate) struct Said {
    /// Whether it exited with 0.
    pub(crate) success: bool,
    /// Its standard output.
    pub(crate) out: Vec<u8>,
    /// Its standard error, and its output as text, to be shown.
    pub(crate) all: String,
}

impl Program {
    /// Where it is.
    pub(crate) fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Runs the tool.
    pub(crate) fn run(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<Said, String> {
        let output = Command::new(&self.path).args(arguments).output();
        let output = output.map_err(|error| format!("{}: {error}", self.path.display()))?;
        let all = [&output.stderr, &output.stdout].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        Ok(Said { success: output.status.success(), out: output.stdout, all: all.concat() })
    }

    /// Runs the tool, which must succeed; gives its standard output.
    pub(crate) fn output(
        &self,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Result<Vec<u8>, String> {
        let said = self.run(arguments)?;
        if said.success { Ok(said.out) } else { Err(format!("{}: {}", self.path.display(), said.all)) }
    }
}

/// One line about what was not tried, and how to have it tried.
pub(crate) fn say_what_was_skipped() {
    let missed = MISSED.lock().unwrap_or_else(PoisonError::into_inner);
    if missed.is_empty() {
        return;
    }
    let list = missed.iter().map(|(tool, count)| {
        let trials = if *count == 1 { "trial" } else { "trials" };
        format!("{count} {trials} without {} ({})", tool.name(), tool.remedy())
    });
    println!("skipped: {}", list.collect::<Vec<_>>().join(", "));
}
