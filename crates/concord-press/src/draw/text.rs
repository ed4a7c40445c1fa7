//! Runs of glyphs as strings and offsets (ISO 32000-1, 9.4.3, operator `TJ`).
//!
//! A viewer moves by the width that the font declares. Where the setter wants another place (kerning, justification,
//! a mark above its letter) a number between two strings moves it there. Numbers are whole thousandths of an em;
//! what rounding leaves over is carried to the next glyph, so a line's end is as true as its start.

use super::glyphs::FontUse;
use crate::number;
use concord_pages::{Glyph, GlyphRun};
use std::fmt::Write;

/// An error of place up to this, in thousandths of an em, waits for the next offset: a fiftieth of a point at most in
/// running text, and half the offsets less.
const TOLERANCE: i64 = 2;

/// The operators that show a run, without font and place.
pub(crate) fn show(run: &GlyphRun, font: &mut FontUse) -> String {
    let mut line = Line::new(run);
    let mut at = 0;
    while at < run.glyphs.len() {
        let end = cluster_end(&run.glyphs, at);
        let from = run.glyphs[at].cluster as usize;
        let to = run.glyphs.get(end).map_or(run.text.len(), |next| next.cluster as usize);
        let text = run.text.get(from..to).unwrap_or("");
        let cluster = &run.glyphs[at..end];
        if font.reads_as(cluster, text) {
            line.glyphs(cluster, font);
        } else {
            line.begin_actual_text(text);
            line.glyphs(cluster, font);
            line.end_actual_text();
        }
        at = end;
    }
    line.finish()
}

fn cluster_end(glyphs: &[Glyph], start: usize) -> usize {
    let cluster = glyphs[start].cluster;
    let rest = &glyphs[start..];
    start + rest.iter().position(|glyph| glyph.cluster != cluster).unwrap_or(rest.len())
}

struct Line {
    out: String,
    size: f32,
    /// Where the next glyph shall stand, in thousandths of an em.
    wanted: f64,
    /// Where a viewer's pen is.
    pen: i64,
    rise: i16,
    in_array: bool,
    in_string: bool,
}

impl Line {
    fn new(run: &GlyphRun) -> Self {
        let out = String::with_capacity(run.glyphs.len() * 3 + 16);
        Self { out, size: run.size, wanted: 0.0, pen: 0, rise: 0, in_array: false, in_string: false }
    }

    fn glyphs(&mut self, glyphs: &[Glyph], font: &mut FontUse) {
        for glyph in glyphs {
            self.set_rise(glyph.y_offset);
            self.move_to(self.wanted + f64::from(glyph.x_offset));
            self.open_string();
            push_code(&mut self.out, font.code(glyph.id));
            self.pen += i64::from(font.program.widths[usize::from(glyph.id)]);
            self.wanted += f64::from(glyph.advance);
        }
    }

    /// Numbers in the array move left where they are positive.
    fn move_to(&mut self, place: f64) {
        let offset = place.round() as i64 - self.pen;
        if offset.abs() <= TOLERANCE {
            return;
        }
        self.close_string();
        self.open_array();
        let _ = write!(self.out, "{}", -offset);
        self.pen += offset;
    }

    fn set_rise(&mut self, rise: i16) {
        if rise == self.rise {
            return;
        }
        self.close_array();
        number::push(&mut self.out, f32::from(rise) * self.size / 1000.0);
        self.out.push_str(" Ts ");
        self.rise = rise;
    }

    fn begin_actual_text(&mut self, text: &str) {
        self.close_array();
        self.out.push_str("/Span<</ActualText<FEFF");
        for unit in text.encode_utf16() {
            let _ = write!(self.out, "{unit:04X}");
        }
        self.out.push_str(">>>BDC ");
    }

    fn end_actual_text(&mut self) {
        self.close_array();
        self.out.push_str("EMC ");
    }

    fn open_array(&mut self) {
        if !self.in_array {
            self.out.push('[');
            self.in_array = true;
        }
    }

    fn close_array(&mut self) {
        self.close_string();
        if self.in_array {
            self.out.push_str("]TJ ");
            self.in_array = false;
        }
    }

    fn open_string(&mut self) {
        self.open_array();
        if !self.in_string {
            self.out.push('(');
            self.in_string = true;
        }
    }

    fn close_string(&mut self) {
        if self.in_string {
            self.out.push(')');
            self.in_string = false;
        }
    }

    fn finish(mut self) -> String {
        self.set_rise(0);
        self.close_array();
        self.out.truncate(self.out.trim_end().len());
        self.out
    }
}

/// A code of two bytes in a literal string (ISO 32000-1, 7.3.4.2). Codes count from 1 in order of first showing, so
/// nearly all are plain bytes; octal for those that are not keeps the operators valid as text.
fn push_code(out: &mut String, code: u16) {
    for byte in code.to_be_bytes() {
        match byte {
            b'(' | b')' | b'\\' => {
                out.push('\\');
                out.push(char::from(byte));
            }
            b'\r' => out.push_str("\\r"),
            b'\n' => out.push_str("\\n"),
            0x80.. => {
                let _ = write!(out, "\\{byte:03o}");
            }
            _ => out.push(char::from(byte)),
        }
    }
}
