//! The labelled files of a corpus, where `CONCORD_CORPUS` names the folder that holds it.

use crate::{Level, Limits, Verdict, judge};
use std::path::{Path, PathBuf};

/// The files below a folder, in order.
fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "pdf") {
            out.push(path);
        }
    }
}

/// Every file whose name says that it passes or fails is judged so. All disagreements are listed, with the rules.
#[test]
fn verdicts_agree_with_the_labels() {
    let Some(folder) = std::env::var_os("CONCORD_CORPUS") else {
        println!("skipped: CONCORD_CORPUS names no folder");
        return;
    };
    let mut paths = Vec::new();
    files(&Path::new(&folder).join("PDF_UA-1"), &mut paths);
    assert!(!paths.is_empty(), "no file below PDF_UA-1 of CONCORD_CORPUS");
    let mut wrong = Vec::new();
    for path in &paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let expected = match (name.contains("-pass-"), name.contains("-fail-")) {
            (true, false) => Verdict::Pass,
            (false, true) => Verdict::Fail,
            _ => continue,
        };
        let bytes = std::fs::read(path).expect("a file");
        match judge(&bytes, &Limits::default()) {
            Ok(judgement) => {
                let mut rules: Vec<String> = judgement
                    .findings
                    .iter()
                    .filter(|finding| finding.rule.level == Level::Error)
                    .map(|finding| finding.rule.to_string())
                    .collect();
                rules.dedup();
                println!("{}\t{}", path.display(), rules.join(" "));
                if judgement.verdict() != expected {
                    wrong.push(format!(
                        "{name}: {:?}, {rules:?}, {:?}",
                        judgement.verdict(),
                        judgement.unread
                    ));
                }
            }
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    println!("{} files, {} disagreements", paths.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
