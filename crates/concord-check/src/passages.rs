//! Running text as the rules of typography read it: a stretch in one language, cut into words and signs once.
//!
//! Addresses, and the placeholders of messages, are no prose; where they stood there is `'\0'`, as for code and
//! expressions.

use crate::Context;
use crate::values::{Language, LanguageKind, Run, Token, TokenKind, language, tokens};
use concord_diagnostics::{Code, Diagnostic, SourceId, Sources, Span};
use std::ops::Range;

/// A stretch of running text.
#[derive(Debug)]
pub(crate) struct Passage {
    pub(crate) run: Run,
    /// The run's characters, `'\0'` for what is no prose.
    pub(crate) characters: Vec<char>,
    pub(crate) tokens: Vec<Token>,
    /// `None` for languages without tables.
    pub(crate) language: Option<&'static Language>,
    /// The file that it stands in.
    pub(crate) source: SourceId,
}

/// Every passage of a publication: the texts in their order, then the messages.
pub(crate) fn read(context: &Context<'_>) -> Vec<Passage> {
    let mut passages = Vec::new();
    for text in context.texts.iter() {
        for block in &text.blocks {
            passages.extend(block.runs.iter().map(|run| Passage::new(run.clone(), text.text.source, false)));
        }
    }
    for manuscript in context.publication.manuscripts.values() {
        for (_, table) in manuscript.messages.tables() {
            passages.extend(table.values().map(|message| {
                let run = Run::of_message(message, manuscript.language.as_str());
                Passage::new(run, manuscript.messages.source, true)
            }));
        }
    }
    passages
}

impl Passage {
    fn new(run: Run, source: SourceId, is_message: bool) -> Self {
        let mut characters = run.characters.clone();
        blank_addresses(&mut characters);
        if is_message {
            blank_placeholders(&mut characters);
        }
        let tokens = tokens(&characters);
        let language = language(&run.tag);
        Self { run, characters, tokens, language, source }
    }

    pub(crate) fn kind(&self) -> Option<LanguageKind> {
        self.language.map(|language| language.kind)
    }

    pub(crate) fn tag(&self) -> &str {
        &self.run.tag
    }

    /// Its language as findings name it.
    pub(crate) fn language_name(&self) -> String {
        crate::wording::language(&self.run.tag)
    }

    /// A character counted from a place on, or back from it.
    pub(crate) fn beside(&self, at: usize, by: isize) -> Option<char> {
        self.characters.get(at.checked_add_signed(by)?).copied()
    }

    /// Whether a character belongs to an address, to which nothing may be closed up.
    pub(crate) fn is_address(&self, at: usize) -> bool {
        self.characters.get(at) == Some(&'\0') && self.run.characters.get(at) != Some(&'\0')
    }

    /// What was written.
    pub(crate) fn text(&self, range: Range<usize>) -> String {
        self.run.characters.get(range).unwrap_or_default().iter().collect()
    }

    /// The place of some characters that stand in the file as they stand here; `None` where there are escapes, line
    /// ends or marks between them.
    pub(crate) fn exact(&self, range: Range<usize>, sources: &Sources) -> Option<Span> {
        let span = self.run.span(range.clone())?;
        (sources.snippet(span) == self.text(range)).then_some(span)
    }

    /// The place before a character that stands in the file as it stands here.
    pub(crate) fn exact_before(&self, at: usize, sources: &Sources) -> Option<Span> {
        self.exact(at..at + 1, sources).map(|span| Span { end: span.start, ..span })
    }

    /// The first place from `at` back that is no space, with its character.
    pub(crate) fn word_end_before(&self, at: usize) -> Option<(usize, char)> {
        let before = self.characters.get(..at)?;
        before.iter().enumerate().rev().find(|(_, character)| !is_space(**character)).map(|(at, c)| (at, *c))
    }

    /// Whether a sentence begins at a character for certain.
    pub(crate) fn begins_sentence(&self, at: usize) -> bool {
        let opening = |c: char| "«“„‘\"'(¿¡[—–".contains(c) || is_space(c);
        let before = self.characters.get(..at).unwrap_or_default().iter().rev().find(|c| !opening(**c));
        match before {
            None => !self.run.is_continued,
            Some(sign) => ".!?…".contains(*sign),
        }
    }

    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The text of a token; empty where there is none.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text.as_str())
    }

    /// The same in lower case.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    /// The digits at a token.
    pub(crate) fn digits(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).filter(|token| token.kind == TokenKind::Digits).map(|token| token.text.as_str())
    }

    pub(crate) fn is_space(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Space)
    }

    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// The token before another, over a space.
    pub(crate) fn before_space(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        if self.is_space(before) { before.checked_sub(1) } else { None }
    }

    /// The characters of some tokens.
    pub(crate) fn range(&self, tokens: Range<usize>) -> Range<usize> {
        let end = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        match (self.tokens.get(tokens.start), end) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => 0..0,
        }
    }

    /// A finding about some characters. `None` where they have no place.
    pub(crate) fn finding(
        &self,
        code: Code,
        range: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Option<Diagnostic> {
        Some(Diagnostic::new(code, message).at(self.run.span(range)?, label))
    }

    /// Adds what takes the place of some characters, where they stand in the file as they stand here.
    pub(crate) fn mend(
        &self,
        finding: Diagnostic,
        range: Range<usize>,
        replacement: &str,
        is_safe: bool,
        sources: &Sources,
    ) -> Diagnostic {
        match self.exact(range, sources) {
            Some(span) if is_safe => finding.fix(span, replacement),
            Some(span) => finding.suggest(span, replacement),
            None => finding,
        }
    }
}

/// Any of the spaces that stand between words and signs.
pub(crate) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Passages of one paragraph, cell, caption or message, which may change its language inside.
pub(crate) fn paragraphs(passages: &[Passage]) -> impl Iterator<Item = &[Passage]> {
    passages.chunk_by(|_, next| next.run.is_continued)
}

/// The punctuation behind an address belongs to the sentence.
fn blank_addresses(characters: &mut [char]) {
    let addresses: Vec<Range<usize>> =
        tokens(characters).into_iter().filter(|token| token.range.len() > 1).filter_map(address).collect();
    for address in addresses {
        let body = &characters[address.clone()];
        let trailing = body.iter().rev().take_while(|c| ".,;:!?)]}»”’\"'".contains(**c)).count();
        characters[address.start..address.end - trailing].fill('\0');
    }
}

fn address(token: Token) -> Option<Range<usize>> {
    (token.kind == TokenKind::Sign).then_some(token.range)
}

fn blank_placeholders(characters: &mut [char]) {
    let mut at = 0;
    while at < characters.len() {
        let close =
            characters[at..].iter().position(|character| *character == '}').filter(|_| characters[at] == '{');
        match close {
            Some(length) => {
                characters[at..=at + length].fill('\0');
                at += length + 1;
            }
            None => at += 1,
        }
    }
}
