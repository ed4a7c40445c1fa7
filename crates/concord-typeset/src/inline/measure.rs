//! Text with runs into atoms: unbreakable words with the space after them.

use crate::fonts::FaceId;
use crate::inline::collect::{Run, RunningText, TextStyle};
use crate::inline::ties::{hyphen_tie, space_kind, space_tie};
use crate::setter::{Setter, Tie};
use crate::shaping::Shaped;
use icu_segmenter::LineSegmenterBorrowed;
use std::ops::Range;
use std::rc::Rc;
use unicode_bidi::Level;
use unicode_script::{Script, UnicodeScript};

/// What a piece of text is in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// Glyphs of fixed places.
    Word,
    /// A space that stretches and shrinks.
    Space,
    /// A space between a word and its sign, as in French: it goes with the spaces between words, but not as far.
    SignSpace,
}

/// A part of a word in one style and face, or a space.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) kind: PieceKind,
    /// Which run it is of.
    pub(crate) run: usize,
    /// Its bytes in the text.
    pub(crate) range: Range<usize>,
    /// The run's style, with the face that has the glyphs.
    pub(crate) style: TextStyle,
    pub(crate) right_to_left: bool,
    /// The level of its direction (UAX 9): even from left to right, odd from right to left.
    pub(crate) level: Level,
    pub(crate) shaped: Rc<Shaped>,
    /// In points.
    pub(crate) width: f32,
}

/// A word that is only broken by hyphenation, and the space after it.
#[derive(Clone, Debug)]
pub(crate) struct Atom {
    /// The word's pieces; spaces among them are no-break spaces.
    pub(crate) pieces: Range<usize>,
    /// The space after the word.
    pub(crate) space: Option<usize>,
    /// Width of the word, in points.
    pub(crate) width: f32,
    /// Stretch of the no-break spaces inside, in points.
    pub(crate) inner_space: f32,
    /// The width of the space after it.
    pub(crate) space_width: f32,
    /// How closely it is tied to what follows, as a month is to its year.
    pub(crate) tie: Tie,
    /// Whether a line must end after it.
    pub(crate) forced: bool,
    /// How far it stands out where it begins a line, in points.
    pub(crate) start_out: f32,
    /// How far it stands out where it ends a line, in points.
    pub(crate) end_out: f32,
    /// Whether its last sign is a hyphen.
    pub(crate) hyphen: bool,
}

/// A measured paragraph.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) atoms: Vec<Atom>,
    /// Whether the paragraph runs from right to left as a whole.
    pub(crate) right_to_left: bool,
}

/// Cuts a text at its break opportunities (UAX 14), shapes every part and measures it.
pub(crate) fn measure(
    setter: &mut Setter<'_>,
    text: &RunningText,
    segmenter: LineSegmenterBorrowed<'static>,
) -> Measured {
    let levels = Levels::of(&text.text);
    let mut measured = Measured { right_to_left: levels.base.is_rtl(), ..Measured::default() };
    let mut start = 0;
    let mut run = 0;
    for end in segmenter.segment_str(&text.text).filter(|end| *end > 0) {
        if holds_together(&text.text, end) && !text.forced.contains(&end) {
            continue;
        }
        let segment = &text.text[start..end];
        let word_end = start + segment.trim_end_matches([' ', '\n', '\t']).len();
        let first = measured.pieces.len();
        run = push_pieces(setter, text, &levels, start..word_end, run, &mut measured.pieces);
        let pieces = first..measured.pieces.len();
        let space = (word_end < end).then(|| {
            run = push_pieces(setter, text, &levels, word_end..word_end + 1, run, &mut measured.pieces);
            measured.pieces.len() - 1
        });
        let width = measured.pieces[pieces.clone()].iter().map(|piece| piece.width).sum();
        let inner = measured.pieces[pieces.clone()].iter().filter(|piece| piece.kind != PieceKind::Word);
        let hyphen = segment[..word_end - start].ends_with(['-', '\u{2010}']);
        let tie = if hyphen && space.is_none() {
            hyphen_tie(&text.text, end)
        } else {
            space_tie(setter, text, run, end)
        };
        measured.atoms.push(Atom {
            inner_space: inner.map(|piece| piece.width).sum(),
            space_width: space.map_or(0.0, |index| measured.pieces[index].width),
            pieces,
            space,
            width,
            tie,
            forced: text.forced.contains(&end),
            start_out: 0.0,
            end_out: 0.0,
            hyphen,
        });
        start = end;
    }
    measured
}

/// Shapes a range that may cross runs and no-break spaces. Gives the run in which it ended.
fn push_pieces(
    setter: &mut Setter<'_>,
    text: &RunningText,
    levels: &Levels,
    range: Range<usize>,
    mut run: usize,
    out: &mut Vec<Piece>,
) -> usize {
    let mut start = range.start;
    while start < range.end {
        while text.runs[run].end <= start {
            run += 1;
        }
        let limit = text.runs[run].end.min(range.end).min(levels.end(start));
        let part = &text.text[start..limit];
        let end = start + first_part(&text.text, start, part);
        push_covered(setter, text, run, levels.at(start), start..end, out);
        start = end;
    }
    run
}

