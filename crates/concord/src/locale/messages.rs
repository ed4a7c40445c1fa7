//! `messages.toml` of a translation: written for a new language, and kept beside its source's.

use super::carrying::copy;
use super::marks;
use crate::keys::{Keys, key as written, quoted};
use concord_check::staleness::{Standing, digest, message_place, plain, standing_of, words_of_noun};
use concord_diagnostics::Span;
use concord_locale::{CONVENTION_KEYS, Language, Locale};
use concord_publication::{Glossary, Lock, Messages, Noun, Record, Spanned};
use std::collections::BTreeMap;

/// What stands above the tables of a new language.
const TABLES: [(&str, &str); 7] = [
    ("text", "Words that the pages use."),
    ("names", "Proper names and titles."),
    ("labels", "Short labels for charts, timelines and key figures."),
    ("countries", "Countries by their ISO 3166-1 code."),
    ("regions", "Regions."),
    ("themes", "Themes."),
    ("institutions", "Who asked for a case study's Action."),
];

/// The messages of a new language: every one of the source's, each under its words as a comment.
pub(super) fn new_text(source: &Messages, glossary: &Glossary, source_tag: &str, locale: &Locale) -> String {
    let mut text = format!(
        "# What stands between quotation marks is translated; see README.md. The comment above it is the source.\n\n\
         # The language's name in the language itself.\nlanguage-name = {}\n",
        quoted(locale.tag())
    );
    for ((table, messages), (_, what)) in source.tables().into_iter().zip(TABLES) {
        if messages.is_empty() {
            continue;
        }
        text.push_str(&format!("\n# {what}\n[{table}]\n"));
        for (key, message) in in_order(messages) {
            text.push_str(&entry(source_tag, key, &message.value));
        }
    }
    let terms = new_terms(glossary, source_tag, locale.tag());
    if !terms.is_empty() {
        text.push_str(&format!("\n# Terms of the glossary, which texts call as {{{{term \"...\"}}}}: one translation for all of them.\n[terms]\n{terms}"));
    }
    text.push_str(&new_conventions(locale));
    let mut nouns: Vec<(&String, &Noun)> = source.nouns.iter().collect();
    nouns.sort_by_key(|(_, noun)| noun.span.start);
    if !nouns.is_empty() {
        let categories = locale.plural_categories().join(", ");
        text.push_str(&format!(
            "\n# Nouns that follow a number. This language has the forms {categories} (CLDR); which number takes which is\n\
             # shown behind each. Write the form as it stands behind the number.\n"
        ));
    }
    for (unit, noun) in nouns {
        text.push_str(&new_noun(unit, noun, source_tag, locale));
    }
    text
}

/// Places for the words of a language that the program has no tables for, each with an example of Portuguese.
fn new_conventions(locale: &Locale) -> String {
    if locale.language() != Language::Other {
        return String::new();
    }
    let mut text = "\n# Words and signs of the language itself, which the program does not know. Fill them in: where one is empty, a\n\
         # mathematical sign or a figure takes its place, and `concord check` says so. In braces stands what is filled in.\n\
         [conventions]\n"
        .to_owned();
    for (key, what) in CONVENTION_KEYS {
        text.push_str(&format!("# {what}\n{key} = \"\"\n"));
    }
    text
}

/// The terms that the glossary does not have in a language.
fn new_terms(glossary: &Glossary, source_tag: &str, tag: &str) -> String {
    let lacking = glossary.terms.iter().filter(|(_, term)| !term.translations.contains_key(tag));
    let entries = lacking
        .filter_map(|(id, term)| Some(entry(source_tag, id, &term.translations.get(source_tag)?.value)));
    entries.collect()
}

/// Messages in the order in which they are written.
fn in_order(messages: &BTreeMap<String, Spanned<String>>) -> Vec<(&String, &Spanned<String>)> {
    let mut list: Vec<_> = messages.iter().collect();
    list.sort_by_key(|(_, message)| message.span.start);
    list
}

fn entry(source_tag: &str, key: &str, value: &str) -> String {
    format!("# {source_tag}: {}\n{} = {}\n", plain(value), written(key), quoted(value))
}

fn new_noun(unit: &str, noun: &Noun, source_tag: &str, locale: &Locale) -> String {
    let own: Vec<String> = noun.forms.iter().map(|(category, form)| format!("{category} = {form}")).collect();
    let mut text = format!("\n[nouns.{}]\n# {source_tag}: {}\n", written(unit), own.join(", "));
    for (category, form) in forms(noun, locale) {
        let numbers: Vec<String> = locale.plural_examples(&category).iter().map(u64::to_string).collect();
        let numbers = if numbers.is_empty() { "fractions".to_owned() } else { numbers.join(", ") };
        text.push_str(&format!("{category} = {} # {numbers}\n", quoted(&form)));
    }
    text
}

/// The source's noun in the plural categories of another language.
fn forms(noun: &Noun, locale: &Locale) -> BTreeMap<String, String> {
    let form = |category: &str| noun.forms.get(category).or_else(|| noun.forms.get("other")).cloned();
    let categories = locale.plural_categories().into_iter();
    categories.map(|category| (category.to_owned(), form(category).unwrap_or_default())).collect()
}

/// A change of the text: lines above a place, or other bytes in a range.
struct Edits<'t> {
    text: &'t str,
    /// What replaces what, by place.
    list: Vec<(std::ops::Range<usize>, String)>,
    marked: usize,
    inserted: usize,
}

/// What became of messages.
pub(super) struct SyncedMessages {
    pub(super) text: String,
    pub(super) inserted: usize,
    pub(super) marked: usize,
}

