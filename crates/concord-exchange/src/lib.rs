//! Texts as units for translators' tools: XLIFF 2.1 and PO, out and in again.
//!
//! A [`Package`] is what goes out: the [`Unit`]s of a publication for one language. [`xliff::write`] and [`po::write`] make a
//! file of it, [`xliff::read`] and [`po::read`] say what a file that came back holds, and [`take`] lays that beside the
//! publication as it is now: what is new, what stayed, and what cannot be taken, with the reason.
//!
//! Nothing here reads Markdown: whoever calls hands a reader over, as the parser belongs to another stage. A file that comes
//! back is not trusted: markup is never taken from it but by the numbers that it went out with, or read again.
//!
//! ```
//! use concord_exchange::{Package, Segment, State, Unit, po};
//!
//! let unit = Unit {
//!     id: "text.md#top:p1".to_owned(),
//!     place: "en/text.md:1".to_owned(),
//!     notes: vec!["paragraph".to_owned()],
//!     source: Segment::of_text("Good morning"),
//!     target: Some(Segment::of_text("Bonjour")),
//!     state: State::Translated,
//!     is_message: false,
//!     values: Default::default(),
//! };
//! let package = Package {
//!     publication: "greetings".to_owned(),
//!     source: "en".to_owned(),
//!     target: "fr".to_owned(),
//!     date: "2020-01-31".to_owned(),
//!     units: vec![unit],
//! };
//! let read = |text: &str| Some(Segment::of_text(text));
//! let file = po::write(&package, &read);
//! assert!(file.contains("msgctxt \"text.md#top:p1\"\nmsgid \"Good morning\"\nmsgstr \"Bonjour\"\n"));
//! assert_eq!(po::read(&file).map(|received| received.units.len()), Ok(1));
//! ```

pub mod placeholders;
pub mod po;
mod segment;
mod slots;
pub mod take;
mod unit;
mod writing;
pub mod xliff;

pub use segment::{Marker, MarkerKind, Notation, Piece, Segment, expressions, range_of};
pub use slots::{Part, Slot, slots};
pub use unit::{Package, Raw, RawPiece, Received, ReceivedUnit, State, Unit, Unreadable, name_token};
pub use writing::{Reader, markdown, write};
