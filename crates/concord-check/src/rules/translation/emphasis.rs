//! A translation emphasises and marks what its source does.
//!
//! **What.** A translated block has as many emphasised, strong and code phrases as its source, on the words that translate
//! the source's as far as they are known, and the marks of the languages that are foreign to both. Raised letters are each
//! language's own.
//!
//! **Why.** Emphasis is part of what is said, and the mark of a language is what a screen reader pronounces by.
//!
//! **How to mend.** Emphasise the words that translate the source's, and copy the mark of the language.

mod moved;

use crate::Context;
use crate::alignment::{Pair, Side};
use crate::wording;
use crate::words::{Tongues, hash};
use concord_diagnostics::{Code, Diagnostic, Severity, Span};
use concord_document::{Inline, InlineKind, LanguageTag, walk};
use concord_publication::Manuscript;
use moved::Known;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The kinds, each with its words for one and for more.
const KINDS: [[&str; 2]; 3] = [
    ["emphasised phrase", "emphasised phrases"],
    ["strong phrase", "strong phrases"],
    ["phrase in code type", "phrases in code type"],
];

/// Looks at every pair of blocks.
pub fn find(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(source) = context.publication.source() else { return Vec::new() };
    let translations: Vec<&Manuscript> = context.publication.translations().collect();
    let known: BTreeMap<&LanguageTag, Known> = translations
        .into_par_iter()
        .map(|translation| (&translation.language, Known::new(context, source, translation)))
        .collect();
    let comparisons = context.comparisons.par_iter();
    comparisons
        .flat_map_iter(|comparison| {
            let languages = [&comparison.source.language, &comparison.translation.language];
            let known = known.get(languages[1]);
            comparison.alignment.pairs.iter().flat_map(move |pair| differing(context, known, languages, pair))
        })
        .collect()
}

/// What is marked in a text, each with its place.
#[derive(Default)]
struct Marks<'a> {
    kinds: [Vec<Span>; 3],
    /// How many further emphasised phrases are in the other side's language, which may or may not need emphasis there.
    optional: [usize; 3],
    languages: Vec<(&'a str, Span)>,
    /// Emphasised or strong phrases of nothing but function words, such as "est".
    hollow: Vec<Span>,
}

impl<'a> Marks<'a> {
    /// Words in one of the languages in `own` are foreign to one side alone.
    fn of(side: &Side<'a>, own: [&LanguageTag; 2], side_number: usize) -> Self {
        let mut marks = Self::default();
        let is_own = |tag: &str| own.iter().any(|own| Some(own.language()) == tag.split('-').next());
        for content in side.lists() {
            walk::inlines(content, &mut |inline| {
                let (kind, inner) = match &inline.kind {
                    InlineKind::Emphasis(inner) => (0, inner.as_slice()),
                    InlineKind::Strong(inner) => (1, inner.as_slice()),
                    InlineKind::Code(_) => (2, &[][..]),
                    InlineKind::Span { attributes, .. } => {
                        let tag = attributes.get("lang").filter(|tag| !is_own(tag));
                        marks.languages.extend(tag.map(|tag| (tag, inline.span)));
                        return;
                    }
                    _ => return,
                };
                if kind < 2 && is_hollow(inner, own[side_number]) {
                    marks.hollow.push(inline.span);
                }
                if language(inner).is_some_and(is_own) {
                    marks.optional[kind] += 1;
                } else {
                    marks.kinds[kind].push(inline.span);
                }
            });
        }
        marks
    }
}

/// The language that a whole phrase is marked as being in.
fn language(content: &[Inline]) -> Option<&str> {
    match content {
        [Inline { kind: InlineKind::Span { attributes, .. }, .. }] => attributes.get("lang"),
        _ => None,
    }
}

