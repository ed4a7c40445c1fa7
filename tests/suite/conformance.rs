//! The validator's judgement of every case that becomes a file: whatever a text can hold must conform, not the sample
//! alone.

use crate::command::{self, exits};
use crate::folder::Folder;
use crate::format::{Case, Malformed, View};
use crate::tools::{Program, Tool};
use crate::{root, stages};
use concord_press::{Settings, Standard, press};
use libtest_mimic::Trial;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// One trial a standard, over all cases at once.
pub(crate) fn trials(cases: &[Result<Case, Malformed>]) -> Vec<Trial> {
    let cases: Arc<[Case]> = cases.iter().flatten().filter(|case| becomes_a_file(case)).cloned().collect();
    let flavours = [
        ("pdf-ua-1", "ua1", Standard::Ua1A2a),
        ("pdf-a-2a", "2a", Standard::Ua1A2a),
        ("pdf-ua-2", "ua2", Standard::Ua2A4),
        ("pdf-a-4", "4", Standard::Ua2A4),
    ];
    let generated = [("pdf-ua-1", "ua1"), ("pdf-a-2a", "2a")].map(|(name, flavour)| {
        Trial::ignorable_test(format!("conformance/generated-{name}"), move || {
            Tool::VeraPdf.trial(|program| generated_conforms(program, flavour))
        })
    });
    let cases = flavours.into_iter().map(|(name, flavour, standard)| {
        let cases = Arc::clone(&cases);
        Trial::ignorable_test(format!("conformance/{name}"), move || {
            Tool::VeraPdf.trial(|program| conform(program, flavour, standard, &cases))
        })
    });
    generated.into_iter().chain(cases).collect()
}

/// A publication that nobody wrote: about thirty pages a language of every construction that there is.
fn generated_conforms(program: &Program, flavour: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let script = root().join("tests/compare/generate.py");
    let made =
        Command::new("python3").arg(script).args(["--pages", "30", "--output"]).arg(folder.path()).output();
    let made = made.map_err(|error| format!("python3: {error}"))?;
    if !made.status.success() {
        return Err(String::from_utf8_lossy(&made.stderr).into_owned());
    }
    let dist = folder.path().join("dist");
    let mut publish = command::publish(&folder.path().join("concord"), &dist);
    exits(publish.arg("--templates").arg(root().join("templates")), 0)?;
    let entries = std::fs::read_dir(&dist).map_err(|error| error.to_string())?;
    let paths = entries.flatten().map(|entry| entry.path());
    let paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect();
    if paths.is_empty() { Err("nothing was made".to_owned()) } else { pass(program, flavour, &paths) }
}

fn becomes_a_file(case: &Case) -> bool {
    case.expectations
        .iter()
        .any(|expectation| !matches!(expectation.view, View::Diagnostics | View::Findings(_)))
}

fn conform(program: &Program, flavour: &str, standard: Standard, cases: &[Case]) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut paths = Vec::new();
    for case in cases {
        let files = Folder::of(case)?;
        let mut locales: Vec<&str> =
            case.expectations.iter().map(|expectation| expectation.locale.as_str()).collect();
        locales.sort_unstable();
        locales.dedup();
        for locale in locales {
            let made =
                stages::edition(&files, locale).map_err(|error| format!("{}: {error}", case.trial()))?;
            let path = folder.path().join(format!("{}-{locale}.pdf", case.name));
            let settings = Settings { standard, ..Settings::default() };
            let bytes =
                press(&made.set, &settings).map_err(|faults| format!("{}: {faults:?}", case.trial()))?;
            std::fs::write(&path, bytes).map_err(|error| error.to_string())?;
            paths.push(path);
        }
    }
    pass(program, flavour, &paths)
}

/// Runs the validator once over all files, as starting it takes longer than judging one. Every file must pass.
pub(crate) fn pass(program: &Program, flavour: &str, paths: &[PathBuf]) -> Result<(), String> {
    let options = ["--flavour", flavour, "--format", "text", "-v"].map(PathBuf::from);
    let said = program.run(options.iter().chain(paths))?;
    let out = String::from_utf8_lossy(&said.out).into_owned();
    let passes = |path: &Path| {
        out.lines().any(|line| line.starts_with("PASS") && line.contains(path.to_string_lossy().as_ref()))
    };
    let failed: Vec<_> =
        paths.iter().filter(|path| !passes(path)).map(|path| path.display().to_string()).collect();
    if failed.is_empty() { Ok(()) } else { Err(format!("these do not pass: {failed:?}\n{}", said.all)) }
}
