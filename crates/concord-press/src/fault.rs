//! What is wrong with a document, and what it costs.
//!
//! | fault | breaks | source |
//! |---|---|---|
//! | no title | PDF/UA | ISO 14289-1, 7.1; ISO 14289-2, 8.11.1 |
//! | a figure without alternative or replacement text | PDF/UA | ISO 14289-1, 7.3; ISO 14289-2, 8.2.5.28.2 |
//! | a skipped level of headings | PDF/UA | ISO 14289-1, 7.4.2 |
//! | a header cell without scope | PDF/UA | ISO 14289-1, 7.5; ISO 14289-2, 8.2.5.26 |
//! | a note without id | PDF/UA | ISO 14289-1, 7.9 |
//! | a link without description | PDF/UA | ISO 14289-1, 7.18.5 |
//! | a page larger or smaller than a reader need show | PDF/A | ISO 19005-2, 6.1.13 |
//! | glyph 0 is shown | both | ISO 14289-1, 7.21.8; ISO 19005-2, 6.2.11.8; ISO 19005-4, 6.2.10.9 |
//! | two elements have one id | both | ISO 32000-1, 14.7.2 |
//! | anything else | the file | there would be no file that could be read |

use crate::standard::Claim;

/// What a fault breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Breaks {
    /// The file: none can be made.
    File,
    /// The claim of PDF/UA.
    Accessibility,
    /// The claim of PDF/A.
    Archive,
    /// Both claims.
    Both,
}

/// A fault of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    /// In words.
    pub(crate) message: String,
    /// What it breaks.
    pub(crate) breaks: Breaks,
}

impl Fault {
    /// A fault that leaves no file.
    pub(crate) fn fatal(message: impl Into<String>) -> Self {
        Self { message: message.into(), breaks: Breaks::File }
    }

    /// Whether a file with the fault can still make a claim.
    pub(crate) fn spares(&self, claim: Claim) -> bool {
        match self.breaks {
            Breaks::File | Breaks::Both => false,
            Breaks::Accessibility => !claim.is_accessibility(),
            Breaks::Archive => claim.is_accessibility(),
        }
    }
}
