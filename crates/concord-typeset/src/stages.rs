//! Single steps of the setting, for benches: shaping alone, and shaping with the choice of lines.

use crate::inline::break_lines::Measure;
use crate::inline::{StandsOut, collect, measure, set_lines};
use crate::setter::Setter;
use crate::theme::Align;
use crate::tree::Tree;
use crate::{Fonts, Hyphenation, Theme};
use concord_document::{BlockKind, Document, walk};
use std::collections::BTreeMap;

/// Shapes every paragraph of a document and measures its words. Gives the number of pieces.
pub fn shape(document: &Document, theme: &Theme, fonts: &Fonts, hyphenation: &dyn Hyphenation) -> usize {
    each_paragraph(document, theme, fonts, hyphenation, |setter, text| {
        let segmenter = setter.segmenter;
        measure::measure(setter, text, segmenter).pieces.len()
    })
}

/// Shapes every paragraph of a document and breaks it into lines of the main column. Gives the number of lines.
pub fn lines(document: &Document, theme: &Theme, fonts: &Fonts, hyphenation: &dyn Hyphenation) -> usize {
    let width = theme.fitted(fonts).page.main_width();
    each_paragraph(document, theme, fonts, hyphenation, |setter, text| {
        let stands_out = StandsOut::of_text(Align::Justify);
        set_lines(setter, text, Measure { stands_out, ..Measure::plain(width, Align::Justify) }, true).len()
    })
}

fn each_paragraph(
    document: &Document,
    theme: &Theme,
    fonts: &Fonts,
    hyphenation: &dyn Hyphenation,
    mut step: impl FnMut(&mut Setter<'_>, &crate::inline::RunningText) -> usize,
) -> usize {
    let images = BTreeMap::new();
    let theme = &theme.fitted(fonts);
    let mut setter = Setter::new(document, theme, fonts, hyphenation, &images);
    setter.remember_faces();
    let mut total = 0;
    walk::blocks(&document.content.blocks, &mut |block| {
        if let BlockKind::Paragraph(content) = &block.kind {
            let style = &theme.styles.body;
            let text = collect::collect(&mut setter, content, style, Tree::ROOT);
            total += step(&mut setter, &text);
        }
    });
    total
}
