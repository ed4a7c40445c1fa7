//! Chosen lines into glyph runs.

use crate::inline::break_lines::{Division, LineBreaks, Measure, SHRINK, STRETCH, Wish, break_lines};
use crate::inline::collect::{RunningText, TextStyle};
use crate::inline::fill::{Fill, fill_of};
use crate::inline::margins::{StandsOut, fit_edges, rest_out};
use crate::inline::measure::{Atom, Measured, Piece, PieceKind, measure as measure_text, width_of};
use crate::inline::ties::begins_sentence;
use crate::setter::Setter;
use crate::shaping::{LanguageId, Shaped, ShapedGlyph};
use crate::theme::Align;
use crate::tree::NodeId;
use concord_diagnostics::{Code, Diagnostic};
use concord_pages::layout::{LineKind, LineTrace};
use concord_pages::{FontId, Glyph, GlyphRun, Point, quality};
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;
use unicode_bidi::{BidiInfo, Level};

/// The number of a link in the setter's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LinkId(pub(crate) usize);

/// A set line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its parts from left to right.
    pub(crate) parts: Vec<LinePart>,
    /// The width of what is seen.
    pub(crate) width: f32,
    /// The notes that it calls.
    pub(crate) notes: Vec<usize>,
    /// How it was set.
    pub(crate) trace: LineTrace,
}

impl Line {
    /// Whether it ends inside a word.
    pub(crate) fn is_divided(&self) -> bool {
        self.parts.last().is_some_and(|part| part.run.text.ends_with(SOFT_HYPHEN))
    }
}

/// Glyphs of one owner on a line. The run's origin is relative to the line's start and baseline.
#[derive(Clone, Debug)]
pub(crate) struct LinePart {
    pub(crate) owner: NodeId,
    pub(crate) link: Option<LinkId>,
    pub(crate) run: GlyphRun,
    pub(crate) width: f32,
}

/// Breaks a text into lines and sets them. Words are divided where the style allows it.
pub(crate) fn set_lines(
    setter: &mut Setter<'_>,
    text: &RunningText,
    measure: Measure,
    hyphenate: bool,
) -> Vec<Line> {
    setter.texts += 1;
    let looseness = setter.looseness.get(&setter.texts).copied().unwrap_or(0);
    let wish = Wish { looseness, ..Wish::default() };
    let (measured, mut breaks) = choose_lines(setter, text, measure, hyphenate, wish);
    let mut lines = set_all(setter, text, &measured, &breaks, measure);
    if measure.align == Align::Justify
        && looseness == 0
        && let Some((others, set)) = without_rivers(setter, text, &breaks, &lines, (measure, hyphenate))
    {
        (breaks, lines) = (others, set);
    }
    // Only these can change by lines without being seen.
    if measure.align == Align::Justify && breaks.len() > 3 {
        let kept = KeptText { text: text.clone(), measure, hyphenate, lines: breaks.len() };
        setter.kept_texts.insert(setter.texts, kept);
    }
    for (line, set) in breaks.iter().zip(&lines) {
        if set.width > measure.width + OVERRUN {
            report_overrun(setter, text, &measured, line);
        }
    }
    lines
}

/// The lines of a text that is parted before a byte, such as a title after its colon.
pub(crate) fn set_parted(
    setter: &mut Setter<'_>,
    text: &RunningText,
    measure: Measure,
    byte: usize,
) -> Vec<Line> {
    setter.texts += 1;
    let segmenter = setter.segmenter;
    let mut measured = measure_text(setter, text, segmenter);
    let pieces = &measured.pieces;
    let begins = |atom: &Atom| pieces.get(atom.pieces.start).is_some_and(|piece| piece.range.start >= byte);
    let last = measured.atoms.iter().position(begins).and_then(|next| next.checked_sub(1));
    if let Some(last) = last {
        measured.atoms[last].forced = true;
    }
    fit_edges(setter, text, &mut measured, measure.stands_out);
    let breaks = break_lines(&measured, measure, false, Wish::default(), |_| Vec::new());
    set_all(setter, text, &measured, &breaks, measure)
}

