//! Any PDF judged by what PDF/UA-1 (ISO 14289-1) asks and a machine can decide.
//!
//! [`judge()`] reads the bytes of a file without trust and says what is not as the [`rules`] have it, each finding with its
//! place. The rules follow the failure conditions of the Matterhorn Protocol 1.1 that are for machines; what that protocol
//! leaves to people is not judged. What could not be read, or asks for more than the limits allow, is said to be unread: a
//! file of which something is unread never passes.
//!
//! ```
//! use concord_judge::{Limits, judge};
//!
//! assert!(judge(b"no PDF at all", &Limits::default()).is_err());
//! ```

mod actions;
mod annotations;
mod attributes;
mod catalog;
mod content;
mod file;
mod finding;
mod fonts;
mod forms;
mod headings;
mod language;
mod nesting;
mod pages;
mod parents;
mod roles;
pub mod rules;
mod structure;
mod tables;
#[cfg(test)]
mod tests;
mod xmp;

pub use concord_pdf::{Limits, Objects, Unreadable};
pub use finding::{Finding, Judgement, Place, Verdict};
pub use rules::{Level, Rule};

use file::File;

/// Judges a file.
///
/// # Errors
///
/// Where the bytes are no PDF, have no catalog or pages, or are too large.
pub fn judge(bytes: &[u8], limits: &Limits) -> Result<Judgement, Unreadable> {
    judge_loaded(&Objects::open(bytes, limits)?)
}

/// Judges a file that is loaded already.
///
/// # Errors
///
/// As for [`judge()`].
pub fn judge_loaded(objects: &Objects<'_>) -> Result<Judgement, Unreadable> {
    objects.renew();
    if objects.encryption().is_some_and(|encryption| !encryption.is_open) {
        return Ok(file::judge_closed(objects));
    }
    let file = File::open(objects)?;
    catalog::judge(&file);
    xmp::judge(&file);
    structure::judge(&file);
    annotations::judge(&file);
    forms::judge(&file);
    actions::judge(&file);
    let fonts = content::judge(&file);
    fonts::judge(&file, &fonts);
    Ok(file.finish())
}
