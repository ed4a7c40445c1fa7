//! Inlines into one text with runs of style, language and owner.

use crate::fonts::FaceId;
use crate::inline::LinkId;
use crate::setter::{LinkTarget, Setter};
use crate::shaping::{Features, LanguageId};
use crate::theme::Style;
use crate::tree::NodeId;
use concord_diagnostics::Span;
use concord_document::{Attributes, Inline, InlineKind, LanguageTag};
use concord_pages::{Color, Role};

/// How glyphs look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextStyle {
    pub(crate) face: FaceId,
    pub(crate) size: f32,
    pub(crate) color: Color,
    pub(crate) features: Features,
    /// In 1/1000 em.
    pub(crate) tracking: f32,
    /// Above the baseline, in points.
    pub(crate) rise: f32,
}

/// A stretch of text with one style, language and owner.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// One past its last byte; it begins where the run before it ends.
    pub(crate) end: usize,
    pub(crate) style: TextStyle,
    pub(crate) language: LanguageId,
    pub(crate) owner: NodeId,
    pub(crate) link: Option<LinkId>,
    /// Whether its words may be divided: not those of a fact.
    pub(crate) divides: bool,
}

/// A paragraph's text before it is broken into lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunningText {
    pub(crate) text: String,
    pub(crate) runs: Vec<Run>,
    /// Footnotes by the byte at which they are called.
    pub(crate) notes: Vec<(usize, usize)>,
    /// Where the text from a byte on was written.
    pub(crate) origins: Vec<(usize, Span)>,
    /// Bytes after which a line ends.
    pub(crate) forced: Vec<usize>,
}

impl RunningText {
    /// Where a character of the text was written: its own place where the text stands in the source byte for byte,
    /// otherwise that of all that was written there, such as a reference to a fact.
    pub(crate) fn origin(&self, byte: usize, character: char) -> Option<Span> {
        let index = self.origins.partition_point(|(start, _)| *start <= byte).checked_sub(1)?;
        let (start, span) = *self.origins.get(index)?;
        let end = self.origins.get(index + 1).map_or(self.text.len(), |(next, _)| *next);
        let verbatim = span.range().len() == end - start;
        Some(if verbatim { span.slice(byte - start, byte - start + character.len_utf8()) } else { span })
    }
}

/// What holds for the inlines that are being walked.
#[derive(Clone)]
struct State {
    weight: u16,
    italic: bool,
    mono: bool,
    raised: bool,
    small_caps: bool,
    language: LanguageId,
    owner: NodeId,
    link: Option<LinkId>,
    divides: bool,
}

/// Walks inlines into a text in a base style; what belongs to no inner element belongs to `owner`.
pub(crate) fn collect(
    setter: &mut Setter<'_>,
    content: &[Inline],
    style: &Style,
    owner: NodeId,
) -> RunningText {
    let language = setter.language;
    let state = State {
        weight: style.weight,
        italic: style.italic,
        mono: false,
        raised: false,
        small_caps: false,
        language,
        owner,
        link: None,
        divides: true,
    };
    let mut collector = Collector { setter, style, out: RunningText::default() };
    collector.walk(content, &state);
    collector.out
}

/// A text that no inline holds, such as a label.
pub(crate) fn plain(setter: &Setter<'_>, text: &str, style: &Style, owner: NodeId) -> RunningText {
    let look = setter.look(style, style.weight, style.italic);
    let run =
        Run { end: text.len(), style: look, language: setter.language, owner, link: None, divides: true };
    RunningText { text: text.to_owned(), runs: vec![run], ..RunningText::default() }
}

struct Collector<'s, 'a, 't> {
    setter: &'s mut Setter<'a>,
    style: &'t Style,
    out: RunningText,
}