/// Sets all lines of a text.
fn set_all(
    setter: &mut Setter<'_>,
    text: &RunningText,
    measured: &Measured,
    breaks: &[LineBreaks],
    measure: Measure,
) -> Vec<Line> {
    let mut lines = Vec::with_capacity(breaks.len());
    for (number, line) in breaks.iter().enumerate() {
        let indent = if number == 0 { measure.first_indent } else { 0.0 };
        let mut set = set_line(setter, text, measured, line, measure, indent);
        set.trace.number = u16::try_from(number).unwrap_or(u16::MAX);
        set.trace.count = u16::try_from(breaks.len()).unwrap_or(u16::MAX);
        lines.push(set);
    }
    lines
}

/// A line may get looser than the loosest that was there, up to this part of its stretch, to be rid of a river.
const LOOSER: f32 = 1.3;

/// Other lines for a text through whose lines a river runs: those that come out where one of its lines ends elsewhere. `None`
/// where there is no river, or nothing better.
fn without_rivers(
    setter: &mut Setter<'_>,
    text: &RunningText,
    breaks: &[LineBreaks],
    lines: &[Line],
    (measure, hyphenate): (Measure, bool),
) -> Option<(Vec<LineBreaks>, Vec<Line>)> {
    let (last, length) = rivers_of(lines).into_iter().next()?;
    let loosest = |lines: &[Line]| lines.iter().filter_map(|line| line.trace.ratio).fold(0.0, f32::max);
    let bound = loosest(lines).max(LOOSER);
    (last.saturating_sub(length + 1)..=last).rev().find_map(|number| {
        let end = breaks.get(number)?.end;
        let wish = Wish { avoid: Some((end.atom, end.division.is_some())), ..Wish::default() };
        let (measured, others) = choose_lines(setter, text, measure, hyphenate, wish);
        let set = set_all(setter, text, &measured, &others, measure);
        let is_better =
            rivers_of(&set).is_empty() && loosest(&set) <= bound && set.len().abs_diff(lines.len()) <= 1;
        is_better.then_some((others, set))
    })
}

/// The rivers in lines under each other.
fn rivers_of(lines: &[Line]) -> Vec<(usize, usize)> {
    quality::rivers(lines.iter().map(|line| {
        let end = line.width - 0.1;
        let runs = line.parts.iter().filter(|_| line.trace.space >= quality::RIVER_SPACE);
        runs.flat_map(|part| part.run.spaces()).filter(|(left, _)| *left < end).collect()
    }))
}

/// A justified text that was set.
#[derive(Debug)]
pub(crate) struct KeptText {
    text: RunningText,
    measure: Measure,
    hyphenate: bool,
    lines: usize,
}

/// Whether a text that was kept can be longer (or shorter) by some lines and be good all the same.
pub(crate) fn lines_if_changed(setter: &mut Setter<'_>, number: u32, by: i8) -> bool {
    let Some(kept) = setter.kept_texts.remove(&number) else { return false };
    let wish = Wish { looseness: by, ..Wish::default() };
    let (_, breaks) = choose_lines(setter, &kept.text, kept.measure, kept.hyphenate, wish);
    let changed = kept.lines.checked_add_signed(by.into()) == Some(breaks.len());
    setter.kept_texts.insert(number, kept);
    changed
}

/// Measures a text and chooses its lines.
fn choose_lines(
    setter: &mut Setter<'_>,
    text: &RunningText,
    measure: Measure,
    hyphenate: bool,
    wish: Wish,
) -> (Measured, Vec<LineBreaks>) {
    let segmenter = setter.segmenter;
    let mut measured = measure_text(setter, text, segmenter);
    fit_edges(setter, text, &mut measured, measure.stands_out);
    let divisions = |atom: usize| divisions(setter, text, &measured, atom, measure);
    let breaks = break_lines(&measured, measure, hyphenate, wish, divisions);
    (measured, breaks)
}

/// By how much a line may be too long before it shows: less than the width of a full stop.
const OVERRUN: f32 = 1.0;

