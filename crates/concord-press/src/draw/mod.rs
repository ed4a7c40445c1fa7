//! Pages into printpdf's operations, and these into a document of lopdf's.
//!
//! printpdf gives fonts, pictures, page tree and content streams. Two of its habits are worked around here. It shows
//! text glyph by glyph, each a string and a heap allocation of its own, so text and paths go in whole, as an
//! [`Op::Unknown`] whose operator carries its operands. And it embeds only the fonts whose
//! glyphs it saw being shown, so one more page, the registrar, shows every glyph once; `seal` takes it out again.

mod font;
mod glyphs;
mod image;
mod page;
mod path;
mod text;

pub(crate) use glyphs::FontUse;
pub(crate) use page::around;

use crate::marked::MarkedContent;
use concord_pages::SetDocument;
use printpdf::serialize::to_lopdf_doc;
use printpdf::{Op, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

/// A drawn document, and what is known of its fonts.
pub(crate) struct Drawing<'a> {
    /// printpdf's file. Its last page is the registrar.
    pub(crate) pdf: lopdf::Document,
    /// What was shown of every font of the document, used or not, by the font's number.
    pub(crate) fonts: Vec<FontUse<'a>>,
}

/// The name by which pages call a font.
pub(crate) fn font_name(number: usize) -> String {
    format!("F{number}")
}

/// Draws all pages. A font that cannot be cut down to the glyphs shown is the one thing that can fail.
pub(crate) fn draw<'a>(document: &'a SetDocument, marked: &MarkedContent) -> Result<Drawing<'a>, String> {
    let mut fonts: Vec<FontUse> = document.fonts.iter().map(FontUse::new).collect();
    let mut drawn = PdfDocument::new("");
    for (number, page) in document.pages.iter().enumerate() {
        let ops = page::draw(document, number, marked, &mut fonts);
        drawn.pages.push(sheet(page.width, page.height, ops));
    }
    drawn.pages.push(sheet(1.0, 1.0, font::registrar(&fonts)));
    font::embed(&mut drawn, &fonts)?;
    image::embed(&mut drawn, document);
    Ok(Drawing { pdf: to_lopdf_doc(&drawn, &options(), &mut Vec::new()), fonts })
}

fn sheet(width: f32, height: f32, ops: Vec<Op>) -> PdfPage {
    let size = Rect::from_wh(Pt(width), Pt(height));
    PdfPage { media_box: size.clone(), trim_box: size.clone(), crop_box: size, ops }
}

/// Nothing is left to printpdf: `secure` would drop unknown operations without a word.
fn options() -> PdfSaveOptions {
    PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None }
}
