//! Texts refer to what exists, with the right helper.
//!
//! **What.** The key of an expression names a fact of the kind that its helper shows, a term, a country or a message; the
//! ids in the attributes `facts` and `phases` name facts that can be drawn.
//!
//! **Why.** A mistyped id would leave a hole in the sentence; a count given to `date` would print nonsense.
//!
//! **How to mend.** Correct the id, use the helper that suits the fact, or add the fact, term or message.

use crate::references::{self, Reference, Target, helper_for};
use crate::wording;
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{FactKind, nearest};
use concord_publication::{Glossary, Manuscript, Publication, Spanned};
use std::collections::BTreeMap;

/// Looks at every text of every language.
pub fn find(publication: &Publication) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for manuscript in publication.manuscripts.values() {
        for text in manuscript.texts.values() {
            for block in references::blocks(&text.content) {
                let references = references::of_block(block);
                diagnostics.extend(
                    references.iter().filter_map(|reference| wrong(publication, manuscript, reference)),
                );
            }
        }
    }
    diagnostics
}

fn wrong(
    publication: &Publication,
    manuscript: &Manuscript,
    reference: &Reference<'_>,
) -> Option<Diagnostic> {
    match reference.target {
        Target::Fact(kinds) => wrong_fact(publication, reference, kinds),
        Target::Term => wrong_term(&publication.glossary, manuscript, reference),
        Target::Country | Target::Text => wrong_message(publication, manuscript, reference),
        Target::Heading => None,
    }
}

fn wrong_fact(
    publication: &Publication,
    reference: &Reference<'_>,
    kinds: &[FactKind],
) -> Option<Diagnostic> {
    let ledger = &publication.ledger;
    let key = reference.key;
    if kinds.iter().any(|kind| ledger.fact_of_kind(*kind, key).is_some())
        || ledger.unreadable.contains_key(key)
    {
        return None;
    }
    let shown = reference.shown();
    if let Some(fact) = ledger.fact(key) {
        let is = fact.kind_name();
        let message = format!("{shown} needs {}, but `{key}` is {}", any_of(kinds), with_article(is));
        let help = if reference.is_attribute {
            format!("name {} instead", any_of(kinds))
        } else {
            format!("write {{{{{} \"{key}\"}}}}", helper_for(fact.kind(), reference.helper))
        };
        return Some(
            Diagnostic::new(Code::WRONG_FACT_KIND, message)
                .at(reference.span, format!("`{key}` is {}", with_article(is)))
                .and(fact.span(), format!("stated as {} here", with_article(is)))
                .help(help),
        );
    }
    let of_kind = ledger.ids().filter(|(_, kind)| kinds.contains(kind)).map(|(id, _)| id);
    let suggestion = nearest(key, of_kind).or_else(|| nearest(key, ledger.ids().map(|(id, _)| id)));
    let table = kinds.first().map_or("counts", |kind| kind.table());
    Some(
        Diagnostic::new(Code::UNKNOWN_FACT, format!("{shown} names a fact that the ledger does not hold"))
            .at(reference.span, "unknown fact")
            .help(did_you_mean(suggestion, || format!("add [{table}.{key}] to ledger.toml"))),
    )
}

fn wrong_term(glossary: &Glossary, manuscript: &Manuscript, reference: &Reference<'_>) -> Option<Diagnostic> {
    let key = reference.key;
    let Some(term) = glossary.terms.get(key) else {
        let suggestion = nearest(key, glossary.terms.keys().map(String::as_str));
        let message = format!("{} names a term that the glossary does not hold", reference.shown());
        return Some(
            Diagnostic::new(Code::UNKNOWN_TERM, message)
                .at(reference.span, "unknown term")
                .help(did_you_mean(suggestion, || format!("add [terms.{key}] to glossary.toml"))),
        );
    };
    let language = &manuscript.language;
    if [language.as_str(), language.language()].iter().any(|tag| term.translations.contains_key(*tag)) {
        return None;
    }
    Some(
        Diagnostic::new(
            Code::MISSING_MESSAGE,
            format!(
                "the glossary has no {language} for the term `{key}`",
                language = wording::language(language)
            ),
        )
        .at(reference.span, format!("used in {language} here", language = wording::language(language)))
        .and(term.span, format!("no `{language}`"))
        .help(format!("add `{language} = \"...\"` to [terms.{key}] in glossary.toml")),
    )
}

fn wrong_message(
    publication: &Publication,
    manuscript: &Manuscript,
    reference: &Reference<'_>,
) -> Option<Diagnostic> {
    let name = if reference.target == Target::Country { "countries" } else { "text" };
    let (table, key) = (messages_of(manuscript, reference.target), reference.key);
    let is_source = manuscript.language == publication.config.source_locale.value;
    // What the source's messages have and a translation's lack is reported where it is missing.
    let reported_elsewhere = || {
        let source = publication.source().filter(|_| !is_source);
        source.is_some_and(|source| messages_of(source, reference.target).contains_key(key))
    };
    if table.contains_key(key) || reported_elsewhere() {
        return None;
    }
    // Any code of two letters is nearly any other.
    let is_word = reference.target != Target::Country;
    let suggestion = nearest(key, table.keys().map(String::as_str)).filter(|_| is_word);
    let language = &manuscript.language;
    let message = format!("{}: {language}/messages.toml has no `{key}` under [{name}]", reference.shown());
    Some(Diagnostic::new(Code::MISSING_MESSAGE, message).at(reference.span, "unknown key").help(
        did_you_mean(suggestion, || format!("add `{key} = \"...\"` to [{name}] of {language}/messages.toml")),
    ))
}

