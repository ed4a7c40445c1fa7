//! For those who review: what differs between two published files, and a translation beside its source with what the checks
//! find. Both make pages for a browser that need nothing else: no script, no other file.

pub mod diff;
mod html;
pub mod review;
mod words;
