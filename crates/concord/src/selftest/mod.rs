//! `concord selftest`: plants single faults into copies of a publication and says which of them the checks find.
//!
//! A check that never fails proves nothing. Here it is measured: each fault is made in memory, in one place of one file;
//! everything is read and checked again; and it counts as found only where a finding that the clean publication has not
//! points at the block or line of the fault, under a code that says what it is.

mod change;
mod kinds;
mod plan;
mod report;
mod run;
mod scene;
mod units;
mod words;

pub use change::Fault;
pub use plan::Choice;
pub use report::{Report, Tally};
pub use run::Verdict;

use crate::settings::SourceSettings;
use crate::{Failure, files};
use concord_manuscript::Files;
use run::Checked;
use std::collections::BTreeSet;
use std::path::Path;

/// Plants faults into the publication of a folder. Where `write` names a folder, the texts with and without each fault
/// are written there as `units.json`, for tools that compare texts with their translations.
pub fn selftest(settings: &SourceSettings, choice: &Choice, write: Option<&Path>) -> Result<Report, Failure> {
    let folder = files::read_publication(&settings.folder)?;
    if let Some(folder_to_write) = write {
        let checked = Checked::of(&folder.files, &BTreeSet::new());
        let publication = checked.publication.as_ref().ok_or_else(unreadable)?;
        let (faults, _) = plan::plan(publication, &checked.sources, choice);
        let units = units::units(publication, &checked.sources, &faults);
        let path = folder_to_write.join("units.json");
        let write = || {
            std::fs::create_dir_all(folder_to_write)?;
            std::fs::write(&path, units.to_string())
        };
        write().map_err(|cause| Failure::io("write", &path, cause))?;
    }
    measure(&folder.files, choice)
}

/// The faults that a choice plants into the files of a publication, without planting them.
pub fn faults(files: &Files, choice: &Choice) -> Result<Vec<Fault>, Failure> {
    let clean = Checked::of(files, &BTreeSet::new());
    let publication = clean.publication.as_ref().ok_or_else(unreadable)?;
    Ok(plan::plan(publication, &clean.sources, choice).0)
}

/// Plants faults into the files of a publication.
pub fn measure(files: &Files, choice: &Choice) -> Result<Report, Failure> {
    let used = BTreeSet::new();
    let clean = Checked::of(files, &used);
    let publication = clean.publication.as_ref().ok_or_else(unreadable)?;
    let (faults, mut places) = plan::plan(publication, &clean.sources, choice);
    let verdicts = run::judge(files, &clean.keys(), &used, &faults);
    let kinds = kinds::all().filter(|kind| kind.name.contains(&choice.only));
    let places = kinds.map(|kind| (kind.name, places.remove(kind.name).unwrap_or_default())).collect();
    Ok(Report {
        seed: choice.seed,
        clean_findings: clean.findings.iter().filter(|finding| !is_note(finding)).count(),
        places,
        faults: faults.into_iter().zip(verdicts).collect(),
    })
}

fn is_note(finding: &concord_diagnostics::Diagnostic) -> bool {
    finding.severity == concord_diagnostics::Severity::Note
}

fn unreadable() -> Failure {
    Failure::new("the folder has no publication that can be read; `concord check` says why")
}
