//! `publication.toml` names what exists.
//!
//! **What.** `date` is a date of the ledger, `actions` are its Actions, titles and descriptions are messages, and house
//! styles are styles of their languages.
//!
//! **Why.** All documents depend on these; found here, they are found with a place and a suggestion.
//!
//! **How to mend.** Correct the name, or add what it names.

use crate::rules::publication::references::with_article;
use crate::wording;
use concord_diagnostics::{Code, Diagnostic};
use concord_ledger::{FactKind, nearest};
use concord_locale::{Locale, LocaleError};
use concord_publication::{Publication, Spanned};

/// Looks at the configuration.
pub fn find(publication: &Publication) -> Vec<Diagnostic> {
    let config = &publication.config;
    let mut diagnostics: Vec<Diagnostic> =
        wrong_fact(publication, "date", &config.date, FactKind::Date).into_iter().collect();
    let actions = config.actions.iter();
    diagnostics
        .extend(actions.filter_map(|action| wrong_fact(publication, "actions", action, FactKind::Action)));
    for document in &config.documents {
        for (key, message) in [("title", &document.title), ("description", &document.description)] {
            diagnostics.extend(missing_message(publication, key, message));
        }
    }
    diagnostics.extend(config.styles.iter().filter_map(|(tag, style)| unknown_style(tag, style)));
    diagnostics
}

fn wrong_fact(
    publication: &Publication,
    key: &str,
    id: &Spanned<String>,
    kind: FactKind,
) -> Option<Diagnostic> {
    let ledger = &publication.ledger;
    let (name, wanted) = (id.value.as_str(), kind.name());
    if ledger.fact_of_kind(kind, name).is_some() || ledger.unreadable.contains_key(name) {
        return None;
    }
    if let Some(fact) = ledger.fact(name) {
        let is = with_article(fact.kind_name());
        let message = format!("`{key}` needs {}, but `{name}` is {is}", with_article(wanted));
        return Some(
            Diagnostic::new(Code::WRONG_FACT_KIND, message)
                .at(id.span, "")
                .and(fact.span(), is)
                .help(format!("name {} of the ledger", with_article(wanted))),
        );
    }
    let of_kind = ledger.ids().filter(|(_, known)| *known == kind).map(|(id, _)| id);
    let help = match nearest(name, of_kind) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("add [{}.{name}] to ledger.toml", kind.table()),
    };
    let message = format!("`{key}` names the {wanted} `{name}`, which the ledger does not hold");
    Some(Diagnostic::new(Code::UNKNOWN_FACT, message).at(id.span, "unknown fact").help(help))
}

fn missing_message(publication: &Publication, key: &str, message: &Spanned<String>) -> Option<Diagnostic> {
    let source = publication.source()?;
    let (name, language) = (message.value.as_str(), &source.language);
    if source.messages.text.contains_key(name) {
        return None;
    }
    let help = match nearest(name, source.messages.text.keys().map(String::as_str)) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("add `{name} = \"...\"` to [text] of {language}/messages.toml"),
    };
    let text =
        format!("`{key}` names the message `{name}`, which {language}/messages.toml does not have in [text]");
    Some(Diagnostic::new(Code::MISSING_MESSAGE, text).at(message.span, "unknown message").help(help))
}

fn unknown_style(tag: &str, style: &Spanned<String>) -> Option<Diagnostic> {
    let Err(LocaleError::Style { known, .. }) = Locale::new(tag, Some(&style.value)) else { return None };
    let message = format!("{tag} has no house style `{}`", style.value, tag = wording::language(tag));
    let help = format!("its house styles are {}", known.join(", "));
    Some(Diagnostic::new(Code::INVALID_VALUE, message).at(style.span, "unknown house style").help(help))
}

#[cfg(test)]
mod tests {
    use crate::testing::{publication, seen, spanned};

    const LAUNCH: &str = "[dates.launch]\non = \"2020\"\n";

    #[test]
    fn a_sound_configuration_is_silent() {
        assert_eq!(seen(&super::find(&publication(LAUNCH))), [""; 0]);
    }

    #[test]
    fn every_name_is_looked_up() {
        let mut publication = publication("[dates.lunch]\non = \"2020\"\n");
        publication.config.actions = vec![spanned("lunch".to_owned())];
        publication.config.documents[0].title = spanned("titel".to_owned());
        publication.config.styles.insert("fr".to_owned(), spanned("rae".to_owned()));
        let found = super::find(&publication);
        assert_eq!(
            seen(&found),
            [
                "C201 `date` names the date `launch`, which the ledger does not hold",
                "C202 `actions` needs an Action, but `lunch` is a date",
                "C205 `title` names the message `titel`, which en/messages.toml does not have in [text]",
                "I005 French has no house style `rae`",
            ]
        );
        assert_eq!(found[0].help.as_deref(), Some("did you mean `lunch`?"));
    }
}
