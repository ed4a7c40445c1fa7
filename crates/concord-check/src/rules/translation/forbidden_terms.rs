//! Forbidden words are not used.
//!
//! **What.** No text has a form that the glossary forbids in its language. Forms are compared letter by letter at the
//! bounds of words, but with any apostrophe, and with a capital where a sentence may begin. What is part of an accepted
//! term, or stands in another language, is no fault.
//!
//! **Why.** Trafficking and smuggling are different crimes, and their names cross over between languages.
//!
//! **How to mend.** Use the glossary's term, best by `{{term "..."}}`.

use crate::references;
use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_document::{Block, Inline, InlineKind, LanguageTag, walk};
use concord_publication::{Glossary, Manuscript, Publication, Spanned};
use std::collections::BTreeSet;
use std::ops::Range;

/// Looks at every text of every language.
pub fn find(publication: &Publication) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for manuscript in publication.manuscripts.values() {
        let terms = Terms::of(&publication.glossary, &manuscript.language);
        if terms.forbidden.is_empty() {
            continue;
        }
        for text in manuscript.texts.values() {
            for block in references::blocks(&text.content) {
                diagnostics.extend(in_block(&terms, manuscript, block));
            }
        }
    }
    diagnostics
}

/// The glossary in one language.
struct Terms<'a> {
    forbidden: Vec<Forbidden<'a>>,
    accepted: BTreeSet<Vec<char>>,
}

struct Forbidden<'a> {
    id: &'a str,
    form: &'a Spanned<String>,
    /// The term to use instead, where the language has one.
    instead: Option<&'a str>,
    /// As it is looked for: as it is written, and with a capital.
    spellings: Vec<Vec<char>>,
}

impl<'a> Terms<'a> {
    fn of(glossary: &'a Glossary, language: &LanguageTag) -> Self {
        let tags: BTreeSet<&str> = BTreeSet::from([language.as_str(), language.language()]);
        let in_language = |tag: &&String| tags.contains(tag.as_str());
        let mut accepted = BTreeSet::new();
        for term in glossary.terms.values() {
            let translations = term.translations.iter().filter(|(tag, _)| in_language(tag));
            accepted.extend(translations.map(|(_, form)| letters(&form.value)));
        }
        let mut forbidden = Vec::new();
        for (id, term) in &glossary.terms {
            let translation = tags.iter().rev().find_map(|tag| term.translations.get(*tag));
            let instead = translation.map(|form| form.value.as_str());
            for form in term.forbidden.iter().filter(|(tag, _)| in_language(tag)).flat_map(|(_, forms)| forms)
            {
                let as_written = letters(&form.value);
                let spellings = [capitalised(&as_written), as_written];
                // Where the capital is all that is wrong with a form, as in `état membre`, its capital is right.
                let spellings: Vec<_> =
                    spellings.into_iter().filter(|spelling| !accepted.contains(spelling)).collect();
                forbidden.push(Forbidden { id, form, instead, spellings });
            }
        }
        Self { forbidden, accepted }
    }
}

fn in_block(terms: &Terms<'_>, manuscript: &Manuscript, block: &Block) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for content in walk::inline_lists(block) {
        let running = Running::of(content, &manuscript.language);
        let is_accepted = |found: &Range<usize>| {
            let longer = terms.accepted.iter().filter(|term| term.len() > found.len());
            let mut longer = longer.flat_map(|term| running.occurrences(term));
            longer.any(|term| term.start <= found.start && found.end <= term.end)
        };
        let mut seen = BTreeSet::new();
        for forbidden in &terms.forbidden {
            let found = forbidden.spellings.iter().flat_map(|spelling| running.occurrences(spelling));
            for range in found.filter(|range| !is_accepted(range)) {
                if seen.insert(range.start) {
                    diagnostics.extend(running.span(range).map(|span| use_of(forbidden, manuscript, span)));
                }
            }
        }
    }
    diagnostics
}

fn use_of(forbidden: &Forbidden<'_>, manuscript: &Manuscript, span: Span) -> Diagnostic {
    let (id, form, language) = (forbidden.id, &forbidden.form.value, &manuscript.language);
    let help = match forbidden.instead {
        Some(instead) => format!("write `{instead}`, or {{{{term \"{id}\"}}}}"),
        None => "use the glossary’s term".to_owned(),
    };
    let instead = forbidden.instead.map_or(String::new(), |instead| format!(": it is `{instead}`"));
    let message = format!(
        "`{form}` is forbidden in {language} for the term `{id}`{instead}",
        language = wording::language(language)
    );
    Diagnostic::new(Code::FORBIDDEN_TERM, message)
        .at(span, "forbidden by the glossary")
        .and(forbidden.form.span, "forbidden here")
        .help(help)
}

/// The letters of running text, each with where it was written. What is not running text of the language (code,
/// expressions, foreign words) is a gap that no term reaches across.
struct Running {
    letters: Vec<char>,
    places: Vec<Option<Span>>,
    /// Where a word, or a sign, may begin.
    starts: Vec<usize>,
}

impl Running {
    fn of(content: &[Inline], language: &LanguageTag) -> Self {
        let mut running = Self { letters: Vec::new(), places: Vec::new(), starts: Vec::new() };
        running.add(content, language);
        running
    }

