//! The units of messages and of the glossary's terms.

use super::{Gatherer, Place};
use crate::keys::Keys;
use concord_diagnostics::{SourceId, Span};
use concord_exchange::{Segment, State, Unit, name_token};
use concord_locale::Locale;
use concord_publication::{Messages, Publication, Term};
use std::collections::BTreeMap;

const MESSAGES: &str = "messages.toml";
const GLOSSARY: &str = "glossary.toml";

/// A text in a TOML file.
struct Message<'m> {
    /// The file and the place in it that its id names.
    id: [&'m str; 2],
    /// The file that its translation stands in, or goes to.
    file: String,
    section: Vec<String>,
    key: Vec<String>,
    source: &'m str,
    target: Option<&'m str>,
    /// Where the lock and the rules see its translation.
    span: Option<Span>,
    /// Where the source stands.
    at: Span,
    note: String,
}

/// A file of messages with the places of its values.
struct Written {
    source: SourceId,
    keys: Keys,
}

impl Written {
    /// Where a value stands; the beginning of the file where it has no such.
    fn place(&self, path: &[&str]) -> Span {
        let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
        Span::new(self.source, self.keys.values.get(&path).cloned().unwrap_or(0..0))
    }
}

impl Gatherer<'_> {
    fn message(&mut self, message: Message<'_>) {
        let source = Segment::of_message(message.source);
        let target = message.target.map(Segment::of_message);
        if !source.has_words() {
            return;
        }
        let waits = self.waits(message.span);
        let target = target.filter(|target| !waits && !self.is_copy(&source, target, message.span));
        let Message { id: [path, name], file, section, key, span, at, note, .. } = message;
        let id = format!("{}#{}", name_token(path), name_token(name));
        let written = self.sources.get(at.source);
        let place = written
            .map_or_else(String::new, |text| format!("{}:{}", text.name(), text.position(at.start).line));
        self.places.insert(id.clone(), Place::Value { file, section, key });
        self.spans.extend(span.map(|span| (id.clone(), span)));
        self.units.push(Unit {
            id,
            place,
            notes: vec![note],
            source,
            state: if target.is_some() { State::Translated } else { State::Initial },
            target,
            is_message: true,
            values: BTreeMap::new(),
        });
    }

    fn written(&self, messages: &Messages) -> Written {
        let text = self.sources.get(messages.source).map(|it| it.text().clone()).unwrap_or_default();
        Written { source: messages.source, keys: Keys::of(&text) }
    }

    pub(super) fn messages(&mut self, locale: &Locale) {
        let file = format!("{}/{MESSAGES}", self.tag);
        let (own, other) = (&self.source.messages, self.translation.map(|it| &it.messages));
        let written = self.written(own);
        // A new folder has the tag in the place of the name.
        let name = other.map(|messages| messages.language_name.as_str());
        let name = name.filter(|name| *name != self.tag.as_str());
        self.message(Message {
            id: [MESSAGES, "language-name"],
            file: file.clone(),
            section: Vec::new(),
            key: vec!["language-name".to_owned()],
            source: &own.language_name,
            target: name,
            span: other.map(|messages| self.written(messages).place(&["language-name"])),
            at: written.place(&["language-name"]),
            note: "the name of the language that is translated into, in itself".to_owned(),
        });
        for (number, (table, messages)) in own.tables().into_iter().enumerate() {
            let translated = other.map(|messages| messages.tables()[number].1);
            for (key, message) in messages {
                let target = translated.and_then(|messages| messages.get(key));
                self.message(Message {
                    id: [MESSAGES, &format!("{table}:{key}")],
                    file: file.clone(),
                    section: vec![table.to_owned()],
                    key: vec![key.clone()],
                    source: &message.value,
                    target: target.map(|target| target.value.as_str()),
                    span: target.map(|target| target.span),
                    at: message.span,
                    note: format!("{} `{key}`", words_for(table)),
                });
            }
        }
        self.nouns(locale, &file, &written);
    }

    fn nouns(&mut self, locale: &Locale, file: &str, written: &Written) {
        let other = self.translation.map(|it| &it.messages);
        for (unit, noun) in &self.source.messages.nouns {
            let translated = other.and_then(|messages| messages.nouns.get(unit));
            for category in locale.plural_categories() {
                let target = translated.and_then(|noun| noun.forms.get(category));
                // A language's noun may go without a form that is the same as another.
                if translated.is_some() && target.is_none() {
                    continue;
                }
                let own = noun.forms.get_key_value(category).or_else(|| noun.forms.get_key_value("other"));
                let Some((own, form)) = own else { continue };
                self.message(Message {
                    id: [MESSAGES, &format!("nouns:{unit}:{category}")],
                    file: file.to_owned(),
                    section: vec!["nouns".to_owned(), unit.clone()],
                    key: vec![category.to_owned()],
                    source: form,
                    target: target.map(String::as_str),
                    // Nouns are recorded as wholes.
                    span: translated.map(|noun| noun.span),
                    at: written.place(&["nouns", unit, own]),
                    note: format!("noun behind a number, in the form for {}", examples(locale, category)),
                });
            }
        }
    }

    pub(super) fn glossary(&mut self, publication: &Publication) {
        for (id, term) in &publication.glossary.terms {
            self.term(id, term);
            let (from, to) = (self.source.language.as_str(), self.tag.as_str());
            let Some(source) = term.acronyms.get(from) else { continue };
            let target = term.acronyms.get(to);
            self.message(Message {
                id: [GLOSSARY, &format!("terms:{id}:acronym")],
                file: GLOSSARY.to_owned(),
                section: vec!["terms".to_owned(), id.clone()],
                key: vec!["acronym".to_owned(), to.to_owned()],
                source: &source.value,
                target: target.map(|target| target.value.as_str()),
                span: target.map(|target| target.span),
                at: source.span,
                note: format!("acronym of the term `{id}` of the glossary, used alike everywhere"),
            });
        }
    }

    /// A term. Its translation stands in the glossary or in `[terms]` of the language's messages, never in both.
    fn term(&mut self, id: &str, term: &Term) {
        let (from, to) = (self.source.language.as_str(), self.tag.as_str());
        let Some(source) = term.translations.get(from) else { return };
        let target = term.translations.get(to);
        let own = self.translation.map(|it| &it.messages.terms);
        let is_own = own.is_some_and(|own| match target {
            Some(_) => own.contains_key(id),
            // Beside the others that the language has for itself.
            None => !own.is_empty(),
        });
        let (file, section, key) = match is_own {
            true => (format!("{to}/{MESSAGES}"), vec!["terms".to_owned()], id.to_owned()),
            false => (GLOSSARY.to_owned(), vec!["terms".to_owned(), id.to_owned()], to.to_owned()),
        };
        self.message(Message {
            id: [GLOSSARY, &format!("terms:{id}")],
            file,
            section,
            key: vec![key],
            source: &source.value,
            target: target.map(|target| target.value.as_str()),
            span: target.map(|target| target.span),
            at: source.span,
            note: format!("term `{id}` of the glossary, used alike everywhere"),
        });
    }
}

/// Numbers that take a plural category.
fn examples(locale: &Locale, category: &str) -> String {
    let some: Vec<String> = locale.plural_examples(category).iter().map(u64::to_string).collect();
    if some.is_empty() { format!("`{category}`") } else { format!("{} and the like", some.join(", ")) }
}

fn words_for(table: &str) -> &'static str {
    match table {
        "names" => "proper name of",
        "labels" => "short label of",
        "countries" => "name of the country",
        "regions" => "name of the region",
        "themes" => "name of the theme",
        "institutions" => "name of the institution for",
        _ => "message",
    }
}