impl Collector<'_, '_, '_> {
    fn walk(&mut self, content: &[Inline], state: &State) {
        for inline in content {
            match &inline.kind {
                InlineKind::Text(text) => self.push_with_ordinals(text, state, inline.span),
                InlineKind::Fact(fact) => {
                    let state =
                        State { divides: matches!(fact.helper.as_str(), "term" | "text"), ..state.clone() };
                    self.push_with_ordinals(&fact.text, &state, inline.span);
                }
                InlineKind::Code(text) => {
                    self.push(text, &State { mono: true, ..state.clone() }, inline.span);
                }
                InlineKind::Emphasis(inner) => {
                    self.walk(inner, &State { italic: !state.italic, ..state.clone() });
                }
                InlineKind::Strong(inner) => {
                    self.walk(inner, &State { weight: bolder(state.weight), ..state.clone() });
                }
                InlineKind::Superscript(inner) => {
                    self.walk(inner, &State { raised: true, ..state.clone() });
                }
                InlineKind::Link { target, content } => self.link(target, content, state),
                InlineKind::NoteReference(label) => self.note(label, state, inline.span),
                InlineKind::Break => {
                    self.push(" ", state, inline.span);
                    self.out.forced.push(self.out.text.len());
                }
                InlineKind::Span { attributes, content } => self.span(attributes, content, state),
                InlineKind::Expression(expression) => self.push(&expression.source, state, inline.span),
            }
        }
    }

    /// French raises the letters of its ordinals: the `er` of `1er`, the `e` of `500e`. The characters stay what they are.
    fn push_with_ordinals(&mut self, text: &str, state: &State, span: Span) {
        let french = self.setter.shaper.language_tag(state.language).starts_with("fr");
        let mut rest = text;
        while let Some((before, letters)) = if french { first_ordinal(rest) } else { None } {
            self.push(&rest[..before], state, span);
            let raised = State { raised: true, ..state.clone() };
            self.push(&rest[before..before + letters], &raised, span);
            rest = &rest[before + letters..];
        }
        self.push(rest, state, span);
    }

    fn push(&mut self, text: &str, state: &State, span: Span) {
        if text.is_empty() {
            return;
        }
        let start = self.out.text.len();
        self.out.text.push_str(text);
        self.out.origins.push((start, span));
        let style = self.look(state);
        let end = self.out.text.len();
        if let Some(last) = self.out.runs.last_mut() {
            let same = last.style == style && last.language == state.language;
            let same = same && last.divides == state.divides;
            if same && last.owner == state.owner && last.link == state.link {
                last.end = end;
                return;
            }
        }
        let State { language, owner, link, divides, .. } = *state;
        self.out.runs.push(Run { end, style, language, owner, link, divides });
    }

    fn look(&self, state: &State) -> TextStyle {
        let mut look = if state.mono {
            self.setter.look(&self.setter.theme.styles.code, state.weight, state.italic)
        } else {
            self.setter.look(self.style, state.weight, state.italic)
        };
        if state.mono {
            look.size = self.style.size * 0.86;
            look.color = self.setter.theme.colors.get(self.style.color);
        }
        if state.raised {
            look.rise = look.size * 0.34;
            look.size *= 0.66;
            look.features = Features::LINING;
        }
        if state.small_caps {
            look.features = Features::SMALL_CAPS.with(Features::CAPS_TO_SMALL_CAPS).with(Features::OLD_STYLE);
            look.tracking = look.tracking.max(30.0);
        }
        if state.link.is_some() && !state.raised {
            look.color = self.setter.theme.colors.accent;
        }
        look
    }

    fn link(&mut self, target: &str, content: &[Inline], state: &State) {
        let words = concord_document::walk::plain_text(content);
        let node = self.setter.tree.inside(state.owner, Role::Link);
        let link = self.setter.link(LinkTarget::parse(target), node, words);
        self.walk(content, &State { owner: node, link: Some(link), ..state.clone() });
    }

    /// The call of a note: `Reference` around a link to the note (ISO 32000-1, 14.8.4.4.1).
    fn note(&mut self, label: &str, state: &State, span: Span) {
        let Some((index, number)) = self.setter.call_note(label) else { return };
        let reference = self.setter.tree.inside(state.owner, Role::Reference);
        let node = self.setter.tree.inside(reference, Role::Link);
        let description = format!("{} {number}", self.setter.document.words.note);
        let link = self.setter.link(LinkTarget::Note(index), node, description);
        let state = State { raised: true, owner: node, link: Some(link), ..state.clone() };
        self.push(&number.to_string(), &state, span);
        self.out.notes.push((self.out.text.len() - 1, index));
    }

    fn span(&mut self, attributes: &Attributes, content: &[Inline], state: &State) {
        let mut state = state.clone();
        let language = attributes.get("lang").and_then(|tag| LanguageTag::parse(tag).ok());
        let expansion = attributes.get("expansion");
        if language.is_some() || expansion.is_some() {
            state.owner = self.setter.tree.inside(state.owner, Role::Span);
            self.setter.tree.attributes(state.owner).expansion = expansion.map(str::to_owned);
        }
        if let Some(language) = language {
            state.language = self.setter.shaper.language(language.as_str());
            self.setter.tree.attributes(state.owner).language = Some(language);
        }
        state.small_caps |= attributes.has_class("caps");
        self.walk(content, &state);
    }
}

/// Where the letters of the first French ordinal in figures begin, and how many bytes they take.
fn first_ordinal(text: &str) -> Option<(usize, usize)> {
    let is_letter = |character: char| character.is_alphanumeric();
    text.char_indices().filter(|(_, character)| character.is_ascii_digit()).find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let letters = rest.find(|character| !is_letter(character)).unwrap_or(rest.len());
        matches!(&rest[..letters], "er" | "ers" | "re" | "res" | "e" | "es").then_some((at + 1, letters))
    })
}

/// Strong text in a style that is bold already stays bold.
fn bolder(weight: u16) -> u16 {
    weight.max(400) + 300
}