fn differing(
    context: &Context<'_>,
    known: Option<&Known>,
    languages: [&LanguageTag; 2],
    pair: &Pair<'_>,
) -> Vec<Diagnostic> {
    let source = Marks::of(&pair.source, languages, 0);
    let translation = Marks::of(&pair.translation, languages, 1);
    let to = languages[1];
    let mut diagnostics = Vec::new();
    for (kind, words) in KINDS.iter().enumerate() {
        let (expected, found) = (&source.kinds[kind], &translation.kinds[kind]);
        let least = |marks: &Marks<'_>| marks.kinds[kind].len();
        let most = |marks: &Marks<'_>| marks.kinds[kind].len() + marks.optional[kind];
        if least(&source) <= most(&translation) && least(&translation) <= most(&source) {
            continue;
        }
        let message = format!(
            "the {to} text has {}, and its source has {}",
            counted(found.len(), words),
            wording::number(expected.len()),
            to = wording::language(to)
        );
        let place = found.last().copied().filter(|_| found.len() > expected.len());
        let finding = Diagnostic::new(Code::EMPHASIS_DIFFERS, message)
            .at(place.unwrap_or(pair.translation.span), counted(found.len(), words))
            .and(expected.first().copied().unwrap_or(pair.source.span), counted(expected.len(), words))
            .help("emphasise the words that translate the source’s");
        diagnostics.push(finding);
    }
    if source.hollow.is_empty() && diagnostics.is_empty() {
        diagnostics.extend(translation.hollow.iter().map(|span| {
            Diagnostic::new(
                Code::EMPHASIS_DIFFERS,
                format!(
                    "the {to} text emphasises a word that carries no meaning",
                    to = wording::language(to)
                ),
            )
            .at(*span, "nothing but function words")
            .and(source.kinds[0].first().copied().unwrap_or(pair.source.span), "what the source emphasises")
            .help("emphasise the words that translate the source’s")
        }));
    }
    let is_whole = source.optional == [0; 3] && translation.optional == [0; 3];
    if let Some(known) = known.filter(|_| is_whole && diagnostics.is_empty()) {
        diagnostics.extend(on_other_words(context, known, languages, pair));
    }
    diagnostics.extend(unmarked(&source, translation.languages, to, pair));
    diagnostics
}

/// Phrases whose words are not those that are emphasised in the other language.
fn on_other_words(
    context: &Context<'_>,
    known: &Known,
    [from, to]: [&LanguageTag; 2],
    pair: &Pair<'_>,
) -> Vec<Diagnostic> {
    let message =
        || format!("the {to} text emphasises other words than its source", to = wording::language(to));
    let help = "emphasise the words that translate the source’s";
    let [source, translation] =
        [&pair.source, &pair.translation].map(|side| moved::emphasised(&side.lists()));
    let moved = moved::find(context, known, pair, 0).into_iter().map(|moved| {
        let number = source.iter().position(|phrase| *phrase == moved.phrase);
        let place = number.and_then(|number| translation.get(number)).copied();
        Diagnostic::new(Code::EMPHASIS_DIFFERS, message())
            .at(place.unwrap_or(pair.translation.span), "emphasised here")
            .and(
                moved.counterpart,
                format!("stands for what the {from} text emphasises", from = wording::language(from)),
            )
            .and(moved.known, format!("emphasised in the {from} text", from = wording::language(from)))
            .help(help)
    });
    let moved: Vec<Diagnostic> = moved.collect();
    if !moved.is_empty() {
        return moved;
    }
    let back = moved::find(context, known, pair, 1).into_iter().map(|moved| {
        Diagnostic::new(Code::EMPHASIS_DIFFERS, message())
            .at(moved.phrase, "emphasised here")
            .and(
                moved.counterpart,
                format!("not emphasised in the {from} text", from = wording::language(from)),
            )
            .help(help)
    });
    back.collect()
}

/// Marks of languages that the translation lacks.
fn unmarked<'a>(
    source: &Marks<'a>,
    mut left: Vec<(&'a str, Span)>,
    to: &LanguageTag,
    pair: &Pair<'_>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (tag, span) in &source.languages {
        if let Some(at) = left.iter().position(|(other, _)| other == tag) {
            left.remove(at);
            continue;
        }
        let mut finding = Diagnostic::new(
            Code::EMPHASIS_DIFFERS,
            format!(
                "the {to} text does not mark what its source marks as {tag}",
                to = wording::language(to),
                tag = wording::language(tag)
            ),
        )
        .at(pair.translation.span, format!("no phrase is marked as {tag}", tag = wording::language(tag)))
        .and(*span, "marked here")
        .help(format!("mark the words: `[...]{{lang=\"{tag}\"}}`"));
        finding.severity = Severity::Warning;
        diagnostics.push(finding);
    }
    diagnostics
}

/// Whether a phrase has words, and all of them are function words of its language.
fn is_hollow(content: &[Inline], tag: &LanguageTag) -> bool {
    let tongue = Tongues::of_tag(tag.as_str());
    let text = walk::plain_text(content).to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| Tongues::of(hash(word)).has(tongue))
}

fn counted(count: usize, [one, more]: &[&str; 2]) -> String {
    match count {
        0 => format!("no {one}"),
        1 => format!("one {one}"),
        count => format!("{} {more}", wording::number(count)),
    }
}
