//! Fonts, cut down to the glyphs that a document shows.

use super::{FontUse, font_name};
use printpdf::font::{FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMetricsStub};
use printpdf::{Codepoint, FontId, Op, PdfDocument, PdfFontHandle, Pt, TextItem};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What a page must hold so that printpdf embeds the fonts: every code of every font shown once.
pub(crate) fn registrar(fonts: &[FontUse]) -> Vec<Op> {
    let mut ops = vec![Op::StartTextSection];
    for (number, font) in fonts.iter().enumerate().filter(|(_, font)| !font.is_unused()) {
        let font_handle = PdfFontHandle::External(FontId(font_name(number)));
        ops.push(Op::SetFont { font: font_handle, size: Pt(1.0) });
        let glyphs = font.entries().map(|(code, ..)| Codepoint::new(code, 0.0)).collect();
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
    }
    ops.push(Op::EndTextSection);
    ops
}

/// Gives the fonts in use to a document.
pub(crate) fn embed(drawn: &mut PdfDocument, fonts: &[FontUse]) -> Result<(), String> {
    for (number, font) in fonts.iter().enumerate().filter(|(_, font)| !font.is_unused()) {
        let face = PdfFont::new(parsed(font)?);
        drawn.resources.fonts.map.insert(FontId(font_name(number)), face);
    }
    Ok(())
}

fn parsed(font: &FontUse) -> Result<ParsedFont, String> {
    let program = font.program;
    let subset = subsetter::subset(&program.data, program.index, &font.remapper)
        .map_err(|error| format!("font `{}` cannot be cut down: {error}", program.name))?;
    let widths = font.entries().map(|(code, glyph, _)| (code, program.widths[usize::from(glyph)]));
    let metrics = &program.metrics;
    let [x_min, y_min, x_max, y_max] = metrics.bounds.map(|side| side as i16);
    Ok(ParsedFont {
        original_bytes: subset,
        font_index: 0,
        font_name: Some(format!("{}+{}", subset_tag(font), program.name)),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: widths.collect(),
        // All measures are in thousandths: printpdf cuts decimals off where it divides by the units itself.
        units_per_em: 1000,
        font_metrics: FontMetrics { ascent: metrics.ascent as i16, descent: metrics.descent as i16 },
        // Not looked at: the font file's own first bytes decide.
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: 1000,
            x_min,
            y_min,
            x_max,
            y_max,
            caret_slope_rise: 1,
            caret_slope_run: 0,
            us_weight_class: metrics.weight,
        },
    })
}

/// Six letters that differ for different subsets of one font (ISO 32000-1, 9.6.4): taken from a digest of what is in
/// the subset.
fn subset_tag(font: &FontUse) -> String {
    let mut digest = Sha256::new();
    digest.update(font.program.name.as_bytes());
    for (_, glyph, _) in font.entries() {
        digest.update(glyph.to_be_bytes());
    }
    digest.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
