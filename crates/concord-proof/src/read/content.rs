//! Content streams: the text of every marked-content sequence (ISO 32000-1, 14.6).
//!
//! A scanner of our own: of some seventy operators a dozen matter here, and none of their operands needs to become an
//! object.

use super::fonts::Fonts;
use concord_pdf::Objects;
use concord_pdf::{Lexer, Token};
use lopdf::Dictionary;
use std::collections::BTreeMap;

/// Operands that one operator may have: more than the longest line of a page has offsets.
const MOST_OPERANDS: usize = 100_000;

/// Marked-content numbers that a page may have.
const MOST_MARKS: u32 = 100_000;

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct PageText {
    /// The text of every marked-content number that the page uses.
    pub(super) marks: Vec<Option<String>>,
    /// Whether something is drawn that is neither tagged nor an artifact.
    pub(super) has_untagged: bool,
}

/// Reads the content of a page.
pub(super) fn scan(
    objects: &Objects,
    content: &[u8],
    resources: Option<&Dictionary>,
    names: &BTreeMap<Vec<u8>, usize>,
    fonts: &mut Fonts,
) -> PageText {
    let mut scanner = Scanner {
        objects,
        resources,
        names,
        fonts,
        font: None,
        saved_fonts: Vec::new(),
        frames: Vec::new(),
        skipped_frames: 0,
        buffer: Vec::new(),
        out: PageText::default(),
    };
    let mut lexer = Lexer::new(content);
    let mut operands: Vec<Token> = Vec::new();
    while let Some(token) = lexer.next() {
        match token {
            Token::Word(b"true" | b"false" | b"null") => {}
            Token::Word(b"ID") => {
                lexer.skip_image_data();
                operands.clear();
            }
            Token::Word(operator) => {
                scanner.operator(operator, &operands);
                operands.clear();
            }
            _ if operands.len() < MOST_OPERANDS => operands.push(token),
            _ => {}
        }
    }
    scanner.out
}

/// A marked-content sequence that is open, with all that it has from those around it.
#[derive(Clone, Copy, Default)]
struct Frame {
    mark: Option<u32>,
    is_artifact: bool,
    /// Whether an `ActualText` stands for what is shown.
    is_replaced: bool,
}

struct Scanner<'a> {
    objects: &'a Objects<'a>,
    resources: Option<&'a Dictionary>,
    names: &'a BTreeMap<Vec<u8>, usize>,
    fonts: &'a mut Fonts,
    font: Option<usize>,
    saved_fonts: Vec<Option<usize>>,
    frames: Vec<Frame>,
    /// Sequences opened beyond the limit of nesting.
    skipped_frames: usize,
    buffer: Vec<u8>,
    out: PageText,
}

impl Scanner<'_> {
    fn operator(&mut self, operator: &[u8], operands: &[Token]) {
        match operator {
            b"Tj" | b"'" | b"\"" | b"TJ" => self.show(operands),
            b"BDC" | b"BMC" => self.begin(operands),
            b"EMC" if self.skipped_frames > 0 => self.skipped_frames -= 1,
            b"EMC" => {
                self.frames.pop();
            }
            b"Tf" => {
                let name = operands.first();
                self.font = match name {
                    Some(Token::Name(name)) => self.names.get(*name).copied(),
                    _ => None,
                };
            }
            b"q" if self.saved_fonts.len() < self.objects.limits().nesting => {
                self.saved_fonts.push(self.font)
            }
            b"Q" => self.font = self.saved_fonts.pop().unwrap_or(self.font),
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"sh" | b"Do" | b"BI" => {
                self.painted()
            }
            _ => {}
        }
    }

    /// Notes that something is drawn; a mark without text is a mark too.
    fn painted(&mut self) {
        let frame = self.frames.last().copied().unwrap_or_default();
        if frame.mark.is_none() && !frame.is_artifact {
            self.out.has_untagged = true;
        }
    }

    fn show(&mut self, operands: &[Token]) {
        self.painted();
        let frame = self.frames.last().copied().unwrap_or_default();
        let Some(mark) = frame.mark.filter(|_| !frame.is_artifact && !frame.is_replaced) else { return };
        let mut text = std::mem::take(self.text_of(mark));
        for token in operands {
            if let Some(codes) = token.string(&mut self.buffer) {
                self.fonts.decode(self.font, codes, &mut text);
            }
        }
        *self.text_of(mark) = text;
    }

    fn text_of(&mut self, mark: u32) -> &mut String {
        let mark = mark as usize;
        if self.out.marks.len() <= mark {
            self.out.marks.resize(mark + 1, None);
        }
        self.out.marks[mark].get_or_insert_default()
    }

    fn begin(&mut self, operands: &[Token]) {
        if self.frames.len() >= self.objects.limits().nesting {
            self.skipped_frames += 1;
            return;
        }
        let mut frame = self.frames.last().copied().unwrap_or_default();
        frame.is_artifact |= operands.first() == Some(&Token::Name(b"Artifact"));
        let (mark, actual_text) = match operands.get(1) {
            Some(Token::Name(name)) => self.named_properties(name),
            _ => self.inline_properties(operands),
        };
        if let Some(mark) = mark.filter(|mark| *mark < MOST_MARKS && !frame.is_artifact) {
            frame.mark = Some(mark);
            self.text_of(mark);
        }
        if let (Some(actual_text), Some(mark), false) = (actual_text, frame.mark, frame.is_replaced) {
            self.text_of(mark).push_str(&actual_text);
            frame.is_replaced = true;
        }
        self.frames.push(frame);
    }

    fn inline_properties(&mut self, operands: &[Token]) -> (Option<u32>, Option<String>) {
        let mut found = (None, None);
        let mut depth = 0;
        for pair in operands.windows(2) {
            match pair {
                [Token::DictionaryStart | Token::ArrayStart, _] => depth += 1,
                [Token::DictionaryEnd | Token::ArrayEnd, _] => depth -= 1,
                [Token::Name(b"MCID"), number] if depth == 1 => found.0 = number.number(),
                [Token::Name(b"ActualText"), text] if depth == 1 => {
                    let bytes = text.string(&mut self.buffer).map(<[u8]>::to_vec);
                    found.1 = bytes.and_then(decode_text);
                }
                _ => {}
            }
        }
        found
    }

    /// Properties under a name in the resources (ISO 32000-1, 14.6.2).
    fn named_properties(&self, name: &[u8]) -> (Option<u32>, Option<String>) {
        let name = String::from_utf8_lossy(name);
        let listed =
            self.resources.and_then(|resources| self.objects.get_dictionary(resources, "Properties"));
        let Some(entries) = listed.and_then(|listed| self.objects.get_dictionary(listed, &name)) else {
            return (None, None);
        };
        let mark = self.objects.get_integer(entries, "MCID").and_then(|number| u32::try_from(number).ok());
        (mark, self.objects.get_text(entries, "ActualText"))
    }
}

fn decode_text(bytes: Vec<u8>) -> Option<String> {
    lopdf::decode_text_string(&lopdf::Object::String(bytes, lopdf::StringFormat::Literal)).ok()
}
