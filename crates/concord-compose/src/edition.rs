//! Everything that is known of one document in one language.

use crate::message_keys::MessageKey;
use concord_document::LanguageTag;
use concord_locale::Locale;
use concord_publication::{DocumentConfig, Manuscript, Publication, Spanned, Term};
use std::collections::BTreeMap;

/// One document of a publication in one language: what composition looks facts and words up in.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// The publication, with its ledger and glossary.
    pub publication: &'a Publication,
    /// The texts and messages of the language.
    pub manuscript: &'a Manuscript,
    /// The conventions of the language.
    pub locale: &'a Locale,
    /// The document.
    pub document: &'a DocumentConfig,
}

impl<'a> Edition<'a> {
    pub(crate) fn language(&self) -> &'a LanguageTag {
        &self.manuscript.language
    }

    /// A message of the table `[text]`.
    pub(crate) fn message(&self, key: MessageKey) -> Option<&'a str> {
        self.manuscript.messages.text.get(key.as_str()).map(|message| message.value.as_str())
    }

    /// The proper name of a phase: the messages' own, or else the ledger's.
    pub(crate) fn phase_name(&self, id: &str) -> Option<&'a str> {
        let own = self.manuscript.messages.names.get(id);
        let own = own.map(|name| name.value.as_str());
        own.or_else(|| self.publication.ledger.phases.get(id).map(|phase| phase.name.value.as_str()))
    }

    /// A term's translation.
    pub(crate) fn translation(&self, term: &'a Term) -> Option<&'a str> {
        self.by_language(&term.translations)
    }

    /// The tag of the source language where a term of several words is the same in it and in the edition's: a name that
    /// nobody translates.
    pub(crate) fn language_of_term(&self, term: &'a Term) -> Option<String> {
        let source = &self.publication.config.source_locale.value;
        let original =
            self.in_source_language(term).filter(|_| self.language().language() != source.language())?;
        let is_name = original.contains(' ') && self.translation(term) == Some(original);
        is_name.then(|| source.to_string())
    }

    /// What the edition's language says for words of the source language, where the glossary has them as a term.
    pub(crate) fn translation_of(&self, words: &str) -> Option<&'a str> {
        let terms = self.publication.glossary.terms.values();
        let term = terms.into_iter().find(|term| self.in_source_language(term) == Some(words));
        term.and_then(|term| self.translation(term))
    }

    fn in_source_language(&self, term: &'a Term) -> Option<&'a str> {
        let source = &self.publication.config.source_locale.value;
        let term =
            term.translations.get(source.as_str()).or_else(|| term.translations.get(source.language()));
        term.map(|term| term.value.as_str())
    }

    /// The value for the whole tag, or else for its language alone.
    pub(crate) fn by_language(&self, values: &'a BTreeMap<String, Spanned<String>>) -> Option<&'a str> {
        let language = self.language();
        let value = values.get(language.as_str()).or_else(|| values.get(language.language()));
        value.map(|value| value.value.as_str())
    }
}