/// A line that runs over its measure is never left unsaid.
fn report_overrun(setter: &mut Setter<'_>, text: &RunningText, measured: &Measured, line: &LineBreaks) {
    let piece = measured.atoms.get(line.first).and_then(|atom| measured.pieces.get(atom.pieces.start));
    let Some(piece) = piece else { return };
    let start = piece.range.start;
    let word = text.text[start..].split_whitespace().next().unwrap_or_default();
    let message = format!("`{word}` and what stands beside it are wider than the place for them");
    let mut diagnostic = Diagnostic::new(Code::OVERFLOW, message)
        .help("shorten it, or let it break: a space, or a soft hyphen (U+00AD) inside a long word");
    let place = text.text[start..].chars().next().and_then(|character| text.origin(start, character));
    if let Some(span) = place {
        diagnostic = diagnostic.at(span, "runs over its column");
    }
    setter.diagnostics.push(diagnostic);
}

/// Where a word may be divided: at the hyphenation of its language, and inside an unbroken word that is wider than the
/// measure, such as an address, anywhere.
fn divisions(
    setter: &mut Setter<'_>,
    text: &RunningText,
    measured: &Measured,
    atom: usize,
    Measure { width: measure, stands_out, .. }: Measure,
) -> Vec<Division> {
    let both = stands_out == StandsOut::Both;
    let atom = &measured.atoms[atom];
    let mut out = Vec::new();
    let mut before = 0.0;
    for piece in &measured.pieces[atom.pieces.clone()] {
        if piece.kind == PieceKind::Word && !piece.right_to_left {
            let word = &text.text[piece.range.clone()];
            let run = &text.runs[piece.run];
            let language = setter.shaper.language_tag(run.language).to_owned();
            let mut places: Vec<(usize, bool)> =
                if run.divides && (may_divide(setter, text, piece, &language) || atom.width > measure) {
                    setter.hyphenation.places(&language, word).into_iter().map(|at| (at, true)).collect()
                } else {
                    Vec::new()
                };
            if places.is_empty() && atom.width > measure {
                places = word.char_indices().skip(1).map(|(at, _)| (at, false)).collect();
            }
            for (at, hyphen) in places {
                let consumed = before + width_before(setter, piece, run.language, word, at);
                let mark = if hyphen { hyphen_width(setter, piece.style) } else { 0.0 };
                let (end_out, next_out) = if both {
                    let share = setter.theme.paragraph.at_end(SOFT_HYPHEN);
                    (mark * share, rest_out(setter, piece, &word[at..], at))
                } else {
                    (0.0, 0.0)
                };
                out.push(Division {
                    byte: piece.range.start + at,
                    before: consumed + mark,
                    consumed,
                    hyphen,
                    short: leaves_two_letters(word, at),
                    end_out,
                    next_out,
                });
            }
        }
        before += piece.width;
    }
    out
}

/// The width of a word's part before a byte, in points: summed from the glyphs of the whole word, or, inside a ligature,
/// of the part shaped on its own.
fn width_before(setter: &mut Setter<'_>, piece: &Piece, language: LanguageId, word: &str, at: usize) -> f32 {
    let style = piece.style;
    let glyphs = piece.shaped.glyphs.iter();
    let Some(count) = glyphs.clone().position(|glyph| glyph.cluster as usize == at) else {
        let part = setter.shaper.shape(style.face, style.features, language, false, &word[..at]);
        return width_of(&part, style);
    };
    let advances: f32 = glyphs.take(count).map(|glyph| glyph.advance).sum();
    (advances + style.tracking * count as f32) * style.size / 1000.0
}

