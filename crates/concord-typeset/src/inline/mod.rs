//! A paragraph: its inlines become text with runs, the runs become glyphs, the glyphs become lines.

pub(crate) mod break_lines;
pub(crate) mod collect;
mod fill;
pub(crate) mod lines;
pub(crate) mod margins;
pub(crate) mod measure;
mod ties;

pub(crate) use collect::{RunningText, TextStyle};
pub(crate) use lines::{KeptText, Line, LinkId, lines_if_changed, set_lines, set_parted};
pub(crate) use margins::StandsOut;