/// Brings the messages of a translation beside the source's: adds what is new, and marks what changed.
pub(super) fn sync(
    source: (&Messages, &Glossary, &str),
    translation: &Messages,
    text: &str,
    locale: &Locale,
    lock: &mut Lock,
) -> SyncedMessages {
    let (source, glossary, source_tag) = source;
    let mut edits = Edits { text, list: Vec::new(), marked: 0, inserted: 0 };
    for ((table, messages), (_, translated)) in source.tables().into_iter().zip(translation.tables()) {
        let mut new = String::new();
        for (key, message) in in_order(messages) {
            let place = message_place(table, key);
            let words = plain(&message.value);
            match translated.get(key) {
                Some(own) => {
                    let replacement = quoted(&message.value);
                    edits.beside(
                        &place,
                        &words,
                        &plain(&own.value),
                        (own.span, Some(replacement)),
                        source_tag,
                        lock,
                    );
                }
                None => {
                    new.push_str(&entry(source_tag, key, &message.value));
                    edits.inserted += 1;
                    lock.add(&place, copy(&words));
                }
            }
        }
        edits.add_to(table, &new);
    }
    let mut new = String::new();
    for (id, term) in &glossary.terms {
        let Some(message) = term.translations.get(source_tag) else { continue };
        let (place, words) = (message_place("terms", id), plain(&message.value));
        if let Some(own) = translation.terms.get(id) {
            let replacement = Some(quoted(&message.value));
            edits.beside(&place, &words, &plain(&own.value), (own.span, replacement), source_tag, lock);
        } else if !term.translations.contains_key(locale.tag()) {
            new.push_str(&entry(source_tag, id, &message.value));
            edits.inserted += 1;
            lock.add(&place, copy(&words));
        }
    }
    edits.add_to("terms", &new);
    for (unit, noun) in &source.nouns {
        let place = message_place("nouns", unit);
        let words = words_of_noun(noun);
        match translation.nouns.get(unit) {
            Some(own) => {
                edits.beside(&place, &words, &words_of_noun(own), (own.span, None), source_tag, lock);
            }
            None => {
                let new = new_noun(unit, noun, source_tag, locale);
                let forms = Noun { forms: forms(noun, locale), ..noun.clone() };
                let translation = digest(&words_of_noun(&forms));
                lock.add(&place, Record { translation, ..copy(&words) });
                edits.inserted += 1;
                edits.list.push((text.len()..text.len(), line_before(text) + &new));
            }
        }
    }
    edits.finish()
}

fn line_before(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { String::new() } else { "\n".to_owned() }
}

impl Edits<'_> {
    /// A message that both have: its mark and comment as they are to be, and its value where it is a copy that waits.
    fn beside(
        &mut self,
        place: &str,
        words: &str,
        own: &str,
        (span, replacement): (Span, Option<String>),
        source_tag: &str,
        lock: &mut Lock,
    ) {
        let records = lock.of(place).to_vec();
        let (now, translated) = (digest(words), digest(own));
        let standing = standing_of(&records, now, translated);
        let base = match standing {
            Standing::Stale => records.iter().rev().find(|record| record.translation == translated),
            Standing::Unrecorded => records
                .last()
                .filter(|last| records.iter().all(|it| it.source != now) && !last.words.is_empty()),
            _ => None,
        };
        let mark = base.map(|base| marks::toml(&base.words, words));
        self.marked += usize::from(mark.is_some());
        self.above(
            span.start as usize,
            mark.as_deref().unwrap_or_default(),
            &format!("# {source_tag}: "),
            words,
        );
        if let (Standing::Open, Some(value), true) = (standing, replacement, now != translated) {
            self.list.push((span.start as usize..span.end as usize, value));
            lock.retain(place, |record| !record.is_open);
            lock.add(place, copy(words));
            self.inserted += 1;
        }
    }

    /// Puts a mark above the line of a place, takes old ones away, and has the comment say the source's words.
    fn above(&mut self, at: usize, mark: &str, comment: &str, words: &str) {
        let line = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let mut start = line;
        let mut has_comment = false;
        while start > 0 {
            let before = self.text[..start - 1].rfind('\n').map_or(0, |end| end + 1);
            let above = &self.text[before..start];
            if marks::is_toml(above) {
                start = before;
            } else if above.starts_with(comment) && !has_comment && !self.text[line..].starts_with('[') {
                has_comment = true;
                start = before;
            } else {
                break;
            }
        }
        let comment = if has_comment { format!("{comment}{words}\n") } else { String::new() };
        let wanted = format!("{mark}{comment}");
        if self.text[start..line] != wanted {
            self.list.push((start..line, wanted));
        }
    }

    /// Adds lines behind the last message of a table, or the table.
    fn add_to(&mut self, table: &str, new: &str) {
        if new.is_empty() {
            return;
        }
        let end = Keys::of(self.text).end_of_table(self.text, &[table.to_owned()]);
        let at = end.map_or(self.text.len(), |end| self.text.len().min(end + 1));
        let heading = if end.is_none() { format!("\n[{table}]\n") } else { String::new() };
        self.list.push((at..at, line_before(&self.text[..at]) + &heading + new));
    }

    fn finish(mut self) -> SyncedMessages {
        self.list.sort_by_key(|(range, _)| (range.start, range.end));
        let (mut text, mut done) = (String::new(), 0);
        for (range, new) in &self.list {
            text.push_str(&self.text[done..range.start]);
            text.push_str(new);
            done = range.end;
        }
        text.push_str(&self.text[done..]);
        SyncedMessages { text, inserted: self.inserted, marked: self.marked }
    }
}