/// Names and acronyms are not divided: words with a capital, but for the one of a German noun, and that of a sentence's
/// first word where it is no name.
fn may_divide(setter: &Setter<'_>, text: &RunningText, piece: &Piece, language: &str) -> bool {
    let word = &text.text[piece.range.clone()];
    let letters = word.chars().filter(|character| character.is_alphabetic()).count();
    if letters < 5 || word.chars().any(|character| character.is_numeric() || "/@:_".contains(character)) {
        return false;
    }
    match word.chars().filter(|character| character.is_uppercase()).count() {
        0 => true,
        1 if language.starts_with("de") => true,
        1 => {
            let word = word.trim_start_matches(|character: char| !character.is_alphabetic());
            let end = word.find(|character: char| !character.is_alphabetic()).unwrap_or(word.len());
            word.starts_with(char::is_uppercase)
                && begins_sentence(&text.text, piece.range.clone())
                && !setter.hyphenation.may_be_name(language, &word[..end])
        }
        _ => false,
    }
}

/// Whether a division leaves two letters of a word before it or after it. An apostrophe ends a word.
fn leaves_two_letters(word: &str, at: usize) -> bool {
    let is_letter = |character: &char| character.is_alphabetic();
    let before = word[..at].chars().rev().take_while(is_letter).count();
    before <= 2 || word[at..].chars().take_while(is_letter).count() <= 2
}

const SOFT_HYPHEN: char = '\u{ad}';

/// The glyph that shows a division: the soft hyphen's own, so that the text layer tells it from a hyphen that is part
/// of the word.
fn hyphen_glyph(setter: &Setter<'_>, style: TextStyle) -> Option<u16> {
    [SOFT_HYPHEN, '\u{2010}', '-'].into_iter().find_map(|mark| setter.shaper.glyph(style.face, mark))
}

/// The width of the hyphen that a division shows, in points.
pub(super) fn hyphen_width(setter: &Setter<'_>, style: TextStyle) -> f32 {
    hyphen_glyph(setter, style).map_or(0.0, |glyph| {
        (setter.shaper.advance(style.face, glyph) + style.tracking) * style.size / 1000.0
    })
}

/// A part of a piece that stands on a line.
pub(super) struct OnLine<'m> {
    pub(super) piece: &'m Piece,
    range: Range<usize>,
    pub(super) shaped: Rc<Shaped>,
    /// Whether a hyphen follows it.
    pub(super) hyphen: bool,
}

/// Puts the pieces of a line side by side.
fn set_line(
    setter: &mut Setter<'_>,
    text: &RunningText,
    measured: &Measured,
    line: &LineBreaks,
    measure: Measure,
    indent: f32,
) -> Line {
    let on_line = gather(setter, text, measured, line);
    let room = measure.width - indent;
    let [start_out, end_out] = line.out;
    let fill = fill_of(setter, &on_line, line, measure, room + start_out + end_out);
    let factor = fill.space;
    let mut builder = LineBuilder { text, parts: Vec::new(), x: 0.0 };
    // Parts are given in the order in which they are read, whatever side they stand on.
    let places = visual_places(setter, &on_line, fill);
    let mut width = 0.0_f32;
    for (number, part) in on_line.iter().enumerate() {
        if let Some(place) = places.get(number) {
            builder.x = *place;
        }
        builder.push(setter, part, fill);
        width = width.max(builder.x);
    }
    builder.x = width;
    // The space at the line's end is shown, unseen, so that the text layer keeps words apart.
    if line.end.division.is_none()
        && let Some(space) = measured.atoms[line.end.atom].space
    {
        let piece = &measured.pieces[space];
        let range = piece.range.clone();
        builder.push(
            setter,
            &OnLine { piece, range, shaped: Rc::clone(&piece.shaped), hyphen: false },
            Fill::NATURAL,
        );
    }
    // What stands out is none of the line's width.
    let width = width - start_out - end_out;
    // Pages that are turned around are set from the left.
    let from_right = measured.right_to_left && !setter.mirrored;
    let shift = indent - start_out
        + match measure.align {
            Align::Centre => (room - width) / 2.0,
            align if (align == Align::End) == from_right => 0.0,
            _ => room - width,
        };
    let mut parts = builder.parts;
    for part in &mut parts {
        part.run.origin.x += shift;
    }
    let bytes =
        on_line.first().map_or(0, |part| part.range.start)..on_line.last().map_or(0, |part| part.range.end);
    let called = text.notes.iter().filter(|(byte, _)| bytes.contains(byte));
    let stretched = if factor >= 1.0 { (factor - 1.0) / STRETCH } else { (factor - 1.0) / SHRINK };
    let is_filled = measure.align == Align::Justify && (factor < 1.0 || !line.end.is_forced());
    let trace = LineTrace {
        text: setter.texts,
        number: 0,
        count: 1,
        kind: LineKind::Text,
        measure: measure.width,
        width,
        indent,
        size: parts.first().map_or(0.0, |part| part.run.size),
        ratio: is_filled.then_some(stretched),
        space: factor,
        divided: line.end.division.is_some_and(|division| division.hyphen),
        ends_in_hyphen: line.end.ends_in_hyphen(),
        out: line.out,
    };
    let notes = called.map(|(_, note)| *note).collect();
    Line { parts, width: width + indent, notes, trace }
}

