//! Pages into a PDF: printpdf draws, lopdf seals.
//!
//! A tagged PDF says everything twice: once as a drawing (content streams, fonts, pictures) and once as meaning (the
//! structure tree), tied together by numbers in the drawing. [`press`] makes both from one [`SetDocument`]: `draw`
//! turns pages into printpdf's operations and takes printpdf's file as a value; `seal` gives that file everything
//! that makes it PDF/UA-1 and PDF/A-2a (or PDF/UA-2 and PDF/A-4), and writes it. `CONFORMANCE.md` beside the sources
//! goes through the clauses.
//!
//! The same document gives the same bytes: no clock, no random number and no counter outlives a call.
//!
//! ```
//! use concord_press::{Claim, Standard};
//!
//! let [accessible, archival] = Standard::Ua1A2a.claims();
//! assert_eq!((accessible.name(), archival.name()), ("PDF/UA-1", "PDF/A-2a"));
//! assert_eq!(accessible, Claim::PdfUa1);
//! ```

mod attachment;
mod deflate;
mod draw;
mod fault;
mod inspect;
mod marked;
mod number;
mod seal;
mod standard;

pub use attachment::{Attachment, Relationship};
pub use standard::{Claim, Standard};

use concord_diagnostics::{Code, Diagnostic, Severity};
use concord_pages::SetDocument;
use fault::Fault;
use std::collections::BTreeSet;

/// What the press is told besides the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The program that made the document, for `xmp:CreatorTool`, such as "Concord 1.0.0".
    pub creator_tool: String,
    /// What the file is made to be.
    pub standard: Standard,
    /// Whether a document that breaks a claim is refused.
    pub effort: Effort,
}

/// What becomes of a document that breaks a claim of its standard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Effort {
    /// It is refused.
    #[default]
    Whole,
    /// The file is made without the claim. What no file can be made of is refused all the same.
    Best,
}

/// A file.
#[derive(Clone, Debug)]
pub struct Pressed {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it says that it keeps.
    pub claims: Vec<Claim>,
    /// What broke the claims that it does not make, as warnings; none where the effort is [`Effort::Whole`].
    pub broken: Vec<Diagnostic>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            creator_tool: concat!("Concord ", env!("CARGO_PKG_VERSION")).to_owned(),
            standard: Standard::default(),
            effort: Effort::default(),
        }
    }
}

/// Makes the bytes of a file: [`produce`] without what is known of it.
///
/// # Errors
///
/// As [`produce`].
pub fn press(document: &SetDocument, settings: &Settings) -> Result<Vec<u8>, Vec<Diagnostic>> {
    produce(document, settings).map(|pressed| pressed.bytes)
}

/// Makes a file of the standard that the settings name, and says which claims it makes.
///
/// # Errors
///
/// Everything that the document cannot be pressed for, as findings of code R501: each is a fault of the stage that
/// made the pages, not of a text, so none has a place in a source.
pub fn produce(document: &SetDocument, settings: &Settings) -> Result<Pressed, Vec<Diagnostic>> {
    produce_with(document, settings, &[])
}

/// The same with files inside it. What PDF/A-2 forbids, PDF/A-3 and PDF/A-4f allow, and these are what it then claims.
///
/// # Errors
///
/// As [`produce`].
pub fn produce_with(
    document: &SetDocument,
    settings: &Settings,
    attachments: &[Attachment],
) -> Result<Pressed, Vec<Diagnostic>> {
    let faults = inspect::inspect(document);
    let is_refused = |fault: &Fault| settings.effort == Effort::Whole || fault.breaks == fault::Breaks::File;
    if faults.iter().any(is_refused) {
        return Err(faults.into_iter().map(|fault| refusal(fault.message)).collect());
    }
    let claims = settings.standard.claims_with(!attachments.is_empty());
    let claims = kept(&faults, claims);
    let marked = marked::MarkedContent::number(document);
    let drawing = draw::draw(document, &marked).map_err(|fault| vec![refusal(fault)])?;
    let bytes = seal::seal(document, &marked, drawing, settings, (&claims, attachments))
        .map_err(|fault| vec![refusal(fault)])?;
    let broken = faults.iter().map(|fault| broken(fault, settings.standard)).collect();
    Ok(Pressed { bytes, claims, broken })
}

/// The claims of a standard that all faults spare.
fn kept(faults: &BTreeSet<Fault>, claims: [Claim; 2]) -> Vec<Claim> {
    let is_kept = |claim: &Claim| faults.iter().all(|fault| fault.spares(*claim));
    claims.into_iter().filter(is_kept).collect()
}

fn refusal(fault: String) -> Diagnostic {
    Diagnostic::new(Code::PRESS_FAILED, fault)
}

/// A fault as a warning that says what it costs.
fn broken(fault: &Fault, standard: Standard) -> Diagnostic {
    let lost = standard.claims().into_iter().filter(|claim| !fault.spares(*claim)).map(Claim::name);
    let lost = lost.collect::<Vec<_>>().join(" or ");
    let finding = refusal(fault.message.clone());
    Diagnostic { severity: Severity::Warning, ..finding }
        .note(format!("the file is made, and does not claim to be {lost}"))
}

#[cfg(test)]
mod tests;