fn messages_of(manuscript: &Manuscript, target: Target) -> &BTreeMap<String, Spanned<String>> {
    match target {
        Target::Country => &manuscript.messages.countries,
        _ => &manuscript.messages.text,
    }
}

fn did_you_mean(suggestion: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    suggestion.map_or_else(otherwise, |suggestion| format!("did you mean `{suggestion}`?"))
}

/// `a count`, `a phase or an Action`.
fn any_of(kinds: &[FactKind]) -> String {
    let kinds: Vec<String> = kinds.iter().map(|kind| with_article(kind.name())).collect();
    match kinds.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => kinds.concat(),
    }
}

pub(crate) fn with_article(kind: &str) -> String {
    let vowel = kind.starts_with(['a', 'A']);
    format!("{} {kind}", if vowel { "an" } else { "a" })
}

#[cfg(test)]
mod tests {
    use crate::testing::{
        container, expression, manuscript, paragraph, publication, seen, spanned, tag, term,
    };
    use concord_document::{Block, Content};
    use concord_publication::Publication;
    use std::collections::BTreeMap;

    const LEDGER: &str = "[dates.launch]\non = \"2020\"\n[counts.countries]\nvalue = 120\nunit = \"country\"\n\
                          [phases.phase-1]\nname = \"I\"\nstart = \"2009\"\nend = \"2011\"\n";

    fn with_text(blocks: Vec<Block>) -> Publication {
        let mut publication = publication(LEDGER);
        let content = Content { blocks, notes: BTreeMap::new() };
        publication.manuscripts.insert(tag("en"), manuscript("en", 1, [("a.md", content)]));
        publication.glossary.terms.insert("thb".to_owned(), term("fr", "traite", &[]));
        publication
    }

    #[test]
    fn right_references_are_silent() {
        let all = [
            ("count", "countries"),
            ("date", "launch"),
            ("period", "phase-1"),
            ("phase", "phase-1"),
            ("text", "title"),
        ];
        let content = all.iter().map(|(helper, key)| expression(helper, key)).collect();
        let figures = container("figures", &[("facts", "countries")], vec![]);
        assert_eq!(seen(&super::find(&with_text(vec![paragraph(content), figures]))), [""; 0]);
    }

    #[test]
    fn a_mistyped_id_has_a_suggestion() {
        let found = super::find(&with_text(vec![paragraph(vec![expression("count", "countires")])]));
        assert_eq!(seen(&found), ["C201 {{count \"countires\"}} names a fact that the ledger does not hold"]);
        assert_eq!(found[0].help.as_deref(), Some("did you mean `countries`?"));
    }

    #[test]
    fn a_wrong_kind_names_the_right_helper() {
        let found = super::find(&with_text(vec![paragraph(vec![expression("period", "countries")])]));
        assert_eq!(
            seen(&found),
            ["C202 {{period \"countries\"}} needs a phase or an Action, but `countries` is a count"]
        );
        assert_eq!(found[0].help.as_deref(), Some("write {{count \"countries\"}}"));
    }

    #[test]
    fn attributes_are_followed() {
        let timeline = container("timeline", &[("phases", "phase-1 phase-2 launch")], vec![]);
        assert_eq!(
            seen(&super::find(&with_text(vec![timeline]))),
            [
                "C201 `phase-2` in phases=\"...\" names a fact that the ledger does not hold",
                "C202 `launch` in phases=\"...\" needs a phase, but `launch` is a date",
            ]
        );
    }

    #[test]
    fn terms_countries_and_messages_are_looked_up() {
        let content = vec![
            expression("term", "thbb"),
            expression("term", "thb"),
            expression("country", "CV"),
            expression("text", "x"),
        ];
        assert_eq!(
            seen(&super::find(&with_text(vec![paragraph(content)]))),
            [
                "C207 {{term \"thbb\"}} names a term that the glossary does not hold",
                "C205 the glossary has no English for the term `thb`",
                "C205 {{country \"CV\"}}: en/messages.toml has no `CV` under [countries]",
                "C205 {{text \"x\"}}: en/messages.toml has no `x` under [text]",
            ]
        );
    }

    #[test]
    fn what_a_translation_lacks_is_left_to_the_rule_for_messages() {
        let mut publication = with_text(vec![]);
        let content =
            Content { blocks: vec![paragraph(vec![expression("country", "CV")])], notes: BTreeMap::new() };
        publication.manuscripts.insert(tag("fr"), manuscript("fr", 2, [("a.md", content)]));
        let english = publication.manuscripts.get_mut(&tag("en")).expect("en");
        english.messages.countries.insert("CV".to_owned(), spanned("Cabo Verde".to_owned()));
        assert_eq!(seen(&super::find(&publication)), [""; 0]);
    }
}
