//! Tests of the rules on small files: a file that conforms, with one thing changed.

mod annotations;
mod catalog;
mod content;
mod corpus;
mod fonts;
mod hostile;
mod pdf;
mod programs;
mod structure;
mod table;
