//! What a content stream has set: fonts, colours, marked content.

use concord_pdf::lopdf::{ObjectId, Stream};

/// A tiling pattern.
pub(super) type Pattern<'o> = (Option<ObjectId>, &'o Stream);

/// What `q` saves and `Q` brings back, as far as it matters here.
#[derive(Clone, Copy, Default)]
pub(super) struct Graphics<'o> {
    /// The font, by its number among those used.
    pub(super) font: Option<usize>,
    /// The text rendering mode (ISO 32000-1, table 106).
    pub(super) mode: u32,
    pub(super) fill: Option<Pattern<'o>>,
    pub(super) stroke: Option<Pattern<'o>>,
}

/// A marked-content sequence, with what it has from those around it.
#[derive(Clone, Copy, Default)]
pub(super) struct Frame {
    /// Whether a structure element owns it.
    pub(super) is_tagged: bool,
    /// Whether it is or lies in an artifact.
    pub(super) is_artifact: bool,
    /// Whether its language is known.
    pub(super) has_language: bool,
}
