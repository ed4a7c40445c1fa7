//! What the ledger names by key has words.
//!
//! **What.** Units of counts have nouns, with the plural forms that their numbers need in each language; countries,
//! regions, themes and requesting institutions of Actions have names. Keys are looked up in the source's messages; what a
//! translation lacks against them is for the rule `messages` to say.
//!
//! **Why.** A fact panel with a hole in it is found by the reader otherwise.
//!
//! **How to mend.** Add the words to `messages.toml`, or correct the key in the ledger.

use crate::wording;
use concord_diagnostics::{Code, Diagnostic, Span};
use concord_ledger::{Action, Ledger, nearest};
use concord_locale::Locale;
use concord_publication::{Manuscript, Noun, Publication};
use std::collections::BTreeMap;

/// Looks at every count and Action, and at the nouns of every language.
pub fn find(publication: &Publication) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if let Some(source) = publication.source() {
        diagnostics.extend(units(&publication.ledger, source));
        for (id, action) in &publication.ledger.actions {
            diagnostics.extend(action_keys(source, id, action));
        }
    }
    for manuscript in publication.manuscripts.values() {
        diagnostics.extend(noun_forms(&publication.ledger, manuscript));
    }
    diagnostics
}

fn units(ledger: &Ledger, source: &Manuscript) -> Vec<Diagnostic> {
    let mut first_of_unit = BTreeMap::new();
    for (id, count) in &ledger.counts {
        first_of_unit.entry(count.unit.value.as_str()).or_insert((id, count.unit.span));
    }
    let nouns = &source.messages.nouns;
    let missing = first_of_unit.into_iter().filter(|(unit, _)| !nouns.contains_key(*unit));
    missing
        .map(|(unit, (id, span))| {
            let known = nouns.keys().map(String::as_str);
            missing_key(source, span, &format!("count `{id}`"), "nouns", unit, nearest(unit, known))
        })
        .collect()
}

fn action_keys(source: &Manuscript, id: &str, action: &Action) -> Vec<Diagnostic> {
    let messages = &source.messages;
    let countries = action.countries.iter().chain(&action.experts).chain(&action.partners);
    let mut keys: Vec<_> = countries
        .map(|country| ("countries", &messages.countries, country.value.as_str(), country.span))
        .collect();
    keys.push(("regions", &messages.regions, &action.region.value, action.region.span));
    keys.extend(
        action.theme.iter().map(|theme| ("themes", &messages.themes, theme.value.as_str(), theme.span)),
    );
    if action.institution.value {
        keys.push(("institutions", &messages.institutions, id, action.institution.span));
    }
    let missing = keys.into_iter().filter(|(_, table, key, _)| !table.contains_key(*key));
    missing
        .map(|(name, table, key, span)| {
            missing_key(
                source,
                span,
                &format!("Action `{id}`"),
                name,
                key,
                // Any code of two letters is nearly any other.
                nearest(key, table.keys().map(String::as_str)).filter(|_| name != "countries"),
            )
        })
        .collect()
}

fn missing_key(
    source: &Manuscript,
    span: Span,
    owner: &str,
    table: &str,
    key: &str,
    suggestion: Option<&str>,
) -> Diagnostic {
    let language = &source.language;
    let add =
        if table == "nouns" { format!("[nouns.{key}]") } else { format!("`{key} = \"...\"` to [{table}]") };
    let help = match suggestion {
        Some(suggestion) => format!("add {add} in {language}/messages.toml; or did you mean `{suggestion}`?"),
        None => format!("add {add} in {language}/messages.toml"),
    };
    let message = format!("{owner} needs `{key}` of [{table}], which {language}/messages.toml does not have");
    Diagnostic::new(Code::MISSING_MESSAGE, message).at(span, format!("no words for `{key}`")).help(help)
}

fn noun_forms(ledger: &Ledger, manuscript: &Manuscript) -> Vec<Diagnostic> {
    let Ok(locale) = Locale::new(manuscript.language.as_str(), None) else { return Vec::new() };
    let mut missing: BTreeMap<(&str, &str), (u64, &Noun)> = BTreeMap::new();
    for count in ledger.counts.values() {
        let (unit, number) = (count.unit.value.as_str(), count.value.value);
        let Some(noun) = manuscript.messages.nouns.get(unit) else { continue };
        let category = locale.plural_category(number);
        if !noun.forms.contains_key(category) && !stands_for(category, noun, &manuscript.language) {
            missing.entry((unit, category)).or_insert((number, noun));
        }
    }
    let language = &manuscript.language;
    missing
        .into_iter()
        .map(|((unit, category), (number, noun))| {
            let message = format!(
                "the noun `{unit}` in {language} has no form `{category}`, which {number} needs",
                language = wording::language(language)
            );
            Diagnostic::new(Code::MISSING_MESSAGE, message)
                .at(noun.span, format!("no `{category}`"))
                .help(format!("add `{category} = \"...\"` to [nouns.{unit}] of {language}/messages.toml"))
        })
        .collect()
}

/// In the Romance languages `many` is the form after millions, which differs from `other` by a preposition alone.
fn stands_for(category: &str, noun: &Noun, language: &concord_document::LanguageTag) -> bool {
    let romance = matches!(language.language(), "fr" | "es" | "it" | "pt" | "ca");
    category == "many" && romance && noun.forms.contains_key("other")
}

#[cfg(test)]
mod tests {
    use crate::testing::{noun, publication, seen, spanned, tag};

    const LEDGER: &str = "[counts.a]\nvalue = 3\nunit = \"country\"\n[counts.b]\nvalue = 1000000\nunit = \"country\"\n\
        [actions.x]\ncountries = [\"CV\"]\nregion = \"r\"\nstart = \"2009\"\nend = \"2010\"\ninstitution = true\nexperts = []\n";

    #[test]
    fn keys_without_words_are_seen() {
        assert_eq!(
            seen(&super::find(&publication(LEDGER))),
            [
                "C205 count `a` needs `country` of [nouns], which en/messages.toml does not have",
                "C205 Action `x` needs `CV` of [countries], which en/messages.toml does not have",
                "C205 Action `x` needs `r` of [regions], which en/messages.toml does not have",
                "C205 Action `x` needs `x` of [institutions], which en/messages.toml does not have",
            ]
        );
    }

    #[test]
    fn each_language_needs_its_own_plural_forms() {
        let mut publication = publication(LEDGER);
        for language in ["en", "fr", "pl"] {
            let mut manuscript = crate::testing::manuscript(language, 1, []);
            let messages = &mut manuscript.messages;
            messages.nouns.insert("country".to_owned(), noun(&[("one", "a"), ("other", "b")]));
            messages.countries.insert("CV".to_owned(), spanned("c".to_owned()));
            messages.regions.insert("r".to_owned(), spanned("r".to_owned()));
            messages.institutions.insert("x".to_owned(), spanned("i".to_owned()));
            publication.manuscripts.insert(tag(language), manuscript);
        }
        assert_eq!(
            seen(&super::find(&publication)),
            [
                "C205 the noun `country` in pl has no form `few`, which 3 needs",
                "C205 the noun `country` in pl has no form `many`, which 1000000 needs",
            ]
        );
    }
}
