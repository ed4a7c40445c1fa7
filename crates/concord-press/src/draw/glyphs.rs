//! The glyphs that a document shows of a font: their codes, and the characters that they stand for.
//!
//! A reader gets text back from a PDF by each font's ToUnicode map, which has one text for a glyph
//! (ISO 32000-1, 9.10.3). Where a document shows a glyph for different texts, or several glyphs for one character,
//! the map cannot serve, and the text is said beside the glyphs in an `ActualText` (14.9.4).

use concord_pages::{FontProgram, Glyph};
use subsetter::GlyphRemapper;

/// For a glyph that has no text of its own and was never shown with one.
const UNKNOWN: &str = "\u{FFFD}";

/// A font and what is shown of it.
pub(crate) struct FontUse<'a> {
    /// The font.
    pub(crate) program: &'a FontProgram,
    /// The new numbers of the glyphs, in order of first showing; they are the codes in strings.
    pub(crate) remapper: GlyphRemapper,
    /// The position of every glyph in `shown`, from 1; 0 for those not shown.
    positions: Vec<u16>,
    shown: Vec<Shown>,
}

struct Shown {
    code: u16,
    glyph: u16,
    text: String,
    /// Whether text was read through this entry. One that was not can still be replaced.
    firm: bool,
}

impl<'a> FontUse<'a> {
    /// A font of which nothing is shown yet.
    pub(crate) fn new(program: &'a FontProgram) -> Self {
        let positions = vec![0; program.widths.len()];
        Self { program, remapper: GlyphRemapper::new(), positions, shown: Vec::new() }
    }

    /// Whether nothing is shown.
    pub(crate) fn is_unused(&self) -> bool {
        self.shown.is_empty()
    }

    /// Every code with its glyph in the font file and its text, in order of first showing. The codes count from 1; 0 is
    /// there where glyph 0, `.notdef`, is shown, which costs the file its claims.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (u16, u16, &str)> {
        self.shown.iter().map(|shown| {
            let text = if shown.text.is_empty() { UNKNOWN } else { &shown.text };
            (shown.code, shown.glyph, text)
        })
    }

    /// The code of a glyph, given at its first showing.
    pub(crate) fn code(&mut self, glyph: u16) -> u16 {
        self.shown_of(glyph).code
    }

    /// Whether the glyphs of one cluster, read through the ToUnicode map, give its text. The map learns on the way.
    pub(crate) fn reads_as(&mut self, cluster: &[Glyph], text: &str) -> bool {
        if let [glyph] = cluster {
            return !text.is_empty() && self.learn(glyph.id, text);
        }
        let Some(pieces) = pieces(cluster.len(), text) else {
            // Not a character for each: the first glyph may at least lend its text to the map.
            self.suggest(cluster[0].id, text);
            return false;
        };
        let agree = cluster.iter().zip(&pieces).all(|(glyph, piece)| self.may_learn(glyph.id, piece));
        for (glyph, piece) in cluster.iter().zip(&pieces) {
            if agree {
                self.learn(glyph.id, piece);
            } else {
                self.suggest(glyph.id, piece);
            }
        }
        agree
    }

    /// Takes a text for a glyph; false where it has another one already.
    fn learn(&mut self, glyph: u16, text: &str) -> bool {
        let shown = self.shown_of(glyph);
        if !shown.firm {
            shown.text.clear();
            shown.text.push_str(text);
            shown.firm = true;
        }
        shown.text == text
    }

    fn may_learn(&mut self, glyph: u16, text: &str) -> bool {
        let shown = self.shown_of(glyph);
        !shown.firm || shown.text == text
    }

    /// Keeps a text for a glyph that is read through `ActualText`, until it is shown with a text of its own.
    fn suggest(&mut self, glyph: u16, text: &str) {
        let shown = self.shown_of(glyph);
        if !shown.firm && shown.text.is_empty() {
            shown.text.push_str(text);
        }
    }

    fn shown_of(&mut self, glyph: u16) -> &mut Shown {
        let position = &mut self.positions[usize::from(glyph)];
        if *position == 0 {
            let code = self.remapper.remap(glyph);
            self.shown.push(Shown { code, glyph, text: String::new(), firm: false });
            // A font has 65,535 glyphs at most, so the position fits.
            *position = self.shown.len() as u16;
        }
        &mut self.shown[usize::from(*position) - 1]
    }
}

/// A text in as many pieces as there are glyphs: a character each, the last glyph with all that is left.
fn pieces(count: usize, text: &str) -> Option<Vec<&str>> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).take(count).collect();
    if starts.len() < count {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    Some(starts.iter().zip(ends).map(|(start, end)| &text[*start..end]).collect())
}
