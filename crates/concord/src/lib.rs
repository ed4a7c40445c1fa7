//! The program: files, orchestration, manifest.
//!
//! The stages take bytes or values and give values; everything that touches the world is here. [`publish`](publish::publish)
//! reads as the program's outline. The binary only reads the command line, calls one function of this library and shows
//! what it gives.
//!
//! ```
//! use concord::{plan::EditionName, shares};
//!
//! let edition = |locale: &str| EditionName {
//!     file: format!("book-{locale}.pdf"),
//!     document: "book".to_owned(),
//!     locale: locale.to_owned(),
//! };
//! let editions = ["en", "es", "fr", "pt"].map(edition);
//! let mut shares = shares::assign(&editions, 2);
//! shares.sort();
//! assert_eq!(shares, [1, 1, 2, 2]);
//! ```

pub mod args;
pub mod cache;
pub mod check;
pub mod claims;
pub mod concordance;
pub mod coverage;
pub mod edition;
pub mod exchange;
pub mod explain;
pub mod files;
pub mod fix;
pub mod impact;
pub mod init;
pub mod jobs;
mod keys;
pub mod landing;
pub mod layout;
pub mod locale;
pub mod manifest;
pub mod merge;
pub mod names;
pub mod page_numbers;
pub mod parity;
pub mod passport;
pub mod plan;
pub mod progress;
pub mod proof;
pub mod publish;
pub mod release;
pub mod remedies;
pub mod report;
pub mod reviewing;
pub mod schema;
pub mod selftest;
pub mod settings;
pub mod shares;
pub mod shell;
pub mod status;
pub mod translations;
pub mod unused_messages;
pub mod verify;
pub mod watch;

use std::path::Path;

/// Why the program could not do its work at all: files, folders, the command line. What is wrong with a publication
/// is never a failure but a list of findings.
#[derive(Debug)]
pub struct Failure {
    message: String,
    cause: Option<std::io::Error>,
}

impl Failure {
    /// A failure in words.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), cause: None }
    }

    /// A failure with a path, for what was tried and why it did not succeed.
    pub fn io(tried: &str, path: &Path, cause: std::io::Error) -> Self {
        Self { message: format!("cannot {tried} `{}`", path.display()), cause: Some(cause) }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}
