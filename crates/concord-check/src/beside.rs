//! Every piece of running text of a translation beside the one it translates, for those who carry texts to translators and
//! back.

use crate::Context;
use crate::alignment::Side;
use crate::staleness::{Standing, standing};
use concord_document::{Block, LanguageTag, walk};

/// One piece of running text and its translation.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The file, relative to the locale's folder.
    pub path: &'a str,
    /// The source's block, and which of its lists of inlines is meant.
    pub source: (&'a Block, usize),
    /// The same of the translation.
    pub translation: (&'a Block, usize),
    /// Whether the source changed since the translation was recorded.
    pub is_stale: bool,
    /// Whether the translation is a copy of the source that waits to be translated.
    pub is_open: bool,
    /// Whether it was recorded that the one translates the other, as both stand.
    pub is_recorded: bool,
    /// Whether the two stand alone beside each other. In lists of terms that are sorted anew, only the likeliest partner may
    /// be known.
    pub is_certain: bool,
}

/// Lays a language's texts beside the source's, in the order of files and of the source. A list of inlines that has no
/// partner is not there.
pub fn beside<'a>(context: &Context<'a>, language: &LanguageTag) -> Vec<Beside<'a>> {
    let mut all = Vec::new();
    for comparison in context.comparisons.iter().filter(|it| it.translation.language == *language) {
        let records = comparison.translation.lock.of(comparison.path);
        for pair in comparison.alignment.pairs.iter().chain(&comparison.alignment.open) {
            let (sources, translations) = (places(&pair.source), places(&pair.translation));
            // Parts that were joined, and are not as many on both sides, cannot be told apart.
            if sources.len() != translations.len() {
                continue;
            }
            let standing = standing(pair, records);
            let is_certain = pair.source.texts.len() == 1;
            all.extend(sources.into_iter().zip(translations).map(|(source, translation)| Beside {
                path: comparison.path,
                source,
                translation,
                is_stale: standing == Some(Standing::Stale),
                is_open: standing == Some(Standing::Open),
                is_recorded: standing == Some(Standing::Current),
                is_certain,
            }));
        }
    }
    all
}

/// The lists of inlines of a side, by block and number. A picture without a caption is there for its alternative text.
fn places<'a>(side: &Side<'a>) -> Vec<(&'a Block, usize)> {
    let of_text = |(block, part): &(&'a Block, Option<usize>)| {
        let (block, part) = (*block, *part);
        let numbers = 0..walk::inline_lists(block).len();
        numbers
            .filter(move |number| part.is_none_or(|part| part == *number))
            .map(move |number| (block, number))
    };
    side.texts.iter().flat_map(of_text).collect()
}
