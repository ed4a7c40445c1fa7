//! Pages into a PDF: printpdf draws, lopdf seals.
//!
//! A tagged PDF says everything twice: once as a drawing (content streams, fonts, pictures) and once as meaning (the
//! structure tree), tied together by numbers in the drawing. [`press`] makes both from one [`SetDocument`]: `draw`
//! turns pages into printpdf's operations and takes printpdf's file as a value; `seal` gives that file everything
//! that makes it PDF/UA-1 and PDF/A-2a, and writes it. `CONFORMANCE.md` beside the sources goes through the clauses.
//!
//! The same document gives the same bytes: no clock, no random number and no counter outlives a call.

mod deflate;
mod draw;
mod inspect;
mod marked;
mod number;
mod seal;

use concord_diagnostics::{Code, Diagnostic};
use concord_pages::SetDocument;

/// What the press is told besides the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The program that made the document, for `xmp:CreatorTool`, such as "Concord 1.0.0".
    pub creator_tool: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self { creator_tool: concat!("Concord ", env!("CARGO_PKG_VERSION")).to_owned() }
    }
}

/// Makes the bytes of a PDF 1.7 file that is PDF/UA-1 and PDF/A-2a.
///
/// # Errors
///
/// Everything that the document cannot be pressed for, as findings of code R501: each is a fault of the stage that
/// made the pages, not of a text, so none has a place in a source.
pub fn press(document: &SetDocument, settings: &Settings) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let faults = inspect::inspect(document);
    if !faults.is_empty() {
        return Err(faults.into_iter().map(refusal).collect());
    }
    let marked = marked::MarkedContent::number(document);
    let drawing = draw::draw(document, &marked).map_err(|fault| vec![refusal(fault)])?;
    seal::seal(document, &marked, drawing, settings).map_err(|fault| vec![refusal(fault)])
}

fn refusal(fault: String) -> Diagnostic {
    Diagnostic::new(Code::PRESS_FAILED, fault)
}

#[cfg(test)]
mod tests;
