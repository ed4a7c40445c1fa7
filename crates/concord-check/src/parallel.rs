//! What is compared word by word: every pair of blocks, cells and messages of a translation, in order.

use crate::Context;
use crate::alignment::Side;
use crate::context::{Comparison, ReadMessages};
use crate::references::{self, Target};
use crate::words::Placed;
use concord_diagnostics::Span;
use concord_document::BlockKind;

/// A text in words.
pub(crate) struct Passage<'c> {
    /// What it stands in.
    pub(crate) span: Span,
    /// Without those in other languages.
    pub(crate) words: Vec<Placed<'c>>,
    /// Acronyms in other languages, as in a title.
    pub(crate) foreign_acronyms: Vec<String>,
    /// What it stands in, unless it is a message.
    pub(crate) side: Option<&'c Side<'c>>,
}

/// A text and its translation.
pub(crate) struct Passages<'c> {
    pub(crate) source: Passage<'c>,
    pub(crate) translation: Passage<'c>,
    /// Whether what went before is another section, or another text altogether.
    pub(crate) begins: bool,
}

impl<'c> Passage<'c> {
    fn new(context: &'c Context<'_>, side: &'c Side<'c>) -> Self {
        let foreign_acronyms = context.foreign_acronyms(side);
        Self { span: side.span, words: context.words(side), foreign_acronyms, side: Some(side) }
    }

    /// The ids of the terms that it has as expressions.
    pub(crate) fn terms(&self) -> Vec<&'c str> {
        let references = self.side.into_iter().flat_map(references::of_side);
        references
            .filter(|reference| reference.target == Target::Term)
            .map(|reference| reference.key)
            .collect()
    }
}

/// The pairs of a text.
pub(crate) fn of_text<'c>(
    context: &'c Context<'_>,
    comparison: &'c Comparison<'c>,
) -> impl Iterator<Item = Passages<'c>> {
    comparison.alignment.pairs.iter().enumerate().map(move |(number, pair)| Passages {
        source: Passage::new(context, &pair.source),
        translation: Passage::new(context, &pair.translation),
        begins: number == 0 || is_section(&pair.source),
    })
}

/// The pairs of messages.
pub(crate) fn of_messages<'c>(messages: &'c ReadMessages<'_>) -> Passages<'c> {
    let [source, translation] = messages.words();
    let passage = |span, words| Passage { span, words, foreign_acronyms: Vec::new(), side: None };
    Passages {
        source: passage(messages.pair.source.span, source),
        translation: passage(messages.pair.translation.span, translation),
        begins: true,
    }
}

/// Chapters and their sections have headings of the first two levels.
fn is_section(side: &Side<'_>) -> bool {
    side.texts.iter().any(|(block, _)| matches!(block.kind, BlockKind::Heading { level: 1 | 2, .. }))
}