    fn add(&mut self, content: &[Inline], language: &LanguageTag) {
        for inline in content {
            match &inline.kind {
                InlineKind::Text(text) => self.add_text(text, inline.span),
                InlineKind::Break => self.push(' ', Some(inline.span)),
                InlineKind::NoteReference(_) => {}
                InlineKind::Span { attributes, content } => {
                    let foreign = attributes
                        .get("lang")
                        .is_some_and(|lang| lang.split('-').next() != Some(language.language()));
                    if foreign { self.push('\0', None) } else { self.add(content, language) }
                }
                _ => match walk::inner(inline) {
                    Some(inner) => self.add(inner, language),
                    None => self.push('\0', None),
                },
            }
        }
    }

    /// The place of each letter is exact where the text is as it was written, and the whole piece where it had escapes.
    fn add_text(&mut self, text: &str, span: Span) {
        let is_verbatim = span.range().len() == text.len();
        for (at, character) in text.char_indices() {
            let place = if is_verbatim { span.slice(at, at + character.len_utf8()) } else { span };
            self.push(plain(character), Some(place));
        }
    }

    fn push(&mut self, letter: char, place: Option<Span>) {
        if !self.letters.last().is_some_and(|last| last.is_alphanumeric()) {
            self.starts.push(self.letters.len());
        }
        self.letters.push(letter);
        self.places.push(place);
    }

    fn occurrences<'a>(&'a self, form: &'a [char]) -> impl Iterator<Item = Range<usize>> + 'a {
        let ends_inside_word = |end: usize| self.letters.get(end).is_some_and(|next| next.is_alphanumeric());
        let starts = self.starts.iter().copied().filter(move |start| {
            let end = start + form.len();
            form.first() == self.letters.get(*start)
                && self.letters[*start..].starts_with(form)
                && !ends_inside_word(end)
        });
        starts.map(move |start| start..start + form.len())
    }

    fn span(&self, range: Range<usize>) -> Option<Span> {
        let places: Vec<Span> = self.places.get(range)?.iter().copied().flatten().collect();
        let (first, last) = (places.first()?, places.last()?);
        Some(Span { end: last.end.max(first.end), ..*first })
    }
}

fn letters(form: &str) -> Vec<char> {
    form.chars().map(plain).collect()
}

/// All apostrophes and all spaces are alike here.
fn plain(character: char) -> char {
    match character {
        '\'' | '‘' => '’',
        space if space.is_whitespace() => ' ',
        other => other,
    }
}

fn capitalised(form: &[char]) -> Vec<char> {
    match form.split_first() {
        Some((first, rest)) => first.to_uppercase().chain(rest.iter().copied()).collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expression, inline, manuscript, paragraph, publication, seen, tag, term, text};
    use concord_diagnostics::Diagnostic;
    use concord_document::{Attributes, Content, Inline, InlineKind};
    use std::collections::BTreeMap;

    fn found(content: Vec<Inline>) -> Vec<Diagnostic> {
        let mut publication = publication("");
        let thb = term("fr", "traite des êtres humains", &["trafic d'êtres humains", "traite des êtres"]);
        publication.glossary.terms.insert("thb".to_owned(), thb);
        let state = term("fr", "État membre", &["état membre"]);
        publication.glossary.terms.insert("state".to_owned(), state);
        let content = Content { blocks: vec![paragraph(content)], notes: BTreeMap::new() };
        publication.manuscripts.insert(tag("fr"), manuscript("fr", 2, [("a.md", content)]));
        super::find(&publication)
    }

    #[test]
    fn a_forbidden_form_is_underlined() {
        let diagnostics = found(vec![text("le Trafic d’êtres\nhumains, ici")]);
        assert_eq!(
            seen(&diagnostics),
            [
                "T307 `trafic d'êtres humains` is forbidden in French for the term `thb`: it is `traite des êtres humains`"
            ]
        );
        let span = diagnostics[0].primary.as_ref().expect("a place").span;
        assert_eq!(span.range(), 103..103 + "Trafic d’êtres\nhumains".len());
    }

    #[test]
    fn emphasis_does_not_hide_it() {
        let emphasis = inline(InlineKind::Emphasis(vec![text("trafic")]));
        assert_eq!(found(vec![emphasis, text(" d'êtres humains")]).len(), 1);
    }

    #[test]
    fn right_words_are_silent() {
        for words in
            ["la traite des êtres humains", "un État membre", "État membre", "le trafic d'êtres humainsx"]
        {
            assert_eq!(seen(&found(vec![text(words)])), [""; 0], "{words}");
        }
        assert_eq!(found(vec![text("un état membre")]).len(), 1);
    }

    #[test]
    fn foreign_words_and_expressions_are_no_running_text() {
        let mut attributes = Attributes::default();
        attributes.pairs.insert("lang".to_owned(), "es".to_owned());
        let foreign = inline(InlineKind::Span { attributes, content: vec![text("trafic d'êtres humains")] });
        assert_eq!(seen(&found(vec![foreign])), [""; 0]);
        assert_eq!(
            seen(&found(vec![text("trafic "), expression("term", "thb"), text("d'êtres humains")])),
            [""; 0]
        );
    }
}