/// What stands on a line, without the space at its end. A divided word's parts are shaped on their own.
fn gather<'m>(
    setter: &mut Setter<'_>,
    text: &RunningText,
    measured: &'m Measured,
    line: &LineBreaks,
) -> Vec<OnLine<'m>> {
    let last = line.end.atom;
    let mut out = Vec::new();
    for index in line.first..=last {
        let atom = &measured.atoms[index];
        let space = atom.space.filter(|_| index < last);
        for piece in atom.pieces.clone().chain(space) {
            let piece = &measured.pieces[piece];
            let from = line.first_byte.filter(|_| index == line.first).unwrap_or(0).max(piece.range.start);
            let division = line.end.division.filter(|_| index == last);
            let to = division.map_or(usize::MAX, |division| division.byte).min(piece.range.end);
            if from >= to {
                continue;
            }
            let shaped = if (from..to) == piece.range {
                Rc::clone(&piece.shaped)
            } else {
                let language = text.runs[piece.run].language;
                let style = piece.style;
                setter.shaper.shape(
                    style.face,
                    style.features,
                    language,
                    piece.right_to_left,
                    &text.text[from..to],
                )
            };
            let hyphen = division.is_some_and(|division| division.hyphen && division.byte == to);
            out.push(OnLine { piece, range: from..to, shaped, hyphen });
        }
    }
    out
}

/// Where each part of a line begins, in a line with text from right to left (UAX 9, rule L2); nothing where all runs from
/// left to right.
fn visual_places(setter: &Setter<'_>, on_line: &[OnLine<'_>], fill: Fill) -> Vec<f32> {
    if on_line.iter().all(|part| part.piece.level == Level::ltr()) {
        return Vec::new();
    }
    let levels: Vec<Level> = on_line.iter().map(|part| part.piece.level).collect();
    let mut places = vec![0.0; on_line.len()];
    let mut x = 0.0;
    for index in BidiInfo::reorder_visual(&levels) {
        let part = &on_line[index];
        places[index] = x;
        x += width_of(&part.shaped, part.piece.style) * fill.factor(part.piece.kind);
        if part.hyphen {
            x += hyphen_width(setter, part.piece.style);
        }
    }
    places
}

/// The glyphs of a word in the order of its characters. Shaping gives those of a word from right to left as they are
/// seen; each is moved to its place from where the pen is, so that whoever reads the file gets the letters in order.
fn in_reading_order(shaped: &Shaped, right_to_left: bool) -> Cow<'_, [ShapedGlyph]> {
    if !right_to_left {
        return Cow::Borrowed(&shaped.glyphs);
    }
    let mut seen = 0.0;
    let mut glyphs: Vec<(f32, ShapedGlyph)> = Vec::with_capacity(shaped.glyphs.len());
    for glyph in &shaped.glyphs {
        glyphs.push((seen, *glyph));
        seen += glyph.advance;
    }
    glyphs.reverse();
    let mut pen = 0.0;
    let moved = glyphs.into_iter().map(|(place, glyph)| {
        let x_offset = (place + f32::from(glyph.x_offset) - pen).round() as i16;
        pen += glyph.advance;
        ShapedGlyph { x_offset, ..glyph }
    });
    moved.collect()
}

