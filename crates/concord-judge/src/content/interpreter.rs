//! The operators that matter, and what they do.

use super::marks::Owners;
use super::operators::{Operators, first_unended};
use super::state::{Frame, Graphics, Pattern};
use super::{Handed, Source, Walker};
use crate::finding::Place;
use crate::rules;
use concord_pdf::lopdf::{Dictionary, Object};
use concord_pdf::{Token, operands};

/// How deep graphics states and marked content may nest.
const DEEPEST: usize = 1_000;

/// A stream while it is interpreted.
struct Run<'s, 'o> {
    source: &'s Source<'o>,
    owners: Owners<'o>,
    graphics: Graphics<'o>,
    saved: Vec<Graphics<'o>>,
    frames: Vec<Frame>,
    /// Sequences opened beyond the limit of nesting.
    skipped: usize,
}

impl Run<'_, '_> {
    fn frame(&self) -> Frame {
        let handed = self.source.handed;
        let outermost =
            Frame { is_tagged: handed.is_tagged, is_artifact: handed.is_artifact, has_language: false };
        self.frames.last().copied().unwrap_or(outermost)
    }
}

impl<'o> Walker<'_, 'o> {
    /// Interprets a stream.
    pub(super) fn run(&mut self, source: &Source<'o>) {
        let unended = first_unended(&source.content);
        let mut run = Run {
            source,
            owners: Owners::of(self.file, source.owner),
            graphics: Graphics::default(),
            saved: Vec::new(),
            frames: Vec::new(),
            skipped: 0,
        };
        let mut operators = Operators::new(&source.content);
        let mut number = 0;
        while let Some(operator) = operators.next() {
            if !self.file.spend(1 + operators.operands().len()) {
                return;
            }
            match operator {
                b"BMC" | b"BDC" | b"EMC" => {
                    if number < unended {
                        self.marked(&mut run, operator, operators.operands());
                    }
                }
                _ => self.operator(&mut run, operator, operators.operands()),
            }
            number += 1;
        }
    }

    fn marked(&mut self, run: &mut Run<'_, 'o>, operator: &[u8], tokens: &[Token]) {
        match operator {
            b"EMC" if run.skipped > 0 => run.skipped -= 1,
            b"EMC" => {
                run.frames.pop();
            }
            _ if run.frames.len() >= DEEPEST => {
                self.file.unread("marked content that nests too deep");
                run.skipped += 1;
            }
            _ => {
                let frame = self.begin(run.source, run.owners, run.frame(), tokens, operator == b"BDC");
                run.frames.push(frame);
            }
        }
    }

    fn operator(&mut self, run: &mut Run<'_, 'o>, operator: &[u8], tokens: &[Token]) {
        match operator {
            b"Tj" | b"'" | b"\"" | b"TJ" => self.show(run, tokens),
            b"S" | b"s" => self.painted(run, false, true),
            b"f" | b"F" | b"f*" => self.painted(run, true, false),
            b"B" | b"B*" | b"b" | b"b*" => self.painted(run, true, true),
            b"sh" | b"ID" => self.item(run),
            b"Do" => self.draw(run, tokens),
            b"Tf" => {
                let name = tokens.iter().rev().find_map(Token::name);
                run.graphics.font = name.and_then(|name| self.font(run.source, &name));
            }
            b"Tr" => {
                if let Some(Token::Number(digits)) = tokens.last() {
                    run.graphics.mode = operands::number(digits).map_or(0, |mode| mode as u32);
                }
            }
            b"gs" => self.set_state(run, tokens),
            b"q" => {
                if run.saved.len() >= DEEPEST {
                    self.file.unread("graphics states that nest too deep");
                } else {
                    run.saved.push(run.graphics);
                }
            }
            b"Q" => run.graphics = run.saved.pop().unwrap_or(run.graphics),
            b"cs" | b"g" | b"rg" | b"k" => run.graphics.fill = None,
            b"CS" | b"G" | b"RG" | b"K" => run.graphics.stroke = None,
            b"scn" => run.graphics.fill = self.pattern(run.source, tokens),
            b"SCN" => run.graphics.stroke = self.pattern(run.source, tokens),
            _ => {}
        }
    }

    /// A named resource: that of the stream before that of the page.
    pub(super) fn resource(&self, source: &Source<'o>, kind: &str, name: &[u8]) -> Option<&'o Object> {
        source.resources.into_iter().flatten().find_map(|resources| {
            let named: &'o Dictionary = self.file.objects.get_dictionary(resources, kind)?;
            named.get(name).ok()
        })
    }

    /// Something is painted: it must be tagged or an artifact.
    fn item(&mut self, run: &Run) {
        let (frame, source) = (run.frame(), run.source);
        let place = || Place::on_page(source.page, source.id);
        if source.handed.is_real && !frame.is_tagged && !frame.is_artifact {
            self.file.find(
                &rules::C7_1_T3,
                place(),
                "something is shown that is neither tagged nor an artifact",
            );
        }
        if source.handed.is_printer_mark && !frame.is_artifact {
            let message = "the appearance of a PrinterMark shows what is no artifact";
            self.file.find(&rules::PRINTER_MARK_CONTENT, place(), message);
        }
    }

    fn painted(&mut self, run: &Run<'_, 'o>, is_filled: bool, is_stroked: bool) {
        self.item(run);
        let patterns = [run.graphics.fill.filter(|_| is_filled), run.graphics.stroke.filter(|_| is_stroked)];
        for (id, pattern) in patterns.into_iter().flatten() {
            let page_resources = run.source.resources[1].or(run.source.resources[0]);
            self.stream(pattern, id, run.source.page, page_resources, Handed::default());
        }
    }

    fn show(&mut self, run: &Run<'_, 'o>, tokens: &[Token]) {
        let mode = run.graphics.mode;
        self.painted(run, matches!(mode, 0 | 2 | 4 | 6), matches!(mode, 1 | 2 | 5 | 6));
        if run.source.handed.is_real && !self.file.has_language && !run.frame().has_language {
            let place = Place::on_page(run.source.page, run.source.id);
            self.file.find(&rules::C7_2_T34, place, "the language of a text is not known");
        }
        let Some(number) = run.graphics.font else { return };
        let mut buffer = Vec::new();
        let is_visible = mode != 3;
        self.fonts.show(self.file, number, &[], is_visible, run.source.page);
        for token in tokens {
            if let Some(codes) = token.string(&mut buffer) {
                self.fonts.show(self.file, number, codes, is_visible, run.source.page);
            }
        }
        self.glyph_streams(run, number);
    }

    /// The glyphs of a Type 3 font are content streams; all of them are read when the font is used.
    fn glyph_streams(&mut self, run: &Run<'_, 'o>, number: usize) {
        let Some(font) = self.fonts.first_use_of_type_3(number) else { return };
        let resources = self.file.objects.get_dictionary(font, "Resources");
        let page_resources = run.source.resources[1].or(run.source.resources[0]);
        let glyphs = self.file.objects.get_dictionary(font, "CharProcs");
        for (_, glyph) in glyphs.into_iter().flatten() {
            if let Some((id, Object::Stream(stream))) = self.file.objects.follow(glyph) {
                self.stream(stream, id, run.source.page, resources.or(page_resources), Handed::default());
            }
        }
    }

    fn font(&mut self, source: &Source<'o>, name: &[u8]) -> Option<usize> {
        let (id, font) = self.file.objects.follow(self.resource(source, "Font", name)?)?;
        let Object::Dictionary(entries) = font else { return None };
        self.fonts.number(self.file, id, entries)
    }

    /// Parameters of a graphics state dictionary; only its font matters.
    fn set_state(&mut self, run: &mut Run<'_, 'o>, tokens: &[Token]) {
        let name = tokens.last().and_then(Token::name);
        let state = name.and_then(|name| self.resource(run.source, "ExtGState", &name));
        let state = state.and_then(|state| self.file.objects.dictionary(state));
        let font = state.and_then(|state| self.file.objects.get_array(state, "Font")?.first());
        if let Some((id, Object::Dictionary(entries))) = font.and_then(|font| self.file.objects.follow(font))
        {
            run.graphics.font = self.fonts.number(self.file, id, entries);
        }
    }

    /// The tiling pattern that a colour is.
    fn pattern(&self, source: &Source<'o>, tokens: &[Token]) -> Option<Pattern<'o>> {
        let name = tokens.last()?.name()?;
        match self.file.objects.follow(self.resource(source, "Pattern", &name)?)? {
            (id, Object::Stream(pattern)) => Some((id, pattern)),
            _ => None,
        }
    }

    /// An image is an item; the items of a form are judged where they are.
    fn draw(&mut self, run: &Run<'_, 'o>, tokens: &[Token]) {
        let source = run.source;
        let name = tokens.last().and_then(Token::name);
        let object = name.and_then(|name| self.resource(source, "XObject", &name));
        let Some((id, Object::Stream(stream))) = object.and_then(|object| self.file.objects.follow(object))
        else {
            return;
        };
        match self.file.objects.get_name_bytes(&stream.dict, "Subtype") {
            Some(b"Image") => self.item(run),
            Some(b"Form") => {
                let frame = run.frame();
                let is_tagged = match Owners::of(self.file, &stream.dict) {
                    Owners::One(element) => self.ancestries.of(self.file, element).is_tagged,
                    _ => frame.is_tagged,
                };
                let handed = Handed { is_tagged, is_artifact: frame.is_artifact, ..source.handed };
                let page_resources = source.resources[1].or(source.resources[0]);
                self.form(stream, id, source.page, page_resources, handed);
            }
            _ => {}
        }
    }
}
