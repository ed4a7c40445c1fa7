//! PDF files read without trust.
//!
//! The input may be any bytes at all. [`Objects`] opens them within [`Limits`], also where they are encrypted with the
//! empty password, and looks everything up with a limit on its depth and on what it unpacks to. [`Lexer`] cuts content
//! streams and character maps into words, [`operands`] turns words into objects where that is needed. What is no PDF, or
//! asks for more than the limits allow, is [`Unreadable`].
//!
//! ```
//! use concord_pdf::{Limits, Objects};
//!
//! // Whatever the bytes are, an answer comes back.
//! assert!(Objects::open(b"%PDF-1.7 and nothing else", &Limits::default()).is_err());
//! ```

mod cmap;
mod encryption;
mod filters;
mod guards;
mod lexer;
mod limits;
mod objects;
pub mod operands;
mod repair;
mod strings;
#[cfg(test)]
mod tests;

pub use cmap::CharacterMap;
pub use encryption::Encryption;
pub use lexer::{Lexer, Token};
pub use limits::{Limits, Unreadable};
pub use lopdf;
pub use objects::{Objects, same};
pub use strings::{is_empty_text, text};
