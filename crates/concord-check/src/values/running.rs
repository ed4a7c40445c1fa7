//! Literal text as it runs on through emphasis, links and raised letters, each character with its place.

use concord_diagnostics::Span;
use concord_document::{Block, BlockKind, Inline, InlineKind, walk};

/// A stretch of characters in one language. What is no literal text (code, expressions, facts) is one `'\0'`, across
/// which nothing is read.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// The language tag that the stretch is written in.
    pub(crate) tag: String,
    /// Whether it goes on, in another language, in the paragraph that the run before it belongs to.
    pub(crate) is_continued: bool,
    pub(crate) characters: Vec<char>,
    /// Which of the block's lists of inlines it stands in, by its number; an alternative text is behind the last.
    pub(crate) part: usize,
    /// The expressions in it, each where its `'\0'` stands.
    pub(crate) expressions: Vec<Placed>,
    places: Vec<Span>,
}

/// An expression among the characters of a run.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    /// Its character.
    pub(crate) at: usize,
    pub(crate) helper: String,
    pub(crate) key: String,
}

impl Run {
    fn new(tag: &str) -> Self {
        Self {
            tag: tag.to_owned(),
            is_continued: false,
            characters: Vec::new(),
            part: 0,
            expressions: Vec::new(),
            places: Vec::new(),
        }
    }

    fn continued(tag: &str) -> Self {
        Self { is_continued: true, ..Self::new(tag) }
    }

    /// The place is exact where the text is as it was written, and the whole piece where it had escapes.
    fn add(&mut self, text: &str, span: Span) {
        let is_verbatim = span.range().len() == text.len();
        for (at, character) in text.char_indices() {
            let place = if is_verbatim { span.slice(at, at + character.len_utf8()) } else { span };
            self.characters.push(character);
            self.places.push(place);
        }
    }

    /// A message as it stands in its TOML string, places exact where the string has no escapes.
    pub(crate) fn of_message(message: &concord_publication::Spanned<String>, tag: &str) -> Self {
        let mut run = Self::new(tag);
        let (span, text) = (message.span, &message.value);
        let is_verbatim = span.range().len() == text.len() + 2;
        run.add(text, if is_verbatim { span.slice(1, text.len() + 1) } else { span });
        run
    }

    /// Some characters.
    pub(crate) fn text(&self, range: std::ops::Range<usize>) -> Option<String> {
        self.characters.get(range).map(|characters| characters.iter().collect())
    }

    /// The place of some characters.
    pub(crate) fn span(&self, range: std::ops::Range<usize>) -> Option<Span> {
        let places = self.places.get(range)?;
        let (first, last) = (places.first()?, places.last()?);
        Some(Span { end: last.end.max(first.end), ..*first })
    }

    /// The place of one character.
    pub(crate) fn place(&self, at: usize) -> Option<Span> {
        self.places.get(at).copied()
    }

    /// Words that stand nowhere in a text, to be compared with those that do.
    pub(crate) fn of_words(text: &str, tag: &str) -> Self {
        Self { characters: text.chars().collect(), ..Self::new(tag) }
    }

    #[cfg(test)]
    pub(crate) fn of_text(text: &str, tag: &str) -> Self {
        let mut run = Self::new(tag);
        run.add(text, Span::new(concord_diagnostics::SourceId(0), 0..text.len()));
        run
    }
}

/// The stretches of a block's own text: one or more for every heading, paragraph, cell, term and caption.
pub(crate) fn runs(block: &Block, tag: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for (part, content) in walk::inline_lists(block).into_iter().enumerate() {
        let first = runs.len();
        runs.push(Run::new(tag));
        add(content, tag, &mut runs);
        runs[first..].iter_mut().for_each(|run| run.part = part);
    }
    if let BlockKind::Figure(figure) = &block.kind {
        let mut alternative = Run::new(tag);
        alternative.part = 1;
        alternative.characters = figure.alternative.chars().collect();
        alternative.places = vec![block.span; alternative.characters.len()];
        runs.push(alternative);
    }
    runs
}

fn add(content: &[Inline], tag: &str, runs: &mut Vec<Run>) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(text) => push(runs, text, inline.span),
            InlineKind::Break => push(runs, "\n", inline.span),
            InlineKind::Expression(expression) => {
                if let Some(run) = runs.last_mut() {
                    let (helper, key) =
                        (expression.helper.clone(), expression.key.clone().unwrap_or_default());
                    run.expressions.push(Placed { at: run.characters.len(), helper, key });
                    run.add("\0", inline.span);
                }
            }
            InlineKind::NoteReference(_) => {}
            InlineKind::Span { attributes, content } => match attributes.get("lang") {
                Some(other) if other != tag => {
                    runs.push(Run::continued(other));
                    add(content, other, runs);
                    runs.push(Run::continued(tag));
                }
                _ => add(content, tag, runs),
            },
            _ => match walk::inner(inline) {
                Some(inner) => add(inner, tag, runs),
                None => push(runs, "\0", inline.span),
            },
        }
    }
}

fn push(runs: &mut [Run], text: &str, span: Span) {
    if let Some(run) = runs.last_mut() {
        run.add(text, span);
    }
}