struct LineBuilder<'t> {
    text: &'t RunningText,
    parts: Vec<LinePart>,
    x: f32,
}

impl LineBuilder<'_> {
    fn push(&mut self, setter: &mut Setter<'_>, on_line: &OnLine<'_>, fill: Fill) {
        let piece = on_line.piece;
        let style = piece.style;
        let factor = fill.factor(piece.kind);
        let letters = if piece.kind == PieceKind::Word { fill.letters } else { 0.0 };
        let x = self.x;
        let font = setter.font(style.face);
        let text = self.text;
        let part = self.part(piece, font, x);
        let base = u32::try_from(part.run.text.len()).unwrap_or(u32::MAX);
        part.run.text.push_str(&text.text[on_line.range.clone()]);
        let glyphs = in_reading_order(&on_line.shaped, piece.right_to_left);
        part.run.glyphs.extend(glyphs.iter().map(|glyph| Glyph {
            id: glyph.id,
            // A mark over a letter has no width and moves with it.
            advance: (glyph.advance + style.tracking) * factor
                + if glyph.advance > 0.0 { letters } else { 0.0 },
            x_offset: glyph.x_offset,
            y_offset: glyph.y_offset,
            cluster: base + glyph.cluster,
        }));
        let letters = letters * on_line.shaped.letters() as f32 * style.size / 1000.0;
        let mut width = width_of(&on_line.shaped, style) * factor + letters;
        if on_line.hyphen
            && let Some(id) = hyphen_glyph(setter, style)
        {
            let advance = setter.shaper.advance(style.face, id) + style.tracking;
            let cluster = u32::try_from(part.run.text.len()).unwrap_or(u32::MAX);
            part.run.text.push(SOFT_HYPHEN);
            part.run.glyphs.push(Glyph { id, advance, x_offset: 0, y_offset: 0, cluster });
            width += advance * style.size / 1000.0;
        }
        part.width += width;
        self.x += width;
    }

    /// The part that a piece goes on with, or a new one.
    fn part(&mut self, piece: &Piece, font: FontId, x: f32) -> &mut LinePart {
        let run = &self.text.runs[piece.run];
        let style = piece.style;
        let same = self.parts.last().is_some_and(|part| {
            part.owner == run.owner
                && part.link == run.link
                && part.run.font == font
                && part.run.size == style.size
                && part.run.color == style.color
                && part.run.origin.y == -style.rise
                && (part.run.origin.x + part.width - x).abs() < 0.01
        });
        if !same {
            self.parts.push(LinePart {
                owner: run.owner,
                link: run.link,
                width: 0.0,
                run: GlyphRun {
                    font,
                    size: style.size,
                    color: style.color,
                    origin: Point { x, y: -style.rise },
                    glyphs: Vec::new(),
                    text: String::new(),
                },
            });
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::with_setter;
    use crate::tree::Tree;

    const WORDS: &str = "An officer who asks for help in a new field of work is seldom alone: others have asked before, and \
                         what they were told can be read by all of us who come to it later and by those who were there. ";

    #[test]
    fn most_rivers_are_led_away() {
        let (mut before, mut after) = (0, 0);
        with_setter(|setter| {
            let style = setter.theme.styles.body.clone();
            for start in 0..120 {
                let words = WORDS.repeat(4);
                let words = words.split(' ').skip(start).take(70).collect::<Vec<_>>().join(" ");
                let text = crate::inline::collect::plain(setter, &words, &style, Tree::ROOT);
                let measure = Measure::plain(130.0 + start as f32, Align::Justify);
                let (measured, breaks) = choose_lines(setter, &text, measure, false, Wish::default());
                let lines = set_all(setter, &text, &measured, &breaks, measure);
                before += rivers_of(&lines).len();
                after += rivers_of(&set_lines(setter, &text, measure, false)).len();
            }
        });
        assert!(before > 5 && after < before, "{before} rivers before, {after} after");
    }
}
