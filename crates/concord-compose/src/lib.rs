//! Skeletons, helpers and fact references: manuscripts into finished documents.
//!
//! A *skeleton* is a handlebars template that says what a document is made of, in the same Markdown as manuscripts.
//! Two steps lead from it to a [`Document`](concord_document::Document), with the Markdown parser of another stage
//! between them, so that neither stage knows the other:
//!
//! 1. [`expand`] runs the template. It repeats parts, such as one case study after the other, and puts words from the
//!    messages in. Every value is escaped, so none can become markup.
//! 2. [`compose`] takes the parsed skeleton, splices the manuscript's blocks in with their own places, evaluates
//!    `{{...}}` inside the text, applies the language's typography, and fills the blocks that are made from the ledger:
//!    key figures, charts, timelines, fact panels, the list of sources; and marks abbreviations with what they stand for.
//!
//! Handlebars is used for its syntax; what a helper says is decided by [`Edition`], which knows the ledger, the
//! glossary, the messages and the language's conventions.
//!
//! ```
//! // What templates must have words for in every language:
//! let keys: Vec<&str> = concord_compose::MessageKey::ALL.iter().map(|key| key.as_str()).collect();
//! assert!(keys.contains(&"contents") && keys.contains(&"timeline-alt"));
//! ```

mod acronyms;
mod alternatives;
mod call;
mod compose;
mod containers;
mod edition;
mod evaluate;
mod expand;
mod expansions;
mod fault;
mod generated;
mod headings;
mod helpers;
mod message_keys;
mod pseudo;
mod references;
mod splice;
mod typography;
mod variants;
mod wording;

pub use compose::{compose, compose_shorter};
pub use edition::Edition;
pub use expand::expand;
pub use message_keys::MessageKey;
pub use pseudo::with_pseudo;
pub use wording::Wording;
