//! `concord proof`: what finished files say.

use crate::{Failure, files};
use concord_diagnostics::Diagnostic;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The transcripts of files, and what could not be read of them.
#[derive(Clone, Debug, Default)]
pub struct Proofs {
    /// The transcripts one after the other, each under its file's name where there are several.
    pub text: String,
    /// Files that are no readable PDF.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a file is not as it should be.
    pub is_irregular: bool,
}

/// Reads files back.
pub fn proof(paths: &[PathBuf], is_spoken: bool) -> Result<Proofs, Failure> {
    let mut proofs = Proofs::default();
    for path in paths {
        let bytes = files::read_file(path)?;
        one(path, &bytes, paths.len() > 1, is_spoken, &mut proofs);
    }
    Ok(proofs)
}

fn one(path: &Path, bytes: &[u8], named: bool, is_spoken: bool, proofs: &mut Proofs) {
    match concord_proof::read(bytes, &concord_proof::Limits::default()) {
        Ok(transcript) => {
            if named {
                let _ = writeln!(proofs.text, "{}", path.display());
            }
            proofs.text.push_str(&if is_spoken { transcript.to_speech() } else { transcript.to_text() });
            proofs.is_irregular |= !transcript.irregularities.is_empty();
        }
        Err(unreadable) => {
            let finding = unreadable.diagnostic();
            let message = format!("{}: {}", path.display(), finding.message);
            proofs.diagnostics.push(Diagnostic { message, ..finding });
        }
    }
}