/// Whether a break that the Unicode algorithm allows would part what belongs together: a dash between words begins no
/// line, a range such as `14–15` is not divided, and a dash that opens an insertion stays with its first word, as in
/// Spanish.
fn holds_together(text: &str, at: usize) -> bool {
    let is_dash = |character: char| matches!(character, '\u{2013}' | '\u{2014}');
    let mut before = text[..at].chars().rev();
    let last = before.next();
    let mut after = text[at..].chars();
    let next = after.next();
    if next.is_some_and(is_dash) {
        let opens = last.is_some_and(char::is_whitespace) && after.next().is_some_and(char::is_alphanumeric);
        return !opens;
    }
    let last_but_one = before.next();
    let parts_words =
        last_but_one.is_none_or(|character| character.is_alphanumeric() || character.is_whitespace());
    last.is_some_and(is_dash) && parts_words && next.is_some_and(char::is_alphanumeric)
}

/// The length of a part's beginning that is either one space that is set anew on every line, or holds none.
fn first_part(text: &str, start: usize, part: &str) -> usize {
    let spaces = part.char_indices().filter(|(_, character)| matches!(character, ' ' | '\u{a0}'));
    let first = spaces.into_iter().find(|(at, _)| space_kind(text, start + at).is_some());
    match first {
        Some((0, character)) => character.len_utf8(),
        Some((at, _)) => at,
        None => part.len(),
    }
}

/// Shapes a part in its run's face, or where that lacks a character, character by character in the faces that have it.
fn push_covered(
    setter: &mut Setter<'_>,
    text: &RunningText,
    run: usize,
    level: Level,
    range: Range<usize>,
    out: &mut Vec<Piece>,
) {
    let right_to_left = level.is_rtl();
    let Run { style, language, .. } = text.runs[run];
    let part = &text.text[range.clone()];
    let shaped = setter.shaper.shape(style.face, style.features, language, right_to_left, part);
    let kind = match part {
        " " | "\u{a0}" => space_kind(&text.text, range.start).unwrap_or(PieceKind::Word),
        _ => PieceKind::Word,
    };
    if !shaped.incomplete {
        out.push(piece(kind, run, range, style, level, shaped));
        return;
    }
    let mut start = range.start;
    while start < range.end {
        let rest = &text.text[start..range.end];
        let Some(first) = rest.chars().next() else { break };
        let Some(face) = covering_face(setter, style.face, first) else {
            let origin = text.origin(start, first);
            setter.missing.note(first, setter.shaper.fonts().family(style.face), origin);
            // The glyph that stands for all that the face lacks: whoever prints it nonetheless loses no character.
            let end = start + first.len_utf8();
            let missing = &text.text[start..end];
            let shaped = setter.shaper.shape(style.face, style.features, language, right_to_left, missing);
            out.push(piece(kind, run, start..end, style, level, shaped));
            start = end;
            continue;
        };
        let covered = rest.chars().take_while(|c| covering_face(setter, style.face, *c) == Some(face));
        let end = start + covered.map(char::len_utf8).sum::<usize>();
        let style = TextStyle { face, ..style };
        let word = &text.text[start..end];
        let shaped = setter.shaper.shape(face, style.features, language, right_to_left, word);
        out.push(piece(kind, run, start..end, style, level, shaped));
        start = end;
    }
}

fn piece(
    kind: PieceKind,
    run: usize,
    range: Range<usize>,
    style: TextStyle,
    level: Level,
    shaped: Rc<Shaped>,
) -> Piece {
    let width = width_of(&shaped, style);
    Piece { kind, run, range, style, right_to_left: level.is_rtl(), level, shaped, width }
}

/// The width of shaped text in a style, in points.
pub(crate) fn width_of(shaped: &Shaped, style: TextStyle) -> f32 {
    (shaped.width + style.tracking * shaped.glyphs.len() as f32) * style.size / 1000.0
}

/// The face that has a character: the style's own, or another. Signs are taken from whatever face has them. Letters of a
/// script are taken only from the families that the theme names for texts, so that no line changes into letters that
/// nobody chose.
fn covering_face(setter: &Setter<'_>, first: FaceId, character: char) -> Option<FaceId> {
    let fonts = setter.shaper.fonts();
    let has = |face: &FaceId| setter.shaper.glyph(*face, character).is_some();
    if has(&first) {
        return Some(first);
    }
    let is_sign = matches!(character.script(), Script::Common | Script::Inherited | Script::Unknown);
    let named = |face: &FaceId| is_sign || setter.theme.sets_letters_in(fonts.family(*face));
    fonts.fallbacks(first).filter(named).find(has)
}

/// Directions of a text by the Unicode bidirectional algorithm (UAX 9); nothing is stored for a text that runs left to
/// right throughout.
struct Levels {
    base: Level,
    levels: Vec<Level>,
}

impl Levels {
    fn of(text: &str) -> Self {
        let may_turn = |character: char| matches!(u32::from(character), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff);
        if !text.chars().any(may_turn) {
            return Self { base: Level::ltr(), levels: Vec::new() };
        }
        let info = unicode_bidi::BidiInfo::new(text, None);
        let base = info.paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level);
        Self { base, levels: info.levels }
    }

    fn at(&self, byte: usize) -> Level {
        self.levels.get(byte).copied().unwrap_or(self.base)
    }

    /// The end of the stretch of one direction that holds a byte.
    fn end(&self, byte: usize) -> usize {
        let Some(level) = self.levels.get(byte) else { return usize::MAX };
        let length = self.levels[byte..].iter().take_while(|other| *other == level).count();
        byte + length
    }
}
