//! Finished PDF bytes into a transcript and findings.
//!
//! Nothing is published that was not read back. [`read()`] opens the bytes of a file, and only them, and writes down what
//! a reader is told: tags with their text, outline, links, fonts, metadata. [`prove()`] compares that [`Transcript`] with
//! the document that was to be printed, passage by passage, and says where in the manuscript a difference belongs; it
//! also notes on which pages every fact stands. The crate knows neither the setter nor the press, so it cannot repeat
//! their mistakes.
//!
//! Two texts are the same passage when they agree after folding: soft hyphens and other characters without width are
//! dropped, runs of spaces, tabs and line ends are one space, and a passage has none at its ends. No-break spaces stay
//! what they are: the text layer of the file must have them.
//!
//! ```
//! assert!(concord_proof::read(b"no PDF at all", &concord_proof::Limits::default()).is_err());
//! ```

mod attached;
mod fold;
mod print;
mod prove;
mod read;
mod shape;
mod spoken;
mod transcript;

pub use attached::{Attached, attachments};
pub use concord_pdf::{Limits, Objects, Unreadable};
pub use prove::{FactPlace, Promises, prove, prove_promises};
pub use read::{read, transcribe};
pub use shape::{Landmark, LandmarkKind, Shape, ShapeDifference};
pub use transcript::{Element, Font, Link, LinkTarget, OutlineItem, Page, Piece, Transcript, Xmp};

#[cfg(test)]
mod tests;
